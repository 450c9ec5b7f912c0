// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** A file to stop. */
export type CancelPaymentFileInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the file. */
  readonly file: string;
};

/** What to pay. */
export type MakePaymentFileInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the bank account that pays; its number is an IBAN. */
  readonly bankAccount: string;
  /** Today or later. */
  readonly executionDay: string;
  /** 1 to 200. */
  readonly payments: ReadonlyArray<PaymentInput>;
};

/** Whether a payment file may go to the bank. */
export type PaymentFileStatus =
  /** One person made it; another has to release it. */
  | 'MADE'
  /** Two people want it sent; its XML can be read. */
  | 'RELEASED'
  /** It was stopped before it was released; what was booked with it is reversed. */
  | 'CANCELLED';

/** An entry, and who is paid for it. */
export type PaymentInput = {
  /**
   * A posted entry that owes money (liabilities:payable:…) in the account's currency, or that pays it from the account.
   * Of an expense it is the entry of its payment, which goes to the expense's payee.
   */
  readonly entry: string;
  /** The pseudonym of who is paid; one that has an IBAN, and the one that the entry names if it names any. */
  readonly payee: string;
};

/** How somebody is paid. */
export type PaymentMethod =
  /** By a bank that has IBANs. */
  | 'IBAN'
  /** To a mobile wallet. */
  | 'MOBILE_MONEY'
  /** In another way, which the account says in words. */
  | 'OTHER';

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

/** A file to release. */
export type ReleasePaymentFileInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the file. */
  readonly file: string;
};

/** A payment that came back. */
export type ReturnPaymentInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the payment. */
  readonly payment: string;
  /** A code of ISO 20022, as AC04 for a closed account. */
  readonly returnReason: string;
};

export type WhatToPayQueryVariables = Exact<{
  hub: string;
  account: string;
}>;


export type WhatToPayQuery = { readonly hub: { readonly id: string, readonly bank: { readonly account: { readonly id: string, readonly ledgerAccount: string, readonly currency: string, readonly accountNumber: string | null, readonly permissions: { readonly makePaymentFile: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly payable: ReadonlyArray<{ readonly payee: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }> } }> | null } | null } | null, readonly payees: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly method: PaymentMethod | null }> } | null } | null };

export type PaymentFileShownQueryVariables = Exact<{
  hub: string;
  file: string;
}>;


export type PaymentFileShownQuery = { readonly hub: { readonly id: string, readonly bank: { readonly paymentFile: { readonly id: string, readonly status: PaymentFileStatus, readonly bankAccount: string, readonly executionDay: string, readonly madeAt: string, readonly releasedAt: string | null, readonly total: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly madeBy: { readonly id: string, readonly name: string | null }, readonly releasedBy: { readonly id: string, readonly name: string | null } | null, readonly payments: ReadonlyArray<{ readonly id: string, readonly status: PaymentOrderStatus, readonly payee: string, readonly entry: string, readonly returnReason: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly permissions: { readonly return: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } } }>, readonly permissions: { readonly release: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null }, readonly cancel: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } } } | null } | null } | null };

export type MakePaymentFileMutationVariables = Exact<{
  input: MakePaymentFileInput;
}>;


