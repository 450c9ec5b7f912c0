import type { Projection, Reader } from '@hubgraph/journal';
import type { Id, Money, Slug } from '@hubgraph/kernel';
import type { DisbursementEvent } from '../disbursements/events.ts';
import type { AllocationMade } from './domain.ts';

/**
 * Allocations for lists; what each fund has promised and not yet reserved in the books (`commitment`); what is held for
 * each hub until it is paid (`held`).
 */
export const allocationList: Projection = {
  name: 'allocations',
  version: 1,
  schema: [
    'CREATE TABLE allocation (id TEXT PRIMARY KEY, framework TEXT NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE INDEX allocation_framework ON allocation (framework, id)',
    `CREATE TABLE commitment (fund TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL,
      PRIMARY KEY (fund, currency)) STRICT, WITHOUT ROWID`,
    `CREATE TABLE held (hub TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL,
      PRIMARY KEY (hub, currency)) STRICT, WITHOUT ROWID`,
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
    switch (happened.type) {
      case 'AllocationMade':
        views.run('INSERT INTO allocation VALUES (?, ?)', happened.allocation, happened.framework);
        commit(happened.amountMinor);
        for (const { hub, amountMinor } of happened.parts) hold(hub, amountMinor);
        break;
      case 'DisbursementPrepared':
        commit(-happened.amountMinor);
        break;
      case 'DisbursementVoided':
      case 'DisbursementExpired':
        commit(happened.amountMinor);
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
