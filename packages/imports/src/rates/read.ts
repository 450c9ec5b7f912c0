import { currencyExponent, type Day, isDay } from '@hubgraph/kernel';
import { readCsv } from '../bank-csv/csv.ts';
import type { ImportRow } from '../import-row.ts';
import { unreadable } from '../unreadable.ts';

/** Exchange rates of one day: units of each currency for one unit of the base, as decimal text. */
export interface RatesRow {
  readonly day: Day;
  readonly base: string;
  readonly rates: readonly { readonly currency: string; readonly perBase: string }[];
}

/** Why a row of rates is not taken. */
export type RatesRejectionCode = 'day-is-malformed' | 'currency-is-unknown' | 'rate-is-malformed' | 'rates-are-missing';

/** The most digits after the point; what a file says beyond them is rounded half to even. */
const PLACES = 12;
const RATE = /^(\d{1,12})(?:\.(\d{1,30}))?$/;
/** What tables write where there is no rate. */
const NONE: ReadonlySet<string> = new Set(['', 'N/A', '-']);
/** A year's rates count as of its last day: only then is an average known. */
const YEAR = /^\d{4}$/;

/**
 * Reads exchange rates from CSV in one of two forms, told by the header. Wide, as the European Central Bank has it:
 * `Date,USD,JPY,…`, one row for each day, all for one unit of `base`. Long, as the International Monetary Fund's series
 * are written: `year,currency,units_per_usd`, one row for each rate; the base stands in the header, and rows of one year
 * belong together, as of its last day. Rates are decimal text and never a floating number.
 * @param base of wide files: the currency of which one unit is meant.
 * @throws {HubgraphError} `ERR_IMPORT_UNREADABLE` for what is not CSV, or has another header.
 */
export async function* readRates(
  input: AsyncIterable<Uint8Array>,
  { base }: { readonly base?: string | undefined },
): AsyncGenerator<ImportRow<RatesRow, RatesRejectionCode>> {
  const rows = readCsv(input, { separator: ',', encoding: 'utf-8' });
  const first = await rows.next();
  const header = first.done ? [] : first.value.cells.map((cell) => cell.trim());
  const line = first.done ? 1 : first.value.line;
  const long = /^units_per_([a-z]{3})$/.exec(header[2] ?? '')?.[1]?.toUpperCase();
  if (header.length === 3 && header[0] === 'year' && header[1] === 'currency' && long !== undefined) {
    yield* longRows(rows, long);
  } else if (header[0] === 'Date' && header.length > 1) {
    if (base === undefined)
      throw unreadable('The file does not say which currency its rates are for one unit of', { line, offsetBytes: 0 });
    yield* wideRows(rows, header.slice(1), base);
  } else {
    throw unreadable('The header is neither "Date,USD,…" nor "year,currency,units_per_usd"', { line, offsetBytes: 0 });
  }
}

type Rows = ReturnType<typeof readCsv>;
type Read = ImportRow<RatesRow, RatesRejectionCode>;

async function* wideRows(rows: Rows, header: readonly string[], base: string): AsyncGenerator<Read> {
  // A line that ends with a comma has one cell more than it means.
  const currencies = header.at(-1) === '' ? header.slice(0, -1) : header;
  const unknown = currencies.find((one) => currencyExponent(one) === undefined);
  for await (const { cells, line } of rows) {
    const [day = '', ...values] = cells.map((cell) => cell.trim());
    const reject = (code: RatesRejectionCode, message: string): Read => ({
      kind: 'rejected',
      code,
      message,
      at: { line },
    });
    if (!isDay(day)) yield reject('day-is-malformed', `"${day.slice(0, 40)}" is not a day like 2026-03-31.`);
    else if (unknown !== undefined)
      yield reject('currency-is-unknown', `${unknown.slice(0, 20)} is not a currency of ISO 4217.`);
    else {
      const rates: RatesRow['rates'][number][] = [];
      let fault: Read | undefined;
      for (const [index, currency] of currencies.entries()) {
        const value = values[index] ?? '';
        if (NONE.has(value) || currency === base) continue;
        const perBase = rateOf(value);
        if (perBase === undefined) {
          fault = reject(
            'rate-is-malformed',
            `The rate of ${currency}, "${value.slice(0, 40)}", is not decimal text above zero.`,
          );
          break;
        }
        rates.push({ currency, perBase });
      }
      if (fault !== undefined) yield fault;
      else if (rates.length === 0) yield reject('rates-are-missing', `There is no rate of ${day}.`);
      else yield { kind: 'row', row: { day, base, rates }, at: { line } };
    }
  }
}

async function* longRows(rows: Rows, base: string): AsyncGenerator<Read> {
  const years = new Map<string, { readonly rates: Map<string, string>; readonly line: number }>();
  for await (const { cells, line } of rows) {
    const [year = '', currency = '', value = ''] = cells.map((cell) => cell.trim());
    const reject = (code: RatesRejectionCode, message: string): Read => ({
      kind: 'rejected',
      code,
      message,
      at: { line },
    });
    if (NONE.has(value) || currency === base) continue;
    const perBase = rateOf(value);
    if (!YEAR.test(year)) yield reject('day-is-malformed', `"${year.slice(0, 40)}" is not a year.`);
    else if (currencyExponent(currency) === undefined)
      yield reject('currency-is-unknown', `${currency.slice(0, 20)} is not a currency of ISO 4217.`);
    else if (perBase === undefined)
      yield reject(
        'rate-is-malformed',
        `The rate of ${currency}, "${value.slice(0, 40)}", is not decimal text above zero.`,
      );
    else {
      const known = years.get(year) ?? { rates: new Map<string, string>(), line };
      years.set(year, known);
      const before = known.rates.get(currency);
      if (before !== undefined && before !== perBase)
        yield reject('rate-is-malformed', `${currency} has two rates in ${year}.`);
      else known.rates.set(currency, perBase);
    }
  }
  for (const [year, { rates, line }] of [...years].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const all = [...rates].map(([currency, perBase]) => ({ currency, perBase }));
    yield { kind: 'row', row: { day: `${year}-12-31`, base, rates: all }, at: { line } };
  }
}

/** Decimal text with at most 12 digits after the point, rounded half to even; undefined for what is no rate above zero. */
function rateOf(value: string): string | undefined {
  const [, whole = '', fraction = ''] = RATE.exec(value) ?? [];
  if (whole === '') return undefined;
  const digits = BigInt(whole + fraction.padEnd(PLACES, '0').slice(0, PLACES));
  const rest = fraction.slice(PLACES);
  const half = rest === '' ? -1 : compareToHalf(rest);
  const rounded = half > 0 || (half === 0 && digits % 2n === 1n) ? digits + 1n : digits;
  if (rounded === 0n) return undefined;
  const text = rounded.toString().padStart(PLACES + 1, '0');
  const places = text.slice(-PLACES).replace(/0+$/, '');
  return `${text.slice(0, -PLACES)}${places === '' ? '' : `.${places}`}`;
}

function compareToHalf(rest: string): number {
  const half = `5${'0'.repeat(rest.length - 1)}`;
  return rest === half ? 0 : rest > half ? 1 : -1;
}
