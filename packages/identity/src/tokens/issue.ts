import { type Instant, invariant, isSlug, type Slug } from '@hubgraph/kernel';
import { signJws } from '../jws/sign.ts';
import type { NodeKeys } from '../keys/types.ts';
import { secondsOf } from '../time.ts';
import { TOKEN_LIFETIME_MS_MAX, TOKEN_TYP } from './types.ts';

export interface IssueTokenOptions {
  readonly keys: Pick<NodeKeys, 'tokens'>;
  /** The node that issues, by its slug. */
  readonly issuer: Slug;
  /** The person, as this issuer names them. */
  readonly subject: string;
  /** The one node that may accept the token; for a node's own people the issuer itself. */
  readonly audience: Slug;
  /** The application that asked; `hubgraph` if it did not say. */
  readonly clientId?: string;
  readonly now: Instant;
  /** From 1,000 to {@link TOKEN_LIFETIME_MS_MAX}; whole seconds, rounded down. */
  readonly lifetimeMs: number;
  /** An id that this issuer never used before. */
  readonly jti: string;
  /** The session that it was issued in; without one it holds by itself until it expires. */
  readonly session?: string;
}

/**
 * Issues an access token for one audience: header `{"alg":"Ed25519","kid":"…","typ":"at+jwt"}`, claims
 * `{"aud":"cee","client_id":"hubgraph","exp":1767225900,"iat":1767225600,"iss":"cee","jti":"…","sub":"ana"}`.
 * @throws {HubgraphError} `ERR_INVARIANT` if what it is asked to sign would be refused everywhere.
 * @see RFC 9068
 */
export async function issueToken(options: IssueTokenOptions): Promise<string> {
  const { keys, issuer, subject, audience, clientId = 'hubgraph', now, lifetimeMs, jti, session } = options;
  invariant(isSlug(issuer) && isSlug(audience), 'issuer and audience of a token are slugs');
  invariant(subject !== '' && clientId !== '' && jti !== '', 'a token has a subject, a client and a jti');
  invariant(session !== '', 'a session has an id');
  invariant(lifetimeMs >= 1_000 && lifetimeMs <= TOKEN_LIFETIME_MS_MAX, 'a token lives for 1 second to 5 minutes');
  const iat = secondsOf(now);
  const exp = iat + secondsOf(lifetimeMs);
  return signJws(keys.tokens, TOKEN_TYP, {
    iss: issuer,
    sub: subject,
    aud: audience,
    client_id: clientId,
    iat,
    exp,
    jti,
    ...(session === undefined ? {} : { sid: session }),
  });
}
