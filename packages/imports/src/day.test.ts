import { expect, it } from 'vitest';
import { type DateFormat, parseYearLast } from './day.ts';
import { parseGrantDay, parsePlannedDay } from './three-sixty-giving/grant-day.ts';

const code = (result: unknown) => (typeof result === 'string' ? result : (result as { code: string }).code);

const YEAR_LAST: readonly [text: string, format: DateFormat | undefined, result: string][] = [
  ['17/08/2015', undefined, 'date-format-is-not-stated'],
  ['17/08/2015', 'YYYY-MM-DD', 'date-format-is-not-stated'],
  ['05/06/2014', undefined, 'date-format-is-not-stated'],
  ['05/06/2014', 'DD/MM/YYYY', '2014-06-05'],
  ['05/06/2014', 'MM/DD/YYYY', '2014-05-06'],
  ['5.6.2014', 'DD/MM/YYYY', '2014-06-05'],
  ['17/08/2015', 'MM/DD/YYYY', 'date-is-not-in-the-calendar'],
  ['29/02/2015', 'DD/MM/YYYY', 'date-is-not-in-the-calendar'],
  ['29/02/2016', 'DD/MM/YYYY', '2016-02-29'],
  ['05/06/14', 'DD/MM/YYYY', 'date-is-malformed'],
  ['05/06-2014', 'DD/MM/YYYY', 'date-is-malformed'],
  ['17/08/2015 00:00', 'DD/MM/YYYY', 'date-is-malformed'],
  ['', 'DD/MM/YYYY', 'date-is-malformed'],
];

it.each(YEAR_LAST)('"%s" told to be %s is %s', (text, format, result) => {
  expect(code(parseYearLast(text, format))).toBe(result);
});

const GRANT_DAYS: readonly [text: string, result: string][] = [
  ['2026-08-15', '2026-08-15'],
  ['2015-06-10T00:00:00+00:00', '2015-06-10'],
  ['2015-06-10T23:30:00-05:00', '2015-06-10'],
  ['2015-06-10T00:00:00.000Z', '2015-06-10'],
  ['2015-06-31', 'date-is-not-in-the-calendar'],
  ['2015-06-10T', 'date-is-malformed'],
  ['2015-06', 'date-is-malformed'],
  ['20150610', 'date-is-malformed'],
  ['15/08/2026', 'date-format-is-not-stated'],
];

it.each(GRANT_DAYS)('the award date "%s" is %s', (text, result) => {
  expect(code(parseGrantDay(text))).toBe(result);
});

const PLANNED: readonly [text: string, from: string, to: string][] = [
  ['2015', '2015-01-01', '2015-12-31'],
  ['2016-02', '2016-02-01', '2016-02-29'],
  ['2100-02', '2100-02-01', '2100-02-28'],
  ['2015-13', 'date-is-not-in-the-calendar', 'date-is-not-in-the-calendar'],
  ['2015-07-04', '2015-07-04', '2015-07-04'],
];

it.each(PLANNED)('a plan in "%s" is from %s to %s', (text, from, to) => {
  expect(code(parsePlannedDay(text, 'from'))).toBe(from);
  expect(code(parsePlannedDay(text, 'to'))).toBe(to);
});
