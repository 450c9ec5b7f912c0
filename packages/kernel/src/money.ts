import { code as currencyRecord } from 'currency-codes';
import { type Rejection, reject } from './rejection.ts';

/** An ISO 4217 alphabetic code: `EUR`, `JPY`, `KWD`. */
export type CurrencyCode = string;

/** An amount in the currency's minor unit: `{ amountMinor: 1250n, currency: 'EUR' }` is EUR 12.50. */
export interface Money {
  readonly amountMinor: bigint;
  readonly currency: CurrencyCode;
}

/** The codes beginning with X that are money of several countries; the others are metals, baskets and test codes. */
const SHARED_CURRENCIES: ReadonlySet<string> = new Set(['XAF', 'XCD', 'XCG', 'XOF', 'XPF']);

/** In ISO 4217 since the list was published that the library carries: the Caribbean guilder, 2025. */
const ADDED: Readonly<Record<string, number>> = { XCG: 2 };

/** The largest amount that a posting may have: SQLite and most exports hold 64-bit integers. */
export const AMOUNT_MINOR_MAX = 2n ** 62n - 1n;

/**
 * How many decimal places the currency's minor unit has (JPY 0, EUR 2, KWD 3); undefined for a code that is not in
 * ISO 4217 list one or that has no minor unit (gold, testing).
 * @see https://www.iso.org/iso-4217-currency-codes.html
 */
export function currencyExponent(currency: CurrencyCode): number | undefined {
  const known = EXPONENTS.get(currency);
  if (known !== undefined) return known;
  const exponent = listedExponent(currency);
  if (exponent !== undefined) EXPONENTS.set(currency, exponent);
  return exponent;
}

/** Of the currencies that were asked for, which are no more than the list has. */
const EXPONENTS = new Map<CurrencyCode, number>();

function listedExponent(currency: CurrencyCode): number | undefined {
  if (!/^[A-Z]{3}$/.test(currency)) return undefined;
  if (currency.startsWith('X') && !SHARED_CURRENCIES.has(currency)) return undefined;
  return currencyRecord(currency)?.digits ?? ADDED[currency];
}

export type AmountRejectionCode =
  | 'currency-is-unknown'
  | 'amount-is-not-a-decimal'
  | 'amount-has-a-fraction'
  | 'amount-is-too-large';

/**
 * Reads decimal text (`"-12.5"`, `"1000"`) as minor units, without a floating number on the way. More decimal places
 * than the currency has are refused unless they are zeros; grouping signs and exponents are refused.
 */
export function parseAmount(decimal: string, currency: CurrencyCode): bigint | Rejection<AmountRejectionCode> {
  const exponent = currencyExponent(currency);
  return exponent === undefined ? unknownCurrency(currency) : parseDecimal(decimal, exponent, currency);
}

/** The same of anything that is counted: `places` are those of its least unit, `of` is what a refusal calls it. */
export function parseDecimal(decimal: string, places: number, of: string): bigint | Rejection<AmountRejectionCode> {
  const match = /^(-?)(\d{1,200})(?:\.(\d{1,200}))?$/.exec(decimal);
  if (match === null) {
    return reject('amount-is-not-a-decimal', `"${decimal.slice(0, 40)}" is not an amount; write it like 1250.50.`);
  }
  const [, sign, whole = '0', fraction = ''] = match;
  const kept = fraction.slice(0, places).padEnd(places, '0');
  if (/[^0]/.test(fraction.slice(places))) {
    return reject('amount-has-a-fraction', `${of} has ${places} decimal places; "${decimal}" has more.`);
  }
  const magnitude = BigInt(whole + kept);
  if (magnitude > AMOUNT_MINOR_MAX) return tooLarge(decimal);
  return sign === '-' ? -magnitude : magnitude;
}

/** Reads minor units as they travel in JSON: an integer as text (`"-1250"`). */
export function parseAmountMinor(text: string, currency: CurrencyCode): bigint | Rejection<AmountRejectionCode> {
  return currencyExponent(currency) === undefined ? unknownCurrency(currency) : parseLeastUnits(text);
}

/** The same of anything that is counted, in its least units. */
export function parseLeastUnits(text: string): bigint | Rejection<Exclude<AmountRejectionCode, 'currency-is-unknown'>> {
  if (/^-?\d{1,30}\.\d+$/.test(text)) {
    return reject('amount-has-a-fraction', `"${text}" is in minor units, which are whole; 12.50 EUR is "1250".`);
  }
  if (!/^-?(0|[1-9]\d{0,29})$/.test(text)) {
    return reject('amount-is-not-a-decimal', `"${text.slice(0, 40)}" is not a whole number of minor units.`);
  }
  const amountMinor = BigInt(text);
  if (amountMinor > AMOUNT_MINOR_MAX || amountMinor < -AMOUNT_MINOR_MAX) return tooLarge(text);
  return amountMinor;
}

/** Writes minor units as decimal text with all of the currency's places: `1250n, 'EUR'` → `"12.50"`. */
export function formatAmount(money: Money): string {
  return formatDecimal(money.amountMinor, currencyExponent(money.currency) ?? 0);
}

/**
 * Writes an amount for people, with its currency: `1250n, 'EUR'` → `"12.50 EUR"`. Of what is no currency the places are
 * given.
 */
export function moneyText({ amountMinor, currency }: Money, places = currencyExponent(currency) ?? 0): string {
  return `${formatDecimal(amountMinor, places)} ${currency}`;
}

/** Writes least units as decimal text with all places: `-1250n, 2` → `"-12.50"`. */
export function formatDecimal(amountMinor: bigint, places: number): string {
  const sign = amountMinor < 0n ? '-' : '';
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(places + 1, '0');
  if (places === 0) return sign + digits;
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** A quotient rounded to the nearest whole number, halves to the even one. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const isNegative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  let quotient = n / d;
  const twice = (n % d) * 2n;
  if (twice > d || (twice === d && quotient % 2n === 1n)) quotient += 1n;
  return isNegative ? -quotient : quotient;
}

/**
 * Splits a total by weights so that the parts add up to it exactly: each part is rounded down, then the largest
 * remainders get one unit more (Hamilton's method); equal remainders go to the earlier part. The total may be negative.
 * Weights must not be negative and must not all be zero.
 */
export function splitByWeights(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum <= 0n || weights.some((weight) => weight < 0n)) throw new RangeError('Weights must be positive.');
  const magnitude = total < 0n ? -total : total;
  const parts = weights.map((weight) => (magnitude * weight) / sum);
  const order = weights
    .map((weight, index) => ({ index, remainder: (magnitude * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  let left = magnitude - parts.reduce((a, b) => a + b, 0n);
  for (const { index } of order) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return total < 0n ? parts.map((part) => -part) : parts;
}

function unknownCurrency(currency: string): Rejection<'currency-is-unknown'> {
  return reject('currency-is-unknown', `"${currency.slice(0, 10)}" is not a currency of ISO 4217.`);
}

function tooLarge(text: string): Rejection<'amount-is-too-large'> {
  return reject('amount-is-too-large', `${text.slice(0, 40)} is more than one posting may hold.`);
}
