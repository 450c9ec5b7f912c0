import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { BankItem } from '../bank/bank-row.ts';
import { collect, streamOf } from '../testing/streams.ts';
import { type BankCsvMapping, parseBankCsvMapping } from './mapping.ts';
import { readBankCsv } from './read.ts';

const file = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../testing/files', name));
const MAPPING = parseBankCsvMapping(file('bank.mapping.json').toString('utf8'));

async function read(text: string | Uint8Array, mapping: BankCsvMapping, chunkBytes?: number) {
  const { read: items, refused } = await collect(readBankCsv(streamOf(text, chunkBytes), mapping));
  const lines = items.flatMap((item: BankItem) => (item.type === 'line' ? [item.line] : []));
  const statements = items.flatMap((item: BankItem) => (item.type === 'statement' ? [item.statement] : []));
  return { lines, statements, codes: refused.map(({ code }) => code) };
}

const PLAIN: BankCsvMapping = {
  encoding: 'utf-8',
  separator: ',',
  columns: { bookedOn: 'day', amount: 'amount' },
  dateFormat: 'YYYY-MM-DD',
  decimalMark: '.',
  currency: 'EUR',
  order: 'OLDEST_FIRST',
};

test('the sample is read as its mapping says, in whatever chunks', async () => {
  const found = await read(file('bank.windows-1252.csv'), MAPPING);
  expect(found.codes).toEqual([]);
  expect(found.lines.map(({ line: _, ...line }) => line)).toEqual([
    {
      bookedOn: '2026-03-02',
      valueOn: '2026-03-03',
      currency: 'EUR',
      amountMinor: 50_000n,
      counterpartyName: 'Mara Muster',
      remittance: 'Spende; "Schule"',
    },
    {
      bookedOn: '2026-03-10',
      currency: 'EUR',
      amountMinor: -110_050n,
      counterpartyName: 'Ola Nordmann',
      remittance: 'PAY-1',
    },
    { bookedOn: '2026-03-31', currency: 'EUR', amountMinor: -450n, remittance: 'Gebühr' },
  ]);
  expect(found.statements).toEqual([
    {
      ordinal: 0,
      account: 'DE02120300000000202051',
      currency: 'EUR',
      from: '2026-03-02',
      to: '2026-03-31',
      openingMinor: 100_000n,
      closingMinor: 39_500n,
      lines: 3,
      notBooked: 0,
    },
  ]);
  expect(await read(file('bank.windows-1252.csv'), MAPPING, 1)).toEqual(found);
});

test('newest first, with debits and credits apart', async () => {
  const columns = { bookedOn: 'day', debit: 'out', credit: 'in', balance: 'left' };
  const mapping: BankCsvMapping = { ...PLAIN, columns, order: 'NEWEST_FIRST', dateFormat: 'DD/MM/YY' };
  const { lines, statements, codes } = await read(
    'day,out,in,left\n03.02.26,5.00,,15.00\n02.02.26,,20.00,20.00\n',
    mapping,
  );
  expect(codes).toEqual([]);
  expect(lines.map(({ bookedOn, amountMinor }) => [bookedOn, amountMinor])).toEqual([
    ['2026-02-03', -500n],
    ['2026-02-02', 2_000n],
  ]);
  expect(statements[0]).toMatchObject({ openingMinor: 0n, closingMinor: 1_500n, from: '2026-02-02', to: '2026-02-03' });
});

test('a column of words says which way money went', async () => {
  const columns = { bookedOn: 'day', amount: 'amount', direction: 'S/H' };
  const mapping: BankCsvMapping = { ...PLAIN, columns, debitWords: ['S'], creditWords: ['H'] };
  const { lines, codes } = await read(
    'day,amount,S/H\n2026-01-02,5.00,S\n2026-01-02,6.00,H\n2026-01-02,7.00,X\n',
    mapping,
  );
  expect(lines.map(({ amountMinor }) => amountMinor)).toEqual([-500n, 600n]);
  expect(codes).toEqual(['direction-is-missing']);
});

test('the order of the mapping decides what balances follow from', async () => {
  const columns = { bookedOn: 'day', amount: 'amount', balance: 'left' };
  const text = 'day,amount,left\n2026-01-02,5.00,5.00\n2026-01-03,7.00,12.00\n';
  expect((await read(text, { ...PLAIN, columns })).codes).toEqual([]);
  expect((await read(text, { ...PLAIN, columns, order: 'NEWEST_FIRST' })).codes).toEqual(['balances-do-not-add-up']);
});

