import { HubgraphError, invariant } from '@hubgraph/kernel';
import { isCount } from '../encoding.ts';
import { TILE_WIDTH } from '../tiles/width.ts';
import { emptyRoot, HASH_BYTES, nodeHash } from './hash.ts';

const TILE_HEIGHT = Math.log2(TILE_WIDTH);

/** The right edge of a tree: all that is needed to go on appending. At most 53 hashes, for any number of leaves. */
export interface TreeEdge {
  readonly size: number;
  /** The roots of the perfect subtrees that make up the tree, left to right, 32 bytes each. */
  readonly hashes: Uint8Array;
}

/**
 * Takes a hash that belongs into a tile: the one numbered `index` of all hashes of this level, so it stands in tile
 * `floor(index / 256)` at `index % 256`. Level 0 are the leaves; a hash of level L is the root of 256^L leaves.
 */
export type OnTileHash = (level: number, index: number, hash: Uint8Array) => void;

/**
 * The root of a growing tree, in constant memory (RFC 6962). It keeps the right edge only; who wants proofs keeps the
 * hashes that `onTileHash` gets, in the order in which they become known.
 */
export class TreeHasher {
  #size = 0;
  /** By height: the root of a perfect subtree of the right edge, where the bit of `size` is set. */
  readonly #edge: Uint8Array[] = [];
  readonly #onTileHash: OnTileHash | undefined;

  constructor(onTileHash?: OnTileHash) {
    this.#onTileHash = onTileHash;
  }

  /**
   * Goes on where `edge()` was taken.
   * @throws {HubgraphError} `ERR_TREE_EDGE_DAMAGED` when the number of hashes does not fit the size.
   */
  static restore({ size, hashes }: TreeEdge, onTileHash?: OnTileHash): TreeHasher {
    const heights = isCount(size) ? heightsOf(size) : [];
    if (!isCount(size) || hashes.length !== heights.length * HASH_BYTES) {
      throw new HubgraphError('ERR_TREE_EDGE_DAMAGED', `A tree of ${size} leaves does not have this right edge.`);
    }
    const tree = new TreeHasher(onTileHash);
    tree.#size = size;
    heights.forEach((height, place) => {
      tree.#edge[height] = hashes.slice(place * HASH_BYTES, (place + 1) * HASH_BYTES);
    });
    return tree;
  }

  /** How many leaves the tree has. */
  get size(): number {
    return this.#size;
  }

  /** Appends a leaf by its hash, 32 bytes, which is kept and must not be changed afterwards. */
  append(leaf: Uint8Array): void {
    invariant(leaf.length === HASH_BYTES, `the hash of a leaf has ${leaf.length} bytes.`);
    this.#add(0, leaf);
  }

  /**
   * Appends a whole tile of 256 leaves by its root, 32 bytes, where somebody else has hashed them. Of its leaves
   * `onTileHash` hears nothing.
   */
  appendTile(root: Uint8Array): void {
    invariant(root.length === HASH_BYTES && this.#size % TILE_WIDTH === 0, 'a tile is appended after whole tiles.');
    this.#add(TILE_HEIGHT, root);
  }

  #add(at: number, root: Uint8Array): void {
    let [hash, height] = [root, at];
    let left = this.#size / 2 ** at;
    for (;;) {
      if (height % TILE_HEIGHT === 0) this.#onTileHash?.(height / TILE_HEIGHT, left, hash);
      if (left % 2 === 0) break;
      hash = nodeHash(this.#edge[height] as Uint8Array, hash);
      left = (left - 1) / 2;
      height += 1;
    }
    this.#edge[height] = hash;
    this.#size += 2 ** at;
  }

  /** The root of the tree as it is, 32 bytes. */
  root(): Uint8Array {
    let root: Uint8Array | undefined;
    for (const height of heightsOf(this.#size).reverse()) {
      const hash = this.#edge[height] as Uint8Array;
      root = root === undefined ? hash : nodeHash(hash, root);
    }
    return root === undefined ? emptyRoot() : Uint8Array.from(root);
  }

  /** The right edge, to be kept. */
  edge(): TreeEdge {
    const heights = heightsOf(this.#size);
    const hashes = new Uint8Array(heights.length * HASH_BYTES);
    heights.forEach((height, place) => {
      hashes.set(this.#edge[height] as Uint8Array, place * HASH_BYTES);
    });
    return { size: this.#size, hashes };
  }
}

/** The heights of the perfect subtrees of a tree, left to right: the bits of its size, highest first. */
function heightsOf(size: number): number[] {
  const heights: number[] = [];
  for (let left = size, height = 0; left > 0; left = Math.floor(left / 2), height += 1) {
    if (left % 2 === 1) heights.unshift(height);
  }
  return heights;
}
