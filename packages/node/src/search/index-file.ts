import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Place } from '@hubgraph/journal';
import { sha256, type World } from '@hubgraph/kernel';

/** A thing that can be found. */
export interface Found {
  readonly kind: string;
  readonly id: string;
}

/** What the index holds of a thing: its tokens, and which texts they were made of. */
export interface Entry extends Found {
  readonly at: number;
  /** The tokens of the title, as titles are looked up alone. */
  readonly title: string;
  /** All tokens. */
  readonly anywhere: string;
  /** The keys of the texts in the vault. */
  readonly keys: readonly string[];
}

/** A row that matches. */
export interface Row extends Found {
  readonly at: number;
  readonly keys: readonly string[];
  /** Where it stands in the order of hits; a page goes on after it. */
  readonly cursor: string;
}

/** What is looked for, in the language of FTS5. */
export interface Match {
  readonly title: string;
  readonly anywhere: string;
}

/** Where the index stands: at this place of the journal, or on its way through all entities. */
export interface Standing extends Place {
  /** The command of the commit at the position, by which another journal is noticed. */
  readonly commandId: string;
  /** While everything is read anew: the kind and id that came last. */
  readonly scan?: { readonly kind: number; readonly after: string };
}

const ENGINE_VERSION = 1;
const SCHEMA = [
  'CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',
  'CREATE TABLE entry (place INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, keys TEXT NOT NULL, UNIQUE (kind, id)) STRICT',
  'CREATE TABLE cited (key TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, kind, id)) STRICT, WITHOUT ROWID',
  'CREATE TABLE going (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID',
  // A column of its own would not do for titles: words that many texts and no title have would all be looked at.
  "CREATE VIRTUAL TABLE words USING fts5 (title, anywhere, tokenize = 'ascii', prefix = '1 2 3', columnsize = 0)",
  // Without it a deleted row's words stay in the file until its segment is merged.
  "INSERT INTO words (words, rank) VALUES ('secure-delete', 1)",
];

/** A place holds the moment in milliseconds above, and below it what tells rows of one moment apart. */
const TIE_BITS = 21n;
const AT_MAX = 2 ** 42 - 1;
const PLACE_MAX = 2n ** 63n - 1n;

/** The words of things in a file of their own, which can be made anew from the journal and the vault. */
export class IndexFile {
  readonly #world: World;
  readonly #path: string;
  readonly #definition: string;
  #statements = new Map<string, StatementSync>();
  #db: DatabaseSync;

  /** Opens the file; empty where there is none, where it is damaged, or where it was made by another definition. */
  constructor(world: World, path: string, definition: string) {
    this.#world = world;
    this.#path = path;
    this.#definition = sha256(JSON.stringify([ENGINE_VERSION, SCHEMA, process.versions['unicode'], definition]));
    this.#db = this.#open() ?? this.#make();
  }

  /** Throws everything away. */
  clear(): void {
    this.close();
    this.#db = this.#make();
  }

