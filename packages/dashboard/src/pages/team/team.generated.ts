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

/** Whether a learning can be read. */
export type LearningStatus =
  /** It can be read. */
  | 'SHARED'
  /** It was taken back, for a reason that can be read. */
  | 'WITHDRAWN';

/** Where a team stands with its hub. */
export type TeamStatus =
  /** Formed by volunteers. */
  | 'FORMED'
  /** Recognised by the hub: it has access to movement funds and support. */
  | 'RECOGNISED';

export type TeamQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type TeamQuery = { readonly team: { readonly id: string, readonly name: string | null, readonly charter: string | null, readonly status: TeamStatus | null, readonly formedAt: string | null, readonly recognisedAt: string | null, readonly formedBy: { readonly id: string, readonly name: string | null } | null, readonly recognisedBy: { readonly id: string, readonly name: string | null } | null, readonly coach: { readonly id: string, readonly name: string | null } | null, readonly hub: { readonly id: string, readonly name: string | null } | null, readonly applications: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly status: ApplicationStatus | null, readonly appliedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly decision: { readonly outcome: ApplicationOutcome, readonly reason: string | null, readonly decidedAt: string, readonly decidedBy: { readonly id: string, readonly name: string | null } } | null, readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null } | null }> } | null } | null };

export type LearningsBesideQueryVariables = Exact<{
  hub: string;
}>;


export type LearningsBesideQuery = { readonly hub: { readonly id: string, readonly learnings: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: LearningStatus | null, readonly title: string | null, readonly text: string | null, readonly topics: ReadonlyArray<string> | null, readonly sharedAt: string | null, readonly sharedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null } | null }> } | null } | null };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export type ApplicationLineFragment = { readonly id: string, readonly title: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly status: ApplicationStatus | null, readonly appliedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly decision: { readonly outcome: ApplicationOutcome, readonly reason: string | null, readonly decidedAt: string, readonly decidedBy: { readonly id: string, readonly name: string | null } } | null, readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null } | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type LearningLineFragment = { readonly id: string, readonly status: LearningStatus | null, readonly title: string | null, readonly text: string | null, readonly topics: ReadonlyArray<string> | null, readonly sharedAt: string | null, readonly sharedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null } | null };

export const Team: Operation<TeamQuery, TeamQueryVariables> = {
  name: 'Team',
  text: "query Team($id: ID!, $after: String) {\n  team(id: $id) {\n    id\n    name\n    charter\n    status\n    formedAt\n    formedBy {\n      ...Who\n    }\n    recognisedAt\n    recognisedBy {\n      ...Who\n    }\n    coach {\n      ...Who\n    }\n    hub {\n      id\n      name\n    }\n    applications(first: 20, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        ...ApplicationLine\n      }\n    }\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment ApplicationLine on Application {\n  id\n  title\n  purpose\n  spentIn\n  status\n  appliedAt\n  amount {\n    ...Amount\n  }\n  team {\n    id\n    name\n  }\n  decision {\n    outcome\n    reason\n    decidedAt\n    decidedBy {\n      ...Who\n    }\n  }\n  award {\n    id\n    status\n    amount {\n      ...Amount\n    }\n    paid {\n      ...Amount\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};

export const LearningsBeside: Operation<LearningsBesideQuery, LearningsBesideQueryVariables> = {
  name: 'LearningsBeside',
  text: "query LearningsBeside($hub: ID!) {\n  hub(id: $hub) {\n    id\n    learnings(first: 100) {\n      totalCount\n      nodes {\n        ...LearningLine\n      }\n    }\n  }\n}\nfragment LearningLine on Learning {\n  id\n  status\n  title\n  text\n  topics\n  sharedAt\n  sharedBy {\n    ...Who\n  }\n  team {\n    id\n    name\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}",
};
