/** What came of one question. */
export interface Outcome<Answer> {
  readonly answer: Answer;
  /** Nothing is missing: only such an answer is given to others. */
  readonly isWhole: boolean;
}

interface Flight<Answer> {
  /** Undefined where there is nothing to share. Never rejects. */
  readonly shared: Promise<Answer | undefined>;
  /** Aborts when nobody waits any more. */
  readonly left: AbortController;
  waiting: number;
}

/**
 * Answers under way, shared by those who ask the same meanwhile. What may be the same is the key's to say: whoever asks
 * with a key is given what anybody was answered with it.
 */
export class InFlight<Answer> {
  readonly #flights = new Map<string, Flight<Answer>>();

  /**
   * Runs, or waits for what runs already under the same key. What failed, or is not whole, is not shared: everybody who
   * waited for it then runs alone.
   *
   * @param run is aborted when all who wait for it have left.
   */
  async share(
    key: string,
    signal: AbortSignal,
    run: (signal: AbortSignal) => Promise<Outcome<Answer>>,
  ): Promise<{ readonly answer: Answer; readonly isShared: boolean }> {
    const under = this.#flights.get(key);
    if (under === undefined) return { answer: await this.#begin(key, signal, run), isShared: false };
    this.#wait(key, under, signal);
    const answer = await under.shared;
    if (answer !== undefined) return { answer, isShared: true };
    return { answer: (await run(signal)).answer, isShared: false };
  }

  /** What is under way is given to nobody who asks from now on: it may have been read before something was changed. */
  closeAll(): void {
    this.#flights.clear();
  }

  async #begin(
    key: string,
    signal: AbortSignal,
    run: (signal: AbortSignal) => Promise<Outcome<Answer>>,
  ): Promise<Answer> {
    const left = new AbortController();
    const outcome = run(left.signal);
    const shared = outcome.then(
      ({ answer, isWhole }) => (isWhole ? answer : undefined),
      () => undefined,
    );
    const flight: Flight<Answer> = { shared, left, waiting: 0 };
    this.#flights.set(key, flight);
    this.#wait(key, flight, signal);
    try {
      return (await outcome).answer;
    } finally {
      this.#close(key, flight);
    }
  }

  #wait(key: string, flight: Flight<Answer>, signal: AbortSignal): void {
    flight.waiting += 1;
    const leave = (): void => {
      flight.waiting -= 1;
      if (flight.waiting > 0) return;
      this.#close(key, flight);
      flight.left.abort(signal.reason);
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  }

  #close(key: string, flight: Flight<Answer>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}
