import type { Reader, Writer } from '@hubgraph/journal';
import type { Id, Instant } from '@hubgraph/kernel';
import type { TransferPosted } from './paying/domain.ts';
import type { SettlementEvent } from './settling/domain.ts';

/** What this node owes for transfers that it posted, and what payers say that they paid and nobody has seen arrive. */
export const UNSETTLED_TABLES: readonly string[] = [
  'CREATE TABLE transfer_owed (id TEXT PRIMARY KEY, since INTEGER NOT NULL, minor TEXT NOT NULL) STRICT, WITHOUT ROWID',
  `CREATE TABLE transfer_stated (id TEXT PRIMARY KEY, transfer TEXT NOT NULL, since INTEGER NOT NULL)
    STRICT, WITHOUT ROWID`,
  'CREATE INDEX transfer_owed_since ON transfer_owed (since, id)',
  'CREATE INDEX transfer_stated_since ON transfer_stated (since, id)',
];

/** From now on it is owed. */
export function foldOwed({ transfer, amountMinor }: TransferPosted, at: Instant, views: Writer): void {
  views.run('INSERT OR REPLACE INTO transfer_owed VALUES (?, ?, ?)', transfer, at, amountMinor.toString());
}

/** What is paid is owed no more; what is stated waits to be seen. */
export function foldSettlement(event: SettlementEvent, at: Instant, views: Writer): void {
  const { type, settlement, transfer, amountMinor } = event;
  if (type === 'SettlementStated') {
    views.run('INSERT OR REPLACE INTO transfer_stated VALUES (?, ?, ?)', settlement, transfer, at);
  } else if (type === 'SettlementArrived') {
    views.run('DELETE FROM transfer_stated WHERE id = ?', settlement);
  } else if (type === 'SettlementPaid') {
    const owed = BigInt(String(views.row('SELECT minor FROM transfer_owed WHERE id = ?', transfer)?.['minor'] ?? '0'));
    const left = owed - amountMinor;
    if (left > 0n) views.run('UPDATE transfer_owed SET minor = ? WHERE id = ?', left.toString(), transfer);
    else views.run('DELETE FROM transfer_owed WHERE id = ?', transfer);
  }
}

/** Something that waits, and since when. */
export interface Unsettled {
  readonly transfer: Id;
  readonly since: Instant;
}

/** Transfers that wait for this node's treasurer, the one that ends first at the head. */
export function offeredHere(read: Reader, limit: number): readonly Unsettled[] {
  return read
    .rows(
      `SELECT id AS transfer, since FROM transfer_list WHERE status = 'OFFERED' ORDER BY expires, id LIMIT ?`,
      limit,
    )
    .map(unsettledIn);
}

/** Transfers of which something is owed, the oldest first. */
export function owedHere(read: Reader, limit: number): readonly Unsettled[] {
  return read
    .rows('SELECT id AS transfer, since FROM transfer_owed ORDER BY since, id LIMIT ?', limit)
    .map(unsettledIn);
}

/** Payments that are said to be made, the oldest first. */
export function statedHere(read: Reader, limit: number): readonly (Unsettled & { readonly settlement: Id })[] {
  return read
    .rows('SELECT id, transfer, since FROM transfer_stated ORDER BY since, id LIMIT ?', limit)
    .map((row) => ({ ...unsettledIn(row), settlement: String(row['id']) }));
}

function unsettledIn(row: Readonly<Record<string, unknown>>): Unsettled {
  return { transfer: String(row['transfer']), since: Number(row['since']) };
}
