import type { Day } from '@hubgraph/kernel';
import type { readCsv } from '../bank-csv/csv.ts';
import type { ImportRow } from '../import-row.ts';

/** Exchange rates of one day: units of each currency for one unit of the base, as decimal text. */
export interface RatesRow {
  readonly day: Day;
  readonly base: string;
  readonly rates: readonly { readonly currency: string; readonly perBase: string }[];
  /** Where they come from, where the file says so. */
  readonly source?: string;
}

/** Why a row of rates is not taken. */
export type RatesRejectionCode =
  | 'day-is-malformed'
  | 'day-is-repeated'
  | 'currency-is-unknown'
  | 'rate-is-malformed'
  | 'rates-are-missing'
  | 'rates-are-of-two-tables'
  | 'line-is-not-understood';

export type CsvRows = ReturnType<typeof readCsv>;
export type RatesRead = ImportRow<RatesRow, RatesRejectionCode>;

export function refused(code: RatesRejectionCode, message: string, line: number): RatesRead {
  return { kind: 'rejected', code, message, at: { line } };
}

export const REFUSALS = {
  currency: (currency: string, line: number) =>
    refused('currency-is-unknown', `${currency.slice(0, 20)} is not a currency of ISO 4217.`, line),
  rate: (currency: string, value: string, line: number) =>
    refused(
      'rate-is-malformed',
      `The rate of ${currency}, "${value.slice(0, 40)}", is not decimal text above zero.`,
      line,
    ),
} as const;
