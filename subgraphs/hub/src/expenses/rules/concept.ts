import { defineCommand, type Event } from '@hubgraph/journal';
import { type Concept, sdl } from '@hubgraph/node';
import {
  approvalRule,
  decideSetApprovalRule,
  decideSetProtectedCountries,
  protectedCountries,
  type SetApprovalRule,
  type SetProtectedCountries,
} from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';

export const rules: Concept = {
  name: 'approval-rules',
  policy,
  events: { ApprovalRuleSet: 'PUBLIC', ProtectedCountriesSet: 'SEALED' },
  commands: [
    defineCommand<SetApprovalRule, undefined, Event>({
      type: 'SetApprovalRule',
      load: () => undefined,
      decide: decideSetApprovalRule,
    }),
    defineCommand<SetProtectedCountries, undefined, Event>({
      type: 'SetProtectedCountries',
      load: () => undefined,
      decide: decideSetProtectedCountries,
    }),
  ],
  entities: [approvalRule, protectedCountries],
  projections: [],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
