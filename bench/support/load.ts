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

/**
 * An open loop: work begins `perSecond` times a second whether or not what was begun is done, as users come. Latency counts
 * from when it was due, so that whoever waits for a place counts too. An error of the work ends the run.
 */
export async function offered(
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
  work: () => Promise<unknown>,
): Promise<Load> {
  const latenciesMs: number[] = [];
  const all: Promise<void>[] = [];
  const began = performance.now();
  const total = perSecond * seconds;
  while (all.length < total) {
    const due = Math.min(total, ((performance.now() - began) / 1000) * perSecond);
    for (; all.length < due; ) {
      const from = began + (all.length / perSecond) * 1000;
      all.push(work().then(() => void latenciesMs.push(performance.now() - from)));
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(all);
  const elapsed = (performance.now() - began) / 1000;
  return { count: total, seconds: elapsed, perSecond: total / elapsed, latenciesMs: latenciesMs.sort((a, b) => a - b) };
}

/** The least value that `share` of all values do not exceed (nearest rank). */
export function percentile(ascending: readonly number[], share: number): number {
  return ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  return percentile(ascending, 0.5);
}
