import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { thumbprint } from '../keys/thumbprint.ts';
import type { PublicJwk } from '../keys/types.ts';
import type { ParsedJws } from './parse.ts';

/** Imported keys; they go when the registry that holds the JWK goes. */
const imported = new WeakMap<PublicJwk, { readonly kid: string; readonly key: KeyObject }>();

/**
 * True if one of the keys signed exactly the received bytes. The key is chosen by `kid` among those given, and its
 * name is computed here, not believed.
 * @see RFC 8032 section 5.1.7, RFC 8037 section 3.1
 */
export function verifyJws(jws: ParsedJws, keys: readonly PublicJwk[]): boolean {
  const signed = Buffer.from(jws.signingInput, 'ascii');
  for (const jwk of keys) {
    const { kid, key } = importKey(jwk);
    if (kid === jws.header['kid'] && verify(null, signed, key, jws.signature)) return true;
  }
  return false;
}

function importKey(jwk: PublicJwk): { readonly kid: string; readonly key: KeyObject } {
  const known = imported.get(jwk);
  if (known !== undefined) return known;
  const { kty, crv, x } = jwk;
  const fresh = { kid: thumbprint(jwk), key: createPublicKey({ key: { kty, crv, x }, format: 'jwk' }) };
  imported.set(jwk, fresh);
  return fresh;
}
