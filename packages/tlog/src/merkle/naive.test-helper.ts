import { createHash } from 'node:crypto';

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

/** RFC 6962 §2.1 word by word: slow, recursive, and written without looking at the code that it checks. */
export class NaiveTree {
  readonly #leaves: readonly Uint8Array[];
  readonly #known = new Map<string, Uint8Array>();

  constructor(entries: readonly Uint8Array[]) {
    this.#leaves = entries.map((entry) => sha256(Uint8Array.of(0), entry));
  }

  /** MTH(D[from:to]). */
  root(to: number, from = 0): Uint8Array {
    if (to === from) return sha256();
    if (to - from === 1) return this.#leaves[from] as Uint8Array;
    const key = `${from}:${to}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const k = largestPowerBelow(to - from);
    const root = sha256(Uint8Array.of(1), this.root(from + k, from), this.root(to, from + k));
    this.#known.set(key, root);
    return root;
  }

  /** PATH(m, D[from:to]). */
  path(m: number, to: number, from = 0): readonly Uint8Array[] {
    if (to - from === 1) return [];
    const k = largestPowerBelow(to - from);
    return m < k
      ? [...this.path(m, from + k, from), this.root(to, from + k)]
      : [...this.path(m - k, to, from + k), this.root(from + k, from)];
  }

  /** PROOF(m, D[0:n]). */
  consistency(m: number, n: number): readonly Uint8Array[] {
    return this.#subproof(m, 0, n, true);
  }

  /** The proof of the subtree of the leaves from start to end in D[from:to] (draft-ietf-plants-merkle-tree-certs §4.4.1). */
  subtreeConsistency(start: number, end: number, to: number, from = 0, isWhole = true): readonly Uint8Array[] {
    if (start === from && end === to) return isWhole ? [] : [this.root(to, from)];
    const middle = from + largestPowerBelow(to - from);
    if (end <= middle) return [...this.subtreeConsistency(start, end, middle, from, isWhole), this.root(to, middle)];
    const right =
      middle <= start
        ? this.subtreeConsistency(start, end, to, middle, isWhole)
        : this.subtreeConsistency(middle, end, to, middle, false);
    return [...right, this.root(middle, from)];
  }

  #subproof(m: number, from: number, to: number, isWhole: boolean): readonly Uint8Array[] {
    if (m === to - from) return isWhole ? [] : [this.root(to, from)];
    const k = largestPowerBelow(to - from);
    return m <= k
      ? [...this.#subproof(m, from, from + k, isWhole), this.root(to, from + k)]
      : [...this.#subproof(m - k, from + k, to, false), this.root(from + k, from)];
  }
}

function largestPowerBelow(n: number): number {
  return 2 ** (31 - Math.clz32(n - 1));
}
