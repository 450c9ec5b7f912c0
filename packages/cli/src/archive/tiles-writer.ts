import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { invariant, isRejection } from '@hubgraph/kernel';
import { encodeEntryBundle, formatTilePath, HASH_BYTES, leafHash, TILE_WIDTH, TreeHasher } from '@hubgraph/tlog';

/** The right-most tile of a level. */
interface OpenTile {
  readonly hashes: Uint8Array;
  index: number;
  width: number;
}

/** Writes a log as static files, as any web server can serve them. @see C2SP tlog-tiles */
export class TilesWriter {
  readonly #folder: string;
  readonly #open: OpenTile[] = [];
  readonly #tree: TreeHasher;
  #entries: Uint8Array[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    this.#tree = new TreeHasher((level, index, hash) => this.#put(level, index, hash));
  }

  get size(): number {
    return this.#tree.size;
  }

  append(leaf: Uint8Array): void {
    this.#entries.push(leaf);
    this.#tree.append(leafHash(leaf));
    if (this.#entries.length === TILE_WIDTH) this.#writeEntries();
  }

  /** Writes what is not full, and gives the root. */
  end(): Uint8Array {
    if (this.#entries.length > 0) this.#writeEntries();
    for (const [level, { index, width, hashes }] of this.#open.entries()) {
      if (width > 0) this.#write(level, index, width, hashes.subarray(0, width * HASH_BYTES));
    }
    return this.#tree.root();
  }

  #put(level: number, index: number, hash: Uint8Array): void {
    let open = this.#open[level];
    if (open === undefined) {
      open = { hashes: new Uint8Array(TILE_WIDTH * HASH_BYTES), index: 0, width: 0 };
      this.#open[level] = open;
    }
    open.index = Math.floor(index / TILE_WIDTH);
    open.hashes.set(hash, open.width * HASH_BYTES);
    open.width += 1;
    if (open.width < TILE_WIDTH) return;
    this.#write(level, open.index, TILE_WIDTH, open.hashes);
    open.width = 0;
  }

  #writeEntries(): void {
    const bundle = encodeEntryBundle(this.#entries);
    invariant(!isRejection(bundle), 'no leaf that was committed is too large for a bundle');
    const index = Math.ceil(this.#tree.size / TILE_WIDTH) - 1;
    this.#write('entries', index, this.#entries.length, bundle);
    this.#entries = [];
  }

  #write(level: number | 'entries', index: number, width: number, bytes: Uint8Array): void {
    const path = join(this.#folder, formatTilePath({ level, index, width }));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}
