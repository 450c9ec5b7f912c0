import { keep, sliceOf } from '@hubgraph/books';
import { type Command, defineCommand, defineEntity, type Event, type Reader } from '@hubgraph/journal';
import {
  type Day,
  type Id,
  type Instant,
  isDay,
  isRejection,
  moneyText,
  parseId,
  type Rejection,
  reject,
  type Slug,
} from '@hubgraph/kernel';
import { dueFrom, dueTo, type Slice } from '@hubgraph/ledger';
import {
  citesOwn,
  defineStatement,
  type IncomingStatement,
  type Receive,
  type StatementDefinition,
} from '@hubgraph/node';
import type { PaidTransfer } from '../paying/domain.ts';
import { CONTRADICTIONS_MAX, type ReceivedTransfer, type TransferContradicted } from '../receiving/domain.ts';
import { KEPT } from '../receiving/statements.ts';

/** The treasurer of the payer paid what is owed for a transfer, or a part of it. */
export interface SettleTransfer extends Command {
  readonly type: 'SettleTransfer';
  /** Of the entry in both books. */
  readonly settlement: Id;
  readonly transfer: Id;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly day: Day;
}
/** The treasurer of the payee sees it at the bank. */
export interface ConfirmSettlement extends Command {
  readonly type: 'ConfirmSettlement';
  readonly settlement: Id;
  readonly day: Day;
}

/** What was paid for what: in every event, so that a fold needs no look-up. */
interface SettledPart {
  readonly settlement: Id;
  readonly transfer: Id;
  /** The other end. */
  readonly peer: Slug;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly day: Day;
}
/** At the payer: the bank was told to pay. */
export interface SettlementPaid extends Event, SettledPart {
  readonly type: 'SettlementPaid';
}
/** At the payee: the payer says so; nothing is in the books. */
export interface SettlementStated extends Event, SettledPart {
  readonly type: 'SettlementStated';
  readonly statement: string;
}
/** At the payee: the money is there. */
export interface SettlementArrived extends Event, SettledPart {
  readonly type: 'SettlementArrived';
  readonly statement: string;
}
/** At the payer: the payee says that the money is there. */
export interface SettlementConfirmed extends Event, SettledPart {
  readonly type: 'SettlementConfirmed';
}
export type SettlementEvent = SettlementPaid | SettlementStated | SettlementArrived | SettlementConfirmed;

/** `PAID` (payer) or `STATED` (payee) → `ARRIVED`. Said is not arrived, and the books say which. */
export interface Settlement extends Omit<SettledPart, 'settlement'> {
  readonly id: Id;
  readonly status: 'PAID' | 'STATED' | 'ARRIVED';
  readonly since: Instant;
  /** The digest of the payer's statement, at the payee. */
  readonly statement?: string;
}

/** What was paid for one transfer, as this node knows. */
export interface Settled {
  readonly paidMinor: bigint;
  readonly arrivedMinor: bigint;
}

/** In order of precedence; after these come the ledger's own. */
export type SettlementRejectionCode =
  | 'transfer-is-unknown'
  | 'transfer-is-not-posted'
  | 'settlement-is-in-another-currency'
  | 'amount-is-not-positive'
  | 'settlement-exceeds-transfer'
  | 'settlement-is-unknown'
  | 'settlement-has-arrived'
  | 'settlement-is-malformed'
  | 'statement-is-not-from-the-payee'
  | 'statement-cites-another';

const NOTHING: Settled = { paidMinor: 0n, arrivedMinor: 0n };
const STATEMENT_LIFETIME_MS = 365 * 24 * 3_600_000;

interface SettleState {
  readonly paid: PaidTransfer | undefined;
  readonly settled: Settled;
  readonly slice: Slice;
}

export function decideSettleTransfer(command: SettleTransfer, state: SettleState): readonly Event[] | Rejection {
  const { at, settlement, transfer, currency, amountMinor, day } = command;
  const { paid, settled, slice } = state;
  if (paid === undefined) return reject('transfer-is-unknown', `This node pays no transfer ${transfer.slice(0, 80)}.`);
  if (paid.status !== 'POSTED' && paid.status !== 'BOOKED') {
    return reject('transfer-is-not-posted', `The transfer is ${paid.status}: nothing is owed for it.`);
  }
  if (currency !== paid.currency) {
    return reject('settlement-is-in-another-currency', `The transfer is in ${paid.currency}.`);
  }
  if (amountMinor <= 0n) return reject('amount-is-not-positive', 'A settlement pays something.');
  if (settled.paidMinor + amountMinor > paid.amountMinor) {
    return reject(
      'settlement-exceeds-transfer',
      `Of the transfer no more than ${moneyText({ currency, amountMinor: paid.amountMinor - settled.paidMinor })} is owed.`,
    );
  }
  const { to: peer, fund } = paid;
  const kept = keep(slice, [
    {
      type: 'PostEntry',
      at,
      id: settlement,
      kind: 'settlement',
      effectiveDay: day,
      postings: [
        { account: dueTo(peer), currency, amountMinor, fund },
        { account: 'assets:bank:main', currency, amountMinor: -amountMinor, fund },
      ],
      cites: { transfer },
    },
  ]);
  if (isRejection(kept)) return kept;
  const event: SettlementPaid = { type: 'SettlementPaid', settlement, transfer, peer, currency, amountMinor, day };
  return [event, ...kept];
}

