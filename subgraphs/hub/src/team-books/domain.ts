import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import {
  type Day,
  dayOf,
  type Id,
  type Instant,
  isDay,
  isRejection,
  type Period,
  parsePeriod,
  type Rejection,
  reject,
  sha256,
} from '@hubgraph/kernel';
import { typeOfPath } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';
import { COUNTRY } from '../imports/domain.ts';
import type { TeamState } from '../teams/domain.ts';
import type { FiledEntry } from './batches.ts';
import { type FilingPlan, isBoundary, isPeriodOf } from './periods.ts';

/** A team is a legal entity with accounts of its own, and files its books from a day on. */
export interface RecordIncorporation extends Command, Omit<FilingPlan, 'until'> {
  readonly type: 'RecordIncorporation';
  readonly team: Id;
  readonly legalName: TextRef;
  /** Where it is registered, and under which number. */
  readonly registration: TextRef;
}
/** From a day on the team has no books of its own any more. */
export interface EndTeamBooks extends Command {
  readonly type: 'EndTeamBooks';
  readonly team: Id;
  readonly until: Day;
  readonly reason: TextRef;
}
/** What the team says of an account of its file. */
export interface AccountNote {
  readonly path: string;
  /** True where it is money from or to the hub or others of the movement. */
  readonly isMovement?: boolean;
  readonly purpose?: string;
  /** The sponsorship of another team whose money this income or spending is. */
  readonly sponsorship?: Id;
}
export interface StartTeamFiling extends Command, Period {
  readonly type: 'StartTeamFiling';
  readonly filing: Id;
  readonly team: Id;
  readonly fileSha256: string;
  /** Where the money was spent; for all of the file. */
  readonly country?: string;
  readonly accounts: readonly (AccountNote | Rejection<'account-type-is-unknown'>)[];
  /** Why books that were filed are filed again. */
  readonly reason?: TextRef;
}
export interface CompleteTeamFiling extends Command {
  readonly type: 'CompleteTeamFiling';
  readonly filing: Id;
  readonly fileSha256: string;
  readonly batches: number;
  readonly rows: number;
}
export interface DropTeamFiling extends Command {
  readonly type: 'DropTeamFiling';
  readonly filing: Id;
}

export interface TeamIncorporated extends Event, Omit<FilingPlan, 'until'> {
  readonly type: 'TeamIncorporated';
  readonly team: Id;
  readonly legalName: TextRef;
  readonly registration: TextRef;
}
export interface TeamBooksEnded extends Event {
  readonly type: 'TeamBooksEnded';
  readonly team: Id;
  readonly until: Day;
  readonly reason: TextRef;
}
export interface TeamFilingStarted extends Event, Period {
  readonly type: 'TeamFilingStarted';
  readonly filing: Id;
  readonly team: Id;
  readonly version: number;
  readonly fileSha256: string;
  readonly country?: string;
  readonly accounts: readonly AccountNote[];
  readonly reason?: TextRef;
}
export interface TeamFilingBatchTaken extends Event {
  readonly type: 'TeamFilingBatchTaken';
  readonly filing: Id;
  readonly batch: number;
  /** A keyed digest of the rows as they were sent. */
  readonly digest: string;
  readonly entries: readonly FiledEntry[];
  /** What the file calls the accounts that no batch before had. */
  readonly names: readonly { readonly path: string; readonly name: TextRef }[];
}
export interface TeamBooksFiled extends Event, Period {
  readonly type: 'TeamBooksFiled';
  readonly filing: Id;
  readonly team: Id;
  readonly version: number;
  readonly fileSha256: string;
  readonly batches: number;
  readonly rows: number;
  /** SHA-256 of the keyed digests of all batches, in order. */
  readonly digest: string;
}
export interface TeamFilingDropped extends Event {
  readonly type: 'TeamFilingDropped';
  readonly filing: Id;
}
export type TeamBooksEvent =
  | TeamIncorporated
  | TeamBooksEnded
  | TeamFilingStarted
  | TeamFilingBatchTaken
  | TeamBooksFiled
  | TeamFilingDropped;

/** The plan by which a team files its own books. */
export interface TeamBooksState extends FilingPlan {
  readonly team: Id;
  readonly legalName: TextRef;
  readonly registration: TextRef;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  readonly endReason?: TextRef;
}

