import { hash } from 'node:crypto';
import { isRejection } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accepted } from '../outcome.test-helper.ts';
import {
  formatSignerKey,
  formatVerifierKey,
  type KeyType,
  makeSignerKey,
  makeVerifierKey,
  parseSignerKey,
  parseVerifierKey,
  type SignerKey,
  type VerifierKey,
  verifierKeyOf,
} from './keys.ts';
import { addSignatures, formatNote, type Note, parseNote, parseSignatureLines, signNote, verifyNote } from './note.ts';

const VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const SIGNED = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;
const LINE = SIGNED.split('\n')[2] as string;

const seed = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const signerA = makeSignerKey('a.example/log', 'ed25519', seed(1));
const signerB = makeSignerKey('b.example/log', 'ed25519', seed(2));
const keyA = verifierKeyOf(signerA);
const keyB = verifierKeyOf(signerB);

describe('the example of the specification', () => {
  const key = accepted(parseVerifierKey(VKEY));
  const note = accepted(parseNote(SIGNED));

  test('verifies', () => {
    expect(accepted(verifyNote(note, [key])).verified).toMatchObject([
      { name: 'example.com/foo', timestamp: undefined },
    ]);
    expect(note.text).toBe('This is an example message.\n');
  });

  test('is read from bytes as from text, and written as it was', () => {
    expect(parseNote(Buffer.from(SIGNED))).toEqual(note);
    expect(formatNote(note)).toBe(SIGNED);
    expect(formatVerifierKey(key)).toBe(VKEY);
  });

  test('does not verify with another text', () => {
    const other = accepted(parseNote(SIGNED.replace('example', 'exbmple')));
    expect(verifyNote(other, [key])).toMatchObject({ code: 'note-signature-is-wrong' });
  });
});

describe('a note is refused', () => {
  const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));
  test.each<[string, string | Uint8Array, string]>([
    ['that is empty', '', 'note-is-malformed'],
    ['without signatures', 'text\n\n', 'note-is-malformed'],
    ['without an empty line', `text\n${LINE}\n`, 'note-is-malformed'],
    ['whose last line has no end', SIGNED.slice(0, -1), 'note-is-malformed'],
    ['with ends of lines of Windows', SIGNED.replaceAll('\n', '\r\n'), 'note-is-malformed'],
    ['with a tab', SIGNED.replace(' an', '\tan'), 'note-is-malformed'],
    ['with a zero', SIGNED.replace(' an', '\0an'), 'note-is-malformed'],
    ['with an unfinished character', bytes('te', 0xc3, `xt\n\n${LINE}\n`), 'note-is-malformed'],
    ['with half of a surrogate pair', `te\ud800xt\n\n${LINE}\n`, 'note-is-malformed'],
    ['with something after the signatures', `${SIGNED}x\n`, 'note-is-malformed'],
    ['with a hyphen for the dash', SIGNED.replace('—', '-'), 'note-is-malformed'],
    ['with two spaces', SIGNED.replace('foo Uw', 'foo  Uw'), 'note-is-malformed'],
    ['with something after a signature', SIGNED.replace('QM=\n', 'QM= \n'), 'note-is-malformed'],
    ['with a plus in a name', SIGNED.replace('/foo', '+foo'), 'note-is-malformed'],
    ['with an odd space in a name', SIGNED.replace('/foo', '\u2003foo'), 'note-is-malformed'],
    ['with no name', SIGNED.replace('example.com/foo', ''), 'note-is-malformed'],
    ['with base64 without padding', SIGNED.replace('QM=', 'QM'), 'note-is-malformed'],
    ['with base64 of the web', SIGNED.replace('yaQM=', '-_QM='), 'note-is-malformed'],
    ['with a signature of no more than an id', `t\n\n— a AAAAAA==\n`, 'note-is-malformed'],
    ['signed twice by one key', `${SIGNED}${LINE}\n`, 'note-is-signed-twice'],
    [
      'signed 101 times',
      `t\n\n${Array.from({ length: 101 }, (_, index) => `— a${index} AAAAAAAA\n`).join('')}`,
      'note-is-too-large',
    ],
    ['of more than 1,000,000 bytes', `${'x'.repeat(1_000_000)}\n\n${LINE}\n`, 'note-is-too-large'],
  ])('%s', (_, input, code) => {
    expect(parseNote(input)).toMatchObject({ rejected: true, code });
  });

  test('but a byte order mark is part of the text, and signed', () => {
    expect(accepted(parseNote(Buffer.from(`\ufeff${SIGNED}`))).text).toBe('\ufeffThis is an example message.\n');
  });

  test('but not one signed 100 times, with empty lines, or with what looks like a signature', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `— a${index} AAAAAAAA\n`).join('');
    expect(accepted(parseNote(`t\n\n${lines}`)).signatures).toHaveLength(100);
    expect(accepted(parseNote(`\n\n${LINE}\n\n${LINE}\n`)).text).toBe(`\n\n${LINE}\n`);
  });
});

