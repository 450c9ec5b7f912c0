import { type Concept, sdl } from '@hubgraph/node';
import { resolvers } from './resolvers.ts';

/** The hub itself as a thing in the graph, to which the other concepts add their fields. */
export const hubProfile: Concept = {
  name: 'hub-profile',
  policy: {},
  events: {},
  commands: [],
  entities: [],
  projections: [],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
