// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

/** How money came into a fund. */
export type MoneyOrigin =
  /** From the Basic Support System, by the allocation framework. */
  | 'DISBURSEMENT'
  /** From the public, to the hub itself. */
  | 'DONATION'
  /** Unspent money that a team sent back. */
  | 'RETURN'
  /** It was there when the books began. */
  | 'OPENING'
  /** In any other way. */
  | 'OTHER';

/** What a motion does if it is adopted. */
export type MotionKind =
  /** Authorises a proposed hub, or one that was suspended. */
  | 'AUTHORISE_HUB'
  /** Suspends an authorised hub. */
  | 'SUSPEND_HUB'
  /** Puts an allocation framework in force, in the place of the one before. */
  | 'ADOPT_FRAMEWORK'
  /** Puts a list of countries in force, in the place of the one before. */
  | 'ADOPT_COUNTRY_LIST';

/** How far a motion is. */
export type MotionStatus =
  /** Members vote. */
  | 'OPEN'
  /** Carried, and in effect. */
  | 'ADOPTED'
  /** Not carried. */
  | 'FAILED'
  /** Carried, but what it was about had changed meanwhile: it has no effect. */
  | 'LAPSED';

/** Where a transfer stands in the hub's own books. */
export type ReceivedTransferStatus =
  /** A person has to decide; nothing is in the hub's books. */
  | 'OFFERED'
  /** Pending in the hub's books until the payer has posted it. */
  | 'ACCEPTED'
  /** In the hub's books. */
  | 'BOOKED'
  /** The hub refused it. */
  | 'REFUSED'
  /** The payer voided it or its time was over; nothing moved. */
  | 'VOIDED';

/** How it is known where money in a fund came from or went. */
export type TraceBasis =
  /** Money in a fund is fungible: each source counts by its part of what the fund held then. */
  | 'PRO_RATA'
  /** The fund held money of this one source only. */
  | 'DIRECT';

export type ThreadOfPaymentQueryVariables = Exact<{
  id: string;
}>;


export type ThreadOfPaymentQuery = { readonly payment: { readonly id: string, readonly paidAt: string | null, readonly entries: ReadonlyArray<string> | null, readonly paidBy: { readonly id: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly returned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly unspent: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly reason: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly unpaid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly decidedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null } | null, readonly application: { readonly id: string, readonly title: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly appliedAt: string | null, readonly decision: { readonly decidedAt: string } | null } | null } | null, readonly receipts: ReadonlyArray<{ readonly id: string, readonly contentHash: string | null, readonly spentOn: string | null, readonly about: string | null, readonly reportedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly reportedBy: { readonly id: string, readonly name: string | null } | null }> | null, readonly sources: ReadonlyArray<{ readonly origin: MoneyOrigin, readonly basis: TraceBasis, readonly entry: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null }, readonly disbursement: { readonly id: string, readonly status: DisbursementStatus | null, readonly preparedAt: string | null, readonly postedAt: string | null, readonly entryId: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly toHub: { readonly id: string, readonly name: string | null }, readonly received: { readonly status: ReceivedTransferStatus, readonly day: string | null, readonly bookedAt: string | null, readonly entryId: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null } | null, readonly allocation: { readonly id: string, readonly madeAt: string | null, readonly madeBy: { readonly id: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null, readonly shares: ReadonlyArray<{ readonly shareBasisPoints: number, readonly hub: { readonly id: string } }> | null, readonly motion: { readonly id: string, readonly kind: MotionKind | null, readonly status: MotionStatus | null, readonly rationale: string | null, readonly closedAt: string | null, readonly proposedAt: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null } | null, readonly countryList: { readonly id: string, readonly version: string | null } | null, readonly proposedBy: { readonly id: string, readonly name: string | null } | null, readonly tally: { readonly yes: number, readonly no: number, readonly abstain: number, readonly electorate: number } | null } | null } | null } | null } | null }> | null } | null };

export type ThreadOfReceiptQueryVariables = Exact<{
  id: string;
}>;


