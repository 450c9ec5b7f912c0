// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Whether a budget counts. */
export type BudgetStatus =
  /** It counts. */
  | 'PLANNED'
  /** It was withdrawn: it is in no sum, and stays readable. */
  | 'WITHDRAWN';

/** What sort of cost an expense is. */
export type CostClass =
  /** What the movement is there for. */
  | 'PROGRAMME'
  /** Its own people. */
  | 'STAFF'
  /** Councils, committees, elections, audit. */
  | 'OVERSIGHT'
  /** Those who lead the staff. */
  | 'SENIOR_MANAGEMENT';

/** Who is at the other end of income or spending. */
export type Counterparty =
  /** Anybody outside the movement: donors, readers, grant makers. */
  | 'PUBLIC'
  /** A team, or a person who acts for one. */
  | 'TEAM'
  /** Whoever is paid for goods or services. */
  | 'SUPPLIER'
  /** The entity's own people. */
  | 'STAFF'
  /** Another legal entity of the movement; left out of consolidated totals. */
  | 'MOVEMENT';

/** Whether money came in or was spent. */
export type FinanceKind =
  /** What came in; positive. */
  | 'INCOME'
  /** What was spent; positive. */
  | 'EXPENSE';

export type HubBudgetsQueryVariables = Exact<{
  hub: string;
  after?: string | null | undefined;
}>;


export type HubBudgetsQuery = { readonly hub: { readonly id: string, readonly books: { readonly budgets: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly status: BudgetStatus, readonly from: string, readonly to: string, readonly rollUp: { readonly sums: ReadonlyArray<{ readonly kind: FinanceKind, readonly currency: string, readonly planned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly actual: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly pending: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly remaining: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null }> } | null } | null } | null };

export type SupportBudgetsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type SupportBudgetsQuery = { readonly supportBooks: { readonly budgets: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly status: BudgetStatus, readonly from: string, readonly to: string, readonly rollUp: { readonly sums: ReadonlyArray<{ readonly kind: FinanceKind, readonly currency: string, readonly planned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly actual: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly pending: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly remaining: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null }> } | null } | null };

export type HubBudgetQueryVariables = Exact<{
  budget: string;
  line?: string | null | undefined;
  opensLine: boolean;
  after?: string | null | undefined;
}>;


