import { expect, test } from 'vitest';
import { WORDS_MAX, withinReach } from './reach.ts';

const words = (count: number): string => Array.from({ length: count }, (_, n) => `w${n}`).join(' ');

test.each([
  ['', ''],
  ['USD 2,650.00', 'USD 2,650.00'],
  [words(16), words(16)],
  [words(17), words(16)],
  [`${words(16)}, and more`, words(16)],
  // A figure is as many words as it has parts.
  [`${words(14)} 2,650.00`, `${words(14)} 2,650`],
  ['"well*" !!', '"well*" !!'],
  [`${'a'.repeat(150)} ${'b'.repeat(60)}`, 'a'.repeat(150)],
  ['a'.repeat(300), 'a'.repeat(201)],
  [`a ${'!'.repeat(300)}`, 'a'],
])('%j is looked for as %j', (typed, sought) => {
  expect(withinReach(typed)).toBe(sought);
});

test('of a language without spaces between words so many words are taken', () => {
  const typed = '教育学校'.repeat(20);
  const sought = withinReach(typed);
  expect(typed.startsWith(sought)).toBe(true);
  expect(sought.length).toBeGreaterThanOrEqual(WORDS_MAX);
  expect(sought.length).toBeLessThan(typed.length);
});
