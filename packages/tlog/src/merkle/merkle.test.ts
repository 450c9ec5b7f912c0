import { isRejection } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TileStore } from '../tile-store.test-helper.ts';
import { emptyRoot, leafHash, nodeHash } from './hash.ts';
import { NaiveTree } from './naive.test-helper.ts';
import { consistencyProof, inclusionProof, type ReadTile, rootFromTiles } from './prove.ts';
import { TreeHasher } from './tree-hasher.ts';
import { verifyConsistency, verifyInclusion, verifySubtreeConsistency, verifySubtreeInclusion } from './verify.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const joined = (hashes: readonly Uint8Array[]): string => Buffer.concat(hashes).toString('latin1');
const entry = (index: number): Uint8Array => Buffer.from(`entry ${index}`);
const leafOf = (index: number): Uint8Array => leafHash(entry(index));
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

const SIZES = 300;
const naive = new NaiveTree(numbers(SIZES).map(entry));
const store = new TileStore(numbers(SIZES).map(leafOf));

/** Hashes, or what was refused. */
async function proofOf(outcome: ReturnType<typeof inclusionProof>): Promise<readonly Uint8Array[]> {
  const proof = await outcome;
  if (isRejection(proof)) throw new Error(proof.message);
  return proof;
}

describe('hashes', () => {
  test('of the empty tree and of the empty leaf are those of RFC 6962', () => {
    expect(hex(emptyRoot())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hex(leafHash(new Uint8Array()))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });

  test('one leaf is hashed as another one of the same length was not there before', () => {
    const large = new Uint8Array(70_000).fill(7);
    expect(hex(leafHash(large))).not.toBe(hex(leafHash(large.subarray(1))));
    expect(hex(leafHash(entry(1)))).toBe(hex(new NaiveTree([entry(1)]).root(1)));
  });

  test('a caller cannot change the empty root of others', () => {
    emptyRoot().fill(0);
    expect(hex(emptyRoot())).toMatch(/^e3b0/);
  });
});

test(`the root of every tree up to ${SIZES} leaves is that of the definition, after a restore at any place too`, () => {
  let tree = new TreeHasher();
  for (const size of numbers(SIZES)) {
    expect(hex(tree.root())).toBe(hex(naive.root(size)));
    tree = TreeHasher.restore(tree.edge());
    expect(tree.size).toBe(size);
    tree.append(leafOf(size));
  }
});

test('a right edge that does not fit its size is not restored', () => {
  const damaged = expect.objectContaining({ code: 'ERR_TREE_EDGE_DAMAGED' });
  for (const size of [2, 4, -1, 0.5, Number.NaN, 2 ** 53]) {
    expect(() => TreeHasher.restore({ size, hashes: new Uint8Array(64) })).toThrow(damaged);
  }
  expect(TreeHasher.restore({ size: 3, hashes: new Uint8Array(64) }).size).toBe(3);
});

test('what a restored tree tells of tiles goes on where the first one stopped', () => {
  const told: string[] = [];
  const tell = (level: number, index: number, hash: Uint8Array): void =>
    void told.push(`${level}/${index} ${hex(hash)}`);
  const whole = new TreeHasher(tell);
  for (const index of numbers(SIZES)) whole.append(leafOf(index));
  const inOne = told.splice(0);
  let tree = new TreeHasher(tell);
  for (const index of numbers(SIZES)) {
    if (index % 50 === 0) tree = TreeHasher.restore(tree.edge(), tell);
    tree.append(leafOf(index));
  }
  expect(told).toEqual(inOne);
  expect(told.filter((line) => line.startsWith('1/'))).toEqual([`1/0 ${hex(naive.root(256))}`]);
});

test('a tree to which whole tiles are appended by their roots is the same', () => {
  const told: string[] = [];
  const tell = (level: number, index: number, hash: Uint8Array): void =>
    void (level > 0 && told.push(`${level}/${index} ${hex(hash)}`));
  const root = leafOf(0);
  for (const tiles of [1, 2, 3, 255, 256, 257]) {
    const [byTile, byRoot] = [new TreeHasher(tell), new TreeHasher()];
    for (let n = 0; n < tiles; n += 1) byTile.appendTile(root);
    for (let n = 0; n < tiles; n += 1) byRoot.append(root);
    expect(hex(byTile.root())).toBe(hex(byRoot.root()));
    expect(byTile.size).toBe(256 * tiles);
    expect(told.splice(0).filter((line) => line.startsWith('1/'))).toHaveLength(tiles);
  }
  const mixed = new TreeHasher();
  const whole = new TreeHasher();
  mixed.appendTile(naive.root(256));
  for (const index of numbers(SIZES)) {
    whole.append(leafOf(index));
    if (index >= 256) mixed.append(leafOf(index));
  }
  expect(hex(mixed.root())).toBe(hex(whole.root()));
  expect(() => mixed.appendTile(root)).toThrow(expect.objectContaining({ code: 'ERR_INVARIANT' }));
});

test(`inclusion: every leaf of every tree up to ${SIZES} leaves, as the definition has it`, async () => {
  let proofs = 0;
  for (let size = 1; size <= SIZES; size += 1) {
    // Each leaf of small trees and of those around a full tile, some of the others.
    const step = size < 70 || (size > 254 && size < 259) ? 1 : 13;
    for (let index = 0; index < size; index += step) {
      const proof = await proofOf(inclusionProof(index, size, store.read));
      if (joined(proof) !== joined(naive.path(index, size))) expect.fail(`path of leaf ${index} of ${size}`);
      const claim = { index, size, leaf: leafOf(index), root: naive.root(size), proof };
      if (!verifyInclusion(claim) || verifyInclusion({ ...claim, index: index ^ 1, root: naive.root(size) })) {
        if (size > 1) expect.fail(`leaf ${index} of ${size}`);
      }
      proofs += 1;
    }
  }
  expect(proofs).toBeGreaterThan(6_000);
});

test(`consistency: between all trees up to ${SIZES} leaves, as the definition has it`, async () => {
  for (let to = 1; to <= SIZES; to += 1) {
    const step = to < 70 || (to > 254 && to < 259) ? 1 : 13;
    for (let from = 1; from <= to; from += step) {
      const proof = await proofOf(consistencyProof(from, to, store.read));
      if (joined(proof) !== joined(naive.consistency(from, to))) expect.fail(`proof of ${from} to ${to}`);
      const claim = { from, to, fromRoot: naive.root(from), toRoot: naive.root(to), proof };
      if (!verifyConsistency(claim)) expect.fail(`${from} to ${to}`);
      if (from > 1 && verifyConsistency({ ...claim, fromRoot: naive.root(from - 1) })) expect.fail(`forged ${from}`);
    }
  }
});

test('subtrees: every leaf within every subtree of 40 leaves, and every subtree within the tree', () => {
  let subtrees = 0;
  for (let end = 1; end <= 40; end += 1) {
    for (let start = 0; start < end; start += 1) {
      if (start % 2 ** Math.ceil(Math.log2(end - start)) !== 0) continue;
      subtrees += 1;
      const root = naive.root(end, start);
      for (let index = start; index < end; index += 1) {
        const proof = naive.path(index - start, end, start);
        const claim = { start, end, index, leaf: leafOf(index), root, proof };
        expect(verifySubtreeInclusion(claim)).toBe(true);
        expect(verifySubtreeInclusion({ ...claim, proof: [...proof, root] })).toBe(false);
      }
      for (let size = end; size <= 40; size += 1) {
        const proof = naive.subtreeConsistency(start, end, size);
        const claim = { start, end, size, subtreeRoot: root, root: naive.root(size), proof };
        const changes = [
          { proof: [...proof, root] },
          { proof: proof.slice(1), isSame: proof.length === 0 },
          { subtreeRoot: leafHash(root) },
          { root: leafHash(root) },
          { size: size + 1, root: naive.root(size + 1) },
        ];
        if (!verifySubtreeConsistency(claim)) expect.fail(`[${start}, ${end}) in ${size}`);
        for (const { isSame, ...change } of changes) {
          if (!isSame && verifySubtreeConsistency({ ...claim, ...change }))
            expect.fail(`[${start}, ${end}) in ${size}, changed`);
        }
      }
    }
  }
  expect(subtrees).toBeGreaterThan(100);
});

test('proofs hold in trees of many tiles and levels', async () => {
  const size = 70_000;
  const tiles = new TileStore(
    (function* () {
      for (let index = 0; index < size; index += 1) yield leafOf(index);
    })(),
  );
  expect(tiles.levels.map((level) => level.length)).toEqual([70_000, 273, 1]);
  const root = tiles.tree.root();
  expect(hex((await rootFromTiles(size, tiles.read)) as Uint8Array)).toBe(hex(root));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: size }), fc.integer({ min: 1, max: size }), async (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const toRoot = (await rootFromTiles(to, tiles.read)) as Uint8Array;
      const fromRoot = (await rootFromTiles(from, tiles.read)) as Uint8Array;
      const proof = await proofOf(consistencyProof(from, to, tiles.read));
      expect(verifyConsistency({ from, to, fromRoot, toRoot, proof })).toBe(true);
      const path = await proofOf(inclusionProof(from - 1, to, tiles.read));
      expect(verifyInclusion({ index: from - 1, size: to, leaf: leafOf(from - 1), root: toRoot, proof: path })).toBe(
        true,
      );
    }),
    { numRuns: 60 },
  );
});

