import { expect, test } from 'vitest';
import { brief, Fixture, team } from './fixture.ts';
import { hubSdl } from './hub.graphql.ts';

/** The last release: without these lines, which the present one added. */
function without(...lines: readonly string[]): string {
  let sdl = hubSdl;
  for (const line of lines) {
    if (!sdl.includes(line)) throw new Error(`The schema has no line ${line}`);
    sdl = sdl.replace(line, '');
  }
  return sdl;
}

test('a hub is not asked for what its version does not know: null there, one error for each place, all else given', async () => {
  await using at = await Fixture.start();
  at.asia.runs(without('  size: Int\n'));
  const result = await at.entities('{ __typename ... on Team { id name how: size } }', [
    team('cee:team:1'),
    team('asia:team:1'),
    team('africa:team:1'),
    team('asia:team:2'),
  ]);
  expect(result.data).toEqual({
    _entities: [
      { __typename: 'Team', id: 'cee:team:1', name: 'Team 1 of cee', how: 7 },
      { __typename: 'Team', id: 'asia:team:1', name: 'Team 1 of asia', how: null },
      { __typename: 'Team', id: 'africa:team:1', name: 'Team 1 of africa', how: 7 },
      { __typename: 'Team', id: 'asia:team:2', name: 'Team 2 of asia', how: null },
    ],
  });
  expect(brief(result)).toEqual([
    ['_entities.1.how', 'HUB_SCHEMA_SKEW', 'asia'],
    ['_entities.3.how', 'HUB_SCHEMA_SKEW', 'asia'],
  ]);
  expect(result.errors?.[0]?.extensions['field']).toBe('Team.size');
  expect(at.reports[0]).toMatchObject({ ok: ['africa', 'asia', 'cee'], failed: [], skewed: ['asia'], partial: true });
});

test('what a hub knows is learnt once, when it refuses, and asked again after a minute without keeping anybody waiting', async () => {
  await using at = await Fixture.start();
  const ask = () => at.entities('{ ... on Team { size } }', [team('asia:team:1')]);
  const calls = () => at.asia.received.splice(0).map(({ query }) => query.includes('_service'));
  at.asia.runs(without('  size: Int\n'));
  await ask();
  expect(calls()).toEqual([false, true, false]);
  await ask();
  expect(calls()).toEqual([false]);
  at.asia.runs(hubSdl);
  at.clock.advance(60_000);
  expect((await ask()).data).toEqual({ _entities: [{ size: null }] });
  await at.asia.hasReceived(2);
  await at.clock.hasLeft(0);
  await expect.poll(async () => (await ask()).data).toEqual({ _entities: [{ size: 7 }] });
});

test('a field whose arguments a hub does not know goes, and one that may not be null takes the one above with it', async () => {
  await using at = await Fixture.start();
  at.asia.runs(without('(locale: String)', '  meta: JSON\n'));
  const query = `query ($l: String) { team(id: "asia:team:1") {
    ...Both with: lead(locale: $l) { name } } }
    fragment Both on Team { id meta lead { name } }`;
  const result = await at.ask(query, { l: 'sw' });
  expect(result.data).toEqual({
    team: { id: 'asia:team:1', meta: null, lead: { name: 'Lead (none)' }, with: null },
  });
  expect(brief(result)).toEqual([
    ['team.meta', 'HUB_SCHEMA_SKEW', 'asia'],
    ['team.with', 'HUB_SCHEMA_SKEW', 'asia'],
  ]);
  expect(at.asia.received.at(-1)?.variables).toEqual({});
  at.africa.runs(hubSdl.replace('type Person { name: String! }', 'type Person { called: String }'));
  const person = await at.ask('{ team(id: "africa:team:1") { id lead { name } } }');
  expect(person.data).toEqual({ team: { id: 'africa:team:1', lead: null } });
  expect(brief(person)).toEqual([['team.lead', 'HUB_SCHEMA_SKEW', 'africa']]);
});

