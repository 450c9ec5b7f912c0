// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

/** Which expenses to list; what is left out does not matter. */
export type ExpenseFilter = {
  /** How far they have come. */
  readonly status?: ExpenseStatus | null | undefined;
  /** What they are. */
  readonly kind?: ExpenseKind | null | undefined;
  /** The team that they are for; those that are withheld are left out. */
  readonly team?: string | null | undefined;
  /** The fund that is to pay. */
  readonly fund?: string | null | undefined;
  /** Who is to be paid; those that are withheld are left out. */
  readonly payee?: string | null | undefined;
  /** Only those that who asks submitted. */
  readonly isMine?: boolean | null | undefined;
  /** Only those of which who asks is expected to do something now, the oldest first. */
  readonly waitsForMe?: boolean | null | undefined;
};

/** What was found when an expense was reviewed. */
export type ExpenseFinding =
  /** All is there that approving needs. */
  | 'COMPLETE'
  /** Something is missing. */
  | 'INCOMPLETE';

/** What an expense is. */
export type ExpenseKind =
  /** Somebody spent their own money and gets it back. */
  | 'REIMBURSEMENT'
  /** A bill of a supplier. */
  | 'INVOICE'
  /** Money before it is spent; cleared later by receipts and by what comes back. */
  | 'ADVANCE'
  /** A regular sum for somebody's work. */
  | 'STIPEND'
  /** For sitting in a meeting of a body of the hub. */
  | 'SITTING_ALLOWANCE';

/** How far an expense has come. */
export type ExpenseStatus =
  /** It waits to be reviewed. */
  | 'SUBMITTED'
  /** Something is missing; whoever submitted it edits it. */
  | 'INCOMPLETE'
  /** All is there; it waits for approvals. */
  | 'REVIEWED'
  /** As many approved as the rule says: it is owed, and waits to be paid. */
  | 'APPROVED'
  /** It was paid; receipts may be missing. */
  | 'PAID'
  /** It was paid, and there are receipts for all of it. */
  | 'RECEIPTED'
  /** It was refused, for a reason. */
  | 'REFUSED'
  /** Whoever submitted it took it back. */
  | 'WITHDRAWN';

/** What is done next with an expense. */
export type ExpenseStep =
  /** Whoever submitted it edits it. */
  | 'CORRECTION'
  /** Somebody looks whether all is there. */
  | 'REVIEW'
  /** Approvals are waited for. */
  | 'APPROVAL'
  /** It is to be paid. */
  | 'PAYMENT'
  /** Whoever submitted it gives receipts. */
  | 'RECEIPT'
  /** What was spent of an advance is to be booked by its receipts. */
  | 'CLEARING';

export type HubExpensesQueryVariables = Exact<{
  hub: string;
  where?: ExpenseFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type HubExpensesQuery = { readonly hub: { readonly id: string, readonly approvalRule: { readonly version: number, readonly setAt: string, readonly setBy: { readonly id: string, readonly name: string | null }, readonly tiers: ReadonlyArray<{ readonly currency: string, readonly upTo: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly approvals: ReadonlyArray<{ readonly role: string, readonly count: number }> }> } | null, readonly protectedCountries: { readonly countries: ReadonlyArray<string>, readonly setAt: string } | null, readonly expenses: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: ExpenseKind | null, readonly status: ExpenseStatus | null, readonly title: string | null, readonly isWithheld: boolean | null, readonly day: string | null, readonly spentIn: string | null, readonly purpose: string | null, readonly submittedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly next: { readonly step: ExpenseStep, readonly approvalsGiven: number, readonly approvalsNeeded: number | null } | null }> } | null } | null };

export type ExpenseQueryVariables = Exact<{
  id: string;
}>;


