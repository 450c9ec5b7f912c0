import { defineCommand, type Event } from '@hubgraph/journal';
import { type Concept, defineSearchable, holdersOf, sdl } from '@hubgraph/node';
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
import { subjectOf, titleOf } from './subjects.ts';
import { motionList, waitingMotions } from './views.ts';

export const motions: Concept = {
  name: 'motions',
  policy,
  events: {
    MotionProposed: 'PUBLIC',
    VoteCast: 'PUBLIC',
    MotionAdopted: 'PUBLIC',
    MotionFailed: 'PUBLIC',
    MotionLapsed: 'PUBLIC',
  },
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
  searchable: [
    defineSearchable<MotionState>({
      kind: 'MOTION',
      about: 'A motion, found by its rationale and under what it is about; the id is that of the motion.',
      entity: 'motion',
      version: 1,
      document({ proposedAt, kind, subject, rationale }, read) {
        const title = titleOf(read, kind, subject);
        return { at: proposedAt, ...(title === undefined ? {} : { under: title }), texts: [rationale] };
      },
    }),
  ],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
