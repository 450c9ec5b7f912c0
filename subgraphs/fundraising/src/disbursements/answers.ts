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
import { CONTRADICTIONS_MAX } from '@hubgraph/transfers';
import { type DisbursementState, expired, partOf, voided } from './domain.ts';
import type { DisbursementBooked, DisbursementContradicted, DisbursementPosted } from './events.ts';

/** Why a hub's answer is not taken, in order of precedence. */
export type AnswerRejectionCode =
  | 'disbursement-is-unknown'
  | 'statement-is-not-from-the-payee'
  | 'statement-is-about-another'
  | 'statement-cites-nothing'
  | 'reason-is-malformed'
  | 'entry-id-is-malformed';

export interface Loaded {
  readonly disbursement: DisbursementState | undefined;
  readonly slice: Slice;
}

/** This node's journal alone decides: what is accepted in time is posted; what is accepted too late moves nothing. */
export function decideAccepted(command: Receive, state: Loaded): readonly Event[] | Rejection {
  const { statement, at } = command;
  const disbursement = answered(statement, state.disbursement);
  if (isRejection(disbursement)) return disbursement;
  const [prepared = ''] = statement.cites;
  const isRefused = disbursement.status === 'VOIDED' && disbursement.refused !== undefined;
  if (!isOfPrepared(command, disbursement) || isRefused) return contradicted(disbursement, statement);
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
  const { reason } = statement.payload;
  if (typeof reason !== 'string' || !/^[a-z][a-z0-9-]{0,63}$/.test(reason)) {
    return reject('reason-is-malformed', 'A hub refuses with a code in kebab-case, as hub-is-not-authorised.');
  }
  const wasAccepted = disbursement.status === 'POSTED' || disbursement.status === 'BOOKED';
  if (!isOfPrepared(command, disbursement) || wasAccepted) return contradicted(disbursement, statement);
  if (disbursement.status !== 'PREPARED') return [];
  if (at >= disbursement.expiresAt) return expired(disbursement, state.slice, at);
  return voided(disbursement, state.slice, at, reason, statement.digest);
}

export function decideBooked(command: Receive, state: Loaded): readonly Event[] | Rejection {
  const { statement } = command;
  const disbursement = answered(statement, state.disbursement);
  if (isRejection(disbursement)) return disbursement;
  const { entry } = statement.payload;
  if (typeof entry !== 'string' || !/^[a-zA-Z0-9][a-zA-Z0-9:._/-]{0,127}$/.test(entry)) {
    return reject('entry-id-is-malformed', 'A hub tells the id of its entry.');
  }
  // No hub books without the payer's word.
  const isPosted = disbursement.status === 'POSTED' || disbursement.status === 'BOOKED';
  if (!isPosted || !citesOwn(command, 'transfer-posted')) return contradicted(disbursement, statement);
  if (disbursement.status === 'BOOKED') return [];
  const booked: DisbursementBooked = { type: 'DisbursementBooked', ...partOf(disbursement), entry };
  return [booked];
}

function answered(
  statement: IncomingStatement,
  disbursement: DisbursementState | undefined,
): DisbursementState | Rejection<AnswerRejectionCode> {
  const { about, issuer, payload, cites } = statement;
  if (disbursement === undefined) return reject('disbursement-is-unknown', `There is no disbursement ${about}.`);
  if (issuer !== disbursement.hub) {
    return reject('statement-is-not-from-the-payee', `${about} goes to ${disbursement.hub}, not to ${issuer}.`);
  }
  if (payload['transfer'] !== about) {
    return reject('statement-is-about-another', `Its payload names another transfer than ${about}.`);
  }
  if (cites.length > 0) return disbursement;
  return reject('statement-cites-nothing', 'An answer cites what it answers, by its digest.');
}

/** Whether an answer is of what was prepared: the statement that this node made, and its amount. */
function isOfPrepared(command: Receive, { currency, amountMinor }: DisbursementState): boolean {
  const { payload } = command.statement;
  const isOfAmount = payload['currency'] === currency && payload['amountMinor'] === amountMinor.toString();
  return isOfAmount && citesOwn(command, 'transfer-prepared');
}

/** The hub's own word is kept against it; nothing else follows. */
function contradicted(
  disbursement: DisbursementState,
  { digest }: IncomingStatement,
): readonly DisbursementContradicted[] {
  const { contradictions = [] } = disbursement;
  if (contradictions.includes(digest) || contradictions.length >= CONTRADICTIONS_MAX) return [];
  return [{ type: 'DisbursementContradicted', ...partOf(disbursement), statement: digest }];
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
