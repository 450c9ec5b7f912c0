import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import {
  AMOUNT_MINOR_MAX,
  type Day,
  encode,
  type Id,
  type Instant,
  isRejection,
  parsePeriod,
  type Rejection,
  reject,
} from '@hubgraph/kernel';
import { exponentOf, isResourceCode, STANDARD_CHART, typeOfPath } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';
import type { Resource } from '../resources/domain.ts';
import { type BudgetLine, firstOverlap, isWithin, type PlacedLine } from './lines.ts';

/** Says what is to come in and to be spent in a period. */
export interface PlanBudget extends Command {
  readonly type: 'PlanBudget';
  readonly budget: Id;
  readonly name: TextRef;
  readonly from: Day;
  /** The day after the last one. */
  readonly to: Day;
  /** The budget that it is a part of. */
  readonly parent?: Id;
  /** The team whose budget it is. */
  readonly team?: Id;
  readonly lines: readonly BudgetLine[];
}
/** A new version: all lines anew, with a reason. */
export interface ReviseBudget extends Command {
  readonly type: 'ReviseBudget';
  readonly budget: Id;
  readonly lines: readonly BudgetLine[];
  readonly reason: TextRef;
}
/** The budget is in no sum any more; what it said stays readable. */
export interface WithdrawBudget extends Command {
  readonly type: 'WithdrawBudget';
  readonly budget: Id;
  readonly reason: TextRef;
}

export interface BudgetPlanned extends Event {
  readonly type: 'BudgetPlanned';
  readonly budget: Id;
  readonly name: TextRef;
  readonly from: Day;
  readonly to: Day;
  readonly parent?: Id;
  /** The uppermost of the budgets that it is a part of; itself where it is of none. */
  readonly root: Id;
  readonly team?: Id;
  readonly lines: readonly BudgetLine[];
}
export interface BudgetRevised extends Event {
  readonly type: 'BudgetRevised';
  readonly budget: Id;
  /** From 2 on. */
  readonly version: number;
  readonly lines: readonly BudgetLine[];
  readonly reason: TextRef;
}
export interface BudgetWithdrawn extends Event {
  readonly type: 'BudgetWithdrawn';
  readonly budget: Id;
  readonly reason: TextRef;
}
export type BudgetEvent = BudgetPlanned | BudgetRevised | BudgetWithdrawn;

/** What a budget said from one moment on. */
export interface BudgetVersion {
  /** From 1 on. */
  readonly version: number;
  readonly lines: readonly BudgetLine[];
  /** Absent in the first one. */
  readonly reason?: TextRef;
  readonly at: Instant;
  readonly by: string;
}

/** `PLANNED` → `WITHDRAWN`. Versions are kept, the newest last. */
export interface BudgetState extends Omit<BudgetPlanned, 'type' | 'budget' | 'lines'> {
  readonly id: Id;
  readonly status: 'PLANNED' | 'WITHDRAWN';
  readonly versions: readonly BudgetVersion[];
  readonly withdrawal?: { readonly reason: TextRef; readonly at: Instant };
}

/** In order of precedence. */
export type BudgetRejectionCode =
  | 'budget-is-unknown'
  | 'budget-is-withdrawn'
  | 'budget-has-parts'
  | 'day-is-malformed'
  | 'period-is-empty'
  | 'period-is-closed'
  | 'parent-budget-is-unknown'
  | 'parent-budget-is-withdrawn'
  | 'budget-exceeds-period-of-parent'
  | 'budget-has-too-many-parts'
  | 'dimension-is-malformed'
  | 'budget-lines-are-none'
  | 'budget-lines-are-too-many'
  | 'budget-line-code-is-malformed'
  | 'budget-line-code-is-repeated'
  | 'amount-is-not-positive'
  | 'amount-is-too-large'
  | 'currency-is-unknown'
  | 'resource-is-unknown'
  | 'account-path-is-malformed'
  | 'account-is-not-income-or-spending'
  | 'account-is-too-wide'
  | 'account-is-unknown'
  | 'account-has-another-currency'
  | 'fund-is-unknown'
  | 'cost-class-does-not-match-account'
  | 'budget-is-unchanged'
  | 'budget-lines-overlap';

