import { createHash } from 'node:crypto';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { decode, encode, HubgraphError, sha256, type World } from '@hubgraph/kernel';
import type { EntityDefinition, Projection, Recorded } from './concept.ts';
import { LOG_SCHEMA, LogTables } from './log/tables.ts';

export type Row = Readonly<Record<string, string | bigint | null>>;
export type Value = string | bigint | number | null;

/** Reads the views. Integers come back as `bigint`. */
export interface Reader {
  /** The state of one entity; undefined where there is none. */
  entity<S>(kind: string, id: string): S | undefined;
  rows(sql: string, ...values: Value[]): Row[];
  row(sql: string, ...values: Value[]): Row | undefined;
  /** The `seq` that the views stand at. */
  position(): number;
  /** The row of a table by its key: its first column. In a writer also one that is gathered, without writing it. */
  rowOf(table: string, column: string, key: string): Row | undefined;
  /**
   * Of a writer only: what folds keep of their own tables beside them, so that it need not be read again. Whoever writes
   * to such a table keeps it true; it is emptied when a transaction is rolled back.
   */
  readonly memo?: Map<string, unknown>;
}

export interface Writer extends Reader {
  readonly memo: Map<string, unknown>;
  run(sql: string, ...values: Value[]): void;
  /**
   * Adds amounts to one row by a statement that takes the key first (`?1`, …) and then the amounts. What is added to one
   * row is gathered, and written when a statement names the table or the transaction ends.
   */
  add(table: string, sql: string, key: readonly Value[], amounts: readonly bigint[]): void;
  /**
   * Inserts a row, all columns in order. Rows are gathered as amounts are, and written many at a time.
   * @param conflict What is to happen where the key is taken: `ON CONFLICT …`; nothing may be written so without one.
   */
  insert(table: string, row: Readonly<Record<string, Value>>, conflict?: string): void;
}

const ENGINE_VERSION = 2;

const ENGINE_SCHEMA = [
  'CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',
  'CREATE TABLE entity (kind TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID',
  'CREATE TABLE command (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, fingerprint TEXT NOT NULL) STRICT, WITHOUT ROWID',
  'CREATE TABLE staged (stage TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (stage, seq)) STRICT, WITHOUT ROWID',
  ...LOG_SCHEMA,
];

/**
 * The folded state of a journal in one SQLite file that may be deleted at any time. Writing happens in one open
 * transaction at a time; readers have a connection of their own and see only what was committed.
 */
export class Views {
  readonly writer: Writer;
  readonly #sql: SqlWriter;
  readonly reader: Reader;
  /** The logs' tables in the open transaction. */
  readonly logs: LogTables;
  /** The logs' tables as they were committed. */
  readonly committedLogs: LogTables;
  readonly #db: DatabaseSync;
  readonly #readDb: DatabaseSync;
  readonly #entities: readonly EntityDefinition[];
  readonly #projections: readonly Projection[];
  readonly #seal: () => void;

  constructor(
    db: DatabaseSync,
    readDb: DatabaseSync,
    entities: readonly EntityDefinition[],
    projections: readonly Projection[],
    seal: () => void,
  ) {
    this.#seal = seal;
    this.#db = db;
    this.#readDb = readDb;
    this.#entities = entities;
    this.#projections = projections;
    this.#sql = new SqlWriter(db);
    this.writer = this.#sql;
    this.reader = readDb === db ? this.writer : new SqlReader(readDb);
    this.logs = new LogTables(db);
    this.committedLogs = new LogTables(readDb);
  }

  begin(): void {
    this.#db.exec('BEGIN IMMEDIATE');
  }

  commit(position: number): void {
    this.writer.run(
      "INSERT INTO meta VALUES ('position', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      String(position),
    );
    this.#sql.writeGathered();
    this.#db.exec('COMMIT');
  }

  rollback(): void {
    this.#sql.forget();
    if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
  }

