import { encode } from '@hubgraph/kernel';

/** What a leaf says of the commit that it comes from. */
export interface LeafSource {
  readonly node: string;
  readonly seq: number;
  readonly at: number;
  readonly stage?: string;
  /** As they stand in the commit. */
  readonly events: readonly unknown[];
  /** The places of those events that are public. */
  readonly books?: readonly number[];
}

/**
 * The leaf of a commit in the log `cases`: a commitment to its bytes, which hold a salt; `digest` is their SHA-256.
 * Canonical JSON (RFC 8785): `{"commitment":"<64 hexadecimal digits>","log":"cases","node":"cee","seq":12,"v":1}`.
 */
export function casesLeaf({ node, seq }: Pick<LeafSource, 'node' | 'seq'>, digest: string): string {
  return `{"commitment":"${digest}","log":"cases","node":"${node}","seq":${seq},"v":1}`;
}

/**
 * The leaves of a commit in the log `books`, one for each public event, in order. Canonical JSON (RFC 8785):
 * `{"at":1767225600000,"event":{…},"index":0,"log":"books","node":"cee","seq":12,"stage":"…","v":1}`, without `stage`
 * where the commit was not staged.
 */
export function booksLeaves({ node, seq, at, stage, events, books = [] }: LeafSource): string[] {
  const end = `,"log":"books","node":"${node}","seq":${seq}${stage === undefined ? '' : `,"stage":${encode(stage)}`},"v":1}`;
  return books.map((index) => `{"at":${at},"event":${encode(events[index])},"index":${index}${end}`);
}
