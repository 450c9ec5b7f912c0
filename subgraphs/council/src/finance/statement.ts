import { type FinanceCell, type FinanceDetail, type PositionCell, UNKNOWN } from '@hubgraph/books';
import type { Money } from '@hubgraph/kernel';
import type { CountryListState } from '../country-lists/domain.ts';
import { convert, type RateTable, rateText } from '../rates/domain.ts';
import type { Source } from '../source.ts';

/** One line of a statement: what came in and was spent under one key, in its own currencies and in the report currency. */
export interface FinanceLine {
  readonly key: string;
  readonly income: readonly Money[];
  readonly spending: readonly Money[];
  /** What of it has a rate, converted; never mixed with what has none. */
  readonly incomeInReport: Money;
  readonly spendingInReport: Money;
}

export interface Conversion {
  readonly from: string;
  readonly to: string;
  readonly rate: string;
  readonly source: Source;
  readonly date: string;
  readonly table: string;
}

export interface GlobalSouthShare {
  readonly inGlobalSouth: Money;
  /** What is known to be in or outside the Global South. */
  readonly classified: Money;
  /** Of what is classified, in basis points; undefined where nothing is. */
  readonly basisPoints: number | undefined;
  /** Spending whose country the books or the list do not know. */
  readonly unclassified: Money;
}

export interface Statement {
  readonly total: FinanceLine;
  readonly byNode: readonly FinanceLine[];
  readonly byCurrency: readonly FinanceLine[];
  readonly byPurpose: readonly FinanceLine[];
  readonly byCountry: readonly FinanceLine[];
  readonly byRegion: readonly FinanceLine[];
  readonly balances: readonly {
    readonly node: string;
    readonly entity: string | null;
    readonly balance: Money;
    readonly inReport: Money | undefined;
  }[];
  readonly spentIn: GlobalSouthShare | undefined;
  readonly decidedIn: GlobalSouthShare | undefined;
  readonly conversions: readonly Conversion[];
  /** Currencies without a rate: their amounts are in the lines, and in no converted figure. */
  readonly withoutRate: readonly string[];
}

/** What figures can be told apart by; `COUNTRY` and `REGION` are where money was spent. */
export type FinanceDimension =
  | 'NODE'
  | 'ENTITY'
  | 'CURRENCY'
  | 'PURPOSE'
  | 'COUNTRY'
  | 'REGION'
  | 'DECIDED_IN'
  | 'COST_CLASS'
  | 'FUND_KIND'
  | FinanceDetail;

/** Which part of the figures: the key of a line in each dimension that is given. */
export type FinanceFilter = Readonly<Partial<Record<FinanceDimension, string>>>;

/** How figures are converted, and which country is in which region. */
export interface StatementContext {
  readonly reportCurrency: string;
  readonly rates: RateTable | undefined;
  readonly countries: CountryListState | undefined;
}

/**
 * Adds up what nodes stated. Conversion comes last: each currency's sum is converted once, so that no rounding piles up.
 * Flows inside the movement were left out by each node, by the counterparty they were booked with.
 */
export function statementOf(
  all: readonly FinanceCell[],
  positions: readonly PositionCell[],
  context: StatementContext,
): Statement {
  const { reportCurrency: to, countries } = context;
  const cells = overThePeriod(all);
  const entries = new Map(countries?.countries.map((entry) => [entry.country, entry]) ?? []);
  const inReport = conversionOf(context);
  const lines = (by: FinanceDimension): FinanceLine[] => breakdownOf(all, by, {}, context);
  const currencies = [...new Set([...cells, ...positions].map((cell) => cell.currency))].sort();
  const share = (country: (cell: FinanceCell) => string | null): GlobalSouthShare | undefined =>
    countries === undefined
      ? undefined
      : globalSouthShare(cells, (cell) => entries.get(country(cell) ?? '')?.isGlobalSouth, inReport, to);
  return {
    total: lineOf('total', cells, inReport, to),
    byNode: lines('NODE'),
    byCurrency: lines('CURRENCY'),
    byPurpose: lines('PURPOSE'),
    byCountry: lines('COUNTRY'),
    byRegion: lines('REGION'),
    balances: positions.map(({ node, entity = null, currency, amountMinor }) => {
      const balance = { currency, amountMinor: BigInt(amountMinor) };
      return { node, entity, balance, inReport: inReport(balance) };
    }),
    spentIn: share((cell) => cell.country),
    decidedIn: share((cell) => cell.decidedIn),
    ...conversionsOf(currencies, context),
  };
}

/** How currencies were converted, and which could not be. */
export function conversionsOf(
  currencies: readonly string[],
  { reportCurrency: to, rates }: StatementContext,
): Pick<Statement, 'conversions' | 'withoutRate'> {
  const foreign = currencies.filter((currency) => currency !== to);
  return {
    conversions: foreign.flatMap((from) => {
      const rate = rates && rateText(rates, from, to);
      return rates === undefined || rate === undefined
        ? []
        : [{ from, to, rate, source: rates.source, date: rates.date, table: rates.id }];
    }),
    withoutRate: foreign.filter((from) => rates === undefined || rateText(rates, from, to) === undefined),
  };
}

/** The figures of a part, told apart by one dimension. */
export function breakdownOf(
  cells: readonly FinanceCell[],
  by: FinanceDimension,
  where: FinanceFilter,
  context: StatementContext,
): FinanceLine[] {
  const keys = keysOf(context);
  return group(part(overThePeriod(cells), where, keys), keys[by], conversionOf(context), context.reportCurrency);
}

