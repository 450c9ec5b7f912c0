import { IntlMessageFormat } from 'intl-messageformat';
import type { ReactNode } from 'react';
import { messageOf } from './catalogue.ts';
import type { Locale } from './locales.ts';

export type Value = string | number | Date;
export type RichValue = ReactNode | Date | ((parts: ReactNode[]) => ReactNode);

const formats = new Map<string, IntlMessageFormat>();

function formatOf(locale: Locale, key: string): { format: IntlMessageFormat; locale: Locale } {
  const found = messageOf(locale, key);
  const id = `${found.locale} ${key}`;
  let format = formats.get(id);
  if (format === undefined) {
    format = new IntlMessageFormat(found.text, found.locale);
    formats.set(id, format);
  }
  return { format, locale: found.locale };
}

/** A message as plain text, for attributes and titles. */
export function translate(locale: Locale, key: string, values: Readonly<Record<string, Value>> = {}): string {
  return String(formatOf(locale, key).format.format(values));
}

/** A message with elements in it, and the language that it is really in. */
export function translateRich(
  locale: Locale,
  key: string,
  values: Readonly<Record<string, RichValue>>,
): { readonly parts: ReactNode; readonly locale: Locale } {
  const { format, locale: found } = formatOf(locale, key);
  return { parts: format.format<ReactNode>(values as never) as ReactNode, locale: found };
}
