import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bank } from './concept.ts';
import { BankNode, staff } from './testing/bank-node.ts';

let hub: BankNode;
let fund: string;
let account: string;

const GIFT = {
  bookedOn: '2026-03-02',
  valueOn: '2026-03-03',
  amountMinor: '50000',
  bankReference: 'BANK-1',
  paymentReference: 'GIFT-2026-77',
  counterpartyName: 'Mara Muster',
  counterpartyAccount: 'DE89370400440532013000',
  remittance: 'For the school',
};
const COFFEE = { bookedOn: '2026-03-05', amountMinor: '-350', remittance: 'Coffee' };
const FEE = { bookedOn: '2026-03-31', amountMinor: '-450', remittance: 'Fee' };
const MARCH = [GIFT, COFFEE, COFFEE, FEE];

interface Line {
  readonly id: string;
  readonly [name: string]: unknown;
}

const lines = async (selection = 'id', unmatchedOnly = false): Promise<readonly Line[]> => {
  const asked = `bank { account(id: "${account}") { lines(first: 100, unmatchedOnly: ${unmatchedOnly}) { nodes { ${selection} } } } }`;
  return (await hub.hub<{ bank: { account: { lines: { nodes: readonly Line[] } } } }>(asked)).bank.account.lines.nodes;
};
const reconciliation = async (from: string, to: string): Promise<Record<string, never>> => {
  const asked = `bank { account(id: "${account}") { reconciliation(from: "${from}", to: "${to}") {
    matched unmatchedLineCount unmatchedEntryCount bankBalance { decimal } bookBalance { decimal } difference { decimal }
    inTransit { decimal } unmatchedLineTotal { decimal } unmatchedEntryTotal { decimal }
    unmatchedLines { nodes { id amount { decimal } } } unmatchedEntries { nodes { day amount { decimal } entry { id } } } } } }`;
  const found = await hub.hub<{ bank: { account: { reconciliation: Record<string, never> } } }>(asked);
  return found.bank.account.reconciliation;
};
const match = (lineIds: readonly string[], entries: readonly string[]) =>
  hub.give('confirmBankMatch', '... on BankMatch { id status lines entries permissions { undo { allowed } } }', {
    bankAccount: account,
    lines: lineIds,
    entries,
  });

let opening: string;
let gift: string;

beforeAll(async () => {
  hub = await BankNode.open(bank);
  fund = await hub.fund();
  // Of before the account is bound.
  opening = await hub.post(fund, '2026-02-28', 100_000, [], 'equity:opening');
  gift = await hub.post(fund, '2026-03-01', 50_000, [{ name: 'invoice', value: 'GIFT-2026-77' }]);
  account = await hub.bind();
});
afterAll(() => hub[Symbol.asyncDispose]());

