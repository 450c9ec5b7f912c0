import { createReadStream } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sharedFile } from '../testing/shared-data.ts';
import { collect, streamOf } from '../testing/streams.ts';
import { readRates } from './read.ts';

const read = (text: string, base = 'EUR') => collect(readRates(streamOf(text, 7), { base }));

describe('rates', () => {
  test('of a day in one row, for one unit of the base that is stated', async () => {
    const { read: rows, refused } = await read(
      'Date,USD,JPY,EUR,KES,\n2026-10-30,1.1172,175.68,1,N/A,\n2026-10-29,1.113,,,150,\n',
    );
    expect(refused).toEqual([]);
    expect(rows).toEqual([
      {
        day: '2026-10-30',
        base: 'EUR',
        rates: [
          { currency: 'USD', perBase: '1.1172' },
          { currency: 'JPY', perBase: '175.68' },
        ],
      },
      {
        day: '2026-10-29',
        base: 'EUR',
        rates: [
          { currency: 'USD', perBase: '1.113' },
          { currency: 'KES', perBase: '150' },
        ],
      },
    ]);
  });

  test('of years, one in each row, as of the last day of the year', async () => {
    const { read: rows } = await read(
      'year,currency,units_per_usd\n2024,KES,134.8\n2023,KES,139.85\n2024,USD,1\n2024,JPY,151.5\n',
    );
    expect(rows).toEqual([
      { day: '2023-12-31', base: 'USD', rates: [{ currency: 'KES', perBase: '139.85' }] },
      {
        day: '2024-12-31',
        base: 'USD',
        rates: [
          { currency: 'KES', perBase: '134.8' },
          { currency: 'JPY', perBase: '151.5' },
        ],
      },
    ]);
  });

  test.each([
    ['61.1434615416667', '61.143461541667'],
    ['0.0000000000005', undefined],
    ['0.0000000000015', '0.000000000002'],
    ['0.0000000000025', '0.000000000002'],
    ['0.00000000000250000000001', '0.000000000003'],
    ['1.0', '1'],
    ['007', '7'],
    ['0', undefined],
    ['-1', undefined],
    ['1e3', undefined],
    ['1,5', undefined],
    ['1234567890123', undefined],
  ])('%s is read as %s', async (value, expected) => {
    const { read: rows, refused } = await read(`Date,USD\n2026-01-01,"${value}"\n`);
    if (expected === undefined) expect(refused).toMatchObject([{ code: 'rate-is-malformed', at: { line: 2 } }]);
    else expect(rows[0]?.rates).toEqual([{ currency: 'USD', perBase: expected }]);
  });

  test.each([
    ['a day of another form', 'Date,USD\n30/10/2026,1\n', 'day-is-malformed'],
    ['a currency that there is not', 'Date,XYZ\n2026-01-01,1\n', 'currency-is-unknown'],
    ['a day without rates', 'Date,USD\n2026-01-01,N/A\n', 'rates-are-missing'],
    ['a year that is none', 'year,currency,units_per_usd\n24,KES,1\n', 'day-is-malformed'],
    ['a day for the second time', 'Date,USD\n2026-01-01,1\n2026-01-01,2\n', 'day-is-repeated'],
    ['two rates of one year', 'year,currency,units_per_usd\n2024,KES,1\n2024,KES,2\n', 'rate-is-malformed'],
  ])('%s is rejected with its line', async (_, text, code) => {
    const { refused } = await read(text);
    expect(refused.map((one) => one.code)).toEqual([code]);
  });

  const tables = (...rows: string[]) => read(['currency,per_base,date,base,source', ...rows].join('\n'));

  test('as nodes give them away, in whatever order the columns are, digit for digit', async () => {
    const { read: rows, refused } = await tables(
      'USD,1.10,2026-01-02,EUR,"A, B"',
      'KES,007,2026-01-02,EUR,"A, B"',
      "USD,1.2,2026-01-01,EUR,'=A",
      'JPY,0.5,2025-12-31,USD,',
    );
    expect(refused).toEqual([]);
    const [usd, kes] = [
      { currency: 'USD', perBase: '1.10' },
      { currency: 'KES', perBase: '007' },
    ];
    expect(rows).toEqual([
      { day: '2026-01-02', base: 'EUR', rates: [usd, kes], source: 'A, B' },
      { day: '2026-01-01', base: 'EUR', rates: [{ currency: 'USD', perBase: '1.2' }], source: '=A' },
      { day: '2025-12-31', base: 'USD', rates: [{ currency: 'JPY', perBase: '0.5' }] },
    ]);
  });

  test.each([
    ['another base within a day', 'KES,1,2026-01-02,USD,A', 'rates-are-of-two-tables'],
    ['another source within a day', 'KES,1,2026-01-02,EUR,B', 'rates-are-of-two-tables'],
    ['a currency twice', 'USD,1,2026-01-02,EUR,A', 'rate-is-malformed'],
    ['the base itself', 'EUR,1,2026-01-02,EUR,A', 'rate-is-malformed'],
    ['no rate', 'KES,,2026-01-02,EUR,A', 'rate-is-malformed'],
    ['no currency', 'XYZ,1,2026-01-02,EUR,A', 'currency-is-unknown'],
  ])('%s refuses the whole table, at its line', async (_, row, code) => {
    const { read: rows, refused } = await tables('USD,1.1,2026-01-02,EUR,A', row, 'USD,1.1,2026-01-03,EUR,A');
    expect(refused).toMatchObject([{ code, at: { line: 3 } }]);
    expect(rows.map(({ day }) => day)).toEqual(['2026-01-03']);
  });

  test('a row with too few cells is refused by itself, and a day that comes again too', async () => {
    const { read: rows, refused } = await tables('USD,1.1,2026-01-02,EUR,A', 'KES,1', 'USD,1,2026-01-02,EUR,A');
    expect(refused).toMatchObject([
      { code: 'line-is-not-understood', at: { line: 3 } },
      { code: 'day-is-repeated', at: { line: 4 } },
    ]);
    expect(rows).toHaveLength(1);
  });

  test.each([
    ['another header', 'Day,USD\n'],
    ['nothing', ''],
    ['a base that is nowhere', 'year,currency,rate\n2024,KES,1\n'],
  ])('%s is no table of rates', async (_, text) => {
    await expect(read(text)).rejects.toThrow('header');
  });

  test('a wide file needs its base', async () => {
    await expect(collect(readRates(streamOf('Date,USD\n'), {}))).rejects.toThrow('one unit of');
  });
});

test('the reference rates of the European Central Bank, and a year of the International Monetary Fund', async (context) => {
  const ecb = await collect(
    readRates(createReadStream(sharedFile(context, 'fx/ecb-eurofxref-2023-07_2026-10.csv')), { base: 'EUR' }),
  );
  expect(ecb.refused).toEqual([]);
  expect(ecb.read[0]).toMatchObject({
    day: '2026-10-30',
    rates: expect.arrayContaining([{ currency: 'HUF', perBase: '366.33' }]),
  });
  const imf = await collect(
    readRates(createReadStream(sharedFile(context, 'fx/imf-annual-average-per-usd-2015_2024.csv')), {}),
  );
  expect(imf.read.map(({ day }) => day)).toEqual(Array.from({ length: 10 }, (_, n) => `${2015 + n}-12-31`));
  expect(imf.refused.every(({ code }) => code === 'currency-is-unknown')).toBe(true);
});
