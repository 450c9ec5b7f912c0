import type { Reader } from '@hubgraph/journal';
import { type Day, isDay, isRejection, parsePeriod, reject } from '@hubgraph/kernel';
import { type CostClass, typeOfPath } from '@hubgraph/ledger';
import {
  actorValue,
  badInput,
  dateTime,
  type GraphQLResolverMap,
  NO_TEXT,
  type PageArguments,
  type Permission,
  pageSize,
  placeAfter,
  type RequestContext,
} from '@hubgraph/node';
import type { FlowFilter } from '../ledger/flows.ts';
import { amountValue } from '../resources/views.ts';
import { type Actual, actualsOf, flowsIn } from './actuals.ts';
import { type BudgetState, newestOf, placedLines } from './domain.ts';
import type { BudgetLine, PlacedLine } from './lines.ts';
import { type BudgetFilter, budgetCount, budgetOf, budgetsAfter, withParts } from './views.ts';

interface BudgetsArguments extends PageArguments {
  readonly from?: Day | null;
  readonly to?: Day | null;
  readonly withParts?: boolean | null;
}

/** A line with what the books say of it. */
interface LineView {
  readonly placed: PlacedLine;
  readonly actual: Actual;
}

/** `Books.budgets`. */
export function budgets(_: unknown, { from, to, withParts: all, ...page }: BudgetsArguments, { read }: RequestContext) {
  const period = { from: dayIn(from), to: dayIn(to) };
  if (period.from !== undefined && period.to !== undefined) {
    const checked = parsePeriod(period.from, period.to);
    if (isRejection(checked)) throw badInput(checked);
  }
  return budgetPage(read, { ...period, ...(all ? {} : { parent: null }) }, page);
}

function dayIn(day: Day | null | undefined): Day | undefined {
  if (day === null || day === undefined || isDay(day)) return day ?? undefined;
  throw badInput(reject('day-is-malformed', `"${day.slice(0, 40)}" is not a day; write it like 2026-03-31.`));
}

function budgetPage(read: Reader, filter: BudgetFilter, { first, after }: PageArguments) {
  const size = pageSize(first);
  const place = placeAfter(after, (text) => /^\d{4}-\d{2}-\d{2} \S+$/.test(text));
  const found = budgetsAfter(read, filter, place === '' ? undefined : (place.split(' ') as [Day, string]), size + 1);
  const nodes = found.slice(0, size);
  const last = nodes.at(-1);
  return {
    nodes,
    pageInfo: { hasNextPage: found.length > size, endCursor: last === undefined ? null : `${last.from} ${last.id}` },
    totalCount: () => budgetCount(read, filter),
  };
}

function kindOf(account: string): 'INCOME' | 'EXPENSE' {
  return typeOfPath(account) === 'INCOME' ? 'INCOME' : 'EXPENSE';
}

/** What a line counts, as the filter by which its postings are found. */
function filterOf({ line, from, to }: PlacedLine): FlowFilter & { readonly from: Day; readonly to: Day } {
  const { account, currency, fund, purpose, project, team, costClass } = line;
  return {
    ...{ kind: kindOf(account), accountFrom: account, currency, withinMovement: true, from, to },
    ...{ fund, purpose, project, team, costClass },
  };
}

function rollUpOf(budget: BudgetState, { read, node }: RequestContext) {
  const all = withParts(read, budget);
  const counted = all.filter(({ status }) => status === 'PLANNED');
  const lines = counted.flatMap(placedLines);
  const actuals = actualsOf(read, lines);
  const sums = new Map<string, { kind: 'INCOME' | 'EXPENSE'; currency: string; planned: bigint } & Actual>();
  for (const [n, { line }] of lines.entries()) {
    const kind = kindOf(line.account);
    const name = `${kind} ${line.currency}`;
    const before = sums.get(name);
    sums.set(name, {
      ...{ kind, currency: line.currency },
      planned: (before?.planned ?? 0n) + line.amountMinor,
      actualMinor: (before?.actualMinor ?? 0n) + (actuals[n]?.actualMinor ?? 0n),
      pendingMinor: (before?.pendingMinor ?? 0n) + (actuals[n]?.pendingMinor ?? 0n),
    });
  }
  const included = (one: BudgetState) => ({
    budget: one.id,
    name: one.name,
    team: one.team ?? null,
    lines: newestOf(one).lines.map(({ code }) => code),
  });
  return {
    asOf: { node: node.config.id, seq: read.position(), at: dateTime(node.world.clock.now()) },
    sums: [...sums.values()].sort(byKind).map(({ kind, currency, planned, actualMinor, pendingMinor }) => ({
      ...{ kind, currency },
      planned: amountValue(read, { currency, amountMinor: planned }),
      actual: amountValue(read, { currency, amountMinor: actualMinor }),
      pending: amountValue(read, { currency, amountMinor: pendingMinor }),
      remaining: amountValue(read, { currency, amountMinor: planned - actualMinor }),
    })),
    includes: counted.map(included),
    withdrawn: all.filter(({ status }) => status !== 'PLANNED').map(included),
    notPlanned: flowsIn(read, budget)
      .map(({ kind, currency, amountMinor }) => ({
        ...{ kind, currency },
        amountMinor: amountMinor - (sums.get(`${kind} ${currency}`)?.actualMinor ?? 0n),
      }))
      .filter(({ amountMinor }) => amountMinor !== 0n)
      .sort(byKind)
      .map(({ kind, currency, amountMinor }) => ({ kind, amount: amountValue(read, { currency, amountMinor }) })),
  };
}