export type ThreadOfReceiptQuery = { readonly receipt: { readonly id: string, readonly payment: { readonly id: string, readonly paidAt: string | null, readonly entries: ReadonlyArray<string> | null, readonly paidBy: { readonly id: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly returned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly unspent: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly reason: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly unpaid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly decidedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null } | null, readonly application: { readonly id: string, readonly title: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly appliedAt: string | null, readonly decision: { readonly decidedAt: string } | null } | null } | null, readonly receipts: ReadonlyArray<{ readonly id: string, readonly contentHash: string | null, readonly spentOn: string | null, readonly about: string | null, readonly reportedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly reportedBy: { readonly id: string, readonly name: string | null } | null }> | null, readonly sources: ReadonlyArray<{ readonly origin: MoneyOrigin, readonly basis: TraceBasis, readonly entry: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null }, readonly disbursement: { readonly id: string, readonly status: DisbursementStatus | null, readonly preparedAt: string | null, readonly postedAt: string | null, readonly entryId: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly toHub: { readonly id: string, readonly name: string | null }, readonly received: { readonly status: ReceivedTransferStatus, readonly day: string | null, readonly bookedAt: string | null, readonly entryId: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null } | null, readonly allocation: { readonly id: string, readonly madeAt: string | null, readonly madeBy: { readonly id: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null, readonly shares: ReadonlyArray<{ readonly shareBasisPoints: number, readonly hub: { readonly id: string } }> | null, readonly motion: { readonly id: string, readonly kind: MotionKind | null, readonly status: MotionStatus | null, readonly rationale: string | null, readonly closedAt: string | null, readonly proposedAt: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null } | null, readonly countryList: { readonly id: string, readonly version: string | null } | null, readonly proposedBy: { readonly id: string, readonly name: string | null } | null, readonly tally: { readonly yes: number, readonly no: number, readonly abstain: number, readonly electorate: number } | null } | null } | null } | null } | null }> | null } | null } | null };

export type ThreadOfAwardQueryVariables = Exact<{
  id: string;
}>;


export type ThreadOfAwardQuery = { readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly reason: string | null, readonly payments: ReadonlyArray<{ readonly id: string, readonly paidAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly award: { readonly id: string, readonly team: { readonly id: string, readonly name: string | null } | null } | null, readonly receipts: ReadonlyArray<{ readonly id: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> | null }> | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly unpaid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly decidedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null } | null, readonly application: { readonly id: string, readonly title: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly appliedAt: string | null, readonly decision: { readonly decidedAt: string } | null } | null } | null };

export type ThreadOfApplicationQueryVariables = Exact<{
  id: string;
}>;


export type ThreadOfApplicationQuery = { readonly application: { readonly id: string, readonly status: ApplicationStatus | null, readonly title: string | null, readonly appliedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly team: { readonly id: string, readonly name: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null } | null, readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly reason: string | null, readonly payments: ReadonlyArray<{ readonly id: string, readonly paidAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly award: { readonly id: string, readonly team: { readonly id: string, readonly name: string | null } | null } | null, readonly receipts: ReadonlyArray<{ readonly id: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> | null }> | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly unpaid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly decidedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null } | null, readonly application: { readonly id: string, readonly title: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly appliedAt: string | null, readonly decision: { readonly decidedAt: string } | null } | null } | null } | null };

export type ThreadOfDonationQueryVariables = Exact<{
  id: string;
}>;


export type ThreadOfDonationQuery = { readonly donation: { readonly id: string, readonly entryId: string | null, readonly receivedOn: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly campaign: { readonly id: string, readonly name: string | null } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null, readonly remaining: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly uses: ReadonlyArray<{ readonly basis: TraceBasis, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly disbursement: { readonly id: string, readonly status: DisbursementStatus | null, readonly postedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly toHub: { readonly id: string, readonly name: string | null } } }> | null } | null };

export type ThreadOfDisbursementQueryVariables = Exact<{
  id: string;
}>;


export type ThreadOfDisbursementQuery = { readonly disbursement: { readonly id: string, readonly status: DisbursementStatus | null, readonly preparedAt: string | null, readonly postedAt: string | null, readonly entryId: string | null, readonly uses: ReadonlyArray<{ readonly basis: TraceBasis, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly payment: { readonly id: string, readonly paidAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly award: { readonly id: string, readonly team: { readonly id: string, readonly name: string | null } | null } | null, readonly receipts: ReadonlyArray<{ readonly id: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> | null } }> | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly toHub: { readonly id: string, readonly name: string | null }, readonly received: { readonly status: ReceivedTransferStatus, readonly day: string | null, readonly bookedAt: string | null, readonly entryId: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null } | null, readonly allocation: { readonly id: string, readonly madeAt: string | null, readonly madeBy: { readonly id: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null, readonly shares: ReadonlyArray<{ readonly shareBasisPoints: number, readonly hub: { readonly id: string } }> | null, readonly motion: { readonly id: string, readonly kind: MotionKind | null, readonly status: MotionStatus | null, readonly rationale: string | null, readonly closedAt: string | null, readonly proposedAt: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null } | null, readonly countryList: { readonly id: string, readonly version: string | null } | null, readonly proposedBy: { readonly id: string, readonly name: string | null } | null, readonly tally: { readonly yes: number, readonly no: number, readonly abstain: number, readonly electorate: number } | null } | null } | null } | null } | null };

