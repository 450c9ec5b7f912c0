import type { Instant, Slug } from '@hubgraph/kernel';

/** The `typ` of an access token. @see RFC 9068 section 2.1 */
export const TOKEN_TYP = 'at+jwt';

/** The longest life of an access token, in milliseconds. */
export const TOKEN_LIFETIME_MS_MAX = 300_000;

/** The largest access token, in bytes. */
export const TOKEN_SIZE_BYTES_MAX = 16_384;

/** What a verified token says; only these fields were checked. */
export interface VerifiedToken {
  /** The node whose issuer signed it. */
  readonly issuer: Slug;
  /** The person, as this issuer names them: unique only together with `issuer`. */
  readonly subject: string;
  readonly clientId: string;
  /** Milliseconds; from then on the token is refused. */
  readonly expiresAt: Instant;
  readonly jti: string;
  /** The session that it was issued in; whether that is still open, its issuer knows. */
  readonly session?: string;
}

/** Why a token is refused, in order of precedence: with several faults, the first in this list is told. */
export type TokenRejectionCode =
  | 'token-is-malformed'
  | 'token-is-of-another-kind'
  | 'token-has-another-audience'
  | 'token-issuer-is-unknown'
  | 'token-is-forged'
  | 'token-is-expired'
  | 'token-is-not-yet-valid'
  | 'token-lives-too-long';
