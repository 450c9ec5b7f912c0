import { sha256 } from '@hubgraph/kernel';
import { type Served, serve, tokenFor } from '@hubgraph/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExpenseState } from './requests/domain.ts';
import { type Made, WholeHub } from './running-hub.test-helper.ts';

let hub: WholeHub;
let [asker, other, staff, treasurer, member, board] = ['', '', '', '', '', ''];
let [fund, payee] = ['', ''];

beforeAll(async () => {
  hub = await WholeHub.open();
  asker = await hub.person();
  other = await hub.person();
  staff = await hub.person('staff');
  treasurer = await hub.person('treasurer');
  member = await hub.person('committee-member');
  board = await hub.person('board-member');
  fund = (await hub.give(treasurer, 'openFund', 'Fund', { hub: 'cee', code: 'general', name: 'General' })).id;
  const cash = { decimal: '1000.00', currency: 'EUR' };
  const postings = [
    { account: 'assets:bank:main', fund, debit: cash },
    { account: 'income:donations', fund, credit: cash, counterparty: 'PUBLIC' },
  ];
  const gift = { hub: 'cee', kind: 'gift', effectiveDay: '2026-03-02', postings };
  await hub.give(treasurer, 'postEntry', 'JournalEntry', gift);
  const approvals = [
    { role: 'staff', count: 1 },
    { role: 'committee-member', count: 1 },
  ];
  const tiers = [
    { currency: 'EUR', upTo: '50.00', approvals: approvals.slice(0, 1) },
    { currency: 'EUR', approvals },
  ];
  await hub.give(board, 'setApprovalRule', 'ApprovalRule', { hub: 'cee', tiers }, 'version');
  payee = (await hub.give(asker, 'addPayee', 'Payee', self('Jane Doe', 'gb29 nwbk 6016 1331 9268 19'))).id;
});
afterAll(() => hub[Symbol.asyncDispose]());

const self = (name: string, account: string) => ({ hub: 'cee', isSelf: true, name, method: 'IBAN', account });

async function submit(change: object = {}): Promise<string> {
  const codes = { kind: 'REIMBURSEMENT', purpose: 'travel', costClass: 'PROGRAMME', spentIn: 'RS', day: '2026-03-01' };
  const words = { title: 'Train', about: 'To the meeting.' };
  const amount = { decimal: '80.00', currency: 'EUR' };
  const made = await hub.give(asker, 'submitExpense', 'Expense', {
    hub: 'cee',
    payee,
    fund,
    amount,
    ...codes,
    ...words,
    ...change,
  });
  expect(made.code).toBeUndefined();
  return made.id;
}

const step = (by: string, verb: string, expense: string, rest: object = {}): Promise<Made> =>
  hub.give(by, verb, 'Expense', { expense, ...rest }, 'id status');
const approve = async (expense: string) => {
  await step(staff, 'approveExpense', expense);
  expect(await step(member, 'approveExpense', expense)).toMatchObject({ status: 'APPROVED' });
};
const complete = { finding: 'COMPLETE', note: 'All is there.' };

const FIELDS = `status title about day spentIn amount { decimal } payee { id name method account isMe } submittedBy { id }
  submittedAt review { finding note } approvals { by { id } roles } next { step roles approvalsGiven approvalsNeeded }
  entries isWithheld receipts { about contentHash attachedAt } receipted { decimal }`;
const show = async (by: string | undefined, id: string) =>
  (
    await hub.ask<{ expense: Record<string, unknown> | null }>(
      by,
      `query ($id: ID!) { expense(id: $id) { ${FIELDS} } }`,
      { id },
    )
  ).expense;
const waits = async (by: string) => {
  const { expenses } = await hub.ofHub<{ expenses: { nodes: Made[]; totalCount: number } }>(
    by,
    'expenses(where: { waitsForMe: true }) { nodes { id } totalCount }',
  );
  expect(expenses.totalCount).toBe(expenses.nodes.length);
  return expenses.nodes.map(({ id }) => id);
};

