import { createHash } from 'node:crypto';
import type { PublicJwk } from './types.ts';

/**
 * The name of a key, made from the key itself: SHA-256 over `{"crv":"Ed25519","kty":"OKP","x":"…"}`, as base64url.
 * That of jose gives the same text, but a promise of it; keys are made and read synchronously.
 * @see RFC 7638, RFC 8037 appendix A.3
 */
export function thumbprint(jwk: Pick<PublicJwk, 'x'>): string {
  return createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${jwk.x}"}`).digest('base64url');
}