describe('verifying', () => {
  const note = signNote('text\n', [signerA, signerB]);

  test('counts known keys and leaves out others', () => {
    expect(accepted(verifyNote(note, [keyA])).verified.map(({ name }) => name)).toEqual([keyA.name]);
    expect(accepted(verifyNote(note, [keyB, keyA])).verified.map(({ key }) => key)).toEqual([keyA, keyB]);
  });

  test('leaves out a signature that shares name or id, not both, with a known key', () => {
    const named: VerifierKey = { ...keyB, name: keyA.name };
    expect(verifyNote(note, [named])).toMatchObject({ code: 'note-is-unsigned' });
    expect(verifyNote(note, [{ ...keyB, keyId: keyA.keyId }])).toMatchObject({ code: 'note-is-unsigned' });
  });

  test('refuses all when one known key did not sign this', () => {
    const forged: Note = {
      ...note,
      signatures: [...note.signatures.slice(0, 1), ...signNote('x\n', [signerB]).signatures],
    };
    expect(accepted(verifyNote(forged, [keyA])).verified).toHaveLength(1);
    expect(verifyNote(forged, [keyA, keyB])).toMatchObject({ code: 'note-signature-is-wrong' });
  });

  test('refuses without known keys, and with keys that cannot be told apart', () => {
    expect(verifyNote(note, [])).toMatchObject({ code: 'note-is-unsigned' });
    expect(verifyNote(note, [keyA, { ...keyB, name: keyA.name, keyId: keyA.keyId }])).toMatchObject({
      code: 'verifier-keys-collide',
    });
  });

  test('refuses a signature with bits set that base64 leaves over', () => {
    const set = formatNote(note).replace(/(.)=\n$/, (_, last: string) => `${next(last)}=\n`);
    expect(accepted(verifyNote(accepted(parseNote(set)), [keyA])).verified).toHaveLength(1);
    expect(verifyNote(accepted(parseNote(set)), [keyB])).toMatchObject({ code: 'note-signature-is-wrong' });
  });

  test('refuses a plain signature of another length', () => {
    const short = {
      ...note,
      signatures: note.signatures.map((one) => ({ ...one, signature: one.signature.slice(1) })),
    };
    expect(verifyNote(short, [keyA])).toMatchObject({ code: 'note-signature-is-wrong' });
  });

  test('a newer signature takes the place of an older one by the same key', () => {
    const older = signNote('text\n', [signerA]);
    expect(addSignatures(older, note.signatures)).toEqual(note);
    expect(parseSignatureLines('')).toMatchObject({ code: 'note-is-malformed' });
  });
});

/** The next character of base64's alphabet, which differs in the lowest bit. */
function next(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return alphabet[alphabet.indexOf(character) ^ 1] as string;
}

