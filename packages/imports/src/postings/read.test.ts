import { describe, expect, test } from 'vitest';
import { collect, streamOf } from '../testing/streams.ts';
import { readPostings } from './read.ts';

const HEAD = 'entry_id,day,account,currency,amount,balance,note';
const read = (...rows: readonly string[]) => collect(readPostings(streamOf([HEAD, ...rows, ''].join('\r\n'))));

test('entries are read from their rows, with their balances checked', async () => {
  const { read: rows, refused } = await read(
    'e1,2026-03-01,assets:bank,EUR,12.50,12.50,"a ""b"", c"',
    'e1,2026-03-01,income:gifts,EUR,-12.50,-12.50,',
    "e2,2026-03-02,assets:bank,JPY,7,7,'=1",
    'e2,2026-03-02,income:gifts,JPY,-7,,',
  );
  expect(refused).toEqual([]);
  expect(rows.map(({ sourceId, day, line, postings }) => [sourceId, day, line, postings])).toEqual([
    [
      'e1',
      '2026-03-01',
      2,
      [
        { account: 'assets:bank', currency: 'EUR', amountMinor: 1_250n },
        { account: 'income:gifts', currency: 'EUR', amountMinor: -1_250n },
      ],
    ],
    [
      'e2',
      '2026-03-02',
      4,
      [
        { account: 'assets:bank', currency: 'JPY', amountMinor: 7n },
        { account: 'income:gifts', currency: 'JPY', amountMinor: -7n },
      ],
    ],
  ]);
});

describe('what is not certain is refused as a whole entry, with its line', () => {
  test.each<[string, readonly string[], string, number]>([
    ['too few cells', ['e1,2026-03-01,assets:a,EUR'], 'line-is-not-understood', 2],
    ['an open quote', ['e1,2026-03-01,assets:a,EUR,1.00,1.00,"x'], 'line-is-not-understood', 2],
    ['a day that is none', ['e1,1.3.2026,assets:a,EUR,1.00,,'], 'date-is-malformed', 2],
    ['two days', ['e1,2026-03-01,assets:a,EUR,1.00,,', 'e1,2026-03-02,assets:b,EUR,-1.00,,'], 'date-is-malformed', 3],
    ['no account', ['e1,2026-03-01,,EUR,1.00,,'], 'account-is-malformed', 2],
    ['no amount', ['e1,2026-03-01,assets:a,EUR,,,'], 'amount-is-malformed', 2],
    ['a fraction', ['e1,2026-03-01,assets:a,EUR,0.001,,'], 'amount-has-a-fraction', 2],
    ['too much', ['e1,2026-03-01,assets:a,JPY,9999999999999999999999,,'], 'amount-is-too-large', 2],
    ['no currency', ['e1,2026-03-01,assets:a,HOURS,1,,'], 'commodity-is-not-a-currency', 2],
    ['a balance that differs', ['e1,2026-03-01,assets:a,EUR,1.00,1.01,'], 'balance-assertion-fails', 2],
    ['a balance that is none', ['e1,2026-03-01,assets:a,EUR,1.00,x,'], 'amount-is-malformed', 2],
    ['one side alone', ['e1,2026-03-01,assets:a,EUR,1.00,,'], 'entry-does-not-balance', 2],
  ])('%s', async (_name, rows, code, line) => {
    const { refused } = await read(...rows);
    expect(refused.map((one) => [one.code, one.at.line])).toEqual([[code, line]]);
  });
});

test.each([[''], ['a,b\n'], ['entry_id,day,account,currency\n']])('%j is no such file', async (text) => {
  await expect(collect(readPostings(streamOf(text)))).rejects.toThrow(/column|empty/);
});
