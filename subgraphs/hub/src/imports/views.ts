import { accountOf, closedBefore, debitsIn, fundByCode, resourceOf } from '@hubgraph/books';
import type { Projection, Reader, Writer } from '@hubgraph/journal';
import { type CurrencyCode, type Day, decode, encode, type Id } from '@hubgraph/kernel';
import type { TextRef } from '@hubgraph/node';
import { nameDigest } from './account-paths.ts';
import type { Staging } from './batches.ts';
import {
  DEFAULT_BOOK,
  type decideCompleteImport,
  type decideStartImport,
  type GrantImported,
  type ImportBatchTaken,
  type ImportEvent,
  type ImportedGrant,
  type ImportSource,
  type ImportState,
  importId,
} from './domain.ts';

/** What open imports have so far; of those that are closed, only their funds and how accounts are known again. */
export const importStaging: Projection = {
  name: 'imports',
  version: 4,
  schema: [
    'CREATE TABLE import_batch (import TEXT NOT NULL, batch INTEGER NOT NULL, digest TEXT NOT NULL, first_day TEXT, PRIMARY KEY (import, batch)) STRICT, WITHOUT ROWID',
    'CREATE TABLE import_row (import TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (import, id)) STRICT, WITHOUT ROWID',
    'CREATE TABLE import_sum (import TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (import, currency)) STRICT, WITHOUT ROWID',
    'CREATE TABLE import_account (import TEXT NOT NULL, path TEXT NOT NULL, currency TEXT NOT NULL, text TEXT, PRIMARY KEY (import, path, currency)) STRICT, WITHOUT ROWID',
    'CREATE TABLE import_path (book TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (book, name)) STRICT, WITHOUT ROWID',
    'CREATE UNIQUE INDEX import_path_taken ON import_path (book, path)',
    'CREATE TABLE import_fund (fund TEXT PRIMARY KEY) STRICT, WITHOUT ROWID',
  ],
  fold({ event }, views) {
    const happened = event as ImportEvent;
    switch (happened.type) {
      case 'ImportStarted':
        if (happened.fund !== undefined) views.run('INSERT OR IGNORE INTO import_fund VALUES (?)', happened.fund);
        break;
      case 'ImportBatchTaken':
        foldBatch(happened, views);
        break;
      case 'ImportCompleted':
        clear([...STAGING, 'import_account'], happened.import, views);
        break;
      case 'ImportDropped':
        // Its accounts stay: their names have to be erased.
        clear(STAGING, happened.import, views);
        break;
    }
  },
};

const STAGING = ['import_batch', 'import_row', 'import_sum'] as const;

function clear(tables: readonly string[], id: Id, views: Writer): void {
  for (const table of tables) views.run(`DELETE FROM ${table} WHERE import = ?`, id);
}

function foldBatch(taken: ImportBatchTaken, views: Writer): void {
  const { import: id, batch, digest, rows, sums, firstDay, accounts } = taken;
  views.run('INSERT INTO import_batch VALUES (?, ?, ?, ?)', id, batch, digest, firstDay ?? null);
  for (const row of rows) views.run('INSERT INTO import_row VALUES (?, ?)', id, row);
  for (const { currency, amountMinor } of sums) {
    views.run(
      'INSERT INTO import_sum VALUES (?, ?, ?) ON CONFLICT (import, currency) DO UPDATE SET amount = amount + excluded.amount',
      id,
      currency,
      amountMinor,
    );
  }
  const book = views.entity<ImportState>('import', id)?.book ?? DEFAULT_BOOK;
  for (const { name, path, currency, text } of accounts) {
    const ref = text === undefined ? null : encode(text);
    views.run('INSERT INTO import_account VALUES (?, ?, ?, ?)', id, path, currency, ref);
    views.run('INSERT INTO import_path VALUES (?, ?, ?) ON CONFLICT (book, name) DO NOTHING', book, name, path);
  }
}

