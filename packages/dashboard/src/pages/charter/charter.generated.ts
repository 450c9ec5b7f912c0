// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type HubCharterTextQueryVariables = Exact<{
  hub: string;
}>;


export type HubCharterTextQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly charter: { readonly id: string, readonly version: string | null, readonly language: string | null, readonly text: string | null, readonly digest: string | null, readonly adoptedAt: string | null, readonly isInForce: boolean | null, readonly adoptedBy: { readonly id: string, readonly name: string | null } | null } | null, readonly charters: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly version: string | null, readonly adoptedAt: string | null, readonly isInForce: boolean | null }> } | null } | null };

export type CharterByIdQueryVariables = Exact<{
  id: string;
}>;


export type CharterByIdQuery = { readonly hubCharter: { readonly id: string, readonly version: string | null, readonly language: string | null, readonly text: string | null, readonly digest: string | null, readonly adoptedAt: string | null, readonly isInForce: boolean | null, readonly adoptedBy: { readonly id: string, readonly name: string | null } | null } | null };

export type CharterWholeFragment = { readonly id: string, readonly version: string | null, readonly language: string | null, readonly text: string | null, readonly digest: string | null, readonly adoptedAt: string | null, readonly isInForce: boolean | null, readonly adoptedBy: { readonly id: string, readonly name: string | null } | null };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export const HubCharterText: Operation<HubCharterTextQuery, HubCharterTextQueryVariables> = {
  name: 'HubCharterText',
  text: "query HubCharterText($hub: ID!) {\n  hub(id: $hub) {\n    id\n    name\n    charter {\n      ...CharterWhole\n    }\n    charters(first: 100) {\n      totalCount\n      nodes {\n        id\n        version\n        adoptedAt\n        isInForce\n      }\n    }\n  }\n}\nfragment CharterWhole on HubCharter {\n  id\n  version\n  language\n  text\n  digest\n  adoptedAt\n  adoptedBy {\n    ...Who\n  }\n  isInForce\n}\nfragment Who on Actor {\n  id\n  name\n}",
};

export const CharterById: Operation<CharterByIdQuery, CharterByIdQueryVariables> = {
  name: 'CharterById',
  text: "query CharterById($id: ID!) {\n  hubCharter(id: $id) {\n    ...CharterWhole\n  }\n}\nfragment CharterWhole on HubCharter {\n  id\n  version\n  language\n  text\n  digest\n  adoptedAt\n  adoptedBy {\n    ...Who\n  }\n  isInForce\n}\nfragment Who on Actor {\n  id\n  name\n}",
};
