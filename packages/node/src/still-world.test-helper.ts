import { sha256, type World } from '@hubgraph/kernel';

/** A world in memory: time stands still until it is moved, chance is the same each time, and nobody else is there. */
export class StillWorld implements World {
  now = Date.parse('2026-03-02T09:00:00Z');
  #drawn = 0;
  readonly #files = new Map<string, Uint8Array>();
  readonly clock = { now: () => this.now, after: () => () => {} };
  readonly random = {
    bytes: (count: number) => Uint8Array.from({ length: count }, () => (this.#drawn++ * 37 + (this.#drawn >> 8)) % 256),
  };
  readonly network = { request: () => Promise.resolve({ status: 503, headers: {}, body: '' }) };
  readonly disk = {
    makeFolder: () => {},
    exists: (path: string) => this.#files.has(path),
    read: (path: string) => this.#files.get(path) ?? new Uint8Array(),
    sha256: (path: string) => sha256(this.#files.get(path) ?? ''),
    writeAtomically: (path: string, bytes: Uint8Array) => void this.#files.set(path, bytes),
    remove: (path: string) => void this.#files.delete(path),
    database: () => ':memory:',
  };
}
