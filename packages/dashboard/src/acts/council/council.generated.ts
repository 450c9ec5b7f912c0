// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Where a country list or an allocation framework stands with the council. */
export type AdoptionStatus =
  /** No motion has adopted it yet; it has no effect. */
  | 'PROPOSED'
  /** A motion adopted it; it is in force until a later one is adopted. */
  | 'ADOPTED';

export type CastVoteInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of an open motion. */
  readonly motion: string;
  /** Replaces what the member voted before. */
  readonly choice: VoteChoice;
};

export type CloseMotionInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of an open motion; its quorum must be reached. */
  readonly motion: string;
};

export type HubShareInput = {
  /** The slug of an authorised hub; each hub once. */
  readonly hub: string;
  /** Of what is allocated, in basis points above zero; all shares add up to 10000. */
  readonly shareBasisPoints: number;
};

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

export type ProposeFrameworkInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** As 2026-1; every version is there once. */
  readonly version: string;
  /** One for each hub that gets something; together they meet the floor. */
  readonly shares: ReadonlyArray<HubShareInput>;
  /** The least part that goes to hubs in the Global South, in basis points: from 5000 (50 %) to 10000. */
  readonly floorBasisPoints: number;
};

export type ProposeMotionInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** What it does if it is adopted. */
  readonly kind: MotionKind;
  /** The id of the hub, framework or country list that it is about. */
  readonly subject: string;
  /** Why, in up to 4,000 characters. */
  readonly rationale: string;
};

/** What a member may vote. */
export type VoteChoice =
  /** For the motion. */
  | 'YES'
  /** Against the motion. */
  | 'NO'
  /** Neither; it counts for the quorum and not for the threshold. */
  | 'ABSTAIN';

export type FrameworkFormQueryVariables = Exact<{ [key: string]: never; }>;


export type FrameworkFormQuery = { readonly councilPermissions: { readonly proposeFramework: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly allocationFramework: { readonly id: string, readonly version: string | null, readonly floorBasisPoints: number | null, readonly shares: ReadonlyArray<{ readonly shareBasisPoints: number, readonly hub: { readonly id: string } }> | null } | null, readonly hubs: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null }> } };

export type ProposeFrameworkMutationVariables = Exact<{
  input: ProposeFrameworkInput;
}>;


