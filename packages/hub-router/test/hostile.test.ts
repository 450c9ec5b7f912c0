import { expect, test } from 'vitest';
import type { Misbehaviour } from './fake-hub.ts';
import { brief, Fixture, team } from './fixture.ts';

const entity = (more: object = {}) => ({ hubRouterType: 'Team', id: 'asia:team:1', size: 1, meta: {}, ...more });
const says =
  (value: unknown): Misbehaviour =>
  () => ({ body: JSON.stringify(value) });
const gives = (...entities: unknown[]) => says({ data: { _entities: entities } });
const text =
  (body: string, status = 200): Misbehaviour =>
  () => ({ body, status });

/** What the hub does, and the reason that the client is told. */
const cases: readonly (readonly [string, Misbehaviour, string])[] = [
  ['answers with garbage', text('{"data": {'), 'not-json'],
  ['answers with a web page', text('<html><body>Welcome</body></html>'), 'not-json'],
  ['answers with nothing', text(''), 'not-json'],
  ['answers with a list', says([1]), 'not-json'],
  ['answers with null', says(null), 'not-json'],
  ['breaks down', text('oh', 500), 'http-500'],
  ['is overloaded and says so in JSON', text('{"errors":[{"message":"busy"}]}', 503), 'http-503'],
  ['does not know the path', text('not here', 404), 'http-404'],
  ['sends the caller elsewhere', text('', 302), 'http-302'],
  ['answers too much', text(`{"data":"${'x'.repeat(3_000)}"}`), 'too-large'],
  ['answers with data that is text', says({ data: 'all' }), 'malformed'],
  ['answers with neither data nor errors', says({}), 'malformed'],
  ['answers with errors that are no list', says({ data: {}, errors: {} }), 'malformed'],
  ['leaves the field out', says({ data: {} }), 'malformed'],
  ['answers with an object for the list', says({ data: { _entities: entity() } }), 'malformed'],
  ['answers with one too few', gives(), 'malformed'],
  ['answers with one too many', gives(entity(), entity()), 'malformed'],
  ['answers with another type', gives(entity({ hubRouterType: 'Hub' })), 'malformed'],
  ['answers without a type', gives(entity({ hubRouterType: undefined })), 'malformed'],
  ["claims another hub's id", gives(entity({ id: 'cee:team:1' })), 'malformed'],
  ['claims another id of its own', gives(entity({ id: 'asia:team:2' })), 'malformed'],
  ['leaves a selected field out', gives(entity({ size: undefined })), 'malformed'],
  ['gives text for a number', gives(entity({ size: '1' })), 'malformed'],
  ['gives a fraction for a whole number', gives(entity({ size: 1.5 })), 'malformed'],
  ['gives a number beyond 32 bits', gives(entity({ size: 2 ** 40 })), 'malformed'],
  ['gives a list for a number', gives(entity({ size: [1] })), 'malformed'],
  ['gives null for an id', gives(entity({ id: null })), 'malformed'],
  ['gives text for an entity', gives('asia:team:1'), 'malformed'],
  [
    'smuggles in __proto__',
    text('{"data":{"_entities":[{"hubRouterType":"Team","id":"asia:team:1","size":1,"meta":{"__proto__":{"a":1}}}]}}'),
    'malformed',
  ],
  [
    'smuggles it in behind an escape',
    text('{"data":{"_entities":[{"hubRouterType":"Team","id":"asia:team:1","size":1,"meta":{"\\u005f_proto__":1}}]}}'),
    'malformed',
  ],
  ['smuggles in constructor', gives(entity({ meta: { constructor: { prototype: 1 } } })), 'malformed'],
  ['nests without end', gives(entity({ meta: JSON.parse('['.repeat(99) + ']'.repeat(99)) })), 'malformed'],
];

test.each(cases)('a hub that %s is unavailable, and only that one', async (_, misbehave, reason) => {
  await using at = await Fixture.start({ limits: { responseBytesMax: 2_000 } });
  at.asia.misbehave = misbehave;
  const result = await at.entities('{ ... on Team { id size meta } }', [team('cee:team:1'), team('asia:team:1')]);
  expect(brief(result)).toEqual([['_entities.1', 'HUB_UNAVAILABLE', 'asia', reason]]);
  expect(result.data?.['_entities']).toEqual([
    { id: 'cee:team:1', size: 7, meta: { home: 'cee' } },
    { id: 'asia:team:1', size: null, meta: null },
  ]);
  expect(at.reports[0]?.failed).toEqual([{ hub: 'asia', reason }]);
});

