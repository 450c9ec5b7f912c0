import { financeCells } from '@hubgraph/books';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WholeHub } from './running-hub.test-helper.ts';

/** What was spent: where, for what, when, how much. */
const SPENT = [
  ['BY', 'travel', '2025-02-03', '10.00'],
  ['BY', 'travel', '2025-03-03', '20.00'],
  ['RS', 'travel', '2025-03-04', '40.00'],
  [undefined, 'travel', '2025-03-05', '80.00'],
  ['BY', 'rooms', '2025-04-03', '160.00'],
  ['KE', 'rooms', '2025-04-04', '320.00'],
] as const;
const YEAR = { from: '2025-01-01', to: '2026-01-01' };

/** A hub that has spent this; where a country is left out, its books do not say it. */
async function hubThatSpent(leftOut: string | undefined): Promise<WholeHub> {
  const hub = await WholeHub.open();
  const treasurer = await hub.person('treasurer');
  const fund = (await hub.give(treasurer, 'openFund', 'Fund', { hub: 'cee', code: 'general', name: 'General' })).id;
  const post = async (postings: readonly object[], effectiveDay: string) => {
    const entry = { hub: 'cee', kind: 'test', effectiveDay, postings };
    expect((await hub.give(treasurer, 'postEntry', 'JournalEntry', entry)).code).toBeUndefined();
  };
  const all = { decimal: '1000.00', currency: 'EUR' };
  const gift = { account: 'income:donations', fund, credit: all, counterparty: 'PUBLIC' };
  await post([{ account: 'assets:bank:main', fund, debit: all }, gift], '2025-01-02');
  for (const [country, purpose, day, decimal] of SPENT) {
    const amount = { decimal, currency: 'EUR' };
    const where = country === undefined || country === leftOut ? {} : { spentIn: country };
    const spent = { account: 'expenses:services', fund, debit: amount, counterparty: 'SUPPLIER', purpose, ...where };
    await post([spent, { account: 'assets:bank:main', fund, credit: amount }], day);
  }
  return hub;
}

const protect = async (hub: WholeHub, countries: readonly string[]) =>
  hub.give(
    await hub.person('board-member'),
    'setProtectedCountries',
    'ProtectedCountries',
    { hub: 'cee', countries },
    'countries',
  );

/** All that may be asked by country: cells of each period, and what each filter finds, sums and postings alike. */
async function answers(hub: WholeHub): Promise<readonly unknown[]> {
  const periods = [
    YEAR,
    { ...YEAR, to: '2025-03-04' },
    { ...YEAR, from: '2025-02-04' },
    { from: '2025-03-03', to: '2025-03-04' },
  ];
  const found: unknown[] = periods.map((period) => financeCells(hub.node.read, 'cee', period));
  for (const { from, to } of periods) {
    for (const filter of [
      '',
      'spentIn: "BY"',
      'spentIn: "unknown"',
      'spentIn: "RS"',
      'purpose: "travel", spentIn: "BY"',
      'purpose: "rooms", spentIn: "unknown"',
    ]) {
      const where = `{ kind: EXPENSE, from: "${from}", to: "${to}"${filter && `, ${filter}`} }`;
      const selection = 'totalCount totals { decimal } nodes { amount { decimal } posting { spentIn purpose } }';
      const { books } = await hub.ofHub<{ books: { postings: { nodes: { amount: { decimal: string } }[] } } }>(
        undefined,
        `books { postings(where: ${where}) { ${selection} } }`,
      );
      const nodes = books.postings.nodes.map((node) => JSON.stringify(node)).sort();
      found.push({ filter, ...books.postings, nodes });
    }
  }
  return found;
}

let hub: WholeHub;
let other: WholeHub;
beforeAll(async () => {
  hub = await hubThatSpent(undefined);
  other = await hubThatSpent('BY');
});
afterAll(async () => {
  await hub[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
});

test('a protected country changes no answer: two of them subtracted leave nothing of it', async () => {
  const before = await answers(hub);
  const neverKnown = await answers(other);
  expect(before).not.toEqual(neverKnown);
  await protect(hub, ['BY']);
  await protect(other, ['BY']);
  expect(await answers(hub)).toEqual(neverKnown);
  expect(JSON.stringify(await answers(hub))).not.toContain('"BY"}');
  const cells = financeCells(hub.node.read, 'cee', YEAR).filter(({ kind }) => kind === 'EXPENSE');
  expect(cells.map(({ country, purpose, amountMinor }) => [country, purpose, amountMinor])).toEqual([
    [null, 'rooms', '16000'],
    [null, 'travel', '11000'],
    ['KE', 'rooms', '32000'],
    ['RS', 'travel', '4000'],
  ]);
});

test('a country that is taken off the list is told again, in figures as in the log', async () => {
  await protect(hub, []);
  expect(financeCells(hub.node.read, 'cee', YEAR).map(({ country }) => country)).toContain('BY');
});
