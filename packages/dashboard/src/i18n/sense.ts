import type { Money } from './format.ts';

const DECIMAL = /^-?\d{1,60}(?:\.\d{1,20})?$/;
const RATE = /^\d{1,20}(?:\.\d{1,19})?$/;
const MINOR = /^-?\d{1,80}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]{5,20}(?:Z|[+-]\d{2}:?\d{2})$/;
const LENGTH_MAX = 80;

/** True for the code of a currency, as ISO 4217 writes them: KES. */
export function isCurrency(of: unknown): of is string {
  return typeof of === 'string' && /^[A-Z]{3}$/.test(of);
}

/** True for a rate of exchange, as decimal text of at most 40 characters: 0.0077. */
export function isRate(of: unknown): of is string {
  return typeof of === 'string' && RATE.test(of);
}

/** True for basis points, as the graph gives shares: a whole number that is exact. */
export function isBasisPoints(of: unknown): of is number {
  return Number.isSafeInteger(of);
}

/** True for an amount that can be computed with and shown: a node may have stated anything. */
export function isMoney(of: unknown): of is Money {
  if (typeof of !== 'object' || of === null) return false;
  const { amountMinor, currency, decimal } = of as Readonly<Record<string, unknown>>;
  return (
    typeof amountMinor === 'string' &&
    MINOR.test(amountMinor) &&
    typeof decimal === 'string' &&
    DECIMAL.test(decimal) &&
    isCurrency(currency) &&
    // Two ways to say one amount: where they differ, nobody knows which is meant.
    BigInt(decimal.replace('.', '')) === BigInt(amountMinor)
  );
}

/** How many decimal places an amount is written with. */
export function decimalPlaces(decimal: unknown): number {
  return typeof decimal === 'string' && DECIMAL.test(decimal) ? (decimal.split('.')[1]?.length ?? 0) : 0;
}

/** True for a day of the calendar, as 2026-03-31. */
export function isCalendarDay(of: unknown): of is string {
  if (typeof of !== 'string' || !DAY.test(of)) return false;
  const at = new Date(`${of}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(of);
}

/** True for a month, as 2026-03, or a year. */
export function isMonth(of: unknown): of is string {
  return typeof of === 'string' && (/^\d{4}$/.test(of) || (/^\d{4}-\d{2}$/.test(of) && isCalendarDay(`${of}-01`)));
}

/** True for a moment, as 2026-03-31T12:00:00Z. */
export function isMoment(of: unknown): of is string {
  return typeof of === 'string' && MOMENT.test(of) && !Number.isNaN(Date.parse(of));
}

/** The day of a moment; what is no moment stays as it came. */
export function dayOf(at: string): string {
  return isMoment(at) ? at.slice(0, 10) : at;
}

/** What a node stated, as it came, in a few words. */
export function asItCame(value: unknown): string {
  return cut(typeof value === 'string' ? value : written(value), LENGTH_MAX);
}

function written(value: unknown): string {
  return typeof value === 'object' && value !== null ? '{…}' : String(value ?? '–');
}

/** The beginning of a text that is too long, with a sign that it goes on; no letter is cut in two. */
export function cut(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  const kept = text.slice(0, lengthMax - 1);
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

/** True where an amount somewhere in an answer is none. */
export function hasOddMoney(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  if ('amountMinor' in answer && 'decimal' in answer) return !isMoney(answer);
  return Object.values(answer).some(hasOddMoney);
}
