import type { World } from '@hubgraph/kernel';
import type { Engine } from './engine.ts';
import { EngineSwitch } from './engine-switch.ts';
import type { Log } from './observe/log.ts';
import { readSupergraph, type Supergraph, stampOf, unusable } from './supergraph.ts';

interface LiveEngineOptions {
  readonly world: World;
  /** Where the supergraph is stored. */
  readonly folder: string;
  /** How often it is looked whether the stored files have changed. */
  readonly everyMs: number;
  readonly start: (supergraph: Supergraph) => Promise<Engine>;
  readonly log: Log;
  /** Told of each load after the first. */
  readonly onLoad: (outcome: 'loaded' | 'refused') => void;
}

/**
 * Serves the stored supergraph, and goes over to another when the files have changed: the new engine is made beside the
 * old one and takes its place as a whole. What cannot be served is refused, and the old one stays.
 */
export class LiveEngine {
  readonly #options: LiveEngineOptions;
  readonly #engines: EngineSwitch;
  #digest: string;
  /** Of the files as they were looked at last, and as they were loaded or refused. */
  #seen: string;
  #judged: string;
  #loading: Promise<unknown> = Promise.resolve();
  #cancel: () => void = () => {};
  #isStopped = false;

  private constructor(options: LiveEngineOptions, engine: Engine, digest: string, stamp: string) {
    this.#options = options;
    this.#engines = new EngineSwitch(engine);
    this.#digest = digest;
    this.#seen = stamp;
    this.#judged = stamp;
    this.#lookAgain();
  }

  /** @throws {HubgraphError} `ERR_SUPERGRAPH_UNUSABLE` where what is stored cannot be served. */
  static async start(options: LiveEngineOptions): Promise<LiveEngine> {
    const stamp = stampOf(options.world, options.folder);
    const supergraph = readSupergraph(options.world, options.folder);
    return new LiveEngine(options, await started(options, supergraph), supergraph.digest, stamp);
  }

  /** Of what is served: SHA-256 as hexadecimal digits. */
  get digest(): string {
    return this.#digest;
  }

  run<Result>(use: (engine: Engine) => Promise<Result>): Promise<Result> {
    return this.#engines.run(use);
  }

  /** Loads what is stored now, one load after another; false where it was refused. */
  reload(): Promise<boolean> {
    const loaded = this.#loading.then(() => this.#load());
    this.#loading = loaded;
    return loaded;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    await this.#loading;
    await this.#engines.stop();
  }

  #lookAgain(): void {
    if (this.#isStopped) return;
    this.#cancel = this.#options.world.clock.after(this.#options.everyMs, () => void this.#look());
  }

  async #look(): Promise<void> {
    const stamp = stampOf(this.#options.world, this.#options.folder);
    // Files that are still being written change again before the next look.
    const isAtRest = stamp === this.#seen;
    this.#seen = stamp;
    if (isAtRest && stamp !== this.#judged) await this.reload();
    this.#lookAgain();
  }

  async #load(): Promise<boolean> {
    const { world, folder, log, onLoad } = this.#options;
    if (this.#isStopped) return false;
    const began = world.clock.now();
    this.#judged = stampOf(world, folder);
    try {
      const supergraph = readSupergraph(world, folder);
      if (supergraph.digest === this.#digest) return true;
      const engine = await started(this.#options, supergraph);
      this.#engines.swap(engine);
      this.#digest = supergraph.digest;
      log({ level: 'info', event: 'supergraph-loaded', supergraph: this.#digest, ms: world.clock.now() - began });
      onLoad('loaded');
      return true;
    } catch (error) {
      log({ level: 'error', event: 'supergraph-refused', supergraph: this.#digest, error: messageOf(error) });
      onLoad('refused');
      return false;
    }
  }
}

async function started(options: LiveEngineOptions, supergraph: Supergraph): Promise<Engine> {
  try {
    return await options.start(supergraph);
  } catch (cause) {
    throw unusable(`The supergraph in ${options.folder} cannot be served: ${messageOf(cause)}`, cause);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
