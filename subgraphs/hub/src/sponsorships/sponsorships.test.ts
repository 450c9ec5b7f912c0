import { fundBalancesOf, sliceOf } from '@hubgraph/books';
import { isRejection, sha256 } from '@hubgraph/kernel';
import { operator } from '@hubgraph/node';
import { testWhoMay } from '@hubgraph/node/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Made, WholeHub } from '../expenses/running-hub.test-helper.ts';
import { roles } from '../roles.ts';
import { decideEndSponsorship } from './domain.ts';
import { policy } from './policy.ts';
import { feeOf } from './terms.ts';
import { sponsorshipOf, statementOf } from './views.ts';

let hub: WholeHub;
let [asker, staff, treasurer, board, lead, team, sponsorship, general] = ['', '', '', '', '', '', '', ''];
const FIELDS = `id status feeBasisPoints statement statementDigest movedTo transfers fund { id balances { available { decimal } } }
  permissions { accept { code } end { code } bookIncome { code } }`;
const IBAN = 'DE89370400440532013000';
const eur = (decimal: string) => ({ decimal, currency: 'EUR' });
const give = (by: string, verb: string, input: object) => hub.give(by, verb, 'Sponsorship', input, FIELDS);
const balance = async (fund: string): Promise<bigint | undefined> =>
  fundBalancesOf(hub.node.read, fund)[0]?.postedMinor;

beforeAll(async () => {
  hub = await WholeHub.open();
  asker = await hub.person();
  staff = await hub.person('staff');
  treasurer = await hub.person('treasurer');
  board = await hub.person('board-member');
  const founder = await hub.person();
  team = (await hub.give(founder, 'formTeam', 'Team', { hub: 'cee', name: 'Evenings', charter: 'We meet.' })).id;
  lead = founder;
  const tiers = [{ currency: 'EUR', approvals: [{ role: 'staff', count: 1 }] }];
  await hub.give(board, 'setApprovalRule', 'ApprovalRule', { hub: 'cee', tiers }, 'version');
});
afterAll(() => hub[Symbol.asyncDispose]());

testWhoMay(policy, roles, {
  OfferSponsorship: ['board-member'],
  OfferTeamSponsorship: [],
  ConsentToSponsorship: ['board-member', 'treasurer'],
  DeclineSponsorship: ['board-member', 'treasurer'],
  DirectPayment: [],
  AnswerDirection: [],
  AcceptSponsorship: [],
  ApproveExpenseForTeam: [],
  BookSponsoredIncome: ['treasurer'],
  'Receive:sponsorship-moved': ['node'],
  EndSponsorship: ['board-member'],
});

test('fee and rest add up to what came in, whatever it is', () => {
  expect([feeOf(100n, 500), feeOf(1n, 4_999), feeOf(3n, 5_000), feeOf(10n, 0)]).toEqual([5n, 0n, 1n, 0n]);
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 15n), fc.integer({ min: 0, max: 5_000 }), (amount, points) => {
      const exact = amount * BigInt(points);
      const off = feeOf(amount, points) * 10_000n - exact;
      expect(off < 10_000n && off > -10_000n).toBe(true);
    }),
  );
});

test('a hub offers, the team agrees, and a fund of its own is opened', async () => {
  const offer = { team, feeBasisPoints: 750, terms: 'We keep 7.5 %.', from: '2026-01-01' };
  const table: readonly (readonly [string, object])[] = [
    ['team-is-unknown', { team: 'cee:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF', feeBasisPoints: -1 }],
    ['fee-is-out-of-range', { feeBasisPoints: 5_001, from: '2026-02-01', to: '2026-01-01' }],
    ['period-is-empty', { to: '2026-01-01' }],
  ];
  for (const [code, change] of table)
    expect(await give(board, 'offerSponsorship', { ...offer, ...change })).toEqual({ code });
  expect(await give(staff, 'offerSponsorship', offer)).toEqual({ code: 'role-is-missing' });
  const offered = await give(board, 'offerSponsorship', offer);
  expect(offered).toMatchObject({
    status: 'OFFERED',
    fund: null,
    permissions: { end: { code: 'sponsorship-is-not-active' } },
  });
  sponsorship = offered.id;
  expect(await give(board, 'offerSponsorship', offer)).toEqual({ code: 'team-is-sponsored' });
  expect(await give(board, 'acceptSponsorship', { sponsorship })).toEqual({ code: 'role-is-missing' });
  expect(await give(lead, 'acceptSponsorship', { sponsorship })).toMatchObject({ status: 'ACTIVE' });
  expect(await give(lead, 'acceptSponsorship', { sponsorship })).toEqual({ code: 'sponsorship-is-not-offered' });
  const { team: found } = await hub.ask<{ team: { sponsoredFund: Made } }>(
    undefined,
    `{ team(id: "${team}") { sponsoredFund { id name } } }`,
  );
  expect(found.sponsoredFund).toMatchObject({ name: 'Evenings' });
});

