import { describe, expect, test } from 'vitest';
import { acts } from '../../acts/index.ts';
import { offersOnExpense } from '../../acts/offers.ts';
import { graphOf, show, silent, visitTo } from '../../testing.test-helper.ts';
import { hubExpenses } from './list.tsx';
import { expense } from './page.tsx';

const ID = 'cee:expense:01ARZ3NDEKTSV4RRFFQ69G5FAV';
const AT = '2026-03-01T10:00:00.000Z';
const usd = (decimal: string) => ({ decimal, currency: 'USD', amountMinor: decimal.replace('.', '') });
const may = { allowed: true, code: null, reason: null };
const mayNot = { allowed: false, code: 'payer-approved-last', reason: 'Whoever approved last does not pay.' };
const ana = { id: 'cee:person:1', name: 'Ana' };

/** As whoever has nothing to do with it is shown it. */
const forAll = {
  id: ID,
  kind: 'REIMBURSEMENT',
  status: 'REVIEWED',
  title: null,
  about: null,
  purpose: 'education',
  costClass: 'PROGRAMME',
  day: '2026-02-28',
  spentIn: 'KE',
  isWithheld: false,
  submittedAt: AT,
  entries: [],
  amount: usd('96.00'),
  receipted: usd('0.00'),
  open: null,
  fund: { id: 'cee:fund:1', code: 'general', name: 'General fund' },
  team: null,
  payee: { id: 'cee:payee:1', name: null, isMe: false },
  submittedBy: null,
  review: null,
  approvals: null,
  refusal: null,
  returnedPayment: null,
  next: { step: 'APPROVAL', roles: ['treasurer', 'board-member'], approvalsGiven: 1, approvalsNeeded: 2 },
  receipts: [],
  permissions: {
    edit: mayNot,
    review: mayNot,
    approve: mayNot,
    pay: mayNot,
    attachReceipt: mayNot,
    clearAdvance: mayNot,
  },
};
/** The same, as those whose business it is are shown it. */
const forThose = {
  ...forAll,
  title: 'Rent of a hall',
  about: 'Three days.',
  payee: { id: 'cee:payee:1', name: 'Ana A.', isMe: true },
  submittedBy: ana,
  review: { finding: 'COMPLETE', note: 'Looked at it.', at: AT, by: { id: 'p', name: 'Rev' } },
  approvals: [{ roles: ['treasurer'], at: AT, by: { id: 'p', name: 'Tre' } }],
};

const signedIn = { people: [{ node: 'cee', person: 'p', name: 'Ana' }], tokens: ['t'] };

function visit(of: unknown, { errors = [], isHere = true }: { errors?: object[]; isHere?: boolean } = {}) {
  const graph = graphOf({ expense: () => ({ data: { expense: of }, errors }) });
  return { ...visitTo(`/expenses/${ID}`, { expense: ID }, graph), ...(isHere ? { signedIn } : {}) };
}

