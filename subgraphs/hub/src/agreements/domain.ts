import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import { type Day, dayOf, type Id, type Instant, type Rejection, reject, type Slug } from '@hubgraph/kernel';

export interface SignAgreement extends Command {
  readonly type: 'SignAgreement';
  readonly agreement: Id;
  /** The hub in whose name it is signed. */
  readonly hub: Slug;
}

/** What both sides agree on. */
export interface AgreementContent {
  readonly agreement: Id;
  readonly hub: Slug;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly termsDigest: string;
}

export interface AgreementOffered extends Event, AgreementContent {
  readonly type: 'AgreementOffered';
  /** The node that offers it. */
  readonly issuer: Slug;
  /** The digest of the statement that offers it. */
  readonly statement: string;
  /** Until when the offer stands. */
  readonly openUntil: Instant;
}
export interface AgreementSigned extends Event {
  readonly type: 'AgreementSigned';
  readonly agreement: Id;
}
export interface AgreementEnteredIntoForce extends Event {
  readonly type: 'AgreementEnteredIntoForce';
  readonly agreement: Id;
  /** When the statement that says so expires. */
  readonly knownUntil: Instant;
}
export interface AgreementEnded extends Event {
  readonly type: 'AgreementEnded';
  readonly agreement: Id;
  readonly reasonDigest: string;
}
export type AgreementEvent = AgreementOffered | AgreementSigned | AgreementEnteredIntoForce | AgreementEnded;

interface AgreementBase extends AgreementContent {
  readonly issuer: Slug;
  readonly statement: string;
  readonly openUntil: Instant;
}
export interface OfferedAgreement extends AgreementBase {
  readonly status: 'OFFERED';
}
export interface SignedAgreement extends AgreementBase {
  readonly status: 'SIGNED';
}
export interface AgreementInForce extends AgreementBase {
  readonly status: 'IN_FORCE';
  readonly knownUntil: Instant;
}
export interface EndedAgreement extends AgreementBase {
  readonly status: 'ENDED';
  readonly reasonDigest: string;
}
export type AgreementState = OfferedAgreement | SignedAgreement | AgreementInForce | EndedAgreement;

/** What is stored, or that it is over. */
export type AgreementStatus = AgreementState['status'] | 'EXPIRED';

/** In order of precedence. */
export type AgreementRejectionCode =
  | 'statement-is-malformed'
  | 'agreement-is-unknown'
  | 'statement-is-not-from-the-party'
  | 'agreement-terms-differ'
  | 'agreement-is-not-signed'
  | 'agreement-is-signed'
  | 'agreement-is-ended'
  | 'agreement-is-expired';

export function decideSignAgreement(
  command: SignAgreement,
  { agreement }: { readonly agreement: AgreementState | undefined },
): readonly AgreementEvent[] | Rejection<AgreementRejectionCode> {
  if (agreement === undefined || agreement.hub !== command.hub) {
    return reject('agreement-is-unknown', `No agreement ${command.agreement} was offered to ${command.hub}.`);
  }
  if (agreement.status === 'SIGNED' || agreement.status === 'IN_FORCE') {
    return reject('agreement-is-signed', 'The hub signed this agreement before.');
  }
  if (agreement.status === 'ENDED') return reject('agreement-is-ended', 'The offer was taken back.');
  if (statusAt(command.at, agreement) === 'EXPIRED') {
    return reject('agreement-is-expired', 'The offer is not open any more; ask for a new one.');
  }
  return [{ type: 'AgreementSigned', agreement: agreement.agreement }];
}

/** Where an agreement stands at a moment. */
export function statusAt(at: Instant, agreement: AgreementState): AgreementStatus {
  if (agreement.status === 'ENDED') return 'ENDED';
  const until = agreement.status === 'IN_FORCE' ? agreement.knownUntil : agreement.openUntil;
  return at >= until || dayOf(at) >= agreement.validTo ? 'EXPIRED' : agreement.status;
}

/** True while the hub may rely on the agreement. */
export function holdsAt(at: Instant, agreement: AgreementState): agreement is AgreementInForce {
  return statusAt(at, agreement) === 'IN_FORCE' && dayOf(at) >= agreement.validFrom;
}

export function evolveAgreement(state: AgreementState | undefined, event: AgreementEvent): AgreementState {
  if (event.type === 'AgreementOffered') {
    const { type: _, ...offer } = event;
    return { ...offer, status: 'OFFERED' };
  }
  if (state === undefined) throw new Error('An event of an agreement that was never offered.');
  switch (event.type) {
    case 'AgreementSigned':
      return { ...state, status: 'SIGNED' };
    case 'AgreementEnteredIntoForce':
      return { ...state, status: 'IN_FORCE', knownUntil: event.knownUntil };
    case 'AgreementEnded':
      return { ...state, status: 'ENDED', reasonDigest: event.reasonDigest };
  }
}

const TYPES = ['AgreementOffered', 'AgreementSigned', 'AgreementEnteredIntoForce', 'AgreementEnded'];

export const agreement = defineEntity<AgreementState, AgreementEvent>({
  kind: 'trademark-agreement',
  concerns: (event) => (TYPES.includes(event.type) ? [event.agreement] : []),
  evolve: (state, { event }) => evolveAgreement(state, event),
});
