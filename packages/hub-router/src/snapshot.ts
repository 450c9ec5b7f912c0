import type { Slug } from '@hubgraph/kernel';

/** Where a hub stands in the registry. A suspended hub is still asked; a revoked or closed one is not. */
export type HubStatus = 'authorised' | 'suspended' | 'revoked' | 'closed';

/** One hub as the registry lists it: `{ id: 'cee', endpoint: 'https://cee.example/graphql', status: 'authorised' }`. */
export interface HubEntry {
  readonly id: Slug;
  /** The URL that takes GraphQL over POST. */
  readonly endpoint: string;
  readonly status: HubStatus;
  /** URLs at which the same hub can be asked too, in this order; queries only. */
  readonly replicas?: readonly string[];
  /** Names of hubs that closed or merged and whose things this hub now keeps. */
  readonly answersFor?: readonly Slug[];
}

/**
 * The registry at one moment: every hub that should answer, whether it is healthy or not. One request sees one
 * snapshot; a new epoch takes effect by passing another object.
 */
export interface Snapshot {
  readonly epoch: number;
  readonly hubs: readonly HubEntry[];
}

/** A snapshot arranged for look-up. */
export interface Topology {
  readonly epoch: number;
  /** The hubs that are expected to answer, by id in ascending order. */
  readonly expected: readonly HubEntry[];
  /** From a home (a hub's id or a name it answers for) to the hub that keeps what was born there. */
  readonly homes: ReadonlyMap<Slug, HubEntry>;
}

const EXPECTED: ReadonlySet<HubStatus> = new Set(['authorised', 'suspended']);

const known = new WeakMap<Snapshot, Topology>();

/** Arranges a snapshot for look-up; done once per snapshot object, which must not change afterwards. */
export function topologyOf(snapshot: Snapshot): Topology {
  const before = known.get(snapshot);
  if (before !== undefined) return before;
  const byId = new Map<Slug, HubEntry>();
  for (const hub of snapshot.hubs) if (EXPECTED.has(hub.status)) byId.set(hub.id, hub);
  const expected = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const homes = new Map<Slug, HubEntry>();
  for (const hub of expected) for (const name of hub.answersFor ?? []) homes.set(name, hub);
  for (const hub of expected) homes.set(hub.id, hub);
  const topology: Topology = { epoch: snapshot.epoch, expected, homes };
  known.set(snapshot, topology);
  return topology;
}
