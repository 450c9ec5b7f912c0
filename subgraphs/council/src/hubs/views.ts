import type { Registry } from '@hubgraph/identity';
import type { Projection, Reader } from '@hubgraph/journal';
import { HEAD, type HubEvent, type HubState, type HubStatus, type RegistryHead, registryNode } from './domain.ts';

/** Hubs by status and slug, for lists. */
export const hubList: Projection = {
  name: 'hubs',
  version: 1,
  schema: ['CREATE TABLE hub (id TEXT PRIMARY KEY, status TEXT NOT NULL) STRICT, WITHOUT ROWID'],
  fold({ event }, views) {
    const happened = event as HubEvent;
    switch (happened.type) {
      case 'HubProposed':
        views.run("INSERT INTO hub VALUES (?, 'PROPOSED')", happened.hub);
        break;
      case 'HubAuthorised':
        views.run("UPDATE hub SET status = 'AUTHORISED' WHERE id = ?", happened.hub);
        break;
      case 'HubSuspended':
        views.run("UPDATE hub SET status = 'SUSPENDED' WHERE id = ?", happened.hub);
        break;
    }
  },
};

export function hubsAfter(read: Reader, status: HubStatus | undefined, after: string, limit: number): HubState[] {
  const rows =
    status === undefined
      ? read.rows('SELECT id FROM hub WHERE id > ? ORDER BY id LIMIT ?', after, limit)
      : read.rows('SELECT id FROM hub WHERE id > ? AND status = ? ORDER BY id LIMIT ?', after, status, limit);
  return rows.flatMap((row) => read.entity<HubState>('hub', String(row['id'])) ?? []);
}

export function hubCount(read: Reader, status: HubStatus | undefined): number {
  const row =
    status === undefined
      ? read.row('SELECT count(*) AS n FROM hub')
      : read.row('SELECT count(*) AS n FROM hub WHERE status = ?', status);
  return Number(row?.['n'] ?? 0);
}

/** The registry as the journal stands: the founding nodes and every hub that was ever authorised. */
export function registryOf(read: Reader): Registry | undefined {
  const head = read.entity<RegistryHead>('registry-head', HEAD);
  if (head === undefined) return undefined;
  const hubs = hubsAfter(read, undefined, '', 2_000).filter((one) => one.status !== 'PROPOSED');
  return {
    epoch: head.epoch,
    nodes: [
      ...head.founding,
      ...hubs.map((one) => registryNode(one, one.status === 'SUSPENDED' ? 'suspended' : 'authorised')),
    ],
  };
}
