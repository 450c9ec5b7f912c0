import type { OfferedAct } from '../components/acts.tsx';
import type { Visit } from '../visit.tsx';
import { budgetAt, plannableAt } from './hub/budgets.tsx';

/** Beside the budgets of a node. */
export async function offersAtBudgets(visit: Visit): Promise<readonly OfferedAct[]> {
  const about = visit.params['node'] ?? '';
  const here = await plannableAt(visit, about);
  return [{ act: 'planBudget', about, permission: here?.permission }];
}

/** With one budget. */
export async function offersOnBudget(visit: Visit): Promise<readonly OfferedAct[]> {
  const { node = '', '*': id = '' } = visit.params;
  const budget = await budgetAt(visit, node, id);
  if (budget === null) return [];
  const about = `${node} ${id}`;
  return [
    { act: 'reviseBudget', about, permission: budget.permissions?.revise },
    { act: 'withdrawBudget', about, permission: budget.permissions?.withdraw },
  ];
}
