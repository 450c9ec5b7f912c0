import { type CurrencyCode, isRejection, type Period, parsePeriod } from '@hubgraph/kernel';
import {
  badInput,
  dateTime,
  type GraphQLResolverMap,
  moneyValue,
  pageSize,
  placeAfter,
  type RequestContext,
} from '@hubgraph/node';
import type { Fund, FundKind } from '../funds/domain.ts';
import { ALL_DAYS } from '../ledger/lists.ts';
import { accountOf, closedBefore } from '../ledger/views.ts';
import { amountValue } from '../resources/views.ts';
import { type FigureEntry, type FigureFilter, figureEntriesAfter, figureTotal, openingOf } from './figures.ts';
import {
  type CashGroup,
  type CashLine,
  type CurrencyStatements,
  type StatementLine,
  statementsOf,
  totalOf,
} from './statements.ts';
import { cashChangesIn, changesUpTo } from './views.ts';

/** Where lines are, for what they do not say themselves. */
interface Place {
  readonly currency: CurrencyCode;
  readonly seq: number;
}

/** `Books.statements`: two indexed reads of sums by day, and one position that all lines say. */
export function statements(_: unknown, { from, to }: { from: string; to: string }, { node, read }: RequestContext) {
  const period = parsePeriod(from, to);
  if (isRejection(period)) throw badInput(period);
  const seq = read.position();
  const kinds = new Map<string, FundKind>();
  const kindOf = (fund: string): FundKind => {
    const kind = kinds.get(fund) ?? read.entity<Fund>('fund', fund)?.kind ?? 'UNRESTRICTED';
    kinds.set(fund, kind);
    return kind;
  };
  const found = statementsOf(changesUpTo(read, period), cashChangesIn(read, period), kindOf);
  return {
    ...period,
    asOf: { node: node.config.id, seq, at: dateTime(node.world.clock.now()) },
    isClosed: isClosed(period, closedBefore(read)),
    currencies: found.map((one) => currencyValue(one, seq)),
  };
}

interface FigureArgs {
  readonly of: FigureFilter & { readonly from?: string | null; readonly to?: string | null };
  readonly first?: number | null;
  readonly after?: string | null;
}

/** `Books.figure`: the sum from sums by day, and the entries that make it, page by page. */
export function figure(_: unknown, { of, first, after }: FigureArgs, { node, read }: RequestContext) {
  const opening = openingOf(read, of);
  if (isRejection(opening)) throw badInput(opening);
  const days = { from: of.from ?? ALL_DAYS.from, to: of.to ?? ALL_DAYS.to };
  const money = (amountMinor: bigint) => amountValue(read, { amountMinor, currency: of.currency });
  const size = pageSize(first);
  const [day = '', id = ''] = placeAfter(after, (text) => /^\S+ \S+$/.test(text)).split(' ');
  const found = figureEntriesAfter(read, days, opening, [day, id], size + 1);
  const nodes = found.slice(0, size);
  const last = nodes.at(-1)?.entry.entry;
  return {
    amount: () => money(figureTotal(read, days, opening)),
    asOf: { node: node.config.id, seq: read.position(), at: dateTime(node.world.clock.now()) },
    nodes: nodes.map(({ entry, amountMinor }: FigureEntry) => ({ entry, amount: money(amountMinor) })),
    pageInfo: {
      hasNextPage: found.length > size,
      endCursor: last === undefined ? null : `${last.effectiveDay} ${last.id}`,
    },
  };
}

function isClosed({ to }: Period, before: string | undefined): boolean {
  return before !== undefined && to <= before;
}

function currencyValue(of: CurrencyStatements, seq: number) {
  const { currency } = of;
  const place = { currency, seq };
  const money = (amountMinor: bigint) => moneyValue({ amountMinor, currency });
  const flows = (lines: readonly StatementLine[]) => lines.map((line) => ({ ...lineValue(line, place), before: null }));
  const stocks = (lines: readonly StatementLine[]) => lines.map((line) => lineValue(line, place));
  const income = totalOf(of.income);
  const spending = totalOf(of.spending);
  const other = totalOf(of.otherChanges);
  const total = (key: 'amountMinor' | 'beforeMinor') => totalOf(of.assets, key) - totalOf(of.liabilities, key);
  return {
    currency,
    income: {
      income: flows(of.income),
      totalIncome: money(income),
      spending: flows(of.spending),
      totalSpending: money(spending),
      result: money(income - spending),
      otherChanges: flows(of.otherChanges),
      totalOtherChanges: money(other),
      changeOfNetAssets: money(income - spending + other),
    },
    position: {
      assets: stocks(of.assets),
      totalAssets: money(totalOf(of.assets)),
      liabilities: stocks(of.liabilities),
      totalLiabilities: money(totalOf(of.liabilities)),
      netAssets: of.netAssets.map(({ kind, amountMinor, beforeMinor }) => ({
        kind,
        amount: money(amountMinor),
        before: money(beforeMinor),
      })),
      totalNetAssets: money(total('amountMinor')),
      totalNetAssetsBefore: money(total('beforeMinor')),
    },
    cashFlow: {
      opening: money(totalOf(of.cash, 'beforeMinor')),
      classes: of.cashGroups.map((group) => ({
        class: group.class,
        ...cameAndWent(group, currency),
        lines: group.lines.map((line) => ({ account: line.account, ...cameAndWent(line, currency), ...place })),
      })),
      in: money(of.cashGroups.reduce((sum, { cameMinor }) => sum + cameMinor, 0n)),
      out: money(of.cashGroups.reduce((sum, { wentMinor }) => sum + wentMinor, 0n)),
      closing: money(totalOf(of.cash)),
      accounts: stocks(of.cash),
    },
    months: of.months.map(({ month, incomeMinor, spendingMinor, netAssetsEndMinor, cashEndMinor }) => ({
      month,
      income: money(incomeMinor),
      spending: money(spendingMinor),
      netAssets: money(netAssetsEndMinor),
      cash: money(cashEndMinor),
    })),
  };
}

function lineValue({ account, isSubtotal, level, amountMinor, beforeMinor }: StatementLine, place: Place) {
  const { currency } = place;
  const before = moneyValue({ amountMinor: beforeMinor, currency });
  return { account, isSubtotal, level, amount: moneyValue({ amountMinor, currency }), before, ...place };
}

function cameAndWent({ cameMinor, wentMinor }: CashGroup | CashLine, currency: CurrencyCode) {
  return {
    in: moneyValue({ amountMinor: cameMinor, currency }),
    out: moneyValue({ amountMinor: wentMinor, currency }),
  };
}

function nameOf(line: Place & { readonly account: string }, _: unknown, context: RequestContext) {
  const name = accountOf(context.read, line.account, line.currency)?.name;
  return name === undefined ? null : context.text(name);
}

/** Fields of the lines that need a look into the books. */
export const lineResolvers: GraphQLResolverMap<RequestContext> = {
  StatementLine: { name: nameOf },
  CashFlowLine: { name: nameOf },
};
