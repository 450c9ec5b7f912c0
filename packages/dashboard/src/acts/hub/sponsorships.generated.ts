// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** A sponsorship that the team agrees to. */
export type AcceptSponsorshipInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of one that was offered. */
  readonly sponsorship: string;
};

/** What a sponsoring team says of a payment that was directed. */
export type AnswerDirectionInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of one that was not answered. */
  readonly direction: string;
  /** The day on which it was paid, where it was. */
  readonly paidOn?: string | null | undefined;
  /** Why it will not be paid, in up to 1,000 characters; needed where no day is given. */
  readonly reason?: string | null | undefined;
};

/** Money that came in for a team. */
export type BookSponsoredIncomeInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the sponsorship. */
  readonly sponsorship: string;
  /** All that came in; the fee is taken from it. */
  readonly amount: MoneyInput;
  /** From whom. */
  readonly counterparty: Counterparty;
  /** The day on which it came in. */
  readonly day: string;
  /** True for what the team that held the money before paid: no fee is taken of it again. */
  readonly isFromBefore?: boolean | null | undefined;
};

/** A sponsorship that the hub consents to. */
export type ConsentToSponsorshipInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of one that both teams have agreed to. */
  readonly sponsorship: string;
};

/** Who is at the other end of income or spending. */
export type Counterparty =
  /** Anybody outside the movement: donors, readers, grant makers. */
  | 'PUBLIC'
  /** A team, or a person who acts for one. */
  | 'TEAM'
  /** Whoever is paid for goods or services. */
  | 'SUPPLIER'
  /** The entity's own people. */
  | 'STAFF'
  /** Another legal entity of the movement; left out of consolidated totals. */
  | 'MOVEMENT';

/** A sponsorship that is declined. */
export type DeclineSponsorshipInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of one that was offered. */
  readonly sponsorship: string;
  /** Why, in up to 1,000 characters. */
  readonly reason: string;
};

/** A payment that the team directs. */
export type DirectPaymentInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the sponsorship by which another team holds the money. */
  readonly sponsorship: string;
  /** How much. */
  readonly amount: MoneyInput;
  /** What is to be paid and to whom, in up to 2,000 characters; the leads of both teams read it, and the keepers of the sponsor's books. */
  readonly about: string;
};

/** A sponsorship to end. */
export type EndSponsorshipInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the sponsorship. */
  readonly sponsorship: string;
  /** The slug of the hub at which the money is held from now on; needed where some is left. Where that is this hub, it is for another sponsor of it. */
  readonly moveTo?: string | null | undefined;
};

/** An amount of money, as a client writes it. */
export type MoneyInput = {
  /** Decimal text, as 12.50; no grouping signs, not more places than the currency has. */
  readonly decimal: string;
  /** ISO 4217, as EUR. */
  readonly currency: string;
};

/** What a hub offers to a team. */
export type OfferSponsorshipInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of a team of the hub. */
  readonly team: string;
  /** What the hub keeps of what comes in, in hundredths of a percent; 0 to 5,000. */
  readonly feeBasisPoints: number;
  /** What is agreed, in up to 8,000 characters. */
  readonly terms: string;
  /** The first day. */
  readonly from: string;
  /** The day after the last one, if it has one. */
  readonly to?: string | null | undefined;
  /** The id of a sponsorship that another hub gave to this one, if it goes on: its money comes into the team's fund. Or of one by which a team of this hub held it, and which has ended. */
  readonly continues?: string | null | undefined;
};

/** What a team offers to another one. */
export type OfferTeamSponsorshipInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the team that would hold the money; it files books of its own. */
  readonly sponsor: string;
  /** The id of the team whose money it would be. */
  readonly team: string;
  /** What the sponsor keeps of what comes in, in hundredths of a percent; 0 to 5,000. */
  readonly feeBasisPoints: number;
  /** What is agreed, in up to 8,000 characters. */
  readonly terms: string;
  /** The first day. */
  readonly from: string;
  /** The day after the last one, if it has one. */
  readonly to?: string | null | undefined;
  /** The id of the sponsorship that goes on, if there was one: of this hub, or given by another. */
  readonly continues?: string | null | undefined;
};

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

export type SponsorshipToActQueryVariables = Exact<{
  id: string;
}>;


