import { type Concept, sdl } from '@hubgraph/node';
import { resolvers } from './resolvers.ts';

/** The hub's own word on what the Basic Support System pays it. Its transfers are those of `@hubgraph/transfers`. */
export const disbursements: Concept = {
  name: 'disbursements',
  policy: {},
  events: {},
  commands: [],
  entities: [],
  projections: [],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
