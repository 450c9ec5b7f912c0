/** The languages of the page, in the order in which the switch shows them: by their own names. */
export const locales = ['id', 'de', 'en', 'es', 'fr', 'pt', 'sw', 'ar', 'hi', 'zh'] as const;

export type Locale = (typeof locales)[number];

/** Shown where a message is not translated. */
export const SOURCE_LOCALE = 'en' satisfies Locale;

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar']);

export function isLocale(value: string | undefined): value is Locale {
  return (locales as readonly (string | undefined)[]).includes(value);
}

export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(locale) ? 'rtl' : 'ltr';
}

/** The name of a language in itself: Deutsch, العربية. */
export function nameOfLocale(locale: Locale): string {
  return new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
}

/**
 * The first language of an `Accept-Language` header that the page has, by weight.
 * @see RFC 9110 section 12.5.4
 */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const wanted = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const weight = parameters.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find((one) => one !== undefined);
      return { language: tag.split('-')[0]?.toLowerCase(), weight: weight === undefined ? 1 : Number(weight), index };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight || one.index - other.index);
  for (const { language } of wanted) if (isLocale(language)) return language;
  return SOURCE_LOCALE;
}
