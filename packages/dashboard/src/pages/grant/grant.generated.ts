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

/** Tells a person, whose name is not kept, from an organisation. */
export type GrantRecipientKind =
  /** An organisation, whose name and id are kept. */
  | 'ORGANISATION'
  /** A person, of whom neither name nor id is kept. */
  | 'INDIVIDUAL';

export type ApplicationQueryVariables = Exact<{
  id: string;
}>;


export type ApplicationQuery = { readonly application: { readonly id: string, readonly title: string | null, readonly plan: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly status: ApplicationStatus | null, readonly appliedAt: string | null, readonly appliedBy: { readonly id: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly team: { readonly id: string, readonly name: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null } | null, readonly decision: { readonly outcome: ApplicationOutcome, readonly reason: string | null, readonly decidedAt: string, readonly decidedBy: { readonly id: string, readonly name: string | null } } | null, readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly unpaid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly draws: ReadonlyArray<{ readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null }> | null, readonly payments: ReadonlyArray<{ readonly id: string, readonly paidAt: string | null, readonly entries: ReadonlyArray<string> | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paidBy: { readonly id: string, readonly name: string | null } | null, readonly returned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly unspent: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly receipts: ReadonlyArray<{ readonly id: string, readonly contentHash: string | null, readonly spentOn: string | null, readonly about: string | null, readonly reportedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly reportedBy: { readonly id: string, readonly name: string | null } | null }> | null }> | null } | null } | null };

export type GrantOfBeforeQueryVariables = Exact<{
  id: string;
}>;


export type GrantOfBeforeQuery = { readonly grant: { readonly id: string, readonly import: string | null, readonly sourceDigest: string | null, readonly title: string | null, readonly description: string | null, readonly recipientKind: GrantRecipientKind | null, readonly recipientId: string | null, readonly recipientName: string | null, readonly awardDay: string | null, readonly plannedFrom: string | null, readonly plannedTo: string | null, readonly country: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null } | null };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const Application: Operation<ApplicationQuery, ApplicationQueryVariables> = {
  name: 'Application',
  text: "query Application($id: ID!) {\n  application(id: $id) {\n    id\n    title\n    plan\n    purpose\n    spentIn\n    status\n    appliedAt\n    appliedBy {\n      ...Who\n    }\n    amount {\n      ...Amount\n    }\n    team {\n      id\n      name\n      hub {\n        id\n        name\n      }\n    }\n    decision {\n      outcome\n      reason\n      decidedAt\n      decidedBy {\n        ...Who\n      }\n    }\n    award {\n      id\n      status\n      amount {\n        ...Amount\n      }\n      paid {\n        ...Amount\n      }\n      unpaid {\n        ...Amount\n      }\n      draws {\n        amount {\n          ...Amount\n        }\n        fund {\n          id\n          code\n          name\n        }\n      }\n      payments {\n        id\n        amount {\n          ...Amount\n        }\n        paidAt\n        paidBy {\n          ...Who\n        }\n        entries\n        returned {\n          ...Amount\n        }\n        unspent {\n          ...Amount\n        }\n        receipts {\n          id\n          amount {\n            ...Amount\n          }\n          contentHash\n          spentOn\n          about\n          reportedAt\n          reportedBy {\n            ...Who\n          }\n        }\n      }\n    }\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};

export const GrantOfBefore: Operation<GrantOfBeforeQuery, GrantOfBeforeQueryVariables> = {
  name: 'GrantOfBefore',
  text: "query GrantOfBefore($id: ID!) {\n  grant(id: $id) {\n    id\n    import\n    sourceDigest\n    title\n    description\n    recipientKind\n    recipientId\n    recipientName\n    amount {\n      ...Amount\n    }\n    awardDay\n    plannedFrom\n    plannedTo\n    country\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};
