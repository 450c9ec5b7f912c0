import { keep } from '@hubgraph/books';
import type { Command, Event } from '@hubgraph/journal';
import { type Day, dayOf, type Id, type Instant, isRejection, type Rejection, type Slug } from '@hubgraph/kernel';
import type { FundBalance, Slice } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';
import { derivedId } from '../imports/derived-id.ts';
import type { TeamBooksState } from '../team-books/domain.ts';
import type { TeamState } from '../teams/domain.ts';
import { type ArrivedSponsorship, isWhole } from './moving.ts';
import type {
  SponsorshipAgreed,
  SponsorshipConsented,
  SponsorshipDeclined,
  SponsorshipEnded,
  SponsorshipOffered,
  SponsorshipRejectionCode,
  SponsorshipState,
} from './state.ts';
import { checkTerms, isHandedOn, isSponsored, notActive, refuse, teamIsSponsored, unknown } from './terms.ts';

/** A team that is a legal entity offers to hold the money of another team. */
export interface OfferTeamSponsorship extends Command {
  readonly type: 'OfferTeamSponsorship';
  readonly sponsorship: Id;
  readonly sponsor: Id;
  readonly team: Id;
  readonly feeBasisPoints: number;
  readonly terms: TextRef;
  readonly from: Day;
  readonly to?: Day;
  /** The sponsorship that goes on here. */
  readonly continues?: Id;
}
/** The hub consents that one of its teams holds the money of another. */
export interface ConsentToSponsorship extends Command {
  readonly type: 'ConsentToSponsorship';
  readonly sponsorship: Id;
}
/** Either side, or the hub, wants nothing of what was offered. */
export interface DeclineSponsorship extends Command {
  readonly type: 'DeclineSponsorship';
  readonly sponsorship: Id;
  readonly reason: TextRef;
}

export function decideOfferTeamSponsorship(
  { sponsorship, sponsor, team, feeBasisPoints, terms, from, to, continues }: OfferTeamSponsorship,
  state: {
    readonly sponsor: TeamState | undefined;
    /** The own books of the team that would hold the money. */
    readonly books: TeamBooksState | undefined;
    readonly team: TeamState | undefined;
    /** The own books of the team whose money it would be. */
    readonly ownBooks: TeamBooksState | undefined;
    readonly current: SponsorshipState | undefined;
    readonly arrived: ArrivedSponsorship | undefined;
    /** What of this hub goes on. */
    readonly before: SponsorshipState | undefined;
  },
): readonly Event[] | Rejection<SponsorshipRejectionCode> {
  if (state.team === undefined) return refuse('team-is-unknown', `There is no team ${team.slice(0, 80)}.`);
  if (state.sponsor === undefined) return refuse('team-is-unknown', `There is no team ${sponsor.slice(0, 80)}.`);
  if (sponsor === team) return refuse('sponsor-is-the-team', 'A team holds its own money without a sponsor.');
  const refusal = checkTerms({ feeBasisPoints, from, ...(to === undefined ? {} : { to }) });
  const withoutBooks = checkBooks(refusal === undefined ? from : undefined, state);
  if (withoutBooks !== undefined) return withoutBooks;
  if (isSponsored(state.current)) return teamIsSponsored();
  if (refusal !== undefined) return refusal;
  const { arrived } = state;
  if (continues !== undefined && !isHandedOn(state.before, team) && (arrived === undefined || !isWhole(arrived))) {
    return refuse('sponsorship-has-not-arrived', `Nobody has given ${continues.slice(0, 80)} to this hub yet.`);
  }
  if (arrived?.continuedBy !== undefined) {
    return refuse('sponsorship-is-continued', 'It goes on here already, with the team that agreed first.');
  }
  if (arrived !== undefined && arrived.transfers.length > 0) {
    return refuse('sponsor-is-a-team', 'The money comes into the books of this hub: let the hub hold it first.');
  }
  const options = { ...(to === undefined ? {} : { to }), ...(continues === undefined ? {} : { continues }) };
  const facts = { sponsorship, team, sponsor, feeBasisPoints, terms, from, ...options };
  return [{ type: 'SponsorshipOffered', ...facts } as SponsorshipOffered];
}

