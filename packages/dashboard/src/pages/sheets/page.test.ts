import { describe, expect, test } from 'vitest';
import { moneyOf } from '../../money/sums.ts';
import { type Answers, rendered } from '../rendering.test-helper.ts';
import { coverage, kes, line, MISSING, statement, usd } from '../statement.test-helper.ts';
import { sheets } from './page.tsx';

const opens = { figure: 'NET_ASSETS', fundKind: null, cashClass: null, withinMovement: null, isAtEnd: true };

/** A line of two nodes: 100 dollars of one, 200 shillings of the other. */
function sheetLine(name: string, opensAs: unknown, end = 10_000, before = 5_000) {
  return {
    line: name,
    amounts: [kes(20_000), usd(end)],
    before: [usd(before)],
    inReport: usd(end + 200),
    beforeInReport: usd(before),
    opensAs,
    byNode: [
      { node: 'andes', amounts: [usd(end)], before: [usd(before)] },
      { node: 'fundraising', amounts: [kes(20_000)], before: [] },
    ],
  };
}

function found(missing: readonly (typeof MISSING)[] = []) {
  const { conversions, withoutRate } = statement(missing);
  return {
    coverage: coverage(missing),
    position: [
      sheetLine('ASSETS', { ...opens, figure: 'ASSETS', withinMovement: false }),
      sheetLine('WITHIN_MOVEMENT', { ...opens, withinMovement: true }),
      sheetLine('NET_UNRESTRICTED', { ...opens, fundKind: 'UNRESTRICTED' }),
      sheetLine('NET_RESTRICTED', { ...opens, fundKind: 'RESTRICTED' }, 1_000, 0),
    ],
    cashFlow: [
      sheetLine('CASH', { ...opens, figure: 'CASH' }),
      sheetLine('CAME_INCOME', { ...opens, figure: 'CASH_IN', cashClass: 'INCOME', isAtEnd: false }),
      sheetLine('WENT_DEBTS', { ...opens, figure: 'OF_TOMORROW', cashClass: 'DEBTS', isAtEnd: false }),
    ],
    plan: [sheetLine('PLANNED_SPENDING', null, 700)],
    ...{ conversions, withoutRate },
  };
}

const flows = (missing: readonly (typeof MISSING)[] = [], staff = 4_500) => ({
  ...statement(missing),
  byCostClass: [line('STAFF', 0, staff), line('unknown', 100_000, 0)],
});

const show = (query = '', of: unknown = found(), others: Answers = {}) =>
  rendered(sheets, `/statements?from=2026-01-01&to=2026-03-31${query}`, {
    Currencies: { data: { exchangeRates: null } },
    Sheets: { data: { movementFinance: { statement: flows(), sheets: of } } },
    SheetsBefore: { data: { movementFinance: { statement: flows([], 1_500) } } },
    ...others,
  });

describe('the movement’s statements', () => {
  test('show income, position, cash and plans, with what they rest on; each line opens in the books of its nodes', async () => {
    const { text, html, asked } = await show();
    expect(asked.get('SheetsBefore')).toEqual({ from: '2025-01-01', to: '2025-04-01', currency: 'USD' });
    expect(text).toMatch(/3 of 3 nodes answered\. As of Nov 21, 2026/);
    expect(text).toMatch(/Same days a year before/);
    expect(text).toMatch(/Spending: Staff .*45\.00 .*15\.00/);
    expect(text).toMatch(/Income less spending .*1,189\.56 .*1,189\.56/);
    expect(text).toMatch(
      /What is owned andes ?: USD 100\.00 USD 50\.00 at the beginning Basic Support System ?: KES 200\.00/,
    );
    expect(text).toMatch(/Net assets 114\.00 50\.00/);
    expect(text).toMatch(/Cash at the beginning .*Came: Income .*Went: Bills and debts .*Cash at the end/);
    expect(text).toContain('Owed between nodes');
    expect(text).toMatch(/Planned to be spent .*Budgets/);
    expect(text).toContain('made-up rates');
    expect(text).toContain('converted at the rates of the last day');
    for (const opened of [
      'andes/figure?figure=ASSETS&amp;currency=USD&amp;within=no&amp;from=1900-01-01&amp;to=2026-03-31',
      'andes/figure?figure=ASSETS&amp;currency=USD&amp;within=no&amp;from=1900-01-01&amp;to=2025-12-31',
      'fundraising/figure?figure=NET_ASSETS&amp;currency=KES&amp;within=yes&amp;from=1900-01-01&amp;to=2026-03-31',
      'andes/figure?figure=NET_ASSETS&amp;currency=USD&amp;free=RESTRICTED&amp;from=1900-01-01&amp;to=2026-03-31',
      'andes/figure?figure=CASH_IN&amp;currency=USD&amp;class=INCOME&amp;from=2026-01-01&amp;to=2026-03-31',
      'andes/budgets',
    ]) {
      expect(html).toContain(`href="/en/books/${opened}`);
    }
    // A figure that is newer than the page is shown, and leads nowhere.
    expect(html).not.toContain('OF_TOMORROW');
    expect(html).toContain('/figure?kind=spending&amp;costClass=STAFF&amp;from=2026-01-01');
    expect(html).toContain('/figure?kind=spending&amp;costClass=STAFF&amp;from=2025-01-01');
  });

  test('while a node is missing show no sums, and what each node says of itself', async () => {
    const answers = {
      Sheets: { data: { movementFinance: { statement: flows([MISSING]), sheets: found([MISSING]) } } },
    };
    const { text } = await show('', undefined, answers);
    expect(text).toContain('Not shown: 1 node is missing.');
    expect(text).toContain('cee : It did not answer in time.');
    expect(text).toMatch(/What is owned andes ?: USD 100\.00/);
    expect(text).not.toContain('102.00');
    expect(text).not.toContain('All income');
    const partial = await show('&partial=shown', undefined, answers);
    expect(partial.text).toContain('102.00');
    expect(partial.text).toContain('Incomplete: 1 node is not in it.');
  });

  test('without a year before, without plans, without a rate, or without an answer say so', async () => {
    const before = { SheetsBefore: { data: { movementFinance: { statement: flows([MISSING]) } } } };
    expect((await show('', found(), before)).text).toContain('Of a year before, not all nodes answered');
    const bare = { ...found(), plan: [], cashFlow: [], withoutRate: ['KES', 'USD'] };
    const { text } = await show('', bare);
    expect(text).toContain('No budget lies wholly in these days.');
    expect(text).toContain('no rate');
    expect((await show('', null)).text).toContain('Nobody could add up the figures');
    expect((await show('', null, { Sheets: 'down', SheetsBefore: 'down' })).text).toContain(
      'The graph does not answer',
    );
    expect((await rendered(sheets, '/statements?from=x', { Currencies: { data: {} } })).status).toBe(400);
  });

  test('an amount that is none costs no page', async () => {
    const odd = { ...moneyOf(1n, 'USD', 2), amountMinor: 'x', decimal: 'x'.repeat(300) };
    const one = sheetLine('ASSETS', opens);
    const { status, text } = await show('', { ...found(), position: [{ ...one, amounts: [odd], inReport: odd }] });
    expect([status, text.includes('x'.repeat(100))]).toEqual([200, false]);
  });
});
