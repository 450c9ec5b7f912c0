import { expect, test } from 'vitest';
import { brief, Fixture } from './fixture.ts';

const finance = { __typename: 'MovementFinance', id: '2026:EUR' };
const row = (day: string, currency: string, amountMinor: string, count: number) => ({
  day,
  count,
  amount: { currency, amountMinor },
});

const FIGURES = {
  cee: {
    income: [row('2026-01-01', 'EUR', '9007199254740993', 1), row('2026-01-02', 'EUR', '-5', 1)],
    byCurrency: [
      { currency: 'EUR', amountMinor: '10' },
      { currency: 'JPY', amountMinor: '7' },
    ],
    teamCount: 3,
    amountMinor: '9007199254740993',
    firstDay: '2026-01-01',
    lastDay: '2026-01-02',
    largestMinor: '900',
    period: '2026',
    notes: ['c'],
    people: { coaches: 1, volunteers: 2 },
  },
  asia: {
    income: [row('2026-01-01', 'EUR', '9007199254740993', 2), row('2026-01-01', 'JPY', '40', 1)],
    byCurrency: [{ currency: 'EUR', amountMinor: '5' }],
    teamCount: 4,
    amountMinor: '9007199254740993',
    firstDay: null,
    lastDay: '2026-02-01',
    largestMinor: '1000',
    period: '2026',
    notes: ['a', 'b'],
    people: { coaches: 10, volunteers: 20 },
  },
  africa: {
    income: [],
    byCurrency: [],
    teamCount: 0,
    amountMinor: '1.25',
    firstDay: '2025-12-31',
    lastDay: null,
    largestMinor: '-3',
    period: '2026',
    notes: [],
    people: null,
  },
};

const ALL = `{ __typename ... on MovementFinance {
  id teamCount amountMinor firstDay lastDay largestMinor period notes
  income { day count amount { currency amountMinor } }
  byCurrency { currency amountMinor }
  people { coaches volunteers }
  coverage { asked { id } answered missing { hub { id } reason } asOf { hub position } }
} }`;

test('the parts of all hubs become one, each field by its rule, exactly', async () => {
  await using at = await Fixture.start({}, FIGURES);
  const { data, errors } = await at.entities(ALL, [finance]);
  expect(errors).toBeUndefined();
  expect(data?.['_entities']).toEqual([
    {
      __typename: 'MovementFinance',
      id: '2026:EUR',
      teamCount: 7,
      amountMinor: '18014398509481987.25',
      firstDay: '2025-12-31',
      lastDay: '2026-02-01',
      largestMinor: '1000',
      period: '2026',
      notes: ['a', 'b', 'c'],
      income: [
        row('2026-01-01', 'EUR', '18014398509481986', 3),
        row('2026-01-01', 'JPY', '40', 1),
        row('2026-01-02', 'EUR', '-5', 1),
      ],
      byCurrency: [
        { currency: 'EUR', amountMinor: '15' },
        { currency: 'JPY', amountMinor: '7' },
      ],
      people: { coaches: 11, volunteers: 22 },
      coverage: {
        asked: [{ id: 'africa' }, { id: 'asia' }, { id: 'cee' }],
        answered: ['africa', 'asia', 'cee'],
        missing: [],
        asOf: [
          { hub: 'africa', position: 46 },
          { hub: 'asia', position: 44 },
          { hub: 'cee', position: 43 },
        ],
      },
    },
  ]);
});

test('rows are grouped by all their keys even if the client shows none', async () => {
  await using at = await Fixture.start({}, FIGURES);
  const { data } = await at.entities(
    '{ ... on MovementFinance { income { amount { amountMinor } } sums: byCurrency { amountMinor } } }',
    [finance],
  );
  expect(data?.['_entities']).toEqual([
    {
      income: ['18014398509481986', '40', '-5'].map((amountMinor) => ({ amount: { amountMinor } })),
      sums: [{ amountMinor: '15' }, { amountMinor: '7' }],
    },
  ]);
});

test('without a hub totals are withheld, what may be partial is given, and coverage names who is missing', async () => {
  await using at = await Fixture.start({}, FIGURES);
  at.asia.misbehave = () => ({ status: 503, body: '' });
  const result = await at.entities(
    `{ ... on MovementFinance { id teamCount notes people { coaches }
      coverage { asked { id } answered missing { hub { id } reason } asOf { hub } gaps { hub what } } } }`,
    [finance],
  );
  expect(result.data?.['_entities']).toEqual([
    {
      id: '2026:EUR',
      teamCount: null,
      notes: ['c'],
      people: null,
      coverage: {
        asked: [{ id: 'africa' }, { id: 'asia' }, { id: 'cee' }],
        answered: ['africa', 'cee'],
        missing: [{ hub: { id: 'asia' }, reason: 'http-503' }],
        asOf: [{ hub: 'africa' }, { hub: 'cee' }],
        gaps: ['africa', 'cee'].flatMap((hub) => ['books', 'charter'].map((what) => ({ hub, what }))),
      },
    },
  ]);
  expect(brief(result)).toEqual([
    ['_entities.0', 'HUB_UNAVAILABLE', 'asia', 'http-503'],
    ['_entities.0.teamCount', 'HUB_UNAVAILABLE', 'asia', 'http-503'],
    ['_entities.0.people', 'HUB_UNAVAILABLE', 'asia', 'http-503'],
  ]);
});

