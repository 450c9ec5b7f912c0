import type { Reader, Writer } from '@hubgraph/journal';
import type { Day, Slug } from '@hubgraph/kernel';

/** How many transfers of each payer were begun here on each day. */
export const BEGUN_TABLE = `CREATE TABLE transfer_begun (payer TEXT NOT NULL, day TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (payer, day)) STRICT, WITHOUT ROWID`;

/** Counts one more. */
export function countBegun(views: Writer, payer: Slug, day: Day): void {
  views.run('INSERT INTO transfer_begun VALUES (?, ?, 1) ON CONFLICT (payer, day) DO UPDATE SET n = n + 1', payer, day);
}

/** How many there were. */
export function begunOn(read: Reader, payer: Slug, day: Day): number {
  return Number(read.row('SELECT n FROM transfer_begun WHERE payer = ? AND day = ?', payer, day)?.['n'] ?? 0);
}
