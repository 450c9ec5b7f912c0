// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

/** Where a payment for a transfer stands in one node's books. */
export type SettlementStatus =
  /** At the payer: the bank was told to pay. */
  | 'PAID'
  /** At the payee: the payer says that it paid; nothing is in the books. */
  | 'STATED'
  /** The money is in the payee's books, as it says. */
  | 'ARRIVED';

/** Which end of a transfer a node is. */
export type TransferEnd =
  /** The money comes from it; its journal alone decides. */
  | 'PAYER'
  /** The money goes to it. */
  | 'PAYEE';

/** What a transfer waits for. */
export type TransferMissing =
  /** The payee has not said whether it takes it. */
  | 'ANSWER_OF_PAYEE'
  /** This node's treasurer has to decide. */
  | 'DECISION_HERE'
  /** The payer has not said whether it is posted. */
  | 'WORD_OF_PAYER'
  /** The payee has not said that it is in its books. */
  | 'BOOKING_OF_PAYEE'
  /** The other end contradicted itself; people have to find out what is true. */
  | 'EXPLANATION';

/** Where a transfer stands in one node's books. */
export type TransferStatus =
  /** At the payer: reserved, and the payee was asked. */
  | 'PREPARED'
  /** At the payee: a person has to decide, and nothing is in its books. */
  | 'OFFERED'
  /** At the payee: taken, and pending until the payer's word has come. */
  | 'ACCEPTED'
  /** At the payer: decided. It is owed. */
  | 'POSTED'
  /** At the payee: in its books. At the payer: the payee has said so. */
  | 'BOOKED'
  /** At the payee: not taken. */
  | 'REFUSED'
  /** The payer cancelled it or the payee refused it; nothing moved. */
  | 'VOIDED'
  /** At the payer: not accepted in time; nothing moved. */
  | 'EXPIRED';

/** Where a period stands of which no books are here. */
export type UnfiledStatus =
  /** It has not ended yet. */
  | 'RUNNING'
  /** It has ended; the team still has time. */
  | 'DUE'
  /** The days of grace are over. */
  | 'LATE';

export type HubTransfersQueryVariables = Exact<{
  hub: string;
  after?: string | null | undefined;
}>;


export type HubTransfersQuery = { readonly hub: { readonly id: string, readonly transfers: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly end: TransferEnd, readonly peer: string, readonly status: TransferStatus, readonly begunAt: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> } | null, readonly transferExceptions: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly missing: TransferMissing, readonly since: string, readonly attempts: number, readonly lastAttempt: string | null, readonly transfer: { readonly id: string, readonly end: TransferEnd, readonly peer: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null } }> } | null } | null };

export type SupportTransfersQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type SupportTransfersQuery = { readonly supportTransfers: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly end: TransferEnd, readonly peer: string, readonly status: TransferStatus, readonly begunAt: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> } | null, readonly supportTransferExceptions: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly missing: TransferMissing, readonly since: string, readonly attempts: number, readonly lastAttempt: string | null, readonly transfer: { readonly id: string, readonly end: TransferEnd, readonly peer: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null } }> } | null };

export type HubTransferQueryVariables = Exact<{
  hub: string;
  transfer: string;
}>;


