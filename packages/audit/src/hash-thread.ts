import { Worker } from 'node:worker_threads';
import type { HashBundle, HashedBundle } from './hash-bundle.ts';

interface Waiting {
  readonly resolve: (hashed: HashedBundle | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Hashes bundles in a thread of its own: half of the work of an audit, beside the other half. */
export class HashThread implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #failure: { readonly error: unknown } | undefined;

  constructor() {
    this.#worker = new Worker(new URL('./hash-worker.ts', import.meta.url));
    this.#worker.on('message', (hashed: HashedBundle | undefined) => this.#waiting.shift()?.resolve(hashed));
    this.#worker.on('error', (error) => {
      this.#failure = { error };
      for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
    });
  }

  readonly hash: HashBundle = (bundle) =>
    new Promise((resolve, reject) => {
      // A thread that failed answers nothing any more.
      if (this.#failure !== undefined) return reject(this.#failure.error);
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(bundle);
    });

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
    for (const waiting of this.#waiting.splice(0)) waiting.resolve(undefined);
  }
}
