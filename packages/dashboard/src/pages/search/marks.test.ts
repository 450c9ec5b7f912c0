import { expect, test } from 'vitest';
import { marked } from './marks.ts';

const show = (text: string, search: string): string =>
  marked(text, search)
    .map(({ text: piece, isFound }) => (isFound ? `[${piece}]` : piece))
    .join('');

test.each([
  ['Twelve village libraries', 'librar', 'Twelve village [librar]ies'],
  ['Twelve village libraries', 'LIBRARIES twelve', '[Twelve] village [libraries]'],
  ['Bibliothèque', 'bibliotheque', '[Bibliothèque]'],
  ['Bibliothe\u0300que', 'bibliothè', '[Bibliothe\u0300]que'],
  ['a collibration', 'librat', 'a collibration'],
  ['図書館の移動', '書館', '図[書館]の移動'],
  ['<b>bold</b>', 'b', '<[b]>[b]old</[b]>'],
  ['nothing', '', 'nothing'],
  ['', 'a', ''],
  ['a.b(c', '.*(', 'a.b(c'],
  ['😀 team', 'team', '😀 [team]'],
])('in %s, %s', (text, search, expected) => {
  expect(show(text, search)).toBe(expected);
});
