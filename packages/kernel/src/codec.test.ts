import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from './any-text.test-helper.ts';
import { canonical, type Json } from './canonical.ts';
import { decode, encode, encodeOnce } from './codec.ts';

const names = fc.string({ minLength: 1, maxLength: 8 }).filter((name) => !name.endsWith('Minor'));
const { tree } = fc.letrec((tie) => ({
  leaf: fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null)),
  amounts: fc.dictionary(
    names.map((name) => `${name}Minor`),
    fc.bigInt(),
    { maxKeys: 3 },
  ),
  tree: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc
      .tuple(fc.dictionary(names, tie('tree'), { maxKeys: 4 }), tie('amounts'))
      .map(([rest, amounts]) => ({ ...rest, ...(amounts as object) })),
  ),
}));

describe('amounts in canonical text', () => {
  test('what is written is read, for every value', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const text = encode(value);
        const read = decode(text);
        expect(read).toEqual(value);
        expect(encode(read)).toBe(text);
      }),
    );
  });

  test('the order of members does not matter, and what is undefined is left out', () => {
    expect(encode({ b: 1, aMinor: -5n, c: undefined })).toBe('{"aMinor":"-5","b":1}');
    expect(encode({ aMinor: -5n, b: 1 })).toBe('{"aMinor":"-5","b":1}');
  });

  test('an amount beyond 64 bits is kept to the last digit', () => {
    const amountMinor = 2n ** 200n + 1n;
    expect(decode(encode({ amountMinor }))).toEqual({ amountMinor });
  });

  test.each([
    ['alone', 5n],
    ['in a list', [5n]],
    ['in a place with another name', { amount: 5n }],
    ['in a list in a named place', { amountsMinor: [5n] }],
  ])('an amount %s is a mistake of the program', (_, value) => {
    expect(() => encode(value)).toThrow(TypeError);
  });

  test('a member __proto__ is data like any other', () => {
    const value = JSON.parse('{"__proto__":{"a":1},"b":2}') as Json;
    expect(encode(value)).toBe(canonical(value));
  });

  test('without amounts the text is that of the published program for RFC 8785', () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(anyText(), fc.string(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null)),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(
          fc.string({ unit: 'grapheme' }).filter((name) => !name.endsWith('Minor')),
          tie('value'),
          { maxKeys: 40 },
        ),
      ),
    }));
    fc.assert(
      fc.property(value as fc.Arbitrary<Json>, (json) => {
        expect(encode(json)).toBe(canonical(json));
      }),
      { numRuns: 40 },
    );
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a fraction', { a: [1.5] }],
    ['not a number', Number.NaN],
    ['an unsafe integer', 2 ** 53],
    ['a lone surrogate', { a: '\ud800' }],
    ['a lone surrogate in a name', { '\udc00': 1 }],
  ])('%s has no canonical text', (_, value) => {
    expect(() => encode(value)).toThrow(expect.objectContaining({ code: 'ERR_NOT_CANONICAL' }));
  });

  test('a text that is kept is the text that it would be, also inside others, and is not made again', () => {
    fc.assert(
      fc.property(tree, tree, (value, other) => {
        const event = { type: 'a', value, other: { value } };
        const inside = { list: [event, other], event };
        const plain = encode(inside);
        expect(encodeOnce(event)).toBe(encode(structuredClone(event)));
        expect(encode(inside)).toBe(plain);
      }),
    );
    const event = { type: 'a', entry: { id: 'b' } };
    encodeOnce(event);
    event.entry.id = 'c';
    expect(encode(event.entry)).toBe('{"id":"b"}');
  });
});
