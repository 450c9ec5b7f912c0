import { type KeyPossession, verifyKeyPossession } from '@hubgraph/identity';
import { defineCommand, type Reader } from '@hubgraph/journal';
import { reject } from '@hubgraph/kernel';
import {
  type Concept,
  defineSearchable,
  defineStatement,
  keysProofId,
  type LogEvidenceFound,
  NODE_KEYS_CHANGED,
  type OutgoingStatement,
  sdl,
} from '@hubgraph/node';
import {
  decideFoundMovement,
  decideProposeHub,
  type FoundMovement,
  HEAD,
  type HubEvent,
  type HubState,
  hub,
  MAKES_AN_EPOCH,
  type ProposeHub,
  type RegistryHead,
  registryHead,
} from './domain.ts';
import { decideNodeKeys, type Ended, type KeysContext } from './keys.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { holderOf, holderOfKeys, hubList, registryOf } from './views.ts';

const REGISTRY_LIFETIME_MS = 48 * 3_600_000;

export const hubs: Concept = {
  name: 'hubs',
  policy,
  events: {
    MovementFounded: 'SEALED',
    HubProposed: 'SEALED',
    HubAuthorised: 'PUBLIC',
    HubSuspended: 'PUBLIC',
    NodeKeysChanged: 'SEALED',
  },
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
  receives: {
    [NODE_KEYS_CHANGED]: defineStatement<KeysContext, HubEvent | LogEvidenceFound>({
      from: ['council', 'trademark', 'fundraising', 'hub'],
      isKeptOnlyWithEffect: true,
      prove({ issuer, payload }, { node, now }) {
        const { keyPossession } = payload;
        if (typeof keyPossession !== 'string') {
          return Promise.resolve(reject('statement-is-malformed', 'The statement has no proof of key possession.'));
        }
        return verifyKeyPossession(keyPossession, { node, issuer, id: keysProofId(node, issuer), now });
      },
      load: (read, { statement }) => ({
        node: registryOf(read)?.nodes.find(({ id }) => id === statement.issuer),
        holderOf: (name) => holderOf(read, name),
      }),
      decide: ({ statement: { kid, payload }, at, proved }, state) =>
        decideNodeKeys({ at, kid, proof: proved as KeyPossession, ended: endedIn(payload['ended']) }, state),
    }),
  },
  sends({ event, at }, read) {
    const isChange = event.type !== 'MovementFounded' && MAKES_AN_EPOCH.has(event.type);
    return isChange ? registryStatements(read, at) : [];
  },
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};

/** What is of another form shows nothing. */
function endedIn(value: unknown): Ended {
  const record = (one: unknown): Readonly<Record<string, unknown>> =>
    typeof one === 'object' && one !== null ? (one as Readonly<Record<string, unknown>>) : {};
  const { books, cases } = record(value);
  return { books: record(books), cases: record(cases) };
}

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
