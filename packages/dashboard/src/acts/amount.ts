import { currencyExponent } from '@hubgraph/kernel';

export type AmountFault = 'amountUnreadable' | 'amountPlaces' | 'amountZero';

/**
 * Reads an amount as people write it, and gives it as the graph takes it: `1 250,5` is `1250.5`. Digits of any script
 * are understood, signs between groups of three, and a point or comma before the last places. A sign that could be
 * either is refused, never guessed: `1,250` may be a thousand or one and a quarter.
 */
export function readAmount(
  given: string,
  currency: string,
): { readonly decimal: string } | { readonly fault: AmountFault } {
  const places = currencyExponent(currency) ?? 2;
  // Full-width and other styled digits first; then those of Arabic, Devanagari and other scripts.
  const text = [...given.normalize('NFKC').trim()].map(asciiDigit).join('').replaceAll('٫', '.').replaceAll('٬', ',');
  const [, whole, part = ''] = PLAIN.exec(text) ?? GROUPED.map((form) => form.exec(text)).find((match) => match) ?? [];
  if (whole === undefined) return { fault: 'amountUnreadable' };
  const digits = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  const isOneSign = /^\d{1,3}[.,]\d{3}$/.test(text);
  // The graph itself writes three places with a point; nobody can tell what a comma means there.
  const isUnclear = isOneSign && !(places === 3 && text.includes('.'));
  if (isUnclear || digits.length > WHOLE_DIGITS_MAX) return { fault: 'amountUnreadable' };
  if (part.length > places) return { fault: 'amountPlaces' };
  const decimal = places === 0 ? digits : `${digits}.${part.padEnd(places, '0')}`;
  return /[1-9]/.test(decimal) ? { decimal } : { fault: 'amountZero' };
}

const WHOLE_DIGITS_MAX = 15;
const PLAIN = /^(\d+)(?:[.,](\d+))?$/;
/** Groups of three between spaces or apostrophes, commas, points; then the places after the other sign. */
const GROUPED = [
  /^(\d{1,3}(?:[ '’]\d{3})+)(?:[.,](\d+))?$/,
  /^(\d{1,3}(?:,\d{3})+)\.(\d+)$/,
  /^(\d{1,3}(?:\.\d{3})+),(\d+)$/,
  /^(\d{1,3}(?:,\d{3}){2,})$/,
  /^(\d{1,3}(?:\.\d{3}){2,})$/,
];

/** Digits of Arabic, Devanagari and other scripts as those of ASCII: each script has its ten in a row, from zero. */
function asciiDigit(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  const zero = DIGIT_ZEROS.find((one) => code >= one && code < one + 10);
  return zero === undefined ? sign : String(code - zero);
}

/** The zeros of the scripts in which people write; Unicode 16, general category Nd. */
const DIGIT_ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
  0x1040, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0,
  0xaa50, 0xabf0,
];
