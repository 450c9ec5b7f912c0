import type { GraphAnswer } from '../../graph/graph.ts';
import { missingNodes } from '../../graph/missing.ts';
import { SUPPORT_BOOKS } from '../../money/cut.ts';
import type { Visit } from '../../visit.tsx';
import type { Said } from '../statements/ask.ts';
import {
  type BudgetListFragment,
  HubBudget,
  HubBudgets,
  SupportBudget,
  SupportBudgets,
  type WholeBudgetFragment,
} from './budgets.generated.ts';

/** The budgets of a node, twenty at a time. */
export async function budgetsOf(
  { graph }: Visit,
  node: string,
  after: string | null,
): Promise<Said<BudgetListFragment>> {
  if (node === SUPPORT_BOOKS) {
    const answer = await graph.ask(SupportBudgets, { after });
    return said(answer, answer.data?.supportBooks?.budgets);
  }
  const answer = await graph.ask(HubBudgets, { hub: node, after });
  return said(answer, answer.data?.hub?.books?.budgets);
}

/** One budget, and the postings of one of its lines. */
export async function budgetOf(
  { graph }: Visit,
  node: string,
  budget: string,
  opened: { readonly line: string | null; readonly after: string | null },
): Promise<Said<WholeBudgetFragment>> {
  // An id of other books is nothing that these have.
  if (!budget.startsWith(`${node}:budget:`)) return { value: null, missing: [], errors: [] };
  const asked = { budget, ...opened, opensLine: opened.line !== null };
  const answer = await graph.ask(node === SUPPORT_BOOKS ? SupportBudget : HubBudget, asked);
  return said(answer, answer.data?.budget);
}

function said<T>({ errors }: GraphAnswer<unknown>, value: T | null | undefined): Said<T> {
  return { value: value ?? null, missing: missingNodes(errors), errors };
}
