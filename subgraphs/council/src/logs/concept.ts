import { type Concept, sdl } from '@hubgraph/node';
import { resolvers } from './resolvers.ts';

/** The verifiable logs of all nodes, as the council sees them from outside. It keeps nothing of its own. */
export const logs: Concept = {
  name: 'node-logs',
  policy: {},
  events: {},
  commands: [],
  entities: [],
  projections: [],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
