import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BEGINNING,
  dayAfter,
  daysBefore,
  isDay,
  periodNames,
  periodOf,
  unitsOf,
  within,
  yearBefore,
} from './period.ts';

const NOW = Date.parse('2026-11-21T23:59:59Z');
const days = fc
  .date({ min: new Date('1902-01-01'), max: new Date('2199-12-30'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const periods = fc.tuple(days, fc.nat(50 * 365)).map(([from, count]) => ({
  from,
  to: new Date(Date.parse(from) + count * 86_400_000).toISOString().slice(0, 10),
}));

test.each([
  ['twelveMonths', '2025-12-01', '2026-11-21'],
  ['thisYear', '2026-01-01', '2026-11-21'],
  ['lastYear', '2025-01-01', '2025-12-31'],
  ['everything', BEGINNING, '2026-11-21'],
] as const)('%s is from %s to %s', (name, from, to) => {
  expect(periodOf(name, NOW)).toEqual({ from, to });
});

test('twelve months are twelve months, whenever they end', () => {
  fc.assert(
    fc.property(days, (day) => {
      const now = Date.parse(`${day}T00:00:00Z`);
      expect(unitsOf(periodOf('twelveMonths', now), [])).toHaveLength(12);
      for (const name of periodNames) expect(Object.values(periodOf(name, now)).every(isDay)).toBe(true);
    }),
  );
});

test.each([
  ['2026-02-28', true],
  ['2024-02-29', true],
  ['2026-02-29', false],
  ['2026-2-1', false],
  ['1899-12-31', false],
  ['9999-12-31', false],
  ['', false],
  ['today', false],
])('%j is a day: %j', (text, expected) => {
  expect(isDay(text)).toBe(expected);
});

describe('months and years', () => {
  test('follow each other without a gap, and their days are the period, each once', () => {
    fc.assert(
      fc.property(periods, fc.boolean(), (period, isLong) => {
        const units = unitsOf(period, isLong ? [period.to.slice(0, 4)] : []);
        let day = period.from === BEGINNING ? within(period, units[0] ?? '').from : period.from;
        for (const unit of units) {
          const part = within(period, unit);
          expect(part.from).toBe(day);
          expect(part.to >= part.from).toBe(true);
          day = dayAfter(part.to);
        }
        expect(day).toBe(dayAfter(period.to));
      }),
      { numRuns: 50 },
    );
  });

  test('are a bounded number of months or years, whatever the graph calls them', () => {
    const anything = fc.oneof(fc.string(), fc.constantFrom('', 'NaN', '0000', '1900', '1900-01', '2026-13', '9999'));
    fc.assert(
      fc.property(days, days, fc.array(anything), (one, other, known) => {
        for (const from of [one, BEGINNING]) {
          const units = unitsOf({ from, to: other }, known);
          expect(units.length).toBeLessThanOrEqual(612);
          expect(units.every((unit) => /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(unit))).toBe(true);
        }
      }),
    );
    expect(unitsOf({ from: BEGINNING, to: '2026-11-21' }, ['zzzz', '2026-10', '<b>'])).toEqual(['2026-10', '2026-11']);
  });

  test('begin where something is known, when the period begins with everything', () => {
    const everything = periodOf('everything', NOW);
    expect(unitsOf(everything, ['2024', '2025'])).toEqual(['2024', '2025', '2026']);
    expect(unitsOf(everything, [])).toEqual(['2026-11']);
  });
});

test.each([
  ['2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31'],
  ['2025-12-01', '2026-11-21', '2024-12-01', '2025-11-21'],
  ['2025-02-01', '2025-02-28', '2024-02-01', '2024-02-29'],
  ['2024-02-29', '2024-02-29', '2023-02-28', '2023-02-28'],
])('a year before %s to %s is %s to %s', (from, to, first, last) => {
  expect(yearBefore({ from, to })).toEqual({ from: first, to: last });
});

test('before everything there is nothing; before other days, all that was', () => {
  expect([
    yearBefore({ from: BEGINNING, to: '2026-01-01' }),
    daysBefore({ from: BEGINNING, to: '2026-01-01' }),
  ]).toEqual([undefined, undefined]);
  expect(daysBefore({ from: '2026-01-01', to: '2026-12-31' })).toEqual({ from: BEGINNING, to: '2025-12-31' });
  fc.assert(
    fc.property(periods, (period) => {
      const before = yearBefore(period);
      expect(before === undefined || (isDay(before.from) && isDay(before.to) && before.from <= before.to)).toBe(true);
    }),
  );
});
