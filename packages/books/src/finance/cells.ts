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
  readonly costClass: string | null;
  readonly fundKind: string | null;
  /** These only where they were asked for; see {@link FinanceDetail}. */
  readonly account: string | null;
  readonly counterparty: string | null;
  readonly fund: string | null;
  readonly project: string | null;
  readonly team: string | null;
  readonly allowedBy: string | null;
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

/** What figures are told apart by only where it is asked for: most may be as many as there are teams, projects and awards. */
export type FinanceDetail = 'ACCOUNT' | 'ALLOWED_BY' | 'COUNTERPARTY' | 'FUND' | 'PROJECT' | 'TEAM';

/** In the order in which they stand in an id. */
export const FINANCE_DETAILS: readonly FinanceDetail[] = [
  'ACCOUNT',
  'ALLOWED_BY',
  'COUNTERPARTY',
  'FUND',
  'PROJECT',
  'TEAM',
];

/** The most months of all cells in a part with details; a shorter period has fewer. */
export const FINANCE_ROWS_MAX = 20_000;

const APART = ['kind', 'currency', 'country', 'decided_in', 'purpose', 'cost_class', 'fund_kind'];
const DETAIL_COLUMNS = {
  ACCOUNT: 'account',
  COUNTERPARTY: 'counterparty',
  FUND: 'fund',
  PROJECT: 'project',
  TEAM: 'team',
} as const;

/**
 * One indexed read of the totals by day; postings are not touched. Flows with the counterparty MOVEMENT are eliminated.
 * What was spent in a protected country is in the cells that name no country. What adds up to nothing over the period is still a cell where its months do not.
 * With details there are no more rows than {@link FINANCE_ROWS_MAX} and one: whoever gets as many has not got all.
 */
export function financeCells(
  read: Reader,
  node: string,
  period: Period,
  details: readonly FinanceDetail[] = [],
): FinanceCell[] {
  const columns = details.flatMap((one) => (one === 'ALLOWED_BY' ? [] : [DETAIL_COLUMNS[one]]));
  const withAllowed = details.includes('ALLOWED_BY');
  const apart = [...APART, ...columns].join(', ');
  const totals = withAllowed
    ? `(SELECT cell, day, amount, '' AS allowed_by FROM ledger_total JOIN ledger_cell ON id = cell AND is_allowed = 0 WHERE day >= ?3 AND day < ?4
       UNION ALL SELECT cell, day, amount, allowed_by FROM ledger_allowed WHERE day >= ?3 AND day < ?4)`
    : 'ledger_total';
  const allowed = withAllowed ? ', allowed_by' : '';
  const rows = read.rows(
    `WITH told AS (
       SELECT ledger_cell.id, ledger_cell.kind, currency, decided_in, purpose, counterparty, cost_class, coalesce(fund.kind, '') AS fund_kind,
         account, fund, project, team, CASE WHEN country IN (SELECT value FROM json_each(?1)) THEN '' ELSE country END AS country
       FROM ledger_cell LEFT JOIN fund ON fund.id = ledger_cell.fund WHERE counterparty <> 'MOVEMENT' AND ${IS_MONEY}),
     same AS MATERIALIZED (SELECT id, min(id) OVER (PARTITION BY ${apart}) AS one FROM told)
     SELECT one, ${apart}${allowed}, month, amount FROM (
       SELECT one, substr(day, 1, ?2) AS month, sum(amount) AS amount${allowed} FROM ${totals} JOIN same ON same.id = cell
       WHERE day >= ?3 AND day < ?4 GROUP BY one${allowed}, month HAVING sum(amount) <> 0)
     JOIN told ON id = one ORDER BY ${apart}${allowed}, month${details.length > 0 ? ` LIMIT ${FINANCE_ROWS_MAX + 1}` : ''}`,
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
  const cells = new Map<string, Row[]>();
  for (const row of rows) {
    const name = `${row['one']} ${row['allowed_by'] ?? ''}`;
    const members = cells.get(name);
    if (members === undefined) cells.set(name, [row]);
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
    counterparty: textOrNull(row['counterparty']),
    costClass: textOrNull(row['cost_class']),
    fundKind: textOrNull(row['fund_kind']),
    account: textOrNull(row['account']),
    fund: textOrNull(row['fund']),
    project: textOrNull(row['project']),
    team: textOrNull(row['team']),
    allowedBy: textOrNull(row['allowed_by']),
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
