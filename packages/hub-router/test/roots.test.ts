import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { brief, Fixture } from './fixture.ts';

test('one operation with several homes becomes one document per home, with what each one uses and no more', async () => {
  await using at = await Fixture.start();
  const { data, errors } = await at.ask(
    `query Everything($a: ID!, $b: ID!, $locale: String, $unusedByAsia: String) {
      __typename
      first: team(id: $a) { ...Named lead(locale: $unusedByAsia) { name } }
      ... on Query { second: team(id: $b) { ...Named } }
      hubTeams(hub: "cee") { count nodes { ... on Team { size } ...Sized } }
      ...Root
      first: team(id: $a) { size }
    }
    fragment Named on Team { id title: name }
    fragment Sized on Team { size ...Deep }
    fragment Deep on Team { lead(locale: $locale) { name } }
    fragment Root on Query { third: team(id: $a) { id } }`,
    { a: 'cee:team:1', b: 'asia:team:2', locale: 'cs', unusedByAsia: 'ja', stray: 1 },
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    __typename: 'Query',
    first: { id: 'cee:team:1', title: 'Team 1 of cee', size: 7, lead: { name: 'Lead (ja)' } },
    second: { id: 'asia:team:2', title: 'Team 2 of asia' },
    hubTeams: {
      count: 2,
      nodes: [
        { size: 7, lead: { name: 'Lead (cs)' } },
        { size: 7, lead: { name: 'Lead (cs)' } },
      ],
    },
    third: { id: 'cee:team:1' },
  });
  expect(Object.keys(data ?? {})).toEqual(['__typename', 'first', 'second', 'hubTeams', 'third']);
  expect(at.network.urls).toHaveLength(2);
  expect(at.asia.received[0]?.variables).toEqual({ b: 'asia:team:2' });
  expect(at.asia.received[0]?.query).not.toMatch(/locale|Deep|Sized|\$a/);
  expect(at.cee.received[0]?.variables).toEqual({ a: 'cee:team:1', locale: 'cs', unusedByAsia: 'ja' });
  expect(parse(at.cee.received[0]?.query ?? '').definitions).toHaveLength(4);
});

test('@skip and @include are settled before anybody is asked', async () => {
  await using at = await Fixture.start();
  const query = `query ($yes: Boolean!, $id: ID!) {
    team(id: $id) @include(if: $yes) { name @skip(if: $yes) id }
    hub(id: "asia") @skip(if: $yes) { name }
    only: team(id: $id) { name @skip(if: $yes) }
  }`;
  expect(await at.ask(query, { yes: true, id: 'cee:team:1' })).toEqual({
    data: { team: { id: 'cee:team:1' }, only: {} },
  });
  expect(await at.ask(query, { yes: false, id: 'cee:team:1' })).toEqual({
    data: { hub: { name: 'Hub asia' }, only: { name: 'Team 1 of cee' } },
  });
  expect(at.asia.received).toHaveLength(1);
});

test('a list of ids is split among its homes and put together in order', async () => {
  await using at = await Fixture.start();
  await at.kill(at.africa);
  const ids = ['asia:team:2', 'cee:team:1', 'asia:team:X', 'africa:team:1', 'cee:team:0', 'bad', 'b a d', 'cee:team:1'];
  const result = await at.ask('query ($ids: [ID!]!) { teams(ids: $ids) { id } }', { ids });
  expect(result.data).toEqual({
    teams: [{ id: 'asia:team:2' }, { id: 'cee:team:1' }, null, null, null, null, null, { id: 'cee:team:1' }],
  });
  expect(brief(result).sort()).toEqual([
    ['teams.2', 'FORBIDDEN', 'asia'],
    ['teams.3', 'HUB_UNAVAILABLE', 'africa', 'refused'],
    ['teams.5', 'UNKNOWN_HUB', 'bad'],
    ['teams.6', 'ID_MALFORMED'],
  ]);
});

test('an argument within an input object names the hub', async () => {
  await using at = await Fixture.start();
  const { data } = await at.ask('query ($f: TeamFilter!) { teamNamed(in: $f) { name } }', {
    f: { hub: 'asia', name: 'Falcons' },
  });
  expect(data).toEqual({ teamNamed: { name: 'Falcons' } });
  expect(at.network.urls).toEqual([at.asia.entry.endpoint]);
  expect(brief(await at.ask('{ teamNamed(in: { name: "Falcons" }) { name } }'))).toEqual([
    ['teamNamed', 'ID_MALFORMED'],
  ]);
});

test('all hubs answer, or those that the argument lists', async () => {
  await using at = await Fixture.start();
  const all = await at.ask('{ allTeams { id } }');
  expect(all).toEqual({
    data: {
      allTeams: ['africa', 'asia', 'cee'].flatMap((hub) => [{ id: `${hub}:team:1` }, { id: `${hub}:team:2` }]),
    },
  });
  const some = await at.ask('{ allTeams(hubs: ["cee", "asia", "cee"]) { id } }');
  expect(some.data?.['allTeams']).toHaveLength(4);
  expect(at.africa.received).toHaveLength(1);
  const wrong = await at.ask('{ allTeams(hubs: ["cee", "mars"]) { id } }');
  expect(wrong.data).toEqual({ allTeams: null });
  expect(brief(wrong)).toEqual([['allTeams', 'UNKNOWN_HUB', 'mars']]);
});

test('_service, __typename and introspection are answered without a hub', async () => {
  await using at = await Fixture.start();
  const { data } = await at.ask('{ _service { sdl } kind: __typename __type(name: "Team") { name } }');
  expect(data).toEqual({ _service: { sdl: at.router.sdl }, kind: 'Query', __type: { name: 'Team' } });
  expect(at.network.urls).toEqual([]);
  expect(at.reports).toEqual([]);
});

test.each([
  ['{', undefined, 'GRAPHQL_PARSE_FAILED'],
  ['{ nothing }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
  ['{ hub(id: "cee") { __proto__: name } }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
  ['{ hub(id: "cee") { hubRouterType: name } }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
  ['query ($id: ID!) { team(id: $id) { id } }', {}, 'BAD_USER_INPUT'],
  ['query A { votes } query B { votes }', undefined, 'OPERATION_RESOLUTION_FAILURE'],
  ['fragment A on Team { id }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
])('a wrong request is refused as data: %s', async (query, variables, code) => {
  await using at = await Fixture.start();
  const result = await at.ask(query, variables);
  expect(result.data).toBeNull();
  expect(result.errors?.[0]?.extensions.code).toBe(code);
  expect(at.network.urls).toEqual([]);
});

test('a request that would reach too many hubs is refused', async () => {
  await using at = await Fixture.start({ limits: { fanOutMax: 2 } });
  expect(brief(await at.ask('{ votes }'))).toEqual([['', 'FAN_OUT_TOO_WIDE']]);
  expect(at.network.urls).toEqual([]);
});
