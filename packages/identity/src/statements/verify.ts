import { type Instant, isRejection, type Rejection, reject, type Slug } from '@hubgraph/kernel';
import { quote } from '../jws/encoding.ts';
import { verifyJws } from '../jws/verify.ts';
import type { TrustedKeys } from '../keys/types.ts';
import { CLOCK_TOLERANCE_MS } from '../time.ts';
import { statementDigest } from './digest.ts';
import { readStatement } from './read.ts';
import { EVERYBODY, STATEMENT_SIZE_BYTES_MAX, type Statement, type StatementRejectionCode } from './types.ts';

export interface VerifyStatementOptions {
  /** The node that verifies; statements for it and for everybody are accepted. */
  readonly node: Slug;
  /** The statement keys of the nodes that are listened to. */
  readonly trustedKeys: TrustedKeys;
  readonly now: Instant;
  /** The kinds that are expected here; all if absent. */
  readonly types?: readonly string[];
  /** How far the issuer's clock may be off; {@link CLOCK_TOLERANCE_MS} if absent. */
  readonly clockToleranceMs?: number;
  /** {@link STATEMENT_SIZE_BYTES_MAX} if absent. */
  readonly sizeBytesMax?: number;
}

/**
 * Verifies a statement over the bytes received and refuses in the order of {@link StatementRejectionCode}. Claims are
 * judged only in a statement with the right header, times only in one that is not forged. Whether a statement with
 * this id was seen before is for the caller to know.
 * @see RFC 7515 section 5.2, RFC 8725
 */
export async function verifyStatement(
  jws: string,
  options: VerifyStatementOptions,
): Promise<Statement | Rejection<StatementRejectionCode>> {
  const { node, trustedKeys, now, types, clockToleranceMs = CLOCK_TOLERANCE_MS } = options;
  const read = readStatement(jws, options.sizeBytesMax ?? STATEMENT_SIZE_BYTES_MAX);
  if (isRejection(read)) return read;
  const { jws: parsed, ...claims } = read;
  const { issuer, audience, type, issuedAt, expiresAt } = claims;

  if (types !== undefined && !types.includes(type)) {
    return reject('statement-is-of-another-kind', `A statement of the type ${quote(type)} is not expected here.`);
  }
  if (audience !== node && audience !== EVERYBODY) {
    return reject('statement-has-another-audience', `The statement is for ${quote(audience)}; this is "${node}".`);
  }
  const keys = trustedKeys(issuer);
  if (keys === undefined || keys.length === 0) {
    return reject('statement-issuer-is-unknown', `${quote(issuer)} is no node that is listened to here.`);
  }
  if (!(await verifyJws(parsed, keys))) {
    return reject('statement-is-forged', `No key that ${quote(issuer)} has registered signed this statement.`);
  }
  if (now >= expiresAt + clockToleranceMs) {
    return reject('statement-is-expired', `The statement ended at ${new Date(expiresAt).toISOString()}.`);
  }
  if (issuedAt > now + clockToleranceMs) {
    return reject('statement-is-not-yet-valid', `The statement begins at ${new Date(issuedAt).toISOString()}.`);
  }
  return { ...claims, kid: String(parsed.header['kid']), digest: statementDigest(jws) };
}
