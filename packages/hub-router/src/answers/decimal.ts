const DECIMAL = /^-?\d{1,60}(?:\.\d{1,30})?$/;

/** A whole number, or a whole or decimal number in text: what can be added exactly. */
export function isDecimal(value: unknown): value is number | string {
  return typeof value === 'string' ? DECIMAL.test(value) : Number.isSafeInteger(value);
}

/**
 * Adds numbers without rounding; the sum has as many decimal places as the term with the most: `['1.5', '2.25']` is
 * `'3.75'`. The terms must be decimals.
 */
export function addDecimals(terms: readonly (number | string)[]): string {
  const split = terms.map((term) => String(term).split('.'));
  const places = Math.max(0, ...split.map(([, fraction = '']) => fraction.length));
  let sum = 0n;
  for (const [whole = '0', fraction = ''] of split) sum += BigInt(whole + fraction.padEnd(places, '0'));
  if (places === 0) return sum.toString();
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, '0');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