/** Imported grants by currency, year and day, and their totals. */
export const grantList: Projection = {
  name: 'imported-grants',
  version: 1,
  schema: [
    'CREATE TABLE imported_grant (day TEXT NOT NULL, id TEXT NOT NULL, currency TEXT NOT NULL, PRIMARY KEY (day, id)) STRICT, WITHOUT ROWID',
    'CREATE INDEX imported_grant_currency ON imported_grant (currency, day, id)',
    'CREATE TABLE grant_total (currency TEXT NOT NULL, year INTEGER NOT NULL, n INTEGER NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (currency, year)) STRICT, WITHOUT ROWID',
  ],
  fold({ event }, views) {
    const happened = event as GrantImported;
    if (happened.type !== 'GrantImported') return;
    const { grant, awardDay, currency, amountMinor } = happened;
    views.run('INSERT INTO imported_grant VALUES (?, ?, ?)', awardDay, grant, currency);
    views.run(
      `INSERT INTO grant_total VALUES (?, ?, 1, ?) ON CONFLICT (currency, year)
       DO UPDATE SET n = n + 1, amount = amount + excluded.amount`,
      currency,
      Number(awardDay.slice(0, 4)),
      amountMinor,
    );
  },
};

export interface GrantFilter {
  readonly year: number | undefined;
  readonly currency: CurrencyCode | undefined;
}

/** The grants after this place, by the day of the award. */
export function grantsAfter(
  read: Reader,
  { year, currency }: GrantFilter,
  after: readonly [day: Day, id: Id],
  limit: number,
): ImportedGrant[] {
  const days = year === undefined ? ['', '9999-99'] : [`${year}-01-01`, `${year}-12-31`];
  const [from = '', to = ''] = days;
  const where = 'day >= ? AND day <= ? AND (day, id) > (?, ?) ORDER BY day, id LIMIT ?';
  const rows =
    currency === undefined
      ? read.rows(`SELECT id FROM imported_grant WHERE ${where}`, from, to, ...after, limit)
      : read.rows(`SELECT id FROM imported_grant WHERE currency = ? AND ${where}`, currency, from, to, ...after, limit);
  return rows.flatMap((row) => read.entity<ImportedGrant>('grant', String(row['id'])) ?? []);
}

export interface GrantTotal {
  readonly currency: CurrencyCode;
  readonly year: number;
  readonly count: number;
  readonly amountMinor: bigint;
}

export function grantTotals(read: Reader, { year, currency }: GrantFilter): GrantTotal[] {
  return read
    .rows(
      `SELECT * FROM grant_total WHERE (?1 IS NULL OR currency = ?1) AND (?2 IS NULL OR year = ?2) ORDER BY currency, year`,
      currency ?? null,
      year ?? null,
    )
    .map((row) => ({
      currency: String(row['currency']),
      year: Number(row['year']),
      count: Number(row['n']),
      amountMinor: BigInt(row['amount'] ?? 0n),
    }));
}

/** The newest import of a file, or the id that one would have; `fundOfBook` where the book has a fund. */
export function startOf(read: Reader, source: ImportSource): Parameters<typeof decideStartImport>[1] {
  const fundOfBook = source.book === undefined ? undefined : fundByCode(read, source.book)?.id;
  const isFundOfImports = read.row('SELECT 1 FROM import_fund WHERE fund = ?', fundOfBook ?? '') !== undefined;
  for (let attempt = 0; ; attempt += 1) {
    const id = importId(source, attempt);
    const existing = importOf(read, id);
    if (existing?.status !== 'DROPPED') return { id, existing, fundOfBook, isFundOfImports };
  }
}

export function importOf(read: Reader, id: Id): ImportState | undefined {
  return read.entity<ImportState>('import', id);
}

export function stagingOf(read: Reader, id: Id): Staging {
  const found = importOf(read, id);
  const book = found?.book ?? DEFAULT_BOOK;
  return {
    import: found,
    closedBefore: closedBefore(read),
    hasRow: (row) => read.row('SELECT 1 FROM import_row WHERE import = ? AND id = ?', id, row) !== undefined,
    sumMinor: (currency) =>
      BigInt(
        read.row('SELECT amount FROM import_sum WHERE import = ? AND currency = ?', id, currency)?.['amount'] ?? 0n,
      ),
    hasAccount: (path, currency) =>
      read.row('SELECT 1 FROM import_account WHERE import = ? AND path = ? AND currency = ?', id, path, currency) !==
      undefined,
    pathOfName: (name) => pathOfName(read, book, name),
    isPathTaken: (path) => read.row('SELECT 1 FROM import_path WHERE book = ? AND path = ?', book, path) !== undefined,
  };
}

