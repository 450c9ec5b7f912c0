import type { Event, Reader } from '@hubgraph/journal';
import { isRejection, type Rejection } from '@hubgraph/kernel';
import type { LedgerEvent } from '@hubgraph/ledger';
import type { PersonState } from '@hubgraph/node';
import { describe, expect, test } from 'vitest';
import { testWhoMay } from '../../../../../packages/node/src/policy.test-helper.ts';
import { AT, general, id, Situation, text } from '../../grants/fixtures.test-helper.ts';
import { isFileUsed } from '../../grants/payments/views.ts';
import { roles } from '../../roles.ts';
import type { PayeeState, Payout } from '../payees/domain.ts';
import type { ApprovalRule } from '../rules/domain.ts';
import { APPROVERS } from '../rules/seats.ts';
import { type ClearAdvance, decideClearAdvance } from './advances.ts';
import { decideEditExpense, decideSubmitExpense, decideWithdrawExpense } from './asking.ts';
import { type ExpenseKind, type ExpenseState, type ExpenseStatus, evolveExpense, isOfExpense } from './domain.ts';
import { type Approving, decideApproveExpense, decideRefuseExpense, decideReviewExpense } from './judging.ts';
import { decidePayExpense, decideReturnExpensePayment } from './paying.ts';
import { policy } from './policy.ts';
import { type AttachReceipt, decideAttachReceipt, RECEIPTS_MAX } from './receipts.ts';

const EXPENSE = id('expense');
const [asker, paid, staff, treasurer, other] = [1, 2, 3, 4, 5].map((n) => id('person', n)) as [
  ...[string, string, string, string, string],
];
const payee: PayeeState = {
  ...{ id: id('payee'), name: text, method: 'IBAN', account: text, person: paid, addedBy: paid, addedAt: AT },
};
const rule: ApprovalRule = {
  version: 3,
  ...{ setAt: AT, setBy: other },
  tiers: [
    { currency: 'EUR', upToMinor: 1_000n, seats: [{ role: 'staff', count: 1 }] },
    {
      currency: 'EUR',
      seats: [
        { role: 'staff', count: 1 },
        { role: 'treasurer', count: 1 },
      ],
    },
  ],
};

const anybody = ['person', ...Object.keys(roles)];
testWhoMay(policy, roles, {
  SubmitExpense: anybody,
  EditExpense: anybody,
  WithdrawExpense: anybody,
  AttachReceipt: anybody,
  PublishReceiptCopy: anybody,
  ReviewExpense: ['staff', 'treasurer'],
  ApproveExpense: APPROVERS,
  RefuseExpense: APPROVERS,
  PayExpense: ['treasurer'],
  ReturnExpensePayment: ['treasurer'],
  ClearAdvance: ['treasurer'],
});

const holder = (person: string, ...held: string[]): PersonState => ({
  id: person,
  name: text,
  roles: held.map((role) => ({ role })),
});

/** One expense and the books that it is kept in: EUR 100.00 are in the general fund. */
class Story {
  readonly hub = new Situation();
  expense: ExpenseState | undefined;
  readonly people = new Map([
    [staff, holder(staff, 'staff')],
    [treasurer, holder(treasurer, 'treasurer')],
    [other, holder(other, 'staff', 'treasurer')],
  ]);
  isProtected = false;
  payout: Payout = { owners: [paid], enteredBy: paid, hasChanged: false };
  rule: ApprovalRule | undefined = rule;

  content(change: object = {}) {
    const money = { fund: general, currency: 'EUR', amountMinor: 2_500n };
    const codes = { purpose: 'education', costClass: 'PROGRAMME', spentIn: 'RS', day: '2026-03-01' } as const;
    const kind: ExpenseKind = 'REIMBURSEMENT';
    return { kind, payee: payee.id, ...money, ...codes, title: text, about: text, ...change };
  }

  known(change: object = {}) {
    return { payee: payee as PayeeState | undefined, isTeamKnown: true, slice: this.hub.slice(), ...change };
  }

