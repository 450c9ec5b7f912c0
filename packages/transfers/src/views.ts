import type { Event, Projection, Reader, Writer } from '@hubgraph/journal';
import { dayOf, type Id, type Instant, isRejection, parseId, type Slug, sha256 } from '@hubgraph/kernel';
import { BEGUN_TABLE, countBegun } from './begun.ts';
import { isPaidEvent, type PaidTransfer } from './paying/domain.ts';
import type { ReceivedTransfer } from './receiving/domain.ts';
import { dayMade, madeOf } from './reconciliation/made.ts';
import { isSettlementEvent, type Settlement } from './settling/domain.ts';
import {
  type PaidElsewhere,
  stepOf,
  type TransferStep,
  type TransferView,
  viewOfPaid,
  viewOfReceived,
} from './transfers.ts';
import { foldOwed, foldSettlement, UNSETTLED_TABLES } from './unsettled.ts';

export type Elsewhere = Readonly<Record<string, PaidElsewhere>>;

/**
 * All transfers that this node pays or is paid, by the other end and in the order in which they were made, which both
 * ends read in the id; and which of them are open or contradicted.
 */
export function transferList(elsewhere: Elsewhere): Projection {
  return {
    name: 'transfers',
    version: 3,
    schema: [
      `CREATE TABLE transfer_list (id TEXT PRIMARY KEY, made TEXT NOT NULL, peer TEXT NOT NULL, end TEXT NOT NULL,
        status TEXT NOT NULL, since INTEGER NOT NULL, expires INTEGER NOT NULL, contradictions INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
      `CREATE TABLE transfer_day (peer TEXT NOT NULL, day TEXT NOT NULL, moved INTEGER NOT NULL, digest TEXT NOT NULL,
        PRIMARY KEY (peer, day)) STRICT, WITHOUT ROWID`,
      `CREATE TABLE transfer_settlement (transfer TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (transfer, id))
        STRICT, WITHOUT ROWID`,
      ...UNSETTLED_TABLES,
      BEGUN_TABLE,
      'CREATE INDEX transfer_list_peer ON transfer_list (peer, made, id)',
      'CREATE INDEX transfer_list_status ON transfer_list (status, expires)',
      `CREATE INDEX transfer_list_exception ON transfer_list (since, id)
        WHERE status IN ('PREPARED', 'OFFERED', 'ACCEPTED', 'POSTED') OR contradictions > 0`,
    ],
    fold({ event, at }, views) {
      if (isSettlementEvent(event)) {
        views.run('INSERT OR IGNORE INTO transfer_settlement VALUES (?, ?)', event.transfer, event.settlement);
        foldSettlement(event, at, views);
        return;
      }
      const step = [stepOf, ...Object.values(elsewhere).map((one) => one.stepOf)]
        .map((one) => one(event))
        .find((one) => one !== undefined);
      if (step === undefined) return;
      const { transfer, end, peer, status } = step;
      if (status === undefined) {
        views.run('UPDATE transfer_list SET contradictions = contradictions + 1 WHERE id = ?', transfer);
        return;
      }
      const isBegun = views.row('SELECT 1 FROM transfer_list WHERE id = ?', transfer) === undefined;
      if (isBegun && end === 'PAYEE') countBegun(views, peer, dayOf(at));
      if (hasMoved(step)) addToDay(step, event, views);
      if (isPaidEvent(event) && event.type === 'TransferPosted') foldOwed(event, at, views);
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

/** True once for each transfer: when money moves in this node's books. */
function hasMoved({ end, status }: TransferStep): boolean {
  return end === 'PAYER' ? status === 'POSTED' : status === 'BOOKED';
}

/** What moved is added up by the day of its making, by a digest in which order does not count, alike at both ends. */
function addToDay({ transfer, end, peer }: TransferStep, event: Event, views: Writer): void {
  const day = dayMade(madeOf(transfer));
  const row = views.row('SELECT moved, digest FROM transfer_day WHERE peer = ? AND day = ?', peer, day);
  const money = end === 'PAYER' ? (event as unknown as Amount) : preparedAt(views, transfer);
  const own = BigInt(`0x${sha256(`${transfer} ${money?.currency} ${money?.amountMinor}`).slice(0, 16)}`);
  const digest = BigInt(`0x${String(row?.['digest'] ?? '0')}`) ^ own;
  views.run(
    'INSERT OR REPLACE INTO transfer_day VALUES (?, ?, ?, ?)',
    peer,
    day,
    Number(row?.['moved'] ?? 0) + 1,
    digest.toString(16).padStart(16, '0'),
  );
}

interface Amount {
  readonly currency: string;
  readonly amountMinor: bigint;
}

function preparedAt(read: Reader, transfer: Id): Amount | undefined {
  return read.entity<ReceivedTransfer>('transfer', transfer)?.preparation;
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

const SETTLEMENTS_SHOWN_MAX = 100;

/** The first hundred payments for a transfer. */
export function settlementsOf(read: Reader, transfer: Id): Settlement[] {
  return read
    .rows('SELECT id FROM transfer_settlement WHERE transfer = ? ORDER BY id LIMIT ?', transfer, SETTLEMENTS_SHOWN_MAX)
    .flatMap((row) => read.entity<Settlement>('settlement', String(row['id'])) ?? []);
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
