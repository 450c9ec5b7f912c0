import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entityLines, mostFirst } from './lines.ts';
import { minorOf, moneyOf, sumByCurrency, sumOf } from './sums.ts';

const amounts = fc.array(
  fc
    .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.constantFrom('JPY', 'USD', 'KWD'))
    .map(([minor, currency]) => moneyOf(minor, currency, { JPY: 0, USD: 2, KWD: 3 }[currency])),
  { maxLength: 20 },
);

test.each([
  [0n, 2, '0.00'],
  [5n, 2, '0.05'],
  [-5n, 2, '-0.05'],
  [-123_456n, 3, '-123.456'],
  [7n, 0, '7'],
])('%s with %s places is %s', (minor, places, decimal) => {
  expect(moneyOf(minor, 'XXX', places).decimal).toBe(decimal);
});

test('sums lose nothing, however large, and keep currencies apart', () => {
  fc.assert(
    fc.property(amounts, (list) => {
      const sums = sumByCurrency(list);
      const currencies = sums.map(({ currency }) => currency);
      expect(currencies).toEqual([...new Set(list.map(({ currency }) => currency))].sort());
      for (const sum of sums) {
        const same = list.filter(({ currency }) => currency === sum.currency);
        expect(minorOf(sum)).toBe(same.reduce((total, money) => total + minorOf(money), 0n));
        expect(BigInt(sum.decimal.replace('.', ''))).toBe(minorOf(sum));
      }
    }),
  );
});

const dollars = (minor: number) => moneyOf(BigInt(minor), 'USD', 2);
const line = (key: string, spending: number) => ({
  key,
  income: [],
  spending: [dollars(spending)],
  incomeInReport: dollars(0),
  spendingInReport: dollars(spending),
});

test('the most comes first, and what the books do not say last', () => {
  const sorted = [line('unknown', 900), line('a', 1), line('b', 5)].sort(mostFirst('spending'));
  expect(sorted.map(({ key }) => key)).toEqual(['b', 'a', 'unknown']);
});

test('entities keep their places, whether they answered or not', () => {
  const of = { asked: ['a', 'b', 'c', 'd'], missing: [{ node: 'b', reason: 'timed-out' }] };
  const names = (lines: ReturnType<typeof entityLines>) =>
    lines.map((one) => ('line' in one ? one.line.key : `${one.node}!`));
  expect(names(entityLines([line('c', 1)], of))).toEqual(['b!', 'c']);
  const { key: _, ...empty } = line('', 0);
  expect(names(entityLines([line('c', 1)], of, empty))).toEqual(['a', 'b!', 'c', 'd']);
  expect(sumOf([], dollars(5)).decimal).toBe('0.00');
});
