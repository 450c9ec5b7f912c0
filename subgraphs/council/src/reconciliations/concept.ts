import { type Concept, sdl } from '@hubgraph/node';
import { reconciliationTypeDefs } from '@hubgraph/transfers';
import { resolvers } from './resolvers.ts';

/** No commands: two books are compared when somebody asks, and nothing of it is stored. */
export const reconciliations: Concept = {
  name: 'reconciliations',
  policy: {},
  events: {},
  commands: [],
  entities: [],
  projections: [],
  typeDefs: `${sdl(import.meta.dirname)}\n${reconciliationTypeDefs}`,
  resolvers,
};
