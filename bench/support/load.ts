/** What a load gave: how often the work was done in how long, and how long each time took. */
export interface Load {
  readonly count: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** In milliseconds, ascending. */
  readonly latenciesMs: readonly number[];
}

export interface LoadOptions {
  /** How many work at the same time; each begins again when it is done. */
  readonly clients: number;
  readonly seconds: number;
  /** Works on after the time until it was done so often, for percentiles that mean something. */
  readonly countMin?: number;
}

/** A closed loop: `clients` at a time do the work again and again. An error of the work ends the run. */
export async function load(
  { clients, seconds, countMin = 0 }: LoadOptions,
  work: (turn: number) => Promise<unknown>,
): Promise<Load> {
  const latenciesMs: number[] = [];
  let turn = 0;
  let hasFailed = false;
  const began = performance.now();
  const end = began + seconds * 1000;
  const client = async (): Promise<void> => {
    while (!hasFailed && (performance.now() < end || turn < countMin)) {
      const from = performance.now();
      const own = turn;
      turn += 1;
      try {
        await work(own);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
      latenciesMs.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const elapsed = (performance.now() - began) / 1000;
  const count = latenciesMs.length;
  return { count, seconds: elapsed, perSecond: count / elapsed, latenciesMs: latenciesMs.sort((a, b) => a - b) };
}

/** The least value that `share` of all values do not exceed (nearest rank). */
export function percentile(ascending: readonly number[], share: number): number {
  return ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  return percentile(ascending, 0.5);
}
