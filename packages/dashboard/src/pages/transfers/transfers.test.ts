import { describe, expect, test } from 'vitest';
import { moneyOf } from '../../money/sums.ts';
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
    expect(text).toContain('Both books are at the end');
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
