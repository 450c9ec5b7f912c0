// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CampaignQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type CampaignQuery = { readonly campaign: { readonly id: string, readonly name: string | null, readonly openedAt: string | null, readonly openedBy: { readonly id: string, readonly name: string | null } | null, readonly fund: { readonly id: string, readonly name: string | null, readonly code: string, readonly balances: ReadonlyArray<{ readonly currency: string, readonly available: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null, readonly donations: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly receivedOn: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> } | null } | null };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const Campaign: Operation<CampaignQuery, CampaignQueryVariables> = {
  name: 'Campaign',
  text: "query Campaign($id: ID!, $after: String) {\n  campaign(id: $id) {\n    id\n    name\n    openedAt\n    openedBy {\n      ...Who\n    }\n    fund {\n      id\n      name\n      code\n      balances {\n        currency\n        available {\n          ...Amount\n        }\n      }\n    }\n    donations(first: 20, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        amount {\n          ...Amount\n        }\n        receivedOn\n      }\n    }\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};
