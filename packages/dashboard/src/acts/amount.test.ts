import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAmount } from './amount.ts';

describe('an amount as people write it', () => {
  test.each([
    ['1250', 'USD', '1250.00'],
    ['1250.5', 'USD', '1250.50'],
    ['1250,50', 'USD', '1250.50'],
    ['1 250,50', 'USD', '1250.50'],
    ['1\u202f250,50', 'EUR', '1250.50'],
    ['1,250.50', 'USD', '1250.50'],
    ['1.250.000,50', 'EUR', '1250000.50'],
    ['007', 'USD', '7.00'],
    ['0.05', 'USD', '0.05'],
    ['300000', 'IDR', '300000.00'],
    ['1500', 'JPY', '1500'],
    ['1.234', 'KWD', '1.234'],
    ['٣٠٠٫٥', 'USD', '300.50'],
    ['१२५०', 'INR', '1250.00'],
    ['１２５', 'USD', '125.00'],
    ['𝟘𝟙', 'USD', '1.00'],
    ['1,250,000', 'USD', '1250000.00'],
    ["1'250.5", 'CHF', '1250.50'],
    ['١٬٢٥٠٫٥', 'USD', '1250.50'],
    ['1250,25', 'KWD', '1250.250'],
  ])('%s %s is %s', (given, currency, decimal) => {
    expect(readAmount(given, currency)).toEqual({ decimal });
  });

  test.each([
    ['', 'USD', 'amountUnreadable'],
    ['ten', 'USD', 'amountUnreadable'],
    ['-5', 'USD', 'amountUnreadable'],
    ['1e3', 'USD', 'amountUnreadable'],
    ['1,250', 'USD', 'amountUnreadable'],
    ['1.250', 'EUR', 'amountUnreadable'],
    ['1.2.3', 'EUR', 'amountUnreadable'],
    ['1,25.50', 'USD', 'amountUnreadable'],
    ['1,250', 'KWD', 'amountUnreadable'],
    ['1\n2', 'USD', 'amountUnreadable'],
    ['12 50', 'USD', 'amountUnreadable'],
    ['1250.5012', 'USD', 'amountPlaces'],
    ['1500.5', 'JPY', 'amountPlaces'],
    ['0', 'USD', 'amountZero'],
    ['0.00', 'USD', 'amountZero'],
    ['1234567890123456', 'USD', 'amountUnreadable'],
  ])('%s %s is refused: %s', (given, currency, fault) => {
    expect(readAmount(given, currency)).toEqual({ fault });
  });

  test('any amount that the graph gives is read back as it was', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 14n }), (minor) => {
        const digits = minor.toString().padStart(3, '0');
        const decimal = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(readAmount(decimal, 'USD')).toEqual({ decimal });
        expect(readAmount(decimal.replace('.', ','), 'USD')).toEqual({ decimal });
      }),
    );
  });
});
