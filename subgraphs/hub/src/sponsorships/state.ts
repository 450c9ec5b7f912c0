import { defineEntity, type Event } from '@hubgraph/journal';
import type { Day, Id, Instant, Slug } from '@hubgraph/kernel';
import type { TextRef } from '@hubgraph/node';

export interface SponsorshipOffered extends Event {
  readonly type: 'SponsorshipOffered';
  readonly sponsorship: Id;
  readonly team: Id;
  readonly feeBasisPoints: number;
  readonly terms: TextRef;
  readonly from: Day;
  readonly to?: Day;
  readonly continues?: Id;
  /** The team that would hold the money; absent where the hub would. */
  readonly sponsor?: Id;
}
export interface SponsorshipAccepted extends Event {
  readonly type: 'SponsorshipAccepted';
  readonly sponsorship: Id;
  readonly team: Id;
  readonly fund: Id;
  readonly continues?: Id;
}
export interface ExpenseApprovedForTeam extends Event {
  readonly type: 'ExpenseApprovedForTeam';
  readonly sponsorship: Id;
  readonly expense: Id;
  /** The turn of the expense that was approved: what is edited is another one. */
  readonly turn: number;
}
export interface SponsorshipEnded extends Event {
  readonly type: 'SponsorshipEnded';
  readonly sponsorship: Id;
  readonly to?: Slug;
  readonly transfers: readonly Id[];
  /** How many lines the fund's history had, and the SHA-256 of its statement. */
  readonly lines: number;
  readonly statementDigest: string;
  /** The filings of a sponsoring team of which the statement is made. */
  readonly filings?: readonly Id[];
}
/** The team agrees that another team holds its money; the hub has not consented yet. */
export interface SponsorshipAgreed extends Event {
  readonly type: 'SponsorshipAgreed';
  readonly sponsorship: Id;
}
/** The hub consents: from now on the other team holds the money. */
export interface SponsorshipConsented extends Event {
  readonly type: 'SponsorshipConsented';
  readonly sponsorship: Id;
  readonly team: Id;
  readonly sponsor: Id;
  readonly from: Day;
  readonly continues?: Id;
}
/** What was offered comes to nothing. */
export interface SponsorshipDeclined extends Event {
  readonly type: 'SponsorshipDeclined';
  readonly sponsorship: Id;
  readonly reason: TextRef;
}
export type SponsorshipEvent =
  | SponsorshipOffered
  | SponsorshipAccepted
  | SponsorshipAgreed
  | SponsorshipConsented
  | SponsorshipDeclined
  | SponsorshipEnded;

/** `OFFERED` → `ACTIVE` → `ENDED`; between the first two `AGREED` where a team holds the money; `DECLINED` before that. */
export interface SponsorshipState extends Omit<SponsorshipOffered, 'type' | 'sponsorship' | 'to'> {
  readonly id: Id;
  readonly status: 'OFFERED' | 'AGREED' | 'ACTIVE' | 'DECLINED' | 'ENDED';
  /** The day after the last one, if it has one. */
  readonly until?: Day;
  readonly offeredAt: Instant;
  readonly acceptedAt?: Instant;
  readonly acceptedBy?: string;
  /** Kept where a team would hold the money. */
  readonly offeredBy?: string;
  readonly consentedAt?: Instant;
  readonly consentedBy?: string;
  readonly declinedAt?: Instant;
  readonly declineReason?: TextRef;
  readonly fund?: Id;
  readonly endedAt?: Instant;
  readonly end?: Omit<SponsorshipEnded, 'type' | 'sponsorship'>;
}

