import { describe, expect, test } from 'vitest';
import { moneyOf } from '../../money/sums.ts';
import { type Answers, rendered } from '../rendering.test-helper.ts';
import { entries } from './entries.tsx';
import { bookFigure } from './figure.tsx';
import { books } from './page.tsx';

const eur = (minor: number) => moneyOf(BigInt(minor), 'EUR', 2);
const line = (account: string, minor: number, others = {}) => ({
  account,
  name: null,
  isSubtotal: false,
  level: 0,
  amount: eur(minor),
  before: null,
  ...others,
});
const inEuros = {
  currency: 'EUR',
  income: {
    income: [line('income:donations', 10_000)],
    totalIncome: eur(10_000),
    spending: [
      line('expenses:services', 700, { isSubtotal: true }),
      line('expenses:services', 500, { level: 1 }),
      line('expenses:services:fees', 200, { level: 1, name: 'Fees' }),
    ],
    totalSpending: eur(700),
    result: eur(9_300),
    otherChanges: [line('equity:opening', 50)],
    changeOfNetAssets: eur(9_350),
  },
  position: {
    assets: [line('assets:bank:main', 11_350, { before: eur(2_000) })],
    totalAssets: eur(11_350),
    liabilities: [],
    totalLiabilities: eur(0),
    netAssets: [{ kind: 'RING_FENCED', amount: eur(11_350), before: eur(2_000) }],
    totalNetAssets: eur(11_350),
    totalNetAssetsBefore: eur(2_000),
  },
  cashFlow: {
    opening: eur(2_000),
    classes: [
      {
        class: 'INCOME',
        in: eur(10_000),
        out: eur(0),
        lines: [{ account: 'income:donations', name: null, in: eur(10_000), out: eur(0) }],
      },
      {
        class: 'SPENDING',
        in: eur(0),
        out: eur(650),
        lines: [{ account: 'expenses:services', name: null, in: eur(0), out: eur(650) }],
      },
    ],
    in: eur(10_000),
    out: eur(650),
    closing: eur(11_350),
  },
  months: ['2026-03', '2026-04'].map((month) => ({
    month,
    income: eur(5_000),
    spending: eur(350),
    netAssets: eur(11_350),
    cash: eur(11_350),
  })),
};
const found = (currencies: readonly unknown[], others = {}) => ({
  closedBefore: null,
  resources: [
    {
      code: 'HOURS',
      kind: 'STAFF_TIME',
      name: 'Hours of volunteers',
      held: { decimal: '0.00' },
      received: { decimal: '184.50' },
      given: { decimal: '184.50' },
    },
  ],
  pending: { totalCount: 3 },
  funds: {
    totalCount: 1,
    nodes: [
      {
        id: 'andes:fund:01JD3Z7N4QK8R2V6X0Y5ABCDEF',
        code: 'general',
        name: 'The general fund',
        kind: 'UNRESTRICTED',
        balances: [{ currency: 'EUR', posted: eur(11_350), reserved: eur(350), available: eur(11_000) }],
      },
    ],
  },
  statements: { isClosed: false, asOf: { seq: 1_234, at: '2026-11-21T12:00:00Z' }, currencies },
  ...others,
});
const ofHub = (of: unknown): Answers => ({
  HubBooks: { data: { hub: { id: 'andes', name: 'Andes', books: of, transferExceptions: { totalCount: 2 } } } },
});
const show = (answers: Answers, query = '', node = 'andes') =>
  rendered(books, `/books/${node}?from=2026-01-01&to=2026-12-31${query}`, answers, { node });
const silent: Answers = {
  HubBooks: {
    data: { hub: { books: null, transferExceptions: null } },
    errors: [{ message: '', code: 'HUB_UNAVAILABLE', node: 'andes', reason: 'timed-out' }],
  },
};

