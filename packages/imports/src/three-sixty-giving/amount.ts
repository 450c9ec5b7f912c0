import { type AmountRejectionCode, parseAmount, type Rejection, reject } from '@hubgraph/kernel';

const JSON_NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Decimal places and digits beyond this are refused before they are written out: `1e999999999` is short, its digits are not. */
const SHIFT_MAX = 1_000n;

/**
 * Reads a number as JSON writes it in minor units, exactly: `1e3` is 1000, `1.5E-1` is 0.15. No floating number is on
 * the way.
 * @see RFC 8259, section 6
 */
export function amountFromJsonNumber(text: string, currency: string): bigint | Rejection<AmountRejectionCode> {
  const [, sign = '', whole, fraction = '', exponent = '0'] = JSON_NUMBER.exec(text) ?? [];
  if (whole === undefined) return parseAmount(text, currency);
  const digits = whole + fraction;
  if (/^0+$/.test(digits)) return parseAmount('0', currency);
  const shift = BigInt(exponent.slice(0, 20));
  if (shift > SHIFT_MAX) return tooLarge(text);
  if (shift < -SHIFT_MAX) return hasFraction(text, currency);
  const point = whole.length + Number(shift);
  const before = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const after = point > 0 ? digits.slice(point) : digits.padStart(digits.length - point, '0');
  const wholePart = before.replace(/^0+(?=\d)/, '');
  const fractionPart = after.replace(/0+$/, '');
  if (wholePart.length > 30) return tooLarge(text);
  if (fractionPart.length > 30) return hasFraction(text, currency);
  return parseAmount(`${sign}${wholePart}${fractionPart === '' ? '' : `.${fractionPart}`}`, currency);
}

function tooLarge(text: string): Rejection<AmountRejectionCode> {
  return reject('amount-is-too-large', `${text.slice(0, 40)} is more than one posting may hold.`);
}

function hasFraction(text: string, currency: string): Rejection<AmountRejectionCode> {
  return reject('amount-has-a-fraction', `${text.slice(0, 40)} has more decimal places than ${currency} has.`);
}
