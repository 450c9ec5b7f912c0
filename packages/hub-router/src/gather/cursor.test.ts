import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyText } from '../../../kernel/src/any-text.test-helper.ts';
import { comparePlaces, compareText, readCursor, writeCursor } from './cursor.ts';

const key = fc.oneof(anyText(), fc.constant(null));
const place = fc.record({
  keys: fc.tuple(key, fc.option(fc.integer())),
  hub: fc.constantFrom('asia', 'cee'),
  id: fc.string(),
});

test('a cursor is read as it was written', () => {
  const cursor = { epoch: 3, keys: ['Ébène', 7, null], hub: 'cee', id: 'cee:team:1', missing: ['asia'] };
  expect(readCursor(writeCursor(cursor))).toEqual(cursor);
});

test.each(['', 'nonsense', 'W10', Buffer.from('[2,1,[],"a","b",[]]').toString('base64url'), 'A'.repeat(20_000)])(
  'what is no cursor of this order is not read: %#',
  (text) => {
    expect(readCursor(text)).toBeUndefined();
  },
);

test.each([false, true])('places are in a total order (descending: %s)', (isDescending) => {
  fc.assert(
    fc.property(place, place, place, (a, b, c) => {
      const sorted = [a, b, c].sort((x, y) => comparePlaces(x, y, isDescending));
      const again = [c, a, b].sort((x, y) => comparePlaces(x, y, isDescending));
      expect(again).toEqual(sorted);
      expect(Math.sign(comparePlaces(a, b, isDescending))).toBe(-Math.sign(comparePlaces(b, a, isDescending)) + 0);
    }),
  );
});

test('keys turn round, hub and id do not', () => {
  const [a, b] = [
    { keys: [1], hub: 'asia', id: '1' },
    { keys: [1], hub: 'cee', id: '1' },
  ];
  expect(comparePlaces(a, b)).toBeLessThan(0);
  expect(comparePlaces(a, b, true)).toBeLessThan(0);
  expect(comparePlaces({ ...a, keys: [2] }, a, true)).toBeLessThan(0);
});

test('texts are in the order of their UTF-8 bytes', () => {
  const unit = fc.oneof(fc.nat(0xffff), fc.integer({ min: 0xd7fe, max: 0xe001 }), fc.nat(2));
  const text = fc.array(unit, { maxLength: 4 }).map((units) => String.fromCharCode(...units));
  fc.assert(
    fc.property(text, text, (a, b) => {
      const expected = Buffer.compare(Buffer.from(a), Buffer.from(b));
      expect(Math.sign(compareText(a, b)), JSON.stringify([a, b])).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});
