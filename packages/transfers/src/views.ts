import type { Projection, Reader } from '@hubgraph/journal';
import { type Id, type Instant, isRejection, parseId, type Slug } from '@hubgraph/kernel';
import type { PaidTransfer } from './paying/domain.ts';
import type { ReceivedTransfer } from './receiving/domain.ts';
import { type PaidElsewhere, stepOf, type TransferView, viewOfPaid, viewOfReceived } from './transfers.ts';

export type Elsewhere = Readonly<Record<string, PaidElsewhere>>;

/**
 * All transfers that this node pays or is paid, by the other end and in the order in which they were made, which both
 * ends read in the id; and which of them are open or contradicted.
 */
export function transferList(elsewhere: Elsewhere): Projection {
  return {
    name: 'transfers',
    version: 1,
    schema: [
      `CREATE TABLE transfer_list (id TEXT PRIMARY KEY, made TEXT NOT NULL, peer TEXT NOT NULL, end TEXT NOT NULL,
        status TEXT NOT NULL, since INTEGER NOT NULL, expires INTEGER NOT NULL, contradictions INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
      'CREATE INDEX transfer_list_peer ON transfer_list (peer, made, id)',
      'CREATE INDEX transfer_list_status ON transfer_list (status, expires)',
      `CREATE INDEX transfer_list_exception ON transfer_list (since, id)
        WHERE status IN ('PREPARED', 'OFFERED', 'ACCEPTED', 'POSTED') OR contradictions > 0`,
    ],
    fold({ event, at }, views) {
      const step = [stepOf, ...Object.values(elsewhere).map((one) => one.stepOf)]
        .map((one) => one(event))
        .find((one) => one !== undefined);
      if (step === undefined) return;
      const { transfer, end, peer, status } = step;
      if (status === undefined) {
        views.run('UPDATE transfer_list SET contradictions = contradictions + 1 WHERE id = ?', transfer);
        return;
      }
      const { expiresAt = 0 } = event as { readonly expiresAt?: Instant };
      views.run(
        `INSERT INTO transfer_list VALUES (?, ?, ?, ?, ?, ?, ?, 0)
         ON CONFLICT (id) DO UPDATE SET status = excluded.status, since = excluded.since`,
        transfer,
        madeOf(transfer),
        peer,
        end,
        status,
        at,
        expiresAt,
      );
    },
  };
}

/** The part of an id that sorts by the time of making. */
function madeOf(id: Id): string {
  const parts = parseId(id);
  return isRejection(parts) ? '' : parts.local;
}

/** A transfer as this node has it. */
export function transferOf(read: Reader, id: Id, elsewhere: Elsewhere): TransferView | undefined {
  const paid = read.entity<PaidTransfer>('paid-transfer', id);
  if (paid !== undefined) return viewOfPaid(paid);
  const received = read.entity<ReceivedTransfer>('transfer', id);
  if (received !== undefined) return viewOfReceived(received);
  const parts = parseId(id);
  return isRejection(parts) ? undefined : elsewhere[parts.kind]?.viewOf(read, id);
}

/** Transfers that were prepared here and whose time is over. */
export function overdue(read: Reader, now: Instant): Id[] {
  return read
    .rows(
      `SELECT id FROM transfer_list WHERE status = 'PREPARED' AND expires <= ? AND id LIKE '%:transfer:%'
       ORDER BY expires LIMIT 100`,
      now,
    )
    .map((row) => String(row['id']));
}

/** Ids of transfers with one node, or with all, in the order of their ids. */
export function transfersAfter(read: Reader, peer: Slug | undefined, after: Id, limit: number): Id[] {
  const [condition, values] = peer === undefined ? ['', []] : ['AND peer = ?', [peer]];
  return read
    .rows(`SELECT id FROM transfer_list WHERE id > ? ${condition} ORDER BY id LIMIT ?`, after, ...values, limit)
    .map((row) => String(row['id']));
}

export function transferCount(read: Reader, peer: Slug | undefined): number {
  const [condition, values] = peer === undefined ? ['', []] : ['WHERE peer = ?', [peer]];
  return Number(read.row(`SELECT count(*) AS n FROM transfer_list ${condition}`, ...values)?.['n'] ?? 0);
}

/** A place in the list of exceptions. */
export interface ExceptionPlace {
  readonly since: Instant;
  readonly id: Id;
}

const IS_EXCEPTION = `(status IN ('PREPARED', 'OFFERED', 'ACCEPTED', 'POSTED') OR contradictions > 0)`;

/** Transfers that are open or contradicted, by how long they are as they are. */
export function exceptionsAfter(read: Reader, { since, id }: ExceptionPlace, limit: number): ExceptionPlace[] {
  return read
    .rows(
      `SELECT id, since FROM transfer_list WHERE ${IS_EXCEPTION} AND (since, id) > (?, ?) ORDER BY since, id LIMIT ?`,
      since,
      id,
      limit,
    )
    .map((row) => ({ id: String(row['id']), since: Number(row['since']) }));
}

export function exceptionCount(read: Reader): number {
  return Number(read.row(`SELECT count(*) AS n FROM transfer_list WHERE ${IS_EXCEPTION}`)?.['n'] ?? 0);
}