export type ProposeFrameworkMutation = { readonly proposeFramework:
    | { readonly __typename: 'AllocationFramework', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   };

export type MotionFormQueryVariables = Exact<{
  framework: string;
  hub: string;
  list: string;
  kind: MotionKind;
  subject: string;
  isFramework: boolean;
  isHub: boolean;
  isList: boolean;
}>;


export type MotionFormQuery = { readonly allocationFramework?: { readonly id: string, readonly version: string | null, readonly status: AdoptionStatus | null, readonly floorBasisPoints: number | null, readonly globalSouthBasisPoints: number | null, readonly shares: ReadonlyArray<{ readonly shareBasisPoints: number, readonly hub: { readonly id: string } }> | null } | null, readonly hub?: { readonly id: string, readonly name: string | null, readonly status: HubStatus | null } | null, readonly countryList?: { readonly id: string, readonly version: string | null, readonly status: AdoptionStatus | null, readonly source: string | null } | null, readonly councilPermissions: { readonly proposeMotion: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null };

export type ProposeMotionMutationVariables = Exact<{
  input: ProposeMotionInput;
}>;


export type ProposeMotionMutation = { readonly proposeMotion:
    | { readonly __typename: 'Motion', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   };

export type VoteFormQueryVariables = Exact<{
  motion: string;
}>;


export type VoteFormQuery = { readonly motion: { readonly id: string, readonly kind: MotionKind | null, readonly status: MotionStatus | null, readonly rationale: string | null, readonly hub: { readonly id: string, readonly name: string | null } | null, readonly framework: { readonly id: string, readonly version: string | null, readonly shares: ReadonlyArray<{ readonly shareBasisPoints: number, readonly hub: { readonly id: string } }> | null } | null, readonly countryList: { readonly id: string, readonly version: string | null } | null, readonly tally: { readonly yes: number, readonly no: number, readonly abstain: number, readonly electorate: number } | null, readonly rule: { readonly quorumBasisPoints: number, readonly thresholdBasisPoints: number } | null, readonly permissions: { readonly castVote: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly close: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null };

export type CastVoteMutationVariables = Exact<{
  input: CastVoteInput;
}>;


export type CastVoteMutation = { readonly castVote:
    | { readonly __typename: 'Motion', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   };

export type CloseMotionMutationVariables = Exact<{
  input: CloseMotionInput;
}>;


export type CloseMotionMutation = { readonly closeMotion:
    | { readonly __typename: 'Motion', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export const FrameworkForm: Operation<FrameworkFormQuery, FrameworkFormQueryVariables> = {
  name: 'FrameworkForm',
  text: "query FrameworkForm {\n  councilPermissions {\n    proposeFramework {\n      ...May\n    }\n  }\n  allocationFramework {\n    id\n    version\n    floorBasisPoints\n    shares {\n      hub {\n        id\n      }\n      shareBasisPoints\n    }\n  }\n  hubs(status: AUTHORISED, first: 100) {\n    nodes {\n      id\n      name\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const ProposeFramework: Operation<ProposeFrameworkMutation, ProposeFrameworkMutationVariables> = {
  name: 'ProposeFramework',
  text: "mutation ProposeFramework($input: ProposeFrameworkInput!) {\n  proposeFramework(input: $input) {\n    __typename\n    ... on AllocationFramework {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const MotionForm: Operation<MotionFormQuery, MotionFormQueryVariables> = {
  name: 'MotionForm',
  text: "query MotionForm($framework: ID!, $hub: ID!, $list: ID!, $kind: MotionKind!, $subject: ID!, $isFramework: Boolean!, $isHub: Boolean!, $isList: Boolean!) {\n  allocationFramework(id: $framework) @include(if: $isFramework) {\n    id\n    version\n    status\n    floorBasisPoints\n    globalSouthBasisPoints\n    shares {\n      hub {\n        id\n      }\n      shareBasisPoints\n    }\n  }\n  hub(id: $hub) @include(if: $isHub) {\n    id\n    name\n    status\n  }\n  countryList(id: $list) @include(if: $isList) {\n    id\n    version\n    status\n    source\n  }\n  councilPermissions {\n    proposeMotion(kind: $kind, subject: $subject) {\n      ...May\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const ProposeMotion: Operation<ProposeMotionMutation, ProposeMotionMutationVariables> = {
  name: 'ProposeMotion',
  text: "mutation ProposeMotion($input: ProposeMotionInput!) {\n  proposeMotion(input: $input) {\n    __typename\n    ... on Motion {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const VoteForm: Operation<VoteFormQuery, VoteFormQueryVariables> = {
  name: 'VoteForm',
  text: "query VoteForm($motion: ID!) {\n  motion(id: $motion) {\n    id\n    kind\n    status\n    rationale\n    hub {\n      id\n      name\n    }\n    framework {\n      id\n      version\n      shares {\n        hub {\n          id\n        }\n        shareBasisPoints\n      }\n    }\n    countryList {\n      id\n      version\n    }\n    tally {\n      yes\n      no\n      abstain\n      electorate\n    }\n    rule {\n      quorumBasisPoints\n      thresholdBasisPoints\n    }\n    permissions {\n      castVote {\n        ...May\n      }\n      close {\n        ...May\n      }\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const CastVote: Operation<CastVoteMutation, CastVoteMutationVariables> = {
  name: 'CastVote',
  text: "mutation CastVote($input: CastVoteInput!) {\n  castVote(input: $input) {\n    __typename\n    ... on Motion {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const CloseMotion: Operation<CloseMotionMutation, CloseMotionMutationVariables> = {
  name: 'CloseMotion',
  text: "mutation CloseMotion($input: CloseMotionInput!) {\n  closeMotion(input: $input) {\n    __typename\n    ... on Motion {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
