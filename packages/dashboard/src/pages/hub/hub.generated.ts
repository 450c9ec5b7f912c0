// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What the fund committee may decide. */
export type ApplicationOutcome =
  /** Grants it, in whole or in part, and reserves the money. */
  | 'AWARD'
  /** Grants nothing. */
  | 'DECLINE';

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

/** Whether a fund takes entries. */
export type FundStatus =
  /** It takes entries. */
  | 'OPEN'
  /** It takes no more entries. */
  | 'CLOSED';

/** What a hub is for. */
export type HubKind =
  /** A part of the world. */
  | 'REGIONAL'
  /** A theme. */
  | 'THEMATIC'
  /** A language. */
  | 'LINGUISTIC';

/** Where a hub stands with the Global Council. */
export type HubStatus =
  /** Proposed by a community; it has no rights yet. */
  | 'PROPOSED'
  /** Authorised by a motion. */
  | 'AUTHORISED'
  /** Suspended by a motion: it can be read, and it can do nothing new. */
  | 'SUSPENDED';

/** Whether a learning can be read. */
export type LearningStatus =
  /** It can be read. */
  | 'SHARED'
  /** It was taken back, for a reason that can be read. */
  | 'WITHDRAWN';

/** What speaks against a log. */
export type LogEvidenceKind =
  /** The log signed two roots for one size. The two notes prove it to anybody. */
  | 'FORK'
  /** The log had no proof that the second checkpoint continues the first. That is the word of the node that found it. */
  | 'INCONSISTENT'
  /** The node said itself that what the second checkpoint covers was signed and is lost; of that log only the first is left. It ended, and the log of now has another name. */
  | 'LOST';

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

/** Where a team stands with its hub. */
export type TeamStatus =
  /** Formed by volunteers. */
  | 'FORMED'
  /** Recognised by the hub: it has access to movement funds and support. */
  | 'RECOGNISED';

/** Where an agreement stands. */
export type TrademarkAgreementStatus =
  /** Offered to the hub, which has not signed it. */
  | 'OFFERED'
  /** Signed by the hub: it holds on the days from validFrom until the day before validTo. */
  | 'IN_FORCE'
  /** Its period is over. */
  | 'EXPIRED'
  /** Ended before its period was over. */
  | 'ENDED';

export type HubQueryVariables = Exact<{
  id: string;
}>;


export type HubQuery = { readonly hub: { readonly id: string, readonly name: string | null, readonly kind: HubKind | null, readonly status: HubStatus | null, readonly country: string | null, readonly currency: string | null, readonly languages: ReadonlyArray<string> | null, readonly endpoint: string | null, readonly statementKeys: ReadonlyArray<string> | null, readonly since: string | null, readonly mayRecogniseTeams: boolean | null, readonly proposedBy: { readonly id: string, readonly name: string | null } | null, readonly motion: { readonly id: string, readonly kind: MotionKind | null } | null, readonly trademarkAgreement: { readonly id: string, readonly status: TrademarkAgreementStatus | null, readonly validFrom: string | null, readonly validTo: string | null, readonly terms: string | null, readonly termsDigest: string | null, readonly signedAt: string | null, readonly endedAt: string | null, readonly endReason: string | null } | null, readonly heldFunds: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> | null, readonly disbursements: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: DisbursementStatus | null, readonly preparedAt: string | null, readonly postedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }> } | null } | null };

export type HubOfItselfQueryVariables = Exact<{
  id: string;
  today: string;
  year: string;
  tomorrow: string;
}>;


