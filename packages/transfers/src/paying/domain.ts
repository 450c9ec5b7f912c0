import { keep, sliceOf } from '@hubgraph/books';
import type { RegistryNode } from '@hubgraph/identity';
import { type Command, defineCommand, defineEntity, type Event, type Reader } from '@hubgraph/journal';
import {
  currencyExponent,
  type Day,
  type Id,
  type Instant,
  isRejection,
  parseId,
  type Rejection,
  reject,
  type Slug,
} from '@hubgraph/kernel';
import { dueTo, type Slice } from '@hubgraph/ledger';
import { hasBooks, nodeInRegistry } from '../peers.ts';
import { CANCELLED, EXPIRED, expireReserved, voidReserved } from './releasing.ts';

/** The treasurer prepares a transfer: its money is reserved until the payee has answered or the time is over. */
export interface PrepareTransfer extends Command {
  readonly type: 'PrepareTransfer';
  /** The transfer's one id: of the entry in both books, and in every statement about it. */
  readonly transfer: Id;
  readonly to: Slug;
  readonly fund: Id;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly purpose?: string;
  /** What else its entry rests on, as the digest of a statement. */
  readonly cites?: Readonly<Record<string, string>>;
}
/** The treasurer takes back what the payee has not accepted yet. */
export interface CancelTransfer extends Command {
  readonly type: 'CancelTransfer';
  readonly transfer: Id;
}
/** The time of the payee is over. */
export interface ExpireTransfer extends Command {
  readonly type: 'ExpireTransfer';
  readonly transfer: Id;
}

/** What goes to whom: in every event, so that a fold needs no look-up. */
export interface TransferPart {
  readonly transfer: Id;
  readonly to: Slug;
  readonly fund: Id;
  readonly currency: string;
  readonly amountMinor: bigint;
}
export interface TransferPrepared extends Event, TransferPart {
  readonly type: 'TransferPrepared';
  readonly purpose?: string;
  readonly preparedDay: Day;
  readonly expiresAt: Instant;
}
/** The payer's decision: from now on it is owed. */
export interface TransferPosted extends Event, TransferPart {
  readonly type: 'TransferPosted';
  readonly day: Day;
  /** The digest of the payee's acceptance. */
  readonly accepted: string;
  /** The digest of the preparation that the payee accepted, as it cites it. */
  readonly prepared: string;
}
/** The payee has it in its books too. */
export interface TransferConfirmed extends Event, TransferPart {
  readonly type: 'TransferConfirmed';
  /** The id of the payee's entry. */
  readonly entry: string;
}
/** The payer has decided that nothing moves. */
export interface TransferReleased extends Event, TransferPart {
  readonly type: 'TransferReleased';
  readonly reasonCode: string;
  /** The digest of the payee's refusal, if it was the payee. */
  readonly refused?: string;
}
export interface TransferExpired extends Event, TransferPart {
  readonly type: 'TransferExpired';
}
/** The payee said two things that cannot both be true, or that cannot be. The statements are kept; nothing follows. */
export interface AnswerContradicted extends Event, TransferPart {
  readonly type: 'AnswerContradicted';
  /** The digest of the statement that contradicts what was known. */
  readonly statement: string;
}
export type PaidEvent =
  | TransferPrepared
  | TransferPosted
  | TransferConfirmed
  | TransferReleased
  | TransferExpired
  | AnswerContradicted;

interface Base extends Omit<TransferPart, 'transfer'> {
  readonly id: Id;
  readonly purpose?: string;
  readonly preparedDay: Day;
  readonly preparedAt: Instant;
  readonly preparedBy: string;
  readonly expiresAt: Instant;
  /** Digests of the payee's statements that contradict what was known. */
  readonly contradictions: readonly string[];
}
export interface PreparedState extends Base {
  readonly status: 'PREPARED';
}
interface Posting {
  readonly day: Day;
  readonly postedAt: Instant;
  /** The commit in which it was decided. */
  readonly postedSeq: number;
  readonly accepted: string;
}
export interface PostedState extends Base, Posting {
  readonly status: 'POSTED';
}
export interface ConfirmedState extends Base, Posting {
  readonly status: 'BOOKED';
  readonly bookedAt: Instant;
  readonly peerEntry: string;
}
export interface EndedState extends Base {
  readonly status: 'VOIDED' | 'EXPIRED';
  readonly reasonCode: string;
  readonly endedAt: Instant;
  /** See {@link TransferReleased}. */
  readonly refused?: string;
}
/** `PREPARED` → `POSTED` → `BOOKED`, or `PREPARED` → `VOIDED` | `EXPIRED`. */
export type PaidTransfer = PreparedState | PostedState | ConfirmedState | EndedState;

