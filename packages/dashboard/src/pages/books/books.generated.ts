// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

/** Whether money came in or was spent. */
export type FinanceKind =
  /** What came in; positive. */
  | 'INCOME'
  /** What was spent; positive. */
  | 'EXPENSE';

/** How free the money of a fund is. */
export type FundKind =
  /** For anything. */
  | 'UNRESTRICTED'
  /** For its purposes, in its countries. */
  | 'RESTRICTED'
  /** Restricted, and nothing goes from it to another fund: what is not spent goes back to whom it came from. */
  | 'RING_FENCED';

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

/** What a posting to income or expenses must be; what is not given may be anything, and what nobody booked finds nothing. */
export type PostingFilterInput = {
  /** What came in or what was spent; both if it is not given. */
  readonly kind?: FinanceKind | null | undefined;
  /** The first day; from the beginning if it is not given. */
  readonly from?: string | null | undefined;
  /** The day after the last one; to the end if it is not given. */
  readonly to?: string | null | undefined;
  /** ISO 4217, as EUR; or the code of a resource, as HOURS. If it is not given, resources are left out. */
  readonly currency?: string | null | undefined;
  /** A code, as education; unknown: the books do not say. */
  readonly purpose?: string | null | undefined;
  /** Where it was spent, ISO 3166-1 alpha-2; unknown: the books do not say, or the hub protects the country, by which nothing is found. */
  readonly spentIn?: string | null | undefined;
  /** Where that was decided, ISO 3166-1 alpha-2; unknown: the books do not say. */
  readonly decidedIn?: string | null | undefined;
  /** Who is at the other end. */
  readonly counterparty?: Counterparty | null | undefined;
  /** True: flows inside the movement too. If it is not given, they are left out unless counterparty asks for them. */
  readonly withinMovement?: boolean | null | undefined;
  /** The id of a fund. */
  readonly fund?: string | null | undefined;
  /** The project that it is part of, as a code; unknown: the books do not say. */
  readonly project?: string | null | undefined;
  /** The team that it is about; unknown: the books do not say. */
  readonly team?: string | null | undefined;
  /** The account's whole path, as expenses:services. */
  readonly account?: string | null | undefined;
  /** The path of an account: postings to it and to all below it. */
  readonly accountFrom?: string | null | undefined;
  /** What sort of cost it is. */
  readonly costClass?: CostClass | null | undefined;
  /** True: only what has no class of cost; costClass is not looked at then. */
  readonly withoutCostClass?: boolean | null | undefined;
  /** How free the money of its fund is. */
  readonly fundKind?: FundKind | null | undefined;
  /** The id of the motion, framework, award or expense that allowed it; unknown: the books do not say. */
  readonly allowedBy?: string | null | undefined;
};

export type HubEntryQueryVariables = Exact<{
  hub: string;
  entry: string;
}>;


export type HubEntryQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly endpoint: string | null, readonly books: { readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly status: JournalEntryStatus, readonly seq: number, readonly recordedAt: string, readonly reverses: string | null, readonly reversedBy: string | null, readonly log: { readonly index: number } | null, readonly recordedBy: { readonly id: string, readonly name: string | null }, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }>, readonly postings: ReadonlyArray<{ readonly account: string, readonly accountName: string | null, readonly fund: string, readonly counterparty: Counterparty | null, readonly purpose: string | null, readonly spentIn: string | null, readonly decidedIn: string | null, readonly team: string | null, readonly allowedBy: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null, readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null }> } } | null } | null };

export type SupportEntryQueryVariables = Exact<{
  entry: string;
}>;


export type SupportEntryQuery = { readonly supportBooks: { readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly status: JournalEntryStatus, readonly seq: number, readonly recordedAt: string, readonly reverses: string | null, readonly reversedBy: string | null, readonly log: { readonly index: number } | null, readonly recordedBy: { readonly id: string, readonly name: string | null }, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }>, readonly postings: ReadonlyArray<{ readonly account: string, readonly accountName: string | null, readonly fund: string, readonly counterparty: Counterparty | null, readonly purpose: string | null, readonly spentIn: string | null, readonly decidedIn: string | null, readonly team: string | null, readonly allowedBy: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null, readonly funds: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null }> } } | null };

export type HubPostingsQueryVariables = Exact<{
  hub: string;
  where: PostingFilterInput;
  after?: string | null | undefined;
}>;


export type HubPostingsQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly books: { readonly postings: { readonly totalCount: number, readonly totals: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly kind: FinanceKind, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly reversedBy: string | null }, readonly posting: { readonly account: string, readonly counterparty: Counterparty | null, readonly purpose: string | null, readonly spentIn: string | null, readonly decidedIn: string | null, readonly allowedBy: string | null } }> } } | null } | null };

export type SupportPostingsQueryVariables = Exact<{
  where: PostingFilterInput;
  after?: string | null | undefined;
}>;


