// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** One line of a budget. */
export type BudgetLineInput = {
  /** 1 to 40 small letters, digits and hyphens, as travel; unique in the budget. */
  readonly code: string;
  /** A path below income or expenses, as expenses:services. It counts what is booked there and below. */
  readonly account: string;
  /** How much is to come in or to be spent, above zero; in a currency, or of a resource. */
  readonly amount: MoneyInput;
  /** Only what is of this fund. */
  readonly fund?: string | null | undefined;
  /** Only what is for this purpose; unknown: what says none. */
  readonly purpose?: string | null | undefined;
  /** Only what is of this project; unknown: what says none. */
  readonly project?: string | null | undefined;
  /** Only what is about this team; unknown: what says none. */
  readonly team?: string | null | undefined;
  /** Only this sort of cost. */
  readonly costClass?: CostClass | null | undefined;
};

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

/** Whether a fund takes entries. */
export type FundStatus =
  /** It takes entries. */
  | 'OPEN'
  /** It takes no more entries. */
  | 'CLOSED';

/** Whether an account takes postings. */
export type LedgerAccountStatus =
  /** It takes postings. */
  | 'OPEN'
  /** It keeps its history and stays closed. */
  | 'CLOSED';

/** An amount of money, as a client writes it. */
export type MoneyInput = {
  /** Decimal text, as 12.50; no grouping signs, not more places than the currency has. */
  readonly decimal: string;
  /** ISO 4217, as EUR. */
  readonly currency: string;
};

/** A budget to plan. */
export type PlanBudgetInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** What people call it, in up to 200 characters. */
  readonly name: string;
  /** The first day. */
  readonly from: string;
  /** The day after the last one: later than from. */
  readonly to: string;
  /** The id of the budget that it is a part of, whose days its own are in. */
  readonly parent?: string | null | undefined;
  /** The team whose budget it is. */
  readonly team?: string | null | undefined;
  /** 1 to 200 lines. No posting may count in two lines of a node. */
  readonly lines: ReadonlyArray<BudgetLineInput>;
};

/** A budget to plan. */
export type PlanSupportBudgetInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** What people call it, in up to 200 characters. */
  readonly name: string;
  /** The first day. */
  readonly from: string;
  /** The day after the last one: later than from. */
  readonly to: string;
  /** The id of the budget that it is a part of, whose days its own are in. */
  readonly parent?: string | null | undefined;
  /** The team whose budget it is. */
  readonly team?: string | null | undefined;
  /** 1 to 200 lines. No posting may count in two lines of a node. */
  readonly lines: ReadonlyArray<BudgetLineInput>;
};

/** A budget that is to say something else. */
export type ReviseBudgetInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the budget. */
  readonly budget: string;
  /** All its lines, as they are to be. */
  readonly lines: ReadonlyArray<BudgetLineInput>;
  /** Why, in up to 2,000 characters. */
  readonly reason: string;
};

/** A budget that is to say something else. */
export type ReviseSupportBudgetInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the budget. */
  readonly budget: string;
  /** All its lines, as they are to be. */
  readonly lines: ReadonlyArray<BudgetLineInput>;
  /** Why, in up to 2,000 characters. */
  readonly reason: string;
};

/** A budget that is to count no more. */
export type WithdrawBudgetInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the budget. */
  readonly budget: string;
  /** Why, in up to 2,000 characters. */
  readonly reason: string;
};

/** A budget that is to count no more. */
export type WithdrawSupportBudgetInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the budget. */
  readonly budget: string;
  /** Why, in up to 2,000 characters. */
  readonly reason: string;
};

export type BudgetsOfHubQueryVariables = Exact<{
  hub: string;
}>;


export type BudgetsOfHubQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly currency: string | null, readonly permissions: { readonly planBudget: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly books: { readonly accounts: { readonly nodes: ReadonlyArray<{ readonly path: string, readonly currency: string, readonly status: LedgerAccountStatus }> }, readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly status: FundStatus }> }, readonly budgets: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly status: BudgetStatus, readonly from: string, readonly to: string }> } | null } | null } | null, readonly teams: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null }> } | null };

export type BudgetsOfSupportQueryVariables = Exact<{ [key: string]: never; }>;


export type BudgetsOfSupportQuery = { readonly fundraisingPermissions: { readonly planBudget: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly supportBooks: { readonly accounts: { readonly nodes: ReadonlyArray<{ readonly path: string, readonly currency: string, readonly status: LedgerAccountStatus }> }, readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly status: FundStatus }> }, readonly budgets: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly status: BudgetStatus, readonly from: string, readonly to: string }> } | null } | null };

