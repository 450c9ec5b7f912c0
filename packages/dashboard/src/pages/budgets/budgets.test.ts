import { describe, expect, test } from 'vitest';
import { moneyOf } from '../../money/sums.ts';
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
