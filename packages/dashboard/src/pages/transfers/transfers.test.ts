import { describe, expect, test } from 'vitest';
import { acts } from '../../acts/index.ts';
import { offersAtTransfers, offersOnTransfer } from '../../acts/offers-on-transfers.ts';
import { moneyOf } from '../../money/sums.ts';
import { graphOf, visitTo } from '../../testing.test-helper.ts';
import { type Answers, rendered } from '../rendering.test-helper.ts';
import { compared } from './compared.tsx';
import { transfers } from './list.tsx';
import { transfer } from './page.tsx';

const ID = 'andes:transfer:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const OTHER = 'andes:transfer:01JD3Z7N4QK8R2V6X0Y5ABCDEG';
const eur = (minor: number) => moneyOf(BigInt(minor), 'EUR', 2);
const AT = '2026-11-20T12:00:00Z';
const side = (end: 'PAYER' | 'PAYEE', peer: string, status: string, others = {}) => ({
  id: ID,
  end,
  peer,
  isDisbursement: false,
  status,
  purpose: 'education',
  begunAt: AT,
  expiresAt: AT,
  day: '2026-11-20',
  reasonCode: null,
  leafAtPayer: 17,
  contradictions: [],
  amount: eur(500),
  paid: eur(500),
  arrived: eur(0),
  settlements: [{ id: `${ID}X`, status: 'STATED', day: '2026-11-20', since: AT, amount: eur(500) }],
  entry: null,
  ...others,
});
const silence = (node: string) => [{ message: '', code: 'HUB_UNAVAILABLE', node, reason: 'timed-out' }];

describe('the transfers of a node', () => {
  const show = (answers: Answers, node = 'andes') => rendered(transfers, `/books/${node}/transfers`, answers, { node });
  const lines = {
    totalCount: 1,
    pageInfo: { hasNextPage: false, endCursor: null },
    nodes: [{ id: ID, end: 'PAYER', peer: 'cee', status: 'PREPARED', begunAt: AT, amount: eur(500) }],
  };
  const open = {
    totalCount: 1,
    nodes: [{ missing: 'ANSWER_OF_PAYEE', since: AT, attempts: 4, lastAttempt: 'refused', transfer: lines.nodes[0] }],
  };

  test('begin with what is open, since when and what is missing', async () => {
    const { text, html } = await show({
      HubTransfers: { data: { hub: { transfers: lines, transferExceptions: open } } },
    });
    expect(text).toMatch(/Not at their end .*to cee .*the payee’s answer .*Told in vain: 4 .*Nov 20, 2026/);
    expect(text).toMatch(/All transfers .*prepared .*EUR 5\.00/);
    expect(html).toContain(`/books/andes/transfers/${ID}`);
    expect(html).toContain('/books/andes/with/cee');
  });

  test('say that there is none', async () => {
    const none = { totalCount: 0, pageInfo: lines.pageInfo, nodes: [] };
    const answers = { SupportTransfers: { data: { supportTransfers: none, supportTransferExceptions: none } } };
    const { text } = await show(answers, 'fundraising');
    expect(text).toContain('Every transfer is at its end.');
    expect(text).toContain('These books have no transfer yet.');
  });

  test('of a node that is silent, or that there is not', async () => {
    const silent = { HubTransfers: { data: { hub: { transfers: null } }, errors: silence('andes') } };
    const shown = await show(silent);
    expect([shown.status, shown.text.includes('andes does not answer')]).toEqual([503, true]);
    expect((await show({ HubTransfers: { data: { hub: null } } })).status).toBe(404);
  });
});

