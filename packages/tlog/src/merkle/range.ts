/** A subtree whose leaves are `index * 2^height` to `(index + 1) * 2^height`, exclusive; all of them are there. */
export interface PerfectSubtree {
  readonly height: number;
  readonly index: number;
}

/** The largest power of two that is less than `count`; `count` is 2 or more. Works beyond 32 bits. */
export function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

/**
 * The perfect subtrees that make up the leaves from `start` to `end`, exclusive, left to right. `start` is a multiple
 * of the smallest power of two that is not less than the length.
 */
export function perfectSubtrees(start: number, end: number): readonly PerfectSubtree[] {
  const parts: PerfectSubtree[] = [];
  let from = start;
  while (from < end) {
    let height = 0;
    let size = 1;
    while (size * 2 <= end - from) {
      size *= 2;
      height += 1;
    }
    parts.push({ height, index: from / size });
    from += size;
  }
  return parts;
}
