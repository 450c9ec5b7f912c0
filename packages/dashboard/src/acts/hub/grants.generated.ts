// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What the fund committee may decide. */
export type ApplicationOutcome =
  /** Grants it, in whole or in part, and reserves the money. */
  | 'AWARD'
  /** Grants nothing. */
  | 'DECLINE';

/** Where an application stands. */
export type ApplicationStatus =
  /** The fund committee has not decided yet. */
  | 'OPEN'
  /** Granted, in whole or in part. */
  | 'AWARDED'
  /** Nothing was granted. */
  | 'DECLINED';

/** Where an award stands. */
export type AwardStatus =
  /** What is unpaid of it is reserved in its funds. */
  | 'OPEN'
  /** Nothing more is paid from it; what was unpaid is free again. */
  | 'CLOSED';

export type CloseAwardInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of an open award. */
  readonly award: string;
};

export type DecideApplicationInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of an open application. */
  readonly application: string;
  /** Whether it is granted. */
  readonly decision: ApplicationOutcome;
  /** Why, in up to 4,000 characters. */
  readonly reason: string;
  /** The funds that an award comes from, at most 20; together not more than the team applied for. */
  readonly draws?: ReadonlyArray<DrawInput> | null | undefined;
};

/** A part of an award. */
export type DrawInput = {
  /** The fund that it comes from. */
  readonly fund: string;
  /** More than nothing, in the currency of the application. */
  readonly amount: MoneyInput;
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

export type PayAwardInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of an open award. */
  readonly award: string;
  /** Not more than is unpaid of the award. */
  readonly amount: MoneyInput;
};

export type ReportSpendingInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the payment that it was spent of. */
  readonly payment: string;
  /** Not more than is unspent of the payment. */
  readonly amount: MoneyInput;
  /** SHA-256 of the receipt's file, as 64 small hexadecimal digits. */
  readonly contentHash: string;
  /** The day on which it was spent. */
  readonly spentOn: string;
  /** What was bought, in up to 1,000 characters. */
  readonly about: string;
};

export type ReturnUnspentInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the payment that it comes back from. */
  readonly payment: string;
  /** Not more than is unspent of the payment. */
  readonly amount: MoneyInput;
};

export type ApplicationFormQueryVariables = Exact<{
  application: string;
  hub: string;
}>;


