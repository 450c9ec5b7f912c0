import { buildSchema, getIntrospectionQuery, getOperationAST, parse } from 'graphql';
import { expect, test } from 'vitest';
import { costCheck } from './cost.ts';
import { cpuMsOf } from './cpu.test-helper.ts';

const schema = buildSchema(`
  directive @cost(weight: String!) on FIELD_DEFINITION | OBJECT
  directive @listSize(
    assumedSize: Int
    slicingArguments: [String!]
    sizedFields: [String!]
    requireOneSlicingArgument: Boolean = true
  ) on FIELD_DEFINITION
  type Query {
    team: Team
    thing: Thing
    teams(first: Int = 20, after: ID, last: Int): TeamPage
    all: [Team]
    some(first: Int): [Team]
    known: [Team] @listSize(assumedSize: 3)
    sliced(limit: Int = 2): Rows @listSize(slicingArguments: ["limit"], sizedFields: ["rows"])
    dear: Dear
    figure: Int @cost(weight: "7")
  }
  interface Thing { id: ID }
  type Team implements Thing { id: ID members(first: Int = 20): MemberPage }
  type TeamPage { nodes: [Team] edges: [Edge] totalCount: Int others: [Team] }
  type Edge { node: Team }
  type MemberPage { nodes: [Member] }
  type Member { name: String }
  type Rows { rows: [Member] }
  type Dear @cost(weight: "50") { id: ID }
`);
const check = costCheck(schema, { costMax: -1, listSize: 10 });
function costOf(query: string, variables: Record<string, unknown> = {}): unknown {
  const document = parse(query, { maxTokens: 4_000 });
  const operation = getOperationAST(document);
  if (operation === null || operation === undefined) throw new Error('There is no operation.');
  return check(document, operation, variables)?.extensions['cost'];
}

test.each<[string, string, number, Record<string, unknown>?]>([
  ['one thing', '{ team { id } }', 1],
  ['values within it, which come with it', '{ team { id a: id b: id } }', 1],
  ['a page of the default size, and the page itself', '{ teams { nodes { id } totalCount } }', 21],
  ['a page of a size that is asked for', '{ teams(first: 3) { nodes { id } } }', 4],
  ['read from the end', '{ teams(last: 4) { nodes { id } } }', 5],
  ['edges', '{ teams(first: 3) { edges { node { id } } } }', 7],
  ['a list beside the page, which its size does not bind', '{ teams(first: 3) { others { id } } }', 11],
  ['a size in a variable', 'query ($n: Int) { teams(first: $n) { nodes { id } } }', 8, { n: 7 }],
  ['its default in the operation', 'query ($n: Int = 5) { teams(first: $n) { nodes { id } } }', 6],
  ['a variable that is not given', 'query ($n: Int) { teams(first: $n) { nodes { id } } }', 21],
  ['a variable that is null', 'query ($n: Int = 5) { teams(first: $n) { nodes { id } } }', 21, { n: null }],
  ['pages within pages', '{ teams(first: 5) { nodes { members(first: 4) { nodes { name } } } } }', 1 + 5 * (1 + 1 + 4)],
  ['the same in fragments', '{ teams(first: 5) { ...P } } fragment P on TeamPage { ... { nodes { id } } }', 6],
  ['a type among several', '{ thing { ... on Team { members { nodes { name } } } } }', 22],
  ['a list without a size', '{ all { id } }', 10],
  ['a list that is sliced itself', '{ some(first: 6) { id } }', 6],
  ['a list whose size the schema assumes', '{ known { id } }', 3],
  ['a size by an argument of another name', '{ sliced { rows { name } } }', 3],
  ['a size by that argument', '{ sliced(limit: 9) { rows { name } } }', 10],
  ['a type that is dear', '{ dear { id } }', 50],
  ['a field that is dear', '{ figure }', 7],
  ['the same under two names', '{ a: figure b: figure }', 14],
  ['nothing of a page', '{ teams(first: 0) { nodes { id } } }', 1],
  ['less than nothing of it, which another rule refuses', '{ teams(first: -5) { nodes { id } } }', 1],
  ['1e9 of a page', 'query ($n: Int) { teams(first: $n) { nodes { id } } }', 1_000_000_001, { n: 1e9 }],
  ['introspection', getIntrospectionQuery(), 0],
  ['a field that is not there', '{ nothing { id } }', 0],
])('%s', (_name, query, cost, variables) => {
  expect(costOf(query, variables)).toBe(cost);
});

test('what is within the limit is let through, what is above it is not, whatever was asked before', () => {
  const document = parse('query ($n: Int) { teams(first: $n) { nodes { id } } }');
  const operation = getOperationAST(document);
  if (!operation) throw new Error('There is no operation.');
  const upTo21 = costCheck(schema, { costMax: 21, listSize: 10 });
  for (const [n, code] of [
    [20, undefined],
    [21, 'QUERY_COSTS_TOO_MUCH'],
    [20, undefined],
    [1e9, 'QUERY_COSTS_TOO_MUCH'],
  ] as const) {
    expect(upTo21(document, operation, { n })?.extensions['code']).toBe(code);
  }
});

test('1e9 of many pages, each of pages, is counted in less than 5 ms', () => {
  const page = 'teams(first: 1000000000) { nodes { members(first: 1000000000) { nodes { name } } } }';
  const query = `{ ${Array.from({ length: 150 }, (_, n) => `a${n}: ${page}`).join(' ')} }`;
  expect(costOf(query)).toBeGreaterThan(1e20);
  expect(cpuMsOf(() => costOf(query))).toBeLessThan(5);
});
