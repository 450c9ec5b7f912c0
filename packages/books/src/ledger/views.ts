import type { Projection, Reader, Recorded, Row, Writer } from '@hubgraph/journal';
import { type CurrencyCode, type Day, dayOf, decode, encode, type Instant } from '@hubgraph/kernel';
import {
  type Account,
  type AccountLimit,
  type AccountName,
  type AccountType,
  addToAccount,
  addToFund,
  applyEntryLast,
  type Entry,
  type EntryEvent,
  emptyFundBalance,
  type FundBalance,
  type FundDelta,
  type LedgerEvent,
  Pairs,
  type Slice,
  type TotalsDelta,
  typeOfPath,
} from '@hubgraph/ledger';
import { type Fund, fundStateOf } from '../funds/domain.ts';
import type { Resource } from '../resources/domain.ts';
import { saveChanges, statementTables } from '../statements/views.ts';
import { isCountryUntold } from './told.ts';

const ENTRY_EVENTS: ReadonlySet<string> = new Set([
  'EntryPosted',
  'EntryPrepared',
  'PendingPosted',
  'PendingVoided',
  'PendingExpired',
] satisfies EntryEvent['type'][]);

/** What the graph shows as the books: they have no data of their own, each field reads the views. */
export const BOOKS = {};

/** The key of figures for which the books do not say what they are told apart by. */
export const UNKNOWN = 'unknown';

/**
 * Accounts, entries, balances of funds, and totals by day: everything that a report reads is added up here. A cell is
 * all that income or spending is told apart by, but what allowed it; postings to income and expenses are listed by day and cell, as the
 * totals are, so that whoever opens a total finds its postings without a search.
 */
export const ledgerProjection: Projection = {
  name: 'ledger',
  version: 7,
  schema: [
    `CREATE TABLE ledger_account (path TEXT NOT NULL, currency TEXT NOT NULL, type TEXT NOT NULL, exponent INTEGER NOT NULL,
      bound TEXT, name TEXT, status TEXT NOT NULL, debits_pending INTEGER NOT NULL, debits_posted INTEGER NOT NULL,
      credits_pending INTEGER NOT NULL, credits_posted INTEGER NOT NULL, PRIMARY KEY (path, currency)) STRICT, WITHOUT ROWID`,
    `CREATE TABLE ledger_entry (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
      kind TEXT NOT NULL, day TEXT NOT NULL, status TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID`,
    'CREATE INDEX ledger_entry_day ON ledger_entry (day, id)',
    `CREATE TABLE ledger_fund (fund TEXT NOT NULL, currency TEXT NOT NULL, posted INTEGER NOT NULL, reserved INTEGER NOT NULL,
      PRIMARY KEY (fund, currency)) STRICT, WITHOUT ROWID`,
    `CREATE TABLE ledger_pool (n INTEGER PRIMARY KEY, fund TEXT NOT NULL, currency TEXT NOT NULL,
      entry TEXT NOT NULL, amount INTEGER NOT NULL) STRICT`,
    'CREATE INDEX ledger_pool_fund ON ledger_pool (fund, currency, n)',
    `CREATE TABLE ledger_cell (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, account TEXT NOT NULL, currency TEXT NOT NULL,
      fund TEXT NOT NULL, counterparty TEXT NOT NULL, country TEXT NOT NULL, decided_in TEXT NOT NULL,
      purpose TEXT NOT NULL, project TEXT NOT NULL, team TEXT NOT NULL, cost_class TEXT NOT NULL, is_allowed INTEGER NOT NULL,
      UNIQUE (account, currency, fund, counterparty, country, decided_in, purpose, project, team, cost_class, is_allowed)) STRICT`,
    `CREATE TABLE ledger_total (day TEXT NOT NULL, cell INTEGER NOT NULL, amount INTEGER NOT NULL,
      postings INTEGER NOT NULL, PRIMARY KEY (day, cell)) STRICT, WITHOUT ROWID`,
    `CREATE TABLE ledger_flow (day TEXT NOT NULL, cell INTEGER NOT NULL, entry TEXT NOT NULL, n INTEGER NOT NULL,
      PRIMARY KEY (day, cell, entry, n)) STRICT, WITHOUT ROWID`,
    // What allowed a posting is another thing for almost each: kept beside the cells, so that these stay few.
    `CREATE TABLE ledger_allowed (allowed_by TEXT NOT NULL, day TEXT NOT NULL, cell INTEGER NOT NULL, amount INTEGER NOT NULL,
      postings INTEGER NOT NULL, PRIMARY KEY (allowed_by, day, cell)) STRICT, WITHOUT ROWID`,
    'CREATE INDEX ledger_allowed_day ON ledger_allowed (day, cell)',
    `CREATE TABLE ledger_allowed_flow (allowed_by TEXT NOT NULL, day TEXT NOT NULL, cell INTEGER NOT NULL,
      entry TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (allowed_by, day, cell, entry, n)) STRICT, WITHOUT ROWID`,
    `CREATE TABLE ledger_position (day TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL,
      PRIMARY KEY (day, currency)) STRICT, WITHOUT ROWID`,
    ...statementTables,
    'CREATE TABLE ledger_pending (entry TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE INDEX ledger_pending_expiry ON ledger_pending (expires_at, entry)',
    'CREATE TABLE ledger_period (closed_before TEXT PRIMARY KEY) STRICT, WITHOUT ROWID',
  ],
  fold(recorded, views) {
    const event = recorded.event as LedgerEvent;
    if (event.type === 'AccountOpened') openAccount(event.account, views);
    else if (event.type === 'AccountClosed') {
      keptAccounts(views)?.delete(event.path, event.currency);
      views.run(
        "UPDATE ledger_account SET status = 'CLOSED' WHERE path = ? AND currency = ?",
        event.path,
        event.currency,
      );
    } else if (event.type === 'PeriodClosed') {
      views.memo.delete(PERIOD_KEY);
      views.run('INSERT INTO ledger_period VALUES (?)', event.before);
    } else if (ENTRY_EVENTS.has(event.type)) foldEntry(event, recorded, views);
  },
};

