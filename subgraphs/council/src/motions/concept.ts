import { defineCommand, type Event } from '@hubgraph/journal';
import { type Concept, holdersOf, sdl } from '@hubgraph/node';
import {
  type CastVote,
  type CloseMotion,
  decideCastVote,
  decideCloseMotion,
  decideProposeMotion,
  type MotionEvent,
  type MotionState,
  motion,
  type ProposeMotion,
  type Subject,
} from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { subjectOf } from './subjects.ts';
import { motionList, waitingMotions } from './views.ts';

export const motions: Concept = {
  name: 'motions',
  policy,
  commands: [
    defineCommand<ProposeMotion, { members: readonly string[]; subject: Subject }, Event>({
      type: 'ProposeMotion',
      load: (read, command) => ({
        members: holdersOf(read, 'council-member'),
        subject: subjectOf(read, command.kind, command.subject),
      }),
      decide: decideProposeMotion,
    }),
    defineCommand<CastVote, { motion: MotionState | undefined }, MotionEvent>({
      type: 'CastVote',
      load: (read, command) => ({ motion: read.entity<MotionState>('motion', command.motion) }),
      decide: decideCastVote,
    }),
    defineCommand<CloseMotion, { motion: MotionState | undefined; subject: Subject | undefined }, Event>({
      type: 'CloseMotion',
      load(read, command) {
        const state = read.entity<MotionState>('motion', command.motion);
        return { motion: state, subject: state && subjectOf(read, state.kind, state.subject) };
      },
      decide: decideCloseMotion,
    }),
  ],
  entities: [motion],
  projections: [motionList],
  waiting: waitingMotions,
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
