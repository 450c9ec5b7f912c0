import { leafHash, leafHashOfText } from '@hubgraph/tlog';
import { casesLeaf } from './leaves.ts';
import type { LogTables } from './tables.ts';
import { Tree } from './tree.ts';
import { LOG_NAMES, type LogName } from './types.ts';

/** Makes the leaves of a log, from the first to the second number, exclusive, from the journal. */
export type ReadLeaves = (log: LogName, from: number, to: number) => Promise<readonly Uint8Array[]>;

/** Both trees while commits are folded: they grow with the open transaction of the views, and go back with it. */
export class Logs {
  readonly #tables: LogTables;
  readonly #trees: Readonly<Record<LogName, Tree>>;

  private constructor(tables: LogTables, trees: Readonly<Record<LogName, Tree>>) {
    this.#tables = tables;
    this.#trees = trees;
  }

  static async open(tables: LogTables, readLeaves: ReadLeaves): Promise<Logs> {
    const open = (log: LogName) =>
      Tree.open(tables.tree(log), async (from, to) => (await readLeaves(log, from, to)).map(leafHash));
    return new Logs(tables, { books: await open('books'), cases: await open('cases') });
  }

  /** Adds the leaves of one commit, whose bytes have this SHA-256. */
  append(commit: { readonly node: string; readonly seq: number }, digest: string, books: readonly string[]): void {
    // At once: what is stated of a commit as it is folded names its leaf, and reads it here.
    if (books.length > 0)
      this.#tables.addBooks({ first: this.#trees.books.size, seq: commit.seq, leaves: books.length });
    for (const leaf of books) this.#trees.books.append(leafHashOfText(leaf));
    this.#trees.cases.append(leafHashOfText(casesLeaf(commit, digest)));
  }

  /** Tiles that the committed tables may not have yet. */
  leafTile(log: LogName, index: number): Uint8Array | undefined {
    return this.#trees[log].leafTile(index);
  }

  /** Writes what is not written yet, before the views commit. */
  flush(): void {
    for (const log of LOG_NAMES) this.#trees[log].flush();
  }

  /** After the views committed. */
  commit(): void {
    for (const log of LOG_NAMES) this.#trees[log].commit();
  }

  /** After the views rolled back. */
  rollback(): void {
    for (const log of LOG_NAMES) this.#trees[log].rollback();
  }
}
