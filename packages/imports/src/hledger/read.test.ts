import { describe, expect, it } from 'vitest';
import { collect, streamOf } from '../testing/streams.ts';
import type { EntryRow } from './entry-row.ts';
import type { HledgerOptions } from './options.ts';
import { readHledger } from './read.ts';

async function read(journal: string, options?: HledgerOptions, chunkBytes?: number) {
  return collect(readHledger(streamOf(journal, chunkBytes), options));
}

const shown = (row: EntryRow) =>
  row.postings.map((posting) => `${posting.account} ${posting.amountMinor} ${posting.currency}`);

async function postingsOf(lines: string, options?: HledgerOptions): Promise<string[] | undefined> {
  const { read: rows, refused } = await read(`2025-07-02 x\n${lines}\n`, options);
  expect(refused).toEqual([]);
  return rows[0] && shown(rows[0]);
}

describe('the first line of a transaction', () => {
  it.each([
    ['2025-07-02 Donors', { day: '2025-07-02', status: 'unmarked', description: 'Donors' }],
    ['2025/7/2 * Bank | Buy EUR  ; note', { day: '2025-07-02', status: 'cleared', description: 'Bank | Buy EUR' }],
    ['2025.07.02=2025.07.05 ! (123) Rent', { day: '2025-07-02', status: 'pending', code: '123', description: 'Rent' }],
    [
      '2025-07-02=07-05 (a b)Rent (July)',
      { day: '2025-07-02', status: 'unmarked', code: 'a b', description: 'Rent (July)' },
    ],
    ['2025-07-02', { day: '2025-07-02', status: 'unmarked', description: '' }],
    ['2025-07-02 1 + 1 = 2', { day: '2025-07-02', status: 'unmarked', description: '1 + 1 = 2' }],
  ])('%s', async (head, expected) => {
    const { read: rows } = await read(`${head}\n  a  1 EUR\n  b\n`);
    expect(rows).toHaveLength(1);
    const { sourceId, postings, line, ...header } = rows[0] as EntryRow;
    expect(header).toEqual(expected);
    expect([sourceId.length, postings.length, line]).toEqual([34, 2, 1]);
  });

  it.each([
    ['DD/MM/YYYY', '2014-06-05'],
    ['MM/DD/YYYY', '2014-05-06'],
  ] as const)('has a date in the order %s if that is said', async (dateFormat, day) => {
    const { read: rows } = await read('05/06/2014 x\n  a  1 EUR\n  b\n2014-01-02\n', { dateFormat });
    expect(rows.map((row) => row.day)).toEqual([day]);
  });

  it('has the year of the directive Y', async () => {
    const { read: rows } = await read('Y2015\n02-28 x\n  a  1 EUR\n  b\nyear 2016\n2/29 y\n  a  1 EUR\n  b\n');
    expect(rows.map((row) => row.day)).toEqual(['2015-02-28', '2016-02-29']);
  });
});

const AMOUNTS: readonly [text: string, posting: string][] = [
  ['$5', '500 USD'],
  ['-$5', '-500 USD'],
  ['$-5', '-500 USD'],
  ['$ 1,200.50', '120050 USD'],
  ['+5 USD', '500 USD'],
  ['EUR 1,200.50', '120050 EUR'],
  ['EUR -1.200,50', '-120050 EUR'],
  ['1200.50 EUR', '120050 EUR'],
  ['1200.50EUR', '120050 EUR'],
  ['-1 200.5 "EUR"', '-120050 EUR'],
  ['£0.01', '1 GBP'],
  ['1234 JPY', '1234 JPY'],
  ['1.250 KWD', '1250 KWD'],
];

