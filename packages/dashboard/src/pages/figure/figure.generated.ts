// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What nodes tell figures apart by only where it is asked for: there may be as many as there are teams, projects and awards. */
export type FinanceDetail =
  /** The account's path. */
  | 'ACCOUNT'
  /** The motion, framework, award or expense that allowed it. */
  | 'ALLOWED_BY'
  /** Who is at the other end: PUBLIC, TEAM, SUPPLIER, STAFF. */
  | 'COUNTERPARTY'
  /** The fund, by its id in the books of its node. */
  | 'FUND'
  /** The project that it is part of. */
  | 'PROJECT'
  /** The team that it is about. */
  | 'TEAM';

/** What figures can be told apart by. */
export type FinanceDimension =
  /** Hubs and the Basic Support System, by slug. */
  | 'NODE'
  /** Legal entities: hubs and the Basic Support System by slug, incorporated teams by id; eliminated is what went between a hub and these teams, with its sign turned. */
  | 'ENTITY'
  /** The currency of the books. */
  | 'CURRENCY'
  /** What it was for. */
  | 'PURPOSE'
  /** The country where it was spent. */
  | 'COUNTRY'
  /** The region where it was spent, as the list of countries in force assigns it. */
  | 'REGION'
  /** The country where the spending was decided. */
  | 'DECIDED_IN'
  /** What sort of cost it is: PROGRAMME, STAFF, OVERSIGHT, SENIOR_MANAGEMENT. */
  | 'COST_CLASS'
  /** How free the money of its fund is: UNRESTRICTED, RESTRICTED, RING_FENCED. */
  | 'FUND_KIND'
  /** The account's path. As those below, only where it was asked for as a detail. */
  | 'ACCOUNT'
  /** Who is at the other end: PUBLIC, TEAM, SUPPLIER, STAFF. */
  | 'COUNTERPARTY'
  /** The fund, by its id in the books of its node. */
  | 'FUND'
  /** The project that it is part of. */
  | 'PROJECT'
  /** The team that it is about. */
  | 'TEAM'
  /** The motion, framework, award or expense that allowed it. */
  | 'ALLOWED_BY';

/** Which part of the figures: each field is the key of a line, and unknown is what the books do not say. What is not given may be anything. */
export type FinanceFilterInput = {
  /** The slug of a node. */
  readonly node?: string | null | undefined;
  /** The slug of a node for its own books alone, the id of an incorporated team, or eliminated. */
  readonly entity?: string | null | undefined;
  /** ISO 4217, as EUR. */
  readonly currency?: string | null | undefined;
  /** A code, as education; or unknown. */
  readonly purpose?: string | null | undefined;
  /** Where it was spent, ISO 3166-1 alpha-2; or unknown. */
  readonly country?: string | null | undefined;
  /** A region of the list of countries in force; or unknown. */
  readonly region?: string | null | undefined;
  /** Where that was decided, ISO 3166-1 alpha-2; or unknown. */
  readonly decidedIn?: string | null | undefined;
  /** PROGRAMME, STAFF, OVERSIGHT or SENIOR_MANAGEMENT; or unknown. */
  readonly costClass?: string | null | undefined;
  /** UNRESTRICTED, RESTRICTED or RING_FENCED. */
  readonly fundKind?: string | null | undefined;
  /** The account's whole path. As those below, only where it was asked for as a detail. */
  readonly account?: string | null | undefined;
  /** PUBLIC, TEAM, SUPPLIER or STAFF. */
  readonly counterparty?: string | null | undefined;
  /** The id of a fund. */
  readonly fund?: string | null | undefined;
  /** The code of a project; or unknown. */
  readonly project?: string | null | undefined;
  /** The id of a team; or unknown. */
  readonly team?: string | null | undefined;
  /** What allowed it, by id; or unknown. */
  readonly allowedBy?: string | null | undefined;
};

/** Where a period stands of which no books are here. */
export type UnfiledStatus =
  /** It has not ended yet. */
  | 'RUNNING'
  /** It has ended; the team still has time. */
  | 'DUE'
  /** The days of grace are over. */
  | 'LATE';

export type FigureQueryVariables = Exact<{
  from: string;
  to: string;
  currency: string;
  where: FinanceFilterInput;
  details: ReadonlyArray<FinanceDetail> | FinanceDetail;
  by: FinanceDimension;
  hasBy: boolean;
  over: FinanceDimension;
  hasOver: boolean;
}>;