test('an expense waits for one after the other, and is in the books', async () => {
  const expense = await submit();
  expect([await waits(staff), await waits(member), await waits(asker)]).toEqual([[expense], [], []]);
  await step(staff, 'reviewExpense', expense, { finding: 'INCOMPLETE', note: 'Where to?' });
  expect([await waits(staff), await waits(asker)]).toEqual([[], [expense]]);
  const edited = {
    kind: 'REIMBURSEMENT',
    payee,
    fund,
    amount: { decimal: '70.00', currency: 'EUR' },
    purpose: 'travel',
  };
  const rest = { costClass: 'PROGRAMME', spentIn: 'RS', day: '2026-03-01', title: 'Train', about: 'To Novi Sad.' };
  await step(asker, 'editExpense', expense, { ...edited, ...rest });
  await step(staff, 'reviewExpense', expense, complete);
  expect((await show(undefined, expense))?.['next']).toEqual({
    ...{ step: 'APPROVAL', roles: ['staff', 'committee-member'], approvalsGiven: 0, approvalsNeeded: 2 },
  });
  await step(staff, 'approveExpense', expense);
  expect((await show(undefined, expense))?.['next']).toMatchObject({ roles: ['committee-member'], approvalsGiven: 1 });
  expect([await waits(staff), await waits(member)]).toEqual([[], [expense]]);
  expect(await step(member, 'approveExpense', expense)).toMatchObject({ status: 'APPROVED' });
  expect(await waits(treasurer)).toEqual([expense]);
  expect(await step(treasurer, 'payExpense', expense)).toMatchObject({ status: 'PAID' });
  expect(await waits(asker)).toEqual([expense]);
  const file = { contentHash: sha256('ticket'), about: 'The ticket.' };
  const receipt = { ...file, amount: { decimal: '70.00', currency: 'EUR' } };
  expect(await step(asker, 'attachReceipt', expense, receipt)).toMatchObject({ status: 'RECEIPTED' });
  expect(await waits(asker)).toEqual([]);
  const again = await submit();
  expect(await step(asker, 'attachReceipt', again, receipt)).toMatchObject({ code: 'receipt-is-used-already' });
  const { entries } = (await show(undefined, expense)) as { entries: string[] };
  const { books } = await hub.ofHub<{ books: { entry: { postings: object[]; cites: object[] } } }>(
    undefined,
    `books { entry(id: "${entries[0]}") { postings { account amount { decimal } team spentIn } cites { name value } } }`,
  );
  expect(books.entry).toMatchObject({
    postings: [{ account: 'expenses:services', amount: { decimal: '70.00' }, spentIn: 'RS' }, {}],
    cites: [{ name: 'expense', value: expense }],
  });
});

