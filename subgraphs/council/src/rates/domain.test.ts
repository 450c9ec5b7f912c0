import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currencyExponent, formatAmount, type Money, parseAmount } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, type TestContext, test } from 'vitest';
import { convert, decideRecordRates, type RateTable, type RecordRates, rateText } from './domain.ts';

const TABLE = 'council:rate-table:01JD3Z7N4QK8R2V6X0Y5ABCDEF';

const table = (rates: Readonly<Record<string, string>>, base = 'EUR'): RateTable => ({
  id: TABLE,
  base,
  date: '2026-03-31',
  source: 'made up',
  rates: Object.entries(rates).map(([currency, perBase]) => ({ currency, perBase })),
});
const money = (decimal: string, currency: string): Money => ({
  amountMinor: parseAmount(decimal, currency) as bigint,
  currency,
});
const converted = (rates: RateTable, decimal: string, from: string, to: string): string | undefined => {
  const result = convert(rates, money(decimal, from), to);
  expect(result?.currency ?? to).toBe(to);
  return result && formatAmount(result);
};

describe('converting', () => {
  const rates = table({ USD: '1.25', JPY: '160', KWD: '0.4', GBP: '0.8' });
  test.each([
    ['10.00', 'EUR', 'USD', '12.50'],
    ['12.50', 'USD', 'EUR', '10.00'],
    ['1.00', 'EUR', 'JPY', '160'],
    ['1', 'JPY', 'EUR', '0.01'],
    ['1.00', 'EUR', 'KWD', '0.400'],
    ['0.001', 'KWD', 'JPY', '0'],
    ['1.000', 'KWD', 'JPY', '400'],
    ['400', 'JPY', 'KWD', '1.000'],
    ['1.00', 'GBP', 'USD', '1.56'],
    ['-1.00', 'GBP', 'USD', '-1.56'],
    ['7.00', 'GBP', 'GBP', '7.00'],
    ['0.00', 'USD', 'JPY', '0'],
  ])('%s %s in %s is %s', (decimal, from, to, expected) => {
    expect(converted(rates, decimal, from, to)).toBe(expected);
  });

  test.each([
    ['0.01', '0.00'],
    ['0.03', '0.02'],
    ['0.05', '0.02'],
    ['0.07', '0.04'],
    ['-0.01', '0.00'],
    ['-0.03', '-0.02'],
    ['-0.05', '-0.02'],
  ])('halves go to the even one: %s is %s', (decimal, expected) => {
    expect(converted(table({ USD: '0.5' }), decimal, 'EUR', 'USD')).toBe(expected);
  });

  test('a half that is one digit away from being one is not taken for it', () => {
    expect(converted(table({ USD: '0.500000000001' }), '0.05', 'EUR', 'USD')).toBe('0.03');
    expect(converted(table({ USD: '0.499999999999' }), '0.03', 'EUR', 'USD')).toBe('0.01');
  });

  test('a cross rate is not rounded on the way', () => {
    // 1/3 of 300,000,000.00: with a rate rounded to ten places a cent would be missing.
    expect(converted(table({ USD: '3', GBP: '1' }), '3000000000000.00', 'USD', 'GBP')).toBe('1000000000000.00');
  });

  test.each([
    ['USD', 'CHF'],
    ['CHF', 'USD'],
    ['EUR', 'CHF'],
    ['XAU', 'EUR'],
    ['EUR', 'XAU'],
    ['CHF', 'CHF'],
  ])('without a rate there is no figure: %s in %s', (from, to) => {
    expect(convert(rates, { amountMinor: 100n, currency: from }, to)).toBeUndefined();
    expect(rateText(rates, from, to)).toBeUndefined();
  });

  test('is within half a unit of the exact value, for every rate', () => {
    const rate = fc.tuple(fc.integer({ min: 0, max: 10 ** 6 }), fc.integer({ min: 1, max: 10 ** 6 - 1 }));
    const currency = fc.constantFrom('USD', 'JPY', 'KWD', 'CLF');
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        rate,
        currency,
        (amountMinor, [whole, part], to) => {
          const perBase = `${whole}.${String(part).padStart(6, '0')}`;
          const result = convert(table({ [to]: perBase }), { amountMinor, currency: 'EUR' }, to)?.amountMinor ?? 0n;
          const scale = 10n ** BigInt(currencyExponent(to) ?? 0);
          const exact = amountMinor * (BigInt(whole) * 1_000_000n + BigInt(part)) * scale; // times 10^8
          const off = result * 100_000_000n - exact;
          expect((off < 0n ? -off : off) * 2n <= 100_000_000n).toBe(true);
        },
      ),
    );
  });

  test.each([
    ['EUR', 'USD', '1.2500000000'],
    ['USD', 'EUR', '0.8000000000'],
    ['JPY', 'KWD', '0.0025000000'],
    ['GBP', 'KWD', '0.5000000000'],
    ['EUR', 'EUR', '1.0000000000'],
  ])('the rate of %s in %s is shown as %s', (from, to, text) => {
    expect(rateText(rates, from, to)).toBe(text);
  });
});

