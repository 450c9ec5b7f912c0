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
  const tiers = [{ currency: 'EUR', approvals: [{ role: 'staff', count: 1 }] }];
  await made.give(board, 'setApprovalRule', 'ApprovalRule', { hub: 'cee', tiers }, 'version');
  await made.give(
    board,
    'setProtectedCountries',
    'ProtectedCountries',
    { hub: 'cee', countries: [country, 'UZ'] },
    'countries',
  );
  const opened = { hub: 'cee', name: 'A fund' };
  const fund = (await made.give(treasurer, 'openFund', 'Fund', { ...opened, code: 'general' })).id;
  const countries = [country, 'RS'];
  const there = (await made.give(treasurer, 'openFund', 'Fund', { ...opened, code: 'there', countries })).id;
  const all = { decimal: '1000.00', currency: 'EUR' };
  for (const into of [fund, there]) {
    const gift = { account: 'income:donations', fund: into, credit: all, counterparty: 'PUBLIC' };
    const postings = [{ account: 'assets:bank:main', fund: into, debit: all }, gift];
    const entry = { hub: 'cee', kind: 'gift', effectiveDay: '2025-01-02', postings };
    expect((await made.give(treasurer, 'postEntry', 'JournalEntry', entry)).code).toBeUndefined();
  }
  const how = { isSelf: true, name: 'Jane Doe', method: 'OTHER', account: 'In cash.' };
  const payee = (await made.give(asker, 'addPayee', 'Payee', { hub: 'cee', ...how })).id;
  const SPENT_FROM = [
    [country, fund],
    ['KE', fund],
    [country, fund],
    [country, there],
    ['RS', there],
    ['KE', there],
    ['UZ', there],
  ] as const;
  for (const [n, [spentIn, from]] of SPENT_FROM.entries()) {
    const content = {
      kind: 'ADVANCE',
      purpose: 'travel',
      costClass: 'PROGRAMME',
      day: '2025-03-01',
      title: 'x',
      about: 'x',
    };
    const amount = { decimal: `${n + 1}0.00`, currency: 'EUR' };
    const asked = { hub: 'cee', payee, fund: from, amount, spentIn, ...content };
    const { id: expense } = await made.give(asker, 'submitExpense', 'Expense', asked);
    if (n === 2) continue;
    const step = (by: string, verb: string, rest: object = {}) => made.give(by, verb, 'Expense', { expense, ...rest });
    await step(staff, 'reviewExpense', { finding: 'COMPLETE', note: 'x' });
    const isElsewhere = from === there && n > 4;
    const { code } = await step(staff, 'approveExpense');
    expect(code).toBe(isElsewhere ? 'country-is-not-allowed-by-fund' : undefined);
    if (isElsewhere) continue;
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
     books { funds { nodes { code kind countries purposes } } entries(first: 50) { ${page} }
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
  for (const id of JSON.stringify(log).match(IDS) ?? []) if (!names.has(id)) names.set(id, names.size);
  return JSON.stringify(inOrder(JSON.parse(anonymised([log, cells, graph], names))), undefined, 1);
}
const IDS = /[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{64}/g;

/** As text, without moments and with ids only as they are known. */
function anonymised(of: unknown, names: ReadonlyMap<string, number> = new Map()): string {
  return JSON.stringify(of)
    .replace(IDS, (id) => `id-${names.get(id) ?? 'new'}`)
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then')
    .replace(/\b\d{13}\b/g, '0');
}

/** With lists in an order of their own: ids are chance, and much stands in their order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inOrder(one)]));
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
  expect(await list(one)).toEqual({ protectedCountries: { countries: ['BY', 'UZ'] } });
  // What was booked without its country is cleared so, also when the country is on no list any more.
  await protect(one, []);
  const treasurer = await one.person('treasurer');
  const { expenses } = await one.ofHub<{ expenses: { nodes: { id: string; fund: { code: string } }[] } }>(
    treasurer,
    'expenses(where: { status: PAID }) { nodes { id fund { code } } }',
  );
  const expense = expenses.nodes.filter(({ fund }) => fund.code === 'there').at(-1)?.id;
  const cleared = { expense, spent: '4.00', returned: '0.00' };
  expect((await one.give(treasurer, 'clearAdvance', 'Expense', cleared)).code).toBeUndefined();
});

interface Asked {
  readonly hub: WholeHub;
  readonly payee: string;
  readonly expense: string;
  readonly receipt: string;
  /** All that who asks is answered, and what they and everybody are shown. */
  readonly told: readonly unknown[];
}

/** A hub with this list, where somebody asks for money that is spent in Belarus. */
async function hubThatIsAsked(countries: readonly string[]): Promise<Asked> {
  const asked = await WholeHub.open();
  const [asker, treasurer] = [await asked.person(), await asked.person('treasurer')];
  const fund = (await asked.give(treasurer, 'openFund', 'Fund', { hub: 'cee', code: 'general', name: 'General' })).id;
  await protect(asked, countries);
  const how = { isSelf: true, name: 'Jane Doe', method: 'OTHER', account: 'In cash.' };
  const payee = (await asked.give(asker, 'addPayee', 'Payee', { hub: 'cee', ...how })).id;
  const what = {
    kind: 'INVOICE',
    purpose: 'travel',
    costClass: 'PROGRAMME',
    day: '2025-03-01',
    title: 'x',
    about: 'x',
  };
  const amount = { decimal: '10.00', currency: 'EUR' };
  const content = { payee, fund, amount, spentIn: 'BY', ...what };
  const submitted = await asked.give(asker, 'submitExpense', 'Expense', { hub: 'cee', ...content }, EXPENSE);
  const { id: expense } = submitted;
  const proof = { contentHash: '1'.repeat(64), amount, about: 'x' };
  const attached = await asked.give(asker, 'attachReceipt', 'Expense', { expense, ...proof }, EXPENSE);
  const [{ id: receipt }] = attached['receipts'] as [{ id: string }];
  const copy = { expense, receipt, upload: 'cee:upload:01JD3Z7N4QK8R2V6X0Y5ABCDEF' };
  const told: unknown[] = [
    submitted,
    attached,
    await asked.give(asker, 'publishReceiptCopy', 'Expense', copy, EXPENSE),
    await asked.give(asker, 'editExpense', 'Expense', { expense, ...content }, EXPENSE),
  ];
  for (const by of [asker, undefined]) {
    for (const where of ['', `(where: { payee: "${payee}" })`, '(where: { isMine: true })']) {
      told.push(await asked.ofHub(by, `expenses${where} { totalCount nodes { ${EXPENSE} } }`));
    }
  }
  return { hub: asked, payee, expense, receipt, told };
}
const EXPENSE = `id status day spentIn isWithheld payee { id } submittedAt title next { step roles }
  receipts { id attachedAt permissions { publishCopy { allowed code } } } permissions { edit { code } approve { code } }`;

test('asking for money tells nobody which countries are protected, until somebody has decided', async () => {
  const one = await hubThatIsAsked(['BY']);
  const another = await hubThatIsAsked(['AF']);
  await using first = one.hub;
  await using second = another.hub;
  expect(anonymised(one.told)).toBe(anonymised(another.told));
  expect(anonymised(one.told)).toContain('"BY"');
  // Who judges is told at once, so there is something to be told.
  const judged = async (of: WholeHub) => of.ofHub(await of.person('staff'), 'expenses { nodes { isWithheld } }');
  expect(await judged(first)).toEqual({ expenses: { nodes: [{ isWithheld: true }] } });
  expect(await judged(second)).toEqual({ expenses: { nodes: [{ isWithheld: false }] } });
});

test('ids of expenses and of receipts do not tell when they were made', async () => {
  const { hub: asked, payee, expense, receipt } = await hubThatIsAsked([]);
  await using _ = asked;
  // The first letters of other ids are the time, for some seconds the same.
  const time = (id: string): string => id.slice(-26, -20);
  for (const id of [expense, receipt]) expect(time(id)).not.toBe(time(payee));
});
