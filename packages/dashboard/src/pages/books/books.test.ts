import { describe, expect, test } from 'vitest';
import { acts } from '../../acts/index.ts';
import { offersAtBooks, offersOnEntry } from '../../acts/offers.ts';
import { graphOf, visitTo } from '../../testing.test-helper.ts';
import { type Answers, rendered } from '../rendering.test-helper.ts';
import { kes, usd } from '../statement.test-helper.ts';
import { entry } from './entry.tsx';
import { postings } from './postings.tsx';

const ULID = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const ID = `andes:payment:${ULID}/1`;
const AWARD = `andes:award:${ULID}`;
const nothing = {
  accountName: null,
  counterparty: null,
  purpose: null,
  spentIn: null,
  decidedIn: null,
  team: null,
  allowedBy: null,
};
const whole = {
  id: ID,
  kind: 'grant',
  effectiveDay: '2026-03-31',
  status: 'POSTED',
  seq: 36,
  log: { index: 1_234 },
  recordedAt: '2026-03-31T10:00:00Z',
  recordedBy: { id: `andes:person:${ULID}`, name: 'Rosa' },
  reverses: null,
  reversedBy: null,
  cites: [
    { name: 'award', value: AWARD },
    { name: 'payment', value: `andes:payment:${ULID}` },
    { name: 'invoice', value: 'https://example.org/1' },
  ],
  postings: [
    { ...nothing, account: 'expenses:grants', fund: 'f', amount: usd(1_000), purpose: 'education', allowedBy: AWARD },
    { ...nothing, account: 'expenses:services', fund: 'f', amount: usd(50) },
    { ...nothing, account: 'assets:bank:main', fund: 'f', amount: usd(-1_050) },
    { ...nothing, account: 'assets:bank:main', fund: 'f', amount: kes(-5) },
    { ...nothing, account: 'expenses:services', fund: 'g', amount: kes(5) },
  ],
};
const funds = { nodes: [{ id: 'f', code: 'general', name: 'General fund' }] };
const hub = { id: 'andes', name: 'Andes' };
const AT = { node: 'andes', '*': ID };
const asHub = (of: unknown): Answers => ({
  HubEntry: {
    data: { hub: { id: 'andes', name: 'Andes', endpoint: 'https://andes.example', books: { entry: of, funds } } },
  },
});
const showEntry = (answers: Answers, params: Record<string, string> = AT) =>
  rendered(entry, '/books/andes/entries/x', answers, params);

