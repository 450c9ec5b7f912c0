import { hasMessage } from './catalogue.ts';
import type { Locale } from './locales.ts';
import { asItCame, decimalPlaces, isBasisPoints, isCalendarDay, isMoment, isMoney, isMonth } from './sense.ts';
import { translate } from './translate.ts';

/** As the graph gives money. */
export interface Money {
  readonly amountMinor: string;
  readonly currency: string;
  readonly decimal: string;
}

const cached = <F>(make: (locale: Locale, extra: string) => F): ((locale: Locale, extra?: string) => F) => {
  const made = new Map<string, F>();
  return (locale, extra = '') => {
    const key = `${locale} ${extra}`;
    let format = made.get(key);
    if (format === undefined) {
      format = make(locale, extra);
      made.set(key, format);
    }
    return format;
  };
};

const moneyFormat = cached((locale, extra) => {
  const [currency = '', digits = ''] = extra.split(' ');
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    // The code, because a dozen currencies share one sign.
    currencyDisplay: 'code',
    minimumFractionDigits: Number(digits),
    maximumFractionDigits: Number(digits),
  });
});
const decimalFormat = cached(
  (locale, digits) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: Number(digits), maximumFractionDigits: Number(digits) }),
);
const dayFormat = cached((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }));
const monthFormat = cached(
  (locale) => new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
);
const momentFormat = cached(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }),
);
const roundFormat = cached(
  (locale) => new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 2 }),
);
const sizeFormat = cached(
  (locale, unit) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: unit === 'megabyte' ? 1 : 0 }),
);
const numberFormat = cached((locale) => new Intl.NumberFormat(locale));
const percentFormat = cached(
  (locale) => new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 0, maximumFractionDigits: 2 }),
);
const regionNames = cached((locale) => new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' }));
const languageNames = cached((locale) => new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' }));
const currencyNames = cached((locale) => new Intl.DisplayNames([locale], { type: 'currency', fallback: 'code' }));
const listFormat = cached((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));

/**
 * Money with the code of its currency, exact to its last place: 1,250.00 KES in the manner of the language. What is no
 * money is given as it came, in short, here and below: one node's nonsense must not cost a page that is about many.
 */
export function formatMoney(locale: Locale, of: Money): string {
  if (!isMoney(of)) return oddMoney(of);
  const { decimal, currency } = of;
  const places = decimalPlaces(decimal);
  // Decimal text is formatted exactly, however long it is.
  return moneyFormat(locale, `${currency} ${places}`).format(decimal as never);
}

function oddMoney(of: Partial<Money> | null): string {
  return asItCame(`${asItCame(of?.decimal)} ${asItCame(of?.currency)}`);
}

/** Money without its currency, where a heading has said it: exact to its last place. */
export function formatDecimal(locale: Locale, of: Money): string {
  if (!isMoney(of)) return formatMoney(locale, of);
  return decimalFormat(locale, String(decimalPlaces(of.decimal))).format(of.decimal as never);
}

/** A day of the calendar, from its ISO form. */
export function formatDay(locale: Locale, day: string): string {
  return isCalendarDay(day) ? dayFormat(locale).format(new Date(`${day}T00:00:00Z`)) : asItCame(day);
}

/** A month from its ISO form, 2026-03; a year stays as it is. */
export function formatMonth(locale: Locale, month: string): string {
  if (!isMonth(month) || month.length === 4) return asItCame(month);
  return monthFormat(locale).format(new Date(`${month}-01T00:00:00Z`));
}

/** A moment, always in UTC, which it says. */
export function formatMoment(locale: Locale, at: string): string {
  return isMoment(at) ? `${momentFormat(locale).format(new Date(at))} UTC` : asItCame(at);
}

/** How long a file is, in kilobytes or megabytes of a thousand; at least one kilobyte. */
export function formatSize(locale: Locale, bytes: number): string {
  const isLarge = bytes >= 1_000_000;
  const value = isLarge ? bytes / 1_000_000 : Math.max(1, bytes / 1_000);
  return sizeFormat(locale, isLarge ? 'megabyte' : 'kilobyte').format(value);
}

export function formatNumber(locale: Locale, value: number): string {
  return numberFormat(locale).format(value);
}

/** A round number in few letters, for the side of a chart: 20K, 1.5M. */
export function formatRound(locale: Locale, value: number): string {
  return roundFormat(locale).format(value);
}

/** Basis points as a share of a hundred: 5000 is 50 %. */
export function formatShare(locale: Locale, basisPoints: number): string {
  return isBasisPoints(basisPoints) ? percentFormat(locale).format(basisPoints / 10_000) : asItCame(basisPoints);
}

/** The name of a country, from ISO 3166-1 alpha-2. */
export function countryName(locale: Locale, code: string): string {
  return nameFrom(regionNames(locale), code);
}

/** The name of a language, from BCP 47. */
export function languageName(locale: Locale, tag: string): string {
  return nameFrom(languageNames(locale), tag);
}

/** The name of a currency, from ISO 4217. */
export function currencyName(locale: Locale, code: string): string {
  return nameFrom(currencyNames(locale), code);
}

/** Where the parts of a list go and what stands between them, in the manner of the language. */
export function listParts(
  locale: Locale,
  count: number,
): readonly { readonly index?: number; readonly text: string }[] {
  const names = Array.from({ length: count }, (_, index) => String(index));
  return listFormat(locale)
    .formatToParts(names)
    .map(({ type, value }) => (type === 'element' ? { index: Number(value), text: '' } : { text: value }));
}

export function formatList(locale: Locale, parts: readonly string[]): string {
  return listFormat(locale).format(parts);
}

/** The words for a code of the graph, as `status.OPEN`; a code that is newer than the page stands for itself. */
export function nameOfCode(locale: Locale, area: string, code: string): string {
  const key = `${area}.${code}`;
  return hasMessage(key) ? translate(locale, key) : code;
}

function nameFrom(names: Intl.DisplayNames, code: string): string {
  try {
    return asItCame(names.of(code) ?? code);
  } catch {
    // Not a code at all, as another node may have sent it: shown as it came.
    return asItCame(code);
  }
}
