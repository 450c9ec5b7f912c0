import { type Day, isDay, type Rejection, reject } from '@hubgraph/kernel';

/** The order in which a file writes its dates. A year at the front is always understood; the rest is only told, never guessed. */
export type DateFormat = 'YYYY-MM-DD' | 'DD/MM/YYYY' | 'MM/DD/YYYY';

/** Why a date was not read. */
export type DateRejectionCode = 'date-is-malformed' | 'date-format-is-not-stated' | 'date-is-not-in-the-calendar';

const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;

/** The day with these numbers, if the calendar has it. `text` is what the file says, for the message. */
export function dayFromParts(
  text: string,
  [year, month, day]: readonly [string, string, string],
): Day | Rejection<DateRejectionCode> {
  const result = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (isDay(result)) return result;
  return reject(
    'date-is-not-in-the-calendar',
    `"${text}" would be day ${day} of month ${month} of ${year}, which the calendar does not have.`,
  );
}

/** Reads a date with the year at the end (`17/08/2015`) in the order that was stated; all others are malformed. */
export function parseYearLast(text: string, format?: DateFormat): Day | Rejection<DateRejectionCode> {
  const [, first, , second, year] = YEAR_LAST.exec(text) ?? [];
  if (first === undefined || second === undefined || year === undefined) {
    return reject('date-is-malformed', `"${text.slice(0, 40)}" is not a date; write it like 2026-03-31.`);
  }
  if (format === undefined || format === 'YYYY-MM-DD') {
    return reject(
      'date-format-is-not-stated',
      `"${text}" does not say which number is the month; pass --date-format DD/MM/YYYY or MM/DD/YYYY.`,
    );
  }
  return dayFromParts(text, format === 'DD/MM/YYYY' ? [year, second, first] : [year, first, second]);
}