  /** Folds one event into the entities that it concerns, then into every projection. */
  fold(recorded: Recorded): void {
    for (const definition of this.#entities) {
      for (const id of definition.concerns(recorded.event)) {
        const state = definition.evolve(this.writer.entity(definition.kind, id), recorded, id);
        this.writer.memo.delete(entityKey(definition.kind, id));
        this.writer.run(
          'INSERT INTO entity VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET state = excluded.state',
          definition.kind,
          id,
          encode(state),
        );
      }
    }
    for (const projection of this.#projections) projection.fold(recorded, this.writer);
  }

  /** With the seal the views are believed when they are opened again; without it they are made anew. */
  close({ isSealed = false }: { readonly isSealed?: boolean } = {}): void {
    if (this.#readDb !== this.#db) this.#readDb.close();
    this.#db.close();
    if (isSealed) this.#seal();
  }

  /** A digest of everything in the views: equal after every rebuild. Reads row by row. */
  digest(): string {
    const hash = createHash('sha256');
    const tables = this.writer.rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'local_%' ORDER BY name",
    );
    for (const { name } of tables) {
      const columns = this.writer.rows('SELECT name FROM pragma_table_info(?) ORDER BY cid', name ?? '');
      const order = columns.map((column) => `"${String(column['name'])}"`).join(', ');
      const statement = this.#db.prepare(`SELECT * FROM "${String(name)}" ORDER BY ${order}`);
      statement.setReadBigInts(true);
      hash.update(`${String(name)}\n`);
      for (const row of statement.iterate()) hash.update(`${JSON.stringify(row, writable)}\n`);
    }
    return hash.digest('hex');
  }
}

function writable(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

/** Views that are open, and whether they were made anew. */
export interface OpenedViews {
  readonly views: Views;
  readonly isNew: boolean;
}

/**
 * Opens the views of a journal that ends at `head`. They are made anew, empty, if there are none, if they were made by
 * other definitions, or if they are not, bit for bit, what was closed last: after a crash, or when the file was damaged.
 * Tables whose name begins with `local_` are of this replica only; they are taken over where they can be, and are not
 * part of the digest.
 * @throws {HubgraphError} `ERR_JOURNAL_ROLLED_BACK` if the views stand further than the journal ends; nothing is changed.
 */
export function openViews(
  world: World,
  path: string,
  entities: readonly EntityDefinition[],
  projections: readonly Projection[],
  head: number,
): OpenedViews {
  const definition = sha256(
    JSON.stringify([
      ENGINE_VERSION,
      ENGINE_SCHEMA,
      entities.map((entity) => entity.kind),
      projections.map(({ name, version, schema }) => [name, version, schema]),
    ]),
  );
  const database = world.disk.database(path);
  const seal = sealOf(world, path);
  const isSealed = seal !== undefined && seal === digestOf(world, path);
  const old = openDatabase(database);
  const stood = old === undefined ? undefined : metaOf(old);
  if (stood !== undefined && stood.position > head) {
    old?.close();
    throw new HubgraphError(
      'ERR_JOURNAL_ROLLED_BACK',
      `The views at ${path} stand at commit ${stood.position}, but the journal ends at ${head}: an older copy of the ` +
        'journal was put in its place. Nothing was changed. Restore the newer journal.',
    );
  }
  const isSame = stood?.definition === definition;
  world.disk.remove(path + SEAL);
  if (old !== undefined && isSame && isSealed) return { views: connect(old), isNew: false };
  // Where the file was closed and is another now, its bits are not to be trusted in these tables either.
  const isDamaged = seal !== undefined && !isSealed;
  const local = old !== undefined && isSame && !isDamaged ? localRows(old) : [];
  old?.close();
  const place = local.length === 0 ? path : path + BESIDE;
  for (const suffix of SUFFIXES) world.disk.remove(place + suffix);
  const db = openDatabase(world.disk.database(place));
  if (db === undefined) throw unavailable(path);
  fill(db, local);
  if (place === path) return { views: connect(db), isNew: true };
  // What is only here is there at every moment: in the old file, until the new one takes its place.
  db.close();
  world.disk.remove(`${path}-wal`);
  world.disk.remove(`${path}-shm`);
  world.disk.writeAtomically(path, world.disk.read(place));
  for (const suffix of SUFFIXES) world.disk.remove(place + suffix);
  const moved = openDatabase(database);
  if (moved === undefined) throw unavailable(path);
  return { views: connect(moved), isNew: true };

  function fill(empty: DatabaseSync, rows: readonly LocalRow[]): void {
    empty.exec('BEGIN');
    for (const statement of [...ENGINE_SCHEMA, ...projections.flatMap((projection) => projection.schema)])
      empty.exec(statement);
    empty.prepare("INSERT INTO meta VALUES ('definition', ?), ('position', '0')").run(definition);
    for (const { table, row } of rows) {
      const places = Object.keys(row).map(() => '?');
      empty.prepare(`INSERT INTO "${table}" VALUES (${places.join(', ')})`).run(...Object.values(row));
    }
    empty.exec('COMMIT');
  }

  function connect(writeDb: DatabaseSync): Views {
    const isInMemory = database === ':memory:';
    const readDb = isInMemory ? writeDb : new DatabaseSync(database, { readOnly: true, timeout: 5_000 });
    return new Views(writeDb, readDb, entities, projections, () => {
      if (!isInMemory) sealNow(world, path);
    });
  }
}

/** Beside the views while they are closed: the digest of the file. */
const SEAL = '.sha256';
/** Where views are made anew while those that they replace are still needed. */
const BESIDE = '.rebuilt';
const SUFFIXES = ['', '-wal', '-shm', '-journal'];

function unavailable(path: string): HubgraphError {
  return new HubgraphError('ERR_VIEWS_UNAVAILABLE', `The views cannot be made at ${path}.`);
}

function sealOf(world: World, path: string): string | undefined {
  if (!world.disk.exists(path + SEAL)) return undefined;
  return new TextDecoder().decode(world.disk.read(path + SEAL)).trim();
}

/** Where there is no space for it the views are made anew the next time, which is no loss. */
function sealNow(world: World, path: string): void {
  const digest = digestOf(world, path);
  if (digest === undefined) return;
  try {
    world.disk.writeAtomically(path + SEAL, new TextEncoder().encode(`${digest}\n`));
  } catch {
    world.disk.remove(path + SEAL);
  }
}

/** Undefined where there is no file, or a log beside it that was not folded into it. */
function digestOf(world: World, path: string): string | undefined {
  if (!world.disk.exists(path)) return undefined;
  const log = `${path}-wal`;
  // Opening the file makes an empty one.
  const isFolded = !world.disk.exists(log) || world.disk.read(log).length === 0;
  return isFolded ? world.disk.sha256(path) : undefined;
}

/** SQLite's own numbers for a lock, no memory, no right to write, a broken read or write, a full disk, no file. */
const DISK_FAILURES: ReadonlySet<unknown> = new Set([5, 6, 7, 8, 10, 13, 14, 15]);

/** The error as a code of ours where it was the disk's; any other as it is. */
export function diskFailure(error: unknown): unknown {
  const number = Number((error as { errcode?: unknown } | undefined)?.errcode);
  if (!(error instanceof Error) || !DISK_FAILURES.has(number % 256)) return error;
  return new HubgraphError('ERR_STORE_UNAVAILABLE', `The views cannot be written or read: ${error.message}.`, {
    cause: error,
  });
}

interface LocalRow {
  readonly table: string;
  readonly row: Record<string, SQLInputValue>;
}

function localRows(db: DatabaseSync): LocalRow[] {
  const tables = db.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'local\\_%' ESCAPE '\\'",
  );
  return tables.all().flatMap(({ name }) => {
    const rows = db.prepare(`SELECT * FROM "${String(name)}"`);
    rows.setReadBigInts(true);
    return rows.all().map((row) => ({ table: String(name), row: row as Record<string, SQLInputValue> }));
  });
}

function openDatabase(path: string): DatabaseSync | undefined {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { timeout: 5_000 });
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    // Of kilobytes, and of pages: under load the same pages are changed by one group after the other.
    db.exec('PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 2000;');
    if (db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok') return db;
  } catch {
    // A damaged file of views is no loss: it is made anew from the journal.
  }
  db?.close();
  return undefined;
}