/** In order of precedence; after these come the ledger's own. */
export type PaidRejectionCode =
  | 'transfer-is-to-the-payer'
  | 'payer-is-not-authorised'
  | 'payee-is-not-authorised'
  | 'currency-is-unknown'
  | 'amount-is-not-positive'
  | 'purpose-is-malformed'
  | 'transfer-is-unknown'
  | 'transfer-is-not-prepared';

/** How long a payee has to accept: a person may have to decide. */
export const ACCEPTANCE_MS = 7 * 24 * 3_600_000;

/** What a decision about a new transfer looks up. */
export interface PrepareState {
  readonly payer: RegistryNode | undefined;
  readonly payee: RegistryNode | undefined;
  readonly slice: Slice;
}

export function decidePrepareTransfer(command: PrepareTransfer, state: PrepareState): readonly Event[] | Rejection {
  const { at, transfer, to, fund, currency, amountMinor, purpose, cites } = command;
  const { payer, payee, slice } = state;
  if (payer !== undefined && payer.id === to) {
    return reject('transfer-is-to-the-payer', 'A transfer goes to another node; between funds post an entry.');
  }
  if (payer === undefined || payer.status !== 'authorised') {
    return reject('payer-is-not-authorised', 'The council does not authorise this node now.');
  }
  if (payee === undefined || !hasBooks(payee) || payee.status !== 'authorised') {
    return reject('payee-is-not-authorised', `${to.slice(0, 40)} is not an authorised node with books now.`);
  }
  if (currencyExponent(currency) === undefined) {
    return reject('currency-is-unknown', `${currency.slice(0, 10)} is not a currency of ISO 4217.`);
  }
  if (amountMinor <= 0n) return reject('amount-is-not-positive', 'A transfer moves something.');
  if (purpose !== undefined && !/^[a-z][a-z0-9-]{0,63}$/.test(purpose)) {
    return reject('purpose-is-malformed', 'A purpose is a code in kebab-case, as education.');
  }
  const expiresAt = at + ACCEPTANCE_MS;
  const dimensions = {
    counterparty: 'MOVEMENT',
    recipient: to,
    ...(purpose === undefined ? {} : { purpose }),
  } as const;
  const kept = keep(
    slice,
    [
      {
        type: 'PrepareEntry',
        at,
        id: transfer,
        kind: 'transfer',
        effectiveDay: slice.today,
        expiresAt,
        postings: [
          { account: 'expenses:movement', currency, amountMinor, fund, dimensions },
          { account: dueTo(to), currency, amountMinor: -amountMinor, fund },
        ],
        cites: { ...cites, transfer },
      },
    ],
    [dueTo(to)],
  );
  if (isRejection(kept)) return kept;
  const prepared: TransferPrepared = {
    type: 'TransferPrepared',
    transfer,
    to,
    fund,
    currency,
    amountMinor,
    ...(purpose === undefined ? {} : { purpose }),
    preparedDay: slice.today,
    expiresAt,
  };
  return [prepared, ...kept];
}

/** What a decision about a transfer that was prepared looks up. */
export interface PaidLoaded {
  readonly paid: PaidTransfer | undefined;
  readonly slice: Slice;
}

export function decideCancelTransfer({ at, transfer }: CancelTransfer, { paid, slice }: PaidLoaded) {
  const prepared = preparedIn(paid, transfer);
  return isRejection(prepared) ? prepared : released(prepared, slice, at, CANCELLED);
}

export function decideExpireTransfer({ at, transfer }: ExpireTransfer, { paid, slice }: PaidLoaded) {
  const prepared = preparedIn(paid, transfer);
  return isRejection(prepared) ? prepared : expired(prepared, slice, at);
}

function preparedIn(paid: PaidTransfer | undefined, transfer: Id): PreparedState | Rejection<PaidRejectionCode> {
  if (paid === undefined) return reject('transfer-is-unknown', `This node pays no transfer ${transfer.slice(0, 80)}.`);
  if (paid.status === 'PREPARED') return paid;
  return reject('transfer-is-not-prepared', `The transfer is ${paid.status}; only a prepared one can end so.`);
}

