import { isRejection } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEntryBundle, encodeEntryBundle } from './entry-bundle.ts';
import { formatTilePath, parseTilePath, type TileAddress } from './path.ts';
import { tileWidthIn } from './width.ts';

describe('paths', () => {
  test.each<[string, TileAddress]>([
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['tile/63/001.p/1', { level: 63, index: 1, width: 1 }],
    ['tile/entries/x001/000.p/255', { level: 'entries', index: 1000, width: 255 }],
    ['tile/1/x009/x007/x199/x254/x740/991', { level: 1, index: Number.MAX_SAFE_INTEGER, width: 256 }],
  ])('%s', (path, address) => {
    expect(parseTilePath(path)).toEqual(address);
    expect(formatTilePath(address)).toBe(path);
  });

  test.each([
    '',
    'tile',
    '/tile/0/000',
    'tile/0/000/',
    'tile/0/0',
    'tile/0/0000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001',
    'tile/0/X001/002',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/1e1/000',
    'tile/data/000',
    'tile/entries',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/1000',
    'tile/0/000.p/',
    'tile/0/000.p',
    'tile/0/000.p/1/',
    'tile/0/000%2ep/1',
    'tile/0/../0/000',
    'tile/0/٠٠٠',
    'tile/0/000\n',
    'tile/0/x009/x007/x199/x254/x740/992',
    'tile/0/x999/x999/x999/x999/x999/999',
    `tile/0/${'x001/'.repeat(100_000)}001`,
  ])('%j is refused', (path) => {
    expect(parseTilePath(path)).toMatchObject({ rejected: true, code: 'tile-path-is-malformed' });
  });

  test('are read as they were written', () => {
    const address = fc.record({
      level: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant<'entries'>('entries')),
      index: fc.maxSafeNat(),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(
      fc.property(address, (one) => {
        expect(parseTilePath(formatTilePath(one))).toEqual(one);
      }),
    );
  });
});

describe('widths', () => {
  test('are those of the specification for a tree of 70,000 leaves', () => {
    const widths = (level: number): readonly number[] =>
      Array.from({ length: 300 }, (_, index) => tileWidthIn(70_000, level, index)).filter((width) => width > 0);
    expect(widths(0)).toEqual([...Array.from({ length: 273 }, () => 256), 112]);
    expect(widths(1)).toEqual([256, 17]);
    expect(widths(2)).toEqual([1]);
    expect(widths(3)).toEqual([]);
  });

  test('at a full tile, and where there is none', () => {
    expect([tileWidthIn(256, 0, 0), tileWidthIn(256, 0, 1), tileWidthIn(256, 1, 0)]).toEqual([256, 0, 1]);
    for (const odd of [-1, 0.5, Number.NaN, 2 ** 53]) {
      expect([tileWidthIn(odd, 0, 0), tileWidthIn(5, odd, 0), tileWidthIn(5, 0, odd)]).toEqual([0, 0, 0]);
    }
    expect(tileWidthIn(Number.MAX_SAFE_INTEGER, 6, 31)).toBe(0);
    expect(tileWidthIn(Number.MAX_SAFE_INTEGER, 6, 0)).toBe(31);
  });
});

describe('entry bundles', () => {
  const encoded = (...entries: readonly string[]): Uint8Array => {
    const bundle = encodeEntryBundle(entries.map((entry) => Buffer.from(entry)));
    if (isRejection(bundle)) throw new Error(bundle.message);
    return bundle;
  };

  test('have lengths in two bytes, the higher one first', () => {
    expect(Buffer.from(encoded('ab', '')).toString('hex')).toBe('000261620000');
    expect(Buffer.from(encoded('x'.repeat(258)).subarray(0, 3)).toString('hex')).toBe('010278');
  });

  test('are read as they were written, from the middle of other bytes too', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 256 });
    fc.assert(
      fc.property(entries, fc.nat({ max: 9 }), (given, before) => {
        const bundle = encodeEntryBundle(given) as Uint8Array;
        const within = new Uint8Array(before + bundle.length);
        within.set(bundle, before);
        const read = decodeEntryBundle(within.subarray(before), given.length) as readonly Uint8Array[];
        expect(read.map((entry) => Buffer.from(entry))).toEqual(given.map((entry) => Buffer.from(entry)));
      }),
      { numRuns: 50 },
    );
  });

  test('take entries of 65,535 bytes, and no larger ones', () => {
    const largest = encodeEntryBundle([new Uint8Array(65_535)]) as Uint8Array;
    expect(decodeEntryBundle(largest, 1)).toMatchObject([{ length: 65_535 }]);
    expect(encodeEntryBundle([new Uint8Array(65_536)])).toMatchObject({ code: 'entry-is-too-large' });
  });

  test('are not written with no entry or more than 256', () => {
    const many = Array.from({ length: 257 }, () => new Uint8Array());
    expect(encodeEntryBundle([])).toMatchObject({ code: 'entry-bundle-is-malformed' });
    expect(encodeEntryBundle(many)).toMatchObject({ code: 'entry-bundle-is-malformed' });
    expect((encodeEntryBundle(many.slice(1)) as Uint8Array).length).toBe(512);
  });

  test.each<[string, Uint8Array, number]>([
    ['nothing', new Uint8Array(), 1],
    ['nothing, as was asked', new Uint8Array(), 0],
    ['more entries', encoded('a', 'b'), 1],
    ['fewer entries', encoded('a', 'b'), 3],
    ['half a length', encoded('a', 'b').subarray(0, 4), 2],
    ['half an entry', encoded('ab', 'cd').subarray(0, 7), 2],
    ['something after the last', Buffer.concat([encoded('a'), Buffer.from([0])]), 1],
    ['257 entries', new Uint8Array(2 * 257), 257],
    ['millions of entries', new Uint8Array(20_000_000), 256],
  ])('are refused with %s', (_, bundle, width) => {
    expect(decodeEntryBundle(bundle, width)).toMatchObject({ rejected: true, code: 'entry-bundle-is-malformed' });
  });
});