describe('an expense', () => {
  test('is shown to everybody without what is written in it, and says of whom it is waited for', async () => {
    const { text, status } = await show(expense, visit(forAll, { isHere: false }));
    expect(status).toBe(200);
    expect(text).toContain('Money back for what somebody spent');
    expect(text).toContain('those whose business it is');
    expect(text).toMatch(/Waiting for approvals: 1 of 2 given/);
    expect(text).toMatch(/Waited for: treasurer and member of the board/);
    expect(text).not.toContain('Why it is not waited for you');
    expect(text).not.toContain('was erased');
  });

  test('tells those who are signed in why it is not waited for them, by the graph’s own words', async () => {
    const { text } = await show(expense, visit(forThose));
    expect(text).toMatch(/Why it is not waited for you: Whoever approved last does not pay/);
    expect(text).toMatch(/Reviewed: all is there .* by Rev Looked at it\./);
    expect(text).toMatch(/by Tre , who can approve as treasurer/);
    expect(text).toContain('Ana A. (you)');
    const mine = { ...forThose, permissions: { ...forThose.permissions, approve: may } };
    expect((await show(expense, visit(mine))).text).toContain('You can do this');
  });

  test('that a team’s own fund would pay waits for the team first, and is offered to who leads it alone', async () => {
    const next = { ...forAll.next, roles: ['team-lead'], approvalsGiven: 0 };
    const forTeam = (permission: object) => ({
      ...forThose,
      next,
      permissions: { ...forThose.permissions, approveForTeam: permission },
    });
    const { text } = await show(expense, visit(forTeam(may)));
    expect(text).toMatch(/The team decides first: .* Waited for: lead of a team\. You can do this/);
    const offered = async (permission: object) => {
      const graph = graphOf({ offersOnExpense: () => ({ data: { expense: forTeam(permission) } }) });
      const found = await offersOnExpense(visitTo(`/expenses/${ID}`, { expense: ID }, graph));
      return found.filter(({ act }) => act === 'approveExpenseForTeam');
    };
    expect(await offered(may)).toEqual([{ act: 'approveExpenseForTeam', about: ID, permission: may }]);
    expect(await offered({ ...mayNot, code: 'team-has-approved' })).toHaveLength(1);
    expect(await offered({ ...mayNot, code: 'role-is-missing' })).toEqual([]);
  });

  test('that is owed waits for payment; one that was paid has its entries, receipts and what is missing', async () => {
    const pay = { ...forThose, status: 'APPROVED', next: { ...forAll.next, step: 'PAYMENT', roles: ['treasurer'] } };
    expect((await show(expense, visit(pay))).text).toMatch(/Waiting to be paid Waited for: treasurer/);
    const receipt = {
      id: 'cee:expense-receipt:1',
      contentHash: 'ab'.repeat(32),
      about: 'Rent',
      attachedAt: AT,
      amount: usd('40.00'),
      original: null,
      copy: null,
    };
    const paid = {
      ...pay,
      status: 'PAID',
      entries: ['cee:entry:1', 'cee:entry:2'],
      receipts: [receipt],
      receipted: usd('40.00'),
      next: { ...forAll.next, step: 'RECEIPT', roles: [] },
    };
    const { html, text } = await show(expense, visit(paid));
    expect(text).toMatch(/Paid .*Waiting for receipts from who asked/);
    expect(html).toContain('href="/en/books/cee/entries/cee:entry:2"');
    expect(text).toMatch(/Receipt for USD.40.*Rent .*abab/);
  });

  test('that was refused, taken back or sent back by the bank says so, with the reason', async () => {
    const remark = { reason: 'No such hall.', at: AT, by: ana };
    const refused = { ...forThose, status: 'REFUSED', next: null, refusal: remark };
    const { html, text } = await show(expense, visit(refused));
    expect(text).toMatch(/Refused .*No such hall\./);
    expect(html).toContain('step-refused');
    expect(html).not.toContain('step-waiting');
    expect((await show(expense, visit({ ...forAll, status: 'WITHDRAWN', next: null }))).text).toContain(
      'Taken back by',
    );
    const returned = { ...forThose, status: 'APPROVED', returnedPayment: remark };
    expect((await show(expense, visit(returned))).text).toContain('The bank sent the payment back');
    const noRule = { ...forThose, next: { ...forAll.next, approvalsNeeded: null } };
    expect((await show(expense, visit(noRule))).text).toContain('Waiting until the board has said');
  });

  test('in a protected country says that it is withheld', async () => {
    const withheld = {
      ...forAll,
      isWithheld: true,
      day: null,
      spentIn: null,
      team: null,
      payee: null,
      submittedAt: null,
    };
    expect((await show(expense, visit(withheld))).text).toContain('being paid can be dangerous there');
    const undecided = { ...withheld, isWithheld: null };
    expect((await show(expense, visit(undecided))).text).toContain('once the hub has approved it');
    const forAsker = { ...forThose, isWithheld: null };
    expect((await show(expense, visit(forAsker))).text).not.toContain('once the hub has approved it');
  });

  test('that nobody has is not there; of a hub that is silent nobody can tell', async () => {
    expect((await show(expense, visit(null))).status).toBe(404);
    const { status, text } = await show(expense, visit(null, { errors: [silent('cee')] }));
    expect(status).toBe(503);
    expect(text).toContain('cee');
  });
});