describe('an entry', () => {
  test('shows debits and credits, equal in each currency', async () => {
    const { text } = await showEntry(asHub(whole));
    expect(text).toContain('Journal entry of Mar 31, 2026 : grant');
    expect(text).toMatch(/US Dollar .*Total 10\.50 10\.50/);
    expect(text).toMatch(/Kenyan Shilling .*Total 0\.05 0\.05/);
    expect(text).toContain('General fund');
    expect(text).toContain('Entered by Rosa');
    expect(text).toContain('Journal position 36');
  });

  test('leads to what it rests on, where that has a page', async () => {
    const { html } = await showEntry(asHub(whole));
    expect(html).toContain(`href="/en/thread/${AWARD}"`);
    expect(html).toContain(`href="/en/thread/andes:payment:${ULID}"`);
    expect(html).not.toContain('href="https://example.org/1"');
  });

  test('says that it was reversed, or reverses', async () => {
    const other = `andes:entry:${ULID}`;
    const { text, html } = await showEntry(asHub({ ...whole, reversedBy: other }));
    expect(text).toContain('This entry was reversed');
    expect(html).toContain(`href="/en/books/andes/entries/${other}"`);
    expect((await showEntry(asHub({ ...whole, reverses: other }))).text).toContain('This entry reverses another one');
  });

  test('leads to the proof that it is in the public log, at the address in the registry', async () => {
    const { html, text } = await showEntry(asHub(whole));
    expect(html).toContain('href="https://andes.example/log/books/proof/1234"');
    expect(text).toContain('anybody can check offline (leaf 1,234 of the public log)');
    const before = await showEntry(asHub({ ...whole, log: null }));
    expect(before.html).not.toContain('/log/books/proof');
    const odd = {
      HubEntry: { data: { hub: { ...hub, endpoint: 'javascript:alert(1)', books: { entry: whole, funds } } } },
    };
    expect((await showEntry(odd)).html).not.toMatch(/href="[^"]*proof/);
  });

  test('calls an account of imported books as people do', async () => {
    const postings = whole.postings.map((posting) => ({ ...posting, accountName: 'Expenses:Travel' }));
    expect((await showEntry(asHub({ ...whole, postings }))).text).toContain('expenses:grants Expenses:Travel');
  });

  test('of the Basic Support System is in its books', async () => {
    const answers = { ...asHub(null), SupportEntry: { data: { supportBooks: { entry: whole, funds } } } };
    const { text } = await showEntry(answers, { node: 'fundraising', '*': ID });
    expect(text).toContain('The books of Basic Support System');
    expect(text).toContain('/log/books/proof/1234');
  });

  test.each<[string, Answers, number]>([
    ['no such entry', asHub(null), 404],
    ['no such hub', { HubEntry: { data: { hub: null } } }, 404],
    ['an id that is none', { HubEntry: { data: null, errors: [{ message: '', code: 'ID_MALFORMED' }] } }, 404],
    [
      'a hub that does not answer',
      {
        HubEntry: {
          data: { hub: { books: null } },
          errors: [{ message: '', code: 'HUB_UNAVAILABLE', node: 'andes', reason: 'timed-out' }],
        },
      },
      503,
    ],
    [
      'a fault',
      { HubEntry: { data: { hub: { books: null } }, errors: [{ message: '', code: 'INTERNAL_SERVER_ERROR' }] } },
      503,
    ],
  ])('%s', async (_, answers, status) => {
    const shown = await showEntry(answers);
    expect(shown.status).toBe(status);
    if (status === 503) expect(shown.text).toContain('andes does not answer');
  });
});

const page = {
  totalCount: 2,
  totals: [usd(950)],
  pageInfo: { hasNextPage: false, endCursor: null },
  nodes: [1_000, -50].map((minor) => ({
    kind: 'EXPENSE',
    amount: usd(minor),
    entry: { id: ID, kind: 'grant', effectiveDay: '2026-03-31', reversedBy: null },
    posting: { ...nothing, account: 'expenses:grants', spentIn: 'PE' },
  })),
};
const showPostings = (query: string, of: unknown) => {
  const answers = { HubPostings: { data: { hub: { id: 'andes', name: 'Andes', books: { postings: of } } } } };
  return rendered(postings, `/books/andes/postings?${query}`, answers, { node: 'andes' });
};

describe('postings', () => {
  test('say what they add up to, and each opens its entry', async () => {
    const { text, html } = await showPostings('kind=spending', page);
    expect(text).toContain('These 2 postings add up to: USD 9.50');
    expect(text).toContain('Peru');
    expect(html).toContain(`href="/en/books/andes/entries/${ID}"`);
    expect(html).toContain('href="/en/figure?kind=spending&amp;node=andes');
  });

  test('are asked for as the address says', async () => {
    const query =
      'kind=income&purpose=education&country=unknown&decidedIn=PE&currency=EUR&from=2026-01-01&to=2026-12-31&after=x';
    const { asked } = await showPostings(query, page);
    expect(asked.get('HubPostings')).toEqual({
      hub: 'andes',
      after: 'x',
      where: {
        kind: 'INCOME',
        purpose: 'education',
        spentIn: 'unknown',
        decidedIn: 'PE',
        currency: 'EUR',
        from: '2026-01-01',
        to: '2027-01-01',
      },
    });
  });

  test('when there are none, it says so', async () => {
    expect((await showPostings('', { ...page, nodes: [], totals: [], totalCount: 0 })).text).toContain(
      'no posting like this',
    );
  });

  test('of a page that is not the last lead on', async () => {
    const long = { ...page, totalCount: 70, pageInfo: { hasNextPage: true, endCursor: 'here' } };
    const { html } = await showPostings('kind=spending', long);
    expect(html).toContain('after=here');
  });

  test('days that are none are refused without asking', async () => {
    expect((await rendered(postings, '/books/andes/postings?from=x', {}, { node: 'andes' })).status).toBe(400);
  });
});