describe('a row is refused', () => {
  test.each([
    ['date-is-missing', ',5.00'],
    ['date-is-malformed', 'yesterday,5.00'],
    ['date-is-malformed', '05/06/2026,5.00'],
    ['date-is-not-in-the-calendar', '2026-02-30,5.00'],
    ['amount-is-missing', '2026-01-02,'],
    ['amount-is-malformed', '2026-01-02,five'],
    ['amount-is-malformed', '2026-01-02,"5,00"'],
    ['amount-is-malformed', '2026-01-02,-5.00-'],
    ['amount-has-a-fraction', '2026-01-02,5.001'],
    ['amount-is-too-large', '2026-01-02,99999999999999999999.00'],
    ['amount-is-zero', '2026-01-02,0.00'],
    ['row-has-other-columns', '2026-01-02,5.00,more'],
  ])('%s: %s', async (code, row) => {
    const { codes } = await read(`day,amount\n2026-01-01,1.00\n${row}\n`, PLAIN);
    expect(codes).toEqual([code]);
  });

  test.each([
    ['both-sides-have-amounts', '1.00,2.00'],
    ['amount-is-negative', ',-2.00'],
    ['amount-is-missing', ','],
  ])('%s, of two columns', async (code, cells) => {
    const mapping = { ...PLAIN, columns: { bookedOn: 'day', debit: 'out', credit: 'in' } };
    expect((await read(`day,out,in\n2026-01-02,${cells}\n`, mapping)).codes[0]).toBe(code);
  });

  test('currency-differs, currency-is-missing, currency-is-unknown', async () => {
    const mapping = { ...PLAIN, columns: { ...PLAIN.columns, currency: 'cur' } };
    const rows = ['EUR', 'USD', '', 'ZZZ'].map((currency) => `2026-01-02,1.00,${currency}`).join('\n');
    expect((await read(`day,amount,cur\n${rows}`, mapping)).codes).toEqual([
      'currency-differs',
      'currency-is-missing',
      'currency-is-unknown',
    ]);
  });

  test('statement-is-empty', async () => {
    expect((await read('day,amount\n', PLAIN)).codes).toEqual(['statement-is-empty']);
  });
});

test.each([
  ['nothing', '', PLAIN, /no row/],
  ['no such column', 'day,sum\n', PLAIN, /no column "amount"/],
  ['two such columns', 'day,amount,amount\n', PLAIN, /more than one column "amount"/],
  ['a quote in the middle', 'day,amount\n2026-01-02,5"00\n', PLAIN, /double quote/],
  ['a quote that stays open', 'day,amount\n"2026-01-02,5.00\n', PLAIN, /not closed/],
  ['another encoding', Buffer.from('day,amount,ü\n', 'latin1'), PLAIN, /not UTF-8/],
  ['half a character', Buffer.from([0x64, 0x00, 0x61]), { ...PLAIN, encoding: 'utf-16le' } as const, /not in utf-16le/],
])('cannot be read at all: %s', async (_, text, mapping, message) => {
  await expect(read(text, mapping)).rejects.toMatchObject({
    code: 'ERR_IMPORT_UNREADABLE',
    message: expect.stringMatching(message),
  });
});

test.each([
  ['not JSON', '{', /not JSON/],
  ['a list', '[]', /object/],
  ['a misspelt name', JSON.stringify({ ...PLAIN, dateformat: 1 }), /"dateformat" is not known/],
  ['no date format', JSON.stringify({ ...PLAIN, dateFormat: undefined }), /dateFormat is one of/],
  ['no decimal mark', JSON.stringify({ ...PLAIN, decimalMark: undefined }), /decimalMark/],
  ['no order', JSON.stringify({ ...PLAIN, order: undefined }), /order/],
  ['no currency', JSON.stringify({ ...PLAIN, currency: undefined }), /currency/],
  ['an encoding that is not read', JSON.stringify({ ...PLAIN, encoding: 'ebcdic' }), /encoding/],
  ['amount and debit', JSON.stringify({ ...PLAIN, columns: { bookedOn: 'a', amount: 'b', debit: 'c' } }), /either/],
  [
    'direction without words',
    JSON.stringify({ ...PLAIN, columns: { ...PLAIN.columns, direction: 'c' } }),
    /debitWords/,
  ],
])('a mapping is refused: %s', (_, text, message) => {
  expect(() => parseBankCsvMapping(text)).toThrow(message);
});
