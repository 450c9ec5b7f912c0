import { currencyExponent, isDay } from '@hubgraph/kernel';
import { isNoRate, rateOf } from './rate.ts';
import { type CsvRows, type RatesRead, type RatesRow, REFUSALS, refused } from './rates-row.ts';

/** A day in each row, a currency in each column. */
export async function* readWide(rows: CsvRows, header: readonly string[], base: string): AsyncGenerator<RatesRead> {
  // A line that ends with a comma has one cell more than it means.
  const currencies = header.at(-1) === '' ? header.slice(0, -1) : header;
  const unknown = currencies.find((one) => currencyExponent(one) === undefined);
  for await (const { cells, line } of rows) {
    const [day = '', ...values] = cells.map((cell) => cell.trim());
    if (!isDay(day)) yield refused('day-is-malformed', `"${day.slice(0, 40)}" is not a day like 2026-03-31.`, line);
    else if (unknown !== undefined) yield REFUSALS.currency(unknown, line);
    else yield readDay(day, base, currencies, values, line);
  }
}

function readDay(
  day: string,
  base: string,
  currencies: readonly string[],
  values: readonly string[],
  line: number,
): RatesRead {
  const rates: RatesRow['rates'][number][] = [];
  for (const [index, currency] of currencies.entries()) {
    const value = values[index] ?? '';
    if (isNoRate(value) || currency === base) continue;
    const perBase = rateOf(value);
    if (perBase === undefined) return REFUSALS.rate(currency, value, line);
    rates.push({ currency, perBase });
  }
  if (rates.length === 0) return refused('rates-are-missing', `There is no rate of ${day}.`, line);
  return { kind: 'row', row: { day, base, rates }, at: { line } };
}
