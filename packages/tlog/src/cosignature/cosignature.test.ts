import { isRejection } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import { parseCheckpoint, signCheckpoint, verifyCheckpoint } from '../checkpoint/checkpoint.ts';
import { leafHash } from '../merkle/hash.ts';
import { makeSignerKey, signBytes, verifierKeyOf } from '../note/keys.ts';
import { formatNote, formatSignatureLine, type NoteSignature, parseNote, signNote } from '../note/note.ts';
import { cosign, verifyCosignatures, withCosignatures } from './cosignature.ts';
import { cosignedMessage } from './message.ts';

const TEXT = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
const seed = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const log = makeSignerKey('node.example/books', 'ed25519', seed(1));
const { note } = signCheckpoint({ origin: log.name, size: 7, root: leafHash(seed(0)) }, log);
const AT = 1_679_315_147;

test('the message is that of the specification', () => {
  expect(cosignedMessage('cosignature-v1', 'witness.example.com/w1', AT, TEXT)?.toString()).toBe(
    `cosignature/v1\ntime ${AT}\n${TEXT}`,
  );
  const message = Buffer.from(cosignedMessage('ml-dsa-44', 'w', AT, `${TEXT}extension\n`) ?? []);
  expect(message.toString('hex')).toBe(
    [
      Buffer.from('subtree/v1\n\0\u0001w').toString('hex'),
      '00000000641850cb',
      Buffer.from('\u001bexample.com/behind-the-sofa').toString('hex'),
      '0000000000000000',
      '00000000013e2dc3',
      Buffer.from('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'base64').toString('hex'),
    ].join(''),
  );
});

describe.each(['cosignature-v1', 'ml-dsa-44'] as const)('%s', (type) => {
  const witness = makeSignerKey('witness.example/w1', type, seed(2));
  const key = verifierKeyOf(witness);
  const cosignature = cosign(note, witness, AT);

  test('is verified by who knows the witness, and tells the time', () => {
    expect(verifyCosignatures(note, formatSignatureLine(cosignature), [key])).toMatchObject([{ key, timestamp: AT }]);
    const read = parseCheckpoint(formatNote(withCosignatures(note, [cosignature])));
    if (isRejection(read)) throw new Error(read.message);
    expect(verifyCheckpoint(read, [verifierKeyOf(log)], [key])).toMatchObject({
      note: { verified: [{ key: verifierKeyOf(log) }, { key, timestamp: AT }] },
    });
  });

  test('takes the place of an older one by the same witness', () => {
    const twice = withCosignatures(withCosignatures(note, [cosignature]), [cosign(note, witness, AT + 1)]);
    expect(twice.signatures).toHaveLength(2);
    expect(isRejection(parseNote(formatNote(twice)))).toBe(false);
  });

  test('holds for this checkpoint only', () => {
    const { note: later } = signCheckpoint({ origin: log.name, size: 8, root: leafHash(seed(0)) }, log);
    expect(verifyCosignatures(later, formatSignatureLine(cosignature), [key])).toMatchObject({
      code: 'note-signature-is-wrong',
    });
  });

  test.each<[string, (signature: Uint8Array) => Uint8Array]>([
    ['another time', (signature) => Uint8Array.from(signature, (byte, at) => (at === 7 ? byte ^ 1 : byte))],
    ['no time', (signature) => Uint8Array.from(signature, (byte, at) => (at < 8 ? 0 : byte))],
    ['a time past all times', (signature) => Uint8Array.from(signature, (byte, at) => (at < 8 ? 255 : byte))],
    ['nothing but a time', (signature) => signature.slice(0, 8)],
    ['less than a time', (signature) => signature.slice(0, 3)],
    ['a byte more', (signature) => Uint8Array.of(...signature, 0)],
    ['a bit flipped', (signature) => Uint8Array.from(signature, (byte, at) => (at === 40 ? byte ^ 4 : byte))],
  ])('with %s is wrong', (_, change) => {
    const id = Buffer.alloc(4);
    id.writeUInt32BE(witness.keyId);
    const signature = change(cosignature.signature);
    const forged: NoteSignature = { ...cosignature, base64: Buffer.concat([id, signature]).toString('base64') };
    expect(verifyCosignatures(note, formatSignatureLine(forged), [key])).toMatchObject({
      code: 'note-signature-is-wrong',
    });
  });

  test('signed for the time 0, or one that cannot be, is wrong though the signature holds', () => {
    for (const time of [0n, 2n ** 53n]) {
      const stamp = Buffer.alloc(8);
      stamp.writeBigUInt64BE(time);
      const lines = Buffer.from(`cosignature/v1\ntime ${time}\n${note.text}`);
      const structure = cosignedMessage('ml-dsa-44', witness.name, 1, note.text) ?? Buffer.alloc(0);
      stamp.copy(structure, 12 + 1 + witness.name.length);
      const message = type === 'ml-dsa-44' ? structure : lines;
      const id = Buffer.alloc(4);
      id.writeUInt32BE(witness.keyId);
      const base64 = Buffer.concat([id, stamp, signBytes(message, witness)]).toString('base64');
      expect(verifyCosignatures(note, `— ${witness.name} ${base64}\n`, [key])).toMatchObject({
        code: 'note-signature-is-wrong',
      });
    }
  });

  test('by an unknown witness is left out', () => {
    const stranger = makeSignerKey('stranger.example/w1', type, seed(3));
    const lines = [cosignature, cosign(note, stranger, AT)].map(formatSignatureLine).join('');
    expect(verifyCosignatures(note, lines, [key])).toHaveLength(1);
    expect(verifyCosignatures(note, formatSignatureLine(cosign(note, stranger, AT)), [key])).toMatchObject({
      code: 'note-is-unsigned',
    });
  });

  test('is of checkpoints only, and of a time', () => {
    const failure = expect.objectContaining({ code: 'ERR_INVARIANT' });
    expect(() => cosign(signNote('text\n', [log]), witness, AT)).toThrow(failure);
    for (const time of [0, -1, 0.5, Number.NaN, 2 ** 53]) expect(() => cosign(note, witness, time)).toThrow(failure);
  });
});

test('a cosignature does not say whose it is where the type does not, so keys are of one witness each', () => {
  const [first, second] = ['a.example/w', 'b.example/w'].map((name) => makeSignerKey(name, 'ml-dsa-44', seed(2)));
  if (first === undefined || second === undefined) throw new Error('there are two');
  const taken: NoteSignature = cosign(note, first, AT);
  const id = Buffer.alloc(4);
  id.writeUInt32BE(second.keyId);
  const line = { ...taken, name: second.name, base64: Buffer.concat([id, taken.signature]).toString('base64') };
  expect(verifyCosignatures(note, formatSignatureLine(line), [verifierKeyOf(second)])).toMatchObject({
    code: 'note-signature-is-wrong',
  });
});
