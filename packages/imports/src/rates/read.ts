import { readCsv } from '../bank-csv/csv.ts';
import { unreadable } from '../unreadable.ts';
import { type CsvRows, type RatesRead, refused } from './rates-row.ts';
import { isOfTables, readTables } from './read-tables.ts';
import { readWide } from './read-wide.ts';
import { readYears } from './read-years.ts';

/**
 * Reads exchange rates from CSV in one of three forms, told by the header. Wide, as the European Central Bank has it:
 * `Date,USD,JPY,…`, one row for each day, all for one unit of `base`. By year, as the International Monetary Fund's
 * series are written: `year,currency,units_per_usd`, one row for each rate; the base stands in the header, and rows of
 * one year belong together, as of its last day. And rates.csv as nodes give it away, or any CSV with the columns `date`,
 * `base`, `currency` and `per_base`, and `source` where it says that. Rates are decimal text and never a floating number.
 * @param base of wide files: the currency of which one unit is meant.
 * @throws {HubgraphError} `ERR_IMPORT_UNREADABLE` for what is not CSV, or has another header.
 */
export async function* readRates(
  input: AsyncIterable<Uint8Array>,
  { base }: { readonly base?: string | undefined },
): AsyncGenerator<RatesRead> {
  const rows = readCsv(input, { separator: ',', encoding: 'utf-8' });
  const first = await rows.next();
  const header = first.done ? [] : first.value.cells.map((cell) => cell.trim());
  const days = new Map<string, number>();
  for await (const one of formOf(rows, header, base, first.done ? 1 : first.value.line)) {
    if (one.kind === 'row') {
      const before = days.get(one.row.day);
      if (before !== undefined) {
        yield refused('day-is-repeated', `${one.row.day} has a table on line ${before} already.`, one.at.line ?? 1);
        continue;
      }
      days.set(one.row.day, one.at.line ?? 1);
    }
    yield one;
  }
}

function formOf(
  rows: CsvRows,
  header: readonly string[],
  base: string | undefined,
  line: number,
): AsyncIterable<RatesRead> {
  const [first, second, third = ''] = header;
  const yearly = /^units_per_([a-z]{3})$/.exec(third)?.[1]?.toUpperCase();
  if (header.length === 3 && first === 'year' && second === 'currency' && yearly !== undefined) {
    return readYears(rows, yearly);
  }
  if (isOfTables(header)) return readTables(rows, header);
  if (first !== 'Date' || header.length < 2) {
    const message =
      'The header is neither "Date,USD,…" nor "year,currency,units_per_usd" nor "date,base,currency,per_base"';
    throw unreadable(message, { line, offsetBytes: 0 });
  }
  if (base === undefined) {
    throw unreadable('The file does not say which currency its rates are for one unit of', { line, offsetBytes: 0 });
  }
  return readWide(rows, header.slice(1), base);
}
