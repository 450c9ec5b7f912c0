import { describe, expect, test } from 'vitest';
import { beancount, beancountAccount, pathOfBeancountAccount } from './beancount.ts';
import { decimal } from './decimal.ts';
import type { Fact } from './fact.ts';
import { hledger } from './hledger.ts';
import { dataDictionary, pendingCsv, postingsCsv } from './postings.ts';
import { balancesIn, stream, textOf } from './testing/files.ts';
import { shortest } from './testing/programs.ts';
import { drawFrom, randomBooks } from './testing/random-books.ts';

const AT = Date.parse('2026-06-15T12:00:00Z');
const none = { debitsPendingMinor: 0n, debitsPostedMinor: 0n, creditsPendingMinor: 0n, creditsPostedMinor: 0n };
const opened = (path: string, currency: string, exponent: number): Fact => ({
  seq: 1,
  at: AT,
  event: { type: 'AccountOpened', account: { path, currency, exponent, status: 'OPEN', ...none } } as Fact['event'],
});
const entered = (type: string, seq: number, id: string, amountMinor: bigint, more: object = {}): Fact => ({
  seq,
  at: AT + seq,
  event: {
    type,
    entry: {
      id,
      kind: 'donation',
      effectiveDay: '2026-06-01',
      postings: [
        { account: 'assets:bank', currency: 'EUR', amountMinor, fund: 'east:fund:1' },
        {
          account: 'income:donations',
          currency: 'EUR',
          amountMinor: -amountMinor,
          fund: 'east:fund:1',
          dimensions: { counterparty: 'PUBLIC', purpose: 'education', spentIn: 'KE' },
        },
      ],
      ...more,
    },
  } as Fact['event'],
});
const facts: readonly Fact[] = [
  { seq: 1, at: AT, event: { type: 'FundOpened', fund: 'east:fund:1', code: 'general' } as Fact['event'] },
  opened('assets:bank', 'EUR', 2),
  opened('income:donations', 'EUR', 2),
  entered('EntryPosted', 2, 'e1', 1_250n, { cites: { invoice: 'i/7', transfer: 'a:b:1' } }),
  entered('EntryPrepared', 3, 'e2', 500n, { expiresAt: AT + 9 }),
  entered('EntryPrepared', 4, 'e3', 700n),
  entered('PendingVoided', 5, 'e3', 700n),
  entered('PendingPosted', 6, 'e2', 400n),
  entered('EntryPrepared', 7, 'e4', 5n, { expiresAt: AT + 9 }),
  entered('EntryPosted', 8, 'e5', -1_250n, { kind: 'reversal', reverses: 'e1' }),
];

test('postings.csv has each posting that counts, with the balance after it', async () => {
  const rows = (await textOf(postingsCsv(stream(facts)))).trimEnd().split('\r\n');
  expect(rows).toEqual([
    'journal_seq,recorded_at,entry_id,posting,day,kind,account,currency,amount,balance,amount_minor,fund,fund_id,counterparty,purpose,project,team,recipient,spent_in,decided_in,allowed_by,cost_class,reverses,cites',
    '2,2026-06-15T12:00:00.002Z,e1,1,2026-06-01,donation,assets:bank,EUR,12.50,12.50,1250,general,east:fund:1,,,,,,,,,,,invoice=i/7 transfer=a:b:1',
    '2,2026-06-15T12:00:00.002Z,e1,2,2026-06-01,donation,income:donations,EUR,-12.50,-12.50,-1250,general,east:fund:1,PUBLIC,education,,,,KE,,,,,invoice=i/7 transfer=a:b:1',
    '6,2026-06-15T12:00:00.006Z,e2,1,2026-06-01,donation,assets:bank,EUR,4.00,16.50,400,general,east:fund:1,,,,,,,,,,,',
    '6,2026-06-15T12:00:00.006Z,e2,2,2026-06-01,donation,income:donations,EUR,-4.00,-16.50,-400,general,east:fund:1,PUBLIC,education,,,,KE,,,,,',
    '8,2026-06-15T12:00:00.008Z,e5,1,2026-06-01,reversal,assets:bank,EUR,-12.50,4.00,-1250,general,east:fund:1,,,,,,,,,,e1,',
    '8,2026-06-15T12:00:00.008Z,e5,2,2026-06-01,reversal,income:donations,EUR,12.50,-4.00,1250,general,east:fund:1,PUBLIC,education,,,,KE,,,,e1,',
  ]);
});

