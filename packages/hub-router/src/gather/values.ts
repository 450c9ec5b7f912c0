import { getNullableType } from 'graphql';
import { addDecimals, compareDecimals, isDecimal } from '../answers/decimal.ts';
import type { FieldShape } from '../plan/shape.ts';
import { stableText } from '../routing/stable-text.ts';
import type { Merged } from './gathering.ts';

const INT_MAX = 2n ** 31n - 1n;

/** The exact sum. Null if any part is null: a sum that lacks a term is no sum. */
export function sum(field: FieldShape, values: readonly unknown[]): Merged {
  const terms = values.filter(isDecimal);
  if (terms.length < values.length) return { value: null };
  const total = addDecimals(terms);
  const type = String(getNullableType(field.type));
  const isNumber = type === 'Int' || (terms.length > 0 && terms.every((term) => typeof term === 'number'));
  if (!isNumber) return { value: total };
  const whole = BigInt(total);
  if (type === 'Int' && (whole > INT_MAX || whole < -INT_MAX - 1n)) {
    return { fault: `The sum ${total} does not fit an Int; the schema needs a larger type here.` };
  }
  return Number.isSafeInteger(Number(whole)) ? { value: Number(whole) } : { value: total };
}

/** The least or the greatest; nulls are nothing, and null is what is left of nothing. */
export function extreme(by: 'MIN' | 'MAX', values: readonly unknown[]): unknown {
  const sign = by === 'MIN' ? -1 : 1;
  return values
    .filter((value) => value !== null)
    .reduce<unknown>((best, value) => (best === null || sign * compareValues(value, best) > 0 ? value : best), null);
}

/** Numbers by size, then numbers in text by size, then other text by code point: one order for whatever is compared. */
function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [rankOf(a), rankOf(b)];
  if (left !== right) return left - right;
  const [x, y] = [String(a), String(b)];
  return left === 1 ? compareDecimals(x, y) || compareText(x, y) : compareText(x, y);
}

function rankOf(value: unknown): number {
  return typeof value === 'number' ? 0 : isDecimal(value) ? 1 : 2;
}

function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The value on which all agree. */
export function same(values: readonly unknown[]): Merged {
  const [first = null] = values;
  const text = stableText(first);
  if (values.some((value) => stableText(value) !== text)) return { fault: 'The hubs do not agree on this value.' };
  return { value: first };
}

/** One list after the other; a null list adds nothing. */
export function concatenated(values: readonly unknown[]): unknown[] {
  return values.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : []));
}
