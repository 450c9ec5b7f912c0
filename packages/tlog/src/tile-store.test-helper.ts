import type { ReadTile } from './merkle/prove.ts';
import { TreeHasher } from './merkle/tree-hasher.ts';

/** A tree whose tiles are kept in memory, as a log keeps them. */
export class TileStore {
  readonly tree: TreeHasher;
  readonly levels: Uint8Array[][] = [];

  constructor(leaves: Iterable<Uint8Array> = []) {
    this.tree = new TreeHasher((level, index, hash) => {
      if (!Number.isInteger(level)) throw new Error(`there is no level ${level}`);
      this.levels[level] ??= [];
      if (this.levels[level].length !== index) throw new Error(`level ${level} got ${index} out of order`);
      this.levels[level].push(hash);
    });
    for (const leaf of leaves) this.tree.append(leaf);
  }

  readonly read: ReadTile = (level, index, width) => {
    const hashes = this.levels[level]?.slice(index * 256, index * 256 + width) ?? [];
    return hashes.length === width ? Buffer.concat(hashes) : undefined;
  };
}
