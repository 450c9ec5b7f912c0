import { type Rejection, reject } from '@hubgraph/kernel';

/** The sign between the whole and the fraction. */
export type DecimalMark = '.' | ',';

const SPACE = /[ \u00a0\u202f]/;
const SPACE_GROUPED = /^\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d*)?$/;
const GROUPED = { '.': /^\d{1,3}(?:\.\d{2,3})*\.\d{3}$/, ',': /^\d{1,3}(?:,\d{2,3})*,\d{3}$/ } as const;

/**
 * Reads an unsigned number with optional grouping (`1,200.50`, `1.200,50`, `1 200.50`) as plain decimal text. A single
 * comma before three digits is refused unless the decimal mark has been declared: ledger reads `1,200` as 1200,
 * hledger as 1.2.
 */
export function plainDecimal(
  written: string,
  declared?: DecimalMark,
): string | Rejection<'amount-is-malformed' | 'amount-is-ambiguous'> {
  const isSpaced = SPACE.test(written);
  if (isSpaced && !SPACE_GROUPED.test(written)) return malformed(written);
  const text = written.split(SPACE).join('');
  if (!/\d/.test(text) || /[^\d.,]/.test(text)) return malformed(written);
  const mark = decimalMarkIn(text, declared);
  if (mark === 'ambiguous') {
    return reject(
      'amount-is-ambiguous',
      `"${written}" may be a thousand times more or less; write ${text}.00, or a line "decimal-mark ." at the top.`,
    );
  }
  const at = mark === undefined ? -1 : text.indexOf(mark);
  const whole = at === -1 ? text : text.slice(0, at);
  const fraction = at === -1 ? '' : text.slice(at + 1);
  const groups = whole.includes(',') ? ',' : '.';
  const isGroupedWell = !/[.,]/.test(whole) || (!isSpaced && groups !== mark && GROUPED[groups].test(whole));
  if (!isGroupedWell || !/^\d*$/.test(fraction)) return malformed(written);
  const digits = (whole.replace(/[.,]/g, '') || '0').replace(/^0+(?=\d)/, '');
  const places = fraction.replace(/0+$/, '');
  return places === '' ? digits : `${digits}.${places}`;
}

/** The decimal mark that a sample such as `1.000,00` shows; undefined if it shows none beyond doubt. */
export function decimalMarkOfSample(sample: string): DecimalMark | undefined {
  const mark = decimalMarkIn(sample.replace(/[^\d.,]/g, ''));
  return mark === 'ambiguous' ? undefined : mark;
}

function decimalMarkIn(text: string, declared?: DecimalMark): DecimalMark | undefined | 'ambiguous' {
  if (declared !== undefined) return text.includes(declared) ? declared : undefined;
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last === -1) return undefined;
  const mark: DecimalMark = text[last] === '.' ? '.' : ',';
  if (text.indexOf(mark) !== last) return undefined;
  return /^[1-9]\d{0,2},\d{3}$/.test(text) ? 'ambiguous' : mark;
}

function malformed(written: string): Rejection<'amount-is-malformed'> {
  return reject('amount-is-malformed', `"${written.slice(0, 40)}" is not a number; write it like 1,250.50.`);
}
