import { accountOf, entryOf } from '@hubgraph/books';
import type { Projection, Reader, Row, Writer } from '@hubgraph/journal';
import type { CurrencyCode, Day, Id } from '@hubgraph/kernel';
import type { EntryEvent } from '@hubgraph/ledger';
import {
  type BankAccountState,
  type BankEntry,
  type BankEvent,
  type BankLineState,
  type BankMatchState,
  type BankStatementState,
  type decideBindBankAccount,
  type ImportBankStatement,
  type MatchSides,
  STATEMENT_LINES_MAX,
  type StatementsSoFar,
} from './domain.ts';
import type { Earlier } from './overlap.ts';

/** Lines of statements and entries of the books at bank accounts, each with its match where it has one. */
export const bankLists: Projection = {
  name: 'bank',
  version: 1,
  schema: [
    'CREATE TABLE bank_account (id TEXT PRIMARY KEY, path TEXT NOT NULL, currency TEXT NOT NULL, number TEXT NOT NULL, turnover INTEGER NOT NULL, UNIQUE (path, currency)) STRICT, WITHOUT ROWID',
    'CREATE UNIQUE INDEX bank_account_number ON bank_account (number, currency)',
    'CREATE TABLE bank_statement (account TEXT NOT NULL, from_day TEXT NOT NULL, to_day TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (account, from_day, to_day, id)) STRICT, WITHOUT ROWID',
    'CREATE TABLE bank_line (account TEXT NOT NULL, day TEXT NOT NULL, id TEXT NOT NULL, amount INTEGER NOT NULL, is_matched INTEGER NOT NULL, PRIMARY KEY (account, day, id)) STRICT, WITHOUT ROWID',
    'CREATE INDEX bank_line_open ON bank_line (account, is_matched, day, id)',
    'CREATE TABLE bank_entry (path TEXT NOT NULL, currency TEXT NOT NULL, entry TEXT NOT NULL, day TEXT NOT NULL, amount INTEGER NOT NULL, match TEXT NOT NULL, PRIMARY KEY (path, currency, entry)) STRICT, WITHOUT ROWID',
    'CREATE INDEX bank_entry_open ON bank_entry (path, currency, match, day, entry)',
    'CREATE INDEX bank_entry_amount ON bank_entry (path, currency, match, amount, day)',
  ],
  fold({ event }, views) {
    const happened = event as BankEvent | EntryEvent;
    switch (happened.type) {
      case 'BankAccountBound': {
        const { bankAccount, ledgerAccount, currency, numberDigest } = happened;
        views.run(
          'INSERT INTO bank_account VALUES (?, ?, ?, ?, 0)',
          bankAccount,
          ledgerAccount,
          currency,
          numberDigest,
        );
        break;
      }
      case 'BankStatementImported': {
        const { bankAccount, from, to, statement } = happened;
        views.run('INSERT INTO bank_statement VALUES (?, ?, ?, ?)', bankAccount, from, to, statement);
        break;
      }
      case 'BankLineImported': {
        const { bankAccount, bookedOn, line, amountMinor } = happened;
        views.run('INSERT INTO bank_line VALUES (?, ?, ?, ?, 0)', bankAccount, bookedOn, line, amountMinor);
        views.run('UPDATE bank_account SET turnover = turnover + abs(?) WHERE id = ?', amountMinor, bankAccount);
        break;
      }
      case 'BankMatchConfirmed':
      case 'BankMatchUndone': {
        const isMatched = happened.type === 'BankMatchConfirmed';
        const account = bankAccountOf(views, happened.bankAccount);
        for (const id of happened.lines) {
          const day = bankLineOf(views, id)?.bookedOn ?? '';
          const values = [isMatched ? 1 : 0, happened.bankAccount, day, id];
          views.run('UPDATE bank_line SET is_matched = ? WHERE account = ? AND day = ? AND id = ?', ...values);
        }
        for (const id of happened.entries) {
          const values = [isMatched ? happened.match : '', account?.ledgerAccount ?? '', account?.currency ?? '', id];
          views.run('UPDATE bank_entry SET match = ? WHERE path = ? AND currency = ? AND entry = ?', ...values);
        }
        break;
      }
      case 'EntryPosted':
      case 'PendingPosted':
        foldEntry(happened, views);
        break;
    }
  },
};

