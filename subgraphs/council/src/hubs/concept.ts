import { defineCommand, type Reader } from '@hubgraph/journal';
import { type Concept, defineSearchable, type OutgoingStatement, sdl } from '@hubgraph/node';
import {
  decideFoundMovement,
  decideProposeHub,
  type FoundMovement,
  HEAD,
  type HubEvent,
  type HubState,
  hub,
  type ProposeHub,
  type RegistryHead,
  registryHead,
} from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { holderOfKeys, hubList, registryOf } from './views.ts';

const REGISTRY_LIFETIME_MS = 48 * 3_600_000;

export const hubs: Concept = {
  name: 'hubs',
  policy,
  events: { MovementFounded: 'SEALED', HubProposed: 'SEALED', HubAuthorised: 'PUBLIC', HubSuspended: 'PUBLIC' },
  commands: [
    defineCommand<FoundMovement, Parameters<typeof decideFoundMovement>[1], HubEvent>({
      type: 'FoundMovement',
      load: (read) => ({ head: read.entity<RegistryHead>('registry-head', HEAD) }),
      decide: decideFoundMovement,
    }),
    defineCommand<ProposeHub, Parameters<typeof decideProposeHub>[1], HubEvent>({
      type: 'ProposeHub',
      load: (read, command) => ({
        hub: read.entity<HubState>('hub', command.hub),
        head: read.entity<RegistryHead>('registry-head', HEAD),
        holderOfKeys: holderOfKeys(read, command),
      }),
      decide: decideProposeHub,
    }),
  ],
  entities: [hub, registryHead],
  projections: [hubList],
  searchable: [
    defineSearchable<HubState>({
      kind: 'HUB',
      about: 'A hub, also where it is only proposed; the id is its slug.',
      entity: 'hub',
      version: 1,
      document: ({ hub: slug, name, proposedAt }) => ({ at: proposedAt, title: name, texts: [slug] }),
    }),
  ],
  sends({ event, at }, read) {
    const isChange = ['HubAuthorised', 'HubSuspended'].includes((event as HubEvent).type);
    return isChange ? registryStatements(read, at) : [];
  },
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};

/** Tells every node that there is a new registry; each fetches it, and whoever misses this asks once a minute. */
function registryStatements(read: Reader, at: number): OutgoingStatement[] {
  const registry = registryOf(read);
  if (registry === undefined) return [];
  return registry.nodes
    .filter((node) => node.kind !== 'council' && node.kind !== 'gateway')
    .map((node) => ({
      audience: node.id,
      type: 'registry-changed',
      about: `registry:${registry.epoch}`,
      payload: { epoch: registry.epoch },
      expiresAt: at + REGISTRY_LIFETIME_MS,
    }));
}
