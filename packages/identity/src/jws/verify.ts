import { type CryptoKey, compactVerify, errors, importJWK } from 'jose';
import { thumbprint } from '../keys/thumbprint.ts';
import type { PublicJwk } from '../keys/types.ts';
import { ALGORITHM } from './header.ts';
import type { ParsedJws } from './parse.ts';

/** Imported keys; they go when the registry that holds the JWK goes. */
const imported = new WeakMap<PublicJwk, Promise<CryptoKey>>();

/**
 * True if one of the keys signed exactly the received bytes. The key is chosen by `kid` among those given, and its
 * name is computed here, not believed. A key that cannot be imported is no fault of the message: that error is thrown.
 * @see RFC 8032 section 5.1.7, RFC 8037 section 3.1
 */
export async function verifyJws(jws: ParsedJws, keys: readonly PublicJwk[]): Promise<boolean> {
  const jwk = keys.find((each) => thumbprint(each) === jws.header['kid']);
  if (jwk === undefined) return false;
  const key = await importKey(jwk);
  try {
    await compactVerify(jws.compact, key, { algorithms: [ALGORITHM] });
    return true;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return false;
    throw error;
  }
}

function importKey(jwk: PublicJwk): Promise<CryptoKey> {
  const known = imported.get(jwk);
  if (known !== undefined) return known;
  const { kty, crv, x } = jwk;
  const fresh = importJWK({ kty, crv, x }, ALGORITHM);
  imported.set(jwk, fresh);
  return fresh;
}