/** Releases what was reserved, because of a decision of the payer or of the payee. */
export function released(
  paid: PreparedState,
  slice: Slice,
  at: Instant,
  reasonCode: string,
  refused?: string,
): readonly Event[] | Rejection {
  const why = { reasonCode, ...(refused === undefined ? {} : { refused }) };
  const event: TransferReleased = { type: 'TransferReleased', ...partOf(paid), ...why };
  return voidReserved({ slice, at, entry: paid.id }, event);
}

/** Releases what was reserved, because the payee's time is over. */
export function expired(paid: PreparedState, slice: Slice, at: Instant): readonly Event[] | Rejection {
  const event: TransferExpired = { type: 'TransferExpired', ...partOf(paid) };
  return expireReserved({ slice, at, entry: paid.id }, event);
}

export function partOf({ id, to, fund, currency, amountMinor }: PaidTransfer): TransferPart {
  return { transfer: id, to, fund, currency, amountMinor };
}

export function evolvePaid(
  state: PaidTransfer | undefined,
  event: PaidEvent,
  { at, by, seq }: { readonly at: Instant; readonly by: string; readonly seq: number },
): PaidTransfer {
  if (event.type === 'TransferPrepared') {
    const { type: _type, transfer: id, ...rest } = event;
    return { status: 'PREPARED', id, ...rest, preparedAt: at, preparedBy: by, contradictions: [] };
  }
  if (state === undefined) throw new Error('An event of a transfer that was never prepared.');
  switch (event.type) {
    case 'TransferPosted':
      return {
        ...baseOf(state),
        status: 'POSTED',
        day: event.day,
        postedAt: at,
        postedSeq: seq,
        accepted: event.accepted,
      };
    case 'TransferConfirmed':
      if (state.status !== 'POSTED') throw new Error(`A transfer was booked that is ${state.status}.`);
      return { ...state, status: 'BOOKED', bookedAt: at, peerEntry: event.entry };
    case 'TransferReleased': {
      const { reasonCode, refused } = event;
      const ended = { ...baseOf(state), status: 'VOIDED' as const, reasonCode, endedAt: at };
      return refused === undefined ? ended : { ...ended, refused };
    }
    case 'TransferExpired':
      return { ...baseOf(state), status: 'EXPIRED', reasonCode: EXPIRED, endedAt: at };
    case 'AnswerContradicted':
      return { ...state, contradictions: [...state.contradictions, event.statement] };
  }
}

function baseOf(state: PaidTransfer): Base {
  if (state.status !== 'PREPARED') throw new Error(`A transfer that is ${state.status} ends a second time.`);
  const { status: _status, ...base } = state;
  return base;
}

const EVENTS: ReadonlySet<string> = new Set([
  'TransferPrepared',
  'TransferPosted',
  'TransferConfirmed',
  'TransferReleased',
  'TransferExpired',
  'AnswerContradicted',
] satisfies PaidEvent['type'][]);

/** True for what happens at the payer. */
export function isPaidEvent(event: Event): event is PaidEvent {
  return EVENTS.has(event.type);
}

/** The payer's side of its transfers. */
export const paidTransfer = defineEntity<PaidTransfer, PaidEvent>({
  kind: 'paid-transfer',
  concerns: (event) => (isPaidEvent(event) ? [event.transfer] : []),
  evolve: (state, { event, ...recorded }) => evolvePaid(state, event, recorded),
});

export const loadPaid = (read: Reader, transfer: Id, at: Instant): PaidLoaded => ({
  paid: read.entity<PaidTransfer>('paid-transfer', transfer),
  slice: sliceOf(read, at),
});

export const payingCommands = [
  defineCommand<PrepareTransfer, PrepareState, Event>({
    type: 'PrepareTransfer',
    load(read, { transfer, to, at }) {
      const id = parseId(transfer);
      return {
        payer: isRejection(id) ? undefined : nodeInRegistry(read, id.home),
        payee: nodeInRegistry(read, to),
        slice: sliceOf(read, at),
      };
    },
    decide: decidePrepareTransfer,
  }),
  defineCommand<CancelTransfer, PaidLoaded, Event>({
    type: 'CancelTransfer',
    load: (read, { transfer, at }) => loadPaid(read, transfer, at),
    decide: decideCancelTransfer,
  }),
  defineCommand<ExpireTransfer, PaidLoaded, Event>({
    type: 'ExpireTransfer',
    load: (read, { transfer, at }) => loadPaid(read, transfer, at),
    decide: decideExpireTransfer,
  }),
];
