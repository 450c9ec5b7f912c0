import { defineCommand } from '@hubgraph/journal';
import { type Concept, defineSearchable, type PersonState, sdl } from '@hubgraph/node';
import { teamOf } from '../teams/views.ts';
import {
  decideShareLearning,
  decideWithdrawLearning,
  type LearningEvent,
  type LearningState,
  learning,
  type ShareLearning,
  type WithdrawLearning,
} from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { learningList, learningOf } from './views.ts';

/** What a hub and its teams learnt and share with everybody. */
export const learnings: Concept = {
  name: 'learnings',
  policy,
  events: { LearningShared: 'SEALED', LearningWithdrawn: 'SEALED' },
  commands: [
    defineCommand<ShareLearning, Parameters<typeof decideShareLearning>[1], LearningEvent>({
      type: 'ShareLearning',
      load: (read, { team }) => ({ isTeamKnown: team !== undefined && teamOf(read, team) !== undefined }),
      decide: decideShareLearning,
    }),
    defineCommand<WithdrawLearning, Parameters<typeof decideWithdrawLearning>[1], LearningEvent>({
      type: 'WithdrawLearning',
      load: (read, command) => ({
        learning: learningOf(read, command.learning),
        by: read.entity<PersonState>('person', command.by),
      }),
      decide: decideWithdrawLearning,
    }),
  ],
  entities: [learning],
  projections: [learningList],
  searchable: [
    defineSearchable<LearningState>({
      kind: 'LEARNING',
      about: 'What a hub or one of its teams learnt; the id is that of the learning.',
      entity: 'learning',
      version: 1,
      document: (state) =>
        state.status === 'WITHDRAWN' ? undefined : { at: state.sharedAt, title: state.title, texts: [state.text] },
    }),
  ],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
