import { type FinanceCell, type FinanceMonth, monthLength, type PositionCell } from '@hubgraph/books';
import { isDay, isRejection, type Period, parseAmountMinor } from '@hubgraph/kernel';
import type { RequestContext } from '@hubgraph/node';
import { registryOf } from '../hubs/views.ts';

/** Which nodes figures rest on. */
export interface Coverage {
  readonly asked: readonly string[];
  readonly answered: readonly string[];
  readonly missing: readonly { readonly node: string; readonly reason: string }[];
  readonly asOf: readonly { readonly node: string; readonly seq: number; readonly at: string }[];
}

interface FinancePart {
  readonly cells: readonly FinanceCell[] | null;
  readonly positions: readonly PositionCell[] | null;
  readonly coverage: Coverage;
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
function whole(part: FinancePart | null | undefined, period: Period): Joined | undefined {
  if (!part || part.cells === null || part.positions === null) return undefined;
  const { cells, positions, coverage } = part;
  const odd = new Set(
    [...cells.filter((cell) => isOddCell(cell, period)), ...positions.filter(isOddAmount)].map(({ node }) => node),
  );
  return {
    cells: cells.filter(({ node }) => !odd.has(node)),
    positions: positions.filter(({ node }) => !odd.has(node)),
    coverage: {
      ...coverage,
      answered: coverage.answered.filter((node) => !odd.has(node)),
      missing: [...coverage.missing, ...[...odd].map((node) => ({ node, reason: 'malformed' }))],
    },
  };
}

function isOddCell(cell: FinanceCell, period: Period): boolean {
  return (cell.kind !== 'INCOME' && cell.kind !== 'EXPENSE') || isOddAmount(cell) || hasOddMonths(cell, period);
}

/**
 * Months outside the period, or that are not the parts of the amount, would be shown as figures that do not add up. What
 * comes from the gateway for `@requires` was compared with no schema, so there may be none at all.
 */
function hasOddMonths({ amountMinor, currency, months }: FinanceCell, { from, to }: Period): boolean {
  const length = monthLength({ from, to });
  const isOdd = (one: FinanceMonth): boolean => {
    const firstDay = `${one.month}-01-01`.slice(0, 10);
    const isInPeriod = isDay(firstDay) && one.month >= from.slice(0, length) && firstDay < to;
    return one.month.length !== length || !isInPeriod || isOddAmount({ ...one, currency });
  };
  if (!Array.isArray(months)) return true;
  return months.some(isOdd) || months.reduce((sum, one) => sum + BigInt(one.amountMinor), 0n) !== BigInt(amountMinor);
}

function isOddAmount({ amountMinor, currency }: Pick<FinanceCell, 'amountMinor' | 'currency'>): boolean {
  return isRejection(parseAmountMinor(amountMinor, currency));
}

/** The parts as one; a part that is missing as a whole is said to be. */
export function join(reference: FinanceReference, period: Period, { read: views }: RequestContext): Joined {
  const nodes = registryOf(views)?.nodes ?? [];
  const absent = (kind: string): Joined => {
    const asked = nodes.filter((node) => node.kind === kind && node.status !== 'revoked').map((node) => node.id);
    const missing = asked.map((node) => ({ node, reason: 'no-answer' }));
    return { cells: [], positions: [], coverage: { asked, answered: [], missing, asOf: [] } };
  };
  const parts = [
    whole(reference.hubs, period) ?? absent('hub'),
    whole(reference.support, period) ?? absent('fundraising'),
  ];
  return {
    cells: parts.flatMap((part) => part.cells),
    positions: parts.flatMap((part) => part.positions),
    coverage: {
      asked: parts.flatMap((part) => part.coverage.asked),
      answered: parts.flatMap((part) => part.coverage.answered),
      missing: parts.flatMap((part) => part.coverage.missing),
      asOf: parts.flatMap((part) => part.coverage.asOf),
    },
  };
}
