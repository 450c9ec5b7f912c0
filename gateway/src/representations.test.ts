import { expect, test } from 'vitest';
import { bodyOf, inAllPlaces } from './representations.ts';

const team = (id: string) => ({ __typename: 'Team', id });

test('equal representations are sent once, and what comes back stands in every place that asked', () => {
  const all = [team('a'), team('b'), team('a'), team('a'), { __typename: 'Hub', id: 'a' }];
  const { text, places } = bodyOf({
    query: '{ "a" }',
    variables: { representations: all, other: 1 },
    operationName: 'A',
  });
  expect(JSON.parse(text)).toEqual({
    query: '{ "a" }',
    variables: { representations: [team('a'), team('b'), { __typename: 'Hub', id: 'a' }], other: 1 },
    operationName: 'A',
  });
  const [a, b, hub] = [{ name: 'A' }, null, { name: 'H' }];
  const answer = {
    data: { _entities: [a, b, hub] },
    errors: [
      { message: 'of a', path: ['_entities', 0, 'name'] },
      { message: 'of b', path: ['_entities', 1] },
      { message: 'of all' },
    ],
  };
  expect(inAllPlaces(answer, places)).toEqual({
    data: { _entities: [a, b, a, a, hub] },
    errors: [
      { message: 'of a', path: ['_entities', 0, 'name'] },
      { message: 'of a', path: ['_entities', 2, 'name'] },
      { message: 'of a', path: ['_entities', 3, 'name'] },
      { message: 'of b', path: ['_entities', 1] },
      { message: 'of all' },
    ],
  });
});

test.each([
  ['no variables', undefined],
  ['no representations', { a: 1 }],
  ['values that JSON cannot hold', { a: undefined, b: 'c' }],
  ['none of them', { representations: [] }],
  ['one', { representations: [team('a')] }],
  ['different ones', { representations: [team('a'), team('b')] }],
])('%s are sent as they are', (_, variables) => {
  const { text, places } = bodyOf({ query: '{ a }', variables });
  expect(text).toBe(JSON.stringify({ query: '{ a }', variables }));
  expect(places).toBeUndefined();
});

test('an answer without entities is left as it is', () => {
  const { places } = bodyOf({ query: '{ a }', variables: { representations: [team('a'), team('a')] } });
  const failed = { data: null, errors: [{ message: 'no' }] };
  expect(inAllPlaces(failed, places)).toEqual(failed);
  expect(inAllPlaces({ data: { _entities: [] } }, places)).toEqual({ data: { _entities: [] } });
});