/** The figures of a part, by month, or by year where the nodes gave them so. */
export function byMonthOf(
  cells: readonly FinanceCell[],
  where: FinanceFilter,
  context: StatementContext,
): FinanceLine[] {
  const months = part(cells, where, keysOf(context)).flatMap((cell) =>
    cell.months.map(({ month, amountMinor }) => ({ ...cell, amountMinor, month })),
  );
  return group(months, (cell) => cell.month, conversionOf(context), context.reportCurrency);
}

/** The lines by month of each key that a part has in one dimension. */
export function seriesOf(
  cells: readonly FinanceCell[],
  by: FinanceDimension,
  where: FinanceFilter,
  context: StatementContext,
): { readonly key: string; readonly months: readonly FinanceLine[] }[] {
  const keys = keysOf(context);
  return [...Map.groupBy(part(cells, where, keys), keys[by])]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, own]) => ({ key, months: byMonthOf(own, {}, context) }));
}

/** Without the cells whose months cancel each other. */
function overThePeriod(cells: readonly FinanceCell[]): FinanceCell[] {
  return cells.filter((cell) => BigInt(cell.amountMinor) !== 0n);
}

type KeyOf = (cell: FinanceCell) => string;

function keysOf({ countries }: StatementContext): Readonly<Record<FinanceDimension, KeyOf>> {
  const regions = new Map(countries?.countries.map(({ country, region }) => [country, region]) ?? []);
  return {
    NODE: (cell) => cell.node,
    ENTITY: (cell) => cell.entity ?? cell.node,
    CURRENCY: (cell) => cell.currency,
    PURPOSE: (cell) => cell.purpose ?? UNKNOWN,
    COUNTRY: (cell) => cell.country ?? UNKNOWN,
    REGION: (cell) => regions.get(cell.country ?? '') ?? UNKNOWN,
    DECIDED_IN: (cell) => cell.decidedIn ?? UNKNOWN,
    COUNTERPARTY: (cell) => cell.counterparty ?? UNKNOWN,
    COST_CLASS: (cell) => cell.costClass ?? UNKNOWN,
    FUND_KIND: (cell) => cell.fundKind ?? UNKNOWN,
    ACCOUNT: (cell) => cell.account ?? UNKNOWN,
    FUND: (cell) => cell.fund ?? UNKNOWN,
    PROJECT: (cell) => cell.project ?? UNKNOWN,
    TEAM: (cell) => cell.team ?? UNKNOWN,
    ALLOWED_BY: (cell) => cell.allowedBy ?? UNKNOWN,
  };
}

function part(
  cells: readonly FinanceCell[],
  where: FinanceFilter,
  keys: Readonly<Record<FinanceDimension, KeyOf>>,
): readonly FinanceCell[] {
  const wanted = Object.entries(where) as [FinanceDimension, string][];
  return cells.filter((cell) => wanted.every(([dimension, key]) => keys[dimension](cell) === key));
}

type InReport = (money: Money) => Money | undefined;

export function conversionOf({ reportCurrency: to, rates }: StatementContext): InReport {
  return (money) => {
    if (money.currency === to) return money;
    return rates === undefined ? undefined : convert(rates, money, to);
  };
}

function group<C extends FinanceCell>(
  cells: readonly C[],
  key: (cell: C) => string,
  inReport: InReport,
  to: string,
): FinanceLine[] {
  const groups = new Map<string, C[]>();
  for (const cell of cells) {
    const group = groups.get(key(cell));
    if (group === undefined) groups.set(key(cell), [cell]);
    else group.push(cell);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, members]) => lineOf(name, members, inReport, to));
}

function lineOf(key: string, cells: readonly FinanceCell[], inReport: InReport, to: string): FinanceLine {
  const income = sums(cells.filter((cell) => cell.kind === 'INCOME'));
  const spending = sums(cells.filter((cell) => cell.kind === 'EXPENSE'));
  return {
    key,
    income,
    spending,
    incomeInReport: total(income, inReport, to),
    spendingInReport: total(spending, inReport, to),
  };
}

function sums(cells: readonly FinanceCell[]): Money[] {
  const byCurrency = new Map<string, bigint>();
  for (const { currency, amountMinor } of cells) {
    byCurrency.set(currency, (byCurrency.get(currency) ?? 0n) + BigInt(amountMinor));
  }
  return [...byCurrency]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amountMinor]) => ({ currency, amountMinor }));
}

function total(amounts: readonly Money[], inReport: InReport, to: string): Money {
  const amountMinor = amounts.reduce((sum, money) => sum + (inReport(money)?.amountMinor ?? 0n), 0n);
  return { currency: to, amountMinor };
}

function globalSouthShare(
  cells: readonly FinanceCell[],
  isSouth: (cell: FinanceCell) => boolean | undefined,
  inReport: InReport,
  to: string,
): GlobalSouthShare {
  const spent = cells.filter((cell) => cell.kind === 'EXPENSE');
  const spentIn = (wanted: boolean | undefined): bigint =>
    total(sums(spent.filter((cell) => isSouth(cell) === wanted)), inReport, to).amountMinor;
  const south = spentIn(true);
  const north = spentIn(false);
  const classified = south + north;
  // Where more was taken back than spent, a share would mean nothing.
  const isShare = south >= 0n && north >= 0n && classified > 0n;
  const money = (amountMinor: bigint): Money => ({ currency: to, amountMinor });
  return {
    inGlobalSouth: money(south),
    classified: money(classified),
    basisPoints: isShare ? Number((south * 10_000n) / classified) : undefined,
    unclassified: money(spentIn(undefined)),
  };
}