test('pending.csv has what is reserved now and nothing else', async () => {
  const rows = (await textOf(pendingCsv(stream(facts)))).trimEnd().split('\r\n');
  expect(rows.slice(1)).toEqual([
    '7,2026-06-15T12:00:00.007Z,e4,1,2026-06-01,donation,assets:bank,EUR,0.05,5,general,east:fund:1,,,,,,,,,,,,2026-06-15T12:00:00.009Z',
    '7,2026-06-15T12:00:00.007Z,e4,2,2026-06-01,donation,income:donations,EUR,-0.05,-5,general,east:fund:1,PUBLIC,education,,,,KE,,,,,,2026-06-15T12:00:00.009Z',
  ]);
});

test('the data dictionary has every column of both, in their order', async () => {
  const { tables } = JSON.parse(dataDictionary()) as {
    tables: { url: string; tableSchema: { columns: { name: string; 'dc:description': string }[] } }[];
  };
  const heads = [postingsCsv(stream([])), pendingCsv(stream([]))].map(textOf);
  expect(tables.map(({ tableSchema }) => tableSchema.columns.map(({ name }) => name).join(','))).toEqual(
    (await Promise.all(heads)).map((text) => text.trimEnd()),
  );
  for (const { tableSchema } of tables) {
    for (const column of tableSchema.columns) expect(column['dc:description']).toMatch(/\.$/);
  }
});

describe('whatever the books are', () => {
  const books = [1, 2, 3].map((seed) => randomBooks(drawFrom(seed), 80));

  test('a row never changes: the file of a later position begins with the one before', async () => {
    for (const { facts: all } of books) {
      const whole = await textOf(postingsCsv(stream(all)));
      for (const share of [0.3, 0.6, 0.9]) {
        const part = await textOf(postingsCsv(stream(all.slice(0, Math.floor(all.length * share)))));
        expect(whole.startsWith(part)).toBe(true);
      }
    }
  });

  test('the last balance of each account is what the ledger says', async () => {
    for (const { facts: all, books: kept } of books) {
      const last = new Map<string, string>();
      for (const row of (await textOf(postingsCsv(stream(all)))).trimEnd().split('\r\n').slice(1)) {
        const cells = row.split(',');
        last.set(`${cells[6]} ${cells[7]}`, shortest(cells[9] ?? ''));
      }
      expect(new Map([...last].filter(([, amount]) => amount !== '0').sort())).toEqual(balancesIn(kept));
    }
  });
});

test('an account of Beancount is one of ours, and back', () => {
  const paths = ['assets', 'assets:this', 'assets:-old-', 'assets:xx-old-', 'expenses:a:0:wells-fargo'];
  const accounts = paths.map(beancountAccount);
  expect(accounts).toEqual([
    'Assets:THIS',
    'Assets:This',
    'Assets:XX-old-',
    'Assets:Xx-old-',
    'Expenses:A:0:Wells-fargo',
  ]);
  expect(accounts.map(pathOfBeancountAccount)).toEqual(paths);
});

test('a resource stands beside money, in a form that both programs read', async () => {
  const hours: readonly Fact[] = [
    opened('assets:time', 'STAFF-2', 1),
    opened('equity:time', 'STAFF-2', 1),
    {
      seq: 2,
      at: AT,
      event: {
        type: 'EntryPosted',
        entry: {
          id: 'e1',
          kind: 'given',
          effectiveDay: '2026-06-01',
          postings: [
            { account: 'assets:time', currency: 'STAFF-2', amountMinor: 15n, fund: 'f' },
            { account: 'equity:time', currency: 'STAFF-2', amountMinor: -15n, fund: 'f' },
          ],
        },
      } as Fact['event'],
    },
  ];
  expect(await textOf(beancount('east', 2, stream(hours)))).toContain('Assets:Time  1.5 STAFF-2');
  expect(await textOf(hledger('east', 2, stream(hours)))).toContain('assets:time  1.5 "STAFF-2"');
});

test.each<[bigint, number, string]>([
  [0n, 0, '0'],
  [0n, 2, '0.00'],
  [-5n, 3, '-0.005'],
  [-1_250n, 2, '-12.50'],
  [2n ** 63n, 2, '92233720368547758.08'],
  [7n, 0, '7'],
])('%s in %s places is %s', (minor, exponent, text) => {
  expect(decimal(minor, exponent)).toBe(text);
});