/** `OPEN` → `FILED` | `DROPPED`. A newer version of the same period takes the place of one that was filed. */
export interface TeamFilingState extends Omit<TeamFilingStarted, 'type' | 'filing'> {
  readonly id: Id;
  readonly status: 'OPEN' | 'FILED' | 'DROPPED';
  readonly batches: number;
  readonly rows: number;
  readonly startedAt: Instant;
  readonly startedBy: string;
  readonly closedAt?: Instant;
  readonly digest?: string;
}

/** In order of precedence within each command; those of the ledger come after them, for entries. */
export type TeamBooksRejectionCode =
  | 'team-is-unknown'
  | 'team-is-incorporated'
  | 'team-is-not-incorporated'
  | 'day-is-malformed'
  | 'day-begins-no-month'
  | 'day-is-too-early'
  | 'grace-is-out-of-range'
  | 'team-is-sponsored'
  | 'team-holds-money'
  | 'team-books-have-ended'
  | 'day-begins-no-period'
  | 'period-was-filed'
  | 'file-digest-is-malformed'
  | 'period-is-empty'
  | 'period-is-not-of-the-team'
  | 'period-has-not-ended'
  | 'country-is-malformed'
  | 'account-type-is-unknown'
  | 'sponsorship-is-not-of-the-team'
  | 'account-is-neither-income-nor-spending'
  | 'accounts-are-too-many'
  | 'filing-is-open'
  | 'books-were-filed'
  | 'reason-is-missing'
  | 'filing-is-unknown'
  | 'filing-is-dropped'
  | 'filing-is-complete'
  | 'batch-is-empty'
  | 'batch-has-too-many-rows'
  | 'batch-is-out-of-order'
  | 'batch-has-other-rows'
  | 'source-id-is-malformed'
  | 'row-is-repeated'
  | 'day-is-outside-the-period'
  | 'balance-is-too-large'
  | 'file-digest-differs'
  | 'filing-has-other-rows';

const YEARS_BACK_MAX = 30;
const ACCOUNTS_MAX = 500;
const GRACE_DAYS_MAX = 366;
const SHA256 = /^[0-9a-f]{64}$/;

export function decideRecordIncorporation(
  { team, legalName, registration, since, months, graceDays, at }: RecordIncorporation,
  state: {
    readonly team: TeamState | undefined;
    readonly books: TeamBooksState | undefined;
    /** The day before which another team held its money; far ahead where it does. */
    readonly heldTo: Day | undefined;
  },
): readonly TeamBooksEvent[] | Rejection<TeamBooksRejectionCode> {
  if (state.team === undefined) return refuse('team-is-unknown', `There is no team ${team.slice(0, 80)}.`);
  if (state.books !== undefined) return refuse('team-is-incorporated', 'The team files books of its own already.');
  if (!isDay(since)) return refuse('day-is-malformed', 'Write the day like 2026-01-01.');
  if (!since.endsWith('-01')) return refuse('day-begins-no-month', 'Books begin on the first day of a month.');
  if (since < `${Number(dayOf(at).slice(0, 4)) - YEARS_BACK_MAX}-01-01`) {
    return refuse('day-is-too-early', `Books are asked for from a day of the last ${YEARS_BACK_MAX} years on.`);
  }
  if (!Number.isInteger(graceDays) || graceDays < 1 || graceDays > GRACE_DAYS_MAX) {
    return refuse('grace-is-out-of-range', `Give the team 1 to ${GRACE_DAYS_MAX} days after a period has ended.`);
  }
  if (state.heldTo !== undefined && since < state.heldTo) {
    return refuse('team-is-sponsored', 'Another team holds its money on these days, and two books would tell of it.');
  }
  return [{ type: 'TeamIncorporated', team, legalName, registration, since, months, graceDays }];
}

