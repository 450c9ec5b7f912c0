/// <reference types="vite/types/importMeta.d.ts" />
import type { Locale } from './locales.ts';
import { SOURCE_LOCALE } from './locales.ts';

/** One file of messages, by key; the texts are in ICU MessageFormat. */
type Messages = Readonly<Record<string, string>>;

// A file for each language and area: messages/<language>/<area>.json. Bundled when the page is built.
const files = import.meta.glob<Messages>('../../messages/*/*.json', { eager: true, import: 'default' });

const catalogues = new Map<string, Map<string, string>>();
for (const [path, messages] of Object.entries(files)) {
  const [, locale = '', area = ''] = /messages\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
  const catalogue = catalogues.get(locale) ?? new Map<string, string>();
  for (const [key, text] of Object.entries(messages)) if (text !== '') catalogue.set(`${area}.${key}`, text);
  catalogues.set(locale, catalogue);
}

export interface Found {
  readonly text: string;
  /** The language that the text is in: another one than was asked for where the translation is missing. */
  readonly locale: Locale;
}

/**
 * A message, by `<area>.<key>`, in this language or, where it is not translated, in English.
 * @throws {Error} for a key that there is not in English either: a mistake in the program.
 */
export function messageOf(locale: Locale, key: string): Found {
  const text = catalogues.get(locale)?.get(key);
  if (text !== undefined) return { text, locale };
  const source = catalogues.get(SOURCE_LOCALE)?.get(key);
  if (source === undefined) throw new Error(`There is no message ${key}.`);
  return { text: source, locale: SOURCE_LOCALE };
}

/** True where a message is there in this very language. */
export function isTranslated(locale: Locale, key: string): boolean {
  return catalogues.get(locale)?.has(key) ?? false;
}

/** True where there is such a message; for codes that come from the graph and may be newer than the page. */
export function hasMessage(key: string): boolean {
  return catalogues.get(SOURCE_LOCALE)?.has(key) ?? false;
}
