import { quote } from './encoding.ts';
import type { ParsedJws } from './parse.ts';

/** The only algorithm, by the name that says the curve as well (`EdDSA` does not). @see RFC 9864 */
export const ALGORITHM = 'Ed25519';

/**
 * Why a header is not one of this kind, as a sentence; undefined if it is. Only `alg`, `kid` and `typ` may be in it:
 * with no `crit`, `jwk`, `jku` or `x5c` there is nothing that could choose the key or change what is verified.
 * @see RFC 8725 sections 3.1, 3.5, 3.10, 3.11
 */
export function faultOfHeader(header: ParsedJws['header'], typ: string): string | undefined {
  if (header['typ'] !== typ) return `Its typ is ${written(header['typ'])}; "${typ}" is needed here.`;
  if (header['alg'] !== ALGORITHM) return `Its alg is ${written(header['alg'])}; only "${ALGORITHM}" is accepted.`;
  if (typeof header['kid'] !== 'string') return 'It does not name its key (kid).';
  const unknown = Object.keys(header).find((name) => name !== 'alg' && name !== 'kid' && name !== 'typ');
  return unknown === undefined ? undefined : `Its header has the member ${quote(unknown)}, which is not accepted.`;
}

function written(value: unknown): string {
  return typeof value === 'string' ? quote(value) : 'missing';
}