export type BudgetOfHubQueryVariables = Exact<{
  budget: string;
}>;


export type BudgetOfHubQuery = { readonly budget: { readonly id: string, readonly name: string | null, readonly from: string, readonly to: string, readonly version: number, readonly parent: { readonly id: string } | null, readonly lines: ReadonlyArray<{ readonly code: string, readonly account: string, readonly fund: string | null, readonly purpose: string | null, readonly project: string | null, readonly team: string | null, readonly costClass: CostClass | null, readonly planned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> | null, readonly permissions: { readonly revise: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly withdraw: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type BudgetOfSupportQueryVariables = Exact<{
  budget: string;
}>;


export type BudgetOfSupportQuery = { readonly budget: { readonly id: string, readonly name: string | null, readonly from: string, readonly to: string, readonly version: number, readonly parent: { readonly id: string } | null, readonly lines: ReadonlyArray<{ readonly code: string, readonly account: string, readonly fund: string | null, readonly purpose: string | null, readonly project: string | null, readonly team: string | null, readonly costClass: CostClass | null, readonly planned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> | null, readonly permissions: { readonly revise: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly withdraw: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type PlanBudgetMutationVariables = Exact<{
  input: PlanBudgetInput;
}>;


export type PlanBudgetMutation = { readonly done:
    | { readonly __typename: 'Budget', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type PlanSupportBudgetMutationVariables = Exact<{
  input: PlanSupportBudgetInput;
}>;


export type PlanSupportBudgetMutation = { readonly done:
    | { readonly __typename: 'Budget', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ReviseBudgetMutationVariables = Exact<{
  input: ReviseBudgetInput;
}>;


export type ReviseBudgetMutation = { readonly done:
    | { readonly __typename: 'Budget', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ReviseSupportBudgetMutationVariables = Exact<{
  input: ReviseSupportBudgetInput;
}>;


export type ReviseSupportBudgetMutation = { readonly done:
    | { readonly __typename: 'Budget', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type WithdrawBudgetMutationVariables = Exact<{
  input: WithdrawBudgetInput;
}>;


export type WithdrawBudgetMutation = { readonly done:
    | { readonly __typename: 'Budget', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type WithdrawSupportBudgetMutationVariables = Exact<{
  input: WithdrawSupportBudgetInput;
}>;


export type WithdrawSupportBudgetMutation = { readonly done:
    | { readonly __typename: 'Budget', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

type BudgetDone_Budget_Fragment = { readonly __typename: 'Budget', readonly id: string };

type BudgetDone_Refused_Fragment = { readonly __typename: 'Refused', readonly code: string, readonly message: string };

export type BudgetDoneFragment =
  | BudgetDone_Budget_Fragment
  | BudgetDone_Refused_Fragment
;

export type WhatToPlanFragment = { readonly accounts: { readonly nodes: ReadonlyArray<{ readonly path: string, readonly currency: string, readonly status: LedgerAccountStatus }> }, readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly status: FundStatus }> }, readonly budgets: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly status: BudgetStatus, readonly from: string, readonly to: string }> } | null };

export type BudgetToActFragment = { readonly id: string, readonly name: string | null, readonly from: string, readonly to: string, readonly version: number, readonly parent: { readonly id: string } | null, readonly lines: ReadonlyArray<{ readonly code: string, readonly account: string, readonly fund: string | null, readonly purpose: string | null, readonly project: string | null, readonly team: string | null, readonly costClass: CostClass | null, readonly planned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> | null, readonly permissions: { readonly revise: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly withdraw: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const BudgetsOfHub: Operation<BudgetsOfHubQuery, BudgetsOfHubQueryVariables> = {
  name: 'BudgetsOfHub',
  text: "query BudgetsOfHub($hub: ID!) {\n  hub(id: $hub) {\n    id\n    name\n    currency\n    permissions {\n      planBudget {\n        ...May\n      }\n    }\n    books {\n      ...WhatToPlan\n    }\n  }\n  teams(hub: $hub, first: 100) {\n    nodes {\n      id\n      name\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}\nfragment WhatToPlan on Books {\n  accounts(first: 100) {\n    nodes {\n      path\n      currency\n      status\n    }\n  }\n  funds(first: 100) {\n    nodes {\n      id\n      code\n      name\n      status\n    }\n  }\n  budgets(first: 100) {\n    nodes {\n      id\n      name\n      status\n      from\n      to\n    }\n  }\n}",
};

export const BudgetsOfSupport: Operation<BudgetsOfSupportQuery, BudgetsOfSupportQueryVariables> = {
  name: 'BudgetsOfSupport',
  text: "query BudgetsOfSupport {\n  fundraisingPermissions {\n    planBudget {\n      ...May\n    }\n  }\n  supportBooks {\n    ...WhatToPlan\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}\nfragment WhatToPlan on Books {\n  accounts(first: 100) {\n    nodes {\n      path\n      currency\n      status\n    }\n  }\n  funds(first: 100) {\n    nodes {\n      id\n      code\n      name\n      status\n    }\n  }\n  budgets(first: 100) {\n    nodes {\n      id\n      name\n      status\n      from\n      to\n    }\n  }\n}",
};

export const BudgetOfHub: Operation<BudgetOfHubQuery, BudgetOfHubQueryVariables> = {
  name: 'BudgetOfHub',
  text: "query BudgetOfHub($budget: ID!) {\n  budget(id: $budget) {\n    ...BudgetToAct\n  }\n}\nfragment BudgetToAct on Budget {\n  id\n  name\n  from\n  to\n  version\n  parent {\n    id\n  }\n  lines {\n    code\n    account\n    fund\n    purpose\n    project\n    team\n    costClass\n    planned {\n      ...Amount\n    }\n  }\n  permissions {\n    revise {\n      ...May\n    }\n    withdraw {\n      ...May\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const BudgetOfSupport: Operation<BudgetOfSupportQuery, BudgetOfSupportQueryVariables> = {
  name: 'BudgetOfSupport',
  text: "query BudgetOfSupport($budget: ID!) {\n  budget: supportBudget(id: $budget) {\n    ...BudgetToAct\n  }\n}\nfragment BudgetToAct on Budget {\n  id\n  name\n  from\n  to\n  version\n  parent {\n    id\n  }\n  lines {\n    code\n    account\n    fund\n    purpose\n    project\n    team\n    costClass\n    planned {\n      ...Amount\n    }\n  }\n  permissions {\n    revise {\n      ...May\n    }\n    withdraw {\n      ...May\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const PlanBudget: Operation<PlanBudgetMutation, PlanBudgetMutationVariables> = {
  name: 'PlanBudget',
  text: "mutation PlanBudget($input: PlanBudgetInput!) {\n  done: planBudget(input: $input) {\n    ...BudgetDone\n  }\n}\nfragment BudgetDone on BudgetResult {\n  __typename\n  ... on Budget {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const PlanSupportBudget: Operation<PlanSupportBudgetMutation, PlanSupportBudgetMutationVariables> = {
  name: 'PlanSupportBudget',
  text: "mutation PlanSupportBudget($input: PlanSupportBudgetInput!) {\n  done: planSupportBudget(input: $input) {\n    ...BudgetDone\n  }\n}\nfragment BudgetDone on BudgetResult {\n  __typename\n  ... on Budget {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ReviseBudget: Operation<ReviseBudgetMutation, ReviseBudgetMutationVariables> = {
  name: 'ReviseBudget',
  text: "mutation ReviseBudget($input: ReviseBudgetInput!) {\n  done: reviseBudget(input: $input) {\n    ...BudgetDone\n  }\n}\nfragment BudgetDone on BudgetResult {\n  __typename\n  ... on Budget {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ReviseSupportBudget: Operation<ReviseSupportBudgetMutation, ReviseSupportBudgetMutationVariables> = {
  name: 'ReviseSupportBudget',
  text: "mutation ReviseSupportBudget($input: ReviseSupportBudgetInput!) {\n  done: reviseSupportBudget(input: $input) {\n    ...BudgetDone\n  }\n}\nfragment BudgetDone on BudgetResult {\n  __typename\n  ... on Budget {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const WithdrawBudget: Operation<WithdrawBudgetMutation, WithdrawBudgetMutationVariables> = {
  name: 'WithdrawBudget',
  text: "mutation WithdrawBudget($input: WithdrawBudgetInput!) {\n  done: withdrawBudget(input: $input) {\n    ...BudgetDone\n  }\n}\nfragment BudgetDone on BudgetResult {\n  __typename\n  ... on Budget {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const WithdrawSupportBudget: Operation<WithdrawSupportBudgetMutation, WithdrawSupportBudgetMutationVariables> = {
  name: 'WithdrawSupportBudget',
  text: "mutation WithdrawSupportBudget($input: WithdrawSupportBudgetInput!) {\n  done: withdrawSupportBudget(input: $input) {\n    ...BudgetDone\n  }\n}\nfragment BudgetDone on BudgetResult {\n  __typename\n  ... on Budget {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