/** What deciding on lines looks up. */
export interface LinesState {
  /** In which commodities there are accounts at a path and below it. */
  readonly commodities: ReadonlyMap<string, ReadonlySet<string>>;
  readonly funds: ReadonlySet<Id>;
  readonly resources: ReadonlyMap<string, Resource>;
  /** The lines of all other budgets of the node that count and share days. */
  readonly others: readonly PlacedLine[];
  /** The first day that is open; undefined while no period has been closed. */
  readonly closedBefore: Day | undefined;
}
export interface PlanState extends LinesState {
  readonly parent: BudgetState | undefined;
  /** How many budgets there are below the root that the parent has. */
  readonly partsOfRoot: number;
}
export interface ReviseState extends LinesState {
  readonly budget: BudgetState | undefined;
}
export interface WithdrawState {
  readonly budget: BudgetState | undefined;
  /** How many budgets that count are parts of it. */
  readonly parts: number;
}

/** The most lines of one budget. */
export const BUDGET_LINES_MAX = 200;
/** The most budgets below one root. */
export const BUDGET_PARTS_MAX = 100;

const CODE = /^[a-z][a-z0-9-]{0,39}$/;
const TOKEN = /^[a-zA-Z0-9][a-zA-Z0-9:._/-]{0,127}$/;

export function decidePlanBudget(
  { budget, name, from, to, parent: parentId, team, lines }: PlanBudget,
  state: PlanState,
): BudgetPlanned[] | Rejection<BudgetRejectionCode> {
  const period = parsePeriod(from, to);
  if (isRejection(period)) return period;
  const { parent, closedBefore } = state;
  const refusal =
    checkOpen(period.to, closedBefore) ?? (parentId === undefined ? undefined : checkParent(parentId, period, state));
  if (refusal !== undefined) return refusal;
  if (team !== undefined && !TOKEN.test(team)) return malformed('team');
  const wrong = checkLines(lines, { budget, ...period }, state);
  if (wrong !== undefined) return wrong;
  const place = {
    ...(parentId === undefined ? {} : { parent: parentId }),
    root: parent?.root ?? budget,
    ...(team === undefined ? {} : { team }),
  };
  return [{ type: 'BudgetPlanned', budget, name, ...period, ...place, lines }];
}

export function decideReviseBudget(
  { budget: id, lines, reason }: ReviseBudget,
  state: ReviseState,
): BudgetRevised[] | Rejection<BudgetRejectionCode> {
  const budget = unlessPlanned(id, state.budget);
  if (isRejection(budget)) return budget;
  const refusal = checkOpen(budget.to, state.closedBefore) ?? checkForm(lines, state);
  if (refusal !== undefined) return refusal;
  if (encode(lines) === encode(newestOf(budget).lines)) {
    return reject('budget-is-unchanged', 'These are the lines that it has; say what is to be another.');
  }
  const wrong = checkOverlap(lines, budget, budget.id, state);
  if (wrong !== undefined) return wrong;
  return [{ type: 'BudgetRevised', budget: id, version: newestOf(budget).version + 1, lines, reason }];
}

export function decideWithdrawBudget(
  { budget: id, reason }: WithdrawBudget,
  { budget: found, parts }: WithdrawState,
): BudgetWithdrawn[] | Rejection<BudgetRejectionCode> {
  const budget = unlessPlanned(id, found);
  if (isRejection(budget)) return budget;
  if (parts > 0) {
    return reject('budget-has-parts', `${parts} budgets are parts of it; withdraw those first.`);
  }
  return [{ type: 'BudgetWithdrawn', budget: id, reason }];
}

/** What the budget says now. */
export function newestOf({ versions }: BudgetState): BudgetVersion {
  return versions[versions.length - 1] as BudgetVersion;
}

/** The lines that a budget has now, with the days on which they count. */
export function placedLines(budget: BudgetState): PlacedLine[] {
  const { id, from, to } = budget;
  return newestOf(budget).lines.map((line) => ({ line, budget: id, from, to }));
}

