import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueBy, type FilingPlan, isBoundary, isPeriodOf, periodsBefore, statusAt } from './periods.ts';

const QUARTERS: FilingPlan = { since: '2025-11-01', months: 3, graceDays: 30 };

test('periods follow each other from the first day on, and end where the plan ends', () => {
  expect(periodsBefore(QUARTERS, '2026-05-02')).toEqual([
    { from: '2025-11-01', to: '2026-02-01' },
    { from: '2026-02-01', to: '2026-05-01' },
    { from: '2026-05-01', to: '2026-08-01' },
  ]);
  expect(periodsBefore({ ...QUARTERS, until: '2026-05-01' }, '2026-12-31')).toHaveLength(2);
  expect(periodsBefore(QUARTERS, '2025-11-01')).toEqual([]);
});

test('no other period is one of the plan', () => {
  const table: readonly (readonly [isOne: boolean, from: string, to: string])[] = [
    [true, '2026-02-01', '2026-05-01'],
    [false, '2026-02-01', '2026-04-01'],
    [false, '2026-01-01', '2026-04-01'],
    [false, '2026-02-02', '2026-05-02'],
    [false, '2025-08-01', '2025-11-01'],
  ];
  for (const [isOne, from, to] of table) expect(isPeriodOf(QUARTERS, { from, to }), from).toBe(isOne);
  expect(isPeriodOf({ ...QUARTERS, until: '2026-02-01' }, { from: '2026-02-01', to: '2026-05-01' })).toBe(false);
  expect([isBoundary(QUARTERS, '2026-02-01'), isBoundary(QUARTERS, '2026-03-01')]).toEqual([true, false]);
});

test('books are due from the day after the period, and late from the day after the days of grace', () => {
  const period = { from: '2025-11-01', to: '2026-02-01' };
  expect(dueBy(QUARTERS, period)).toBe('2026-03-02');
  const at = (day: string) => statusAt(QUARTERS, period, Date.parse(`${day}T12:00:00Z`));
  expect([at('2026-01-31'), at('2026-02-01'), at('2026-03-02'), at('2026-03-03')]).toEqual([
    'RUNNING',
    'DUE',
    'DUE',
    'LATE',
  ]);
});

test('every day from the first one on is in one period, whatever the plan', () => {
  const plans = fc.record({
    since: fc
      .integer({ min: 0, max: 600 })
      .map((month) => new Date(Date.UTC(1990, month, 1)).toISOString().slice(0, 10)),
    months: fc.constantFrom(1 as const, 3 as const, 12 as const),
    graceDays: fc.integer({ min: 1, max: 366 }),
  });
  fc.assert(
    fc.property(plans, fc.integer({ min: 0, max: 1_000 }), (plan, days) => {
      const day = new Date(Date.parse(`${plan.since}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
      const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
      const periods = periodsBefore(plan, next);
      expect(periods.filter(({ from, to }) => from <= day && day < to)).toHaveLength(1);
      for (const period of periods) expect(isPeriodOf(plan, period)).toBe(true);
    }),
  );
});
