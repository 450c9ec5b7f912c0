const SAMPLES = 64;
const SAMPLES_MIN = 20;
/** Answered calls that pay for one hedge, so that a slow day does not double the load. */
const CALLS_PER_HEDGE = 10;
/** In answered calls. */
const CREDIT_MAX = 10 * CALLS_PER_HEDGE;

/**
 * When a query that has not been answered is asked of a replica as well: after as long as 95 of 100 calls of this
 * endpoint take.
 * @see https://github.com/grpc/proposal/blob/master/A6-client-retries.md
 */
export class Hedging {
  readonly #defaultMs: number;
  readonly #taken = new Map<string, number[]>();
  #credit = CREDIT_MAX;

  /** @param defaultMs how long to wait for an endpoint of which too few calls are known. */
  constructor(defaultMs: number) {
    this.#defaultMs = defaultMs;
  }

  /** Notes how long an answered call took. */
  took(url: string, durationMs: number): void {
    this.#credit = Math.min(CREDIT_MAX, this.#credit + 1);
    const samples = this.#taken.get(url) ?? [];
    this.#taken.set(url, samples);
    samples.push(durationMs);
    if (samples.length > SAMPLES) samples.shift();
  }

  /** How long to wait for this endpoint before a replica is asked too. */
  delayMs(url: string): number {
    const samples = this.#taken.get(url) ?? [];
    if (samples.length < SAMPLES_MIN) return this.#defaultMs;
    const sorted = samples.toSorted((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? this.#defaultMs;
  }

  /** Whether another hedge may go out now; counts it. */
  mayHedge(): boolean {
    if (this.#credit < CALLS_PER_HEDGE) return false;
    this.#credit -= CALLS_PER_HEDGE;
    return true;
  }
}
