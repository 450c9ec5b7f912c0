import {
  type Day,
  type Id,
  type Instant,
  isDay,
  isRejection,
  isSlug,
  parseId,
  type Rejection,
  reject,
  type Slug,
} from '@hubgraph/kernel';
import type { IncomingStatement } from '@hubgraph/node';

/** What the payer states of one transfer; amounts and ids as they stand, not yet judged. */
export interface Stated {
  readonly transfer: Id;
  readonly payer: Slug;
  /** The digest of the statement. */
  readonly statement: string;
  readonly currency: string;
  readonly amountMinor: bigint;
}

interface Prepared extends Stated {
  readonly preparedDay: Day;
  readonly expiresAt: Instant;
}

/** A hub's part of what was allocated; it is paid from bank to bank. */
export interface PreparedDisbursement extends Prepared {
  readonly toHub: Slug;
  readonly allocation: Id;
  readonly framework: Id;
  readonly motion: Id;
}

/** Any other transfer: what is owed is booked, and settled later. */
export interface PreparedTransfer extends Prepared {
  readonly to: Slug;
  readonly purpose?: string;
}

/** What the payer prepared. */
export type Preparation = PreparedDisbursement | PreparedTransfer;

/** Why a statement is not taken at all, in order of precedence. */
export type TransferRejectionCode =
  | 'transfer-is-not-of-the-payer'
  | 'transfer-is-malformed'
  | 'transfer-is-unknown'
  | 'statement-cites-nothing'
  | 'transfers-are-too-many';

const AMOUNT_MINOR = /^-?(0|[1-9]\d{0,29})$/;
const CODE = /^[a-z][a-z0-9-]{0,63}$/;
/** With the time that a payee waits after it, it is still written with four digits of the year. */
const END_MAX = Date.parse('9998-01-01T00:00:00Z');
/** What an `Int` of the graph holds. */
const LEAF_MAX = 2 ** 31 - 1;

/** The payee that a preparation names. */
export function payeeOf(preparation: Preparation): Slug {
  return 'toHub' in preparation ? preparation.toHub : preparation.to;
}

/** Reads what all statements about a transfer's amount have. */
export function readTransfer(statement: IncomingStatement): Stated | Rejection<TransferRejectionCode> {
  const { about, issuer, payload, digest } = statement;
  const { currency, amountMinor } = payload;
  const refusal = checkHome(statement);
  if (refusal !== undefined) return refusal;
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency))
    return malformed('its currency must have 3 letters');
  if (typeof amountMinor !== 'string' || !AMOUNT_MINOR.test(amountMinor)) {
    return malformed('its amount must be minor units as text');
  }
  return { transfer: about, payer: issuer, statement: digest, currency, amountMinor: BigInt(amountMinor) };
}

export function readPrepared(statement: IncomingStatement): Preparation | Rejection<TransferRejectionCode> {
  const stated = readTransfer(statement);
  if (isRejection(stated)) return stated;
  const { toHub, allocation, framework, motion, to, purpose, preparedDay, expiresAt } = statement.payload;
  if (typeof preparedDay !== 'string' || !isDay(preparedDay)) return malformed('it must have the day of preparation');
  if (typeof expiresAt !== 'number' || !Number.isSafeInteger(expiresAt) || expiresAt < 0 || expiresAt > END_MAX) {
    return malformed('it must have its end, as a moment of the calendar');
  }
  const when = { preparedDay, expiresAt };
  if (isId(stated.transfer, 'transfer')) {
    if (!isNode(to)) return malformed('it must name the payee');
    if (purpose === undefined) return { ...stated, to, ...when };
    if (typeof purpose !== 'string' || !CODE.test(purpose)) return malformed('its purpose must be in kebab-case');
    return { ...stated, to, purpose, ...when };
  }
  if (!isNode(toHub) || !isId(allocation, 'allocation') || !isId(framework, 'framework') || !isId(motion, 'motion')) {
    return malformed('it must name the hub, the allocation, the framework and the motion');
  }
  return { ...stated, toHub, allocation, framework, motion, ...when };
}

export function readDay({ payload }: IncomingStatement): Day | Rejection<TransferRejectionCode> {
  const { day } = payload;
  return typeof day === 'string' && isDay(day) ? day : malformed('it must have the day of posting');
}

export function readReason(statement: IncomingStatement): string | Rejection<TransferRejectionCode> {
  const { reason } = statement.payload;
  const refusal = checkHome(statement);
  if (refusal !== undefined) return refusal;
  return typeof reason === 'string' && CODE.test(reason) ? reason : malformed('it must have a reason in kebab-case');
}

/** The leaf of the payer's log `books` in which it decided, where it tells one. */
export function readLeaf({ payload }: IncomingStatement): number | undefined {
  const { leaf } = payload;
  return typeof leaf === 'number' && Number.isInteger(leaf) && leaf >= 0 && leaf <= LEAF_MAX ? leaf : undefined;
}

/** A transfer is born at its payer: nobody else can state anything about it. */
function checkHome({ about, issuer, payload }: IncomingStatement): Rejection<TransferRejectionCode> | undefined {
  const id = parseId(about);
  if (isRejection(id) || id.home !== issuer) {
    return reject('transfer-is-not-of-the-payer', `"${about.slice(0, 80)}" is not a transfer of ${issuer}.`);
  }
  return payload['transfer'] === about ? undefined : malformed('it must name the transfer that it is about');
}

function isNode(value: unknown): value is Slug {
  return typeof value === 'string' && isSlug(value);
}

/** Nothing but an id: what another node writes here becomes public in this one's books. */
function isId(value: unknown, kind: string): value is Id {
  return typeof value === 'string' && !isRejection(parseId(value, kind));
}

function malformed(why: string): Rejection<'transfer-is-malformed'> {
  return reject('transfer-is-malformed', `This is not a statement about a transfer: ${why}.`);
}