describe('who reads what', () => {
  const unread = { title: null, about: null, submittedBy: null, review: null, approvals: null };

  test('texts and people are for those whose business it is, where the money goes for the treasurer and who is paid', async () => {
    const expense = await submit();
    await step(staff, 'reviewExpense', expense, complete);
    await step(asker, 'attachReceipt', expense, {
      ...{ contentHash: sha256('for readers'), amount: { decimal: '1.00', currency: 'EUR' }, about: 'Tea.' },
    });
    const undecided = { spentIn: null, day: null, payee: null, submittedAt: null, isWithheld: null };
    for (const stranger of [undefined, other]) {
      expect(await show(stranger, expense)).toMatchObject({ ...unread, ...undecided, amount: { decimal: '80.00' } });
    }
    expect(await show(asker, expense)).toMatchObject({ spentIn: 'RS', isWithheld: null });
    await approve(expense);
    for (const stranger of [undefined, other]) {
      expect(await show(stranger, expense)).toMatchObject({
        ...unread,
        ...{ spentIn: 'RS', day: '2026-03-01', amount: { decimal: '80.00' } },
        payee: { id: payee, name: null, method: null, account: null, isMe: false },
        receipts: [{ about: null, contentHash: sha256('for readers') }],
      });
    }
    for (const judge of [staff, member, board]) {
      expect(await show(judge, expense)).toMatchObject({
        ...{ title: 'Train', submittedBy: { id: asker }, review: { note: 'All is there.' } },
        payee: { name: 'Jane Doe', method: null, account: null, isMe: false },
      });
    }
    const account = 'GB29NWBK60161331926819';
    expect(await show(treasurer, expense)).toMatchObject({ payee: { account, isMe: false } });
    expect(await show(asker, expense)).toMatchObject({ title: 'Train', payee: { account, isMe: true } });
  });

  test('of a protected country nobody else is told whom and where, from the moment that it is listed', async () => {
    const before = await submit({ spentIn: 'BY' });
    await step(staff, 'reviewExpense', before, complete);
    await approve(before);
    const listed = async (by: string) =>
      (
        await hub.ofHub<{ expenses: { nodes: Made[] } }>(by, `expenses(where: { payee: "${payee}" }) { nodes { id } }`)
      ).expenses.nodes.map(({ id }) => id);
    expect(await listed(other)).toContain(before);
    await hub.give(
      board,
      'setProtectedCountries',
      'ProtectedCountries',
      { hub: 'cee', countries: ['BY'] },
      'countries',
    );
    const expense = await submit({ spentIn: 'BY', amount: { decimal: '10.00', currency: 'EUR' } });
    await step(staff, 'reviewExpense', expense, complete);
    await step(staff, 'approveExpense', expense);
    const hidden = { ...unread, day: null, spentIn: null, payee: null, submittedAt: null, isWithheld: true };
    for (const id of [before, expense]) {
      expect(await show(other, id)).toMatchObject(hidden);
      expect(await show(staff, id)).toMatchObject({ spentIn: 'BY', payee: { id: payee } });
      expect(await listed(other)).not.toContain(id);
      expect(await listed(staff)).toContain(id);
    }
    await hub.give(board, 'setProtectedCountries', 'ProtectedCountries', { hub: 'cee', countries: [] }, 'countries');
    expect(await show(other, before)).toMatchObject({ spentIn: 'BY', isWithheld: false });
    // What was booked so stays so.
    expect(await show(other, expense)).toMatchObject(hidden);
    expect(await listed(other)).not.toContain(expense);
  });

  test('an erased text is null, and the expense stays', async () => {
    const expense = await submit();
    const state = hub.node.read.entity<ExpenseState>('expense', expense);
    await hub.node.store.vault.erase(state?.title.key ?? '');
    expect(await show(asker, expense)).toMatchObject({
      title: null,
      about: 'To the meeting.',
      amount: { decimal: '80.00' },
    });
  });

  test('payees are listed for who judges; others see whom they added', async () => {
    const how = { name: 'A shop', method: 'MOBILE_MONEY', account: '+254 700 000-001' };
    const shop = { hub: 'cee', isSelf: false, ...how };
    const made = await hub.give(other, 'addPayee', 'Payee', shop, 'id account');
    expect(made).toMatchObject({ account: '+254700000001' });
    const listed = async (by: string | undefined) =>
      (await hub.ofHub<{ payees: { nodes: Made[] } }>(by, 'payees { nodes { id } }')).payees.nodes.map(({ id }) => id);
    expect([await listed(staff), await listed(other), await listed(undefined)]).toEqual([
      [made.id, payee],
      [made.id],
      [],
    ]);
    expect(await hub.ofHub(asker, 'payeeForMe { id }')).toEqual({ payeeForMe: { id: payee } });
    expect(await hub.ofHub(other, 'payeeForMe { id }')).toEqual({ payeeForMe: null });
    expect(await hub.give(asker, 'addPayee', 'Payee', self('Jane Doe', 'GB29NWBK60161331926819'))).toMatchObject({
      code: 'person-is-a-payee',
    });
    for (const [change, code] of [
      [{ method: 'IBAN', account: 'GB29NWBK60161331926818' }, 'iban-is-malformed'],
      [{ account: '0700000001' }, 'wallet-number-is-malformed'],
      [{ method: 'OTHER', account: 'To GB29 NWBK 6016 1331 9268 19' }, 'account-is-an-iban'],
      [{ name: ' ' }, 'text-is-empty'],
      [{ method: 'OTHER', account: 'x'.repeat(201) }, 'text-is-too-long'],
    ] as const) {
      expect(
        await hub.give(other, 'changePayee', 'Payee', {
          payee: made.id,
          ...how,
          ...change,
        }),
      ).toEqual({ code });
    }
  });
});

