import { type Concept, sdl } from '@hubgraph/node';
import { resolvers } from './resolvers.ts';

/** Follows money through the hub's funds: from a payment back to what brought it, from a disbursement on to its uses. */
export const tracing: Concept = {
  name: 'tracing',
  policy: {},
  events: {},
  commands: [],
  entities: [],
  projections: [],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