export type MakePaymentFileMutation = { readonly makePaymentFile:
    | { readonly __typename: 'PaymentFile', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ReleasePaymentFileMutationVariables = Exact<{
  input: ReleasePaymentFileInput;
}>;


export type ReleasePaymentFileMutation = { readonly releasePaymentFile:
    | { readonly __typename: 'PaymentFile', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type CancelPaymentFileMutationVariables = Exact<{
  input: CancelPaymentFileInput;
}>;


export type CancelPaymentFileMutation = { readonly cancelPaymentFile:
    | { readonly __typename: 'PaymentFile', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ReturnPaymentMutationVariables = Exact<{
  input: ReturnPaymentInput;
}>;


export type ReturnPaymentMutation = { readonly returnPayment:
    | { readonly __typename: 'PaymentOrder', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type EntryInShortFragment = { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }> };

export type FileOfPaymentsFragment = { readonly id: string, readonly status: PaymentFileStatus, readonly bankAccount: string, readonly executionDay: string, readonly madeAt: string, readonly releasedAt: string | null, readonly total: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly madeBy: { readonly id: string, readonly name: string | null }, readonly releasedBy: { readonly id: string, readonly name: string | null } | null, readonly payments: ReadonlyArray<{ readonly id: string, readonly status: PaymentOrderStatus, readonly payee: string, readonly entry: string, readonly returnReason: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly permissions: { readonly return: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } } }>, readonly permissions: { readonly release: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null }, readonly cancel: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } } };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export const WhatToPay: Operation<WhatToPayQuery, WhatToPayQueryVariables> = {
  name: 'WhatToPay',
  text: "query WhatToPay($hub: ID!, $account: ID!) {\n  hub(id: $hub) {\n    id\n    bank {\n      account(id: $account) {\n        id\n        ledgerAccount\n        currency\n        accountNumber\n        permissions {\n          makePaymentFile {\n            ...May\n          }\n        }\n        payable(first: 50) {\n          payee\n          amount {\n            ...Amount\n          }\n          entry {\n            ...EntryInShort\n          }\n        }\n      }\n    }\n    payees(first: 100) {\n      nodes {\n        id\n        name\n        method\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment EntryInShort on JournalEntry {\n  id\n  kind\n  effectiveDay\n  cites {\n    name\n    value\n  }\n}",
};

export const PaymentFileShown: Operation<PaymentFileShownQuery, PaymentFileShownQueryVariables> = {
  name: 'PaymentFileShown',
  text: "query PaymentFileShown($hub: ID!, $file: ID!) {\n  hub(id: $hub) {\n    id\n    bank {\n      paymentFile(id: $file) {\n        ...FileOfPayments\n      }\n    }\n  }\n}\nfragment FileOfPayments on PaymentFile {\n  id\n  status\n  bankAccount\n  executionDay\n  madeAt\n  releasedAt\n  total {\n    ...Amount\n  }\n  madeBy {\n    ...Who\n  }\n  releasedBy {\n    ...Who\n  }\n  payments {\n    id\n    status\n    payee\n    entry\n    returnReason\n    amount {\n      ...Amount\n    }\n    permissions {\n      return {\n        ...May\n      }\n    }\n  }\n  permissions {\n    release {\n      ...May\n    }\n    cancel {\n      ...May\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const MakePaymentFile: Operation<MakePaymentFileMutation, MakePaymentFileMutationVariables> = {
  name: 'MakePaymentFile',
  text: "mutation MakePaymentFile($input: MakePaymentFileInput!) {\n  makePaymentFile(input: $input) {\n    __typename\n    ... on PaymentFile {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ReleasePaymentFile: Operation<ReleasePaymentFileMutation, ReleasePaymentFileMutationVariables> = {
  name: 'ReleasePaymentFile',
  text: "mutation ReleasePaymentFile($input: ReleasePaymentFileInput!) {\n  releasePaymentFile(input: $input) {\n    __typename\n    ... on PaymentFile {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const CancelPaymentFile: Operation<CancelPaymentFileMutation, CancelPaymentFileMutationVariables> = {
  name: 'CancelPaymentFile',
  text: "mutation CancelPaymentFile($input: CancelPaymentFileInput!) {\n  cancelPaymentFile(input: $input) {\n    __typename\n    ... on PaymentFile {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ReturnPayment: Operation<ReturnPaymentMutation, ReturnPaymentMutationVariables> = {
  name: 'ReturnPayment',
  text: "mutation ReturnPayment($input: ReturnPaymentInput!) {\n  returnPayment(input: $input) {\n    __typename\n    ... on PaymentOrder {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
