import { type Command, defineCommand, defineEntity, type Event } from '@hubgraph/journal';
import { type Concept, operator, TextSealer } from '@hubgraph/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bank } from '../bank/concept.ts';
import { BankNode, otherTreasurer, staff } from '../bank/testing/bank-node.ts';
import { payeeList } from '../expenses/payees/views.ts';
import { paymentFiles } from './concept.ts';
import { decideMakePaymentFile } from './domain.ts';
import { bankText, painFile } from './pain.ts';

interface PayeeStands extends Event {
  readonly payee: string;
  readonly name: { key: string; digest: string };
  readonly method: string;
  readonly account: { key: string; digest: string };
}

/** Payees as small as they can be. */
const payees: Concept = {
  name: 'payees',
  policy: { AddPayee: { allow: ['operator'], because: 'A test says whom there is to pay.' } },
  events: { PayeeStands: 'SEALED' },
  commands: [
    defineCommand<Command & Omit<PayeeStands, 'type'>, undefined, PayeeStands>({
      type: 'AddPayee',
      load: () => undefined,
      decide: ({ payee, name, method, account }) => [{ type: 'PayeeStands', payee, name, method, account }],
    }),
  ],
  entities: [
    defineEntity<Omit<PayeeStands, 'type' | 'payee'>, PayeeStands>({
      kind: 'payee',
      concerns: (event) => (event.type === 'PayeeStands' ? [event.payee] : []),
      evolve: (_state, { event: { type: _, payee: __, ...details } }) => details,
    }),
  ],
  projections: [payeeList],
  typeDefs: '',
  resolvers: {},
};

let hub: BankNode;
let fund: string;
let account: string;
let count = 0;

async function payee(name: string, number = 'NO9386011117947', method = 'IBAN'): Promise<string> {
  count += 1;
  const id = `east:payee:01JD3Z7N4QK8R2V6X0Y5ABCD${String(count).padStart(2, '0')}`;
  const texts = new TextSealer(hub.node.world, 'east');
  const details = { name: texts.seal(name), account: texts.seal(number) };
  await texts.store(hub.node.store);
  await hub.node.operate(operator, `payee-${count}`, 'AddPayee', { payee: id, method, ...details });
  return id;
}

/** A bill of a supplier that is not paid yet. */
async function bill(cents: number): Promise<string> {
  const money = { decimal: (cents / 100).toFixed(2), currency: 'EUR' };
  const postings = [
    { account: 'expenses:services', fund, debit: money, counterparty: 'SUPPLIER' },
    { account: 'liabilities:payable:services', fund, credit: money },
  ];
  const input = { hub: 'east', kind: 'bill', effectiveDay: '2026-04-01', postings };
  return String((await hub.give('postEntry', '... on JournalEntry { id }', input))['id']);
}

const FILE = `... on PaymentFile { id status total { decimal } xml payments { id status entry source amount { decimal }
  permissions { return { code } } } permissions { release { code } cancel { code } } }`;
const make = (payments: readonly object[], others: object = {}) =>
  hub.give('makePaymentFile', FILE, { bankAccount: account, executionDay: '2026-04-03', payments, ...others });
const balance = async (path: string): Promise<string | undefined> => {
  const asked = 'books { accounts(first: 100) { nodes { path balance { decimal } } } }';
  const { books } = await hub.hub<{ books: { accounts: { nodes: { path: string; balance: { decimal: string } }[] } } }>(
    asked,
  );
  return books.accounts.nodes.find((one) => one.path === path)?.balance.decimal;
};

const payable = async (): Promise<unknown> => {
  const asked = `bank { account(id: "${account}") { payable { entry { id } amount { decimal } payee }
    permissions { makePaymentFile { code } } } }`;
  return (await hub.hub<{ bank: { account: unknown } }>(asked)).bank.account;
};

