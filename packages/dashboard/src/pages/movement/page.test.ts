import { describe, expect, test } from 'vitest';
import { type Answers, rendered } from '../rendering.test-helper.ts';
import { line, MISSING, statement } from '../statement.test-helper.ts';
import { movement } from './page.tsx';

const RATES = { data: { exchangeRates: { base: 'USD', rates: [{ currency: 'EUR' }] } } };
const show = (address: string, of: unknown, others: Answers = {}) =>
  rendered(movement, address, {
    Currencies: RATES,
    Movement: { data: { movementFinance: { statement: of } } },
    ...others,
  });

describe('the movement’s money', () => {
  test('is told in figures that open, each with who answered and when', async () => {
    const { text, html } = await show('/', statement());
    expect(text).toContain('Came in USD 1,234.56 3 of 3 nodes answered. As of Nov 21, 2026, 11:59 AM UTC');
    expect(text).toContain('Was spent USD 45.00');
    expect(text).toContain('Held at the end USD 90.00');
    expect(html).toContain('href="/en/figure?kind=income&amp;from=2025-12-01&amp;to=2026-11-21&amp;in=USD"');
    expect(text).toContain('75%');
    expect(text).toContain('no spending to judge');
    expect(text).toContain('made-up rates');
    expect(html).toContain('href="/exports/council/latest/rates.csv"');
    expect(text).not.toContain('Not shown');
  });

  test('months without anything have their place, in the chart and in its table', async () => {
    const { text, html } = await show('/?from=2026-01-01&to=2026-03-31', statement());
    expect(text).toContain('Feb 2026 – –');
    expect(html.match(/class="bar-in" x="[\d.]+%" y/g)).toHaveLength(3);
    // The table opens one month.
    expect(html).toContain('kind=spending&amp;from=2026-03-01&amp;to=2026-03-31&amp;in=USD');
  });

  test('while a node is missing no total is shown, but what each hub says of itself is', async () => {
    const { text, html } = await show('/', statement([MISSING]));
    expect(text).toContain('cee : It did not answer in time.');
    expect(text).toContain('Totals without them would be too small, so they are not shown.');
    expect(text).toContain('Came in Not shown: 1 node is missing.');
    expect(text).not.toContain('USD 1,000.00 Incomplete');
    expect(text).not.toContain('education');
    // In its place between andes and the support system, with an empty frame.
    expect(text).toMatch(/andes 1,000\.00 45\.00 cee It did not answer in time\. missing missing Basic Support System/);
    expect(html).toContain('bar-missing');
    expect(html).toContain('in=USD&amp;partial=shown');
  });

  test('books of teams that are missing are named, where their period has ended', async () => {
    const team = 'andes:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
    const books = { node: 'andes', team, from: '2026-01-01', to: '2026-04-01' };
    const shown = (status: string) => {
      const whole = statement();
      return show('/', { ...whole, coverage: { ...whole.coverage, missingBooks: [{ ...books, status }] } });
    };
    const { text, html } = await shown('LATE');
    expect(text).toMatch(/Books of teams are missing .*Jan 1, 2026 to Mar 31, 2026 .*late .*too small/);
    expect(html).toContain('/books/andes/teams?from=2026-01-01&amp;to=2026-03-31');
    expect((await shown('RUNNING')).text).not.toContain('Books of teams are missing');
  });

  test('partial totals are shown to who asks for them, and say so', async () => {
    const { text, html } = await show('/?partial=shown&in=USD', statement([MISSING]));
    expect(text).toContain('Came in USD 1,000.00 Incomplete: 1 node is not in it.');
    expect(text).toContain('education');
    expect(text).toContain('too small');
    // The choice goes along to what is opened, and can be taken back.
    expect(html).toMatch(/figure\?kind=income[^"]*partial=shown/);
    expect(text).toContain('Do not show partial totals');
  });

  test('offers no currency that is none, and says of a rate that it is none', async () => {
    const rates = [{ currency: 'EUR' }, { currency: 'usdx' }, { currency: '9'.repeat(500) }];
    const [conversion] = statement().conversions;
    const conversions = [conversion, { ...conversion, from: 'TZS', rate: '9'.repeat(500) }];
    const { text, html } = await show(
      '/',
      { ...statement(), conversions },
      { Currencies: { data: { exchangeRates: { base: 'x', rates } } } },
    );
    expect([...html.matchAll(/<option value="([^"]*)"/g)].map(([, code]) => code)).toEqual(['EUR', 'USD']);
    expect(text).toContain('0.0100000000 USD');
    expect(text).toMatch(/no amount: 9{79}…/);
    expect(text).not.toMatch(/9{80}/);
  });

  test('of nothing says why, and what would change that', async () => {
    const none = statement();
    const zero = line('total', 0, 0);
    const empty = {
      ...none,
      total: zero,
      byMonth: [],
      byNode: [],
      byPurpose: [],
      byCountry: [],
      byRegion: [],
      balances: [],
    };
    const { text } = await show('/', empty);
    expect(text).toContain('The books have nothing in these days. Choose a longer period above.');
    expect(text).toContain('andes – –');
  });

  test('a currency without a rate is named, and its amount shown as it is', async () => {
    const total = { ...line('total', 0, 0), spending: [{ amountMinor: '500', currency: 'CHF', decimal: '5.00' }] };
    const { text } = await show('/', { ...statement(), total, withoutRate: ['CHF'] });
    expect(text).toContain('Was spent CHF 5.00');
    expect(text).not.toContain('Was spent USD 0.00');
    expect(text).toContain('There is no rate for some currencies');
  });

  test('without a list of countries there is no share', async () => {
    const of = { ...statement(), spentInGlobalSouth: null, decidedInGlobalSouth: null, countryList: null };
    expect((await show('/', of)).text).toContain('The council has not adopted a list');
  });

  test('when nobody adds up, the hubs are still there', async () => {
    const { text } = await show('/', undefined, {
      Movement: { data: null, errors: [{ message: '', code: 'NODE_UNAVAILABLE' }] },
    });
    expect(text).toContain('Nobody could add up the figures');
    expect(text).toContain('To the hubs, one by one');
  });

  test('when the graph is down, the page is there and says so', async () => {
    const { text } = await show('/', undefined, { Movement: 'down', Currencies: 'down' });
    expect(text).toContain('The graph does not answer');
  });

  test.each([
    ['from=2026-02-30', 'The first day is not a day'],
    ['to=yesterday', 'The last day is not a day'],
    ['from=2026-03-01&to=2026-02-01', 'The first day is after the last day'],
    ['in=dollars', 'This is not a currency'],
    ['from=1901-01-01', 'These are more than 50 years'],
    ['from=1976-01-01&to=2027-01-01', 'These are more than 50 years'],
    ['from=1900-01-01&to=9998-12-31', 'The last day is more than a year ahead'],
    ['to=2027-11-24', 'The last day is more than a year ahead'],
  ])('an address that cannot be read, %s, is refused without asking', async (query, sentence) => {
    const { status, text } = await rendered(movement, `/?${query}`, { Currencies: RATES });
    expect(status).toBe(400);
    expect(text).toContain(sentence);
  });

  test('the form keeps what the address says', async () => {
    const { html } = await show('/?from=2026-01-01&to=2026-01-31&in=EUR&partial=shown', statement());
    expect(html).toContain('value="2026-01-01"');
    expect(html).toContain('value="2026-01-31"');
    expect(html).toMatch(/<option value="EUR" selected="">/);
    expect(html).toMatch(/type="checkbox"[^>]*checked=""/);
  });
});
