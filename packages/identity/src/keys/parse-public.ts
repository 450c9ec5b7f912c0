import { type Rejection, reject } from '@hubgraph/kernel';
import { bytesOfBase64Url, isPlainObject } from '../jws/encoding.ts';
import { isOfSmallOrder } from './small-order.ts';
import { thumbprint } from './thumbprint.ts';
import type { PublicJwk } from './types.ts';

const MEMBERS: ReadonlySet<string> = new Set(['kty', 'crv', 'x', 'kid', 'alg', 'use']);

/**
 * Reads a public key that somebody else sent. `kid`, `alg` and `use` may be absent, but not wrong; everything else
 * that is not a public Ed25519 key is refused with `key-is-malformed`: private halves, other curves, unknown members,
 * points of small order.
 * @see RFC 8037 section 2, RFC 9864 section 2.2
 */
export function parsePublicJwk(value: unknown): PublicJwk | Rejection<'key-is-malformed'> {
  if (!isPlainObject(value)) return malformed('A key is a JSON object.');
  if ('d' in value) return malformed('This is a private key. Take it out of use: whoever saw it can sign with it.');
  const unknown = Object.keys(value).find((name) => !MEMBERS.has(name));
  if (unknown !== undefined) return malformed(`A key has no member "${unknown.slice(0, 40)}".`);
  const { kty, crv, x, kid, alg, use } = value;
  if (kty !== 'OKP' || crv !== 'Ed25519') return malformed('The key must have kty "OKP" and crv "Ed25519".');
  const point = typeof x === 'string' && x.length < 100 ? bytesOfBase64Url(x) : undefined;
  if (typeof x !== 'string' || point?.length !== 32) return malformed('x must be 32 bytes in base64url.');
  if (isOfSmallOrder(point)) return malformed('x is a point of small order, with which anybody could sign.');
  const name = thumbprint({ x });
  if (kid !== undefined && kid !== name) return malformed(`kid must be the thumbprint of the key, which is ${name}.`);
  if (alg !== undefined && alg !== 'Ed25519') return malformed('alg must be "Ed25519".');
  if (use !== undefined && use !== 'sig') return malformed('use must be "sig".');
  return { kty, crv, x, kid: name, alg: 'Ed25519', use: 'sig' };
}

function malformed(message: string): Rejection<'key-is-malformed'> {
  return reject('key-is-malformed', message);
}
