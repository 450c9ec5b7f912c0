// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** How far a payment is that a team directed. */
export type PaymentDirectionStatus =
  /** The sponsoring team has not answered yet. */
  | 'DIRECTED'
  /** The sponsoring team says that it was paid. */
  | 'PAID'
  /** The sponsoring team does not pay it. */
  | 'REFUSED';

/** How far a sponsorship has come. */
export type SponsorshipStatus =
  /** The sponsor has offered it; the team has not agreed yet. */
  | 'OFFERED'
  /** The team has agreed that another team holds its money; the hub has not consented yet. */
  | 'AGREED'
  /** The sponsor holds the team's money. */
  | 'ACTIVE'
  /** What was offered came to nothing. */
  | 'DECLINED'
  /** It is over; what was left has gone to the next sponsor. */
  | 'ENDED';

/** Where a period stands of which no books are here. */
export type UnfiledStatus =
  /** It has not ended yet. */
  | 'RUNNING'
  /** It has ended; the team still has time. */
  | 'DUE'
  /** The days of grace are over. */
  | 'LATE';

export type SponsorshipsQueryVariables = Exact<{
  hub: string;
  after?: string | null | undefined;
}>;


export type SponsorshipsQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly sponsorships: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: SponsorshipStatus | null, readonly from: string | null, readonly until: string | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly sponsor: { readonly id: string, readonly name: string | null } | null, readonly fund: { readonly balances: ReadonlyArray<{ readonly posted: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null, readonly held: { readonly asOf: string | null, readonly balances: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly missing: ReadonlyArray<{ readonly status: UnfiledStatus | null }> | null } | null }> } | null, readonly arrivedSponsorships: ReadonlyArray<{ readonly sponsorship: string | null, readonly from: string | null, readonly isWhole: boolean | null, readonly arrivedAt: string | null, readonly continuedBy: { readonly id: string } | null }> | null } | null };

export type SponsorshipLineFragment = { readonly id: string, readonly status: SponsorshipStatus | null, readonly from: string | null, readonly until: string | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly sponsor: { readonly id: string, readonly name: string | null } | null, readonly fund: { readonly balances: ReadonlyArray<{ readonly posted: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null, readonly held: { readonly asOf: string | null, readonly balances: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly missing: ReadonlyArray<{ readonly status: UnfiledStatus | null }> | null } | null };

export type SponsorshipWholeQueryVariables = Exact<{
  id: string;
}>;


export type SponsorshipWholeQuery = { readonly sponsorship: { readonly feeBasisPoints: number | null, readonly terms: string | null, readonly offeredAt: string | null, readonly acceptedAt: string | null, readonly consentedAt: string | null, readonly declinedAt: string | null, readonly declineReason: string | null, readonly endedAt: string | null, readonly movedTo: string | null, readonly transfers: ReadonlyArray<string> | null, readonly statementDigest: string | null, readonly statement: string | null, readonly id: string, readonly status: SponsorshipStatus | null, readonly from: string | null, readonly until: string | null, readonly before: { readonly sponsorship: string | null, readonly from: string | null, readonly statementDigest: string | null, readonly arrivedAt: string | null } | null, readonly beforeHere: { readonly id: string, readonly status: SponsorshipStatus | null, readonly statementDigest: string | null } | null, readonly held: { readonly asOf: string | null, readonly cameIn: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly spent: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly directed: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly fees: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly notDirected: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly missing: ReadonlyArray<{ readonly from: string | null, readonly to: string | null, readonly dueBy: string | null, readonly status: UnfiledStatus | null }> | null, readonly balances: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null } | null, readonly directions: ReadonlyArray<{ readonly id: string | null, readonly status: PaymentDirectionStatus | null, readonly about: string | null, readonly directedAt: string | null, readonly paidOn: string | null, readonly reason: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly sponsor: { readonly id: string, readonly name: string | null } | null, readonly fund: { readonly balances: ReadonlyArray<{ readonly posted: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null } | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const Sponsorships: Operation<SponsorshipsQuery, SponsorshipsQueryVariables> = {
  name: 'Sponsorships',
  text: "query Sponsorships($hub: ID!, $after: String) {\n  hub(id: $hub) {\n    id\n    name\n    sponsorships(first: 20, after: $after) {\n      totalCount\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        ...SponsorshipLine\n      }\n    }\n    arrivedSponsorships {\n      sponsorship\n      from\n      isWhole\n      arrivedAt\n      continuedBy {\n        id\n      }\n    }\n  }\n}\nfragment SponsorshipLine on Sponsorship {\n  id\n  status\n  from\n  until\n  team {\n    id\n    name\n  }\n  sponsor {\n    id\n    name\n  }\n  fund {\n    balances {\n      posted {\n        ...Amount\n      }\n    }\n  }\n  held {\n    asOf\n    balances {\n      ...Amount\n    }\n    missing {\n      status\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};

export const SponsorshipWhole: Operation<SponsorshipWholeQuery, SponsorshipWholeQueryVariables> = {
  name: 'SponsorshipWhole',
  text: "query SponsorshipWhole($id: ID!) {\n  sponsorship(id: $id) {\n    ...SponsorshipLine\n    feeBasisPoints\n    terms\n    offeredAt\n    acceptedAt\n    consentedAt\n    declinedAt\n    declineReason\n    endedAt\n    movedTo\n    transfers\n    statementDigest\n    statement\n    before {\n      sponsorship\n      from\n      statementDigest\n      arrivedAt\n    }\n    beforeHere {\n      id\n      status\n      statementDigest\n    }\n    held {\n      cameIn {\n        ...Amount\n      }\n      spent {\n        ...Amount\n      }\n      directed {\n        ...Amount\n      }\n      fees {\n        ...Amount\n      }\n      notDirected {\n        ...Amount\n      }\n      missing {\n        from\n        to\n        dueBy\n        status\n      }\n    }\n    directions {\n      id\n      amount {\n        ...Amount\n      }\n      status\n      about\n      directedAt\n      paidOn\n      reason\n    }\n  }\n}\nfragment SponsorshipLine on Sponsorship {\n  id\n  status\n  from\n  until\n  team {\n    id\n    name\n  }\n  sponsor {\n    id\n    name\n  }\n  fund {\n    balances {\n      posted {\n        ...Amount\n      }\n    }\n  }\n  held {\n    asOf\n    balances {\n      ...Amount\n    }\n    missing {\n      status\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};
