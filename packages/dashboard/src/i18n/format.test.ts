import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as format from './format.ts';
import { cut, dayOf } from './sense.ts';

const money = { amountMinor: '123456', currency: 'KES', decimal: '1234.56' };

test('amounts are exact and days are days', () => {
  expect(format.formatMoney('en', money)).toBe('KES\u00a01,234.56');
  expect(format.formatDecimal('de', money)).toBe('1.234,56');
  expect(format.formatShare('en', 6_667)).toBe('66.67%');
  expect(format.formatDay('en', '2026-03-31')).toBe('Mar 31, 2026');
  expect(format.formatMonth('en', '2026-03')).toBe('Mar 2026');
  expect(format.formatMoment('en', '2026-03-31T10:00:00+02:00')).toBe('Mar 31, 2026, 8:00 AM UTC');
  expect(dayOf('2026-03-31T10:00:00Z')).toBe('2026-03-31');
});

describe('what is none', () => {
  test.each([
    [{ ...money, currency: 'usdx' }, '1234.56 usdx'],
    [{ ...money, currency: '<b>' }, '1234.56 <b>'],
    [{ ...money, amountMinor: 'x' }, '1234.56 KES'],
    [{ ...money, amountMinor: '123457' }, '1234.56 KES'],
    [{ ...money, decimal: `1.${'0'.repeat(200)}` }, `1.${'0'.repeat(77)}…`],
  ])('is given as it came, in short: %j', (of, expected) => {
    expect(format.formatMoney('en', of)).toBe(expected);
    expect(format.formatDecimal('en', of)).toBe(expected);
  });

  test.each([7_500.5, 1e21, Number.POSITIVE_INFINITY, Number.NaN, 'x'])('a share of %s is given as it came', (of) => {
    expect(format.formatShare('en', of as never)).toBe(String(of));
  });

  test('is never a failure, whatever it is', () => {
    const { formatMoney, formatDecimal, formatDay, formatMonth, formatMoment, formatShare, currencyName, countryName } =
      format;
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (one, other, third) => {
        const of = { amountMinor: one, currency: other, decimal: third } as never;
        const texts = [formatMoney('ar', of), formatDecimal('ar', of), formatMoney('en', one as never)];
        for (const formatted of [formatDay, formatMonth, formatMoment, formatShare, currencyName, countryName]) {
          texts.push(formatted('en', one as never));
        }
        for (const text of texts) expect(text.length).toBeLessThanOrEqual(80);
      }),
    );
  });
});

test('a text is cut between letters', () => {
  expect(cut('abc', 3)).toBe('abc');
  expect(cut('abcd', 3)).toBe('ab…');
  expect(cut('a\u{1F33F}\u{1F33F}', 3)).toBe('a…');
});