test('what comes in goes into the fund less the fee, and no cent is lost', async () => {
  const income = { sponsorship, amount: eur('99.99'), counterparty: 'PUBLIC', day: '2026-02-03' };
  expect(await give(treasurer, 'bookSponsoredIncome', income)).toEqual({ code: 'general-fund-is-missing' });
  general = (await hub.give(treasurer, 'openFund', 'Fund', { hub: 'cee', code: 'general', name: 'General' })).id;
  expect(await give(treasurer, 'bookSponsoredIncome', { ...income, amount: eur('0.00') })).toEqual({
    code: 'amount-is-not-positive',
  });
  expect(await give(treasurer, 'bookSponsoredIncome', income)).toMatchObject({
    fund: { balances: [{ available: { decimal: '92.49' } }] },
  });
  expect(await balance(general)).toBe(750n);
});

test('an expense of the team is approved by the team first, and anew after it was edited', async () => {
  const fund = sponsorshipOf(hub.node.read, sponsorship)?.fund ?? '';
  const self = { hub: 'cee', isSelf: true, name: 'Jane Doe', method: 'IBAN', account: 'GB29NWBK60161331926819' };
  const payee = (await hub.give(asker, 'addPayee', 'Payee', self)).id;
  const codes = { kind: 'STIPEND', purpose: 'travel', costClass: 'PROGRAMME', spentIn: 'RS', day: '2026-03-01' };
  const content = { payee, fund, amount: eur('20.00'), ...codes, title: 'Train', about: 'To the meeting.' };
  const expense = (await hub.give(asker, 'submitExpense', 'Expense', { hub: 'cee', ...content })).id;
  const step = (by: string, verb: string, rest: object = {}) =>
    hub.give(
      by,
      verb,
      'Expense',
      { expense, ...rest },
      'status next { roles } permissions { approveForTeam { code } }',
    );
  const complete = { finding: 'COMPLETE', note: 'All is there.' };
  // What is asked of the team's fund waits for who leads it, and is theirs to read; other people's is not.
  const seenBy = async (by: string) => {
    const of = [{ __typename: 'Hub', id: 'cee' }];
    const query = `query ($of: [_Any!]!) { expense(id: "${expense}") { title } _entities(representations: $of) { ... on Hub {
      access { waiting { nodes { kind subject title } } } } } }`;
    type Seen = { expense: { title: string | null }; _entities: [{ access: { waiting: { nodes: Made[] } } }] };
    const seen = await hub.ask<Seen>(by, query, { of });
    return { title: seen.expense.title, waiting: seen._entities[0].access.waiting.nodes };
  };
  const forTeam = { kind: 'APPROVE_EXPENSE_FOR_TEAM', subject: expense, title: 'Train' };
  expect(await seenBy(lead)).toEqual({ title: 'Train', waiting: [] });
  const outsider = await hub.person({ role: 'team-lead', of: 'cee:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF' });
  expect(await step(staff, 'reviewExpense', complete)).toMatchObject({ next: { roles: ['team-lead'] } });
  expect(await seenBy(lead)).toEqual({ title: 'Train', waiting: [forTeam] });
  expect(await seenBy(outsider)).toEqual({ title: null, waiting: [] });
  expect(await step(staff, 'approveExpense')).toEqual({ code: 'team-has-not-approved' });
  expect(await step(staff, 'approveExpenseForTeam')).toEqual({ code: 'role-is-missing' });
  expect(await step(lead, 'approveExpenseForTeam')).toMatchObject({
    permissions: { approveForTeam: { code: 'team-has-approved' } },
  });
  expect((await seenBy(lead)).waiting).toEqual([]);
  await step(asker, 'editExpense', { ...content, amount: eur('30.00') });
  await step(staff, 'reviewExpense', complete);
  expect(await step(staff, 'approveExpense')).toEqual({ code: 'team-has-not-approved' });
  await hub.node.operate(operator, 'lead-is-staff', 'GrantRole', { person: lead, role: 'staff' });
  await step(lead, 'approveExpenseForTeam');
  // One person fills one seat, the team's or the hub's.
  expect(await step(lead, 'approveExpense')).toEqual({ code: 'approval-is-given' });
  expect(await step(staff, 'approveExpense')).toMatchObject({ status: 'APPROVED' });
  const { id: entered } = await hub.give(lead, 'addPayee', 'Payee', { ...self, isSelf: false, account: IBAN });
  const toIt = (await hub.give(asker, 'submitExpense', 'Expense', { hub: 'cee', ...content, payee: entered })).id;
  const ofOwn = await hub.give(lead, 'approveExpenseForTeam', 'Expense', { expense: toIt });
  expect(ofOwn).toEqual({ code: 'payee-was-entered-by-the-same-person' });
  expect(await step(lead, 'approveExpenseForTeam')).toEqual({ code: 'expense-is-decided' });
  expect(await balance(fund)).toBe(6_249n);
  const own = await hub.give(asker, 'submitExpense', 'Expense', { hub: 'cee', ...content, fund: general });
  expect(await hub.give(lead, 'approveExpenseForTeam', 'Expense', { expense: own.id })).toEqual({
    code: 'role-is-missing',
  });
});

