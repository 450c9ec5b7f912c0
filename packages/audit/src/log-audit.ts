import { HubgraphError, isRejection } from '@hubgraph/kernel';
import {
  type Checkpoint,
  decodeEntryBundle,
  emptyRoot,
  formatTilePath,
  HASH_BYTES,
  leafHash,
  TILE_WIDTH,
  TreeHasher,
  tileWidthIn,
} from '@hubgraph/tlog';
import { type DiscrepancyCode, type Finding, finding } from './finding.ts';
import { BooksFold } from './fold.ts';
import type { HashBundle, HashedBundle } from './hash-bundle.ts';
import { type Leaf, parseLeaf } from './leaf.ts';
import type { LogSource } from './source.ts';

/** How many bundles are asked for ahead of the one that is read. */
const AHEAD = 8;
/** After so many findings nobody looks further. */
const FINDINGS_MAX = 20;

export interface LogAuditOptions {
  /** Entries are not read as those of a log of books: any log's tree can be checked. */
  readonly isTreeOnly?: boolean;
  /** What was seen of this log before; its tree must be a prefix. */
  readonly seen?: Checkpoint;
  /** Hears how many entries were checked since it was last called. */
  readonly onProgress?: (count: number) => void;
  /** Hashes full bundles, perhaps beside the reading of entries; in line if absent. */
  readonly hash?: HashBundle;
}

/** Called once, when all entries up to a commit were counted and none after it. */
export interface Stop {
  readonly seq: number;
  readonly run: () => void;
}

/** The right-most tile of a level, as it follows from the entries. */
interface OpenTile {
  readonly hashes: Uint8Array;
  index: number;
  width: number;
}

/**
 * Checks a log from its entries up: every entry, every tile that a checkpoint covers, the root, and the sums of the
 * books. It reads on where it stopped when a newer checkpoint is there, so each entry is read once. Memory does not go
 * with the number of entries.
 */
export class LogAudit {
  readonly findings: Finding[] = [];
  readonly books: BooksFold = new BooksFold();
  readonly #source: LogSource;
  readonly #options: LogAuditOptions;
  readonly #open: OpenTile[] = [];
  readonly #filled: { readonly level: number; readonly index: number; readonly hashes: Uint8Array }[] = [];
  readonly #tree: TreeHasher;
  #last: Leaf | undefined;
  #stop: Stop | undefined;
  #isForeign = false;
  #isCutOff = false;
  #isSeenChecked = false;

  constructor(source: LogSource, options: LogAuditOptions = {}) {
    this.#source = source;
    this.#options = options;
    this.#tree = new TreeHasher((level, index, hash) => this.#put(level, index, hash));
  }

  /** How many entries were checked. */
  get size(): number {
    return this.#tree.size;
  }

  /** The commit of the last entry; 0 before the first. */
  get seq(): number {
    return this.#last?.seq ?? 0;
  }

  /** The node whose log it is; undefined before the first entry. */
  get node(): string | undefined {
    return this.#last?.node;
  }

  /** True where the first entry is not one of a log of books; then none was read. */
  get isForeign(): boolean {
    return this.#isForeign;
  }

