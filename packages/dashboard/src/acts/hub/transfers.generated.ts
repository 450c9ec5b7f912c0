// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** From whom a node takes transfers without asking a person. */
export type AcceptanceFrom =
  /** Every node with books that the council authorises. */
  | 'AUTHORISED'
  /** Only those that are listed. */
  | 'LISTED'
  /** Nobody: a person decides each time. */
  | 'NOBODY';

/** A transfer that was offered. */
export type AcceptSupportTransferInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the transfer. */
  readonly transfer: string;
  /** The id of the fund that it joins; the general fund if it is not given. */
  readonly fund?: string | null | undefined;
};

/** A transfer that was offered. */
export type AcceptTransferInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** The id of the transfer. */
  readonly transfer: string;
  /** The id of the fund that it joins; the general fund if it is not given. */
  readonly fund?: string | null | undefined;
};

/** A prepared transfer. */
export type CancelSupportTransferInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the transfer. */
  readonly transfer: string;
};

/** A prepared transfer. */
export type CancelTransferInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** The id of the transfer. */
  readonly transfer: string;
};

/** A payment that has arrived. */
export type ConfirmSettlementInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** The id of the settlement, as the payer made it. */
  readonly settlement: string;
  /** The day on which it arrived. */
  readonly day: string;
};

/** A payment that has arrived. */
export type ConfirmSupportSettlementInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the settlement, as the payer made it. */
  readonly settlement: string;
  /** The day on which it arrived. */
  readonly day: string;
};

/** Whether a fund takes entries. */
export type FundStatus =
  /** It takes entries. */
  | 'OPEN'
  /** It takes no more entries. */
  | 'CLOSED';

/** An amount of money, as a client writes it. */
export type MoneyInput = {
  /** Decimal text, as 12.50; no grouping signs, not more places than the currency has. */
  readonly decimal: string;
  /** ISO 4217, as EUR. */
  readonly currency: string;
};

/** Money for another node. */
export type PrepareSupportTransferInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the node that it goes to. */
  readonly to: string;
  /** The id of the fund that it comes from. */
  readonly fund: string;
  /** How much. */
  readonly amount: MoneyInput;
  /** What it is for, as a code: education. */
  readonly purpose?: string | null | undefined;
};

/** Money for another node. */
export type PrepareTransferInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** The slug of the node that it goes to. */
  readonly to: string;
  /** The id of the fund that it comes from. */
  readonly fund: string;
  /** How much. */
  readonly amount: MoneyInput;
  /** What it is for, as a code: education. */
  readonly purpose?: string | null | undefined;
};

/** A transfer that was offered, and why it is not taken. */
export type RefuseSupportTransferInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the transfer. */
  readonly transfer: string;
  /** A code in kebab-case, as not-agreed; the payer is told. */
  readonly reasonCode: string;
};

/** A transfer that was offered, and why it is not taken. */
export type RefuseTransferInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** The id of the transfer. */
  readonly transfer: string;
  /** A code in kebab-case, as not-agreed; the payer is told. */
  readonly reasonCode: string;
};

/** From whom transfers are taken from now on. */
export type SetAcceptanceRuleInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** From whom. */
  readonly from: AcceptanceFrom;
  /** The slugs of those that are listed, where they are. */
  readonly nodes?: ReadonlyArray<string> | null | undefined;
};

/** From whom transfers are taken from now on. */
export type SetSupportAcceptanceRuleInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** From whom. */
  readonly from: AcceptanceFrom;
  /** The slugs of those that are listed, where they are. */
  readonly nodes?: ReadonlyArray<string> | null | undefined;
};

/** Where a payment for a transfer stands in one node's books. */
export type SettlementStatus =
  /** At the payer: the bank was told to pay. */
  | 'PAID'
  /** At the payee: the payer says that it paid; nothing is in the books. */
  | 'STATED'
  /** The money is in the payee's books, as it says. */
  | 'ARRIVED';

/** A payment for a transfer. */
export type SettleSupportTransferInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the transfer. */
  readonly transfer: string;
  /** How much was paid; no more than is owed. */
  readonly amount: MoneyInput;
  /** The day on which the bank paid. */
  readonly day: string;
};

/** A payment for a transfer. */
export type SettleTransferInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** The id of the transfer. */
  readonly transfer: string;
  /** How much was paid; no more than is owed. */
  readonly amount: MoneyInput;
  /** The day on which the bank paid. */
  readonly day: string;
};

/** Which end of a transfer a node is. */
export type TransferEnd =
  /** The money comes from it; its journal alone decides. */
  | 'PAYER'
  /** The money goes to it. */
  | 'PAYEE';

