// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What is to be done, and by whom. */
export type WaitingKind =
  /** A hub's board signs the trademark agreement that was offered; the subject is the agreement. */
  | 'SIGN_AGREEMENT'
  /** A hub's staff recognise a team. */
  | 'RECOGNISE_TEAM'
  /** A hub's staff assign a coach to a recognised team that has none. */
  | 'ASSIGN_COACH'
  /** A hub's fund committee decides an application. */
  | 'DECIDE_APPLICATION'
  /** A hub's treasurer pays what is unpaid of an award. */
  | 'PAY_AWARD'
  /** A team's lead reports what was spent of a payment. */
  | 'REPORT_SPENDING'
  /** Staff or a treasurer of a hub look whether an expense has all that approving needs. */
  | 'REVIEW_EXPENSE'
  /** Somebody approves an expense as a hub's rule says. */
  | 'APPROVE_EXPENSE'
  /** Whoever leads a team approves an expense that the team's own fund would pay. */
  | 'APPROVE_EXPENSE_FOR_TEAM'
  /** A hub's treasurer pays an expense that was approved. */
  | 'PAY_EXPENSE'
  /** Whoever submitted an expense completes it. */
  | 'COMPLETE_EXPENSE'
  /** Whoever submitted an expense gives the receipts for what was paid. */
  | 'ATTACH_RECEIPT'
  /** A member of the council votes on a motion. */
  | 'CAST_VOTE'
  /** The council's secretary closes a vote whose quorum is reached; the subject is the motion. */
  | 'CLOSE_MOTION'
  /** The fundraising treasurer allocates what a fund has in one currency; the subject is the fund, the part the currency. */
  | 'ALLOCATE'
  /** The fundraising treasurer pays a hub's part of an allocation; the subject is the allocation, the part the hub. */
  | 'DISBURSE'
  /** A legal officer offers an agreement to an authorised hub that has none; the subject is the hub. */
  | 'OFFER_AGREEMENT'
  /** A treasurer takes a transfer that the rule leaves to them, or refuses it; the subject is the transfer. */
  | 'DECIDE_TRANSFER'
  /** A treasurer pays what is owed for a transfer; the subject is the transfer. */
  | 'SETTLE_TRANSFER'
  /** A treasurer says that a payment for a transfer has arrived; the subject is the transfer, the part the payment. */
  | 'CONFIRM_SETTLEMENT'
  /** A team's lead agrees to what a sponsor offers; the subject is the sponsorship. */
  | 'ACCEPT_SPONSORSHIP'
  /** A hub's board consents that a team holds the money of another; the subject is the sponsorship. */
  | 'CONSENT_TO_SPONSORSHIP'
  /** A sponsoring team answers a payment that the team directed; the subject is the sponsorship, the part the direction. */
  | 'ANSWER_DIRECTION'
  /** A team files its own books of a period that has ended; the subject is the team, the part the first day of the period. */
  | 'FILE_TEAM_BOOKS'
  /** Books of a team are late, and a hub's treasurer sees to them; the subject is the team, the part the first day of the period. */
  | 'LATE_TEAM_BOOKS';

export type WaitingAtHubQueryVariables = Exact<{
  hub: string;
}>;


export type WaitingAtHubQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly access: { readonly viewer: { readonly id: string, readonly name: string | null, readonly roles: ReadonlyArray<{ readonly role: string, readonly of: string | null }> } | null, readonly waiting: { readonly hasMore: boolean, readonly nodes: ReadonlyArray<{ readonly kind: WaitingKind, readonly subject: string, readonly part: string | null, readonly title: string | null, readonly since: string | null }> } } | null } | null };

export type WaitingAtCouncilQueryVariables = Exact<{ [key: string]: never; }>;


export type WaitingAtCouncilQuery = { readonly councilAccess: { readonly viewer: { readonly id: string, readonly name: string | null, readonly roles: ReadonlyArray<{ readonly role: string, readonly of: string | null }> } | null, readonly waiting: { readonly hasMore: boolean, readonly nodes: ReadonlyArray<{ readonly kind: WaitingKind, readonly subject: string, readonly part: string | null, readonly title: string | null, readonly since: string | null }> } } | null };

