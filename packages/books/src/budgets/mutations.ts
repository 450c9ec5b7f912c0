import type { Reader } from '@hubgraph/journal';
import { isRejection, parseId, type Rejection, reject } from '@hubgraph/kernel';
import type { CostClass } from '@hubgraph/ledger';
import { answer, checkText, NO_TEXT, type Permission, probeId, type RequestContext } from '@hubgraph/node';
import { readAmount } from '../resources/views.ts';
import { BUDGET_LINES_MAX, type BudgetPlanned } from './domain.ts';
import type { BudgetLine } from './lines.ts';
import { budgetOf } from './views.ts';

interface LineInput {
  readonly code: string;
  readonly account: string;
  readonly amount: { readonly decimal: string; readonly currency: string };
  readonly fund?: string | null;
  readonly purpose?: string | null;
  readonly project?: string | null;
  readonly team?: string | null;
  readonly costClass?: CostClass | null;
}
interface Keyed {
  readonly idempotencyKey?: string | null;
}
interface PlanInput extends Keyed {
  /** Absent where the subgraph has one node only. */
  readonly hub?: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly parent?: string | null;
  readonly team?: string | null;
  readonly lines: readonly LineInput[];
}
interface ReviseInput extends Keyed {
  readonly budget: string;
  readonly lines: readonly LineInput[];
  readonly reason: string;
}
interface WithdrawInput extends Keyed {
  readonly budget: string;
  readonly reason: string;
}

const NAME_LENGTH_MAX = 200;
const REASON_LENGTH_MAX = 2_000;

type Resolver<Input> = (_: unknown, args: { readonly input: Input }, context: RequestContext) => Promise<object>;

/** The mutations of budgets, under whatever names a subgraph has for them. */
export const budgetMutations: {
  readonly planBudget: Resolver<PlanInput>;
  readonly reviseBudget: Resolver<ReviseInput>;
  readonly withdrawBudget: Resolver<WithdrawInput>;
} = {
  async planBudget(_, { input }, context) {
    const { hub, name, from, to, parent, team } = input;
    const outcome = await context.act({
      type: 'PlanBudget',
      input,
      payload({ texts, newId }) {
        const lines =
          checkHome(hub, context) ??
          (parent ? checkId(parent, context) : undefined) ??
          checkText('name', name, NAME_LENGTH_MAX) ??
          readLines(input.lines, context.read);
        if (isRejection(lines)) return lines;
        const place = { ...(parent ? { parent } : {}), ...(team ? { team } : {}) };
        return { budget: newId('budget'), name: texts.seal(name), from, to, ...place, lines };
      },
    });
    return answer(outcome, 'Budget', ({ events }) =>
      budgetOf(context.read, (events as readonly BudgetPlanned[])[0]?.budget ?? ''),
    );
  },
  async reviseBudget(_, { input }, context) {
    const { budget, reason } = input;
    const outcome = await context.act({
      type: 'ReviseBudget',
      input,
      payload({ texts }) {
        const lines =
          checkId(budget, context) ??
          checkText('reason', reason, REASON_LENGTH_MAX) ??
          readLines(input.lines, context.read);
        return isRejection(lines) ? lines : { budget, lines, reason: texts.seal(reason) };
      },
    });
    return answer(outcome, 'Budget', () => budgetOf(context.read, budget));
  },
  async withdrawBudget(_, { input }, context) {
    const { budget, reason } = input;
    const outcome = await context.act({
      type: 'WithdrawBudget',
      input,
      payload: ({ texts }) =>
        checkId(budget, context) ??
        checkText('reason', reason, REASON_LENGTH_MAX) ?? { budget, reason: texts.seal(reason) },
    });
    return answer(outcome, 'Budget', () => budgetOf(context.read, budget));
  },
};

/** A day so far ahead that nobody plans for it, so that nothing but the role is in the way. */
const FAR_AHEAD = { from: '9998-01-01', to: '9998-01-02' };

/** Whether who asks may plan a budget. */
export function mayPlan(_: unknown, __: unknown, { may }: RequestContext): Permission {
  const lines = [{ code: 'any', account: 'expenses:services', currency: 'EUR', amountMinor: 1n }];
  return may('PlanBudget', { budget: probeId('budget'), name: NO_TEXT, ...FAR_AHEAD, lines });
}

function readLines(inputs: readonly LineInput[], read: Reader): BudgetLine[] | Rejection {
  // What is refused for its length is not read before.
  const lines: BudgetLine[] = [];
  for (const { code, account, amount, fund, purpose, project, team, costClass } of inputs.slice(
    0,
    BUDGET_LINES_MAX + 1,
  )) {
    const money = readAmount(read, amount);
    if (isRejection(money)) return money;
    lines.push({
      ...{ code, account, ...money },
      ...(fund ? { fund } : {}),
      ...(purpose ? { purpose } : {}),
      ...(project ? { project } : {}),
      ...(team ? { team } : {}),
      ...(costClass ? { costClass } : {}),
    });
  }
  return lines;
}

function checkId(id: string, context: RequestContext): Rejection | undefined {
  const parts = parseId(id, 'budget');
  return isRejection(parts) ? parts : checkHome(parts.home, context);
}

/** Refuses what is meant for another hub's books. */
function checkHome(home: string | undefined, { node }: RequestContext): Rejection | undefined {
  if (home === undefined || home === node.config.id) return undefined;
  return reject('id-is-of-another-hub', `This is the node of ${node.config.id}; ask the node of ${home.slice(0, 80)}.`);
}
