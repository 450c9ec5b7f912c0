// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What a hub is for. */
export type HubKind =
  /** A part of the world. */
  | 'REGIONAL'
  /** A theme. */
  | 'THEMATIC'
  /** A language. */
  | 'LINGUISTIC';

/** Where a hub stands with the Global Council. */
export type HubStatus =
  /** Proposed by a community; it has no rights yet. */
  | 'PROPOSED'
  /** Authorised by a motion. */
  | 'AUTHORISED'
  /** Suspended by a motion: it can be read, and it can do nothing new. */
  | 'SUSPENDED';

export type HubsQueryVariables = Exact<{
  status?: HubStatus | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type HubsQuery = { readonly hubs: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly kind: HubKind | null, readonly status: HubStatus | null, readonly country: string | null, readonly languages: ReadonlyArray<string> | null, readonly since: string | null }> } };

export type HubsOfThemselvesQueryVariables = Exact<{
  status?: HubStatus | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type HubsOfThemselvesQuery = { readonly hubs: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: HubStatus | null, readonly teams: { readonly totalCount: number } | null, readonly books: { readonly funds: { readonly pageInfo: { readonly hasNextPage: boolean }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly balances: ReadonlyArray<{ readonly currency: string, readonly available: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }> } } | null }> } };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const Hubs: Operation<HubsQuery, HubsQueryVariables> = {
  name: 'Hubs',
  text: "query Hubs($status: HubStatus, $first: Int!, $after: String) {\n  hubs(status: $status, first: $first, after: $after) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      name\n      kind\n      status\n      country\n      languages\n      since\n    }\n  }\n}",
};

export const HubsOfThemselves: Operation<HubsOfThemselvesQuery, HubsOfThemselvesQueryVariables> = {
  name: 'HubsOfThemselves',
  text: "query HubsOfThemselves($status: HubStatus, $first: Int!, $after: String) {\n  hubs(status: $status, first: $first, after: $after) {\n    nodes {\n      id\n      status\n      teams(first: 1) {\n        totalCount\n      }\n      books {\n        funds(first: 50) {\n          pageInfo {\n            hasNextPage\n          }\n          nodes {\n            id\n            balances {\n              currency\n              available {\n                ...Amount\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};