describe('the expenses of a hub', () => {
  const list = (nodes: readonly unknown[], address = '/hubs/cee/expenses', more: object = {}, rules: object = {}) => {
    const variables: Record<string, unknown>[] = [];
    const graph = graphOf({
      hubExpenses(given) {
        variables.push(given);
        const pageInfo = { hasNextPage: false, endCursor: null };
        const expenses = { totalCount: nodes.length, pageInfo, nodes };
        return { data: { hub: { id: 'cee', approvalRule: null, protectedCountries: null, ...rules, expenses } } };
      },
    });
    return { variables, visit: { ...visitTo(address, { hub: 'cee' }, graph), ...more } };
  };

  test('are listed with how far each has come', async () => {
    const { html, text } = await show(hubExpenses, list([forThose, { ...forAll, isWithheld: true }]).visit);
    expect(text).toMatch(/Rent of a hall waits for approvals USD.96\.00 .*1 of 2 approvals/);
    expect(text).toContain('country and day withheld');
    expect(html).toContain(`href="/en/expenses/${ID}"`);
    expect(text).not.toContain('waits for me');
  });

  test('say who approves what, and where those who are paid are protected', async () => {
    expect((await show(hubExpenses, list([]).visit)).text).toMatch(
      /Until it does, nothing is approved.*told only to those who judge/,
    );
    const seat = { role: 'treasurer', count: 2 };
    const tiers = [
      { currency: 'USD', upTo: usd('500.00'), approvals: [seat] },
      { currency: 'USD', upTo: null, approvals: [seat, { role: 'board-member', count: 1 }] },
    ];
    const approvalRule = { version: 3, setAt: AT, setBy: { id: 'p', name: 'Bo' }, tiers };
    const protectedCountries = { countries: ['KE', 'UG'], setAt: AT };
    const { text } = await show(hubExpenses, list([], undefined, {}, { approvalRule, protectedCountries }).visit);
    expect(text).toMatch(/2 × treasurer USD.500\.00/);
    expect(text).toMatch(/2 × treasurer and 1 × member of the board any amount/);
    expect(text).toMatch(/Version 3, set .* by Bo/);
    expect(text).toMatch(/Listed since .*: Kenya ?(,|and) ?Uganda/);
  });

  test('say why there are none, and what would change that', async () => {
    expect((await show(hubExpenses, list([]).visit)).text).toContain('Nobody has asked this hub for money so far');
    const { visit, variables } = list([], '/hubs/cee/expenses?status=paid');
    expect((await show(hubExpenses, visit)).text).toContain('No expense stands like this now');
    expect(variables[0]).toMatchObject({ where: { status: 'PAID' } });
  });

  test.each([
    ['waiting', { waitsForMe: true }],
    ['mine', { isMine: true }],
  ])('can be those that are %s, for those who are signed in there', async (status, where) => {
    const address = `/hubs/cee/expenses?status=${status}`;
    const here = list([], address, { signedIn });
    expect((await show(hubExpenses, here.visit)).text).toContain('waits for me');
    expect(here.variables[0]).toMatchObject({ where });
    const stranger = list([], address);
    await show(hubExpenses, stranger.visit);
    expect(stranger.variables[0]).toMatchObject({ where: { status: null } });
  });
});

