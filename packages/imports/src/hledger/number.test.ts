import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newSeed } from '../testing/seed.ts';
import { type DecimalMark, decimalMarkOfSample, plainDecimal } from './number.ts';

const NUMBERS: readonly [written: string, declared: DecimalMark | undefined, result: string][] = [
  ['217', undefined, '217'],
  ['1,565.92', undefined, '1565.92'],
  ['1.565,92', undefined, '1565.92'],
  ['1 000 000.50', undefined, '1000000.5'],
  ['1\u00a0000,5', undefined, '1000.5'],
  ['1,234,567', undefined, '1234567'],
  ['1.234.567', undefined, '1234567'],
  ['12,34,567.00', undefined, '1234567'],
  ['1.200', undefined, '1.2'],
  ['12,50', undefined, '12.5'],
  ['0,125', undefined, '0.125'],
  ['.5', undefined, '0.5'],
  ['5.', undefined, '5'],
  ['007', undefined, '7'],
  ['1,200', undefined, 'amount-is-ambiguous'],
  ['1,200', '.', '1200'],
  ['1,200', ',', '1.2'],
  ['1.200', ',', '1200'],
  ['1.200', '.', '1.2'],
  ['1,200.50', ',', 'amount-is-malformed'],
  ['1,20.50', undefined, 'amount-is-malformed'],
  ['1,2,3', undefined, 'amount-is-malformed'],
  ['1.2.3', undefined, 'amount-is-malformed'],
  ['1 00', undefined, 'amount-is-malformed'],
  ['1,000 000.00', undefined, 'amount-is-malformed'],
  ['.', undefined, 'amount-is-malformed'],
  ['1e3', undefined, 'amount-is-malformed'],
];

it.each(NUMBERS)('"%s" with the mark %s is %s', (written, declared, result) => {
  const decimal = plainDecimal(written, declared);
  expect(typeof decimal === 'string' ? decimal : decimal.code).toBe(result);
});

it.each([
  ['1,000.00 USD', '.'],
  ['1.000,00 EUR', ','],
  ['$1000.00', '.'],
  ['1,000. USD', '.'],
  ['1,000 USD', undefined],
  ['1000 USD', undefined],
])('the sample %s shows the mark %s', (sample, mark) => {
  expect(decimalMarkOfSample(sample)).toBe(mark);
});

it('any number is read back from any way of grouping it', () => {
  const marks = fc.constantFrom<[DecimalMark, string]>(['.', ','], [',', '.'], ['.', ' '], [',', '\u202f'], ['.', '']);
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 25n }),
      fc.stringMatching(/^\d{0,6}$/),
      marks,
      (whole, fraction, [mark, group]) => {
        const grouped = whole.toString().replace(/\B(?=(\d{3})+$)/g, group);
        const places = fraction.replace(/0+$/, '');
        const written = fraction === '' ? grouped : grouped + mark + fraction;
        expect(plainDecimal(written, mark)).toBe(places === '' ? `${whole}` : `${whole}.${places}`);
      },
    ),
    { seed: newSeed('grouping'), numRuns: 1_000 },
  );
});
