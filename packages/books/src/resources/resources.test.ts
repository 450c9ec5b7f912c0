import { isRejection } from '@hubgraph/kernel';
import { anonymous } from '@hubgraph/node';
import { describe, expect, it } from 'vitest';
import { financeCells, positionCells } from '../index.ts';
import { bill, credit, debit, donation, give, hours, openFund } from '../testing/books.ts';
import { hubDefinition, openTestNode } from '../testing/test-node.ts';
import { type DeclareResource, decideDeclareResource, type Resource } from './domain.ts';
import { resourceCells } from './resolvers.ts';
import { valueAt } from './views.ts';

const name = { key: 'east:text:01JD3Z7N4QK8R2V6X0Y5ABCDEF', digest: 'x' };
const HOURS: DeclareResource = {
  type: 'DeclareResource',
  at: 1,
  by: 'x',
  code: 'HOURS',
  kind: 'STAFF_TIME',
  exponent: 2,
  name,
};
const declared: Resource = { code: 'HOURS', kind: 'STAFF_TIME', exponent: 2, name, declaredAt: 1 };

describe('declaring a resource', () => {
  it.each([
    ['resource-code-is-malformed', { code: 'EUR', exponent: 7, kind: 'DATA' }],
    ['resource-code-is-malformed', { code: 'hours' }],
    ['resource-code-is-malformed', { code: 'HOURS-' }],
    ['resource-code-is-malformed', { code: '9HOURS' }],
    ['resource-code-is-malformed', { code: 'H'.repeat(17) }],
    ['resource-exponent-is-out-of-range', { exponent: 7, kind: 'DATA' }],
    ['resource-exponent-is-out-of-range', { exponent: -1 }],
    ['resource-exponent-is-out-of-range', { exponent: Number.NaN }],
    ['resource-exists-with-different-kind', { kind: 'DATA', exponent: 0 }],
    ['resource-exists-with-different-exponent', { exponent: 0 }],
    ['resource-exists', {}],
  ] as const)('is refused: %s', (code, others) => {
    const decision = decideDeclareResource({ ...HOURS, ...others }, declared);
    expect(isRejection(decision) ? decision.code : decision).toBe(code);
  });

  it.each(['HOUR', 'BOOKS-2026', 'H'.repeat(16)])('takes %s', (code) => {
    expect(decideDeclareResource({ ...HOURS, code, exponent: 6 }, undefined)).toEqual([
      { type: 'ResourceDeclared', code, kind: 'STAFF_TIME', exponent: 6, name },
    ]);
  });
});

describe('what a resource is worth', () => {
  it.each([
    [750n, 2, 1_250n, 9_375n],
    [1n, 2, 50n, 0n],
    [3n, 2, 50n, 2n],
    [5n, 2, 50n, 2n],
    [-750n, 2, 1_250n, -9_375n],
    [3n, 0, 7n, 21n],
  ])('%s at %s places and %s a unit is %s', (amountMinor, exponent, rate, worth) => {
    expect(valueAt(amountMinor, { exponent }, { amountMinor: rate, currency: 'EUR' }).amountMinor).toBe(worth);
  });
});

const QUESTION = `query ($from: Day, $to: Day, $rates: [ResourceRateInput!]) { hub: _entities(representations:
  [{ __typename: "Hub", id: "east" }]) { ... on Hub { books {
    trialBalance { currency debits { decimal } }
    all: postings { totalCount totals { currency decimal } }
    hours: postings(where: { currency: "HOURS" }) { totalCount totals { currency decimal } nodes { amount { decimal } } }
    accounts { nodes { path currency balance { decimal } } }
    funds { nodes { balances { currency } resources { currency available { decimal } } } }
    resources(from: $from, to: $to, rates: $rates) { code kind name places
      held { amountMinor decimal } received { decimal } given { decimal }
      months { month received { decimal } given { decimal } }
      value { source rate { decimal } held { decimal currency } received { decimal } given { decimal } } } } } } }`;

