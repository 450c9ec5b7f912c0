import type { Projection, Reader } from '@hubgraph/journal';
import type { WaitingCandidate, WaitingDefinition } from '@hubgraph/node';
import type { MotionEvent, MotionState } from './domain.ts';
import { titleOf } from './subjects.ts';

const STATUS = { MotionAdopted: 'ADOPTED', MotionFailed: 'FAILED', MotionLapsed: 'LAPSED' } as const;

/** Motions by status, newest last, for lists. */
export const motionList: Projection = {
  name: 'motions',
  version: 2,
  schema: [
    'CREATE TABLE motion (id TEXT PRIMARY KEY, status TEXT NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE INDEX motion_status ON motion (status, id)',
  ],
  fold({ event }, views) {
    const happened = event as MotionEvent;
    switch (happened.type) {
      case 'MotionProposed':
        views.run("INSERT INTO motion VALUES (?, 'OPEN')", happened.motion);
        break;
      case 'MotionAdopted':
      case 'MotionFailed':
      case 'MotionLapsed':
        views.run('UPDATE motion SET status = ? WHERE id = ?', STATUS[happened.type], happened.motion);
        break;
    }
  },
};

/** Motions on which a member has not voted, and votes that the secretary can close. */
export const waitingMotions: readonly WaitingDefinition[] = [
  {
    kind: 'CAST_VOTE',
    command: 'CastVote',
    candidates: (read, { actor, limit }) =>
      openMotions(read, limit)
        .filter(({ votes }) => votes[actor.name] === undefined)
        .map((motion) => ({ ...shown(read, motion), payload: { motion: motion.id, choice: 'ABSTAIN' } })),
  },
  {
    kind: 'CLOSE_MOTION',
    command: 'CloseMotion',
    expectedOf: 'secretary',
    candidates: (read, { limit }) =>
      openMotions(read, limit).map((motion) => ({ ...shown(read, motion), payload: { motion: motion.id } })),
  },
];

function openMotions(read: Reader, limit: number): MotionState[] {
  return read
    .rows("SELECT id FROM motion WHERE status = 'OPEN' ORDER BY id LIMIT ?", limit)
    .flatMap((row) => read.entity<MotionState>('motion', String(row['id'])) ?? []);
}

function shown(read: Reader, { id, kind, subject, proposedAt }: MotionState): Omit<WaitingCandidate, 'payload'> {
  const title = titleOf(read, kind, subject);
  return { subject: id, since: proposedAt, ...(title === undefined ? {} : { title }) };
}
