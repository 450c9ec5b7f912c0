// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

/** Where a hub stands with the Global Council. */
export type HubStatus =
  /** Proposed by a community; it has no rights yet. */
  | 'PROPOSED'
  /** Authorised by a motion. */
  | 'AUTHORISED'
  /** Suspended by a motion: it can be read, and it can do nothing new. */
  | 'SUSPENDED';

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

/** What a member may vote. */
export type VoteChoice =
  /** For the motion. */
  | 'YES'
  /** Against the motion. */
  | 'NO'
  /** Neither; it counts for the quorum and not for the threshold. */
  | 'ABSTAIN';

export type DecisionQueryVariables = Exact<{
  id: string;
}>;


export type DecisionQuery = { readonly motion: { readonly id: string, readonly kind: MotionKind | null, readonly status: MotionStatus | null, readonly rationale: string | null, readonly proposedAt: string | null, readonly closedAt: string | null, readonly lapseReason: string | null, readonly proposedBy: { readonly id: string, readonly name: string | null } | null, readonly hub: { readonly id: string, readonly name: string | null, readonly status: HubStatus | null } | null, readonly framework: { readonly id: string, readonly version: string | null, readonly isInForce: boolean | null, readonly floorBasisPoints: number | null, readonly globalSouthBasisPoints: number | null, readonly shares: ReadonlyArray<{ readonly shareBasisPoints: number, readonly hub: { readonly id: string, readonly name: string | null } }> | null, readonly countryList: { readonly version: string | null, readonly motion: { readonly id: string } | null } | null } | null, readonly countryList: { readonly id: string, readonly version: string | null, readonly source: string | null, readonly isInForce: boolean | null, readonly countries: ReadonlyArray<{ readonly country: string, readonly region: string, readonly isGlobalSouth: boolean }> | null } | null, readonly electorate: ReadonlyArray<{ readonly id: string, readonly name: string | null }> | null, readonly votes: ReadonlyArray<{ readonly choice: VoteChoice, readonly castAt: string, readonly voter: { readonly id: string, readonly name: string | null } }> | null, readonly tally: { readonly yes: number, readonly no: number, readonly abstain: number, readonly electorate: number } | null, readonly rule: { readonly quorumBasisPoints: number, readonly thresholdBasisPoints: number } | null } | null };

export type AllocationsByQueryVariables = Exact<{
  id: string;
}>;


export type AllocationsByQuery = { readonly allocationFramework: { readonly id: string, readonly allocations: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly madeAt: string | null, readonly madeBy: { readonly id: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly parts: ReadonlyArray<{ readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly hub: { readonly id: string }, readonly disbursement: { readonly id: string, readonly status: DisbursementStatus | null } | null }> | null }> } | null } | null };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const Decision: Operation<DecisionQuery, DecisionQueryVariables> = {
  name: 'Decision',
  text: "query Decision($id: ID!) {\n  motion(id: $id) {\n    id\n    kind\n    status\n    rationale\n    proposedBy {\n      ...Who\n    }\n    proposedAt\n    closedAt\n    lapseReason\n    hub {\n      id\n      name\n      status\n    }\n    framework {\n      id\n      version\n      isInForce\n      floorBasisPoints\n      globalSouthBasisPoints\n      shares {\n        shareBasisPoints\n        hub {\n          id\n          name\n        }\n      }\n      countryList {\n        version\n        motion {\n          id\n        }\n      }\n    }\n    countryList {\n      id\n      version\n      source\n      isInForce\n      countries {\n        country\n        region\n        isGlobalSouth\n      }\n    }\n    electorate {\n      ...Who\n    }\n    votes {\n      voter {\n        ...Who\n      }\n      choice\n      castAt\n    }\n    tally {\n      yes\n      no\n      abstain\n      electorate\n    }\n    rule {\n      quorumBasisPoints\n      thresholdBasisPoints\n    }\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}",
};

export const AllocationsBy: Operation<AllocationsByQuery, AllocationsByQueryVariables> = {
  name: 'AllocationsBy',
  text: "query AllocationsBy($id: ID!) {\n  allocationFramework(id: $id) {\n    id\n    allocations(first: 100) {\n      totalCount\n      nodes {\n        id\n        madeAt\n        madeBy {\n          ...Who\n        }\n        amount {\n          ...Amount\n        }\n        parts {\n          amount {\n            ...Amount\n          }\n          hub {\n            id\n          }\n          disbursement {\n            id\n            status\n          }\n        }\n      }\n    }\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};