describe('the steps that only a treasurer takes with books', () => {
  const ENTRY = 'cee:entry:01ARZ3NDEKTSV4RRFFQ69G5FAV';
  const may = { allowed: true, code: null, reason: null };
  const money = (decimal: string) => ({ decimal, currency: 'USD', amountMinor: decimal.replace('.', '') });
  const books = (closedBefore: string | null) => ({
    closedBefore,
    pending: { totalCount: 2 },
    entry: {
      ...{ id: ENTRY, kind: 'invoice', status: 'POSTED', effectiveDay: '2026-03-01', permissions: { reverse: may } },
      postings: [
        { account: 'expenses:services', amount: money('96.00') },
        { account: 'assets:bank:main', amount: money('-96.00') },
      ],
    },
  });
  const chart = {
    accounts: {
      nodes: ['assets:bank:savings', 'liabilities:due-to:andes'].map((path) => ({
        ...{ path, currency: 'USD', status: 'OPEN' },
      })),
    },
    funds: { nodes: [{ id: 'cee:fund:1', code: 'general', name: null, status: 'OPEN' }] },
  };
  const graphOfBooks = (closedBefore: string | null, asked: string[] = []) =>
    graphOf(
      {
        periodOfHub: () => ({ data: { hub: { permissions: { closePeriod: may }, books: books(closedBefore) } } }),
        periodOfSupport: () => ({
          data: { fundraisingPermissions: { closePeriod: may }, supportBooks: books(closedBefore) },
        }),
        postingAtHub: () => ({
          data: { hub: { name: 'CEE', currency: 'EUR', permissions: { postEntry: may }, books: chart } },
        }),
        postingAtSupport: () => ({ data: { fundraisingPermissions: { postEntry: may }, supportBooks: chart } }),
        entryOfHub: () => ({ data: { hub: { books: books(closedBefore) } } }),
        entryOfSupport: () => ({ data: { supportBooks: books(closedBefore) } }),
      },
      asked,
    );
  const act = (name: string) => acts.find((one) => one.name === name);

  test.each(['cee', 'fundraising'])(
    'at %s a period is closed, and an entry reversed on a day that is open',
    async (node) => {
      const visit = visitTo('/act', {}, graphOfBooks(null));
      expect(await act('closePeriod')?.prepare(visit, node)).toMatchObject({ node, permission: may });
      expect(await act('reverseEntry')?.prepare(visit, `${node} ${ENTRY}`)).toMatchObject({
        ...{ node, permission: may, defaults: { effectiveDay: '2026-03-01' } },
        back: `/books/${node}/entries/${ENTRY}`,
      });
      const closed = visitTo('/act', {}, graphOfBooks('2026-04-01'));
      expect(await act('reverseEntry')?.prepare(closed, `${node} ${ENTRY}`)).toMatchObject({
        defaults: { effectiveDay: '2026-05-15' },
      });
      const offered = { ...visit, params: { node, '*': ENTRY } };
      expect(await offersAtBooks(offered)).toEqual([
        { act: 'postEntry', about: node, permission: may },
        { act: 'closePeriod', about: node, permission: may },
      ]);
      expect(await offersOnEntry(offered)).toEqual([
        { act: 'reverseEntry', about: `${node} ${ENTRY}`, permission: may },
      ]);
    },
  );

  test.each([
    ['cee', 'closePeriod', 'reverseEntry', { hub: 'cee' }],
    ['fundraising', 'closeSupportPeriod', 'reverseSupportEntry', {}],
  ])('at %s they are sent under their key, and lead to what is there now', async (node, close, reverse, hub) => {
    const sent: unknown[] = [];
    const answer = (name: string, result: object) => (given: Record<string, unknown>) => {
      sent.push(given['input']);
      return { data: { [name]: result } };
    };
    const closed = answer(close, { __typename: 'Books', closedBefore: '2026-04-01' });
    const reversed = answer(reverse, { __typename: 'JournalEntry', id: 'cee:entry:9' });
    const visit = visitTo('/act', {}, graphOf({ [close]: closed, [reverse]: reversed }));
    const filled = (values: Record<string, string>) => ({ values, fields: [], idempotencyKey: 'key' });
    expect(await act('closePeriod')?.carryOut(visit, node, filled({ before: '2026-04-01' }))).toEqual({
      done: `/books/${node}`,
    });
    const day = { effectiveDay: '2026-05-01' };
    expect(await act('reverseEntry')?.carryOut(visit, `${node} ${ENTRY}`, filled(day))).toEqual({
      done: `/books/${node}/entries/cee:entry:9`,
    });
    expect(sent).toEqual([
      { idempotencyKey: 'key', before: '2026-04-01', ...hub },
      { idempotencyKey: 'key', entry: ENTRY, ...day, ...hub },
    ]);
  });

  test.each([
    ['cee', 'postEntry', 'postPendingEntry', 'voidPendingEntry', { hub: 'cee' }],
    ['fundraising', 'postSupportEntry', 'postPendingSupportEntry', 'voidPendingSupportEntry', {}],
  ])(
    'at %s an entry of two lines is posted by hand; what is pending is posted or released',
    async (node, post, whole, release, hub) => {
      const visit = visitTo('/act', {}, graphOfBooks(null));
      const prepared = await act('postEntry')?.prepare(visit, node);
      const [, , debit] = prepared?.fields ?? [];
      const paths = debit?.kind === 'select' ? debit.options.map(({ value }) => value) : [];
      expect(paths).toEqual(expect.arrayContaining(['assets:bank:savings', 'expenses:services', 'income:donations']));
      // What two nodes owe each other is moved by transfers alone.
      expect(paths.filter((path) => path.includes('due-'))).toEqual([]);
      const sent: unknown[] = [];
      const answer = (given: Record<string, unknown>) => {
        sent.push(given['input']);
        return { data: { done: { __typename: 'JournalEntry', id: 'cee:entry:9' } } };
      };
      const sending = visitTo('/act', {}, graphOf({ [post]: answer, [whole]: answer, [release]: answer }));
      const values = {
        ...{ kind: 'invoice', day: '2026-03-01', debit: 'expenses:services', credit: 'assets:bank:main', fund: 'f' },
        ...{ currency: 'USD', amount: '96.00', counterparty: 'SUPPLIER', purpose: 'rent', costClass: 'STAFF' },
      };
      const filled = { values, fields: prepared?.fields ?? [], idempotencyKey: 'key' };
      const done = { done: `/books/${node}/entries/cee:entry:9` };
      expect(await act('postEntry')?.carryOut(sending, node, filled)).toEqual(done);
      for (const name of ['postPendingEntry', 'voidPendingEntry'])
        expect(await act(name)?.carryOut(sending, `${node} ${ENTRY}`, { ...filled, values: {} })).toEqual(done);
      const amount = { decimal: '96.00', currency: 'USD' };
      const about = { counterparty: 'SUPPLIER', purpose: 'rent', costClass: 'STAFF' };
      expect(sent).toEqual([
        {
          ...{ idempotencyKey: 'key', kind: 'invoice', effectiveDay: '2026-03-01', ...hub },
          postings: [
            { account: 'expenses:services', fund: 'f', debit: amount, ...about },
            { account: 'assets:bank:main', fund: 'f', credit: amount },
          ],
        },
        { idempotencyKey: 'key', entry: ENTRY, ...hub },
        { idempotencyKey: 'key', entry: ENTRY, ...hub },
      ]);
    },
  );

  test('with an entry that is pending, posting and releasing are offered, not its reversal', async () => {
    const pending = { ...books(null).entry, status: 'PENDING', permissions: { post: may, void: may, reverse: may } };
    const graph = graphOf({ entryOfHub: () => ({ data: { hub: { books: { closedBefore: null, entry: pending } } } }) });
    const offered = await offersOnEntry(visitTo('/books', { node: 'cee', '*': ENTRY }, graph));
    expect(offered.map(({ act: name }) => name)).toEqual(['postPendingEntry', 'voidPendingEntry']);
  });
});
