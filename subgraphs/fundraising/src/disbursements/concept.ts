import { type Concept, sdl } from '@hubgraph/node';
import { commands, disbursement } from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { statementsOf } from './statements.ts';
import { disbursementList, overdue } from './views.ts';

export const disbursements: Concept = {
  name: 'disbursements',
  policy,
  events: {
    DisbursementPrepared: 'PUBLIC',
    DisbursementPosted: 'PUBLIC',
    DisbursementBooked: 'PUBLIC',
    DisbursementVoided: 'PUBLIC',
    DisbursementExpired: 'PUBLIC',
    DisbursementContradicted: 'PUBLIC',
  },
  commands,
  entities: [disbursement],
  projections: [disbursementList],
  sends: statementsOf,
  due: (read, now) =>
    overdue(read, now).map((id) => ({
      commandId: `expire:${id}`,
      type: 'ExpireDisbursement',
      payload: { disbursement: id },
    })),
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
