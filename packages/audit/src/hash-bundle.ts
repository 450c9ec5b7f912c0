import { isRejection } from '@hubgraph/kernel';
import { decodeEntryBundle, HASH_BYTES, leafHash, TILE_WIDTH, TreeHasher } from '@hubgraph/tlog';
import { isPlainCanonical } from './plain-json.ts';

/** What follows from the entries of a full bundle. */
export interface HashedBundle {
  /** The tile of level 0 over it. */
  readonly leaves: Uint8Array;
  /** The root of these 256 leaves. */
  readonly root: Uint8Array;
  /** Which entries are plainly canonical: 1 for those that are. */
  readonly plain: Uint8Array;
}

/** Undefined for what is no full bundle. */
export type HashBundle = (bundle: Uint8Array) => Promise<HashedBundle | undefined>;

/** Hashes a full bundle; see {@link HashBundle}. */
export function hashBundle(bundle: Uint8Array): HashedBundle | undefined {
  const entries = decodeEntryBundle(bundle, TILE_WIDTH);
  if (isRejection(entries)) return undefined;
  const leaves = new Uint8Array(TILE_WIDTH * HASH_BYTES);
  const tree = new TreeHasher((level, index, hash) => level === 0 && leaves.set(hash, index * HASH_BYTES));
  for (const entry of entries) tree.append(leafHash(entry));
  return { leaves, root: tree.root(), plain: Uint8Array.from(entries, (entry) => Number(isPlainCanonical(entry))) };
}