function metaOf(db: DatabaseSync): { readonly definition: unknown; readonly position: number } | undefined {
  const hasMeta = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get() !== undefined;
  if (!hasMeta) return undefined;
  const value = (name: string) => db.prepare('SELECT value FROM meta WHERE name = ?').get(name)?.['value'];
  return { definition: value('definition'), position: Number(value('position') ?? 0) };
}

class SqlReader implements Reader {
  protected readonly db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.db = db;
  }

  entity<S>(kind: string, id: string): S | undefined {
    const row = this.row('SELECT state FROM entity WHERE kind = ? AND id = ?', kind, id);
    return row === undefined ? undefined : (decode(String(row['state'])) as S);
  }

  rows(sql: string, ...values: Value[]): Row[] {
    return this.statement(sql).all(...(values as SQLInputValue[])) as unknown as Row[];
  }

  row(sql: string, ...values: Value[]): Row | undefined {
    return this.statement(sql).get(...(values as SQLInputValue[])) as unknown as Row | undefined;
  }

  rowOf(table: string, column: string, key: string): Row | undefined {
    return this.row(`SELECT * FROM ${table} WHERE ${column} = ?`, key);
  }

  position(): number {
    return Number(this.row("SELECT value FROM meta WHERE name = 'position'")?.['value'] ?? 0);
  }

  protected statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.db.prepare(sql);
      statement.setReadBigInts(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** Amounts that are to be added to one row. */
interface Sum {
  readonly key: readonly Value[];
  readonly amounts: bigint[];
}

/** Sums by the parts of their keys, one after the other: to put the parts together as one text takes several times as long. */
type SumsByPart = Map<Value | undefined, SumsByPart | Sum>;

/** Amounts that are to be added to rows of one table. */
interface Sums {
  readonly sql: string;
  readonly byPart: SumsByPart;
  readonly rows: Sum[];
}

/** Rows that are to be inserted into one table. */
interface Inserts {
  readonly conflict: string;
  readonly rows: Readonly<Record<string, Value>>[];
  /** Once somebody has asked for a row by its key. */
  byKey: Map<Value | undefined, Readonly<Record<string, Value>>> | undefined;
}

/** Beyond so many things it is cheaper to begin anew than to hold them. */
const MEMO_MAX = 10_000;

/** So many rows are written by one statement. */
const ROWS_AT_ONCE = 32;

function entityKey(kind: string, id: string): string {
  return `entity ${kind} ${id}`;
}

function keyOf(row: Readonly<Record<string, Value>>): Value | undefined {
  for (const column in row) return row[column];
  return undefined;
}

/** The sum of a key, of zeros where it is new. */
function sumOf({ byPart, rows }: Sums, key: readonly Value[], length: number): Sum {
  let at = byPart;
  const last = key.length - 1;
  for (let n = 0; n < last; n += 1) {
    let next = at.get(key[n]) as SumsByPart | undefined;
    if (next === undefined) {
      next = new Map();
      at.set(key[n], next);
    }
    at = next;
  }
  let sum = at.get(key[last]) as Sum | undefined;
  if (sum === undefined) {
    sum = { key, amounts: Array(length).fill(0n) };
    at.set(key[last], sum);
    rows.push(sum);
  }
  return sum;
}

/** As the row is when it is read: integers are `bigint`. */
function asRead(row: Readonly<Record<string, Value>>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, typeof value === 'number' ? BigInt(value) : value]),
  );
}

