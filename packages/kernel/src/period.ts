import { type Rejection, reject } from './rejection.ts';

/** A day of the calendar: `2026-03-31`. */
export type Day = string;

/** Half-open: `from` is in it, `to` is not. `{ from: '2026-01-01', to: '2027-01-01' }` is the year 2026. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** Days that were found to be in the calendar: few are asked for, again and again. */
const DAYS = new Set<string>();
const DAYS_MAX = 10_000;

/** True for a day that the Gregorian calendar has, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (DAYS.has(text)) return true;
  if (!isInCalendar(text)) return false;
  if (DAYS.size < DAYS_MAX) DAYS.add(text);
  return true;
}

function isInCalendar(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export function parsePeriod(from: string, to: string): Period | Rejection<'day-is-malformed' | 'period-is-empty'> {
  for (const day of [from, to]) {
    if (!isDay(day)) return reject('day-is-malformed', `"${day.slice(0, 40)}" is not a day; write it like 2026-03-31.`);
  }
  if (from >= to) return reject('period-is-empty', `The period ends (${to}) before it begins (${from}).`);
  return { from, to };
}

/** The day, in UTC, on which a moment falls. */
export function dayOf(instant: number): Day {
  const number = Math.floor(instant / DAY_MS);
  if (number === last.number) return last.day;
  const day = new Date(instant).toISOString().slice(0, 10);
  last = { number, day };
  return day;
}

const DAY_MS = 86_400_000;
/** What was asked for last is mostly asked for next. */
let last = { number: Number.NaN, day: '' };
