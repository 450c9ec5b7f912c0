import { financeTypeDefs } from '@hubgraph/books';
import { type Concept, sdl } from '@hubgraph/node';
import { resolvers } from './resolvers.ts';

/** No commands: figures are computed when they are asked for, and never stored. */
export const finance: Concept = {
  name: 'finance',
  policy: {},
  events: {},
  commands: [],
  entities: [],
  projections: [],
  typeDefs: `${sdl(import.meta.dirname)}\n${financeTypeDefs}`,
  resolvers,
};
