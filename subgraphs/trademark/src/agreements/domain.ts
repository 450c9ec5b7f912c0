import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import {
  type Day,
  dayOf,
  type Id,
  type Instant,
  isRejection,
  parsePeriod,
  type Rejection,
  reject,
  type Slug,
} from '@hubgraph/kernel';
import type { Receive, TextRef } from '@hubgraph/node';

export interface OfferAgreement extends Command {
  readonly type: 'OfferAgreement';
  readonly agreement: Id;
  readonly hub: Slug;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly terms: TextRef;
}
export interface EndAgreement extends Command {
  readonly type: 'EndAgreement';
  readonly agreement: Id;
  readonly reason: TextRef;
}

export interface AgreementOffered extends Event {
  readonly type: 'AgreementOffered';
  readonly agreement: Id;
  readonly hub: Slug;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly terms: TextRef;
}
/** The hub's signed statement arrived: the agreement is in force. */
export interface AgreementSigned extends Event {
  readonly type: 'AgreementSigned';
  readonly agreement: Id;
  /** When the hub signed, as it says. */
  readonly signedAt: Instant;
  /** The digest of the hub's statement. */
  readonly statement: string;
}
export interface AgreementEnded extends Event {
  readonly type: 'AgreementEnded';
  readonly agreement: Id;
  readonly reason: TextRef;
}
export type AgreementEvent = AgreementOffered | AgreementSigned | AgreementEnded;

interface AgreementBase {
  readonly id: Id;
  readonly hub: Slug;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly terms: TextRef;
  readonly offeredAt: Instant;
  readonly offeredBy: string;
}
export interface OfferedAgreement extends AgreementBase {
  readonly status: 'OFFERED';
}
export interface SignedAgreement extends AgreementBase {
  readonly status: 'IN_FORCE';
  readonly signedAt: Instant;
}
export interface EndedAgreement extends AgreementBase {
  readonly status: 'ENDED';
  /** Absent where the hub had not signed. */
  readonly signedAt?: Instant;
  readonly endedAt: Instant;
  readonly endedBy: string;
  readonly reason: TextRef;
}
export type AgreementState = OfferedAgreement | SignedAgreement | EndedAgreement;

/** What is stored, or that the period is over. */
export type AgreementStatus = AgreementState['status'] | 'EXPIRED';

/** In order of precedence. */
export type AgreementRejectionCode =
  | 'statement-is-malformed'
  | 'agreement-is-unknown'
  | 'statement-is-not-from-the-party'
  | 'agreement-terms-differ'
  | 'agreement-is-ended'
  | 'agreement-is-expired'
  | 'hub-is-not-authorised'
  | 'day-is-malformed'
  | 'period-is-empty'
  | 'period-is-over'
  | 'agreement-exists';

type Decision = readonly AgreementEvent[] | Rejection<AgreementRejectionCode>;

export function decideOfferAgreement(
  command: OfferAgreement,
  state: { readonly isHubAuthorised: boolean; readonly overlapping: Id | undefined },
): Decision {
  const { agreement, hub, terms } = command;
  if (!state.isHubAuthorised) return hubIsNotAuthorised(hub);
  const period = parsePeriod(command.validFrom, command.validTo);
  if (isRejection(period)) return period;
  if (dayOf(command.at) >= period.to) return reject('period-is-over', `The period ended on ${period.to}.`);
  if (state.overlapping !== undefined) {
    return reject(
      'agreement-exists',
      `${state.overlapping} with ${hub} has days in common with this one; end it first.`,
    );
  }
  return [{ type: 'AgreementOffered', agreement, hub, validFrom: period.from, validTo: period.to, terms }];
}

export function decideEndAgreement(
  command: EndAgreement,
  { agreement }: { readonly agreement: AgreementState | undefined },
): Decision {
  if (agreement === undefined) return unknown(command.agreement);
  if (agreement.status === 'ENDED') return reject('agreement-is-ended', 'The agreement was ended before.');
  if (isOver(agreement, command.at)) return isExpired(agreement);
  return [{ type: 'AgreementEnded', agreement: agreement.id, reason: command.reason }];
}

