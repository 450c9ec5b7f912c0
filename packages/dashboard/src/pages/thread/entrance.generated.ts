// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type RecentPaymentsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RecentPaymentsQuery = { readonly hubs: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly payments: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly paidAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly award: { readonly id: string, readonly team: { readonly id: string, readonly name: string | null } | null } | null, readonly receipts: ReadonlyArray<{ readonly id: string, readonly spentOn: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> | null }> } | null }> } };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const RecentPayments: Operation<RecentPaymentsQuery, RecentPaymentsQueryVariables> = {
  name: 'RecentPayments',
  text: "query RecentPayments($after: String) {\n  hubs(first: 100, after: $after) {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      name\n      payments(first: 8) {\n        totalCount\n        nodes {\n          id\n          paidAt\n          amount {\n            ...Amount\n          }\n          award {\n            id\n            team {\n              id\n              name\n            }\n          }\n          receipts {\n            id\n            spentOn\n            amount {\n              ...Amount\n            }\n          }\n        }\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};