interface OfKind {
  readonly kind: string;
  readonly currency: string;
}

/** What comes in first, then what is spent; each by commodity. */
function byKind(one: OfKind, other: OfKind): number {
  const [a, b] = [one, other].map(({ kind, currency }) => `${kind === 'INCOME' ? 0 : 1} ${currency}`) as [
    string,
    string,
  ];
  return a < b ? -1 : 1;
}

const INT_MAX = 2 ** 31 - 1;

function usedBasisPoints({ placed: { line }, actual }: LineView): number | null {
  const used = (actual.actualMinor * 10_000n) / line.amountMinor;
  return used > BigInt(INT_MAX) || used < -BigInt(INT_MAX) ? null : Number(used);
}

const ofLine =
  <K extends keyof BudgetLine>(name: K) =>
  ({ placed: { line } }: LineView): BudgetLine[K] | null =>
    line[name] ?? null;

const amountOf =
  (amountMinor: (view: LineView) => bigint) =>
  (view: LineView, _: unknown, { read }: RequestContext) =>
    amountValue(read, { currency: view.placed.line.currency, amountMinor: amountMinor(view) });

/** Whether who asks may revise or withdraw a budget. */
const budgetPermissions = {
  revise: (budget: BudgetState, _: unknown, { may }: RequestContext): Permission => {
    const [first, ...others] = newestOf(budget).lines;
    const amountMinor = first === undefined || first.amountMinor === 1n ? 2n : first.amountMinor - 1n;
    const lines = first === undefined ? [] : [{ ...first, amountMinor }, ...others];
    return may('ReviseBudget', { budget: budget.id, lines, reason: NO_TEXT });
  },
  withdraw: ({ id }: BudgetState, _: unknown, { may }: RequestContext): Permission =>
    may('WithdrawBudget', { budget: id, reason: NO_TEXT }),
};

/** How a line's postings are read: as those of `Books.postings`. */
export type PostingsOf = (filter: ReturnType<typeof filterOf>, page: PageArguments, context: RequestContext) => object;

export function budgetResolvers(postingsOf: PostingsOf): GraphQLResolverMap<RequestContext> {
  return {
    Budget: {
      name: (budget: BudgetState, _: unknown, context) => context.text(budget.name),
      team: ({ team }: BudgetState) => team ?? null,
      parent: ({ parent }: BudgetState, _: unknown, { read }) =>
        parent === undefined ? null : (budgetOf(read, parent) ?? null),
      parts: ({ id }: BudgetState, page: PageArguments, { read }) => budgetPage(read, { parent: id }, page),
      version: (budget: BudgetState) => newestOf(budget).version,
      versions: ({ versions }: BudgetState) => [...versions].reverse(),
      lines(budget: BudgetState, { code }: { readonly code?: string | null }, { read }): LineView[] {
        const placed = placedLines(budget).filter(({ line }) => line.code === (code ?? line.code));
        const actuals = actualsOf(read, placed);
        return placed.map((one, n) => ({
          placed: one,
          actual: actuals[n] ?? { actualMinor: 0n, pendingMinor: 0n },
        }));
      },
      rollUp: (budget: BudgetState, _: unknown, context) => rollUpOf(budget, context),
      withdrawnBecause: ({ withdrawal }: BudgetState, _: unknown, context) =>
        withdrawal === undefined ? null : context.text(withdrawal.reason),
      permissions: (budget: BudgetState) => budget,
    },
    BudgetVersion: {
      at: ({ at }: BudgetState['versions'][number]) => dateTime(at),
      by: ({ by }: BudgetState['versions'][number], _: unknown, context) => actorValue(by, context),
      reason: ({ reason }: BudgetState['versions'][number], _: unknown, context) =>
        reason === undefined ? null : context.text(reason),
    },
    PlannedLine: {
      planned: ({ currency, amountMinor }: BudgetLine, _: unknown, { read }) =>
        amountValue(read, { currency, amountMinor }),
    },
    BudgetLine: {
      code: ofLine('code'),
      kind: ({ placed: { line } }: LineView) => kindOf(line.account),
      account: ofLine('account'),
      fund: ofLine('fund'),
      purpose: ofLine('purpose'),
      project: ofLine('project'),
      team: ofLine('team'),
      costClass: ({ placed: { line } }: LineView): CostClass | null => line.costClass ?? null,
      planned: amountOf(({ placed: { line } }) => line.amountMinor),
      actual: amountOf(({ actual }) => actual.actualMinor),
      pending: amountOf(({ actual }) => actual.pendingMinor),
      remaining: amountOf(({ placed: { line }, actual }) => line.amountMinor - actual.actualMinor),
      usedBasisPoints,
      postings: ({ placed }: LineView, page: PageArguments, context) => postingsOf(filterOf(placed), page, context),
    },
    IncludedBudget: {
      name: ({ name }: { readonly name: BudgetState['name'] }, _: unknown, context) => context.text(name),
    },
    BudgetPermissions: budgetPermissions,
  };
}
