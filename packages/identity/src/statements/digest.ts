import { sha256 } from '@hubgraph/kernel';

/** The digest by which other statements cite this one: SHA-256 of the compact JWS, 64 lower-case hexadecimal digits. */
export function statementDigest(jws: string): string {
  return sha256(jws);
}
