// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Whether a learning can be read. */
export type LearningStatus =
  /** It can be read. */
  | 'SHARED'
  /** It was taken back, for a reason that can be read. */
  | 'WITHDRAWN';

/** Where a period stands of which no books are here. */
export type UnfiledStatus =
  /** It has not ended yet. */
  | 'RUNNING'
  /** It has ended; the team still has time. */
  | 'DUE'
  /** The days of grace are over. */
  | 'LATE';

export type LearningsQueryVariables = Exact<{
  topics?: ReadonlyArray<string> | string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type LearningsQuery = { readonly learnings: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly coverage: { readonly asked: ReadonlyArray<string>, readonly answered: ReadonlyArray<string>, readonly missing: ReadonlyArray<{ readonly node: string, readonly reason: string }>, readonly asOf: ReadonlyArray<{ readonly node: string, readonly seq: number, readonly at: string }>, readonly missingBooks: ReadonlyArray<{ readonly node: string, readonly team: string, readonly from: string, readonly to: string, readonly status: UnfiledStatus }> | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: LearningStatus | null, readonly title: string | null, readonly text: string | null, readonly topics: ReadonlyArray<string> | null, readonly sharedAt: string | null, readonly hub: { readonly id: string } | null, readonly sharedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null } | null }> | null } | null };

export type RestsOnFragment = { readonly asked: ReadonlyArray<string>, readonly answered: ReadonlyArray<string>, readonly missing: ReadonlyArray<{ readonly node: string, readonly reason: string }>, readonly asOf: ReadonlyArray<{ readonly node: string, readonly seq: number, readonly at: string }>, readonly missingBooks: ReadonlyArray<{ readonly node: string, readonly team: string, readonly from: string, readonly to: string, readonly status: UnfiledStatus }> | null };

export type LearningLineFragment = { readonly id: string, readonly status: LearningStatus | null, readonly title: string | null, readonly text: string | null, readonly topics: ReadonlyArray<string> | null, readonly sharedAt: string | null, readonly sharedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null } | null };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export const Learnings: Operation<LearningsQuery, LearningsQueryVariables> = {
  name: 'Learnings',
  text: "query Learnings($topics: [String!], $first: Int!, $after: String) {\n  learnings(topics: $topics, first: $first, after: $after) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    coverage {\n      ...RestsOn\n    }\n    nodes {\n      ...LearningLine\n      hub {\n        id\n      }\n    }\n  }\n}\nfragment RestsOn on Coverage {\n  asked\n  answered\n  missing {\n    node\n    reason\n  }\n  asOf {\n    node\n    seq\n    at\n  }\n  missingBooks {\n    node\n    team\n    from\n    to\n    status\n  }\n}\nfragment LearningLine on Learning {\n  id\n  status\n  title\n  text\n  topics\n  sharedAt\n  sharedBy {\n    ...Who\n  }\n  team {\n    id\n    name\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}",
};
