import { keep } from '@hubgraph/books';
import { sha256 } from '@hubgraph/kernel';
import { verifyBooks } from '@hubgraph/ledger';
import { describe, expect, test } from 'vitest';
import type { AwardPaid } from '../awards/domain.ts';
import { type AwardTerms, post } from '../awards/entries.ts';
import { AT, DAY, education, general, id, lead, Situation, text, treasurer } from '../fixtures.test-helper.ts';
import {
  decideReportSpending,
  decideReturnUnspent,
  type ReportSpending,
  type ReturnUnspent,
  receipt,
  receiptFile,
  type SpendingReported,
  unspentOf,
} from './domain.ts';

const payment = id('payment');
const terms: AwardTerms = {
  award: id('award'),
  team: id('team'),
  purpose: 'education',
  currency: 'EUR',
  spentIn: 'KE',
};

/** EUR 10, two thirds from the general fund. */
function paid(): Situation {
  const situation = new Situation();
  const parts = [
    { fund: general, amountMinor: 667n, entry: `${payment}/1` },
    { fund: education, amountMinor: 333n, entry: `${payment}/2` },
  ];
  const cites = { award: terms.award, payment };
  const commands = parts.map((part) => post(terms, part, { id: part.entry, kind: 'grant', at: AT, day: DAY, cites }));
  const happened: AwardPaid = { type: 'AwardPaid', payment, amountMinor: 1_000n, parts, ...terms };
  situation.books.apply({ type: 'AccountOpened', at: AT, account: expenses });
  return situation.after(treasurer, keep(situation.slice(), commands)).after(treasurer, evolved(happened));
}

const expenses = {
  path: 'expenses:grants',
  type: 'EXPENSE',
  currency: 'EUR',
  exponent: 2,
  status: 'OPEN',
  debitsPendingMinor: 0n,
  debitsPostedMinor: 0n,
  creditsPendingMinor: 0n,
  creditsPostedMinor: 0n,
} as const;

/** The payment alone: its award is another test's. */
function evolved(happened: AwardPaid) {
  return [{ type: 'AwardMade', application: id('application'), draws: [], ...terms }, happened];
}

const report = (amountMinor: bigint, change: Partial<ReportSpending> = {}): ReportSpending => ({
  type: 'ReportSpending',
  at: AT,
  by: lead,
  receipt: id('receipt'),
  payment,
  amountMinor,
  contentHash: sha256('a receipt'),
  spentOn: '2026-02-28',
  about: text,
  ...change,
});
const giveBack = (amountMinor: bigint, change: Partial<ReturnUnspent> = {}): ReturnUnspent => ({
  type: 'ReturnUnspent',
  at: AT,
  by: treasurer,
  return: id('return'),
  payment,
  amountMinor,
  ...change,
});
const reported = (situation: Situation, command: ReportSpending): Situation =>
  situation.after(lead, decideReportSpending(command, { payment: situation.payment, isUsed: false }));
const returned = (situation: Situation, command: ReturnUnspent): Situation =>
  situation.after(treasurer, decideReturnUnspent(command, { payment: situation.payment, slice: situation.slice() }));

