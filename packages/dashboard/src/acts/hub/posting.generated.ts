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

/** What sort of cost an expense is. */
export type CostClass =
  /** What the movement is there for. */
  | 'PROGRAMME'
  /** Its own people. */
  | 'STAFF'
  /** Councils, committees, elections, audit. */
  | 'OVERSIGHT'
  /** Those who lead the staff. */
  | 'SENIOR_MANAGEMENT';

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

/** Whether a fund takes entries. */
export type FundStatus =
  /** It takes entries. */
  | 'OPEN'
  /** It takes no more entries. */
  | 'CLOSED';

/** Whether an account takes postings. */
export type LedgerAccountStatus =
  /** It takes postings. */
  | 'OPEN'
  /** It keeps its history and stays closed. */
  | 'CLOSED';

/** An amount of money, as a client writes it. */
export type MoneyInput = {
  /** Decimal text, as 12.50; no grouping signs, not more places than the currency has. */
  readonly decimal: string;
  /** ISO 4217, as EUR. */
  readonly currency: string;
};

export type PostEntryInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** The slug of the hub. */
  readonly hub: string;
  /** What it is, in one word of small letters, digits and hyphens: invoice. */
  readonly kind: string;
  /** The day on which it counts. */
  readonly effectiveDay: string;
  /** At least two. */
  readonly postings: ReadonlyArray<PostingInput>;
  /** What it rests on. */
  readonly cites?: ReadonlyArray<CiteInput> | null | undefined;
};

/** One line of an entry: either a debit or a credit. */
export type PostingInput = {
  /** The account's path, as expenses:services. Accounts of the standard chart are opened on the way. */
  readonly account: string;
  /** The id of the fund. */
  readonly fund: string;
  /** A positive amount, in a currency or of a resource; give this or credit. */
  readonly debit?: MoneyInput | null | undefined;
  /** A positive amount; give this or debit. */
  readonly credit?: MoneyInput | null | undefined;
  /** Needed for income and expenses. */
  readonly counterparty?: Counterparty | null | undefined;
  /** What it is for, as a code of small letters, digits and hyphens: education. */
  readonly purpose?: string | null | undefined;
  /** Where the money is spent, ISO 3166-1 alpha-2. */
  readonly spentIn?: string | null | undefined;
  /** Where that was decided, ISO 3166-1 alpha-2. */
  readonly decidedIn?: string | null | undefined;
  /** What sort of cost it is; of expenses only. */
  readonly costClass?: CostClass | null | undefined;
  /** The project that it is part of, as a code. */
  readonly project?: string | null | undefined;
  /** The team that it is about. */
  readonly team?: string | null | undefined;
  /** The motion, framework or award that allowed it. */
  readonly allowedBy?: string | null | undefined;
};

export type PostSupportEntryInput = {
  /** Repeat a request with the same key, and it is carried out once. */
  readonly idempotencyKey?: string | null | undefined;
  /** What it is, in one word of small letters, digits and hyphens: invoice. */
  readonly kind: string;
  /** The day on which it counts. */
  readonly effectiveDay: string;
  /** At least two. */
  readonly postings: ReadonlyArray<PostingInput>;
  /** What it rests on. */
  readonly cites?: ReadonlyArray<CiteInput> | null | undefined;
};

export type PostingAtHubQueryVariables = Exact<{
  hub: string;
}>;


export type PostingAtHubQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly currency: string | null, readonly permissions: { readonly postEntry: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly books: { readonly accounts: { readonly nodes: ReadonlyArray<{ readonly path: string, readonly currency: string, readonly status: LedgerAccountStatus }> }, readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly status: FundStatus }> } } | null } | null, readonly teams: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null }> } | null };

export type PostingAtSupportQueryVariables = Exact<{ [key: string]: never; }>;


