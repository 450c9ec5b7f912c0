import { keep } from '@hubgraph/books';
import type { Event } from '@hubgraph/journal';
import { isRejection, parseId, type Rejection, reject } from '@hubgraph/kernel';
import {
  citesOwn,
  defineStatement,
  type IncomingStatement,
  type Receive,
  type StatementDefinition,
} from '@hubgraph/node';
import { CONTRADICTIONS_MAX } from '../receiving/domain.ts';
import { KEPT } from '../receiving/statements.ts';
import {
  type AnswerContradicted,
  expired,
  loadPaid,
  type PaidLoaded,
  type PaidTransfer,
  partOf,
  released,
  type TransferConfirmed,
  type TransferPosted,
} from './domain.ts';

/** Why a payee's answer is not taken at all, in order of precedence. */
export type PayeeAnswerRejectionCode =
  | 'transfer-is-unknown'
  | 'statement-is-not-from-the-payee'
  | 'statement-cites-nothing'
  | 'reason-is-malformed'
  | 'entry-id-is-malformed';

type Decision = readonly Event[] | Rejection;

/** The payer's journal alone decides: what is accepted in time is posted; what is accepted too late moves nothing. */
export function decideAccepted(command: Receive, state: PaidLoaded): Decision {
  const { statement, at } = command;
  const paid = answered(statement, state.paid);
  if (isRejection(paid)) return paid;
  const [prepared = ''] = statement.cites;
  const isRefused = paid.status === 'VOIDED' && paid.refused !== undefined;
  if (!isOfPrepared(command, paid) || isRefused) return contradicted(paid, statement);
  if (paid.status !== 'PREPARED') return [];
  const { slice } = state;
  if (at >= paid.expiresAt) return expired(paid, slice, at);
  const day = slice.today;
  const accepted = statement.digest;
  const kept = keep(slice, [{ type: 'PostPending', at, entry: paid.id, effectiveDay: day, cites: { accepted } }]);
  if (isRejection(kept)) return kept;
  const posted: TransferPosted = { type: 'TransferPosted', ...partOf(paid), day, accepted, prepared };
  return [posted, ...kept];
}

export function decideRefused(command: Receive, state: PaidLoaded): Decision {
  const { statement, at } = command;
  const paid = answered(statement, state.paid);
  if (isRejection(paid)) return paid;
  const { reason } = statement.payload;
  if (typeof reason !== 'string' || !/^[a-z][a-z0-9-]{0,63}$/.test(reason)) {
    return reject('reason-is-malformed', 'A payee refuses with a code in kebab-case, as hub-is-not-authorised.');
  }
  const wasAccepted = paid.status === 'POSTED' || paid.status === 'BOOKED';
  if (!isOfPrepared(command, paid) || wasAccepted) return contradicted(paid, statement);
  if (paid.status !== 'PREPARED') return [];
  if (at >= paid.expiresAt) return expired(paid, state.slice, at);
  return released(paid, state.slice, at, reason, statement.digest);
}

export function decideBooked(command: Receive, state: PaidLoaded): Decision {
  const { statement } = command;
  const paid = answered(statement, state.paid);
  if (isRejection(paid)) return paid;
  const { entry } = statement.payload;
  if (typeof entry !== 'string' || !/^[a-zA-Z0-9][a-zA-Z0-9:._/-]{0,127}$/.test(entry)) {
    return reject('entry-id-is-malformed', 'A payee tells the id of its entry.');
  }
  // Nobody books without the payer's word.
  const isPosted = paid.status === 'POSTED' || paid.status === 'BOOKED';
  if (!isPosted || !citesOwn(command, 'transfer-posted')) return contradicted(paid, statement);
  if (paid.status === 'BOOKED') return [];
  const confirmed: TransferConfirmed = { type: 'TransferConfirmed', ...partOf(paid), entry };
  return [confirmed];
}

function contradicted(paid: PaidTransfer, { digest }: IncomingStatement): readonly AnswerContradicted[] {
  const { contradictions } = paid;
  if (contradictions.includes(digest) || contradictions.length >= CONTRADICTIONS_MAX) return [];
  return [{ type: 'AnswerContradicted', ...partOf(paid), statement: digest }];
}

function answered(
  { about, issuer, payload, cites }: IncomingStatement,
  paid: PaidTransfer | undefined,
): PaidTransfer | Rejection<PayeeAnswerRejectionCode> {
  if (paid === undefined || payload['transfer'] !== about) {
    return reject('transfer-is-unknown', `This node pays no transfer ${about.slice(0, 80)}.`);
  }
  if (issuer !== paid.to) {
    return reject('statement-is-not-from-the-payee', `${about} goes to ${paid.to}, not to ${issuer}.`);
  }
  return cites.length > 0 ? paid : reject('statement-cites-nothing', 'An answer cites what it answers, by its digest.');
}

/** Whether an answer is of what was prepared: the statement that this node made, and its amount. */
function isOfPrepared(command: Receive, { currency, amountMinor }: PaidTransfer): boolean {
  const { payload } = command.statement;
  const isOfAmount = payload['currency'] === currency && payload['amountMinor'] === amountMinor.toString();
  return isOfAmount && citesOwn(command, 'transfer-prepared');
}

type Answers = Readonly<Record<string, (command: Receive, state: PaidLoaded) => Decision>>;

const DECIDE: Answers = {
  'transfer-accepted': decideAccepted,
  'transfer-refused': decideRefused,
  'transfer-booked': decideBooked,
};

/**
 * What payees answer, by type. A node may pay things that are transfers under another name: their ids are of another
 * kind, and what answers them is given by kind.
 */
export function answersWith(
  others: Readonly<Record<string, Readonly<Record<string, StatementDefinition>>>>,
): Readonly<Record<string, StatementDefinition>> {
  const definitions = Object.entries(DECIDE).map(([type, decide]) => {
    const own = defineStatement<PaidLoaded, Event>({
      ...KEPT,
      load: (read, { statement, at }) => loadPaid(read, statement.about, at),
      decide,
    });
    const definitionFor = ({ statement }: Receive): StatementDefinition => {
      const id = parseId(statement.about);
      return (isRejection(id) ? undefined : others[id.kind]?.[type]) ?? own;
    };
    const either: StatementDefinition = {
      ...KEPT,
      load: (read, command) => definitionFor(command).load(read, command),
      decide: (command, state) => definitionFor(command).decide(command, state),
    };
    return [type, either] as const;
  });
  return Object.fromEntries(definitions);
}
