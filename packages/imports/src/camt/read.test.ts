import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { BankItem } from '../bank/bank-row.ts';
import { collect, streamOf } from '../testing/streams.ts';
import { readCamt } from './read.ts';

const file = (version: string): string =>
  readFileSync(join(import.meta.dirname, `../testing/files/camt.053.001.${version}.xml`), 'utf8');
const SAMPLE = file('08');

async function read(text: string | Uint8Array, chunkBytes?: number) {
  const { read: items, refused } = await collect(readCamt(streamOf(text, chunkBytes)));
  const lines = items.flatMap((item: BankItem) => (item.type === 'line' ? [item.line] : []));
  const statements = items.flatMap((item: BankItem) => (item.type === 'statement' ? [item.statement] : []));
  return { lines, statements, codes: refused.map(({ code }) => code), refused };
}

const changed = (from: string, to: string): string => {
  if (!SAMPLE.includes(from)) throw new Error(`The sample has no ${from}.`);
  return SAMPLE.replace(from, to);
};

describe.each(['02', '08', '13'])('camt.053.001.%s', (version) => {
  test('gives its lines, with the parts of a batch, and then the statement', async () => {
    const { lines, statements, codes } = await read(file(version));
    expect(codes).toEqual([]);
    expect(lines.map(({ bookedOn, amountMinor, bankReference }) => [bookedOn, amountMinor, bankReference])).toEqual([
      ['2026-03-02', 50_000n, 'BANK-REF-1'],
      ['2026-03-10', -10_000n, 'BANK-REF-2/1'],
      ['2026-03-10', -20_000n, 'BANK-REF-2/2'],
      ['2026-03-31', -450n, undefined],
      ['2026-03-31', 1_500n, undefined],
    ]);
    expect(lines[0]).toMatchObject({
      valueOn: '2026-03-03',
      counterpartyName: 'Mara Muster & Co',
      counterpartyAccount: 'DE89370400440532013000',
      paymentReference: 'GIFT-77',
      remittance: 'For the school <with> thanks',
    });
    expect(lines[2]).toMatchObject({ paymentReference: 'PAY-2', counterpartyName: 'Juan Pérez' });
    expect(lines[3]).toMatchObject({ remittance: 'Account fee' });
    expect(lines[4]).toMatchObject({ isReversal: true, returnReason: 'AC04' });
    expect(lines[4]).not.toHaveProperty('paymentReference');
    expect(statements).toEqual([
      {
        ordinal: 0,
        statementId: '2026-003',
        account: 'DE02120300000000202051',
        currency: 'EUR',
        from: '2026-03-01',
        to: '2026-03-31',
        openingMinor: 100_000n,
        closingMinor: 121_050n,
        lines: 5,
        notBooked: 1,
      },
    ]);
  });
});

test('comes out the same in whatever chunks it is read', async () => {
  const whole = await read(SAMPLE);
  for (const bytes of [1, 7, 4_096]) expect(await read(SAMPLE, bytes)).toEqual(whole);
});

test('has several statements, of accounts in several currencies', async () => {
  const statement = /<Stmt>[\s\S]*<\/Stmt>/.exec(SAMPLE)?.[0] ?? '';
  const second = statement.replaceAll('EUR', 'CHF').replace('DE02120300000000202051', 'CH9300762011623852957');
  const { statements, codes } = await read(SAMPLE.replace('</Stmt>', `</Stmt>${second}`));
  expect(codes).toEqual([]);
  expect(statements.map(({ ordinal, account, currency }) => [ordinal, account, currency])).toEqual([
    [0, 'DE02120300000000202051', 'EUR'],
    [1, 'CH9300762011623852957', 'CHF'],
  ]);
});

test('falls back on the closing balance of the day before', async () => {
  const { statements, codes } = await read(changed('>OPBD<', '>PRCD<'));
  expect(codes).toEqual([]);
  expect(statements[0]?.openingMinor).toBe(100_000n);
});