  state() {
    return { expense: this.expense, payout: this.payout, slice: this.hub.slice() };
  }

  approving(by: string): Approving {
    const { isProtected, rule: inForce } = this;
    return { ...this.state(), rule: inForce, person: this.people.get(by), isProtected, country: 'RS' };
  }

  submit(change: object = {}): this {
    return this.after(
      asker,
      decideSubmitExpense(this.command('SubmitExpense', asker, this.content(change)), this.known()),
    );
  }
  edit(by = asker, change: object = {}) {
    const { expense } = this;
    return decideEditExpense(this.command('EditExpense', by, this.content(change)), { ...this.known(), expense });
  }
  review(by = staff, finding: 'COMPLETE' | 'INCOMPLETE' = 'COMPLETE') {
    return decideReviewExpense(this.command('ReviewExpense', by, { finding, note: text }), this.state());
  }
  approve(by: string) {
    return decideApproveExpense(this.command('ApproveExpense', by, {}), this.approving(by));
  }
  refuse(by = staff) {
    return decideRefuseExpense(this.command('RefuseExpense', by, { reason: text }), this.state());
  }
  withdraw(by = asker) {
    return decideWithdrawExpense(this.command('WithdrawExpense', by, {}), this.state());
  }
  pay(by = treasurer) {
    return decidePayExpense(this.command('PayExpense', by, {}), this.state());
  }
  returnPayment(isInFile = false, by = treasurer) {
    const command = this.command('ReturnExpensePayment', by, { reason: text });
    return decideReturnExpensePayment(command, { ...this.state(), isInFile });
  }
  attach(change: Partial<AttachReceipt> & { isUsed?: boolean; by?: string } = {}) {
    const { isUsed = false, by = asker, ...rest } = change;
    const file = { receipt: id('expense-receipt'), contentHash: 'c'.repeat(64), amountMinor: 2_500n, about: text };
    return decideAttachReceipt(this.command('AttachReceipt', by, { ...file, ...rest }), { ...this.state(), isUsed });
  }
  clear(change: Partial<ClearAdvance> = {}) {
    const amounts = { spentMinor: 0n, returnedMinor: 0n, ...change };
    const command = this.command('ClearAdvance', change.by ?? treasurer, amounts);
    return decideClearAdvance(command, { ...this.state(), country: 'RS' });
  }

  /** Until it is paid. */
  paid(change: object = {}): this {
    this.submit(change).after(staff, this.review()).after(staff, this.approve(staff));
    if (this.expense?.status === 'REVIEWED') this.after(other, this.approve(other));
    return this.after(treasurer, this.pay());
  }

  command<T extends string, P extends object>(type: T, by: string, payload: P) {
    return { type, expense: EXPENSE, by, at: AT, ...payload };
  }

  after(by: string, decided: readonly Event[] | Rejection): this {
    if (isRejection(decided)) throw new Error(`${decided.code}: ${decided.message}`);
    for (const event of decided) {
      if (isOfExpense(event)) this.expense = evolveExpense(this.expense, event, AT, by);
      else this.hub.books.apply(event as unknown as LedgerEvent);
    }
    return this;
  }

  /** Balances that are not zero, without what the books began with. */
  balances(): Record<string, bigint> {
    const { books } = this.hub;
    const accounts = books.accounts().map((account) => {
      const posted = account.debitsPostedMinor - account.creditsPostedMinor;
      return [account.path, account.path === 'assets:bank:main' ? posted - 15_000n : posted] as const;
    });
    const reserved = books.fundBalance(general, 'EUR').reservedMinor;
    const found = accounts.filter(([path, minor]) => path !== 'equity:opening' && minor !== 0n);
    return Object.fromEntries([...found, ...(reserved === 0n ? [] : [['reserved', reserved] as const])]);
  }
}

const code = (decided: readonly Event[] | Rejection): string => (isRejection(decided) ? decided.code : 'allowed');

