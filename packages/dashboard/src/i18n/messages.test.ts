import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { locales } from './locales.ts';

const folder = join(import.meta.dirname, '../../messages');
type Messages = Readonly<Record<string, string>>;
const files = globSync('*/*.json', { cwd: folder }).map((path) => ({
  locale: dirname(path),
  area: basename(path, '.json'),
  messages: JSON.parse(readFileSync(join(folder, path), 'utf8')) as Messages,
}));
const english = new Map(files.filter(({ locale }) => locale === 'en').map(({ area, messages }) => [area, messages]));

interface Part {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
  readonly children?: readonly Part[];
}

/** The names of what a message needs: arguments and tags. */
function needs(text: string, locale: string): readonly string[] {
  const names = new Set<string>();
  const walk = (parts: readonly Part[]): void => {
    for (const { type, value, options, children } of parts) {
      // 0 is text, 7 the number in a plural.
      if (type !== 0 && type !== 7 && value !== undefined) names.add(value);
      for (const option of Object.values(options ?? {})) walk(option.value);
      walk(children ?? []);
    }
  };
  walk(new IntlMessageFormat(text, locale).getAst() as readonly Part[]);
  return [...names].sort();
}

/**
 * Plural categories that are written and that the language does not have, and those that it has and that are not
 * written, where English tells one from many at all.
 */
function pluralFaults(text: string, locale: string, original = text): readonly string[] {
  const isToldApart = /\bone\s*\{/.test(original);
  const faults: string[] = [];
  const known = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const walk = (parts: readonly Part[]): void => {
    for (const { type, options, children } of parts) {
      if (type === 6) {
        const written = Object.keys(options ?? {}).filter((one) => !one.startsWith('='));
        // Where a language treats large round numbers apart (de 1 000 000 …), "other" serves.
        const missing = known
          .filter((one) => one !== 'many' || ['ar'].includes(locale))
          .filter((one) => !written.includes(one));
        const foreign = written.filter((one) => !known.includes(one as Intl.LDMLPluralRule));
        faults.push(
          ...(isToldApart ? missing : []).map((one) => `lacks ${one}`),
          ...foreign.map((one) => `has ${one}`),
        );
      }
      for (const option of Object.values(options ?? {})) walk(option.value);
      walk(children ?? []);
    }
  };
  walk(new IntlMessageFormat(text, locale).getAst() as readonly Part[]);
  return faults;
}

test('there are messages, in languages that the page has', () => {
  expect(english.size).toBeGreaterThan(15);
  for (const { locale } of files) expect(locales).toContain(locale);
});

describe.each(files)('$locale $area', ({ locale, area, messages }) => {
  test('can be read, and needs what the English message gives', () => {
    const source = english.get(area) ?? {};
    const faults = Object.entries(messages).flatMap(([key, text]) => {
      const original = source[key];
      if (original === undefined) return [`${key} is not a message any more`];
      if (JSON.stringify(needs(text, locale)) !== JSON.stringify(needs(original, 'en'))) {
        return [`${key} needs ${needs(text, locale)}, in English ${needs(original, 'en')}`];
      }
      return pluralFaults(text, locale, original).map((fault) => `${key} ${fault}`);
    });
    expect(faults).toEqual([]);
  });
});

describe('the check itself', () => {
  test('finds what is missing', () => {
    expect(needs('{a} of {b, plural, one {# <link>x</link>} other {#}}', 'en')).toEqual(['a', 'b', 'link']);
    expect(pluralFaults('{n, plural, one {#} other {#}}', 'ar')).toEqual([
      'lacks zero',
      'lacks two',
      'lacks few',
      'lacks many',
    ]);
    expect(pluralFaults('{n, plural, one {#} other {#}}', 'zh')).toEqual(['has one']);
    expect(pluralFaults('{n, plural, one {#} other {#}}', 'de')).toEqual([]);
  });
});