test('keeps a batch as one line where its parts have no amounts', async () => {
  const { lines, codes } = await read(SAMPLE.replaceAll('<Amt Ccy="EUR">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>', ''));
  expect(codes).toEqual([]);
  expect(lines.map(({ amountMinor }) => amountMinor)).toEqual([50_000n, -30_000n, -450n, 1_500n]);
});

test.each([
  ['balances-do-not-add-up', '1210.5<', '1210.51<'],
  ['balance-is-missing', '>CLBD<', '>ITBD<'],
  ['account-is-missing', '<IBAN>DE02120300000000202051</IBAN>', ''],
  ['amount-has-a-fraction', '>4.50<', '>4.505<'],
  ['amount-is-malformed', '>4.50<', '>4,50<'],
  ['amount-is-malformed', '>4.50<', '>-4.50<'],
  ['amount-is-malformed', '>4.50<', '>1e3<'],
  ['amount-is-zero', '>4.50<', '>0<'],
  ['amount-is-too-large', '>4.50<', '>99999999999999999999<'],
  ['amount-is-missing', '<Amt Ccy="EUR">4.50</Amt>', ''],
  ['currency-is-missing', '<Amt Ccy="EUR">4.50</Amt>', '<Amt>4.50</Amt>'],
  ['currency-differs', '<Amt Ccy="EUR">4.50</Amt>', '<Amt Ccy="USD">4.50</Amt>'],
  ['currency-is-unknown', '<Amt Ccy="EUR">4.50</Amt>', '<Amt Ccy="ZZZ">4.50</Amt>'],
  ['batch-does-not-add-up', '>200.00<', '>200.01<'],
  ['date-is-missing', '<BookgDt><Dt>2026-03-02</Dt></BookgDt>', ''],
  ['date-is-malformed', '<Dt>2026-03-02</Dt>', '<Dt>02.03.2026</Dt>'],
  ['date-is-not-in-the-calendar', '<Dt>2026-03-02</Dt>', '<Dt>2026-02-30</Dt>'],
  ['direction-is-missing', '<CdtDbtInd>DBIT</CdtDbtInd><Sts>', '<Sts>'],
  ['statement-ends-before-it-begins', '<ToDtTm>2026-03-31', '<ToDtTm>2026-02-28'],
] as const)('is refused: %s', async (code, from, to) => {
  const { codes, refused } = await read(changed(from, to));
  expect(codes[0]).toBe(code);
  expect(refused[0]?.at.line).toBeGreaterThan(2);
});

const BOMB = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>`;

test.each([
  ['a document type', BOMB + SAMPLE.slice(SAMPLE.indexOf('<Document')), /document type/],
  ['an external entity', '<!DOCTYPE d SYSTEM "file:///etc/passwd"><d>&d;</d>', /document type/],
  ['an entity that nobody declared', changed('Mara Muster', '&mara;'), /not well-formed.*entity/i],
  ['a tag that is not closed', changed('</Stmt>', ''), /not well-formed/],
  ['a file that is cut off', SAMPLE.slice(0, 2_000), /not well-formed/],
  ['two roots', `${SAMPLE}<Document/>`, /not well-formed|root/],
  ['elements too deep', changed('Mara', `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`), /40 deep/],
  ['a text too long', changed('Mara', 'M'.repeat(30_000)), /20000 characters/],
  ['a control character', changed('Mara', 'M\u0007ra'), /control/],
  ['another message', changed('camt.053.001.08', 'camt.054.001.08'), /camt\.054\.001\.08.*not a bank statement/],
  ['no XML', 'Buchungstag;Betrag', /not well-formed/],
  ['nothing', '', /empty|not well-formed/],
  ['no statement', changed('<Stmt>', '<Rpt>').replace('</Stmt>', '</Rpt>'), /no statement/],
  ['another encoding', Buffer.from(SAMPLE, 'latin1'), /not UTF-8/],
])('cannot be read at all: %s', async (_, text, message) => {
  await expect(read(text)).rejects.toMatchObject({
    code: 'ERR_IMPORT_UNREADABLE',
    message: expect.stringMatching(message),
  });
});
