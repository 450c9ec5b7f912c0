import { type Instant, isRejection, type Rejection, reject, type Slug } from '@hubgraph/kernel';
import { quote } from '../jws/encoding.ts';
import { verifyJws } from '../jws/verify.ts';
import type { TrustedKeys } from '../keys/types.ts';
import { CLOCK_TOLERANCE_MS } from '../time.ts';
import { readToken } from './read.ts';
import { TOKEN_LIFETIME_MS_MAX, type TokenRejectionCode, type VerifiedToken } from './types.ts';

export interface VerifyTokenOptions {
  /** The node that verifies: the only audience it accepts. */
  readonly node: Slug;
  /** The token keys of the issuers whose people may come here. */
  readonly trustedKeys: TrustedKeys;
  readonly now: Instant;
  /** How far the issuer's clock may be off; {@link CLOCK_TOLERANCE_MS} if absent. */
  readonly clockToleranceMs?: number;
}

/**
 * Verifies an access token for one node, over the bytes received, and refuses in the order of
 * {@link TokenRejectionCode}. A list of audiences is refused even if this node is the only one in it. Claims are
 * judged only in a token of the right kind, times only in one that is not forged.
 * @see RFC 9068 section 4, RFC 8725
 */
export async function verifyToken(
  token: string,
  options: VerifyTokenOptions,
): Promise<VerifiedToken | Rejection<TokenRejectionCode>> {
  const { node, trustedKeys, now, clockToleranceMs = CLOCK_TOLERANCE_MS } = options;
  const read = readToken(token);
  if (isRejection(read)) return read;
  const { jws, iss, sub, aud, clientId, iat, exp, nbf, jti, sid } = read;

  if (typeof aud !== 'string') {
    return reject('token-has-another-audience', `A token has one audience, written as text: "${node}".`);
  }
  if (aud !== node) {
    return reject('token-has-another-audience', `The token is for ${quote(aud)}; this is "${node}".`);
  }
  const keys = trustedKeys(iss);
  if (keys === undefined || keys.length === 0) {
    return reject('token-issuer-is-unknown', `${quote(iss)} issues no tokens that are accepted here.`);
  }
  if (!(await verifyJws(jws, keys))) {
    return reject('token-is-forged', `No key that ${quote(iss)} has registered signed this token.`);
  }
  if (now >= exp * 1_000 + clockToleranceMs) {
    return reject('token-is-expired', `The token ended at ${written(exp)}; sign in again.`);
  }
  if (Math.max(iat, nbf) * 1_000 > now + clockToleranceMs) {
    return reject('token-is-not-yet-valid', `The token begins at ${written(Math.max(iat, nbf))}.`);
  }
  if ((exp - iat) * 1_000 > TOKEN_LIFETIME_MS_MAX) {
    return reject('token-lives-too-long', `The token lives for ${exp - iat} seconds; 300 are the most.`);
  }
  return {
    issuer: iss,
    subject: sub,
    clientId,
    expiresAt: exp * 1_000,
    jti,
    ...(sid === undefined ? {} : { session: sid }),
  };
}

function written(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
