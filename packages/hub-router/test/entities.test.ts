import { expect, test } from 'vitest';
import { brief, Fixture, team } from './fixture.ts';

test('representations are split by home and come back in their order and number, duplicates too', async () => {
  await using at = await Fixture.start();
  const ids = ['cee:team:1', 'asia:team:1', 'cee:team:1', 'africa:team:2', 'cee:team:2', 'asia:team:1'];
  const { data, errors } = await at.entities('{ ... on Team { __typename id name } }', ids.map(team));
  expect(errors).toBeUndefined();
  expect(data?.['_entities']).toEqual(
    ids.map((id) => ({ __typename: 'Team', id, name: `Team ${id.slice(-1)} of ${id.split(':')[0]}` })),
  );
  expect(at.network.urls).toHaveLength(3);
  expect(Object.values(at.cee.received[0]?.variables ?? {})).toEqual([[team('cee:team:1'), team('cee:team:2')]]);
  const list = data?.['_entities'] as object[];
  expect(list[0]).not.toBe(list[2]);
});

test('one of several types at once, by id, by field and as a bare slug', async () => {
  await using at = await Fixture.start();
  const { data, errors } = await at.entities(
    '{ __typename ... on Team { name } ... on Hub { name } ... on Disbursement { bookedAt toHub { id } } }',
    [
      { __typename: 'Hub', id: 'asia' },
      { __typename: 'Disbursement', id: 'fundraising:disbursement:1', toHub: { id: 'africa' } },
      team('cee:team:1'),
    ],
  );
  expect(errors).toBeUndefined();
  expect(data?.['_entities']).toEqual([
    { __typename: 'Hub', name: 'Hub asia' },
    { __typename: 'Disbursement', bookedAt: 'by africa', toHub: { id: 'africa' } },
    { __typename: 'Team', name: 'Team 1 of cee' },
  ]);
});

test('a dead hub costs its own part: an object of nulls that keeps its key, and one error per representation', async () => {
  await using at = await Fixture.start();
  await at.kill(at.asia);
  const result = await at.entities('{ ... on Team { id name } }', [
    team('cee:team:1'),
    team('asia:team:1'),
    team('asia:team:2'),
    team('asia:team:1'),
  ]);
  expect(result.data?.['_entities']).toEqual([
    { id: 'cee:team:1', name: 'Team 1 of cee' },
    { id: 'asia:team:1', name: null },
    { id: 'asia:team:2', name: null },
    { id: 'asia:team:1', name: null },
  ]);
  expect(brief(result)).toEqual([
    ['_entities.1', 'HUB_UNAVAILABLE', 'asia', 'refused'],
    ['_entities.2', 'HUB_UNAVAILABLE', 'asia', 'refused'],
  ]);
  expect(at.reports).toEqual([
    {
      epoch: 7,
      expected: ['asia', 'cee'],
      ok: ['cee'],
      failed: [{ hub: 'asia', reason: 'refused' }],
      skewed: [],
      partial: true,
    },
  ]);
});

test('a missing slot is null where that is configured', async () => {
  await using at = await Fixture.start({ missingAsNulls: false });
  await at.kill(at.asia);
  const result = await at.entities('{ ... on Team { id name } }', [team('asia:team:1'), team('cee:team:1')]);
  expect(result.data?.['_entities']).toEqual([null, { id: 'cee:team:1', name: 'Team 1 of cee' }]);
});

test('unknown hubs and malformed ids, look-alikes among them, are told apart and nobody is asked', async () => {
  await using at = await Fixture.start();
  const result = await at.entities('{ ... on Team { id name } }', [
    team('nowhere:team:1'),
    team('сее:team:1'),
    team('cee:team:1'),
    team('CEE:team:1'),
    team('cee:'),
    { __typename: 'Team' },
    { __typename: 'Person', name: 'A' },
  ]);
  expect(result.data?.['_entities']).toEqual([
    null,
    null,
    { id: 'cee:team:1', name: 'Team 1 of cee' },
    null,
    null,
    null,
    null,
  ]);
  expect(brief(result)).toEqual([
    ['_entities.0', 'UNKNOWN_HUB', 'nowhere'],
    ['_entities.1', 'ID_MALFORMED'],
    ['_entities.3', 'ID_MALFORMED'],
    ['_entities.4', 'ID_MALFORMED'],
    ['_entities.5', 'ID_MALFORMED'],
    ['_entities.6', 'BAD_USER_INPUT'],
  ]);
  expect(at.network.urls).toHaveLength(1);
});

test('a hub that says null, or refuses one of several, is taken at its word', async () => {
  await using at = await Fixture.start();
  const result = await at.entities('{ ... on Team { id } }', [
    team('asia:team:1'),
    team('cee:team:0'),
    team('cee:team:X'),
    team('cee:team:2'),
  ]);
  expect(result.data?.['_entities']).toEqual([{ id: 'asia:team:1' }, null, null, { id: 'cee:team:2' }]);
  expect(result.errors).toEqual([
    { message: 'No access to cee:team:X', path: ['_entities', 2], extensions: { code: 'FORBIDDEN', hub: 'cee' } },
  ]);
  expect(at.reports[0]?.partial).toBe(false);
});

test('more representations than allowed are refused at once', async () => {
  await using at = await Fixture.start({ limits: { representationsMax: 2 } });
  const result = await at.entities(
    '{ ... on Team { id } }',
    [1, 2, 3].map((n) => team(`cee:team:${n}`)),
  );
  expect(brief(result)).toEqual([['_entities', 'TOO_MANY_REPRESENTATIONS']]);
  expect(result.data?.['_entities']).toEqual([null, null, null]);
  expect(at.network.urls).toEqual([]);
});

test('an empty list of representations asks nobody', async () => {
  await using at = await Fixture.start();
  expect(await at.entities('{ ... on Team { id } }', [])).toEqual({ data: { _entities: [] } });
  expect(at.reports).toEqual([]);
});

test('hubs that left are not asked; suspended ones are; a successor answers for its predecessor', async () => {
  await using at = await Fixture.start();
  at.snapshot = {
    epoch: 8,
    hubs: [
      { ...at.cee.entry, status: 'suspended' },
      { ...at.asia.entry, status: 'revoked' },
      { ...at.africa.entry, answersFor: ['east-africa'] },
    ],
  };
  const result = await at.entities('{ ... on Team { id } }', [
    team('cee:team:1'),
    team('asia:team:1'),
    team('east-africa:team:1'),
  ]);
  expect(result.data?.['_entities']).toEqual([{ id: 'cee:team:1' }, null, { id: 'east-africa:team:1' }]);
  expect(brief(result)).toEqual([['_entities.1', 'UNKNOWN_HUB', 'asia']]);
  expect(at.reports[0]).toMatchObject({ epoch: 8, expected: ['africa', 'cee'], partial: false });
});
