import { buildSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { queryLimits } from './query-limits.ts';

const schema = buildSchema(`
  interface Thing { id: ID }
  type Award implements Thing { id: ID payments: [Payment] }
  type Payment implements Thing { id: ID award: Award }
  type Query { award: Award thing: Thing }
`);
const limits = { depthMax: 6, repeatsMax: 2, fieldsMax: 50 };
const codesOf = (query: string, given = limits): unknown[] =>
  validate(schema, parse(query), [queryLimits(given)]).map((error) => error.extensions['code']);

const nested = (levels: number): string => (levels === 0 ? 'id' : `payments { award { ${nested(levels - 1)} } }`);

test.each([
  ['what is within the limits', `{ award { ${nested(2)} } }`, []],
  [
    'a list within itself, once too often',
    `{ award { ${nested(3)} } }`,
    ['QUERY_REPEATS_ITSELF'],
    { ...limits, depthMax: 99 },
  ],
  [
    'the same, hidden in fragments',
    `{ award { ...A } } fragment A on Award { payments { ...B } } fragment B on Payment { award { payments { award { payments { id } } } } }`,
    ['QUERY_REPEATS_ITSELF'],
    { ...limits, depthMax: 99 },
  ],
  [
    'the same, hidden behind an interface',
    `{ thing { ... on Award { payments { award { payments { award { payments { id } } } } } } } }`,
    ['QUERY_REPEATS_ITSELF'],
    { ...limits, depthMax: 99 },
  ],
  ['a path that is too long', `{ award { ${nested(3)} } }`, ['QUERY_IS_TOO_DEEP'], { ...limits, repeatsMax: 99 }],
  ['the longest path that is allowed', `{ award { payments { award { payments { award { id } } } } } }`, []],
  [
    'too many fields',
    `{ ${Array.from({ length: 51 }, (_, n) => `a${n}: award { id }`).join(' ')} }`,
    ['QUERY_IS_TOO_LARGE'],
  ],
  [
    'a bomb of fragments',
    `{ award { ...F0 } } ${Array.from({ length: 30 }, (_, n) => `fragment F${n} on Award { ...F${n + 1} ...F${n + 1} }`).join(' ')} fragment F30 on Award { id }`,
    ['QUERY_IS_TOO_LARGE'],
  ],
  ['fragments in a circle, left to the rule for them', '{ award { ...A } } fragment A on Award { ...A }', []],
  ['introspection', getIntrospectionQuery(), []],
])('%s', (_name, query, codes, given = limits) => {
  expect(codesOf(query, given)).toEqual(codes);
});
