// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Where a country list or an allocation framework stands with the council. */
export type AdoptionStatus =
  /** No motion has adopted it yet; it has no effect. */
  | 'PROPOSED'
  /** A motion adopted it; it is in force until a later one is adopted. */
  | 'ADOPTED';

export type FrameworkAloneQueryVariables = Exact<{
  id: string;
}>;


export type FrameworkAloneQuery = { readonly allocationFramework: { readonly id: string, readonly version: string | null, readonly status: AdoptionStatus | null, readonly isInForce: boolean | null, readonly floorBasisPoints: number | null, readonly globalSouthBasisPoints: number | null, readonly shares: ReadonlyArray<{ readonly shareBasisPoints: number, readonly hub: { readonly id: string, readonly name: string | null } }> | null, readonly countryList: { readonly version: string | null, readonly motion: { readonly id: string } | null } | null, readonly motion: { readonly id: string } | null } | null };

export const FrameworkAlone: Operation<FrameworkAloneQuery, FrameworkAloneQueryVariables> = {
  name: 'FrameworkAlone',
  text: "query FrameworkAlone($id: ID!) {\n  allocationFramework(id: $id) {\n    id\n    version\n    status\n    isInForce\n    floorBasisPoints\n    globalSouthBasisPoints\n    shares {\n      shareBasisPoints\n      hub {\n        id\n        name\n      }\n    }\n    countryList {\n      version\n      motion {\n        id\n      }\n    }\n    motion {\n      id\n    }\n  }\n}",
};
