import { keep } from '@hubgraph/books';
import type { Event } from '@hubgraph/journal';
import { isRejection, moneyText, type Rejection } from '@hubgraph/kernel';
import { countryUntold } from '@hubgraph/ledger';
import { type AdvanceCleared, type OfExpense, openOf } from './domain.ts';
import { ACCOUNTS, clear, entryIds, giveBack, keepForAdvance, termsOf, undo } from './entries.ts';
import type { Approving, Judging } from './judging.ts';
import { isParty, refuse, unknown, unless } from './refusals.ts';

export interface ClearAdvance extends OfExpense {
  readonly type: 'ClearAdvance';
  readonly spentMinor: bigint;
  readonly returnedMinor: bigint;
}

/** Books what was spent of an advance by its receipts, and what came back to the bank. */
export function decideClearAdvance(
  { expense: id, spentMinor, returnedMinor, by, at }: ClearAdvance,
  { expense, payout, country, slice }: Judging & Pick<Approving, 'country'>,
): Event[] | Rejection {
  if (expense !== undefined && expense.kind !== 'ADVANCE') {
    return refuse(
      'expense-is-no-advance',
      'Only an advance is cleared; other expenses are booked when they are approved.',
    );
  }
  const refusal = unless(expense, id, ['PAID']) ?? isParty(expense, by, payout);
  if (refusal !== undefined || expense === undefined) return refusal ?? unknown(id);
  if (spentMinor < 0n || returnedMinor < 0n) return refuse('amount-is-negative', 'Neither part is less than nothing.');
  if (spentMinor + returnedMinor === 0n) return refuse('amount-is-not-positive', 'Clear more than nothing.');
  const leftMinor = openOf(expense) - spentMinor - returnedMinor;
  if (leftMinor < 0n)
    return refuse(
      'clearing-exceeds-advance',
      `Of it ${moneyText({ ...expense, amountMinor: openOf(expense) })} are still out.`,
    );
  if (expense.spentMinor + spentMinor > expense.receiptedMinor) {
    return refuse('clearing-exceeds-receipts', 'There are no receipts for so much; ask for them first.');
  }
  const terms = termsOf(expense, expense.isWithheld, country);
  const ids = entryIds(expense);
  const day = slice.today;
  const kept = keep(
    expense.isWithheld ? countryUntold(slice, expense.fund) : slice,
    [
      ...undo({ reservation: expense.reservation }, slice, at),
      ...(spentMinor > 0n ? [clear(terms, spentMinor, ids.spent, at, day)] : []),
      ...(returnedMinor > 0n ? [giveBack(terms, returnedMinor, ids.givenBack, at, day)] : []),
      ...(leftMinor > 0n ? [keepForAdvance(terms, leftMinor, ids.reservation, at, day)] : []),
    ],
    ACCOUNTS,
  );
  if (isRejection(kept)) return kept;
  const entries = [...(spentMinor > 0n ? [ids.spent] : []), ...(returnedMinor > 0n ? [ids.givenBack] : [])];
  const reservation = leftMinor > 0n ? { reservation: ids.reservation } : {};
  return [
    { type: 'AdvanceCleared', expense: id, entries, spentMinor, returnedMinor, ...reservation } as AdvanceCleared,
    ...kept,
  ];
}