describe('an expense', () => {
  test('is owed once the last of those approved whom the rule names, and then paid and receipted', () => {
    const story = new Story().submit();
    expect(code(story.approve(staff))).toBe('expense-is-submitted');
    story.after(staff, story.review()).after(staff, story.approve(staff));
    expect([story.expense?.status, story.balances()]).toEqual(['REVIEWED', {}]);
    story.after(treasurer, story.approve(treasurer));
    expect([story.expense?.status, story.balances()]).toEqual([
      'APPROVED',
      { 'expenses:services': 2_500n, 'liabilities:payable:reimbursements': -2_500n },
    ]);
    expect(code(story.pay(treasurer))).toBe('payer-approved-last');
    story.after(other, story.pay(other));
    expect([story.expense?.status, story.balances()]).toEqual([
      'PAID',
      { 'assets:bank:main': -2_500n, 'expenses:services': 2_500n },
    ]);
    story.after(asker, story.attach({ amountMinor: 2_000n }));
    expect(story.expense).toMatchObject({ status: 'PAID', receiptedMinor: 2_000n });
    story.after(asker, story.attach({ amountMinor: 500n, contentHash: 'd'.repeat(64) }));
    expect(story.expense?.status).toBe('RECEIPTED');
  });

  test.each<[ExpenseKind, string, string]>([
    ['INVOICE', 'liabilities:payable:services', 'SUPPLIER'],
    ['STIPEND', 'liabilities:payable:staff', 'STAFF'],
    ['SITTING_ALLOWANCE', 'liabilities:payable:staff', 'STAFF'],
    ['REIMBURSEMENT', 'liabilities:payable:reimbursements', 'STAFF'],
  ])('that is a %s is owed at %s', (kind, account, counterparty) => {
    const story = new Story().submit({ kind, amountMinor: 1_000n, costClass: 'OVERSIGHT' });
    story.after(staff, story.review()).after(staff, story.approve(staff));
    expect(story.balances()).toEqual({ 'expenses:oversight': 1_000n, [account]: -1_000n });
    const posting = story.hub.books.entries().at(-1)?.postings[0];
    expect(posting?.dimensions).toEqual({
      ...{ counterparty, purpose: 'education', spentIn: 'RS', decidedIn: 'RS' },
      ...{ recipient: payee.id, costClass: 'OVERSIGHT', allowedBy: EXPENSE },
    });
  });

  test('of which the country is protected is booked without whom and where', () => {
    const story = new Story();
    story.isProtected = true;
    story.submit({ team: id('team'), kind: 'ADVANCE', amountMinor: 1_000n });
    story.after(staff, story.review()).after(staff, story.approve(staff)).after(treasurer, story.pay());
    story.after(asker, story.attach()).after(treasurer, story.clear({ spentMinor: 400n }));
    expect(story.expense).toMatchObject({ isWithheld: true, status: 'PAID' });
    const said = JSON.stringify(story.hub.books.entries(), (_, value) =>
      typeof value === 'bigint' ? `${value}` : value,
    );
    for (const secret of [payee.id, id('team'), '"spentIn"', paid, asker]) expect(said).not.toContain(secret);
    expect(said).toContain('"purpose":"education"');
  });

  test('that is edited is asked anew, and what was booked is reversed', () => {
    const story = new Story().submit();
    story.after(staff, story.review()).after(staff, story.approve(staff)).after(treasurer, story.approve(treasurer));
    story.after(asker, story.edit(asker, { amountMinor: 900n }));
    expect(story.expense).toMatchObject({ status: 'SUBMITTED', approvals: [], amountMinor: 900n });
    expect(story.expense).not.toHaveProperty('review');
    expect(story.balances()).toEqual({});
    story.after(staff, story.review()).after(staff, story.approve(staff)).after(treasurer, story.pay());
    expect(story.balances()).toEqual({ 'assets:bank:main': -900n, 'expenses:services': 900n });
  });

  test.each(['refuse', 'withdraw'] as const)('leaves nothing in the books when one does %s it', (verb) => {
    for (const kind of ['INVOICE', 'ADVANCE']) {
      const story = new Story().submit({ kind, amountMinor: 1_000n });
      story.after(staff, story.review()).after(staff, story.approve(staff));
      story.after(
        verb === 'refuse' ? treasurer : asker,
        verb === 'refuse' ? story.refuse(treasurer) : story.withdraw(),
      );
      expect([kind, story.balances()]).toEqual([kind, {}]);
      expect(story.expense?.status).toBe(verb === 'refuse' ? 'REFUSED' : 'WITHDRAWN');
    }
  });

  test('that was incomplete goes back, and a review can be taken back by another', () => {
    const story = new Story().submit();
    story.after(staff, story.review()).after(staff, story.approve(staff));
    story.after(treasurer, story.review(treasurer, 'INCOMPLETE'));
    expect(story.expense).toMatchObject({ status: 'INCOMPLETE', approvals: [] });
    expect(code(story.review())).toBe('expense-is-incomplete');
    story.after(asker, story.edit());
    expect(story.expense?.status).toBe('SUBMITTED');
  });

  test('whose payment came back is owed as before, and can be paid again', () => {
    const story = new Story().paid();
    story.after(treasurer, story.returnPayment());
    expect(story.expense?.status).toBe('APPROVED');
    expect(story.balances()).toMatchObject({ 'liabilities:payable:reimbursements': -2_500n });
    story.after(treasurer, story.pay());
    expect(story.balances()).toEqual({ 'assets:bank:main': -2_500n, 'expenses:services': 2_500n });
  });
});