describe('an amount', () => {
  it.each(AMOUNTS)('%s', async (text, expected) => {
    expect((await postingsOf(`  a  ${text} ; x\n  b`))?.[0]).toBe(`a ${expected}`);
    expect((await postingsOf(`\t* a b\t${text}\n  b`))?.[0]).toBe(`a b ${expected}`);
  });

  it('without a symbol is of the default currency', async () => {
    expect(await postingsOf('  a  5\n  b', { defaultCurrency: 'JPY' })).toEqual(['a 5 JPY', 'b -5 JPY']);
    const { read: rows } = await read('D €1.000,00\n2025-07-02\n  a  1.200\n  b\n');
    expect(rows.map(shown)).toEqual([['a 120000 EUR', 'b -120000 EUR']]);
  });

  it('has the symbols that the caller says', async () => {
    expect(await postingsOf('  a  $5\n  b', { symbols: { $: 'CAD' } })).toEqual(['a 500 CAD', 'b -500 CAD']);
    expect(await postingsOf('  a  5 kr\n  b', { symbols: { kr: 'SEK' } })).toEqual(['a 500 SEK', 'b -500 SEK']);
  });

  it('like 1,200 is read if the mark is declared', async () => {
    const entry = '2025-07-02\n  a  1,200 USD\n  b\n';
    for (const above of ['decimal-mark .', 'commodity 1,000.00 USD', 'commodity USD\n  format 1,000.00 USD']) {
      const { read: rows } = await read(`${above}\n${entry}`);
      expect(rows.map(shown)).toEqual([['a 120000 USD', 'b -120000 USD']]);
    }
    expect((await read(entry, { decimalMark: '.' })).read.map(shown)).toEqual([['a 120000 USD', 'b -120000 USD']]);
  });
});

describe('a missing amount', () => {
  it('balances the others, in each currency', async () => {
    expect(await postingsOf('  a  5 EUR\n  a  -2 USD\n  b')).toEqual([
      'a 500 EUR',
      'a -200 USD',
      'b -500 EUR',
      'b 200 USD',
    ]);
  });

  it('of nothing is no posting, nor is a zero', async () => {
    expect(await postingsOf('  a  5 EUR\n  b  -5 EUR\n  c\n  d  0 EUR')).toEqual(['a 500 EUR', 'b -500 EUR']);
  });

  it('is one among the real and one among the bracketed postings', async () => {
    expect(await postingsOf('  a  5 EUR\n  [c]  2 EUR\n  b\n  [d]')).toEqual([
      'a 500 EUR',
      'c 200 EUR',
      'b -500 EUR',
      'd -200 EUR',
    ]);
  });
});

describe('an exchange goes through a trading account', () => {
  it('at a price for each', async () => {
    expect(await postingsOf('  eur  85000.00 EUR @ 1.1700 USD\n  fees  12.50 USD\n  usd  -99462.50 USD')).toEqual([
      'eur 8500000 EUR',
      'fees 1250 USD',
      'usd -9946250 USD',
      'equity:trading:EUR-USD -8500000 EUR',
      'equity:trading:EUR-USD 9945000 USD',
    ]);
  });

  it('at a price in all, sold as well as bought, under one name', async () => {
    const trading = (rows: string[] | undefined) => rows?.filter((row) => row.startsWith('equity:trading'));
    expect(trading(await postingsOf('  eur  -10 EUR @@ 11.70 USD\n  usd'))).toEqual([
      'equity:trading:EUR-USD 1000 EUR',
      'equity:trading:EUR-USD -1170 USD',
    ]);
    expect(trading(await postingsOf('  usd  11.70 USD @@ 10 EUR\n  eur'))).toEqual([
      'equity:trading:EUR-USD -1170 USD',
      'equity:trading:EUR-USD 1000 EUR',
    ]);
  });

  it('of which the cost is rounded once, over the whole transaction', async () => {
    // 33.33 × 1.1234 = 37.442922
    expect(await postingsOf('  eur  33.33 EUR @ 1.1234 USD\n  usd  -37.44 USD')).toEqual([
      'eur 3333 EUR',
      'usd -3744 USD',
      'equity:trading:EUR-USD -3333 EUR',
      'equity:trading:EUR-USD 3744 USD',
    ]);
    // Twice 0.005 is 0.01, though each rounds to 0.00.
    expect(await postingsOf('  eur  0.01 EUR @ 0.5 USD\n  gbp  0.01 GBP @ 0.5 USD\n  usd')).toEqual([
      'eur 1 EUR',
      'gbp 1 GBP',
      'usd -1 USD',
      'equity:trading:EUR-USD -1 EUR',
      'equity:trading:GBP-USD -1 GBP',
      'equity:trading:GBP-USD 1 USD',
    ]);
  });
});