describe('asking for money', () => {
  const UPLOAD = 'cee:upload:01ARZ3NDEKTSV4RRFFQ69G5FAV';
  const PAYEE = 'cee:payee:1';
  const fields = [{ kind: 'amount', name: 'amount', label: 'amount', currency: 'USD' }] as const;
  const values = {
    ...{ kind: 'REIMBURSEMENT', title: 'Hall', about: 'Rent.', amount: '96.00', day: '2026-03-01', spentIn: 'KE' },
    ...{
      purpose: 'education',
      costClass: 'PROGRAMME',
      fund: 'cee:fund:1',
      payee: 'ME',
      payeeName: 'Ana',
      method: 'OTHER',
    },
    ...{ account: 'Cash', receipt: `${UPLOAD} hall.jpg` },
  };
  const act = acts.find(({ name }) => name === 'submitExpense');
  const made = { __typename: 'Expense', id: ID };
  const send = async (known: string | null, receiptRefused: boolean, more: object = {}) => {
    const sent: [string, Record<string, unknown>][] = [];
    const answer = (field: string, result: object) => (given: Record<string, unknown>) => {
      sent.push([field, given['input'] as Record<string, unknown>]);
      return { data: { [field]: result } };
    };
    const refused = { __typename: 'Refused', code: 'receipt-is-used-already', message: 'No.' };
    const graph = graphOf({
      hubForExpense: () => ({ data: { hub: { payeeForMe: known === null ? null : { id: known } } } }),
      addPayee: answer('addPayee', { __typename: 'Payee', id: PAYEE }),
      submitExpense: answer('submitExpense', made),
      attachReceipt: answer('attachReceipt', receiptRefused ? refused : made),
    });
    const filled = { values: { ...values, ...more }, fields, idempotencyKey: 'key-of-the-form' };
    return { outcome: await act?.carryOut(visitTo('/act', {}, graph), 'cee', filled), sent };
  };

  test('of a hub that never paid who asks adds them, asks, and gives the receipt, each under a key of its own', async () => {
    const { outcome, sent } = await send(null, false);
    expect(outcome).toEqual({ done: `/expenses/${ID}` });
    expect(sent.map(([field, { idempotencyKey }]) => `${field} ${idempotencyKey}`)).toEqual([
      'addPayee key-of-the-form-payee',
      'submitExpense key-of-the-form',
      'attachReceipt key-of-the-form-receipt',
    ]);
    expect(sent[0]?.[1]).toMatchObject({ isSelf: true, name: 'Ana', method: 'OTHER', account: 'Cash' });
    expect(sent[1]?.[1]).toMatchObject({ hub: 'cee', payee: PAYEE, amount: { decimal: '96.00', currency: 'USD' } });
    expect(sent[2]?.[1]).toMatchObject({ expense: ID, upload: UPLOAD, about: 'Hall' });
  });

  test('adds nobody whom the hub knows, and gives no receipt where there is none', async () => {
    const { sent } = await send('cee:payee:9', false, { receipt: '' });
    expect(sent.map(([field]) => field)).toEqual(['submitExpense']);
    expect(sent[0]?.[1]).toMatchObject({ payee: 'cee:payee:9' });
    const listed = await send(null, false, { payee: 'cee:payee:7', receipt: '' });
    expect(listed.sent.map(([field]) => field)).toEqual(['submitExpense']);
    const other = await send('cee:payee:9', false, { payee: 'OTHER' });
    expect(other.sent[0]?.[1]).toMatchObject({ isSelf: false });
  });

  test('leads to the request where its receipt alone is refused, and there says so', async () => {
    const { outcome } = await send(null, true);
    expect(outcome).toEqual({ done: `/expenses/${ID}?receipt=receipt-is-used-already` });
    const graph = graphOf({ expense: () => ({ data: { expense: forThose } }) });
    const address = `/expenses/${ID}?receipt=receipt-is-used-already`;
    const { text } = await show(expense, visitTo(address, { expense: ID }, graph));
    expect(text).toContain('its receipt was not taken');
  });
});