beforeAll(async () => {
  hub = await BankNode.open(bank, paymentFiles, payees);
  fund = await hub.fund();
  await hub.post(fund, '2026-03-01', 100_000);
  account = await hub.bind();
});
afterAll(() => hub[Symbol.asyncDispose]());

describe('a payment file', () => {
  let file: Record<string, unknown>;
  let source: string;
  const payment = () => (file['payments'] as { id: string; entry: string }[])[0] ?? { id: '', entry: '' };

  test('books what is owed, and is made once for each entry', async () => {
    const ola = await payee('Ola Nørdmann & Söhne');
    source = await bill(12_345);
    file = await make([{ entry: source, payee: ola }]);
    expect(file).toMatchObject({
      status: 'MADE',
      xml: null,
      total: { decimal: '123.45' },
      payments: [
        {
          status: 'IN_FILE',
          source,
          amount: { decimal: '123.45' },
          permissions: { return: { code: 'payment-is-not-released' } },
        },
      ],
      permissions: { release: { code: 'payment-file-was-made-by-the-same-person' }, cancel: { code: null } },
    });
    expect(await balance('liabilities:payable:services')).toBe('0.00');
    expect(await balance('assets:bank:main')).toBe('876.55');
    expect(await make([{ entry: source, payee: ola }])).toMatchObject({ code: 'entry-is-in-a-payment-file' });
  });

  test('is released by a second person, and then read', async () => {
    const release = (actor?: Parameters<BankNode['give']>[3]) =>
      hub.give('releasePaymentFile', FILE, { file: file['id'] }, actor);
    expect(await release()).toMatchObject({ code: 'payment-file-was-made-by-the-same-person' });
    expect(await release(staff)).toMatchObject({ code: 'role-is-missing' });
    const released = await release(otherTreasurer);
    expect(released).toMatchObject({ status: 'RELEASED' });
    const xml = String(released['xml']);
    expect(xml).toContain(`<MsgId>${String(file['id']).slice(-26)}</MsgId>`);
    expect(xml).toContain(`<EndToEndId>${payment().id.slice(-26)}</EndToEndId>`);
    expect(xml).toContain('<Nm>Ola Nordmann + Sohne</Nm>');
    expect(xml).toContain('<CtrlSum>123.45</CtrlSum>');
    expect(await release(otherTreasurer)).toMatchObject({ code: 'payment-file-is-released' });
    expect(await hub.give('cancelPaymentFile', FILE, { file: file['id'] })).toMatchObject({
      code: 'payment-file-is-released',
    });
    const again = await hub.hub<{ bank: { paymentFile: { xml: string } } }>(
      `bank { paymentFile(id: "${file['id']}") { xml } }`,
    );
    expect(again.bank.paymentFile.xml).toBe(xml);
  });

  test('is settled by the line that says its end-to-end id, which is proposed first', async () => {
    const paymentReference = payment().id.slice(-26);
    const line = { bookedOn: '2026-04-03', amountMinor: '-12345', paymentReference };
    await hub.import('april', [line], { from: '2026-04-01', to: '2026-04-30', openingMinor: '100000' });
    const asked = `bank { account(id: "${account}") { proposals { line { id amount { decimal } } entries { id } score reasons } } }`;
    const { bank: found } = await hub.hub<{
      bank: { account: { proposals: { line: { id: string }; entries: { id: string }[] }[] } };
    }>(asked);
    const proposal = found.account.proposals.find(({ entries }) => entries[0]?.id === payment().entry);
    expect(proposal).toMatchObject({ score: 99, reasons: ['SAME_AMOUNT', 'REFERENCE_FOUND', 'DAYS_APART'] });
    const sides = { bankAccount: account, lines: [proposal?.line.id], entries: [payment().entry] };
    expect(await hub.give('confirmBankMatch', '... on BankMatch { id }', sides)).toHaveProperty('id');
    const { bank: read } = await hub.hub<{ bank: { paymentFile: unknown } }>(
      `bank { paymentFile(id: "${file['id']}") { payments { status } } }`,
    );
    expect(read.paymentFile).toEqual({ payments: [{ status: 'SETTLED' }] });
  });

  test('a payment that comes back is reversed by an entry that names it, and is owed again', async () => {
    const sendBack = (returnReason: string) =>
      hub.give('returnPayment', '... on PaymentOrder { status returnReason }', { payment: payment().id, returnReason });
    expect(await sendBack('closed')).toMatchObject({ code: 'return-reason-is-malformed' });
    expect(await sendBack('AC04')).toMatchObject({ status: 'RETURNED', returnReason: 'AC04' });
    expect(await sendBack('AC04')).toMatchObject({ code: 'payment-is-returned' });
    expect(await balance('liabilities:payable:services')).toBe('-123.45');
    const { books } = await hub.hub<{ books: { entry: unknown } }>(
      `books { entry(id: "${payment().id}/2") { reverses cites { name value } } }`,
    );
    expect(books.entry).toEqual({ reverses: payment().entry, cites: [{ name: 'payment', value: payment().id }] });
    expect(await make([{ entry: source, payee: await payee('Ola Again') }])).toMatchObject({ status: 'MADE' });
  });

  test('an entry that has booked the payment already is not booked again', async () => {
    const before = await balance('assets:bank:main');
    const paid = await hub.post(fund, '2026-04-01', -5_000, [], 'liabilities:payable:services');
    const waits = { entry: { id: paid }, amount: { decimal: '50.00' }, payee: null };
    expect(await payable()).toEqual({
      payable: [waits],
      permissions: { makePaymentFile: { code: 'payee-is-unknown' } },
    });
    const made = await make([{ entry: paid, payee: await payee('Someone') }]);
    const none = { payable: [], permissions: { makePaymentFile: { code: 'file-has-no-payments' } } };
    expect(await payable()).toEqual(none);
    expect(made).toMatchObject({ payments: [{ entry: paid, source: paid, amount: { decimal: '50.00' } }] });
    const cancelled = await hub.give('cancelPaymentFile', FILE, { file: made['id'] }, otherTreasurer);
    expect(cancelled).toMatchObject({ status: 'CANCELLED', xml: null, payments: [{ status: 'CANCELLED' }] });
    expect(Number(await balance('assets:bank:main'))).toBe(Number(before) - 50);
    expect(await payable()).toMatchObject({ payable: [waits] });
  });

  test('cancelling reverses what was booked, and frees the entry', async () => {
    const before = await balance('assets:bank:main');
    const entry = await bill(700);
    const made = await make([{ entry, payee: await payee('Someone Else') }]);
    await hub.give('cancelPaymentFile', FILE, { file: made['id'] });
    expect(await balance('assets:bank:main')).toBe(before);
    expect(await hub.give('cancelPaymentFile', FILE, { file: made['id'] })).toMatchObject({
      code: 'payment-file-is-cancelled',
    });
    expect(await make([{ entry, payee: await payee('Someone Else') }])).toMatchObject({ status: 'MADE' });
  });

  test('whoever is paid is known, has an IBAN, and a name that banks can write', async () => {
    const entry = await bill(100);
    const one = async (name: string, number?: string, method?: string) => [
      { entry, payee: await payee(name, number, method) },
    ];
    expect(await make(await one('Someone', '+254700000000', 'MOBILE_MONEY'))).toMatchObject({
      code: 'payee-has-no-iban',
    });
    expect(await make(await one('مريم'))).toMatchObject({ code: 'payee-name-is-not-latin' });
    expect(await make([{ entry, payee: 'east:payee:01JD3Z7N4QK8R2V6X0Y5ABCDZZ' }])).toMatchObject({
      code: 'payee-is-unknown',
    });
    const erased = await one('Someone');
    const commits = await hub.node.store.range(1, 10_000);
    const key = /"name":\{"digest":"[0-9a-f]+","key":"([^"]+)"\}/.exec(commits.at(-1)?.bytes ?? '')?.[1] ?? '';
    await hub.node.store.vault.erase(key);
    expect(await make(erased)).toMatchObject({ code: 'payee-details-are-erased' });
  });

  test.each<[string, (entry: string, who: string) => [object[], object]]>([
    [
      'execution-day-is-past',
      (entry: string, who: string) => [[{ entry, payee: who }], { executionDay: '2026-04-01' }],
    ],
    ['file-has-no-payments', () => [[], {}]],
    [
      'file-has-too-many-payments',
      (entry: string, who: string) => [Array.from({ length: 201 }, () => ({ entry, payee: who })), {}],
    ],
    [
      'entry-is-listed-twice',
      (entry: string, who: string) => [
        [
          { entry, payee: who },
          { entry, payee: who },
        ],
        {},
      ],
    ],
    [
      'entry-is-unknown',
      (_: string, who: string) => [[{ entry: 'east:entry:01JD3Z7N4QK8R2V6X0Y5ABCDZZ', payee: who }], {}],
    ],
  ])('is refused: %s', async (code, given) => {
    const [payments, others] = given(await bill(100), await payee('Someone'));
    expect(await make(payments, others)).toMatchObject({ code });
  });

  test('only entries that owe or pay are paid, and none that was reversed', async () => {
    const who = await payee('Someone');
    const gift = await hub.post(fund, '2026-04-01', 100);
    expect(await make([{ entry: gift, payee: who }])).toMatchObject({ code: 'entry-is-not-payable' });
    const entry = await bill(100);
    await hub.give('reverseEntry', '... on JournalEntry { id }', { hub: 'east', entry, effectiveDay: '2026-04-01' });
    expect(await make([{ entry, payee: who }])).toMatchObject({ code: 'entry-is-already-reversed' });
  });

  test('what a file has booked is not paid by a second file', async () => {
    const who = await payee('Someone');
    const made = await make([{ entry: await bill(300), payee: who }]);
    const [{ entry }] = made['payments'] as [{ entry: string }];
    expect(await make([{ entry, payee: who }])).toMatchObject({ code: 'entry-is-in-a-payment-file' });
  });

  test('nothing is sent for an entry that was reversed after the file was made', async () => {
    const entry = await bill(300);
    const made = await make([{ entry, payee: await payee('Someone') }]);
    await hub.give('reverseEntry', '... on JournalEntry { id }', { hub: 'east', entry, effectiveDay: '2026-04-01' });
    const released = await hub.give('releasePaymentFile', FILE, { file: made['id'] }, otherTreasurer);
    expect(released).toMatchObject({ code: 'entry-is-already-reversed' });
    expect(await hub.give('cancelPaymentFile', FILE, { file: made['id'] })).toMatchObject({ status: 'CANCELLED' });
  });

  test.each([
    ['east:expense:01JD3Z7N4QK8R2V6X0Y5ABCDE1/owed/1', 'expense', 'entry-belongs-to-another-concept'],
    ['east:imported-entry:01JD3Z7N4QK8R2V6X0Y5ABCDE1', 'imported', 'payee-is-unknown'],
    ['east:entry:01JD3Z7N4QK8R2V6X0Y5ABCDE1', 'bill', 'payee-is-unknown'],
  ])('what an expense owes is paid by the expense: %s', (source, kind, code) => {
    const sides = { currency: 'EUR', fund };
    const postings = [
      { ...sides, account: 'expenses:services', amountMinor: 100n },
      { ...sides, account: 'liabilities:payable:services', amountMinor: -100n },
    ];
    const text = { key: 'a', digest: 'b' };
    const payments = [{ payment: 'p', source, payee: 'nobody', name: text, account: text }];
    const bound = { id: account, ledgerAccount: 'assets:bank:main', currency: 'EUR', number: text, numberDigest: 'c' };
    const refused = decideMakePaymentFile(
      {
        ...{ type: 'MakePaymentFile', at: 0, by: 'x', file: 'f', bankAccount: account },
        ...{ executionDay: '2026-04-03', payments },
      },
      {
        account: bound,
        slice: undefined as never,
        entry: () => ({ id: source, kind, effectiveDay: '2026-04-01', status: 'POSTED', postings }),
        expense: () => undefined,
        isInFile: () => false,
        isMatched: () => false,
        isPayeeKnown: () => false,
        hasPayeeChanged: () => false,
      },
    );
    expect(refused).toMatchObject({ code });
  });

  test('of unknown things nothing is known', async () => {
    const id = '01JD3Z7N4QK8R2V6X0Y5ABCDZZ';
    expect(await hub.give('releasePaymentFile', FILE, { file: `east:payment-file:${id}` })).toMatchObject({
      code: 'payment-file-is-unknown',
    });
    const back = { payment: `east:payment-order:${id}`, returnReason: 'AC04' };
    expect(await hub.give('returnPayment', '... on PaymentOrder { id }', back)).toMatchObject({
      code: 'payment-is-unknown',
    });
    expect(await make([], { bankAccount: `east:bank-account:${id}` })).toMatchObject({
      code: 'bank-account-is-unknown',
    });
  });

  test('names and numbers are in the vault alone', async () => {
    const commits = (await hub.node.store.range(1, 10_000)).map(({ bytes }) => bytes).join('\n');
    expect(commits).toContain('PaymentFileMade');
    for (const text of ['Nørdmann', 'NO9386011117947', 'DE0212']) expect(commits).not.toContain(text);
  });
});

