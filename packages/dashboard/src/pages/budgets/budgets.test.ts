import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { Prepared } from '../../acts/act.ts';
import { readValues } from '../../acts/field.ts';
import { Fields } from '../../acts/form.tsx';
import { acts } from '../../acts/index.ts';
import { offersAtBudgets, offersOnBudget } from '../../acts/offers-on-budgets.ts';
import { moneyOf } from '../../money/sums.ts';
import { graphOf, visitTo } from '../../testing.test-helper.ts';
import { VisitProvider } from '../../visit.tsx';
import { type Answers, rendered } from '../rendering.test-helper.ts';
import { budgets } from './list.tsx';
import { budget } from './page.tsx';

const eur = (minor: number) => moneyOf(BigInt(minor), 'EUR', 2);
const ID = 'andes:budget:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const PART = 'andes:budget:01JD3Z7N4QK8R2V6X0Y5ABCDEG';
const sum = {
  ...{ kind: 'EXPENSE', currency: 'EUR', planned: eur(100_000), actual: eur(64_000) },
  ...{ pending: eur(5_000), remaining: eur(36_000) },
};
const period = { from: '2026-01-01', to: '2027-01-01' };
const list = (nodes: readonly object[]) => ({
  totalCount: nodes.length,
  pageInfo: { hasNextPage: false, endCursor: null },
  nodes,
});
const year = { id: ID, name: 'The year', status: 'PLANNED', ...period };
const line = {
  ...{ code: 'rent', kind: 'EXPENSE', account: 'expenses:services', purpose: 'infrastructure', project: 'camp' },
  ...{ costClass: null, planned: eur(100_000), actual: eur(64_000), pending: eur(5_000), remaining: eur(36_000) },
  usedBasisPoints: 6_400,
};
const whole = {
  ...{ ...year, team: null, version: 2, withdrawnBecause: null, parent: null, lines: [line] },
  versions: [
    { version: 2, at: '2026-02-01T00:00:00Z', by: { id: 'x', name: 'Quispe' }, reason: 'The rent went up.' },
    { version: 1, at: '2026-01-01T00:00:00Z', by: { id: 'x', name: 'Quispe' }, reason: null },
  ],
  rollUp: {
    asOf: { seq: 1_234, at: '2026-11-21T12:00:00Z' },
    sums: [sum],
    includes: [
      { budget: ID, name: 'The year', lines: ['rent'] },
      { budget: PART, name: 'The camp', lines: ['tents', 'food'] },
    ],
    withdrawn: [],
    notPlanned: [{ kind: 'EXPENSE', amount: eur(777) }],
  },
};
const showOne = (of: unknown, query = '', id = ID) =>
  rendered(
    budget,
    `/books/andes/budgets/${id}${query}`,
    { HubBudget: { data: { budget: of } } },
    { node: 'andes', '*': id },
  );

describe('the budgets of a node', () => {
  const show = (answers: Answers, node = 'andes') => rendered(budgets, `/books/${node}/budgets`, answers, { node });
  const hub = (of: unknown): Answers => ({ HubBudgets: { data: { hub: { id: 'andes', books: { budgets: of } } } } });

  test('are listed with what was planned and what was', async () => {
    const nodes = [
      { ...year, rollUp: { sums: [sum] } },
      { ...year, id: PART, status: 'WITHDRAWN', rollUp: { sums: [] } },
    ];
    const { text, html } = await show(hub(list(nodes)));
    expect(text).toMatch(
      /The year From Jan 1, 2026 on and before Jan 1, 2027 To be spent EUR 1,000\.00 EUR 640\.00 EUR 360\.00/,
    );
    expect(text).toContain('Withdrawn: it counts no more.');
    expect(html).toContain(`href="/en/books/andes/budgets/${ID}"`);
  });

  test('may be none, at an older node none too, and of a node that is silent nobody knows', async () => {
    expect((await show(hub(list([])))).text).toContain('Nothing has been planned yet.');
    expect((await show(hub(null))).status).toBe(404);
    const silent = { message: '', code: 'HUB_UNAVAILABLE', node: 'andes', reason: 'timed-out' };
    expect((await show({ HubBudgets: { data: { hub: { books: null } }, errors: [silent] } })).status).toBe(503);
  });

  test('of the Basic Support System are asked for there', async () => {
    const { status } = await show({ SupportBudgets: { data: { supportBooks: { budgets: list([]) } } } }, 'fundraising');
    expect(status).toBe(200);
  });
});

