import type { Projection, Reader } from '@hubgraph/journal';
import type { Id } from '@hubgraph/kernel';
import type { HubCharterAdopted, HubCharterState } from './domain.ts';

/** Charters in the order in which they were adopted. */
export const charterList: Projection = {
  name: 'hub-charters',
  version: 1,
  schema: [
    'CREATE TABLE hub_charter (id TEXT PRIMARY KEY, version TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE INDEX hub_charter_seq ON hub_charter (seq)',
  ],
  fold({ event, seq }, views) {
    const happened = event as HubCharterAdopted;
    if (happened.type !== 'HubCharterAdopted') return;
    views.run('INSERT INTO hub_charter VALUES (?, ?, ?)', happened.charter, happened.version, seq);
  },
};

export function charterOf(read: Reader, id: Id): HubCharterState | undefined {
  return read.entity<HubCharterState>('hub-charter', id);
}

export function isVersionTaken(read: Reader, version: string): boolean {
  return read.row('SELECT 1 FROM hub_charter WHERE version = ?', version) !== undefined;
}

/** The charter in force: the one that was adopted last. */
export function charterInForce(read: Reader): HubCharterState | undefined {
  return chartersBefore(read, undefined, 1)[0];
}

/** The newest first; undefined where `before` is no charter. */
export function chartersBefore(read: Reader, before: Id | undefined, limit: number): HubCharterState[] {
  return read
    .rows(
      `SELECT id FROM hub_charter WHERE ?1 IS NULL OR seq < (SELECT seq FROM hub_charter WHERE id = ?1)
        ORDER BY seq DESC LIMIT ?2`,
      before ?? null,
      limit,
    )
    .flatMap((row) => charterOf(read, String(row['id'])) ?? []);
}

export function charterCount(read: Reader): number {
  return Number(read.row('SELECT count(*) AS n FROM hub_charter')?.['n'] ?? 0);
}
