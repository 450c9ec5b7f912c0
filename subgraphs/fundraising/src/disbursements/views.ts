import type { Projection, Reader } from '@hubgraph/journal';
import type { Id, Instant } from '@hubgraph/kernel';
import type { DisbursementEvent } from './events.ts';

/** Disbursements for lists, and when those that are open fall due. */
export const disbursementList: Projection = {
  name: 'disbursements',
  version: 1,
  schema: [
    `CREATE TABLE disbursement (id TEXT PRIMARY KEY, hub TEXT NOT NULL, status TEXT NOT NULL,
      expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
    'CREATE INDEX disbursement_hub ON disbursement (hub, id)',
    'CREATE INDEX disbursement_due ON disbursement (status, expires_at)',
  ],
  fold({ event }, views) {
    const happened = event as DisbursementEvent;
    const become = (status: string): void =>
      views.run('UPDATE disbursement SET status = ? WHERE id = ?', status, happened.disbursement);
    switch (happened.type) {
      case 'DisbursementPrepared': {
        const { disbursement, hub, expiresAt } = happened;
        views.run("INSERT INTO disbursement VALUES (?, ?, 'PREPARED', ?)", disbursement, hub, expiresAt);
        break;
      }
      case 'DisbursementPosted':
        become('POSTED');
        break;
      case 'DisbursementBooked':
        become('BOOKED');
        break;
      case 'DisbursementVoided':
        become('VOIDED');
        break;
      case 'DisbursementExpired':
        become('EXPIRED');
        break;
    }
  },
};

/** Prepared disbursements whose time is over. */
export function overdue(read: Reader, now: Instant): Id[] {
  return read
    .rows(
      "SELECT id FROM disbursement WHERE status = 'PREPARED' AND expires_at <= ? ORDER BY expires_at LIMIT 100",
      now,
    )
    .map((row) => String(row['id']));
}