describe('the books of a node', () => {
  test('show funds and statements, as of one position, and what they leave open', async () => {
    const { text, html, asked } = await show(ofHub(found([inEuros])));
    expect(asked.get('HubBooks')).toEqual({
      ...{ hub: 'andes', from: '2026-01-01', to: '2027-01-01' },
      ...{ priorFrom: '2025-01-01', priorTo: '2026-01-01', hasPrior: true },
    });
    expect(text).toContain('The books of andes');
    expect(text).toContain('Open: figures may still change.');
    expect(text).toMatch(/As of commit of the journal 1,234 , Nov 21, 2026/);
    expect(text).toMatch(/Transfers that are not at their end 2/);
    expect(text).toMatch(/The general fund .*for anything .*EUR 113\.50 .*EUR 3\.50 .*EUR 110\.00/);
    expect(text).toMatch(/Hours of volunteers \(HOURS\) .*Working time .*184\.50 .*184\.50 .*0\.00/);
    expect(text).toMatch(/All income 100\.00 /);
    expect(text).toMatch(/expenses:services and below/);
    expect(text).toMatch(/Income less spending 93\.00/);
    expect(text).toMatch(/Change of net assets 93\.50/);
    expect(text).toMatch(/All that is owned 113\.50 20\.00/);
    expect(text).toMatch(/Net assets, ring-fenced/);
    expect(text).toMatch(/Cash at the beginning 20\.00/);
    expect(text).toMatch(/All that came and went 100\.00 6\.50/);
    expect(text).toMatch(/Mar 2026 .*Apr 2026/);
    // Every figure opens: a line, a sub-total, a total; what is held, to all before; and a fund, to all its time.
    for (const opened of [
      'entries?account=expenses%3Aservices&amp;currency=EUR&amp;from=2026-01-01&amp;to=2026-12-31',
      'figure?figure=SPENDING&amp;currency=EUR&amp;account=expenses%3Aservices&amp;from=2026-01-01&amp;to=2026-12-31',
      'figure?figure=SPENDING&amp;currency=EUR&amp;below=expenses%3Aservices&amp;from=2026-01-01&amp;to=2026-12-31',
      'figure?figure=RESULT&amp;currency=EUR&amp;from=2026-01-01&amp;to=2026-12-31',
      'figure?figure=ASSETS&amp;currency=EUR&amp;from=1900-01-01&amp;to=2026-12-31',
      'figure?figure=ASSETS&amp;currency=EUR&amp;from=1900-01-01&amp;to=2025-12-31',
      'figure?figure=NET_ASSETS&amp;currency=EUR&amp;free=RING_FENCED&amp;from=1900-01-01&amp;to=2026-12-31',
      'figure?figure=CASH_IN&amp;currency=EUR&amp;class=INCOME&amp;from=2026-01-01&amp;to=2026-12-31',
      'figure?figure=CASH_OUT&amp;currency=EUR&amp;account=expenses%3Aservices&amp;from=2026-01-01',
      'figure?figure=INCOME&amp;currency=EUR&amp;from=2026-03-01&amp;to=2026-03-31',
      'figure?figure=CASH&amp;currency=EUR&amp;from=1900-01-01&amp;to=2026-03-31',
      'figure?figure=NET_ASSETS&amp;currency=EUR&amp;fund=andes%3Afund%3A01JD3Z7N4QK8R2V6X0Y5ABCDEF"',
    ]) {
      expect(html).toContain(`/books/andes/${opened}`);
    }
  });

  test('stand beside the same days a year before, also what was there then alone', async () => {
    const before = { ...inEuros.income, income: [line('income:bequests', 4_000)], totalIncome: eur(4_000) };
    const prior = { currencies: [{ currency: 'EUR', income: { ...before, otherChanges: [], result: eur(3_300) } }] };
    const { text, html } = await show(ofHub(found([inEuros], { prior })));
    expect(text).toContain('Same days a year before');
    expect(text).toMatch(/income:bequests – .*40\.00/);
    expect(text).toMatch(/income:donations 100\.00 –/);
    expect(text).toMatch(/expenses:services and below 7\.00 7\.00/);
    expect(text).toMatch(/All income 100\.00 40\.00/);
    expect(text).toMatch(/Income less spending 93\.00 33\.00/);
    expect(html).toContain('figure=INCOME&amp;currency=EUR&amp;from=2025-01-01&amp;to=2025-12-31');
    const all = await rendered(books, '/books/andes?from=1900-01-01&to=2026-12-31', ofHub(found([inEuros])), {
      node: 'andes',
    });
    expect(all.asked.get('HubBooks')).toMatchObject({ hasPrior: false });
  });

  test('of a closed period say so', async () => {
    const closed = found([inEuros], { closedBefore: '2027-01-01' });
    const { text } = await show(ofHub({ ...closed, statements: { ...closed.statements, isClosed: true } }));
    expect(text).toContain('Closed: these figures stay as they are.');
    expect(text).toContain('Closed before Jan 1, 2027');
  });

  test('without an entry say that there is none', async () => {
    const { text, status } = await show(ofHub(found([])));
    expect([status, text.includes('Nothing was booked up to the end of these days.')]).toEqual([200, true]);
  });

  test('of a node of an older version show what it gives', async () => {
    const older = found([], { statements: null, pending: null });
    const { text, status } = await show(ofHub(older));
    expect(status).toBe(200);
    expect(text).toContain('older version');
    expect(text).toContain('The general fund');
  });

  test('of the Basic Support System are asked for there', async () => {
    const answers = { SupportBooks: { data: { supportBooks: found([inEuros]), supportTransferExceptions: null } } };
    const { text, html } = await show(answers, '', 'fundraising');
    expect(text).toContain('The books of Basic Support System');
    expect(text).not.toContain('not at their end');
    expect(html).toContain('/books/fundraising/entries');
    expect(html).toContain('href="/exports/fundraising"');
  });

  test.each<[string, Answers, number, string]>([
    ['a hub that does not answer', silent, 503, 'andes does not answer'],
    ['no such hub', { HubBooks: { data: { hub: null } } }, 404, ''],
  ])('%s', async (_, answers, status, words) => {
    const shown = await show(answers);
    expect(shown.status).toBe(status);
    expect(shown.text).toContain(words);
  });

  test('days that are none are refused without asking', async () => {
    const { status, text } = await rendered(books, '/books/andes?from=x', {}, { node: 'andes' });
    expect([status, text.includes('not a day of the calendar')]).toEqual([400, true]);
  });

  test('amounts that are none are shown as what they are', async () => {
    const odd = { ...eur(1), amountMinor: 'x', decimal: 'x' };
    const { text, status } = await show(
      ofHub(found([{ ...inEuros, position: { ...inEuros.position, totalAssets: odd } }])),
    );
    expect(status).toBe(200);
    expect(text).toContain('Cash at the end');
  });
});

