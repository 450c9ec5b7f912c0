import { isRejection } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import { amountText, fold, matchOf, readSearch, snippetOf, type Term, titleTokensOf, tokensOf } from './words.ts';

function terms(text: string): readonly Term[] {
  const read = readSearch(text);
  if (isRejection(read)) throw new Error(read.code);
  return read;
}

test.each([
  ['ÉCOLE d’Été', 'ecole d’ete'],
  ['Straße Łódź Ærø İstanbul', 'strasse lodz aero istanbul'],
  ['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
  ['Ёлка', 'елка'],
  ['تَعْلِيم مدرســة أحمد', 'تعليم مدرسه احمد'],
  // In Hindi and Japanese the marks make the word.
  ['हिन्दी', 'हिन्दी'],
  ['がっこう', 'がっこう'],
  ['ﾃﾞｰﾀ ＡＢＣ', 'データ abc'],
  ['co\u00adoperate', 'cooperate'],
])('%s is compared as %s', (text, folded) => {
  expect(fold(text)).toBe(folded);
});

test('a title has tokens of its own, which nobody can type', () => {
  expect(titleTokensOf('Clean 教育')).toBe('§clean §教育 §育');
  expect(matchOf(terms('clean 教育 w'), 'title')).toBe('"§clean" AND "§教育" AND "§w" *');
  expect(tokensOf('§clean')).toBe('clean');
});

test('of scripts without spaces, each character is a token with the next', () => {
  expect(tokensOf('教育项目, Phase 2')).toBe('教育 育项 项目 目 phase 2');
  expect(tokensOf('l’école: foo_bar "x" -y (z)*')).toBe('l ecole foo bar x y z');
  expect(tokensOf('')).toBe('');
});

describe('what is typed is words and nothing else', () => {
  test.each([
    ['water', '"water" *'],
    ['clean Water', '"clean" AND "water" *'],
    ['"clean" NEAR(water, 2)', '"clean" AND "near" AND "water" AND "2" *'],
    ['title:water -rain* ^x {y} + a OR b', '"title" AND "water" AND "rain" AND "x" AND "y" AND "a" AND "or" AND "b" *'],
    ["Robert'); DROP TABLE words;--", '"robert" AND "drop" AND "table" AND "words" *'],
    ['教育', '"教育"'],
    ['育', '"育" *'],
    ['教育项目', '"教育" AND "项目"'],
    ['💧 water 👩‍👩‍👧', '"water" *'],
    ['\u0000water\u0000', '"water" *'],
    ['التعليم', '"تعليم" *'],
  ])('%s', (text, match) => {
    expect(matchOf(terms(text), 'anywhere')).toBe(match);
    expect(matchOf(terms(text), 'title').replaceAll('§', '')).toBe(match);
  });

  // Each breaks its rule and all that come after it.
  test.each([
    ['text-is-malformed', `${'!'.repeat(300)}\ud83d`],
    ['text-is-malformed', '\udca7 water'],
    ['text-is-too-long', '!'.repeat(201)],
    ['text-is-too-long', 'a '.repeat(101)],
    ['search-has-no-words', ''],
    ['search-has-no-words', ' "*" '],
    ['search-has-no-words', '💧'],
    ['search-has-too-many-words', 'a b c d e f g h i j k l m n o p q'],
  ])('refused: %s', (code, text) => {
    expect(readSearch(text)).toMatchObject({ rejected: true, code });
  });
});

test.each([
  [265_000n, 'USD', 'USD 2650.00 2,650.00'],
  [123_456_789n, 'EUR', 'EUR 1234567.89 1,234,567.89'],
  [1_250n, 'JPY', 'JPY 1250 1,250'],
  [5n, 'USD', 'USD 0.05 0.05'],
  [1_000_000n, 'KWD', 'KWD 1000.000 1,000.000'],
])('%s minor units of %s are found as %s', (amountMinor, currency, expected) => {
  expect(amountText({ amountMinor, currency })).toBe(expected);
});

describe('a snippet', () => {
  const long = `${'Before it there is much to say. '.repeat(20)}The well gives clean water. ${'And after it. '.repeat(30)}`;

  test('is the part with the word, at most 160 characters, between words', () => {
    const snippet = snippetOf(['Nothing here.', long], terms('wat')) ?? '';
    expect(snippet).toMatch(/^….*clean water.*…$/);
    expect(snippet.length).toBeLessThanOrEqual(160);
    expect(long.replaceAll(/\s+/g, ' ')).toContain(snippet.slice(1, -1));
  });

  test('is the beginning where no text has the word, and nothing where there is none', () => {
    expect(snippetOf([long], terms('absent'))).toMatch(/^Before it.*…$/);
    expect(snippetOf([' \n', ''], terms('water'))).toBeUndefined();
    expect(snippetOf([], terms('water'))).toBeUndefined();
  });

  test('is of the start of a word rather than of its middle', () => {
    const text = `${'stair '.repeat(40)}air ${'stair '.repeat(40)}`;
    expect(snippetOf([text], terms('air'))).toContain(' air ');
  });

  test('has one line, no signs that turn the direction, and whole characters', () => {
    expect(snippetOf(['a\n\tb \u202Ec\u202C'], terms('a'))).toBe('a b c');
    for (let length = 0; length < 60; length += 1) {
      const snippet =
        snippetOf([`${'💧'.repeat(length)}${'-'.repeat(length % 3)}水${'💧'.repeat(200)}`], terms('水')) ?? '';
      expect(snippet.isWellFormed()).toBe(true);
      expect(snippet.length).toBeLessThanOrEqual(160);
      expect(snippet).toContain('水');
    }
  });
});
