import { type Concept, sdl } from '@hubgraph/node';
import { commands, ratesByDate, rateTable } from './domain.ts';
import { rateExports } from './exports.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';

export const rates: Concept = {
  name: 'rates',
  policy,
  events: { RatesRecorded: 'PUBLIC' },
  commands,
  entities: [rateTable],
  projections: [ratesByDate],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
  exports: rateExports,
};
