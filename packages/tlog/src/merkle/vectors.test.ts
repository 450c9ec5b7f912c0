import { expect, test } from 'vitest';
import { published } from '../published.test-helper.ts';
import { verifyConsistency, verifyInclusion, verifySubtreeConsistency, verifySubtreeInclusion } from './verify.ts';

interface Vector {
  readonly file: string;
  readonly wantErr: boolean;
  readonly proof: readonly string[] | null;
  readonly [name: string]: unknown;
}

const KINDS: readonly [string, number, (vector: Vector, proof: readonly Uint8Array[]) => boolean][] = [
  [
    'inclusion',
    98,
    (vector, proof) =>
      verifyInclusion({
        index: numberOf(vector, 'leafIdx'),
        size: numberOf(vector, 'treeSize'),
        leaf: bytesOf(vector['leafHash']),
        root: bytesOf(vector['root']),
        proof,
      }),
  ],
  [
    'consistency',
    98,
    (vector, proof) =>
      verifyConsistency({
        from: numberOf(vector, 'size1'),
        to: numberOf(vector, 'size2'),
        fromRoot: bytesOf(vector['root1']),
        toRoot: bytesOf(vector['root2']),
        proof,
      }),
  ],
  [
    'subtreeinclusion',
    204,
    (vector, proof) =>
      verifySubtreeInclusion({
        index: numberOf(vector, 'leafIdx'),
        start: numberOf(vector, 'start'),
        end: numberOf(vector, 'end'),
        leaf: bytesOf(vector['leafHash']),
        root: bytesOf(vector['root']),
        proof,
      }),
  ],
  [
    'subtreeconsistency',
    118,
    (vector, proof) =>
      verifySubtreeConsistency({
        start: numberOf(vector, 'start'),
        end: numberOf(vector, 'end'),
        size: numberOf(vector, 'size'),
        subtreeRoot: bytesOf(vector['root1']),
        root: bytesOf(vector['root2']),
        proof,
      }),
  ],
];

test('518 of 518 published vectors are decided as published', (context) => {
  const vectors = JSON.parse(published(context, 'merkle-vectors.json').toString()) as Readonly<
    Record<string, readonly Vector[]>
  >;
  const wrong: string[] = [];
  let decided = 0;
  let holding = 0;
  for (const [kind, count, verify] of KINDS) {
    const ofKind = vectors[kind] ?? [];
    expect(ofKind).toHaveLength(count);
    for (const vector of ofKind) {
      const holds = verify(vector, (vector.proof ?? []).map(bytesOf));
      decided += 1;
      holding += holds ? 1 : 0;
      if (holds === vector.wantErr) wrong.push(vector.file);
    }
  }
  expect(wrong).toEqual([]);
  expect([decided, holding]).toEqual([518, 36]);
});

function numberOf(vector: Vector, name: string): number {
  const value = vector[name];
  if (typeof value !== 'number') throw new Error(`${vector.file} has no number ${name}`);
  return value;
}

function bytesOf(value: unknown): Uint8Array {
  return Buffer.from((value ?? '') as string, 'base64');
}
