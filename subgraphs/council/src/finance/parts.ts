import {
  type FinanceCell,
  type FinanceMonth,
  type MissingBooks,
  monthLength,
  type PositionCell,
} from '@hubgraph/books';
import { dayOf, isRejection, type Period, parseAmountMinor } from '@hubgraph/kernel';
import type { RequestContext } from '@hubgraph/node';
import { registryOf } from '../hubs/views.ts';

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
    coverage: {
      ...coverage,
      missingBooks: coverage.missingBooks ?? [],
      answered: coverage.answered.filter((node) => !odd.has(node)),
      missing: [...coverage.missing, ...[...odd].map((node) => ({ node, reason: 'malformed' }))],
    },
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

/** The parts as one; a part that is missing as a whole is said to be. */
export function join(reference: FinanceReference, period: Period, { read: views }: RequestContext): Joined {
  const nodes = registryOf(views)?.nodes ?? [];
  const months = monthsIn(period);
  const absent = (kind: string): Joined => {
    const asked = nodes.filter((node) => node.kind === kind && node.status !== 'revoked').map((node) => node.id);
    const missing = asked.map((node) => ({ node, reason: 'no-answer' }));
    return { cells: [], positions: [], coverage: { asked, answered: [], missing, asOf: [], missingBooks: [] } };
  };
  const parts = [
    whole(reference.hubs, months) ?? absent('hub'),
    whole(reference.support, months) ?? absent('fundraising'),
  ];
  return {
    cells: parts.flatMap((part) => part.cells),
    positions: parts.flatMap((part) => part.positions),
    coverage: {
      asked: parts.flatMap((part) => part.coverage.asked),
      answered: parts.flatMap((part) => part.coverage.answered),
      missing: parts.flatMap((part) => part.coverage.missing),
      asOf: parts.flatMap((part) => part.coverage.asOf),
      missingBooks: parts.flatMap((part) => part.coverage.missingBooks),
    },
  };
}
