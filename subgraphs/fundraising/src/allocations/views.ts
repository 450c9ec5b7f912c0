import type { Projection, Reader } from '@hubgraph/journal';
import type { Id, Money, Slug } from '@hubgraph/kernel';
import type { DisbursementEvent } from '../disbursements/events.ts';
import type { AllocationMade } from './domain.ts';

/**
 * Allocations for lists; what each fund has promised and not yet reserved in the books (`commitment`); what is held for
 * each hub until it is paid (`held`); the parts that no disbursement pays or has paid (`unpaid_part`).
 */
export const allocationList: Projection = {
  name: 'allocations',
  version: 2,
  schema: [
    'CREATE TABLE allocation (id TEXT PRIMARY KEY, framework TEXT NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE INDEX allocation_framework ON allocation (framework, id)',
    `CREATE TABLE commitment (fund TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL,
      PRIMARY KEY (fund, currency)) STRICT, WITHOUT ROWID`,
    `CREATE TABLE held (hub TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL,
      PRIMARY KEY (hub, currency)) STRICT, WITHOUT ROWID`,
    `CREATE TABLE unpaid_part (allocation TEXT NOT NULL, hub TEXT NOT NULL,
      PRIMARY KEY (allocation, hub)) STRICT, WITHOUT ROWID`,
  ],
  fold({ event }, views) {
    const happened = event as AllocationMade | DisbursementEvent;
    const commit = (amountMinor: bigint): void =>
      views.run(
        `INSERT INTO commitment VALUES (?, ?, ?)
         ON CONFLICT (fund, currency) DO UPDATE SET amount = amount + excluded.amount`,
        happened.fund,
        happened.currency,
        amountMinor,
      );
    const hold = (hub: Slug, amountMinor: bigint): void =>
      views.run(
        'INSERT INTO held VALUES (?, ?, ?) ON CONFLICT (hub, currency) DO UPDATE SET amount = amount + excluded.amount',
        hub,
        happened.currency,
        amountMinor,
      );
    const leave = (hub: Slug): void => views.run('INSERT INTO unpaid_part VALUES (?, ?)', happened.allocation, hub);
    switch (happened.type) {
      case 'AllocationMade':
        views.run('INSERT INTO allocation VALUES (?, ?)', happened.allocation, happened.framework);
        commit(happened.amountMinor);
        for (const { hub, amountMinor } of happened.parts) {
          hold(hub, amountMinor);
          leave(hub);
        }
        break;
      case 'DisbursementPrepared':
        commit(-happened.amountMinor);
        views.run('DELETE FROM unpaid_part WHERE allocation = ? AND hub = ?', happened.allocation, happened.hub);
        break;
      case 'DisbursementVoided':
      case 'DisbursementExpired':
        commit(happened.amountMinor);
        leave(happened.hub);
        break;
      case 'DisbursementPosted':
        hold(happened.hub, -happened.amountMinor);
        break;
    }
  },
};

/** What of a fund is allocated to hubs and not yet reserved by a disbursement. */
export function committedMinor(read: Reader, fund: Id, currency: string): bigint {
  const row = read.row('SELECT amount FROM commitment WHERE fund = ? AND currency = ?', fund, currency);
  return BigInt(row?.['amount'] ?? 0n);
}

/** What is allocated to a hub and has not left for it, by currency. */
export function heldFor(read: Reader, hub: Slug): Money[] {
  return read
    .rows('SELECT currency, amount FROM held WHERE hub = ? AND amount <> 0 ORDER BY currency', hub)
    .map((row) => ({ currency: String(row['currency']), amountMinor: BigInt(row['amount'] ?? 0n) }));
}

/** Parts that no disbursement pays or has paid, the oldest first. */
export function unpaidParts(read: Reader, limit: number): { allocation: Id; hub: Slug }[] {
  return read
    .rows('SELECT allocation, hub FROM unpaid_part ORDER BY allocation, hub LIMIT ?', limit)
    .map((row) => ({ allocation: String(row['allocation']), hub: String(row['hub']) }));
}

/** What funds have that is neither reserved nor allocated, by fund and currency; of one fund if it is given. */
export function unallocated(read: Reader, fund: Id | undefined, limit: number): (Money & { fund: Id })[] {
  return read
    .rows(
      `SELECT fund, currency, posted - reserved - coalesce(amount, 0) AS free
       FROM ledger_fund LEFT JOIN commitment USING (fund, currency)
       WHERE free > 0 AND length(currency) = 3 AND (?1 IS NULL OR fund = ?1) ORDER BY fund, currency LIMIT ?2`,
      fund ?? null,
      limit,
    )
    .map((row) => ({
      fund: String(row['fund']),
      currency: String(row['currency']),
      amountMinor: BigInt(row['free'] ?? 0n),
    }));
}
