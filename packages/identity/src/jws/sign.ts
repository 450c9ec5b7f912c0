import { sign } from 'node:crypto';
import { canonical, type Json } from '@hubgraph/kernel';
import type { SigningKey } from '../keys/types.ts';
import { ALGORITHM } from './header.ts';

/**
 * Signs claims as a compact JWS; header and claims are written in canonical form, so that equal claims and keys give
 * equal bytes.
 * @throws {HubgraphError} `ERR_NOT_CANONICAL` if the claims have no canonical form.
 * @see RFC 7515 section 5.1, RFC 8785
 */
export function signJws(key: SigningKey, typ: string, claims: Json): string {
  const header = base64Url(canonical({ alg: ALGORITHM, kid: key.kid, typ }));
  const signingInput = `${header}.${base64Url(canonical(claims))}`;
  const signature = sign(null, Buffer.from(signingInput, 'ascii'), key.privateKey);
  return `${signingInput}.${signature.toString('base64url')}`;
}

function base64Url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
