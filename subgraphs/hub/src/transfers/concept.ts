import { type Concept, sdl } from '@hubgraph/node';
import { transfer } from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { receives, statementsOf } from './statements.ts';

/** The payee's side of transfers from the Basic Support System. It needs the books and a fund `general`. */
export const transfers: Concept = {
  name: 'transfers',
  policy,
  events: {
    TransferAccepted: 'PUBLIC',
    TransferRefused: 'PUBLIC',
    TransferBooked: 'PUBLIC',
    TransferVoided: 'PUBLIC',
    TransferContradicted: 'PUBLIC',
  },
  commands: [],
  entities: [transfer],
  projections: [],
  receives,
  sends: statementsOf,
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