export type WaitingAtFundraisingQueryVariables = Exact<{ [key: string]: never; }>;


export type WaitingAtFundraisingQuery = { readonly fundraisingAccess: { readonly viewer: { readonly id: string, readonly name: string | null, readonly roles: ReadonlyArray<{ readonly role: string, readonly of: string | null }> } | null, readonly waiting: { readonly hasMore: boolean, readonly nodes: ReadonlyArray<{ readonly kind: WaitingKind, readonly subject: string, readonly part: string | null, readonly title: string | null, readonly since: string | null }> } } | null };

export type WaitingAtTrademarkQueryVariables = Exact<{ [key: string]: never; }>;


export type WaitingAtTrademarkQuery = { readonly trademarkAccess: { readonly viewer: { readonly id: string, readonly name: string | null, readonly roles: ReadonlyArray<{ readonly role: string, readonly of: string | null }> } | null, readonly waiting: { readonly hasMore: boolean, readonly nodes: ReadonlyArray<{ readonly kind: WaitingKind, readonly subject: string, readonly part: string | null, readonly title: string | null, readonly since: string | null }> } } | null };

export type WaitingHereFragment = { readonly viewer: { readonly id: string, readonly name: string | null, readonly roles: ReadonlyArray<{ readonly role: string, readonly of: string | null }> } | null, readonly waiting: { readonly hasMore: boolean, readonly nodes: ReadonlyArray<{ readonly kind: WaitingKind, readonly subject: string, readonly part: string | null, readonly title: string | null, readonly since: string | null }> } };

export const WaitingAtHub: Operation<WaitingAtHubQuery, WaitingAtHubQueryVariables> = {
  name: 'WaitingAtHub',
  text: "query WaitingAtHub($hub: ID!) {\n  hub(id: $hub) {\n    id\n    name\n    access {\n      ...WaitingHere\n    }\n  }\n}\nfragment WaitingHere on NodeAccess {\n  viewer {\n    id\n    name\n    roles {\n      role\n      of\n    }\n  }\n  waiting(first: 20) {\n    nodes {\n      kind\n      subject\n      part\n      title\n      since\n    }\n    hasMore\n  }\n}",
};

export const WaitingAtCouncil: Operation<WaitingAtCouncilQuery, WaitingAtCouncilQueryVariables> = {
  name: 'WaitingAtCouncil',
  text: "query WaitingAtCouncil {\n  councilAccess {\n    ...WaitingHere\n  }\n}\nfragment WaitingHere on NodeAccess {\n  viewer {\n    id\n    name\n    roles {\n      role\n      of\n    }\n  }\n  waiting(first: 20) {\n    nodes {\n      kind\n      subject\n      part\n      title\n      since\n    }\n    hasMore\n  }\n}",
};

export const WaitingAtFundraising: Operation<WaitingAtFundraisingQuery, WaitingAtFundraisingQueryVariables> = {
  name: 'WaitingAtFundraising',
  text: "query WaitingAtFundraising {\n  fundraisingAccess {\n    ...WaitingHere\n  }\n}\nfragment WaitingHere on NodeAccess {\n  viewer {\n    id\n    name\n    roles {\n      role\n      of\n    }\n  }\n  waiting(first: 20) {\n    nodes {\n      kind\n      subject\n      part\n      title\n      since\n    }\n    hasMore\n  }\n}",
};

export const WaitingAtTrademark: Operation<WaitingAtTrademarkQuery, WaitingAtTrademarkQueryVariables> = {
  name: 'WaitingAtTrademark',
  text: "query WaitingAtTrademark {\n  trademarkAccess {\n    ...WaitingHere\n  }\n}\nfragment WaitingHere on NodeAccess {\n  viewer {\n    id\n    name\n    roles {\n      role\n      of\n    }\n  }\n  waiting(first: 20) {\n    nodes {\n      kind\n      subject\n      part\n      title\n      since\n    }\n    hasMore\n  }\n}",
};
