import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AMOUNT_MINOR_MAX,
  currencyExponent,
  divideHalfEven,
  formatAmount,
  parseAmount,
  parseAmountMinor,
  splitByWeights,
} from './money.ts';

const MAX = AMOUNT_MINOR_MAX.toString();
const amounts = fc.bigInt({ min: -AMOUNT_MINOR_MAX, max: AMOUNT_MINOR_MAX });
const currencies = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF', 'XOF');

test.each([
  ['JPY', 0],
  ['XOF', 0],
  ['XAF', 0],
  ['XPF', 0],
  ['EUR', 2],
  ['XCD', 2],
  ['XCG', 2],
  ['KWD', 3],
  ['CLF', 4],
  ['XAU', undefined],
  ['XAG', undefined],
  ['XDR', undefined],
  ['XSU', undefined],
  ['XTS', undefined],
  ['XXX', undefined],
  ['eur', undefined],
  ['EU', undefined],
  ['EURO', undefined],
  ['EUR\n', undefined],
  ['ЕUR', undefined],
  ['978', undefined],
  ['ZZZ', undefined],
  ['', undefined],
])('%j has %s decimal places', (currency, exponent) => {
  expect(currencyExponent(currency)).toBe(exponent);
});

describe('decimal text', () => {
  test.each([
    ['0', 'EUR', 0n],
    ['-0', 'EUR', 0n],
    ['12', 'EUR', 1200n],
    ['12.5', 'EUR', 1250n],
    ['-12.50', 'EUR', -1250n],
    ['12.500000', 'EUR', 1250n],
    ['0.01', 'EUR', 1n],
    ['007.10', 'EUR', 710n],
    ['1250', 'JPY', 1250n],
    ['1250.00', 'JPY', 1250n],
    ['1.234', 'KWD', 1234n],
    ['1.2340', 'KWD', 1234n],
    ['0.1', 'KWD', 100n],
    [MAX, 'JPY', AMOUNT_MINOR_MAX],
    [`-${MAX}`, 'JPY', -AMOUNT_MINOR_MAX],
  ])('%j %s is read', (decimal, currency, amountMinor) => {
    expect(parseAmount(decimal, currency)).toBe(amountMinor);
  });

  test.each([
    ['1', 'XAU', 'currency-is-unknown'],
    ['x', 'XXX', 'currency-is-unknown'],
    ['1', 'usd', 'currency-is-unknown'],
    ['', 'EUR', 'amount-is-not-a-decimal'],
    ['.5', 'EUR', 'amount-is-not-a-decimal'],
    ['5.', 'EUR', 'amount-is-not-a-decimal'],
    ['+5', 'EUR', 'amount-is-not-a-decimal'],
    ['--5', 'EUR', 'amount-is-not-a-decimal'],
    ['5-', 'EUR', 'amount-is-not-a-decimal'],
    ['−5', 'EUR', 'amount-is-not-a-decimal'],
    ['1,000', 'EUR', 'amount-is-not-a-decimal'],
    ['1 000', 'EUR', 'amount-is-not-a-decimal'],
    ['1_000', 'EUR', 'amount-is-not-a-decimal'],
    ['1,5', 'EUR', 'amount-is-not-a-decimal'],
    ['1.2.3', 'EUR', 'amount-is-not-a-decimal'],
    ['1e3', 'EUR', 'amount-is-not-a-decimal'],
    ['0x10', 'EUR', 'amount-is-not-a-decimal'],
    ['NaN', 'EUR', 'amount-is-not-a-decimal'],
    ['Infinity', 'EUR', 'amount-is-not-a-decimal'],
    [' 1', 'EUR', 'amount-is-not-a-decimal'],
    ['1\n', 'EUR', 'amount-is-not-a-decimal'],
    ['١٢', 'EUR', 'amount-is-not-a-decimal'],
    ['\uff11\uff12', 'EUR', 'amount-is-not-a-decimal'],
    ['1'.repeat(40), 'EUR', 'amount-is-too-large'],
    ['12.501', 'EUR', 'amount-has-a-fraction'],
    ['12.005', 'EUR', 'amount-has-a-fraction'],
    ['0.1', 'JPY', 'amount-has-a-fraction'],
    ['1.2345', 'KWD', 'amount-has-a-fraction'],
    [String(AMOUNT_MINOR_MAX + 1n), 'JPY', 'amount-is-too-large'],
    [`-${AMOUNT_MINOR_MAX + 1n}`, 'JPY', 'amount-is-too-large'],
    [MAX, 'EUR', 'amount-is-too-large'],
    ['9'.repeat(30), 'EUR', 'amount-is-too-large'],
  ])('%j %s is refused: %s', (decimal, currency, code) => {
    expect(parseAmount(decimal, currency)).toMatchObject({ rejected: true, code });
  });

  test('with all places reads as what was written, for every amount', () => {
    fc.assert(
      fc.property(amounts, currencies, (amountMinor, currency) => {
        const decimal = formatAmount({ amountMinor, currency });
        expect(decimal).toMatch(/^-?(0|[1-9]\d*)(\.\d+)?$/);
        expect(decimal.split('.')[1]?.length ?? 0).toBe(currencyExponent(currency));
        expect(parseAmount(decimal, currency)).toBe(amountMinor);
      }),
    );
  });

  test.each([
    [0n, 'EUR', '0.00'],
    [-1n, 'EUR', '-0.01'],
    [1250n, 'EUR', '12.50'],
    [-5n, 'KWD', '-0.005'],
    [1000n, 'JPY', '1000'],
    [-99n, 'JPY', '-99'],
  ])('is written: %s %s is %s', (amountMinor, currency, decimal) => {
    expect(formatAmount({ amountMinor, currency })).toBe(decimal);
  });
});

