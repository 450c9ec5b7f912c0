import { type Command, defineEntity, type Event, type Projection, type Reader } from '@hubgraph/journal';
import {
  type CurrencyCode,
  currencyExponent,
  type Day,
  dayOf,
  type Id,
  type Instant,
  isDay,
  type Rejection,
} from '@hubgraph/kernel';
import type { TextRef } from '@hubgraph/node';
import type { SponsorshipConsented, SponsorshipEnded, SponsorshipRejectionCode, SponsorshipState } from './state.ts';
import { notActive, refuse, unknown } from './terms.ts';

/** A team says what the team that holds its money shall pay. */
export interface DirectPayment extends Command {
  readonly type: 'DirectPayment';
  readonly direction: Id;
  readonly sponsorship: Id;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly about: TextRef;
}
/** The sponsoring team has paid, on a day, or will not, with a reason. */
export interface AnswerDirection extends Command {
  readonly type: 'AnswerDirection';
  readonly direction: Id;
  readonly paidOn?: Day;
  readonly reason?: TextRef;
}

export interface PaymentDirected extends Event {
  readonly type: 'PaymentDirected';
  readonly direction: Id;
  readonly sponsorship: Id;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly about: TextRef;
}
export interface DirectionAnswered extends Event {
  readonly type: 'DirectionAnswered';
  readonly direction: Id;
  readonly paidOn?: Day;
  readonly reason?: TextRef;
}

/** `DIRECTED` → `PAID` | `REFUSED`. */
export interface DirectionState extends Omit<PaymentDirected, 'type' | 'direction'> {
  readonly id: Id;
  readonly status: 'DIRECTED' | 'PAID' | 'REFUSED';
  readonly directedAt: Instant;
  readonly directedBy: string;
  readonly paidOn?: Day;
  readonly reason?: TextRef;
  readonly answeredAt?: Instant;
}

export function decideDirectPayment(
  { direction, sponsorship: id, currency, amountMinor, about }: DirectPayment,
  { sponsorship }: { readonly sponsorship: SponsorshipState | undefined },
): readonly Event[] | Rejection<SponsorshipRejectionCode> {
  if (sponsorship === undefined) return unknown(id);
  if (sponsorship.sponsor === undefined) {
    return refuse('sponsor-is-the-hub', 'The hub holds the money: ask for an expense that the team’s fund pays.');
  }
  if (sponsorship.status !== 'ACTIVE') return notActive();
  if (currencyExponent(currency) === undefined) {
    return refuse('currency-is-unknown', `${currency.slice(0, 10)} is not a currency of ISO 4217.`);
  }
  if (amountMinor <= 0n) return refuse('amount-is-not-positive', 'Say how much is to be paid.');
  return [{ type: 'PaymentDirected', direction, sponsorship: id, currency, amountMinor, about } as PaymentDirected];
}

export function decideAnswerDirection(
  { direction: id, paidOn, reason, at, by }: AnswerDirection,
  { direction }: { readonly direction: DirectionState | undefined },
): readonly Event[] | Rejection<SponsorshipRejectionCode> {
  if (direction === undefined) return refuse('direction-is-unknown', `There is no direction ${id.slice(0, 80)}.`);
  if (direction.status !== 'DIRECTED') return refuse('direction-is-answered', 'It was answered before.');
  if (direction.directedBy === by) {
    return refuse('sponsorship-needs-another-person', 'Who directed a payment does not say that it was made.');
  }
  if (paidOn === undefined) {
    const missing = 'Say on which day it was paid, or why it will not be.';
    return reason === undefined
      ? refuse('reason-is-missing', missing)
      : [{ type: 'DirectionAnswered', direction: id, reason } as DirectionAnswered];
  }
  if (!isDay(paidOn)) return refuse('day-is-malformed', 'Write the day like 2026-03-31.');
  if (paidOn > dayOf(at)) return refuse('day-is-in-the-future', 'Say so when it was paid.');
  return [{ type: 'DirectionAnswered', direction: id, paidOn } as DirectionAnswered];
}

