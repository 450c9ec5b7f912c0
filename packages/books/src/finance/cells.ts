import type { Reader, Row } from '@hubgraph/journal';
import type { Day, Instant, Period } from '@hubgraph/kernel';
import { IS_MONEY } from '../ledger/is-money.ts';
import { untoldCountries } from '../ledger/told.ts';

/** A sum over a period: what came in or was spent, with all that it is told apart by. Inside the movement is left out. */
export interface FinanceCell {
  readonly node: string;
  /** The id of a team that filed its own books with the node, or {@link ELIMINATED}; the node's own where absent. */
  readonly entity?: string | null;
  readonly kind: 'INCOME' | 'EXPENSE';
  readonly currency: string;
  /** Where it was spent; null where the books do not say. */
  readonly country: string | null;
  readonly decidedIn: string | null;
  readonly purpose: string | null;
  readonly amountMinor: string;
  /** The parts of the amount, in order; see {@link monthOf}. */
  readonly months: readonly FinanceMonth[];
}

/** In the place of an entity: what went between a node and entities whose books it has, with its sign turned. */
export const ELIMINATED = 'eliminated';

/** What a cell has in one month: `2026-03`; in one year, `2026`, where the period is a long one. */
export interface FinanceMonth {
  readonly month: string;
  readonly amountMinor: string;
}

/** What a node owns less what it owes at the end of the period, in one currency. */
export interface PositionCell {
  readonly node: string;
  readonly entity?: string | null;
  readonly currency: string;
  readonly amountMinor: string;
}

/** Days of which a node has no books of an entity that files with it. */
export interface MissingBooks extends Period {
  readonly node: string;
  readonly team: string;
  readonly status: 'RUNNING' | 'DUE' | 'LATE';
}

/** What a node states beside its own books: those of other legal entities that are filed with it. */
export interface FiledBooks {
  cells(read: Reader, node: string, period: Period): readonly FinanceCell[];
  positions(read: Reader, node: string, period: Period): readonly PositionCell[];
  missing(read: Reader, node: string, period: Period, now: Instant): readonly MissingBooks[];
}

/** How many months a period may touch and still be told month by month. */
const MONTHS_MAX = 60;

/** How much of a day tells the part of the period that it is in: `2026-03`, or `2026` where the period touches more than 60 months. */
export function monthLength({ from, to }: Period): 4 | 7 {
  const number = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  // The last day is not in the period: what ends on the first of a month does not touch it.
  const end = number(to) + (to.endsWith('-01') ? 0 : 1);
  return end - number(from) > MONTHS_MAX ? 4 : 7;
}

/**
 * One indexed read of the totals by day; postings are not touched. Flows with the counterparty MOVEMENT are eliminated.
 * What was spent in a protected country is in the cells that name no country. What adds up to nothing over the period is still a cell where its months do not.
 */
export function financeCells(read: Reader, node: string, period: Period): FinanceCell[] {
  const rows = read.rows(
    `WITH told AS (
       SELECT id, kind, currency, decided_in, purpose,
         CASE WHEN country IN (SELECT value FROM json_each(?)) THEN '' ELSE country END AS country
       FROM ledger_cell WHERE counterparty <> 'MOVEMENT' AND ${IS_MONEY}),
     same AS MATERIALIZED (
       SELECT id, min(id) OVER (PARTITION BY kind, currency, country, decided_in, purpose) AS one FROM told)
     SELECT one, kind, currency, country, decided_in, purpose, month, amount FROM (
       SELECT one, substr(day, 1, ?) AS month, sum(amount) AS amount FROM ledger_total JOIN same ON same.id = cell
       WHERE day >= ? AND day < ? GROUP BY one, month HAVING sum(amount) <> 0)
     JOIN told ON id = one ORDER BY kind, currency, country, decided_in, purpose, month`,
    JSON.stringify(untoldCountries(read, node)),
    monthLength(period),
    period.from,
    period.to,
  );
  return cellsOfRows(node, rows);
}

/**
 * Cells of rows by month: those that have `one` in common are the months of one cell, with `kind`, `currency`, `country`,
 * `decided_in`, `purpose`, `month`, `amount`, and `entity` where it is not the node.
 */
export function cellsOfRows(node: string, rows: readonly Row[]): FinanceCell[] {
  const cells = new Map<unknown, Row[]>();
  for (const row of rows) {
    const members = cells.get(row['one']);
    if (members === undefined) cells.set(row['one'], [row]);
    else members.push(row);
  }
  return [...cells.values()].map((members) => cellOf(node, members));
}

function cellOf(node: string, months: readonly Row[]): FinanceCell {
  const row = months[0] ?? {};
  const entity = textOrNull(row['entity']);
  return {
    node,
    ...(entity === null ? {} : { entity }),
    kind: row['kind'] === 'INCOME' ? 'INCOME' : 'EXPENSE',
    currency: String(row['currency']),
    country: textOrNull(row['country']),
    decidedIn: textOrNull(row['decided_in']),
    purpose: textOrNull(row['purpose']),
    amountMinor: String(months.reduce((sum, { amount }) => sum + BigInt(amount ?? 0n), 0n)),
    months: months.map(({ month, amount }) => ({ month: String(month), amountMinor: String(amount) })),
  };
}

export function positionCells(read: Reader, node: string, period: Period): PositionCell[] {
  return read
    .rows(
      `SELECT currency, sum(amount) AS amount FROM ledger_position WHERE day < ? AND ${IS_MONEY} GROUP BY currency ORDER BY currency`,
      period.to,
    )
    .map((row) => ({ node, currency: String(row['currency']), amountMinor: String(row['amount']) }));
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
