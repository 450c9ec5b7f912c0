import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newSeed } from './testing/seed.ts';
import { gather, streamOf } from './testing/streams.ts';
import { readLines, readPieces } from './text.ts';

async function linesOf(content: string | Uint8Array, chunkBytes?: number) {
  return gather(readLines(streamOf(content, chunkBytes)));
}

describe('lines', () => {
  it('have their number, and no line end of either kind', async () => {
    expect(await linesOf('a\r\nb\n\nc')).toEqual([
      { text: 'a', line: 1 },
      { text: 'b', line: 2 },
      { text: '', line: 3 },
      { text: 'c', line: 4 },
    ]);
  });

  it('lose a byte-order mark at the start of the file and nowhere else', async () => {
    expect(await linesOf('\uFEFFa\n\uFEFFb', 1)).toEqual([
      { text: 'a', line: 1 },
      { text: '\uFEFFb', line: 2 },
    ]);
  });

  it('are not endless', async () => {
    await expect(linesOf(`ok\n${'x'.repeat(70_000)}`)).rejects.toThrow(/more than 65536 characters.*line 2/);
  });
});

const NOT_UTF8: readonly [name: string, bytes: number[], place: string][] = [
  [
    'a pound sign of Latin-1',
    [0x61, 0x0a, 0xa3, 0x35],
    'byte 0xa3 is not UTF-8; save the file as UTF-8 (line 2, byte 2)',
  ],
  ['UTF-16', [0xff, 0xfe, 0x61, 0x00], 'byte 0xff is not UTF-8; save the file as UTF-8 (line 1, byte 0)'],
  ['an overlong form', [0x61, 0xc0, 0xaf], 'byte 0xc0 is not UTF-8; save the file as UTF-8 (line 1, byte 1)'],
  [
    'half a surrogate pair',
    [0x0a, 0x0a, 0xed, 0xa0, 0x80],
    'byte 0xa0 is not UTF-8; save the file as UTF-8 (line 3, byte 3)',
  ],
  ['a byte after a byte-order mark', [0xef, 0xbb, 0xbf, 0x61, 0xff], '(line 1, byte 4)'],
  ['an end within a character', [0x61, 0x0a, 0xe2, 0x82], 'ends within a character of UTF-8 (line 2, byte 2)'],
];

describe('bytes that are not UTF-8 are named with their place', () => {
  for (const [name, bytes, place] of NOT_UTF8) {
    for (const chunkBytes of [1, 2, 3, 100]) {
      it(`${name}, in chunks of ${chunkBytes}`, async () => {
        await expect(linesOf(Uint8Array.from(bytes), chunkBytes)).rejects.toThrow(
          expect.objectContaining({ code: 'ERR_IMPORT_UNREADABLE', message: expect.stringContaining(place) }),
        );
      });
    }
  }
});

it('pieces add up to the text, and say truly where they begin, however the chunks fall', async () => {
  const seed = newSeed('pieces');
  const text = fc.string({ unit: fc.constantFrom('a', '\n', 'é', '€', '😀', '\u0000'), maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (short, chunkBytes, isLong) => {
      const whole = isLong ? `x${'😀'.repeat(4_100)}${short}` : short;
      const pieces = await gather(readPieces(streamOf(whole, isLong ? 9_973 : chunkBytes)));
      expect(pieces.map((piece) => piece.text).join('')).toBe(whole);
      let before = '';
      for (const piece of pieces) {
        expect(piece.offsetBytes).toBe(Buffer.byteLength(before));
        expect(piece.line).toBe(before.split('\n').length);
        before += piece.text;
      }
    }),
    { seed, numRuns: 200 },
  );
});