describe('entries', () => {
  const ID = 'andes:entry:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
  const page = {
    totalCount: 1,
    pageInfo: { hasNextPage: false, endCursor: null },
    nodes: [
      {
        id: ID,
        kind: 'bill',
        effectiveDay: '2026-03-31',
        status: 'POSTED',
        reversedBy: null,
        postings: [
          { account: 'expenses:services', amount: eur(500) },
          { account: 'expenses:services', amount: moneyOf(7n, 'JPY', 0) },
          { account: 'assets:bank:main', amount: eur(-500) },
        ],
      },
    ],
  };
  const ofHub = (of: unknown): Answers => ({ HubAccount: { data: { hub: { id: 'andes', books: { entries: of } } } } });

  test('of one account say what each moved of it', async () => {
    const address = '/books/andes/entries?account=expenses:services&currency=EUR&from=2026-01-01&to=2026-12-31&after=x';
    const { text, html, asked } = await rendered(entries, address, ofHub(page), { node: 'andes' });
    expect(asked.get('HubAccount')).toEqual({
      hub: 'andes',
      from: '2026-01-01',
      to: '2027-01-01',
      account: 'expenses:services',
      currency: 'EUR',
      after: 'x',
    });
    expect(text).toContain('EUR 5.00');
    expect(text).not.toContain('JPY');
    expect(html).toContain(`href="/en/books/andes/entries/${ID}"`);
    expect(html).toContain('type="hidden" name="account" value="expenses:services"');
  });

  test('of all accounts say what was debited; where there are none, that', async () => {
    const all = await rendered(entries, '/books/andes/entries', ofHub(page), { node: 'andes' });
    expect(all.text).toMatch(/EUR 5\.00 .*JPY 7/);
    const none = await rendered(entries, '/books/andes/entries', ofHub({ ...page, nodes: [] }), { node: 'andes' });
    expect(none.text).toContain('There is no entry like this in these days.');
    const support = { SupportAccount: { data: { supportBooks: { entries: page } } } };
    expect((await rendered(entries, '/books/fundraising/entries', support, { node: 'fundraising' })).status).toBe(200);
  });
});

