import { HubgraphError, isRejection } from '@hubgraph/kernel';
import { emptyRoot, HASH_BYTES, rootFromTiles, TreeHasher } from '@hubgraph/tlog';
import type { LogTables } from './tables.ts';
import { TILE_WIDTH } from './tree.ts';
import type { LogName, LogReader, TreeHead } from './types.ts';

/** Makes the leaves of both logs anew from the journal's commits, in order. */
export type LeavesOfCommits = (
  from: number,
  count: number,
) => Promise<readonly { readonly cases: Uint8Array; readonly books: readonly Uint8Array[] }[]>;

/** Reads the committed tables of one log, and its leaves from the journal. */
export function logReader(name: LogName, tables: LogTables, leavesOfCommits: LeavesOfCommits): LogReader {
  const size = () => tables.edge(name)?.size ?? 0;
  const tile = (level: number, index: number, width: number): Uint8Array | undefined => {
    const isWidth = Number.isInteger(width) && width > 0 && width <= TILE_WIDTH;
    const hashes = isWidth ? tables.tile(name, level, index) : undefined;
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
      if (from >= to || to > size()) return [];
      if (name === 'cases') return (await leavesOfCommits(from + 1, to - from)).map(({ cases }) => cases);
      const found: Uint8Array[] = [];
      for (const { first, seq } of tables.booksFrom(from, to)) {
        const [commit] = await leavesOfCommits(seq, 1);
        found.push(...(commit?.books ?? []).slice(Math.max(0, from - first), to - first));
      }
      return found;
    },
  };
}
