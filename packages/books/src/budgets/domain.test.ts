import { isRejection } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BUDGET_LINES_MAX,
  BUDGET_PARTS_MAX,
  type BudgetState,
  decidePlanBudget,
  decideReviseBudget,
  decideWithdrawBudget,
  type PlanBudget,
  type PlanState,
} from './domain.ts';
import { type BudgetLine, overlap, type PlacedLine } from './lines.ts';

const text = { key: 'east:text:01JD3Z7N4QK8R2V6X0Y5ABCDEF', digest: 'x' };
const GENERAL = 'east:fund:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const RENT: BudgetLine = { code: 'rent', account: 'expenses:services', currency: 'EUR', amountMinor: 100n };
const GIFTS: BudgetLine = { code: 'gifts', account: 'income:donations', currency: 'EUR', amountMinor: 200n };
const PLAN: PlanBudget = {
  ...{ type: 'PlanBudget', at: 1, by: 'x', budget: 'b', name: text, from: '2026-01-01', to: '2027-01-01' },
  lines: [RENT, GIFTS],
};
const YEAR: BudgetState = {
  ...{ id: 'year', name: text, from: '2026-01-01', to: '2027-01-01', root: 'year', status: 'PLANNED' },
  versions: [{ version: 1, lines: [RENT], at: 1, by: 'x' }],
};
const placed = (line: BudgetLine, budget = 'other', from = '2026-06-01', to = '2026-07-01'): PlacedLine => ({
  ...{ line, budget, from, to },
});
const STATE: PlanState = {
  commodities: new Map([['expenses:boats', new Set(['EUR'])]]),
  ...{ funds: new Set([GENERAL]), resources: new Map(), others: [], closedBefore: '2026-02-01' },
  ...{ parent: undefined, partsOfRoot: 0 },
};
const codeOf = (decision: unknown) => (isRejection(decision) ? decision.code : 'planned');
const others = [placed({ ...RENT, code: 'their-rent' })];

/** Each breaks its rule, and the rules after it. */
const PLANS: readonly [code: string, command: Partial<PlanBudget>, state?: Partial<PlanState>][] = [
  ['day-is-malformed', { from: '2026-02-30', to: '2026-01-01', lines: [] }],
  ['period-is-empty', { to: '2026-01-01', lines: [] }],
  ['period-is-closed', { to: '2026-02-01', parent: 'none', lines: [] }],
  ['parent-budget-is-unknown', { parent: 'none', lines: [] }],
  [
    'parent-budget-is-withdrawn',
    { parent: 'year', to: '2028-01-01', lines: [] },
    { parent: { ...YEAR, status: 'WITHDRAWN' } },
  ],
  [
    'budget-exceeds-period-of-parent',
    { parent: 'year', to: '2027-01-02', lines: [] },
    { parent: YEAR, partsOfRoot: 999 },
  ],
  ['budget-exceeds-period-of-parent', { parent: 'year', from: '2025-12-31', lines: [] }, { parent: YEAR }],
  ['budget-has-too-many-parts', { parent: 'year', lines: [] }, { parent: YEAR, partsOfRoot: BUDGET_PARTS_MAX }],
  ['dimension-is-malformed', { team: 'the team', lines: [] }],
  ['budget-lines-are-none', { lines: [] }],
  ['budget-lines-are-too-many', { lines: Array.from({ length: BUDGET_LINES_MAX + 1 }, () => ({ ...RENT, code: '' })) }],
];

const LINES: readonly (readonly [code: string, line: Partial<BudgetLine>])[] = [
  ['budget-line-code-is-malformed', { code: 'Rent', amountMinor: 0n, currency: 'XXY' }],
  ['budget-line-code-is-malformed', { code: '' }],
  ['budget-line-code-is-repeated', { code: 'gifts', amountMinor: 0n }],
  ['amount-is-not-positive', { amountMinor: 0n, currency: 'XXY' }],
  ['amount-is-not-positive', { amountMinor: -1n }],
  ['amount-is-too-large', { amountMinor: 2n ** 62n, currency: 'XXY' }],
  ['resource-is-unknown', { currency: 'HOURS', account: 'no account' }],
  ['currency-is-unknown', { currency: 'XXY', account: 'no account' }],
  ['account-path-is-malformed', { account: 'no account', fund: 'none' }],
  ['account-is-not-income-or-spending', { account: 'assets:bank:main', fund: 'none' }],
  ['account-is-too-wide', { account: 'expenses', fund: 'none' }],
  ['account-is-unknown', { account: 'expenses:trains', fund: 'none' }],
  ['account-has-another-currency', { account: 'expenses:boats', currency: 'USD', fund: 'none' }],
  ['fund-is-unknown', { fund: 'none', project: 'a project' }],
  ['dimension-is-malformed', { account: 'income:other', project: 'a project', costClass: 'STAFF' }],
  ['cost-class-does-not-match-account', { account: 'income:other', costClass: 'STAFF' }],
  ['budget-lines-overlap', {}],
];