describe('a transfer', () => {
  const show = (hub: Answers['HubTransfer'], support: Answers['SupportTransfer']) =>
    rendered(
      transfer,
      `/books/andes/transfers/${ID}`,
      { HubTransfer: hub ?? 'down', SupportTransfer: support ?? 'down' },
      { node: 'andes', '*': ID },
    );
  const hub = (of: unknown) => ({ data: { hub: { id: 'andes', endpoint: null, transfer: of } } });
  const support = (of: unknown) => ({ data: { supportTransfer: of } });

  test('shows both sides, the payer first, and that both are at the end', async () => {
    const { text } = await show(
      hub(side('PAYEE', 'fundraising', 'BOOKED')),
      support(side('PAYER', 'andes', 'BOOKED', { leafAtPayer: 99 })),
    );
    expect(text).toContain('Both books agree');
    expect(text).toMatch(/The payer: Basic Support System .* 99 .*The payee: andes .* 17/);
    expect(text).toMatch(/Payments for it .*said to be paid .*EUR 5\.00/);
  });

  test.each<[string, unknown, unknown, string]>([
    ['on its way', side('PAYER', 'fundraising', 'POSTED'), side('PAYEE', 'andes', 'ACCEPTED'), 'On its way'],
    [
      'with two amounts',
      side('PAYER', 'fundraising', 'BOOKED'),
      side('PAYEE', 'andes', 'BOOKED', { amount: eur(501) }),
      'do not have the same amount',
    ],
    [
      'contradicted',
      side('PAYER', 'fundraising', 'BOOKED', { contradictions: ['sha256:abc'] }),
      side('PAYEE', 'andes', 'BOOKED'),
      'contradicted itself',
    ],
    ['that the other end does not know', side('PAYER', 'fundraising', 'PREPARED'), null, 'nothing under this id'],
  ])('%s', async (_, own, other, words) => {
    const { text, status } = await show(hub(own), support(other));
    expect(status).toBe(200);
    expect(text).toContain(words);
  });

  test('of which the other end is silent says so in its place', async () => {
    const silent = { data: { supportTransfer: null }, errors: silence('fundraising') };
    const { text, status } = await show(hub(side('PAYER', 'fundraising', 'PREPARED')), silent);
    expect(status).toBe(200);
    expect(text).toContain('Only one of the two books is here');
    expect(text).toContain('fundraising does not answer');
  });

  test('that nobody knows is not there', async () => {
    expect((await show(hub(null), support(null))).status).toBe(404);
  });
});

describe('two books', () => {
  const result = {
    isWithoutDifference: true,
    matched: 12,
    onlyInA: [],
    onlyInB: [],
    differs: [],
    open: [{ id: ID, missing: 'ARRIVAL' }],
    days: [],
    owed: [{ from: 'andes', to: 'cee', owed: eur(700), due: eur(700) }],
    totalInA: 12,
    totalInB: 12,
    coverage: { asked: ['andes', 'cee'], answered: ['andes', 'cee'], missing: [], asOf: [] },
    endCursor: null,
  };
  const show = (of: unknown, errors: readonly { message: string; code: string }[] = [], query = '') =>
    rendered(
      compared,
      `/books/andes/with/cee${query}`,
      { BooksCompared: { data: { reconciliation: { id: 'x', result: of } }, errors } },
      { node: 'andes', peer: 'cee' },
    );

  test('without a difference say so, and what is open and owed', async () => {
    const { text, asked } = await show(result);
    expect(asked.get('BooksCompared')).toMatchObject({ a: 'andes', b: 'cee', to: '2026-11-22' });
    expect(text).toContain('No difference');
    expect(text).toContain('The same in both books: 12');
    expect(text).toContain('the arrival of what was paid');
    expect(text).toMatch(/EUR 7\.00 EUR 7\.00/);
  });

  test('with differences say which, with both values', async () => {
    const differs = [{ id: ID, what: 'amount', a: '500', b: null }];
    const days = [{ day: '2026-11-20', movedInA: 2, movedInB: 3 }];
    const wrong = { ...result, isWithoutDifference: false, onlyInB: [OTHER], differs, days, endCursor: 'on' };
    const { text, html } = await show(wrong);
    expect(text).toContain('The books differ');
    expect(text).toMatch(new RegExp(`${OTHER} .*only in the books of cee`));
    expect(html).toContain(`/books/cee/transfers/${OTHER}`);
    expect(text).toMatch(/amount 500 –/);
    expect(html).toContain('after=on');
  });

  test('of which one is silent, or days that are too many', async () => {
    const silent = await show(null, [{ message: '', code: 'FIGURES_ARE_INCOMPLETE' }]);
    expect([silent.status, silent.text.includes('nobody says whether they agree')]).toEqual([503, true]);
    const refused = await show(null, [{ message: '', code: 'BAD_USER_INPUT' }]);
    expect([refused.status, refused.text.includes('cannot be compared')]).toEqual([400, true]);
    const faulty = await show(result, [], '?from=x');
    expect([faulty.status, faulty.text.includes('not a day of the calendar')]).toEqual([400, true]);
  });
});