  /**
   * Reads up to a checkpoint whose signature was verified.
   * @throws {HubgraphError} `ERR_LOG_UNREACHABLE`
   */
  async advance(checkpoint: Checkpoint, stop?: Stop): Promise<void> {
    const { size, root } = checkpoint;
    const bundles = Math.ceil(size / TILE_WIDTH);
    const ahead: Promise<Settled<Bundle>>[] = [];
    let bundle = Math.floor(this.size / TILE_WIDTH);
    let asked = bundle;
    let entries: readonly Uint8Array[] = [];
    this.#stop = stop;
    for (; bundle < bundles && !this.isOver; bundle += 1) {
      for (; asked < bundles && asked < bundle + AHEAD; asked += 1) ahead.push(settled(this.#readBundle(asked, size)));
      const read = (await ahead.shift()) as Settled<Bundle>;
      if ('error' in read) throw read.error;
      entries = this.#check(bundle, tileWidthIn(size, 0, bundle), read.value);
      await this.#checkFilled(read.value.tile, entries);
    }
    if (this.isOver) return;
    for (const [level, { index, width, hashes }] of this.#open.entries()) {
      if (width === 0) continue;
      await this.#checkTile(level, index, hashes.subarray(0, width * HASH_BYTES), undefined, entries);
    }
    this.#checkSeen();
    if (!isSame(this.#tree.root(), root)) {
      this.#report('root-differs', `The root of these ${size} entries is not the one that the checkpoint says.`);
    }
    this.#reached(undefined);
  }

  /** True where it makes no sense to read on. */
  get isOver(): boolean {
    return this.#isCutOff || this.findings.length >= FINDINGS_MAX;
  }

  async #readBundle(index: number, size: number): Promise<Bundle> {
    const width = tileWidthIn(size, 0, index);
    const isFull = width === TILE_WIDTH;
    const [entries, tile] = await Promise.all([
      this.#read('entries', index, width),
      isFull ? this.#read(0, index, width) : undefined,
    ]);
    const hashed = isFull && entries !== undefined ? await this.#options.hash?.(entries) : undefined;
    return { entries, tile, hashed };
  }

  /** A partial tile may have been deleted once the full one was there, which begins with the same. */
  async #read(level: number | 'entries', index: number, width: number): Promise<Uint8Array | undefined> {
    const path = formatTilePath({ level, index, width });
    try {
      const found = await this.#source.read(path);
      if (found !== undefined || width === TILE_WIDTH) return found;
      const full = await this.#source.read(formatTilePath({ level, index, width: TILE_WIDTH }));
      if (full === undefined || level !== 'entries') return full?.subarray(0, width * HASH_BYTES);
      const entries = decodeEntryBundle(full, TILE_WIDTH);
      const last = isRejection(entries) ? undefined : entries[width - 1];
      return last === undefined ? full : full.subarray(0, last.byteOffset + last.length - full.byteOffset);
    } catch (error) {
      if (!(error instanceof HubgraphError && error.code === 'ERR_LOG_TOO_LARGE')) throw error;
      this.#report('answer-is-too-large', `${path}: ${error.message}`);
      return undefined;
    }
  }

  /** Takes the entries of a bundle that were not taken before; gives all of them, or none where they cannot be read. */
  #check(bundle: number, width: number, { entries, tile, hashed }: Bundle): readonly Uint8Array[] {
    const first = bundle * TILE_WIDTH;
    const begin = this.size - first;
    const path = formatTilePath({ level: 'entries', index: bundle, width });
    const decoded = entries === undefined ? undefined : decodeEntryBundle(entries, width);
    if (decoded === undefined) {
      const message = `${path} is missing: entries ${first} to ${first + width - 1}.`;
      this.#report('entries-are-missing', message, { index: first });
    } else if (isRejection(decoded)) {
      this.findings.push({ code: decoded.code, message: `${path}: ${decoded.message}`, index: first });
    } else {
      const isSeenWithin = (this.#options.seen?.size ?? 0) > first && (this.#options.seen?.size ?? 0) < first + width;
      if (hashed === undefined || begin > 0 || isSeenWithin) {
        for (let at = begin; at < width; at += 1) this.#take(first + at, decoded[at] as Uint8Array);
      } else {
        for (const [at, bytes] of decoded.entries()) this.#readEntry(first + at, bytes, hashed.plain[at] === 1);
        this.#filled.push({ level: 0, index: bundle, hashes: hashed.leaves });
        this.#tree.appendTile(hashed.root);
        if (this.size === this.#options.seen?.size) this.#checkSeen();
      }
      this.#options.onProgress?.(width - begin);
      return decoded;
    }
    // Without the entries the rest may still be told to be whole.
    if (tile?.length === TILE_WIDTH * HASH_BYTES) {
      for (let at = begin; at < width; at += 1) this.#append(tile.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES));
    } else this.#isCutOff = true;
    return [];
  }

  #take(index: number, bytes: Uint8Array): void {
    this.#readEntry(index, bytes);
    this.#append(leafHash(bytes));
  }

  #readEntry(index: number, bytes: Uint8Array, isPlain?: boolean): void {
    if (this.#options.isTreeOnly !== true && !this.#isForeign) this.#count(index, bytes, isPlain);
  }

  #append(hash: Uint8Array): void {
    this.#tree.append(hash);
    if (this.size === this.#options.seen?.size) this.#checkSeen();
  }

  #count(index: number, bytes: Uint8Array, isPlain: boolean | undefined): void {
    const leaf = parseLeaf(bytes, isPlain);
    if (typeof leaf === 'string') {
      // Its tree is checked all the same: perhaps the entry was changed.
      if (index === 0) this.#isForeign = true;
      else this.#report('entry-is-malformed', `Entry ${index} ${leaf}.`, { index });
      return;
    }
    const { seq, node } = leaf;
    const place = { index, seq };
    const last = this.#last;
    if (last !== undefined && last.node !== node) {
      this.#report('entry-is-of-another-log', `Entry ${index} is of ${node}, those before it of ${last.node}.`, place);
    } else if (last !== undefined && (seq < last.seq || (seq === last.seq && leaf.index <= last.index))) {
      const before = `${last.index} of commit ${last.seq}`;
      const message = `Entry ${index} is event ${leaf.index} of commit ${seq}, after event ${before}.`;
      this.#report('entry-is-out-of-order', message, place);
    }
    this.#reached(leaf);
    this.#last = leaf;
    const wrong = this.books.fold(leaf, index);
    if (wrong !== undefined) this.findings.push(wrong);
  }