export type HubOfItselfQuery = { readonly teams: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly charter: string | null, readonly status: TeamStatus | null, readonly formedAt: string | null, readonly recognisedAt: string | null, readonly coach: { readonly id: string, readonly name: string | null } | null }> } | null, readonly waiting: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly status: ApplicationStatus | null, readonly appliedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly decision: { readonly outcome: ApplicationOutcome, readonly reason: string | null, readonly decidedAt: string, readonly decidedBy: { readonly id: string, readonly name: string | null } } | null, readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null } | null }> } | null, readonly granted: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly status: ApplicationStatus | null, readonly appliedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly decision: { readonly outcome: ApplicationOutcome, readonly reason: string | null, readonly decidedAt: string, readonly decidedBy: { readonly id: string, readonly name: string | null } } | null, readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null } | null }> } | null, readonly refused: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly status: ApplicationStatus | null, readonly appliedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly decision: { readonly outcome: ApplicationOutcome, readonly reason: string | null, readonly decidedAt: string, readonly decidedBy: { readonly id: string, readonly name: string | null } } | null, readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null } | null }> } | null, readonly hub: { readonly id: string, readonly mandates: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly office: string, readonly from: string, readonly to: string, readonly because: string | null, readonly holder: { readonly id: string, readonly name: string | null } }> } | null, readonly charter: { readonly id: string, readonly version: string | null, readonly language: string | null, readonly text: string | null, readonly adoptedAt: string | null } | null, readonly books: { readonly income: { readonly totalCount: number, readonly totals: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> }, readonly spending: { readonly totalCount: number, readonly totals: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }> }, readonly funds: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly name: string | null, readonly purposes: ReadonlyArray<string> | null, readonly status: FundStatus, readonly balances: ReadonlyArray<{ readonly currency: string, readonly available: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly reserved: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }> } } | null, readonly learnings: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: LearningStatus | null, readonly title: string | null, readonly text: string | null, readonly topics: ReadonlyArray<string> | null, readonly sharedAt: string | null, readonly sharedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null } | null }> } | null, readonly grants: { readonly totalCount: number, readonly totals: ReadonlyArray<{ readonly currency: string, readonly year: number, readonly count: number, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> } | null } | null };

export type HubLogQueryVariables = Exact<{
  id: string;
}>;


export type HubLogQuery = { readonly registry: { readonly endpoint: string | null } | null, readonly hub: { readonly id: string, readonly log: { readonly node: string, readonly books: { readonly size: number | null, readonly isWitnessed: boolean, readonly asOf: string | null, readonly fault: string | null, readonly witnesses: ReadonlyArray<{ readonly node: string }>, readonly evidence: ReadonlyArray<{ readonly id: string, readonly kind: LogEvidenceKind, readonly foundBy: string, readonly at: string, readonly isResolved: boolean, readonly resolvedAt: string | null }> }, readonly cases: { readonly size: number | null, readonly isWitnessed: boolean, readonly asOf: string | null, readonly fault: string | null, readonly witnesses: ReadonlyArray<{ readonly node: string }>, readonly evidence: ReadonlyArray<{ readonly id: string, readonly kind: LogEvidenceKind, readonly foundBy: string, readonly at: string, readonly isResolved: boolean, readonly resolvedAt: string | null }> } } | null } | null };

export type LogSeenFragment = { readonly size: number | null, readonly isWitnessed: boolean, readonly asOf: string | null, readonly fault: string | null, readonly witnesses: ReadonlyArray<{ readonly node: string }>, readonly evidence: ReadonlyArray<{ readonly id: string, readonly kind: LogEvidenceKind, readonly foundBy: string, readonly at: string, readonly isResolved: boolean, readonly resolvedAt: string | null }> };

export type WhoFragment = { readonly id: string, readonly name: string | null };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type TeamLineFragment = { readonly id: string, readonly name: string | null, readonly charter: string | null, readonly status: TeamStatus | null, readonly formedAt: string | null, readonly recognisedAt: string | null, readonly coach: { readonly id: string, readonly name: string | null } | null };

export type ApplicationLineFragment = { readonly id: string, readonly title: string | null, readonly purpose: string | null, readonly spentIn: string | null, readonly status: ApplicationStatus | null, readonly appliedAt: string | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly team: { readonly id: string, readonly name: string | null } | null, readonly decision: { readonly outcome: ApplicationOutcome, readonly reason: string | null, readonly decidedAt: string, readonly decidedBy: { readonly id: string, readonly name: string | null } } | null, readonly award: { readonly id: string, readonly status: AwardStatus | null, readonly amount: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null, readonly paid: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null } | null };

export type LearningLineFragment = { readonly id: string, readonly status: LearningStatus | null, readonly title: string | null, readonly text: string | null, readonly topics: ReadonlyArray<string> | null, readonly sharedAt: string | null, readonly sharedBy: { readonly id: string, readonly name: string | null } | null, readonly team: { readonly id: string, readonly name: string | null } | null };

