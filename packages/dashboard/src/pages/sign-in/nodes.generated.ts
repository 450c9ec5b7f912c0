// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type NodesToSignInAtQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type NodesToSignInAtQuery = { readonly hubs: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export const NodesToSignInAt: Operation<NodesToSignInAtQuery, NodesToSignInAtQueryVariables> = {
  name: 'NodesToSignInAt',
  text: "query NodesToSignInAt($after: String) {\n  hubs(first: 100, after: $after) {\n    nodes {\n      id\n      name\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}",
};
