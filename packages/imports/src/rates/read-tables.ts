import { currencyExponent, isDay } from '@hubgraph/kernel';
import { rateOf } from './rate.ts';
import { type CsvRows, type RatesRead, type RatesRow, REFUSALS, refused } from './rates-row.ts';

/** The columns that a file of this form has, in any order and among others. */
const NEEDED: readonly string[] = ['date', 'base', 'currency', 'per_base'];
/** As a council keeps it: what has this form is taken digit for digit. */
const KEPT = /^(?=.*[1-9])\d{1,12}(\.\d{1,12})?$/;
/** The apostrophe in front of what a spreadsheet would run. */
const DEFUSED = /^'(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/u;

interface Begun {
  readonly day: string;
  readonly base: string;
  readonly source: string;
  readonly line: number;
  readonly rates: Map<string, string>;
  refusal: RatesRead | undefined;
}

export function isOfTables(header: readonly string[]): boolean {
  return NEEDED.every((name) => header.includes(name));
}

/** One rate in each row, as nodes give them away; rows of one day stand together, and are refused together. */
export async function* readTables(rows: CsvRows, header: readonly string[]): AsyncGenerator<RatesRead> {
  let begun: Begun | undefined;
  for await (const { cells, line } of rows) {
    const of = (name: string): string => cells[header.indexOf(name)]?.replace(DEFUSED, (found) => found.slice(1)) ?? '';
    const isWhole = cells.length === header.length;
    if (begun === undefined || begun.day !== of('date') || !isWhole) {
      if (begun !== undefined) yield ended(begun);
      const [day, base, source] = [of('date'), of('base'), of('source')];
      begun = { day, base, source, line, rates: new Map(), refusal: undefined };
    }
    begun.refusal ??= isWhole
      ? take(begun, of, line)
      : refused('line-is-not-understood', `The row has not the ${header.length} cells of the first line.`, line);
  }
  if (begun !== undefined) yield ended(begun);
}

/** Adds a rate to its table, or says why the table is refused. */
function take(begun: Begun, of: (name: string) => string, line: number): RatesRead | undefined {
  const { day, base, source, rates } = begun;
  const [currency, value] = [of('currency'), of('per_base')];
  if (!isDay(day)) return refused('day-is-malformed', `"${day.slice(0, 40)}" is not a day like 2026-03-31.`, line);
  if (of('base') !== base || of('source') !== source) {
    return refused('rates-are-of-two-tables', `The rates of ${day} are not of one base and one source.`, line);
  }
  const unknown = [base, currency].find((code) => currencyExponent(code) === undefined);
  if (unknown !== undefined) return REFUSALS.currency(unknown, line);
  const perBase = KEPT.test(value) ? value : rateOf(value);
  if (perBase === undefined) return REFUSALS.rate(currency, value, line);
  if (rates.has(currency) || currency === base) {
    return refused('rate-is-malformed', `${currency} has two rates on ${day}, or is the base.`, line);
  }
  rates.set(currency, perBase);
  return undefined;
}

function ended({ day, base, source, line, rates, refusal }: Begun): RatesRead {
  if (refusal !== undefined) return refusal;
  const all: RatesRow['rates'] = [...rates].map(([currency, perBase]) => ({ currency, perBase }));
  const row: RatesRow = { day, base, rates: all, ...(source === '' ? {} : { source }) };
  return { kind: 'row', row, at: { line } };
}
