import { Day, T, Written } from '../../components/words.tsx';
import type { Operation } from '../../graph/operation.ts';
import { translate } from '../../i18n/translate.ts';
import { SUPPORT_BOOKS } from '../../money/cut.ts';
import { dayAfter } from '../../money/period.ts';
import type { Visit } from '../../visit.tsx';
import { type ActDefinition, type Outcome, outcomeOf, type Permission, type Prepared, tokensOf } from '../act.ts';
import type { Field } from '../field.ts';
import { lineDefaults, lineFields, linesIn, type Plannable } from './budget-lines.ts';
import {
  type BudgetDoneFragment,
  BudgetOfHub,
  BudgetOfSupport,
  BudgetsOfHub,
  BudgetsOfSupport,
  type BudgetToActFragment,
  PlanBudget,
  PlanSupportBudget,
  ReviseBudget,
  ReviseSupportBudget,
  WithdrawBudget,
  WithdrawSupportBudget,
} from './budgets.generated.ts';

/** Empty lines of a new budget, and beyond those that one has. */
const EMPTY_LINES = 6;
const MORE_LINES = 4;

const REASON: Field = { kind: 'longText', name: 'reason', label: 'reason', hint: 'reasonHint', lengthMax: 2_000 };

/** A treasurer plans a period. The subject is the node whose books these are. */
export const planBudget: ActDefinition = {
  name: 'planBudget',
  async prepare(visit, node) {
    const found = await plannableAt(visit, node);
    if (found === null) return null;
    const planned = (found.books.budgets?.nodes ?? []).filter(({ status }) => status === 'PLANNED');
    const currency = found.currency ?? '';
    return {
      node,
      permission: found.permission,
      about: (
        <p>
          <T id="act.planBudget.about" node={<bdi key="node">{found.name}</bdi>} />
        </p>
      ),
      fields: [
        { kind: 'text', name: 'name', label: 'name', hint: 'nameHint', lengthMax: 200 },
        { kind: 'day', name: 'from', label: 'from' },
        { kind: 'day', name: 'last', label: 'last' },
        {
          kind: 'select',
          name: 'parent',
          label: 'parent',
          hint: 'parentHint',
          options: planned.map((one) => ({ value: one.id, text: one.name ?? one.id })),
          isOptional: true,
        },
        {
          kind: 'select',
          name: 'team',
          label: 'team',
          options: found.teams.map((one) => ({ value: one.id, text: one.name ?? one.id })),
          isOptional: true,
        },
        ...lineFields(visit, found, [], EMPTY_LINES),
      ],
      defaults: lineDefaults([], EMPTY_LINES, currency),
      back: `/books/${node}/budgets`,
    };
  },
  carryOut(visit, node, { values, fields, idempotencyKey }) {
    const { name = '', from = '', last = '', parent, team } = values;
    const place = { ...(parent ? { parent } : {}), ...(team ? { team } : {}) };
    const input = { idempotencyKey, name, from, to: dayAfter(last), ...place, lines: linesIn(fields, values) };
    if (node === SUPPORT_BOOKS) return send(visit, node, PlanSupportBudget, input);
    return send(visit, node, PlanBudget, { ...input, hub: node });
  },
};

/** A treasurer says all lines of a budget anew, and why. The subject of this and the next is the node, then the budget. */
export const reviseBudget: ActDefinition = {
  name: 'reviseBudget',
  async prepare(visit, about) {
    const { node, id } = subjectOf(about);
    const [found, budget] = await Promise.all([plannableAt(visit, node), budgetAt(visit, node, id)]);
    if (found === null || budget === null) return null;
    const lines = budget.lines ?? [];
    return {
      node,
      permission: budget.permissions?.revise ?? null,
      about: <AboutBudget of={budget} />,
      fields: [REASON, ...lineFields(visit, found, lines, MORE_LINES)],
      defaults: lineDefaults(lines, MORE_LINES, lines[0]?.planned.currency ?? found.currency ?? ''),
      back: `/books/${node}/budgets/${id}`,
    };
  },
  carryOut(visit, about, { values, fields, idempotencyKey }) {
    const { node, id: budget } = subjectOf(about);
    const input = { idempotencyKey, budget, reason: values['reason'] ?? '', lines: linesIn(fields, values) };
    return send(visit, node, node === SUPPORT_BOOKS ? ReviseSupportBudget : ReviseBudget, input);
  },
};

/** A treasurer takes a budget out of all sums, and says why. */
export const withdrawBudget: ActDefinition = {
  name: 'withdrawBudget',
  async prepare(visit, about): Promise<Prepared | null> {
    const { node, id } = subjectOf(about);
    const budget = await budgetAt(visit, node, id);
    if (budget === null) return null;
    return {
      node,
      permission: budget.permissions?.withdraw ?? null,
      about: <AboutBudget of={budget} />,
      fields: [REASON],
      back: `/books/${node}/budgets/${id}`,
    };
  },
  carryOut(visit, about, { values: { reason = '' }, idempotencyKey }) {
    const { node, id: budget } = subjectOf(about);
    const operation = node === SUPPORT_BOOKS ? WithdrawSupportBudget : WithdrawBudget;
    return send(visit, node, operation, { idempotencyKey, budget, reason });
  },
};

function subjectOf(about: string): { readonly node: string; readonly id: string } {
  const [node = '', id = ''] = about.split(' ');
  return { node, id };
}

async function send<Input>(
  visit: Visit,
  node: string,
  operation: Operation<{ readonly done: BudgetDoneFragment | null }, { readonly input: Input }>,
  input: Input,
): Promise<Outcome> {
  const answer = await visit.graph.ask(operation, { input }, tokensOf(visit));
  return outcomeOf(answer, answer.data?.done, ({ id }) => `/books/${node}/budgets/${id}`);
}

interface PlannableHere extends Plannable {
  readonly name: string;
  readonly permission: Permission | null;
}

/** What can be planned in the books of a node, and whether who asks may; null where there are none. */
export async function plannableAt(visit: Visit, node: string): Promise<PlannableHere | null> {
  const tokens = tokensOf(visit);
  if (node === SUPPORT_BOOKS) {
    const { data } = await visit.graph.ask(BudgetsOfSupport, {}, tokens);
    if (data?.supportBooks == null) return null;
    const permission = data.fundraisingPermissions?.planBudget ?? null;
    const name = translate(visit.locale, 'node.support');
    return { name, permission, books: data.supportBooks, currency: null, teams: [] };
  }
  const { data } = await visit.graph.ask(BudgetsOfHub, { hub: node }, tokens);
  if (data?.hub?.books == null) return null;
  const { name, permissions, books, currency } = data.hub;
  const teams = data.teams?.nodes ?? [];
  return { name: name ?? node, permission: permissions?.planBudget ?? null, books, currency, teams };
}

/** One budget of a node's books, and what who asks may do with it. */
export async function budgetAt(visit: Visit, node: string, budget: string): Promise<BudgetToActFragment | null> {
  if (!budget.startsWith(`${node}:budget:`)) return null;
  const operation = node === SUPPORT_BOOKS ? BudgetOfSupport : BudgetOfHub;
  const { data } = await visit.graph.ask(operation, { budget }, tokensOf(visit));
  return data?.budget ?? null;
}

function AboutBudget({ of: { name, from, to } }: { readonly of: BudgetToActFragment }) {
  return (
    <>
      <p>
        <strong>
          <Written text={name} />
        </strong>
      </p>
      <p>
        <T id="budgets.days" from={<Day key="from" of={from} />} to={<Day key="to" of={to} />} />
      </p>
    </>
  );
}
