import { keep, sliceOf } from '@hubgraph/books';
import type { RegistryNode } from '@hubgraph/identity';
import { type Command, defineCommand, defineEntity, type Event } from '@hubgraph/journal';
import { type Day, type Id, type Instant, isRejection, type Rejection, reject, type Slug } from '@hubgraph/kernel';
import type { Slice } from '@hubgraph/ledger';
import { CANCELLED, EXPIRED, expireReserved, voidReserved } from '@hubgraph/transfers';
import type { AllocationState } from '../allocations/domain.ts';
import { authorisedHub } from '../registry.ts';
import type {
  DisbursedPart,
  DisbursementEvent,
  DisbursementExpired,
  DisbursementPrepared,
  DisbursementVoided,
} from './events.ts';

export interface Disburse extends Command {
  readonly type: 'Disburse';
  /** The transfer's one id: of the entry in this node's books and in the hub's, and in every statement about it. */
  readonly disbursement: Id;
  readonly allocation: Id;
  readonly hub: Slug;
}
export interface CancelDisbursement extends Command {
  readonly type: 'CancelDisbursement';
  readonly disbursement: Id;
}
export interface ExpireDisbursement extends Command {
  readonly type: 'ExpireDisbursement';
  readonly disbursement: Id;
}

interface DisbursementBase extends Omit<DisbursedPart, 'disbursement'> {
  readonly id: Id;
  readonly framework: Id;
  readonly motion: Id;
  readonly preparedDay: Day;
  readonly preparedAt: Instant;
  readonly preparedBy: string;
  readonly expiresAt: Instant;
  /** Digests of statements of the hub that contradict what is known: evidence for whoever looks into it. */
  readonly contradictions?: readonly string[];
}
export interface PreparedDisbursement extends DisbursementBase {
  readonly status: 'PREPARED';
}
interface Posting {
  readonly day: Day;
  readonly postedAt: Instant;
  readonly accepted: string;
}
export interface PostedDisbursement extends DisbursementBase, Posting {
  readonly status: 'POSTED';
}
export interface BookedDisbursement extends DisbursementBase, Posting {
  readonly status: 'BOOKED';
  readonly bookedAt: Instant;
  readonly hubEntry: string;
}
export interface EndedDisbursement extends DisbursementBase {
  readonly status: 'VOIDED' | 'EXPIRED';
  readonly reasonCode: string;
  /** The digest of the hub's refusal, if it was the hub. */
  readonly refused?: string;
  readonly endedAt: Instant;
}
/** `PREPARED` → `POSTED` → `BOOKED`, or `PREPARED` → `VOIDED` | `EXPIRED`. */
export type DisbursementState = PreparedDisbursement | PostedDisbursement | BookedDisbursement | EndedDisbursement;

/** In order of precedence; after these come the ledger's own. */
export type DisbursementRejectionCode =
  | 'allocation-is-unknown'
  | 'hub-has-no-part'
  | 'part-is-disbursed-already'
  | 'hub-is-not-authorised'
  | 'disbursement-is-unknown'
  | 'disbursement-is-not-prepared';

/** How long a hub has to accept. */
export const ACCEPTANCE_MS = 24 * 3_600_000;

export function decideDisburse(
  command: Disburse,
  state: {
    readonly allocation: AllocationState | undefined;
    readonly hub: RegistryNode | undefined;
    readonly slice: Slice;
  },
): readonly Event[] | Rejection {
  const { allocation, slice } = state;
  const { at, disbursement, hub } = command;
  if (allocation === undefined) return reject('allocation-is-unknown', `There is no allocation ${command.allocation}.`);
  const part = allocation.parts.find((one) => one.hub === hub);
  if (part === undefined) return reject('hub-has-no-part', `The allocation has no part for ${hub}.`);
  if (part.disbursement !== undefined) {
    return reject('part-is-disbursed-already', `The part of ${hub} is paid by ${part.disbursement}.`);
  }
  if (state.hub === undefined) return reject('hub-is-not-authorised', `${hub} is not an authorised hub now.`);
  const { id, framework, motion, fund, currency } = allocation;
  const { amountMinor } = part;
  const expiresAt = at + ACCEPTANCE_MS;
  const dimensions = { counterparty: 'MOVEMENT', recipient: hub, allowedBy: framework } as const;
  const kept = keep(slice, [
    {
      type: 'PrepareEntry',
      at,
      id: disbursement,
      kind: 'disbursement',
      effectiveDay: slice.today,
      expiresAt,
      postings: [
        { account: 'expenses:movement', currency, amountMinor, fund, dimensions },
        { account: 'assets:bank:main', currency, amountMinor: -amountMinor, fund },
      ],
      cites: { transfer: disbursement, allocation: id, framework, motion },
    },
  ]);
  if (isRejection(kept)) return kept;
  const prepared: DisbursementPrepared = {
    type: 'DisbursementPrepared',
    disbursement,
    allocation: id,
    hub,
    fund,
    currency,
    amountMinor,
    framework,
    motion,
    preparedDay: slice.today,
    expiresAt,
  };
  return [prepared, ...kept];
}

interface Loaded {
  readonly disbursement: DisbursementState | undefined;
  readonly slice: Slice;
}

