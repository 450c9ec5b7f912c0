import { entityPage, NO_TEXT, type PageArguments, pageSize, placeAfter, type RequestContext } from '@hubgraph/node';
import { holdsOneOf } from '../payees/views.ts';
import { APPROVERS } from '../rules/seats.ts';
import type { ExpenseState, ExpenseStatus } from './domain.ts';
import { askedIn, needsReceipt, openExpenses } from './views.ts';

export interface ExpenseFilter {
  readonly status?: ExpenseStatus | null;
  readonly kind?: string | null;
  readonly team?: string | null;
  readonly fund?: string | null;
  readonly payee?: string | null;
  readonly isMine?: boolean | null;
  readonly waitsForMe?: boolean | null;
}

/** How many open expenses are looked at for those that wait for who asks. */
const LOOKED_AT_MAX = 1_000;

/** A page of expenses, the newest first. */
export function listed(filter: ExpenseFilter, page: PageArguments, { read, actor: asking }: RequestContext) {
  const { status, kind, team, fund, payee, isMine } = filter;
  // Nobody finds by a filter what they are not shown.
  const isHidden = Boolean(team ?? payee) && !holdsOneOf(asking, APPROVERS);
  const where = {
    status: status ?? undefined,
    kind: kind ?? undefined,
    team: team ?? undefined,
    fund: fund ?? undefined,
    payee: payee ?? undefined,
    submitted_by: isMine ? asking.name : undefined,
    is_told: isHidden ? 1 : undefined,
  };
  // The order of what nobody has decided on tells nothing: neither do its ids.
  const by = isMine || holdsOneOf(asking, APPROVERS) ? 'asked' : 'shown';
  return entityPage<ExpenseState>(read, { kind: 'expense', isNewestFirst: true, where, by }, page);
}

/** A page of those for which who asks is expected to do something, the oldest first. */
export function waiting(filter: ExpenseFilter, { first, after }: PageArguments, context: RequestContext) {
  const size = pageSize(first);
  const place = placeAfter(after);
  const found = openExpenses(context.read, LOOKED_AT_MAX).filter(
    (expense) => matches(filter, expense, context.actor.name) && waitsFor(expense, context),
  );
  const asked = place === '' ? 0 : askedIn(context.read, place);
  const rest = place === '' ? found : found.filter(({ id }) => askedIn(context.read, id) > asked);
  const nodes = rest.slice(0, size);
  return {
    nodes,
    pageInfo: { hasNextPage: rest.length > size, endCursor: nodes.at(-1)?.id ?? null },
    totalCount: found.length,
  };
}

/** By what who asks is expected to do, and would be let do. */
function waitsFor(expense: ExpenseState, { actor: asking, may }: RequestContext): boolean {
  const { id, status, submittedBy } = expense;
  // Also one whose payee's details changed since it was approved.
  const mayReview = (): boolean => may('ReviewExpense', { expense: id, finding: 'COMPLETE', note: NO_TEXT }).allowed;
  switch (status) {
    case 'SUBMITTED':
      return mayReview();
    case 'REVIEWED':
      return (
        may('ApproveExpense', { expense: id }).allowed ||
        may('ApproveExpenseForTeam', { expense: id }).allowed ||
        mayReview()
      );
    case 'APPROVED':
      return may('PayExpense', { expense: id }).allowed || mayReview();
    case 'INCOMPLETE':
      return submittedBy === asking.name;
    default:
      return submittedBy === asking.name && needsReceipt(expense.kind) && expense.receiptedMinor < expense.amountMinor;
  }
}

function matches(
  { status, kind, team, fund, payee, isMine }: ExpenseFilter,
  expense: ExpenseState,
  by: string,
): boolean {
  const wanted = { status, kind, team, fund, payee, submittedBy: isMine ? by : null };
  return Object.entries(wanted).every(([name, value]) => !value || expense[name as keyof typeof wanted] === value);
}