describe('the story of a month', () => {
  test('only the ledger’s own account of a bank is bound, and once', async () => {
    const input = { hub: 'east', ledgerAccount: 'assets:bank:main', currency: 'EUR', accountNumber: 'DE1' };
    const give = (change: object) => hub.give('bindBankAccount', '... on BankAccount { id }', { ...input, ...change });
    expect(await give({})).toMatchObject({ code: 'bank-account-is-bound' });
    expect(await give({ ledgerAccount: 'assets:bank:other' })).toMatchObject({ code: 'account-is-unknown' });
    expect(await give({ accountNumber: ' ' })).toMatchObject({ code: 'text-is-empty' });
    expect(await hub.give('bindBankAccount', '... on BankAccount { id }', input, staff)).toMatchObject({
      code: 'role-is-missing',
    });
  });

  test('a statement is taken whole or not at all, and once', async () => {
    const broken = await hub.import('march', MARCH, { openingMinor: '100000', closingMinor: '149999' });
    expect(broken).toMatchObject({ code: 'balances-do-not-add-up' });
    expect(await lines()).toEqual([]);
    expect(await hub.import('march', MARCH, { openingMinor: '100000' })).toMatchObject({
      __typename: 'BankStatement',
      lineCount: 4,
      knownLineCount: 0,
      opening: { decimal: '1000.00' },
      closing: { decimal: '1488.50' },
    });
    expect(await hub.import('march', MARCH, { openingMinor: '100000' })).toMatchObject({
      code: 'statement-is-imported',
    });
    expect(await lines('kind bookedOn amount { decimal } remittance counterpartyName')).toEqual([
      {
        kind: 'OPENING',
        bookedOn: '2026-03-01',
        amount: { decimal: '1000.00' },
        remittance: null,
        counterpartyName: null,
      },
      {
        kind: 'MOVEMENT',
        bookedOn: '2026-03-02',
        amount: { decimal: '500.00' },
        remittance: 'For the school',
        counterpartyName: 'Mara Muster',
      },
      {
        kind: 'MOVEMENT',
        bookedOn: '2026-03-05',
        amount: { decimal: '-3.50' },
        remittance: 'Coffee',
        counterpartyName: null,
      },
      {
        kind: 'MOVEMENT',
        bookedOn: '2026-03-05',
        amount: { decimal: '-3.50' },
        remittance: 'Coffee',
        counterpartyName: null,
      },
      {
        kind: 'MOVEMENT',
        bookedOn: '2026-03-31',
        amount: { decimal: '-4.50' },
        remittance: 'Fee',
        counterpartyName: null,
      },
    ]);
  });

  test('a line that came with another file is not taken twice', async () => {
    const [, , , last] = MARCH;
    const overlapping = [COFFEE, COFFEE, COFFEE, last as typeof FEE];
    expect(await hub.import('later', overlapping, { from: '2026-03-05', openingMinor: '150000' })).toMatchObject({
      lineCount: 4,
      knownLineCount: 3,
    });
    expect(await lines()).toHaveLength(6);
    expect(await hub.import('earlier', [], { from: '2026-02-01', to: '2026-02-28' })).toMatchObject({
      code: 'statement-is-before-the-first',
    });
  });

  test('the same month in another form is the same lines, or it is refused', async () => {
    const [gift, coffee, fee] = [
      { bookedOn: '2026-03-02', amountMinor: '50000', remittance: 'TRF Mara Muster For the school' },
      { bookedOn: '2026-03-05', amountMinor: '-350', counterpartyName: 'Cafe' },
      { bookedOn: '2026-03-31', amountMinor: '-450' },
    ];
    const balances = { openingMinor: '100000' };
    const refused = await hub.import('march.csv', [gift, coffee, coffee, fee], balances);
    expect(refused).toMatchObject({
      code: 'statement-overlaps-another',
      message: expect.stringContaining('2026-03-05, -3.50'),
    });
    const commits = (await hub.node.store.range(1, 1_000)).length;
    expect(await hub.import('march.csv', [gift, coffee, coffee, coffee, fee], balances)).toMatchObject({
      lineCount: 5,
      knownLineCount: 5,
    });
    expect((await hub.node.store.range(1, 1_000)).length).toBe(commits + 1);
    expect(await lines()).toHaveLength(6);
  });

  test('nobody else reads any of it', async () => {
    expect(await hub.hub('bank { accounts { id } }', staff)).toEqual({ bank: null });
    expect(await hub.hub('permissions: __typename')).toBeTruthy();
  });

  test('the likeliest entry is proposed, with what speaks for it', async () => {
    const asked = `bank { account(id: "${account}") { proposals { line { remittance } entries { id } score reasons daysApart } } }`;
    const { bank: found } = await hub.hub<{ bank: { account: { proposals: unknown } } }>(asked);
    expect(found.account.proposals).toEqual([
      {
        line: { remittance: null },
        entries: [{ id: opening }],
        score: 59,
        reasons: ['SAME_AMOUNT', 'DAYS_APART'],
        daysApart: 1,
      },
      {
        line: { remittance: 'For the school' },
        entries: [{ id: gift }],
        score: 99,
        reasons: ['SAME_AMOUNT', 'REFERENCE_FOUND', 'DAYS_APART'],
        daysApart: 1,
      },
    ]);
    const [first] = await lines();
    const line = `line(id: "${first?.id}") { id proposals(windowDays: 0) { score } near: proposals { score } }`;
    const none = 'unknown: line(id: "east:bank-line:0") { id } match(id: "east:bank-match:0") { id }';
    expect((await hub.hub<{ bank: unknown }>(`bank { ${line} ${none} }`)).bank).toEqual({
      line: { id: first?.id, proposals: [], near: [{ score: 59 }] },
      unknown: null,
      match: null,
    });
  });

  test('a person matches, takes back and matches again', async () => {
    const [first, second] = await lines();
    if (first === undefined || second === undefined) throw new Error('There are no lines.');
    expect(await match([first.id], [gift])).toMatchObject({ code: 'amounts-differ' });
    expect(await match([first.id], [opening])).toMatchObject({ status: 'CONFIRMED' });
    const wrong = await match([second.id], [gift]);
    expect(wrong).toMatchObject({ status: 'CONFIRMED', permissions: { undo: { allowed: true } } });
    const shown = `bank { match(id: "${wrong['id']}") { entries } line(id: "${second.id}") { proposals { score } } }`;
    expect((await hub.hub<{ bank: unknown }>(shown)).bank).toEqual({
      match: { entries: [gift] },
      line: { proposals: null },
    });
    expect(await match([second.id], [gift])).toMatchObject({ code: 'bank-line-is-matched' });
    const undo = () => hub.give('undoBankMatch', '... on BankMatch { status }', { match: wrong['id'] });
    expect(await undo()).toMatchObject({ status: 'UNDONE' });
    expect(await undo()).toMatchObject({ code: 'match-is-undone' });
    expect(await match([second.id], [gift])).toMatchObject({ status: 'CONFIRMED' });
  });

  test('a fee is booked from its line', async () => {
    const fee = (await lines('id remittance permissions { book { allowed code } match { code } }', true)).find(
      ({ remittance }) => remittance === 'Fee',
    );
    expect(fee).toMatchObject({
      permissions: { book: { allowed: true, code: null }, match: { code: 'match-has-one-side' } },
    });
    const input = { line: fee?.id, kind: 'fee', account: 'expenses:services', fund };
    const book = (change: object) => hub.give('bookBankLine', '... on BankMatch { entries }', { ...input, ...change });
    expect(await book({ purpose: 'hosting' })).toMatchObject({ code: 'counterparty-is-missing' });
    expect(await book({ counterparty: 'SUPPLIER', kind: 'reversal' })).toMatchObject({
      code: 'entry-kind-is-reserved',
    });
    expect(await book({ counterparty: 'SUPPLIER', kind: 'exchange' })).toMatchObject({
      code: 'entry-kind-is-reserved',
    });
    expect(await book({ account: 'assets:bank:main' })).toMatchObject({ code: 'entry-is-not-at-the-bank' });
    expect(await book({ account: 'assets:due-from:west' })).toMatchObject({
      code: 'account-belongs-to-another-concept',
    });
    const { entries } = await book({ counterparty: 'SUPPLIER' });
    const [entry] = entries as string[];
    const found = await hub.hub<{ books: unknown }>(
      `books { entry(id: "${entry}") { kind effectiveDay cites { name value } } }`,
    );
    expect(found.books).toEqual({
      entry: { kind: 'fee', effectiveDay: '2026-03-31', cites: [{ name: 'line', value: fee?.id }] },
    });
  });

  test('what is left is listed at both ends, and explains the difference', async () => {
    const late = await hub.post(fund, '2026-03-30', -2_000);
    expect(await reconciliation('2026-03-01', '2026-04-01')).toMatchObject({
      matched: 3,
      unmatchedLineCount: 3,
      unmatchedLineTotal: { decimal: '-10.50' },
      unmatchedEntryCount: 1,
      unmatchedEntryTotal: { decimal: '-20.00' },
      unmatchedEntries: { nodes: [{ day: '2026-03-30', amount: { decimal: '-20.00' }, entry: { id: late } }] },
      bankBalance: { decimal: '1485.00' },
      bookBalance: { decimal: '1475.50' },
      difference: { decimal: '9.50' },
      inTransit: { decimal: '0.00' },
    });
    // On the second, the gift is in the books since the first and at the bank only from the second on.
    expect(await reconciliation('2026-03-01', '2026-03-02')).toMatchObject({
      bankBalance: { decimal: '1000.00' },
      bookBalance: { decimal: '1500.00' },
      difference: { decimal: '-500.00' },
      inTransit: { decimal: '-500.00' },
    });
  });

  test('statements that do not follow from each other are told', async () => {
    await hub.import('april', [], { from: '2026-04-01', to: '2026-04-01', openingMinor: '148500' });
    await hub.import('may', [], { from: '2026-04-02', to: '2026-04-02', openingMinor: '150000' });
    const asked = `bank { account(id: "${account}") { gaps { after { to } before { from } amount { decimal } } } }`;
    const { bank: found } = await hub.hub<{ bank: { account: { gaps: unknown } } }>(asked);
    expect(found.account.gaps).toEqual([
      { after: { to: '2026-04-01' }, before: { from: '2026-04-02' }, amount: { decimal: '15.00' } },
    ]);
  });

  test('what people wrote is in the vault alone, and can be erased there', async () => {
    const commits = (await hub.node.store.range(1, 1_000)).map(({ bytes }) => bytes).join('\n');
    expect(commits).toContain('BankLineImported');
    for (const text of ['Muster', 'DE89370400440532013000', 'For the school', 'GIFT-2026-77', 'DE0212']) {
      expect(commits.replaceAll('{"name":"invoice","value":"GIFT-2026-77"}', '').split(text).length - 1, text).toBe(
        text === 'GIFT-2026-77' ? 1 : 0,
      );
    }
    const key = /"details":\{"digest":"[0-9a-f]+","key":"([^"]+)"/.exec(commits)?.[1] ?? '';
    await hub.node.store.vault.erase(key);
    const [, line] = await lines('remittance counterpartyName amount { decimal }');
    expect(line).toEqual({ remittance: null, counterpartyName: null, amount: { decimal: '500.00' } });
  });
});

test('of a malformed or foreign id nothing is asked of the books', async () => {
  expect(await hub.give('undoBankMatch', '... on BankMatch { id }', { match: 'x' })).toMatchObject({
    code: 'id-is-malformed',
  });
  const foreign = account.replace('east', 'andes');
  const input = { bankAccount: foreign, lines: [], entries: [] };
  expect(await hub.give('confirmBankMatch', '... on BankMatch { id }', input)).toMatchObject({
    code: 'id-is-of-another-hub',
  });
});

test('the difference is always unmatched lines less unmatched entries plus what is in transit', async () => {
  const cents = (money: { decimal: string }): bigint => BigInt(money.decimal.replace('.', ''));
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`);
  await fc.assert(
    fc.asyncProperty(day, async (to) => {
      const found = await reconciliation('2026-02-01', to);
      const told = ['unmatchedLineTotal', 'unmatchedEntryTotal', 'inTransit', 'difference'].map((name) =>
        cents(found[name] as unknown as { decimal: string }),
      );
      const [openLines = 0n, openEntries = 0n, inTransit = 0n, difference] = told;
      expect(openLines - openEntries + inTransit).toBe(difference);
    }),
    { numRuns: 28 },
  );
});
