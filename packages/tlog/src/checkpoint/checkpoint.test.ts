import { isRejection } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyRoot, leafHash } from '../merkle/hash.ts';
import { TreeHasher } from '../merkle/tree-hasher.ts';
import { makeSignerKey, parseSignerKey, type SignerKey, verifierKeyOf } from '../note/keys.ts';
import { formatNote, parseNote, signNote } from '../note/note.ts';
import { publishedMember } from '../published.test-helper.ts';
import { decodeEntryBundle } from '../tiles/entry-bundle.ts';
import { formatCheckpoint, parseCheckpoint, signCheckpoint, verifyCheckpoint } from './checkpoint.ts';
import { type Checkpoint, formatCheckpointText, parseCheckpointText } from './text.ts';

const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
const TEXT = `example.com/behind-the-sofa\n20852163\n${ROOT}\n`;
const key = makeSignerKey('node.example/books', 'ed25519', new Uint8Array(32).fill(3));
const other = makeSignerKey('other.example/books', 'ed25519', new Uint8Array(32).fill(4));

test('16 of 16 checkpoints that another implementation published come out byte for byte', (context) => {
  const archive = (member: string): Buffer =>
    publishedMember(context, 'tessera-testdata-log.tar.gz', `testdata/log/${member}`);
  // Published with that log, for tests.
  const skey = 'PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg';
  const signer = parseSignerKey(skey) as SignerKey;
  const entries = decodeEntryBundle(archive('tile/entries/000.p/15'), 15);
  if (isRejection(entries)) throw new Error(entries.message);
  const tree = new TreeHasher();
  let identical = 0;
  for (let size = 0; size <= 15; size += 1) {
    if (size > 0) tree.append(leafHash(entries[size - 1] as Uint8Array));
    const theirs = archive(`checkpoint.${size}`);
    const ours = signCheckpoint({ origin: signer.name, size, root: tree.root() }, signer);
    expect(formatCheckpoint(ours)).toBe(theirs.toString());
    const read = parseCheckpoint(theirs);
    if (isRejection(read)) throw new Error(read.message);
    expect(verifyCheckpoint(read, [verifierKeyOf(signer)])).toMatchObject({ size });
    identical += 1;
  }
  expect(identical).toBe(16);
});

describe('the text of a checkpoint', () => {
  test('is read, with and without extension lines', () => {
    const checkpoint = { origin: 'example.com/behind-the-sofa', size: 20852163, root: Buffer.from(ROOT, 'base64') };
    expect(parseCheckpointText(TEXT)).toEqual(checkpoint);
    expect(parseCheckpointText(`${TEXT}an extension\n`)).toEqual(checkpoint);
    expect(formatCheckpointText(checkpoint)).toBe(TEXT);
  });

  test.each<[string, string]>([
    ['nothing in it', ''],
    ['two lines', 'a\n1\n'],
    ['no end of the last line', TEXT.slice(0, -1)],
    ['an empty origin', `\n1\n${ROOT}\n`],
    ['an empty line at the end', `${TEXT}\n`],
    ['an empty line before an extension', `${TEXT}\nx\n`],
    ['ends of lines of Windows', TEXT.replaceAll('\n', '\r\n')],
    ['a size with a leading zero', TEXT.replace('208', '0208')],
    ['a size of two zeros', TEXT.replace('20852163', '00')],
    ['a size with a plus', TEXT.replace('208', '+208')],
    ['a negative size', TEXT.replace('208', '-208')],
    ['a size with a space', TEXT.replace('163', '163 ')],
    ['a size in other digits', TEXT.replace('20852163', '٢')],
    ['a size as in code', TEXT.replace('20852163', '2e7')],
    ['no size', TEXT.replace('20852163', '')],
    ['a root without padding', TEXT.replace('2I=', '2I')],
    ['a root with too much padding', TEXT.replace('2I=', '2I==')],
    ['a root with bits that are left over', TEXT.replace('2I=', '2J=')],
    ['a root in the base64 of the web', TEXT.replace('m/X', 'm_X')],
    ['a root of 31 bytes', TEXT.replace(ROOT, Buffer.alloc(31).toString('base64'))],
    ['a root of 33 bytes', TEXT.replace(ROOT, Buffer.alloc(33).toString('base64'))],
    ['a space after the root', TEXT.replace('2I=', '2I= ')],
  ])('is refused with %s', (_, text) => {
    expect(parseCheckpointText(text)).toMatchObject({ rejected: true, code: 'checkpoint-is-malformed' });
  });

  test('is refused for trees that numbers cannot count', () => {
    const of = (size: string): unknown => parseCheckpointText(TEXT.replace('20852163', size));
    expect(of('9007199254740991')).toMatchObject({ size: Number.MAX_SAFE_INTEGER });
    expect(of('9007199254740992')).toMatchObject({ code: 'checkpoint-is-too-large' });
    expect(of('18446744073709551616')).toMatchObject({ code: 'checkpoint-is-too-large' });
    expect(of('9'.repeat(100_000))).toMatchObject({ code: 'checkpoint-is-too-large' });
  });

  test('is read as it was written', () => {
    const origin = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/\p{Cc}/u.test(text));
    const root = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const size = fc.maxSafeNat();
    fc.assert(
      fc.property(fc.record({ origin, size, root }), (checkpoint: Checkpoint) => {
        const text = formatCheckpointText(checkpoint);
        const read = parseCheckpointText(text) as Checkpoint;
        expect(read).toMatchObject({ origin: checkpoint.origin, size: checkpoint.size });
        expect(Buffer.compare(read.root, checkpoint.root)).toBe(0);
        expect(formatCheckpointText(read)).toBe(text);
      }),
    );
  });

  test('is not written where it could not be read', () => {
    for (const wrong of [
      { origin: '' },
      { origin: 'a\nb' },
      { size: -1 },
      { size: 2 ** 53 },
      { root: Buffer.alloc(31) },
    ]) {
      expect(() => formatCheckpointText({ origin: 'a', size: 1, root: emptyRoot(), ...wrong })).toThrow(
        expect.objectContaining({ code: 'ERR_INVARIANT' }),
      );
    }
  });
});