export type ThreadOfAllocationQueryVariables = Exact<{
  id: string;
}>;


export type ThreadOfAllocationQuery = { readonly allocation: { readonly id: string, readonly madeAt: string | null, readonly parts: ReadonlyArray<{ readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly hub: { readonly id: string, readonly name: string | null }, readonly disbursement: { readonly id: string, readonly status: DisbursementStatus | null, readonly postedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly toHub: { readonly id: string, readonly name: string | null } } | null }> | null, readonly madeBy: { readonly id: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null, readonly shares: ReadonlyArray<{ readonly shareBasisPoints: number, readonly hub: { readonly id: string } }> | null, readonly motion: { readonly id: string, readonly kind: MotionKind | null, readonly status: MotionStatus | null, readonly rationale: string | null, readonly closedAt: string | null, readonly proposedAt: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null } | null, readonly countryList: { readonly id: string, readonly version: string | null } | null, readonly proposedBy: { readonly id: string, readonly name: string | null } | null, readonly tally: { readonly yes: number, readonly no: number, readonly abstain: number, readonly electorate: number } | null } | null } | null } | null };

export type ThreadOfMotionQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ThreadOfMotionQuery = { readonly motion: { readonly id: string, readonly kind: MotionKind | null, readonly status: MotionStatus | null, readonly rationale: string | null, readonly closedAt: string | null, readonly proposedAt: string | null, readonly framework: { readonly id: string, readonly version: string | null, readonly isInForce: boolean | null, readonly allocations: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly madeAt: string | null, readonly madeBy: { readonly id: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null, readonly parts: ReadonlyArray<{ readonly hub: { readonly id: string } }> | null }> } | null } | null, readonly hub: { readonly id: string, readonly name: string | null } | null, readonly countryList: { readonly id: string, readonly version: string | null } | null, readonly proposedBy: { readonly id: string, readonly name: string | null } | null, readonly tally: { readonly yes: number, readonly no: number, readonly abstain: number, readonly electorate: number } | null } | null };

export type EntryByPaymentQueryVariables = Exact<{
  payment: string;
  entry: string;
}>;


export type EntryByPaymentQuery = { readonly payment: { readonly id: string, readonly award: { readonly id: string, readonly team: { readonly id: string, readonly hub: { readonly id: string, readonly books: { readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly seq: number, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }> } | null } | null } | null } | null } | null } | null };

export type EntryByDisbursementQueryVariables = Exact<{
  disbursement: string;
  entry: string;
}>;


export type EntryByDisbursementQuery = { readonly disbursement: { readonly id: string, readonly toHub: { readonly id: string, readonly books: { readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly seq: number, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }> } | null } | null } } | null };

export type SupportEntryQueryVariables = Exact<{
  entry: string;
}>;


export type SupportEntryQuery = { readonly supportBooks: { readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly seq: number, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }> } | null } | null };

export type CampaignsByFundQueryVariables = Exact<{ [key: string]: never; }>;


export type CampaignsByFundQuery = { readonly campaigns: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly fund: { readonly id: string } | null }> } };

export type EntryOfThreadFragment = { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly seq: number, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }> };

export type HubOfThreadFragment = { readonly id: string, readonly name: string | null };

export type TeamOfThreadFragment = { readonly id: string, readonly name: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null };

export type AwardOfThreadFragment = { readonly id: string, readonly status: AwardStatus | null, readonly reason: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly unpaid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly decidedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null } | null, readonly application: { readonly id: string, readonly title: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly appliedAt: string | null, readonly decision: { readonly decidedAt: string } | null } | null };

