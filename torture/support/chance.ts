/** Draws whole numbers from 0 to `below - 1`. */
export interface Chance {
  (below: number): number;
  /** One of these. */
  of<T>(some: readonly T[]): T;
}

/** A small generator, so that a seed gives the same draws again (mulberry32). */
export function chanceFrom(seed: number): Chance {
  let state = seed | 0;
  const draw = (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
  return Object.assign(draw, {
    of<T>(some: readonly T[]): T {
      if (some.length === 0) throw new RangeError('there is nothing to choose from');
      return some[draw(some.length)] as T;
    },
  });
}