test('a client that accepts a partial total gets it, with the error', async () => {
  await using at = await Fixture.start(
    { acceptsPartial: { MovementFinance: ({ id }) => String(id).endsWith(':partial') } },
    FIGURES,
  );
  await at.kill(at.asia);
  const result = await at.entities('{ ... on MovementFinance { teamCount } }', [
    { ...finance, id: '2026:partial' },
    finance,
  ]);
  expect(result.data?.['_entities']).toEqual([{ teamCount: 3 }, { teamCount: null }]);
  expect(brief(result)).toEqual([
    ['_entities.0', 'HUB_UNAVAILABLE', 'asia', 'refused'],
    ['_entities.1', 'HUB_UNAVAILABLE', 'asia', 'refused'],
    ['_entities.1.teamCount', 'HUB_UNAVAILABLE', 'asia', 'refused'],
  ]);
});

test('a root total is withheld, or given by an argument; its coverage is given in any case', async () => {
  await using at = await Fixture.start();
  await at.kill(at.africa);
  const refused = await at.ask(
    '{ votes tally { yes coverage { missing { reason hub { id } } } } plain: tally { yes } }',
  );
  expect(refused.data).toEqual({
    votes: null,
    tally: { yes: null, coverage: { missing: [{ reason: 'refused', hub: { id: 'africa' } }] } },
    plain: null,
  });
  const accepted = await at.ask('{ tally(acceptPartial: true) { yes } allTeams { id } }');
  expect(accepted.data?.['tally']).toEqual({ yes: 6 });
  expect(accepted.data?.['allTeams']).toHaveLength(4);
  expect(brief(accepted)).toEqual([
    ['tally', 'HUB_UNAVAILABLE', 'africa', 'refused'],
    ['allTeams', 'HUB_UNAVAILABLE', 'africa', 'refused'],
  ]);
});

test('with no hub at all there is nothing but coverage', async () => {
  await using at = await Fixture.start({ acceptsPartial: { MovementFinance: () => true } }, FIGURES);
  for (const hub of [at.cee, at.asia, at.africa]) await at.kill(hub);
  const result = await at.entities(
    '{ ... on MovementFinance { id teamCount notes income { day } coverage { answered missing { reason } } } }',
    [finance],
  );
  expect(result.data?.['_entities']).toEqual([
    {
      id: '2026:EUR',
      teamCount: null,
      notes: null,
      income: null,
      coverage: { answered: [], missing: [{ reason: 'refused' }, { reason: 'refused' }, { reason: 'refused' }] },
    },
  ]);
});

test('a hub that answers null for its part is missing, not zero', async () => {
  await using at = await Fixture.start();
  at.asia.misbehave = () => ({ body: '{"data":{"votes":null}}' });
  const result = await at.ask('{ votes }');
  expect(result.data).toEqual({ votes: null });
  expect(brief(result)[0]).toEqual(['votes', 'HUB_UNAVAILABLE', 'asia', 'no-data']);
  expect(at.reports[0]?.failed).toEqual([{ hub: 'asia', reason: 'no-data' }]);
});

test('what cannot be made one is null and says why', async () => {
  await using at = await Fixture.start({}, { ...FIGURES, asia: { ...FIGURES.asia, period: '2025' } });
  const result = await at.entities('{ ... on MovementFinance { period } }', [finance]);
  expect(result.data?.['_entities']).toEqual([{ period: null }]);
  expect(brief(result)).toEqual([['_entities.0.period', 'MERGE_FAILED']]);
  at.cee.figures = { votes: 2 ** 31 - 1 };
  expect(brief(await at.ask('{ votes }'))).toEqual([['votes', 'MERGE_FAILED']]);
});

test('a hub whose amount is not a number is malformed', async () => {
  await using at = await Fixture.start({}, { ...FIGURES, asia: { ...FIGURES.asia, amountMinor: '1e9' } });
  const result = await at.entities('{ ... on MovementFinance { amountMinor } }', [finance]);
  expect(brief(result)[0]).toEqual(['_entities.0', 'HUB_UNAVAILABLE', 'asia', 'malformed']);
});

test('a sum that lacks a term is no sum, and a list that lacks one is no whole', async () => {
  await using at = await Fixture.start({}, { ...FIGURES, asia: { ...FIGURES.asia, teamCount: null, income: null } });
  const { data } = await at.entities('{ ... on MovementFinance { teamCount income { day } notes } }', [finance]);
  expect(data?.['_entities']).toEqual([{ teamCount: null, income: null, notes: ['a', 'b', 'c'] }]);
});
