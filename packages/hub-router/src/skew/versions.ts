import type { Clock, Instant } from '@hubgraph/kernel';
import { BoundedMap } from '../plan/bounded-map.ts';
import { type KnownSchema, readKnownSchema } from './known-schema.ts';

interface Version {
  readonly known: KnownSchema;
  readAt: Instant;
  isReading: boolean;
}

/** How long what a hub said of its schema is used before it is asked again, beside the requests that use it. */
const BELIEVED_MS = 60_000;
const VERSIONS_MAX = 2_000;

/** Which hubs do not know all of the router's schema, learnt when one of them refuses a query; by endpoint. */
export class Versions {
  readonly #clock: Clock;
  readonly #sdl: string;
  readonly #versions = new BoundedMap<Version>(VERSIONS_MAX);

  /** @param sdl the router's own: a hub that has the same knows everything. */
  constructor(clock: Clock, sdl: string) {
    this.#clock = clock;
    this.#sdl = sdl;
  }

  /** What the hub at this endpoint knows; undefined while nothing speaks against it knowing everything. */
  at(endpoint: string, readSdl: () => Promise<string | undefined>): KnownSchema | undefined {
    const version = this.#versions.get(endpoint);
    if (version === undefined) return undefined;
    if (this.#clock.now() - version.readAt >= BELIEVED_MS && !version.isReading) {
      version.isReading = true;
      void this.learn(endpoint, readSdl);
    }
    return version.known.sdl === this.#sdl ? undefined : version.known;
  }

  /** Asks the hub what it knows. Undefined if it does not say, or says that it knows everything. Never throws. */
  async learn(endpoint: string, readSdl: () => Promise<string | undefined>): Promise<KnownSchema | undefined> {
    const before = this.#versions.get(endpoint);
    const sdl = await readSdl();
    const known = sdl === undefined ? undefined : sdl === before?.known.sdl ? before.known : readKnownSchema(sdl);
    if (known === undefined) {
      // What it said before is used on; the next request may ask again.
      if (before !== undefined) before.isReading = false;
      return before?.known;
    }
    this.#versions.set(endpoint, { known, readAt: this.#clock.now(), isReading: false });
    return known.sdl === this.#sdl ? undefined : known;
  }
}
