import {
  cellsOfRows,
  ELIMINATED,
  type FiledBooks,
  type FinanceCell,
  IS_MONEY,
  type MissingBooks,
  monthLength,
  type PositionCell,
} from '@hubgraph/books';
import type { Reader, Row } from '@hubgraph/journal';
import type { CurrencyCode, Id, Period } from '@hubgraph/kernel';
import { protectedCountriesOf } from '../expenses/rules/views.ts';
import { filingOf, netAssetsOf, plansOf, unfiledOf } from './views.ts';

/**
 * What a hub states of the books that incorporated teams filed with it. What the hub granted to a team on days of which
 * it has the team's books went from one of them to the other: it is told once more with its sign turned, and the team
 * itself says which of its income and spending was with the movement; so the sum of all cells counts nothing twice.
 */
export const filedByTeams: FiledBooks = {
  cells: (read, node, period) => [...teamCells(read, node, period), ...eliminatedCells(read, node, period)],
  positions: (read, node, { to }) =>
    plansOf(read).flatMap(({ team }) =>
      [...netAssetsOf(read, team, to)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(
          ([currency, amountMinor]): PositionCell => ({
            node,
            entity: team,
            currency,
            amountMinor: String(amountMinor),
          }),
        ),
    ),
  missing(read, node, period, now) {
    const runs: MissingBooks[] = [];
    for (const plan of plansOf(read)) {
      for (const { team, from, to, status } of unfiledOf(read, plan, now, period)) {
        const last = runs.at(-1);
        if (last?.team === team && last.to === from && last.status === status) runs[runs.length - 1] = { ...last, to };
        else runs.push({ node, team, from, to, status });
      }
    }
    return runs;
  },
};

/** Income and spending of teams, as they filed them, without what was with the movement. */
function teamCells(read: Reader, node: string, period: Period): FinanceCell[] {
  const rows = read.rows(
    `SELECT team AS entity, type AS kind, currency, purpose, '' AS decided_in, substr(day, 1, ?) AS month,
       CASE WHEN country IN (SELECT value FROM json_each(?)) THEN '' ELSE country END AS told,
       sum(CASE type WHEN 'INCOME' THEN -amount ELSE amount END) AS amount
     FROM team_filing JOIN filed_total ON filing = id
     WHERE status = 'FILED' AND from_day < ? AND to_day > ? AND day >= ? AND day < ?
       AND type IN ('INCOME', 'EXPENSE') AND counterparty <> 'MOVEMENT' AND ${IS_MONEY}
     GROUP BY id, type, currency, told, purpose, month HAVING sum(amount) <> 0
     ORDER BY team, type, currency, told, purpose, month`,
    monthLength(period),
    JSON.stringify(protectedCountriesOf(read, node)),
    period.to,
    period.from,
    period.from,
    period.to,
  );
  return cellsOfRows(node, asCells(rows));
}

/** What the hub's own books say of grants to teams on days of which their books are here, with its sign turned. */
function eliminatedCells(read: Reader, node: string, period: Period): FinanceCell[] {
  const rows = read.rows(
    `SELECT '${ELIMINATED}' AS entity, kind, currency, purpose, decided_in, substr(day, 1, ?) AS month,
       CASE WHEN country IN (SELECT value FROM json_each(?)) THEN '' ELSE country END AS told, -sum(amount) AS amount
     ${between('1')} AND day >= ? AND day < ?
     GROUP BY kind, currency, told, decided_in, purpose, month HAVING sum(amount) <> 0
     ORDER BY kind, currency, told, decided_in, purpose, month`,
    monthLength(period),
    JSON.stringify(protectedCountriesOf(read, node)),
    period.from,
    period.to,
  );
  return cellsOfRows(node, asCells(rows));
}

/**
 * Sums by day of the hub's own books for grants to teams, on days of which the team's books are here, or those of the team
 * that held its money on that day. Each sum once, also on a day on which the money went from one team to another.
 * @param filings which of the filings that count
 */
const between = (filings: string) => `FROM ledger_cell AS cell JOIN ledger_total ON ledger_total.cell = cell.id
  WHERE cell.team IN (SELECT id FROM team_books UNION SELECT team FROM held_team)
    AND EXISTS (SELECT 1 FROM
      (SELECT id AS holder, id AS team, '' AS held_from, '9999-12-31' AS held_to FROM team_books
        UNION ALL SELECT sponsor, team, held_from, held_to FROM held_team) AS whose
      JOIN team_filing ON team_filing.team = whose.holder
      WHERE whose.team = cell.team AND ${filings} AND status = 'FILED' AND day >= from_day AND day < to_day
        AND day >= held_from AND day < held_to)
    AND counterparty = 'TEAM' AND ${IS_MONEY}
    AND (account = 'expenses:grants' OR account LIKE 'expenses:grants:%' OR kind = 'INCOME')`;

/** Rows of which each has what its cell is told apart by as `one`. */
function asCells(rows: readonly Row[]): Row[] {
  const merged = new Map<string, Row>();
  for (const { told = '', ...row } of rows) {
    const { entity, kind, currency, purpose, decided_in: decidedIn, month } = row;
    const one = [entity, kind, currency, told, decidedIn, purpose].join(' ');
    const key = `${one} ${month}`;
    const before = merged.get(key)?.['amount'] ?? 0n;
    merged.set(key, { ...row, country: told, one, amount: BigInt(before) + BigInt(row['amount'] ?? 0n) });
  }
  return [...merged.values()];
}

/** What went between a hub and a team in one currency, as each of the two has it. */
export interface BetweenHubAndTeam {
  readonly currency: CurrencyCode;
  /** What the hub granted to the team, less what came back. */
  readonly grantedMinor: bigint;
  /** What the team says that it had from the movement, less what it gave. */
  readonly receivedMinor: bigint;
}

/** Of the days of one filing. */
export function betweenOf(read: Reader, filing: Id): BetweenHubAndTeam[] {
  const days = filingOf(read, filing);
  const granted = read.rows(
    `SELECT currency, sum(CASE kind WHEN 'INCOME' THEN -amount ELSE amount END) AS amount
     ${between('team_filing.id = ?')} AND day >= ? AND day < ? GROUP BY currency`,
    // The days are those of the filing; said here too, so that no sums of other days are read.
    ...[filing, days?.from ?? '', days?.to ?? ''],
  );
  const received = read.rows(
    `SELECT currency, -sum(amount) AS amount FROM filed_total
     WHERE filing = ? AND counterparty = 'MOVEMENT' AND ${IS_MONEY} GROUP BY currency`,
    filing,
  );
  const sumIn = (rows: readonly Row[], currency: string) =>
    BigInt(rows.find((row) => row['currency'] === currency)?.['amount'] ?? 0n);
  const currencies = [...new Set([...granted, ...received].map((row) => String(row['currency'])))].sort();
  return currencies.map((currency) => ({
    currency,
    grantedMinor: sumIn(granted, currency),
    receivedMinor: sumIn(received, currency),
  }));
}
