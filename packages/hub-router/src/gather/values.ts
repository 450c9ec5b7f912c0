import { getNullableType } from 'graphql';
import { addDecimals, isDecimal } from '../answers/decimal.ts';
import type { FieldShape } from '../plan/shape.ts';
import { stableText } from '../routing/stable-text.ts';
import type { Merged } from './gathering.ts';

const INT_MAX = 2n ** 31n - 1n;
const WHOLE = /^-?\d+$/;

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
  const present = values.filter((value) => value !== null);
  const compare = present.every((value) => WHOLE.test(String(value))) ? compareWhole : compareValues;
  const sign = by === 'MIN' ? -1 : 1;
  return present.reduce<unknown>(
    (best, value) => (best === null || sign * compare(value, best) > 0 ? value : best),
    null,
  );
}

function compareWhole(a: unknown, b: unknown): number {
  const [x, y] = [BigInt(String(a)), BigInt(String(b))];
  return x < y ? -1 : x > y ? 1 : 0;
}

function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
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
