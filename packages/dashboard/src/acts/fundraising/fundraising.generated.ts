// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** How much of which fund; the framework says to whom. */
export type AllocateFundsInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of an unrestricted fund of this node. */
  readonly fund: string;
  /** More than nothing, and not more than what of the fund is neither spent nor allocated. */
  readonly amount: MoneyInput;
};

/** A prepared disbursement. */
export type CancelDisbursementInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the disbursement. */
  readonly disbursement: string;
};

/** One hub's part of an allocation. */
export type DisburseInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the allocation. */
  readonly allocation: string;
  /** The slug of the hub. */
  readonly hub: string;
};

/** Where a disbursement stands in the payer's books, which alone decide. */
export type DisbursementStatus =
  /** Reserved; the hub was asked whether it accepts. */
  | 'PREPARED'
  /** The hub accepted and the payer has posted it: the money is the hub's. */
  | 'POSTED'
  /** The hub has it in its books too. */
  | 'BOOKED'
  /** The payer cancelled it or the hub refused it; nothing moved. */
  | 'VOIDED'
  /** The hub did not accept in time; nothing moved. */
  | 'EXPIRED';

/** An amount of money, as a client writes it. */
export type MoneyInput = {
  /** Decimal text, as 12.50; no grouping signs, not more places than the currency has. */
  readonly decimal: string;
  /** ISO 4217, as EUR. */
  readonly currency: string;
};

export type AllocateFormQueryVariables = Exact<{
  fund: string;
}>;


export type AllocateFormQuery = { readonly supportFund: { readonly id: string, readonly code: string, readonly name: string | null, readonly balances: ReadonlyArray<{ readonly currency: string, readonly available: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null, readonly allocationFramework: { readonly id: string, readonly version: string | null, readonly shares: ReadonlyArray<{ readonly shareBasisPoints: number, readonly hub: { readonly id: string } }> | null } | null, readonly fundraisingPermissions: { readonly allocateFunds: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null };

export type AllocateFundsMutationVariables = Exact<{
  input: AllocateFundsInput;
}>;


export type AllocateFundsMutation = { readonly allocateFunds:
    | { readonly __typename: 'Allocation', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   };

export type DisburseFormQueryVariables = Exact<{
  allocation: string;
}>;


export type DisburseFormQuery = { readonly allocation: { readonly id: string, readonly madeAt: string | null, readonly framework: { readonly id: string, readonly version: string | null } | null, readonly parts: ReadonlyArray<{ readonly hub: { readonly id: string, readonly name: string | null }, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly disbursement: { readonly id: string, readonly status: DisbursementStatus | null } | null, readonly permissions: { readonly disburse: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null }> | null } | null };

export type DisburseMutationVariables = Exact<{
  input: DisburseInput;
}>;


export type DisburseMutation = { readonly disburse:
    | { readonly __typename: 'Disbursement', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   };

export type CancelFormQueryVariables = Exact<{
  disbursement: string;
}>;


export type CancelFormQuery = { readonly disbursement: { readonly id: string, readonly status: DisbursementStatus | null, readonly toHub: { readonly id: string }, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly permissions: { readonly cancel: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type CancelDisbursementMutationVariables = Exact<{
  input: CancelDisbursementInput;
}>;


export type CancelDisbursementMutation = { readonly cancelDisbursement:
    | { readonly __typename: 'Disbursement', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export const AllocateForm: Operation<AllocateFormQuery, AllocateFormQueryVariables> = {
  name: 'AllocateForm',
  text: "query AllocateForm($fund: ID!) {\n  supportFund(id: $fund) {\n    id\n    code\n    name\n    balances {\n      currency\n      available {\n        ...Amount\n      }\n    }\n  }\n  allocationFramework {\n    id\n    version\n    shares {\n      hub {\n        id\n      }\n      shareBasisPoints\n    }\n  }\n  fundraisingPermissions {\n    allocateFunds(fund: $fund) {\n      ...May\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const AllocateFunds: Operation<AllocateFundsMutation, AllocateFundsMutationVariables> = {
  name: 'AllocateFunds',
  text: "mutation AllocateFunds($input: AllocateFundsInput!) {\n  allocateFunds(input: $input) {\n    __typename\n    ... on Allocation {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const DisburseForm: Operation<DisburseFormQuery, DisburseFormQueryVariables> = {
  name: 'DisburseForm',
  text: "query DisburseForm($allocation: ID!) {\n  allocation(id: $allocation) {\n    id\n    madeAt\n    framework {\n      id\n      version\n    }\n    parts {\n      hub {\n        id\n        name\n      }\n      amount {\n        ...Amount\n      }\n      disbursement {\n        id\n        status\n      }\n      permissions {\n        disburse {\n          ...May\n        }\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const Disburse: Operation<DisburseMutation, DisburseMutationVariables> = {
  name: 'Disburse',
  text: "mutation Disburse($input: DisburseInput!) {\n  disburse(input: $input) {\n    __typename\n    ... on Disbursement {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const CancelForm: Operation<CancelFormQuery, CancelFormQueryVariables> = {
  name: 'CancelForm',
  text: "query CancelForm($disbursement: ID!) {\n  disbursement(id: $disbursement) {\n    id\n    status\n    toHub {\n      id\n    }\n    amount {\n      ...Amount\n    }\n    permissions {\n      cancel {\n        ...May\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const CancelDisbursement: Operation<CancelDisbursementMutation, CancelDisbursementMutationVariables> = {
  name: 'CancelDisbursement',
  text: "mutation CancelDisbursement($input: CancelDisbursementInput!) {\n  cancelDisbursement(input: $input) {\n    __typename\n    ... on Disbursement {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