function openAccount(account: Account, views: Writer): void {
  views.run(
    "INSERT INTO ledger_account VALUES (?, ?, ?, ?, ?, ?, 'OPEN', 0, 0, 0, 0)",
    account.path,
    account.currency,
    account.type,
    account.exponent,
    account.limit ?? null,
    account.name === undefined ? null : encode(account.name),
  );
}

function foldEntry(event: EntryEvent, { seq, at, by }: Recorded, views: Writer): void {
  const { entry } = event;
  const { accounts, funds, totals } = applyEntryLast(event);
  const knownAccounts = keptAccounts(views);
  const knownFunds = keptFunds(views);
  for (const delta of accounts) {
    const { path, currency, debitsPendingMinor, debitsPostedMinor, creditsPendingMinor, creditsPostedMinor } = delta;
    const kept = knownAccounts?.get(path, currency);
    if (kept !== undefined) knownAccounts?.set(path, currency, addToAccount(kept, delta));
    views.add(
      'ledger_account',
      `UPDATE ledger_account SET debits_pending = debits_pending + ?3, debits_posted = debits_posted + ?4,
       credits_pending = credits_pending + ?5, credits_posted = credits_posted + ?6 WHERE path = ?1 AND currency = ?2`,
      [path, currency],
      [debitsPendingMinor, debitsPostedMinor, creditsPendingMinor, creditsPostedMinor],
    );
  }
  for (const delta of funds) {
    const kept = knownFunds?.get(delta.fund, delta.currency);
    if (kept !== undefined) knownFunds?.set(delta.fund, delta.currency, addToFund(kept, delta));
    views.add(
      'ledger_fund',
      `INSERT INTO ledger_fund VALUES (?, ?, ?, ?) ON CONFLICT (fund, currency)
       DO UPDATE SET posted = posted + excluded.posted, reserved = reserved + excluded.reserved`,
      [delta.fund, delta.currency],
      [delta.postedMinor, delta.reservedMinor],
    );
  }
  for (const total of totals) saveTotal(total, entry.id, views);
  saveEntry(entry, seq, at, by, views);
  if (entry.reverses !== undefined) markReversed(entry, views);
  if (event.type === 'EntryPrepared') {
    views.run('INSERT INTO ledger_pending VALUES (?, ?)', entry.id, entry.expiresAt ?? 0);
  } else if (event.type !== 'EntryPosted') views.run('DELETE FROM ledger_pending WHERE entry = ?', entry.id);
  if (entry.status !== 'POSTED') return;
  savePositions(entry, funds, views);
  saveChanges(entry, views);
}

