import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { HubgraphError, type World } from '@hubgraph/kernel';
import { checkFollows, kept, unspoilt, withoutGap } from './checks.ts';
import type { Store, StoredCommit, Vault, VaultEntry } from './port.ts';

const SCHEMA_VERSION = 1;

/** SQLite releases before this one can corrupt a WAL database that two connections use (fixed 2026-03-13). */
const SQLITE_VERSION_MIN = [3, 51, 3] as const;

const PUT_TEXT = 'INSERT INTO vault (key, salt, text) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING';

/** How many of the newest commits are read back when a store opens. */
const VERIFIED_AT_OPENING = 10_000;

/** So many commits are written by one statement. */
const ROWS_AT_ONCE = 16;

const SCHEMA = `
  CREATE TABLE journal (seq INTEGER PRIMARY KEY, command_id TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, bytes TEXT NOT NULL) STRICT;
  CREATE TRIGGER journal_is_append_only_1 BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  CREATE TRIGGER journal_is_append_only_2 BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  CREATE TABLE vault (key TEXT PRIMARY KEY, salt TEXT NOT NULL, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * The embedded store: one SQLite file, write-ahead log, every commit flushed to the disk (`synchronous=FULL`).
 * A file that is damaged is refused before anything is written to it.
 * @throws {HubgraphError} `ERR_STORE_CORRUPTED`, `ERR_STORE_TOO_NEW`, `ERR_SQLITE_TOO_OLD`
 */
export function openSqliteStore(world: World, path: string): Store {
  checkSqliteVersion();
  const database = world.disk.database(path);
  if (database !== ':memory:' && world.disk.exists(path)) inspect(world, database);
  else if (database !== ':memory:') refuseOrphan(world, path);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(database, { timeout: 5_000 });
    // What is erased is overwritten: without it the text would stay in pages that are free.
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;',
    );
    if (userVersion(db) === 0) db.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
    return new SqliteStore(db);
  } catch (cause) {
    db?.close();
    throw failureOf(cause, `${path} cannot be opened`);
  }
}

class SqliteStore implements Store {
  readonly isShared = false;
  readonly #db: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #insertMany: StatementSync;
  readonly #range: StatementSync;
  readonly #head: StatementSync;
  readonly #putText: StatementSync;
  readonly vault: Vault;

  constructor(db: DatabaseSync) {
    this.#db = db;
    const places = Array(ROWS_AT_ONCE).fill('(?, ?, ?, ?)').join(', ');
    this.#insert = db.prepare('INSERT INTO journal (seq, command_id, digest, bytes) VALUES (?, ?, ?, ?)');
    this.#insertMany = db.prepare(`INSERT INTO journal (seq, command_id, digest, bytes) VALUES ${places}`);
    this.#range = db.prepare('SELECT seq, command_id, digest, bytes FROM journal WHERE seq >= ? ORDER BY seq LIMIT ?');
    this.#head = db.prepare('SELECT coalesce(max(seq), 0) AS head FROM journal');
    this.#putText = db.prepare(PUT_TEXT);
    this.vault = new SqliteVault(db);
  }

  async append(commits: readonly StoredCommit[], texts: readonly VaultEntry[] = []): Promise<void> {
    if (commits.length === 0) return;
    const rows = commits.map(kept);
    writing(this.#db, () => {
      checkFollows(this.#headNow(), commits);
      for (const { key, salt, text } of texts) this.#putText.run(key, salt, text);
      let from = 0;
      for (; from + ROWS_AT_ONCE <= rows.length; from += ROWS_AT_ONCE) {
        const group = rows.slice(from, from + ROWS_AT_ONCE);
        this.#insertMany.run(...group.flatMap(({ seq, commandId, digest, bytes }) => [seq, commandId, digest, bytes]));
      }
      for (const { seq, commandId, digest, bytes } of rows.slice(from)) this.#insert.run(seq, commandId, digest, bytes);
    });
  }

  async range(fromSeq: number, limit: number): Promise<readonly StoredCommit[]> {
    return withoutGap(fromSeq, reading(() => this.#range.all(fromSeq, limit)).map(readRow));
  }

  async head(): Promise<number> {
    return this.#headNow();
  }

  async close(): Promise<void> {
    if (this.#db.isOpen) this.#db.close();
  }

  #headNow(): number {
    return Number(reading(() => this.#head.get())?.['head'] ?? 0);
  }
}

class SqliteVault implements Vault {
  readonly #db: DatabaseSync;
  readonly #put: StatementSync;
  readonly #get: StatementSync;
  readonly #list: StatementSync;
  readonly #erase: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#put = db.prepare(PUT_TEXT);
    this.#get = db.prepare('SELECT key, salt, text FROM vault WHERE key = ?');
    this.#list = db.prepare('SELECT key, salt, text FROM vault WHERE key > ? ORDER BY key LIMIT ?');
    this.#erase = db.prepare('DELETE FROM vault WHERE key = ?');
  }

  async put(entries: readonly VaultEntry[]): Promise<void> {
    if (entries.length === 0) return;
    writing(this.#db, () => {
      for (const { key, salt, text } of entries) this.#put.run(key, salt, text);
    });
  }

  async get(keys: readonly string[]): Promise<ReadonlyMap<string, VaultEntry>> {
    const found = new Map<string, VaultEntry>();
    for (const key of keys) {
      const row = reading(() => this.#get.get(key));
      if (row !== undefined) found.set(key, { key, salt: String(row['salt']), text: String(row['text']) });
    }
    return found;
  }

  async list(after: string, limit: number): Promise<readonly VaultEntry[]> {
    const rows = this.#list.all(after, limit);
    return rows.map(({ key, salt, text }) => ({ key: String(key), salt: String(salt), text: String(text) }));
  }

  async erase(key: string): Promise<void> {
    writing(this.#db, () => this.#erase.run(key));
  }
}

/** Runs one durable transaction; what SQLite says went wrong becomes an error with a code of ours. */
function writing(db: DatabaseSync, write: () => void): void {
  try {
    db.exec('BEGIN IMMEDIATE');
    write();
    db.exec('COMMIT');
  } catch (cause) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw failureOf(cause, 'The store cannot be written');
  }
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw failureOf(cause, 'The store cannot be read');
  }
}

/** SQLite's own numbers for a damaged file and for a file of something else. */
const DAMAGE: ReadonlySet<unknown> = new Set([11, 26]);

function failureOf(cause: unknown, what: string): HubgraphError {
  if (cause instanceof HubgraphError) return cause;
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (detail.includes('UNIQUE constraint')) {
    return new HubgraphError('ERR_STORE_CONFLICT', `Another writer was first: ${detail}.`, { cause });
  }
  const number = Number((cause as { errcode?: unknown } | undefined)?.errcode);
  // Statements that fit no table are as sure a sign: they are always the same.
  return DAMAGE.has(number % 256) || (number === 1 && /no such|no column/.test(detail))
    ? new HubgraphError('ERR_STORE_CORRUPTED', `${what}: it is damaged (${detail}). Restore a backup.`, { cause })
    : new HubgraphError('ERR_STORE_UNAVAILABLE', `${what}: ${detail}.`, { cause });
}

/** Reads a file as it lies there, without the right to change it, and refuses what is damaged. */
function inspect(world: World, path: string): void {
  const hadLog = world.disk.exists(`${path}-wal`);
  const hadIndex = world.disk.exists(`${path}-shm`);
  let db: DatabaseSync | undefined;
  try {
    // With no log to replay the file is opened as immutable, so that SQLite puts nothing beside it.
    const url = pathToFileURL(path);
    if (!hadLog) url.searchParams.set('immutable', '1');
    db = new DatabaseSync(url, { readOnly: true });
    const version = userVersion(db);
    if (version > SCHEMA_VERSION) {
      throw new HubgraphError('ERR_STORE_TOO_NEW', `${path} was written by a newer release (format ${version}).`);
    }
    const verdict = String(db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'] ?? 'no answer');
    if (verdict !== 'ok') throw corrupted(path, verdict);
    if (version === 0) {
      const tables = Number(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'] ?? 0);
      if (tables > 0) throw corrupted(path, 'it is a database, but not a journal');
      return;
    }
    const row = db.prepare('SELECT count(*) AS n, coalesce(max(seq), 0) AS head FROM journal').get();
    if (row?.['n'] !== row?.['head'])
      throw corrupted(path, `${row?.['n']} commits, but the last is number ${row?.['head']}`);
    const from = Math.max(1, Number(row?.['head'] ?? 0) - VERIFIED_AT_OPENING + 1);
    for (const stored of db.prepare('SELECT * FROM journal WHERE seq >= ?').iterate(from)) readRow(stored);
  } catch (cause) {
    const isNamed = cause instanceof HubgraphError && cause.message.startsWith(path);
    throw isNamed ? cause : corrupted(path, cause instanceof Error ? cause.message : String(cause), cause);
  } finally {
    db?.close();
    if (!hadIndex) world.disk.remove(`${path}-shm`);
  }
}

/** SQLite would remove a log whose file is not there, and with it commits that may be nowhere else. */
function refuseOrphan(world: World, path: string): void {
  const log = `${path}-wal`;
  if (!world.disk.exists(log) || world.disk.read(log).length === 0) return;
  throw corrupted(path, `the file is missing, and its log ${log} is there; they belong together`);
}

function corrupted(path: string, detail: string, cause?: unknown): HubgraphError {
  return new HubgraphError(
    'ERR_STORE_CORRUPTED',
    `${path} is damaged (${detail}). Nothing was changed. Restore it from a backup, or copy the file away and ask for help.`,
    { cause },
  );
}

function readRow(row: Record<string, unknown>): StoredCommit {
  return unspoilt({
    seq: Number(row['seq']),
    commandId: String(row['command_id']),
    digest: String(row['digest']),
    bytes: String(row['bytes']),
  });
}

function userVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}

function checkSqliteVersion(): void {
  const version = process.versions['sqlite'] ?? '0.0.0';
  const parts = version.split('.').map(Number);
  for (const [index, least] of SQLITE_VERSION_MIN.entries()) {
    const part = parts[index] ?? 0;
    if (part > least) return;
    if (part < least) {
      throw new HubgraphError('ERR_SQLITE_TOO_OLD', `SQLite ${version} can damage its log; 3.51.3 or newer is needed.`);
    }
  }
}
