import { join } from 'node:path';
import { loadOrCreateNodeKeys, logOriginOf, type NodeKeys, type PublicJwk } from '@hubgraph/identity';
import type { World } from '@hubgraph/kernel';
import { openMongoStore, openSqliteStore, type Store } from '@hubgraph/store';

/** Where a node keeps journal and vault: in its folder, or in a database that several replicas of the node share. */
export type StoreConfig =
  | { readonly kind: 'sqlite' }
  | {
      readonly kind: 'mongodb';
      /** The connection string, secrets included. */
      readonly uri: string;
      /** `hubgraph` if absent. */
      readonly database?: string;
    };

export interface NodeConfig {
  /** The node's slug. */
  readonly id: string;
  readonly folder: string;
  /** In the folder if absent. Views, search and keys are there in any case. */
  readonly store?: StoreConfig;
  /** Where the node listens; port 0 takes any free one. */
  readonly host: string;
  readonly port: number;
  /** The URL by which others reach the node. */
  readonly endpoint: string;
  /** The council, whose statement keys are pinned here from a source that the operator trusts. */
  readonly council: { readonly id: string; readonly endpoint: string; readonly statementKeys: readonly PublicJwk[] };
  /** What the names of the node's logs begin with; taken at the first start, else from the host of its endpoint. */
  readonly logOrigin?: string;
  /** At most one checkpoint of each log is signed in this time; 1,000 if absent. */
  readonly checkpointEveryMs?: number;
  /** Shows the people of the node and signs in as any of them without proof. Never outside a demonstration. */
  readonly isDemo: boolean;
  /** Whether an answer holds a trace of each field, for whoever asks for it as `ftv1`; the first such answer slows all others. */
  readonly tracesFields?: boolean;
}

/** The node's keys, made where there are none. */
export function keysOf(
  world: Pick<World, 'random' | 'disk'>,
  { folder, logOrigin, endpoint }: Pick<NodeConfig, 'folder' | 'logOrigin' | 'endpoint'>,
): NodeKeys {
  return loadOrCreateNodeKeys(world, folder, logOrigin ?? logOriginOf(endpoint));
}

/** Opens where a node keeps its journal and vault. */
export async function openStore(world: World, { id, folder, store }: NodeConfig): Promise<Store> {
  if (store?.kind !== 'mongodb') return openSqliteStore(world, join(folder, 'journal.db'));
  const { uri, database } = store;
  return openMongoStore(world, { uri, node: id, ...(database === undefined ? {} : { database }) });
}

/** What the node signed last, outside its database. */
export function checkpointsPath({ folder }: NodeConfig): string {
  return join(folder, 'checkpoints.json');
}