/** Where a transfer stands in one node's books. */
export type TransferStatus =
  /** At the payer: reserved, and the payee was asked. */
  | 'PREPARED'
  /** At the payee: a person has to decide, and nothing is in its books. */
  | 'OFFERED'
  /** At the payee: taken, and pending until the payer's word has come. */
  | 'ACCEPTED'
  /** At the payer: decided. It is owed. */
  | 'POSTED'
  /** At the payee: in its books. At the payer: the payee has said so. */
  | 'BOOKED'
  /** At the payee: not taken. */
  | 'REFUSED'
  /** The payer cancelled it or the payee refused it; nothing moved. */
  | 'VOIDED'
  /** At the payer: not accepted in time; nothing moved. */
  | 'EXPIRED';

export type TransfersOfHubQueryVariables = Exact<{
  hub: string;
}>;


export type TransfersOfHubQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly currency: string | null, readonly permissions: { readonly prepareTransfer: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly setAcceptanceRule: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly acceptanceRule: { readonly from: AcceptanceFrom, readonly nodes: ReadonlyArray<string> } | null, readonly books: { readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly status: FundStatus, readonly balances: ReadonlyArray<{ readonly currency: string, readonly available: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }> } } | null } | null };

export type TransfersOfSupportQueryVariables = Exact<{ [key: string]: never; }>;


export type TransfersOfSupportQuery = { readonly fundraisingPermissions: { readonly prepareTransfer: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly setAcceptanceRule: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly supportAcceptanceRule: { readonly from: AcceptanceFrom, readonly nodes: ReadonlyArray<string> } | null, readonly supportBooks: { readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly status: FundStatus, readonly balances: ReadonlyArray<{ readonly currency: string, readonly available: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }> } } | null };

export type WhoTakesPartQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type WhoTakesPartQuery = { readonly hubs: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null }> } };

export type TransferOfHubQueryVariables = Exact<{
  hub: string;
  transfer: string;
}>;


