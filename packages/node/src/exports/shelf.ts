import { createHash } from 'node:crypto';
import type { Journal, Recorded } from '@hubgraph/journal';
import { HubgraphError, invariant, isRejection, type Rejection, reject, type World } from '@hubgraph/kernel';
import type { Store } from '@hubgraph/store';
import type { Concept } from '../concept.ts';
import { openText } from '../texts.ts';
import type { ExportDefinition, ExportSource, MadeExport } from './definition.ts';
import { CHUNK_BYTES, type OnShelf, removeShelf, ShelfFile } from './shelf-file.ts';

export interface ShelfOptions {
  readonly world: World;
  readonly node: string;
  /** Where the files are kept that were made; see {@link ShelfFile}. */
  readonly path: string;
  readonly journal: Journal;
  readonly concepts: readonly Concept[];
  /** How many compressed bytes are kept; 1 GiB if absent. */
  readonly bytesMax?: number;
}

const BYTES_MAX = 1_073_741_824;
/** How many files may wait for their turn to be made. */
const WAITING_MAX = 16;
/** How long a request waits for its file; the file goes on being made, and the next request finds it. */
const PATIENCE_MS = 60_000;
/** Where several replicas share a store, a text may have been erased at another one. */
const SHARED_TEXTS_MS = 60_000;
/** How many facts are read before others have their turn. */
const STEP = 500;

/**
 * Makes the files of all concepts, one at a time, and keeps those that were asked for last. A file is made whole before
 * its first byte is sent, so that its digest is known, a download can go on where it broke off, and nobody ever takes a
 * part for the whole.
 */
export class Shelf {
  readonly definitions: readonly ExportDefinition[];
  readonly #options: ShelfOptions;
  readonly #byFile: ReadonlyMap<string, ExportDefinition>;
  readonly #making = new Map<string, Promise<OnShelf | Rejection>>();
  #store: Store | undefined;
  #file: ShelfFile | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  /** How often a text was erased: what is being made meanwhile is made again. */
  #erasures = 0;
  #isStopped = false;

