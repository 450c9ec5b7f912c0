// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What a motion does if it is adopted. */
export type MotionKind =
  /** Authorises a proposed hub, or one that was suspended. */
  | 'AUTHORISE_HUB'
  /** Suspends an authorised hub. */
  | 'SUSPEND_HUB'
  /** Puts an allocation framework in force, in the place of the one before. */
  | 'ADOPT_FRAMEWORK'
  /** Puts a list of countries in force, in the place of the one before. */
  | 'ADOPT_COUNTRY_LIST';

/** How far a motion is. */
export type MotionStatus =
  /** Members vote. */
  | 'OPEN'
  /** Carried, and in effect. */
  | 'ADOPTED'
  /** Not carried. */
  | 'FAILED'
  /** Carried, but what it was about had changed meanwhile: it has no effect. */
  | 'LAPSED';

export type DecisionsQueryVariables = Exact<{
  status?: MotionStatus | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DecisionsQuery = { readonly motions: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: MotionKind | null, readonly status: MotionStatus | null, readonly proposedAt: string | null, readonly closedAt: string | null, readonly proposedBy: { readonly id: string, readonly name: string | null } | null, readonly hub: { readonly id: string, readonly name: string | null } | null, readonly framework: { readonly version: string | null } | null, readonly countryList: { readonly version: string | null } | null, readonly tally: { readonly yes: number, readonly no: number, readonly abstain: number, readonly electorate: number } | null }> } };

export type MotionLineFragment = { readonly id: string, readonly kind: MotionKind | null, readonly status: MotionStatus | null, readonly proposedAt: string | null, readonly closedAt: string | null, readonly proposedBy: { readonly id: string, readonly name: string | null } | null, readonly hub: { readonly id: string, readonly name: string | null } | null, readonly framework: { readonly version: string | null } | null, readonly countryList: { readonly version: string | null } | null, readonly tally: { readonly yes: number, readonly no: number, readonly abstain: number, readonly electorate: number } | null };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export const Decisions: Operation<DecisionsQuery, DecisionsQueryVariables> = {
  name: 'Decisions',
  text: "query Decisions($status: MotionStatus, $first: Int!, $after: String) {\n  motions(status: $status, first: $first, after: $after) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      ...MotionLine\n    }\n  }\n}\nfragment MotionLine on Motion {\n  id\n  kind\n  status\n  proposedAt\n  proposedBy {\n    ...Who\n  }\n  closedAt\n  hub {\n    id\n    name\n  }\n  framework {\n    version\n  }\n  countryList {\n    version\n  }\n  tally {\n    yes\n    no\n    abstain\n    electorate\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}",
};