describe('the reference rates of the European Central Bank', () => {
  const folder = join(import.meta.dirname, '../../../../../shared/data/fx');
  interface Vector {
    readonly rate_date: string;
    readonly amount: string;
    readonly from: string;
    readonly to: string;
    readonly rounded_half_even: string;
  }

  function vectors(context: TestContext): { tables: ReadonlyMap<string, RateTable>; cases: Vector[] } {
    if (!existsSync(folder)) {
      if (process.env['CI']) throw new Error(`${folder} is missing; in CI it has to be there.`);
      context.skip(`${folder} is not on this machine`);
    }
    const [head = '', ...lines] = readFileSync(join(folder, 'ecb-eurofxref-2023-07_2026-10.csv'), 'utf8')
      .trim()
      .split('\n');
    const [, ...currencies] = head.trim().split(',');
    const tables = lines.map((line): [string, RateTable] => {
      const [date = '', ...cells] = line.trim().split(',');
      const known = currencies.map((currency, index) => [currency, cells[index] ?? ''] as const);
      return [date, table(Object.fromEntries(known.filter(([, cell]) => /^[\d.]+$/.test(cell))))];
    });
    const cases = JSON.parse(readFileSync(join(folder, 'expected-ecb.json'), 'utf8')) as Vector[];
    return { tables: new Map(tables), cases };
  }

  test('convert as computed elsewhere, to the last unit', (context) => {
    const { tables, cases } = vectors(context);
    let compared = 0;
    for (const one of cases) {
      const rates = tables.get(one.rate_date);
      if (rates === undefined) throw new Error(`There are no rates of ${one.rate_date}.`);
      const amountMinor = parseAmount(one.amount, one.from);
      if (typeof amountMinor !== 'bigint') continue; // The vectors know hundredths of a yen.
      const result = convert(rates, { amountMinor, currency: one.from }, one.to);
      const shown = result && formatAmount(result);
      expect.soft(shown, JSON.stringify(one)).toBe(parsedLike(one.rounded_half_even, one.to));
      compared += 1;
    }
    expect(compared).toBeGreaterThan(20);
  });

  function parsedLike(decimal: string, currency: string): string {
    return formatAmount(money(decimal, currency));
  }
});

describe('recording rates', () => {
  const record: RecordRates = {
    type: 'RecordRates',
    table: TABLE,
    base: 'EUR',
    date: '2026-03-31',
    source: 'ECB',
    sourceText: { key: 'council:text:01JD3Z7N4QK8R2V6X0Y5ABCDEF', digest: 'd' },
    rates: [
      { currency: 'USD', perBase: '1.0831' },
      { currency: 'JPY', perBase: '162.5' },
    ],
    at: 0,
    by: 'council:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF',
  };
  const { type: _, at: __, by: ___, sourceText: source, ...said } = record;

  test('keeps them with date and the place of the source, whose words are no part of what is public', () => {
    expect(decideRecordRates(record, { kept: undefined })).toEqual([{ type: 'RatesRecorded', ...said, source }]);
  });

  test.each(['1', '0.5', '000.1', '123456789012.123456789012', '0.000000000001'])('a rate may be %s', (perBase) => {
    const rates = [{ currency: 'USD', perBase }];
    expect(decideRecordRates({ ...record, rates }, { kept: undefined })).toHaveLength(1);
  });

  test.each([
    '',
    '0',
    '0.0',
    '-1',
    '+1',
    '1e3',
    '1,5',
    '.5',
    '5.',
    '1.1.1',
    '1234567890123',
    '0.1234567890123',
    ' 1',
    '1\n',
    '１',
    'NaN',
  ])('a rate may not be %j', (perBase) => {
    const rates = [{ currency: 'USD', perBase }];
    expect(decideRecordRates({ ...record, rates }, { kept: undefined })).toMatchObject({
      code: 'rate-is-malformed',
    });
  });

  const bad = { currency: 'USD', perBase: '0' };
  test.each<[string, Partial<RecordRates>]>([
    ['day-is-malformed', { date: '2026-02-30', source: ' ', base: 'XAU', rates: [bad, bad] }],
    ['source-is-missing', { source: ' ', base: 'XAU', rates: [bad, bad] }],
    ['currency-is-unknown', { base: 'XAU', rates: [bad, bad] }],
    ['currency-is-unknown', { rates: [{ currency: 'XXX', perBase: '1' }, bad, bad] }],
    ['currency-is-listed-twice', { rates: [bad, bad] }],
    ['currency-is-listed-twice', { rates: [{ currency: 'EUR', perBase: '1' }] }],
    ['rate-is-malformed', { rates: [bad] }],
    ['rates-of-this-day-exist-with-different-rates', { base: 'USD', rates: [{ currency: 'KES', perBase: '142.5' }] }],
    ['rates-of-this-day-exist-with-different-rates', { rates: [] }],
    ['rates-of-this-day-exist-with-different-rates', { rates: [{ currency: 'USD', perBase: '1.2' }] }],
    ['rates-of-this-day-exist', {}],
    ['rates-of-this-day-exist', { rates: [{ currency: 'USD', perBase: '01.10' }] }],
  ])('is refused: %s', (code, fault) => {
    const kept = table({ USD: '1.1' });
    expect(decideRecordRates({ ...record, rates: kept.rates, ...fault }, { kept })).toMatchObject({ code });
  });
});