test('a hub that answers well in the same harness is available: the cases above can fail', async () => {
  await using at = await Fixture.start({ limits: { responseBytesMax: 2_000 } });
  at.asia.misbehave = gives(entity({ meta: { a: [1, { b: null }] } }));
  const { data, errors } = await at.entities('{ ... on Team { id size meta } }', [team('asia:team:1')]);
  expect(errors).toBeUndefined();
  expect(data?.['_entities']).toEqual([{ id: 'asia:team:1', size: 1, meta: { a: [1, { b: null }] } }]);
});

test('what was not asked for is left out', async () => {
  await using at = await Fixture.start();
  at.asia.misbehave = () => ({
    body: JSON.stringify({ data: { _entities: [{ ...entity(), secret: 1 }], other: 2 }, extensions: { x: 1 } }),
  });
  const result = await at.entities('{ ... on Team { id } }', [team('asia:team:1')]);
  expect(result).toEqual({ data: { _entities: [{ id: 'asia:team:1' }] } });
});

test('a team asked for by its id must come with that id', async () => {
  await using at = await Fixture.start();
  at.asia.misbehave = says({ data: { team: { id: 'asia:team:2' } } });
  expect(brief(await at.ask('{ team(id: "asia:team:1") { id } }'))).toEqual([
    ['team', 'HUB_UNAVAILABLE', 'asia', 'malformed'],
  ]);
});

test('a member of a union must be one', async () => {
  await using at = await Fixture.start();
  at.asia.misbehave = says({ data: { formTeam: { hubRouterType: 'Team', __typename: 'Team' } } });
  const result = await at.ask('mutation { formTeam(input: { hub: "asia", name: "A" }) { __typename } }');
  expect(brief(result)).toEqual([['formTeam', 'HUB_UNAVAILABLE', 'asia', 'malformed']]);
});

test("a hub's errors are cut to what is safe, and say whose they are", async () => {
  await using at = await Fixture.start({ limits: { errorsPerHubMax: 3, messageLengthMax: 10 } });
  const error = {
    message: 'x'.repeat(50),
    path: ['_entities', 0, 'name'],
    extensions: { code: 'no code', hub: 'cee', reason: 'mine', field: 'name', stacktrace: ['a'], n: 1 },
  };
  at.asia.misbehave = says({
    data: { _entities: [{ hubRouterType: 'Team', name: null }] },
    errors: [error, 'nonsense', { message: 1, path: [{}] }, error, error],
  });
  const result = await at.entities('{ ... on Team { name } }', [team('cee:team:1'), team('asia:team:1')]);
  expect(result.errors).toEqual([
    {
      message: 'xxxxxxxxxx',
      path: ['_entities', 1, 'name'],
      extensions: { code: 'HUB_ERROR', hub: 'asia', field: 'name' },
    },
    { message: 'The hub ga', path: ['_entities'], extensions: { code: 'HUB_ERROR', hub: 'asia' } },
  ]);
});

test('a hub of another version refuses the query, and the code says that it is that', async () => {
  await using at = await Fixture.start();
  const body = JSON.stringify({
    errors: [{ message: 'Cannot query field "size".', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
  });
  at.asia.misbehave = () => ({ status: 400, body });
  const result = await at.entities('{ ... on Team { size } }', [team('asia:team:1'), team('cee:team:1')]);
  expect(brief(result)).toEqual([['_entities.0', 'HUB_SCHEMA_SKEW', 'asia', 'schema-skew']]);
  expect(result.errors?.[0]?.message).toContain('Cannot query field');
  expect(result.data?.['_entities']).toEqual([{ size: null }, { size: 7 }]);
});

test('a hub that refuses the whole request is heard with its own code', async () => {
  await using at = await Fixture.start();
  const body = JSON.stringify({ errors: [{ message: 'Who are you?', extensions: { code: 'UNAUTHENTICATED' } }] });
  at.asia.misbehave = () => ({ status: 401, body });
  expect(brief(await at.ask('{ team(id: "asia:team:1") { id } }'))).toEqual([
    ['team', 'UNAUTHENTICATED', 'asia', 'no-data'],
  ]);
});
