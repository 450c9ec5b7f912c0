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

/** Tells a person, whose name is not kept, from an organisation. */
export type GrantRecipientKind =
  /** An organisation, whose name and id are kept. */
  | 'ORGANISATION'
  /** A person, of whom neither name nor id is kept. */
  | 'INDIVIDUAL';

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

export type HubTeamsQueryVariables = Exact<{
  hub: string;
  status?: TeamStatus | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type HubTeamsQuery = { readonly teams: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly charter: string | null, readonly status: TeamStatus | null, readonly formedAt: string | null, readonly recognisedAt: string | null, readonly coach: { readonly id: string, readonly name: string | null } | null }> } | null };

export type HubGrantsQueryVariables = Exact<{
  hub: string;
  status?: ApplicationStatus | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type HubGrantsQuery = { readonly applications: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly status: ApplicationStatus | null, readonly appliedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly decision: { readonly outcome: ApplicationOutcome, readonly reason: string | null, readonly decidedAt: string, readonly decidedBy: { readonly id: string, readonly name: string | null } } | null, readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null } | null }> } | null };

export type HubLearningsQueryVariables = Exact<{
  hub: string;
  topics?: ReadonlyArray<string> | string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type HubLearningsQuery = { readonly hub: { readonly id: string, readonly learnings: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: LearningStatus | null, readonly title: string | null, readonly text: string | null, readonly topics: ReadonlyArray<string> | null, readonly sharedAt: string | null, readonly sharedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null } | null }> } | null } | null };

export type HubGrantsOfBeforeQueryVariables = Exact<{
  hub: string;
  year?: number | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type HubGrantsOfBeforeQuery = { readonly hub: { readonly id: string, readonly grants: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly totals: ReadonlyArray<{ readonly currency: string, readonly year: number, readonly count: number, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly recipientKind: GrantRecipientKind | null, readonly recipientName: string | null, readonly awardDay: string | null, readonly country: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> } | null } | null };

export type TeamLineFragment = { readonly id: string, readonly name: string | null, readonly charter: string | null, readonly status: TeamStatus | null, readonly formedAt: string | null, readonly recognisedAt: string | null, readonly coach: { readonly id: string, readonly name: string | null } | null };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export type ApplicationLineFragment = { readonly id: string, readonly title: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly status: ApplicationStatus | null, readonly appliedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly decision: { readonly outcome: ApplicationOutcome, readonly reason: string | null, readonly decidedAt: string, readonly decidedBy: { readonly id: string, readonly name: string | null } } | null, readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null } | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type LearningLineFragment = { readonly id: string, readonly status: LearningStatus | null, readonly title: string | null, readonly text: string | null, readonly topics: ReadonlyArray<string> | null, readonly sharedAt: string | null, readonly sharedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null } | null };

export const HubTeams: Operation<HubTeamsQuery, HubTeamsQueryVariables> = {
  name: 'HubTeams',
  text: "query HubTeams($hub: ID!, $status: TeamStatus, $first: Int!, $after: String) {\n  teams(hub: $hub, status: $status, first: $first, after: $after) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      ...TeamLine\n    }\n  }\n}\nfragment TeamLine on Team {\n  id\n  name\n  charter\n  status\n  formedAt\n  recognisedAt\n  coach {\n    ...Who\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}",
};

export const HubGrants: Operation<HubGrantsQuery, HubGrantsQueryVariables> = {
  name: 'HubGrants',
  text: "query HubGrants($hub: ID!, $status: ApplicationStatus, $first: Int!, $after: String) {\n  applications(hub: $hub, status: $status, first: $first, after: $after) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      ...ApplicationLine\n    }\n  }\n}\nfragment ApplicationLine on Application {\n  id\n  title\n  purpose\n  spentIn\n  status\n  appliedAt\n  amount {\n    ...Amount\n  }\n  team {\n    id\n    name\n  }\n  decision {\n    outcome\n    reason\n    decidedAt\n    decidedBy {\n      ...Who\n    }\n  }\n  award {\n    id\n    status\n    amount {\n      ...Amount\n    }\n    paid {\n      ...Amount\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment Who on Actor {\n  id\n  name\n}",
};

export const HubLearnings: Operation<HubLearningsQuery, HubLearningsQueryVariables> = {
  name: 'HubLearnings',
  text: "query HubLearnings($hub: ID!, $topics: [String!], $first: Int!, $after: String) {\n  hub(id: $hub) {\n    id\n    learnings(topics: $topics, first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        ...LearningLine\n      }\n    }\n  }\n}\nfragment LearningLine on Learning {\n  id\n  status\n  title\n  text\n  topics\n  sharedAt\n  sharedBy {\n    ...Who\n  }\n  team {\n    id\n    name\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}",
};

export const HubGrantsOfBefore: Operation<HubGrantsOfBeforeQuery, HubGrantsOfBeforeQueryVariables> = {
  name: 'HubGrantsOfBefore',
  text: "query HubGrantsOfBefore($hub: ID!, $year: Int, $first: Int!, $after: String) {\n  hub(id: $hub) {\n    id\n    grants(year: $year, first: $first, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      totals {\n        currency\n        year\n        count\n        amount {\n          ...Amount\n        }\n      }\n      nodes {\n        id\n        title\n        recipientKind\n        recipientName\n        amount {\n          ...Amount\n        }\n        awardDay\n        country\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};
