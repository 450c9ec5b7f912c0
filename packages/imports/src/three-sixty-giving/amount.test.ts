import { formatAmount, parseAmount } from '@hubgraph/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newSeed } from '../testing/seed.ts';
import { amountFromJsonNumber } from './amount.ts';

const NUMBERS: readonly [text: string, currency: string, result: bigint | string][] = [
  ['115795635.69', 'GBP', 11579563569n],
  ['12345678901234567.89', 'GBP', 1234567890123456789n],
  ['0.1', 'GBP', 10n],
  ['1e3', 'GBP', 100000n],
  ['1E+3', 'GBP', 100000n],
  ['1.5e-1', 'GBP', 15n],
  ['125e-2', 'GBP', 125n],
  ['1.2345e4', 'JPY', 12345n],
  ['40000.0', 'JPY', 40000n],
  ['1.25', 'KWD', 1250n],
  ['0.10000000000000000000000000000000000000000', 'GBP', 10n],
  ['-0', 'GBP', 0n],
  ['0e999999999', 'GBP', 0n],
  ['-12.5', 'GBP', -1250n],
  ['0.001', 'GBP', 'amount-has-a-fraction'],
  ['1e-3', 'GBP', 'amount-has-a-fraction'],
  ['1e-999999999999', 'GBP', 'amount-has-a-fraction'],
  ['0.5', 'JPY', 'amount-has-a-fraction'],
  ['1e400', 'GBP', 'amount-is-too-large'],
  ['1e999999999999999999999999', 'GBP', 'amount-is-too-large'],
  ['46116860184273879.04', 'GBP', 'amount-is-too-large'],
  ['46116860184273879.03', 'GBP', 4611686018427387903n],
];

it.each(NUMBERS)('%s %s is %s', (text, currency, result) => {
  const amount = amountFromJsonNumber(text, currency);
  expect(typeof amount === 'bigint' ? amount : amount.code).toBe(result);
});

it('any amount survives being written with an exponent, zeros and a shifted point', () => {
  const currency = fc.constantFrom('GBP', 'JPY', 'KWD');
  const amount = fc.bigInt({ min: -(2n ** 62n) + 1n, max: 2n ** 62n - 1n });
  fc.assert(
    fc.property(currency, amount, fc.integer({ min: -40, max: 40 }), fc.nat(5), (code, amountMinor, shift, zeros) => {
      const written = formatAmount({ amountMinor, currency: code });
      expect(parseAmount(written, code)).toBe(amountMinor);
      expect(amountFromJsonNumber(written, code)).toBe(amountMinor);
      expect(amountFromJsonNumber(shifted(written, shift, zeros), code)).toBe(amountMinor);
    }),
    { seed: newSeed('amounts'), numRuns: 1_000 },
  );
});

/** The same number with the point moved and an exponent that moves it back: `12.50`, 1 → `1.250e1`. */
function shifted(decimal: string, shift: number, zeros: number): string {
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
  const padded = `${'0'.repeat(50)}${whole}${fraction}${'0'.repeat(50)}`;
  const point = 50 + whole.length - shift;
  const before = padded.slice(0, point).replace(/^0+(?=\d)/, '');
  const after = padded.slice(point).replace(/0+$/, '') + '0'.repeat(zeros);
  return `${decimal.startsWith('-') ? '-' : ''}${before}${after === '' ? '' : `.${after}`}e${shift}`;
}
