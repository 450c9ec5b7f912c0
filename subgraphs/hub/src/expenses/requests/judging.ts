import { keep } from '@hubgraph/books';
import type { Event } from '@hubgraph/journal';
import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { countryUntold, isSpentWhereAllowed, type Slice } from '@hubgraph/ledger';
import type { PersonState, TextRef } from '@hubgraph/node';
import type { Payout } from '../payees/domain.ts';
import { type ApprovalRule, tierFor } from '../rules/domain.ts';
import { APPROVERS, filledBy, neededOf } from '../rules/seats.ts';
import type {
  ExpenseApproved,
  ExpenseRefused,
  ExpenseReviewed,
  ExpenseState,
  ExpenseStatus,
  Finding,
  OfExpense,
} from './domain.ts';
import { ACCOUNTS, accrue, entryIds, keepForAdvance, termsOf, undo } from './entries.ts';
import { hasEntered, isParty, notAsApproved, refuse, unknown, unless } from './refusals.ts';

/** What everybody who judges an expense or pays it is asked about. */
export interface Judging {
  readonly expense: ExpenseState | undefined;
  readonly payout: Payout;
  readonly slice: Slice;
}

export interface Approving extends Judging {
  readonly rule: ApprovalRule | undefined;
  readonly person: PersonState | undefined;
  /** Whether the country is on the hub's list of protected ones. */
  readonly isProtected: boolean;
  /** Where the hub is, if the registry says so. */
  readonly country: string | undefined;
  /** True while the team whose money it is has not approved it. */
  readonly awaitsTeam?: boolean;
  /** Who approved it for that team. */
  readonly forTeamBy?: string | undefined;
}
export interface ReviewExpense extends OfExpense {
  readonly type: 'ReviewExpense';
  readonly finding: Finding;
  readonly note: TextRef;
}
export interface ApproveExpense extends OfExpense {
  readonly type: 'ApproveExpense';
}
export interface RefuseExpense extends OfExpense {
  readonly type: 'RefuseExpense';
  readonly reason: TextRef;
}

/** Somebody who has nothing from it looks whether all is there that approving needs. */
export function decideReviewExpense(
  { expense: id, finding, note, by, at }: ReviewExpense,
  { expense, payout, slice }: Judging,
): Event[] | Rejection {
  const open: ExpenseStatus[] = finding === 'COMPLETE' ? ['SUBMITTED'] : ['SUBMITTED', 'REVIEWED'];
  // Approvals of other details are gone with this, and so is what was booked.
  const again: ExpenseStatus[] = payout.hasChanged ? ['REVIEWED', 'APPROVED'] : [];
  const refusal = unless(expense, id, [...open, ...again]) ?? isParty(expense, by, payout);
  if (refusal !== undefined || expense === undefined) return refusal ?? unknown(id);
  const undone = keep(slice, undo(expense, slice, at));
  if (isRejection(undone)) return undone;
  return [{ type: 'ExpenseReviewed', expense: id, finding, note } as ExpenseReviewed, ...undone];
}

/** The approval that fills the last seat of the tier books what is owed. */
export function decideApproveExpense(
  { expense: id, by, at }: ApproveExpense,
  { expense, payout, rule, person, isProtected, country, awaitsTeam, forTeamBy, slice }: Approving,
): Event[] | Rejection {
  const refusal =
    unless(expense, id, ['REVIEWED']) ??
    isParty(expense, by, payout) ??
    notAsApproved(payout) ??
    hasEntered(payout, by);
  if (refusal !== undefined || expense === undefined) return refusal ?? unknown(id);
  if (awaitsTeam) {
    return refuse('team-has-not-approved', 'It is the money of a team that the hub sponsors: its lead approves first.');
  }
  if (forTeamBy === by) {
    return refuse('approval-is-given', 'You approved this for the team; somebody else does for the hub.');
  }
  const tier = tierFor(rule, expense);
  if (rule === undefined || tier === undefined) {
    return refuse('approval-rule-is-missing', `The board has not said who approves expenses in ${expense.currency}.`);
  }
  if (expense.approvals.some((one) => one.by === by)) {
    return refuse('approval-is-given', 'You approved this before; each person approves once.');
  }
  const roles = APPROVERS.filter((role) => person?.roles.some((held) => held.role === role && held.of === undefined));
  const before = expense.approvals.map((one) => one.roles);
  const filled = filledBy(tier.seats, [...before, roles]);
  const needed = neededOf(tier.seats);
  // Where the rule asks for less since the last approval, whoever could sit in judgement still has to.
  const isFull = filledBy(tier.seats, before) === needed && filledBy(tier.seats, [roles]) > 0;
  if (filled === filledBy(tier.seats, before) && !isFull) {
    return refuse(
      'approval-is-not-needed',
      'As many of your roles as are needed have approved; others are waited for.',
    );
  }
  const approved = { type: 'ExpenseApproved', expense: id, roles, rule: rule.version } as ExpenseApproved;
  if (filled < needed) return [approved];
  const terms = termsOf(expense, isProtected, country);
  const ids = entryIds(expense);
  const isAdvance = expense.kind === 'ADVANCE';
  // The books will not say where, so the fund's own rule is looked at here.
  const fund = slice.fund(expense.fund);
  if (isProtected && fund !== undefined && !isSpentWhereAllowed(fund, expense.spentIn)) {
    return reject(
      'country-is-not-allowed-by-fund',
      `The fund ${fund.code} is for ${fund.countries?.join(', ')}; this is spent in ${expense.spentIn}.`,
    );
  }
  const kept = keep(
    isProtected ? countryUntold(slice, expense.fund) : slice,
    [
      accrue(terms, ids.accrual, at, slice.today),
      ...(isAdvance ? [keepForAdvance(terms, expense.amountMinor, ids.reservation, at, slice.today)] : []),
    ],
    ACCOUNTS,
  );
  if (isRejection(kept)) return kept;
  const booked = {
    accrual: ids.accrual,
    isWithheld: isProtected,
    ...(isAdvance ? { reservation: ids.reservation } : {}),
  };
  return [{ ...approved, ...booked } as ExpenseApproved, ...kept];
}

/** Ends it with a reason; what was booked is reversed. */
export function decideRefuseExpense(
  { expense: id, reason, by, at }: RefuseExpense,
  { expense, payout, slice }: Judging,
): Event[] | Rejection {
  const refusal =
    unless(expense, id, ['SUBMITTED', 'INCOMPLETE', 'REVIEWED', 'APPROVED']) ?? isParty(expense, by, payout);
  if (refusal !== undefined || expense === undefined) return refusal ?? unknown(id);
  const undone = keep(slice, undo(expense, slice, at));
  return isRejection(undone) ? undone : [{ type: 'ExpenseRefused', expense: id, reason } as ExpenseRefused, ...undone];
}