export const Hub: Operation<HubQuery, HubQueryVariables> = {
  name: 'Hub',
  text: "query Hub($id: ID!) {\n  hub(id: $id) {\n    id\n    name\n    kind\n    status\n    country\n    currency\n    languages\n    endpoint\n    statementKeys\n    since\n    proposedBy {\n      ...Who\n    }\n    motion {\n      id\n      kind\n    }\n    mayRecogniseTeams\n    trademarkAgreement {\n      id\n      status\n      validFrom\n      validTo\n      terms\n      termsDigest\n      signedAt\n      endedAt\n      endReason\n    }\n    heldFunds {\n      ...Amount\n    }\n    disbursements(first: 100) {\n      totalCount\n      nodes {\n        id\n        status\n        amount {\n          ...Amount\n        }\n        preparedAt\n        postedAt\n      }\n    }\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}",
};

export const HubOfItself: Operation<HubOfItselfQuery, HubOfItselfQueryVariables> = {
  name: 'HubOfItself',
  text: "query HubOfItself($id: ID!, $today: Day!, $year: Day!, $tomorrow: Day!) {\n  teams(hub: $id, first: 100) {\n    totalCount\n    nodes {\n      ...TeamLine\n    }\n  }\n  waiting: applications(hub: $id, status: OPEN, first: 3) {\n    totalCount\n    nodes {\n      ...ApplicationLine\n    }\n  }\n  granted: applications(hub: $id, status: AWARDED, first: 100) {\n    totalCount\n    nodes {\n      ...ApplicationLine\n    }\n  }\n  refused: applications(hub: $id, status: DECLINED, first: 100) {\n    totalCount\n    nodes {\n      ...ApplicationLine\n    }\n  }\n  hub(id: $id) {\n    id\n    mandates(inOfficeOn: $today, first: 100) {\n      totalCount\n      nodes {\n        id\n        office\n        from\n        to\n        because\n        holder {\n          ...Who\n        }\n      }\n    }\n    charter {\n      id\n      version\n      language\n      text\n      adoptedAt\n    }\n    books {\n      income: postings(where: {kind: INCOME, from: $year, to: $tomorrow}, first: 1) {\n        totalCount\n        totals {\n          ...Amount\n        }\n      }\n      spending: postings(where: {kind: EXPENSE, from: $year, to: $tomorrow}, first: 1) {\n        totalCount\n        totals {\n          ...Amount\n        }\n      }\n      funds(first: 20) {\n        totalCount\n        nodes {\n          id\n          code\n          name\n          purposes\n          status\n          balances {\n            currency\n            available {\n              ...Amount\n            }\n            reserved {\n              ...Amount\n            }\n          }\n        }\n      }\n    }\n    learnings(first: 3) {\n      totalCount\n      nodes {\n        ...LearningLine\n      }\n    }\n    grants(first: 1) {\n      totalCount\n      totals {\n        currency\n        year\n        count\n        amount {\n          ...Amount\n        }\n      }\n    }\n  }\n}\nfragment TeamLine on Team {\n  id\n  name\n  charter\n  status\n  formedAt\n  recognisedAt\n  coach {\n    ...Who\n  }\n}\nfragment Who on Actor {\n  id\n  name\n}\nfragment ApplicationLine on Application {\n  id\n  title\n  purpose\n  spentIn\n  status\n  appliedAt\n  amount {\n    ...Amount\n  }\n  team {\n    id\n    name\n  }\n  decision {\n    outcome\n    reason\n    decidedAt\n    decidedBy {\n      ...Who\n    }\n  }\n  award {\n    id\n    status\n    amount {\n      ...Amount\n    }\n    paid {\n      ...Amount\n    }\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment LearningLine on Learning {\n  id\n  status\n  title\n  text\n  topics\n  sharedAt\n  sharedBy {\n    ...Who\n  }\n  team {\n    id\n    name\n  }\n}",
};

export const HubLog: Operation<HubLogQuery, HubLogQueryVariables> = {
  name: 'HubLog',
  text: "query HubLog($id: ID!) {\n  registry {\n    endpoint\n  }\n  hub(id: $id) {\n    id\n    log {\n      node\n      books {\n        ...LogSeen\n      }\n      cases {\n        ...LogSeen\n      }\n    }\n  }\n}\nfragment LogSeen on VerifiableLog {\n  size\n  isWitnessed\n  witnesses {\n    node\n  }\n  evidence {\n    id\n    kind\n    foundBy\n    at\n    isResolved\n    resolvedAt\n  }\n  asOf\n  fault\n}",
};
