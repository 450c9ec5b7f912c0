import { canonical, encode, type Json, sha256 } from '@hubgraph/kernel';
import { expect, test } from 'vitest';
import { booksLeaves, casesLeaf } from './leaves.ts';

const source = {
  node: 'east-africa',
  seq: 12,
  at: 1_767_225_600_000,
  events: [{ type: 'A' }, { type: 'B', amountMinor: -5n, "it's": ['“', '\\', { b: 1, a: null }] }],
  books: [1, 0],
};

test('leaves are canonical, with a stage and without', () => {
  for (const commit of [source, { ...source, stage: 'cee:import:"1"' }]) {
    const leaves = booksLeaves(commit);
    const { at, node, seq } = commit;
    const stage = 'stage' in commit ? { stage: commit.stage } : {};
    expect(leaves).toEqual(
      [1, 0].map((index) =>
        encode({ at, event: source.events[index], index, log: 'books', node, seq, ...stage, v: 1 }),
      ),
    );
    for (const leaf of [...leaves, casesLeaf(commit, sha256('bytes'))]) {
      expect(canonical(JSON.parse(leaf) as Json)).toBe(leaf);
    }
  }
});