class SqlWriter extends SqlReader implements Writer {
  readonly memo = new Map<string, unknown>();
  /** Both by table. */
  readonly #sums = new Map<string, Sums>();
  readonly #inserts = new Map<string, Inserts>();
  readonly #named = new Map<string, readonly string[]>();

  /** What was read stays beside the table until the entity changes. */
  override entity<S>(kind: string, id: string): S | undefined {
    const key = entityKey(kind, id);
    const kept = this.memo.get(key);
    if (kept !== undefined) return kept as S;
    const state = super.entity<S>(kind, id);
    if (state === undefined) return undefined;
    if (this.memo.size >= MEMO_MAX) this.memo.clear();
    this.memo.set(key, state);
    return state;
  }

  run(sql: string, ...values: Value[]): void {
    this.statement(sql).run(...(values as SQLInputValue[]));
  }

  add(table: string, sql: string, key: readonly Value[], amounts: readonly bigint[]): void {
    let gathered = this.#sums.get(table);
    if (gathered !== undefined && gathered.sql !== sql) {
      this.#write(table);
      gathered = undefined;
    }
    if (gathered === undefined) {
      gathered = { sql, byPart: new Map(), rows: [] };
      this.#sums.set(table, gathered);
    }
    const { amounts: sums } = sumOf(gathered, key, amounts.length);
    for (let n = 0; n < amounts.length; n += 1) sums[n] = (sums[n] as bigint) + (amounts[n] as bigint);
  }

