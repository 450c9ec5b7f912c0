// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Something that an entry rests on. */
export type CiteInput = {
  /** What it is, in letters, digits and hyphens: invoice. */
  readonly name: string;
  /** Its id, digest or address: letters, digits, colons, dots, hyphens, underscores, slashes. Books are public: never a name of a person. */
  readonly value: string;
};

export type ClosePeriodInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** The first day that stays open: after the one of the last closing, and not after today. */
  readonly before: string;
};

export type CloseSupportPeriodInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The first day that stays open: after the one of the last closing, and not after today. */
  readonly before: string;
};

/** Where an entry stands. Only a pending one can still change. */
export type JournalEntryStatus =
  /** Its amounts are reserved. */
  | 'PENDING'
  /** Its amounts count. */
  | 'POSTED'
  /** Released by a decision. */
  | 'VOIDED'
  /** Released by time. */
  | 'EXPIRED';

/** An amount of money, as a client writes it. */
export type MoneyInput = {
  /** Decimal text, as 12.50; no grouping signs, not more places than the currency has. */
  readonly decimal: string;
  /** ISO 4217, as EUR. */
  readonly currency: string;
};

export type PostPendingEntryInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** The id of the pending entry. */
  readonly entry: string;
  /** The day on which it counts; if not given, the one that it was prepared with. */
  readonly effectiveDay?: string | null | undefined;
  /** How much of each posting, in their order, debits and credits alike not negative; zero leaves one out. If not given, all of each. */
  readonly amounts?: ReadonlyArray<MoneyInput> | null | undefined;
  /** What this step rests on. */
  readonly cites?: ReadonlyArray<CiteInput> | null | undefined;
};

export type PostPendingSupportEntryInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the pending entry. */
  readonly entry: string;
  /** The day on which it counts; if not given, the one that it was prepared with. */
  readonly effectiveDay?: string | null | undefined;
  /** How much of each posting, in their order, debits and credits alike not negative; zero leaves one out. If not given, all of each. */
  readonly amounts?: ReadonlyArray<MoneyInput> | null | undefined;
  /** What this step rests on. */
  readonly cites?: ReadonlyArray<CiteInput> | null | undefined;
};

export type ReverseEntryInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** The id of the entry to reverse. */
  readonly entry: string;
  /** The day on which the reversal counts. */
  readonly effectiveDay: string;
};

export type ReverseSupportEntryInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the entry to reverse. */
  readonly entry: string;
  /** The day on which the reversal counts. */
  readonly effectiveDay: string;
};

export type VoidPendingEntryInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** The id of the pending entry. */
  readonly entry: string;
  /** What this step rests on. */
  readonly cites?: ReadonlyArray<CiteInput> | null | undefined;
};

export type VoidPendingSupportEntryInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The id of the pending entry. */
  readonly entry: string;
  /** What this step rests on. */
  readonly cites?: ReadonlyArray<CiteInput> | null | undefined;
};

export type PeriodOfHubQueryVariables = Exact<{
  hub: string;
}>;


export type PeriodOfHubQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly permissions: { readonly closePeriod: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly books: { readonly closedBefore: string | null, readonly pending: { readonly totalCount: number } | null } | null } | null };

export type PeriodOfSupportQueryVariables = Exact<{ [key: string]: never; }>;


