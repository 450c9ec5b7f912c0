import { IS_MONEY } from '@hubgraph/books';
import type { Projection, Reader, Writer } from '@hubgraph/journal';
import {
  type CurrencyCode,
  type Day,
  dayOf,
  decode,
  encode,
  type Id,
  type Instant,
  type Period,
} from '@hubgraph/kernel';
import { typeOfPath } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';
import type { FiledEntry, FiledPosting, FilingSoFar } from './batches.ts';
import type { AccountNote, TeamBooksEvent, TeamBooksState, TeamFilingState } from './domain.ts';
import { dueBy, periodsBefore, statusAt, type UnfiledStatus } from './periods.ts';

/**
 * What teams filed, by filing; of each period one filing counts, the newest that is complete. Sums by day and account are
 * kept as the hub's own are, debits positive.
 */
export const filedBooks: Projection = {
  name: 'team-books',
  version: 1,
  schema: [
    'CREATE TABLE team_books (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID',
    `CREATE TABLE team_filing (id TEXT PRIMARY KEY, team TEXT NOT NULL, from_day TEXT NOT NULL, to_day TEXT NOT NULL,
      version INTEGER NOT NULL, status TEXT NOT NULL, has_opening INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
    'CREATE INDEX team_filing_period ON team_filing (team, from_day, version)',
    "CREATE INDEX team_filing_that_counts ON team_filing (from_day, to_day, team) WHERE status = 'FILED'",
    'CREATE TABLE filed_batch (filing TEXT NOT NULL, batch INTEGER NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (filing, batch)) STRICT, WITHOUT ROWID',
    'CREATE TABLE filed_entry (filing TEXT NOT NULL, day TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (filing, day, id)) STRICT, WITHOUT ROWID',
    'CREATE UNIQUE INDEX filed_entry_id ON filed_entry (filing, id)',
    'CREATE TABLE filed_account (filing TEXT NOT NULL, path TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (filing, path)) STRICT, WITHOUT ROWID',
    `CREATE TABLE filed_total (filing TEXT NOT NULL, day TEXT NOT NULL, type TEXT NOT NULL, account TEXT NOT NULL,
      currency TEXT NOT NULL, counterparty TEXT NOT NULL, country TEXT NOT NULL, purpose TEXT NOT NULL,
      amount INTEGER NOT NULL, PRIMARY KEY (filing, day, account, currency, counterparty, country, purpose)) STRICT, WITHOUT ROWID`,
    'CREATE TABLE filed_debit (filing TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (filing, currency)) STRICT, WITHOUT ROWID',
    'CREATE TABLE filed_opening (filing TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (filing, currency)) STRICT, WITHOUT ROWID',
  ],
  fold({ event }, views) {
    const happened = event as TeamBooksEvent;
    switch (happened.type) {
      case 'TeamIncorporated':
        views.run('INSERT INTO team_books VALUES (?)', happened.team);
        break;
      case 'TeamFilingStarted': {
        const { filing, team, from, to, version } = happened;
        views.run("INSERT INTO team_filing VALUES (?, ?, ?, ?, ?, 'OPEN', 0)", filing, team, from, to, version);
        break;
      }
      case 'TeamFilingBatchTaken': {
        const { filing, batch, digest, entries, names } = happened;
        views.run('INSERT INTO filed_batch VALUES (?, ?, ?)', filing, batch, digest);
        for (const { path, name } of names) {
          views.run('INSERT INTO filed_account VALUES (?, ?, ?)', filing, path, encode(name));
        }
        for (const entry of entries) foldEntry(filing, entry, views);
        break;
      }
      case 'TeamBooksFiled': {
        const { filing, team, from } = happened;
        views.run(
          "UPDATE team_filing SET status = 'REPLACED' WHERE team = ? AND from_day = ? AND status = 'FILED'",
          team,
          from,
        );
        views.run("UPDATE team_filing SET status = 'FILED' WHERE id = ?", filing);
        break;
      }
      case 'TeamFilingDropped':
        views.run("UPDATE team_filing SET status = 'DROPPED' WHERE id = ?", happened.filing);
        // Its accounts stay: their names have to be erased.
        for (const table of ['filed_batch', 'filed_entry', 'filed_total', 'filed_debit', 'filed_opening']) {
          views.run(`DELETE FROM ${table} WHERE filing = ?`, happened.filing);
        }
        break;
    }
  },
};

function foldEntry(filing: Id, entry: FiledEntry, views: Writer): void {
  const { id, day, postings } = entry;
  views.run('INSERT INTO filed_entry VALUES (?, ?, ?, ?)', filing, day, id, encode(entry));
  for (const { account, currency, amountMinor, dimensions } of postings) {
    views.run(
      `INSERT INTO filed_total VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount`,
      ...[filing, day, typeOfPath(account) ?? '', account, currency],
      ...[dimensions?.counterparty ?? '', dimensions?.spentIn ?? '', dimensions?.purpose ?? '', amountMinor],
    );
    if (amountMinor > 0n) add('filed_debit', filing, currency, amountMinor, views);
  }
  const from = views.row('SELECT from_day FROM team_filing WHERE id = ?', filing)?.['from_day'];
  if (day !== from || !isOpening(postings)) return;
  views.run('UPDATE team_filing SET has_opening = 1 WHERE id = ?', filing);
  for (const { account, currency, amountMinor } of postings) {
    if (typeOfPath(account) !== 'EQUITY') add('filed_opening', filing, currency, amountMinor, views);
  }
}

function add(table: string, filing: Id, currency: CurrencyCode, amountMinor: bigint, views: Writer): void {
  views.run(
    `INSERT INTO ${table} VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount`,
    filing,
    currency,
    amountMinor,
  );
}

/** Opening balances of books that begin anew: what is owned and owed against equity, on the first day, and nothing else. */
function isOpening(postings: readonly FiledPosting[]): boolean {
  const types = new Set(postings.map(({ account }) => typeOfPath(account)));
  return types.has('EQUITY') && !types.has('INCOME') && !types.has('EXPENSE');
}

export function teamBooksOf(read: Reader, team: Id): TeamBooksState | undefined {
  return read.entity<TeamBooksState>('team-books', team);
}

export function filingOf(read: Reader, id: Id): TeamFilingState | undefined {
  return read.entity<TeamFilingState>('team-filing', id);
}

/** The newest filing of a period that was not dropped. */
export function newestFiling(read: Reader, team: Id, from: Day): TeamFilingState | undefined {
  const row = read.row(
    "SELECT id FROM team_filing WHERE team = ? AND from_day = ? AND status <> 'DROPPED' ORDER BY version DESC LIMIT 1",
    team,
    from,
  );
  return row === undefined ? undefined : filingOf(read, String(row['id']));
}

/** What a team said of its accounts with its last filing that was not dropped. */
export function saidOf(read: Reader, team: Id): readonly AccountNote[] {
  const row = read.row("SELECT max(id) AS id FROM team_filing WHERE team = ? AND status <> 'DROPPED'", team);
  return filingOf(read, String(row?.['id'] ?? ''))?.accounts ?? [];
}

/** True where the filing is the one of its period that counts. */
export function isThatCounts(read: Reader, id: Id): boolean {
  return read.row("SELECT 1 FROM team_filing WHERE id = ? AND status = 'FILED'", id) !== undefined;
}

/** The end of the last period that a team has filed, or has begun to. */
export function filedTo(read: Reader, team: Id): Day | undefined {
  const day = read.row(
    "SELECT max(to_day) AS day FROM team_filing WHERE team = ? AND status IN ('OPEN', 'FILED')",
    team,
  )?.['day'];
  return typeof day === 'string' ? day : undefined;
}

export function soFarOf(read: Reader, id: Id): FilingSoFar {
  return {
    filing: filingOf(read, id),
    hasRow: (row) => read.row('SELECT 1 FROM filed_entry WHERE filing = ? AND id = ?', id, row) !== undefined,
    sumMinor: (currency) =>
      BigInt(
        read.row('SELECT amount FROM filed_debit WHERE filing = ? AND currency = ?', id, currency)?.['amount'] ?? 0n,
      ),
  };
}

export function batchDigests(read: Reader, id: Id): string[] {
  return read
    .rows('SELECT digest FROM filed_batch WHERE filing = ? ORDER BY batch', id)
    .map((row) => String(row['digest']));
}

/** What the file calls the accounts, by path. */
export function accountNames(read: Reader, id: Id): Map<string, TextRef> {
  return new Map(
    read
      .rows('SELECT path, name FROM filed_account WHERE filing = ?', id)
      .map((row) => [String(row['path']), decode(String(row['name'])) as TextRef]),
  );
}

/** A period for which no books of a team are here. */
export interface UnfiledPeriod extends Period {
  readonly team: Id;
  readonly status: UnfiledStatus;
  readonly dueBy: Day;
}

/** What a team has not filed of the periods that have begun and touch these days, oldest first. */
export function unfiledOf(read: Reader, plan: TeamBooksState, now: Instant, { from, to }: Period): UnfiledPeriod[] {
  const tomorrow = dayOf(now + 86_400_000);
  const filed = new Set(
    read
      .rows("SELECT from_day FROM team_filing WHERE team = ? AND status = 'FILED'", plan.team)
      .map((row) => String(row['from_day'])),
  );
  return periodsBefore(plan, to < tomorrow ? to : tomorrow)
    .filter((period) => period.to > from && !filed.has(period.from))
    .map((period) => ({
      ...period,
      team: plan.team,
      status: statusAt(plan, period, now),
      dueBy: dueBy(plan, period),
    }));
}

/** The day before which a team's money was held by another team, or it held that of another; far ahead where that goes on. */
export function heldDays(read: Reader, side: 'team' | 'sponsor', team: Id): Day | undefined {
  const column = { team: 'team', sponsor: 'sponsor' }[side];
  const day = read.row(`SELECT max(held_to) AS day FROM held_team WHERE ${column} = ?`, team)?.['day'];
  return typeof day === 'string' ? day : undefined;
}

/** True where the team holds, or held, another team's money by this sponsorship. */
export function isHeldBy(read: Reader, sponsorship: Id, sponsor: Id): boolean {
  return read.row('SELECT sponsor FROM held_team WHERE sponsorship = ?', sponsorship)?.['sponsor'] === sponsor;
}

/** The teams whose money a team held on some of these days. */
export function heldOn(read: Reader, sponsor: Id, { from, to }: Period): Id[] {
  return read
    .rows(
      'SELECT DISTINCT team FROM held_team WHERE sponsor = ? AND held_from < ? AND held_to > ? ORDER BY team',
      ...[sponsor, to, from],
    )
    .map((row) => String(row['team']));
}

/** Every team that files books of its own, by id. */
export function plansOf(read: Reader): TeamBooksState[] {
  return read
    .rows('SELECT id FROM team_books ORDER BY id')
    .flatMap((row) => teamBooksOf(read, String(row['id'])) ?? []);
}

/** Sums of one filing by currency: what came in, what was spent, what is owned less what is owed at the end. */
export interface FilingSums {
  readonly currency: CurrencyCode;
  readonly incomeMinor: bigint;
  readonly spendingMinor: bigint;
}

export function sumsOf(read: Reader, filing: Id, of: 'money' | 'resources' = 'money'): FilingSums[] {
  return read
    .rows(
      `SELECT currency, -sum(CASE type WHEN 'INCOME' THEN amount ELSE 0 END) AS income,
         sum(CASE type WHEN 'EXPENSE' THEN amount ELSE 0 END) AS spending
       FROM filed_total WHERE filing = ? AND ${of === 'money' ? IS_MONEY : `NOT (${IS_MONEY})`}
       GROUP BY currency ORDER BY currency`,
      filing,
    )
    .map((row) => ({
      currency: String(row['currency']),
      incomeMinor: BigInt(row['income'] ?? 0n),
      spendingMinor: BigInt(row['spending'] ?? 0n),
    }));
}

/**
 * What a team owns less what it owes before a day, by currency, as it was filed: from the newest filing that says with
 * what it begins, and what the filings after it add.
 */
export function netAssetsOf(read: Reader, team: Id, before: Day): Map<CurrencyCode, bigint> {
  const filings = read.rows(
    "SELECT id, has_opening FROM team_filing WHERE team = ? AND status = 'FILED' AND from_day < ? ORDER BY from_day DESC",
    team,
    before,
  );
  const begun = filings.findIndex((row) => row['has_opening'] === 1n);
  const sums = new Map<CurrencyCode, bigint>();
  for (const { id } of begun === -1 ? filings : filings.slice(0, begun + 1)) {
    const rows = read.rows(
      `SELECT currency, sum(amount) AS amount FROM filed_total
       WHERE filing = ? AND day < ? AND type IN ('ASSET', 'LIABILITY') AND ${IS_MONEY} GROUP BY currency`,
      String(id),
      before,
    );
    for (const { currency, amount } of rows) {
      sums.set(String(currency), (sums.get(String(currency)) ?? 0n) + BigInt(amount ?? 0n));
    }
  }
  return sums;
}

/** By how much the opening balances of a filing differ from what the books before it ended with; empty where they agree or one of them is not there. */
export function openingGap(read: Reader, { id, team, from }: TeamFilingState): Map<CurrencyCode, bigint> {
  const openings = read.rows(`SELECT currency, amount FROM filed_opening WHERE filing = ? AND ${IS_MONEY}`, id);
  const isFirst =
    read.row("SELECT 1 FROM team_filing WHERE team = ? AND status = 'FILED' AND to_day = ?", team, from) === undefined;
  if (openings.length === 0 || isFirst) return new Map();
  const gap = new Map([...netAssetsOf(read, team, from)].map(([currency, minor]) => [currency, -minor]));
  for (const { currency, amount } of openings) {
    gap.set(String(currency), (gap.get(String(currency)) ?? 0n) + BigInt(amount ?? 0n));
  }
  return new Map([...gap].filter(([, minor]) => minor !== 0n).sort());
}

/** What moved on one account of a filing, debits positive. */
export interface FiledAccount {
  readonly path: string;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
}

/** The accounts of a filing after one, by path and currency. */
export function filedAccounts(
  read: Reader,
  filing: Id,
  after: readonly [path: string, currency: string],
  limit: number,
): FiledAccount[] {
  return read
    .rows(
      `SELECT account, currency, sum(amount) AS amount FROM filed_total
       WHERE filing = ? AND (account, currency) > (?, ?) GROUP BY account, currency ORDER BY account, currency LIMIT ?`,
      filing,
      ...after,
      limit,
    )
    .map((row) => ({
      path: String(row['account']),
      currency: String(row['currency']),
      amountMinor: BigInt(row['amount'] ?? 0n),
    }));
}

/** The entries of a filing after one, by day and id. */
export function filedEntries(
  read: Reader,
  filing: Id,
  after: readonly [day: Day, id: Id],
  limit: number,
): FiledEntry[] {
  return read
    .rows(
      'SELECT body FROM filed_entry WHERE filing = ? AND (day, id) > (?, ?) ORDER BY day, id LIMIT ?',
      filing,
      ...after,
      limit,
    )
    .map((row) => decode(String(row['body'])) as FiledEntry);
}