describe('keys', () => {
  const TYPES: readonly KeyType[] = ['ed25519', 'cosignature-v1', 'ml-dsa-44'];

  test.each(TYPES)('%s: are written and read again, and have ids of their own', (type) => {
    const signer: SignerKey = makeSignerKey('a.example/x', type, seed(9));
    expect(parseSignerKey(formatSignerKey(signer))).toEqual(signer);
    expect(parseVerifierKey(formatVerifierKey(signer))).toEqual(verifierKeyOf(signer));
    expect(makeVerifierKey(signer.name, type, signer.publicKey)).toEqual(verifierKeyOf(signer));
    const ids = TYPES.map((other) => makeSignerKey('a.example/x', other, seed(9)).keyId);
    expect(new Set(ids).size).toBe(TYPES.length);
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['no key', 'example.com/foo+530d903a'],
    ['another id', VKEY.replace('530d903a', '530d903b')],
    ['an id in capitals', VKEY.replace('530d903a', '530D903A')],
    ['another name', VKEY.replace('foo', 'fop')],
    ['a space in the name', VKEY.replace('/foo', ' foo')],
    ['a control character in the name', VKEY.replace('/foo', '\u0001foo')],
    ['an unknown type', 'a+00000000+Avg='],
    ['a key that is too short', 'example.com/foo+530d903a+Aeky'],
    ['no padding where some is due', `${VKEY}=`],
    ['an end of line', `${VKEY}\n`],
    ['more than any key has', `${VKEY}${'A'.repeat(10_000)}`],
  ])('with %s are refused', (_, vkey) => {
    expect(parseVerifierKey(vkey)).toMatchObject({ code: 'verifier-key-is-malformed' });
    expect(parseSignerKey(`PRIVATE+KEY+${vkey}`)).toMatchObject({ code: 'signer-key-is-malformed' });
  });

  test('of small order, for which anybody could sign, verify nothing: the runtime refuses them', () => {
    const SMALL_ORDER = [
      '0000000000000000000000000000000000000000000000000000000000000000',
      '0100000000000000000000000000000000000000000000000000000000000000',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ];
    // With R = s × base point, S = s holds wherever the text's digest is a multiple of the key's order: 1 in 8.
    const scalar = hash('sha512', seed(77), 'buffer').subarray(0, 32);
    scalar[0] = (scalar[0] as number) & 248;
    scalar[31] = ((scalar[31] as number) & 127) | 64;
    const L = 2n ** 252n + 27742317777372353535851937790883648493n;
    const s = BigInt(`0x${Buffer.from(scalar).reverse().toString('hex')}`) % L;
    const S = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse();
    const signature = Buffer.concat([makeSignerKey('r', 'ed25519', seed(77)).publicKey, S]);
    for (const point of SMALL_ORDER) {
      for (const sign of [0, 0x80]) {
        const publicKey = Uint8Array.from(Buffer.from(point, 'hex'), (byte, at) => (at === 31 ? byte | sign : byte));
        const key = makeVerifierKey('a', 'ed25519', publicKey);
        if (isRejection(key)) continue;
        const id = Buffer.alloc(4);
        id.writeUInt32BE(key.keyId);
        const base64 = Buffer.concat([id, signature]).toString('base64');
        for (let text = 0; text < 64; text += 1) {
          const note = { text: `${text}\n`, signatures: [{ name: 'a', keyId: key.keyId, signature, base64 }] };
          expect(verifyNote(note, [key])).toMatchObject({ code: 'note-signature-is-wrong' });
        }
      }
    }
  });

  test('with a name or a length that cannot be are refused', () => {
    expect(makeVerifierKey('a b', 'ed25519', seed(1))).toMatchObject({ code: 'verifier-key-is-malformed' });
    expect(makeVerifierKey('a', 'ml-dsa-44', seed(1))).toMatchObject({ code: 'verifier-key-is-malformed' });
    expect(() => makeSignerKey('a', 'ed25519', seed(1).slice(1))).toThrow(
      expect.objectContaining({ code: 'ERR_INVARIANT' }),
    );
  });
});

const lines = fc.array(
  fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll(/\p{Cc}/gu, '')),
  { minLength: 1 },
);

test('what was signed is read as it was written, and verifies', () => {
  fc.assert(
    fc.property(lines, (text) => {
      const note = signNote(text.map((line) => `${line}\n`).join(''), [signerA, signerB]);
      const read = accepted(parseNote(Buffer.from(formatNote(note))));
      expect(formatNote(read)).toBe(formatNote(note));
      expect(read.text).toBe(note.text);
      expect(accepted(verifyNote(read, [keyA, keyB])).verified).toHaveLength(2);
    }),
  );
});

test('a note in which any byte was changed never verifies as signed by both', () => {
  fc.assert(
    fc.property(lines, fc.nat(), fc.integer({ min: 1, max: 255 }), (text, place, change) => {
      const bytes = Buffer.from(formatNote(signNote(text.map((line) => `${line}\n`).join(''), [signerA, signerB])));
      bytes[place % bytes.length] = (bytes[place % bytes.length] as number) ^ change;
      const read = parseNote(bytes);
      if (isRejection(read)) return;
      const outcome = verifyNote(read, [keyA, keyB]);
      expect(isRejection(outcome) || outcome.verified.length < 2).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('whatever comes in, a note is read or refused', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary-ascii' })), (input) => {
      const note = parseNote(input);
      expect(isRejection(note) || note.signatures.length > 0).toBe(true);
    }),
    { numRuns: 500 },
  );
});