/**
 * Who holds the money files books on all of its days, and whose money it is on none of them.
 * @param from undefined where the day is not one
 */
function checkBooks(
  from: Day | undefined,
  { books, ownBooks }: { readonly books: TeamBooksState | undefined; readonly ownBooks: TeamBooksState | undefined },
): Rejection<SponsorshipRejectionCode> | undefined {
  if (books === undefined || books.until !== undefined || (from !== undefined && from < books.since)) {
    return refuse(
      'sponsor-files-no-books',
      'Who holds the money of another team files books with the hub from the first day on: without them nobody would see it.',
    );
  }
  if (ownBooks === undefined) return undefined;
  if (ownBooks.until === undefined) {
    return refuse('team-is-incorporated', 'The team files books of its own; it holds its money itself.');
  }
  return from === undefined || from >= ownBooks.until
    ? undefined
    : refuse('team-is-incorporated', `The team files books of its own before ${ownBooks.until}; begin then.`);
}

/** The team agrees; nobody agrees to what they offered themselves. */
export function decideAgree(
  { id, status, offeredBy }: SponsorshipState,
  by: string,
): readonly Event[] | Rejection<SponsorshipRejectionCode> {
  if (status !== 'OFFERED') return refuse('sponsorship-is-not-offered', 'The team has agreed before, or it is over.');
  if (offeredBy === by) return needsAnother();
  return [{ type: 'SponsorshipAgreed', sponsorship: id } as SponsorshipAgreed];
}

export function decideConsentToSponsorship(
  { sponsorship: id, at, by }: ConsentToSponsorship,
  {
    sponsorship,
    arrived,
    books,
    ownBooks,
    isLate,
    payout,
  }: {
    readonly sponsorship: SponsorshipState | undefined;
    /** The own books of the team that would hold the money, and of the team whose money it is: they may have ended or begun since. */
    readonly books: TeamBooksState | undefined;
    readonly ownBooks: TeamBooksState | undefined;
    readonly arrived: ArrivedSponsorship | undefined;
    /** True while books of the sponsoring team are late. */
    readonly isLate: boolean;
    /** What pays out what the hub itself held until now. */
    readonly payout: () => readonly Event[] | Rejection;
  },
): readonly Event[] | Rejection {
  if (sponsorship === undefined) return unknown(id);
  const { sponsor, status, team, from, continues } = sponsorship;
  if (sponsor === undefined) return refuse('sponsor-is-the-hub', 'The hub itself offers this; its board did so.');
  if (status !== 'AGREED') {
    return refuse('sponsorship-is-not-agreed', 'The team has not agreed yet, or the hub has consented, or it is over.');
  }
  if (sponsorship.offeredBy === by || sponsorship.acceptedBy === by) return needsAnother();
  if (arrived?.continuedBy !== undefined) {
    return refuse('sponsorship-is-continued', 'It goes on here already, with the team that agreed first.');
  }
  const withoutBooks = checkBooks(from, { books, ownBooks });
  if (withoutBooks !== undefined) return withoutBooks;
  if (isLate) {
    return refuse('sponsor-books-are-late', 'Books of the sponsoring team are late; it files them first.');
  }
  const paid = payout();
  if (isRejection(paid)) return paid;
  // On a day before, it would be the hub's spending, and once more that of the team.
  if (paid.length > 0 && dayOf(at) < from) {
    return refuse('day-is-in-the-future', `What the hub holds is paid out as it consents: do so from ${from} on.`);
  }
  const facts = { sponsorship: id, team, sponsor, from, ...(continues === undefined ? {} : { continues }) };
  return [{ type: 'SponsorshipConsented', ...facts } as SponsorshipConsented, ...paid];
}

