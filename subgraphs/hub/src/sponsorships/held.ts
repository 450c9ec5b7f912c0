import { IS_MONEY } from '@hubgraph/books';
import type { Reader } from '@hubgraph/journal';
import { type CurrencyCode, type Day, dayOf, decode, type Id, type Instant, type Money } from '@hubgraph/kernel';
import { isResourceCode } from '@hubgraph/ledger';
import type { FiledEntry } from '../team-books/batches.ts';
import { filingOf, teamBooksOf, type UnfiledPeriod, unfiledOf } from '../team-books/views.ts';
import type { SponsorshipState } from './state.ts';
import { feeOf } from './terms.ts';

/** What the filed books of a sponsoring team say of another team's money. */
export interface HeldMoney {
  /** The day up to which, exclusive, no books are missing; the first day of the sponsorship where those of its first period are. */
  readonly asOf: Day;
  readonly balances: readonly Money[];
  readonly cameIn: readonly Money[];
  readonly spent: readonly Money[];
  /** What the team directed and the sponsor says that it paid, on days of which books are here. */
  readonly directed: readonly Money[];
  /** The agreed part of what came in. */
  readonly fees: readonly Money[];
  /** Spent, less what was directed: the fee, and what the team never asked for. */
  readonly notDirected: readonly Money[];
  readonly missing: readonly UnfiledPeriod[];
}

/** The filings of a sponsoring team that count now and say something of the other team's money, by period. */
export function filingsOf(read: Reader, { id, sponsor }: SponsorshipState): readonly Id[] {
  return read
    .rows("SELECT id FROM team_filing WHERE team = ? AND status = 'FILED' ORDER BY from_day", sponsor ?? '')
    .map((row) => String(row['id']))
    .filter((filing) => accountsIn(read, filing, id).length > 0);
}

/** The accounts of a filing that are said to be of another team's money. */
function accountsIn(read: Reader, filing: Id, sponsorship: Id): readonly string[] {
  const notes = filingOf(read, filing)?.accounts ?? [];
  return notes.filter((note) => note.sponsorship === sponsorship).map(({ path }) => path);
}

export function heldOf(read: Reader, sponsorship: SponsorshipState, now: Instant): HeldMoney {
  const { id, from, sponsor = '', feeBasisPoints, endedAt } = sponsorship;
  const cameIn = new Map<CurrencyCode, bigint>();
  const spent = new Map<CurrencyCode, bigint>();
  for (const filing of filingsOf(read, sponsorship)) {
    const rows = read.rows(
      `SELECT type, currency, sum(amount) AS amount FROM filed_total
       WHERE filing = ? AND account IN (SELECT value FROM json_each(?)) AND ${IS_MONEY}
       GROUP BY type, currency`,
      ...[filing, JSON.stringify(accountsIn(read, filing, id))],
    );
    for (const { type, currency, amount } of rows) {
      const isIncome = type === 'INCOME';
      add(isIncome ? cameIn : spent, String(currency), isIncome ? -BigInt(amount ?? 0n) : BigInt(amount ?? 0n));
    }
  }
  const plan = teamBooksOf(read, sponsor);
  const to = endedAt === undefined ? '9999-12-31' : dayOf(endedAt + DAY_MS);
  const missing = plan === undefined ? [] : unfiledOf(read, plan, now, { from, to });
  const asOf = missing[0]?.from ?? dayOf(now);
  const directed = directedBefore(read, id, missing[0]?.from);
  const fees = new Map(
    [...cameIn].map(([currency, minor]) => [currency, minor > 0n ? feeOf(minor, feeBasisPoints) : 0n]),
  );
  return {
    asOf: [asOf, from].sort().at(-1) ?? from,
    balances: moneys(minus(cameIn, spent)),
    ...{ cameIn: moneys(cameIn), spent: moneys(spent), directed: moneys(directed), fees: moneys(fees) },
    notDirected: moneys(minus(spent, directed)),
    missing,
  };
}

const DAY_MS = 86_400_000;

function directedBefore(read: Reader, sponsorship: Id, before: Day | undefined): Map<CurrencyCode, bigint> {
  const rows = read.rows(
    "SELECT currency, amount FROM direction WHERE sponsorship = ? AND status = 'PAID' AND paid_on < ?",
    ...[sponsorship, before ?? '9999-12-31'],
  );
  const sums = new Map<CurrencyCode, bigint>();
  // What was only said has no limit as books have one; a sum of SQLite's would.
  for (const { currency, amount } of rows) add(sums, String(currency), BigInt(amount ?? 0n));
  return sums;
}

/** What went into and out of another team's money, in order, one line for each entry and currency. */
export function heldHistory(read: Reader, { id }: SponsorshipState, filings: readonly Id[]) {
  return filings.flatMap((filing) => {
    const ours = new Set(accountsIn(read, filing, id));
    return read.rows('SELECT body FROM filed_entry WHERE filing = ? ORDER BY day, id', filing).flatMap((row) => {
      const entry = decode(String(row['body'])) as FiledEntry;
      const sums = new Map<CurrencyCode, bigint>();
      for (const { account, currency, amountMinor } of entry.postings) {
        if (ours.has(account) && !isResourceCode(currency)) add(sums, currency, -amountMinor);
      }
      return [...sums].sort(byCurrency).map(([currency, minor]) => ({
        entry: entry.id,
        currency,
        amountMinor: String(minor),
      }));
    });
  });
}

function add(sums: Map<CurrencyCode, bigint>, currency: CurrencyCode, minor: bigint): void {
  sums.set(currency, (sums.get(currency) ?? 0n) + minor);
}

function minus(sums: ReadonlyMap<CurrencyCode, bigint>, less: ReadonlyMap<CurrencyCode, bigint>) {
  const rest = new Map(sums);
  for (const [currency, minor] of less) add(rest, currency, -minor);
  return rest;
}

function moneys(sums: ReadonlyMap<CurrencyCode, bigint>): Money[] {
  return [...sums].sort(byCurrency).map(([currency, amountMinor]) => ({ currency, amountMinor }));
}

function byCurrency([a]: readonly [CurrencyCode, bigint], [b]: readonly [CurrencyCode, bigint]): number {
  return a < b ? -1 : 1;
}
