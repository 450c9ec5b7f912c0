import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { isCount } from '../encoding.ts';
import { TILE_WIDTH, tileWidthIn } from '../tiles/width.ts';
import { HASH_BYTES, nodeHash } from './hash.ts';
import { type PerfectSubtree, perfectSubtrees, splitOf } from './range.ts';

/**
 * Gives the first `width` hashes of a tile, 32 bytes each; undefined where the tile is not there. It is only asked for
 * tiles that a tree of the given size has.
 */
export type ReadTile = (
  level: number,
  index: number,
  width: number,
) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

export type ProveRejectionCode = 'log-range-is-impossible' | 'tile-is-missing' | 'tile-has-wrong-width';

type Outcome<T> = T | Rejection<ProveRejectionCode>;

/**
 * The proof that leaf `index` is in the tree of `size` leaves, from the leaf's sibling up; reads a handful of tiles.
 * @returns a refusal when the index is outside the tree, or a tile is missing or too short.
 * @see RFC 6962 §2.1.1
 */
export async function inclusionProof(
  index: number,
  size: number,
  read: ReadTile,
): Promise<Outcome<readonly Uint8Array[]>> {
  if (!isCount(index) || !isCount(size) || index >= size) {
    return reject('log-range-is-impossible', `There is no leaf ${index} in a tree of ${size} leaves.`);
  }
  const siblings: Range[] = [];
  let range: Range = [0, size];
  while (range[1] - range[0] > 1) {
    const [left, right] = halvesOf(range);
    const isLeft = index < left[1];
    siblings.push(isLeft ? right : left);
    range = isLeft ? left : right;
  }
  return hashesOf(siblings.reverse(), size, read);
}

/**
 * The proof that the tree of `from` leaves is a prefix of the tree of `to` leaves; empty for equal sizes.
 * @returns a refusal when `from` is 0 (nothing can be proved) or more than `to`, or a tile is missing or too short.
 * @see RFC 6962 §2.1.2
 */
export async function consistencyProof(
  from: number,
  to: number,
  read: ReadTile,
): Promise<Outcome<readonly Uint8Array[]>> {
  if (!isCount(from) || !isCount(to) || from === 0 || from > to) {
    return reject('log-range-is-impossible', `No proof leads from a tree of ${from} leaves to one of ${to}.`);
  }
  const parts: Range[] = [];
  let range: Range = [0, to];
  // Who asks knows the root of the old tree, but not that of a part of it.
  let isKnown = true;
  while (range[1] !== from) {
    const [left, right] = halvesOf(range);
    const isLeft = from <= left[1];
    parts.push(isLeft ? right : left);
    if (!isLeft) isKnown = false;
    range = isLeft ? left : right;
  }
  if (!isKnown) parts.push(range);
  return hashesOf(parts.reverse(), to, read);
}

/**
 * The root of the tree of `size` leaves, from its tiles.
 * @returns a refusal when the size is not one, or a tile is missing or too short.
 */
export async function rootFromTiles(size: number, read: ReadTile): Promise<Outcome<Uint8Array>> {
  if (!isCount(size) || size === 0) {
    return reject('log-range-is-impossible', `A tree of ${size} leaves has no tiles.`);
  }
  const hashes = await hashesOf([[0, size]], size, read);
  return isRejection(hashes) ? hashes : (hashes[0] as Uint8Array);
}

/** Leaves from the first to the second number, exclusive. */
type Range = readonly [number, number];

function halvesOf([start, end]: Range): readonly [Range, Range] {
  const middle = start + splitOf(end - start);
  return [
    [start, middle],
    [middle, end],
  ];
}

/** The hashes of ranges; each is a subtree of the tree of `size` leaves, not always a perfect one. */
async function hashesOf(
  ranges: readonly Range[],
  size: number,
  read: ReadTile,
): Promise<Outcome<readonly Uint8Array[]>> {
  const tiles = new Map<string, Uint8Array>();
  const hashes: Uint8Array[] = [];
  for (const [start, end] of ranges) {
    let hash: Uint8Array | undefined;
    for (const part of [...perfectSubtrees(start, end)].reverse()) {
      const partHash = await perfectHash(part, size, read, tiles);
      if (isRejection(partHash)) return partHash;
      hash = hash === undefined ? partHash : nodeHash(partHash, hash);
    }
    hashes.push(hash as Uint8Array);
  }
  return hashes;
}

async function perfectHash(
  { height, index }: PerfectSubtree,
  size: number,
  read: ReadTile,
  tiles: Map<string, Uint8Array>,
): Promise<Outcome<Uint8Array>> {
  const level = Math.floor(height / 8);
  const count = 2 ** (height % 8);
  const first = index * count;
  const tileIndex = Math.floor(first / TILE_WIDTH);
  const key = `${level}/${tileIndex}`;
  let tile = tiles.get(key);
  if (tile === undefined) {
    const width = tileWidthIn(size, level, tileIndex);
    tile = await read(level, tileIndex, width);
    if (tile === undefined) return reject('tile-is-missing', `The log has no tile ${key} of ${width} hashes.`);
    if (tile.length !== width * HASH_BYTES) {
      return reject('tile-has-wrong-width', `Tile ${key} should have ${width} hashes and has ${tile.length} bytes.`);
    }
    tiles.set(key, tile);
  }
  return hashWithin(tile, first % TILE_WIDTH, count);
}

function hashWithin(tile: Uint8Array, first: number, count: number): Uint8Array {
  if (count === 1) return Uint8Array.from(tile.subarray(first * HASH_BYTES, (first + 1) * HASH_BYTES));
  return nodeHash(hashWithin(tile, first, count / 2), hashWithin(tile, first + count / 2, count / 2));
}
