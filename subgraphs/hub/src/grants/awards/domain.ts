import { keep } from '@hubgraph/books';
import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import {
  type CurrencyCode,
  type Id,
  isRejection,
  moneyText,
  type Rejection,
  reject,
  splitByWeights,
} from '@hubgraph/kernel';
import type { Slice } from '@hubgraph/ledger';
import { type AwardTerms, type FundPart, post, release, reservationId, reserve } from './entries.ts';

export interface PayAward extends Command {
  readonly type: 'PayAward';
  readonly payment: Id;
  readonly award: Id;
  readonly amountMinor: bigint;
  /** If given, it must be the award's: a client says which money it means. */
  readonly currency?: CurrencyCode;
}
export interface CloseAward extends Command {
  readonly type: 'CloseAward';
  readonly award: Id;
}

/** A part of an award, drawn on one fund. */
export interface ReservedDraw extends FundPart {
  /** The pending entry that keeps the money for the award. */
  readonly reservation: string;
}
export interface AwardMade extends Event, AwardTerms {
  readonly type: 'AwardMade';
  readonly application: Id;
  readonly draws: readonly ReservedDraw[];
}
/** What one fund gave to a payment. */
export interface PaymentPart extends FundPart {
  /** The posted entry. */
  readonly entry: string;
  /** The pending entry that keeps what is left of the draw; absent when nothing is. */
  readonly reservation?: string;
}
export interface AwardPaid extends Event, AwardTerms {
  readonly type: 'AwardPaid';
  readonly payment: Id;
  readonly amountMinor: bigint;
  readonly parts: readonly PaymentPart[];
}
export interface AwardClosed extends Event {
  readonly type: 'AwardClosed';
  readonly award: Id;
  /** What was awarded and not paid: it is free again. */
  readonly releasedMinor: bigint;
}
export type AwardEvent = AwardMade | AwardPaid | AwardClosed;

export interface AwardDraw extends FundPart {
  readonly paidMinor: bigint;
  readonly reservation?: string;
}

export interface AwardState {
  readonly id: Id;
  readonly application: Id;
  readonly terms: AwardTerms;
  readonly team: Id;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly paidMinor: bigint;
  readonly status: 'OPEN' | 'CLOSED';
  readonly draws: readonly AwardDraw[];
  readonly payments: readonly Id[];
  readonly decidedBy: string;
  readonly closedAt?: number;
}

/** In order of precedence; refusals of the ledger come after them. */
export type AwardRejectionCode =
  | 'award-is-unknown'
  | 'award-is-closed'
  | 'amount-is-not-positive'
  | 'currency-differs'
  | 'payment-exceeds-award'
  | 'payer-decided-the-award';

/** Pays from all funds of the award alike, each by what is still unpaid of it; the rest is reserved anew. */
export function decidePayAward(
  command: PayAward,
  { award, slice }: { readonly award: AwardState | undefined; readonly slice: Slice },
): Event[] | Rejection {
  const { payment, amountMinor, at } = command;
  if (award === undefined) return unknown(command.award);
  if (award.status === 'CLOSED') return closed(award);
  if (amountMinor <= 0n) return refuse('amount-is-not-positive', 'Pay more than nothing.');
  if (command.currency !== undefined && command.currency !== award.currency) {
    return refuse('currency-differs', `The award is in ${award.currency}, not in ${command.currency}.`);
  }
  const unpaidMinor = award.amountMinor - award.paidMinor;
  if (amountMinor > unpaidMinor) {
    return refuse(
      'payment-exceeds-award',
      `Of the award ${moneyText({ ...award, amountMinor: unpaidMinor })} are unpaid.`,
    );
  }
  if (award.decidedBy === command.by) {
    return refuse('payer-decided-the-award', 'Whoever decided on an award does not pay it; ask another treasurer.');
  }
  const day = slice.today;
  const cites = { award: award.id, payment };
  const shares = paymentShares(award, payment, amountMinor);
  const kept = keep(slice, [
    ...shares.flatMap(({ draw }) => release(slice, draw.reservation, at)),
    ...shares.map(({ part }) => post(award.terms, part, { id: part.entry, kind: 'grant', at, day, cites })),
    ...shares.flatMap(({ part, draw, leftMinor }) =>
      part.reservation === undefined
        ? []
        : [reserve(award.terms, { fund: draw.fund, amountMinor: leftMinor }, part.reservation, at, day)],
    ),
  ]);
  if (isRejection(kept)) return kept;
  const parts = shares.map(({ part }) => part);
  return [{ type: 'AwardPaid', payment, amountMinor, parts, ...award.terms } as AwardPaid, ...kept];
}