export type FigureQuery = { readonly movementFinance: { readonly statement: { readonly isComplete: boolean, readonly withoutRate: ReadonlyArray<string>, readonly coverage: { readonly asked: ReadonlyArray<string>, readonly answered: ReadonlyArray<string>, readonly missing: ReadonlyArray<{ readonly node: string, readonly reason: string }>, readonly asOf: ReadonlyArray<{ readonly node: string, readonly seq: number, readonly at: string }>, readonly missingBooks: ReadonlyArray<{ readonly node: string, readonly team: string, readonly from: string, readonly to: string, readonly status: UnfiledStatus }> | null }, readonly total: { readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }, readonly byCurrency: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly byNode: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly byEntity: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly byPurpose: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly byCountry: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly byRegion: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly byDecidedIn: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly byCostClass: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly byFundKind: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly byDetail?: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly byMonth: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly series?: ReadonlyArray<{ readonly key: string, readonly months: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }> }> | null, readonly balances: ReadonlyArray<{ readonly node: string, readonly entity: string | null, readonly balance: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly inReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }>, readonly conversions: ReadonlyArray<{ readonly from: string, readonly to: string, readonly rate: string, readonly source: string | null, readonly date: string }> } | null } | null };

export type RestsOnFragment = { readonly asked: ReadonlyArray<string>, readonly answered: ReadonlyArray<string>, readonly missing: ReadonlyArray<{ readonly node: string, readonly reason: string }>, readonly asOf: ReadonlyArray<{ readonly node: string, readonly seq: number, readonly at: string }>, readonly missingBooks: ReadonlyArray<{ readonly node: string, readonly team: string, readonly from: string, readonly to: string, readonly status: UnfiledStatus }> | null };

export type LineFragment = { readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type RateFragment = { readonly from: string, readonly to: string, readonly rate: string, readonly source: string | null, readonly date: string };

export const Figure: Operation<FigureQuery, FigureQueryVariables> = {
  name: 'Figure',
  text: "query Figure($from: Day!, $to: Day!, $currency: String!, $where: FinanceFilterInput!, $details: [FinanceDetail!]!, $by: FinanceDimension!, $hasBy: Boolean!, $over: FinanceDimension!, $hasOver: Boolean!) {\n  movementFinance(\n    from: $from\n    to: $to\n    reportCurrency: $currency\n    acceptPartial: true\n    details: $details\n  ) {\n    statement {\n      isComplete\n      coverage {\n        ...RestsOn\n      }\n      total {\n        ...Line\n      }\n      byCurrency: breakdown(by: CURRENCY, where: $where) {\n        ...Line\n      }\n      byNode: breakdown(by: NODE, where: $where) {\n        ...Line\n      }\n      byEntity: breakdown(by: ENTITY, where: $where) {\n        ...Line\n      }\n      byPurpose: breakdown(by: PURPOSE, where: $where) {\n        ...Line\n      }\n      byCountry: breakdown(by: COUNTRY, where: $where) {\n        ...Line\n      }\n      byRegion: breakdown(by: REGION, where: $where) {\n        ...Line\n      }\n      byDecidedIn: breakdown(by: DECIDED_IN, where: $where) {\n        ...Line\n      }\n      byCostClass: breakdown(by: COST_CLASS, where: $where) {\n        ...Line\n      }\n      byFundKind: breakdown(by: FUND_KIND, where: $where) {\n        ...Line\n      }\n      byDetail: breakdown(by: $by, where: $where) @include(if: $hasBy) {\n        ...Line\n      }\n      byMonth(where: $where) {\n        ...Line\n      }\n      series(by: $over, where: $where) @include(if: $hasOver) {\n        key\n        months {\n          ...Line\n        }\n      }\n      balances {\n        node\n        entity\n        balance {\n          ...Amount\n        }\n        inReport {\n          ...Amount\n        }\n      }\n      conversions {\n        ...Rate\n      }\n      withoutRate\n    }\n  }\n}\nfragment RestsOn on Coverage {\n  asked\n  answered\n  missing {\n    node\n    reason\n  }\n  asOf {\n    node\n    seq\n    at\n  }\n  missingBooks {\n    node\n    team\n    from\n    to\n    status\n  }\n}\nfragment Line on FinanceLine {\n  key\n  income {\n    ...Amount\n  }\n  spending {\n    ...Amount\n  }\n  incomeInReport {\n    ...Amount\n  }\n  spendingInReport {\n    ...Amount\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment Rate on Conversion {\n  from\n  to\n  rate\n  source\n  date\n}",
};
