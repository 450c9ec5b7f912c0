import { defineCommand } from '@hubgraph/journal';
import { type Concept, type PersonState, sdl } from '@hubgraph/node';
import {
  type AddPayee,
  type ChangePayee,
  decideAddPayee,
  decideChangePayee,
  type PayeeEvent,
  payee,
  payeeOfPerson,
} from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { payeeList, payeeOf, payeeOfPersonIn } from './views.ts';

export const payees: Concept = {
  name: 'payees',
  policy,
  events: { PayeeAdded: 'SEALED', PayeeChanged: 'SEALED' },
  commands: [
    defineCommand<AddPayee, Parameters<typeof decideAddPayee>[1], PayeeEvent>({
      type: 'AddPayee',
      load: (read, { by }) => ({ own: payeeOfPersonIn(read, by) }),
      decide: decideAddPayee,
    }),
    defineCommand<ChangePayee, Parameters<typeof decideChangePayee>[1], PayeeEvent>({
      type: 'ChangePayee',
      load: (read, command) => ({
        payee: payeeOf(read, command.payee),
        person: read.entity<PersonState>('person', command.by),
      }),
      decide: decideChangePayee,
    }),
  ],
  entities: [payee, payeeOfPerson],
  projections: [payeeList],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
