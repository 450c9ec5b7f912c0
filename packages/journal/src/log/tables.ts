import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { TreeEdge } from '@hubgraph/tlog';
import type { TreeStore } from './tree.ts';
import type { LogName } from './types.ts';

/** What the views hold of the logs: the right edges, the tiles, and where the leaves of `books` come from. */
export const LOG_SCHEMA = [
  'CREATE TABLE log_edge (log TEXT PRIMARY KEY, size INTEGER NOT NULL, hashes BLOB NOT NULL) STRICT, WITHOUT ROWID',
  'CREATE TABLE log_tile (log TEXT NOT NULL, level INTEGER NOT NULL, n INTEGER NOT NULL, hashes BLOB NOT NULL, PRIMARY KEY (log, level, n)) STRICT',
  'CREATE TABLE log_books (first INTEGER PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, leaves INTEGER NOT NULL) STRICT',
];

/** The leaves of `books` that one commit has. */
export interface BooksOfCommit {
  readonly first: number;
  readonly seq: number;
  readonly leaves: number;
}

/** The logs' tables through one connection; what is written is written in its open transaction. */
export class LogTables {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  tree(log: LogName): TreeStore {
    return {
      edge: () => this.edge(log),
      writeEdge: ({ size, hashes }) => void this.#prepared(WRITE_EDGE).run(log, size, hashes),
      tile: (level, index) => this.tile(log, level, index),
      writeTile: (level, index, hashes) => void this.#prepared(WRITE_TILE).run(log, level, index, hashes),
    };
  }

  edge(log: LogName): TreeEdge | undefined {
    const row = this.#prepared('SELECT size, hashes FROM log_edge WHERE log = ?').get(log);
    return row === undefined ? undefined : { size: Number(row['size']), hashes: bytesOf(row['hashes']) };
  }

  tile(log: LogName, level: number, index: number): Uint8Array | undefined {
    const row = this.#prepared('SELECT hashes FROM log_tile WHERE log = ? AND level = ? AND n = ?').get(
      log,
      level,
      index,
    );
    return row === undefined ? undefined : bytesOf(row['hashes']);
  }

  addBooks({ first, seq, leaves }: BooksOfCommit): void {
    this.#prepared('INSERT INTO log_books VALUES (?, ?, ?)').run(first, seq, leaves);
  }

  /** The commits that the leaves `from` to `to - 1` of `books` come from, in order. */
  booksFrom(from: number, to: number): BooksOfCommit[] {
    return this.#prepared(BOOKS_FROM).all(from, to).map(booksOfCommit);
  }

  booksOf(seq: number): BooksOfCommit | undefined {
    const row = this.#prepared('SELECT * FROM log_books WHERE seq = ?').get(seq);
    return row === undefined ? undefined : booksOfCommit(row);
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

const WRITE_EDGE =
  'INSERT INTO log_edge VALUES (?, ?, ?) ON CONFLICT (log) DO UPDATE SET size = excluded.size, hashes = excluded.hashes';
const WRITE_TILE =
  'INSERT INTO log_tile VALUES (?, ?, ?, ?) ON CONFLICT (log, level, n) DO UPDATE SET hashes = excluded.hashes';
const BOOKS_FROM = `SELECT * FROM log_books
  WHERE first >= coalesce((SELECT max(first) FROM log_books WHERE first <= ?), 0) AND first < ? ORDER BY first`;

function bytesOf(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}

function booksOfCommit(row: Record<string, unknown>): BooksOfCommit {
  return { first: Number(row['first']), seq: Number(row['seq']), leaves: Number(row['leaves']) };
}
