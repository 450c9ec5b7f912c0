import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * The peer: a ledger as one would write it first, two tables of SQLite with the same durability. An entry, its two
 * postings and two balances; no log, no funds, no sums by day, no lists, no checks but that of the key.
 */
export function openPlain(folder: string) {
  const db = new DatabaseSync(join(folder, 'plain.db'));
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE account (path TEXT PRIMARY KEY, debits INTEGER NOT NULL, credits INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE posting (entry TEXT NOT NULL, n INTEGER NOT NULL, day TEXT NOT NULL, account TEXT NOT NULL, amount INTEGER NOT NULL,
      PRIMARY KEY (entry, n)) STRICT, WITHOUT ROWID;`);
  const insert = db.prepare('INSERT INTO posting VALUES (?, ?, ?, ?, ?)');
  const add = db.prepare(`INSERT INTO account VALUES (?, ?, ?) ON CONFLICT (path)
    DO UPDATE SET debits = debits + excluded.debits, credits = credits + excluded.credits`);
  return {
    /** So many transfers in one transaction. */
    post(turn: number, count: number): void {
      db.exec('BEGIN IMMEDIATE');
      for (let n = 0; n < count; n += 1) {
        const id = `entry:${String(turn * count + n).padStart(26, '0')}`;
        const amount = 100 + ((turn + n) % 9_000);
        insert.run(id, 0, '2026-06-30', 'assets:bank:main', amount);
        insert.run(id, 1, '2026-06-30', 'income:donations', -amount);
        add.run('assets:bank:main', amount, 0);
        add.run('income:donations', 0, amount);
      }
      db.exec('COMMIT');
    },
    close: () => db.close(),
  };
}