function unlessPlanned(id: Id, budget: BudgetState | undefined): BudgetState | Rejection<BudgetRejectionCode> {
  if (budget === undefined) return reject('budget-is-unknown', `There is no budget ${id.slice(0, 80)}.`);
  if (budget.status === 'PLANNED') return budget;
  return reject('budget-is-withdrawn', 'The budget was withdrawn and stays so; plan another one.');
}

/** What is over and closed is not planned any more. */
function checkOpen(to: Day, closedBefore: Day | undefined): Rejection<BudgetRejectionCode> | undefined {
  if (closedBefore === undefined || to > closedBefore) return undefined;
  return reject(
    'period-is-closed',
    `All days before ${closedBefore} are closed; a plan for them says nothing any more.`,
  );
}

function checkParent(
  id: Id,
  { from, to }: { readonly from: Day; readonly to: Day },
  { parent, partsOfRoot }: PlanState,
): Rejection<BudgetRejectionCode> | undefined {
  if (parent === undefined) return reject('parent-budget-is-unknown', `There is no budget ${id.slice(0, 80)}.`);
  if (parent.status !== 'PLANNED') {
    return reject('parent-budget-is-withdrawn', 'The budget that it would be a part of was withdrawn.');
  }
  if (from < parent.from || to > parent.to) {
    return reject(
      'budget-exceeds-period-of-parent',
      `The budget that it is a part of is for the days from ${parent.from} on and before ${parent.to}.`,
    );
  }
  if (partsOfRoot >= BUDGET_PARTS_MAX) {
    return reject('budget-has-too-many-parts', `At most ${BUDGET_PARTS_MAX} budgets are added up in one.`);
  }
  return undefined;
}

function checkLines(
  lines: readonly BudgetLine[],
  place: { readonly budget: Id; readonly from: Day; readonly to: Day },
  state: LinesState,
): Rejection<BudgetRejectionCode> | undefined {
  return checkForm(lines, state) ?? checkOverlap(lines, place, place.budget, state);
}

function checkForm(lines: readonly BudgetLine[], state: LinesState): Rejection<BudgetRejectionCode> | undefined {
  if (lines.length === 0) return reject('budget-lines-are-none', 'Say what is to come in or to be spent.');
  if (lines.length > BUDGET_LINES_MAX) {
    return reject('budget-lines-are-too-many', `A budget has at most ${BUDGET_LINES_MAX} lines.`);
  }
  for (const rule of LINE_RULES) {
    for (const [n, line] of lines.entries()) {
      const refusal = rule(line, state, lines.slice(0, n));
      if (refusal !== undefined) return refusal;
    }
  }
  return undefined;
}

type LineRule = (
  line: BudgetLine,
  state: LinesState,
  before: readonly BudgetLine[],
) => Rejection<BudgetRejectionCode> | undefined;

