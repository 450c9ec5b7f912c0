import {
  type FinanceCell,
  type FinanceMonth,
  type MissingBooks,
  monthLength,
  type PositionCell,
  type SheetCell,
} from '@hubgraph/books';
import { dayOf, isRejection, type Period, parseAmountMinor } from '@hubgraph/kernel';
import type { RequestContext } from '@hubgraph/node';
import { registryOf } from '../hubs/views.ts';
import { isOddSheetCell } from './sheets.ts';

const DAY_MS = 86_400_000;

/** Which nodes figures rest on. */
export interface Coverage {
  readonly asked: readonly string[];
  readonly answered: readonly string[];
  readonly missing: readonly { readonly node: string; readonly reason: string }[];
  readonly asOf: readonly { readonly node: string; readonly seq: number; readonly at: string }[];
  readonly missingBooks: readonly MissingBooks[];
}

interface FinancePart {
  readonly cells: readonly FinanceCell[] | null;
  readonly positions: readonly PositionCell[] | null;
  /** Where it was asked for. */
  readonly sheets?: readonly SheetCell[] | null;
  /** A node of before knows nothing of books that are missing. */
  readonly coverage: Omit<Coverage, 'missingBooks'> & { readonly missingBooks?: Coverage['missingBooks'] | null };
}

/** The parts as one. */
export interface Joined {
  readonly cells: readonly FinanceCell[];
  readonly positions: readonly PositionCell[];
  readonly coverage: Coverage;
}

/** A `MovementFinance` with the parts that the gateway brings. */
export interface FinanceReference {
  readonly id: string;
  readonly hubs?: FinancePart | null;
  readonly support?: FinancePart | null;
}

/**
 * A part that has its figures, without the nodes whose figures are none: those are named as missing. A part without
 * figures says nothing, whatever its coverage claims.
 */
function whole(part: FinancePart | null | undefined, months: ReadonlySet<string>): Joined | undefined {
  if (!part || part.cells === null || part.positions === null) return undefined;
  const { cells, positions, coverage } = part;
  const odd = new Set(
    [...cells.filter((cell) => isOddCell(cell, months)), ...positions.filter(isOddAmount)].map(({ node }) => node),
  );
  return {
    cells: cells.filter(({ node }) => !odd.has(node)),
    positions: positions.filter(({ node }) => !odd.has(node)),
    coverage: withoutOdd(coverage, odd),
  };
}

function isOddCell(cell: FinanceCell, months: ReadonlySet<string>): boolean {
  return (cell.kind !== 'INCOME' && cell.kind !== 'EXPENSE') || isOddAmount(cell) || hasOddMonths(cell, months);
}

/**
 * Months outside the period, or that are not the parts of the amount, would be shown as figures that do not add up. What
 * comes from the gateway for `@requires` was compared with no schema, so there may be none at all.
 */
function hasOddMonths({ amountMinor, currency, months }: FinanceCell, known: ReadonlySet<string>): boolean {
  if (!Array.isArray(months)) return true;
  const isOdd = (one: FinanceMonth): boolean => !known.has(one.month) || isOddAmount({ ...one, currency });
  return months.some(isOdd) || months.reduce((sum, one) => sum + BigInt(one.amountMinor), 0n) !== BigInt(amountMinor);
}

/** The months that the days of a period are in, or the years of a long one. */
function monthsIn({ from, to }: Period): ReadonlySet<string> {
  const length = monthLength({ from, to });
  const lastDay = dayOf(Date.parse(`${to}T00:00:00Z`) - DAY_MS);
  const known = new Set<string>();
  const year = (text: string): number => Number(text.slice(0, 4));
  for (let one = year(from); one <= year(lastDay); one += 1) {
    const name = `${one}`.padStart(4, '0');
    if (length === 4) known.add(name);
    else for (let month = 1; month <= 12; month += 1) known.add(`${name}-${`${month}`.padStart(2, '0')}`);
  }
  return new Set([...known].filter((one) => one >= from.slice(0, length) && one <= lastDay.slice(0, length)));
}

function isOddAmount({ amountMinor, currency }: Pick<FinanceCell, 'amountMinor' | 'currency'>): boolean {
  return isRejection(parseAmountMinor(amountMinor, currency));
}

/** What stands in the place of a part that is missing as a whole. */
function absent(kind: string, views: RequestContext['read']): Joined {
  const nodes = registryOf(views)?.nodes ?? [];
  const asked = nodes.filter((node) => node.kind === kind && node.status !== 'revoked').map((node) => node.id);
  const missing = asked.map((node) => ({ node, reason: 'no-answer' }));
  return { cells: [], positions: [], coverage: { asked, answered: [], missing, asOf: [], missingBooks: [] } };
}

/** The same for position, cash and plans, which are asked for by themselves. */
export function joinSheets({ hubs, support }: FinanceReference, { read: views }: RequestContext) {
  const parts = [
    { part: hubs, kind: 'hub' },
    { part: support, kind: 'fundraising' },
  ].map(({ part, kind }) => {
    const { sheets } = part ?? {};
    if (!part || !Array.isArray(sheets)) return { cells: [], coverage: absent(kind, views).coverage };
    const all = sheets as readonly SheetCell[];
    const odd = new Set(all.filter(isOddSheetCell).map(({ node }) => node));
    return { cells: all.filter(({ node }) => !odd.has(node)), coverage: withoutOdd(part.coverage, odd) };
  });
  return { cells: parts.flatMap(({ cells }) => cells), coverage: together(parts.map(({ coverage }) => coverage)) };
}

function withoutOdd(coverage: FinancePart['coverage'], odd: ReadonlySet<string>): Coverage {
  return {
    ...coverage,
    missingBooks: coverage.missingBooks ?? [],
    answered: coverage.answered.filter((node) => !odd.has(node)),
    missing: [...coverage.missing, ...[...odd].map((node) => ({ node, reason: 'malformed' }))],
  };
}

function together(parts: readonly Coverage[]): Coverage {
  return {
    asked: parts.flatMap(({ asked }) => asked),
    answered: parts.flatMap(({ answered }) => answered),
    missing: parts.flatMap(({ missing }) => missing),
    asOf: parts.flatMap(({ asOf }) => asOf),
    missingBooks: parts.flatMap(({ missingBooks }) => missingBooks),
  };
}

/** The parts as one; a part that is missing as a whole is said to be. */
export function join(reference: FinanceReference, period: Period, { read: views }: RequestContext): Joined {
  const months = monthsIn(period);
  const parts = [
    whole(reference.hubs, months) ?? absent('hub', views),
    whole(reference.support, months) ?? absent('fundraising', views),
  ];
  return {
    cells: parts.flatMap((part) => part.cells),
    positions: parts.flatMap((part) => part.positions),
    coverage: together(parts.map(({ coverage }) => coverage)),
  };
}