function saveTotal(total: TotalsDelta, entry: string, views: Writer): void {
  const cell = cellOf(total, views);
  views.add(
    'ledger_total',
    `INSERT INTO ledger_total VALUES (?, ?, ?, ?) ON CONFLICT (day, cell)
     DO UPDATE SET amount = amount + excluded.amount, postings = postings + excluded.postings`,
    [total.day, cell],
    [total.amountMinor, BigInt(total.postings.length)],
  );
  for (const n of total.postings) views.insert('ledger_flow', { day: total.day, cell, entry, n });
  const { allowedBy } = total;
  if (allowedBy === undefined || allowedBy === UNKNOWN) return;
  views.add(
    'ledger_allowed',
    `INSERT INTO ledger_allowed VALUES (?, ?, ?, ?, ?) ON CONFLICT (allowed_by, day, cell)
     DO UPDATE SET amount = amount + excluded.amount, postings = postings + excluded.postings`,
    [allowedBy, total.day, cell],
    [total.amountMinor, BigInt(total.postings.length)],
  );
  for (const n of total.postings) {
    views.insert('ledger_allowed_flow', { allowed_by: allowedBy, day: total.day, cell, entry, n });
  }
}

function cellOf(total: TotalsDelta, views: Writer): number {
  const { kind, account, currency, fund, counterparty, country = '', decidedIn = '', costClass = '' } = total;
  // Books that say unknown say nothing.
  const [purpose, project, team] = [said(total.purpose), said(total.project), said(total.team)];
  const isAllowed = said(total.allowedBy) === '' ? 0 : 1;
  const where = `${account} ${currency} ${fund} ${counterparty} ${country} ${decidedIn}`;
  const name = `cell ${where} ${purpose} ${project} ${team} ${costClass} ${isAllowed}`;
  const kept = views.memo.get(name) as number | undefined;
  if (kept !== undefined) return kept;
  const key = [account, currency, fund, counterparty, country, decidedIn, purpose, project, team, costClass, isAllowed];
  const row =
    views.row(
      `SELECT id FROM ledger_cell WHERE account = ? AND currency = ? AND fund = ? AND counterparty = ? AND country = ?
       AND decided_in = ? AND purpose = ? AND project = ? AND team = ? AND cost_class = ? AND is_allowed = ?`,
      ...key,
    ) ??
    views.row('INSERT INTO ledger_cell VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id', kind, ...key);
  return keptIn(views, name, Number(row?.['id'] ?? 0n));
}

function said(value: string | undefined): string {
  return value === undefined || value === UNKNOWN ? '' : value;
}

function saveEntry(entry: Entry, seq: number, at: Instant, by: string, views: Writer): void {
  const { id, kind, effectiveDay: day, status } = entry;
  views.insert(
    'ledger_entry',
    { id, seq, at, by, kind, day, status, body: encode(entry) },
    'ON CONFLICT (id) DO UPDATE SET day = excluded.day, status = excluded.status, body = excluded.body',
  );
}

function markReversed(reversal: Entry, views: Writer): void {
  const row = views.row('SELECT body FROM ledger_entry WHERE id = ?', reversal.reverses ?? '');
  if (row === undefined) return;
  const reversed: Entry = { ...(decode(String(row['body'])) as Entry), reversedBy: reversal.id };
  views.run('UPDATE ledger_entry SET body = ? WHERE id = ?', encode(reversed), reversed.id);
}