export function decideEndTeamBooks(
  { team, until, reason }: EndTeamBooks,
  state: {
    readonly books: TeamBooksState | undefined;
    readonly filedTo: Day | undefined;
    /** The day before which it held the money of another team; far ahead where it does. */
    readonly holdsTo: Day | undefined;
  },
): readonly TeamBooksEvent[] | Rejection<TeamBooksRejectionCode> {
  const { books } = state;
  if (books === undefined) return notIncorporated(team);
  if (books.until !== undefined) return refuse('team-books-have-ended', `They have ended before ${books.until}.`);
  if (!isDay(until)) return refuse('day-is-malformed', 'Write the day like 2026-01-01.');
  if (!isBoundary(books, until)) {
    return refuse('day-begins-no-period', 'Give the day after the last one of a period of the team.');
  }
  if (state.filedTo !== undefined && until < state.filedTo) {
    return refuse('period-was-filed', `The team has filed its books up to ${state.filedTo}; they cannot end earlier.`);
  }
  if (state.holdsTo !== undefined && until < state.holdsTo) {
    return refuse('team-holds-money', 'It holds the money of another team on these days, and its books are asked for.');
  }
  return [{ type: 'TeamBooksEnded', team, until, reason }];
}

export function decideStartTeamFiling(
  { filing, team, from, to, fileSha256, country, accounts, reason, at }: StartTeamFiling,
  state: {
    readonly books: TeamBooksState | undefined;
    /** The newest filing of the period that was not dropped. */
    readonly newest: TeamFilingState | undefined;
    /** What the team said of its accounts with the filing before, of whichever period: it holds until it says otherwise. */
    readonly said: readonly AccountNote[];
    /** True for a country that the hub protects: it stands in nothing. */
    readonly isProtected: boolean;
    /** True where the team holds, or held, another team's money by this sponsorship. */
    readonly holds: (sponsorship: Id) => boolean;
  },
): readonly TeamBooksEvent[] | Rejection<TeamBooksRejectionCode> {
  const { books, newest, said, isProtected } = state;
  if (books === undefined) return notIncorporated(team);
  if (!SHA256.test(fileSha256)) {
    return refuse('file-digest-is-malformed', 'The SHA-256 of a file has 64 small hexadecimal digits.');
  }
  const period = parsePeriod(from, to);
  if (isRejection(period)) return period;
  if (!isPeriodOf(books, period)) {
    return refuse('period-is-not-of-the-team', `The team files every ${books.months} months from ${books.since} on.`);
  }
  if (dayOf(at) < to) return refuse('period-has-not-ended', `The period ends before ${to}; file its books then.`);
  if (country !== undefined && !COUNTRY.test(country)) {
    return refuse('country-is-malformed', 'Give the country as two letters, as KE.');
  }
  const notes = new Map(said.map((note) => [note.path, note]));
  for (const account of accounts) {
    if (isRejection(account)) return account;
    const refusal = account.sponsorship === undefined ? undefined : checkHeld(account, state.holds);
    if (refusal !== undefined) return refusal;
    notes.set(account.path, account);
  }
  if (notes.size > ACCOUNTS_MAX) {
    return refuse('accounts-are-too-many', `Say something of at most ${ACCOUNTS_MAX} accounts.`);
  }
  if (newest?.status === 'OPEN') {
    return refuse('filing-is-open', `The filing ${newest.id} of this period is open; go on with it, or drop it.`);
  }
  if (newest !== undefined && reason === undefined) {
    return newest.fileSha256 === fileSha256
      ? refuse('books-were-filed', `This file was filed before, as ${newest.id}; nothing was changed.`)
      : refuse(
          'reason-is-missing',
          `The books of this period were filed as ${newest.id}; say why they are filed again.`,
        );
  }
  const facts = {
    filing,
    team,
    from,
    to,
    version: (newest?.version ?? 0) + 1,
    fileSha256,
    accounts: [...notes.values()],
  };
  const options = {
    ...(country === undefined || isProtected ? {} : { country }),
    ...(reason === undefined ? {} : { reason }),
  };
  return [{ type: 'TeamFilingStarted', ...facts, ...options }];
}

export function decideCompleteTeamFiling(
  { filing: id, fileSha256, batches, rows }: CompleteTeamFiling,
  state: { readonly filing: TeamFilingState | undefined; readonly digests: readonly string[] },
): readonly TeamBooksEvent[] | Rejection<TeamBooksRejectionCode> {
  const filing = openFiling(id, state.filing);
  if (isRejection(filing)) return filing;
  if (fileSha256 !== filing.fileSha256) {
    return refuse('file-digest-differs', `The filing is of the file ${filing.fileSha256}; another one was read.`);
  }
  if (filing.batches !== batches || filing.rows !== rows) {
    const here = `${filing.rows} rows in ${filing.batches} batches are here`;
    return refuse('filing-has-other-rows', `${here}, not ${rows} in ${batches}.`);
  }
  const { team, from, to, version } = filing;
  const digest = sha256(state.digests.join('\n'));
  return [{ type: 'TeamBooksFiled', filing: id, team, from, to, version, fileSha256, batches, rows, digest }];
}