export type PaymentInListFragment = { readonly id: string, readonly paidAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly award: { readonly id: string, readonly team: { readonly id: string, readonly name: string | null } | null } | null, readonly receipts: ReadonlyArray<{ readonly id: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> | null };

export type PaymentOfThreadFragment = { readonly id: string, readonly paidAt: string | null, readonly entries: ReadonlyArray<string> | null, readonly paidBy: { readonly id: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly returned: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly unspent: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly reason: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly unpaid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly decidedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null } | null, readonly application: { readonly id: string, readonly title: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly appliedAt: string | null, readonly decision: { readonly decidedAt: string } | null } | null } | null, readonly receipts: ReadonlyArray<{ readonly id: string, readonly contentHash: string | null, readonly spentOn: string | null, readonly about: string | null, readonly reportedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly reportedBy: { readonly id: string, readonly name: string | null } | null }> | null, readonly sources: ReadonlyArray<{ readonly origin: MoneyOrigin, readonly basis: TraceBasis, readonly entry: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null }, readonly disbursement: { readonly id: string, readonly status: DisbursementStatus | null, readonly preparedAt: string | null, readonly postedAt: string | null, readonly entryId: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly toHub: { readonly id: string, readonly name: string | null }, readonly received: { readonly status: ReceivedTransferStatus, readonly day: string | null, readonly bookedAt: string | null, readonly entryId: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null } | null, readonly allocation: { readonly id: string, readonly madeAt: string | null, readonly madeBy: { readonly id: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null, readonly shares: ReadonlyArray<{ readonly shareBasisPoints: number, readonly hub: { readonly id: string } }> | null, readonly motion: { readonly id: string, readonly kind: MotionKind | null, readonly status: MotionStatus | null, readonly rationale: string | null, readonly closedAt: string | null, readonly proposedAt: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null } | null, readonly countryList: { readonly id: string, readonly version: string | null } | null, readonly proposedBy: { readonly id: string, readonly name: string | null } | null, readonly tally: { readonly yes: number, readonly no: number, readonly abstain: number, readonly electorate: number } | null } | null } | null } | null } | null }> | null };

export type SourceOfThreadFragment = { readonly origin: MoneyOrigin, readonly basis: TraceBasis, readonly entry: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null }, readonly disbursement: { readonly id: string, readonly status: DisbursementStatus | null, readonly preparedAt: string | null, readonly postedAt: string | null, readonly entryId: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly toHub: { readonly id: string, readonly name: string | null }, readonly received: { readonly status: ReceivedTransferStatus, readonly day: string | null, readonly bookedAt: string | null, readonly entryId: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null } | null, readonly allocation: { readonly id: string, readonly madeAt: string | null, readonly madeBy: { readonly id: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null, readonly shares: ReadonlyArray<{ readonly shareBasisPoints: number, readonly hub: { readonly id: string } }> | null, readonly motion: { readonly id: string, readonly kind: MotionKind | null, readonly status: MotionStatus | null, readonly rationale: string | null, readonly closedAt: string | null, readonly proposedAt: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null } | null, readonly countryList: { readonly id: string, readonly version: string | null } | null, readonly proposedBy: { readonly id: string, readonly name: string | null } | null, readonly tally: { readonly yes: number, readonly no: number, readonly abstain: number, readonly electorate: number } | null } | null } | null } | null } | null };

export type ReceiptOfThreadFragment = { readonly id: string, readonly contentHash: string | null, readonly spentOn: string | null, readonly about: string | null, readonly reportedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly reportedBy: { readonly id: string, readonly name: string | null } | null };

export type DisbursementInListFragment = { readonly id: string, readonly status: DisbursementStatus | null, readonly postedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly toHub: { readonly id: string, readonly name: string | null } };

export type DisbursementOfThreadFragment = { readonly id: string, readonly status: DisbursementStatus | null, readonly preparedAt: string | null, readonly postedAt: string | null, readonly entryId: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly toHub: { readonly id: string, readonly name: string | null }, readonly received: { readonly status: ReceivedTransferStatus, readonly day: string | null, readonly bookedAt: string | null, readonly entryId: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null } | null, readonly allocation: { readonly id: string, readonly madeAt: string | null, readonly madeBy: { readonly id: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null, readonly shares: ReadonlyArray<{ readonly shareBasisPoints: number, readonly hub: { readonly id: string } }> | null, readonly motion: { readonly id: string, readonly kind: MotionKind | null, readonly status: MotionStatus | null, readonly rationale: string | null, readonly closedAt: string | null, readonly proposedAt: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null } | null, readonly countryList: { readonly id: string, readonly version: string | null } | null, readonly proposedBy: { readonly id: string, readonly name: string | null } | null, readonly tally: { readonly yes: number, readonly no: number, readonly abstain: number, readonly electorate: number } | null } | null } | null } | null };