test('an unknown id is null, one of another hub an error, and pages follow each other', async () => {
  expect(await show(staff, 'cee:expense:01JD3Z7N4QK8R2V6X0Y5ABCDEF')).toBeNull();
  await expect(show(staff, 'asia:expense:01JD3Z7N4QK8R2V6X0Y5ABCDEF')).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', reason: 'id-is-of-another-hub' },
  });
  interface Page {
    readonly nodes: Made[];
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  }
  const page = async (rest: string) =>
    (
      await hub.ofHub<{ expenses: Page }>(
        asker,
        `expenses(first: 2, ${rest}) { nodes { id } totalCount pageInfo { hasNextPage endCursor } }`,
      )
    ).expenses;
  for (const where of [
    '{ isMine: true }',
    '{ waitsForMe: true, kind: INVOICE }',
    `{ fund: "${fund}", status: SUBMITTED }`,
  ]) {
    const found: string[] = [];
    let after = '';
    for (let at = await page(`where: ${where}`); ; at = await page(`where: ${where}, after: "${after}"`)) {
      found.push(...at.nodes.map(({ id }) => id));
      after = at.pageInfo.endCursor;
      if (at.pageInfo.hasNextPage) continue;
      expect(found).toHaveLength(at.totalCount);
      break;
    }
    expect(new Set(found).size).toBe(found.length);
  }
  expect((await page('where: { isMine: true }')).totalCount).toBeGreaterThan(4);
});

test('an expense is paid once, by hand or with a payment file, and both know what came back', async () => {
  const expense = await submit();
  await step(staff, 'reviewExpense', expense, complete);
  await step(staff, 'approveExpense', expense);
  await step(member, 'approveExpense', expense);
  const bound = { hub: 'cee', ledgerAccount: 'assets:bank:main', currency: 'EUR', accountNumber: 'NO9386011117947' };
  const bankAccount = (await hub.give(treasurer, 'bindBankAccount', 'BankAccount', bound)).id;
  const entries = async () => (await show(undefined, expense))?.['entries'] as string[];
  const make = async (entry: string | undefined, to = payee) => {
    const input = { bankAccount, executionDay: '2099-01-04', payments: [{ entry, payee: to }] };
    return hub.give(treasurer, 'makePaymentFile', 'PaymentFile', input, 'id payments { id source }');
  };
  expect(await make((await entries())[0])).toEqual({ code: 'entry-belongs-to-another-concept' });
  expect(await step(treasurer, 'payExpense', expense)).toMatchObject({ status: 'PAID' });
  expect(await make((await entries())[0])).toEqual({ code: 'entry-belongs-to-another-concept' });
  const how = { name: 'Mallory', method: 'IBAN', account: 'NO9386011117947' };
  const mallory = await hub.give(staff, 'addPayee', 'Payee', { hub: 'cee', isSelf: false, ...how });
  expect(await make((await entries())[1], mallory.id)).toEqual({ code: 'payee-differs' });
  const file = await make((await entries())[1]);
  const [payment] = file['payments'] as [{ id: string }];
  expect(await step(treasurer, 'payExpense', expense)).toEqual({ code: 'expense-is-paid' });
  const sentBack = () => step(treasurer, 'returnExpensePayment', expense, { reason: 'Closed.' });
  expect(await sentBack()).toEqual({ code: 'payment-is-in-a-payment-file' });
  await hub.give(board, 'releasePaymentFile', 'PaymentFile', { file: file.id });
  expect(await sentBack()).toEqual({ code: 'payment-is-in-a-payment-file' });
  const back = { payment: payment.id, returnReason: 'AC04' };
  expect(await hub.give(treasurer, 'returnPayment', 'PaymentOrder', back, 'id status')).toMatchObject({
    status: 'RETURNED',
  });
  expect(await show(asker, expense)).toMatchObject({ status: 'APPROVED' });
  expect(await step(treasurer, 'payExpense', expense)).toMatchObject({ status: 'PAID' });
  const second = await make((await entries())[2]);
  await hub.give(treasurer, 'cancelPaymentFile', 'PaymentFile', { file: second.id });
  expect(await sentBack()).toMatchObject({ status: 'APPROVED' });
});

