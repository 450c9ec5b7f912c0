import { type Id, type Rejection, reject } from '@hubgraph/kernel';
import type { Payout } from '../payees/domain.ts';
import type { ExpenseState, ExpenseStatus } from './domain.ts';

/** In order of precedence. */
export type ContentRejectionCode =
  | 'payee-is-unknown'
  | 'team-is-unknown'
  | 'fund-is-unknown'
  | 'fund-is-closed'
  | 'currency-is-unknown'
  | 'amount-is-not-positive'
  | 'purpose-is-malformed'
  | 'country-is-malformed'
  | 'day-is-malformed';

/** Says of what status an expense is, where another one is needed. */
export type StatusRejectionCode =
  | 'expense-is-submitted'
  | 'expense-is-incomplete'
  | 'expense-is-reviewed'
  | 'expense-is-approved'
  | 'expense-is-paid'
  | 'expense-is-receipted'
  | 'expense-is-refused'
  | 'expense-is-withdrawn';

/** In order of precedence; refusals of the ledger come after them. */
export type ExpenseRejectionCode =
  | 'expense-is-unknown'
  | 'expense-is-of-another'
  | StatusRejectionCode
  | 'judge-is-a-party'
  | 'payee-has-changed'
  | 'payee-was-entered-by-the-same-person'
  | 'team-has-not-approved'
  | 'approval-rule-is-missing'
  | 'approval-is-given'
  | 'approval-is-not-needed'
  | 'payer-approved-last'
  | 'payer-is-a-party'
  | 'payment-is-in-a-payment-file'
  | 'expense-is-no-advance'
  | 'advance-is-cleared'
  | 'amount-is-negative'
  | 'amount-is-not-positive'
  | 'currency-differs'
  | 'content-hash-is-malformed'
  | 'receipt-is-used-already'
  | 'receipts-are-too-many'
  | 'receipt-is-unknown'
  | 'receipt-is-withheld'
  | 'copy-is-the-original'
  | 'clearing-exceeds-receipts'
  | 'clearing-exceeds-advance';

const STATUS: Readonly<Record<ExpenseStatus, readonly [StatusRejectionCode, string]>> = {
  SUBMITTED: ['expense-is-submitted', 'It waits to be reviewed.'],
  INCOMPLETE: ['expense-is-incomplete', 'Something is missing; whoever submitted it has to complete it.'],
  REVIEWED: ['expense-is-reviewed', 'It was reviewed and waits for approvals.'],
  APPROVED: ['expense-is-approved', 'It was approved and waits to be paid.'],
  PAID: ['expense-is-paid', 'It was paid.'],
  RECEIPTED: ['expense-is-receipted', 'It was paid and there are receipts for all of it: it is done.'],
  REFUSED: ['expense-is-refused', 'It was refused; submit another one.'],
  WITHDRAWN: ['expense-is-withdrawn', 'It was withdrawn; submit another one.'],
};

export function unless(
  expense: ExpenseState | undefined,
  id: Id,
  open: readonly ExpenseStatus[],
): Rejection<ExpenseRejectionCode> | undefined {
  if (expense === undefined) return unknown(id);
  return open.includes(expense.status) ? undefined : refuse(...STATUS[expense.status]);
}

/** Whoever asked, or is paid: by name, or on the account to which the money goes. */
export function isParty(
  expense: ExpenseState | undefined,
  by: string,
  { owners }: Payout,
): Rejection<ExpenseRejectionCode> | undefined {
  if (expense?.submittedBy !== by && expense?.payeePerson !== by && !owners.includes(by)) return undefined;
  return refuse('judge-is-a-party', 'Whoever asked for money or gets it does not judge; ask somebody else.');
}

export function notAsApproved({ hasChanged }: Payout): Rejection<ExpenseRejectionCode> | undefined {
  if (!hasChanged) return undefined;
  return refuse('payee-has-changed', 'Where the money goes was changed after the approval: review it again first.');
}

/** An account that nobody owns by name may be anybody's: who entered it neither approves nor pays. */
export function hasEntered({ enteredBy }: Payout, by: string): Rejection<ExpenseRejectionCode> | undefined {
  if (enteredBy !== by) return undefined;
  return refuse('payee-was-entered-by-the-same-person', 'You entered where this money goes; ask somebody else.');
}

export function notOwn(expense: ExpenseState | undefined, by: string): Rejection<ExpenseRejectionCode> | undefined {
  return expense?.submittedBy === by ? undefined : ofAnother();
}

export function ofAnother(): Rejection<ExpenseRejectionCode> {
  return refuse('expense-is-of-another', 'Whoever submitted it does this.');
}

export function unknown(id: Id): Rejection<ExpenseRejectionCode> {
  return refuse('expense-is-unknown', `There is no expense ${id}.`);
}

export function refuse(code: ExpenseRejectionCode, message: string): Rejection<ExpenseRejectionCode> {
  return reject(code, message);
}
