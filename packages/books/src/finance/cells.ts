import type { Reader } from '@hubgraph/journal';
import type { Period } from '@hubgraph/kernel';

/** A sum over a period: what came in or was spent, with all that it is told apart by. Inside the movement is left out. */
export interface FinanceCell {
  readonly node: string;
  readonly kind: 'INCOME' | 'EXPENSE';
  readonly currency: string;
  /** Where it was spent; null where the books do not say. */
  readonly country: string | null;
  readonly decidedIn: string | null;
  readonly purpose: string | null;
  readonly amountMinor: string;
}

/** What a node owns less what it owes at the end of the period, in one currency. */
export interface PositionCell {
  readonly node: string;
  readonly currency: string;
  readonly amountMinor: string;
}

/** One indexed read of the totals by day; postings are not touched. Flows with the counterparty MOVEMENT are eliminated. */
export function financeCells(read: Reader, node: string, period: Period): FinanceCell[] {
  return read
    .rows(
      `SELECT kind, currency, country, decided_in, purpose, sum(amount) AS amount FROM ledger_total
       WHERE day >= ? AND day < ? AND counterparty <> 'MOVEMENT'
       GROUP BY kind, currency, country, decided_in, purpose HAVING sum(amount) <> 0 ORDER BY 1, 2, 3, 4, 5`,
      period.from,
      period.to,
    )
    .map((row) => ({
      node,
      kind: row['kind'] === 'INCOME' ? 'INCOME' : 'EXPENSE',
      currency: String(row['currency']),
      country: textOrNull(row['country']),
      decidedIn: textOrNull(row['decided_in']),
      purpose: textOrNull(row['purpose']),
      amountMinor: String(row['amount']),
    }));
}

export function positionCells(read: Reader, node: string, period: Period): PositionCell[] {
  return read
    .rows(
      'SELECT currency, sum(amount) AS amount FROM ledger_position WHERE day < ? GROUP BY currency ORDER BY currency',
      period.to,
    )
    .map((row) => ({ node, currency: String(row['currency']), amountMinor: String(row['amount']) }));
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
