// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What a line of the bank is. */
export type BankLineKind =
  /** What was there before the first statement. */
  | 'OPENING'
  /** What the bank booked. */
  | 'MOVEMENT';

export type HubBankQueryVariables = Exact<{
  hub: string;
  from: string;
  to: string;
}>;


export type HubBankQuery = { readonly hub: { readonly id: string, readonly bank: { readonly accounts: ReadonlyArray<{ readonly id: string, readonly ledgerAccount: string, readonly currency: string, readonly accountNumber: string | null, readonly gaps: ReadonlyArray<{ readonly after: { readonly id: string, readonly to: string }, readonly before: { readonly id: string, readonly from: string }, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }>, readonly reconciliation: { readonly matched: number, readonly unmatchedLineCount: number, readonly unmatchedEntryCount: number, readonly bankBalance: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly bookBalance: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly difference: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly inTransit: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly unmatchedLineTotal: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly unmatchedEntryTotal: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly unmatchedLines: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: BankLineKind, readonly bookedOn: string, readonly counterpartyName: string | null, readonly remittance: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }, readonly unmatchedEntries: { readonly nodes: ReadonlyArray<{ readonly day: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly entry: { readonly id: string, readonly kind: string } }> } } }> } | null } | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const HubBank: Operation<HubBankQuery, HubBankQueryVariables> = {
  name: 'HubBank',
  text: "query HubBank($hub: ID!, $from: Day!, $to: Day!) {\n  hub(id: $hub) {\n    id\n    bank {\n      accounts {\n        id\n        ledgerAccount\n        currency\n        accountNumber\n        gaps {\n          after {\n            id\n            to\n          }\n          before {\n            id\n            from\n          }\n          amount {\n            ...Amount\n          }\n        }\n        reconciliation(from: $from, to: $to) {\n          matched\n          bankBalance {\n            ...Amount\n          }\n          bookBalance {\n            ...Amount\n          }\n          difference {\n            ...Amount\n          }\n          inTransit {\n            ...Amount\n          }\n          unmatchedLineCount\n          unmatchedLineTotal {\n            ...Amount\n          }\n          unmatchedEntryCount\n          unmatchedEntryTotal {\n            ...Amount\n          }\n          unmatchedLines(first: 50) {\n            nodes {\n              id\n              kind\n              bookedOn\n              counterpartyName\n              remittance\n              amount {\n                ...Amount\n              }\n            }\n          }\n          unmatchedEntries(first: 50) {\n            nodes {\n              day\n              amount {\n                ...Amount\n              }\n              entry {\n                id\n                kind\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};
