import type { Reader, Writer } from '@hubgraph/journal';
import type { CurrencyCode, Period } from '@hubgraph/kernel';
import type { Entry } from '@hubgraph/ledger';
import { monthLength } from '../finance/cells.ts';
import { IS_MONEY } from '../ledger/is-money.ts';
import { cashFlowsOf } from './cash.ts';

/**
 * What accounts and cash changed by, by day: what statements are read from. There is a row for each day on which an
 * account has moved, and in it for each fund, however many postings there are.
 */
export const statementTables: readonly string[] = [
  `CREATE TABLE ledger_change (account TEXT NOT NULL, currency TEXT NOT NULL, day TEXT NOT NULL, fund TEXT NOT NULL,
    amount INTEGER NOT NULL, PRIMARY KEY (account, currency, day, fund)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE ledger_cash (account TEXT NOT NULL, currency TEXT NOT NULL, day TEXT NOT NULL, came INTEGER NOT NULL,
    went INTEGER NOT NULL, PRIMARY KEY (account, currency, day)) STRICT, WITHOUT ROWID`,
];

/** Adds what a posted entry changes. */
export function saveChanges({ effectiveDay, postings }: Entry, views: Writer): void {
  for (const { account, currency, fund, amountMinor } of postings) {
    views.add(
      'ledger_change',
      `INSERT INTO ledger_change VALUES (?, ?, ?, ?, ?) ON CONFLICT (account, currency, day, fund)
       DO UPDATE SET amount = amount + excluded.amount`,
      [account, currency, effectiveDay, fund],
      [amountMinor],
    );
  }
  for (const { account, currency, amountMinor } of cashFlowsOf(postings)) {
    views.add(
      'ledger_cash',
      `INSERT INTO ledger_cash VALUES (?, ?, ?, ?, ?) ON CONFLICT (account, currency, day)
       DO UPDATE SET came = came + excluded.came, went = went + excluded.went`,
      [account, currency, effectiveDay],
      amountMinor > 0n ? [amountMinor, 0n] : [0n, -amountMinor],
    );
  }
}

/** What an account of one fund changed by in one part of time. */
export interface Change {
  readonly account: string;
  readonly currency: CurrencyCode;
  readonly fund: string;
  /** A month of the period as `2026-03`, or a year, as {@link monthLength} says; empty for all that was before the period. */
  readonly month: string;
  /** Debits positive. */
  readonly amountMinor: bigint;
}

/** All changes of money up to the end of a period, by account, currency and fund; one pass over the sums by day. */
export function changesUpTo(read: Reader, period: Period): Change[] {
  return read
    .rows(
      `SELECT account, currency, fund, CASE WHEN day < ? THEN '' ELSE substr(day, 1, ?) END AS month, sum(amount) AS amount
       FROM ledger_change WHERE day < ? AND ${IS_MONEY} GROUP BY account, currency, fund, month`,
      period.from,
      monthLength(period),
      period.to,
    )
    .map((row) => ({
      account: String(row['account']),
      currency: String(row['currency']),
      fund: String(row['fund']),
      month: String(row['month']),
      amountMinor: BigInt(row['amount'] ?? 0n),
    }));
}

/** What cash came and went in a period by way of one account at the other end; both are positive or zero. */
export interface CashChange {
  readonly account: string;
  readonly currency: CurrencyCode;
  readonly cameMinor: bigint;
  readonly wentMinor: bigint;
}

export function cashChangesIn(read: Reader, { from, to }: Period): CashChange[] {
  return read
    .rows(
      `SELECT account, currency, sum(came) AS came, sum(went) AS went FROM ledger_cash
       WHERE day >= ? AND day < ? AND ${IS_MONEY} GROUP BY account, currency`,
      from,
      to,
    )
    .map((row) => ({
      account: String(row['account']),
      currency: String(row['currency']),
      cameMinor: BigInt(row['came'] ?? 0n),
      wentMinor: BigInt(row['went'] ?? 0n),
    }));
}