function savePositions(entry: Entry, funds: readonly FundDelta[], views: Writer): void {
  for (const { account, currency, amountMinor } of entry.postings) {
    const type = typeOfPath(account);
    if (type !== 'ASSET' && type !== 'LIABILITY') continue;
    views.add(
      'ledger_position',
      `INSERT INTO ledger_position VALUES (?, ?, ?) ON CONFLICT (day, currency) DO UPDATE SET amount = amount + excluded.amount`,
      [entry.effectiveDay, currency],
      [amountMinor],
    );
  }
  // What was posted of each fund is what went into or out of its pool.
  for (const { fund, currency, postedMinor } of funds) {
    if (postedMinor === 0n) continue;
    views.insert('ledger_pool', { n: null, fund, currency, entry: entry.id, amount: postedMinor });
  }
}

/** What the ledger's decisions look up, read from the views as they stand inside the command's transaction. */
export function sliceOf(read: Reader, now: Instant): Slice {
  const accounts = keptAccounts(read);
  const balances = keptFunds(read);
  return {
    today: dayOf(now),
    account: (path, currency) => rememberedPair(accounts, path, currency, () => accountOf(read, path, currency)),
    entry: (id) => entryOf(read, id)?.entry,
    fund: (id) => {
      const fund = read.entity<Fund>('fund', id);
      return fund === undefined ? undefined : fundStateOf(fund, isCountryUntold(read, fund));
    },
    fundBalance: (fund, currency) =>
      rememberedPair(balances, fund, currency, () => fundBalanceOf(read, fund, currency)) ??
      emptyFundBalance(fund, currency),
    resource: (code) => read.entity<Resource>('resource', code),
    closedBefore: () => remembered(read, PERIOD_KEY, () => closedBefore(read) ?? null) ?? undefined,
    debitsMinor: (currency) => debitsIn(read, currency),
  };
}

/** All debits in a commodity, posted and pending; halves of the numbers, so that no sum of SQLite's leaves the range. */
export function debitsIn(read: Reader, currency: CurrencyCode): bigint {
  const row = read.row(
    `SELECT sum((debits_posted >> 32) + (debits_pending >> 32)) AS high,
       sum((debits_posted & 4294967295) + (debits_pending & 4294967295)) AS low FROM ledger_account WHERE currency = ?`,
    currency,
  );
  return BigInt(row?.['high'] ?? 0n) * 2n ** 32n + BigInt(row?.['low'] ?? 0n);
}

const PERIOD_KEY = 'closed before';
/** Beyond so many things it is cheaper to begin anew than to hold them. */
const KEPT_MAX = 50_000;

function keptAccounts(read: Reader): Pairs<Account> | undefined {
  return keptPairs(read, 'ledger accounts');
}

function keptFunds(read: Reader): Pairs<FundBalance> | undefined {
  return keptPairs(read, 'ledger funds');
}

function keptPairs<T>({ memo }: Reader, name: string): Pairs<T> | undefined {
  if (memo === undefined) return undefined;
  let kept = memo.get(name) as Pairs<T> | undefined;
  if (kept === undefined) {
    kept = new Pairs();
    memo.set(name, kept);
  }
  return kept;
}

function rememberedPair<T>(
  kept: Pairs<T> | undefined,
  first: string,
  second: string,
  find: () => T | undefined,
): T | undefined {
  const known = kept?.get(first, second);
  if (known !== undefined) return known;
  const found = find();
  if (found === undefined || kept === undefined) return found;
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(first, second, found);
  return found;
}

/** What is kept beside the tables under this name, or is read now. What is not there is looked for again each time. */
function remembered<T>(read: Reader, name: string, find: () => T): T {
  const { memo } = read;
  if (memo === undefined) return find();
  const kept = memo.get(name);
  if (kept !== undefined) return kept as T;
  const found = find();
  return found === undefined ? found : keptIn(read, name, found);
}

function keptIn<T>({ memo }: Reader, name: string, value: T): T {
  if (memo !== undefined && memo.size >= KEPT_MAX) memo.clear();
  memo?.set(name, value);
  return value;
}