export type AllocationOfThreadFragment = { readonly id: string, readonly madeAt: string | null, readonly madeBy: { readonly id: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null, readonly shares: ReadonlyArray<{ readonly shareBasisPoints: number, readonly hub: { readonly id: string } }> | null, readonly motion: { readonly id: string, readonly kind: MotionKind | null, readonly status: MotionStatus | null, readonly rationale: string | null, readonly closedAt: string | null, readonly proposedAt: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null } | null, readonly countryList: { readonly id: string, readonly version: string | null } | null, readonly proposedBy: { readonly id: string, readonly name: string | null } | null, readonly tally: { readonly yes: number, readonly no: number, readonly abstain: number, readonly electorate: number } | null } | null } | null };

export type MotionOfThreadFragment = { readonly id: string, readonly kind: MotionKind | null, readonly status: MotionStatus | null, readonly rationale: string | null, readonly closedAt: string | null, readonly proposedAt: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null } | null, readonly countryList: { readonly id: string, readonly version: string | null } | null, readonly proposedBy: { readonly id: string, readonly name: string | null } | null, readonly tally: { readonly yes: number, readonly no: number, readonly abstain: number, readonly electorate: number } | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export const ThreadOfPayment: Operation<ThreadOfPaymentQuery, ThreadOfPaymentQueryVariables> = {
  name: 'ThreadOfPayment',
  text: "query ThreadOfPayment($id: ID!) {\n  payment(id: $id) {\n    ...PaymentOfThread\n  }\n}\nfragment PaymentOfThread on Payment {\n  id\n  paidAt\n  paidBy {\n    ...Who\n  }\n  amount {\n    ...Amount\n  }\n  entries\n  returned {\n    ...Amount\n  }\n  unspent {\n    ...Amount\n  }\n  award {\n    ...AwardOfThread\n  }\n  receipts {\n    ...ReceiptOfThread\n  }\n  sources {\n    ...SourceOfThread\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment AwardOfThread on Award {\n  id\n  status\n  amount {\n    ...Amount\n  }\n  paid {\n    ...Amount\n  }\n  unpaid {\n    ...Amount\n  }\n  reason\n  decidedBy {\n    ...Who\n  }\n  team {\n    ...TeamOfThread\n  }\n  application {\n    id\n    title\n    purpose\n    spentIn\n    appliedAt\n    decision {\n      decidedAt\n    }\n  }\n}\nfragment TeamOfThread on Team {\n  id\n  name\n  hub {\n    ...HubOfThread\n  }\n}\nfragment HubOfThread on Hub {\n  id\n  name\n}\nfragment ReceiptOfThread on Receipt {\n  id\n  contentHash\n  spentOn\n  about\n  reportedAt\n  amount {\n    ...Amount\n  }\n  reportedBy {\n    ...Who\n  }\n}\nfragment SourceOfThread on MoneySource {\n  origin\n  basis\n  entry\n  amount {\n    ...Amount\n  }\n  fund {\n    id\n    code\n    name\n  }\n  disbursement {\n    ...DisbursementOfThread\n  }\n}\nfragment DisbursementOfThread on Disbursement {\n  id\n  status\n  preparedAt\n  postedAt\n  entryId\n  amount {\n    ...Amount\n  }\n  toHub {\n    ...HubOfThread\n  }\n  received {\n    status\n    day\n    bookedAt\n    entryId\n    amount {\n      ...Amount\n    }\n    fund {\n      id\n      code\n      name\n    }\n  }\n  allocation {\n    ...AllocationOfThread\n  }\n}\nfragment AllocationOfThread on Allocation {\n  id\n  madeAt\n  madeBy {\n    ...Who\n  }\n  amount {\n    ...Amount\n  }\n  fund {\n    id\n    code\n    name\n  }\n  framework {\n    id\n    version\n    shares {\n      shareBasisPoints\n      hub {\n        id\n      }\n    }\n    motion {\n      ...MotionOfThread\n    }\n  }\n}\nfragment MotionOfThread on Motion {\n  id\n  hub {\n    id\n    name\n  }\n  framework {\n    id\n    version\n  }\n  countryList {\n    id\n    version\n  }\n  kind\n  status\n  rationale\n  closedAt\n  proposedAt\n  proposedBy {\n    ...Who\n  }\n  tally {\n    yes\n    no\n    abstain\n    electorate\n  }\n}",
};

