/** A column of a file, with what stands in it for one row. */
export interface CsvColumn<Row> {
  readonly name: string;
  readonly value: (row: Row) => string | number | null | undefined;
}

const DECIMAL = /^-?\d+(\.\d+)?$/;
/** What spreadsheets take for the beginning of a formula, also in their full-width forms and after blanks. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;
const NEEDS_QUOTES = /[",;\r\n\t]|^\s|\s$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no cell may hold.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/gu;

/** Stands at the beginning of the file: without it, some spreadsheets garble every letter that is not English. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * One cell. Text that a spreadsheet would run as a formula gets an apostrophe in front, so that it stays text; numbers
 * are left as they are.
 * @see RFC 4180
 */
export function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  const text = String(value).toWellFormed().replace(CONTROL, '');
  const safe = !DECIMAL.test(text) && FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvHead(columns: readonly CsvColumn<never>[]): string {
  return BYTE_ORDER_MARK + csvNames(columns);
}

/** The first line alone, for files that hold nothing but ASCII. */
export function csvNames(columns: readonly CsvColumn<never>[]): string {
  return `${columns.map(({ name }) => cell(name)).join(',')}\r\n`;
}

export function csvRow<Row>(columns: readonly CsvColumn<Row>[], row: Row): string {
  return `${columns.map((column) => cell(column.value(row))).join(',')}\r\n`;
}

/** The last line of a file that could not be finished; it has too few cells, so that strict programs refuse it. */
export function csvBroken(rows: number, why: string): string {
  return `INCOMPLETE,${cell(`This file breaks off after ${rows} rows: ${why} Download it again.`)}\r\n`;
}
