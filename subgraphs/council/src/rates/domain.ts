import { type Command, defineCommand, defineEntity, type Event, type Projection, type Reader } from '@hubgraph/journal';
import {
  currencyExponent,
  type Day,
  divideHalfEven,
  type Id,
  isDay,
  type Money,
  type Rejection,
  reject,
} from '@hubgraph/kernel';
import type { TextRef } from '@hubgraph/node';
import type { Source } from '../source.ts';

export interface Rate {
  readonly currency: string;
  /** Units of the currency for one unit of the base, as decimal text. */
  readonly perBase: string;
}

export interface RecordRates extends Command {
  readonly type: 'RecordRates';
  readonly table: Id;
  readonly base: string;
  readonly date: Day;
  /** Where the rates come from: looked at, and kept as `sourceText` only. */
  readonly source: string;
  readonly sourceText: TextRef;
  readonly rates: readonly Rate[];
}
export interface RatesRecorded extends Event {
  readonly type: 'RatesRecorded';
  readonly table: Id;
  readonly base: string;
  readonly date: Day;
  readonly source: Source;
  readonly rates: readonly Rate[];
}

export interface RateTable {
  readonly id: Id;
  readonly base: string;
  readonly date: Day;
  readonly source: Source;
  readonly rates: readonly Rate[];
}

/** In order of precedence. */
export type RateRejectionCode =
  | 'day-is-malformed'
  | 'source-is-missing'
  | 'currency-is-unknown'
  | 'currency-is-listed-twice'
  | 'rate-is-malformed'
  | 'rates-of-this-day-exist-with-different-rates'
  | 'rates-of-this-day-exist';

/** Up to 12 digits before and after the point, and not zero. */
const RATE = /^(?=.*[1-9])\d{1,12}(\.\d{1,12})?$/;

export function decideRecordRates(
  command: RecordRates,
  { kept }: { readonly kept: RateTable | undefined },
): RatesRecorded[] | Rejection<RateRejectionCode> {
  const { table, base, date, source, rates } = command;
  if (!isDay(date)) return reject('day-is-malformed', `"${date}" is not a day; write it like 2026-03-31.`);
  if (source.trim() === '' || source.length > 400) return reject('source-is-missing', 'Say where the rates come from.');
  const unknown = [base, ...rates.map((rate) => rate.currency)].find((code) => currencyExponent(code) === undefined);
  if (unknown !== undefined) return reject('currency-is-unknown', `${unknown} is not a currency of ISO 4217.`);
  const listed = new Set([base, ...rates.map((rate) => rate.currency)]);
  if (listed.size < rates.length + 1)
    return reject('currency-is-listed-twice', 'A currency is listed twice, or is the base.');
  const malformed = rates.find((rate) => !RATE.test(rate.perBase));
  if (malformed)
    return reject('rate-is-malformed', `The rate of ${malformed.currency} must be decimal text above zero.`);
  if (kept !== undefined && !areSame(kept, command)) {
    const message = `There is a table of ${date} already, with other rates; it stays as it is.`;
    return reject('rates-of-this-day-exist-with-different-rates', message);
  }
  if (kept !== undefined) return reject('rates-of-this-day-exist', `There is a table of ${date} already.`);
  return [{ type: 'RatesRecorded', table, base, date, source: command.sourceText, rates }];
}

/** True for the same base and the same rates, in whatever order and with whatever zeros at their ends. */
function areSame(a: Pick<RateTable, 'base' | 'rates'>, b: Pick<RateTable, 'base' | 'rates'>): boolean {
  const kept = new Map(a.rates.map(({ currency, perBase }) => [currency, scaled(perBase)]));
  const isKept = ({ currency, perBase }: Rate): boolean => kept.get(currency) === scaled(perBase);
  return a.base === b.base && a.rates.length === b.rates.length && b.rates.every(isKept);
}

export const rateTable = defineEntity<RateTable, RatesRecorded>({
  kind: 'rate-table',
  concerns: (event) => (event.type === 'RatesRecorded' ? [event.table] : []),
  evolve: (_state, { event }) => ({
    id: event.table,
    base: event.base,
    date: event.date,
    source: event.source,
    rates: event.rates,
  }),
});

export const ratesByDate: Projection = {
  name: 'rates',
  version: 1,
  schema: ['CREATE TABLE rate_table (date TEXT PRIMARY KEY, id TEXT NOT NULL) STRICT, WITHOUT ROWID'],
  fold({ event }, views) {
    if (event.type !== 'RatesRecorded') return;
    const { date, table } = event as RatesRecorded;
    views.run('INSERT INTO rate_table VALUES (?, ?)', date, table);
  },
};

function ratesOf(read: Reader, day: Day): RateTable | undefined {
  const row = read.row('SELECT id FROM rate_table WHERE date = ?', day);
  return row === undefined ? undefined : read.entity<RateTable>('rate-table', String(row['id']));
}

/** The newest table from before a day: the rates at the end of a half-open period. */
export function ratesBefore(read: Reader, day: Day): RateTable | undefined {
  const row = read.row('SELECT id FROM rate_table WHERE date < ? ORDER BY date DESC LIMIT 1', day);
  return row === undefined ? undefined : read.entity<RateTable>('rate-table', String(row['id']));
}

/** What one unit of `from` is in `to`, as a fraction; undefined where the table has no rate. */
function crossRate(table: RateTable, from: string, to: string): { numerator: bigint; denominator: bigint } | undefined {
  const perBase = (currency: string): string | undefined =>
    currency === table.base ? '1' : table.rates.find((rate) => rate.currency === currency)?.perBase;
  const [fromRate, toRate] = [perBase(from), perBase(to)];
  if (fromRate === undefined || toRate === undefined) return undefined;
  return { numerator: scaled(toRate), denominator: scaled(fromRate) };
}

const SCALE_DIGITS = 12;

function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(SCALE_DIGITS, '0'));
}

/** Converts once, exactly, rounding half to even at the end; undefined where the table has no rate. */
export function convert(table: RateTable, money: Money, to: string): Money | undefined {
  const rate = crossRate(table, money.currency, to);
  const [fromExponent, toExponent] = [currencyExponent(money.currency), currencyExponent(to)];
  if (rate === undefined || fromExponent === undefined || toExponent === undefined) return undefined;
  const numerator = money.amountMinor * rate.numerator * 10n ** BigInt(toExponent);
  return { amountMinor: divideHalfEven(numerator, rate.denominator * 10n ** BigInt(fromExponent)), currency: to };
}

/** One unit of `from` in `to` as decimal text with ten places, for people; figures are never computed from it. */
export function rateText(table: RateTable, from: string, to: string): string | undefined {
  const rate = crossRate(table, from, to);
  if (rate === undefined) return undefined;
  const digits = divideHalfEven(rate.numerator * 10n ** 10n, rate.denominator)
    .toString()
    .padStart(11, '0');
  return `${digits.slice(0, -10)}.${digits.slice(-10)}`;
}

export const commands = [
  defineCommand<RecordRates, { kept: RateTable | undefined }, RatesRecorded>({
    type: 'RecordRates',
    load: (read, { date }) => ({ kept: ratesOf(read, date) }),
    decide: decideRecordRates,
  }),
];