export const ThreadOfReceipt: Operation<ThreadOfReceiptQuery, ThreadOfReceiptQueryVariables> = {
  name: 'ThreadOfReceipt',
  text: "query ThreadOfReceipt($id: ID!) {\n  receipt(id: $id) {\n    id\n    payment {\n      ...PaymentOfThread\n    }\n  }\n}\nfragment PaymentOfThread on Payment {\n  id\n  paidAt\n  paidBy {\n    ...Who\n  }\n  amount {\n    ...Amount\n  }\n  entries\n  returned {\n    ...Amount\n  }\n  unspent {\n    ...Amount\n  }\n  award {\n    ...AwardOfThread\n  }\n  receipts {\n    ...ReceiptOfThread\n  }\n  sources {\n    ...SourceOfThread\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment AwardOfThread on Award {\n  id\n  status\n  amount {\n    ...Amount\n  }\n  paid {\n    ...Amount\n  }\n  unpaid {\n    ...Amount\n  }\n  reason\n  decidedBy {\n    ...Who\n  }\n  team {\n    ...TeamOfThread\n  }\n  application {\n    id\n    title\n    purpose\n    spentIn\n    appliedAt\n    decision {\n      decidedAt\n    }\n  }\n}\nfragment TeamOfThread on Team {\n  id\n  name\n  hub {\n    ...HubOfThread\n  }\n}\nfragment HubOfThread on Hub {\n  id\n  name\n}\nfragment ReceiptOfThread on Receipt {\n  id\n  contentHash\n  spentOn\n  about\n  reportedAt\n  amount {\n    ...Amount\n  }\n  reportedBy {\n    ...Who\n  }\n}\nfragment SourceOfThread on MoneySource {\n  origin\n  basis\n  entry\n  amount {\n    ...Amount\n  }\n  fund {\n    id\n    code\n    name\n  }\n  disbursement {\n    ...DisbursementOfThread\n  }\n}\nfragment DisbursementOfThread on Disbursement {\n  id\n  status\n  preparedAt\n  postedAt\n  entryId\n  amount {\n    ...Amount\n  }\n  toHub {\n    ...HubOfThread\n  }\n  received {\n    status\n    day\n    bookedAt\n    entryId\n    amount {\n      ...Amount\n    }\n    fund {\n      id\n      code\n      name\n    }\n  }\n  allocation {\n    ...AllocationOfThread\n  }\n}\nfragment AllocationOfThread on Allocation {\n  id\n  madeAt\n  madeBy {\n    ...Who\n  }\n  amount {\n    ...Amount\n  }\n  fund {\n    id\n    code\n    name\n  }\n  framework {\n    id\n    version\n    shares {\n      shareBasisPoints\n      hub {\n        id\n      }\n    }\n    motion {\n      ...MotionOfThread\n    }\n  }\n}\nfragment MotionOfThread on Motion {\n  id\n  hub {\n    id\n    name\n  }\n  framework {\n    id\n    version\n  }\n  countryList {\n    id\n    version\n  }\n  kind\n  status\n  rationale\n  closedAt\n  proposedAt\n  proposedBy {\n    ...Who\n  }\n  tally {\n    yes\n    no\n    abstain\n    electorate\n  }\n}",
};

export const ThreadOfAward: Operation<ThreadOfAwardQuery, ThreadOfAwardQueryVariables> = {
  name: 'ThreadOfAward',
  text: "query ThreadOfAward($id: ID!) {\n  award(id: $id) {\n    ...AwardOfThread\n    payments {\n      ...PaymentInList\n    }\n  }\n}\nfragment AwardOfThread on Award {\n  id\n  status\n  amount {\n    ...Amount\n  }\n  paid {\n    ...Amount\n  }\n  unpaid {\n    ...Amount\n  }\n  reason\n  decidedBy {\n    ...Who\n  }\n  team {\n    ...TeamOfThread\n  }\n  application {\n    id\n    title\n    purpose\n    spentIn\n    appliedAt\n    decision {\n      decidedAt\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment TeamOfThread on Team {\n  id\n  name\n  hub {\n    ...HubOfThread\n  }\n}\nfragment HubOfThread on Hub {\n  id\n  name\n}\nfragment PaymentInList on Payment {\n  id\n  paidAt\n  amount {\n    ...Amount\n  }\n  award {\n    id\n    team {\n      id\n      name\n    }\n  }\n  receipts {\n    id\n    amount {\n      ...Amount\n    }\n  }\n}",
};

