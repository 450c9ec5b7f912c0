/**
 * Where a log is read from: what a tlog-tiles log serves. Undefined means that it is not there; a source that does not
 * answer throws `ERR_LOG_UNREACHABLE`, and one that answers with more than can be right `ERR_LOG_TOO_LARGE`.
 * @see C2SP tlog-tiles
 */
export interface LogSource {
  /** For people: the URL or folder. */
  readonly name: string;
  checkpoint(): Promise<Uint8Array | undefined>;
  /** The policy that is served beside the log: what the log says of itself, and no evidence. */
  policy(): Promise<Uint8Array | undefined>;
  /** A tile or an entry bundle by its path, as `tile/0/001.p/8`. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Where it can be asked for: the proof that one tree goes on from another, a hash in base64 a line. */
  consistency?(from: number, to: number): Promise<Uint8Array | undefined>;
}

/** The largest answers that can be right, in bytes. */
export const ANSWER_BYTES_MAX = {
  note: 1_000_000,
  policy: 1_000_000,
  tile: 256 * 32,
  entries: 256 * (2 + 65_535),
  /** A hash for each of 63 levels, more or less. */
  proof: 8_192,
} as const;

/** How large the answer for this path of a log may be. */
export function bytesMaxOf(path: string): number {
  return path.startsWith('tile/entries/') ? ANSWER_BYTES_MAX.entries : ANSWER_BYTES_MAX.tile;
}