describe('an advance', () => {
  test('is money that is out; what it will be spent on is kept from the fund until it is cleared', () => {
    const story = new Story().paid({ kind: 'ADVANCE', amountMinor: 6_000n });
    expect(story.balances()).toEqual({ 'assets:bank:main': -6_000n, 'assets:advances': 6_000n, reserved: 6_000n });
    story.after(asker, story.attach({ amountMinor: 4_500n }));
    story.after(treasurer, story.clear({ spentMinor: 4_000n, returnedMinor: 1_000n }));
    expect(story.balances()).toEqual({
      ...{ 'assets:bank:main': -5_000n, 'assets:advances': 1_000n, 'expenses:services': 4_000n, reserved: 1_000n },
    });
    expect(code(story.returnPayment())).toBe('advance-is-cleared');
    story.after(treasurer, story.clear({ spentMinor: 500n, returnedMinor: 500n }));
    expect(story.expense?.status).toBe('RECEIPTED');
    expect(story.balances()).toEqual({ 'assets:bank:main': -4_500n, 'expenses:services': 4_500n });
  });

  test('is not approved of more than the fund has left', () => {
    const story = new Story().submit({ kind: 'ADVANCE', amountMinor: 10_001n });
    story.after(staff, story.review()).after(staff, story.approve(staff));
    expect(code(story.approve(treasurer))).toBe('fund-is-overdrawn');
  });
});