describe('a budget', () => {
  test('says plan and actual of each line, what the sums include, what is in no line, and how it came to say so', async () => {
    const { text, html, asked } = await showOne(whole);
    expect(asked.get('HubBudget')).toEqual({ budget: ID, line: null, after: null, opensLine: false });
    expect(text).toMatch(
      /rent To be spent · expenses:services · camp · .* EUR 1,000\.00 EUR 640\.00 64% EUR 50\.00 EUR 360\.00/,
    );
    expect(text).toMatch(/In the books, and in no line of these .*To be spent EUR 7\.77/);
    expect(text).toMatch(/In these sums The year rent The camp tents, food/);
    expect(text).toMatch(/As of commit of the journal 1,234/);
    expect(text).toMatch(/2 Feb 1, 2026.* Quispe The rent went up\./);
    expect(html).toContain(`href="/en/books/andes/budgets/${ID}?line=rent"`);
  });

  test('opens a line to its postings', async () => {
    const entry = { id: 'andes:entry:1', kind: 'bill', effectiveDay: '2026-02-03', reversedBy: null };
    const posting = { account: 'expenses:services', purpose: 'rent', spentIn: null };
    const postings = { ...list([{ kind: 'EXPENSE', amount: eur(64_000), entry, posting }]) };
    const { text, asked } = await showOne({ ...whole, opened: [{ code: 'rent', postings }] }, '?line=rent');
    expect(asked.get('HubBudget')).toMatchObject({ line: 'rent', opensLine: true });
    expect(text).toMatch(/Postings of rent .*Feb 3, 2026/);
    const none = await showOne({ ...whole, opened: [{ code: 'rent', postings: list([]) }] }, '?line=rent');
    expect(none.text).toContain('Nothing was booked yet that this line counts.');
  });

  test('that was withdrawn says why; one of other books is not here', async () => {
    const { text } = await showOne({ ...whole, status: 'WITHDRAWN', withdrawnBecause: 'No rent.' });
    expect(text).toMatch(/Withdrawn: it counts no more\. No rent\./);
    expect((await showOne(whole, '', PART.replace('andes', 'cee'))).status).toBe(404);
    expect((await showOne(null)).status).toBe(404);
  });
});