/** The first day that is open; undefined while no period has been closed. */
export function closedBefore(read: Reader): Day | undefined {
  const day = read.row('SELECT max(closed_before) AS day FROM ledger_period')?.['day'];
  return typeof day === 'string' ? day : undefined;
}

export function accountOf(read: Reader, path: string, currency: string): Account | undefined {
  const row = read.row('SELECT * FROM ledger_account WHERE path = ? AND currency = ?', path, currency);
  return row === undefined ? undefined : readAccount(row);
}

export function readAccount(row: Row): Account {
  const { bound, name } = row;
  return {
    path: String(row['path']),
    type: String(row['type']) as AccountType,
    currency: String(row['currency']),
    exponent: Number(row['exponent']),
    ...(bound === null || bound === undefined ? {} : { limit: String(bound) as AccountLimit }),
    ...(typeof name === 'string' ? { name: decode(name) as AccountName } : {}),
    status: row['status'] === 'CLOSED' ? 'CLOSED' : 'OPEN',
    debitsPendingMinor: BigInt(row['debits_pending'] ?? 0n),
    debitsPostedMinor: BigInt(row['debits_posted'] ?? 0n),
    creditsPendingMinor: BigInt(row['credits_pending'] ?? 0n),
    creditsPostedMinor: BigInt(row['credits_posted'] ?? 0n),
  };
}

/** An entry with where it stands in the journal. */
export interface EntryInBooks {
  readonly entry: Entry;
  readonly seq: number;
  readonly at: Instant;
  readonly by: string;
}

export function entryOf(read: Reader, id: string): EntryInBooks | undefined {
  const row = read.rowOf('ledger_entry', 'id', id);
  return row === undefined ? undefined : readEntry(row);
}

export function readEntry(row: Row): EntryInBooks {
  return {
    entry: decode(String(row['body'])) as Entry,
    seq: Number(row['seq']),
    at: Number(row['at']),
    by: String(row['by']),
  };
}

export function fundBalanceOf(read: Reader, fund: string, currency: string): FundBalance {
  const row = read.row('SELECT posted, reserved FROM ledger_fund WHERE fund = ? AND currency = ?', fund, currency);
  if (row === undefined) return emptyFundBalance(fund, currency);
  return { fund, currency, postedMinor: BigInt(row['posted'] ?? 0n), reservedMinor: BigInt(row['reserved'] ?? 0n) };
}

export function fundBalancesOf(read: Reader, fund: string): FundBalance[] {
  return read
    .rows('SELECT currency, posted, reserved FROM ledger_fund WHERE fund = ? ORDER BY currency', fund)
    .map((row) => ({
      fund,
      currency: String(row['currency']),
      postedMinor: BigInt(row['posted'] ?? 0n),
      reservedMinor: BigInt(row['reserved'] ?? 0n),
    }));
}

/** What went into and out of a fund in one currency, in order, for tracing. */
export function poolOf(read: Reader, fund: string, currency: string): { id: string; amountMinor: bigint }[] {
  return read
    .rows('SELECT entry, amount FROM ledger_pool WHERE fund = ? AND currency = ? ORDER BY n', fund, currency)
    .map((row) => ({ id: String(row['entry']), amountMinor: BigInt(row['amount'] ?? 0n) }));
}

/** What went into and out of a fund in all currencies, in order; the first lines, or all. Amounts are minor units. */
export function fundHistory(read: Reader, fund: string, limit = -1) {
  return read
    .rows('SELECT entry, currency, amount FROM ledger_pool WHERE fund = ? ORDER BY n LIMIT ?', fund, limit)
    .map((row) => ({
      entry: String(row['entry']),
      currency: String(row['currency']),
      amountMinor: String(row['amount']),
    }));
}

/** Funds that have money in this currency which is not reserved. */
export function fundsWithMoney(read: Reader, currency: string, limit: number): string[] {
  return read
    .rows(
      'SELECT fund FROM ledger_fund WHERE currency = ? AND posted > reserved ORDER BY fund LIMIT ?',
      currency,
      limit,
    )
    .map((row) => String(row['fund']));
}