test('one flipped bit, one hash more or less, and no proof holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: SIZES }),
      fc.nat(),
      fc.nat(),
      fc.nat({ max: 255 }),
      async (to, picked, place, bit) => {
        const from = 1 + (picked % (to - 1));
        const flip = (proof: readonly Uint8Array[]): readonly Uint8Array[] =>
          proof.map((hash, at) => {
            if (at !== place % proof.length) return hash;
            const flipped = Uint8Array.from(hash);
            flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
            return flipped;
          });
        const changed = (proof: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] => [
          flip(proof),
          proof.slice(1),
          proof.slice(0, -1),
          [...proof, emptyRoot()],
          [emptyRoot(), ...proof],
        ];
        const sizes = { from, to, fromRoot: naive.root(from), toRoot: naive.root(to) };
        for (const proof of changed(naive.consistency(from, to))) {
          expect(verifyConsistency({ ...sizes, proof })).toBe(false);
        }
        const leaf = { index: from, size: to, leaf: leafOf(from), root: naive.root(to) };
        for (const proof of changed(naive.path(from, to))) expect(verifyInclusion({ ...leaf, proof })).toBe(false);
      },
    ),
    { numRuns: 300 },
  );
});

describe('what cannot be', () => {
  const proof: readonly Uint8Array[] = [];
  const odd = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2 ** 64];

  test.each(odd)('the number %s is in no proof', async (number) => {
    const root = naive.root(1);
    expect(verifyInclusion({ index: number, size: 1, leaf: root, root, proof })).toBe(false);
    expect(verifyInclusion({ index: 0, size: number, leaf: root, root, proof })).toBe(false);
    expect(verifyConsistency({ from: number, to: 1, fromRoot: root, toRoot: root, proof })).toBe(false);
    expect(verifyConsistency({ from: 1, to: number, fromRoot: root, toRoot: root, proof })).toBe(false);
    const impossible = expect.objectContaining({ code: 'log-range-is-impossible' });
    expect(await inclusionProof(number, 5, store.read)).toEqual(impossible);
    expect(await inclusionProof(0, number, store.read)).toEqual(impossible);
    expect(await consistencyProof(number, 5, store.read)).toEqual(impossible);
    expect(await consistencyProof(1, number, store.read)).toEqual(impossible);
    expect(await rootFromTiles(number, store.read)).toEqual(impossible);
  });

  test('a proof in, from or to the empty tree', async () => {
    const root = emptyRoot();
    expect(verifyInclusion({ index: 0, size: 0, leaf: root, root, proof })).toBe(false);
    expect(verifyConsistency({ from: 0, to: 0, fromRoot: root, toRoot: root, proof })).toBe(false);
    expect(verifyConsistency({ from: 0, to: 5, fromRoot: root, toRoot: naive.root(5), proof })).toBe(false);
    expect(await inclusionProof(0, 0, store.read)).toMatchObject({ code: 'log-range-is-impossible' });
    expect(await consistencyProof(0, 5, store.read)).toMatchObject({ code: 'log-range-is-impossible' });
    expect(await consistencyProof(6, 5, store.read)).toMatchObject({ code: 'log-range-is-impossible' });
  });

  test('a tile that is missing, or is not as wide as the tree makes it', async () => {
    const narrow: ReadTile = async (level, index, width) =>
      (await store.read(level, index, width))?.subarray(0, width * 32 - 32);
    expect(await inclusionProof(0, 5, () => undefined)).toMatchObject({ code: 'tile-is-missing' });
    expect(await inclusionProof(0, 5, narrow)).toMatchObject({ code: 'tile-has-wrong-width' });
    expect(await consistencyProof(3, 5, narrow)).toMatchObject({ code: 'tile-has-wrong-width' });
    expect(await rootFromTiles(5, () => Promise.resolve(new Uint8Array(6 * 32)))).toMatchObject({
      code: 'tile-has-wrong-width',
    });
  });

  test('a subtree that is none', () => {
    const all = { index: 2, start: 1, end: 3, leaf: leafOf(2), root: nodeHash(leafOf(1), leafOf(2)) };
    expect(verifySubtreeInclusion({ ...all, proof: [leafOf(1)] })).toBe(false);
    // All that it would take if leaves could be split anywhere.
    const rest = naive.path(1, 5).slice(1);
    expect(
      verifySubtreeConsistency({ start: 1, end: 3, size: 5, subtreeRoot: all.root, root: naive.root(5), proof: rest }),
    ).toBe(false);
  });

  test('a hash of another length', () => {
    for (const size of [31, 33, 64]) {
      const claim = { from: 2, to: 3, fromRoot: new Uint8Array(size), toRoot: naive.root(3), proof: [leafOf(2)] };
      expect(verifyConsistency(claim)).toBe(false);
    }
    const short = new Uint8Array(31);
    const pair = { index: 0, size: 2, leaf: leafOf(0), root: naive.root(2) };
    expect(verifyInclusion({ ...pair, proof: [leafOf(1)] })).toBe(true);
    expect(verifyInclusion({ ...pair, proof: [short] })).toBe(false);
    expect(verifyInclusion({ ...pair, leaf: short, proof: [leafOf(1)] })).toBe(false);
    // What was hashed last must not stand in for the byte that is missing.
    const last = leafOf(0);
    nodeHash(last, leafOf(1));
    expect(verifyConsistency({ from: 1, to: 2, fromRoot: last, toRoot: naive.root(2), proof: [leafOf(1)] })).toBe(true);
    const cut = { from: 1, to: 2, fromRoot: last.subarray(0, 31), toRoot: naive.root(2), proof: [leafOf(1)] };
    nodeHash(last, leafOf(1));
    expect(verifyConsistency(cut)).toBe(false);
    expect(() => new TreeHasher().append(short)).toThrow(expect.objectContaining({ code: 'ERR_INVARIANT' }));
  });
});

test('nodes of two hashes are ordered', () => {
  expect(hex(nodeHash(leafOf(0), leafOf(1)))).not.toBe(hex(nodeHash(leafOf(1), leafOf(0))));
});