describe('a team reports spending', () => {
  test('with the hash of a receipt', () => {
    const situation = reported(paid(), report(999n));
    expect(situation.events.at(-1)).toEqual({
      type: 'SpendingReported',
      receipt: id('receipt'),
      payment,
      currency: 'EUR',
      amountMinor: 999n,
      contentHash: sha256('a receipt'),
      spentOn: '2026-02-28',
      about: text,
    });
    expect(situation.payment).toMatchObject({ reportedMinor: 999n, returnedMinor: 0n, receipts: [id('receipt')] });
    reported(situation, report(1n, { receipt: id('receipt', 2), currency: 'EUR' }));
    expect(situation.payment).toMatchObject({ reportedMinor: 1_000n, receipts: [id('receipt'), id('receipt', 2)] });
  });

  test('and the receipt is kept under its id, its file under its hash', () => {
    const event = reported(paid(), report(999n)).events.at(-1) as SpendingReported;
    const recorded = { event, at: AT, by: lead, seq: 1, commandId: 'c' };
    expect(receipt.concerns(event)).toEqual([id('receipt')]);
    expect(receiptFile.concerns(event)).toEqual([sha256('a receipt')]);
    expect(receipt.evolve(undefined, recorded, '')).toMatchObject({ id: id('receipt'), payment, reportedBy: lead });
    expect(receiptFile.evolve(undefined, recorded, '')).toEqual({ receipt: id('receipt') });
  });

  test.each<[string, Situation | undefined, ReportSpending, boolean]>([
    ['payment-is-unknown', undefined, report(0n, { contentHash: '' }), true],
    ['content-hash-is-malformed', paid(), report(0n, { contentHash: 'A'.repeat(64), currency: 'USD' }), true],
    ['amount-is-not-positive', paid(), report(0n, { currency: 'USD', spentOn: '' }), true],
    ['currency-differs', paid(), report(1_001n, { currency: 'USD', spentOn: '' }), true],
    ['report-exceeds-payment', paid(), report(1_001n, { spentOn: '' }), true],
    ['report-exceeds-payment', reported(paid(), report(600n)), report(401n), false],
    ['report-exceeds-payment', returned(paid(), giveBack(600n)), report(401n), false],
    ['receipt-is-used-already', paid(), report(1n, { spentOn: '' }), true],
    ['day-is-malformed', paid(), report(1n, { spentOn: '2026-02-29' }), false],
  ])('or is refused: %s', (code, situation, command, isUsed) => {
    expect(decideReportSpending(command, { payment: situation?.payment, isUsed })).toMatchObject({
      rejected: true,
      code,
    });
  });
});

describe('a team returns what it did not spend', () => {
  test('and it goes to the funds that it came from', () => {
    const situation = returned(reported(paid(), report(400n)), giveBack(300n));
    expect(situation.events.find((event) => event.type === 'UnspentReturned')).toEqual({
      type: 'UnspentReturned',
      return: id('return'),
      payment,
      amountMinor: 300n,
      parts: [
        { fund: general, amountMinor: 200n, entry: `${id('return')}/1` },
        { fund: education, amountMinor: 100n, entry: `${id('return')}/2` },
      ],
    });
    const { books } = situation;
    expect(situation.slice().entry(`${id('return')}/2`)).toMatchObject({
      kind: 'grant-return',
      cites: { award: terms.award, payment, return: id('return') },
      postings: [
        { account: 'expenses:grants', amountMinor: -100n, dimensions: { team: id('team'), purpose: 'education' } },
        { account: 'assets:bank:main', amountMinor: 100n },
      ],
    });
    expect(books.fundBalance(general, 'EUR').postedMinor).toBe(10_000n - 667n + 200n);
    expect(situation.payment && unspentOf(situation.payment)).toBe(300n);
  });

  test('in several parts: no fund gets more than it gave', () => {
    const situation = paid();
    for (const n of [1, 2, 3, 4]) returned(situation, giveBack(n === 4 ? 997n : 1n, { return: id('return', n) }));
    expect(situation.payment).toMatchObject({
      returnedMinor: 1_000n,
      parts: [
        { fund: general, amountMinor: 667n, returnedMinor: 667n },
        { fund: education, amountMinor: 333n, returnedMinor: 333n },
      ],
    });
    const { books } = situation;
    expect(books.fundBalance(education, 'EUR').postedMinor).toBe(5_000n);
    const kept = { entries: books.entries(), accounts: books.accounts(), fundBalances: books.fundBalances() };
    expect(verifyBooks(kept)).toEqual([]);
  });

  test.each<[string, Situation | undefined, ReturnUnspent]>([
    ['payment-is-unknown', undefined, giveBack(0n)],
    ['amount-is-not-positive', paid(), giveBack(0n, { currency: 'USD' })],
    ['currency-differs', paid(), giveBack(1_001n, { currency: 'USD' })],
    ['return-exceeds-unspent', paid(), giveBack(1_001n)],
    ['return-exceeds-unspent', reported(paid(), report(600n)), giveBack(401n)],
    ['return-exceeds-unspent', returned(paid(), giveBack(600n)), giveBack(401n, { return: id('return', 2) })],
  ])('or is refused: %s', (code, situation, command) => {
    const slice = (situation ?? new Situation()).slice();
    expect(decideReturnUnspent(command, { payment: situation?.payment, slice })).toMatchObject({
      rejected: true,
      code,
    });
  });
});