export type ExpenseQuery = { readonly expense: { readonly id: string, readonly kind: ExpenseKind | null, readonly status: ExpenseStatus | null, readonly title: string | null, readonly about: string | null, readonly purpose: string | null, readonly costClass: CostClass | null, readonly day: string | null, readonly spentIn: string | null, readonly isWithheld: boolean | null, readonly submittedAt: string | null, readonly entries: ReadonlyArray<string> | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly receipted: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly open: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly payee: { readonly id: string, readonly name: string | null, readonly isMe: boolean | null } | null, readonly submittedBy: { readonly id: string, readonly name: string | null } | null, readonly review: { readonly finding: ExpenseFinding, readonly note: string | null, readonly at: string, readonly by: { readonly id: string, readonly name: string | null } | null } | null, readonly approvals: ReadonlyArray<{ readonly roles: ReadonlyArray<string>, readonly at: string, readonly by: { readonly id: string, readonly name: string | null } | null }> | null, readonly refusal: { readonly reason: string | null, readonly at: string, readonly by: { readonly id: string, readonly name: string | null } | null } | null, readonly returnedPayment: { readonly reason: string | null, readonly at: string, readonly by: { readonly id: string, readonly name: string | null } | null } | null, readonly next: { readonly step: ExpenseStep, readonly roles: ReadonlyArray<string>, readonly approvalsGiven: number, readonly approvalsNeeded: number | null } | null, readonly receipts: ReadonlyArray<{ readonly id: string, readonly contentHash: string | null, readonly about: string | null, readonly attachedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly original: { readonly mediaType: string, readonly sizeBytes: number } | null, readonly copy: { readonly mediaType: string, readonly sizeBytes: number, readonly contentHash: string | null } | null }> | null, readonly permissions: { readonly edit: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly review: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly approve: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly approveForTeam: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly pay: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly attachReceipt: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly clearAdvance: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type RemarkFragment = { readonly reason: string | null, readonly at: string, readonly by: { readonly id: string, readonly name: string | null } | null };

export type RuleShownFragment = { readonly version: number, readonly setAt: string, readonly setBy: { readonly id: string, readonly name: string | null }, readonly tiers: ReadonlyArray<{ readonly currency: string, readonly upTo: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly approvals: ReadonlyArray<{ readonly role: string, readonly count: number }> }> };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export const HubExpenses: Operation<HubExpensesQuery, HubExpensesQueryVariables> = {
  name: 'HubExpenses',
  text: "query HubExpenses($hub: ID!, $where: ExpenseFilter, $first: Int!, $after: String) {\n  hub(id: $hub) {\n    id\n    approvalRule {\n      ...RuleShown\n    }\n    protectedCountries {\n      countries\n      setAt\n    }\n    expenses(where: $where, first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        kind\n        status\n        title\n        isWithheld\n        day\n        spentIn\n        purpose\n        submittedAt\n        amount {\n          ...Amount\n        }\n        team {\n          id\n          name\n        }\n        next {\n          step\n          approvalsGiven\n          approvalsNeeded\n        }\n      }\n    }\n  }\n}\nfragment RuleShown on ApprovalRule {\n  version\n  setAt\n  setBy {\n    ...Who\n  }\n  tiers {\n    currency\n    upTo {\n      ...Amount\n    }\n    approvals {\n      role\n      count\n    }\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};

export const Expense: Operation<ExpenseQuery, ExpenseQueryVariables> = {
  name: 'Expense',
  text: "query Expense($id: ID!) {\n  expense(id: $id) {\n    id\n    kind\n    status\n    title\n    about\n    purpose\n    costClass\n    day\n    spentIn\n    isWithheld\n    submittedAt\n    entries\n    amount {\n      ...Amount\n    }\n    receipted {\n      ...Amount\n    }\n    open {\n      ...Amount\n    }\n    fund {\n      id\n      code\n      name\n    }\n    team {\n      id\n      name\n    }\n    payee {\n      id\n      name\n      isMe\n    }\n    submittedBy {\n      ...Who\n    }\n    review {\n      finding\n      note\n      at\n      by {\n        ...Who\n      }\n    }\n    approvals {\n      roles\n      at\n      by {\n        ...Who\n      }\n    }\n    refusal {\n      ...Remark\n    }\n    returnedPayment {\n      ...Remark\n    }\n    next {\n      step\n      roles\n      approvalsGiven\n      approvalsNeeded\n    }\n    receipts {\n      id\n      contentHash\n      about\n      attachedAt\n      amount {\n        ...Amount\n      }\n      original {\n        mediaType\n        sizeBytes\n      }\n      copy {\n        mediaType\n        sizeBytes\n        contentHash\n      }\n    }\n    permissions {\n      edit {\n        ...May\n      }\n      review {\n        ...May\n      }\n      approve {\n        ...May\n      }\n      approveForTeam {\n        ...May\n      }\n      pay {\n        ...May\n      }\n      attachReceipt {\n        ...May\n      }\n      clearAdvance {\n        ...May\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment Remark on ExpenseRemark {\n  reason\n  at\n  by {\n    ...Who\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};
