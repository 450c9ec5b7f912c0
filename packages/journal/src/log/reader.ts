import { HubgraphError, isRejection } from '@hubgraph/kernel';
import { emptyRoot, HASH_BYTES, rootFromTiles, TreeHasher } from '@hubgraph/tlog';
import type { ReadLeaves } from './logs.ts';
import type { LogTables } from './tables.ts';
import { TILE_WIDTH } from './tree.ts';
import type { LogName, LogReader, TreeHead } from './types.ts';

/** Reads the committed tables of one log, the hashes of its last leaves, and its leaves from the journal. */
export function logReader(
  name: LogName,
  tables: LogTables,
  lastLeaves: (index: number) => Uint8Array | undefined,
  readLeaves: ReadLeaves,
): LogReader {
  const size = () => tables.edge(name)?.size ?? 0;
  const tile = (level: number, index: number, width: number): Uint8Array | undefined => {
    const isWidth = Number.isInteger(width) && width > 0 && width <= TILE_WIDTH;
    // In memory there may be more than is committed.
    if (!isWidth || (level === 0 && index * TILE_WIDTH + width > size())) return undefined;
    const hashes = tables.tile(name, level, index) ?? (level === 0 ? lastLeaves(index) : undefined);
    return hashes === undefined || hashes.length < width * HASH_BYTES
      ? undefined
      : hashes.subarray(0, width * HASH_BYTES);
  };
  return {
    name,
    head(): TreeHead {
      const edge = tables.edge(name);
      return edge === undefined
        ? { size: 0, root: emptyRoot() }
        : { size: edge.size, root: TreeHasher.restore(edge).root() };
    },
    async rootAt(at) {
      if (at === 0) return emptyRoot();
      const root = await rootFromTiles(at, (level, index, width) => tile(level, index, width));
      if (isRejection(root)) throw new HubgraphError('ERR_LOG_DIFFERS', `The tiles of ${name}: ${root.message}`);
      return root;
    },
    tile,
    async leaves(from, to) {
      return from < to && to <= size() ? readLeaves(name, from, to) : [];
    },
  };
}
