import { HASH_BYTES, type TreeEdge, TreeHasher } from '@hubgraph/tlog';

/** How many hashes a full tile has. @see C2SP tlog-tiles */
export const TILE_WIDTH = 256;

/** Keeps the tiles and the right edge of one tree. */
export interface TreeStore {
  edge(): TreeEdge | undefined;
  writeEdge(edge: TreeEdge): void;
  /** All hashes that the tile has now; undefined if it has none. */
  tile(level: number, index: number): Uint8Array | undefined;
  writeTile(level: number, index: number, hashes: Uint8Array): void;
}

/** The right-most tile of a level. */
interface OpenTile {
  readonly index: number;
  readonly hashes: Uint8Array;
  width: number;
  isWritten: boolean;
}

/** A growing tree that keeps its tiles: full ones at once, what is not full yet when it is flushed. */
export class Tree {
  readonly #store: TreeStore;
  readonly #hasher: TreeHasher;
  readonly #open: OpenTile[] = [];

  constructor(store: TreeStore) {
    this.#store = store;
    const edge = store.edge();
    const put = (level: number, index: number, hash: Uint8Array) => this.#put(level, index, hash);
    this.#hasher = edge === undefined ? new TreeHasher(put) : TreeHasher.restore(edge, put);
  }

  get size(): number {
    return this.#hasher.size;
  }

  append(hash: Uint8Array): void {
    this.#hasher.append(hash);
  }

  root(): Uint8Array {
    return this.#hasher.root();
  }

  flush(): void {
    for (const [level, tile] of this.#open.entries()) {
      if (tile.isWritten) continue;
      this.#store.writeTile(level, tile.index, tile.hashes.slice(0, tile.width * HASH_BYTES));
      tile.isWritten = true;
    }
    this.#store.writeEdge(this.#hasher.edge());
  }

  #put(level: number, index: number, hash: Uint8Array): void {
    const tileIndex = Math.floor(index / TILE_WIDTH);
    let tile = this.#open[level];
    if (tile?.index !== tileIndex) {
      tile = this.#openTile(level, tileIndex);
      this.#open[level] = tile;
    }
    tile.hashes.set(hash, (index % TILE_WIDTH) * HASH_BYTES);
    tile.width = (index % TILE_WIDTH) + 1;
    tile.isWritten = tile.width === TILE_WIDTH;
    if (tile.isWritten) this.#store.writeTile(level, tileIndex, tile.hashes.slice());
  }

  #openTile(level: number, index: number): OpenTile {
    const hashes = new Uint8Array(TILE_WIDTH * HASH_BYTES);
    hashes.set(this.#store.tile(level, index) ?? []);
    return { index, hashes, width: 0, isWritten: true };
  }
}