export type TransferOfHubQuery = { readonly hub: { readonly id: string, readonly transfer: { readonly id: string, readonly end: TransferEnd, readonly peer: string, readonly isDisbursement: boolean, readonly status: TransferStatus, readonly purpose: string | null, readonly begunAt: string, readonly expiresAt: string | null, readonly reasonCode: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly settlements: ReadonlyArray<{ readonly id: string, readonly status: SettlementStatus, readonly day: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly permissions: { readonly confirm: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null }>, readonly permissions: { readonly cancel: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly accept: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly refuse: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly settle: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null, readonly books: { readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly status: FundStatus, readonly balances: ReadonlyArray<{ readonly currency: string, readonly available: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }> } } | null } | null };

export type TransferOfSupportQueryVariables = Exact<{
  transfer: string;
}>;


export type TransferOfSupportQuery = { readonly supportTransfer: { readonly id: string, readonly end: TransferEnd, readonly peer: string, readonly isDisbursement: boolean, readonly status: TransferStatus, readonly purpose: string | null, readonly begunAt: string, readonly expiresAt: string | null, readonly reasonCode: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly settlements: ReadonlyArray<{ readonly id: string, readonly status: SettlementStatus, readonly day: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly permissions: { readonly confirm: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null }>, readonly permissions: { readonly cancel: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly accept: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly refuse: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly settle: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null, readonly supportBooks: { readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly status: FundStatus, readonly balances: ReadonlyArray<{ readonly currency: string, readonly available: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }> } } | null };

export type PrepareTransferMutationVariables = Exact<{
  input: PrepareTransferInput;
}>;


export type PrepareTransferMutation = { readonly done:
    | { readonly __typename: 'Transfer', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type PrepareSupportTransferMutationVariables = Exact<{
  input: PrepareSupportTransferInput;
}>;


export type PrepareSupportTransferMutation = { readonly done:
    | { readonly __typename: 'Transfer', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type CancelTransferMutationVariables = Exact<{
  input: CancelTransferInput;
}>;


export type CancelTransferMutation = { readonly done:
    | { readonly __typename: 'Transfer', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type CancelSupportTransferMutationVariables = Exact<{
  input: CancelSupportTransferInput;
}>;


export type CancelSupportTransferMutation = { readonly done:
    | { readonly __typename: 'Transfer', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type AcceptTransferMutationVariables = Exact<{
  input: AcceptTransferInput;
}>;


export type AcceptTransferMutation = { readonly done:
    | { readonly __typename: 'Transfer', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type AcceptSupportTransferMutationVariables = Exact<{
  input: AcceptSupportTransferInput;
}>;


export type AcceptSupportTransferMutation = { readonly done:
    | { readonly __typename: 'Transfer', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type RefuseTransferMutationVariables = Exact<{
  input: RefuseTransferInput;
}>;


export type RefuseTransferMutation = { readonly done:
    | { readonly __typename: 'Transfer', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type RefuseSupportTransferMutationVariables = Exact<{
  input: RefuseSupportTransferInput;
}>;


export type RefuseSupportTransferMutation = { readonly done:
    | { readonly __typename: 'Transfer', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type SettleTransferMutationVariables = Exact<{
  input: SettleTransferInput;
}>;


export type SettleTransferMutation = { readonly done:
    | { readonly __typename: 'Transfer', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type SettleSupportTransferMutationVariables = Exact<{
  input: SettleSupportTransferInput;
}>;


export type SettleSupportTransferMutation = { readonly done:
    | { readonly __typename: 'Transfer', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ConfirmSettlementMutationVariables = Exact<{
  input: ConfirmSettlementInput;
}>;


export type ConfirmSettlementMutation = { readonly done:
    | { readonly __typename: 'Transfer', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ConfirmSupportSettlementMutationVariables = Exact<{
  input: ConfirmSupportSettlementInput;
}>;


export type ConfirmSupportSettlementMutation = { readonly done:
    | { readonly __typename: 'Transfer', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type SetAcceptanceRuleMutationVariables = Exact<{
  input: SetAcceptanceRuleInput;
}>;


export type SetAcceptanceRuleMutation = { readonly done:
    | { readonly __typename: 'AcceptanceRule', readonly from: AcceptanceFrom }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type SetSupportAcceptanceRuleMutationVariables = Exact<{
  input: SetSupportAcceptanceRuleInput;
}>;


export type SetSupportAcceptanceRuleMutation = { readonly done:
    | { readonly __typename: 'AcceptanceRule', readonly from: AcceptanceFrom }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

type TransferDone_Transfer_Fragment = { readonly __typename: 'Transfer', readonly id: string };

type TransferDone_Refused_Fragment = { readonly __typename: 'Refused', readonly code: string, readonly message: string };

export type TransferDoneFragment =
  | TransferDone_Transfer_Fragment
  | TransferDone_Refused_Fragment
;

type RuleDone_AcceptanceRule_Fragment = { readonly __typename: 'AcceptanceRule', readonly from: AcceptanceFrom };

type RuleDone_Refused_Fragment = { readonly __typename: 'Refused', readonly code: string, readonly message: string };

export type RuleDoneFragment =
  | RuleDone_AcceptanceRule_Fragment
  | RuleDone_Refused_Fragment
;

export type FundsToUseFragment = { readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly status: FundStatus, readonly balances: ReadonlyArray<{ readonly currency: string, readonly available: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }> } };

export type TransferToActFragment = { readonly id: string, readonly end: TransferEnd, readonly peer: string, readonly isDisbursement: boolean, readonly status: TransferStatus, readonly purpose: string | null, readonly begunAt: string, readonly expiresAt: string | null, readonly reasonCode: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly settlements: ReadonlyArray<{ readonly id: string, readonly status: SettlementStatus, readonly day: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly permissions: { readonly confirm: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null }>, readonly permissions: { readonly cancel: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly accept: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly refuse: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly settle: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const TransfersOfHub: Operation<TransfersOfHubQuery, TransfersOfHubQueryVariables> = {
  name: 'TransfersOfHub',
  text: "query TransfersOfHub($hub: ID!) {\n  hub(id: $hub) {\n    id\n    name\n    currency\n    permissions {\n      prepareTransfer {\n        ...May\n      }\n      setAcceptanceRule {\n        ...May\n      }\n    }\n    acceptanceRule {\n      from\n      nodes\n    }\n    books {\n      ...FundsToUse\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}\nfragment FundsToUse on Books {\n  funds(first: 100) {\n    nodes {\n      id\n      code\n      name\n      status\n      balances {\n        currency\n        available {\n          ...Amount\n        }\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};

export const TransfersOfSupport: Operation<TransfersOfSupportQuery, TransfersOfSupportQueryVariables> = {
  name: 'TransfersOfSupport',
  text: "query TransfersOfSupport {\n  fundraisingPermissions {\n    prepareTransfer {\n      ...May\n    }\n    setAcceptanceRule {\n      ...May\n    }\n  }\n  supportAcceptanceRule {\n    from\n    nodes\n  }\n  supportBooks {\n    ...FundsToUse\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}\nfragment FundsToUse on Books {\n  funds(first: 100) {\n    nodes {\n      id\n      code\n      name\n      status\n      balances {\n        currency\n        available {\n          ...Amount\n        }\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};

export const WhoTakesPart: Operation<WhoTakesPartQuery, WhoTakesPartQueryVariables> = {
  name: 'WhoTakesPart',
  text: "query WhoTakesPart($after: String) {\n  hubs(status: AUTHORISED, first: 100, after: $after) {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      id\n      name\n    }\n  }\n}",
};

export const TransferOfHub: Operation<TransferOfHubQuery, TransferOfHubQueryVariables> = {
  name: 'TransferOfHub',
  text: "query TransferOfHub($hub: ID!, $transfer: ID!) {\n  hub(id: $hub) {\n    id\n    transfer(id: $transfer) {\n      ...TransferToAct\n    }\n    books {\n      ...FundsToUse\n    }\n  }\n}\nfragment TransferToAct on Transfer {\n  id\n  end\n  peer\n  isDisbursement\n  status\n  purpose\n  begunAt\n  expiresAt\n  reasonCode\n  amount {\n    ...Amount\n  }\n  paid {\n    ...Amount\n  }\n  settlements {\n    id\n    status\n    day\n    amount {\n      ...Amount\n    }\n    permissions {\n      confirm {\n        ...May\n      }\n    }\n  }\n  permissions {\n    cancel {\n      ...May\n    }\n    accept {\n      ...May\n    }\n    refuse {\n      ...May\n    }\n    settle {\n      ...May\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}\nfragment FundsToUse on Books {\n  funds(first: 100) {\n    nodes {\n      id\n      code\n      name\n      status\n      balances {\n        currency\n        available {\n          ...Amount\n        }\n      }\n    }\n  }\n}",
};

export const TransferOfSupport: Operation<TransferOfSupportQuery, TransferOfSupportQueryVariables> = {
  name: 'TransferOfSupport',
  text: "query TransferOfSupport($transfer: ID!) {\n  supportTransfer(id: $transfer) {\n    ...TransferToAct\n  }\n  supportBooks {\n    ...FundsToUse\n  }\n}\nfragment TransferToAct on Transfer {\n  id\n  end\n  peer\n  isDisbursement\n  status\n  purpose\n  begunAt\n  expiresAt\n  reasonCode\n  amount {\n    ...Amount\n  }\n  paid {\n    ...Amount\n  }\n  settlements {\n    id\n    status\n    day\n    amount {\n      ...Amount\n    }\n    permissions {\n      confirm {\n        ...May\n      }\n    }\n  }\n  permissions {\n    cancel {\n      ...May\n    }\n    accept {\n      ...May\n    }\n    refuse {\n      ...May\n    }\n    settle {\n      ...May\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}\nfragment FundsToUse on Books {\n  funds(first: 100) {\n    nodes {\n      id\n      code\n      name\n      status\n      balances {\n        currency\n        available {\n          ...Amount\n        }\n      }\n    }\n  }\n}",
};

export const PrepareTransfer: Operation<PrepareTransferMutation, PrepareTransferMutationVariables> = {
  name: 'PrepareTransfer',
  text: "mutation PrepareTransfer($input: PrepareTransferInput!) {\n  done: prepareTransfer(input: $input) {\n    ...TransferDone\n  }\n}\nfragment TransferDone on TransferResult {\n  __typename\n  ... on Transfer {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const PrepareSupportTransfer: Operation<PrepareSupportTransferMutation, PrepareSupportTransferMutationVariables> = {
  name: 'PrepareSupportTransfer',
  text: "mutation PrepareSupportTransfer($input: PrepareSupportTransferInput!) {\n  done: prepareSupportTransfer(input: $input) {\n    ...TransferDone\n  }\n}\nfragment TransferDone on TransferResult {\n  __typename\n  ... on Transfer {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const CancelTransfer: Operation<CancelTransferMutation, CancelTransferMutationVariables> = {
  name: 'CancelTransfer',
  text: "mutation CancelTransfer($input: CancelTransferInput!) {\n  done: cancelTransfer(input: $input) {\n    ...TransferDone\n  }\n}\nfragment TransferDone on TransferResult {\n  __typename\n  ... on Transfer {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const CancelSupportTransfer: Operation<CancelSupportTransferMutation, CancelSupportTransferMutationVariables> = {
  name: 'CancelSupportTransfer',
  text: "mutation CancelSupportTransfer($input: CancelSupportTransferInput!) {\n  done: cancelSupportTransfer(input: $input) {\n    ...TransferDone\n  }\n}\nfragment TransferDone on TransferResult {\n  __typename\n  ... on Transfer {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const AcceptTransfer: Operation<AcceptTransferMutation, AcceptTransferMutationVariables> = {
  name: 'AcceptTransfer',
  text: "mutation AcceptTransfer($input: AcceptTransferInput!) {\n  done: acceptTransfer(input: $input) {\n    ...TransferDone\n  }\n}\nfragment TransferDone on TransferResult {\n  __typename\n  ... on Transfer {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const AcceptSupportTransfer: Operation<AcceptSupportTransferMutation, AcceptSupportTransferMutationVariables> = {
  name: 'AcceptSupportTransfer',
  text: "mutation AcceptSupportTransfer($input: AcceptSupportTransferInput!) {\n  done: acceptSupportTransfer(input: $input) {\n    ...TransferDone\n  }\n}\nfragment TransferDone on TransferResult {\n  __typename\n  ... on Transfer {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const RefuseTransfer: Operation<RefuseTransferMutation, RefuseTransferMutationVariables> = {
  name: 'RefuseTransfer',
  text: "mutation RefuseTransfer($input: RefuseTransferInput!) {\n  done: refuseTransfer(input: $input) {\n    ...TransferDone\n  }\n}\nfragment TransferDone on TransferResult {\n  __typename\n  ... on Transfer {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const RefuseSupportTransfer: Operation<RefuseSupportTransferMutation, RefuseSupportTransferMutationVariables> = {
  name: 'RefuseSupportTransfer',
  text: "mutation RefuseSupportTransfer($input: RefuseSupportTransferInput!) {\n  done: refuseSupportTransfer(input: $input) {\n    ...TransferDone\n  }\n}\nfragment TransferDone on TransferResult {\n  __typename\n  ... on Transfer {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const SettleTransfer: Operation<SettleTransferMutation, SettleTransferMutationVariables> = {
  name: 'SettleTransfer',
  text: "mutation SettleTransfer($input: SettleTransferInput!) {\n  done: settleTransfer(input: $input) {\n    ...TransferDone\n  }\n}\nfragment TransferDone on TransferResult {\n  __typename\n  ... on Transfer {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const SettleSupportTransfer: Operation<SettleSupportTransferMutation, SettleSupportTransferMutationVariables> = {
  name: 'SettleSupportTransfer',
  text: "mutation SettleSupportTransfer($input: SettleSupportTransferInput!) {\n  done: settleSupportTransfer(input: $input) {\n    ...TransferDone\n  }\n}\nfragment TransferDone on TransferResult {\n  __typename\n  ... on Transfer {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ConfirmSettlement: Operation<ConfirmSettlementMutation, ConfirmSettlementMutationVariables> = {
  name: 'ConfirmSettlement',
  text: "mutation ConfirmSettlement($input: ConfirmSettlementInput!) {\n  done: confirmSettlement(input: $input) {\n    ...TransferDone\n  }\n}\nfragment TransferDone on TransferResult {\n  __typename\n  ... on Transfer {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ConfirmSupportSettlement: Operation<ConfirmSupportSettlementMutation, ConfirmSupportSettlementMutationVariables> = {
  name: 'ConfirmSupportSettlement',
  text: "mutation ConfirmSupportSettlement($input: ConfirmSupportSettlementInput!) {\n  done: confirmSupportSettlement(input: $input) {\n    ...TransferDone\n  }\n}\nfragment TransferDone on TransferResult {\n  __typename\n  ... on Transfer {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const SetAcceptanceRule: Operation<SetAcceptanceRuleMutation, SetAcceptanceRuleMutationVariables> = {
  name: 'SetAcceptanceRule',
  text: "mutation SetAcceptanceRule($input: SetAcceptanceRuleInput!) {\n  done: setAcceptanceRule(input: $input) {\n    ...RuleDone\n  }\n}\nfragment RuleDone on AcceptanceRuleResult {\n  __typename\n  ... on AcceptanceRule {\n    from\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const SetSupportAcceptanceRule: Operation<SetSupportAcceptanceRuleMutation, SetSupportAcceptanceRuleMutationVariables> = {
  name: 'SetSupportAcceptanceRule',
  text: "mutation SetSupportAcceptanceRule($input: SetSupportAcceptanceRuleInput!) {\n  done: setSupportAcceptanceRule(input: $input) {\n    ...RuleDone\n  }\n}\nfragment RuleDone on AcceptanceRuleResult {\n  __typename\n  ... on AcceptanceRule {\n    from\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