describe('separation of duties', () => {
  test.each([
    ['who asked', asker],
    ['who is paid', paid],
  ])('%s judges nothing and pays nothing', (_who, by) => {
    const story = new Story().submit();
    story.people.set(by, holder(by, ...APPROVERS));
    expect(code(story.review(by))).toBe('judge-is-a-party');
    story.after(staff, story.review());
    expect([code(story.approve(by)), code(story.refuse(by))]).toEqual(['judge-is-a-party', 'judge-is-a-party']);
    story.after(staff, story.approve(staff)).after(treasurer, story.approve(treasurer));
    expect(code(story.pay(by))).toBe('payer-is-a-party');
    story.after(other, story.pay(other));
    expect(code(story.returnPayment(false, by))).toBe('judge-is-a-party');
  });

  test('who is paid on that account, under whatever pseudonym, judges nothing and pays nothing', () => {
    const story = new Story().submit();
    story.payout = { ...story.payout, owners: [paid, other] };
    expect(code(story.review(other))).toBe('judge-is-a-party');
    story.after(staff, story.review());
    expect([code(story.approve(other)), code(story.refuse(other))]).toEqual(['judge-is-a-party', 'judge-is-a-party']);
    story.after(staff, story.approve(staff)).after(treasurer, story.approve(treasurer));
    expect(code(story.pay(other))).toBe('payer-is-a-party');
  });

  test('who entered where the money goes may review it, and neither approves nor pays', () => {
    const story = new Story().submit();
    story.payout = { ...story.payout, enteredBy: other };
    story.after(other, story.review(other));
    const refused = 'payee-was-entered-by-the-same-person';
    expect(code(story.approve(other))).toBe(refused);
    story.after(staff, story.approve(staff)).after(treasurer, story.approve(treasurer));
    expect(code(story.pay(other))).toBe(refused);
  });

  test.each(['REVIEWED', 'APPROVED'] as const)(
    'where it goes changed since: what is %s is reviewed and approved anew',
    (status) => {
      const story = new Story().submit();
      story.after(staff, story.review()).after(staff, story.approve(staff));
      if (status === 'APPROVED') story.after(treasurer, story.approve(treasurer));
      expect(code(story.review(treasurer))).toBe(status === 'APPROVED' ? 'expense-is-approved' : 'expense-is-reviewed');
      story.payout = { ...story.payout, hasChanged: true };
      const next = status === 'APPROVED' ? story.pay(other) : story.approve(treasurer);
      expect(code(next)).toBe('payee-has-changed');
      story.after(treasurer, story.review(treasurer));
      expect(story.expense).toMatchObject({ status: 'REVIEWED', approvals: [] });
      expect(story.balances()).toEqual({});
      story.payout = { ...story.payout, hasChanged: false };
      story
        .after(staff, story.approve(staff))
        .after(treasurer, story.approve(treasurer))
        .after(other, story.pay(other));
      expect(story.balances()).toEqual({ 'assets:bank:main': -2_500n, 'expenses:services': 2_500n });
    },
  );

  test('a rule that asks for less than was given already leaves one approval to be given', () => {
    const story = new Story().submit();
    story.after(staff, story.review()).after(staff, story.approve(staff));
    story.rule = { ...rule, tiers: [{ currency: 'EUR', seats: [{ role: 'staff', count: 1 }] }] };
    expect(code(story.approve(treasurer))).toBe('approval-is-not-needed');
    story.after(other, story.approve(other));
    expect(story.expense?.status).toBe('APPROVED');
  });

  test('one person never fills two seats, and a role that has approved enough is not asked again', () => {
    const story = new Story().submit();
    story.after(staff, story.review()).after(other, story.approve(other));
    expect(code(story.approve(other))).toBe('approval-is-given');
    story.people.set(asker, holder(asker));
    expect(story.expense?.status).toBe('REVIEWED');
    const another = id('person', 6);
    story.people.set(another, holder(another, 'staff'));
    // Whoever came first sits where nobody else can.
    story.after(another, story.approve(another));
    expect(story.expense?.status).toBe('APPROVED');
  });

  test('a role for one team only does not approve', () => {
    const story = new Story().submit();
    story.after(staff, story.review());
    story.people.set(staff, { ...holder(staff), roles: [{ role: 'staff', of: id('team') }] });
    expect(code(story.approve(staff))).toBe('approval-is-not-needed');
  });

  test('without a rule for its currency nothing is approved', () => {
    const story = new Story().submit();
    story.after(staff, story.review());
    story.rule = { ...rule, tiers: [] };
    expect(code(story.approve(staff))).toBe('approval-rule-is-missing');
    story.rule = undefined;
    expect(code(story.approve(staff))).toBe('approval-rule-is-missing');
  });
});

