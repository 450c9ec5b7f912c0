import { ELIMINATED, type FinanceCell, financeCells, type PositionCell, positionCells } from '@hubgraph/books';
import type { Reader } from '@hubgraph/journal';
import type { CurrencyCode, Id, Instant, Money, Period, Slug } from '@hubgraph/kernel';
import { filedByTeams } from './filed.ts';
import { plansOf, type UnfiledPeriod, unfiledOf } from './views.ts';

/** The figures of one legal entity, by currency. */
export interface EntityFigures {
  /** Absent for the hub's own books. */
  readonly team?: Id;
  readonly income: readonly Money[];
  readonly spending: readonly Money[];
  readonly netAssets: readonly Money[];
}

/** What a hub and its incorporated teams had together. */
export interface Consolidated extends Period, Omit<EntityFigures, 'team'> {
  readonly entities: readonly EntityFigures[];
  readonly eliminated: readonly Money[];
  readonly missing: readonly UnfiledPeriod[];
  readonly isComplete: boolean;
}

/** From the same cells that the hub states for the movement, so that the two cannot differ. */
export function consolidatedOf(read: Reader, hub: Slug, period: Period, now: Instant): Consolidated {
  const cells = [...financeCells(read, hub, period), ...filedByTeams.cells(read, hub, period)];
  const positions = [...positionCells(read, hub, period), ...filedByTeams.positions(read, hub, period)];
  const plans = plansOf(read);
  const missing = plans.flatMap((plan) => unfiledOf(read, plan, now, period));
  const figures = (isMeant: (of: { readonly entity?: string | null }) => boolean) =>
    figuresOf(cells.filter(isMeant), positions.filter(isMeant));
  return {
    ...period,
    ...figures(() => true),
    entities: [
      figures(({ entity }) => entity === undefined),
      ...plans.map(({ team }) => ({ team, ...figures(({ entity }) => entity === team) })),
    ],
    eliminated: sums(cells, (cell) => cell.entity === ELIMINATED && cell.kind === 'EXPENSE').map((money) => ({
      ...money,
      amountMinor: -money.amountMinor,
    })),
    missing,
    isComplete: missing.every(({ status }) => status === 'RUNNING'),
  };
}

function figuresOf(cells: readonly FinanceCell[], positions: readonly PositionCell[]) {
  return {
    income: sums(cells, ({ kind }) => kind === 'INCOME'),
    spending: sums(cells, ({ kind }) => kind === 'EXPENSE'),
    netAssets: sums(positions, () => true),
  };
}

function sums<T extends { readonly currency: CurrencyCode; readonly amountMinor: string }>(
  rows: readonly T[],
  isMeant: (row: T) => boolean,
): Money[] {
  const found = new Map<CurrencyCode, bigint>();
  for (const row of rows) {
    if (isMeant(row)) found.set(row.currency, (found.get(row.currency) ?? 0n) + BigInt(row.amountMinor));
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, amountMinor]) => ({ currency, amountMinor }));
}
