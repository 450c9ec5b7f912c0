import { composeServices } from '@apollo/composition';
import type { ApolloServerPlugin } from '@apollo/server';
import fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { GraphQLError, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyReport, type GatewayContext } from './context.ts';
import { KnownDocuments } from './direct.ts';
import { type Engine, startEngine } from './engine.ts';
import { hubsPlugin, publicError } from './public-answer.ts';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { thing(id: ID): Thing list(first: Int): [Thing] broken: Thing }
  type Mutation { make: Thing }
  type Thing { id: ID! name: String }
`;

let app: FastifyInstance;
let engine: Engine;
/** How often the server saw a request, and how often a source was asked. */
let [servers, asked] = [0, 0];
const noted: string[] = [];

const watching: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return {
      async didResolveSource() {
        servers += 1;
      },
      async didEncounterErrors({ errors }) {
        noted.push(...errors.map(({ message }) => message));
      },
      async willSendResponse({ operation, operationName, response, errors = [] }) {
        noted.push(`${operation?.operation} ${operationName} ${errors.length} ${response.body.kind}`);
      },
    };
  },
};

beforeAll(async () => {
  const { supergraphSdl = '' } = composeServices([{ name: 'things', url: 'http://a.invalid', typeDefs: parse(SDL) }]);
  engine = await startEngine({
    supergraphSdl,
    sourceOf: () => ({
      async process({ request: { query, variables }, context }) {
        asked += 1;
        context.hubs.expected.push('cee');
        if (query.includes('broken')) throw new Error('It fell over.');
        if (variables['id'] === 'odd') return { data: { thing: 'odd' } };
        if (variables['id'] === 'no') {
          const extensions = { code: 'NOT_YET', http: { status: 409 } };
          return { data: { thing: null }, errors: [{ message: 'Not yet.', path: ['thing'], extensions }] };
        }
        return { data: { thing: { id: variables['id'] ?? 'x', name: '“ä”\n' }, make: { id: 'm' } } };
      },
    }),
    async contextOf({ headers }, reply) {
      if (headers['x-who'] === 'stranger') {
        throw new GraphQLError('Who are you?', { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } });
      }
      void reply.header('x-seen', 'yes');
      return {
        tokens: new Map(),
        after: new Map(),
        reached: new Map([['cee', 4]]),
        calls: [],
        topology: { epoch: 1, hubs: [] },
        requestId: 'r',
        deadline: 0,
        signal: new AbortController().signal,
        hubs: emptyReport(1),
      };
    },
    formatError: publicError,
    plugins: [hubsPlugin, watching],
  });
  app = fastify();
  app.route({ method: ['GET', 'POST'], url: '/graphql', handler: engine.handler });
});
afterAll(async () => {
  await app.close();
  await engine.stop();
});

async function send(body: unknown, headers: Record<string, string> = {}, options: InjectOptions = {}) {
  [servers, asked] = [0, 0];
  noted.length = 0;
  const answer = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
    ...options,
  });
  const { date: _, ...shown } = answer.headers;
  return { shown: { status: answer.statusCode, headers: shown, text: answer.body, asked, noted: [...noted] }, servers };
}

const THING = 'query Thing($id: ID) { thing(id: $id) { id name } }';
const LIST = 'query ($n: Int) { list(first: $n) { id } }';

test.each<[string, unknown, Record<string, string>?]>([
  ['an answer', { query: THING }],
  ['an answer to variables', { query: THING, variables: { id: 'a' } }],
  ['nulls for what is not there', { query: THING, variables: null, operationName: null, extensions: null }],
  ['one of two operations', { query: `${THING} query Other { __typename }`, operationName: 'Other' }],
  ['a mutation with where the journals are', { query: 'mutation { make { id } }' }],
  ['an error of a source, which says nothing of HTTP', { query: THING, variables: { id: 'no' } }],
  ['a source that throws', { query: '{ broken { id } }' }],
  ['a source that answers no thing', { query: THING, variables: { id: 'odd' } }],
  ['any type', { query: THING }, { accept: '*/*' }],
  ['JSON and nothing else', { query: THING }, { accept: 'application/json' }],
  ['a character set', { query: THING }, { 'content-type': 'application/json; charset=utf-8' }],
])('what was asked before is answered without the server, and not otherwise: %s', async (_name, body, headers) => {
  const first = await send(body, headers);
  // With the cases before this one it may be known; asked in words of its own it is not.
  const own = { ...(body as object), query: `${(body as { query: string }).query} # ${_name}` };
  const server = await send(own, headers);
  const direct = await send(own, headers);
  expect([server.servers, direct.servers]).toEqual([1, 0]);
  expect(direct.shown).toEqual(server.shown);
  expect(direct.shown).toEqual(first.shown);
  expect(direct.shown.headers['x-seen']).toBe('yes');
  expect(direct.shown.text).not.toBe('');
});

test.each<[string, unknown, Record<string, string>, InjectOptions?]>([
  ['a variable that does not fit', { query: THING, variables: { id: { of: 1 } } }, {}],
  ['a query that costs too much', { query: LIST, variables: { n: 1e9 } }, {}],
  ['tokens that are refused', { query: THING }, { 'x-who': 'stranger' }],
  ['another operation than there is', { query: THING, operationName: 'Other' }, {}],
  ['variables that are a list', { query: THING, variables: [] }, {}],
  ['variables that are text', { query: THING, variables: '{}' }, {}],
  ['a name that is none', { query: THING, operationName: 7 }, {}],
  ['a query that is none', { query: 7 }, {}],
  ['a list of requests', [{ query: THING }], {}],
  ['extensions', { query: THING, extensions: { persistedQuery: { version: 2, sha256Hash: 'x' } } }, {}],
  ['a form that any page may send', `{"query":"${THING}"}`, { 'content-type': 'text/plain' }],
  ['another type of answer', { query: THING }, { accept: 'application/graphql-response+json' }],
  ['a type that there is not', { query: THING }, { accept: 'image/png' }],
  ['a request in the address', '', {}, { method: 'GET', url: `/graphql?query=${encodeURIComponent(THING)}` }],
])(
  'what is new or not in order is the server’s, however often it is asked: %s',
  async (_name, body, headers, options) => {
    await send({ query: THING });
    await send({ query: LIST });
    const [first, second] = [await send(body, headers, options), await send(body, headers, options)];
    expect(second.shown).toEqual(first.shown);
    // The server looks at what is accepted when it has an answer.
    if (![200, 406].includes(first.shown.status)) expect(first.shown.asked).toBe(0);
  },
);

test('texts that were not asked for longest are forgotten first', () => {
  const known = new KnownDocuments();
  const running = (source: string) => ({ source, operation: {}, document: {}, queryHash: '', request: {} }) as never;
  for (let n = 0; n < 600; n += 1) {
    known.add(running(`q${n}`));
    expect(known.get('q0', undefined)).toBeDefined();
    expect(known.get('q0', 'Other')).toBeUndefined();
  }
  expect(known.get('q100', undefined)).toBeUndefined();
  expect(known.get('q101', undefined)).toBeDefined();
  known.add(running('x'.repeat(2_000_000)));
  expect(known.get('q0', undefined)).toBeUndefined();
});