describe('the steps of a transfer', () => {
  const SETTLEMENT = 'andes:settlement:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
  const may = { allowed: true, code: null, reason: null };
  const mayNot = { allowed: false, code: 'transfer-is-not-offered', reason: 'x' };
  const fund = (id: string, code: string, status = 'OPEN') => ({
    ...{ id, code, name: null, status },
    balances: [{ currency: 'EUR', available: eur(70_000) }],
  });
  const books = { funds: { nodes: [fund('f1', 'general'), fund('f2', 'reading'), fund('f3', 'old', 'CLOSED')] } };
  const rule = { from: 'LISTED', nodes: ['cee', 'gone'] };
  const permissions = { prepareTransfer: may, setAcceptanceRule: mayNot };
  const hubs = (nodes: string[], endCursor: string | null) => ({
    hubs: { pageInfo: { hasNextPage: endCursor !== null, endCursor }, nodes: nodes.map((id) => ({ id, name: null })) },
  });
  const acting = (end: 'PAYER' | 'PAYEE', of: object = {}) => ({
    ...side(end, end === 'PAYER' ? 'fundraising' : 'andes', 'BOOKED', of),
    permissions: { cancel: mayNot, accept: may, refuse: may, settle: may },
    settlements: [
      { id: SETTLEMENT, status: 'STATED', day: '2026-11-20', amount: eur(200), permissions: { confirm: may } },
    ],
  });
  const table = {
    transfersOfHub: () => ({ data: { hub: { name: 'Andes', acceptanceRule: rule, permissions, books } } }),
    transfersOfSupport: () => ({
      data: { fundraisingPermissions: permissions, supportAcceptanceRule: rule, supportBooks: books },
    }),
    whoTakesPart: ({ after }: Record<string, unknown>) => ({
      data: after === null ? hubs(['andes'], 'next') : hubs(['cee'], null),
    }),
    transferOfHub: () => ({ data: { hub: { transfer: acting('PAYER', { paid: eur(200) }), books } } }),
    transferOfSupport: () => ({ data: { supportTransfer: acting('PAYEE'), supportBooks: books } }),
  };
  const act = (name: string) => acts.find((one) => one.name === name);
  const prepare = (name: string, about: string) => act(name)?.prepare(visitTo('/act', {}, graphOf(table)), about);
  const send = async (name: string, about: string, values: Record<string, string>, answers: string) => {
    const sent: unknown[] = [];
    const graph = graphOf({
      ...table,
      [answers]: ({ input }) => {
        sent.push(input);
        return { data: { done: { __typename: 'Transfer', id: ID } } };
      },
    });
    const fields = [{ kind: 'amount', name: 'amount', label: 'amount', currency: 'EUR' }] as const;
    const outcome = await act(name)?.carryOut(visitTo('/act', {}, graph), about, {
      values,
      fields,
      idempotencyKey: 'key',
    });
    return { outcome, input: sent[0] };
  };

  test('whom a transfer can go to is asked for to the end, without the payer', async () => {
    const prepared = await prepare('prepareTransfer', 'andes');
    expect(prepared).toMatchObject({ node: 'andes', permission: may, defaults: { currency: 'EUR' } });
    const [to, from] = prepared?.fields ?? [];
    expect(to).toMatchObject({ options: [{ value: 'cee' }, { value: 'fundraising', text: 'Basic Support System' }] });
    expect(from).toMatchObject({ options: [{ value: 'f1', text: 'general · EUR\u00a0700.00' }, { value: 'f2' }] });
    expect((await prepare('prepareTransfer', 'fundraising'))?.fields[0]).toMatchObject({
      options: [{ value: 'andes' }, { value: 'cee' }],
    });
  });

  test('one who is on the list and takes no part any more can be taken off it', async () => {
    const prepared = await prepare('setAcceptanceRule', 'andes');
    expect(prepared?.fields.map(({ name }) => name)).toEqual(['from', 'node cee', 'node fundraising', 'node gone']);
    expect(prepared?.defaults).toEqual({ from: 'LISTED', 'node cee': 'yes', 'node gone': 'yes' });
    const ticked = { 'node cee': 'yes' };
    const listed = await send('setAcceptanceRule', 'andes', { from: 'LISTED', ...ticked }, 'setAcceptanceRule');
    expect(listed.input).toEqual({ idempotencyKey: 'key', hub: 'andes', from: 'LISTED', nodes: ['cee'] });
    const nobody = { from: 'NOBODY', ...ticked };
    expect((await send('setAcceptanceRule', 'fundraising', nobody, 'setSupportAcceptanceRule')).input).toEqual({
      ...{ idempotencyKey: 'key', from: 'NOBODY', nodes: [] },
    });
  });

  test('what is owed is proposed to be paid; the general fund to be joined', async () => {
    expect(await prepare('settleTransfer', `andes ${ID}`)).toMatchObject({ defaults: { amount: '3.00' } });
    expect(await prepare('acceptTransfer', `fundraising ${ID}`)).toMatchObject({
      ...{ node: 'fundraising', defaults: { fund: 'f1' }, back: `/books/fundraising/transfers/${ID}` },
    });
    expect(await prepare('confirmSettlement', `fundraising ${ID} ${SETTLEMENT}`)).toMatchObject({ permission: may });
    expect(await prepare('confirmSettlement', `fundraising ${ID} another`)).toBeNull();
  });

  const AMOUNT = { decimal: '3.00', currency: 'EUR' };
  test.each([
    [
      'prepareTransfer',
      '',
      { to: 'cee', fund: 'f1', amount: '3.00', purpose: '' },
      { to: 'cee', fund: 'f1', amount: AMOUNT },
    ],
    ['acceptTransfer', ID, { fund: 'f1' }, { transfer: ID, fund: 'f1' }],
    ['refuseTransfer', ID, { reasonCode: 'sent-twice' }, { transfer: ID, reasonCode: 'sent-twice' }],
    ['cancelTransfer', ID, {}, { transfer: ID }],
    ['settleTransfer', ID, { amount: '3.00', day: '2026-11-21' }, { transfer: ID, amount: AMOUNT, day: '2026-11-21' }],
    ['confirmSettlement', `${ID} ${SETTLEMENT}`, { day: '2026-11-21' }, { settlement: SETTLEMENT, day: '2026-11-21' }],
  ] as const)(
    '%s is sent to a hub, and to the Basic Support System, under its key',
    async (name, rest, values, input) => {
      const support =
        name === 'confirmSettlement' ? 'confirmSupportSettlement' : name.replace('Transfer', 'SupportTransfer');
      for (const [node, mutation, hub] of [
        ['andes', name, { hub: 'andes' }],
        ['fundraising', support, {}],
      ] as const) {
        const sent = await send(name, `${node} ${rest}`.trim(), values as Record<string, string>, mutation);
        expect(sent.outcome).toEqual({ done: `/books/${node}/transfers/${ID}` });
        expect(sent.input).toEqual({ idempotencyKey: 'key', ...input, ...hub });
      }
    },
  );

  test('they are offered where a treasurer looks: each end its own, and the other end to who is signed in there', async () => {
    const visit = visitTo('/books', { node: 'andes', '*': ID }, graphOf(table));
    expect(await offersAtTransfers(visit)).toEqual([
      { act: 'prepareTransfer', about: 'andes', permission: may },
      { act: 'setAcceptanceRule', about: 'andes', permission: mayNot },
    ]);
    const names = async (of: typeof visit) =>
      (await offersOnTransfer(of)).map(({ act: name, about }) => `${name} ${about}`);
    const own = [`settleTransfer andes ${ID}`, `cancelTransfer andes ${ID}`];
    expect(await names(visit)).toEqual(own);
    const people = [{ node: 'fundraising', person: 'p', name: null }] as never;
    expect(await names({ ...visit, signedIn: { people, tokens: [] } })).toEqual([
      ...own,
      `acceptTransfer fundraising ${ID}`,
      `refuseTransfer fundraising ${ID}`,
      `confirmSettlement fundraising ${ID} ${SETTLEMENT}`,
    ]);
    const direct = graphOf({
      ...table,
      transferOfHub: () => ({ data: { hub: { transfer: acting('PAYER', { isDisbursement: true }), books } } }),
    });
    expect(await names({ ...visit, graph: direct })).toEqual([]);
  });
});