export type ApplicationFormQuery = { readonly application: { readonly id: string, readonly title: string | null, readonly plan: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly status: ApplicationStatus | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly permissions: { readonly decide: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly award: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null, readonly hub: { readonly id: string, readonly books: { readonly funds: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly purposes: ReadonlyArray<string> | null, readonly status: FundStatus, readonly balances: ReadonlyArray<{ readonly currency: string, readonly available: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }> } } | null } | null };

export type DecideApplicationMutationVariables = Exact<{
  input: DecideApplicationInput;
}>;


export type DecideApplicationMutation = { readonly decideApplication:
    | { readonly __typename: 'Application', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type AwardFormQueryVariables = Exact<{
  award: string;
}>;


export type AwardFormQuery = { readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly reason: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly unpaid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly decidedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly application: { readonly id: string, readonly title: string | null } | null, readonly permissions: { readonly pay: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly close: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type PayAwardMutationVariables = Exact<{
  input: PayAwardInput;
}>;


export type PayAwardMutation = { readonly payAward:
    | { readonly __typename: 'Payment', readonly id: string, readonly award: { readonly id: string, readonly application: { readonly id: string } | null } | null }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type CloseAwardMutationVariables = Exact<{
  input: CloseAwardInput;
}>;


export type CloseAwardMutation = { readonly closeAward:
    | { readonly __typename: 'Award', readonly id: string, readonly application: { readonly id: string } | null }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type PaymentFormQueryVariables = Exact<{
  payment: string;
}>;


export type PaymentFormQuery = { readonly payment: { readonly id: string, readonly paidAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly unspent: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly award: { readonly id: string, readonly team: { readonly id: string, readonly name: string | null } | null, readonly application: { readonly id: string, readonly title: string | null } | null } | null, readonly permissions: { readonly reportSpending: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly returnUnspent: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type ReportSpendingMutationVariables = Exact<{
  input: ReportSpendingInput;
}>;


export type ReportSpendingMutation = { readonly reportSpending:
    | { readonly __typename: 'Receipt', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ReturnUnspentMutationVariables = Exact<{
  input: ReturnUnspentInput;
}>;


export type ReturnUnspentMutation = { readonly returnUnspent:
    | { readonly __typename: 'Payment', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export const ApplicationForm: Operation<ApplicationFormQuery, ApplicationFormQueryVariables> = {
  name: 'ApplicationForm',
  text: "query ApplicationForm($application: ID!, $hub: ID!) {\n  application(id: $application) {\n    id\n    title\n    plan\n    purpose\n    spentIn\n    status\n    amount {\n      ...Amount\n    }\n    team {\n      id\n      name\n    }\n    permissions {\n      decide {\n        ...May\n      }\n      award {\n        ...May\n      }\n    }\n  }\n  hub(id: $hub) {\n    id\n    books {\n      funds(first: 20) {\n        nodes {\n          id\n          code\n          name\n          purposes\n          status\n          balances {\n            currency\n            available {\n              ...Amount\n            }\n          }\n        }\n        totalCount\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const DecideApplication: Operation<DecideApplicationMutation, DecideApplicationMutationVariables> = {
  name: 'DecideApplication',
  text: "mutation DecideApplication($input: DecideApplicationInput!) {\n  decideApplication(input: $input) {\n    __typename\n    ... on Application {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const AwardForm: Operation<AwardFormQuery, AwardFormQueryVariables> = {
  name: 'AwardForm',
  text: "query AwardForm($award: ID!) {\n  award(id: $award) {\n    id\n    status\n    amount {\n      ...Amount\n    }\n    paid {\n      ...Amount\n    }\n    unpaid {\n      ...Amount\n    }\n    decidedBy {\n      ...Who\n    }\n    reason\n    team {\n      id\n      name\n    }\n    application {\n      id\n      title\n    }\n    permissions {\n      pay {\n        ...May\n      }\n      close {\n        ...May\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const PayAward: Operation<PayAwardMutation, PayAwardMutationVariables> = {
  name: 'PayAward',
  text: "mutation PayAward($input: PayAwardInput!) {\n  payAward(input: $input) {\n    __typename\n    ... on Payment {\n      id\n      award {\n        id\n        application {\n          id\n        }\n      }\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const CloseAward: Operation<CloseAwardMutation, CloseAwardMutationVariables> = {
  name: 'CloseAward',
  text: "mutation CloseAward($input: CloseAwardInput!) {\n  closeAward(input: $input) {\n    __typename\n    ... on Award {\n      id\n      application {\n        id\n      }\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const PaymentForm: Operation<PaymentFormQuery, PaymentFormQueryVariables> = {
  name: 'PaymentForm',
  text: "query PaymentForm($payment: ID!) {\n  payment(id: $payment) {\n    id\n    paidAt\n    amount {\n      ...Amount\n    }\n    unspent {\n      ...Amount\n    }\n    award {\n      id\n      team {\n        id\n        name\n      }\n      application {\n        id\n        title\n      }\n    }\n    permissions {\n      reportSpending {\n        ...May\n      }\n      returnUnspent {\n        ...May\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const ReportSpending: Operation<ReportSpendingMutation, ReportSpendingMutationVariables> = {
  name: 'ReportSpending',
  text: "mutation ReportSpending($input: ReportSpendingInput!) {\n  reportSpending(input: $input) {\n    __typename\n    ... on Receipt {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ReturnUnspent: Operation<ReturnUnspentMutation, ReturnUnspentMutationVariables> = {
  name: 'ReturnUnspent',
  text: "mutation ReturnUnspent($input: ReturnUnspentInput!) {\n  returnUnspent(input: $input) {\n    __typename\n    ... on Payment {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
