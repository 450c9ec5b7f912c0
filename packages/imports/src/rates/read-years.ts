import { currencyExponent } from '@hubgraph/kernel';
import { isNoRate, rateOf } from './rate.ts';
import { type CsvRows, type RatesRead, REFUSALS, refused } from './rates-row.ts';

/** A year's rates count as of its last day: only then is an average known. */
const YEAR = /^\d{4}$/;

/** One rate in each row; rows of one year belong together, wherever they stand. */
export async function* readYears(rows: CsvRows, base: string): AsyncGenerator<RatesRead> {
  const years = new Map<string, { readonly rates: Map<string, string>; readonly line: number }>();
  for await (const { cells, line } of rows) {
    const [year = '', currency = '', value = ''] = cells.map((cell) => cell.trim());
    if (isNoRate(value) || currency === base) continue;
    const perBase = rateOf(value);
    if (!YEAR.test(year)) yield refused('day-is-malformed', `"${year.slice(0, 40)}" is not a year.`, line);
    else if (currencyExponent(currency) === undefined) yield REFUSALS.currency(currency, line);
    else if (perBase === undefined) yield REFUSALS.rate(currency, value, line);
    else {
      const known = years.get(year) ?? { rates: new Map<string, string>(), line };
      years.set(year, known);
      const before = known.rates.get(currency);
      if (before !== undefined && before !== perBase)
        yield refused('rate-is-malformed', `${currency} has two rates in ${year}.`, line);
      else known.rates.set(currency, perBase);
    }
  }
  for (const [year, { rates, line }] of [...years].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const all = [...rates].map(([currency, perBase]) => ({ currency, perBase }));
    yield { kind: 'row', row: { day: `${year}-12-31`, base, rates: all }, at: { line } };
  }
}
