import { currencyExponent } from '@hubgraph/kernel';

export type AmountFault = 'amountUnreadable' | 'amountPlaces' | 'amountZero';

/**
 * Reads an amount as people write it, and gives it as the graph takes it: `1 250,5` is `1250.5`. Digits of any script
 * and a comma or point before the last places are understood; a sign that could be either is refused, never guessed.
 */
export function readAmount(
  given: string,
  currency: string,
): { readonly decimal: string } | { readonly fault: AmountFault } {
  const places = currencyExponent(currency) ?? 2;
  const digits = [...given.trim()].map(asciiDigit).join('');
  const plain = digits
    .replace(/[\s\u00a0\u202f'’]/g, '')
    .replaceAll('٫', '.')
    .replaceAll('٬', '');
  const match = /^(\d{1,15})(?:[.,](\d+))?$/.exec(plain) ?? grouped(plain);
  if (match === null) return { fault: 'amountUnreadable' };
  const [, whole = '', part = ''] = match;
  // 1,250 may be a thousand or one and a quarter.
  if (part.length > places) return { fault: part.length === 3 ? 'amountUnreadable' : 'amountPlaces' };
  const decimal = `${whole.replace(/^0+(?=\d)/, '')}${places === 0 ? '' : `.${part.padEnd(places, '0')}`}`;
  return /[1-9]/.test(decimal) ? { decimal } : { fault: 'amountZero' };
}

/** 1,250.50 and 1.250,50: groups of three with one sign, then the other sign once. */
function grouped(text: string): RegExpExecArray | null {
  const match = /^(\d{1,3}(?:,\d{3})+)\.(\d+)$/.exec(text) ?? /^(\d{1,3}(?:\.\d{3})+),(\d+)$/.exec(text);
  if (match === null) return null;
  match[1] = (match[1] ?? '').replace(/[.,]/g, '');
  return match;
}

/** Digits of Arabic, Devanagari and other scripts as those of ASCII. */
function asciiDigit(sign: string): string {
  if (!/\p{Nd}/u.test(sign)) return sign;
  const code = sign.codePointAt(0) ?? 0;
  // Each script has its ten digits in a row.
  let zero = code;
  while (zero > 0 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
  return String(code - zero);
}
