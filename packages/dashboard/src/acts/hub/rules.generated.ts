// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** How many people of one role must approve. */
export type ApprovalSeatInput = {
  /** staff, treasurer, committee-member or board-member. */
  readonly role: string;
  /** How many of them, at least one. */
  readonly count: number;
};

/** Expenses of one currency up to an amount. */
export type ApprovalTierInput = {
  /** ISO 4217, as EUR. */
  readonly currency: string;
  /** The largest amount that it is for, as decimal text in the tier's currency; left out in the last tier of a currency. */
  readonly upTo?: string | null | undefined;
  /** Up to nine people in all; each role once. */
  readonly approvals: ReadonlyArray<ApprovalSeatInput>;
};

/** Other details of who is to be paid. */
export type ChangePayeeInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The payee's id. */
  readonly payee: string;
  /** In up to 140 characters. */
  readonly name: string;
  /** How to pay. */
  readonly method: PaymentMethod;
  /** An IBAN, the number of a wallet with its country code, or what else a bank must know, in up to 200 characters. */
  readonly account: string;
};

/** How somebody is paid. */
export type PaymentMethod =
  /** By a bank that has IBANs. */
  | 'IBAN'
  /** To a mobile wallet. */
  | 'MOBILE_MONEY'
  /** In another way, which the account says in words. */
  | 'OTHER';

/** Who must approve the expenses of a hub. */
export type SetApprovalRuleInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** Up to 40; the tiers of a currency from the smallest amount on, the last without an end. */
  readonly tiers: ReadonlyArray<ApprovalTierInput>;
};

/** The countries in which those who are paid are protected. */
export type SetProtectedCountriesInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** ISO 3166-1 alpha-2, each once; none where there is no such country. */
  readonly countries: ReadonlyArray<string>;
};

export type RulesOfHubQueryVariables = Exact<{
  hub: string;
}>;


export type RulesOfHubQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly currency: string | null, readonly approvalRule: { readonly version: number, readonly setAt: string, readonly setBy: { readonly id: string, readonly name: string | null }, readonly tiers: ReadonlyArray<{ readonly currency: string, readonly upTo: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly approvals: ReadonlyArray<{ readonly role: string, readonly count: number }> }> } | null, readonly protectedCountries: { readonly countries: ReadonlyArray<string>, readonly setAt: string } | null, readonly books: { readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly balances: ReadonlyArray<{ readonly currency: string }> }> } } | null, readonly permissions: { readonly setApprovalRule: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly setProtectedCountries: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type PayeesOfHubQueryVariables = Exact<{
  hub: string;
  after?: string | null | undefined;
}>;


export type PayeesOfHubQuery = { readonly hub: { readonly id: string, readonly payeeForMe: { readonly id: string, readonly name: string | null, readonly method: PaymentMethod | null, readonly account: string | null, readonly isMe: boolean | null, readonly permissions: { readonly change: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null, readonly payees: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly method: PaymentMethod | null, readonly account: string | null, readonly isMe: boolean | null, readonly permissions: { readonly change: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null }> } | null } | null };

export type SetApprovalRuleMutationVariables = Exact<{
  input: SetApprovalRuleInput;
}>;


export type SetApprovalRuleMutation = { readonly setApprovalRule:
    | { readonly __typename: 'ApprovalRule', readonly version: number }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type SetProtectedCountriesMutationVariables = Exact<{
  input: SetProtectedCountriesInput;
}>;


export type SetProtectedCountriesMutation = { readonly setProtectedCountries:
    | { readonly __typename: 'ProtectedCountries', readonly countries: ReadonlyArray<string> }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ChangePayeeMutationVariables = Exact<{
  input: ChangePayeeInput;
}>;


export type ChangePayeeMutation = { readonly changePayee:
    | { readonly __typename: 'Payee', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type PayeeToChangeFragment = { readonly id: string, readonly name: string | null, readonly method: PaymentMethod | null, readonly account: string | null, readonly isMe: boolean | null, readonly permissions: { readonly change: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null };

export type RuleShownFragment = { readonly version: number, readonly setAt: string, readonly setBy: { readonly id: string, readonly name: string | null }, readonly tiers: ReadonlyArray<{ readonly currency: string, readonly upTo: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly approvals: ReadonlyArray<{ readonly role: string, readonly count: number }> }> };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export const RulesOfHub: Operation<RulesOfHubQuery, RulesOfHubQueryVariables> = {
  name: 'RulesOfHub',
  text: "query RulesOfHub($hub: ID!) {\n  hub(id: $hub) {\n    id\n    name\n    currency\n    approvalRule {\n      ...RuleShown\n    }\n    protectedCountries {\n      countries\n      setAt\n    }\n    books {\n      funds(first: 50) {\n        nodes {\n          id\n          balances {\n            currency\n          }\n        }\n      }\n    }\n    permissions {\n      setApprovalRule {\n        ...May\n      }\n      setProtectedCountries {\n        ...May\n      }\n    }\n  }\n}\nfragment RuleShown on ApprovalRule {\n  version\n  setAt\n  setBy {\n    ...Who\n  }\n  tiers {\n    currency\n    upTo {\n      ...Amount\n    }\n    approvals {\n      role\n      count\n    }\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const PayeesOfHub: Operation<PayeesOfHubQuery, PayeesOfHubQueryVariables> = {
  name: 'PayeesOfHub',
  text: "query PayeesOfHub($hub: ID!, $after: String) {\n  hub(id: $hub) {\n    id\n    payeeForMe {\n      ...PayeeToChange\n    }\n    payees(first: 100, after: $after) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        ...PayeeToChange\n      }\n    }\n  }\n}\nfragment PayeeToChange on Payee {\n  id\n  name\n  method\n  account\n  isMe\n  permissions {\n    change {\n      ...May\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const SetApprovalRule: Operation<SetApprovalRuleMutation, SetApprovalRuleMutationVariables> = {
  name: 'SetApprovalRule',
  text: "mutation SetApprovalRule($input: SetApprovalRuleInput!) {\n  setApprovalRule(input: $input) {\n    __typename\n    ... on ApprovalRule {\n      version\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const SetProtectedCountries: Operation<SetProtectedCountriesMutation, SetProtectedCountriesMutationVariables> = {
  name: 'SetProtectedCountries',
  text: "mutation SetProtectedCountries($input: SetProtectedCountriesInput!) {\n  setProtectedCountries(input: $input) {\n    __typename\n    ... on ProtectedCountries {\n      countries\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ChangePayee: Operation<ChangePayeeMutation, ChangePayeeMutationVariables> = {
  name: 'ChangePayee',
  text: "mutation ChangePayee($input: ChangePayeeInput!) {\n  changePayee(input: $input) {\n    __typename\n    ... on Payee {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
