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

/** Whether a payment file may go to the bank. */
export type PaymentFileStatus =
  /** One person made it; another has to release it. */
  | 'MADE'
  /** Two people want it sent; its XML can be read. */
  | 'RELEASED'
  /** It was stopped before it was released; what was booked with it is reversed. */
  | 'CANCELLED';

/** How far a payment is. */
export type PaymentOrderStatus =
  /** Its file waits for its release, or the bank has not said anything yet. */
  | 'IN_FILE'
  /** A line of the bank is matched with its entry. */
  | 'SETTLED'
  /** The money came back, and is owed again. */
  | 'RETURNED'
  /** Its file was stopped. */
  | 'CANCELLED';

export type HubBankQueryVariables = Exact<{
  hub: string;
  from: string;
  to: string;
  lines?: string | null | undefined;
  entries?: string | null | undefined;
  statements?: string | null | undefined;
  matched?: string | null | undefined;
}>;


export type HubBankQuery = { readonly hub: { readonly id: string, readonly bank: { readonly accounts: ReadonlyArray<{ readonly id: string, readonly ledgerAccount: string, readonly currency: string, readonly accountNumber: string | null, readonly permissions: { readonly makePaymentFile: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly gaps: ReadonlyArray<{ readonly after: { readonly id: string, readonly to: string }, readonly before: { readonly id: string, readonly from: string }, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }>, readonly statements: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly from: string, readonly to: string, readonly lineCount: number, readonly knownLineCount: number, readonly importedAt: string, readonly closing: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> }, readonly lines: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: BankLineKind, readonly bookedOn: string, readonly counterpartyName: string | null, readonly counterpartyAccount: string | null, readonly remittance: string | null, readonly isReversal: boolean, readonly returnReason: string | null, readonly match: { readonly id: string, readonly entries: ReadonlyArray<string> } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }, readonly reconciliation: { readonly matched: number, readonly unmatchedLineCount: number, readonly unmatchedEntryCount: number, readonly bankBalance: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly bookBalance: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly difference: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly inTransit: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly unmatchedLineTotal: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly unmatchedEntryTotal: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly unmatchedLines: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: BankLineKind, readonly bookedOn: string, readonly counterpartyName: string | null, readonly counterpartyAccount: string | null, readonly remittance: string | null, readonly isReversal: boolean, readonly returnReason: string | null, readonly proposals: ReadonlyArray<{ readonly score: number }> | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }, readonly unmatchedEntries: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly day: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly entry: { readonly id: string, readonly kind: string } }> } } }>, readonly paymentFiles: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: PaymentFileStatus, readonly bankAccount: string, readonly executionDay: string, readonly madeAt: string, readonly releasedAt: string | null, readonly total: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly madeBy: { readonly id: string, readonly name: string | null }, readonly releasedBy: { readonly id: string, readonly name: string | null } | null, readonly payments: ReadonlyArray<{ readonly id: string, readonly status: PaymentOrderStatus, readonly payee: string, readonly entry: string, readonly returnReason: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly permissions: { readonly return: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } } }>, readonly permissions: { readonly release: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null }, readonly cancel: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } } }> } } | null } | null };

export type PaymentXmlQueryVariables = Exact<{
  hub: string;
  file: string;
}>;


export type PaymentXmlQuery = { readonly hub: { readonly id: string, readonly bank: { readonly paymentFile: { readonly id: string, readonly xml: string | null } | null } | null } | null };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type LineShownFragment = { readonly id: string, readonly kind: BankLineKind, readonly bookedOn: string, readonly counterpartyName: string | null, readonly counterpartyAccount: string | null, readonly remittance: string | null, readonly isReversal: boolean, readonly returnReason: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } };

export type FileOfPaymentsFragment = { readonly id: string, readonly status: PaymentFileStatus, readonly bankAccount: string, readonly executionDay: string, readonly madeAt: string, readonly releasedAt: string | null, readonly total: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly madeBy: { readonly id: string, readonly name: string | null }, readonly releasedBy: { readonly id: string, readonly name: string | null } | null, readonly payments: ReadonlyArray<{ readonly id: string, readonly status: PaymentOrderStatus, readonly payee: string, readonly entry: string, readonly returnReason: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly permissions: { readonly return: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } } }>, readonly permissions: { readonly release: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null }, readonly cancel: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } } };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export const HubBank: Operation<HubBankQuery, HubBankQueryVariables> = {
  name: 'HubBank',
  text: "query HubBank($hub: ID!, $from: Day!, $to: Day!, $lines: String, $entries: String, $statements: String, $matched: String) {\n  hub(id: $hub) {\n    id\n    bank {\n      accounts {\n        id\n        ledgerAccount\n        currency\n        accountNumber\n        permissions {\n          makePaymentFile {\n            ...May\n          }\n        }\n        gaps {\n          after {\n            id\n            to\n          }\n          before {\n            id\n            from\n          }\n          amount {\n            ...Amount\n          }\n        }\n        statements(first: 20, after: $statements) {\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n          nodes {\n            id\n            from\n            to\n            lineCount\n            knownLineCount\n            importedAt\n            closing {\n              ...Amount\n            }\n          }\n        }\n        lines(first: 20, after: $matched) {\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n          nodes {\n            ...LineShown\n            match {\n              id\n              entries\n            }\n          }\n        }\n        reconciliation(from: $from, to: $to) {\n          matched\n          bankBalance {\n            ...Amount\n          }\n          bookBalance {\n            ...Amount\n          }\n          difference {\n            ...Amount\n          }\n          inTransit {\n            ...Amount\n          }\n          unmatchedLineCount\n          unmatchedLineTotal {\n            ...Amount\n          }\n          unmatchedEntryCount\n          unmatchedEntryTotal {\n            ...Amount\n          }\n          unmatchedLines(first: 20, after: $lines) {\n            pageInfo {\n              hasNextPage\n              endCursor\n            }\n            nodes {\n              ...LineShown\n              proposals {\n                score\n              }\n            }\n          }\n          unmatchedEntries(first: 20, after: $entries) {\n            pageInfo {\n              hasNextPage\n              endCursor\n            }\n            nodes {\n              day\n              amount {\n                ...Amount\n              }\n              entry {\n                id\n                kind\n              }\n            }\n          }\n        }\n      }\n      paymentFiles(first: 20) {\n        totalCount\n        nodes {\n          ...FileOfPayments\n        }\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment LineShown on BankLine {\n  id\n  kind\n  bookedOn\n  counterpartyName\n  counterpartyAccount\n  remittance\n  isReversal\n  returnReason\n  amount {\n    ...Amount\n  }\n}\nfragment FileOfPayments on PaymentFile {\n  id\n  status\n  bankAccount\n  executionDay\n  madeAt\n  releasedAt\n  total {\n    ...Amount\n  }\n  madeBy {\n    ...Who\n  }\n  releasedBy {\n    ...Who\n  }\n  payments {\n    id\n    status\n    payee\n    entry\n    returnReason\n    amount {\n      ...Amount\n    }\n    permissions {\n      return {\n        ...May\n      }\n    }\n  }\n  permissions {\n    release {\n      ...May\n    }\n    cancel {\n      ...May\n    }\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}",
};

export const PaymentXml: Operation<PaymentXmlQuery, PaymentXmlQueryVariables> = {
  name: 'PaymentXml',
  text: "query PaymentXml($hub: ID!, $file: ID!) {\n  hub(id: $hub) {\n    id\n    bank {\n      paymentFile(id: $file) {\n        id\n        xml\n      }\n    }\n  }\n}",
};
