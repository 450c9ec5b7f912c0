import { GENERAL_FUND, keep, sliceOf } from '@hubgraph/books';
import type { RegistryNode } from '@hubgraph/identity';
import { defineEntity, type Event, type Reader } from '@hubgraph/journal';
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
import type { Slice } from '@hubgraph/ledger';
import { type Receive, registryOf } from '@hubgraph/node';
import { type Preparation, readDay, readPrepared, readReason, readTransfer } from './payloads.ts';

/** The hub is ready to take the money; its entry is pending until the payer has posted. */
export interface TransferAccepted extends Event, Preparation {
  readonly type: 'TransferAccepted';
  readonly fund: Id;
}
/** The hub may not or cannot take it; nothing is in its books. */
export interface TransferRefused extends Event, Preparation {
  readonly type: 'TransferRefused';
  readonly reasonCode: string;
}
/** The payer has posted, and so has the hub. */
export interface TransferBooked extends Event {
  readonly type: 'TransferBooked';
  readonly transfer: Id;
  readonly payer: Slug;
  readonly day: Day;
  /** The digest of the payer's decision. */
  readonly posted: string;
}
/** The payer has decided that nothing moves. */
export interface TransferVoided extends Event {
  readonly type: 'TransferVoided';
  readonly transfer: Id;
  readonly payer: Slug;
  readonly reasonCode: string;
}
/** The payer said two things that cannot both be true. Both statements are kept; nothing else follows from it. */
export interface TransferContradicted extends Event {
  readonly type: 'TransferContradicted';
  readonly transfer: Id;
  readonly payer: Slug;
  /** The digest of the statement that contradicts what was known. */
  readonly statement: string;
}
export type TransferEvent = TransferAccepted | TransferRefused | TransferBooked | TransferVoided | TransferContradicted;

interface Known {
  readonly transfer: Id;
  readonly payer: Slug;
  readonly receivedAt: Instant;
  /** Digests of statements that contradict it: evidence for whoever looks into it. */
  readonly contradictions: readonly string[];
}
interface Prepared extends Known {
  readonly preparation: Preparation;
}
export interface AcceptedTransfer extends Prepared {
  readonly status: 'ACCEPTED';
  readonly fund: Id;
}
export interface BookedTransfer extends Prepared {
  readonly status: 'BOOKED';
  readonly fund: Id;
  readonly day: Day;
  readonly bookedAt: Instant;
}
export interface RefusedTransfer extends Prepared {
  readonly status: 'REFUSED';
  readonly reasonCode: string;
}
export interface VoidedTransfer extends Known {
  readonly status: 'VOIDED';
  readonly reasonCode: string;
  /** Absent where the payer voided what never arrived here. */
  readonly preparation?: Preparation;
}
/** `ACCEPTED` → `BOOKED` | `VOIDED`, or `REFUSED` at once. */
export type TransferState = AcceptedTransfer | BookedTransfer | RefusedTransfer | VoidedTransfer;

/** Why the hub refuses a transfer, in order of precedence; after these come the ledger's own. The payer is told. */
export type TransferRefusalCode =
  | 'general-fund-is-missing'
  | 'transfer-is-for-another-hub'
  | 'hub-is-not-authorised'
  | 'currency-is-unknown'
  | 'amount-is-not-positive'
  | 'transfer-is-expired';

/**
 * How long after the payer's own limit the hub's entry stays pending. The payer alone decides, and its decision may come
 * late; until it comes the hub guesses nothing.
 */
export const DECISION_WAIT_MS = 366 * 24 * 3_600_000;

export interface Loaded {
  readonly transfer: TransferState | undefined;
  readonly generalFund: Id | undefined;
  /** The hub that the statement names, as the council registered it. */
  readonly toHub: RegistryNode | undefined;
  readonly slice: Slice;
}

export function load(read: Reader, { statement, at }: Receive): Loaded {
  const toHub = statement.payload['toHub'];
  return {
    transfer: read.entity<TransferState>('transfer', statement.about),
    generalFund: read.entity<{ readonly fund: Id }>('fund-code', GENERAL_FUND)?.fund,
    toHub: registryOf(read)?.registry.nodes.find((node) => node.id === toHub),
    slice: sliceOf(read, at),
  };
}

export function decidePrepared({ statement, at }: Receive, state: Loaded): readonly Event[] | Rejection {
  const preparation = readPrepared(statement);
  if (isRejection(preparation)) return preparation;
  const { transfer: known, slice } = state;
  if (known !== undefined) return isConsistent(known, preparation) ? [] : [contradicted(preparation)];
  const refusal = refusalOf(preparation, state, at);
  if (refusal !== undefined) return [refused(preparation, refusal)];
  const { transfer, currency, amountMinor, allocation, framework, motion, preparedDay, expiresAt } = preparation;
  const fund = state.generalFund ?? '';
  const dimensions = { counterparty: 'MOVEMENT', allowedBy: framework } as const;
  const kept = keep(slice, [
    {
      type: 'PrepareEntry',
      at,
      id: transfer,
      kind: 'disbursement',
      effectiveDay: preparedDay,
      expiresAt: expiresAt + DECISION_WAIT_MS,
      postings: [
        { account: 'assets:bank:main', currency, amountMinor, fund },
        { account: 'income:movement', currency, amountMinor: -amountMinor, fund, dimensions },
      ],
      cites: { transfer, allocation, framework, motion },
    },
  ]);
  if (isRejection(kept)) return [refused(preparation, kept.code)];
  const accepted: TransferAccepted = { type: 'TransferAccepted', ...preparation, fund };
  return [accepted, ...kept];
}