describe('a figure of the statements', () => {
  const ID = 'andes:entry:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
  const one = {
    amount: eur(700),
    asOf: { seq: 1_234, at: '2026-11-21T12:00:00Z' },
    pageInfo: { hasNextPage: true, endCursor: '2026-03-31 x' },
    nodes: [
      {
        amount: eur(700),
        entry: {
          ...{ id: ID, kind: 'bill', effectiveDay: '2026-03-31', reversedBy: null },
          postings: [{ account: 'expenses:services' }, { account: 'assets:bank:main' }],
        },
      },
    ],
  };
  const found = (figure: unknown): Answers => ({ HubFigure: { data: { hub: { id: 'andes', books: { figure } } } } });
  const open = (query: string, answers: Answers = found(one), node = 'andes') =>
    rendered(bookFigure, `/books/${node}/figure?${query}`, answers, { node });

  test('opens to entries that add up to it, as of a position', async () => {
    const days = 'from=2026-01-01&to=2026-12-31';
    const { text, html, asked } = await open(
      `figure=CASH_OUT&currency=EUR&below=expenses&class=SPENDING&within=no&${days}`,
    );
    expect(asked.get('HubFigure')).toMatchObject({
      hub: 'andes',
      of: {
        ...{ figure: 'CASH_OUT', currency: 'EUR', accountFrom: 'expenses', cashClass: 'SPENDING' },
        ...{ withinMovement: false, from: '2026-01-01', to: '2027-01-01' },
      },
    });
    expect(text).toContain('Cash that went: what it is made of');
    expect(text).toMatch(/Sum EUR 7\.00 As of commit of the journal 1,234/);
    expect(text).toMatch(/Why it came or went Spending .*without what nodes/);
    expect(html).toContain(`/books/andes/entries/${ID}"`);
    expect(html).toMatch(/href="[^"]*figure=CASH_OUT[^"]*after=2026-03-31/);
    expect(html).toContain('type="hidden" name="below" value="expenses"');
    expect(html).toContain('href="/en/books/andes?from=2026-01-01&amp;to=2026-12-31"');
  });

  test('of no days is of all; of the Basic Support System it is asked for there; what is no figure is not found', async () => {
    const { text, asked } = await open('figure=NET_ASSETS&currency=EUR&fund=x');
    expect(asked.get('HubFigure')).toMatchObject({ of: { figure: 'NET_ASSETS', fund: 'x' } });
    expect(Object.keys((asked.get('HubFigure') as { of: object }).of)).not.toContain('from');
    expect(text).toContain('All days that these books have.');
    const support = { SupportFigure: { data: { supportBooks: { figure: { ...one, nodes: [] } } } } };
    const ofSupport = await open('figure=CASH&currency=EUR&from=2026-01-01&to=2026-12-31', support, 'fundraising');
    expect(ofSupport.text).toContain('No entry adds anything');
    for (const query of ['figure=PROFIT&currency=EUR', 'figure=CASH', 'currency=EUR']) {
      expect((await open(query)).status).toBe(404);
    }
    expect((await open('figure=CASH&currency=EUR&from=x')).status).toBe(400);
  });
});