const ASSERTIONS: readonly [assertion: string, holds: boolean][] = [
  ['= 7 EUR', true],
  ['= 7.01 EUR', false],
  ['=7 EUR', true],
  ['= 3 USD', true],
  ['= 0 GBP', true],
  ['== 7 EUR', false],
  ['=* 9 EUR', true],
  ['=* 7 EUR', false],
  ['==* 9 EUR', false],
  ['= 0', false],
];

describe('a balance assertion', () => {
  it.each(ASSERTIONS)('%s holds: %s', async (assertion, holds) => {
    const journal = `2025-07-01\n  a  3 EUR\n  a:x  2 EUR\n  a  3 USD\n  ab  9 EUR\n  b\n2025-07-02\n  a  4 EUR ${assertion}\n  b\n`;
    const { read: rows, refused } = await read(journal);
    expect(rows).toHaveLength(holds ? 2 : 1);
    expect(refused.map(({ code, at }) => [code, at.line])).toEqual(holds ? [] : [['balance-assertion-fails', 8]]);
  });

  it('says what there is', async () => {
    const { refused } = await read('2025-07-01\n  a  3 EUR = 3.01 EUR\n  b\n');
    expect(refused[0]?.message).toBe('a is said to have 3.01 EUR and has 3.00 EUR, which is 0.01 EUR less.');
  });

  it('is of no currency left if it is a bare zero', async () => {
    const { read: rows, refused } = await read('2025-07-01\n  a  3 EUR\n  b\n2025-07-02\n  a  -3 EUR = 0\n  b\n');
    expect([rows.length, refused.length]).toEqual([2, 0]);
  });

  it('alone makes a transaction without postings', async () => {
    const { read: rows } = await read('2025-07-01\n  a  3 EUR\n  b\n2025-07-02 check\n  a  0 EUR = 3 EUR\n');
    expect(rows.map((row) => row.postings.length)).toEqual([2, 0]);
  });

  it('counts the amounts of refused transactions, so that one fault is told once', async () => {
    const { refused } = await read('2025-07-01\n  a  3 EUR\n  b  -2 EUR\n2025-07-02\n  a  1 EUR = 4 EUR\n  b\n');
    expect(refused.map(({ code }) => code)).toEqual(['entry-does-not-balance']);
  });
});