/** One for each refusal, in precedence order. */
const LINE_RULES: readonly LineRule[] = [
  ({ code }) =>
    CODE.test(code)
      ? undefined
      : reject(
          'budget-line-code-is-malformed',
          'A line has 1 to 40 small letters, digits and hyphens as its code, as travel.',
        ),
  ({ code }, _, before) =>
    before.some((one) => one.code === code)
      ? reject('budget-line-code-is-repeated', `Two lines are called ${code}.`)
      : undefined,
  ({ code, amountMinor }) =>
    amountMinor > 0n
      ? undefined
      : reject(
          'amount-is-not-positive',
          `The line ${code} plans nothing; what comes in and what is spent is above zero.`,
        ),
  ({ code, amountMinor }) =>
    amountMinor > AMOUNT_MINOR_MAX
      ? reject('amount-is-too-large', `The line ${code} plans more than one posting may hold.`)
      : undefined,
  ({ currency }, { resources }) => {
    if (exponentOf(currency, { resource: (code) => resources.get(code) }) !== undefined) return undefined;
    if (isResourceCode(currency)) {
      return reject('resource-is-unknown', `There is no resource ${currency}; declare it first.`);
    }
    return reject('currency-is-unknown', `"${currency.slice(0, 10)}" is not a currency of ISO 4217.`);
  },
  ({ account }) =>
    typeOfPath(account) === undefined
      ? reject(
          'account-path-is-malformed',
          `"${account.slice(0, 80)}" is not an account; accounts look like expenses:grants.`,
        )
      : undefined,
  ({ account }) =>
    isFlow(account)
      ? undefined
      : reject('account-is-not-income-or-spending', `${account} is neither income nor spending, which budgets are of.`),
  ({ account }) =>
    account.includes(':')
      ? undefined
      : reject(
          'account-is-too-wide',
          `Plan for a class of ${account}, as expenses:grants: what moves inside the movement is told apart.`,
        ),
  ({ account }, { commodities }) =>
    isInChart(account) || commodities.has(account)
      ? undefined
      : reject('account-is-unknown', `There is no account ${account.slice(0, 80)}; open it first.`),
  ({ account, currency }, { commodities }) => {
    if (isInChart(account) || commodities.get(account)?.has(currency)) return undefined;
    const known = [...(commodities.get(account) ?? [])].join(', ');
    return reject('account-has-another-currency', `${account} is kept in ${known}, not in ${currency}; open it first.`);
  },
  ({ fund }, { funds }) =>
    fund === undefined || funds.has(fund)
      ? undefined
      : reject('fund-is-unknown', `There is no fund ${fund.slice(0, 80)}.`),
  ({ purpose = 'none', project = 'none', team = 'none' }) => {
    const bad = Object.entries({ purpose, project, team }).find(([, value]) => !TOKEN.test(value));
    return bad === undefined ? undefined : malformed(bad[0]);
  },
  ({ account, costClass }) =>
    costClass !== undefined && typeOfPath(account) !== 'EXPENSE'
      ? reject('cost-class-does-not-match-account', `${account} is no expense, so it has no class of cost.`)
      : undefined,
];

function malformed(what: string): Rejection<BudgetRejectionCode> {
  return reject('dimension-is-malformed', `The ${what} is an id or code, without spaces.`);
}

function isFlow(account: string): boolean {
  const type = typeOfPath(account);
  return type === 'INCOME' || type === 'EXPENSE';
}

/** Accounts of the standard chart are opened when they are first needed, in any currency. */
function isInChart(account: string): boolean {
  return STANDARD_CHART.some(({ path }) => isWithin(path, account));
}

/** An actual that two lines count would be twice in every sum of the two, so no two lines of a node may. */
function checkOverlap(
  lines: readonly BudgetLine[],
  { from, to }: { readonly from: Day; readonly to: Day },
  budget: Id,
  { others }: LinesState,
): Rejection<BudgetRejectionCode> | undefined {
  const placed = lines.map((line) => ({ line, budget, from, to }));
  const [line, other] = firstOverlap(
    placed,
    others.filter((one) => one.budget !== budget),
  ) ?? [undefined, undefined];
  if (line === undefined || other === undefined) return undefined;
  const where = other.budget === budget ? 'it' : `the budget ${other.budget}`;
  return reject(
    'budget-lines-overlap',
    `What the line ${line.line.code} counts, ${other.line.code} of ${where} could count too: tell them apart by account, fund, purpose, project, team or days.`,
  );
}

export const budget = defineEntity<BudgetState, BudgetEvent>({
  kind: 'budget',
  concerns: (event) => (isBudgetEvent(event) ? [event.budget] : []),
  evolve(state, { event, at, by }) {
    if (event.type === 'BudgetPlanned') {
      const { type: _, budget: id, lines, ...facts } = event;
      return { ...facts, id, status: 'PLANNED', versions: [{ version: 1, lines, at, by }] };
    }
    const before = state as BudgetState;
    if (event.type === 'BudgetWithdrawn') {
      return { ...before, status: 'WITHDRAWN', withdrawal: { reason: event.reason, at } };
    }
    const { version, lines, reason } = event;
    return { ...before, versions: [...before.versions, { version, lines, reason, at, by }] };
  },
});

export function isBudgetEvent({ type }: Event): boolean {
  return type === 'BudgetPlanned' || type === 'BudgetRevised' || type === 'BudgetWithdrawn';
}