/** Every account of a bank has its entries listed, so that one that is bound later has those of before. */
function foldEntry({ entry }: EntryEvent, views: Writer): void {
  const sums = new Map<string, bigint>();
  for (const { account, currency, amountMinor } of entry.postings) {
    if (!account.startsWith('assets:bank:')) continue;
    const key = `${account} ${currency}`;
    sums.set(key, (sums.get(key) ?? 0n) + amountMinor);
  }
  for (const [key, amountMinor] of sums) {
    if (amountMinor === 0n) continue;
    const [path = '', currency = ''] = key.split(' ');
    views.run(
      "INSERT INTO bank_entry VALUES (?, ?, ?, ?, ?, '')",
      path,
      currency,
      entry.id,
      entry.effectiveDay,
      amountMinor,
    );
  }
}

export function bankAccountOf(read: Reader, id: Id): BankAccountState | undefined {
  return read.entity<BankAccountState>('bank-account', id);
}

export function bankStatementOf(read: Reader, id: Id): BankStatementState | undefined {
  return read.entity<BankStatementState>('bank-statement', id);
}

export function bankLineOf(read: Reader, id: Id): BankLineState | undefined {
  return read.entity<BankLineState>('bank-line', id);
}

export function bankMatchOf(read: Reader, id: Id): BankMatchState | undefined {
  return read.entity<BankMatchState>('bank-match', id);
}

/** By path and currency; a hub has few. */
export function bankAccounts(read: Reader): BankAccountState[] {
  return read
    .rows('SELECT id FROM bank_account ORDER BY path, currency LIMIT 100')
    .flatMap((row) => bankAccountOf(read, String(row['id'])) ?? []);
}

export function bankAccountByNumber(
  read: Reader,
  digest: string,
  currency: CurrencyCode,
): BankAccountState | undefined {
  // One number may stand for an account in each of several currencies; without this one any tells which there are.
  const row = read.row('SELECT id FROM bank_account WHERE number = ? ORDER BY currency <> ? LIMIT 1', digest, currency);
  return row === undefined ? undefined : bankAccountOf(read, String(row['id']));
}

/** Accounts of banks in the ledger that no bank account is bound to. */
export function unboundAccounts(read: Reader, limit: number): { path: string; currency: CurrencyCode }[] {
  return read
    .rows(
      `SELECT path, currency FROM ledger_account AS ledger WHERE path >= 'assets:bank:' AND path < 'assets:bank;'
       AND status = 'OPEN' AND NOT EXISTS (SELECT 1 FROM bank_account AS bound
       WHERE bound.path = ledger.path AND bound.currency = ledger.currency) ORDER BY path, currency LIMIT ?`,
      limit,
    )
    .map((row) => ({ path: String(row['path']), currency: String(row['currency']) }));
}

export function bindingOf(
  read: Reader,
  { ledgerAccount, currency, numberDigest }: { ledgerAccount: string; currency: CurrencyCode; numberDigest: string },
): Parameters<typeof decideBindBankAccount>[1] {
  const bound = read.row(
    'SELECT 1 FROM bank_account WHERE currency = ? AND (path = ? OR number = ?)',
    currency,
    ledgerAccount,
    numberDigest,
  );
  return { account: accountOf(read, ledgerAccount, currency), isBound: bound !== undefined };
}

type StatementDays = Pick<ImportBankStatement, 'numberDigest' | 'currency' | 'statement' | 'from' | 'to'>;

export function statementsSoFar(
  read: Reader,
  { numberDigest, currency, statement, from, to }: StatementDays,
): StatementsSoFar {
  const account = bankAccountByNumber(read, numberDigest, currency);
  const id = account?.id ?? '';
  const first = read.row('SELECT min(from_day) AS day FROM bank_statement WHERE account = ?', id)?.['day'];
  return {
    account,
    isImported: bankStatementOf(read, statement) !== undefined,
    firstDay: typeof first === 'string' ? first : undefined,
    turnoverMinor: BigInt(read.row('SELECT turnover FROM bank_account WHERE id = ?', id)?.['turnover'] ?? 0n),
    earlier: earlierOf(read, id, from, to),
    isKnown: (line) => bankLineOf(read, line) !== undefined,
  };
}

