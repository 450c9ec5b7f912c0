import { buildSchema, getIntrospectionQuery, parse, specifiedRules, validate } from 'graphql';
import { expect, test } from 'vitest';
import { cpuMsOf } from './cpu.test-helper.ts';
import { queryLimits } from './query-limits.ts';

const schema = buildSchema(`
  interface Thing { id: ID }
  type Award implements Thing { id: ID payments: [Payment] }
  type Payment implements Thing { id: ID award: Award }
  type Query { award: Award thing: Thing }
`);
const limits = { depthMax: 6, repeatsMax: 2, fieldsMax: 500, breadthMax: 50, aliasesMax: 20, directivesMax: 5 };
const codesOf = (query: string, given = limits): unknown[] =>
  validate(schema, parse(query), [queryLimits(given)]).map((error) => error.extensions['code']);

const aliases = (count: number, of = 'award { id }') =>
  Array.from({ length: count }, (_, n) => `a${n}: ${of}`).join(' ');
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
    `{ ${Array.from({ length: 11 }, () => `award { payments { ${'id '.repeat(45)} } }`).join(' ')} }`,
    ['QUERY_IS_TOO_LARGE'],
  ],
  ['as many aliases as may be', `{ ${aliases(20)} }`, []],
  ['one alias too many', `{ ${aliases(21)} }`, ['QUERY_HAS_TOO_MANY_ALIASES']],
  [
    'aliases hidden in a fragment that is spread twice',
    `{ award { ...A payments { award { ...A } } } } fragment A on Award { ${aliases(11, 'id')} }`,
    ['QUERY_HAS_TOO_MANY_ALIASES'],
  ],
  ['as broad as may be', `{ award { ${'id '.repeat(50)} } }`, []],
  ['one field too broad', `{ award { ${'id '.repeat(51)} } }`, ['QUERY_IS_TOO_BROAD']],
  [
    'too broad with its fragments',
    `{ award { ${'id '.repeat(30)} ...A ... on Award { id } } } fragment A on Award { ${'id '.repeat(20)} }`,
    ['QUERY_IS_TOO_BROAD'],
  ],
  ['as many directives as may be', `{ award { id ${'@skip(if: false) '.repeat(1)} } }`, []],
  ['too many directives on a field', `{ award { id ${'@a '.repeat(6)} } }`, ['QUERY_HAS_TOO_MANY_DIRECTIVES']],
  [
    'too many directives in all places',
    'query ($a: ID @a) @b { award @c { ... @d { id } ...A @e } } fragment A on Award @f { id }',
    ['QUERY_HAS_TOO_MANY_DIRECTIVES'],
  ],
  [
    'a bomb of fragments',
    `{ award { ...F0 } } ${Array.from({ length: 30 }, (_, n) => `fragment F${n} on Award { ...F${n + 1} ...F${n + 1} }`).join(' ')} fragment F30 on Award { id }`,
    ['QUERY_IS_TOO_BROAD'],
  ],
  ['fragments in a circle, left to the rule for them', '{ award { ...A } } fragment A on Award { ...A }', []],
  ['introspection', getIntrospectionQuery(), []],
])('%s', (_name, query, codes, given = limits) => {
  expect(codesOf(query, given)).toEqual(codes);
});

const bomb = (leaf: string) =>
  `{ award { ...F0 } } ${Array.from({ length: 30 }, (_, n) => `fragment F${n} on Award { ...F${n + 1} ...F${n + 1} }`).join(' ')} fragment F30 on Award { ${leaf} }`;

/** Each as large as a request of 4,000 tokens may be. */
test.each<[string, string, string]>([
  ['fragments', bomb('id'), 'QUERY_IS_TOO_BROAD'],
  ['fragments that ask for types only', bomb('__typename'), 'QUERY_IS_TOO_BROAD'],
  ['fragments that spread nothing but themselves', bomb('...F0'), 'QUERY_IS_TOO_LARGE'],
  ['aliases', `{ ${aliases(650)} }`, 'QUERY_HAS_TOO_MANY_ALIASES'],
  ['one field again and again', `{ award { ${'id '.repeat(3_900)} } }`, 'QUERY_IS_TOO_BROAD'],
  ['directives', `{ award { id ${'@a '.repeat(1_900)} } }`, 'QUERY_HAS_TOO_MANY_DIRECTIVES'],
  ['introspection under many names', `{ ${aliases(600, '__schema { description }')} }`, 'QUERY_HAS_TOO_MANY_ALIASES'],
])('a bomb of %s costs less than 5 ms, with the other rules', (_name, query, code) => {
  const document = parse(query, { maxTokens: 4_000 });
  const rule = queryLimits({ ...limits, fieldsMax: 1_000 });
  let found: readonly unknown[] = [];
  const ms = cpuMsOf(() => {
    found = validate(schema, document, [...specifiedRules, rule]).map((error) => error.extensions['code']);
  });
  expect(found).toContain(code);
  expect(ms).toBeLessThan(5);
});