describe('the forms about an expense', () => {
  const form = {
    ...forThose,
    permissions: {
      review: mayNot,
      sendBack: may,
      approve: may,
      approveForTeam: may,
      refuse: may,
      withdraw: mayNot,
      pay: mayNot,
      attachReceipt: may,
      returnPayment: mayNot,
      clearAdvance: may,
    },
  };

  test.each([
    ['reviewExpense', may, 'finding note'],
    ['approveExpense', may, ''],
    ['approveExpenseForTeam', may, ''],
    ['refuseExpense', may, 'reason'],
    ['withdrawExpense', mayNot, ''],
    ['payExpense', mayNot, ''],
    ['returnExpensePayment', mayNot, 'reason'],
    ['clearAdvance', may, 'spent returned'],
  ])('%s says whether one may, and asks for what it needs', async (name, permission, fields) => {
    const act = acts.find((one) => one.name === name);
    const graph = graphOf({ expenseForm: () => ({ data: { expense: form } }) });
    const prepared = await act?.prepare(visitTo('/act', {}, graph), ID);
    expect(prepared).toMatchObject({ node: 'cee', permission, back: `/expenses/${ID}` });
    expect(prepared?.fields.map((field) => field.name).join(' ')).toBe(fields);
  });

  test.each([
    ['reviewExpense', { finding: 'INCOMPLETE', note: 'A bill.' }],
    ['approveExpense', {}],
    ['approveExpenseForTeam', {}],
    ['refuseExpense', { reason: 'No.' }],
    ['withdrawExpense', {}],
    ['payExpense', {}],
    ['returnExpensePayment', { reason: 'AC04' }],
    ['clearAdvance', { spent: '80.00', returned: '0' }],
  ])('%s sends what was filled in under its key, and leads back to the expense', async (name, values) => {
    const sent: unknown[] = [];
    const done = (given: Record<string, unknown>) => {
      sent.push(given['input']);
      return { data: { [name]: { __typename: 'Expense', id: ID } } };
    };
    const act = acts.find((one) => one.name === name);
    const filled = { values, fields: [], idempotencyKey: 'key-of-the-form' };
    const visit = visitTo('/act', {}, graphOf({ [name]: done }));
    expect(await act?.carryOut(visit, ID, filled)).toEqual({ done: `/expenses/${ID}` });
    expect(sent).toEqual([{ idempotencyKey: 'key-of-the-form', expense: ID, ...values }]);
    const refused = () => ({ data: { [name]: { __typename: 'Refused', code: 'judge-is-a-party', message: 'No.' } } });
    expect(await act?.carryOut(visitTo('/act', {}, graphOf({ [name]: refused })), ID, filled)).toEqual({
      refused: { code: 'judge-is-a-party', message: 'No.' },
    });
  });
});