/** More than a statement holds: of so many not all can be in it. */
const EARLIER_LINES_MAX = 2 * STATEMENT_LINES_MAX;

/** The statements that share a day with this time, and the bank's lines of it. */
export function earlierOf(read: Reader, account: Id, from: Day, to: Day): Earlier {
  const statements = read
    .rows('SELECT id FROM bank_statement WHERE account = ? AND from_day <= ? AND to_day >= ?', account, to, from)
    .flatMap((row) => bankStatementOf(read, String(row['id'])) ?? []);
  if (statements.length === 0) return { statements, lines: [] };
  const lines = read
    .rows(
      'SELECT id FROM bank_line WHERE account = ? AND day >= ? AND day <= ? ORDER BY day, id LIMIT ?',
      account,
      from,
      to,
      EARLIER_LINES_MAX,
    )
    .flatMap((row) => bankLineOf(read, String(row['id'])) ?? [])
    .filter(({ kind }) => kind === 'MOVEMENT');
  return { statements, lines };
}

export function matchSides(read: Reader, bankAccount: Id): MatchSides {
  const account = bankAccountOf(read, bankAccount);
  return {
    account,
    line: (id) => bankLineOf(read, id),
    entry: (id) => {
      const values = [account?.ledgerAccount ?? '', account?.currency ?? '', id];
      const row = read.row('SELECT * FROM bank_entry WHERE path = ? AND currency = ? AND entry = ?', ...values);
      return row === undefined ? undefined : readBankEntry(row);
    },
  };
}

function readBankEntry(row: Row): BankEntry {
  const { match } = row;
  return {
    entry: String(row['entry']),
    day: String(row['day']),
    amountMinor: BigInt(row['amount'] ?? 0n),
    ...(typeof match === 'string' && match !== '' ? { match } : {}),
  };
}

type Place = readonly [day: Day, id: Id];

/** The lines after this place, before a day; only those without a match, if so asked. */
export function linesAfter(
  read: Reader,
  account: Id,
  { before, isOpen }: { readonly before: Day; readonly isOpen: boolean },
  after: Place,
  limit: number,
): BankLineState[] {
  const where = isOpen ? 'account = ? AND is_matched = 0' : 'account = ?';
  return read
    .rows(
      `SELECT id FROM bank_line WHERE ${where} AND day < ? AND (day, id) > (?, ?) ORDER BY day, id LIMIT ?`,
      account,
      before,
      ...after,
      limit,
    )
    .flatMap((row) => bankLineOf(read, String(row['id'])) ?? []);
}

/** The entries of the account without a match after this place, before a day. */
export function openEntriesAfter(
  read: Reader,
  { ledgerAccount, currency }: BankAccountState,
  before: Day,
  after: Place,
  limit: number,
): BankEntry[] {
  return read
    .rows(
      `SELECT * FROM bank_entry WHERE path = ? AND currency = ? AND match = '' AND day < ? AND (day, entry) > (?, ?)
       ORDER BY day, entry LIMIT ?`,
      ledgerAccount,
      currency,
      before,
      ...after,
      limit,
    )
    .map(readBankEntry);
}

/** Entries that could stand for a line: of its amount; where it has references, all others of those days as well. */
export function candidatesFor(
  read: Reader,
  { ledgerAccount, currency }: BankAccountState,
  line: BankLineState,
  { from, to }: { readonly from: Day; readonly to: Day },
): { readonly bank: BankEntry; readonly cites: readonly string[] }[] {
  const open = `SELECT * FROM bank_entry WHERE path = ? AND currency = ? AND match = ''`;
  const place = [ledgerAccount, currency];
  const byAmount = read.rows(
    `${open} AND amount = ? AND day >= ? AND day <= ? ORDER BY day, entry LIMIT 50`,
    ...place,
    line.amountMinor,
    from,
    to,
  );
  const byDay =
    line.references.length === 0
      ? []
      : read.rows(`${open} AND day >= ? AND day <= ? ORDER BY day, entry LIMIT 200`, ...place, from, to);
  const rows = [...byAmount, ...byDay];
  const entries = new Map(rows.map((row) => [String(row['entry']), readBankEntry(row)]));
  return [...entries.values()].map((bank) => {
    const cites = Object.values(entryOf(read, bank.entry)?.entry.cites ?? {});
    return { bank, cites: [bank.entry.split(':').at(-1) ?? '', ...cites] };
  });
}

