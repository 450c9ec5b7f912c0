import type { Projection, Reader } from '@hubgraph/journal';
import type { WaitingCandidate, WaitingDefinition } from '@hubgraph/node';
import type { CountryListState } from '../country-lists/domain.ts';
import type { FrameworkState } from '../frameworks/domain.ts';
import type { HubState } from '../hubs/domain.ts';
import type { MotionEvent, MotionState } from './domain.ts';

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

/** A motion is called by what it is about: a hub's name, a framework's or a list's version. */
function shown(read: Reader, { id, kind, subject, proposedAt }: MotionState): Omit<WaitingCandidate, 'payload'> {
  const title = {
    AUTHORISE_HUB: () => read.entity<HubState>('hub', subject)?.name,
    SUSPEND_HUB: () => read.entity<HubState>('hub', subject)?.name,
    ADOPT_FRAMEWORK: () => read.entity<FrameworkState>('framework', subject)?.version,
    ADOPT_COUNTRY_LIST: () => read.entity<CountryListState>('country-list', subject)?.version,
  }[kind]();
  return { subject: id, since: proposedAt, ...(title === undefined ? {} : { title }) };
}