export type PeriodOfSupportQuery = { readonly fundraisingPermissions: { readonly closePeriod: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly supportBooks: { readonly closedBefore: string | null, readonly pending: { readonly totalCount: number } | null } | null };

export type EntryOfHubQueryVariables = Exact<{
  hub: string;
  entry: string;
}>;


export type EntryOfHubQuery = { readonly hub: { readonly id: string, readonly books: { readonly closedBefore: string | null, readonly entry: { readonly id: string, readonly kind: string, readonly status: JournalEntryStatus, readonly effectiveDay: string, readonly postings: ReadonlyArray<{ readonly account: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly permissions: { readonly reverse: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly post: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly void: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null } | null } | null };

export type EntryOfSupportQueryVariables = Exact<{
  entry: string;
}>;


export type EntryOfSupportQuery = { readonly supportBooks: { readonly closedBefore: string | null, readonly entry: { readonly id: string, readonly kind: string, readonly status: JournalEntryStatus, readonly effectiveDay: string, readonly postings: ReadonlyArray<{ readonly account: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly permissions: { readonly reverse: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly post: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly void: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null } | null } | null };

export type ClosePeriodMutationVariables = Exact<{
  input: ClosePeriodInput;
}>;


export type ClosePeriodMutation = { readonly closePeriod:
    | { readonly __typename: 'Books', readonly closedBefore: string | null }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type CloseSupportPeriodMutationVariables = Exact<{
  input: CloseSupportPeriodInput;
}>;


export type CloseSupportPeriodMutation = { readonly closeSupportPeriod:
    | { readonly __typename: 'Books', readonly closedBefore: string | null }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ReverseEntryMutationVariables = Exact<{
  input: ReverseEntryInput;
}>;


export type ReverseEntryMutation = { readonly reverseEntry:
    | { readonly __typename: 'JournalEntry', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type ReverseSupportEntryMutationVariables = Exact<{
  input: ReverseSupportEntryInput;
}>;


export type ReverseSupportEntryMutation = { readonly reverseSupportEntry:
    | { readonly __typename: 'JournalEntry', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type PeriodToCloseFragment = { readonly closedBefore: string | null, readonly pending: { readonly totalCount: number } | null };

export type EntryToReverseFragment = { readonly id: string, readonly kind: string, readonly status: JournalEntryStatus, readonly effectiveDay: string, readonly postings: ReadonlyArray<{ readonly account: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly permissions: { readonly reverse: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly post: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null, readonly void: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null };

export type PostPendingEntryMutationVariables = Exact<{
  input: PostPendingEntryInput;
}>;


export type PostPendingEntryMutation = { readonly done:
    | { readonly __typename: 'JournalEntry', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type PostPendingSupportEntryMutationVariables = Exact<{
  input: PostPendingSupportEntryInput;
}>;


export type PostPendingSupportEntryMutation = { readonly done:
    | { readonly __typename: 'JournalEntry', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type VoidPendingEntryMutationVariables = Exact<{
  input: VoidPendingEntryInput;
}>;


export type VoidPendingEntryMutation = { readonly done:
    | { readonly __typename: 'JournalEntry', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type VoidPendingSupportEntryMutationVariables = Exact<{
  input: VoidPendingSupportEntryInput;
}>;


export type VoidPendingSupportEntryMutation = { readonly done:
    | { readonly __typename: 'JournalEntry', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

type EntryMade_JournalEntry_Fragment = { readonly __typename: 'JournalEntry', readonly id: string };

type EntryMade_Refused_Fragment = { readonly __typename: 'Refused', readonly code: string, readonly message: string };

export type EntryMadeFragment =
  | EntryMade_JournalEntry_Fragment
  | EntryMade_Refused_Fragment
;

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const PeriodOfHub: Operation<PeriodOfHubQuery, PeriodOfHubQueryVariables> = {
  name: 'PeriodOfHub',
  text: "query PeriodOfHub($hub: ID!) {\n  hub(id: $hub) {\n    id\n    name\n    permissions {\n      closePeriod {\n        ...May\n      }\n    }\n    books {\n      ...PeriodToClose\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}\nfragment PeriodToClose on Books {\n  closedBefore\n  pending(first: 1) {\n    totalCount\n  }\n}",
};

export const PeriodOfSupport: Operation<PeriodOfSupportQuery, PeriodOfSupportQueryVariables> = {
  name: 'PeriodOfSupport',
  text: "query PeriodOfSupport {\n  fundraisingPermissions {\n    closePeriod {\n      ...May\n    }\n  }\n  supportBooks {\n    ...PeriodToClose\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}\nfragment PeriodToClose on Books {\n  closedBefore\n  pending(first: 1) {\n    totalCount\n  }\n}",
};

export const EntryOfHub: Operation<EntryOfHubQuery, EntryOfHubQueryVariables> = {
  name: 'EntryOfHub',
  text: "query EntryOfHub($hub: ID!, $entry: ID!) {\n  hub(id: $hub) {\n    id\n    books {\n      closedBefore\n      entry(id: $entry) {\n        ...EntryToReverse\n      }\n    }\n  }\n}\nfragment EntryToReverse on JournalEntry {\n  id\n  kind\n  status\n  effectiveDay\n  postings {\n    account\n    amount {\n      ...Amount\n    }\n  }\n  permissions {\n    reverse {\n      ...May\n    }\n    post {\n      ...May\n    }\n    void {\n      ...May\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const EntryOfSupport: Operation<EntryOfSupportQuery, EntryOfSupportQueryVariables> = {
  name: 'EntryOfSupport',
  text: "query EntryOfSupport($entry: ID!) {\n  supportBooks {\n    closedBefore\n    entry(id: $entry) {\n      ...EntryToReverse\n    }\n  }\n}\nfragment EntryToReverse on JournalEntry {\n  id\n  kind\n  status\n  effectiveDay\n  postings {\n    account\n    amount {\n      ...Amount\n    }\n  }\n  permissions {\n    reverse {\n      ...May\n    }\n    post {\n      ...May\n    }\n    void {\n      ...May\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}",
};

export const ClosePeriod: Operation<ClosePeriodMutation, ClosePeriodMutationVariables> = {
  name: 'ClosePeriod',
  text: "mutation ClosePeriod($input: ClosePeriodInput!) {\n  closePeriod(input: $input) {\n    __typename\n    ... on Books {\n      closedBefore\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const CloseSupportPeriod: Operation<CloseSupportPeriodMutation, CloseSupportPeriodMutationVariables> = {
  name: 'CloseSupportPeriod',
  text: "mutation CloseSupportPeriod($input: CloseSupportPeriodInput!) {\n  closeSupportPeriod(input: $input) {\n    __typename\n    ... on Books {\n      closedBefore\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ReverseEntry: Operation<ReverseEntryMutation, ReverseEntryMutationVariables> = {
  name: 'ReverseEntry',
  text: "mutation ReverseEntry($input: ReverseEntryInput!) {\n  reverseEntry(input: $input) {\n    __typename\n    ... on JournalEntry {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const ReverseSupportEntry: Operation<ReverseSupportEntryMutation, ReverseSupportEntryMutationVariables> = {
  name: 'ReverseSupportEntry',
  text: "mutation ReverseSupportEntry($input: ReverseSupportEntryInput!) {\n  reverseSupportEntry(input: $input) {\n    __typename\n    ... on JournalEntry {\n      id\n    }\n    ...RefusedBy\n  }\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const PostPendingEntry: Operation<PostPendingEntryMutation, PostPendingEntryMutationVariables> = {
  name: 'PostPendingEntry',
  text: "mutation PostPendingEntry($input: PostPendingEntryInput!) {\n  done: postPendingEntry(input: $input) {\n    ...EntryMade\n  }\n}\nfragment EntryMade on JournalEntryResult {\n  __typename\n  ... on JournalEntry {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const PostPendingSupportEntry: Operation<PostPendingSupportEntryMutation, PostPendingSupportEntryMutationVariables> = {
  name: 'PostPendingSupportEntry',
  text: "mutation PostPendingSupportEntry($input: PostPendingSupportEntryInput!) {\n  done: postPendingSupportEntry(input: $input) {\n    ...EntryMade\n  }\n}\nfragment EntryMade on JournalEntryResult {\n  __typename\n  ... on JournalEntry {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const VoidPendingEntry: Operation<VoidPendingEntryMutation, VoidPendingEntryMutationVariables> = {
  name: 'VoidPendingEntry',
  text: "mutation VoidPendingEntry($input: VoidPendingEntryInput!) {\n  done: voidPendingEntry(input: $input) {\n    ...EntryMade\n  }\n}\nfragment EntryMade on JournalEntryResult {\n  __typename\n  ... on JournalEntry {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const VoidPendingSupportEntry: Operation<VoidPendingSupportEntryMutation, VoidPendingSupportEntryMutationVariables> = {
  name: 'VoidPendingSupportEntry',
  text: "mutation VoidPendingSupportEntry($input: VoidPendingSupportEntryInput!) {\n  done: voidPendingSupportEntry(input: $input) {\n    ...EntryMade\n  }\n}\nfragment EntryMade on JournalEntryResult {\n  __typename\n  ... on JournalEntry {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