/** In order of precedence; those of transfers and of the ledger come after them. */
export type SponsorshipRejectionCode =
  | 'team-is-unknown'
  | 'sponsor-is-the-team'
  | 'sponsor-files-no-books'
  | 'team-is-incorporated'
  | 'team-is-sponsored'
  | 'fee-is-out-of-range'
  | 'day-is-malformed'
  | 'period-is-empty'
  | 'sponsorship-has-not-arrived'
  | 'sponsorship-is-continued'
  | 'sponsorship-is-unknown'
  | 'sponsorship-is-not-offered'
  | 'sponsorship-is-not-agreed'
  | 'sponsorship-needs-another-person'
  | 'sponsor-books-are-late'
  | 'sponsorship-is-not-active'
  | 'general-fund-is-missing'
  | 'currency-is-unknown'
  | 'amount-is-not-positive'
  | 'expense-is-unknown'
  | 'expense-is-not-of-the-team'
  | 'expense-is-decided'
  | 'judge-is-a-party'
  | 'payee-was-entered-by-the-same-person'
  | 'team-has-approved'
  | 'sponsorship-has-pending-entries'
  | 'sponsorship-has-money'
  | 'sponsor-is-a-team'
  | 'sponsor-is-the-hub'
  | 'direction-is-unknown'
  | 'direction-is-answered'
  | 'directions-are-open'
  | 'day-is-in-the-future'
  | 'hub-is-not-authorised'
  | 'reason-is-missing';

const TYPES: readonly string[] = [
  'SponsorshipOffered',
  'SponsorshipAccepted',
  'SponsorshipAgreed',
  'SponsorshipConsented',
  'SponsorshipDeclined',
  'SponsorshipEnded',
];

export const sponsorship = defineEntity<SponsorshipState, SponsorshipEvent>({
  kind: 'sponsorship',
  concerns: (event) => (TYPES.includes(event.type) ? [event.sponsorship] : []),
  evolve(state, { event, at, by }) {
    if (event.type === 'SponsorshipOffered') {
      const { type: _, sponsorship: id, to: until, ...facts } = event;
      const offered = {
        ...(until === undefined ? {} : { until }),
        ...(event.sponsor === undefined ? {} : { offeredBy: by }),
      };
      return { id, status: 'OFFERED', ...facts, ...offered, offeredAt: at };
    }
    if (state === undefined) throw new Error('An event of a sponsorship that was never offered.');
    switch (event.type) {
      case 'SponsorshipAccepted':
        return { ...state, status: 'ACTIVE', fund: event.fund, acceptedAt: at, acceptedBy: by };
      case 'SponsorshipAgreed':
        return { ...state, status: 'AGREED', acceptedAt: at, acceptedBy: by };
      case 'SponsorshipConsented':
        return { ...state, status: 'ACTIVE', consentedAt: at, consentedBy: by };
      case 'SponsorshipDeclined':
        return { ...state, status: 'DECLINED', declinedAt: at, declineReason: event.reason };
      case 'SponsorshipEnded': {
        const { type: _, sponsorship: __, ...end } = event;
        return { ...state, status: 'ENDED', endedAt: at, end };
      }
    }
  },
});

/** The newest sponsorship of a team. */
export const teamSponsorship = defineEntity<{ readonly sponsorship: Id }, SponsorshipOffered>({
  kind: 'team-sponsorship',
  concerns: (event) => (event.type === 'SponsorshipOffered' ? [event.team] : []),
  evolve: (_state, { event }) => ({ sponsorship: event.sponsorship }),
});

/** Whose money a fund is. */
export const sponsoredFund = defineEntity<{ readonly sponsorship: Id }, SponsorshipAccepted>({
  kind: 'sponsored-fund',
  concerns: (event) => (event.type === 'SponsorshipAccepted' ? [event.fund] : []),
  evolve: (_state, { event }) => ({ sponsorship: event.sponsorship }),
});

/** The turn of an expense that its team has approved, and who did. */
export interface TeamApproval {
  readonly turn: number;
  readonly by: string;
}

export const teamApproval = defineEntity<TeamApproval, ExpenseApprovedForTeam>({
  kind: 'team-approval',
  concerns: (event) => (event.type === 'ExpenseApprovedForTeam' ? [event.expense] : []),
  evolve: (_state, { event, by }) => ({ turn: event.turn, by }),
});
