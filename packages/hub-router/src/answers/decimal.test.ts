import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDecimals, compareDecimals, isCount, isDecimal } from './decimal.ts';

test.each([
  [[], '0'],
  [[1, 2], '3'],
  [['9007199254740993', '9007199254740993'], '18014398509481986'],
  [['0.1', '0.2'], '0.3'],
  [['1.5', '-2.25'], '-0.75'],
  [['-0.5', '0.5'], '0.0'],
  [['10', '0.05', 3], '13.05'],
])('%j is %s', (terms, sum) => {
  expect(addDecimals(terms)).toBe(sum);
});

test('sums do not depend on the order, and equal those of whole numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })), (terms) => {
      const texts = terms.map(String);
      expect(addDecimals(texts)).toBe(String(terms.reduce((a, b) => a + b, 0n)));
      expect(addDecimals(texts.toReversed())).toBe(addDecimals(texts));
    }),
  );
});

test.each(['', '1e9', '0x1', ' 1', '1.', '.5', '+1', 'NaN', '٣', 1.5, 2 ** 53, null, true, '1'.repeat(61)])(
  '%j cannot be added',
  (value) => {
    expect(isDecimal(value)).toBe(false);
  },
);

test.each([
  ['9', '10', -1],
  ['-0.5', '-0.25', -1],
  ['1.50', '1.5', 0],
  ['2', '1.999999999999999999', 1],
  ['-1', '0.0', -1],
])('%s beside %s is %i', (a, b, order) => {
  expect(compareDecimals(a, b)).toBe(order);
  expect(compareDecimals(b, a)).toBe(0 - order);
});

test.each([0, 7, '0', '12345678901234567890'])('%j is a count', (value) => {
  expect(isCount(value)).toBe(true);
});

test.each([-1, 0.5, '-1', '0.5', '', '1e9', null, true, 2 ** 53])('%j is no count', (value) => {
  expect(isCount(value)).toBe(false);
});
