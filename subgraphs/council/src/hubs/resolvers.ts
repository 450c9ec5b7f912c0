import { generateNodeKeys, logKeysOf, verifyKeyPossession } from '@hubgraph/identity';
import { isRejection, isSlug } from '@hubgraph/kernel';
import {
  actorValue,
  answer,
  dateTime,
  entityPage,
  type GraphQLResolverMap,
  type PageArguments,
  peoplePermissions,
  type RequestContext,
  unusedWord,
} from '@hubgraph/node';
import type { MotionState } from '../motions/domain.ts';
import type { HubProfile, HubState, HubStatus } from './domain.ts';
import { registryOf } from './views.ts';

interface ProposeHubInput extends Omit<HubProfile, 'hub' | 'tokenKeys' | 'statementKeys' | 'logs' | 'witness'> {
  readonly idempotencyKey?: string;
  readonly id: string;
  readonly keyPossession: string;
}

const hubById = (id: string, { read }: RequestContext): HubState | undefined => read.entity<HubState>('hub', id);

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    councilPermissions: () => ({}),
    hub: (_: unknown, { id }: { id: string }, context) => hubById(id, context),
    hubs(_: unknown, { status, ...page }: PageArguments & { status?: HubStatus | null }, { read }) {
      const listed = { kind: 'hub', where: { status: status ?? undefined }, isPlace: isSlug };
      return entityPage<HubState>(read, listed, page);
    },
    registry(_: unknown, __: unknown, { read, node }) {
      const registry = registryOf(read);
      if (registry === undefined) return null;
      const own = registry.nodes.find(({ id }) => id === node.config.id);
      return { epoch: registry.epoch, size: registry.nodes.length, endpoint: own?.endpoint ?? null };
    },
  },
  Mutation: {
    async proposeHub(_: unknown, { input }: { input: ProposeHubInput }, context) {
      const { idempotencyKey: _key, id, keyPossession, ...profile } = input;
      const { id: council } = context.node.config;
      const now = context.node.world.clock.now();
      const proof = await verifyKeyPossession(keyPossession, {
        node: council,
        issuer: id,
        id: `${council}:${id}`,
        now,
      });
      const outcome = await context.act({
        type: 'ProposeHub',
        input,
        payload: () =>
          isRejection(proof)
            ? proof
            : {
                ...profile,
                hub: id,
                tokenKeys: [proof.tokenKey],
                statementKeys: [proof.statementKey],
                logs: proof.logs,
                witness: proof.witness,
              },
      });
      return answer(outcome, 'Hub', () => hubById(id, context));
    },
  },
  CouncilPermissions: {
    ...peoplePermissions,
    proposeHub: (_: unknown, __: unknown, context) => context.may('ProposeHub', { ...anyHub(context) }),
  },
  Hub: {
    __resolveReference: ({ id }: { id: string }, context: RequestContext) => hubById(id, context) ?? { id },
    id: (hub: HubState & { id?: string }) => hub.hub ?? hub.id,
    statementKeys: (hub: Partial<HubState>) => hub.statementKeys?.map((key) => key.kid) ?? null,
    motion: (hub: Partial<HubState>, _: unknown, { read }) =>
      hub.motion === undefined ? null : (read.entity<MotionState>('motion', hub.motion) ?? null),
    since: (hub: Partial<HubState>) => (hub.since === undefined ? null : dateTime(hub.since)),
    proposedBy: (hub: Partial<HubState>, _: unknown, context) =>
      hub.proposedBy === undefined ? null : actorValue(hub.proposedBy, context),
  },
};

/** A hub that nobody knows, with keys that nobody has. */
function anyHub(context: RequestContext): HubProfile {
  const hub = unusedWord(context);
  const keys = generateNodeKeys(context.node.world, `${hub}.invalid`);
  return {
    hub,
    name: 'Any hub',
    kind: 'REGIONAL',
    country: 'KE',
    currency: 'EUR',
    languages: ['en'],
    endpoint: 'https://hub.invalid',
    tokenKeys: [keys.tokens.publicJwk],
    statementKeys: [keys.statements.publicJwk],
    ...logKeysOf(keys),
  };
}
