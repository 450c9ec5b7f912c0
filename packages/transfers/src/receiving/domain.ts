import { GENERAL_FUND, keep, sliceOf } from '@hubgraph/books';
import type { RegistryNode } from '@hubgraph/identity';
import { type Command, defineEntity, type Event, type Reader } from '@hubgraph/journal';
import {
  currencyExponent,
  type Day,
  dayOf,
  type Id,
  type Instant,
  isRejection,
  parseId,
  type Rejection,
  reject,
  type Slug,
} from '@hubgraph/kernel';
import { dueFrom, type Posting, type Slice } from '@hubgraph/ledger';
import { citesOwn, type Receive } from '@hubgraph/node';
import { type AcceptanceRule, isAcceptedByRule, ruleOf } from '../acceptance/domain.ts';
import { begunOn } from '../begun.ts';
import { hasBooks, nodeInRegistry } from '../peers.ts';
import {
  type Preparation,
  payeeOf,
  readDay,
  readLeaf,
  readPrepared,
  readReason,
  readTransfer,
  type TransferRejectionCode,
} from './payloads.ts';

/** The payee takes the money; its entry is pending until the payer has posted. */
export type TransferAccepted = Event & Preparation & { readonly type: 'TransferAccepted'; readonly fund: Id };
/** The payee's rule leaves it to a person; nothing is in its books. */
export type TransferOffered = Event & Preparation & { readonly type: 'TransferOffered' };
/** The payee may not, cannot or will not take it; nothing is in its books. */
export type TransferRefused = Event & Preparation & { readonly type: 'TransferRefused'; readonly reasonCode: string };
/** The payer has posted, and so has the hub. */
export interface TransferBooked extends Event {
  readonly type: 'TransferBooked';
  readonly transfer: Id;
  readonly payer: Slug;
  readonly day: Day;
  /** The digest of the payer's decision. */
  readonly posted: string;
  /** The leaf of the payer's log `books` in which it decided; absent where it did not tell. */
  readonly leaf?: number;
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
export type ReceivedEvent =
  | TransferOffered
  | TransferAccepted
  | TransferRefused
  | TransferBooked
  | TransferVoided
  | TransferContradicted;

/** The treasurer takes what was offered, into a fund of their choice. */
export interface AcceptTransfer extends Command {
  readonly type: 'AcceptTransfer';
  readonly transfer: Id;
  /** The general fund if absent. */
  readonly fund?: Id;
}
/** The treasurer does not take what was offered. */
export interface RefuseTransfer extends Command {
  readonly type: 'RefuseTransfer';
  readonly transfer: Id;
  /** In kebab-case; the payer is told. */
  readonly reasonCode: string;
}

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
export interface OfferedTransfer extends Prepared {
  readonly status: 'OFFERED';
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
  /** See {@link TransferBooked}. */
  readonly leaf?: number;
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
/** `OFFERED` → `ACCEPTED` → `BOOKED` | `VOIDED`; or `REFUSED`, at once or after it was offered. */
export type ReceivedTransfer = OfferedTransfer | AcceptedTransfer | BookedTransfer | RefusedTransfer | VoidedTransfer;

/** Why a node refuses a transfer, in order of precedence; after these come the ledger's own. The payer is told. */
export type IncomingRejectionCode =
  | 'general-fund-is-missing'
  | 'transfer-is-for-another-hub'
  | 'hub-is-not-authorised'
  | 'payer-is-not-authorised'
  | 'payer-does-not-allocate'
  | 'currency-is-unknown'
  | 'amount-is-not-positive'
  | 'transfer-is-expired';

const CANNOT_BE_ACCEPTED: Readonly<Record<IncomingRejectionCode, string>> = {
  'general-fund-is-missing': 'This hub has no fund yet that could take it: it gets one when it is authorised.',
  'transfer-is-for-another-hub': 'It is meant for another hub; only that one can accept it.',
  'hub-is-not-authorised': 'The council’s registry does not list this hub as authorised; refuse the transfer, or wait.',
  'payer-is-not-authorised':
    'The council’s registry does not list the payer as authorised; refuse the transfer, or wait.',
  'payer-does-not-allocate':
    'It names an allocation, and only the node for fundraising allocates; refuse the transfer.',
  'currency-is-unknown': 'Its currency is none of ISO 4217; refuse the transfer.',
  'amount-is-not-positive': 'Its amount is not more than nothing; refuse the transfer.',
  'transfer-is-expired': 'Its time is over: the payer releases the money. Ask for another transfer.',
};

/** Why the payee's own people are refused, in order of precedence; then those above, then the ledger's. */
export type OfferRejectionCode =
  | 'transfer-is-unknown'
  | 'transfer-is-not-offered'
  | 'transfer-is-of-a-team'
  | 'reason-is-malformed';

/** How many contradicting statements of one transfer are kept at one end. Two convict already; more only fill the disk. */
export const CONTRADICTIONS_MAX = 4;

/** How many transfers of one payer are begun here in a day, be they refused or voided; more are told again later. */
export const BEGUN_IN_A_DAY_MAX = 10_000;

/** The largest statement about a transfer, in bytes. */
export const STATEMENT_BYTES_MAX = 8_192;

/**
 * How long after the payer's own limit the payee's entry stays pending. The payer alone decides, and its decision may come
 * late; until it comes the payee guesses nothing.
 */
export const DECISION_WAIT_MS = 366 * 24 * 3_600_000;

export interface Loaded {
  readonly transfer: ReceivedTransfer | undefined;
  readonly generalFund: Id | undefined;
  /** This node, as the council registered it. */
  readonly payee: RegistryNode | undefined;
  readonly payer: RegistryNode | undefined;
  readonly rule: AcceptanceRule;
  readonly slice: Slice;
  /** How many transfers of the payer were begun here today. */
  readonly begunToday: number;
  /** The fund of the team whose money it is, where a sponsor gives it to this one and the team has agreed. */
  readonly teamFund?: Id | undefined;
}

/** The purpose of a transfer by which a team's money goes from one sponsor to the next. */
export const SPONSORSHIP = 'sponsorship';

export function load(read: Reader, transfer: Id, at: Instant): Loaded {
  const generalFund = read.entity<{ readonly fund: Id }>('fund-code', GENERAL_FUND)?.fund;
  const payer = parseId(transfer);
  return {
    transfer: read.entity<ReceivedTransfer>('transfer', transfer),
    generalFund,
    payee: generalFund === undefined ? undefined : nodeInRegistry(read, homeOf(generalFund)),
    payer: isRejection(payer) ? undefined : nodeInRegistry(read, payer.home),
    rule: ruleOf(read),
    slice: sliceOf(read, at),
    teamFund: teamFundOf(read, transfer),
    begunToday: isRejection(payer) ? 0 : begunOn(read, payer.home, dayOf(at)),
  };
}

function teamFundOf(read: Reader, transfer: Id): Id | undefined {
  const move = read.entity<{ readonly sponsorship: Id }>('moved-transfer', transfer)?.sponsorship;
  const arrived = read.entity<{ readonly continuedBy?: { readonly fund: Id } }>('arrived-sponsorship', move ?? '');
  return arrived?.continuedBy?.fund;
}

export function decidePrepared({ statement, at }: Receive, state: Loaded): readonly Event[] | Rejection {
  const preparation = readPrepared(statement);
  if (isRejection(preparation)) return preparation;
  const { transfer: known } = state;
  if (known !== undefined) return isConsistent(known, preparation) ? [] : contradicted(known, preparation);
  const tooMany = refuseFlood(state, preparation.payer);
  if (tooMany !== undefined) return tooMany;
  const refusal = refusalOf(preparation, state, at);
  if (refusal !== undefined) return [refused(preparation, refusal)];
  // A team's money goes into its own fund, whatever the rule says of others.
  const isOfTeam = isOfATeam(preparation);
  const isTaken = isOfTeam ? state.teamFund !== undefined : isAcceptedByRule(state.rule, preparation.payer);
  if (!isTaken) return [{ type: 'TransferOffered', ...preparation }];
  const accepted = accept(preparation, (isOfTeam ? state.teamFund : state.generalFund) ?? '', state.slice, at);
  return isRejection(accepted) ? [refused(preparation, accepted.code)] : accepted;
}

export function decideAcceptTransfer(command: AcceptTransfer, state: Loaded): readonly Event[] | Rejection {
  const { at, transfer, fund } = command;
  const offered = offeredIn(state, transfer);
  if (isRejection(offered)) return offered;
  const { preparation } = offered;
  const refusal = refusalOf(preparation, state, at);
  if (refusal !== undefined) return reject(refusal, CANNOT_BE_ACCEPTED[refusal]);
  const own = isOfATeam(preparation) ? state.teamFund : (fund ?? state.generalFund);
  if (isOfATeam(preparation) && (own === undefined || (fund !== undefined && fund !== own))) {
    return reject(
      'transfer-is-of-a-team',
      'A team’s money from another sponsor joins the fund of that team, when the team has agreed to terms of this hub.',
    );
  }
  return accept(preparation, own ?? '', state.slice, at);
}

function isOfATeam(preparation: Preparation): boolean {
  return 'purpose' in preparation && preparation.purpose === SPONSORSHIP;
}

export function decideRefuseTransfer(command: RefuseTransfer, state: Loaded): readonly Event[] | Rejection {
  const { transfer, reasonCode } = command;
  const offered = offeredIn(state, transfer);
  if (isRejection(offered)) return offered;
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(reasonCode)) {
    return reject('reason-is-malformed', 'Refuse with a code in kebab-case, as not-agreed: the payer is told.');
  }
  return [refused(offered.preparation, reasonCode)];
}

function offeredIn({ transfer }: Loaded, id: Id): OfferedTransfer | Rejection<OfferRejectionCode> {
  if (transfer === undefined)
    return reject('transfer-is-unknown', `No node has prepared ${id.slice(0, 80)} for this one.`);
  if (transfer.status === 'OFFERED') return transfer;
  return reject('transfer-is-not-offered', `The transfer is ${transfer.status} here; nothing is left to decide.`);
}

function accept(preparation: Preparation, fund: Id, slice: Slice, at: Instant): readonly Event[] | Rejection {
  const { transfer, payer, preparedDay, expiresAt } = preparation;
  const isDisbursement = 'allocation' in preparation;
  const kept = keep(
    slice,
    [
      {
        type: 'PrepareEntry',
        at,
        id: transfer,
        kind: isDisbursement ? 'disbursement' : 'transfer',
        effectiveDay: openDay(slice, preparedDay),
        expiresAt: expiresAt + DECISION_WAIT_MS,
        postings: postingsOf(preparation, fund),
        cites: isDisbursement ? { transfer, ...basisOf(preparation) } : { transfer },
      },
    ],
    [dueFrom(payer)],
  );
  if (isRejection(kept)) return kept;
  const accepted: TransferAccepted = { type: 'TransferAccepted', ...preparation, fund };
  return [accepted, ...kept];
}

function postingsOf(preparation: Preparation, fund: Id): readonly Posting[] {
  const { currency, amountMinor, payer } = preparation;
  const isDisbursement = 'allocation' in preparation;
  const dimensions = isDisbursement
    ? ({ counterparty: 'MOVEMENT', allowedBy: preparation.framework } as const)
    : {
        counterparty: 'MOVEMENT' as const,
        ...(preparation.purpose === undefined ? {} : { purpose: preparation.purpose }),
      };
  return [
    { account: isDisbursement ? 'assets:bank:main' : dueFrom(payer), currency, amountMinor, fund },
    { account: 'income:movement', currency, amountMinor: -amountMinor, fund, dimensions },
  ];
}

function basisOf({ allocation, framework, motion }: Extract<Preparation, { readonly allocation: Id }>) {
  return { allocation, framework, motion };
}

export function decidePosted(command: Receive, state: Loaded): readonly Event[] | Rejection {
  const { statement, at } = command;
  const stated = readTransfer(statement);
  if (isRejection(stated)) return stated;
  const day = readDay(statement);
  if (isRejection(day)) return day;
  const { transfer: known, slice } = state;
  if (known === undefined) return reject('transfer-is-unknown', `Nothing was prepared as ${statement.about}.`);
  if (statement.cites.length === 0) {
    return reject(
      'statement-cites-nothing',
      'A payer posts what was accepted, and cites the acceptance by its digest.',
    );
  }
  const { transfer, payer } = stated;
  const isSame =
    known.preparation?.currency === stated.currency &&
    known.preparation.amountMinor === stated.amountMinor &&
    citesOwn(command, 'transfer-accepted');
  if (!isSame || known.status === 'REFUSED' || known.status === 'VOIDED' || known.status === 'OFFERED')
    return contradicted(known, stated);
  if (known.status === 'BOOKED') return [];
  const posted = statement.digest;
  const effectiveDay = openDay(slice, day);
  const kept = keep(slice, [{ type: 'PostPending', at, entry: transfer, effectiveDay, cites: { posted } }]);
  if (isRejection(kept)) return kept;
  const leaf = readLeaf(statement);
  const booked: TransferBooked = {
    type: 'TransferBooked',
    transfer,
    payer,
    day: effectiveDay,
    posted,
    ...(leaf === undefined ? {} : { leaf }),
  };
  return [booked, ...kept];
}

export function decideVoided(command: Receive, state: Loaded): readonly Event[] | Rejection {
  const { statement, at } = command;
  const reasonCode = readReason(statement);
  if (isRejection(reasonCode)) return reasonCode;
  const { transfer: known, slice } = state;
  const about = { transfer: statement.about, payer: statement.issuer };
  const voided: TransferVoided = { type: 'TransferVoided', ...about, reasonCode };
  const isOfRefusal = statement.cites.length === 0 || citesOwn(command, 'transfer-refused');
  if (known === undefined) {
    // Kept also where nothing had arrived, so that a preparation that comes late is not accepted any more.
    if (!isOfRefusal) return reject('transfer-is-unknown', `Nobody here refused ${statement.about}.`);
    return refuseFlood(state, statement.issuer) ?? [voided];
  }
  if (!isOfRefusal) return contradicted(known, { ...about, statement: statement.digest });
  switch (known.status) {
    case 'BOOKED':
      return contradicted(known, { ...about, statement: statement.digest });
    case 'REFUSED':
    case 'VOIDED':
      return [];
    case 'OFFERED':
      return [voided];
    case 'ACCEPTED': {
      const kept = keep(slice, [
        { type: 'VoidPending', at, entry: about.transfer, cites: { voided: statement.digest } },
      ]);
      return isRejection(kept) ? kept : [voided, ...kept];
    }
  }
}

/** Whatever one payer says, it fills no more than its part of this node's disk. */
function refuseFlood({ begunToday }: Loaded, payer: Slug): Rejection<TransferRejectionCode> | undefined {
  if (begunToday < BEGUN_IN_A_DAY_MAX) return undefined;
  return reject(
    'transfers-are-too-many',
    `${begunToday} transfers of ${payer} were begun today; say it again tomorrow.`,
  );
}

function refusalOf(preparation: Preparation, state: Loaded, at: Instant): IncomingRejectionCode | undefined {
  const { currency, amountMinor, expiresAt } = preparation;
  const { generalFund, payee, payer } = state;
  if (generalFund === undefined) return 'general-fund-is-missing';
  if (homeOf(generalFund) !== payeeOf(preparation)) return 'transfer-is-for-another-hub';
  if (payee === undefined || !hasBooks(payee) || payee.status !== 'authorised') return 'hub-is-not-authorised';
  if (payer === undefined || !hasBooks(payer) || payer.status !== 'authorised') return 'payer-is-not-authorised';
  if ('allocation' in preparation && payer.kind !== 'fundraising') return 'payer-does-not-allocate';
  if (currencyExponent(currency) === undefined) return 'currency-is-unknown';
  if (amountMinor <= 0n) return 'amount-is-not-positive';
  if (expiresAt <= at) return 'transfer-is-expired';
  return undefined;
}

/** True if a preparation says what is known already: a repetition, or one that comes after the payer voided it. */
function isConsistent({ preparation }: ReceivedTransfer, stated: Preparation): boolean {
  if (preparation === undefined) return true;
  const [one, other]: readonly Readonly<Record<string, unknown>>[] = [{ ...preparation }, { ...stated }];
  const names = new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})]);
  return [...names].every((name) => name === 'statement' || one?.[name] === other?.[name]);
}

