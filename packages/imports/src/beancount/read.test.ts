import { describe, expect, test } from 'vitest';
import { collect, streamOf } from '../testing/streams.ts';
import { readBeancount } from './read.ts';

const GOOD = `
option "title" "East"
* A heading
1970-01-01 open Assets:Bank:Main EUR,USD
  path: "assets:bank:main"
1970-01-01 open Income:Gifts
2026-03-01 * "A donor; or two" "Gift" #tag ^link
  id: "e1"
  Assets:Bank:Main  1,012.50 EUR
    fund: "general"
  Income:Gifts  ; the rest
2026/03/02 ! "Exchange"
  ! Assets:Bank:Main  -10.00 EUR @ 1.17 USD
  Assets:Bank:Main  11.70 USD
2026-03-02 price EUR 1.17 USD
2026-03-03 balance Assets:Bank  1002.50 ~ 0.01 EUR ; with all below
2026-03-01 balance Assets:Bank:Main  0 EUR
2026-12-31 balance Assets:Bank:Main  11.7 USD
`;

const read = (text: string) => collect(readBeancount(streamOf(text)));

test('books are read: header, postings, a missing amount, an exchange, balances by day', async () => {
  const { read: rows, refused } = await read(GOOD);
  expect(refused).toEqual([]);
  expect(
    rows.map(({ day, status, description, line, postings }) => [day, status, description, line, postings]),
  ).toEqual([
    [
      '2026-03-01',
      'cleared',
      'A donor, or two | Gift',
      7,
      [
        { account: 'Assets:Bank:Main', currency: 'EUR', amountMinor: 101_250n },
        { account: 'Income:Gifts', currency: 'EUR', amountMinor: -101_250n },
      ],
    ],
    [
      '2026-03-02',
      'pending',
      'Exchange',
      12,
      [
        { account: 'Assets:Bank:Main', currency: 'EUR', amountMinor: -1_000n },
        { account: 'Assets:Bank:Main', currency: 'USD', amountMinor: 1_170n },
        { account: 'equity:trading:EUR-USD', currency: 'EUR', amountMinor: 1_000n },
        { account: 'equity:trading:EUR-USD', currency: 'USD', amountMinor: -1_170n },
      ],
    ],
  ]);
});

describe('what is not certain is refused with its line', () => {
  const entry = (...lines: readonly string[]): string =>
    `2026-03-01 * "x"\n${lines.map((line) => `  ${line}`).join('\n')}\n`;

  test.each<[string, string, string, number]>([
    ['another file', 'include "b.beancount"\n', 'directive-is-not-supported', 1],
    ['a plugin', 'plugin "auto"\n', 'line-is-not-understood', 1],
    ['a pad', '2026-03-01 pad Assets:A Equity:B\n', 'line-is-not-understood', 1],
    ['lots', entry('Assets:A  1 EUR {2 USD}', 'Assets:B'), 'lot-is-not-supported', 2],
    ['arithmetic', entry('Assets:A  (1/3) EUR', 'Assets:B'), 'amount-is-malformed', 2],
    ['a share', entry('Assets:A  1 GOOG', 'Assets:B'), 'commodity-is-not-a-currency', 2],
    ['what does not balance', entry('Assets:A  1.00 EUR', 'Assets:B  -1.01 EUR'), 'entry-does-not-balance', 1],
    ['no day', '2026-02-30 * "x"\n  Assets:A  1 EUR\n  Assets:B\n', 'date-is-not-in-the-calendar', 1],
    [
      'a balance that is off by one',
      `${entry('Assets:A  1.00 EUR', 'Assets:B')}2026-03-02 balance Assets:A 1.01 EUR\n`,
      'balance-assertion-fails',
      4,
    ],
    [
      'a balance of the same morning',
      `${entry('Assets:A  1.00 EUR', 'Assets:B')}2026-03-01 balance Assets:A 1.00 EUR\n`,
      'balance-assertion-fails',
      4,
    ],
    ['a balance that cannot be read', '2026-03-01 balance Assets:A (1+1) EUR\n', 'amount-is-malformed', 1],
    ['a balance of shares', '2026-03-01 balance Assets:A 1 GOOG\n', 'commodity-is-not-a-currency', 1],
    ['a balance of a fraction', '2026-03-01 balance Assets:A 1.001 EUR\n', 'amount-has-a-fraction', 1],
    ['a balance on no day', '2026-02-30 balance Assets:A 1.00 EUR\n', 'date-is-not-in-the-calendar', 1],
  ])('%s', async (_name, text, code, line) => {
    const { refused } = await read(text);
    expect(refused.map((one) => [one.code, one.at.line])).toEqual([[code, line]]);
  });
});
