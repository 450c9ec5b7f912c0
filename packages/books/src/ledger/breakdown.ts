import type { Reader } from '@hubgraph/journal';
import type { Money } from '@hubgraph/kernel';
import { type Cells, type FlowFilter, tablesOf } from './flows.ts';
import type { Days } from './lists.ts';

/** What the figures of one node's books are told apart by, and what that is in the tables of cells and sums. */
const KEYS = {
  ACCOUNT: 'account',
  ALLOWED_BY: 'allowed_by',
  COST_CLASS: 'cost_class',
  COUNTERPARTY: 'counterparty',
  COUNTRY: "CASE WHEN country IN (SELECT value FROM json_each(?1)) THEN '' ELSE country END",
  CURRENCY: 'currency',
  DECIDED_IN: 'decided_in',
  FUND: 'fund',
  FUND_KIND: "coalesce((SELECT kind FROM fund WHERE fund.id = ledger_cell.fund), '')",
  MONTH: 'substr(day, 1, 7)',
  PROJECT: 'project',
  PURPOSE: 'purpose',
  TEAM: 'team',
} as const;

/** One of them; `COUNTRY` is where it was spent, `ALLOWED_BY` what allowed it. */
export type BooksDimension = keyof typeof KEYS;

/** What came in and was spent under one key. */
export interface BreakdownLine {
  /** Empty where the books do not say. */
  readonly key: string;
  readonly income: readonly Money[];
  readonly spending: readonly Money[];
  /** How many postings it is the sum of. */
  readonly postings: number;
}

export interface Breakdown {
  readonly by: BooksDimension;
  readonly filter: FlowFilter;
  /** What the filter lets through. */
  readonly cells: Cells;
  /** Countries that are told as none. */
  readonly untold: readonly string[];
}

const ALL_SUMS = `(SELECT cell, day, amount, postings, '' AS allowed_by FROM ledger_total JOIN ledger_cell ON id = cell AND is_allowed = 0
  UNION ALL SELECT cell, day, amount, postings, allowed_by FROM ledger_allowed)`;

/** Sums by key, kind and currency, as a table for a query; its values are numbered from 1 on. */
function sumsOf({ from, to }: Days, { by, filter, cells, untold }: Breakdown) {
  const { total, only, values } = tablesOf(filter);
  const source = by === 'ALLOWED_BY' && only === '' ? ALL_SUMS : total;
  return {
    sql: `sums AS (SELECT ${KEYS[by]} AS key, kind, currency, sum(amount) AS amount, sum(postings) AS postings
      FROM ${source} JOIN ledger_cell ON id = cell
      WHERE ${only.replace('?', '?5')}day >= ?2 AND day < ?3 AND cell IN (SELECT value FROM json_each(?4)) AND ?1 = ?1
      GROUP BY key, kind, currency)`,
    values: [
      JSON.stringify(untold),
      from,
      to,
      JSON.stringify([...cells.keys()]),
      ...(values.length > 0 ? values : ['']),
    ],
  };
}

/** The lines after this key, by key; read from the totals by day. */
export function breakdownAfter(
  read: Reader,
  days: Days,
  breakdown: Breakdown,
  after: string | undefined,
  limit: number,
): BreakdownLine[] {
  const { sql, values } = sumsOf(days, breakdown);
  const rows = read.rows(
    `WITH ${sql} SELECT * FROM sums WHERE key IN (SELECT DISTINCT key FROM sums WHERE ?6 IS NULL OR key > ?6 ORDER BY key LIMIT ?7)
     AND ?5 = ?5 ORDER BY key, kind, currency`,
    ...values,
    after ?? null,
    limit,
  );
  const lines = new Map<string, { income: Money[]; spending: Money[]; postings: number }>();
  for (const row of rows) {
    const key = String(row['key']);
    const line = lines.get(key) ?? { income: [], spending: [], postings: 0 };
    lines.set(key, line);
    const sum = { currency: String(row['currency']), amountMinor: BigInt(row['amount'] ?? 0n) };
    (row['kind'] === 'INCOME' ? line.income : line.spending).push(sum);
    line.postings += Number(row['postings']);
  }
  return [...lines].map(([key, line]) => ({ key, ...line }));
}

/** How many different keys there are. */
export function breakdownCount(read: Reader, days: Days, breakdown: Breakdown): number {
  const { sql, values } = sumsOf(days, breakdown);
  const row = read.row(`WITH ${sql} SELECT count(DISTINCT key) AS n FROM sums WHERE ?5 = ?5`, ...values);
  return Number(row?.['n'] ?? 0);
}