export interface Sums {
  readonly count: number;
  readonly amountMinor: bigint;
}

function sums(row: Row | undefined): Sums {
  return { count: Number(row?.['n'] ?? 0), amountMinor: BigInt(row?.['amount'] ?? 0n) };
}

/** Lines and entries of an account before a day, matched and not. */
export function sidesBefore(read: Reader, { id, ledgerAccount, currency }: BankAccountState, before: Day) {
  const line =
    'SELECT count(*) AS n, sum(amount) AS amount FROM bank_line WHERE account = ? AND is_matched = ? AND day < ?';
  const entry = `SELECT count(*) AS n, sum(amount) AS amount FROM bank_entry WHERE path = ? AND currency = ? AND day < ?`;
  const entries = (where: string) => sums(read.row(`${entry} AND match ${where} ''`, ledgerAccount, currency, before));
  return {
    openLines: sums(read.row(line, id, 0, before)),
    matchedLines: sums(read.row(line, id, 1, before)),
    openEntries: entries('='),
    matchedEntries: entries('<>'),
  };
}

/** How many lines of some days are matched. */
export function matchedLinesBetween(read: Reader, account: Id, from: Day, to: Day): number {
  const where = 'account = ? AND is_matched = 1 AND day >= ? AND day < ?';
  return Number(read.row(`SELECT count(*) AS n FROM bank_line WHERE ${where}`, account, from, to)?.['n'] ?? 0);
}

/** Statements by their days, after this place. */
export function statementsAfter(read: Reader, account: Id, after: Place, limit: number): BankStatementState[] {
  return read
    .rows(
      'SELECT id FROM bank_statement WHERE account = ? AND (from_day, id) > (?, ?) ORDER BY from_day, id LIMIT ?',
      account,
      ...after,
      limit,
    )
    .flatMap((row) => bankStatementOf(read, String(row['id'])) ?? []);
}

/** Where the statements of an account do not follow from each other. */
export interface BankGap {
  readonly after: BankStatementState;
  readonly before: BankStatementState;
  /** What the balances miss; undefined where one of them has none. */
  readonly amountMinor?: bigint;
}

const STATEMENTS_MAX = 2_000;
const DAY_MS = 86_400_000;

/** The newest {@link STATEMENTS_MAX} statements are looked at. Ones that overlap say nothing about a gap. */
export function gapsOf(read: Reader, account: Id): BankGap[] {
  const statements = read
    .rows(
      'SELECT id FROM bank_statement WHERE account = ? ORDER BY from_day DESC, to_day DESC, id DESC LIMIT ?',
      account,
      STATEMENTS_MAX,
    )
    .flatMap((row) => bankStatementOf(read, String(row['id'])) ?? [])
    .reverse();
  const gaps: BankGap[] = [];
  let last: BankStatementState | undefined;
  for (const next of statements) {
    if (last === undefined || next.from > last.to) {
      const gap = last === undefined ? undefined : gapBetween(last, next);
      if (gap !== undefined) gaps.push(gap);
    }
    if (last === undefined || next.to >= last.to) last = next;
  }
  return gaps;
}

function gapBetween(after: BankStatementState, before: BankStatementState): BankGap | undefined {
  if (after.closingMinor !== undefined && before.openingMinor !== undefined) {
    const amountMinor = before.openingMinor - after.closingMinor;
    return amountMinor === 0n ? undefined : { after, before, amountMinor };
  }
  return Date.parse(before.from) - Date.parse(after.to) > DAY_MS ? { after, before } : undefined;
}
