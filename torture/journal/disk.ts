import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chance } from '../support/chance.ts';

/** What a process did to the files of its folder, in order, and what it said meanwhile. */
export type Operation =
  | { readonly kind: 'open'; readonly path: string; readonly isCreating: boolean; readonly isTruncating: boolean }
  | { readonly kind: 'write'; readonly path: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'said'; readonly line: string };

/** What a disk writes as a whole. */
const SECTOR = 512;
const SHM_BYTES = 32_768;
const rubbish = (from: number) => Buffer.alloc(SHM_BYTES).map((_, place) => (from + place * 7919) % 251);

type Change =
  | { readonly at: number; readonly bytes: Buffer }
  | { readonly size: number; readonly change: DirectoryChange };

/** A change of the directory, or of a file's length; the file system's own journal keeps them in order. */
interface DirectoryChange {
  readonly on: (directory: Map<string, StoredFile>) => void;
}

/** A file with what was flushed of it, and what was not yet. */
class StoredFile {
  #bytes: Buffer = Buffer.alloc(0);
  #pending: Change[] = [];

  change(change: Change): void {
    this.#pending.push(change);
  }

  sync(): void {
    this.#bytes = this.#with(() => 'kept');
    this.#pending = [];
  }

  /** What of it is there when the power has gone. */
  lost(fate: (change: Change) => Fate): Buffer {
    return this.#with(fate);
  }

  #with(fate: (change: Change) => Fate): Buffer {
    const ends = this.#pending.map((change) => ('size' in change ? change.size : change.at + change.bytes.length));
    const bytes = Buffer.alloc(Math.max(this.#bytes.length, ...ends));
    this.#bytes.copy(bytes);
    let size = this.#bytes.length;
    for (const change of this.#pending) {
      const what = fate(change);
      if (what === 'dropped') continue;
      if ('size' in change) {
        bytes.fill(0, change.size, size);
        size = change.size;
        continue;
      }
      for (const [from, to] of what === 'kept' ? [[0, change.bytes.length] as const] : sectorsOf(change, what)) {
        size = Math.max(size, change.at + to);
        change.bytes.copy(bytes, change.at + from, from, to);
      }
    }
    return bytes.subarray(0, size);
  }
}

/** A write that was not flushed: there, not there, or those of its sectors for which the function says so. */
type Fate = 'kept' | 'dropped' | (() => boolean);

/** The parts of a write that lie in sectors that were written. */
function sectorsOf(
  change: Extract<Change, { bytes: Buffer }>,
  isWritten: () => boolean,
): (readonly [number, number])[] {
  const parts: (readonly [number, number])[] = [];
  const end = change.at + change.bytes.length;
  for (let at = change.at; at < end; ) {
    const next = Math.min(end, (Math.floor(at / SECTOR) + 1) * SECTOR);
    if (isWritten()) parts.push([at - change.at, next - change.at]);
    at = next;
  }
  return parts;
}

/**
 * A disk that loses its power. Contents are durable when they were flushed. Names and lengths go through the file system's
 * own journal, as on ext4: in order, and every flush of any file makes durable what came before it.
 */
export class Disk {
  readonly #files = new Map<string, StoredFile>();
  #durable: ReadonlyMap<string, StoredFile> = new Map();
  #changes: DirectoryChange[] = [];

  apply(operation: Operation): void {
    if (operation.kind === 'said' || operation.path.endsWith('-shm')) return;
    const { path } = operation;
    const file = this.#files.get(path);
    switch (operation.kind) {
      case 'open':
        if (file === undefined && operation.isCreating) {
          const made = new StoredFile();
          this.#change({ on: (directory) => directory.set(path, made) });
        } else if (operation.isTruncating) this.#truncate(file, 0);
        break;
      case 'write':
        file?.change({ at: operation.at, bytes: operation.bytes });
        break;
      case 'truncate':
        this.#truncate(file, operation.size);
        break;
      case 'remove':
        this.#change({ on: (directory) => directory.delete(path) });
        break;
      case 'rename':
        if (file === undefined) break;
        this.#change({
          on: (directory) => {
            directory.delete(path);
            directory.set(operation.to, file);
          },
        });
        break;
      case 'sync':
        file?.sync();
        this.#durable = new Map(this.#files);
        this.#changes = [];
    }
  }

  /** Writes the files as they may be found after the power went now, in one of the ways that are possible; says which. */
  loseTo(folder: string, chance: Chance): string {
    const way = chance.of(['kept', 'dropped', 'mixed', 'mixed'] as const);
    const count = way === 'kept' ? this.#changes.length : way === 'dropped' ? 0 : chance(this.#changes.length + 1);
    const applied = new Set(this.#changes.slice(0, count));
    const directory = new Map(this.#durable);
    for (const { on } of applied) on(directory);
    const fate = (change: Change): Fate => {
      if ('size' in change)
        return applied.has(change.change) || !this.#changes.includes(change.change) ? 'kept' : 'dropped';
      return way === 'mixed' ? chance.of(['kept', 'dropped', () => chance(2) === 0]) : way;
    };
    for (const [path, file] of directory) {
      writeFileSync(join(folder, path), file.lost(fate));
      // What is shared in memory is not kept by anybody: rubbish may lie there.
      if (path.endsWith('-wal') && chance(3) === 0) {
        writeFileSync(join(folder, path.replace(/-wal$/, '-shm')), rubbish(chance(256)));
      }
    }
    return `${way}, ${count} of ${this.#changes.length} names`;
  }

  #truncate(file: StoredFile | undefined, size: number): void {
    if (file === undefined) return;
    const change: DirectoryChange = { on: () => undefined };
    this.#change(change);
    file.change({ size, change });
  }

  #change(change: DirectoryChange): void {
    this.#changes.push(change);
    change.on(this.#files);
  }
}
