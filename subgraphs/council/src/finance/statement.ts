import type { FinanceCell, PositionCell } from '@hubgraph/books';
import type { Money } from '@hubgraph/kernel';
import type { CountryListState } from '../country-lists/domain.ts';
import { convert, type RateTable, rateText } from '../rates/domain.ts';

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
  readonly source: string;
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
    readonly balance: Money;
    readonly inReport: Money | undefined;
  }[];
  readonly spentIn: GlobalSouthShare | undefined;
  readonly decidedIn: GlobalSouthShare | undefined;
  readonly conversions: readonly Conversion[];
  /** Currencies without a rate: their amounts are in the lines, and in no converted figure. */
  readonly withoutRate: readonly string[];
}

/** Shown as the key where the books do not say. */
const UNKNOWN = 'unknown';

/**
 * Adds up what nodes stated. Conversion comes last: each currency's sum is converted once, so that no rounding piles up.
 * Flows inside the movement were left out by each node, by the counterparty they were booked with.
 */
export function statementOf(
  cells: readonly FinanceCell[],
  positions: readonly PositionCell[],
  context: {
    readonly reportCurrency: string;
    readonly rates: RateTable | undefined;
    readonly countries: CountryListState | undefined;
  },
): Statement {
  const { reportCurrency: to, rates, countries } = context;
  const entries = new Map(countries?.countries.map((entry) => [entry.country, entry]) ?? []);
  const inReport = (money: Money): Money | undefined => {
    if (money.currency === to) return money;
    return rates === undefined ? undefined : convert(rates, money, to);
  };
  const lines = (key: (cell: FinanceCell) => string): FinanceLine[] => group(cells, key, inReport, to);
  const currencies = [...new Set([...cells, ...positions].map((cell) => cell.currency))].sort();
  const foreign = currencies.filter((currency) => currency !== to);
  const share = (country: (cell: FinanceCell) => string | null): GlobalSouthShare | undefined =>
    countries === undefined
      ? undefined
      : globalSouthShare(cells, (cell) => entries.get(country(cell) ?? '')?.isGlobalSouth, inReport, to);
  return {
    total: lines(() => 'total')[0] ?? lineOf('total', [], inReport, to),
    byNode: lines((cell) => cell.node),
    byCurrency: lines((cell) => cell.currency),
    byPurpose: lines((cell) => cell.purpose ?? UNKNOWN),
    byCountry: lines((cell) => cell.country ?? UNKNOWN),
    byRegion: lines((cell) => entries.get(cell.country ?? '')?.region ?? UNKNOWN),
    balances: positions.map(({ node, currency, amountMinor }) => {
      const balance = { currency, amountMinor: BigInt(amountMinor) };
      return { node, balance, inReport: inReport(balance) };
    }),
    spentIn: share((cell) => cell.country),
    decidedIn: share((cell) => cell.decidedIn),
    conversions: foreign.flatMap((from) => {
      const rate = rates && rateText(rates, from, to);
      return rates === undefined || rate === undefined
        ? []
        : [{ from, to, rate, source: rates.source, date: rates.date, table: rates.id }];
    }),
    withoutRate: foreign.filter((from) => rates === undefined || rateText(rates, from, to) === undefined),
  };
}

type InReport = (money: Money) => Money | undefined;

function group(
  cells: readonly FinanceCell[],
  key: (cell: FinanceCell) => string,
  inReport: InReport,
  to: string,
): FinanceLine[] {
  const groups = new Map<string, FinanceCell[]>();
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
  const part = (wanted: boolean | undefined): bigint =>
    total(sums(spent.filter((cell) => isSouth(cell) === wanted)), inReport, to).amountMinor;
  const south = part(true);
  const north = part(false);
  const classified = south + north;
  // Where more was taken back than spent, a share would mean nothing.
  const isShare = south >= 0n && north >= 0n && classified > 0n;
  const money = (amountMinor: bigint): Money => ({ currency: to, amountMinor });
  return {
    inGlobalSouth: money(south),
    classified: money(classified),
    basisPoints: isShare ? Number((south * 10_000n) / classified) : undefined,
    unclassified: money(part(undefined)),
  };
}