describe('a photo of a receipt', () => {
  const PNG = Buffer.from('89504e470d0a1a0a00112233445566778899', 'hex');
  const COPY = Buffer.from('89504e470d0a1a0affffffffffff', 'hex');
  let served: Served;
  beforeAll(async () => {
    served = await serve(hub.node);
  });
  afterAll(() => served.stop());

  async function call(by: string | undefined, method: string, path: string, headers = {}, body?: Buffer) {
    const token = by === undefined ? {} : { authorization: `Bearer ${await tokenFor(hub.node, by)}` };
    const bytes = body === undefined ? {} : { body: new Uint8Array(body) };
    const answer = await fetch(`${served.url}${path}`, { method, headers: { ...token, ...headers }, ...bytes });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  }
  const chunk = (offset: number) => ({
    'content-type': 'application/offset+octet-stream',
    'upload-offset': `${offset}`,
  });
  async function send(by: string, bytes: Buffer): Promise<string> {
    const begun = await call(by, 'POST', '/uploads', { 'upload-length': `${bytes.length}` });
    const path = begun.headers.get('location') ?? '';
    expect([begun.status, begun.headers.get('tus-resumable')]).toEqual([201, '1.0.0']);
    expect((await call(by, 'PATCH', path, chunk(0), bytes.subarray(0, 5))).status).toBe(204);
    // The connection broke: where to go on?
    const { headers } = await call(by, 'HEAD', path);
    expect(headers.get('upload-offset')).toBe('5');
    expect((await call(by, 'PATCH', path, chunk(4), bytes.subarray(4))).status).toBe(409);
    expect((await call(by, 'PATCH', path, chunk(5), bytes.subarray(5))).status).toBe(204);
    return path.slice('/uploads/'.length);
  }

  test('comes in parts; the original is for those whose business it is, a covered copy for everybody', async () => {
    const expense = await submit();
    const upload = await send(asker, PNG);
    const given = { upload, amount: { decimal: '80.00', currency: 'EUR' }, about: 'The ticket.' };
    expect(await step(staff, 'attachReceipt', expense, given)).toEqual({ code: 'upload-is-unknown' });
    const shown = 'id receipts { id contentHash original { mediaType sizeBytes url } copy { contentHash url } }';
    const attached = await hub.give(asker, 'attachReceipt', 'Expense', { expense, ...given }, shown);
    const [receipt] = attached['receipts'] as [{ id: string }];
    expect(receipt).toMatchObject({
      contentHash: sha256(PNG),
      original: { mediaType: 'image/png', sizeBytes: PNG.length },
    });
    const path = `/files/${receipt.id}`;
    for (const [by, status] of [
      [undefined, 404],
      [other, 404],
      [staff, 200],
      [asker, 200],
    ] as const) {
      expect((await call(by, 'GET', path)).status).toBe(status);
    }
    const original = await call(asker, 'GET', path);
    expect([original.bytes.equals(PNG), original.headers.get('content-type')]).toEqual([true, 'image/png']);
    expect(original.headers.get('cache-control')).toBe('private, no-store');

    expect((await call(undefined, 'GET', `${path}~copy`)).status).toBe(404);
    const publish = async (by: string, bytes: Buffer) =>
      step(by, 'publishReceiptCopy', expense, { receipt: receipt.id, upload: await send(by, bytes) });
    expect(await publish(other, COPY)).toEqual({ code: 'expense-is-of-another' });
    expect(await publish(asker, COPY)).toEqual({ code: 'expense-is-submitted' });
    await step(staff, 'reviewExpense', expense, complete);
    await approve(expense);
    expect(await publish(staff, PNG)).toEqual({ code: 'copy-is-the-original' });
    expect(await publish(asker, COPY)).toMatchObject({ id: expense });
    expect((await call(undefined, 'GET', `${path}~copy`)).bytes.equals(COPY)).toBe(true);

    const { file } = hub.node.read.entity<{ file: { text: { key: string } } }>('expense-receipt', receipt.id) ?? {};
    await hub.node.store.vault.erase(file?.text.key ?? '');
    expect((await call(asker, 'GET', path)).status).toBe(404);
    expect((await call(undefined, 'GET', `${path}~copy`)).status).toBe(200);
  });

  test('is nobody’s without a token, and too large at once', async () => {
    expect((await call(undefined, 'POST', '/uploads', { 'upload-length': '5' })).status).toBe(401);
    expect((await call(asker, 'POST', '/uploads', { 'upload-length': '8388609' })).status).toBe(413);
    expect((await call(asker, 'POST', '/uploads', { 'upload-length': 'x' })).status).toBe(400);
    expect((await call(undefined, 'OPTIONS', '/uploads')).headers.get('tus-version')).toBe('1.0.0');
    const { headers } = await call(asker, 'POST', '/uploads', { 'upload-length': '5' });
    const path = headers.get('location') ?? '';
    expect((await call(asker, 'PATCH', path, { 'upload-offset': '0', 'content-type': 'image/png' }, PNG)).status).toBe(
      415,
    );
    expect((await call(other, 'HEAD', path)).status).toBe(404);
    expect((await call(asker, 'PATCH', path, chunk(0), PNG)).status).toBe(413);
    expect((await call(asker, 'DELETE', path)).status).toBe(204);
    expect((await call(asker, 'HEAD', path)).status).toBe(404);
  });

  test('of what is spent in a protected country is shown to nobody else, nor any copy', async () => {
    const expense = await submit({ spentIn: 'BY' });
    const about = { amount: { decimal: '80.00', currency: 'EUR' }, about: 'The ticket.' };
    const bytes = Buffer.concat([PNG, PNG]);
    const given = { upload: await send(asker, bytes), ...about };
    const attached = await hub.give(asker, 'attachReceipt', 'Expense', { expense, ...given }, 'id receipts { id }');
    const [{ id: receipt }] = attached['receipts'] as [{ id: string }];
    const upload = await send(asker, COPY);
    await step(staff, 'reviewExpense', expense, complete);
    await approve(expense);
    expect(await step(asker, 'publishReceiptCopy', expense, { receipt, upload })).toMatchObject({ id: expense });
    await hub.give(
      board,
      'setProtectedCountries',
      'ProtectedCountries',
      { hub: 'cee', countries: ['BY'] },
      'countries',
    );
    expect(await step(asker, 'publishReceiptCopy', expense, { receipt, upload })).toEqual({
      code: 'receipt-is-withheld',
    });
    expect((await call(undefined, 'GET', `/files/${receipt}~copy`)).status).toBe(404);
    expect((await call(staff, 'GET', `/files/${receipt}~copy`)).status).toBe(200);
  });
});

