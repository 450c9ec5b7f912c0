import { defineCommand, type Reader } from '@hubgraph/journal';
import type { Period } from '@hubgraph/kernel';
import { closedBefore } from '../ledger/views.ts';
import { resourceOf } from '../resources/views.ts';
import {
  type BudgetPlanned,
  type BudgetRevised,
  type BudgetWithdrawn,
  decidePlanBudget,
  decideReviseBudget,
  decideWithdrawBudget,
  type LinesState,
  type PlanBudget,
  type PlanState,
  type ReviseBudget,
  type ReviseState,
  type WithdrawBudget,
  type WithdrawState,
} from './domain.ts';
import type { BudgetLine } from './lines.ts';
import { budgetOf, commoditiesOf, linesOn, partsOf, partsOfRoot } from './views.ts';

function linesState(read: Reader, lines: readonly BudgetLine[], period: Period): LinesState {
  const funds = lines.flatMap(({ fund }) => (fund !== undefined && read.entity('fund', fund) ? [fund] : []));
  return {
    commodities: commoditiesOf(
      read,
      lines.map(({ account }) => account),
    ),
    funds: new Set(funds),
    resources: new Map(
      lines.flatMap(({ currency }) => {
        const found = resourceOf(read, currency);
        return found === undefined ? [] : [[currency, found] as const];
      }),
    ),
    others: linesOn(read, period),
    closedBefore: closedBefore(read),
  };
}

export const commands = [
  defineCommand<PlanBudget, PlanState, BudgetPlanned>({
    type: 'PlanBudget',
    load(read, { parent: id, lines, from, to }) {
      const parent = id === undefined ? undefined : budgetOf(read, id);
      return {
        ...linesState(read, lines, { from, to }),
        parent,
        partsOfRoot: parent === undefined ? 0 : partsOfRoot(read, parent.root),
      };
    },
    decide: decidePlanBudget,
  }),
  defineCommand<ReviseBudget, ReviseState, BudgetRevised>({
    type: 'ReviseBudget',
    load(read, { budget: id, lines }) {
      const budget = budgetOf(read, id);
      return { ...linesState(read, budget === undefined ? [] : lines, budget ?? { from: '', to: '' }), budget };
    },
    decide: decideReviseBudget,
  }),
  defineCommand<WithdrawBudget, WithdrawState, BudgetWithdrawn>({
    type: 'WithdrawBudget',
    load: (read, { budget }) => ({ budget: budgetOf(read, budget), parts: partsOf(read, budget) }),
    decide: decideWithdrawBudget,
  }),
];