test('behind a union, only objects that have the field are filled; a type that a hub does not know is not asked about', async () => {
  await using at = await Fixture.start();
  const older = hubSdl
    .replace('union FormTeamResult = TeamFormed | NameIsTaken', 'union FormTeamResult = TeamFormed')
    .replace('type NameIsTaken implements Rejection { code: String! message: String! }', '');
  at.asia.runs(older);
  // A mutation is never sent twice: what the hub knows is learnt by a query before.
  const mutation = `mutation { formTeam(input: { hub: "asia", name: "new" }) {
    ... on TeamFormed { team { id } } ... on NameIsTaken { message } } }`;
  expect(brief(await at.ask(mutation))).toEqual([['formTeam', 'HUB_SCHEMA_SKEW', 'asia', 'schema-skew']]);
  expect(at.asia.received).toHaveLength(1);
  // What was asked is known now, so that the mutation goes out pruned.
  at.asia.runs(older.replace('  size: Int\n', ''));
  await at.entities('{ ... on Team { size } }', [team('asia:team:1')]);
  expect((await at.ask(mutation)).data).toEqual({ formTeam: { team: { id: 'asia:team:3' } } });
});

test('without a sort key, a key of groups, or the field itself, a hub’s whole part is missing', async () => {
  await using at = await Fixture.start({}, { cee: { votes: 2 }, asia: { votes: 3 }, africa: { votes: 4 } });
  at.asia.runs(hubSdl.replace('  votes: Int @route(by: ALL) @merge(by: SUM) @partial(default: ABORT)\n', ''));
  const votes = await at.ask('{ votes }');
  expect(votes.data).toEqual({ votes: null });
  expect(brief(votes)).toEqual([
    ['votes', 'HUB_SCHEMA_SKEW', 'asia', 'schema-skew'],
    ['votes', 'HUB_UNAVAILABLE', 'asia', 'schema-skew'],
  ]);
  at.cee.runs(without('  name: String\n  size: Int\n').replace(', orderBy: ["name"]', ', orderBy: ["id"]'));
  const rows = await at.ask('{ directory(first: 5) { nodes { id } } votes }');
  expect(brief(rows)).toContainEqual(['directory', 'HUB_SCHEMA_SKEW', 'cee', 'schema-skew']);
});

test('a hub that refuses everything and lies about its schema loses its own part, at two more calls at most', async () => {
  await using at = await Fixture.start();
  const refusal = JSON.stringify({ errors: [{ message: 'no', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
  const sdls = ['{"data":{"_service":{"sdl":"not a schema {"}}}', '{"data":{"_service":7}}', refusal];
  for (const sdl of sdls) {
    at.asia.misbehave = ({ query }) => ({ body: query.includes('_service') ? sdl : refusal });
    const result = await at.entities('{ ... on Team { name } }', [team('asia:team:1'), team('cee:team:1')]);
    expect(result.data).toEqual({ _entities: [{ name: null }, { name: 'Team 1 of cee' }] });
    expect(brief(result)).toEqual([['_entities.0', 'HUB_SCHEMA_SKEW', 'asia', 'schema-skew']]);
    expect(at.asia.received.splice(0)).toHaveLength(2);
  }
  at.asia.misbehave = ({ query }) => ({
    body: query.includes('_service') ? '{"data":{"_service":{"sdl":"type Team { name: String }"}}}' : refusal,
  });
  await at.entities('{ ... on Team { name } }', [team('asia:team:1')]);
  expect(at.asia.received.splice(0)).toHaveLength(3);
  await at.entities('{ ... on Team { name } }', [team('asia:team:1')]);
  expect(at.asia.received).toHaveLength(1);
});

test('a bomb of fragments is given up rather than written out for an older hub', async () => {
  await using at = await Fixture.start({ limits: { queryFieldsMax: 1_000_000 } });
  at.asia.runs(without('  size: Int\n'));
  await at.entities('{ ... on Team { size } }', [team('asia:team:1')]);
  const bomb = Array.from(
    { length: 16 },
    (_, n) => `fragment F${n} on Team { ...F${n + 1} ...G${n} } fragment G${n} on Team { ...F${n + 1} }`,
  );
  const result = await at.ask(`{ team(id: "asia:team:1") { ...F0 } } ${bomb.join(' ')} fragment F16 on Team { id }`);
  expect(brief(result)).toEqual([['team', 'HUB_SCHEMA_SKEW', 'asia', 'schema-skew']]);
});