const REFUSED: readonly [journal: string, code: string, line: number][] = [
  ['hello', 'line-is-not-understood', 1],
  ['  a  1 EUR', 'line-is-not-understood', 1],
  ['\n\n  a  1 EUR', 'line-is-not-understood', 3],
  ['Y MMXV', 'line-is-not-understood', 1],
  ['decimal-mark ;', 'line-is-not-understood', 1],
  ['include other.journal', 'directive-is-not-supported', 1],
  ['!include other.journal', 'directive-is-not-supported', 1],
  ['define x=1', 'directive-is-not-supported', 1],
  ['account a\n  alias b', 'directive-is-not-supported', 2],
  ['D 1000.00 AAPL', 'commodity-is-not-a-currency', 1],
  ['comment\n2025-07-02\n  a  1 EUR\n', 'comment-is-not-ended', 1],
  ['~ monthly\n  a  1 EUR\n  b', 'periodic-entry-is-not-supported', 1],
  ['= a\n  a  *1\n  b', 'automated-entry-is-not-supported', 1],
  ['2025-07-02 x\u0000\n  a  1 EUR\n  b', 'text-is-malformed', 1],
  ['05/06/2014 x\n  a  1 EUR\n  b', 'date-format-is-not-stated', 1],
  ['17/06/2014 x\n  a  1 EUR\n  b', 'date-format-is-not-stated', 1],
  ['2025-02-29 x\n  a  1 EUR\n  b', 'date-is-not-in-the-calendar', 1],
  ['2025-02-28=2025-02-30 x\n  a  1 EUR\n  b', 'date-is-not-in-the-calendar', 1],
  ['02-28 x\n  a  1 EUR\n  b', 'date-is-malformed', 1],
  ['2025-02/28 x\n  a  1 EUR\n  b', 'date-is-malformed', 1],
  ['20250228 x\n  a  1 EUR\n  b', 'date-is-malformed', 1],
  ['2025-07-02\n  a::b  1 EUR\n  b', 'account-is-malformed', 2],
  ['2025-07-02\n  a  1 EUR\n  b ;comment', 'account-is-malformed', 3],
  ['2025-07-02\n  a $5.00\n  b  -5 USD', 'amount-is-not-separated', 2],
  ['2025-07-02\n  a 5.00 USD\n  b  -5 USD', 'amount-is-not-separated', 2],
  ['2025-07-02\n  a  five EUR\n  b', 'amount-is-malformed', 2],
  ['2025-07-02\n  a  -$-5\n  b', 'amount-is-malformed', 2],
  ['2025-07-02\n  a  $5 USD\n  b', 'amount-is-malformed', 2],
  ['2025-07-02\n  a  ($5 * 2)\n  b', 'amount-is-malformed', 2],
  ['2025-07-02\n  a  1,2 3 EUR\n  b', 'amount-is-malformed', 2],
  ['2025-07-02\n  a  1 EUR\n  b  @ 2 USD', 'amount-is-malformed', 3],
  ['2025-07-02\n  a  1 EUR = five\n  b', 'amount-is-malformed', 2],
  ['2025-07-02\n  a  1,200 EUR\n  b', 'amount-is-ambiguous', 2],
  ['2025-07-02\n  a  5\n  b', 'commodity-is-missing', 2],
  ['2025-07-02\n  a  5 AAPL @ 100 USD\n  b', 'commodity-is-not-a-currency', 2],
  ['2025-07-02\n  a  5 USD @@ 1 AAPL\n  b', 'commodity-is-not-a-currency', 2],
  ['2025-07-02\n  a  ¥5\n  b', 'commodity-is-not-a-currency', 2],
  ['2025-07-02\n  a  0.005 EUR\n  b', 'amount-has-a-fraction', 2],
  ['2025-07-02\n  a  46116860184273879.04 EUR\n  b', 'amount-is-too-large', 2],
  ['2025-07-02\n  a  9999999999999999999999999999999999 EUR\n  b', 'amount-is-too-large', 2],
  ['2025-07-02\n  a  46116860184273879 EUR\n  a  46116860184273879 EUR\n  b', 'amount-is-too-large', 1],
  ['2025-07-02\n  a  5 EUR {1 USD}\n  b', 'lot-is-not-supported', 2],
  ['2025-07-02\n  a  5 EUR @ 1 EUR\n  b', 'cost-is-malformed', 2],
  ['2025-07-02\n  a  5 EUR @ -1 USD\n  b', 'cost-is-malformed', 2],
  ['2025-07-02\n  a  = 5 EUR\n  b', 'balance-assignment-is-not-supported', 2],
  ['2025-07-02\n  a  5 EUR\n  b\n  (c)  5 EUR', 'one-sided-posting-is-not-supported', 4],
  ['2025-07-02 x', 'entry-has-no-postings', 1],
  ['2025-07-02\n  a  5 EUR\n  b\n  c', 'several-amounts-are-missing', 1],
  ['2025-07-02\n  a  5 EUR\n  b  -5.01 EUR', 'entry-does-not-balance', 1],
  ['2025-07-02\n  a  5 EUR', 'entry-does-not-balance', 1],
  ['2025-07-02\n  a  5 EUR\n  b  -5.50 USD', 'entry-does-not-balance', 1],
  ['2025-07-02\n  a  5 EUR\n  b  -3 EUR\n  [c]  -2 EUR', 'entry-does-not-balance', 1],
  ['2025-07-02\n  a  5 EUR @ 1.1 USD\n  b  -5.51 USD', 'entry-does-not-balance', 1],
];

