import { describe, expect, test } from 'vitest';
import { dayOf, isDay, parsePeriod } from './period.ts';

test.each([
  ['2026-03-31', true],
  ['2024-02-29', true],
  ['2000-02-29', true],
  ['9999-12-31', true],
  ['2026-02-29', false],
  ['1900-02-29', false],
  ['2100-02-29', false],
  ['2026-02-30', false],
  ['2026-04-31', false],
  ['2026-00-10', false],
  ['2026-13-01', false],
  ['2026-01-00', false],
  ['2026-01-32', false],
  ['2026-1-1', false],
  ['26-01-01', false],
  ['02026-01-01', false],
  ['+002026-01-01', false],
  ['2026/01/01', false],
  ['2026-01-01T00:00:00Z', false],
  ['2026-01-01\n', false],
  [' 2026-01-01', false],
  ['２０２６-01-01', false],
  ['20260101', false],
  ['today', false],
  ['', false],
])('%j is a day: %s', (text, isOne) => {
  expect(isDay(text)).toBe(isOne);
});

describe('periods', () => {
  test('are half-open and at least a day long', () => {
    expect(parsePeriod('2026-01-01', '2026-01-02')).toEqual({ from: '2026-01-01', to: '2026-01-02' });
  });
  test.each([
    ['2026-02-30', '2026-03-01', 'day-is-malformed'],
    ['2026-03-01', 'x', 'day-is-malformed'],
    ['2026-03-01', '2026-02-30', 'day-is-malformed'],
    ['2026-03-01', '2026-03-01', 'period-is-empty'],
    ['2026-03-02', '2026-03-01', 'period-is-empty'],
  ])('from %s to %s is refused: %s', (from, to, code) => {
    expect(parsePeriod(from, to)).toMatchObject({ rejected: true, code });
  });
});

test.each([
  [0, '1970-01-01'],
  [-1, '1969-12-31'],
  [Date.parse('2026-03-31T23:59:59.999Z'), '2026-03-31'],
  [Date.parse('2026-04-01T00:00:00Z'), '2026-04-01'],
  [Date.parse('2026-04-01T01:00:00+02:00'), '2026-03-31'],
])('%s falls on %s', (instant, day) => {
  expect(dayOf(instant)).toBe(day);
});