interface PaymentShare {
  readonly draw: AwardDraw;
  readonly part: PaymentPart;
  readonly leftMinor: bigint;
}

function paymentShares(award: AwardState, payment: Id, amountMinor: bigint): PaymentShare[] {
  const unpaid = award.draws.map((draw) => draw.amountMinor - draw.paidMinor);
  const turn = award.payments.length + 2;
  return splitByWeights(amountMinor, unpaid).flatMap((partMinor, index) => {
    const draw = award.draws[index];
    if (draw === undefined || partMinor === 0n) return [];
    const leftMinor = draw.amountMinor - draw.paidMinor - partMinor;
    const reservation = leftMinor === 0n ? {} : { reservation: reservationId(award.id, index + 1, turn) };
    const part = { fund: draw.fund, amountMinor: partMinor, entry: `${payment}/${index + 1}`, ...reservation };
    return [{ draw, part, leftMinor }];
  });
}

/** Ends an award: what was reserved and not paid goes back to its funds. */
export function decideCloseAward(
  command: CloseAward,
  { award, slice }: { readonly award: AwardState | undefined; readonly slice: Slice },
): Event[] | Rejection {
  if (award === undefined) return unknown(command.award);
  if (award.status === 'CLOSED') return closed(award);
  const kept = keep(
    slice,
    award.draws.flatMap((draw) => release(slice, draw.reservation, command.at)),
  );
  if (isRejection(kept)) return kept;
  const releasedMinor = award.amountMinor - award.paidMinor;
  return [{ type: 'AwardClosed', award: award.id, releasedMinor } as AwardClosed, ...kept];
}

export function evolveAward(state: AwardState | undefined, event: AwardEvent, at: number, by: string): AwardState {
  if (event.type === 'AwardMade') {
    const { award: id, application, team, currency } = event;
    return {
      id,
      application,
      terms: termsOf(event),
      team,
      currency,
      amountMinor: event.draws.reduce((sum, draw) => sum + draw.amountMinor, 0n),
      paidMinor: 0n,
      status: 'OPEN',
      draws: event.draws.map((draw) => ({ ...draw, paidMinor: 0n })),
      payments: [],
      decidedBy: by,
    };
  }
  if (state === undefined) throw new Error('An event of an award that was never made.');
  if (event.type === 'AwardClosed') {
    const draws = state.draws.map(({ fund, amountMinor, paidMinor }) => ({ fund, amountMinor, paidMinor }));
    return { ...state, status: 'CLOSED', draws, closedAt: at };
  }
  return {
    ...state,
    paidMinor: state.paidMinor + event.amountMinor,
    draws: state.draws.map((draw) => {
      const part = event.parts.find((one) => one.fund === draw.fund);
      return part === undefined ? draw : paidDraw(draw, part);
    }),
    payments: [...state.payments, event.payment],
  };
}

function paidDraw({ fund, amountMinor, paidMinor }: AwardDraw, part: PaymentPart): AwardDraw {
  const reservation = part.reservation === undefined ? {} : { reservation: part.reservation };
  return { fund, amountMinor, paidMinor: paidMinor + part.amountMinor, ...reservation };
}

export function termsOf(from: AwardTerms): AwardTerms {
  const { award, team, purpose, currency, spentIn, decidedIn } = from;
  return { award, team, purpose, currency, spentIn, ...(decidedIn === undefined ? {} : { decidedIn }) };
}

export const award = defineEntity<AwardState, AwardEvent>({
  kind: 'award',
  concerns: (event) => (['AwardMade', 'AwardPaid', 'AwardClosed'].includes(event.type) ? [event.award] : []),
  evolve: (state, { event, at, by }) => evolveAward(state, event, at, by),
});

function unknown(id: Id): Rejection<AwardRejectionCode> {
  return refuse('award-is-unknown', `There is no award ${id}.`);
}

function closed({ id }: AwardState): Rejection<AwardRejectionCode> {
  return refuse('award-is-closed', `The award ${id} is closed: nothing more is paid from it.`);
}

function refuse(code: AwardRejectionCode, message: string): Rejection<AwardRejectionCode> {
  return reject(code, message);
}
