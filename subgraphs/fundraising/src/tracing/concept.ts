import { type Concept, sdl } from '@hubgraph/node';
import { resolvers } from './resolvers.ts';
import { outflows } from './views.ts';

/** Follows a donation forward through its fund; it decides nothing. */
export const tracing: Concept = {
  name: 'tracing',
  policy: {},
  events: {},
  commands: [],
  entities: [],
  projections: [outflows],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
