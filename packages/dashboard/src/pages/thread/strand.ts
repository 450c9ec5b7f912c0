import type { Lane, Sign, Strand } from './geometry.ts';

/** One of several parts that come together, or into which the thread goes, in the order of their rows; a row has the part's key. */
export interface Part {
  readonly key: string;
  readonly minor: bigint;
  readonly sign: Sign;
}

/** A fund with what came into it. */
export interface Pool {
  readonly key: string;
  readonly parts: readonly Part[];
}

/** The thread from the vote to the receipt: parts join in funds, funds in what was paid, and that goes apart again. */
export interface Course {
  readonly pools: readonly Pool[];
  /** The rows of the thread as a whole, first and last; several funds join in the first of them. It goes apart in the row after the last. */
  readonly trunk: readonly [first: string, last: string];
  /** What the thread as a whole is, if it has no funds. */
  readonly minor: bigint;
  readonly after: readonly Part[];
}

/** Lanes for a course. Parts that come first lie furthest from the text, parts that go first lie nearest to it, so that none crosses another. */
export function strandOf({ pools, trunk, minor, after }: Course, rowOf: (key: string) => number): Strand {
  const [first, last] = [rowOf(trunk[0]), rowOf(trunk[1])];
  const lanes: Lane[] = [];
  const before = pools.reduce((sum, { parts }) => sum + sumOf(parts), 0n);
  const gone = sumOf(after);
  const total = [before, minor, gone].reduce((most, one) => (one > most ? one : most), 0n);
  let offset = 0n;
  let gap = 0;
  for (const [index, { key, parts }] of pools.entries()) {
    const row = rowOf(key);
    const start = offset;
    for (const part of parts) {
      lanes.push({
        ...laneOf(part),
        offset,
        gap,
        from: rowOf(part.key),
        to: row,
        joins: pools.length > 1 ? index : 0,
        marks: [rowOf(part.key)],
      });
      offset += part.minor;
      gap += 1;
    }
    if (pools.length > 1) {
      const sum = sumOf(parts);
      const pool = { key, sign: 'direct', minor: sum, offset: start, gap: index } as const;
      lanes.push({ ...pool, from: row, to: first, joins: 0, isJoined: true, marks: [row] });
    }
  }
  const whole = before > 0n ? before : minor;
  const [only, ...others] = pools;
  const start = only !== undefined && others.length === 0 ? rowOf(only.key) : first;
  const isSplit = after.length > 0;
  const rows = { from: start, to: isSplit ? last + 1 : last, marks: range(start, last) };
  const bends = { isJoined: pools.length > 0, isSplit };
  lanes.push({ key: 'thread', sign: 'direct', minor: whole, offset: 0n, gap: 0, ...rows, ...bends });
  let end = total;
  for (const [index, part] of after.entries()) {
    end -= part.minor;
    const lane = { ...laneOf(part), offset: end, gap: after.length - 1 - index, from: last + 1, to: rowOf(part.key) };
    lanes.push({ ...lane, splitsFrom: 0, marks: [rowOf(part.key)] });
  }
  return { total, lanes };
}

function laneOf({ key, minor, sign }: Part): Pick<Lane, 'key' | 'minor' | 'sign'> {
  return { key, minor, sign };
}

function sumOf(parts: readonly Part[]): bigint {
  return parts.reduce((sum, { minor }) => sum + minor, 0n);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
