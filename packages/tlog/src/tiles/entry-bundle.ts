import { type Rejection, reject } from '@hubgraph/kernel';
import { TILE_WIDTH } from './width.ts';

/** The most bytes that an entry may have: its length is written in two bytes. */
export const MAX_ENTRY_BYTES = 65_535;

export type EntryBundleRejectionCode = 'entry-is-too-large' | 'entry-bundle-is-malformed';

/**
 * Writes 1 to 256 entries, each after its length in two bytes, the higher one first.
 * @returns a refusal when an entry is larger than 65,535 bytes, or the number of entries is not 1 to 256.
 * @see C2SP tlog-tiles, "Log entries"
 */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array | Rejection<EntryBundleRejectionCode> {
  if (entries.length < 1 || entries.length > TILE_WIDTH) {
    return reject('entry-bundle-is-malformed', `A bundle has 1 to ${TILE_WIDTH} entries, not ${entries.length}.`);
  }
  const largest = entries.reduce((most, entry) => Math.max(most, entry.length), 0);
  if (largest > MAX_ENTRY_BYTES) {
    return reject('entry-is-too-large', `An entry has at most ${MAX_ENTRY_BYTES} bytes, not ${largest}.`);
  }
  const bundle = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  const view = new DataView(bundle.buffer);
  let at = 0;
  for (const entry of entries) {
    view.setUint16(at, entry.length);
    bundle.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bundle;
}

/**
 * Reads the entries of a bundle; they are views of its bytes.
 * @param width how many entries there have to be, 1 to 256.
 * @returns a refusal when there are more, fewer, or the last one is cut off.
 */
export function decodeEntryBundle(
  bundle: Uint8Array,
  width: number,
): readonly Uint8Array[] | Rejection<EntryBundleRejectionCode> {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bundle.length && entries.length <= TILE_WIDTH) {
    const end = at + 2 <= bundle.length ? at + 2 + view.getUint16(at) : Number.POSITIVE_INFINITY;
    if (end > bundle.length) return reject('entry-bundle-is-malformed', 'The last entry of the bundle is cut off.');
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  if (entries.length !== width || width < 1 || width > TILE_WIDTH) {
    return reject('entry-bundle-is-malformed', `The bundle should have ${width} entries and has ${entries.length}.`);
  }
  return entries;
}