  constructor(options: ShelfOptions) {
    this.#options = options;
    this.definitions = options.concepts.flatMap(({ exports = [] }) => exports);
    this.#byFile = new Map(this.definitions.map((definition) => [definition.file, definition]));
    invariant(this.#byFile.size === this.definitions.length, 'two exports have one name');
    // A text may have been erased while the node stood still.
    removeShelf(options.world, options.path);
  }

  /** The store for everybody else: a text that is erased there is gone from the files with it. */
  guard(store: Store): Store {
    this.#store = store;
    return {
      isShared: store.isShared,
      append: (...given) => store.append(...given),
      range: (...given) => store.range(...given),
      head: () => store.head(),
      close: () => store.close(),
      vault: {
        put: (entries) => store.vault.put(entries),
        get: (keys) => store.vault.get(keys),
        list: (...given) => store.vault.list(...given),
        erase: async (key) => {
          const outcome = await store.vault.erase(key);
          this.#forgetTexts();
          return outcome;
        },
      },
    };
  }

  definition(file: string): ExportDefinition | undefined {
    return this.#byFile.get(file);
  }

  /** The file if it is made already. */
  made(seq: number, file: string): MadeExport | undefined {
    return this.#find(seq, file);
  }

  /** The file, made if need be; a refusal where there are too many before it, or it takes longer than a minute. */
  async get(seq: number, definition: ExportDefinition): Promise<MadeExport | Rejection> {
    const { world } = this.#options;
    const found = this.#find(seq, definition.file);
    if (found !== undefined) {
      this.#file?.use(found.id);
      return found;
    }
    const key = `${seq} ${definition.file}`;
    let making = this.#making.get(key);
    if (making === undefined) {
      if (this.#making.size >= WAITING_MAX) {
        return reject('exports-are-busy', 'Too many files are being made; ask again in some seconds.');
      }
      const turn = this.#queue.then(() => this.#make(seq, definition));
      making = turn.finally(() => this.#making.delete(key));
      this.#making.set(key, making);
      // A failure is told to who waits for this file; the next in the queue is made all the same.
      this.#queue = making.catch(() => undefined);
    }
    let cancel = (): void => {};
    const late = new Promise<Rejection>((resolve) => {
      cancel = world.clock.after(PATIENCE_MS, () =>
        resolve(reject('export-is-being-made', 'The file is still being made; ask again in some seconds.')),
      );
    });
    try {
      return await Promise.race([making, late]);
    } finally {
      cancel();
    }
  }

  /**
   * The bytes from `from` up to `to`, without the last, of a file that was made.
   * @throws {HubgraphError} `ERR_EXPORT_GONE` where it had to make place for others meanwhile.
   */
  *bytes({ seq, file, sha256 }: MadeExport, from: number, to: number): Generator<Uint8Array> {
    const found = this.#find(seq, file);
    for (let at = from; at < to; ) {
      const n = Math.floor(at / CHUNK_BYTES);
      const chunk = found?.sha256 === sha256 ? this.#file?.chunk(found.id, n) : undefined;
      if (chunk === undefined) {
        throw new HubgraphError('ERR_EXPORT_GONE', `${file} of position ${seq} is not kept any longer; ask again.`);
      }
      const begin = at - n * CHUNK_BYTES;
      const end = Math.min(chunk.length, to - n * CHUNK_BYTES);
      yield chunk.subarray(begin, end);
      at += end - begin;
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#queue;
    this.#file?.close();
    this.#file = undefined;
    removeShelf(this.#options.world, this.#options.path);
  }

  #find(seq: number, file: string): OnShelf | undefined {
    const found = this.#file?.find(seq, file);
    if (found === undefined || !this.#byFile.get(file)?.hasTexts || !this.#store?.isShared) return found;
    if (this.#options.world.clock.now() - found.madeAt < SHARED_TEXTS_MS) return found;
    this.#file?.drop(found.id);
    return undefined;
  }

  #forgetTexts(): void {
    this.#erasures += 1;
    for (const { file } of this.definitions.filter(({ hasTexts }) => hasTexts)) this.#file?.dropAll(file);
  }

  async #make(seq: number, definition: ExportDefinition): Promise<OnShelf | Rejection> {
    if (this.#isStopped) return reject('exports-are-busy', 'The node is stopping; ask again soon.');
    for (;;) {
      const erasures = this.#erasures;
      const made = await this.#write(seq, definition);
      if (isRejection(made) || !definition.hasTexts || erasures === this.#erasures) return made;
      this.#file?.drop(made.id);
    }
  }

  async #write(seq: number, definition: ExportDefinition): Promise<OnShelf | Rejection> {
    const { world, path, bytesMax = BYTES_MAX } = this.#options;
    this.#file ??= new ShelfFile(world, path);
    const shelf = this.#file;
    const id = shelf.newId();
    const hash = createHash('sha256');
    let sizeBytes = 0;
    let stored = 0;
    let n = 0;
    const keep = (bytes: Uint8Array): void => {
      hash.update(bytes);
      sizeBytes += bytes.length;
      stored += shelf.put(id, n, bytes);
      n += 1;
    };
    try {
      for await (const chunk of inChunks(definition.write(this.#source(seq)))) {
        if (this.#isStopped) return reject('exports-are-busy', 'The node is stopping; ask again soon.');
        keep(chunk);
        await turn();
      }
      const { file } = definition;
      const made: OnShelf = { id, seq, file, sizeBytes, sha256: hash.digest('hex'), madeAt: world.clock.now() };
      shelf.finish(made, stored);
      shelf.shrinkTo(bytesMax);
      return made;
    } catch (error) {
      shelf.drop(id);
      throw error;
    }
  }

  #source(seq: number): ExportSource {
    const { node, journal } = this.#options;
    return {
      node,
      seq,
      facts: () => factsUpTo(journal, seq),
      text: (ref) => (this.#store === undefined ? Promise.resolve(null) : openText(this.#store, ref)),
    };
  }
}

/** What was visible at a position, in order; others have their turn now and then. */
async function* factsUpTo(journal: Journal, seq: number): AsyncGenerator<Recorded> {
  let count = 0;
  for await (const recorded of journal.history(seq)) {
    yield recorded;
    count += 1;
    if (count % STEP === 0) await turn();
  }
}

/** Joins pieces of text to chunks of one size; the last one is shorter. */
async function* inChunks(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let parts: Buffer[] = [];
  let length = 0;
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.length < CHUNK_BYTES / 4) continue;
    const bytes = Buffer.from(text, 'utf8');
    text = '';
    parts.push(bytes);
    length += bytes.length;
    if (length < CHUNK_BYTES) continue;
    let all = Buffer.concat(parts);
    for (; all.length >= CHUNK_BYTES; all = all.subarray(CHUNK_BYTES)) yield all.subarray(0, CHUNK_BYTES);
    parts = [Buffer.from(all)];
    length = all.length;
  }
  let rest = Buffer.concat([...parts, Buffer.from(text, 'utf8')]);
  for (; rest.length > 0; rest = rest.subarray(CHUNK_BYTES)) yield rest.subarray(0, CHUNK_BYTES);
}

/** One turn of the event loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
