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

export type LearningQueryVariables = Exact<{
  id: string;
}>;


export type LearningQuery = { readonly learning: { readonly withdrawnAt: string | null, readonly withdrawalReason: string | null, readonly id: string, readonly status: LearningStatus | null, readonly title: string | null, readonly text: string | null, readonly topics: ReadonlyArray<string> | null, readonly sharedAt: string | null, readonly withdrawnBy: { readonly id: string, readonly name: string | null } | null, readonly hub: { readonly id: string, readonly name: string | null } | null, readonly sharedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null } | null } | null };

export type LearningLineFragment = { readonly id: string, readonly status: LearningStatus | null, readonly title: string | null, readonly text: string | null, readonly topics: ReadonlyArray<string> | null, readonly sharedAt: string | null, readonly sharedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null } | null };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export const Learning: Operation<LearningQuery, LearningQueryVariables> = {
  name: 'Learning',
  text: "query Learning($id: ID!) {\n  learning(id: $id) {\n    ...LearningLine\n    withdrawnAt\n    withdrawnBy {\n      ...Who\n    }\n    withdrawalReason\n    hub {\n      id\n      name\n    }\n  }\n}\nfragment LearningLine on Learning {\n  id\n  status\n  title\n  text\n  topics\n  sharedAt\n  sharedBy {\n    ...Who\n  }\n  team {\n    id\n    name\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}",
};
