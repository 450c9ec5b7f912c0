// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Where an agreement stands, as the hub knows it. */
export type HubAgreementStatus =
  /** Offered; the hub has not signed it. */
  | 'OFFERED'
  /** Signed by the hub; the Basic Support System has not confirmed it yet. */
  | 'SIGNED'
  /** Confirmed: it holds on the days from validFrom until the day before validTo. */
  | 'IN_FORCE'
  /** Its period is over, or nobody confirmed it in time. */
  | 'EXPIRED'
  /** Ended by the Basic Support System. */
  | 'ENDED';

/** Where a hub stands with the Global Council. */
export type HubStatus =
  /** Proposed by a community; it has no rights yet. */
  | 'PROPOSED'
  /** Authorised by a motion. */
  | 'AUTHORISED'
  /** Suspended by a motion: it can be read, and it can do nothing new. */
  | 'SUSPENDED';

export type OfferTrademarkAgreementInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** The first day on which it holds. */
  readonly validFrom: string;
  /** The first day on which it does not hold any more. */
  readonly validTo: string;
  /** What is agreed, in up to 50,000 characters. */
  readonly terms: string;
};

export type SignTrademarkAgreementInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub that signs. */
  readonly hub: string;
  /** The id of the agreement that was offered. */
  readonly agreement: string;
};

/** Where an agreement stands. */
export type TrademarkAgreementStatus =
  /** Offered to the hub, which has not signed it. */
  | 'OFFERED'
  /** Signed by the hub: it holds on the days from validFrom until the day before validTo. */
  | 'IN_FORCE'
  /** Its period is over. */
  | 'EXPIRED'
  /** Ended before its period was over. */
  | 'ENDED';

export type AgreementFormQueryVariables = Exact<{
  agreement: string;
}>;


export type AgreementFormQuery = { readonly trademarkAgreement: { readonly id: string, readonly status: TrademarkAgreementStatus | null, readonly terms: string | null, readonly termsDigest: string | null, readonly validFrom: string | null, readonly validTo: string | null, readonly hub: { readonly id: string, readonly name: string | null, readonly permissions: { readonly signTrademarkAgreement: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null } | null };

export type SignTrademarkAgreementMutationVariables = Exact<{
  input: SignTrademarkAgreementInput;
}>;


export type SignTrademarkAgreementMutation = { readonly signTrademarkAgreement:
    | { readonly __typename: 'HubAgreement', readonly status: HubAgreementStatus | null }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type OfferFormQueryVariables = Exact<{
  hub: string;
}>;


export type OfferFormQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly status: HubStatus | null, readonly trademarkPermissions: { readonly offerAgreement: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type OfferTrademarkAgreementMutationVariables = Exact<{
  input: OfferTrademarkAgreementInput;
}>;


export type OfferTrademarkAgreementMutation = { readonly offerTrademarkAgreement:
    | { readonly __typename: 'TrademarkAgreement', readonly id: string, readonly hub: { readonly id: string } | null }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export const AgreementForm: Operation<AgreementFormQuery, AgreementFormQueryVariables> = {
  name: 'AgreementForm',
  text: "query AgreementForm($agreement: ID!) {\n  trademarkAgreement(id: $agreement) {\n    id\n    status\n    terms\n    termsDigest\n    validFrom\n    validTo\n    hub {\n      id\n      name\n      permissions {\n        signTrademarkAgreement(agreement: $agreement) {\n          ...May\n        }\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const SignTrademarkAgreement: Operation<SignTrademarkAgreementMutation, SignTrademarkAgreementMutationVariables> = {
  name: 'SignTrademarkAgreement',
  text: "mutation SignTrademarkAgreement($input: SignTrademarkAgreementInput!) {\n  signTrademarkAgreement(input: $input) {\n    __typename\n    ... on HubAgreement {\n      status\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const OfferForm: Operation<OfferFormQuery, OfferFormQueryVariables> = {
  name: 'OfferForm',
  text: "query OfferForm($hub: ID!) {\n  hub(id: $hub) {\n    id\n    name\n    status\n    trademarkPermissions {\n      offerAgreement {\n        ...May\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const OfferTrademarkAgreement: Operation<OfferTrademarkAgreementMutation, OfferTrademarkAgreementMutationVariables> = {
  name: 'OfferTrademarkAgreement',
  text: "mutation OfferTrademarkAgreement($input: OfferTrademarkAgreementInput!) {\n  offerTrademarkAgreement(input: $input) {\n    __typename\n    ... on TrademarkAgreement {\n      id\n      hub {\n        id\n      }\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