describe('what is submitted is refused', () => {
  // Each breaks its rule and all that come after it.
  const closed = new Map([[general, { id: general, status: 'CLOSED' as const }]]);
  const all = {
    fund: 'none',
    currency: 'XXX',
    amountMinor: 0n,
    purpose: 'No purpose',
    spentIn: 'rs',
    day: 'tomorrow',
    team: id('team'),
  };
  test.each<[string, object, object]>([
    ['payee-is-unknown', all, { payee: undefined, isTeamKnown: false }],
    ['team-is-unknown', all, { isTeamKnown: false }],
    ['fund-is-unknown', all, {}],
    [
      'fund-is-closed',
      { ...all, fund: general },
      { slice: new Situation().books.slice({ today: '2026-03-02', funds: closed }) },
    ],
    ['currency-is-unknown', { ...all, fund: general }, {}],
    ['amount-is-not-positive', { ...all, fund: general, currency: 'EUR' }, {}],
    ['purpose-is-malformed', { purpose: '', spentIn: '', day: '' }, {}],
    ['country-is-malformed', { spentIn: 'rs', day: '' }, {}],
    ['day-is-malformed', { day: '2026-02-30' }, {}],
  ])('%s', (expected, content, known) => {
    const story = new Story();
    const command = story.command('SubmitExpense', asker, story.content(content));
    expect(code(decideSubmitExpense(command, story.known(known)))).toBe(expected);
    story.submit();
    const edit = story.command('EditExpense', asker, story.content(content));
    expect(code(decideEditExpense(edit, { ...story.known(known), expense: story.expense }))).toBe(expected);
  });
});

describe('what can be done in each status', () => {
  const reach: Readonly<Record<ExpenseStatus | 'UNKNOWN', (story: Story) => unknown>> = {
    UNKNOWN: () => undefined,
    SUBMITTED: (story) => story.submit(),
    INCOMPLETE: (story) => story.submit().after(staff, story.review(staff, 'INCOMPLETE')),
    REVIEWED: (story) => story.submit().after(staff, story.review()),
    APPROVED: (story) =>
      story.submit().after(staff, story.review()).after(staff, story.approve(staff)).after(other, story.approve(other)),
    PAID: (story) => story.paid(),
    RECEIPTED: (story) => story.paid().after(asker, story.attach()),
    REFUSED: (story) => story.submit().after(staff, story.refuse()),
    WITHDRAWN: (story) => story.submit().after(asker, story.withdraw()),
  };
  const verbs: Readonly<Record<string, (story: Story) => readonly Event[] | Rejection>> = {
    edit: (story) => story.edit(),
    review: (story) => story.review(),
    sendBack: (story) => story.review(staff, 'INCOMPLETE'),
    approve: (story) => story.approve(staff),
    refuse: (story) => story.refuse(),
    withdraw: (story) => story.withdraw(),
    pay: (story) => story.pay(),
    returnPayment: (story) => story.returnPayment(),
    attach: (story) => story.attach({ contentHash: 'd'.repeat(64) }),
    clear: (story) => story.clear({ returnedMinor: 1n }),
  };

  test('is this and nothing else', () => {
    const table = Object.entries(reach).map(([status, go]) => {
      const codes = Object.entries(verbs).map(([verb, give]) => {
        const story = new Story();
        go(story);
        return [verb, code(give(story))] as const;
      });
      const allowed = codes.flatMap(([verb, answer]) => (answer === 'allowed' ? [verb] : []));
      const others = new Set(
        codes.flatMap(([verb, answer]) => (answer === 'allowed' || verb === 'clear' ? [] : [answer])),
      );
      return `${status}: ${allowed.join(', ') || 'nothing'}; else ${[...others].join(', ')}`;
    });
    expect(table).toMatchInlineSnapshot(`
      [
        "UNKNOWN: nothing; else expense-is-unknown",
        "SUBMITTED: edit, review, sendBack, refuse, withdraw, attach; else expense-is-submitted",
        "INCOMPLETE: edit, refuse, withdraw, attach; else expense-is-incomplete",
        "REVIEWED: edit, sendBack, approve, refuse, withdraw, attach; else expense-is-reviewed",
        "APPROVED: edit, refuse, withdraw, pay, attach; else expense-is-approved",
        "PAID: returnPayment, attach; else expense-is-paid",
        "RECEIPTED: returnPayment; else expense-is-receipted",
        "REFUSED: nothing; else expense-is-refused",
        "WITHDRAWN: nothing; else expense-is-withdrawn",
      ]
    `);
  });
});