export function decideDeclineSponsorship(
  { sponsorship: id, reason }: DeclineSponsorship,
  { sponsorship }: { readonly sponsorship: SponsorshipState | undefined },
): readonly Event[] | Rejection<SponsorshipRejectionCode> {
  if (sponsorship === undefined) return unknown(id);
  if (sponsorship.status !== 'OFFERED' && sponsorship.status !== 'AGREED') {
    return refuse('sponsorship-is-not-offered', 'It holds already, or it is over.');
  }
  return [{ type: 'SponsorshipDeclined', sponsorship: id, reason } as SponsorshipDeclined];
}

/** What a sponsoring team's filed books say when it ends. */
export interface HeldEnding {
  /** True where something is left. */
  readonly hasMoney: boolean;
  readonly filings: readonly Id[];
  readonly hasOpenDirections: boolean;
  readonly isNextKnown: boolean;
}

/** It ends where a team holds the money: what is left goes from its bank to the next sponsor, and its books will show it. */
export function decideEndHeld(
  sponsorship: SponsorshipState,
  to: Slug | undefined,
  { lines, statementDigest }: Pick<SponsorshipEnded, 'lines' | 'statementDigest'>,
  { hasMoney, filings, hasOpenDirections, isNextKnown }: HeldEnding,
): readonly Event[] | Rejection<SponsorshipRejectionCode> {
  if (sponsorship.status !== 'ACTIVE') return notActive();
  if (hasOpenDirections) {
    return refuse('directions-are-open', 'Payments are directed and not answered; answer them first.');
  }
  if (to === undefined && hasMoney) {
    return refuse('sponsorship-has-money', 'Say at which hub the money of the team is held from now on.');
  }
  if (to !== undefined && !isNextKnown) {
    return refuse('hub-is-not-authorised', `The council knows no authorised hub ${to.slice(0, 40)}.`);
  }
  const facts = { transfers: [], lines, statementDigest, filings };
  const next = to === undefined ? {} : { to };
  return [{ type: 'SponsorshipEnded', sponsorship: sponsorship.id, ...next, ...facts } as SponsorshipEnded];
}

/**
 * What the hub held of the team's money until now goes to the team that holds it from now on: as granted to the team whose
 * money it is, so that both books together count it once.
 */
export function payOut(
  before: { readonly state: SponsorshipState; readonly balances: readonly FundBalance[] } | undefined,
  { home, at, slice }: { readonly home: Slug; readonly at: Instant; readonly slice: Slice },
): readonly Event[] | Rejection {
  const { state, balances = [] } = before ?? {};
  if (state?.fund === undefined || !isHandedOn(state, state.team)) return [];
  if (balances.some(({ reservedMinor }) => reservedMinor !== 0n)) {
    return refuse('sponsorship-has-pending-entries', 'Entries of the fund are pending; post or void them first.');
  }
  const { fund, team, id } = state;
  const commands = balances
    .filter(({ postedMinor }) => postedMinor !== 0n)
    .map(({ currency, postedMinor }) => ({
      type: 'PostEntry' as const,
      at,
      id: derivedId(home, 'sponsorship', [id, currency, state.end?.statementDigest ?? '']),
      kind: 'sponsorship-moved',
      effectiveDay: dayOf(at),
      postings: [
        { account: 'assets:bank:main', currency, fund, amountMinor: -postedMinor },
        {
          ...{ account: 'expenses:grants', currency, fund, amountMinor: postedMinor },
          dimensions: { counterparty: 'TEAM' as const, team },
        },
      ],
      cites: { sponsorship: id, statement: state.end?.statementDigest ?? '' },
    }));
  return commands.length === 0 ? [] : keep(slice, commands);
}

function needsAnother(): Rejection<SponsorshipRejectionCode> {
  return refuse('sponsorship-needs-another-person', 'Who offered does not agree, and who did either does not consent.');
}
