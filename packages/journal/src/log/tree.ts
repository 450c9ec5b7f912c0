import { HASH_BYTES, type TreeEdge, TreeHasher } from '@hubgraph/tlog';

/** How many hashes a full tile has. @see C2SP tlog-tiles */
export const TILE_WIDTH = 256;

/** Keeps what a tree cannot make anew quickly, in the open transaction of the views. */
export interface TreeStore {
  edge(): TreeEdge | undefined;
  writeEdge(edge: TreeEdge): void;
  /** All hashes that the tile has now; undefined if it has none. Of level 0 only full tiles are kept. */
  tile(level: number, index: number): Uint8Array | undefined;
  writeTile(level: number, index: number, hashes: Uint8Array): void;
}

/** The right-most tile of a level. */
interface OpenTile {
  readonly index: number;
  readonly hashes: Uint8Array;
  width: number;
}

/**
 * A growing tree that keeps its tiles. The hashes of the last leaves, fewer than 256, are in memory only: to write them
 * anew with each commit would cost more than the commit, and they can be made again from the journal.
 */
export class Tree {
  readonly #store: TreeStore;
  #hasher: TreeHasher;
  #leaves: OpenTile;
  /** Tiles of leaves that were filled since the last commit: the store has them, but not for good. */
  readonly #filled = new Map<number, Uint8Array>();
  /** From level 1 on, by level: tiles that have changed since they were written. */
  readonly #changed = new Map<number, OpenTile>();

  private constructor(store: TreeStore, lastLeaves: readonly Uint8Array[]) {
    this.#store = store;
    this.#hasher = this.#restored();
    this.#leaves = openTile(Math.floor(this.#hasher.size / TILE_WIDTH));
    for (const hash of lastLeaves) put(this.#leaves, hash);
  }

  /** `leafHashes` makes the hashes of the leaves from the first to the second number, exclusive, once more. */
  static async open(
    store: TreeStore,
    leafHashes: (from: number, to: number) => Promise<readonly Uint8Array[]>,
  ): Promise<Tree> {
    const size = store.edge()?.size ?? 0;
    const from = size - (size % TILE_WIDTH);
    return new Tree(store, from === size ? [] : await leafHashes(from, size));
  }

  get size(): number {
    return this.#hasher.size;
  }

  append(hash: Uint8Array): void {
    this.#hasher.append(hash);
  }

  /** A tile of leaves, whether it is kept for good or not; undefined where there is none. */
  leafTile(index: number): Uint8Array | undefined {
    if (index === this.#leaves.index) return this.#leaves.hashes.subarray(0, this.#leaves.width * HASH_BYTES);
    return this.#filled.get(index);
  }

  /** Writes what is not written yet, before the views commit. */
  flush(): void {
    for (const [level, { index, hashes, width }] of this.#changed) {
      this.#store.writeTile(level, index, hashes.slice(0, width * HASH_BYTES));
    }
    this.#changed.clear();
    this.#store.writeEdge(this.#hasher.edge());
  }

  /** The views have committed. */
  commit(): void {
    this.#filled.clear();
  }

  /** The views were rolled back: the tree is again what it was at the last commit. */
  rollback(): void {
    this.#hasher = this.#restored();
    const index = Math.floor(this.#hasher.size / TILE_WIDTH);
    const hashes = this.#filled.get(index) ?? this.#leaves.hashes;
    this.#leaves = { index, hashes, width: this.#hasher.size % TILE_WIDTH };
    this.#filled.clear();
    this.#changed.clear();
  }

  #restored(): TreeHasher {
    const edge = this.#store.edge();
    const keep = (level: number, index: number, hash: Uint8Array) => this.#keep(level, index, hash);
    return edge === undefined ? new TreeHasher(keep) : TreeHasher.restore(edge, keep);
  }

  #keep(level: number, at: number, hash: Uint8Array): void {
    const index = Math.floor(at / TILE_WIDTH);
    if (level > 0) {
      let tile = this.#changed.get(level);
      if (tile?.index !== index) {
        if (tile !== undefined) this.#store.writeTile(level, tile.index, tile.hashes);
        tile = openTile(index, this.#store.tile(level, index));
        this.#changed.set(level, tile);
      }
      put(tile, hash);
      return;
    }
    put(this.#leaves, hash);
    if (this.#leaves.width < TILE_WIDTH) return;
    this.#store.writeTile(0, index, this.#leaves.hashes);
    this.#filled.set(index, this.#leaves.hashes);
    this.#leaves = openTile(index + 1);
  }
}

function openTile(index: number, kept?: Uint8Array): OpenTile {
  const hashes = new Uint8Array(TILE_WIDTH * HASH_BYTES);
  if (kept !== undefined) hashes.set(kept);
  return { index, hashes, width: (kept?.length ?? 0) / HASH_BYTES };
}

function put(tile: OpenTile, hash: Uint8Array): void {
  tile.hashes.set(hash, tile.width * HASH_BYTES);
  tile.width += 1;
}
