import { type Concept, sdl } from '@hubgraph/node';
import { allocation, commands } from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { allocationList } from './views.ts';
import { waitingAllocations } from './waiting.ts';

export const allocations: Concept = {
  name: 'allocations',
  policy,
  events: { AllocationMade: 'PUBLIC' },
  commands,
  entities: [allocation],
  projections: [allocationList],
  waiting: waitingAllocations,
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
