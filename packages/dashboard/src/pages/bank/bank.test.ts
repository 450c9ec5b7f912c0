import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readValues } from '../../acts/field.ts';
import { readStatementFile, statementIn, statementInShort } from '../../acts/hub/statement-file.ts';
import { acts } from '../../acts/index.ts';
import { graphOf, show, silent, visitTo } from '../../testing.test-helper.ts';
import { paymentFile } from './file.ts';
import { bank } from './page.tsx';

const may = { allowed: true, code: null, reason: null };
const mayNot = { allowed: false, code: 'role-is-missing', reason: 'Only a treasurer.' };
const eur = (decimal: string) => ({ decimal, currency: 'EUR', amountMinor: decimal.replace('.', '') });
const AT = '2026-03-31T10:00:00.000Z';
const LINE = 'cee:bank-line:01ARZ3NDEKTSV4RRFFQ69G5FAV';
const ENTRY = 'cee:entry:01ARZ3NDEKTSV4RRFFQ69G5FAV';
const ACCOUNT = 'cee:bank-account:01ARZ3NDEKTSV4RRFFQ69G5FAV';
const FILE = 'cee:payment-file:01ARZ3NDEKTSV4RRFFQ69G5FAV';
const none = { hasNextPage: false, endCursor: null };
const line = {
  ...{ id: LINE, kind: 'MOVEMENT', bookedOn: '2026-03-31', counterpartyName: 'Bank', counterpartyAccount: null },
  ...{ remittance: 'Fee', isReversal: false, returnReason: null, amount: eur('-4.50') },
};
const reconciliation = {
  ...{ matched: 1, bankBalance: eur('95.50'), bookBalance: eur('100.00'), difference: eur('-4.50') },
  ...{ inTransit: eur('0.00'), unmatchedLineCount: 60, unmatchedLineTotal: eur('-4.50') },
  ...{ unmatchedEntryCount: 0, unmatchedEntryTotal: eur('0.00') },
  unmatchedLines: {
    pageInfo: { hasNextPage: true, endCursor: `2026-03-31 ${LINE}` },
    nodes: [{ ...line, proposals: [{ score: 59 }] }],
  },
  unmatchedEntries: { pageInfo: none, nodes: [] },
};
const account = {
  ...{
    id: ACCOUNT,
    ledgerAccount: 'assets:bank:main',
    currency: 'EUR',
    accountNumber: 'DE89',
    gaps: [],
    reconciliation,
  },
  permissions: { makePaymentFile: may },
  statements: { pageInfo: none, nodes: [] },
  lines: { pageInfo: none, nodes: [{ ...line, match: { id: 'cee:bank-match:1', entries: [ENTRY] } }] },
};
const person = { id: 'cee:person:1', name: 'Ana' };
const file = {
  ...{ id: FILE, status: 'MADE', bankAccount: ACCOUNT, executionDay: '2026-04-03', madeAt: AT, madeBy: person },
  ...{ releasedAt: null, releasedBy: null, total: eur('50.00'), permissions: { release: mayNot, cancel: may } },
  payments: [
    {
      ...{ id: 'cee:payment-order:1', status: 'IN_FILE', payee: 'cee:payee:1', entry: ENTRY, returnReason: null },
      ...{ amount: eur('50.00'), permissions: { return: may } },
    },
  ],
};
const page = (found: unknown, address = '/hubs/cee/bank', errors: object[] = []) => {
  const asked: Record<string, unknown>[] = [];
  const hubBank = (given: Record<string, unknown>) => {
    asked.push(given);
    return { data: { hub: { id: 'cee', bank: found } }, errors };
  };
  return { asked, visit: visitTo(address, { hub: 'cee' }, graphOf({ hubBank })) };
};
const full = { accounts: [account], paymentFiles: { totalCount: 1, nodes: [file] } };