export function decideDropTeamFiling(
  { filing: id }: DropTeamFiling,
  state: { readonly filing: TeamFilingState | undefined },
): readonly TeamBooksEvent[] | Rejection<TeamBooksRejectionCode> {
  const filing = openFiling(id, state.filing);
  return isRejection(filing) ? filing : [{ type: 'TeamFilingDropped', filing: id }];
}

/** Another team's money is told by income and spending: as a debt it would be in no figure of anybody. */
function checkHeld(
  { path, sponsorship = '' }: AccountNote,
  holds: (sponsorship: Id) => boolean,
): Rejection<TeamBooksRejectionCode> | undefined {
  if (!holds(sponsorship)) {
    return refuse('sponsorship-is-not-of-the-team', `This team holds no money by ${sponsorship.slice(0, 80)}.`);
  }
  const type = typeOfPath(path);
  return type === 'INCOME' || type === 'EXPENSE'
    ? undefined
    : refuse(
        'account-is-neither-income-nor-spending',
        'Whose money it is, is said of accounts of income and spending.',
      );
}

/** The filing if it is open; a refusal otherwise. */
export function openFiling(
  id: Id,
  filing: TeamFilingState | undefined,
): TeamFilingState | Rejection<TeamBooksRejectionCode> {
  if (filing === undefined) return refuse('filing-is-unknown', `There is no filing ${id.slice(0, 80)}.`);
  if (filing.status === 'DROPPED') return refuse('filing-is-dropped', 'The filing was dropped; start anew.');
  if (filing.status === 'FILED') return refuse('filing-is-complete', 'The filing is complete.');
  return filing;
}

function notIncorporated(team: Id): Rejection<TeamBooksRejectionCode> {
  return refuse('team-is-not-incorporated', `The team ${team.slice(0, 80)} files no books of its own.`);
}

function refuse(code: TeamBooksRejectionCode, message: string): Rejection<TeamBooksRejectionCode> {
  return reject(code, message);
}

const PLANS: readonly string[] = ['TeamIncorporated', 'TeamBooksEnded'];
const FILINGS: readonly string[] = ['TeamFilingStarted', 'TeamFilingBatchTaken', 'TeamBooksFiled', 'TeamFilingDropped'];

export const teamBooks = defineEntity<TeamBooksState, TeamIncorporated | TeamBooksEnded>({
  kind: 'team-books',
  concerns: (event) => (PLANS.includes(event.type) ? [event.team] : []),
  evolve(state, { event, at, by }) {
    if (event.type === 'TeamIncorporated') {
      const { type: _, ...facts } = event;
      return { ...facts, recordedAt: at, recordedBy: by };
    }
    if (state === undefined) throw new Error('The end of books that were never begun.');
    return { ...state, until: event.until, endReason: event.reason };
  },
});

export const teamFiling = defineEntity<TeamFilingState, Exclude<TeamBooksEvent, TeamIncorporated | TeamBooksEnded>>({
  kind: 'team-filing',
  concerns: (event) => (FILINGS.includes(event.type) ? [event.filing] : []),
  evolve(state, { event, at, by }) {
    if (event.type === 'TeamFilingStarted') {
      const { type: _, filing: id, ...facts } = event;
      return { id, ...facts, status: 'OPEN', batches: 0, rows: 0, startedAt: at, startedBy: by };
    }
    if (state === undefined) throw new Error('An event of a filing that was never started.');
    switch (event.type) {
      case 'TeamFilingBatchTaken':
        return { ...state, batches: state.batches + 1, rows: state.rows + event.entries.length };
      case 'TeamBooksFiled':
        return { ...state, status: 'FILED', closedAt: at, digest: event.digest };
      case 'TeamFilingDropped':
        return { ...state, status: 'DROPPED', closedAt: at };
    }
  },
});