describe('planning a budget', () => {
  it('is refused', () => {
    for (const [code, command, state] of PLANS) {
      expect(codeOf(decidePlanBudget({ ...PLAN, ...command }, { ...STATE, ...state }))).toBe(code);
    }
  });

  it.each(LINES)('is refused for a line: %s', (code, line) => {
    const lines = [GIFTS, { ...RENT, ...line }];
    expect(codeOf(decidePlanBudget({ ...PLAN, lines }, { ...STATE, others }))).toBe(code);
  });

  it('says what is planned, and where it belongs', () => {
    const [planned] = decidePlanBudget(
      { ...PLAN, parent: 'year', team: 'east:team:1' },
      { ...STATE, parent: { ...YEAR, root: 'decade' } },
    ) as readonly object[];
    expect(planned).toEqual({
      ...{ type: 'BudgetPlanned', budget: 'b', name: text, from: '2026-01-01', to: '2027-01-01' },
      ...{ parent: 'year', root: 'decade', team: 'east:team:1', lines: [RENT, GIFTS] },
    });
  });

  it('may be of accounts that are in the books, and of those of the chart in any currency', () => {
    const lines = [
      { ...RENT, currency: 'JPY' },
      { ...RENT, code: 'boats', account: 'expenses:boats' },
    ];
    expect(codeOf(decidePlanBudget({ ...PLAN, lines }, { ...STATE, others }))).toBe('planned');
  });
});

describe('revising and withdrawing a budget', () => {
  const revise = (budget: BudgetState | undefined, lines: readonly BudgetLine[], state: Partial<PlanState> = {}) =>
    decideReviseBudget(
      { type: 'ReviseBudget', at: 1, by: 'x', budget: 'year', lines, reason: text },
      { ...STATE, ...state, budget },
    );

  it.each([
    ['budget-is-unknown', undefined, []],
    ['budget-is-withdrawn', { ...YEAR, status: 'WITHDRAWN' as const }, []],
    ['period-is-closed', { ...YEAR, to: '2026-02-01' }, []],
    ['budget-lines-are-none', YEAR, []],
    ['budget-is-unchanged', YEAR, [RENT]],
    ['budget-lines-overlap', YEAR, [GIFTS, RENT]],
  ] as const)('is refused: %s', (code, budget, lines) => {
    expect(codeOf(revise(budget, lines, { others }))).toBe(code);
  });

  it('gives a new version, whatever the one before counted', () => {
    const own = [placed(RENT, 'year')];
    const lines = [{ ...RENT, amountMinor: 101n }];
    expect(revise(YEAR, lines, { others: own })).toEqual([
      { type: 'BudgetRevised', budget: 'year', version: 2, lines, reason: text },
    ]);
  });

  it.each([
    ['budget-is-unknown', undefined, 1],
    ['budget-is-withdrawn', { ...YEAR, status: 'WITHDRAWN' as const }, 1],
    ['budget-has-parts', YEAR, 1],
    ['planned', YEAR, 0],
  ] as const)('is withdrawn: %s', (code, budget, parts) => {
    const command = { type: 'WithdrawBudget', at: 1, by: 'x', budget: 'year', reason: text } as const;
    expect(codeOf(decideWithdrawBudget(command, { budget, parts }))).toBe(code);
  });
});

describe('two lines overlap', () => {
  const some = <T>(...values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  const posting = fc.record({
    account: fc.constantFrom('expenses:staff', 'expenses:staff:pay', 'expenses:staffing', 'income:other'),
    currency: fc.constantFrom('EUR', 'USD'),
    day: fc.constantFrom('2026-01-15', '2026-02-01', '2026-02-15'),
    fund: fc.constantFrom('f', 'g'),
    purpose: fc.constantFrom('unknown', 'art'),
  });
  const line = fc.record({
    account: fc.constantFrom('expenses:staff', 'expenses:staff:pay', 'expenses:staffing', 'income:other'),
    currency: fc.constantFrom('EUR', 'USD'),
    from: fc.constantFrom('2026-01-01', '2026-02-01'),
    to: fc.constantFrom('2026-02-01', '2026-03-01'),
    fund: some('f', 'g'),
    purpose: some('unknown', 'art'),
  });
  type Line = typeof line extends fc.Arbitrary<infer T> ? T : never;
  type Said = typeof posting extends fc.Arbitrary<infer T> ? T : never;
  const isCounted = (
    one: Line,
    { account, currency, day, fund, purpose }: { readonly [K in keyof Said]: string },
  ): boolean =>
    `${account}:`.startsWith(`${one.account}:`) &&
    one.currency === currency &&
    one.from <= day &&
    day < one.to &&
    (one.fund ?? fund) === fund &&
    (one.purpose ?? purpose) === purpose;
  const placedLine = ({ account, currency, from, to, fund, purpose }: Line): PlacedLine => {
    const dimensions = { ...(fund && { fund }), ...(purpose && { purpose }) };
    return { line: { code: 'a', account, currency, amountMinor: 1n, ...dimensions }, budget: 'b', from, to };
  };

  it('wherever a posting is counted by both, and only where one could be', () => {
    fc.assert(
      fc.property(line, line, posting, (one, other, said) => {
        if (one.from >= one.to || other.from >= other.to) return;
        const is = overlap(placedLine(one), placedLine(other));
        expect(overlap(placedLine(other), placedLine(one))).toBe(is);
        if (isCounted(one, said) && isCounted(other, said)) expect(is).toBe(true);
        const [from, to] = [one.from, other.from].sort();
        const common: { readonly [K in keyof Said]: string } = {
          account: one.account.length > other.account.length ? one.account : other.account,
          currency: one.currency,
          day: to ?? from ?? '',
          fund: one.fund ?? other.fund ?? 'f',
          purpose: one.purpose ?? other.purpose ?? 'art',
        };
        expect(isCounted(one, common) && isCounted(other, common)).toBe(is);
      }),
      { numRuns: 2_000 },
    );
  });
});