test('it ends with a transfer that cites the digest of what the statement says', async () => {
  expect(await give(lead, 'endSponsorship', { sponsorship })).toEqual({ code: 'sponsorship-has-money' });
  expect(await give(lead, 'endSponsorship', { sponsorship, moveTo: 'asia' })).toEqual({
    code: 'payer-is-not-authorised',
  });
  const { read } = hub.node;
  const state = sponsorshipOf(read, sponsorship);
  if (state?.fund === undefined) throw new Error('It is active.');
  const { lines, text } = statementOf(read, state);
  expect(lines).toBe(2);
  expect(JSON.parse(text)).toMatchObject({ team, lines: [{ amountMinor: '9249' }, { amountMinor: '-3000' }] });
  const node = { status: 'authorised', kind: 'hub' } as const;
  const at = Date.parse('2026-06-01T12:00:00Z');
  const transfer = 'cee:transfer:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
  const command = { type: 'EndSponsorship', sponsorship, to: 'asia', transfers: [transfer], at, by: lead } as const;
  const ending = {
    ...{ sponsorship: state, balances: fundBalancesOf(read, state.fund), lines, statementDigest: sha256(text) },
    prepare: { payer: { ...node, id: 'cee' }, payee: { ...node, id: 'asia' }, slice: sliceOf(read, at) } as never,
  };
  const pending = ending.balances.map((one) => ({ ...one, reservedMinor: 1n }));
  expect(decideEndSponsorship(command, { ...ending, balances: pending })).toMatchObject({
    code: 'sponsorship-has-pending-entries',
  });
  expect(decideEndSponsorship({ ...command, transfers: [] }, ending)).toMatchObject({ code: 'sponsorship-has-money' });
  const events = decideEndSponsorship(command, ending);
  if (isRejection(events)) throw new Error(events.message);
  expect(events[0]).toMatchObject({
    type: 'SponsorshipEnded',
    to: 'asia',
    transfers: [transfer],
    statementDigest: sha256(text),
  });
  expect(events[1]).toMatchObject({ type: 'TransferPrepared', transfer, amountMinor: 6_249n, purpose: 'sponsorship' });
  expect(events.at(-1)).toMatchObject({ entry: { cites: { transfer, sponsorship, statement: sha256(text) } } });
  expect(
    decideEndSponsorship(command, { ...ending, sponsorship: { ...state, status: 'ENDED' }, balances: [] }),
  ).toMatchObject({
    code: 'sponsorship-is-not-active',
  });
});
