import { isRejection } from '@hubgraph/kernel';
import { expect, it } from 'vitest';
import { figureTotal, openingOf } from '../statements/figures.ts';
import { bill, credit, debit, donation, exchangeOf, give, hours, openFund } from '../testing/books.ts';
import { hubDefinition, openTestNode, treasurer } from '../testing/test-node.ts';
import { figureOfLine, SHEET_LINES, sheetCells } from './sheets.ts';

it('position, cash and plans add up, and what was paid within the movement stands by itself', async () => {
  await using hub = await openTestNode(hubDefinition);
  const general = await openFund(hub, 'general');
  const schools = await openFund(hub, 'schools', ['education']);
  await give(hub, 'declareResource', { code: 'HOURS', kind: 'STAFF_TIME', name: 'Hours', places: 2 });
  const post = async (effectiveDay: string, ...postings: object[]) => {
    expect(await give(hub, 'postEntry', { kind: 'test', effectiveDay, postings })).toMatchObject({ status: 'POSTED' });
  };
  await give(hub, 'postEntry', donation(general, '1000.00', '2026-04-30'));
  await give(hub, 'postEntry', donation(schools, '250.00', '2026-06-02'));
  await give(hub, 'postEntry', hours(general, '7.50'));
  await give(hub, 'postEntry', bill(schools, '80.25', { purpose: 'education' }));
  await give(hub, 'exchangeMoney', exchangeOf(general));
  const within = { counterparty: 'MOVEMENT' } as const;
  await post('2026-06-04', debit('assets:bank:main', general, '40'), credit('income:movement', general, '40', within));
  const owed = { counterparty: 'SUPPLIER' } as const;
  await post(
    '2026-06-05',
    debit('expenses:services', general, '5', owed),
    credit('liabilities:payable:services', general, '5'),
  );
  const line = (code: string, account: string, decimal: string, currency = 'EUR') => ({
    ...{ code, account, amount: { decimal, currency } },
  });
  for (const [from, to, lines] of [
    ['2026-06-01', '2026-07-01', [line('a', 'income:donations', '300'), line('b', 'expenses:services', '70')]],
    // In part outside the period, in a resource, and within the movement.
    ['2026-05-31', '2026-06-15', [line('c', 'expenses:staff', '9')]],
    ['2026-06-10', '2026-06-15', [line('d', 'income:donations', '9', 'HOURS'), line('e', 'income:movement', '9')]],
  ] as const) {
    const { data } = await hub.ask(
      treasurer,
      'mutation ($input: PlanBudgetInput!) { planBudget(input: $input) { __typename } }',
      { input: { hub: 'east', name: 'x', from, to, lines } },
    );
    expect(data).toEqual({ planBudget: { __typename: 'Budget' } });
  }
  const cells = sheetCells(hub.node.read, 'east', { from: '2026-06-01', to: '2026-07-01' });
  for (const { sheet, line: name } of cells) expect(SHEET_LINES[sheet]).toContain(name);
  const told = (sheet: string, currency: string) =>
    Object.fromEntries(
      cells
        .filter((one) => one.sheet === sheet && one.currency === currency)
        .map((one) => [one.line, [one.amountMinor, one.beforeMinor].map(Number)]),
    );
  expect(told('POSITION', 'EUR')).toEqual({
    ...{ ASSETS: [110_975, 100_000], LIABILITIES: [500, 0] },
    ...{ NET_UNRESTRICTED: [93_500, 100_000], NET_RESTRICTED: [16_975, 0] },
  });
  expect(told('CASH', 'EUR')).toEqual({
    ...{ CASH: [110_975, 100_000], CAME_INCOME: [25_000, 0], WENT_SPENDING: [8_025, 0] },
    ...{ WENT_EXCHANGE: [10_000, 0], WITHIN_MOVEMENT: [4_000, 0] },
  });
  expect(told('CASH', 'USD')).toEqual({ CASH: [10_842, 0], CAME_EXCHANGE: [10_842, 0] });
  expect(told('PLAN', 'EUR')).toEqual({
    ...{ PLANNED_INCOME: [30_000, 0], ACTUAL_INCOME: [25_000, 0] },
    ...{ PLANNED_SPENDING: [7_000, 0], ACTUAL_SPENDING: [8_525, 0] },
  });
  expect(cells.filter(({ currency }) => currency === 'HOURS')).toEqual([]);
  // Each line opens to the figure that it is in the node's own statements.
  const { read } = hub.node;
  for (const { sheet, line: name, currency, amountMinor, beforeMinor } of cells) {
    const filter = figureOfLine(sheet, name);
    if (filter === undefined) continue;
    const opening = openingOf(read, { currency, ...filter });
    if (isRejection(opening)) throw new Error(opening.code);
    const total = (from: string, to: string) => `${name} ${currency} ${figureTotal(read, { from, to }, opening)}`;
    const isAtEnd = sheet === 'POSITION' || name === 'CASH';
    expect(total(isAtEnd ? '0000-00-00' : '2026-06-01', '2026-07-01')).toBe(`${name} ${currency} ${amountMinor}`);
    if (isAtEnd) expect(total('0000-00-00', '2026-06-01')).toBe(`${name} ${currency} ${beforeMinor}`);
  }
});
