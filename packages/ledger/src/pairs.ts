/**
 * Values by two texts. Two look-ups by texts that are there take a fraction of what it takes to join them to one first.
 */
export class Pairs<T> {
  readonly #rows = new Map<string, Map<string, T>>();

  /** How many different first texts there are. */
  get size(): number {
    return this.#rows.size;
  }

  clear(): void {
    this.#rows.clear();
  }

  get(first: string, second: string): T | undefined {
    return this.#rows.get(first)?.get(second);
  }

  set(first: string, second: string, value: T): void {
    const row = this.#rows.get(first);
    if (row === undefined) this.#rows.set(first, new Map([[second, value]]));
    else row.set(second, value);
  }

  delete(first: string, second: string): void {
    this.#rows.get(first)?.delete(second);
  }
}