export type HubBudgetQuery = { readonly budget: { readonly id: string, readonly name: string | null, readonly status: BudgetStatus, readonly from: string, readonly to: string, readonly team: string | null, readonly version: number, readonly withdrawnBecause: string | null, readonly parent: { readonly id: string, readonly name: string | null } | null, readonly lines: ReadonlyArray<{ readonly code: string, readonly kind: FinanceKind, readonly account: string, readonly purpose: string | null, readonly project: string | null, readonly costClass: CostClass | null, readonly usedBasisPoints: number | null, readonly planned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly actual: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly pending: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly remaining: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> | null, readonly opened?: ReadonlyArray<{ readonly code: string, readonly postings: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly kind: FinanceKind, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly reversedBy: string | null }, readonly posting: { readonly account: string, readonly counterparty: Counterparty | null, readonly purpose: string | null, readonly spentIn: string | null, readonly decidedIn: string | null, readonly allowedBy: string | null } }> } | null }> | null, readonly versions: ReadonlyArray<{ readonly version: number, readonly at: string, readonly reason: string | null, readonly by: { readonly id: string, readonly name: string | null } }> | null, readonly rollUp: { readonly asOf: { readonly seq: number, readonly at: string }, readonly sums: ReadonlyArray<{ readonly kind: FinanceKind, readonly currency: string, readonly planned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly actual: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly pending: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly remaining: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly includes: ReadonlyArray<{ readonly budget: string, readonly name: string | null, readonly lines: ReadonlyArray<string> }>, readonly withdrawn: ReadonlyArray<{ readonly budget: string, readonly name: string | null, readonly lines: ReadonlyArray<string> }>, readonly notPlanned: ReadonlyArray<{ readonly kind: FinanceKind, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null } | null };

export type SupportBudgetQueryVariables = Exact<{
  budget: string;
  line?: string | null | undefined;
  opensLine: boolean;
  after?: string | null | undefined;
}>;


export type SupportBudgetQuery = { readonly budget: { readonly id: string, readonly name: string | null, readonly status: BudgetStatus, readonly from: string, readonly to: string, readonly team: string | null, readonly version: number, readonly withdrawnBecause: string | null, readonly parent: { readonly id: string, readonly name: string | null } | null, readonly lines: ReadonlyArray<{ readonly code: string, readonly kind: FinanceKind, readonly account: string, readonly purpose: string | null, readonly project: string | null, readonly costClass: CostClass | null, readonly usedBasisPoints: number | null, readonly planned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly actual: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly pending: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly remaining: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> | null, readonly opened?: ReadonlyArray<{ readonly code: string, readonly postings: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly kind: FinanceKind, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly reversedBy: string | null }, readonly posting: { readonly account: string, readonly counterparty: Counterparty | null, readonly purpose: string | null, readonly spentIn: string | null, readonly decidedIn: string | null, readonly allowedBy: string | null } }> } | null }> | null, readonly versions: ReadonlyArray<{ readonly version: number, readonly at: string, readonly reason: string | null, readonly by: { readonly id: string, readonly name: string | null } }> | null, readonly rollUp: { readonly asOf: { readonly seq: number, readonly at: string }, readonly sums: ReadonlyArray<{ readonly kind: FinanceKind, readonly currency: string, readonly planned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly actual: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly pending: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly remaining: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly includes: ReadonlyArray<{ readonly budget: string, readonly name: string | null, readonly lines: ReadonlyArray<string> }>, readonly withdrawn: ReadonlyArray<{ readonly budget: string, readonly name: string | null, readonly lines: ReadonlyArray<string> }>, readonly notPlanned: ReadonlyArray<{ readonly kind: FinanceKind, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null } | null };

export type BudgetListFragment = { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly status: BudgetStatus, readonly from: string, readonly to: string, readonly rollUp: { readonly sums: ReadonlyArray<{ readonly kind: FinanceKind, readonly currency: string, readonly planned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly actual: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly pending: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly remaining: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null }> };

export type PlanAndActualFragment = { readonly kind: FinanceKind, readonly currency: string, readonly planned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly actual: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly pending: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly remaining: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } };

export type WholeBudgetFragment = { readonly id: string, readonly name: string | null, readonly status: BudgetStatus, readonly from: string, readonly to: string, readonly team: string | null, readonly version: number, readonly withdrawnBecause: string | null, readonly parent: { readonly id: string, readonly name: string | null } | null, readonly lines: ReadonlyArray<{ readonly code: string, readonly kind: FinanceKind, readonly account: string, readonly purpose: string | null, readonly project: string | null, readonly costClass: CostClass | null, readonly usedBasisPoints: number | null, readonly planned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly actual: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly pending: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly remaining: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> | null, readonly opened?: ReadonlyArray<{ readonly code: string, readonly postings: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly kind: FinanceKind, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly reversedBy: string | null }, readonly posting: { readonly account: string, readonly counterparty: Counterparty | null, readonly purpose: string | null, readonly spentIn: string | null, readonly decidedIn: string | null, readonly allowedBy: string | null } }> } | null }> | null, readonly versions: ReadonlyArray<{ readonly version: number, readonly at: string, readonly reason: string | null, readonly by: { readonly id: string, readonly name: string | null } }> | null, readonly rollUp: { readonly asOf: { readonly seq: number, readonly at: string }, readonly sums: ReadonlyArray<{ readonly kind: FinanceKind, readonly currency: string, readonly planned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly actual: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly pending: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly remaining: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly includes: ReadonlyArray<{ readonly budget: string, readonly name: string | null, readonly lines: ReadonlyArray<string> }>, readonly withdrawn: ReadonlyArray<{ readonly budget: string, readonly name: string | null, readonly lines: ReadonlyArray<string> }>, readonly notPlanned: ReadonlyArray<{ readonly kind: FinanceKind, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const HubBudgets: Operation<HubBudgetsQuery, HubBudgetsQueryVariables> = {
  name: 'HubBudgets',
  text: "query HubBudgets($hub: ID!, $after: String) {\n  hub(id: $hub) {\n    id\n    books {\n      budgets(first: 20, after: $after) {\n        ...BudgetList\n      }\n    }\n  }\n}\nfragment BudgetList on BudgetConnection {\n  totalCount\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    id\n    name\n    status\n    from\n    to\n    rollUp {\n      sums {\n        ...PlanAndActual\n      }\n    }\n  }\n}\nfragment PlanAndActual on BudgetSum {\n  kind\n  currency\n  planned {\n    ...Amount\n  }\n  actual {\n    ...Amount\n  }\n  pending {\n    ...Amount\n  }\n  remaining {\n    ...Amount\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};

export const SupportBudgets: Operation<SupportBudgetsQuery, SupportBudgetsQueryVariables> = {
  name: 'SupportBudgets',
  text: "query SupportBudgets($after: String) {\n  supportBooks {\n    budgets(first: 20, after: $after) {\n      ...BudgetList\n    }\n  }\n}\nfragment BudgetList on BudgetConnection {\n  totalCount\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    id\n    name\n    status\n    from\n    to\n    rollUp {\n      sums {\n        ...PlanAndActual\n      }\n    }\n  }\n}\nfragment PlanAndActual on BudgetSum {\n  kind\n  currency\n  planned {\n    ...Amount\n  }\n  actual {\n    ...Amount\n  }\n  pending {\n    ...Amount\n  }\n  remaining {\n    ...Amount\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};

export const HubBudget: Operation<HubBudgetQuery, HubBudgetQueryVariables> = {
  name: 'HubBudget',
  text: "query HubBudget($budget: ID!, $line: String, $opensLine: Boolean!, $after: String) {\n  budget(id: $budget) {\n    ...WholeBudget\n  }\n}\nfragment WholeBudget on Budget {\n  id\n  name\n  status\n  from\n  to\n  team\n  version\n  withdrawnBecause\n  parent {\n    id\n    name\n  }\n  lines {\n    code\n    kind\n    account\n    purpose\n    project\n    costClass\n    planned {\n      ...Amount\n    }\n    actual {\n      ...Amount\n    }\n    pending {\n      ...Amount\n    }\n    remaining {\n      ...Amount\n    }\n    usedBasisPoints\n  }\n  opened: lines(code: $line) @include(if: $opensLine) {\n    code\n    postings(first: 50, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        kind\n        amount {\n          ...Amount\n        }\n        entry {\n          id\n          kind\n          effectiveDay\n          reversedBy\n        }\n        posting {\n          account\n          counterparty\n          purpose\n          spentIn\n          decidedIn\n          allowedBy\n        }\n      }\n    }\n  }\n  versions {\n    version\n    at\n    by {\n      id\n      name\n    }\n    reason\n  }\n  rollUp {\n    asOf {\n      seq\n      at\n    }\n    sums {\n      ...PlanAndActual\n    }\n    includes {\n      budget\n      name\n      lines\n    }\n    withdrawn {\n      budget\n      name\n      lines\n    }\n    notPlanned {\n      kind\n      amount {\n        ...Amount\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment PlanAndActual on BudgetSum {\n  kind\n  currency\n  planned {\n    ...Amount\n  }\n  actual {\n    ...Amount\n  }\n  pending {\n    ...Amount\n  }\n  remaining {\n    ...Amount\n  }\n}",
};

export const SupportBudget: Operation<SupportBudgetQuery, SupportBudgetQueryVariables> = {
  name: 'SupportBudget',
  text: "query SupportBudget($budget: ID!, $line: String, $opensLine: Boolean!, $after: String) {\n  budget: supportBudget(id: $budget) {\n    ...WholeBudget\n  }\n}\nfragment WholeBudget on Budget {\n  id\n  name\n  status\n  from\n  to\n  team\n  version\n  withdrawnBecause\n  parent {\n    id\n    name\n  }\n  lines {\n    code\n    kind\n    account\n    purpose\n    project\n    costClass\n    planned {\n      ...Amount\n    }\n    actual {\n      ...Amount\n    }\n    pending {\n      ...Amount\n    }\n    remaining {\n      ...Amount\n    }\n    usedBasisPoints\n  }\n  opened: lines(code: $line) @include(if: $opensLine) {\n    code\n    postings(first: 50, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        kind\n        amount {\n          ...Amount\n        }\n        entry {\n          id\n          kind\n          effectiveDay\n          reversedBy\n        }\n        posting {\n          account\n          counterparty\n          purpose\n          spentIn\n          decidedIn\n          allowedBy\n        }\n      }\n    }\n  }\n  versions {\n    version\n    at\n    by {\n      id\n      name\n    }\n    reason\n  }\n  rollUp {\n    asOf {\n      seq\n      at\n    }\n    sums {\n      ...PlanAndActual\n    }\n    includes {\n      budget\n      name\n      lines\n    }\n    withdrawn {\n      budget\n      name\n      lines\n    }\n    notPlanned {\n      kind\n      amount {\n        ...Amount\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment PlanAndActual on BudgetSum {\n  kind\n  currency\n  planned {\n    ...Amount\n  }\n  actual {\n    ...Amount\n  }\n  pending {\n    ...Amount\n  }\n  remaining {\n    ...Amount\n  }\n}",
};
