import type { Engine } from './engine.ts';

interface Generation {
  readonly engine: Engine;
  running: number;
  /** Set when another engine has taken its place, or all are to stop: called when nothing runs any more. */
  ended: (() => void) | undefined;
}

/**
 * Lets another engine take the place of the one that serves. Each request is run by the engine that was there when it
 * came; one whose place was taken is stopped when its last request has ended.
 */
export class EngineSwitch {
  #current: Generation;
  readonly #stopping = new Set<Promise<void>>();

  constructor(engine: Engine) {
    this.#current = { engine, running: 0, ended: undefined };
  }

  async run<Result>(use: (engine: Engine) => Promise<Result>): Promise<Result> {
    const generation = this.#current;
    generation.running += 1;
    try {
      return await use(generation.engine);
    } finally {
      generation.running -= 1;
      if (generation.running === 0) generation.ended?.();
    }
  }

  swap(engine: Engine): void {
    const past = this.#current;
    this.#current = { engine, running: 0, ended: undefined };
    const stopping = this.#end(past).finally(() => this.#stopping.delete(stopping));
    this.#stopping.add(stopping);
  }

  /** Ends when all engines have stopped, those of the past too. */
  async stop(): Promise<void> {
    await Promise.all([this.#end(this.#current), ...this.#stopping]);
  }

  async #end(generation: Generation): Promise<void> {
    if (generation.running > 0) await new Promise<void>((resolve) => (generation.ended = resolve));
    await generation.engine.stop();
  }
}