function pathOfName(read: Reader, book: string, name: string): string | undefined {
  const row = read.row('SELECT path FROM import_path WHERE book = ? AND name = ?', book, nameDigest(name));
  return row === undefined ? undefined : String(row['path']);
}

/** True if this import has had an account of this name. */
export function hasAccountName(read: Reader, id: Id, name: string): boolean {
  const path = pathOfName(read, importOf(read, id)?.book ?? DEFAULT_BOOK, name);
  return (
    path !== undefined && read.row('SELECT 1 FROM import_account WHERE import = ? AND path = ?', id, path) !== undefined
  );
}

/** Where the names of an import's accounts lie, while it is open or after it was dropped. */
export function accountTexts(read: Reader, id: Id): TextRef[] {
  return read
    .rows('SELECT text FROM import_account WHERE import = ? AND text IS NOT NULL ORDER BY path, currency', id)
    .map(({ text }) => decode(String(text)) as TextRef);
}

export function batchDigest(read: Reader, id: Id, batch: number): string | undefined {
  const row = read.row('SELECT digest FROM import_batch WHERE import = ? AND batch = ?', id, batch);
  return row === undefined ? undefined : String(row['digest']);
}

/** The commits of an import that lie out of sight, in order. */
export function stagedSeqs(read: Reader, id: Id): number[] {
  return read.rows('SELECT seq FROM staged WHERE stage = ? ORDER BY seq', id).map((row) => Number(row['seq']));
}

export function isCommitted(read: Reader, commandId: string): boolean {
  return read.row('SELECT 1 FROM command WHERE id = ?', commandId) !== undefined;
}

export function completionOf(read: Reader, id: Id): Parameters<typeof decideCompleteImport>[1] {
  const accounts = read
    .rows('SELECT path, currency, text FROM import_account WHERE import = ? ORDER BY path, currency', id)
    .map((row) => {
      const path = String(row['path']);
      const currency = String(row['currency']);
      const { text } = row;
      const name = typeof text === 'string' ? (decode(text) as TextRef) : undefined;
      return { path, currency, name, account: accountOf(read, path, currency) };
    });
  const sums = read
    .rows('SELECT currency, amount FROM import_sum WHERE import = ? ORDER BY currency', id)
    .map((row) => {
      const currency = String(row['currency']);
      return { currency, amountMinor: BigInt(row['amount'] ?? 0n), heldMinor: heldMinor(read, currency) };
    });
  const first = read.row('SELECT min(first_day) AS day FROM import_batch WHERE import = ?', id)?.['day'];
  return {
    import: importOf(read, id),
    firstDay: typeof first === 'string' ? first : undefined,
    closedBefore: closedBefore(read),
    staged: stagedSeqs(read, id).length,
    digests: read
      .rows('SELECT digest FROM import_batch WHERE import = ? ORDER BY batch', id)
      .map((row) => String(row['digest'])),
    accounts,
    resource: (code) => resourceOf(read, code),
    sums,
  };
}

/** The largest of all sums in a currency that an import may add to. */
function heldMinor(read: Reader, currency: CurrencyCode): bigint {
  const places = [
    'SELECT max(debits_posted) AS most FROM ledger_account WHERE currency = ?',
    'SELECT max(credits_posted) AS most FROM ledger_account WHERE currency = ?',
    'SELECT max(abs(posted)) AS most FROM ledger_fund WHERE currency = ?',
    'SELECT max(abs(amount)) AS most FROM ledger_total WHERE cell IN (SELECT id FROM ledger_cell WHERE currency = ?)',
    'SELECT max(abs(amount)) AS most FROM ledger_position WHERE currency = ?',
    'SELECT max(amount) AS most FROM grant_total WHERE currency = ?',
  ];
  let most = debitsIn(read, currency);
  for (const place of places) {
    const sum = BigInt(read.row(place, currency)?.['most'] ?? 0n);
    if (sum > most) most = sum;
  }
  return most;
}