export type SupportPostingsQuery = { readonly supportBooks: { readonly postings: { readonly totalCount: number, readonly totals: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly kind: FinanceKind, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly reversedBy: string | null }, readonly posting: { readonly account: string, readonly counterparty: Counterparty | null, readonly purpose: string | null, readonly spentIn: string | null, readonly decidedIn: string | null, readonly allowedBy: string | null } }> } } | null };

export type FundNameFragment = { readonly id: string, readonly code: string, readonly name: string | null };

export type PostingPageFragment = { readonly totalCount: number, readonly totals: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly kind: FinanceKind, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly reversedBy: string | null }, readonly posting: { readonly account: string, readonly counterparty: Counterparty | null, readonly purpose: string | null, readonly spentIn: string | null, readonly decidedIn: string | null, readonly allowedBy: string | null } }> };

export type WholeEntryFragment = { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly status: JournalEntryStatus, readonly seq: number, readonly recordedAt: string, readonly reverses: string | null, readonly reversedBy: string | null, readonly log: { readonly index: number } | null, readonly recordedBy: { readonly id: string, readonly name: string | null }, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }>, readonly postings: ReadonlyArray<{ readonly account: string, readonly accountName: string | null, readonly fund: string, readonly counterparty: Counterparty | null, readonly purpose: string | null, readonly spentIn: string | null, readonly decidedIn: string | null, readonly team: string | null, readonly allowedBy: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export const HubEntry: Operation<HubEntryQuery, HubEntryQueryVariables> = {
  name: 'HubEntry',
  text: "query HubEntry($hub: ID!, $entry: ID!) {\n  hub(id: $hub) {\n    id\n    name\n    endpoint\n    books {\n      entry(id: $entry) {\n        ...WholeEntry\n      }\n      funds(first: 100) {\n        nodes {\n          ...FundName\n        }\n      }\n    }\n  }\n}\nfragment WholeEntry on JournalEntry {\n  id\n  kind\n  effectiveDay\n  status\n  seq\n  log {\n    index\n  }\n  recordedAt\n  recordedBy {\n    ...Who\n  }\n  reverses\n  reversedBy\n  cites {\n    name\n    value\n  }\n  postings {\n    account\n    accountName\n    fund\n    amount {\n      ...Amount\n    }\n    counterparty\n    purpose\n    spentIn\n    decidedIn\n    team\n    allowedBy\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment FundName on Fund {\n  id\n  code\n  name\n}",
};

export const SupportEntry: Operation<SupportEntryQuery, SupportEntryQueryVariables> = {
  name: 'SupportEntry',
  text: "query SupportEntry($entry: ID!) {\n  supportBooks {\n    entry(id: $entry) {\n      ...WholeEntry\n    }\n    funds(first: 100) {\n      nodes {\n        ...FundName\n      }\n    }\n  }\n}\nfragment WholeEntry on JournalEntry {\n  id\n  kind\n  effectiveDay\n  status\n  seq\n  log {\n    index\n  }\n  recordedAt\n  recordedBy {\n    ...Who\n  }\n  reverses\n  reversedBy\n  cites {\n    name\n    value\n  }\n  postings {\n    account\n    accountName\n    fund\n    amount {\n      ...Amount\n    }\n    counterparty\n    purpose\n    spentIn\n    decidedIn\n    team\n    allowedBy\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment FundName on Fund {\n  id\n  code\n  name\n}",
};

export const HubPostings: Operation<HubPostingsQuery, HubPostingsQueryVariables> = {
  name: 'HubPostings',
  text: "query HubPostings($hub: ID!, $where: PostingFilterInput!, $after: String) {\n  hub(id: $hub) {\n    id\n    name\n    books {\n      postings(where: $where, first: 50, after: $after) {\n        ...PostingPage\n      }\n    }\n  }\n}\nfragment PostingPage on BookPostingConnection {\n  totalCount\n  totals {\n    ...Amount\n  }\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    kind\n    amount {\n      ...Amount\n    }\n    entry {\n      id\n      kind\n      effectiveDay\n      reversedBy\n    }\n    posting {\n      account\n      counterparty\n      purpose\n      spentIn\n      decidedIn\n      allowedBy\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};

export const SupportPostings: Operation<SupportPostingsQuery, SupportPostingsQueryVariables> = {
  name: 'SupportPostings',
  text: "query SupportPostings($where: PostingFilterInput!, $after: String) {\n  supportBooks {\n    postings(where: $where, first: 50, after: $after) {\n      ...PostingPage\n    }\n  }\n}\nfragment PostingPage on BookPostingConnection {\n  totalCount\n  totals {\n    ...Amount\n  }\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    kind\n    amount {\n      ...Amount\n    }\n    entry {\n      id\n      kind\n      effectiveDay\n      reversedBy\n    }\n    posting {\n      account\n      counterparty\n      purpose\n      spentIn\n      decidedIn\n      allowedBy\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};