export const ThreadOfApplication: Operation<ThreadOfApplicationQuery, ThreadOfApplicationQueryVariables> = {
  name: 'ThreadOfApplication',
  text: "query ThreadOfApplication($id: ID!) {\n  application(id: $id) {\n    id\n    status\n    title\n    appliedAt\n    amount {\n      ...Amount\n    }\n    team {\n      ...TeamOfThread\n    }\n    award {\n      ...AwardOfThread\n      payments {\n        ...PaymentInList\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment TeamOfThread on Team {\n  id\n  name\n  hub {\n    ...HubOfThread\n  }\n}\nfragment HubOfThread on Hub {\n  id\n  name\n}\nfragment AwardOfThread on Award {\n  id\n  status\n  amount {\n    ...Amount\n  }\n  paid {\n    ...Amount\n  }\n  unpaid {\n    ...Amount\n  }\n  reason\n  decidedBy {\n    ...Who\n  }\n  team {\n    ...TeamOfThread\n  }\n  application {\n    id\n    title\n    purpose\n    spentIn\n    appliedAt\n    decision {\n      decidedAt\n    }\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment PaymentInList on Payment {\n  id\n  paidAt\n  amount {\n    ...Amount\n  }\n  award {\n    id\n    team {\n      id\n      name\n    }\n  }\n  receipts {\n    id\n    amount {\n      ...Amount\n    }\n  }\n}",
};

export const ThreadOfDonation: Operation<ThreadOfDonationQuery, ThreadOfDonationQueryVariables> = {
  name: 'ThreadOfDonation',
  text: "query ThreadOfDonation($id: ID!) {\n  donation(id: $id) {\n    id\n    entryId\n    receivedOn\n    amount {\n      ...Amount\n    }\n    campaign {\n      id\n      name\n    }\n    fund {\n      id\n      code\n      name\n    }\n    remaining {\n      ...Amount\n    }\n    uses {\n      basis\n      amount {\n        ...Amount\n      }\n      disbursement {\n        ...DisbursementInList\n      }\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment DisbursementInList on Disbursement {\n  id\n  status\n  postedAt\n  amount {\n    ...Amount\n  }\n  toHub {\n    ...HubOfThread\n  }\n}\nfragment HubOfThread on Hub {\n  id\n  name\n}",
};

export const ThreadOfDisbursement: Operation<ThreadOfDisbursementQuery, ThreadOfDisbursementQueryVariables> = {
  name: 'ThreadOfDisbursement',
  text: "query ThreadOfDisbursement($id: ID!) {\n  disbursement(id: $id) {\n    ...DisbursementOfThread\n    uses {\n      basis\n      amount {\n        ...Amount\n      }\n      payment {\n        ...PaymentInList\n      }\n    }\n  }\n}\nfragment DisbursementOfThread on Disbursement {\n  id\n  status\n  preparedAt\n  postedAt\n  entryId\n  amount {\n    ...Amount\n  }\n  toHub {\n    ...HubOfThread\n  }\n  received {\n    status\n    day\n    bookedAt\n    entryId\n    amount {\n      ...Amount\n    }\n    fund {\n      id\n      code\n      name\n    }\n  }\n  allocation {\n    ...AllocationOfThread\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment HubOfThread on Hub {\n  id\n  name\n}\nfragment AllocationOfThread on Allocation {\n  id\n  madeAt\n  madeBy {\n    ...Who\n  }\n  amount {\n    ...Amount\n  }\n  fund {\n    id\n    code\n    name\n  }\n  framework {\n    id\n    version\n    shares {\n      shareBasisPoints\n      hub {\n        id\n      }\n    }\n    motion {\n      ...MotionOfThread\n    }\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment MotionOfThread on Motion {\n  id\n  hub {\n    id\n    name\n  }\n  framework {\n    id\n    version\n  }\n  countryList {\n    id\n    version\n  }\n  kind\n  status\n  rationale\n  closedAt\n  proposedAt\n  proposedBy {\n    ...Who\n  }\n  tally {\n    yes\n    no\n    abstain\n    electorate\n  }\n}\nfragment PaymentInList on Payment {\n  id\n  paidAt\n  amount {\n    ...Amount\n  }\n  award {\n    id\n    team {\n      id\n      name\n    }\n  }\n  receipts {\n    id\n    amount {\n      ...Amount\n    }\n  }\n}",
};