describe('the forms about what expenses rest on', () => {
  const prepare = (name: string, answers: Parameters<typeof graphOf>[0], about: string) =>
    acts.find((one) => one.name === name)?.prepare(visitTo('/act', {}, graphOf(answers)), about);
  const carryOut = async (name: string, type: string, about: string, filled: { values: object; fields?: object[] }) => {
    const sent: unknown[] = [];
    const answers = {
      [name]: (given: Record<string, unknown>) => {
        sent.push(given['input']);
        return { data: { [name]: { __typename: type, id: ID } } };
      },
    };
    const act = acts.find((one) => one.name === name);
    const whole = { fields: [], idempotencyKey: 'key', ...filled } as never;
    const outcome = await act?.carryOut(visitTo('/act', {}, graphOf(answers)), about, whole);
    return { outcome, input: sent[0] };
  };

  test('a copy for everybody is given of a receipt of the expense, by who may', async () => {
    const receipt = { id: 'cee:expense-receipt:1', about: 'Rent', amount: usd('40.00'), copy: null };
    const of = { ...forThose, receipts: [{ ...receipt, permissions: { publishCopy: may } }] };
    const answers = { expenseForm: () => ({ data: { expense: of } }) };
    const prepared = await prepare('publishReceiptCopy', answers, `${ID} ${receipt.id}`);
    expect(prepared).toMatchObject({ node: 'cee', permission: may, back: `/expenses/${ID}` });
    expect(await prepare('publishReceiptCopy', answers, `${ID} cee:expense-receipt:2`)).toBeNull();
    const upload = 'cee:upload:01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const values = { copy: `${upload} hall.jpg` };
    const { input } = await carryOut('publishReceiptCopy', 'Expense', `${ID} ${receipt.id}`, { values });
    expect(input).toEqual({ idempotencyKey: 'key', expense: ID, receipt: receipt.id, upload });
  });

  test('a payee is found among all of the hub', async () => {
    const payee = { id: 'cee:payee:7', name: 'Hall Ltd', method: 'IBAN', account: 'DE02', isMe: false };
    const page = (nodes: object[], endCursor: string | null) => ({
      data: { hub: { payeeForMe: null, payees: { nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } } } },
    });
    const payeesOfHub = ({ after }: Record<string, unknown>) =>
      after === null ? page([{ id: 'cee:payee:1' }], 'c') : page([{ ...payee, permissions: { change: may } }], null);
    const prepared = await prepare('changePayee', { payeesOfHub }, payee.id);
    expect(prepared).toMatchObject({
      permission: may,
      defaults: { name: 'Hall Ltd', method: 'IBAN', account: 'DE02' },
    });
    expect(await prepare('changePayee', { payeesOfHub }, 'cee:payee:8')).toBeNull();
    const values = { name: 'Hall', method: 'OTHER', account: 'x' };
    const { input } = await carryOut('changePayee', 'Payee', payee.id, { values });
    expect(input).toEqual({ idempotencyKey: 'key', payee: payee.id, ...values });
  });

  const rules = {
    ...{ id: 'cee', name: 'CEE', currency: 'USD', books: { funds: { nodes: [] } } },
    approvalRule: {
      tiers: [{ currency: 'USD', upTo: usd('500.00'), approvals: [{ role: 'treasurer', count: 2 }] }],
    },
    protectedCountries: { countries: ['KE'], setAt: AT },
    permissions: { setApprovalRule: may, setProtectedCountries: mayNot },
  };
  const rulesOfHub = () => ({ data: { hub: rules } });

  test('the rule in force stands in its form, with room for more; it is sent in the order that nodes want', async () => {
    const prepared = await prepare('setApprovalRule', { rulesOfHub }, 'cee');
    expect(prepared).toMatchObject({
      permission: may,
      defaults: { currency0: 'USD', upTo0: '500.00', treasurer0: '2' },
    });
    expect(prepared?.fields).toHaveLength(18);
    const values = {
      ...{ currency0: 'USD', staff0: '1', 'board-member0': '1' },
      ...{ currency1: 'EUR', treasurer1: '1' },
      ...{ currency2: 'USD', upTo2: '900.00', treasurer2: '2' },
    };
    const { input, outcome } = await carryOut('setApprovalRule', 'ApprovalRule', 'cee', {
      values,
      fields: [...(prepared?.fields ?? [])],
    });
    expect(outcome).toEqual({ done: '/hubs/cee/expenses' });
    expect(input).toMatchObject({
      tiers: [
        { currency: 'USD', upTo: '900.00', approvals: [{ role: 'treasurer', count: 2 }] },
        {
          currency: 'USD',
          approvals: [
            { role: 'staff', count: 1 },
            { role: 'board-member', count: 1 },
          ],
        },
        { currency: 'EUR', approvals: [{ role: 'treasurer', count: 1 }] },
      ],
    });
  });

  test('the list of protected countries is sent whole, each once', async () => {
    const prepared = await prepare('setProtectedCountries', { rulesOfHub }, 'cee');
    expect(prepared).toMatchObject({ permission: mayNot, defaults: { country0: 'KE' } });
    const values = { country0: 'KE', country2: 'UG', country3: 'KE' };
    const { input } = await carryOut('setProtectedCountries', 'ProtectedCountries', 'cee', { values });
    expect(input).toEqual({ idempotencyKey: 'key', hub: 'cee', countries: ['KE', 'UG'] });
  });
});
