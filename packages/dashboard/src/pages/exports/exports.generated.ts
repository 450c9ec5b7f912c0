// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What the fund committee may decide. */
export type ApplicationOutcome =
  /** Grants it, in whole or in part, and reserves the money. */
  | 'AWARD'
  /** Grants nothing. */
  | 'DECLINE';

/** Where an application stands. */
export type ApplicationStatus =
  /** The fund committee has not decided yet. */
  | 'OPEN'
  /** Granted, in whole or in part. */
  | 'AWARDED'
  /** Nothing was granted. */
  | 'DECLINED';

/** Where an award stands. */
export type AwardStatus =
  /** What is unpaid of it is reserved in its funds. */
  | 'OPEN'
  /** Nothing more is paid from it; what was unpaid is free again. */
  | 'CLOSED';

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

/** Where an entry stands. Only a pending one can still change. */
export type JournalEntryStatus =
  /** Its amounts are reserved. */
  | 'PENDING'
  /** Its amounts count. */
  | 'POSTED'
  /** Released by a decision. */
  | 'VOIDED'
  /** Released by time. */
  | 'EXPIRED';

export type ExportHeadQueryVariables = Exact<{
  hub: string;
}>;


export type ExportHeadQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly books: { readonly entries: { readonly totalCount: number } } | null } | null, readonly applications: { readonly totalCount: number } | null };

export type ExportEntriesQueryVariables = Exact<{
  hub: string;
  after?: string | null | undefined;
}>;


export type ExportEntriesQuery = { readonly hub: { readonly id: string, readonly books: { readonly entries: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly status: JournalEntryStatus, readonly seq: number, readonly recordedAt: string, readonly reverses: string | null, readonly reversedBy: string | null, readonly recordedBy: { readonly id: string }, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }>, readonly postings: ReadonlyArray<{ readonly account: string, readonly fund: string, readonly counterparty: Counterparty | null, readonly purpose: string | null, readonly spentIn: string | null, readonly decidedIn: string | null, readonly team: string | null, readonly allowedBy: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }> } } | null } | null };

export type ExportAccountsQueryVariables = Exact<{
  hub: string;
  after?: string | null | undefined;
}>;


export type ExportAccountsQuery = { readonly hub: { readonly id: string, readonly books: { readonly accounts: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly path: string, readonly currency: string, readonly balance: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } } | null } | null };

export type ExportApplicationsQueryVariables = Exact<{
  hub: string;
  status?: ApplicationStatus | null | undefined;
  after?: string | null | undefined;
}>;


export type ExportApplicationsQuery = { readonly applications: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly plan: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly status: ApplicationStatus | null, readonly appliedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly decision: { readonly outcome: ApplicationOutcome, readonly reason: string | null, readonly decidedAt: string } | null, readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null } | null }> } | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const ExportHead: Operation<ExportHeadQuery, ExportHeadQueryVariables> = {
  name: 'ExportHead',
  text: "query ExportHead($hub: ID!) {\n  hub(id: $hub) {\n    id\n    name\n    books {\n      entries(first: 1) {\n        totalCount\n      }\n    }\n  }\n  applications(hub: $hub, first: 1) {\n    totalCount\n  }\n}",
};

export const ExportEntries: Operation<ExportEntriesQuery, ExportEntriesQueryVariables> = {
  name: 'ExportEntries',
  text: "query ExportEntries($hub: ID!, $after: String) {\n  hub(id: $hub) {\n    id\n    books {\n      entries(first: 100, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          id\n          kind\n          effectiveDay\n          status\n          seq\n          recordedAt\n          recordedBy {\n            id\n          }\n          reverses\n          reversedBy\n          cites {\n            name\n            value\n          }\n          postings {\n            account\n            fund\n            amount {\n              ...Amount\n            }\n            counterparty\n            purpose\n            spentIn\n            decidedIn\n            team\n            allowedBy\n          }\n        }\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};

export const ExportAccounts: Operation<ExportAccountsQuery, ExportAccountsQueryVariables> = {
  name: 'ExportAccounts',
  text: "query ExportAccounts($hub: ID!, $after: String) {\n  hub(id: $hub) {\n    id\n    books {\n      accounts(first: 100, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          path\n          currency\n          balance {\n            ...Amount\n          }\n        }\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};

export const ExportApplications: Operation<ExportApplicationsQuery, ExportApplicationsQueryVariables> = {
  name: 'ExportApplications',
  text: "query ExportApplications($hub: ID!, $status: ApplicationStatus, $after: String) {\n  applications(hub: $hub, status: $status, first: 100, after: $after) {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      title\n      plan\n      purpose\n      spentIn\n      status\n      appliedAt\n      amount {\n        ...Amount\n      }\n      team {\n        id\n        name\n      }\n      decision {\n        outcome\n        reason\n        decidedAt\n      }\n      award {\n        id\n        status\n        amount {\n          ...Amount\n        }\n        paid {\n          ...Amount\n        }\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};