describe('the bank of a hub', () => {
  test('lists what has no partner, with the ways to match and to book it, page by page', async () => {
    const { visit, asked } = page(full);
    const { html, text } = await show(bank, visit);
    expect(text).toContain('60 lines of the bank without an entry');
    expect(html).toContain(`href="/en/act/confirm-bank-match?about=${encodeURIComponent(LINE)}"`);
    expect(html).toContain(`href="/en/act/book-bank-line?about=${encodeURIComponent(LINE)}"`);
    expect(text).toContain('Match: 1 proposal');
    const next = new URLSearchParams({ account: ACCOUNT, lines: `2026-03-31 ${LINE}` });
    expect(html).toContain(`href="/en/hubs/cee/bank?${next.toString().replaceAll('&', '&amp;')}"`);
    expect(html).toContain('href="/en/act/undo-bank-match?about=cee%3Abank-match%3A1"');
    expect(asked[0]).toMatchObject({ lines: null });
    const later = page(full, `/hubs/cee/bank?${next}`);
    await show(bank, later.visit);
    expect(later.asked[0]).toMatchObject({ lines: `2026-03-31 ${LINE}` });
  });

  test('says of a payment file who may let it go, and why not; it is given away once it is released', async () => {
    const { html, text } = await show(bank, page(full).visit);
    expect(text).toMatch(/waits for a second person.*Only a treasurer\./);
    expect(html).toContain('/en/act/cancel-payment-file?about=');
    expect(html).not.toContain('/en/act/release-payment-file?about=');
    expect(html).not.toContain('/en/payment-files/');
    const released = { ...file, status: 'RELEASED', releasedAt: AT, releasedBy: { id: 'p', name: 'Bo' } };
    const shown = await show(bank, page({ ...full, paymentFiles: { totalCount: 1, nodes: [released] } }).visit);
    expect(shown.html).toContain(`href="/en/payment-files/${FILE}"`);
    expect(shown.html).toContain('/en/act/return-payment?about=');
    const paymentXml = () => ({ data: { hub: { bank: { paymentFile: { id: FILE, xml: '<Document/>' } } } } });
    expect((await show(paymentFile, visitTo('/', { file: FILE }, graphOf({ paymentXml })))).text).toBe('<Document/>');
    const nothing = () => ({ data: { hub: { bank: null } } });
    expect((await show(paymentFile, visitTo('/', { file: FILE }, graphOf({ paymentXml: nothing })))).status).toBe(404);
  });

  test('is for some only, may be empty, may not answer, and has no page for what is no place', async () => {
    expect((await show(bank, page(null).visit)).text).toContain('Only treasurers and board members');
    const empty = { accounts: [], paymentFiles: { totalCount: 0, nodes: [] } };
    expect((await show(bank, page(empty).visit)).text).toContain('No bank account is bound');
    expect((await show(bank, page(null, undefined, [silent('cee')]).visit)).status).toBe(503);
    expect((await show(bank, page(null, undefined, [{ code: 'BAD_USER_INPUT' }]).visit)).status).toBe(404);
  });
});