describe('refused, once, at its line, and what follows is read', () => {
  for (const [journal, code, line] of REFUSED) {
    it(`${code}: ${JSON.stringify(journal)}`, async () => {
      const { read: before, refused } = await read(journal);
      expect(before).toEqual([]);
      expect(refused).toEqual([{ kind: 'rejected', code, message: expect.stringMatching(/.{10,}\.$/), at: { line } }]);
      const isEndless = code === 'comment-is-not-ended' || journal.includes('alias');
      const { read: after } = await read(`${journal}\n\n2025-08-01 y\n  z  1 EUR\n  w\n`);
      expect(after.map((row) => row.description)).toEqual(isEndless ? [] : ['y']);
    });
  }

  it.each([
    `  a  USD${' '.repeat(60_000)}x`,
    `  a  1 EUR = ${'0'.repeat(60_000)}`,
    `  a  ${'1 '.repeat(30_000)}`,
    `  a  ${'1,'.repeat(30_000)}`,
  ])('soon, also if it is long: %#', async (posting) => {
    const begun = process.cpuUsage();
    const { refused } = await read(`2025-07-02\n${posting}\n  b\n`);
    expect(refused.map(({ code }) => code)).toEqual(['amount-is-malformed']);
    // What the process worked, not what passed: a busy machine is not slow reading.
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });

  it('with the difference in the message', async () => {
    const { refused } = await read('2025-07-02\n  a  5 EUR\n  b  -5.01 EUR\n  c  3 USD\n');
    expect(refused[0]?.message).toBe('The postings add up to -0.01 EUR and 3.00 USD instead of zero.');
  });
});

describe('below a directive that changes what lines mean, transactions are refused', () => {
  const entry = (name: string) => `2025-07-02 ${name}\n  a  1 EUR\n  b\n`;
  it.each([
    ['apply account x', 'end apply account'],
    ['apply account x\napply account y\nend apply account', 'end apply account'],
    ['alias a=b', 'end aliases'],
  ])('%j until %s', async (begin, end) => {
    const { read: rows, refused } = await read(`${entry('1')}${begin}\n${entry('2')}${end}\n${entry('3')}`);
    expect(rows.map((row) => row.description)).toEqual(['1', '3']);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['directive-is-not-supported']));
    expect(refused.at(-1)?.at.line).toBe(4 + begin.split('\n').length);
  });

  it('until the last of them has ended', async () => {
    const { read: rows } = await read(`apply account x\nalias c=d\nend apply account\n${entry('1')}`);
    expect(rows).toEqual([]);
  });

  it('also after "end tag" and other ends', async () => {
    const { read: rows } = await read(`apply account x\napply tag y\nend apply tag\nend tag\n${entry('1')}`);
    expect(rows).toEqual([]);
  });
});

it('comments, prices and declarations are passed over', async () => {
  const journal = `; c\n# c\n* c\n% c\n| c
account assets:bank  ; type:A
  ; more
  note something
commodity 1,000.00 USD
P 2025-07-01 EUR 1.1700 USD
tag receipt
payee Donors
comment
2025-07-02 not this
  a  1 EUR
end comment
2025-07-02 this  ; receipt: 1
  ; Receipt: a.pdf
  a  1 EUR  ; = 5 EUR
  ; between
  b         ; nothing
`;
  for (const text of [journal, journal.replaceAll('\n', '\r\n')]) {
    for (const chunkBytes of [1, 65_536]) {
      const { read: rows, refused } = await read(text, {}, chunkBytes);
      expect(refused).toEqual([]);
      expect(rows.map((row) => [row.description, row.line, ...shown(row)])).toEqual([
        ['this', 17, 'a 100 EUR', 'b -100 EUR'],
      ]);
    }
  }
});

describe('the id of a transaction', () => {
  it('is the same wherever and however it stands, and another for another', async () => {
    const { read: rows } = await read('2025-07-02 * x ; c\n  a  $1,000.00\n  b\n');
    const { read: moved } = await read(
      '2025/7/2 y\n  a  1 USD\n  b\n\n2025/7/2 x\n  a  1000 USD ; c\n  b  -1000 USD\n',
    );
    expect(moved[1]?.sourceId).toBe(rows[0]?.sourceId);
    expect(moved[0]?.sourceId).not.toBe(rows[0]?.sourceId);
  });

  it('counts equal transactions', async () => {
    const entry = '2025-07-02 x\n  a  1 EUR\n  b\n';
    const { read: rows } = await read(entry + entry);
    expect(rows.map((row) => row.sourceId.slice(-2))).toEqual(['-1', '-2']);
    expect(rows[0]?.sourceId.slice(0, -2)).toBe(rows[1]?.sourceId.slice(0, -2));
  });
});