export const ThreadOfAllocation: Operation<ThreadOfAllocationQuery, ThreadOfAllocationQueryVariables> = {
  name: 'ThreadOfAllocation',
  text: "query ThreadOfAllocation($id: ID!) {\n  allocation(id: $id) {\n    ...AllocationOfThread\n    parts {\n      amount {\n        ...Amount\n      }\n      hub {\n        ...HubOfThread\n      }\n      disbursement {\n        ...DisbursementInList\n      }\n    }\n  }\n}\nfragment AllocationOfThread on Allocation {\n  id\n  madeAt\n  madeBy {\n    ...Who\n  }\n  amount {\n    ...Amount\n  }\n  fund {\n    id\n    code\n    name\n  }\n  framework {\n    id\n    version\n    shares {\n      shareBasisPoints\n      hub {\n        id\n      }\n    }\n    motion {\n      ...MotionOfThread\n    }\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment MotionOfThread on Motion {\n  id\n  hub {\n    id\n    name\n  }\n  framework {\n    id\n    version\n  }\n  countryList {\n    id\n    version\n  }\n  kind\n  status\n  rationale\n  closedAt\n  proposedAt\n  proposedBy {\n    ...Who\n  }\n  tally {\n    yes\n    no\n    abstain\n    electorate\n  }\n}\nfragment HubOfThread on Hub {\n  id\n  name\n}\nfragment DisbursementInList on Disbursement {\n  id\n  status\n  postedAt\n  amount {\n    ...Amount\n  }\n  toHub {\n    ...HubOfThread\n  }\n}",
};

export const ThreadOfMotion: Operation<ThreadOfMotionQuery, ThreadOfMotionQueryVariables> = {
  name: 'ThreadOfMotion',
  text: "query ThreadOfMotion($id: ID!, $after: String) {\n  motion(id: $id) {\n    ...MotionOfThread\n    framework {\n      id\n      version\n      isInForce\n      allocations(first: 100, after: $after) {\n        totalCount\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          id\n          madeAt\n          madeBy {\n            ...Who\n          }\n          amount {\n            ...Amount\n          }\n          fund {\n            id\n            code\n            name\n          }\n          parts {\n            hub {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n}\nfragment MotionOfThread on Motion {\n  id\n  hub {\n    id\n    name\n  }\n  framework {\n    id\n    version\n  }\n  countryList {\n    id\n    version\n  }\n  kind\n  status\n  rationale\n  closedAt\n  proposedAt\n  proposedBy {\n    ...Who\n  }\n  tally {\n    yes\n    no\n    abstain\n    electorate\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};

export const EntryByPayment: Operation<EntryByPaymentQuery, EntryByPaymentQueryVariables> = {
  name: 'EntryByPayment',
  text: "query EntryByPayment($payment: ID!, $entry: ID!) {\n  payment(id: $payment) {\n    id\n    award {\n      id\n      team {\n        id\n        hub {\n          id\n          books {\n            entry(id: $entry) {\n              ...EntryOfThread\n            }\n          }\n        }\n      }\n    }\n  }\n}\nfragment EntryOfThread on JournalEntry {\n  id\n  kind\n  effectiveDay\n  seq\n  cites {\n    name\n    value\n  }\n}",
};

export const EntryByDisbursement: Operation<EntryByDisbursementQuery, EntryByDisbursementQueryVariables> = {
  name: 'EntryByDisbursement',
  text: "query EntryByDisbursement($disbursement: ID!, $entry: ID!) {\n  disbursement(id: $disbursement) {\n    id\n    toHub {\n      id\n      books {\n        entry(id: $entry) {\n          ...EntryOfThread\n        }\n      }\n    }\n  }\n}\nfragment EntryOfThread on JournalEntry {\n  id\n  kind\n  effectiveDay\n  seq\n  cites {\n    name\n    value\n  }\n}",
};

export const SupportEntry: Operation<SupportEntryQuery, SupportEntryQueryVariables> = {
  name: 'SupportEntry',
  text: "query SupportEntry($entry: ID!) {\n  supportBooks {\n    entry(id: $entry) {\n      ...EntryOfThread\n    }\n  }\n}\nfragment EntryOfThread on JournalEntry {\n  id\n  kind\n  effectiveDay\n  seq\n  cites {\n    name\n    value\n  }\n}",
};

export const CampaignsByFund: Operation<CampaignsByFundQuery, CampaignsByFundQueryVariables> = {
  name: 'CampaignsByFund',
  text: "query CampaignsByFund {\n  campaigns(first: 100) {\n    totalCount\n    nodes {\n      id\n      name\n      fund {\n        id\n      }\n    }\n  }\n}",
};
