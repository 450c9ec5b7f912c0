import { isRejection } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signCheckpoint } from '../checkpoint/checkpoint.ts';
import { cosign, withCosignatures } from '../cosignature/cosignature.ts';
import { NaiveTree } from '../merkle/naive.test-helper.ts';
import { makeSignerKey, verifierKeyOf } from '../note/keys.ts';
import { accepted } from '../outcome.test-helper.ts';
import type { LogPolicy } from '../policy/policy.ts';
import { formatLogProof, type LogProof, parseLogProof, verifyLogProof } from './proof.ts';

const seed = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const entry = (index: number): Uint8Array => Buffer.from(`entry ${index}`);
const log = makeSignerKey('node.example/books', 'ed25519', seed(1));
const witness = makeSignerKey('witness.example/w', 'cosignature-v1', seed(2));
const SIZE = 23;
const tree = new NaiveTree(Array.from({ length: SIZE }, (_, index) => entry(index)));
const signed = signCheckpoint({ origin: log.name, size: SIZE, root: tree.root(SIZE) }, log);
const checkpoint = { ...signed, note: withCosignatures(signed.note, [cosign(signed.note, witness, 9)]) };
const policy: LogPolicy = {
  logs: [{ key: verifierKeyOf(log), url: undefined }],
  witnesses: [{ name: 'w', key: verifierKeyOf(witness), url: undefined }],
  groups: [],
  quorum: 'w',
};
const proofOf = (index: number, extra?: Uint8Array): LogProof => ({
  index,
  proof: tree.path(index, SIZE),
  checkpoint,
  extra,
});
const TEXT = formatLogProof(proofOf(5));

test('the proof of each leaf is written, read as the same and verified, for that leaf only', () => {
  for (let index = 0; index < SIZE; index += 1) {
    const proof = accepted(parseLogProof(Buffer.from(formatLogProof(proofOf(index)))));
    expect(formatLogProof(proof)).toBe(formatLogProof(proofOf(index)));
    expect(verifyLogProof(proof, entry(index), policy)).toMatchObject({
      isSatisfied: true,
      witnesses: [{ name: 'w', timestamp: 9 }],
    });
    for (const wrong of [entry(index + 1), new Uint8Array()]) {
      expect(verifyLogProof(proof, wrong, policy)).toMatchObject({ code: 'log-proof-does-not-hold' });
    }
  }
});

test('the form is that of the specification', () => {
  const lines = formatLogProof(proofOf(5, Buffer.from('beside'))).split('\n');
  expect(lines.slice(0, 3)).toEqual(['c2sp.org/tlog-proof@v1', 'extra YmVzaWRl', 'index 5']);
  expect(lines.slice(3, 10).map((line) => line.length)).toEqual([44, 44, 44, 44, 44, 0, log.name.length]);
});

test('a proof in a log of one leaf has no hashes', () => {
  const one = new NaiveTree([entry(0)]);
  const only = signCheckpoint({ origin: log.name, size: 1, root: one.root(1) }, log);
  const text = formatLogProof({ index: 0, proof: [], checkpoint: only, extra: undefined });
  const proof = accepted(parseLogProof(text));
  expect(verifyLogProof(proof, entry(0), { ...policy, quorum: undefined })).toMatchObject({ isSatisfied: true });
});

describe('a proof is refused', () => {
  test('without a quorum, though all else holds', () => {
    expect(verifyLogProof({ ...proofOf(5), checkpoint: signed }, entry(5), policy)).toMatchObject({
      code: 'checkpoint-is-unwitnessed',
    });
  });

  test('that is not signed by a log of the policy', () => {
    expect(verifyLogProof(proofOf(5), entry(5), { ...policy, logs: [] })).toMatchObject({ code: 'note-is-unsigned' });
  });

  test('for a place that the leaf is not at', () => {
    for (const index of [4, 6, SIZE, SIZE + 5, Number.MAX_SAFE_INTEGER]) {
      expect(verifyLogProof({ ...proofOf(5), index }, entry(5), policy)).toMatchObject({
        code: 'log-proof-does-not-hold',
      });
    }
  });

  const hash = `${Buffer.alloc(32).toString('base64')}\n`;
  test.each<[string, string | Uint8Array]>([
    ['that is empty', ''],
    ['of another version', TEXT.replace('@v1', '@v2')],
    ['with ends of lines of Windows', TEXT.replaceAll('\n', '\r\n')],
    ['with no index', TEXT.replace('index 5\n', '')],
    ['with an index with a leading zero', TEXT.replace('index 5', 'index 05')],
    ['with a negative index', TEXT.replace('index 5', 'index -5')],
    ['with an index that numbers cannot count', TEXT.replace('index 5', 'index 9007199254740992')],
    ['with extra data that are empty', TEXT.replace('index 5', 'extra \nindex 5')],
    ['with extra data that are not base64', TEXT.replace('index 5', 'extra YmVzaWR\nindex 5')],
    ['with extra data twice', TEXT.replace('index 5', 'extra YmVz\nextra YmVz\nindex 5')],
    ['with extra data after the index', TEXT.replace('index 5', 'index 5\nextra YmVz')],
    ['with a hash of 33 bytes', TEXT.replace('index 5\n', `index 5\n${Buffer.alloc(33).toString('base64')}\n`)],
    ['with 64 hashes', TEXT.replace('index 5\n', `index 5\n${hash.repeat(64 - 5)}`)],
    ['with many hashes', TEXT.replace('index 5\n', `index 5\n${hash.repeat(20_000)}`)],
    ['of millions of lines', `c2sp.org/tlog-proof@v1\nindex 5\n${hash.repeat(1_000_000)}`],
    ['that is not UTF-8', Buffer.concat([Buffer.from('c2sp.org/tlog-proof@v1\n'), Buffer.from([0xff])])],
  ])('%s', (_, text) => {
    expect(parseLogProof(text)).toMatchObject({ code: 'log-proof-is-malformed' });
  });

  test('with a checkpoint that is none', () => {
    expect(parseLogProof(TEXT.slice(0, TEXT.indexOf('\n\n') + 2))).toMatchObject({ code: 'note-is-malformed' });
    expect(parseLogProof(TEXT.replace(`\n${SIZE}\n`, `\n0${SIZE}\n`))).toMatchObject({
      code: 'checkpoint-is-malformed',
    });
  });

  test('in which any byte was changed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const bytes = Buffer.from(TEXT);
        bytes[place % bytes.length] = (bytes[place % bytes.length] as number) ^ change;
        const proof = parseLogProof(bytes);
        expect(isRejection(proof) || isRejection(verifyLogProof(proof, entry(5), policy))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
