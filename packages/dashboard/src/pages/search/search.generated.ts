// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Where a hub stands with the Global Council. */
export type HubStatus =
  /** Proposed by a community; it has no rights yet. */
  | 'PROPOSED'
  /** Authorised by a motion. */
  | 'AUTHORISED'
  /** Suspended by a motion: it can be read, and it can do nothing new. */
  | 'SUSPENDED';

/** What kind of thing was found. */
export type SearchKind =
  /** A hub, also where it is only proposed; the id is its slug. */
  | 'HUB'
  /** A motion, found by its rationale and under what it is about; the id is that of the motion. */
  | 'MOTION'
  /** A framework for the allocation of funds, found by its version; the id is that of the framework. */
  | 'FRAMEWORK'
  /** A campaign; the id is that of the campaign. */
  | 'CAMPAIGN'
  /** A charter of the hub, of whatever version; the id is that of the charter. */
  | 'CHARTER'
  /** A team; the id is that of the team. */
  | 'TEAM'
  /** What a hub or one of its teams learnt; the id is that of the learning. */
  | 'LEARNING'
  /** An application for funds, found by its words, by its amount and by the team's name; the id is that of the application. */
  | 'APPLICATION'
  /** What was decided on an application, found by its reason; the id is that of the application. */
  | 'DECISION'
  /** A report of spending, found by what was bought, by its amount, by the team's name and by the digest of its file; the id is that of the receipt. */
  | 'RECEIPT'
  /** A grant from records of before; the id is that of the grant. */
  | 'GRANT';

export type HubsToSearchQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type HubsToSearchQuery = { readonly hubs: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly status: HubStatus | null }> } };

export type SearchHubQueryVariables = Exact<{
  hub: string;
  text: string;
  first: number;
  after?: string | null | undefined;
}>;


export type SearchHubQuery = { readonly hub: { readonly id: string, readonly search: { readonly totalCount: number, readonly isComplete: boolean, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: SearchKind, readonly title: string | null, readonly snippet: string | null, readonly at: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> } | null } | null };

export type SearchCouncilQueryVariables = Exact<{
  text: string;
  first: number;
  after?: string | null | undefined;
}>;


export type SearchCouncilQuery = { readonly searchCouncil: { readonly totalCount: number, readonly isComplete: boolean, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: SearchKind, readonly title: string | null, readonly snippet: string | null, readonly at: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> } | null };

export type SearchFundraisingQueryVariables = Exact<{
  text: string;
  first: number;
  after?: string | null | undefined;
}>;


export type SearchFundraisingQuery = { readonly searchFundraising: { readonly totalCount: number, readonly isComplete: boolean, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: SearchKind, readonly title: string | null, readonly snippet: string | null, readonly at: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> } | null };

export type FoundFragment = { readonly totalCount: number, readonly isComplete: boolean, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: SearchKind, readonly title: string | null, readonly snippet: string | null, readonly at: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const HubsToSearch: Operation<HubsToSearchQuery, HubsToSearchQueryVariables> = {
  name: 'HubsToSearch',
  text: "query HubsToSearch($first: Int!, $after: String) {\n  hubs(first: $first, after: $after) {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      name\n      status\n    }\n  }\n}",
};

export const SearchHub: Operation<SearchHubQuery, SearchHubQueryVariables> = {
  name: 'SearchHub',
  text: "query SearchHub($hub: ID!, $text: String!, $first: Int!, $after: String) {\n  hub(id: $hub) {\n    id\n    search(text: $text, first: $first, after: $after) {\n      ...Found\n    }\n  }\n}\nfragment Found on SearchResults {\n  totalCount\n  isComplete\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    id\n    kind\n    title\n    snippet\n    at\n    amount {\n      ...Amount\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};

export const SearchCouncil: Operation<SearchCouncilQuery, SearchCouncilQueryVariables> = {
  name: 'SearchCouncil',
  text: "query SearchCouncil($text: String!, $first: Int!, $after: String) {\n  searchCouncil(text: $text, first: $first, after: $after) {\n    ...Found\n  }\n}\nfragment Found on SearchResults {\n  totalCount\n  isComplete\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    id\n    kind\n    title\n    snippet\n    at\n    amount {\n      ...Amount\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};

export const SearchFundraising: Operation<SearchFundraisingQuery, SearchFundraisingQueryVariables> = {
  name: 'SearchFundraising',
  text: "query SearchFundraising($text: String!, $first: Int!, $after: String) {\n  searchFundraising(text: $text, first: $first, after: $after) {\n    ...Found\n  }\n}\nfragment Found on SearchResults {\n  totalCount\n  isComplete\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    id\n    kind\n    title\n    snippet\n    at\n    amount {\n      ...Amount\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};
