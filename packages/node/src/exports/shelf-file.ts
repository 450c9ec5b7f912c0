import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { World } from '@hubgraph/kernel';
import type { MadeExport } from './definition.ts';

const SCHEMA = `
CREATE TABLE made (id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, file TEXT NOT NULL, size INTEGER NOT NULL,
  sha256 TEXT NOT NULL, at INTEGER NOT NULL, used INTEGER NOT NULL, stored INTEGER NOT NULL, UNIQUE (seq, file)) STRICT;
CREATE TABLE chunk (id INTEGER NOT NULL, n INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (id, n)) STRICT, WITHOUT ROWID;
`;

/** How many bytes of a file are kept together. */
export const CHUNK_BYTES = 262_144;

/** A file on its way to the shelf, or on it. */
export interface OnShelf extends MadeExport {
  readonly id: number;
}

/** Takes away what is left of a shelf. */
export function removeShelf(world: World, path: string): void {
  for (const suffix of ['', '-journal']) world.disk.remove(path + suffix);
}

/**
 * Files that were made, in a database of their own beside the views. It is a cache of this process: begun anew with it,
 * and of no worth to anybody when it is gone.
 */
export class ShelfFile {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #lastId = 0;
  #uses = 0;

  constructor(world: World, path: string) {
    removeShelf(world, path);
    this.#db = new DatabaseSync(world.disk.database(path));
    // What an erased text left must be gone; that a crash may damage the file is no loss.
    this.#db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON;');
    this.#db.exec(SCHEMA);
  }

  newId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Keeps the n-th chunk of a file; the bytes that it takes. */
  put(id: number, n: number, bytes: Uint8Array): number {
    const packed = deflateRawSync(bytes, { level: 1 });
    this.#run('INSERT INTO chunk VALUES (?, ?, ?)', id, n, packed);
    return packed.length;
  }

  /** The file is whole: from now on it can be found. */
  finish({ id, seq, file, sizeBytes, sha256, madeAt }: OnShelf, stored: number): void {
    this.#uses += 1;
    const values = [id, seq, file, sizeBytes, sha256, madeAt, this.#uses, stored];
    this.#run('INSERT INTO made VALUES (?, ?, ?, ?, ?, ?, ?, ?)', ...values);
  }

  find(seq: number, file: string): OnShelf | undefined {
    const row = this.#statement('SELECT * FROM made WHERE seq = ? AND file = ?').get(seq, file);
    if (row === undefined) return undefined;
    return {
      id: Number(row['id']),
      seq,
      file,
      sizeBytes: Number(row['size']),
      sha256: String(row['sha256']),
      madeAt: Number(row['at']),
    };
  }

  /** Notes that a file was asked for, so that it is among the last to go. */
  use(id: number): void {
    this.#uses += 1;
    this.#run('UPDATE made SET used = ? WHERE id = ?', this.#uses, id);
  }

  /** The n-th chunk of a file; undefined where the file has gone. */
  chunk(id: number, n: number): Uint8Array | undefined {
    const row = this.#statement('SELECT bytes FROM chunk WHERE id = ? AND n = ?').get(id, n);
    return row === undefined ? undefined : inflateRawSync(row['bytes'] as Uint8Array);
  }

  /** Takes away what was used longest ago until at most so many bytes are left, and never the newest. */
  shrinkTo(bytesMax: number): void {
    for (;;) {
      const row = this.#statement('SELECT sum(stored) AS bytes, count(*) AS files FROM made').get();
      if (Number(row?.['bytes'] ?? 0) <= bytesMax || Number(row?.['files'] ?? 0) <= 1) return;
      const oldest = this.#statement('SELECT id FROM made ORDER BY used LIMIT 1').get();
      this.drop(Number(oldest?.['id']));
    }
  }

  drop(id: number): void {
    this.#run('DELETE FROM made WHERE id = ?', id);
    this.#run('DELETE FROM chunk WHERE id = ?', id);
  }

  /** Takes away the file of every position. */
  dropAll(file: string): void {
    for (const row of this.#statement('SELECT id FROM made WHERE file = ?').all(file)) this.drop(Number(row['id']));
  }

  close(): void {
    this.#db.close();
  }

  #run(sql: string, ...values: (number | string | Uint8Array)[]): void {
    this.#statement(sql).run(...values);
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