export function decideCancelDisbursement(
  { at, disbursement: id }: CancelDisbursement,
  { disbursement, slice }: Loaded,
): readonly Event[] | Rejection {
  if (disbursement === undefined) return reject('disbursement-is-unknown', `There is no disbursement ${id}.`);
  if (disbursement.status !== 'PREPARED') return notPrepared(disbursement);
  return voided(disbursement, slice, at, CANCELLED);
}

export function decideExpireDisbursement(
  { at, disbursement: id }: ExpireDisbursement,
  { disbursement, slice }: Loaded,
): readonly Event[] | Rejection {
  if (disbursement === undefined) return reject('disbursement-is-unknown', `There is no disbursement ${id}.`);
  if (disbursement.status !== 'PREPARED') return notPrepared(disbursement);
  return expired(disbursement, slice, at);
}

/** Releases what was reserved, because of a decision of the payer or of the hub. */
export function voided(
  disbursement: PreparedDisbursement,
  slice: Slice,
  at: Instant,
  reasonCode: string,
  refused?: string,
): readonly Event[] | Rejection {
  const why = { reasonCode, ...(refused === undefined ? {} : { refused }) };
  const event: DisbursementVoided = { type: 'DisbursementVoided', ...partOf(disbursement), ...why };
  return voidReserved({ slice, at, entry: disbursement.id }, event);
}

/** Releases what was reserved, because the hub's time is over. */
export function expired(disbursement: PreparedDisbursement, slice: Slice, at: Instant): readonly Event[] | Rejection {
  const event: DisbursementExpired = { type: 'DisbursementExpired', ...partOf(disbursement) };
  return expireReserved({ slice, at, entry: disbursement.id }, event);
}

export function partOf(disbursement: DisbursementState): DisbursedPart {
  const { id, allocation, hub, fund, currency, amountMinor } = disbursement;
  return { disbursement: id, allocation, hub, fund, currency, amountMinor };
}

function notPrepared({ id, status }: DisbursementState): Rejection<DisbursementRejectionCode> {
  return reject('disbursement-is-not-prepared', `The disbursement ${id} is ${status}; only a prepared one can end so.`);
}

export function evolveDisbursement(
  state: DisbursementState | undefined,
  event: DisbursementEvent,
  at: Instant,
  by: string,
): DisbursementState {
  if (event.type === 'DisbursementPrepared') {
    const { type: _type, disbursement: id, ...rest } = event;
    return { status: 'PREPARED', id, ...rest, preparedAt: at, preparedBy: by };
  }
  if (state === undefined) throw new Error('An event of a disbursement that was never prepared.');
  switch (event.type) {
    case 'DisbursementPosted':
      return { ...baseOf(state), status: 'POSTED', day: event.day, postedAt: at, accepted: event.accepted };
    case 'DisbursementBooked':
      if (state.status !== 'POSTED') throw new Error(`A disbursement was booked that is ${state.status}.`);
      return { ...state, status: 'BOOKED', bookedAt: at, hubEntry: event.entry };
    case 'DisbursementVoided': {
      const { reasonCode, refused } = event;
      const byHub = refused === undefined ? {} : { refused };
      return { ...baseOf(state), status: 'VOIDED', reasonCode, ...byHub, endedAt: at };
    }
    case 'DisbursementContradicted':
      return { ...state, contradictions: [...(state.contradictions ?? []), event.statement] };
    case 'DisbursementExpired':
      return { ...baseOf(state), status: 'EXPIRED', reasonCode: EXPIRED, endedAt: at };
  }
}

function baseOf(state: DisbursementState): DisbursementBase {
  if (state.status !== 'PREPARED') throw new Error(`A disbursement that is ${state.status} ends a second time.`);
  const { status: _status, ...base } = state;
  return base;
}

const EVENTS: ReadonlySet<string> = new Set([
  'DisbursementPrepared',
  'DisbursementPosted',
  'DisbursementBooked',
  'DisbursementVoided',
  'DisbursementExpired',
  'DisbursementContradicted',
] satisfies DisbursementEvent['type'][]);

export const disbursement = defineEntity<DisbursementState, DisbursementEvent>({
  kind: 'disbursement',
  concerns: (event) => (EVENTS.has(event.type) ? [event.disbursement] : []),
  evolve: (state, { event, at, by }) => evolveDisbursement(state, event, at, by),
});

export const commands = [
  defineCommand<Disburse, Parameters<typeof decideDisburse>[1], Event>({
    type: 'Disburse',
    load: (read, { allocation, hub, at }) => ({
      allocation: read.entity<AllocationState>('allocation', allocation),
      hub: authorisedHub(read, hub),
      slice: sliceOf(read, at),
    }),
    decide: decideDisburse,
  }),
  defineCommand<CancelDisbursement, Loaded, Event>({
    type: 'CancelDisbursement',
    load: (read, { disbursement: id, at }) => ({
      disbursement: read.entity<DisbursementState>('disbursement', id),
      slice: sliceOf(read, at),
    }),
    decide: decideCancelDisbursement,
  }),
  defineCommand<ExpireDisbursement, Loaded, Event>({
    type: 'ExpireDisbursement',
    load: (read, { disbursement: id, at }) => ({
      disbursement: read.entity<DisbursementState>('disbursement', id),
      slice: sliceOf(read, at),
    }),
    decide: decideExpireDisbursement,
  }),
];
