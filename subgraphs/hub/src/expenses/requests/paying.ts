import { keep } from '@hubgraph/books';
import type { Event } from '@hubgraph/journal';
import { isRejection, type Rejection } from '@hubgraph/kernel';
import type { TextRef } from '@hubgraph/node';
import type { ExpensePaid, ExpensePaymentReturned, OfExpense } from './domain.ts';
import { ACCOUNTS, entryIds, pay, reversalOf } from './entries.ts';
import type { Judging } from './judging.ts';
import { hasEntered, isParty, notAsApproved, refuse, unknown, unless } from './refusals.ts';

export interface PayExpense extends OfExpense {
  readonly type: 'PayExpense';
}
export interface ReturnExpensePayment extends OfExpense {
  readonly type: 'ReturnExpensePayment';
  readonly reason: TextRef;
}

export function decidePayExpense(
  { expense: id, by, at }: PayExpense,
  { expense, payout, slice }: Judging,
): Event[] | Rejection {
  const refusal = unless(expense, id, ['APPROVED']);
  if (refusal !== undefined || expense === undefined) return refusal ?? unknown(id);
  if (expense.approvals.at(-1)?.by === by) {
    return refuse('payer-approved-last', 'Whoever approved last does not pay; ask another treasurer.');
  }
  if (isParty(expense, by, payout) !== undefined) {
    return refuse('payer-is-a-party', 'Nobody pays what they asked for or get; ask another treasurer.');
  }
  const wrong = notAsApproved(payout) ?? hasEntered(payout, by);
  if (wrong !== undefined) return wrong;
  const { payment } = entryIds(expense);
  const kept = keep(slice, [pay(expense, payment, at, slice.today)], ACCOUNTS);
  return isRejection(kept) ? kept : [{ type: 'ExpensePaid', expense: id, payment } as ExpensePaid, ...kept];
}

/** The bank sent the money back: it is owed as before. */
export function decideReturnExpensePayment(
  { expense: id, reason, at, by }: ReturnExpensePayment,
  { expense, payout, isInFile, slice }: Judging & { readonly isInFile: boolean },
): Event[] | Rejection {
  const refusal = unless(expense, id, ['PAID', 'RECEIPTED']) ?? isParty(expense, by, payout);
  if (refusal !== undefined || expense === undefined) return refusal ?? unknown(id);
  if (isInFile) {
    return refuse(
      'payment-is-in-a-payment-file',
      'A bank is told to pay it by a payment file: cancel that, or book there what came back (returnPayment).',
    );
  }
  if (expense.spentMinor + expense.returnedMinor > 0n) {
    return refuse('advance-is-cleared', 'Of this advance something was spent or came back: it had arrived.');
  }
  const kept = keep(slice, reversalOf(expense.payment, at, slice.today));
  if (isRejection(kept)) return kept;
  return [{ type: 'ExpensePaymentReturned', expense: id, reason } as ExpensePaymentReturned, ...kept];
}
