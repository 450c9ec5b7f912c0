import { keep } from '@hubgraph/books';
import type { Event } from '@hubgraph/journal';
import { currencyExponent, type Id, isDay, isRejection, type Rejection, reject } from '@hubgraph/kernel';
import type { Slice } from '@hubgraph/ledger';
import type { PayeeState } from '../payees/domain.ts';
import type {
  ExpenseContent,
  ExpenseEdited,
  ExpenseState,
  ExpenseSubmitted,
  ExpenseWithdrawn,
  OfExpense,
} from './domain.ts';
import { undo } from './entries.ts';
import { type ContentRejectionCode, notOwn, refuse, unknown, unless } from './refusals.ts';

/** What an expense may refer to, as it stands now. */
export interface Known {
  readonly payee: PayeeState | undefined;
  readonly isTeamKnown: boolean;
  readonly slice: Slice;
}

export interface SubmitExpense extends OfExpense, ExpenseContent {
  readonly type: 'SubmitExpense';
}
export interface EditExpense extends OfExpense, ExpenseContent {
  readonly type: 'EditExpense';
}
export interface WithdrawExpense extends OfExpense {
  readonly type: 'WithdrawExpense';
}

export function decideSubmitExpense(command: SubmitExpense, known: Known): Event[] | Rejection<ContentRejectionCode> {
  const content = contentOf(command, known);
  if (isRejection(content)) return content;
  return [{ type: 'ExpenseSubmitted', expense: command.expense, ...content } as ExpenseSubmitted];
}

/** Asks all anew: review and approvals are gone, and what was booked is reversed. */
export function decideEditExpense(
  command: EditExpense,
  { expense, ...known }: Known & { readonly expense: ExpenseState | undefined },
): Event[] | Rejection {
  const refusal =
    unless(expense, command.expense, ['SUBMITTED', 'INCOMPLETE', 'REVIEWED', 'APPROVED']) ??
    notOwn(expense, command.by);
  if (refusal !== undefined) return refusal;
  const content = contentOf(command, known);
  if (isRejection(content)) return content;
  if (expense !== undefined && expense.receipts.length > 0 && expense.currency !== content.currency) {
    return refuse('currency-differs', `Its receipts are in ${expense.currency}; submit another one.`);
  }
  const undone = keep(known.slice, undo(expense as ExpenseState, known.slice, command.at));
  if (isRejection(undone)) return undone;
  return [{ type: 'ExpenseEdited', expense: command.expense, ...content } as ExpenseEdited, ...undone];
}

function contentOf(
  command: ExpenseContent,
  { payee, isTeamKnown, slice }: Known,
): (ExpenseContent & { readonly payeePerson?: Id }) | Rejection<ContentRejectionCode> {
  const { kind, team, fund, currency, amountMinor, purpose, costClass, spentIn, day, title, about } = command;
  if (payee === undefined) return reject('payee-is-unknown', `There is no payee ${command.payee}; add one first.`);
  if (team !== undefined && !isTeamKnown) return reject('team-is-unknown', `There is no team ${team}.`);
  const found = slice.fund(fund);
  if (found === undefined) return reject('fund-is-unknown', `There is no fund ${fund}.`);
  if (found.status === 'CLOSED') return reject('fund-is-closed', 'This fund takes no more entries; name another one.');
  if (currencyExponent(currency) === undefined) {
    return reject('currency-is-unknown', `${currency.slice(0, 10)} is not a currency of ISO 4217.`);
  }
  if (amountMinor <= 0n) return reject('amount-is-not-positive', 'Ask for more than nothing.');
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(purpose)) {
    return reject('purpose-is-malformed', 'A purpose has small letters, digits and hyphens, as education.');
  }
  if (!/^[A-Z]{2}$/.test(spentIn)) return reject('country-is-malformed', 'Give the country as two letters, as KE.');
  if (!isDay(day)) return reject('day-is-malformed', 'Write the day like 2026-03-31.');
  const optional = {
    ...(team === undefined ? {} : { team }),
    ...(payee.person === undefined ? {} : { payeePerson: payee.person }),
  };
  const money = { fund, currency, amountMinor, purpose, costClass, spentIn, day };
  return { kind, payee: payee.id, ...optional, ...money, title, about };
}

export function decideWithdrawExpense(
  { expense: id, by, at }: WithdrawExpense,
  { expense, slice }: { readonly expense: ExpenseState | undefined; readonly slice: Slice },
): Event[] | Rejection {
  const refusal = unless(expense, id, ['SUBMITTED', 'INCOMPLETE', 'REVIEWED', 'APPROVED']) ?? notOwn(expense, by);
  if (refusal !== undefined || expense === undefined) return refusal ?? unknown(id);
  const undone = keep(slice, undo(expense, slice, at));
  return isRejection(undone) ? undone : [{ type: 'ExpenseWithdrawn', expense: id } as ExpenseWithdrawn, ...undone];
}