export type PostingAtSupportQuery = { readonly fundraisingPermissions: { readonly postEntry: { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null } | null } | null, readonly supportBooks: { readonly accounts: { readonly nodes: ReadonlyArray<{ readonly path: string, readonly currency: string, readonly status: LedgerAccountStatus }> }, readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly status: FundStatus }> } } | null };

export type PostEntryMutationVariables = Exact<{
  input: PostEntryInput;
}>;


export type PostEntryMutation = { readonly done:
    | { readonly __typename: 'JournalEntry', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

export type PostSupportEntryMutationVariables = Exact<{
  input: PostSupportEntryInput;
}>;


export type PostSupportEntryMutation = { readonly done:
    | { readonly __typename: 'JournalEntry', readonly id: string }
    | { readonly __typename: 'Refused', readonly code: string, readonly message: string }
   | null };

type EntryPosted_JournalEntry_Fragment = { readonly __typename: 'JournalEntry', readonly id: string };

type EntryPosted_Refused_Fragment = { readonly __typename: 'Refused', readonly code: string, readonly message: string };

export type EntryPostedFragment =
  | EntryPosted_JournalEntry_Fragment
  | EntryPosted_Refused_Fragment
;

export type WhereToPostFragment = { readonly accounts: { readonly nodes: ReadonlyArray<{ readonly path: string, readonly currency: string, readonly status: LedgerAccountStatus }> }, readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly status: FundStatus }> } };

export type MayFragment = { readonly allowed: boolean, readonly code: string | null, readonly reason: string | null };

export type RefusedByFragment = { readonly code: string, readonly message: string };

export const PostingAtHub: Operation<PostingAtHubQuery, PostingAtHubQueryVariables> = {
  name: 'PostingAtHub',
  text: "query PostingAtHub($hub: ID!) {\n  hub(id: $hub) {\n    id\n    name\n    currency\n    permissions {\n      postEntry {\n        ...May\n      }\n    }\n    books {\n      ...WhereToPost\n    }\n  }\n  teams(hub: $hub, first: 100) {\n    nodes {\n      id\n      name\n    }\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}\nfragment WhereToPost on Books {\n  accounts(first: 100) {\n    nodes {\n      path\n      currency\n      status\n    }\n  }\n  funds(first: 100) {\n    nodes {\n      id\n      code\n      name\n      status\n    }\n  }\n}",
};

export const PostingAtSupport: Operation<PostingAtSupportQuery, PostingAtSupportQueryVariables> = {
  name: 'PostingAtSupport',
  text: "query PostingAtSupport {\n  fundraisingPermissions {\n    postEntry {\n      ...May\n    }\n  }\n  supportBooks {\n    ...WhereToPost\n  }\n}\nfragment May on Permission {\n  allowed\n  code\n  reason\n}\nfragment WhereToPost on Books {\n  accounts(first: 100) {\n    nodes {\n      path\n      currency\n      status\n    }\n  }\n  funds(first: 100) {\n    nodes {\n      id\n      code\n      name\n      status\n    }\n  }\n}",
};

export const PostEntry: Operation<PostEntryMutation, PostEntryMutationVariables> = {
  name: 'PostEntry',
  text: "mutation PostEntry($input: PostEntryInput!) {\n  done: postEntry(input: $input) {\n    ...EntryPosted\n  }\n}\nfragment EntryPosted on JournalEntryResult {\n  __typename\n  ... on JournalEntry {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};

export const PostSupportEntry: Operation<PostSupportEntryMutation, PostSupportEntryMutationVariables> = {
  name: 'PostSupportEntry',
  text: "mutation PostSupportEntry($input: PostSupportEntryInput!) {\n  done: postSupportEntry(input: $input) {\n    ...EntryPosted\n  }\n}\nfragment EntryPosted on JournalEntryResult {\n  __typename\n  ... on JournalEntry {\n    id\n  }\n  ...RefusedBy\n}\nfragment RefusedBy on Refused {\n  code\n  message\n}",
};