it('is counted beside money, and in no figure of it', async () => {
  await using hub = await openTestNode(hubDefinition);
  const general = await openFund(hub, 'general');
  await give(hub, 'postEntry', donation(general, '100.00'));
  const ask = async (variables = {}) => {
    const { data, errors } = await hub.ask(anonymous, QUESTION, variables);
    expect(errors).toBeUndefined();
    return (data['hub'] as [{ books: Readonly<Record<string, unknown>> }])[0].books;
  };
  const period = { from: '2026-01-01', to: '2027-01-01' };
  const figures = () => [financeCells(hub.node.read, 'east', period), positionCells(hub.node.read, 'east', period)];
  const before = { figures: figures(), books: await ask() };
  expect(before.books).toMatchObject({ resources: [], hours: { totalCount: 0 } });

  const undeclared = await give(hub, 'postEntry', hours(general, '1'));
  expect(undeclared).toMatchObject({ code: 'resource-is-unknown' });
  const resource = { code: 'HOURS', kind: 'STAFF_TIME', name: 'Hours of volunteers', places: 2 };
  expect(await give(hub, 'declareResource', resource)).toMatchObject({ ...resource, held: { decimal: '0.00' } });
  expect(await give(hub, 'declareResource', resource)).toMatchObject({ code: 'resource-exists' });
  expect(await give(hub, 'openAccount', { path: 'assets:promised', currency: 'HOURS' })).toMatchObject({
    balance: { decimal: '0.00' },
  });
  expect(await give(hub, 'postEntry', hours(general, '1.005'))).toMatchObject({ code: 'amount-has-a-fraction' });
  await give(hub, 'postEntry', hours(general, '7.50', '2026-04-01'));
  const PUBLIC = { counterparty: 'PUBLIC' } as const;
  const promise = [
    debit('assets:promised', general, '10', {}, 'HOURS'),
    credit('income:donations', general, '10', PUBLIC, 'HOURS'),
  ];
  await give(hub, 'postEntry', { kind: 'promise', effectiveDay: '2026-05-31', postings: promise });
  // What a fund does not have it does not give, of hours as of money.
  const kept = [
    debit('expenses:services', general, '10.01', PUBLIC, 'HOURS'),
    credit('assets:promised', general, '10.01', {}, 'HOURS'),
  ];
  expect(await give(hub, 'postEntry', { kind: 'work', effectiveDay: '2026-06-01', postings: kept })).toMatchObject({
    code: 'fund-is-overdrawn',
  });
  const mixed = { ...bill(general, '1'), postings: [bill(general, '1').postings[0], kept[1]] };
  expect(await give(hub, 'postEntry', mixed)).toMatchObject({ code: 'entry-does-not-balance' });

  expect(figures()).toEqual(before.figures);
  const rates = [{ code: 'HOURS', rate: { decimal: '12.50', currency: 'EUR' }, source: 'the board, 2026' }];
  const after = await ask({ ...period, rates });
  expect({ ...after, resources: [], hours: before.books['hours'] }).toMatchObject({
    trialBalance: before.books['trialBalance'],
    all: before.books['all'],
    funds: {
      nodes: [{ balances: [{ currency: 'EUR' }], resources: [{ currency: 'HOURS', available: { decimal: '10.00' } }] }],
    },
  });
  expect(after['hours']).toEqual({
    totalCount: 3,
    totals: [{ currency: 'HOURS', decimal: '10.00' }],
    nodes: [{ amount: { decimal: '10.00' } }, { amount: { decimal: '7.50' } }, { amount: { decimal: '7.50' } }],
  });
  expect(after['resources']).toEqual([
    {
      ...resource,
      held: { amountMinor: '1000', decimal: '10.00' },
      received: { decimal: '17.50' },
      given: { decimal: '7.50' },
      months: [
        { month: '2026-04', received: { decimal: '7.50' }, given: { decimal: '7.50' } },
        { month: '2026-05', received: { decimal: '10.00' }, given: { decimal: '0.00' } },
      ],
      value: {
        source: 'the board, 2026',
        rate: { decimal: '12.50' },
        held: { decimal: '125.00', currency: 'EUR' },
        received: { decimal: '218.75' },
        given: { decimal: '93.75' },
      },
    },
  ]);
  expect(await ask({ from: '2026-05-01', to: '2026-05-31' })).toMatchObject({
    resources: [{ held: { decimal: '0.00' }, received: { decimal: '0.00' }, months: [], value: null }],
  });
  expect(resourceCells(hub.node.read, 'east', period)).toEqual([
    {
      node: 'east',
      code: 'HOURS',
      kind: 'STAFF_TIME',
      places: 2,
      receivedMinor: '1750',
      givenMinor: '750',
      heldMinor: '1000',
    },
  ]);
});

it.each([
  ['amount-is-negative', [{ code: 'HOURS', rate: { decimal: '-1', currency: 'EUR' }, source: 'me' }]],
  ['currency-is-unknown', [{ code: 'HOURS', rate: { decimal: '1', currency: 'HOURS' }, source: 'me' }]],
  ['rate-source-is-missing', [{ code: 'HOURS', rate: { decimal: '1', currency: 'EUR' }, source: ' ' }]],
])('is not valued at a rate that says nothing: %s', async (reason, rates) => {
  await using hub = await openTestNode(hubDefinition);
  const { errors } = await hub.ask(anonymous, QUESTION, { rates });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason });
});