  close(): void {
    this.#statements = new Map();
    if (this.#db.isOpen) this.#db.close();
  }

  get standing(): Standing | undefined {
    const value = this.#row("SELECT value FROM meta WHERE name = 'standing'")?.['value'];
    return value === undefined ? undefined : (JSON.parse(String(value)) as Standing);
  }

  /** Writes what these things have now, and takes out those that have nothing; all of it with the standing, or nothing. */
  write(entries: readonly (Entry | Found)[], standing?: Standing): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      for (const entry of entries) this.#put(entry);
      if (standing !== undefined) {
        this.#run(
          "INSERT INTO meta VALUES ('standing', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
          JSON.stringify(standing),
        );
      }
      this.#db.exec('COMMIT');
    } finally {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
    }
  }

  /** What holds words of this text. */
  citing(key: string): readonly Found[] {
    return this.#rows('SELECT kind, id FROM cited WHERE key = ?', key).map(foundOf);
  }

  /** Texts that were to go when the process ended. */
  going(): readonly string[] {
    return this.#rows('SELECT key FROM going').map((row) => String(row['key']));
  }

  markGoing(key: string): void {
    this.#run('INSERT INTO going VALUES (?) ON CONFLICT (key) DO NOTHING', key);
  }

  /** Ends what `markGoing` began: nothing of the text is left in the file or in its log. */
  markGone(key: string): void {
    this.#run('DELETE FROM going WHERE key = ?', key);
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** Those that match, in order: with all words in the title first, then the newest first. */
  find({ title, anywhere }: Match, after: string | undefined, limit: number): readonly Row[] {
    const [tier, place] = readCursor(after) ?? ['T', PLACE_MAX];
    const first = tier === 'T' ? this.#matching('T', title, place, limit) : [];
    if (first.length === limit) return first;
    const others = `(${anywhere}) NOT (${title})`;
    return [...first, ...this.#matching('B', others, tier === 'B' ? place : PLACE_MAX, limit - first.length)];
  }

  count({ anywhere }: Match): number {
    return Number(this.#row('SELECT count(*) AS n FROM words WHERE words MATCH ?', anywhere)?.['n'] ?? 0);
  }

  /** Everything that the index holds, in order: equal for two indexes that find the same. */
  contents(): readonly string[] {
    const rows = this.#rows(
      'SELECT e.place, e.kind, e.id, e.keys, w.title, w.anywhere FROM entry e JOIN words w ON w.rowid = e.place ORDER BY e.place',
    );
    const cited = this.#rows('SELECT key, kind, id FROM cited ORDER BY key, kind, id');
    return [...rows, ...cited].map((row) => Object.values(row).join('\n'));
  }

  #matching(tier: string, match: string, before: bigint, limit: number): Row[] {
    const sql = `SELECT e.place, e.kind, e.id, e.keys FROM words w CROSS JOIN entry e ON e.place = w.rowid
      WHERE words MATCH ? AND w.rowid < ? ORDER BY w.rowid DESC LIMIT ?`;
    return this.#rows(sql, match, before, limit).map((row) => {
      const place = BigInt(row['place'] as bigint);
      const keys = JSON.parse(String(row['keys'])) as readonly string[];
      return { ...foundOf(row), keys, at: Number(place >> TIE_BITS), cursor: `${tier}${place}` };
    });
  }

  #put(entry: Entry | Found): void {
    const { kind, id } = entry;
    const known = this.#row('SELECT place, keys FROM entry WHERE kind = ? AND id = ?', kind, id);
    if (known !== undefined) {
      for (const key of JSON.parse(String(known['keys'])) as readonly string[]) {
        this.#run('DELETE FROM cited WHERE key = ? AND kind = ? AND id = ?', key, kind, id);
      }
      this.#run('DELETE FROM words WHERE rowid = ?', known['place'] as bigint);
      this.#run('DELETE FROM entry WHERE place = ?', known['place'] as bigint);
    }
    if (!('at' in entry)) return;
    const place = this.#freePlace(entry);
    this.#run('INSERT INTO entry VALUES (?, ?, ?, ?)', place, kind, id, JSON.stringify(entry.keys));
    this.#run('INSERT INTO words (rowid, title, anywhere) VALUES (?, ?, ?)', place, entry.title, entry.anywhere);
    for (const key of entry.keys) this.#run('INSERT INTO cited VALUES (?, ?, ?)', key, kind, id);
  }

  #freePlace({ at, kind, id }: Entry): bigint {
    const tie = BigInt(`0x${sha256(`${kind} ${id}`).slice(0, 8)}`) & ((1n << TIE_BITS) - 1n);
    let place = (BigInt(momentOf(at)) << TIE_BITS) | tie;
    while (this.#row('SELECT 1 FROM entry WHERE place = ?', place) !== undefined) place += 1n;
    return place;
  }

  #open(): DatabaseSync | undefined {
    let db: DatabaseSync | undefined;
    try {
      db = this.#connect();
      const isMade = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get() !== undefined;
      const made = isMade ? db.prepare("SELECT value FROM meta WHERE name = 'definition'").get()?.['value'] : undefined;
      if (made === this.#definition) return db;
    } catch {
      // A damaged index is no loss: it is made anew.
    }
    db?.close();
    return undefined;
  }

  #make(): DatabaseSync {
    for (const suffix of ['', '-wal', '-shm']) this.#world.disk.remove(this.#path + suffix);
    const db = this.#connect();
    db.exec('BEGIN');
    for (const statement of SCHEMA) db.exec(statement);
    db.prepare("INSERT INTO meta VALUES ('definition', ?)").run(this.#definition);
    db.exec('COMMIT');
    return db;
  }

  #connect(): DatabaseSync {
    const db = new DatabaseSync(this.#world.disk.database(this.#path), { timeout: 5_000 });
    try {
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;');
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  #rows(sql: string, ...values: SQLInputValue[]): Record<string, unknown>[] {
    return this.#statement(sql).all(...values);
  }

  #row(sql: string, ...values: SQLInputValue[]): Record<string, unknown> | undefined {
    return this.#statement(sql).get(...values);
  }

  #run(sql: string, ...values: SQLInputValue[]): void {
    this.#statement(sql).run(...values);
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      statement.setReadBigInts(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** A moment as the order of hits knows it. */
export function momentOf(at: number): number {
  return Math.min(Math.max(0, Math.trunc(at)), AT_MAX);
}

/** True for what `find` gives as a cursor. */
export function isCursor(text: string): boolean {
  return readCursor(text) !== undefined;
}

/** True for what SQLite says of a file whose bytes are not what it wrote. */
export function isDamage(error: unknown): boolean {
  const code = (error as { errcode?: unknown } | undefined)?.errcode;
  // SQLITE_CORRUPT and SQLITE_NOTADB, whatever their extended codes.
  return typeof code === 'number' && [11, 26].includes(code & 0xff);
}

function readCursor(text: string | undefined): readonly ['T' | 'B', bigint] | undefined {
  const [, tier, digits] = /^([TB])(\d{1,19})$/.exec(text ?? '') ?? [];
  if (digits === undefined || BigInt(digits) > PLACE_MAX) return undefined;
  return [tier === 'T' ? 'T' : 'B', BigInt(digits)];
}

function foundOf(row: Record<string, unknown>): Found {
  return { kind: String(row['kind']), id: String(row['id']) };
}
