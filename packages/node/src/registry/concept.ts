import { parseRegistry, type Registry } from '@hubgraph/identity';
import { defineEntity, type Event, type Reader } from '@hubgraph/journal';
import { isRejection } from '@hubgraph/kernel';
import { type Concept, defineStatement } from '../concept.ts';

/** The council's registry arrived in a newer epoch, or the same one with a later expiry. */
export interface RegistryReceived extends Event {
  readonly type: 'RegistryReceived';
  readonly registry: Registry;
  readonly expiresAt: number;
}

export interface RegistryState {
  readonly registry: Registry;
  readonly expiresAt: number;
}

const CURRENT = 'current';

/** The registry that the node goes by; undefined before the first one arrived. */
export function registryOf(read: Reader): RegistryState | undefined {
  return read.entity<RegistryState>('registry', CURRENT);
}

/** What every node but the council knows of the movement: the last registry that the council signed. */
export const registryConcept: Concept = {
  name: 'registry',
  policy: {
    'Receive:registry': {
      allow: ['node'],
      because: 'The council keeps the registry of hubs; nodes only take it over.',
    },
  },
  events: { RegistryReceived: 'SEALED' },
  commands: [],
  entities: [
    defineEntity<RegistryState, RegistryReceived>({
      kind: 'registry',
      concerns: (event) => (event.type === 'RegistryReceived' ? [CURRENT] : []),
      evolve: (_state, { event }) => ({ registry: event.registry, expiresAt: event.expiresAt }),
    }),
  ],
  projections: [],
  receives: {
    registry: defineStatement<RegistryState | undefined, RegistryReceived>({
      from: ['council'],
      isKeptOnlyWithEffect: true,
      load: registryOf,
      decide({ statement }, state) {
        const registry = parseRegistry(statement.payload);
        if (isRejection(registry)) return registry;
        const isNewer =
          state === undefined ||
          registry.epoch > state.registry.epoch ||
          (registry.epoch === state.registry.epoch && statement.expiresAt > state.expiresAt);
        return isNewer ? [{ type: 'RegistryReceived', registry, expiresAt: statement.expiresAt }] : [];
      },
    }),
  },
  typeDefs: '',
  resolvers: {},
};
