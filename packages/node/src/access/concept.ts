import type { NodeKind } from '@hubgraph/identity';
import type { Concept } from '../concept.ts';
import type { RequestContext } from '../context.ts';
import type { GraphQLResolverMap } from '../graphql/resolver-map.ts';
import { sdl } from '../graphql/sdl.ts';
import { dateTime, pageSize } from '../graphql/values.ts';
import type { PersonState } from '../people/domain.ts';
import type { Waiting } from '../waiting.ts';

/** Who asks and what waits for them: at `Hub.access`, and for the Basic Support System at `Query.councilAccess` and so on. */
export function accessConcept(kind: NodeKind): Concept {
  const isHub = kind === 'hub';
  const root = isHub
    ? `extend type Hub {
  "Who asks, as this hub's node knows them, and what waits for them here."
  access: NodeAccess
}`
    : `extend type Query {
  "Who asks, as the ${kind} node knows them, and what waits for them there."
  ${kind}Access: NodeAccess
}`;
  // The fields of the access read what they need; it has no data of its own.
  const access = () => ({});
  return {
    name: 'access',
    policy: {},
    events: {},
    commands: [],
    entities: [],
    projections: [],
    typeDefs: `${sdl(import.meta.dirname)}\n${root}`,
    resolvers: { ...resolvers, ...(isHub ? { Hub: { access } } : { Query: { [`${kind}Access`]: access } }) },
  };
}

const resolvers: GraphQLResolverMap<RequestContext> = {
  NodeAccess: {
    viewer: (_: unknown, __: unknown, { actor, read }) => read.entity<PersonState>('person', actor.name) ?? null,
    waiting: (_: unknown, { first }: { first?: number | null }, { node, actor }) =>
      node.waitingFor(actor, pageSize(first)),
  },
  Waiting: {
    part: ({ part }: Waiting) => part ?? null,
    title({ title }: Waiting, _: unknown, context) {
      if (title === undefined) return null;
      return typeof title === 'string' ? title : context.text(title);
    },
    since: ({ since }: Waiting) => (since === undefined ? null : dateTime(since)),
  },
};