describe('who tries to be paid around the others', () => {
  const ACCOUNT = 'DE89370400440532013000';
  const details = { name: 'A Printer', method: 'IBAN', account: ACCOUNT };
  const approvedBy = async (expense: string, first: string, second: string) => {
    await step(staff, 'reviewExpense', expense, complete);
    await step(first, 'approveExpense', expense);
    return step(second, 'approveExpense', expense);
  };

  test('enters an own account as that of another: it is known again, whoever entered it', async () => {
    const own = await hub.person('staff', 'treasurer', 'committee-member');
    await hub.give(own, 'addPayee', 'Payee', self('O. Wner', ACCOUNT));
    const printer = await hub.give(asker, 'addPayee', 'Payee', { hub: 'cee', isSelf: false, ...details });
    const expense = await submit({ payee: printer.id, kind: 'INVOICE' });
    expect(await step(own, 'reviewExpense', expense, complete)).toEqual({ code: 'judge-is-a-party' });
    await step(staff, 'reviewExpense', expense, complete);
    expect(await step(own, 'approveExpense', expense)).toEqual({ code: 'judge-is-a-party' });
    await step(staff, 'approveExpense', expense);
    expect(await step(member, 'approveExpense', expense)).toMatchObject({ status: 'APPROVED' });
    expect(await step(own, 'payExpense', expense)).toEqual({ code: 'payer-is-a-party' });
    expect(await step(treasurer, 'payExpense', expense)).toMatchObject({ status: 'PAID' });
  });

  test('enters the account of a stranger, and then neither approves nor pays', async () => {
    const entered = { hub: 'cee', isSelf: false, ...details, account: 'GB29NWBK60161331926819' };
    const printer = await hub.give(treasurer, 'addPayee', 'Payee', { ...entered, account: 'NO9386011117947' });
    const expense = await submit({ payee: printer.id, kind: 'INVOICE' });
    expect(await approvedBy(expense, staff, member)).toMatchObject({ status: 'APPROVED' });
    expect(await step(treasurer, 'payExpense', expense)).toEqual({ code: 'payee-was-entered-by-the-same-person' });
    const second = await hub.person('treasurer');
    expect(await step(second, 'payExpense', expense)).toMatchObject({ status: 'PAID' });
  });

  test('changes where it goes after the approval, also after it was paid and before the bank is told', async () => {
    const printer = await hub.give(other, 'addPayee', 'Payee', { hub: 'cee', isSelf: false, ...details });
    const change = (account: string) =>
      hub.give(other, 'changePayee', 'Payee', { payee: printer.id, ...details, account });
    const expense = await submit({ payee: printer.id, kind: 'INVOICE' });
    expect(await approvedBy(expense, staff, member)).toMatchObject({ status: 'APPROVED' });
    await change('GB29NWBK60161331926819');
    expect(await step(treasurer, 'payExpense', expense)).toEqual({ code: 'payee-has-changed' });
    expect((await show(undefined, expense))?.['next']).toMatchObject({ step: 'REVIEW' });
    expect(await waits(staff)).toContain(expense);
    expect(await approvedBy(expense, staff, member)).toMatchObject({ status: 'APPROVED' });
    expect(await step(treasurer, 'payExpense', expense)).toMatchObject({ status: 'PAID' });
    await change('NO9386011117947');
    const { bank } = await hub.ofHub<{ bank: { accounts: { id: string }[] } }>(treasurer, 'bank { accounts { id } }');
    const entries = (await show(undefined, expense))?.['entries'] as string[];
    const payments = [{ entry: entries.at(-1), payee: printer.id }];
    const input = { bankAccount: bank.accounts[0]?.id, executionDay: '2099-01-04', payments };
    expect(await hub.give(treasurer, 'makePaymentFile', 'PaymentFile', input)).toEqual({ code: 'payee-has-changed' });
    await step(treasurer, 'returnExpensePayment', expense, { reason: 'Not sent.' });
    expect(await step(treasurer, 'payExpense', expense)).toEqual({ code: 'payee-has-changed' });
    expect(await approvedBy(expense, staff, member)).toMatchObject({ status: 'APPROVED' });
    expect(await step(treasurer, 'payExpense', expense)).toMatchObject({ status: 'PAID' });
  });
});
