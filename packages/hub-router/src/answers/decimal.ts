const DECIMAL = /^-?\d{1,60}(?:\.\d{1,30})?$/;

/** A whole number, or a whole or decimal number in text: what can be added exactly. */
export function isDecimal(value: unknown): value is number | string {
  return typeof value === 'string' ? DECIMAL.test(value) : Number.isSafeInteger(value);
}

/** A whole number that is not negative, or one in text: what things can be counted with. */
export function isCount(value: unknown): value is number | string {
  return typeof value === 'string' ? /^\d{1,60}$/.test(value) : Number.isSafeInteger(value) && Number(value) >= 0;
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

/** Which of two decimals in text is less, exactly: negative if `a` is. `1.50` and `1.5` are equal. */
export function compareDecimals(a: string, b: string): number {
  const placesOf = (text: string) => text.split('.')[1]?.length ?? 0;
  const places = Math.max(placesOf(a), placesOf(b));
  const scaled = (text: string) => BigInt(text.replace('.', '') + '0'.repeat(places - placesOf(text)));
  const [x, y] = [scaled(a), scaled(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}
