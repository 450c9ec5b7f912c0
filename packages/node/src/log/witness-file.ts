import { DatabaseSync } from 'node:sqlite';
import { HubgraphError, sha256, type World } from '@hubgraph/kernel';
import type { WitnessedState } from '@hubgraph/tlog';
import type { Evidence } from './evidence.ts';

const VERSION = 1;
const SCHEMA = `
  CREATE TABLE log (hash TEXT PRIMARY KEY, origin TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL,
    note TEXT NOT NULL, cosigned TEXT NOT NULL, cosigned_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE evidence (id TEXT PRIMARY KEY, origin TEXT NOT NULL, kind TEXT NOT NULL, first TEXT NOT NULL,
    second TEXT NOT NULL, found_at INTEGER NOT NULL, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX evidence_origin ON evidence (origin);
  CREATE INDEX evidence_state ON evidence (state, found_at);
  PRAGMA user_version = ${VERSION};
`;
/** Came later, and is made where it is missing: what a monitor saw that logs publish. */
const SEEN = `CREATE TABLE IF NOT EXISTS seen (hash TEXT PRIMARY KEY, origin TEXT NOT NULL, note TEXT NOT NULL,
  seen_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`;
/** How many pairs of notes are kept against one log: one is enough to convict it. */
const EVIDENCE_MAX = 16;
/** No log, however much there is of it, may take the place of others. */
const EVIDENCE = `SELECT * FROM evidence WHERE state = ?
  ORDER BY row_number() OVER (PARTITION BY origin ORDER BY found_at, id), found_at, id LIMIT 100`;

/** What a witness knows of a log. */
export interface Witnessed extends WitnessedState {
  /** The log's note with this witness's cosignature. */
  readonly cosigned: string;
  /** When it cosigned, in milliseconds since 1970. */
  readonly cosignedAt: number;
}

/** A signed note as a log published it, and when it was fetched, in milliseconds since 1970. */
export interface SeenPublished {
  readonly note: string;
  readonly at: number;
}

/** `SUSPECTED` until the log was asked for a proof, `FOUND` until it is in the journal, then `KEPT`. */
type EvidenceState = 'SUSPECTED' | 'FOUND' | 'KEPT';

/**
 * A witness's memory: `witness.db`. It is flushed to the disk before the witness answers, and two processes that share
 * it decide one after the other. Without it a witness would believe a log that was rolled back.
 */
export class WitnessFile {
  readonly #db: DatabaseSync;

  /** @throws {HubgraphError} `ERR_STORE_CORRUPTED` if the file is damaged: it is not made anew by itself. */
  constructor(world: Pick<World, 'disk'>, path: string) {
    const database = world.disk.database(path);
    try {
      this.#db = new DatabaseSync(database, { timeout: 5_000 });
      this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
      const verdict = String(this.#db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check']);
      if (verdict !== 'ok') throw new Error(verdict);
      this.#writing(() => {
        if (this.#db.prepare('PRAGMA user_version').get()?.['user_version'] === 0) this.#db.exec(SCHEMA);
        this.#db.exec(SEEN);
      });
      this.#db.prepare('SELECT hash, size, root, cosigned_at FROM log').get();
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new HubgraphError(
        'ERR_STORE_CORRUPTED',
        `${path} is damaged (${detail}). Restore it from a backup. Without it this witness would forget what it has seen ` +
          'of other logs.',
        { cause },
      );
    }
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  /** What was cosigned last for an origin. */
  at(origin: string): Witnessed | undefined {
    return this.atHash(sha256(origin));
  }

  /** As `at`, by the SHA-256 of the origin. */
  atHash(hash: string): Witnessed | undefined {
    const row = this.#db.prepare('SELECT * FROM log WHERE hash = ?').get(hash);
    if (row === undefined) return undefined;
    return {
      size: Number(row['size']),
      root: row['root'] as Uint8Array,
      note: String(row['note']),
      cosigned: String(row['cosigned']),
      cosignedAt: Number(row['cosigned_at']),
    };
  }

  /**
   * Compares and replaces in one step: `decide` sees what is known and says what takes its place, if anything. When this
   * returns, that is on the disk.
   */
  decide<T extends { readonly next?: Witnessed | undefined }>(
    origin: string,
    decide: (known: Witnessed | undefined) => T,
  ): T {
    return this.#writing(() => {
      const decision = decide(this.at(origin));
      const { next } = decision;
      if (next !== undefined) {
        this.#db
          .prepare('INSERT OR REPLACE INTO log VALUES (?, ?, ?, ?, ?, ?, ?)')
          .run(sha256(origin), origin, next.size, next.root, next.note, next.cosigned, next.cosignedAt);
      }
      return decision;
    });
  }

  /** The largest checkpoint of an origin that this node saw published, and when; also one that it did not cosign. */
  seen(origin: string): SeenPublished | undefined {
    const row = this.#db.prepare('SELECT note, seen_at FROM seen WHERE hash = ?').get(sha256(origin));
    return row === undefined ? undefined : { note: String(row['note']), at: Number(row['seen_at']) };
  }

  /** Takes the place of what was kept as seen. */
  keepSeen(origin: string, { note, at }: SeenPublished): void {
    this.#writing(() => {
      this.#db.prepare('INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?)').run(sha256(origin), origin, note, at);
    });
  }

  /** Keeps two notes, unless they are kept already or there are enough against this log. True if they are new. */
  keep({ id, origin, kind, first, second }: Evidence, state: EvidenceState, at: number): boolean {
    return this.#writing(() => {
      const { n = 0 } = this.#db.prepare('SELECT count(*) AS n FROM evidence WHERE origin = ?').get(origin) ?? {};
      // What proves itself takes the place of what is only suspected.
      if (Number(n) >= EVIDENCE_MAX) {
        if (state === 'SUSPECTED') return false;
        const sql =
          "DELETE FROM evidence WHERE id = (SELECT id FROM evidence WHERE origin = ? AND state = 'SUSPECTED' LIMIT 1)";
        if (this.#db.prepare(sql).run(origin).changes === 0) return false;
      }
      const insert = this.#db.prepare('INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING');
      return insert.run(id, origin, kind, first, second, at, state).changes > 0;
    });
  }

  /** Evidence that stands so, at most 100: the oldest of each log, then the next of each. */
  evidence(state: EvidenceState): readonly Evidence[] {
    const rows = this.#db.prepare(EVIDENCE).all(state);
    return rows.map((row) => ({
      id: String(row['id']),
      origin: String(row['origin']),
      kind: row['kind'] as Evidence['kind'],
      first: String(row['first']),
      second: String(row['second']),
    }));
  }

  /** The next state of some evidence; undefined when it turned out to be none. */
  mark(id: string, state: EvidenceState | undefined): void {
    this.#writing(() => {
      if (state === undefined) this.#db.prepare("DELETE FROM evidence WHERE id = ? AND state = 'SUSPECTED'").run(id);
      else this.#db.prepare('UPDATE evidence SET state = ? WHERE id = ?').run(state, id);
    });
  }

  #writing<T>(write: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = write();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }
}