/** The payer's day, or today where the hub has closed its books on that day. */
function openDay(slice: Slice, day: Day): Day {
  const closedBefore = slice.closedBefore();
  return closedBefore !== undefined && day < closedBefore ? slice.today : day;
}

function refused(preparation: Preparation, reasonCode: string): TransferRefused {
  return { type: 'TransferRefused', ...preparation, reasonCode };
}

function contradicted(
  known: ReceivedTransfer,
  { transfer, payer, statement }: Pick<TransferContradicted, 'transfer' | 'payer' | 'statement'>,
): readonly TransferContradicted[] {
  const { contradictions } = known;
  if (contradictions.includes(statement) || contradictions.length >= CONTRADICTIONS_MAX) return [];
  return [{ type: 'TransferContradicted', transfer, payer, statement }];
}

function homeOf(id: Id): Slug {
  const parts = parseId(id);
  return isRejection(parts) ? '' : parts.home;
}

export function evolveReceived(
  state: ReceivedTransfer | undefined,
  event: ReceivedEvent,
  at: Instant,
): ReceivedTransfer {
  const receivedAt = state?.receivedAt ?? at;
  switch (event.type) {
    case 'TransferOffered': {
      const { type: _type, ...preparation } = event;
      return { status: 'OFFERED', ...begun(event, receivedAt, state), preparation };
    }
    case 'TransferAccepted': {
      const { type: _type, fund, ...preparation } = event;
      return { status: 'ACCEPTED', ...begun(event, receivedAt, state), preparation, fund };
    }
    case 'TransferRefused': {
      const { type: _type, reasonCode, ...preparation } = event;
      return { status: 'REFUSED', ...begun(event, receivedAt, state), preparation, reasonCode };
    }
    case 'TransferVoided':
      if (state === undefined) return { status: 'VOIDED', ...begun(event, at, state), reasonCode: event.reasonCode };
      if (state.status !== 'OFFERED' && state.status !== 'ACCEPTED') throw endedAgain(state);
      return {
        status: 'VOIDED',
        ...begun(event, receivedAt, state),
        reasonCode: event.reasonCode,
        preparation: state.preparation,
      };
    case 'TransferBooked': {
      if (state?.status !== 'ACCEPTED') throw endedAgain(state);
      const { day, leaf } = event;
      return { ...state, status: 'BOOKED', day, bookedAt: at, ...(leaf === undefined ? {} : { leaf }) };
    }
    case 'TransferContradicted':
      if (state === undefined) throw new Error('An event of a transfer that is not known.');
      return { ...state, contradictions: [...state.contradictions, event.statement] };
  }
}

function endedAgain(state: ReceivedTransfer | undefined): Error {
  return new Error(`A transfer that is ${state?.status ?? 'unknown'} ends a second time.`);
}

function begun(
  { transfer, payer }: { readonly transfer: Id; readonly payer: Slug },
  receivedAt: Instant,
  state: ReceivedTransfer | undefined,
): Known {
  return { transfer, payer, receivedAt, contradictions: state?.contradictions ?? [] };
}

const EVENTS: ReadonlySet<string> = new Set([
  'TransferOffered',
  'TransferAccepted',
  'TransferRefused',
  'TransferBooked',
  'TransferVoided',
  'TransferContradicted',
] satisfies ReceivedEvent['type'][]);

/** True for what happens at the payee. */
export function isReceivedEvent(event: Event): event is ReceivedEvent {
  return EVENTS.has(event.type);
}

export const receivedTransfer = defineEntity<ReceivedTransfer, ReceivedEvent>({
  kind: 'transfer',
  concerns: (event) => (isReceivedEvent(event) ? [event.transfer] : []),
  evolve: (state, { event, at }) => evolveReceived(state, event, at),
});