export const paymentDirection = defineEntity<DirectionState, PaymentDirected | DirectionAnswered>({
  kind: 'direction',
  concerns: (event) =>
    event.type === 'PaymentDirected' || event.type === 'DirectionAnswered' ? [event.direction] : [],
  evolve(state, { event, at, by }) {
    if (event.type === 'PaymentDirected') {
      const { type: _, direction: id, ...facts } = event;
      return { id, ...facts, status: 'DIRECTED', directedAt: at, directedBy: by };
    }
    if (state === undefined) throw new Error('An answer to what was never directed.');
    const { paidOn, reason } = event;
    return paidOn === undefined
      ? { ...state, status: 'REFUSED', answeredAt: at, ...(reason === undefined ? {} : { reason }) }
      : { ...state, status: 'PAID', paidOn, answeredAt: at };
  },
});

/** Whose money is held by which team and from when until when, and what was directed. */
export const heldByTeams: Projection = {
  name: 'held-by-teams',
  version: 1,
  schema: [
    `CREATE TABLE held_team (sponsorship TEXT PRIMARY KEY, sponsor TEXT NOT NULL, team TEXT NOT NULL,
      held_from TEXT NOT NULL, held_to TEXT NOT NULL) STRICT, WITHOUT ROWID`,
    'CREATE INDEX held_team_sponsor ON held_team (sponsor, team)',
    'CREATE INDEX held_team_team ON held_team (team)',
    `CREATE TABLE direction (id TEXT PRIMARY KEY, sponsorship TEXT NOT NULL, status TEXT NOT NULL,
      currency TEXT NOT NULL, amount INTEGER NOT NULL, paid_on TEXT) STRICT, WITHOUT ROWID`,
    'CREATE INDEX direction_sponsorship ON direction (sponsorship, id)',
    'CREATE INDEX direction_status ON direction (status, id)',
  ],
  fold({ event, at }, views) {
    const happened = event as SponsorshipConsented | SponsorshipEnded | PaymentDirected | DirectionAnswered;
    switch (happened.type) {
      case 'SponsorshipConsented': {
        const { sponsorship, sponsor, team, from } = happened;
        views.run('INSERT INTO held_team VALUES (?, ?, ?, ?, ?)', sponsorship, sponsor, team, from, NO_END);
        break;
      }
      case 'SponsorshipEnded':
        views.run(
          'UPDATE held_team SET held_to = ? WHERE sponsorship = ? AND held_to = ?',
          ...[dayOf(at + DAY_MS), happened.sponsorship, NO_END],
        );
        break;
      case 'PaymentDirected': {
        const { direction, sponsorship, currency, amountMinor } = happened;
        views.run(
          "INSERT INTO direction VALUES (?, ?, 'DIRECTED', ?, ?, NULL)",
          ...[direction, sponsorship, currency, amountMinor],
        );
        break;
      }
      case 'DirectionAnswered':
        views.run(
          'UPDATE direction SET status = ?, paid_on = ? WHERE id = ?',
          ...[happened.paidOn === undefined ? 'REFUSED' : 'PAID', happened.paidOn ?? null, happened.direction],
        );
        break;
    }
  },
};

const NO_END = '9999-12-31';
const DAY_MS = 86_400_000;

export function directionOf(read: Reader, id: Id): DirectionState | undefined {
  return read.entity<DirectionState>('direction', id);
}

/** The newest directions of a sponsorship. */
export function directionsOf(read: Reader, sponsorship: Id, limit: number): DirectionState[] {
  return read
    .rows('SELECT id FROM direction WHERE sponsorship = ? ORDER BY id DESC LIMIT ?', sponsorship, limit)
    .flatMap((row) => directionOf(read, String(row['id'])) ?? []);
}

export function hasOpenDirections(read: Reader, sponsorship: Id): boolean {
  return (
    read.row("SELECT 1 FROM direction WHERE sponsorship = ? AND status = 'DIRECTED' LIMIT 1", sponsorship) !== undefined
  );
}
