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
])('%s', (sdl, fault) => {
  expect(faultsOf(sdl)).toEqual([fault]);
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
