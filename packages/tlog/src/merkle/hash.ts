import { hash } from 'node:crypto';

/** The length of every hash, in bytes. */
export const HASH_BYTES = 32;

// One buffer serves all hashes: nothing here waits, so nobody else can write to it meanwhile.
const pair = new Uint8Array(1 + 2 * HASH_BYTES);
pair[0] = 1;
const small = new Uint8Array(1 + 65_535);
const EMPTY = hash('sha256', '', 'buffer');

/** The hash of a leaf, 32 bytes: SHA-256 of 0x00 and its bytes (RFC 6962 §2.1). */
export function leafHash(bytes: Uint8Array): Uint8Array {
  const prefixed = bytes.length < small.length ? small.subarray(0, bytes.length + 1) : new Uint8Array(bytes.length + 1);
  prefixed.set(bytes, 1);
  return hash('sha256', prefixed, 'buffer');
}

/** The hash of an inner node, 32 bytes: SHA-256 of 0x01, left and right (RFC 6962 §2.1). Both are 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return hash('sha256', pair, 'buffer');
}

/** The root of the tree without leaves: SHA-256 of nothing (RFC 6962 §2.1). */
export function emptyRoot(): Uint8Array {
  return Uint8Array.from(EMPTY);
}
