import { expect, test } from 'vitest';
import { hubSdl } from '../../test/hub.graphql.ts';
import { createHubRouter } from '../router.ts';
import { readHubSchema } from './hub-schema.ts';
import { HubSchemaError, lintHubSchema } from './lint.ts';

const faultsOf = (sdl: string) => lintHubSchema(readHubSchema(sdl)).map(({ at, fault }) => `${at} ${fault}`);

test('a schema that uses everything is without fault', () => {
  expect(faultsOf(hubSdl)).toEqual([]);
});

test.each([
  ['type Query { a: Int }', 'Query.a root-field-has-no-route'],
  ['type Query { a(id: ID!): Int @route(by: ID) }', 'Query.a root-field-has-no-route'],
  ['type Query { a(id: ID!): Int @route(by: ID, argument: "no") }', 'Query.a route-argument-is-unknown'],
  ['type Query { a(id: Int): Int @route(by: ID, argument: "id") }', 'Query.a route-does-not-fit'],
  ['type Query { a(id: ID!): Int! @route(by: ID, argument: "id") }', 'Query.a root-field-is-not-nullable'],
  ['type Query { a(ids: [ID!]): Int @route(by: ID, argument: "ids") }', 'Query.a route-does-not-fit'],
  ['type Query { a(ids: [ID!]): [Int!] @route(by: ID, argument: "ids") }', 'Query.a route-does-not-fit'],
  ['type Query { a: Int @route(by: ALL) }', 'Query.a merge-rule-is-missing'],
  ['type Query { a: Float @route(by: ALL) @merge(by: SUM) }', 'Query.a merge-rule-does-not-fit'],
  ['type Query { a: Int @route(by: ALL) @merge(by: CONCAT) }', 'Query.a merge-rule-does-not-fit'],
  ['type Query { a: B @route(by: ALL) } type B { c: Int }', 'B.c merge-rule-is-missing'],
  ['type Query { a: B @route(by: ALL) } type B { c: Int! @merge(by: SUM) }', 'B.c merged-field-is-not-nullable'],
  [
    'type Query { a: [R!] @route(by: ALL) @merge(by: GROUP, keys: ["k"], sums: ["n"]) } type R { k: ID n: Int x: Int }',
    'R.x merge-rule-is-missing',
  ],
  [
    'type Query { a: [R!] @route(by: ALL) @merge(by: GROUP, keys: ["z"], sums: ["n"]) } type R { n: Int }',
    'Query.a merge-rule-does-not-fit',
  ],
  [
    'type Query { q(id: ID): Int @route(by: ID, argument: "id") } type Mutation { a: Int @route(by: ALL) @merge(by: SUM) }',
    'Mutation.a mutation-has-several-homes',
  ],
  ['type E @key(fields: "id") { id: ID! }', 'E entity-has-no-route'],
  [
    'type E @key(fields: "id") @key(fields: "code") @route(by: ID) { id: ID! code: ID! }',
    'E route-field-is-not-in-every-key',
  ],
  ['type E @key(fields: "id") @route(by: ID) { id: ID! name: String! }', 'E.name entity-field-is-not-nullable'],
  ['type E @key(fields: "id") @route(by: ALL) { id: ID! name: String }', 'E.name merge-rule-is-missing'],
  ['type Query { a: Float @route(by: ALL) @merge(by: COUNT) }', 'Query.a merge-rule-does-not-fit'],
  ['type Query { a: Int @route(by: ALL, atMost: 0) @merge(by: COUNT) }', 'Query.a route-does-not-fit'],
  ['type Query { a(id: ID): Int @route(by: ID, argument: "id", atMost: 2) }', 'Query.a route-does-not-fit'],
  ['type Query { a: Int @route(by: ALL) @merge(by: AVERAGE) }', 'Query.a merge-is-not-associative'],
  ['type Query { a: Int @route(by: ALL) @merge(by: MEDIAN) }', 'Query.a merge-is-not-associative'],
  ['type Query { a: Int @route(by: ALL) @merge(by: DISTINCT) }', 'Query.a merge-is-not-associative'],
  ['type Query { a: Int @route(by: ALL) @merge(by: ANY) }', 'Query.a merge-is-not-associative'],
  ['type Query { a: Int @route(by: ALL) @merge(by: SHUFFLE) }', 'Query.a merge-rule-does-not-fit'],
  ['type Query { averageAge: Int @route(by: ALL) @merge(by: SUM) }', 'Query.averageAge merge-is-not-associative'],
  [
    'type Query { distinctDonors: Int @route(by: ALL) @merge(by: COUNT) }',
    'Query.distinctDonors merge-is-not-associative',
  ],
  [
    'type Query { a: Int @route(by: ALL) @merge(by: COUNT, distinct: "E") } type E @key(fields: "id") @route(by: ALL) { id: ID! }',
    'Query.a merge-is-not-associative',
  ],
  [
    'type Query { a: Int @route(by: ALL) @merge(by: COUNT, distinct: "R") } type R { n: Int }',
    'Query.a merge-is-not-associative',
  ],
  ...(
    [
      ['orderBy: ["n"], most: 3, keys: ["n"]', 'merge-is-not-associative'],
      ['orderBy: ["n"], most: 3, sums: ["n"]', 'merge-is-not-associative'],
      ['orderBy: ["n"], most: 0', 'merge-rule-does-not-fit'],
      ['orderBy: ["n"]', 'merge-rule-does-not-fit'],
      ['orderBy: ["z"], most: 3', 'merge-rule-does-not-fit'],
      ['most: 3', 'merge-rule-does-not-fit'],
      ['orderBy: ["n"], most: 3, argument: "no"', 'merge-rule-does-not-fit'],
      ['orderBy: ["n"], most: 3, argument: "after"', 'merge-rule-does-not-fit'],
    ] as const
  ).map(([rule, fault]) => [
    `type Query { a(first: Int, after: ID): [R] @route(by: ALL) @merge(by: TOP, ${rule}) } type R { n: Int }`,
    `Query.a ${fault}`,
  ]),
  [
    'type Query { a: [Int] @route(by: ALL) @merge(by: TOP, orderBy: ["n"], most: 3) }',
    'Query.a merge-rule-does-not-fit',
  ],
  [
    'type Query { a: P @route(by: ALL) } type P { b(n: Int): [R] @merge(by: TOP, orderBy: ["n"], most: 3, argument: "n") } type R { n: Int }',
    'P.b merge-rule-does-not-fit',
  ],
  [
    `type Query { a(first: Int, after: String): P @route(by: ALL) @merge(by: CONNECTION, orderBy: ["n"]) }
     type P { nodes: [R!]! pageInfo: I totalCount: Int! } type R { id: ID! n: Int } type I { hasNextPage: Boolean! }`,
    'P.totalCount merged-field-is-not-nullable',
  ],
])('%s', (sdl, fault) => {
  expect(faultsOf(sdl)).toEqual([fault]);
});

