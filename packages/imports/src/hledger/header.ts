import { type Day, isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { type DateFormat, type DateRejectionCode, dayFromParts, parseYearLast } from '../day.ts';
import type { EntryStatus } from './entry-row.ts';

/** The first line of a transaction. */
export interface EntryHeader {
  readonly day: Day;
  readonly status: EntryStatus;
  readonly code?: string;
  readonly description: string;
}

/** How a journal writes its dates. */
export interface DateContext {
  readonly dateFormat: DateFormat | undefined;
  /** Of the last directive `Y`: for dates without a year. */
  readonly year: string | undefined;
}

const HEADER = /^([^\s=]+)(?:=(\S+))?(?:\s+([*!]))?\s*(?:\(([^)]*)\))?\s*(.*)$/;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const NO_YEAR = /^(\d{1,2})[-/.](\d{1,2})$/;

/** Reads `2025-07-02=2025-07-05 * (123) Donors | Campaign  ; comment`. The second date is checked and not kept. */
export function parseHeader(text: string, context: DateContext): EntryHeader | Rejection<DateRejectionCode> {
  const [, date = '', second, mark, code, rest = ''] = HEADER.exec(text) ?? [];
  const day = parseJournalDay(date, context);
  if (isRejection(day)) return day;
  if (second !== undefined) {
    const secondDay = parseJournalDay(second, { ...context, year: day.slice(0, 4) });
    if (isRejection(secondDay)) return secondDay;
  }
  return {
    day,
    status: mark === '*' ? 'cleared' : mark === '!' ? 'pending' : 'unmarked',
    ...(code === undefined || code === '' ? {} : { code }),
    description: (rest.split(';')[0] ?? '').trim(),
  };
}

function parseJournalDay(text: string, context: DateContext): Day | Rejection<DateRejectionCode> {
  const [, year, , month, day] = YEAR_FIRST.exec(text) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) {
    return dayFromParts(text, [year, month, day]);
  }
  const [, monthAlone, dayAlone] = NO_YEAR.exec(text) ?? [];
  if (monthAlone === undefined || dayAlone === undefined) return parseYearLast(text, context.dateFormat);
  if (context.year === undefined) {
    return reject('date-is-malformed', `"${text}" has no year, and no directive Y says which.`);
  }
  return dayFromParts(text, [context.year, monthAlone, dayAlone]);
}
