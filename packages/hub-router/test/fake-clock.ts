import type { Clock, Instant } from '@hubgraph/kernel';

/** A clock that stands still until it is moved. */
export class FakeClock implements Clock {
  #now: Instant = Date.UTC(2026, 0, 1);
  readonly #waiting = new Set<{ at: Instant; run: () => void }>();
  readonly #watchers: (() => void)[] = [];

  now(): Instant {
    return this.#now;
  }

  after(delayMs: number, run: () => void): () => void {
    const entry = { at: this.#now + delayMs, run };
    this.#waiting.add(entry);
    return () => {
      this.#waiting.delete(entry);
      for (const wake of this.#watchers.splice(0)) wake();
    };
  }

  advance(byMs: number): void {
    this.#now += byMs;
    for (const entry of [...this.#waiting]) {
      if (entry.at > this.#now) continue;
      this.#waiting.delete(entry);
      entry.run();
    }
  }

  /** Resolves once no more than so many timers are left. */
  async hasLeft(count: number): Promise<void> {
    while (this.#waiting.size > count) await new Promise<void>((resolve) => this.#watchers.push(resolve));
  }

  /** Timers that nobody has cancelled. */
  get waiting(): number {
    return this.#waiting.size;
  }
}
