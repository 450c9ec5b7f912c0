import { isCount, sameBytes } from '../encoding.ts';
import { emptyRoot, HASH_BYTES, nodeHash } from './hash.ts';

/** A leaf is claimed to be at `index` of the tree with `size` leaves and this root. */
export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly root: Uint8Array;
  /** From the leaf's sibling up to the root's child. */
  readonly proof: readonly Uint8Array[];
}

/** The tree of `from` leaves is claimed to be a prefix of the tree of `to` leaves. */
export interface ConsistencyClaim {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** A leaf is claimed to be at `index` of the tree, within the subtree of the leaves from `start` to `end`, exclusive. */
export interface SubtreeInclusionClaim extends Omit<InclusionClaim, 'size'> {
  readonly start: number;
  readonly end: number;
}

/** The leaves from `start` to `end`, exclusive, are claimed to be a subtree of the tree of `size` leaves. */
export interface SubtreeConsistencyClaim {
  readonly start: number;
  readonly end: number;
  readonly size: number;
  readonly subtreeRoot: Uint8Array;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Whether the proof shows it. False for anything that does not fit: an index outside the tree, a hash that is not
 * 32 bytes, a proof that is too short or too long.
 * @see RFC 9162 §2.1.3.2
 */
export function verifyInclusion({ index, size, leaf, root, proof }: InclusionClaim): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes([leaf, ...proof])) return false;
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(at)) {
        at = half(at);
        last = half(last);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && sameBytes(hash, root);
}

/**
 * Whether the proof shows it. False for `from` 0: the empty tree is a prefix of every tree, so that there is nothing to
 * prove and nothing proved. Equal sizes need equal roots and no proof.
 * @see RFC 9162 §2.1.4.2
 */
export function verifyConsistency({ from, to, fromRoot, toRoot, proof }: ConsistencyClaim): boolean {
  if (from === 0) return false;
  return verifySubtreeConsistency({ start: 0, end: from, size: to, subtreeRoot: fromRoot, root: toRoot, proof });
}

/** Whether the proof shows it; as `verifyInclusion`, and false where the leaves do not form a subtree. */
export function verifySubtreeInclusion({ start, end, index, leaf, root, proof }: SubtreeInclusionClaim): boolean {
  if (!isSubtree(start, end) || !isCount(index) || index < start) return false;
  return verifyInclusion({ index: index - start, size: end - start, leaf, root, proof });
}

/**
 * Whether the proof shows it; false where the leaves do not form a subtree. The subtree without leaves has the empty
 * root and is part of every tree, whatever that tree's root.
 * @see draft-ietf-plants-merkle-tree-certs §4.4.3
 */
export function verifySubtreeConsistency(claim: SubtreeConsistencyClaim): boolean {
  const { start, end, size, subtreeRoot, root, proof } = claim;
  if (!isSubtree(start, end) || !isCount(size) || end > size || !areHashes(proof)) return false;
  if (start === end) return proof.length === 0 && sameBytes(subtreeRoot, emptyRoot());

  let first = start;
  let at = end - 1;
  let last = size - 1;
  const climb = (): void => {
    first = half(first);
    at = half(at);
    last = half(last);
  };
  // Up to the largest perfect subtree that ends where the subtree ends: its hash is where the proof starts.
  const isAtEdge = at === last;
  while (first !== at && (isAtEdge || isOdd(at))) climb();
  const rest = [...proof];
  const seed = first === at ? subtreeRoot : rest.shift();
  // Equal trees need equal roots, whatever they are; only what goes into a hash has to be one.
  if (seed === undefined || (rest.length > 0 && !areHashes([seed]))) return false;
  let subtreeHash = seed;
  let hash = seed;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      if (first < at) subtreeHash = nodeHash(sibling, subtreeHash);
      hash = nodeHash(sibling, hash);
      while (!isOdd(at)) climb();
    } else {
      hash = nodeHash(hash, sibling);
    }
    climb();
  }
  return last === 0 && sameBytes(subtreeHash, subtreeRoot) && sameBytes(hash, root);
}

/** Whether the leaves from `start` to `end` are all leaves to the left below one node of every tree that has them. */
function isSubtree(start: number, end: number): boolean {
  if (!isCount(start) || !isCount(end) || start > end) return false;
  let size = 1;
  while (size < end - start) size *= 2;
  return start % size === 0;
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === HASH_BYTES);
}

const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);
