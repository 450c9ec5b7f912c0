import { leafHash } from '@hubgraph/tlog';
import { casesLeaf } from './leaves.ts';
import type { LogTables } from './tables.ts';
import { Tree } from './tree.ts';

/** Both trees while commits are folded: they grow with the open transaction of the views, and go back with it. */
export class Logs {
  readonly #tables: LogTables;
  #books: Tree;
  #cases: Tree;

  constructor(tables: LogTables) {
    this.#tables = tables;
    this.#books = new Tree(tables.tree('books'));
    this.#cases = new Tree(tables.tree('cases'));
  }

  /** Adds the leaves of one commit. */
  append(commit: { readonly node: string; readonly seq: number }, bytes: string, books: readonly Uint8Array[]): void {
    if (books.length > 0) {
      this.#tables.addBooks({ first: this.#books.size, seq: commit.seq, leaves: books.length });
    }
    for (const leaf of books) this.#books.append(leafHash(leaf));
    this.#cases.append(leafHash(casesLeaf(commit, bytes)));
  }

  /** Writes what is not written yet, before the views commit. */
  flush(): void {
    this.#books.flush();
    this.#cases.flush();
  }

  /** Goes back to what the tables say, after the views rolled back. */
  rollback(): void {
    this.#books = new Tree(this.#tables.tree('books'));
    this.#cases = new Tree(this.#tables.tree('cases'));
  }
}
