import { isRejection } from '@hubgraph/kernel';
import { expect, test } from 'vitest';
import { homeOf } from './home.ts';

test.each([
  ['cee', 'cee'],
  ['cee:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF', 'cee'],
  ['east-africa:grant:1:2', 'east-africa'],
])('the home of %s is %s', (id, home) => {
  expect(homeOf(id)).toBe(home);
});

test.each([
  '',
  ':',
  'cee:',
  ':team:1',
  'CEE:team:1',
  'сее:team:1',
  'cee :team:1',
  'ce\u200be:team:1',
  '__proto__',
  'a'.repeat(50),
  `cee:${'1'.repeat(300)}`,
  7,
  null,
  undefined,
  ['cee'],
])('%j has no home', (id) => {
  expect(isRejection(homeOf(id))).toBe(true);
});