  /** Before a leaf of a later commit, or after the last one. */
  #reached(leaf: Leaf | undefined): void {
    if (this.#stop === undefined || (leaf !== undefined && leaf.seq <= this.#stop.seq)) return;
    const { run } = this.#stop;
    this.#stop = undefined;
    run();
  }

  #checkSeen(): void {
    const { seen } = this.#options;
    if (this.#isSeenChecked || seen === undefined || this.size < seen.size) return;
    this.#isSeenChecked = true;
    const root = seen.size === 0 ? emptyRoot() : this.#tree.root();
    if (isSame(root, seen.root)) return;
    const message = `With ${seen.size} entries this log had another root when it was seen last: its past was changed.`;
    this.#report('log-is-forked', message);
  }

  #put(level: number, index: number, hash: Uint8Array): void {
    let open = this.#open[level];
    if (open === undefined) {
      open = { hashes: new Uint8Array(TILE_WIDTH * HASH_BYTES), index: 0, width: 0 };
      this.#open[level] = open;
    }
    const at = index % TILE_WIDTH;
    open.index = Math.floor(index / TILE_WIDTH);
    open.hashes.set(hash, at * HASH_BYTES);
    open.width = at + 1;
    if (open.width < TILE_WIDTH) return;
    this.#filled.push({ level, index: open.index, hashes: open.hashes.slice() });
    open.width = 0;
  }

  async #checkFilled(tile: Uint8Array | undefined, entries: readonly Uint8Array[]): Promise<void> {
    for (const { level, index, hashes } of this.#filled.splice(0)) {
      await this.#checkTile(level, index, hashes, level === 0 ? tile : undefined, entries);
    }
  }

  async #checkTile(
    level: number,
    index: number,
    hashes: Uint8Array,
    known: Uint8Array | undefined,
    entries: readonly Uint8Array[],
  ): Promise<void> {
    const width = hashes.length / HASH_BYTES;
    const path = formatTilePath({ level, index, width });
    const tile = known ?? (await this.#read(level, index, width));
    if (tile === undefined) return this.#report('tile-is-missing', `${path} is missing.`);
    if (tile.length !== hashes.length) {
      const message = `${path} has ${tile.length} bytes, not ${hashes.length}: ${width} hashes.`;
      return this.#report('tile-has-wrong-width', message);
    }
    if (isSame(tile, hashes)) return;
    const hashOf = (of: Uint8Array, at: number) => of.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
    let at = 0;
    while (isSame(hashOf(tile, at), hashOf(hashes, at))) at += 1;
    const first = (index * TILE_WIDTH + at) * TILE_WIDTH ** level;
    if (level > 0) {
      const last = first + TILE_WIDTH ** level - 1;
      return this.#report('tile-differs', `Hash ${at} of ${path} is not that of entries ${first} to ${last}.`, {
        index: first,
      });
    }
    const leaf = parseLeaf(entries[at] ?? new Uint8Array());
    const seq = typeof leaf === 'string' ? undefined : leaf.seq;
    this.#report(
      'entry-differs-from-tile',
      `Entry ${first}${seq === undefined ? '' : ` (commit ${seq})`} is not the one whose hash ${path} has.`,
      { index: first, ...(seq === undefined ? {} : { seq }) },
    );
  }

  #report(code: DiscrepancyCode, message: string, place: Pick<Finding, 'index' | 'seq'> = {}): void {
    this.findings.push(finding(code, message, place));
  }
}

interface Bundle {
  readonly entries: Uint8Array | undefined;
  /** Of the entries' hashes, where they fill one. */
  readonly tile: Uint8Array | undefined;
  readonly hashed: HashedBundle | undefined;
}

type Settled<T> = { readonly value: T } | { readonly error: unknown };

/** A failure that waits until somebody asks for it. */
function settled<T>(promise: Promise<T>): Promise<Settled<T>> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