describe('the forms of budgets', () => {
  const BUDGET = 'cee:budget:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
  const may = { allowed: true, code: null, reason: null };
  const books = {
    accounts: {
      nodes: [
        { path: 'expenses:grants:readers', currency: 'KES', status: 'OPEN' },
        { path: 'expenses:old', currency: 'KES', status: 'CLOSED' },
        { path: 'assets:bank:main', currency: 'HOURS', status: 'OPEN' },
      ],
    },
    funds: { nodes: [{ id: 'cee:fund:1', code: 'general', name: 'General', status: 'OPEN' }] },
    budgets: {
      nodes: [
        { id: BUDGET, name: 'The year', status: 'PLANNED', from: '2027-01-01', to: '2028-01-01' },
        { id: 'cee:budget:2', name: 'Gone', status: 'WITHDRAWN', from: '2027-01-01', to: '2028-01-01' },
      ],
    },
  };
  const line = (code: string, of: object = {}) => ({
    ...{ code, account: 'expenses:services', fund: null, purpose: null, project: null, team: null, costClass: null },
    ...{ planned: { decimal: '40.00', currency: 'KES', amountMinor: '4000' }, ...of },
  });
  const lines = [
    line('trains', { fund: 'cee:fund:gone', team: 'cee:team:gone', costClass: 'STAFF' }),
    line('hours', { planned: { decimal: '12', currency: 'HOURS', amountMinor: '12' } }),
  ];
  const budget = { id: BUDGET, name: 'The year', from: '2027-01-01', to: '2028-01-01', lines };
  const table = {
    budgetsOfHub: () => ({
      data: {
        hub: { id: 'cee', name: 'CEE', currency: 'EUR', permissions: { planBudget: may }, books },
        teams: { nodes: [{ id: 'cee:team:1', name: 'Readers' }] },
      },
    }),
    budgetsOfSupport: () => ({ data: { fundraisingPermissions: { planBudget: may }, supportBooks: books } }),
    budgetOfHub: () => ({ data: { budget: { ...budget, permissions: { revise: may, withdraw: may } } } }),
  };
  const act = (name: string) => acts.find((one) => one.name === name);
  const prepare = (name: string, about: string) => act(name)?.prepare(visitTo('/act', {}, graphOf(table)), about);
  const optionsOf = (prepared: Prepared | null | undefined, name: string) => {
    const field = prepared?.fields.find((one) => one.name === name);
    return field?.kind === 'select' ? field.options.map(({ value }) => value) : [];
  };
  const send = async (name: string, about: string, values: Record<string, string>, mutation: string) => {
    const sent: unknown[] = [];
    const answer = ({ input }: Record<string, unknown>) => {
      sent.push(input);
      return { data: { done: { __typename: 'Budget', id: BUDGET } } };
    };
    const fields =
      (await prepare(name === 'withdrawBudget' ? 'planBudget' : name, name === 'planBudget' ? about : `cee ${BUDGET}`))
        ?.fields ?? [];
    const visit = visitTo('/act', {}, graphOf({ [mutation]: answer }));
    const outcome = await act(name)?.carryOut(visit, about, { values, fields, idempotencyKey: 'key' });
    return { outcome, input: sent[0] };
  };

  test('a plan is made of accounts that there are or may be, classes of them too, in the currencies of the books', async () => {
    const prepared = await prepare('planBudget', 'cee');
    expect(prepared).toMatchObject({ permission: may, defaults: { currency0: 'EUR' }, back: '/books/cee/budgets' });
    const accounts = optionsOf(prepared, 'account0');
    expect(accounts).toEqual(
      expect.arrayContaining(['expenses:grants', 'expenses:grants:readers', 'income:donations']),
    );
    expect(accounts).not.toContain('expenses:old');
    expect(accounts).not.toContain('assets:bank:main');
    expect(optionsOf(prepared, 'currency0')).toEqual(['EUR', 'KES', 'HOURS']);
    expect(optionsOf(prepared, 'parent')).toEqual([BUDGET]);
    expect(optionsOf(prepared, 'team')).toEqual(['cee:team:1']);
  });

  test('lines that are left empty are none; days are written with the last one, hours without places', async () => {
    const values = {
      ...{ name: '2027', from: '2027-01-01', last: '2027-12-31', parent: '', team: 'cee:team:1' },
      ...{ code0: 'trains', account0: 'expenses:services', amount0: '1200.00', currency0: 'EUR', purpose0: 'travel' },
      ...{ currency1: 'EUR', code2: 'work', account2: 'expenses:staff', amount2: '12.50', currency2: 'HOURS' },
      costClass2: 'STAFF',
    };
    const { outcome, input } = await send('planBudget', 'cee', values, 'planBudget');
    expect(outcome).toEqual({ done: `/books/cee/budgets/${BUDGET}` });
    expect(input).toEqual({
      ...{ idempotencyKey: 'key', hub: 'cee', name: '2027', from: '2027-01-01', to: '2028-01-01', team: 'cee:team:1' },
      lines: [
        {
          code: 'trains',
          account: 'expenses:services',
          amount: { decimal: '1200.00', currency: 'EUR' },
          purpose: 'travel',
        },
        { code: 'work', account: 'expenses:staff', amount: { decimal: '12.5', currency: 'HOURS' }, costClass: 'STAFF' },
      ],
    });
    const support = await send('planBudget', 'fundraising', values, 'planSupportBudget');
    expect(support.input).not.toHaveProperty('hub');
  });

  test('a revision begins with the lines that there are, whatever has gone since, and room for more', async () => {
    const prepared = await prepare('reviseBudget', `cee ${BUDGET}`);
    expect(prepared?.defaults).toMatchObject({ code0: 'trains', amount0: '40.00', code1: 'hours', currency5: 'KES' });
    expect(prepared?.fields.at(-1)?.name).toBe('costClass5');
    expect(optionsOf(prepared, 'fund0')).toEqual(['cee:fund:1', 'cee:fund:gone']);
    expect(optionsOf(prepared, 'team0')).toEqual(['cee:team:1', 'cee:team:gone', 'unknown']);
    expect(readValues(prepared?.fields ?? [], { reason: 'More.', ...prepared?.defaults })).toHaveProperty('values');
    const { fields = [], defaults = {} } = prepared ?? {};
    const form = createElement(Fields, { act: 'reviseBudget', fields, values: defaults, faults: [] });
    const visit = visitTo('/act', {}, graphOf({}));
    const html = renderToStaticMarkup(createElement(() => VisitProvider({ visit, children: form })));
    // What narrows a line is folded away where it does not.
    expect(html.match(/<details open/g)).toHaveLength(1);
    expect(html.match(/<details>/g)).toHaveLength(5);
    const values = { reason: 'More.', ...prepared?.defaults };
    const { input } = await send('reviseBudget', `cee ${BUDGET}`, values, 'reviseBudget');
    expect(input).toMatchObject({
      ...{ budget: BUDGET, reason: 'More.' },
      lines: [
        { code: 'trains', fund: 'cee:fund:gone', team: 'cee:team:gone', costClass: 'STAFF' },
        { code: 'hours', amount: { decimal: '12', currency: 'HOURS' } },
      ],
    });
  });

  test('one is withdrawn with a reason; a line that is begun has to be ended; others’ budgets have no form', async () => {
    const { input } = await send('withdrawBudget', `cee ${BUDGET}`, { reason: 'No.' }, 'withdrawBudget');
    expect(input).toEqual({ idempotencyKey: 'key', budget: BUDGET, reason: 'No.' });
    expect(await prepare('withdrawBudget', `andes ${BUDGET}`)).toBeNull();
    const fields = (await prepare('planBudget', 'cee'))?.fields ?? [];
    const first = {
      name: 'x',
      from: '2027-01-01',
      last: '2027-12-31',
      currency0: 'EUR',
      code0: 'a',
      account0: 'expenses:staff',
      amount0: '1',
    };
    expect(readValues(fields, { ...first, currency1: 'EUR' })).toHaveProperty('values');
    expect(readValues(fields, { ...first, currency1: 'EUR', code1: 'b' })).toMatchObject({
      faults: [
        { name: 'account1', code: 'missing' },
        { name: 'amount1', code: 'missing' },
      ],
    });
  });

  test('they are offered where one looks', async () => {
    const visit = visitTo('/books', { node: 'cee', '*': BUDGET }, graphOf(table));
    expect(await offersAtBudgets(visit)).toEqual([{ act: 'planBudget', about: 'cee', permission: may }]);
    expect((await offersOnBudget(visit)).map(({ act: name }) => name)).toEqual(['reviseBudget', 'withdrawBudget']);
  });
});
