import { expect, test } from 'vitest';
import type { GraphError } from './graph.ts';
import { markTexts, TEXT_DIFFERS } from './texts.ts';

const differs = (...path: (string | number)[]): GraphError => ({ message: '', code: TEXT_DIFFERS, path });
const marked = (data: unknown, ...errors: GraphError[]) => markTexts(data, errors);

test('a text that differs is marked where it is, beneath the names that the question gave', () => {
  expect(
    marked(
      { mine: { nodes: [{ title: null }, { title: 'A', by: { name: null } }] } },
      differs('mine', 'nodes', 1, 'by', 'name'),
    ),
  ).toEqual({ mine: { nodes: [{ title: null }, { title: 'A', by: { name: TEXT_DIFFERS } }] } });
});

test.each<[string, unknown, GraphError]>([
  ['another error', { a: { b: null } }, { ...differs('a', 'b'), code: 'HUB_UNAVAILABLE' }],
  ['an error without a place', { a: null }, { message: '', code: TEXT_DIFFERS }],
  ['an error about all', { a: null }, differs()],
  ['a place that is filled', { a: { b: 'x' } }, differs('a', 'b')],
  ['a place that was not asked for', { a: {} }, differs('a', 'b')],
  ['a place below nothing', { a: null }, differs('a', 'b')],
  ['a place in a list', { a: [null] }, differs('a', 0)],
  ['a place below a text', { a: 'x' }, differs('a', 'b', 'c')],
  ['a place that objects have by themselves', { a: null }, differs('__proto__', 'a')],
  ['no answer at all', null, differs('a')],
])('%s marks nothing', (_, data, error) => {
  const before = JSON.stringify(data);
  expect(JSON.stringify(marked(data, error))).toBe(before);
});
