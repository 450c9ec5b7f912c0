import { describe, expect, test } from 'vitest';
import { basisPointsOf, moneyOf } from './money.ts';

describe('amounts that the thread computes', () => {
  test.each([
    [0n, 'USD', '0.00', '0.00'],
    [5n, 'USD', '9.99', '0.05'],
    [-1n, 'EUR', '0.00', '-0.01'],
    [123_456_789_012_345_678n, 'KES', '1.00', '1234567890123456.78'],
    [1500n, 'JPY', '7', '1500'],
    [1n, 'KWD', '1.000', '0.001'],
  ])('%s minor units of %s are written with the places of the currency', (minor, currency, like, decimal) => {
    const made = moneyOf(minor, { amountMinor: '0', currency, decimal: like });
    expect(made).toEqual({ amountMinor: minor.toString(), currency, decimal });
  });

  test.each([
    ['nothing', 0n, 100n, 0],
    ['all', 100n, 100n, 10_000],
    ['a third', 1n, 3n, 3333],
    ['two thirds', 2n, 3n, 6667],
    ['one of a million is not nothing', 1n, 1_000_000n, 1],
    ['all but one of a million is not all', 999_999n, 1_000_000n, 9_999],
    ['of nothing', 1n, 0n, 0],
  ])('%s', (_, part, whole, expected) => {
    expect(basisPointsOf(part, whole)).toBe(expected);
  });
});