interface ConfirmState {
  readonly settlement: Settlement | undefined;
  readonly received: ReceivedTransfer | undefined;
  readonly slice: Slice;
}

export function decideConfirmSettlement(command: ConfirmSettlement, state: ConfirmState): readonly Event[] | Rejection {
  const { at, settlement: id, day } = command;
  const { settlement, received, slice } = state;
  if (settlement === undefined || settlement.status === 'PAID' || received?.status !== 'BOOKED') {
    return reject('settlement-is-unknown', `No node has stated that it paid ${id.slice(0, 80)}.`);
  }
  if (settlement.status === 'ARRIVED') return reject('settlement-has-arrived', 'It is in the books already.');
  const { transfer, peer, currency, amountMinor, statement = '' } = settlement;
  const { fund } = received;
  const kept = keep(slice, [
    {
      type: 'PostEntry',
      at,
      id,
      kind: 'settlement',
      effectiveDay: day,
      postings: [
        { account: 'assets:bank:main', currency, amountMinor, fund },
        { account: dueFrom(peer), currency, amountMinor: -amountMinor, fund },
      ],
      cites: { transfer },
    },
  ]);
  if (isRejection(kept)) return kept;
  const part = { settlement: id, transfer, peer, currency, amountMinor, day, statement };
  const arrived: SettlementArrived = { type: 'SettlementArrived', ...part };
  return [arrived, ...kept];
}

interface StatedState {
  readonly settlement: Settlement | undefined;
  readonly received: ReceivedTransfer | undefined;
  readonly settled: Settled;
}

/** What the payer says of a payment moves nothing here; it is what the bank's statement is looked for. */
export function decidePaid({ statement }: Receive, state: StatedState): readonly Event[] | Rejection {
  const part = readSettlement(statement);
  if (isRejection(part)) return part;
  const { settlement, received, settled } = state;
  if (received === undefined || received.payer !== statement.issuer) {
    return reject('transfer-is-unknown', `Nothing was prepared as ${part.transfer}.`);
  }
  if (received.status !== 'BOOKED') {
    return reject('transfer-is-not-posted', `${part.transfer} is ${received.status} here: nothing is owed for it.`);
  }
  if (settlement !== undefined) return isSame(settlement, part) ? [] : contradicted(received, statement);
  const { currency, amountMinor } = received.preparation;
  const isTooMuch = part.currency !== currency || settled.paidMinor + part.amountMinor > amountMinor;
  if (isTooMuch) return contradicted(received, statement);
  const stated: SettlementStated = { type: 'SettlementStated', ...part, statement: statement.digest };
  return [stated];
}

/** The payee says that the money has arrived. */
export function decideArrived(
  command: Receive,
  { settlement }: { readonly settlement: Settlement | undefined },
): readonly Event[] | Rejection {
  const { statement } = command;
  if (settlement === undefined || settlement.status === 'STATED') {
    return reject('settlement-is-unknown', `This node has not paid ${statement.about.slice(0, 80)}.`);
  }
  if (settlement.peer !== statement.issuer) {
    return reject('statement-is-not-from-the-payee', `${statement.about} went to ${settlement.peer}.`);
  }
  if (!citesOwn(command, 'settlement-paid')) {
    return reject('statement-cites-another', `${statement.about} was not paid by the statement that is cited.`);
  }
  if (settlement.status === 'ARRIVED') return [];
  const { id, transfer, peer, currency, amountMinor, day } = settlement;
  const part = { settlement: id, transfer, peer, currency, amountMinor, day };
  const confirmed: SettlementConfirmed = { type: 'SettlementConfirmed', ...part };
  return [confirmed];
}

function readSettlement({
  about,
  issuer,
  payload,
}: IncomingStatement): SettledPart | Rejection<SettlementRejectionCode> {
  const malformed = (): Rejection<SettlementRejectionCode> =>
    reject('settlement-is-malformed', 'This is not a statement of the payer about what it paid for a transfer.');
  const { settlement, transfer, currency, amountMinor, day } = payload;
  const id = parseId(about, 'settlement');
  const of = typeof transfer === 'string' ? parseId(transfer, 'transfer') : undefined;
  const isOfIssuer = !isRejection(id) && id.home === issuer && settlement === about;
  if (!isOfIssuer || typeof transfer !== 'string' || of === undefined || isRejection(of)) return malformed();
  if (typeof currency !== 'string' || typeof amountMinor !== 'string' || !/^[1-9]\d{0,18}$/.test(amountMinor)) {
    return malformed();
  }
  if (typeof day !== 'string' || !isDay(day)) return malformed();
  return { settlement: about, transfer, peer: issuer, currency, amountMinor: BigInt(amountMinor), day };
}