/** The hub states that it signed. */
export function decideAgreementSigned(
  command: Receive,
  state: { readonly agreement: AgreementState | undefined; readonly isHubAuthorised: boolean },
): Decision {
  const { statement } = command;
  const { agreement: id, hub, termsDigest } = statement.payload;
  if (typeof id !== 'string' || id !== statement.about) {
    return reject('statement-is-malformed', 'The statement is about another agreement than its payload names.');
  }
  const { agreement } = state;
  if (agreement === undefined) return unknown(id);
  if (statement.issuer !== agreement.hub || hub !== agreement.hub) {
    return reject('statement-is-not-from-the-party', `Only ${agreement.hub} can sign this agreement.`);
  }
  if (termsDigest !== agreement.terms.digest) {
    return reject('agreement-terms-differ', 'The hub signed other terms than those offered.');
  }
  if (agreement.status === 'IN_FORCE') return [];
  if (agreement.status === 'ENDED') {
    const isRepeated = agreement.signedAt !== undefined;
    return isRepeated ? [] : reject('agreement-is-ended', 'The offer was taken back before the hub signed.');
  }
  if (isOver(agreement, command.at)) return isExpired(agreement);
  if (!state.isHubAuthorised) return hubIsNotAuthorised(agreement.hub);
  return [{ type: 'AgreementSigned', agreement: id, signedAt: statement.issuedAt, statement: statement.digest }];
}

/** Where an agreement stands on a day. */
export function statusOn(day: Day, agreement: Pick<AgreementState, 'status' | 'validTo'>): AgreementStatus {
  return agreement.status !== 'ENDED' && day >= agreement.validTo ? 'EXPIRED' : agreement.status;
}

/** True on the days on which the hub may rely on the agreement. */
export function holdsOn(day: Day, agreement: AgreementState): boolean {
  return statusOn(day, agreement) === 'IN_FORCE' && day >= agreement.validFrom;
}

function isOver(agreement: AgreementState, at: Instant): boolean {
  return dayOf(at) >= agreement.validTo;
}

function unknown(id: string): Rejection<'agreement-is-unknown'> {
  return reject('agreement-is-unknown', `There is no agreement ${id.slice(0, 80)}.`);
}

function isExpired(agreement: AgreementState): Rejection<'agreement-is-expired'> {
  return reject('agreement-is-expired', `The period of the agreement ended on ${agreement.validTo}.`);
}

function hubIsNotAuthorised(hub: Slug): Rejection<'hub-is-not-authorised'> {
  return reject('hub-is-not-authorised', `${hub} is not an authorised hub in the council's registry.`);
}

export function evolveAgreement(
  state: AgreementState | undefined,
  event: AgreementEvent,
  at: Instant,
  by: string,
): AgreementState {
  if (event.type === 'AgreementOffered') {
    const { agreement: id, hub, validFrom, validTo, terms } = event;
    return { status: 'OFFERED', id, hub, validFrom, validTo, terms, offeredAt: at, offeredBy: by };
  }
  if (state === undefined) throw new Error('An event of an agreement that was never offered.');
  switch (event.type) {
    case 'AgreementSigned':
      return { ...state, status: 'IN_FORCE', signedAt: event.signedAt };
    case 'AgreementEnded':
      return { ...state, status: 'ENDED', endedAt: at, endedBy: by, reason: event.reason };
  }
}

export const agreement = defineEntity<AgreementState, AgreementEvent>({
  kind: 'agreement',
  concerns: (event) =>
    ['AgreementOffered', 'AgreementSigned', 'AgreementEnded'].includes(event.type) ? [event.agreement] : [],
  evolve: (state, { event, at, by }) => evolveAgreement(state, event, at, by),
});