export function decidePosted({ statement, at }: Receive, state: Loaded): readonly Event[] | Rejection {
  const stated = readTransfer(statement);
  if (isRejection(stated)) return stated;
  const day = readDay(statement);
  if (isRejection(day)) return day;
  const { transfer: known, slice } = state;
  if (known === undefined) return reject('transfer-is-unknown', `Nothing was prepared as ${statement.about}.`);
  const { transfer, payer } = stated;
  const isSame =
    known.preparation?.currency === stated.currency && known.preparation.amountMinor === stated.amountMinor;
  if (!isSame || known.status === 'REFUSED' || known.status === 'VOIDED') return [contradicted(stated)];
  if (known.status === 'BOOKED') return [];
  const posted = statement.digest;
  const effectiveDay = openDay(slice, day);
  const kept = keep(slice, [{ type: 'PostPending', at, entry: transfer, effectiveDay, cites: { posted } }]);
  if (isRejection(kept)) return kept;
  const booked: TransferBooked = { type: 'TransferBooked', transfer, payer, day: effectiveDay, posted };
  return [booked, ...kept];
}

export function decideVoided({ statement, at }: Receive, state: Loaded): readonly Event[] | Rejection {
  const reasonCode = readReason(statement);
  if (isRejection(reasonCode)) return reasonCode;
  const { transfer: known, slice } = state;
  const about = { transfer: statement.about, payer: statement.issuer };
  const voided: TransferVoided = { type: 'TransferVoided', ...about, reasonCode };
  // Kept also where nothing had arrived, so that a preparation that comes late is not accepted any more.
  if (known === undefined) return [voided];
  switch (known.status) {
    case 'BOOKED':
      return [contradicted({ ...about, statement: statement.digest })];
    case 'REFUSED':
    case 'VOIDED':
      return [];
    case 'ACCEPTED': {
      const kept = keep(slice, [
        { type: 'VoidPending', at, entry: about.transfer, cites: { voided: statement.digest } },
      ]);
      return isRejection(kept) ? kept : [voided, ...kept];
    }
  }
}

function refusalOf(preparation: Preparation, state: Loaded, at: Instant): TransferRefusalCode | undefined {
  const { currency, amountMinor, expiresAt, toHub } = preparation;
  if (state.generalFund === undefined) return 'general-fund-is-missing';
  const own = parseId(state.generalFund);
  if (isRejection(own) || own.home !== toHub) return 'transfer-is-for-another-hub';
  if (state.toHub?.kind !== 'hub' || state.toHub.status !== 'authorised') return 'hub-is-not-authorised';
  if (currencyExponent(currency) === undefined) return 'currency-is-unknown';
  if (amountMinor <= 0n) return 'amount-is-not-positive';
  if (expiresAt <= at) return 'transfer-is-expired';
  return undefined;
}

/** True if a preparation says what is known already: a repetition, or one that comes after the payer voided it. */
function isConsistent({ preparation }: TransferState, stated: Preparation): boolean {
  if (preparation === undefined) return true;
  const names = Object.keys(preparation) as (keyof Preparation)[];
  return names.every((name) => name === 'statement' || preparation[name] === stated[name]);
}

/** The payer's day, or today where the hub has closed its books on that day. */
function openDay(slice: Slice, day: Day): Day {
  const closedBefore = slice.closedBefore();
  return closedBefore !== undefined && day < closedBefore ? slice.today : day;
}

function refused(preparation: Preparation, reasonCode: string): TransferRefused {
  return { type: 'TransferRefused', ...preparation, reasonCode };
}

function contradicted({
  transfer,
  payer,
  statement,
}: Pick<TransferContradicted, 'transfer' | 'payer' | 'statement'>): TransferContradicted {
  return { type: 'TransferContradicted', transfer, payer, statement };
}

export function evolveTransfer(state: TransferState | undefined, event: TransferEvent, at: Instant): TransferState {
  if (event.type === 'TransferAccepted') {
    const { type: _type, fund, ...preparation } = event;
    return { status: 'ACCEPTED', ...begun(preparation, at), preparation, fund };
  }
  if (event.type === 'TransferRefused') {
    const { type: _type, reasonCode, ...preparation } = event;
    return { status: 'REFUSED', ...begun(preparation, at), preparation, reasonCode };
  }
  if (event.type === 'TransferVoided' && state === undefined) {
    return { status: 'VOIDED', ...begun(event, at), reasonCode: event.reasonCode };
  }
  if (state === undefined) throw new Error('An event of a transfer that is not known.');
  if (event.type === 'TransferContradicted') {
    return { ...state, contradictions: [...state.contradictions, event.statement] };
  }
  if (state.status !== 'ACCEPTED') throw new Error(`A transfer that is ${state.status} ends a second time.`);
  const { status: _status, fund, ...accepted } = state;
  return event.type === 'TransferBooked'
    ? { ...accepted, status: 'BOOKED', fund, day: event.day, bookedAt: at }
    : { ...accepted, status: 'VOIDED', reasonCode: event.reasonCode };
}

function begun({ transfer, payer }: { readonly transfer: Id; readonly payer: Slug }, receivedAt: Instant): Known {
  return { transfer, payer, receivedAt, contradictions: [] };
}

const EVENTS: ReadonlySet<string> = new Set([
  'TransferAccepted',
  'TransferRefused',
  'TransferBooked',
  'TransferVoided',
  'TransferContradicted',
] satisfies TransferEvent['type'][]);

export const transfer = defineEntity<TransferState, TransferEvent>({
  kind: 'transfer',
  concerns: (event) => (EVENTS.has(event.type) ? [event.transfer] : []),
  evolve: (state, { event, at }) => evolveTransfer(state, event, at),
});