describe('minor units as text', () => {
  test.each([
    ['0', 0n],
    ['-0', 0n],
    ['-1250', -1250n],
    [MAX, AMOUNT_MINOR_MAX],
    [`-${MAX}`, -AMOUNT_MINOR_MAX],
  ])('%j are read', (text, amountMinor) => {
    expect(parseAmountMinor(text, 'EUR')).toBe(amountMinor);
  });

  test.each([
    ['12.50', 'EUR', 'amount-has-a-fraction'],
    ['12.00', 'EUR', 'amount-has-a-fraction'],
    ['1', 'XAU', 'currency-is-unknown'],
    ['1.5', 'ZZZ', 'currency-is-unknown'],
    ['', 'EUR', 'amount-is-not-a-decimal'],
    ['007', 'EUR', 'amount-is-not-a-decimal'],
    ['+1', 'EUR', 'amount-is-not-a-decimal'],
    ['1e3', 'EUR', 'amount-is-not-a-decimal'],
    ['1,000', 'EUR', 'amount-is-not-a-decimal'],
    ['1n', 'EUR', 'amount-is-not-a-decimal'],
    ['１２', 'EUR', 'amount-is-not-a-decimal'],
    [String(AMOUNT_MINOR_MAX + 1n), 'EUR', 'amount-is-too-large'],
    [`-${AMOUNT_MINOR_MAX + 1n}`, 'EUR', 'amount-is-too-large'],
  ])('%j %s are refused: %s', (text, currency, code) => {
    expect(parseAmountMinor(text, currency)).toMatchObject({ rejected: true, code });
  });
});

describe('dividing half to even', () => {
  test.each([
    [1n, 2n, 0n],
    [3n, 2n, 2n],
    [5n, 2n, 2n],
    [7n, 2n, 4n],
    [-1n, 2n, 0n],
    [-3n, 2n, -2n],
    [3n, -2n, -2n],
    [-5n, -2n, 2n],
    [4n, 3n, 1n],
    [5n, 3n, 2n],
    [-5n, 3n, -2n],
    [0n, 7n, 0n],
    [25n, 10n, 2n],
    [35n, 10n, 4n],
    [2500000000000000000000001n, 10n, 250000000000000000000000n],
    [2500000000000000000000005n, 10n, 250000000000000000000000n],
    [2500000000000000000000015n, 10n, 250000000000000000000002n],
  ])('%s / %s is %s', (numerator, denominator, quotient) => {
    expect(divideHalfEven(numerator, denominator)).toBe(quotient);
  });

  test('the quotient is nearest, and even where two are as near', () => {
    const nonZero = fc.bigInt({ min: -1000n, max: 1000n }).filter((d) => d !== 0n);
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 6n), max: 10n ** 6n }), nonZero, (n, d) => {
        const quotient = divideHalfEven(n, d);
        const size = (value: bigint): bigint => (value < 0n ? -value : value);
        const rest = size(n - quotient * d) * 2n;
        expect(rest <= size(d)).toBe(true);
        if (rest === size(d)) expect(quotient % 2n).toBe(0n);
        expect(divideHalfEven(-n, d)).toBe(-quotient);
      }),
    );
  });

  test('by nothing is a mistake of the program', () => {
    expect(() => divideHalfEven(1n, 0n)).toThrow(RangeError);
  });
});

describe('splitting by weights', () => {
  test.each<[string, bigint, bigint[], bigint[]]>([
    ['equal remainders go to the earlier part', 100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    ['the largest remainder goes first', 10n, [1n, 3n, 5n], [1n, 3n, 6n]],
    ['less than one for each', 2n, [1n, 1n, 1n], [1n, 1n, 0n]],
    ['a weight of nothing gets nothing', 7n, [0n, 1n, 0n, 1n], [0n, 4n, 0n, 3n]],
    ['a negative total is split alike', -100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
    ['nothing', 0n, [3n, 4n], [0n, 0n]],
  ])('%s', (_, total, weights, parts) => {
    expect(splitByWeights(total, weights)).toEqual(parts);
  });

  test.each<[string, bigint[]]>([
    ['none', []],
    ['only of nothing', [0n, 0n]],
    ['negative, with others', [2n, -1n]],
    ['negative', [-1n]],
  ])('weights that are %s are a mistake of the program', (_, weights) => {
    expect(() => splitByWeights(1n, weights)).toThrow(RangeError);
  });

  test('parts add up exactly, each is its quota rounded down or one more, more weight never gets less', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 })
      .filter((list) => list.some((weight) => weight > 0n));
    fc.assert(
      fc.property(amounts, weights, (total, list) => {
        const parts = splitByWeights(total, list);
        const sum = list.reduce((a, b) => a + b, 0n);
        expect(parts).toHaveLength(list.length);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        const size = (value: bigint): bigint => (value < 0n ? -value : value);
        for (const [index, part] of parts.entries()) {
          const exact = size(total) * (list[index] ?? 0n);
          expect(size(part) * sum > exact - sum && size(part) * sum < exact + sum).toBe(true);
          for (const [other, otherPart] of parts.entries()) {
            if ((list[index] ?? 0n) > (list[other] ?? 0n)) expect(size(part) >= size(otherPart)).toBe(true);
          }
        }
      }),
    );
  });
});
