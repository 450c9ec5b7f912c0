// Made by "npm run generate"; do not edit.
import type { Operation } from '../../graph/operation.ts';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Where a period stands of which no books are here. */
export type UnfiledStatus =
  /** It has not ended yet. */
  | 'RUNNING'
  /** It has ended; the team still has time. */
  | 'DUE'
  /** The days of grace are over. */
  | 'LATE';

export type MovementQueryVariables = Exact<{
  from: string;
  to: string;
  currency: string;
}>;


export type MovementQuery = { readonly movementFinance: { readonly statement: { readonly isComplete: boolean, readonly withoutRate: ReadonlyArray<string>, readonly coverage: { readonly asked: ReadonlyArray<string>, readonly answered: ReadonlyArray<string>, readonly missing: ReadonlyArray<{ readonly node: string, readonly reason: string }>, readonly asOf: ReadonlyArray<{ readonly node: string, readonly seq: number, readonly at: string }>, readonly missingBooks: ReadonlyArray<{ readonly node: string, readonly team: string, readonly from: string, readonly to: string, readonly status: UnfiledStatus }> | null }, readonly total: { readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }, readonly byMonth: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly byNode: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly byPurpose: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly byCountry: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly byRegion: ReadonlyArray<{ readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } }>, readonly balances: ReadonlyArray<{ readonly node: string, readonly balance: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly inReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } | null }>, readonly spentInGlobalSouth: { readonly basisPoints: number | null, readonly inGlobalSouth: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly classified: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly unclassified: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } } | null, readonly decidedInGlobalSouth: { readonly basisPoints: number | null, readonly inGlobalSouth: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly classified: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly unclassified: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } } | null, readonly countryList: { readonly id: string, readonly version: string | null, readonly source: string | null, readonly motion: { readonly id: string } | null, readonly countries: ReadonlyArray<{ readonly country: string, readonly region: string, readonly isGlobalSouth: boolean }> | null } | null, readonly conversions: ReadonlyArray<{ readonly from: string, readonly to: string, readonly rate: string, readonly source: string | null, readonly date: string }> } | null } | null };

export type CurrenciesQueryVariables = Exact<{
  before?: string | null | undefined;
}>;


export type CurrenciesQuery = { readonly exchangeRates: { readonly base: string, readonly rates: ReadonlyArray<{ readonly currency: string }> } | null };

export type ShareOfSpendingFragment = { readonly basisPoints: number | null, readonly inGlobalSouth: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly classified: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly unclassified: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } };

export type RestsOnFragment = { readonly asked: ReadonlyArray<string>, readonly answered: ReadonlyArray<string>, readonly missing: ReadonlyArray<{ readonly node: string, readonly reason: string }>, readonly asOf: ReadonlyArray<{ readonly node: string, readonly seq: number, readonly at: string }>, readonly missingBooks: ReadonlyArray<{ readonly node: string, readonly team: string, readonly from: string, readonly to: string, readonly status: UnfiledStatus }> | null };

export type LineFragment = { readonly key: string, readonly income: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly spending: ReadonlyArray<{ readonly amountMinor: string, readonly currency: string, readonly decimal: string }>, readonly incomeInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string }, readonly spendingInReport: { readonly amountMinor: string, readonly currency: string, readonly decimal: string } };

export type AmountFragment = { readonly amountMinor: string, readonly currency: string, readonly decimal: string };

export type RateFragment = { readonly from: string, readonly to: string, readonly rate: string, readonly source: string | null, readonly date: string };

export const Movement: Operation<MovementQuery, MovementQueryVariables> = {
  name: 'Movement',
  text: "query Movement($from: Day!, $to: Day!, $currency: String!) {\n  movementFinance(\n    from: $from\n    to: $to\n    reportCurrency: $currency\n    acceptPartial: true\n  ) {\n    statement {\n      isComplete\n      coverage {\n        ...RestsOn\n      }\n      total {\n        ...Line\n      }\n      byMonth {\n        ...Line\n      }\n      byNode {\n        ...Line\n      }\n      byPurpose {\n        ...Line\n      }\n      byCountry {\n        ...Line\n      }\n      byRegion {\n        ...Line\n      }\n      balances {\n        node\n        balance {\n          ...Amount\n        }\n        inReport {\n          ...Amount\n        }\n      }\n      spentInGlobalSouth {\n        ...ShareOfSpending\n      }\n      decidedInGlobalSouth {\n        ...ShareOfSpending\n      }\n      countryList {\n        id\n        version\n        source\n        motion {\n          id\n        }\n        countries {\n          country\n          region\n          isGlobalSouth\n        }\n      }\n      conversions {\n        ...Rate\n      }\n      withoutRate\n    }\n  }\n}\nfragment RestsOn on Coverage {\n  asked\n  answered\n  missing {\n    node\n    reason\n  }\n  asOf {\n    node\n    seq\n    at\n  }\n  missingBooks {\n    node\n    team\n    from\n    to\n    status\n  }\n}\nfragment Line on FinanceLine {\n  key\n  income {\n    ...Amount\n  }\n  spending {\n    ...Amount\n  }\n  incomeInReport {\n    ...Amount\n  }\n  spendingInReport {\n    ...Amount\n  }\n}\nfragment Amount on Money {\n  amountMinor\n  currency\n  decimal\n}\nfragment ShareOfSpending on GlobalSouthShare {\n  inGlobalSouth {\n    ...Amount\n  }\n  classified {\n    ...Amount\n  }\n  unclassified {\n    ...Amount\n  }\n  basisPoints\n}\nfragment Rate on Conversion {\n  from\n  to\n  rate\n  source\n  date\n}",
};

export const Currencies: Operation<CurrenciesQuery, CurrenciesQueryVariables> = {
  name: 'Currencies',
  text: "query Currencies($before: Day) {\n  exchangeRates(before: $before) {\n    base\n    rates {\n      currency\n    }\n  }\n}",
};
