import { isMonth } from '../i18n/sense.ts';

/** Days of the calendar, in ISO form; the first and the last are both in it. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** The periods that are one link away. */
export const periodNames = ['twelveMonths', 'thisYear', 'lastYear', 'everything'] as const;

export type PeriodName = (typeof periodNames)[number];

/** Before any day that books have. */
export const BEGINNING = '1900-01-01';

/** What a period may span, unless it begins with everything: a line of it for each month must stay a page. */
export const YEARS_MAX = 50;

const DAY_MS = 86_400_000;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** True for a day of the calendar, as 2026-03-31, from the beginning to the year 9998. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < BEGINNING || text > '9998-12-31') return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && dayOf(ms) === text;
}

/** The graph names the day after the last one. */
export function dayAfter(day: string): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + DAY_MS);
}

/** The last day of what the graph ends before this one. */
export function dayBefore(day: string): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) - DAY_MS);
}

/** All days before a period; undefined where it begins with everything. */
export function daysBefore({ from }: Period): Period | undefined {
  return from === BEGINNING ? undefined : { from: BEGINNING, to: dayBefore(from) };
}

/** The same days a year before; what ends with a month ends with that month then too. Undefined where nothing is before. */
export function yearBefore({ from, to }: Period): Period | undefined {
  const year = Number(from.slice(0, 4)) - 1;
  if (year < Number(BEGINNING.slice(0, 4))) return undefined;
  const isMonthEnd = dayAfter(to).endsWith('-01');
  const lastOf = (day: string): string => dayOf(Date.UTC(Number(day.slice(0, 4)) - 1, Number(day.slice(5, 7)), 0));
  const moved = (day: string): string => {
    const same = `${String(Number(day.slice(0, 4)) - 1).padStart(4, '0')}${day.slice(4)}`;
    return isDay(same) ? same : lastOf(day);
  };
  return { from: moved(from), to: isMonthEnd ? lastOf(to) : moved(to) };
}

/** What a name means today. */
export function periodOf(name: PeriodName, now: number): Period {
  const today = dayOf(now);
  const year = Number(today.slice(0, 4));
  switch (name) {
    case 'twelveMonths':
      return { from: dayOf(Date.UTC(year, Number(today.slice(5, 7)) - 12, 1)), to: today };
    case 'thisYear':
      return { from: `${year}-01-01`, to: today };
    case 'lastYear':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
    case 'everything':
      return { from: BEGINNING, to: today };
  }
}

/** The part of a period that falls in a month, as 2026-03, or a year, as 2026. */
export function within({ from, to }: Period, unit: string): Period {
  const isMonth = unit.length > 4;
  const first = isMonth ? `${unit}-01` : `${unit}-01-01`;
  const year = Number(unit.slice(0, 4));
  const last = isMonth ? dayOf(Date.UTC(year, Number(unit.slice(5)), 0)) : `${unit}-12-31`;
  return { from: first > from ? first : from, to: last < to ? last : to };
}

/** True for more years than a page shows; everything begins where something is known. */
export function isTooLong({ from, to }: Period): boolean {
  return from !== BEGINNING && Number(to.slice(0, 4)) - YEARS_MAX > Number(from.slice(0, 4));
}

/** True for a day that is more than a year ahead: nothing is known of it. */
export function isTooFarAhead(day: string, now: number): boolean {
  return day > dayOf(now + 366 * DAY_MS);
}

/** All months of the longest period, and more years than everything has. */
const UNITS_MAX = (YEARS_MAX + 1) * 12;

/**
 * Every month or year that is to be seen, those without anything too: from the beginning of the period, or of what is
 * known where the period begins before, to its end; at most as many as a page holds, the last ones. What is known under
 * a key that is no month or year is not seen.
 */
export function unitsOf({ from, to }: Period, known: readonly string[]): string[] {
  const sensible = known.filter(isMonth).sort();
  const length = sensible.some((unit) => unit.length === 4) ? 4 : 7;
  const last = numberOf(to.slice(0, length));
  const first = numberOf(from === BEGINNING ? (sensible[0] ?? to).slice(0, length) : from.slice(0, length));
  const count = Math.min(Math.max(last - first + 1, 0), UNITS_MAX);
  return Array.from({ length: count }, (_, index) => nameOf(last - count + 1 + index, length));
}

/** Months, or years, since the year 0. */
function numberOf(unit: string): number {
  const year = Number(unit.slice(0, 4));
  return unit.length === 4 ? year : year * 12 + Number(unit.slice(5)) - 1;
}

function nameOf(number: number, length: 4 | 7): string {
  if (length === 4) return String(number).padStart(4, '0');
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}
