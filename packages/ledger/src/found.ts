/** Up to so many things the ones of a kind are found by looking at all: most entries have two postings, and a map costs more. */
const FEW = 8;

/** What was found among a number of things, each once: of few by looking at all, of many by a map of keys. */
export class Found<T> {
  readonly all: T[] = [];
  readonly #byKey: Map<string, T> | undefined;

  constructor(count: number) {
    this.#byKey = count > FEW ? new Map() : undefined;
  }

  /** `isIt` and `key` tell the same things apart. */
  get(isIt: (one: T) => boolean, key: () => string): T | undefined {
    return this.#byKey === undefined ? this.all.find(isIt) : this.#byKey.get(key());
  }

  add(one: T, key: () => string): T {
    this.all.push(one);
    this.#byKey?.set(key(), one);
    return one;
  }
}
