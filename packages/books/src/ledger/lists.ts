import type { Reader } from '@hubgraph/journal';
import type { CurrencyCode, Day, Instant } from '@hubgraph/kernel';
import type { Account } from '@hubgraph/ledger';
import { IS_MONEY } from './is-money.ts';
import { type EntryInBooks, readAccount, readEntry } from './views.ts';

/** The accounts after this place, by path and currency. */
export function accountsAfter(
  read: Reader,
  after: readonly [path: string, currency: CurrencyCode],
  limit: number,
): Account[] {
  return read
    .rows(
      'SELECT * FROM ledger_account WHERE (path, currency) > (?, ?) ORDER BY path, currency LIMIT ?',
      ...after,
      limit,
    )
    .map(readAccount);
}

export function accountCount(read: Reader): number {
  return Number(read.row('SELECT count(*) AS n FROM ledger_account')?.['n'] ?? 0);
}

/** Days from the first one on and before the second one. */
export interface Days {
  readonly from: Day;
  readonly to: Day;
}

/** Every day that can be written. */
export const ALL_DAYS: Days = { from: '0000-00-00', to: '9999-99-99' };

/** The entries after this place, by the day on which they count and id. */
export function entriesAfter(
  read: Reader,
  { from, to }: Days,
  after: readonly [day: Day, id: string],
  limit: number,
): EntryInBooks[] {
  return read
    .rows(
      `SELECT * FROM ledger_entry WHERE day >= ? AND day < ? AND (day, id) > (?, ?) ORDER BY day, id LIMIT ?`,
      from,
      to,
      ...after,
      limit,
    )
    .map(readEntry);
}

export function entryCount(read: Reader, { from, to }: Days): number {
  return Number(read.row('SELECT count(*) AS n FROM ledger_entry WHERE day >= ? AND day < ?', from, to)?.['n'] ?? 0);
}

/** An account, in one currency or in all of its own. */
interface OneAccount {
  readonly account: string;
  readonly currency?: CurrencyCode | undefined;
}

// The sums by day lead to the days on which the account moved; of other days nothing is read.
const ENTRIES_ON = `FROM (SELECT DISTINCT day FROM ledger_change WHERE account = ?1 AND currency = coalesce(?2, currency)
    AND day >= ?3 AND day < ?4 ORDER BY day) AS moved CROSS JOIN ledger_entry AS entry ON entry.day = moved.day
  WHERE entry.status = 'POSTED' AND (entry.day, entry.id) > (?5, ?6)
  AND EXISTS (SELECT 1 FROM json_each(entry.body, '$.postings') WHERE value ->> 'account' = ?1
    AND value ->> 'currency' = coalesce(?2, value ->> 'currency'))`;

/** The posted entries after this place that move an account, by the day on which they count and id. */
export function entriesOnAfter(
  read: Reader,
  { from, to }: Days,
  { account, currency }: OneAccount,
  after: readonly [day: Day, id: string],
  limit: number,
): EntryInBooks[] {
  const begin = after[0] > from ? after[0] : from;
  const values = [account, currency ?? null, begin, to, ...after, limit];
  return read.rows(`SELECT entry.* ${ENTRIES_ON} ORDER BY entry.day, entry.id LIMIT ?7`, ...values).map(readEntry);
}

/** Looks into each entry of the days on which the account moved. */
export function entryCountOn(read: Reader, { from, to }: Days, { account, currency }: OneAccount): number {
  const row = read.row(`SELECT count(*) AS n ${ENTRIES_ON}`, account, currency ?? null, from, to, '', '');
  return Number(row?.['n'] ?? 0);
}

/** Pending entries after this place, those that expire first at the beginning. */
export function pendingAfter(
  read: Reader,
  after: readonly [expiresAt: Instant, id: string],
  limit: number,
): EntryInBooks[] {
  return read
    .rows(
      `SELECT ledger_entry.* FROM ledger_pending JOIN ledger_entry ON id = entry
       WHERE (expires_at, entry) > (?, ?) ORDER BY expires_at, entry LIMIT ?`,
      ...after,
      limit,
    )
    .map(readEntry);
}

export function pendingCount(read: Reader): number {
  return Number(read.row('SELECT count(*) AS n FROM ledger_pending')?.['n'] ?? 0);
}

/** Ids of pending entries whose time is over, the longest over first. */
export function overdue(read: Reader, now: Instant): string[] {
  return read
    .rows('SELECT entry FROM ledger_pending WHERE expires_at <= ? ORDER BY expires_at, entry', now)
    .map(({ entry }) => String(entry));
}

export interface TrialBalance {
  readonly currency: CurrencyCode;
  readonly debitsMinor: bigint;
  readonly creditsMinor: bigint;
}

/** Balances of all accounts of money, by currency; added up here, where no sum is too large. */
export function trialBalance(read: Reader): TrialBalance[] {
  const lines = new Map<CurrencyCode, TrialBalance>();
  for (const row of read.rows(
    `SELECT currency, debits_posted, credits_posted FROM ledger_account WHERE ${IS_MONEY} ORDER BY currency`,
  )) {
    const currency = String(row['currency']);
    const netMinor = BigInt(row['debits_posted'] ?? 0n) - BigInt(row['credits_posted'] ?? 0n);
    const { debitsMinor, creditsMinor } = lines.get(currency) ?? { debitsMinor: 0n, creditsMinor: 0n };
    lines.set(
      currency,
      netMinor > 0n
        ? { currency, debitsMinor: debitsMinor + netMinor, creditsMinor }
        : { currency, debitsMinor, creditsMinor: creditsMinor - netMinor },
    );
  }
  return [...lines.values()];
}
