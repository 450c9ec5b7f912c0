import { expect, test } from 'vitest';
import { hasMessage, isTranslated } from '../i18n/catalogue.ts';
import { locales } from '../i18n/locales.ts';
import { acts } from './index.ts';

const PARTS = ['title', 'needs', 'refusedWhen', 'follows', 'wayBack', 'done'];

test.each(acts.map(({ name }) => name))(
  '%s says in each language what it needs, what follows and how one goes back',
  (name) => {
    const missing = locales.flatMap((locale) =>
      PARTS.map((part) => `act.${name}.${part}`).flatMap((key) =>
        isTranslated(locale, key) ? [] : [`${locale} ${key}`],
      ),
    );
    expect(missing).toEqual([]);
  },
);

test('no two acts have one address, and one that nobody made has no words', () => {
  expect(new Set(acts.map(({ name }) => name)).size).toBe(acts.length);
  expect(hasMessage('act.fly.title')).toBe(false);
});