test.each([
  ['Åsa Öberg', 'Asa Oberg'],
  ['Łukasz Żółw', 'Lukasz Zolw'],
  ['Groß & Söhne', 'Gross + Sohne'],
  ['//a//b/', 'a/b'],
  ['O’Neil <script>', "O'Neil script"],
  ['x'.repeat(100), 'x'.repeat(70)],
  ['Мария', undefined],
  ['', undefined],
])('%s is told to a bank as %s', (name, told) => {
  expect(bankText(name)).toBe(told);
});

test('the file is what the message asks for, in its order', async () => {
  const id = (n: number) => `east:payment-order:01JD3Z7N4QK8R2V6X0Y5ABCD0${n}`;
  const given = {
    ...{ file: 'east:payment-file:01JD3Z7N4QK8R2V6X0Y5ABCDEF', madeAt: Date.parse('2026-04-02T12:00:00Z') },
    ...{ executionDay: '2026-04-03', debtorName: 'Hub <East> & Co', debtorIban: 'DE02120300000000202051' },
  };
  const payments = [
    { payment: id(1), name: 'Ola Nordmann', iban: 'NO9386011117947', amountMinor: 12_345n },
    { payment: id(2), name: 'Zoë', iban: 'CH9300762011623852957', amountMinor: 5n },
  ];
  const euro = painFile({ ...given, currency: 'EUR', payments });
  await expect(euro).toMatchFileSnapshot('./testing/pain.001.001.09.xml');
  const yen = painFile({ ...given, currency: 'JPY', payments });
  expect(yen).toContain('<CtrlSum>12350</CtrlSum>');
  expect(yen).toContain('<InstdAmt Ccy="JPY">12345</InstdAmt>');
  expect(yen).not.toContain('SEPA');
  for (const [, text = ''] of euro.matchAll(/<(?:Nm|Ustrd)>([^<]*)</g))
    expect(text).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]{1,140}$/);
  for (const [, text = ''] of euro.matchAll(/<(?:\w*Id)>([^<]+)</g)) expect(text.length).toBeLessThanOrEqual(35);
  const ids = [...euro.matchAll(/<EndToEndId>([^<]+)</g)].map(([, text]) => text);
  expect(new Set(ids).size).toBe(2);
});
