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

/** A hub that protects one country, and has paid somebody there and somebody in Kenya. */
async function hubThatProtects(country: string): Promise<WholeHub> {
  const made = await WholeHub.open();
  const [asker, staff, treasurer] = [await made.person(), await made.person('staff'), await made.person('treasurer')];
  const board = await made.person('board-member');
  const fund = (await made.give(treasurer, 'openFund', 'Fund', { hub: 'cee', code: 'general', name: 'General' })).id;
  const all = { decimal: '1000.00', currency: 'EUR' };
  const gift = { account: 'income:donations', fund, credit: all, counterparty: 'PUBLIC' };
  const postings = [{ account: 'assets:bank:main', fund, debit: all }, gift];
  await made.give(treasurer, 'postEntry', 'JournalEntry', {
    hub: 'cee',
    kind: 'gift',
    effectiveDay: '2025-01-02',
    postings,
  });
  const tiers = [{ currency: 'EUR', approvals: [{ role: 'staff', count: 1 }] }];
  await made.give(board, 'setApprovalRule', 'ApprovalRule', { hub: 'cee', tiers }, 'version');
  await made.give(
    board,
    'setProtectedCountries',
    'ProtectedCountries',
    { hub: 'cee', countries: [country] },
    'countries',
  );
  const how = { isSelf: true, name: 'Jane Doe', method: 'OTHER', account: 'In cash.' };
  const payee = (await made.give(asker, 'addPayee', 'Payee', { hub: 'cee', ...how })).id;
  for (const [n, spentIn] of [country, 'KE', country].entries()) {
    const content = {
      kind: 'ADVANCE',
      purpose: 'travel',
      costClass: 'PROGRAMME',
      day: '2025-03-01',
      title: 'x',
      about: 'x',
    };
    const amount = { decimal: `${n + 1}0.00`, currency: 'EUR' };
    const asked = { hub: 'cee', payee, fund, amount, spentIn, ...content };
    const { id: expense } = await made.give(asker, 'submitExpense', 'Expense', asked);
    if (n === 2) continue;
    const step = (by: string, verb: string, rest: object = {}) => made.give(by, verb, 'Expense', { expense, ...rest });
    await step(staff, 'reviewExpense', { finding: 'COMPLETE', note: 'x' });
    await step(staff, 'approveExpense');
    await step(treasurer, 'payExpense');
    await step(asker, 'attachReceipt', { contentHash: `${n}`.repeat(64), amount, about: 'x' });
    const cleared = { spent: '5.00', returned: '1.00' };
    expect((await step(treasurer, 'clearAdvance', cleared)).code).toBeUndefined();
  }
  return made;
}

/** All that an outsider is told of the expenses of a hub, and what the public log has; without ids and moments. */
async function told(of: WholeHub): Promise<string> {
  const posting = 'account spentIn decidedIn purpose costClass team allowedBy fund amount { decimal }';
  const page = `totalCount nodes { id kind effectiveDay cites { name value } postings { ${posting} } }`;
  const flow = '{ kind: EXPENSE, from: "2025-01-01", to: "2030-01-01" }';
  const by = (what: string): string =>
    `breakdown(by: ${what}, where: ${flow}) { totalCount nodes { key postings spending { decimal } } }`;
  const graph = await of.ofHub(
    undefined,
    `protectedCountries { countries } approvalRule { version }
     expenses(first: 50) { totalCount nodes { id status kind title about day spentIn amount { decimal } payee { id name }
       team { id } fund { id } submittedBy { id } submittedAt isWithheld entries receipted { decimal } open { decimal }
       next { step roles } receipts { id contentHash about attachedAt } permissions { approve { code } } } }
     payees { nodes { id } }
     books { entries(first: 50) { ${page} }
       postings(where: ${flow}) { totalCount totals { decimal } nodes { amount { decimal } posting { ${posting} } } }
       country: ${by('COUNTRY')} allowedBy: ${by('ALLOWED_BY')} team: ${by('TEAM')} month: ${by('MONTH')} }`,
  );
  const commits = await of.node.store.range(1, 1_000);
  const log = commits.flatMap(({ bytes }) => {
    const { books = [], events } = JSON.parse(bytes) as { books?: readonly number[]; events: readonly unknown[] };
    return books.map((n) => events[n]);
  });
  const cells = financeCells(of.node.read, 'cee', { from: '2025-01-01', to: '2030-01-01' });
  const names = new Map<string, number>();
  return JSON.stringify([graph, log, cells], undefined, 1)
    .replace(/[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{64}/g, (id) => {
      const n = names.get(id) ?? names.size;
      names.set(id, n);
      return `id-${n}`;
    })
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|\b\d{13}\b/g, 'then');
}

test('whichever country is protected, an outsider is told the same: neither which it is, nor what was paid there', async () => {
  await using one = await hubThatProtects('BY');
  await using another = await hubThatProtects('AF');
  const [first, second] = [await told(one), await told(another)];
  expect(first).toContain('"KE"');
  expect(first).not.toContain('"BY"');
  expect(first).toBe(second);
  // What a member of the board reads tells them apart, so there is something to be told.
  const list = async (of: WholeHub) => of.ofHub(await of.person('board-member'), 'protectedCountries { countries }');
  expect(await list(one)).toEqual({ protectedCountries: { countries: ['BY'] } });
});