describe('a receipt is refused', () => {
  // Each breaks its rule and all that come after it.
  const bad = { contentHash: 'C'.repeat(64), amountMinor: 0n, currency: 'USD', isUsed: true };
  test.each<[string, Parameters<Story['attach']>[0]]>([
    ['expense-is-of-another', { ...bad, by: staff }],
    ['content-hash-is-malformed', bad],
    ['amount-is-not-positive', { ...bad, contentHash: 'c'.repeat(64) }],
    ['currency-differs', { currency: 'USD', isUsed: true }],
    ['receipt-is-used-already', { isUsed: true }],
  ])('%s', (expected, change) => {
    const story = new Story().paid();
    if (story.expense !== undefined) {
      story.expense = { ...story.expense, receipts: Array.from({ length: RECEIPTS_MAX }, () => 'r') };
    }
    expect(code(story.attach(change))).toBe(expected);
    expect(code(story.attach())).toBe('receipts-are-too-many');
  });

  test.each<[ExpenseStatus, boolean]>([
    ['SUBMITTED', true],
    ['RECEIPTED', true],
    ['REFUSED', false],
    ['WITHDRAWN', false],
  ])('as used while its expense is %s: %s', (status, isUsed) => {
    const kept = new Map<string, object>([
      ['expense-receipt-file h', { receipt: 'r' }],
      ['expense-receipt r', { expense: 'e' }],
      ['expense e', { status }],
    ]);
    const read = { entity: (kind: string, of: string) => kept.get(`${kind} ${of}`) } as unknown as Reader;
    expect([isFileUsed(read, 'h'), isFileUsed(read, 'another')]).toEqual([isUsed, false]);
  });

  test('as an expense that has receipts is not edited into another currency', () => {
    const story = new Story().submit();
    story.after(asker, story.attach());
    expect(code(story.edit(asker, { currency: 'KES' }))).toBe('currency-differs');
    expect(code(story.edit(asker, { amountMinor: 1n }))).toBe('allowed');
  });

  test('but not of who is paid', () => {
    expect(code(new Story().submit().attach({ by: paid }))).toBe('allowed');
  });
});

describe('clearing an advance is refused', () => {
  test.each<[string, Partial<ClearAdvance>]>([
    ['judge-is-a-party', { by: asker, spentMinor: -1n }],
    ['judge-is-a-party', { by: paid, spentMinor: -1n }],
    ['amount-is-negative', { spentMinor: -1n, returnedMinor: 1n }],
    ['amount-is-negative', { spentMinor: 1n, returnedMinor: -1n }],
    ['amount-is-not-positive', {}],
    ['clearing-exceeds-advance', { spentMinor: 2_501n }],
    ['clearing-exceeds-advance', { spentMinor: 2_500n, returnedMinor: 1n }],
    ['clearing-exceeds-receipts', { spentMinor: 101n }],
    ['allowed', { spentMinor: 100n, returnedMinor: 2_400n }],
  ])('%s', (expected, change) => {
    const story = new Story().paid({ kind: 'ADVANCE' });
    story.after(asker, story.attach({ amountMinor: 100n }));
    expect(code(story.clear(change))).toBe(expected);
  });

  test('where it is none', () => {
    expect(code(new Story().paid().clear({ by: asker }))).toBe('expense-is-no-advance');
  });
});
