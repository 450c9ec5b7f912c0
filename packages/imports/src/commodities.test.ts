import { describe, expect, test } from 'vitest';
import { readBeancount, readHledger, readPostings } from './index.ts';
import { collect, streamOf } from './testing/streams.ts';

const resources = { HOURS: 2, 'PLACES-2026': 0 };

const hledger = (...postings: readonly string[]): string => `2026-03-01 x\n  ${postings.join('\n  ')}\n`;
const beancount = (...postings: readonly string[]): string => `2026-03-01 * "x"\n  ${postings.join('\n  ')}\n`;
const csv = (...rows: readonly string[]): string =>
  ['entry_id,day,account,currency,amount,balance', ...rows.map((row) => `e,2026-03-01,${row}`)].join('\n');

describe('resources that the books have declared are read as currencies are', () => {
  const READERS = [
    [
      'hledger',
      readHledger,
      hledger(
        'Expenses:Care  7.50 HOURS = 7.5 HOURS',
        'Income:Gifts',
        'Assets:Rooms  3 "PLACES-2026"',
        'Equity:Other  -3 "PLACES-2026"',
      ),
    ],
    [
      'Beancount',
      readBeancount,
      `${beancount(
        'Expenses:Care  7.50 HOURS',
        'Income:Gifts',
        'Assets:Rooms  3 PLACES-2026',
        'Equity:Other  -3 PLACES-2026 ; note',
      )}2026-03-02 balance Assets:Rooms 3 PLACES-2026\n2026-03-02 balance Expenses:Care 7.5 HOURS\n`,
    ],
    [
      'CSV',
      readPostings,
      csv(
        'Expenses:Care,HOURS,7.5,7.50',
        'Income:Gifts,HOURS,-7.50,',
        'Assets:Rooms,PLACES-2026,3,3',
        'Equity:Other,PLACES-2026,-3,',
      ),
    ],
  ] as const;

  test.each(READERS)('%s', async (_, reader, text) => {
    const { read, refused } = await collect(reader(streamOf(text), { resources }));
    expect(refused).toEqual([]);
    expect(read[0]?.postings).toEqual([
      { account: 'Expenses:Care', currency: 'HOURS', amountMinor: 750n },
      { account: 'Income:Gifts', currency: 'HOURS', amountMinor: -750n },
      { account: 'Assets:Rooms', currency: 'PLACES-2026', amountMinor: 3n },
      { account: 'Equity:Other', currency: 'PLACES-2026', amountMinor: -3n },
    ]);
    const unknown = await collect(reader(streamOf(text), {}));
    expect(unknown.read).toEqual([]);
    expect(unknown.refused[0]?.code).toBe('commodity-is-not-a-currency');
  });
});

test.each([
  ['a fraction of a place', ['A  1.5 "PLACES-2026"', 'B'], 'amount-has-a-fraction', 2],
  ['more places than were declared', ['A  1.005 HOURS', 'B'], 'amount-has-a-fraction', 2],
  ['what does not balance', ['A  1.50 HOURS', 'B  -1.00 HOURS'], 'entry-does-not-balance', 1],
  ['hours against money', ['A  1.50 HOURS', 'B  -30.00 EUR'], 'entry-does-not-balance', 1],
  ['hours that were bought', ['A  1.50 HOURS @ 20 EUR', 'B'], 'cost-is-malformed', 2],
  ['money that cost hours', ['A  30.00 EUR @@ 1.50 HOURS', 'B'], 'cost-is-malformed', 2],
  ['a balance that differs', ['A  1.50 HOURS = 1.25 HOURS', 'B'], 'balance-assertion-fails', 2],
])('%s is refused with its line', async (_, postings, code, line) => {
  const { refused } = await collect(readHledger(streamOf(hledger(...postings)), { resources }));
  expect(refused.map((one) => [one.code, one.at.line])).toEqual([[code, line]]);
});

test('what is said of an amount has the places of the resource', async () => {
  const { refused } = await collect(readHledger(streamOf(hledger('A  1.50 HOURS', 'B  -1.00 HOURS')), { resources }));
  expect(refused[0]?.message).toContain('0.50 HOURS');
});
