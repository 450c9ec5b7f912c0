import { keyNamesOf, type Registry } from '@hubgraph/identity';
import type { Projection, Reader, Writer } from '@hubgraph/journal';
import { HEAD, type HubEvent, type HubState, type HubStatus, type RegistryHead, registryNode } from './domain.ts';

/** Hubs by status and slug, for lists. */
export const hubList: Projection = {
  name: 'hubs',
  version: 2,
  schema: [
    'CREATE TABLE hub (id TEXT PRIMARY KEY, status TEXT NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE TABLE node_key (name TEXT PRIMARY KEY, node TEXT NOT NULL) STRICT, WITHOUT ROWID',
  ],
  fold({ event }, views) {
    const happened = event as HubEvent;
    switch (happened.type) {
      case 'MovementFounded':
        for (const node of happened.nodes) keepKeys(node.id, node, views);
        break;
      case 'HubProposed':
        views.run("INSERT INTO hub VALUES (?, 'PROPOSED')", happened.hub);
        keepKeys(happened.hub, happened, views);
        break;
      case 'NodeKeysChanged':
        keepKeys(happened.node, happened, views);
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

type Keys = Parameters<typeof keyNamesOf>[0];

function keepKeys(node: string, keys: Keys, views: Writer): void {
  for (const name of keyNamesOf(keys)) {
    views.run('INSERT INTO node_key VALUES (?, ?) ON CONFLICT (name) DO NOTHING', name, node);
  }
}

/** The node that has one of these keys already: a key that two share would say nothing of who signed. */
export function holderOfKeys(read: Reader, keys: Keys): string | undefined {
  for (const name of keyNamesOf(keys)) {
    const holder = holderOf(read, name);
    if (holder !== undefined) return holder;
  }
  return undefined;
}

/** The node that has, or ever had, this key or this log. */
export function holderOf(read: Reader, name: string): string | undefined {
  const row = read.row('SELECT node FROM node_key WHERE name = ?', name);
  return row === undefined ? undefined : String(row['node']);
}

/** Every hub that was ever authorised. */
function admittedHubs(read: Reader): HubState[] {
  return read
    .rows("SELECT id FROM hub WHERE status <> 'PROPOSED' ORDER BY id")
    .flatMap((row) => read.entity<HubState>('hub', String(row['id'])) ?? []);
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
  const hubs = admittedHubs(read);
  return {
    epoch: head.epoch,
    nodes: [
      ...head.founding,
      ...hubs.map((one) => registryNode(one, one.status === 'SUSPENDED' ? 'suspended' : 'authorised')),
    ],
  };
}

/** Some hubs that stand so. */
export function someHubs(read: Reader, status: HubStatus, limit: number): string[] {
  return read
    .rows('SELECT id FROM hub WHERE status = ? ORDER BY id LIMIT ?', status, limit)
    .map((row) => String(row['id']));
}
