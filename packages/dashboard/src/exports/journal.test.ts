import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { ExportEntry, ExportMoney } from './entry.ts';
import { JournalWriter } from './journal.ts';

const money = (decimal: string, currency = 'EUR'): ExportMoney => ({
  decimal,
  currency,
  amountMinor: decimal.replace('.', ''),
});
const posting = (account: string, amount: ExportMoney) => ({
  account,
  amount,
  fund: 'cee:fund:1',
  counterparty: null,
  purpose: null,
  spentIn: null,
  decidedIn: null,
  team: null,
  allowedBy: null,
});
const gift: ExportEntry = {
  id: 'cee:entry:1',
  kind: 'donation',
  effectiveDay: '2026-03-01',
  status: 'POSTED',
  seq: 7,
  recordedAt: '2026-03-02T00:00:00.000Z',
  recordedBy: { id: 'cee:person:1' },
  reverses: null,
  reversedBy: null,
  cites: [],
  postings: [posting('assets:bank', money('12.50')), posting('income:donations', money('-12.50'))],
};
const balances = [
  { path: 'assets:bank', currency: 'EUR', balance: money('12.50') },
  { path: 'income:donations', currency: 'EUR', balance: money('-12.50') },
];

test('an entry is a transaction; accounts and currencies are declared where they are new', () => {
  const writer = new JournalWriter();
  expect(writer.entry(gift)).toBe(
    [
      'account assets:bank',
      'commodity 1000.00 EUR',
      'account income:donations',
      '2026-03-01 * (cee:entry:1) donation  ; seq:7',
      '    assets:bank  12.50 EUR  ; fund:cee:fund:1',
      '    income:donations  -12.50 EUR  ; fund:cee:fund:1',
      '',
      '',
    ].join('\n'),
  );
  expect(writer.entry({ ...gift, id: 'cee:entry:2' }).startsWith('2026-03-01 *')).toBe(true);
});

test.each(['PENDING', 'VOIDED', 'EXPIRED'])('a %s entry stands as a comment and counts for nothing', (status) => {
  const writer = new JournalWriter();
  const lines = writer
    .entry({ ...gift, status })
    .trim()
    .split('\n');
  expect(lines.every((line) => line.startsWith(';'))).toBe(true);
  expect(writer.end([])).toContain('0 posted entries');
});

test('the end holds the sums against what the node states, and says where they differ', () => {
  const writer = new JournalWriter();
  writer.entry(gift);
  const [bank, income] = balances as [(typeof balances)[0], (typeof balances)[0]];
  const end = writer.end([{ ...bank, balance: money('99.00') }, income]);
  expect(end).toContain('; The books went on meanwhile: assets:bank holds 99.00 EUR now.');
  expect(end).toContain('    income:donations  0.00 EUR = -12.50 EUR');
  expect(end).not.toContain('assets:bank  0.00');
});

test.each<[string, Partial<ExportEntry>]>([
  ['an amount that is none', { postings: [posting('assets:bank', money('1e9'))] }],
  ['an amount with a comment in it', { postings: [posting('assets:bank', money('1 ; 2'))] }],
  ['a currency that is none', { postings: [posting('assets:bank', money('1.00', 'EUR\n'))] }],
  ['a day that is none', { effectiveDay: '2026-03-01\n2026-03-02' }],
])('refuses %s', (_name, wrong) => {
  expect(() => new JournalWriter().entry({ ...gift, ...wrong })).toThrow(/is no/);
});

const hasHledger = spawnSync('hledger', ['--version']).status === 0;

describe.skipIf(!hasHledger)('hledger [skipped without hledger]', () => {
  const check = (text: string): string =>
    execFileSync('hledger', ['-f', '-', 'check', '--strict'], { input: text }).toString();

  test('accepts the file, with its accounts, currencies and balances', () => {
    const writer = new JournalWriter();
    const nasty = { ...gift, id: 'x) ; y', kind: 'a | b', cites: [{ name: 'n', value: 'v, date:2020' }] };
    const odd = { ...gift, postings: [posting('(assets:  bank)', money('5.00')), posting('income:x', money('-5.00'))] };
    const none = {
      ...gift,
      postings: [posting('assets:yen', money('3', 'JPY')), posting('income:x', money('-3', 'JPY'))],
    };
    const text = [gift, nasty, odd, none].map((entry) => writer.entry(entry)).join('');
    expect(() =>
      check(
        writer.head('cee', 'now') +
          text +
          writer.end(
            balances.map((one) => ({
              ...one,
              balance: money(one.balance.decimal.replace('12.50', '25.00')),
            })),
          ),
      ),
    ).not.toThrow();
  });

  test('refuses a file that breaks off', () => {
    const writer = new JournalWriter();
    const text = writer.head('cee', 'now') + writer.entry(gift) + writer.broken('cee did not answer.');
    expect(() => check(text)).toThrow();
  });
});
