import { sliceOf } from '@hubgraph/books';
import { defineCommand, type Event } from '@hubgraph/journal';
import { type Concept, sdl } from '@hubgraph/node';
import { award, type CloseAward, decideCloseAward, decidePayAward, type PayAward } from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { awardList, awardOf, waitingAwards } from './views.ts';

export const awards: Concept = {
  name: 'awards',
  policy,
  events: { AwardMade: 'PUBLIC', AwardClosed: 'PUBLIC' },
  commands: [
    defineCommand<PayAward, Parameters<typeof decidePayAward>[1], Event>({
      type: 'PayAward',
      load: (read, command) => ({ award: awardOf(read, command.award), slice: sliceOf(read, command.at) }),
      decide: decidePayAward,
    }),
    defineCommand<CloseAward, Parameters<typeof decideCloseAward>[1], Event>({
      type: 'CloseAward',
      load: (read, command) => ({ award: awardOf(read, command.award), slice: sliceOf(read, command.at) }),
      decide: decideCloseAward,
    }),
  ],
  entities: [award],
  projections: [awardList],
  waiting: waitingAwards,
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
