import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answers, rendered } from '../rendering.test-helper.ts';
import { coverage, kes, line, MISSING, usd } from '../statement.test-helper.ts';
import { figure } from './page.tsx';

function opened(missing: readonly (typeof MISSING)[] = []) {
  const kenyan = { ...line('andes', 0, 1_500), spending: [kes(150_000)] };
  return {
    isComplete: missing.length === 0,
    coverage: coverage(missing),
    total: line('total', 0, 2_500),
    byCurrency: [
      { ...kenyan, key: 'KES' },
      { ...line('USD', 700, 1_000), key: 'USD' },
    ],
    byNode: [kenyan, line('fundraising', 700, 1_000)],
    byEntity: [kenyan, line('fundraising', 700, 1_000)],
    byPurpose: [line('education', 0, 2_500)],
    byCountry: [line('KE', 0, 1_500), line('unknown', 700, 1_000)],
    byRegion: [line('unknown', 700, 2_500)],
    byDecidedIn: [line('unknown', 700, 2_500)],
    byCostClass: [line('STAFF', 700, 2_500)],
    byFundKind: [line('UNRESTRICTED', 700, 2_500)],
    byMonth: [line('2026-03', 700, 2_500)],
    balances: [
      { node: 'andes', entity: null, balance: kes(-100), inReport: usd(-1) },
      { node: 'andes', entity: null, balance: usd(500), inReport: usd(500) },
      {
        node: 'fundraising',
        entity: null,
        balance: { amountMinor: '7', currency: 'CHF', decimal: '0.07' },
        inReport: null,
      },
    ],
    conversions: [],
    withoutRate: [] as readonly string[],
  };
}

const answers = (statement: unknown): Answers => ({ Figure: { data: { movementFinance: { statement } } } });
const show = (query: string, statement: unknown = opened()) => rendered(figure, `/figure?${query}`, answers(statement));

describe('a figure, opened', () => {
  test('is told as the books have it and converted, by each thing that is left to tell apart', async () => {
    const { text, html } = await show('kind=spending');
    expect(text).toContain('Converted USD 25.00 As the books have it KES 1,500.00 USD 10.00');
    expect(text).toMatch(/andes 15\.00 KES 1,500\.00 Postings Basic Support System 10\.00 USD 10\.00 Postings/);
    expect(text).toContain('By country');
    // One line is no table.
    expect(text).toContain('All of it What for education');
    expect(text).not.toContain('By purpose');
    // The only line that there is says nothing.
    expect(text).not.toContain('By region');
    expect(html).toContain(
      'href="/en/books/andes/postings?kind=spending&amp;from=2025-12-01&amp;to=2026-11-21&amp;in=USD"',
    );
    expect(html).toContain('href="/en/figure?kind=spending&amp;country=KE&amp;from=');
  });

  test('asks the graph for what the address says, and shows how to leave each part out', async () => {
    const { html, text, asked } = await show(
      'kind=spending&node=andes&purpose=education&from=2026-01-01&to=2026-01-31',
    );
    expect(asked.get('Figure')).toEqual({
      from: '2026-01-01',
      to: '2026-02-01',
      currency: 'USD',
      where: { node: 'andes', purpose: 'education' },
      ...{ details: [], by: 'CURRENCY', hasBy: false, over: 'CURRENCY', hasOver: false },
    });
    expect(text).toContain('What for education any purpose instead');
    expect(html).toContain('href="/en/figure?kind=spending&amp;node=andes&amp;from=2026-01-01&amp;to=2026-01-31"');
    expect(html).toContain('href="/en/books/andes/postings?kind=spending&amp;purpose=education&amp;from=2026-01-01');
  });

  test.each([
    ['kind=spending', 'What was spent'],
    ['kind=spending&purpose=staff', 'Spent on staff'],
    ['kind=spending&purpose=bicycles', 'Spent on bicycles'],
    ['kind=spending&purpose=unknown', 'Spent, and the books do not say on what'],
    ['kind=spending&country=KE', 'Spent in Kenya'],
    ['kind=income&node=andes', 'Came in to andes'],
    ['kind=income&decidedIn=KE', 'What came in'],
    ['kind=balance&node=fundraising', 'Held by Basic Support System at the end'],
  ])('of %s is called %s', async (query, title) => {
    const { html } = await show(query);
    expect(html.replace(/<\/?bdi>/g, '')).toContain(`<h1>${title}</h1>`);
  });

  test('narrowed by several things says the others in a sentence', async () => {
    const { text } = await show('kind=spending&purpose=staff&country=KE&node=andes');
    expect(text).toContain('Spent on staff Only the part that also belongs to Kenya and andes .');
  });

  test('of a region does not pretend to know its postings', async () => {
    const { text, html } = await show('kind=spending&node=andes&region=South+Asia');
    expect(text).toContain('Open a country below');
    expect(html).not.toContain('/postings?');
  });

  test('with a node missing shows its row and no sum', async () => {
    const { text } = await show('kind=spending', opened([MISSING]));
    expect(text).toContain('Not shown: 1 node is missing.');
    expect(text).not.toContain('Converted USD 25.00');
    expect(text).toMatch(
      /andes 15\.00 .* cee It did not answer in time\. missing missing missing Basic Support System/,
    );
    expect(text).not.toContain('By country');
  });

  test('of one node rests on that node alone', async () => {
    const { text } = await show('kind=spending&node=andes', opened([MISSING]));
    expect(text).toContain('Converted USD 25.00');
    expect(text).toContain('1 of 1 node answered');
  });

  test('of many currencies folds them, and still has them all', async () => {
    const many = ['EUR', 'GBP', 'INR', 'USD'].map((currency) => ({ amountMinor: '100', currency, decimal: '1.00' }));
    const { html, text } = await show('kind=spending', {
      ...opened(),
      byNode: [{ ...line('andes', 0, 400), spending: many }],
    });
    expect(text).toContain('4 currencies EUR 1.00 GBP 1.00 INR 1.00 USD 1.00');
    expect(html).toContain('<details><summary>4 currencies');
  });

  test('of a hub whose teams filed books leads to what they add up to, beside the postings of its own', async () => {
    const team = { ...line('andes:team:1', 0, 400), spending: [kes(50_000)] };
    const own = { ...line('andes', 0, 1_100), spending: [kes(100_000)] };
    const statement = { ...opened(), byEntity: [own, line('fundraising', 700, 1_000), team] };
    for (const query of ['kind=spending', 'kind=spending&node=andes']) {
      const { html } = await show(query, statement);
      expect(html).toContain('href="/en/books/andes/postings?');
      expect(html).toContain('href="/en/books/andes/teams?');
      expect(html).not.toContain('href="/en/books/fundraising/teams?');
      expect((await show(query)).html).not.toContain('/teams?');
    }
  });

  test('of nothing says why', async () => {
    const none = { ...opened(), byCurrency: [], byNode: [], byPurpose: [], byCountry: [] };
    expect((await show('kind=income', none)).text).toContain('The books have nothing like this in these days.');
    const partial = { ...none, coverage: coverage([MISSING]) };
    expect((await show('kind=income', partial)).text).toContain('those that did not answer may');
    expect((await show('kind=income&node=nowhere', none)).text).toContain('There is no such hub');
  });

  test('the balance is told by node and currency; what has no rate is in no sum', async () => {
    const { text, html } = await show('kind=balance', { ...opened(), withoutRate: ['CHF'] });
    expect(text).toContain(
      'Converted USD 4.99 Without the currencies that have no rate. As the books have it CHF 0.07 -KES 1.00 USD 5.00',
    );
    expect(text).toMatch(/andes -KES 1\.00 -USD 0\.01/);
    expect(html).toContain(
      '/books/andes/figure?figure=NET_ASSETS&amp;currency=KES&amp;from=1900-01-01&amp;to=2026-11-21',
    );
    expect(text).toMatch(/Basic Support System CHF 0\.07 no rate/);
  });

  test('when the graph is down, the page is there and says so', async () => {
    expect((await rendered(figure, '/figure', { Figure: 'down' })).text).toContain('The graph does not answer');
  });
});

