import { canonical, type Json } from '@hubgraph/kernel';
import { CompactSign } from 'jose';
import type { SigningKey } from '../keys/types.ts';
import { ALGORITHM } from './header.ts';

/**
 * Signs claims as a compact JWS. The claims are written in canonical form before this returns, and the header's members
 * stand in canonical order, so that equal claims and keys give equal bytes.
 * @throws {HubgraphError} `ERR_NOT_CANONICAL` if the claims have no canonical form.
 * @see RFC 7515 section 5.1, RFC 8785
 */
export async function signJws(key: SigningKey, typ: string, claims: Json): Promise<string> {
  return new CompactSign(new TextEncoder().encode(canonical(claims)))
    .setProtectedHeader({ alg: ALGORITHM, kid: key.kid, typ })
    .sign(key.privateKey);
}