  insert(table: string, row: Readonly<Record<string, Value>>, conflict = ''): void {
    let gathered = this.#inserts.get(table);
    if (gathered !== undefined && gathered.conflict !== conflict) {
      this.#write(table);
      gathered = undefined;
    }
    if (gathered === undefined) {
      gathered = { conflict, rows: [], byKey: undefined };
      this.#inserts.set(table, gathered);
    }
    gathered.rows.push(row);
    gathered.byKey?.set(keyOf(row), row);
  }

  override rowOf(table: string, column: string, key: string): Row | undefined {
    const inserts = this.#inserts.get(table);
    if (inserts !== undefined) {
      inserts.byKey ??= new Map(inserts.rows.map((row) => [keyOf(row), row]));
      const gathered = inserts.byKey.get(key);
      if (gathered !== undefined) return asRead(gathered);
    }
    if (this.#sums.has(table)) this.#write(table);
    return super.statement(`SELECT * FROM ${table} WHERE ${column} = ?`).get(key) as unknown as Row | undefined;
  }

  writeGathered(): void {
    for (const table of [...this.#sums.keys(), ...this.#inserts.keys()]) this.#write(table);
  }

  forget(): void {
    this.#sums.clear();
    this.#inserts.clear();
    this.memo.clear();
  }

  protected override statement(sql: string): StatementSync {
    if (this.#sums.size > 0 || this.#inserts.size > 0) {
      let names = this.#named.get(sql);
      if (names === undefined) {
        names = sql.match(/\w+/g) ?? [];
        this.#named.set(sql, names);
      }
      for (const name of names) if (this.#sums.has(name) || this.#inserts.has(name)) this.#write(name);
    }
    return super.statement(sql);
  }

  #write(table: string): void {
    const sums = this.#sums.get(table);
    if (sums !== undefined) {
      this.#sums.delete(table);
      this.#writeRows(sums.sql, sums.rows, ({ key, amounts }, values) => {
        for (const value of key) values.push(value);
        for (const amount of amounts) values.push(amount);
      });
    }
    const inserts = this.#inserts.get(table);
    if (inserts === undefined) return;
    this.#inserts.delete(table);
    const places = Object.keys(inserts.rows[0] ?? {})
      .map(() => '?')
      .join(', ');
    this.#writeRows(`INSERT INTO ${table} VALUES (${places}) ${inserts.conflict}`, inserts.rows, (row, values) => {
      for (const column in row) values.push(row[column] as Value);
    });
  }

  /** By a statement for one row, or the same for many where it has a list of values. */
  #writeRows<T>(sql: string, rows: readonly T[], addTo: (row: T, values: Value[]) => void): void {
    const [begin = '', places, end = ''] = sql.split(/(?<=VALUES )(\([?, ]+\))/);
    let from = 0;
    if (places !== undefined && rows.length >= ROWS_AT_ONCE) {
      // Of one size, so that few statements are prepared.
      const many = super.statement(begin + Array(ROWS_AT_ONCE).fill(places).join(', ') + end);
      for (; from + ROWS_AT_ONCE <= rows.length; from += ROWS_AT_ONCE) {
        const values: Value[] = [];
        for (let n = from; n < from + ROWS_AT_ONCE; n += 1) addTo(rows[n] as T, values);
        many.run(...(values as SQLInputValue[]));
      }
    }
    const one = super.statement(sql);
    for (; from < rows.length; from += 1) {
      const values: Value[] = [];
      addTo(rows[from] as T, values);
      one.run(...(values as SQLInputValue[]));
    }
  }
}
