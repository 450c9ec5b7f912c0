import { isDay, isRejection, isSlug, parseId, type Rejection, reject } from '@hubgraph/kernel';
import type { IncomingStatement, Receive } from '@hubgraph/node';
import type { AgreementContent, AgreementEvent, AgreementRejectionCode, AgreementState } from './domain.ts';

interface Loaded {
  readonly agreement: AgreementState | undefined;
}

type Decision = readonly AgreementEvent[] | Rejection<AgreementRejectionCode>;

const DIGEST = /^[0-9a-f]{64}$/;

/** The Basic Support System offers an agreement. */
export function decideAgreementOffered({ statement }: Receive, { agreement }: Loaded): Decision {
  const content = contentOf(statement);
  if (isRejection(content)) return content;
  const party = agreement?.issuer ?? homeOf(content.agreement);
  if (statement.issuer !== party) return notFromTheParty(party);
  if (agreement !== undefined) return isSame(agreement, content) ? [] : termsDiffer();
  const { issuer, digest, expiresAt } = statement;
  return [{ type: 'AgreementOffered', ...content, issuer, statement: digest, openUntil: expiresAt }];
}

/** The Basic Support System has the hub's signature: the agreement is in force. */
export function decideAgreementInForce({ statement }: Receive, { agreement }: Loaded): Decision {
  const content = contentOf(statement);
  if (isRejection(content)) return content;
  if (agreement === undefined) return unknown(content.agreement);
  if (statement.issuer !== agreement.issuer) return notFromTheParty(agreement.issuer);
  if (!isSame(agreement, content)) return termsDiffer();
  if (agreement.status === 'OFFERED') {
    return reject('agreement-is-not-signed', 'The hub has not signed this agreement; it cannot be in force.');
  }
  if (agreement.status !== 'SIGNED') return [];
  return [{ type: 'AgreementEnteredIntoForce', agreement: content.agreement, knownUntil: statement.expiresAt }];
}

/** The Basic Support System ends an agreement or takes back its offer. */
export function decideAgreementEnded({ statement }: Receive, { agreement }: Loaded): Decision {
  const { agreement: id, reasonDigest } = statement.payload;
  if (typeof id !== 'string' || id !== statement.about || !isDigest(reasonDigest)) return malformed();
  if (agreement === undefined) return unknown(id);
  if (statement.issuer !== agreement.issuer) return notFromTheParty(agreement.issuer);
  if (agreement.status === 'ENDED') return [];
  return [{ type: 'AgreementEnded', agreement: id, reasonDigest }];
}

function contentOf({ about, payload }: IncomingStatement): AgreementContent | Rejection<'statement-is-malformed'> {
  const { agreement, hub, validFrom, validTo, termsDigest } = payload;
  if (typeof agreement !== 'string' || agreement !== about || isRejection(parseId(agreement, 'agreement'))) {
    return malformed();
  }
  if (typeof hub !== 'string' || !isSlug(hub)) return malformed();
  if (typeof validFrom !== 'string' || !isDay(validFrom)) return malformed();
  if (typeof validTo !== 'string' || !isDay(validTo) || validFrom >= validTo) return malformed();
  if (!isDigest(termsDigest)) return malformed();
  return { agreement, hub, validFrom, validTo, termsDigest };
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string' && DIGEST.test(value);
}

function isSame(known: AgreementContent, stated: AgreementContent): boolean {
  return (['hub', 'validFrom', 'validTo', 'termsDigest'] as const).every((name) => known[name] === stated[name]);
}

/** Only the node where an agreement was born can offer it. */
function homeOf(id: string): string {
  const parts = parseId(id);
  return isRejection(parts) ? '' : parts.home;
}

function malformed(): Rejection<'statement-is-malformed'> {
  return reject(
    'statement-is-malformed',
    'The statement does not name an agreement, its hub, period and terms as it must.',
  );
}

function unknown(id: string): Rejection<'agreement-is-unknown'> {
  return reject('agreement-is-unknown', `No agreement ${id.slice(0, 80)} was offered to this hub.`);
}

function notFromTheParty(party: string): Rejection<'statement-is-not-from-the-party'> {
  return reject('statement-is-not-from-the-party', `Only ${party} can state this.`);
}

function termsDiffer(): Rejection<'agreement-terms-differ'> {
  return reject('agreement-terms-differ', 'The hub, the period or the terms are not those offered.');
}
