import type { Projection } from '@hubgraph/journal';
import type { MotionEvent } from './domain.ts';

const STATUS = { MotionAdopted: 'ADOPTED', MotionFailed: 'FAILED', MotionLapsed: 'LAPSED' } as const;

/** Motions by status, newest last, for lists. */
export const motionList: Projection = {
  name: 'motions',
  version: 1,
  schema: ['CREATE TABLE motion (id TEXT PRIMARY KEY, status TEXT NOT NULL) STRICT, WITHOUT ROWID'],
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