test('a figure is told apart by a detail, and each part of it over time, where the address asks for it', async () => {
  const detailed = {
    ...opened(),
    byDetail: [line('expenses:staff', 0, 2_000), line('expenses:travel', 0, 500)],
    series: [
      { key: 'education', months: [line('2026-02', 0, 1_000), line('2026-03', 0, 500)] },
      { key: 'staff', months: [line('2026-03', 0, 9_900)] },
      { key: 'general', months: [line('2026-03', 700, 0)] },
    ],
  };
  const { asked, html, text } = await show('kind=spending&by=account&over=purpose&team=x&costClass=unknown', detailed);
  expect(asked.get('Figure')).toMatchObject({
    ...{ where: { team: 'x', costClass: 'unknown' }, details: ['ACCOUNT', 'TEAM'] },
    ...{ by: 'ACCOUNT', hasBy: true, over: 'PURPOSE', hasOver: true },
  });
  expect(text).toMatch(/By account .*expenses:staff .*20\.00/);
  expect(html).toContain(
    'href="/en/figure?kind=spending&amp;costClass=unknown&amp;team=x&amp;account=expenses%3Astaff',
  );
  expect(html).toContain('/books/andes/postings?kind=spending&amp;costClass=unknown&amp;team=x');
  // Beside the bars a table: each part with the months that it has something in, the most first.
  expect(text).toMatch(/staff ?, Mar 2026 99\.00 education ?, Feb 2026 10\.00 education ?, Mar 2026 5\.00/);
  expect(text).not.toMatch(/general ?, Mar/);
  expect(html).toContain('costClass=unknown&amp;team=x&amp;purpose=staff&amp;from=2026-03-01&amp;to=2026-03-31');
  expect(html.match(/class="plot"/g)).toHaveLength(3);
  // What no filter of postings finds does not pretend that one does.
  const unsaid = await show('kind=spending&node=andes&counterparty=unknown');
  expect(unsaid.text).toContain('cannot be listed by themselves');
});

test('what is shown adds up: the sum is that of its currencies, to the last cent', async () => {
  const cents = fc.integer({ min: 1, max: 2 ** 48 });
  await fc.assert(
    fc.asyncProperty(fc.array(cents, { minLength: 1, maxLength: 6 }), async (list) => {
      const lines = list.map((minor, index) => line(`X${'ABCDEF'[index]}X`, 0, minor));
      const { html } = await show('kind=spending', { ...opened(), byCurrency: lines });
      const shown = /headline-figure">.*?<bdi class="amount">USD.([\d,]+\.\d\d)</.exec(html)?.[1]?.replace(/[,.]/g, '');
      expect(BigInt(shown ?? -1)).toBe(list.reduce((sum, minor) => sum + BigInt(minor), 0n));
    }),
    { numRuns: 25 },
  );
});
