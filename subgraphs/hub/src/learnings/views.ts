import type { Projection, Reader } from '@hubgraph/journal';
import type { Id, Instant } from '@hubgraph/kernel';
import type { LearningEvent, LearningState } from './domain.ts';

/** The learnings that are shared now; their ids are in the order of their age. */
export const learningList: Projection = {
  name: 'learnings',
  version: 2,
  schema: [
    'CREATE TABLE learning (id TEXT PRIMARY KEY, shared_at INTEGER NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE INDEX learning_age ON learning (shared_at DESC, id)',
    'CREATE TABLE learning_topic (topic TEXT NOT NULL, learning TEXT NOT NULL, PRIMARY KEY (topic, learning)) STRICT, WITHOUT ROWID',
  ],
  fold({ event, at }, views) {
    const happened = event as LearningEvent;
    switch (happened.type) {
      case 'LearningShared':
        views.run('INSERT INTO learning VALUES (?, ?)', happened.learning, at);
        for (const topic of happened.topics) {
          views.run('INSERT INTO learning_topic VALUES (?, ?)', topic, happened.learning);
        }
        break;
      case 'LearningWithdrawn':
        views.run('DELETE FROM learning WHERE id = ?', happened.learning);
        views.run('DELETE FROM learning_topic WHERE learning = ?', happened.learning);
        break;
    }
  },
};

const WITH_ONE_OF_THE_TOPICS =
  'id IN (SELECT learning FROM learning_topic WHERE topic IN (SELECT value FROM json_each(?)))';

export function learningOf(read: Reader, id: Id): LearningState | undefined {
  return read.entity<LearningState>('learning', id);
}

/** The newest first; those with at least one of the topics, or all where none are named. */
export function learningsBefore(
  read: Reader,
  topics: readonly string[],
  before: string | undefined,
  limit: number,
): LearningState[] {
  const { where, values } = conditionOf(topics);
  // Every id is less than a tilde.
  return read
    .rows(`SELECT id FROM learning WHERE ${where} AND id < ? ORDER BY id DESC LIMIT ?`, ...values, before ?? '~', limit)
    .flatMap((row) => learningOf(read, String(row['id'])) ?? []);
}

/** Where a page of the movement's learnings goes on: after what was shared then, of which those up to this id were shown. */
export interface AgeAndId {
  readonly sharedAt: Instant;
  /** `''` where all that was shared then is still to come, `'~'` where none is. */
  readonly id: string;
}

/** The newest first, of the same moment in the order of their ids: the order in which hubs' lists become one. */
export function learningsByAge(
  read: Reader,
  topics: readonly string[],
  after: AgeAndId | undefined,
  limit: number,
): LearningState[] {
  const { where, values } = conditionOf(topics);
  const { sharedAt, id } = after ?? { sharedAt: Number.MAX_SAFE_INTEGER, id: '' };
  return read
    .rows(
      `SELECT id FROM learning WHERE ${where} AND (shared_at < ? OR shared_at = ? AND id > ?)
      ORDER BY shared_at DESC, id LIMIT ?`,
      ...values,
      sharedAt,
      sharedAt,
      id,
      limit,
    )
    .flatMap((row) => learningOf(read, String(row['id'])) ?? []);
}

export function learningCount(read: Reader, topics: readonly string[]): number {
  const { where, values } = conditionOf(topics);
  return Number(read.row(`SELECT count(*) AS n FROM learning WHERE ${where}`, ...values)?.['n'] ?? 0);
}

function conditionOf(topics: readonly string[]): { where: string; values: string[] } {
  if (topics.length === 0) return { where: 'TRUE', values: [] };
  return { where: WITH_ONE_OF_THE_TOPICS, values: [JSON.stringify(topics)] };
}
