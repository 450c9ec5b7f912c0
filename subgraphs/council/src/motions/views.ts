import type { Projection, Reader } from '@hubgraph/journal';
import type { MotionEvent, MotionState } from './domain.ts';

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

export function motionsAfter(read: Reader, status: string | undefined, after: string, limit: number): MotionState[] {
  const rows =
    status === undefined
      ? read.rows('SELECT id FROM motion WHERE id > ? ORDER BY id LIMIT ?', after, limit)
      : read.rows('SELECT id FROM motion WHERE id > ? AND status = ? ORDER BY id LIMIT ?', after, status, limit);
  return rows.flatMap((row) => read.entity<MotionState>('motion', String(row['id'])) ?? []);
}

export function motionCount(read: Reader, status: string | undefined): number {
  const row =
    status === undefined
      ? read.row('SELECT count(*) AS n FROM motion')
      : read.row('SELECT count(*) AS n FROM motion WHERE status = ?', status);
  return Number(row?.['n'] ?? 0);
}
