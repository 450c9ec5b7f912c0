import { createPrivateKey, createPublicKey } from 'node:crypto';
import { invariant } from '@hubgraph/kernel';
import { thumbprint } from './thumbprint.ts';
import type { SigningKey } from './types.ts';

/** What stands before the 32 bytes of an Ed25519 seed in PKCS #8: the algorithm 1.3.101.112 and two octet strings. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The key pair of a 32-byte seed; the same seed gives the same pair.
 * @throws {HubgraphError} `ERR_INVARIANT` if the seed is not 32 bytes long.
 * @see RFC 8032 section 5.1.5, RFC 8410 section 7
 */
export function signingKeyFromSeed(seed: Uint8Array): SigningKey {
  invariant(seed.length === 32, 'the seed of an Ed25519 key is 32 bytes long');
  const der = Buffer.concat([PKCS8_HEAD, seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  invariant(typeof x === 'string', 'an Ed25519 key has a public half');
  const kid = thumbprint({ x });
  const publicJwk = { kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'Ed25519', use: 'sig' } as const;
  return { kid, privateKey, publicJwk };
}
