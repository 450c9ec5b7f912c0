import { type Day, type Rejection, reject } from '@hubgraph/kernel';
import { type DateFormat, type DateRejectionCode, dayFromParts, parseYearLast } from '../day.ts';

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:?\d{2})?)?$/;
const MONTH = /^(\d{4})(?:-(\d{2}))?$/;

/** Reads a date; of a date with a time it takes the day as written, whatever the zone. */
export function parseGrantDay(text: string, format?: DateFormat): Day | Rejection<DateRejectionCode> {
  const [, year, month, day] = ISO.exec(text) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) {
    return dayFromParts(text, [year, month, day]);
  }
  return parseYearLast(text, format);
}

/**
 * Reads the beginning or the end of a plan, which the standard lets be a month or a year: `2015-07` begins on
 * 2015-07-01 and ends on 2015-07-31.
 * @see https://standard.threesixtygiving.org, `plannedDates`
 */
export function parsePlannedDay(
  text: string,
  side: 'from' | 'to',
  format?: DateFormat,
): Day | Rejection<DateRejectionCode> {
  const [, year, month] = MONTH.exec(text) ?? [];
  if (year === undefined) return parseGrantDay(text, format);
  const monthOrSide = month ?? (side === 'from' ? '01' : '12');
  if (monthOrSide < '01' || monthOrSide > '12') {
    return reject('date-is-not-in-the-calendar', `"${text}" would be month ${monthOrSide} of ${year}.`);
  }
  if (side === 'from') return `${year}-${monthOrSide}-01`;
  const lastDay = new Date(Date.UTC(Number(year), Number(monthOrSide), 0)).getUTCDate();
  return dayFromParts(text, [year, monthOrSide, String(lastDay)]);
}