describe('a signed checkpoint', () => {
  const checkpoint: Checkpoint = { origin: key.name, size: 7, root: leafHash(new Uint8Array()) };

  test('counts with a key of its own log', () => {
    const signed = signCheckpoint(checkpoint, key);
    expect(verifyCheckpoint(signed, [verifierKeyOf(key), verifierKeyOf(other)])).toMatchObject({ size: 7 });
    expect(parseCheckpoint(formatCheckpoint(signed))).toMatchObject({ origin: key.name, size: 7 });
  });

  test('says what was signed, whatever was put beside it', () => {
    const told = { ...signCheckpoint(checkpoint, key), origin: other.name, size: 8, root: emptyRoot() };
    expect(verifyCheckpoint(told, [verifierKeyOf(key)])).toMatchObject(checkpoint);
    expect(verifyCheckpoint(told, [verifierKeyOf(other)])).toMatchObject({ code: 'note-is-unsigned' });
    expect(verifyCheckpoint({ ...told, note: signNote('x\n', [key]) }, [verifierKeyOf(key)])).toMatchObject({
      code: 'checkpoint-is-malformed',
    });
  });

  test('does not count with the key of another log, known or not', () => {
    const signed = signCheckpoint(checkpoint, other);
    expect(verifyCheckpoint(signed, [verifierKeyOf(other)])).toMatchObject({ code: 'note-is-unsigned' });
    expect(verifyCheckpoint(signed, [verifierKeyOf(key), verifierKeyOf(other)])).toMatchObject({
      code: 'note-is-unsigned',
    });
    expect(verifyCheckpoint(signed, [verifierKeyOf(key)], [verifierKeyOf(other)])).toMatchObject({
      code: 'note-is-unsigned',
    });
  });

  test('is refused when the note is, or what is signed is no checkpoint', () => {
    expect(parseCheckpoint('x')).toMatchObject({ code: 'note-is-malformed' });
    expect(parseCheckpoint(formatNote(signNote('x\n', [key])))).toMatchObject({ code: 'checkpoint-is-malformed' });
  });

  test('keeps its extension lines in the note, which they are part of', () => {
    const text = `${formatCheckpointText(checkpoint)}more\n`;
    const read = parseCheckpoint(formatNote(signNote(text, [key])));
    if (isRejection(read)) throw new Error(read.message);
    expect(verifyCheckpoint(read, [verifierKeyOf(key)])).toMatchObject({ size: 7 });
    expect(parseNote(formatCheckpoint(read))).toMatchObject({ text });
  });
});
