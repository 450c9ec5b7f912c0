import { hash } from 'node:crypto';

/** The length of every hash, in bytes. */
export const HASH_BYTES = 32;

// One buffer serves all hashes: nothing here waits, so nobody else can write to it meanwhile.
const pair = new Uint8Array(1 + 2 * HASH_BYTES);
pair[0] = 1;
const small = new Uint8Array(1 + 65_535);
const EMPTY = sha256('');

/** The hash of a leaf, 32 bytes: SHA-256 of 0x00 and its bytes (RFC 6962 §2.1). */
export function leafHash(bytes: Uint8Array): Uint8Array {
  const prefixed = bytes.length < small.length ? small.subarray(0, bytes.length + 1) : new Uint8Array(bytes.length + 1);
  prefixed.set(bytes, 1);
  return sha256(prefixed);
}

/** As {@link leafHash}, of a leaf that is text, by its bytes in UTF-8. */
export function leafHashOfText(text: string): Uint8Array {
  return sha256(`\0${text}`);
}

/** The hash of an inner node, 32 bytes: SHA-256 of 0x01, left and right (RFC 6962 §2.1). Both are 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return sha256(pair);
}

/** The root of the tree without leaves: SHA-256 of nothing (RFC 6962 §2.1). */
export function emptyRoot(): Uint8Array {
  return Uint8Array.from(EMPTY);
}

/** As text on the way: a hash that comes as bytes has memory of its own, which takes longer to get than the hash. */
function sha256(bytes: Uint8Array | string): Uint8Array {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'binary');
}
