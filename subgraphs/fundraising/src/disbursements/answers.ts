import { keep, sliceOf } from '@hubgraph/books';
import type { Event, Reader } from '@hubgraph/journal';
import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import type { Slice } from '@hubgraph/ledger';
import {
  citesOwn,
  defineStatement,
  type IncomingStatement,
  type Receive,
  type StatementDefinition,
} from '@hubgraph/node';
import { type DisbursementState, expired, partOf, voided } from './domain.ts';
import type { DisbursementBooked, DisbursementPosted } from './events.ts';

/** Why a hub's answer is not taken, in order of precedence. */
export type AnswerRejectionCode =
  | 'disbursement-is-unknown'
  | 'statement-is-not-from-the-payee'
  | 'statement-differs-from-what-was-prepared'
  | 'statement-cites-another'
  | 'reason-is-malformed'
  | 'entry-id-is-malformed'
  | 'disbursement-is-not-posted';

export interface Loaded {
  readonly disbursement: DisbursementState | undefined;
  readonly slice: Slice;
}

/** This node's journal alone decides: what is accepted in time is posted; what is accepted too late moves nothing. */
export function decideAccepted(command: Receive, state: Loaded): readonly Event[] | Rejection {
  const { statement, at } = command;
  const disbursement = answered(statement, state.disbursement);
  if (isRejection(disbursement)) return disbursement;
  const refusal = checkAmount(statement, disbursement) ?? checkCites(command, 'transfer-prepared');
  if (refusal !== undefined) return refusal;
  const [prepared = ''] = statement.cites;
  if (disbursement.status !== 'PREPARED') return [];
  const { slice } = state;
  if (at >= disbursement.expiresAt) return expired(disbursement, slice, at);
  const day = slice.today;
  const accepted = statement.digest;
  const kept = keep(slice, [
    { type: 'PostPending', at, entry: disbursement.id, effectiveDay: day, cites: { accepted } },
  ]);
  if (isRejection(kept)) return kept;
  const posted: DisbursementPosted = {
    type: 'DisbursementPosted',
    ...partOf(disbursement),
    day,
    accepted,
    prepared,
  };
  return [posted, ...kept];
}

export function decideRefused(command: Receive, state: Loaded): readonly Event[] | Rejection {
  const { statement, at } = command;
  const disbursement = answered(statement, state.disbursement);
  if (isRejection(disbursement)) return disbursement;
  const refusal = checkAmount(statement, disbursement) ?? checkCites(command, 'transfer-prepared');
  if (refusal !== undefined) return refusal;
  const { reason } = statement.payload;
  if (typeof reason !== 'string' || !/^[a-z][a-z0-9-]{0,63}$/.test(reason)) {
    return reject('reason-is-malformed', 'A hub refuses with a code in kebab-case, as hub-is-not-authorised.');
  }
  if (disbursement.status !== 'PREPARED') return [];
  if (at >= disbursement.expiresAt) return expired(disbursement, state.slice, at);
  return voided(disbursement, state.slice, at, reason, statement.digest);
}

export function decideBooked(command: Receive, state: Loaded): readonly Event[] | Rejection {
  const { statement } = command;
  const disbursement = answered(statement, state.disbursement);
  if (isRejection(disbursement)) return disbursement;
  const refusal = checkCites(command, 'transfer-posted');
  if (refusal !== undefined) return refusal;
  const { entry } = statement.payload;
  if (typeof entry !== 'string' || !/^[a-zA-Z0-9][a-zA-Z0-9:._/-]{0,127}$/.test(entry)) {
    return reject('entry-id-is-malformed', 'A hub tells the id of its entry.');
  }
  if (disbursement.status === 'BOOKED') return [];
  if (disbursement.status !== 'POSTED') {
    return reject('disbursement-is-not-posted', `The disbursement ${disbursement.id} is ${disbursement.status} here.`);
  }
  const booked: DisbursementBooked = { type: 'DisbursementBooked', ...partOf(disbursement), entry };
  return [booked];
}

function answered(
  statement: IncomingStatement,
  disbursement: DisbursementState | undefined,
): DisbursementState | Rejection<AnswerRejectionCode> {
  const { about, issuer, payload } = statement;
  if (disbursement === undefined) return reject('disbursement-is-unknown', `There is no disbursement ${about}.`);
  if (issuer !== disbursement.hub) {
    return reject('statement-is-not-from-the-payee', `${about} goes to ${disbursement.hub}, not to ${issuer}.`);
  }
  return payload['transfer'] === about ? disbursement : differs(about);
}

function checkAmount(
  { about, payload }: IncomingStatement,
  disbursement: DisbursementState,
): Rejection<AnswerRejectionCode> | undefined {
  const { currency, amountMinor } = disbursement;
  const isSame = payload['currency'] === currency && payload['amountMinor'] === amountMinor.toString();
  return isSame ? undefined : differs(about);
}

/** An answer cites, by its digest, what this node itself said. */
function checkCites(command: Receive, type: string): Rejection<AnswerRejectionCode> | undefined {
  if (citesOwn(command, type)) return undefined;
  return reject('statement-cites-another', `It answers no ${type} of ${command.statement.about} that was said here.`);
}

function differs(about: string): Rejection<AnswerRejectionCode> {
  return reject('statement-differs-from-what-was-prepared', `${about} was prepared with another amount or id.`);
}

const load = (read: Reader, { statement, at }: Receive): Loaded => ({
  disbursement: read.entity<DisbursementState>('disbursement', statement.about),
  slice: sliceOf(read, at),
});

const answer = (decide: (command: Receive, state: Loaded) => readonly Event[] | Rejection): StatementDefinition =>
  defineStatement<Loaded, Event>({ from: ['hub'], load, decide });

/** What hubs answer, by type. */
export const answers: Readonly<Record<string, StatementDefinition>> = {
  'transfer-accepted': answer(decideAccepted),
  'transfer-refused': answer(decideRefused),
  'transfer-booked': answer(decideBooked),
};
