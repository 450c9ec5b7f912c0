/** The two logs of a node: `books` in clear, `cases` as commitments. */
export type LogName = 'books' | 'cases';

export const LOG_NAMES: readonly LogName[] = ['books', 'cases'];

/** How large a leaf may be: an entry bundle gives its length in two bytes (C2SP tlog-tiles). */
export const LEAF_BYTES_MAX = 65_535;

/** How far a log is, at a position of the journal. */
export interface TreeHead {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** Where the leaves of one commit are: its one leaf of `cases`, and those of `books` from `books` on. */
export interface LeavesOf {
  readonly cases: number;
  readonly books: { readonly first: number; readonly count: number };
}

/** Reads one of the logs as it was committed. Sizes and indexes count leaves from 0. */
export interface LogReader {
  readonly name: LogName;
  head(): TreeHead;
  /**
   * The root of the first `size` leaves, as it was when there were no more.
   * @throws {HubgraphError} `ERR_LOG_DIFFERS` where there are fewer, or their tiles are missing.
   */
  rootAt(size: number): Promise<Uint8Array>;
  /**
   * The first `width` hashes of a tile, 32 bytes each; undefined where the log has fewer.
   * @see C2SP tlog-tiles
   */
  tile(level: number, index: number, width: number): Uint8Array | undefined;
  /** The leaves `from` to `to - 1`, made from the journal; `to` at most the size, 256 at a time. */
  leaves(from: number, to: number): Promise<readonly Uint8Array[]>;
}