describe('a file of a bank', () => {
  const sample = (name: string) =>
    readFileSync(join(import.meta.dirname, '../../../../imports/src/testing/files', name));
  const read = (name: string, mapping = '', bytes: Uint8Array = sample(name)) =>
    readStatementFile({ name, bytes }, mapping);

  test.each([
    ['camt.053.001.08.xml', undefined],
    ['bank.windows-1252.csv', 'bank.mapping.json'],
  ])('%s is read, goes along in the form, and is shown in short before it is confirmed', async (name, mapping) => {
    const taken = await read(name, mapping === undefined ? '' : sample(mapping).toString('utf8'));
    if (!('value' in taken)) return expect.fail(JSON.stringify(taken));
    const found = statementIn(taken.value);
    expect(found?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(found?.parts.length).toBeGreaterThan(0);
    expect(found?.parts[0]).toMatchObject({ currency: 'EUR', accountNumber: expect.stringMatching(/./) });
    expect(statementInShort(taken.value)).toMatch(new RegExp(`^${name}\n.*\\d{4}-\\d{2}-\\d{2} – .* × \\d`));
    const fields = [{ kind: 'statement', name: 's', label: 's', mapping: 'm' }] as const;
    expect(readValues(fields, { s: taken.value })).toEqual({ values: { s: taken.value } });
    const act = acts.find((one) => one.name === 'importBankStatement');
    const inputs: { idempotencyKey: string }[] = [];
    let isKnown = false;
    const importBankStatement = ({ input }: Record<string, unknown>) => {
      inputs.push(input as { idempotencyKey: string });
      const made = { __typename: 'BankStatement', lineCount: 4, knownLineCount: 1 };
      const refused = { __typename: 'Refused', code: 'statement-is-imported', message: 'No.' };
      return { data: { importBankStatement: isKnown ? refused : made } };
    };
    const visit = visitTo('/act', {}, graphOf({ importBankStatement }));
    const filled = { values: { statement: taken.value }, fields: [], idempotencyKey: 'key' };
    const parts = found?.parts.length ?? 0;
    expect(await act?.carryOut(visit, 'cee', filled)).toEqual({
      done: `/hubs/cee/bank?taken=${3 * parts}&known=${parts}`,
    });
    expect(inputs[0]).toMatchObject({ hub: 'cee', fileSha256: found?.sha256, ordinal: 0, idempotencyKey: 'key-0' });
    isKnown = true;
    const lines = found?.parts.reduce((sum, part) => sum + part.lines.length, 0);
    expect(await act?.carryOut(visit, 'cee', filled)).toEqual({ done: `/hubs/cee/bank?taken=0&known=${lines}` });
  });

  test.each([
    ['that says nothing of how it is written', 'bank.windows-1252.csv', '', undefined, 'mappingMissing'],
    ['with a mapping that is none', 'bank.windows-1252.csv', '{', undefined, 'mappingUnreadable'],
    ['that is something else', 'x.xml', '', Buffer.from('<html></html>'), 'statementUnreadable'],
    [
      'that does not add up',
      'camt.053.001.08.xml',
      '',
      Buffer.from(
        sample('camt.053.001.08.xml')
          .toString('utf8')
          .replace(/(<Ntry>[\s\S]*?<Amt Ccy="EUR">)/, '$19'),
      ),
      'statementRejected',
    ],
  ])('%s is not taken', async (_, name, mapping, bytes, code) => {
    expect(await read(name, mapping, bytes)).toMatchObject({ fault: { code } });
  });

  test('that somebody changed in the form is asked for once more', () => {
    const fields = [{ kind: 'statement', name: 's', label: 's', mapping: 'm' }] as const;
    for (const s of ['x', 'AAAA march.xml', 'e30 march.xml'])
      expect(readValues(fields, { s })).toEqual({ faults: [{ name: 's', code: 'statementMissing' }] });
  });
});

describe('the forms of the bank', () => {
  const proposal = (score: number, id: string) => ({
    ...{ score, reasons: ['SAME_AMOUNT'], daysApart: 0 },
    entries: [{ id, kind: 'fee', effectiveDay: '2026-03-31', cites: [] }],
  });
  const whole = { ...line, bankAccount: ACCOUNT, permissions: { match: may, book: may } };
  const books = {
    funds: { nodes: [{ id: 'cee:fund:1', code: 'general', name: 'General', status: 'OPEN' }] },
    accounts: { nodes: [{ path: 'expenses:travel', currency: 'EUR', status: 'OPEN' }] },
  };
  const answers = (proposals: object[], match: object = may) => ({
    bankLineToMatch: () => ({
      data: { hub: { bank: { line: { ...whole, permissions: { match, book: may }, proposals } }, books } },
    }),
    unmatchedAtBank: () => ({
      data: {
        hub: {
          bank: {
            account: {
              reconciliation: {
                unmatchedLines: { nodes: [line] },
                unmatchedEntries: {
                  nodes: [
                    {
                      day: '2026-03-30',
                      amount: eur('-4.50'),
                      entry: { id: ENTRY, kind: 'fee', effectiveDay: '2026-03-30', cites: [] },
                    },
                  ],
                },
              },
            },
          },
        },
      },
    }),
  });
  const act = (name: string) => acts.find((one) => one.name === name);
  const prepare = (name: string, table: Parameters<typeof graphOf>[0], about: string) =>
    act(name)?.prepare(visitTo('/act', {}, graphOf(table)), about);
  const send = async (name: string, about: string, values: object, table: Parameters<typeof graphOf>[0] = {}) => {
    const sent: unknown[] = [];
    const answer = (given: Record<string, unknown>) => {
      sent.push(given['input']);
      return { data: { [name]: { __typename: 'BankMatch', id: 'x' } } };
    };
    const filled = { values: values as Record<string, string>, fields: [], idempotencyKey: 'key' };
    const visit = visitTo('/act', {}, graphOf({ ...table, [name]: answer }));
    return { outcome: await act(name)?.carryOut(visit, about, filled), input: sent[0] };
  };

  test('the likeliest entry is chosen at first; another may be, and more than one', async () => {
    const prepared = await prepare('confirmBankMatch', answers([proposal(59, 'cee:entry:7')]), LINE);
    expect(prepared).toMatchObject({ node: 'cee', defaults: { proposal: 'cee:entry:7' }, back: '/hubs/cee/bank' });
    expect(prepared?.fields.map(({ name }) => name)).toEqual(['proposal', 'entry0', 'entry1', 'entry2', 'line']);
    const sent = await send('confirmBankMatch', LINE, { proposal: 'NONE', entry0: ENTRY, entry1: ENTRY }, answers([]));
    expect(sent.outcome).toEqual({ done: '/hubs/cee/bank' });
    expect(sent.input).toEqual({ idempotencyKey: 'key', bankAccount: ACCOUNT, lines: [LINE], entries: [ENTRY] });
    const two = await send('confirmBankMatch', LINE, { proposal: 'a b', line: 'other' }, answers([]));
    expect(two.input).toMatchObject({ lines: [LINE, 'other'], entries: ['a', 'b'] });
  });

  test('without a proposal one is not told that one may not, unless one may not', async () => {
    const oneSide = { allowed: false, code: 'match-has-one-side', reason: 'x' };
    expect(await prepare('confirmBankMatch', answers([], oneSide), LINE)).toMatchObject({ permission: may });
    expect(await prepare('confirmBankMatch', answers([], mayNot), LINE)).toMatchObject({ permission: mayNot });
    expect((await prepare('confirmBankMatch', answers([]), LINE))?.fields[0]).toMatchObject({ isOptional: false });
  });

  test('a fee is booked from its line, as is usual', async () => {
    const prepared = await prepare('bookBankLine', answers([]), LINE);
    expect(prepared).toMatchObject({
      permission: may,
      defaults: { kind: 'fee', account: 'expenses:services', counterparty: 'SUPPLIER' },
    });
    const values = { kind: 'fee', account: 'expenses:services', fund: 'cee:fund:1', counterparty: 'STAFF' };
    const { input } = await send('bookBankLine', LINE, values);
    expect(input).toEqual({ idempotencyKey: 'key', line: LINE, ...values });
  });

  test('a file is made of the payments that are ticked, to whom the books say', async () => {
    const entry = (id: string) => ({ id, kind: 'expense-paid', effectiveDay: '2026-03-30', cites: [] });
    const payable = [
      { payee: 'cee:payee:1', amount: eur('50.00'), entry: entry('cee:entry:1') },
      { payee: null, amount: eur('20.00'), entry: entry('cee:entry:2') },
      { payee: 'cee:payee:1', amount: eur('10.00'), entry: entry('cee:entry:3') },
    ];
    const payees = { nodes: [{ id: 'cee:payee:1', name: 'Ana', method: 'IBAN' }] };
    const whatToPay = () => ({
      data: { hub: { payees, bank: { account: { ...account, payable, permissions: { makePaymentFile: may } } } } },
    });
    const prepared = await prepare('makePaymentFile', { whatToPay }, ACCOUNT);
    expect(prepared).toMatchObject({ permission: may, defaults: { 'cee:entry:1': 'yes', 'cee:entry:3': 'yes' } });
    expect(prepared?.defaults).not.toHaveProperty('cee:entry:2');
    const values = {
      ...{ executionDay: '2026-05-16', 'cee:entry:1': 'yes', 'cee:entry:2': 'yes' },
      'cee:entry:2 payee': 'cee:payee:1',
    };
    const { input } = await send('makePaymentFile', ACCOUNT, values, { whatToPay });
    expect(input).toEqual({
      ...{ idempotencyKey: 'key', bankAccount: ACCOUNT, executionDay: '2026-05-16' },
      payments: [
        { entry: 'cee:entry:1', payee: 'cee:payee:1' },
        { entry: 'cee:entry:2', payee: 'cee:payee:1' },
      ],
    });
  });

  test.each([
    ['releasePaymentFile', FILE, mayNot, { file: FILE }, {}],
    ['cancelPaymentFile', FILE, may, { file: FILE }, {}],
    [
      'returnPayment',
      `${FILE} cee:payment-order:1`,
      may,
      { payment: 'cee:payment-order:1', returnReason: 'AC04' },
      { returnReason: 'ac04' },
    ],
  ])('%s says whether one may, and is sent under its key', async (name, about, permission, input, values) => {
    const paymentFileShown = () => ({ data: { hub: { bank: { paymentFile: file } } } });
    expect(await prepare(name, { paymentFileShown }, about)).toMatchObject({ permission, back: '/hubs/cee/bank' });
    expect((await send(name, about, values)).input).toEqual({ idempotencyKey: 'key', ...input });
  });

  test('a match that does not exist has no form; one that does is taken back', async () => {
    const match = { lines: [LINE], entries: [ENTRY], confirmedAt: AT, confirmedBy: person, permissions: { undo: may } };
    const bankMatchToUndo = (found: unknown) => () => ({ data: { hub: { bank: { match: found } } } });
    expect(await prepare('undoBankMatch', { bankMatchToUndo: bankMatchToUndo(null) }, 'cee:bank-match:1')).toBeNull();
    const table = { bankMatchToUndo: bankMatchToUndo(match) };
    expect(await prepare('undoBankMatch', table, 'cee:bank-match:1')).toMatchObject({ permission: may });
    expect((await send('undoBankMatch', 'cee:bank-match:1', {})).input).toMatchObject({ match: 'cee:bank-match:1' });
  });

  test('an account at a bank is bound to one of the ledger that is not bound yet', async () => {
    const bankToBind = () => ({
      data: {
        hub: {
          ...{ name: 'CEE', bank: { accounts: [account] }, permissions: { bindBankAccount: may } },
          books: {
            accounts: {
              nodes: ['assets:bank:main', 'assets:bank:savings', 'income:gifts'].map((path) => ({
                ...{ path, currency: 'EUR', status: 'OPEN' },
              })),
            },
          },
        },
      },
    });
    const prepared = await prepare('bindBankAccount', { bankToBind }, 'cee');
    expect(prepared).toMatchObject({ permission: may, defaults: { ledgerAccount: 'assets:bank:savings EUR' } });
    const { input } = await send('bindBankAccount', 'cee', {
      ledgerAccount: 'assets:bank:savings EUR',
      accountNumber: 'DE1',
    });
    expect(input).toMatchObject({ ledgerAccount: 'assets:bank:savings', currency: 'EUR', accountNumber: 'DE1' });
  });
});
