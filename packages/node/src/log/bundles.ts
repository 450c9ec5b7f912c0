import type { LogName, LogReader } from '@hubgraph/journal';
import { isRejection } from '@hubgraph/kernel';
import { encodeEntryBundle, TILE_WIDTH } from '@hubgraph/tlog';

/** How much of full bundles one node keeps: some fifty of usual entries. One that is larger than this is not kept. */
const KEPT_BYTES_MAX = 8 * 1024 * 1024;

/**
 * The entry bundles of a node's logs. Those that are full never change: the ones that were asked for last are kept, as far
 * as they fit, and one that many ask for at once is made once. A partial one is made anew each time.
 * @see C2SP tlog-tiles
 */
export class EntryBundles {
  readonly #log: (name: LogName) => LogReader;
  readonly #bytesMax: number;
  /** The one that was asked for last stands last. */
  readonly #kept = new Map<string, Uint8Array>();
  readonly #making = new Map<string, Promise<Uint8Array | undefined>>();
  #bytes = 0;

  constructor(log: (name: LogName) => LogReader, bytesMax = KEPT_BYTES_MAX) {
    this.#log = log;
    this.#bytesMax = bytesMax;
  }

  /** The first `width` entries of a bundle; undefined where the log has fewer. The bytes must not be changed. */
  async bundle(name: LogName, index: number, width: number): Promise<Uint8Array | undefined> {
    if (width !== TILE_WIDTH) return this.#make(name, index, width);
    const id = `${name}/${index}`;
    const kept = this.#kept.get(id);
    if (kept !== undefined) {
      this.#kept.delete(id);
      this.#kept.set(id, kept);
      return kept;
    }
    return this.#making.get(id) ?? this.#makeOnce(id, name, index);
  }

  #makeOnce(id: string, name: LogName, index: number): Promise<Uint8Array | undefined> {
    const made = this.#make(name, index, TILE_WIDTH)
      .then((bytes) => {
        if (bytes !== undefined) this.#keep(id, bytes);
        return bytes;
      })
      .finally(() => this.#making.delete(id));
    this.#making.set(id, made);
    return made;
  }

  async #make(name: LogName, index: number, width: number): Promise<Uint8Array | undefined> {
    const log = this.#log(name);
    const first = index * TILE_WIDTH;
    const leaves = first + width <= log.head().size ? await log.leaves(first, first + width) : [];
    const bundle = leaves.length === width ? encodeEntryBundle(leaves) : undefined;
    return bundle === undefined || isRejection(bundle) ? undefined : bundle;
  }

  #keep(id: string, bytes: Uint8Array): void {
    if (bytes.byteLength > this.#bytesMax) return;
    this.#kept.set(id, bytes);
    this.#bytes += bytes.byteLength;
    for (const [oldest, { byteLength }] of this.#kept) {
      if (this.#bytes <= this.#bytesMax) return;
      this.#kept.delete(oldest);
      this.#bytes -= byteLength;
    }
  }
}