export type HubTransferQuery = { readonly hub: { readonly id: string, readonly endpoint: string | null, readonly transfer: { readonly id: string, readonly end: TransferEnd, readonly peer: string, readonly isDisbursement: boolean, readonly status: TransferStatus, readonly purpose: string | null, readonly begunAt: string, readonly expiresAt: string | null, readonly day: string | null, readonly reasonCode: string | null, readonly leafAtPayer: number | null, readonly contradictions: ReadonlyArray<string>, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly arrived: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly settlements: ReadonlyArray<{ readonly id: string, readonly status: SettlementStatus, readonly day: string, readonly since: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly status: JournalEntryStatus, readonly seq: number, readonly recordedAt: string, readonly reverses: string | null, readonly reversedBy: string | null, readonly log: { readonly index: number } | null, readonly recordedBy: { readonly id: string, readonly name: string | null }, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }>, readonly postings: ReadonlyArray<{ readonly account: string, readonly accountName: string | null, readonly fund: string, readonly counterparty: Counterparty | null, readonly purpose: string | null, readonly spentIn: string | null, readonly decidedIn: string | null, readonly team: string | null, readonly allowedBy: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null } | null } | null };

export type SupportTransferQueryVariables = Exact<{
  transfer: string;
}>;


export type SupportTransferQuery = { readonly supportTransfer: { readonly id: string, readonly end: TransferEnd, readonly peer: string, readonly isDisbursement: boolean, readonly status: TransferStatus, readonly purpose: string | null, readonly begunAt: string, readonly expiresAt: string | null, readonly day: string | null, readonly reasonCode: string | null, readonly leafAtPayer: number | null, readonly contradictions: ReadonlyArray<string>, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly arrived: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly settlements: ReadonlyArray<{ readonly id: string, readonly status: SettlementStatus, readonly day: string, readonly since: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly status: JournalEntryStatus, readonly seq: number, readonly recordedAt: string, readonly reverses: string | null, readonly reversedBy: string | null, readonly log: { readonly index: number } | null, readonly recordedBy: { readonly id: string, readonly name: string | null }, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }>, readonly postings: ReadonlyArray<{ readonly account: string, readonly accountName: string | null, readonly fund: string, readonly counterparty: Counterparty | null, readonly purpose: string | null, readonly spentIn: string | null, readonly decidedIn: string | null, readonly team: string | null, readonly allowedBy: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null } | null };

export type BooksComparedQueryVariables = Exact<{
  a: string;
  b: string;
  from: string;
  to: string;
  after?: string | null | undefined;
}>;


export type BooksComparedQuery = { readonly reconciliation: { readonly id: string, readonly result: { readonly isWithoutDifference: boolean, readonly matched: number, readonly onlyInA: ReadonlyArray<string>, readonly onlyInB: ReadonlyArray<string>, readonly totalInA: number, readonly totalInB: number, readonly endCursor: string | null, readonly differs: ReadonlyArray<{ readonly id: string, readonly what: string, readonly a: string | null, readonly b: string | null }>, readonly open: ReadonlyArray<{ readonly id: string, readonly missing: string }>, readonly days: ReadonlyArray<{ readonly day: string, readonly movedInA: number, readonly movedInB: number }>, readonly owed: ReadonlyArray<{ readonly from: string, readonly to: string, readonly owed: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly due: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly coverage: { readonly asked: ReadonlyArray<string>, readonly answered: ReadonlyArray<string>, readonly missing: ReadonlyArray<{ readonly node: string, readonly reason: string }>, readonly asOf: ReadonlyArray<{ readonly node: string, readonly seq: number, readonly at: string }>, readonly missingBooks: ReadonlyArray<{ readonly node: string, readonly team: string, readonly from: string, readonly to: string, readonly status: UnfiledStatus }> | null } } | null } | null };

export type TransferLinesFragment = { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly end: TransferEnd, readonly peer: string, readonly status: TransferStatus, readonly begunAt: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> };

export type OpenTransfersFragment = { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly missing: TransferMissing, readonly since: string, readonly attempts: number, readonly lastAttempt: string | null, readonly transfer: { readonly id: string, readonly end: TransferEnd, readonly peer: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null } }> };

export type TransferSideFragment = { readonly id: string, readonly end: TransferEnd, readonly peer: string, readonly isDisbursement: boolean, readonly status: TransferStatus, readonly purpose: string | null, readonly begunAt: string, readonly expiresAt: string | null, readonly day: string | null, readonly reasonCode: string | null, readonly leafAtPayer: number | null, readonly contradictions: ReadonlyArray<string>, readonly fund: { readonly id: string, readonly code: string, readonly name: string | null } | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly arrived: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly settlements: ReadonlyArray<{ readonly id: string, readonly status: SettlementStatus, readonly day: string, readonly since: string, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly entry: { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly status: JournalEntryStatus, readonly seq: number, readonly recordedAt: string, readonly reverses: string | null, readonly reversedBy: string | null, readonly log: { readonly index: number } | null, readonly recordedBy: { readonly id: string, readonly name: string | null }, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }>, readonly postings: ReadonlyArray<{ readonly account: string, readonly accountName: string | null, readonly fund: string, readonly counterparty: Counterparty | null, readonly purpose: string | null, readonly spentIn: string | null, readonly decidedIn: string | null, readonly team: string | null, readonly allowedBy: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type RestsOnFragment = { readonly asked: ReadonlyArray<string>, readonly answered: ReadonlyArray<string>, readonly missing: ReadonlyArray<{ readonly node: string, readonly reason: string }>, readonly asOf: ReadonlyArray<{ readonly node: string, readonly seq: number, readonly at: string }>, readonly missingBooks: ReadonlyArray<{ readonly node: string, readonly team: string, readonly from: string, readonly to: string, readonly status: UnfiledStatus }> | null };

export type WholeEntryFragment = { readonly id: string, readonly kind: string, readonly effectiveDay: string, readonly status: JournalEntryStatus, readonly seq: number, readonly recordedAt: string, readonly reverses: string | null, readonly reversedBy: string | null, readonly log: { readonly index: number } | null, readonly recordedBy: { readonly id: string, readonly name: string | null }, readonly cites: ReadonlyArray<{ readonly name: string, readonly value: string }>, readonly postings: ReadonlyArray<{ readonly account: string, readonly accountName: string | null, readonly fund: string, readonly counterparty: Counterparty | null, readonly purpose: string | null, readonly spentIn: string | null, readonly decidedIn: string | null, readonly team: string | null, readonly allowedBy: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export const HubTransfers: Operation<HubTransfersQuery, HubTransfersQueryVariables> = {
  name: 'HubTransfers',
  text: "query HubTransfers($hub: ID!, $after: String) {\n  hub(id: $hub) {\n    id\n    transfers(first: 50, after: $after) {\n      ...TransferLines\n    }\n    transferExceptions(first: 100) {\n      ...OpenTransfers\n    }\n  }\n}\nfragment TransferLines on TransferConnection {\n  totalCount\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    id\n    end\n    peer\n    status\n    begunAt\n    amount {\n      ...Amount\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment OpenTransfers on TransferExceptionConnection {\n  totalCount\n  nodes {\n    missing\n    since\n    attempts\n    lastAttempt\n    transfer {\n      id\n      end\n      peer\n      amount {\n        ...Amount\n      }\n    }\n  }\n}",
};

export const SupportTransfers: Operation<SupportTransfersQuery, SupportTransfersQueryVariables> = {
  name: 'SupportTransfers',
  text: "query SupportTransfers($after: String) {\n  supportTransfers(first: 50, after: $after) {\n    ...TransferLines\n  }\n  supportTransferExceptions(first: 100) {\n    ...OpenTransfers\n  }\n}\nfragment TransferLines on TransferConnection {\n  totalCount\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  nodes {\n    id\n    end\n    peer\n    status\n    begunAt\n    amount {\n      ...Amount\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment OpenTransfers on TransferExceptionConnection {\n  totalCount\n  nodes {\n    missing\n    since\n    attempts\n    lastAttempt\n    transfer {\n      id\n      end\n      peer\n      amount {\n        ...Amount\n      }\n    }\n  }\n}",
};

export const HubTransfer: Operation<HubTransferQuery, HubTransferQueryVariables> = {
  name: 'HubTransfer',
  text: "query HubTransfer($hub: ID!, $transfer: ID!) {\n  hub(id: $hub) {\n    id\n    endpoint\n    transfer(id: $transfer) {\n      ...TransferSide\n    }\n  }\n}\nfragment TransferSide on Transfer {\n  id\n  end\n  peer\n  isDisbursement\n  status\n  purpose\n  begunAt\n  expiresAt\n  day\n  reasonCode\n  leafAtPayer\n  contradictions\n  fund {\n    id\n    code\n    name\n  }\n  amount {\n    ...Amount\n  }\n  paid {\n    ...Amount\n  }\n  arrived {\n    ...Amount\n  }\n  settlements {\n    id\n    status\n    day\n    since\n    amount {\n      ...Amount\n    }\n  }\n  entry {\n    ...WholeEntry\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment WholeEntry on JournalEntry {\n  id\n  kind\n  effectiveDay\n  status\n  seq\n  log {\n    index\n  }\n  recordedAt\n  recordedBy {\n    ...Who\n  }\n  reverses\n  reversedBy\n  cites {\n    name\n    value\n  }\n  postings {\n    account\n    accountName\n    fund\n    amount {\n      ...Amount\n    }\n    counterparty\n    purpose\n    spentIn\n    decidedIn\n    team\n    allowedBy\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}",
};

export const SupportTransfer: Operation<SupportTransferQuery, SupportTransferQueryVariables> = {
  name: 'SupportTransfer',
  text: "query SupportTransfer($transfer: ID!) {\n  supportTransfer(id: $transfer) {\n    ...TransferSide\n  }\n}\nfragment TransferSide on Transfer {\n  id\n  end\n  peer\n  isDisbursement\n  status\n  purpose\n  begunAt\n  expiresAt\n  day\n  reasonCode\n  leafAtPayer\n  contradictions\n  fund {\n    id\n    code\n    name\n  }\n  amount {\n    ...Amount\n  }\n  paid {\n    ...Amount\n  }\n  arrived {\n    ...Amount\n  }\n  settlements {\n    id\n    status\n    day\n    since\n    amount {\n      ...Amount\n    }\n  }\n  entry {\n    ...WholeEntry\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment WholeEntry on JournalEntry {\n  id\n  kind\n  effectiveDay\n  status\n  seq\n  log {\n    index\n  }\n  recordedAt\n  recordedBy {\n    ...Who\n  }\n  reverses\n  reversedBy\n  cites {\n    name\n    value\n  }\n  postings {\n    account\n    accountName\n    fund\n    amount {\n      ...Amount\n    }\n    counterparty\n    purpose\n    spentIn\n    decidedIn\n    team\n    allowedBy\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}",
};

export const BooksCompared: Operation<BooksComparedQuery, BooksComparedQueryVariables> = {
  name: 'BooksCompared',
  text: "query BooksCompared($a: ID!, $b: ID!, $from: Day!, $to: Day!, $after: String) {\n  reconciliation(a: $a, b: $b, from: $from, to: $to, after: $after) {\n    id\n    result {\n      isWithoutDifference\n      matched\n      onlyInA\n      onlyInB\n      differs {\n        id\n        what\n        a\n        b\n      }\n      open {\n        id\n        missing\n      }\n      days {\n        day\n        movedInA\n        movedInB\n      }\n      owed {\n        from\n        to\n        owed {\n          ...Amount\n        }\n        due {\n          ...Amount\n        }\n      }\n      totalInA\n      totalInB\n      coverage {\n        ...RestsOn\n      }\n      endCursor\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment RestsOn on Coverage {\n  asked\n  answered\n  missing {\n    node\n    reason\n  }\n  asOf {\n    node\n    seq\n    at\n  }\n  missingBooks {\n    node\n    team\n    from\n    to\n    status\n  }\n}",
};