function isSame(known: Settlement, { transfer, currency, amountMinor }: SettledPart): boolean {
  return known.transfer === transfer && known.currency === currency && known.amountMinor === amountMinor;
}

function contradicted(received: ReceivedTransfer, { digest }: IncomingStatement): readonly TransferContradicted[] {
  const { transfer, payer, contradictions } = received;
  if (contradictions.includes(digest) || contradictions.length >= CONTRADICTIONS_MAX) return [];
  return [{ type: 'TransferContradicted', transfer, payer, statement: digest }];
}

const EVENTS: ReadonlySet<string> = new Set([
  'SettlementPaid',
  'SettlementStated',
  'SettlementArrived',
  'SettlementConfirmed',
] satisfies SettlementEvent['type'][]);

export function isSettlementEvent(event: Event): event is SettlementEvent {
  return EVENTS.has(event.type);
}

const STATUS: Readonly<Record<SettlementEvent['type'], Settlement['status']>> = {
  SettlementPaid: 'PAID',
  SettlementStated: 'STATED',
  SettlementArrived: 'ARRIVED',
  SettlementConfirmed: 'ARRIVED',
};

export function evolveSettlement(event: SettlementEvent, since: Instant): Settlement {
  const { type, settlement: id, ...part } = event;
  return { id, ...part, status: STATUS[type], since };
}

export function evolveSettled(state: Settled | undefined, { type, amountMinor }: SettlementEvent): Settled {
  const { paidMinor, arrivedMinor } = state ?? NOTHING;
  const hasArrived = STATUS[type] === 'ARRIVED';
  return hasArrived
    ? { paidMinor, arrivedMinor: arrivedMinor + amountMinor }
    : { paidMinor: paidMinor + amountMinor, arrivedMinor };
}

export const settlement = defineEntity<Settlement, SettlementEvent>({
  kind: 'settlement',
  concerns: (event) => (isSettlementEvent(event) ? [event.settlement] : []),
  evolve: (_state, { event, at }) => evolveSettlement(event, at),
});

export const settledTransfer = defineEntity<Settled, SettlementEvent>({
  kind: 'settled-transfer',
  concerns: (event) => (isSettlementEvent(event) ? [event.transfer] : []),
  evolve: (state, { event }) => evolveSettled(state, event),
});

/** What was paid for a transfer, and what of it has arrived. */
export function settledOf(read: Reader, transfer: Id): Settled {
  return read.entity<Settled>('settled-transfer', transfer) ?? NOTHING;
}

export const settlingCommands = [
  defineCommand<SettleTransfer, SettleState, Event>({
    type: 'SettleTransfer',
    load: (read, { transfer, at }) => ({
      paid: read.entity<PaidTransfer>('paid-transfer', transfer),
      settled: settledOf(read, transfer),
      slice: sliceOf(read, at),
    }),
    decide: decideSettleTransfer,
  }),
  defineCommand<ConfirmSettlement, ConfirmState, Event>({
    type: 'ConfirmSettlement',
    load(read, { settlement: id, at }) {
      const found = read.entity<Settlement>('settlement', id);
      const received = found && read.entity<ReceivedTransfer>('transfer', found.transfer);
      return { settlement: found, received, slice: sliceOf(read, at) };
    },
    decide: decideConfirmSettlement,
  }),
];

/** What the two ends say to each other of payments, by type. */
export const settlementsReceived: Readonly<Record<string, StatementDefinition>> = {
  'settlement-paid': defineStatement<StatedState, Event>({
    ...KEPT,
    load(read, { statement: { about, payload } }) {
      const transfer = typeof payload['transfer'] === 'string' ? payload['transfer'] : '';
      return {
        settlement: read.entity<Settlement>('settlement', about),
        received: read.entity<ReceivedTransfer>('transfer', transfer),
        settled: settledOf(read, transfer),
      };
    },
    decide: decidePaid,
  }),
  'settlement-arrived': defineStatement<{ readonly settlement: Settlement | undefined }, Event>({
    ...KEPT,
    load: (read, { statement: { about } }) => ({ settlement: read.entity<Settlement>('settlement', about) }),
    decide: decideArrived,
  }),
};

/** What the other end is told of each step. */
export function settlementWordsOf(event: Event, at: Instant) {
  if (!isSettlementEvent(event)) return [];
  const { settlement: about, transfer, peer: audience, currency, amountMinor, day } = event;
  const expiresAt = at + STATEMENT_LIFETIME_MS;
  const payload = { settlement: about, transfer, currency, amountMinor: amountMinor.toString(), day };
  if (event.type === 'SettlementPaid') return [{ audience, type: 'settlement-paid', about, payload, expiresAt }];
  if (event.type !== 'SettlementArrived') return [];
  return [{ audience, type: 'settlement-arrived', about, payload, cites: [event.statement], expiresAt }];
}