export type SponsorshipToActQuery = { readonly sponsorship: { readonly id: string, readonly status: SponsorshipStatus | null, readonly feeBasisPoints: number | null, readonly terms: string | null, readonly from: string | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly sponsor: { readonly id: string, readonly name: string | null } | null, readonly beforeHere: { readonly id: string } | null, readonly before: { readonly sponsorship: string | null } | null, readonly fund: { readonly balances: ReadonlyArray<{ readonly currency: string, readonly posted: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null, readonly held: { readonly balances: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null } | null, readonly directions: ReadonlyArray<{ readonly id: string | null, readonly status: PaymentDirectionStatus | null, readonly about: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly permissions: { readonly answer: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null }> | null, readonly permissions: { readonly accept: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly consent: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly decline: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly bookIncome: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly direct: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly end: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type SponsorshipOfferQueryVariables = Exact<{
  team: string;
}>;


export type SponsorshipOfferQuery = { readonly team: { readonly id: string, readonly name: string | null, readonly charter: string | null, readonly sponsorship: { readonly id: string, readonly status: SponsorshipStatus | null } | null, readonly ownBooks: { readonly until: string | null } | null, readonly hub: { readonly id: string, readonly arrivedSponsorships: ReadonlyArray<{ readonly sponsorship: string | null, readonly from: string | null, readonly isWhole: boolean | null, readonly continuedBy: { readonly id: string } | null }> | null, readonly teams: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly sponsorship: { readonly id: string, readonly status: SponsorshipStatus | null } | null }> } | null } | null, readonly permissions: { readonly offerSponsorship: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly offerTeamSponsorship: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type HubsToMoveToQueryVariables = Exact<{ [key: string]: never; }>;


export type HubsToMoveToQuery = { readonly hubs: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null }> } };

export type OfferSponsorshipMutationVariables = Exact<{
  input: OfferSponsorshipInput;
}>;


export type OfferSponsorshipMutation = { readonly offerSponsorship:
    | { readonly __typename: 'Sponsorship', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type OfferTeamSponsorshipMutationVariables = Exact<{
  input: OfferTeamSponsorshipInput;
}>;


export type OfferTeamSponsorshipMutation = { readonly offerTeamSponsorship:
    | { readonly __typename: 'Sponsorship', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type AcceptSponsorshipMutationVariables = Exact<{
  input: AcceptSponsorshipInput;
}>;


export type AcceptSponsorshipMutation = { readonly acceptSponsorship:
    | { readonly __typename: 'Sponsorship', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ConsentToSponsorshipMutationVariables = Exact<{
  input: ConsentToSponsorshipInput;
}>;


export type ConsentToSponsorshipMutation = { readonly consentToSponsorship:
    | { readonly __typename: 'Sponsorship', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type DeclineSponsorshipMutationVariables = Exact<{
  input: DeclineSponsorshipInput;
}>;


export type DeclineSponsorshipMutation = { readonly declineSponsorship:
    | { readonly __typename: 'Sponsorship', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type BookSponsoredIncomeMutationVariables = Exact<{
  input: BookSponsoredIncomeInput;
}>;


export type BookSponsoredIncomeMutation = { readonly bookSponsoredIncome:
    | { readonly __typename: 'Sponsorship', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type DirectPaymentMutationVariables = Exact<{
  input: DirectPaymentInput;
}>;


export type DirectPaymentMutation = { readonly directPayment:
    | { readonly __typename: 'Sponsorship', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type AnswerDirectionMutationVariables = Exact<{
  input: AnswerDirectionInput;
}>;


export type AnswerDirectionMutation = { readonly answerDirection:
    | { readonly __typename: 'Sponsorship', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type EndSponsorshipMutationVariables = Exact<{
  input: EndSponsorshipInput;
}>;


export type EndSponsorshipMutation = { readonly endSponsorship:
    | { readonly __typename: 'Sponsorship', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export const SponsorshipToAct: Operation<SponsorshipToActQuery, SponsorshipToActQueryVariables> = {
  name: 'SponsorshipToAct',
  text: "query SponsorshipToAct($id: ID!) {\n  sponsorship(id: $id) {\n    id\n    status\n    feeBasisPoints\n    terms\n    from\n    team {\n      id\n      name\n    }\n    sponsor {\n      id\n      name\n    }\n    beforeHere {\n      id\n    }\n    before {\n      sponsorship\n    }\n    fund {\n      balances {\n        currency\n        posted {\n          ...Amount\n        }\n      }\n    }\n    held {\n      balances {\n        ...Amount\n      }\n    }\n    directions {\n      id\n      status\n      about\n      amount {\n        ...Amount\n      }\n      permissions {\n        answer {\n          ...May\n        }\n      }\n    }\n    permissions {\n      accept {\n        ...May\n      }\n      consent {\n        ...May\n      }\n      decline {\n        ...May\n      }\n      bookIncome {\n        ...May\n      }\n      direct {\n        ...May\n      }\n      end {\n        ...May\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const SponsorshipOffer: Operation<SponsorshipOfferQuery, SponsorshipOfferQueryVariables> = {
  name: 'SponsorshipOffer',
  text: "query SponsorshipOffer($team: ID!) {\n  team(id: $team) {\n    id\n    name\n    charter\n    sponsorship {\n      id\n      status\n    }\n    ownBooks {\n      until\n    }\n    hub {\n      id\n      arrivedSponsorships {\n        sponsorship\n        from\n        isWhole\n        continuedBy {\n          id\n        }\n      }\n      teams(first: 100) {\n        nodes {\n          id\n          name\n          sponsorship {\n            id\n            status\n          }\n        }\n      }\n    }\n    permissions {\n      offerSponsorship {\n        ...May\n      }\n      offerTeamSponsorship(team: $team) {\n        ...May\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const HubsToMoveTo: Operation<HubsToMoveToQuery, HubsToMoveToQueryVariables> = {
  name: 'HubsToMoveTo',
  text: "query HubsToMoveTo {\n  hubs(status: AUTHORISED, first: 100) {\n    nodes {\n      id\n      name\n    }\n  }\n}",
};

export const OfferSponsorship: Operation<OfferSponsorshipMutation, OfferSponsorshipMutationVariables> = {
  name: 'OfferSponsorship',
  text: "mutation OfferSponsorship($input: OfferSponsorshipInput!) {\n  offerSponsorship(input: $input) {\n    __typename\n    ... on Sponsorship {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const OfferTeamSponsorship: Operation<OfferTeamSponsorshipMutation, OfferTeamSponsorshipMutationVariables> = {
  name: 'OfferTeamSponsorship',
  text: "mutation OfferTeamSponsorship($input: OfferTeamSponsorshipInput!) {\n  offerTeamSponsorship(input: $input) {\n    __typename\n    ... on Sponsorship {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const AcceptSponsorship: Operation<AcceptSponsorshipMutation, AcceptSponsorshipMutationVariables> = {
  name: 'AcceptSponsorship',
  text: "mutation AcceptSponsorship($input: AcceptSponsorshipInput!) {\n  acceptSponsorship(input: $input) {\n    __typename\n    ... on Sponsorship {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ConsentToSponsorship: Operation<ConsentToSponsorshipMutation, ConsentToSponsorshipMutationVariables> = {
  name: 'ConsentToSponsorship',
  text: "mutation ConsentToSponsorship($input: ConsentToSponsorshipInput!) {\n  consentToSponsorship(input: $input) {\n    __typename\n    ... on Sponsorship {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const DeclineSponsorship: Operation<DeclineSponsorshipMutation, DeclineSponsorshipMutationVariables> = {
  name: 'DeclineSponsorship',
  text: "mutation DeclineSponsorship($input: DeclineSponsorshipInput!) {\n  declineSponsorship(input: $input) {\n    __typename\n    ... on Sponsorship {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const BookSponsoredIncome: Operation<BookSponsoredIncomeMutation, BookSponsoredIncomeMutationVariables> = {
  name: 'BookSponsoredIncome',
  text: "mutation BookSponsoredIncome($input: BookSponsoredIncomeInput!) {\n  bookSponsoredIncome(input: $input) {\n    __typename\n    ... on Sponsorship {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const DirectPayment: Operation<DirectPaymentMutation, DirectPaymentMutationVariables> = {
  name: 'DirectPayment',
  text: "mutation DirectPayment($input: DirectPaymentInput!) {\n  directPayment(input: $input) {\n    __typename\n    ... on Sponsorship {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const AnswerDirection: Operation<AnswerDirectionMutation, AnswerDirectionMutationVariables> = {
  name: 'AnswerDirection',
  text: "mutation AnswerDirection($input: AnswerDirectionInput!) {\n  answerDirection(input: $input) {\n    __typename\n    ... on Sponsorship {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const EndSponsorship: Operation<EndSponsorshipMutation, EndSponsorshipMutationVariables> = {
  name: 'EndSponsorship',
  text: "mutation EndSponsorship($input: EndSponsorshipInput!) {\n  endSponsorship(input: $input) {\n    __typename\n    ... on Sponsorship {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