test.each([
  'type Query { a: Int @route(by: ALL) @merge(by: COUNT, distinct: "E") } type E @key(fields: "id") @route(by: ID) { id: ID! }',
  'type Query { a(n: Int = 2): [R] @route(by: ALL, atMost: 9) @merge(by: TOP, orderBy: ["n"], most: 3, argument: "n") } type R { n: Int }',
  'type Query { meanings: Int @route(by: ALL) @merge(by: SUM) averageAge: String @route(by: ALL) @merge(by: SAME) }',
  'type Query { q: R @route(by: ALL) } type R { top: [S!] @merge(by: TOP, orderBy: ["n"], most: 3) } type S { n: Int }',
])('without fault: %s', (sdl) => {
  expect(faultsOf(sdl)).toEqual([]);
});

test('who wishes for an average is told what to do instead', () => {
  const [problem] = lintHubSchema(readHubSchema('type Query { a: Int @route(by: ALL) @merge(by: AVERAGE) }'));
  expect(problem?.message).toContain('Give the sum and the count');
});

test('a type that is only referred to needs no route', () => {
  expect(faultsOf('type E @key(fields: "id", resolvable: false) { id: ID! }')).toEqual([]);
});

test('a router is not made from a schema with faults, and the error lists all of them', () => {
  const make = () =>
    createHubRouter({
      sdl: 'type Query { a: Int b: Int }',
      send: () => Promise.reject(new Error()),
      clock: { now: () => 0, after: () => () => undefined },
    });
  expect(make).toThrow(HubSchemaError);
  expect(make).toThrow(/Query\.a: .*\n.*Query\.b: /);
});
