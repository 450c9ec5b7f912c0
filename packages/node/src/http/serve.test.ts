import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateNodeKeys, logKeysOf, signStatement, verifyKeyPossession } from '@hubgraph/identity';
import { type Command, defineCommand, type Event } from '@hubgraph/journal';
import { HubgraphError, newId, realWorld } from '@hubgraph/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operator } from '../actor.ts';
import { type Concept, defineStatement } from '../concept.ts';
import type { NodeDefinition } from '../definition.ts';
import { commonTypeDefs } from '../graphql/sdl.ts';
import { answer } from '../graphql/values.ts';
import { RunningNode } from '../node.ts';
import { tokenFor } from '../sessions/tokens.ts';
import { TextSealer } from '../texts.ts';
import { type Served, serve } from './serve.ts';

const SECRET = 'postgres://admin:hunter2@db';
const world = realWorld();

interface Knock extends Command {
  readonly type: 'Knock';
}
const door: Concept = {
  name: 'door',
  policy: {
    Knock: { allow: ['person'], because: 'Anybody may knock.' },
    'Receive:knock': { allow: ['node'], because: 'Nodes may knock.' },
  },
  events: { Knocked: 'SEALED' },
  commands: [
    defineCommand<Knock, undefined, Event>({
      type: 'Knock',
      load: () => undefined,
      decide: () => [{ type: 'Knocked' }],
    }),
  ],
  entities: [],
  projections: [],
  receives: {
    knock: defineStatement<undefined, Event>({ from: ['council'], load: () => undefined, decide: () => [] }),
  },
  typeDefs: `
    type Door { id: ID! }
    extend type Query {
      day(of: Day): Day
      who: String!
      breaks: String
      invariant: String
      corrupted: String
      unavailable: String
      rejects: String
    }
    extend type Mutation { knock: KnockResult! }
    union KnockResult = Door | Refused`,
  resolvers: {
    Query: {
      day: (_: unknown, { of }: { of?: string }) => of ?? null,
      who: (_: unknown, __: unknown, { actor }) => actor.name,
      breaks() {
        throw new TypeError(SECRET);
      },
      invariant() {
        throw new HubgraphError('ERR_INVARIANT', SECRET);
      },
      corrupted() {
        throw new HubgraphError('ERR_STORE_CORRUPTED', SECRET);
      },
      unavailable() {
        throw new HubgraphError('ERR_STORE_BUSY', 'Other replicas were first too often; try again.');
      },
      rejects: () => Promise.reject(SECRET),
    },
    Mutation: {
      knock: async (_: unknown, __: unknown, context) =>
        answer(await context.act({ type: 'Knock', input: {}, payload: () => ({}) }), 'Door', () => ({ id: 'door' })),
    },
  },
};
const definition: NodeDefinition = {
  kind: 'trademark',
  roles: { writer: 'Writes.' },
  concepts: [door],
  typeDefs: commonTypeDefs,
};
const council = generateNodeKeys(world, 'council.example');

let folder: string;
let node: RunningNode;
let served: Served;
let person: string;
const logged: Readonly<Record<string, unknown>>[] = [];
const started: { node: RunningNode; served: Served }[] = [];

async function start(id: string, isDemo: boolean, more?: Partial<NodeDefinition>, tracesFields = false) {
  const config = {
    id,
    folder: join(folder, id),
    host: '127.0.0.1',
    port: 0,
    endpoint: 'http://cee.example',
    council: { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [council.statements.publicJwk] },
    isDemo,
    tracesFields,
  };
  const opened = await RunningNode.open(world, config, { ...definition, ...more });
  const one = { node: opened, served: await serve(opened, (entry) => logged.push(entry)) };
  started.push(one);
  return one;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-serve-'));
  ({ node, served } = await start('cee', false));
  person = newId(world, 'cee', 'person');
  const texts = new TextSealer(world, 'cee');
  const name = texts.seal('Ana');
  await texts.store(node.store);
  await node.operate(operator, 'ana', 'AddPerson', { person, name });
});
afterAll(async () => {
  for (const one of started) {
    await one.served.stop();
    await one.node.stop();
  }
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly json: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: { message: string; path?: unknown; extensions?: Record<string, unknown> }[];
    readonly extensions?: Record<string, unknown>;
  } & Record<string, unknown>;
}
async function send(
  path: string,
  body?: string,
  headers: Record<string, string> = {},
  url = served.url,
): Promise<Answer> {
  const {
    status,
    body: text,
    headers: got,
  } = await world.network.request({
    url: url + path,
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body }),
    timeoutMs: 10_000,
    sizeBytesMax: 4_000_000,
  });
  const isJson = got['content-type']?.includes('json') && text !== '';
  return { status, headers: got, text, json: isJson ? JSON.parse(text) : {} };
}
const ask = (query: string, headers: Record<string, string> = {}, variables = {}) =>
  send('/graphql', JSON.stringify({ query, variables }), headers);

describe('a trace of each field', () => {
  const asked = { 'apollo-federation-include-trace': 'ftv1' };

  test('is not given by a node whose operator does not say so', async () => {
    expect(Object.keys((await ask('{ who }', asked)).json.extensions ?? {})).toEqual(['position']);
  });

  test('is given to whoever asks for it, in the form of federation, without the words of errors', async () => {
    const { served: traced } = await start('tracing', false, {}, true);
    const body = JSON.stringify({ query: '{ who breaks }' });
    expect((await send('/graphql', body, {}, traced.url)).json.extensions).not.toHaveProperty('ftv1');
    const { ftv1, position } = (await send('/graphql', body, asked, traced.url)).json.extensions ?? {};
    expect(position).toMatchObject({ node: 'tracing' });
    const trace = Buffer.from(String(ftv1), 'base64').toString('latin1');
    expect(trace).toContain('who');
    expect(trace).toContain('breaks');
    expect(trace).not.toContain(SECRET);
  });
});

describe('an error', () => {
  test.each([
    ['breaks', 'INTERNAL_SERVER_ERROR'],
    ['rejects', 'INTERNAL_SERVER_ERROR'],
    ['invariant', 'ERR_INVARIANT'],
    ['corrupted', 'ERR_STORE_CORRUPTED'],
  ])('of the program (%s) is told to the operator, not to the client', async (field, code) => {
    const before = logged.length;
    const { text, json } = await ask(`{ who ${field} }`);
    expect(json.data).toEqual({ who: 'anonymous', [field]: null });
    expect(json.errors).toEqual([
      {
        message: 'The node failed; its operator was told.',
        path: [field],
        locations: [{ line: 1, column: 7 }],
        extensions: { code, node: 'cee' },
      },
    ]);
    expect(text).not.toContain('hunter2');
    expect(text).not.toMatch(/\.ts|node_modules|stack/i);
    expect(JSON.stringify(logged.slice(before))).toContain('hunter2');
  });

  test.each([
    ['gateway:request:01M80K24R4R706JJC12G0P1KNB', 'gateway:request:01M80K24R4R706JJC12G0P1KNB'],
    ['{"level":"info"}', undefined],
    ['x'.repeat(129), undefined],
  ])('is logged with the id of the request that was passed on, if it is one (%#)', async (given, request) => {
    const before = logged.length;
    await ask('{ who breaks }', { 'x-request-id': given });
    expect(logged.slice(before)).toEqual([expect.objectContaining({ level: 'error', node: 'cee' })]);
    expect((logged[before] as { request?: string }).request).toBe(request);
  });

  test('of something outside says what it is', async () => {
    const { json } = await ask('{ unavailable }');
    expect(json.errors).toMatchObject([
      {
        message: 'Other replicas were first too often; try again.',
        extensions: { code: 'ERR_STORE_BUSY', node: 'cee' },
      },
    ]);
  });

  test.each([
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    [`{ ${'who '.repeat(5_001)} }`, 'GRAPHQL_PARSE_FAILED'],
  ])('of the request keeps its code (%#)', async (query, code) => {
    const { status, text, json } = await ask(query);
    expect(status).toBe(400);
    expect(json.errors?.[0]?.extensions).toMatchObject({ code, node: 'cee' });
    expect(text).not.toMatch(/stacktrace|node_modules/);
  });

  test.each(['{', '[]', '"x"', ''])('of a body that is no request (%j) is a client error', async (body) => {
    const { status, text } = await send('/graphql', body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/node_modules|\.ts:/);
  });
});

describe('a day in a request', () => {
  const query = 'query ($of: Day) { day(of: $of) }';
  test.each(['2026-03-31', null])('%j', async (of) => {
    expect((await ask(query, {}, { of })).json.data).toEqual({ day: of });
  });
  test.each(['2026-02-30', 'x', 5, true])('%j is refused', async (of) => {
    const { json } = await ask(query, {}, { of });
    expect(json.data).toBeUndefined();
    expect(json.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
  test('that is written into the query is checked alike', async () => {
    expect((await ask('{ day(of: "2026-03-31") }')).json.data).toEqual({ day: '2026-03-31' });
    expect((await ask('{ day(of: "2026-02-30") }')).status).toBe(400);
    expect((await ask('{ day(of: 20260331) }')).status).toBe(400);
  });
});

describe('who asks', () => {
  test('is anonymous without a token, and may not act', async () => {
    const { json } = await ask('mutation { knock { ... on Refused { code } } }');
    expect(json.data).toEqual({ knock: { code: 'sign-in-is-needed' } });
  });

  test('is the person of the token, in either header', async () => {
    const token = await tokenFor(node, person);
    for (const headers of [{ authorization: `Bearer ${token}` }, { 'hubgraph-tokens': token }]) {
      expect((await ask('{ who }', headers as Record<string, string>)).json.data).toEqual({ who: person });
    }
    const basic = await ask('{ who }', { authorization: 'Basic YTpi' });
    expect(basic.json.data).toEqual({ who: 'anonymous' });
  });

  test.each<[string, () => Promise<string>, string]>([
    ['is garbage', async () => 'garbage', 'token-is-malformed'],
    ['is of nobody', () => tokenFor(node, 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF'), 'token-is-of-nobody'],
    [
      'was signed by another',
      () => tokenFor({ world, keys: council, config: { id: 'cee' } } as unknown as RunningNode, person),
      'token-is-forged',
    ],
    [
      'is for another node',
      () => tokenFor({ world, keys: council, config: { id: 'asia' } } as unknown as RunningNode, person),
      'token-has-another-audience',
    ],
  ])('is told 401 where the token %s', async (_, token, reason) => {
    const { status, text, json } = await ask('{ who }', { authorization: `Bearer ${await token()}` });
    expect(status).toBe(401);
    expect(json.data).toBeUndefined();
    expect(json.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED', reason, node: 'cee' });
    expect(text).not.toContain('stack');
  });
});

test('every answer tells how far the journal was', async () => {
  const before = (await ask('{ who }')).json.extensions?.['position'] as { node: string; seq: number };
  expect(before).toEqual({ node: 'cee', seq: node.read.position() });
  const token = await tokenFor(node, person);
  const { json } = await ask('mutation { knock { ... on Door { id } } }', { authorization: `Bearer ${token}` });
  expect(json.data).toEqual({ knock: { id: 'door' } });
  expect(json.extensions?.['position']).toEqual({ node: 'cee', seq: before.seq + 1 });
  expect((await ask('{ breaks }')).json.extensions?.['position']).toEqual({ node: 'cee', seq: before.seq + 1 });
});

describe('a position that a request names', () => {
  test('of what is there is served, and other nodes’ are not looked at', async () => {
    const here = node.journal.position;
    for (const after of [`cee=${here}`, 'cee=0', 'council=999999', `council=999999, cee=${here}`]) {
      expect(await ask('{ who }', { 'hub-after': after })).toMatchObject({
        status: 200,
        json: { data: { who: 'anonymous' } },
      });
    }
  });

  test('of what is not there is never served, and not waited for where nobody else writes', async () => {
    const here = node.journal.position;
    const { status, json } = await ask('{ who }', { 'hub-after': `cee=${here + 1}` });
    expect(status).toBe(409);
    expect(json.data).toBeUndefined();
    expect(json.errors).toMatchObject([
      { extensions: { code: 'HUB_BEHIND', node: 'cee', after: `${here + 1}`, position: `${here}` } },
    ]);
  });

  test.each(['cee', 'cee=x', 'cee=1,', 'cee=1,cee=1', 'Cee=1', `${'a'.repeat(41)}=1`])(
    'is refused: %s',
    async (after) => {
      const { status, json } = await ask('{ who }', { 'hub-after': after });
      expect(status).toBe(400);
      expect(json.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_REQUEST', node: 'cee' });
    },
  );
});

test.each(['/graphql', '/statements'])('a body of more than 1 MiB at %s is refused with 413', async (path) => {
  const { status, json } = await send(path, JSON.stringify({ query: `{ who } # ${'x'.repeat(1_048_576)}` }));
  expect(status).toBe(413);
  expect(json.errors).toEqual([
    { message: expect.stringContaining('1048576'), extensions: { code: 'PAYLOAD_TOO_LARGE', node: 'cee' } },
  ]);
});

test('a node to which the gateway brings much says how much; statements stay small', async () => {
  const { served: wide } = await start('wide', false, { graphqlBytesMax: 2_000_000 });
  const body = (bytes: number) => JSON.stringify({ query: `{ who } # ${'x'.repeat(bytes)}` });
  expect((await send('/graphql', body(1_900_000), {}, wide.url)).status).toBe(200);
  const { status, json } = await send('/graphql', body(2_000_000), {}, wide.url);
  expect([status, json.errors?.[0]?.message]).toEqual([413, 'A request may have 2000000 bytes.']);
  expect((await send('/statements', body(1_900_000), {}, wide.url)).status).toBe(413);
});

describe('what everybody may ask', () => {
  test('keys and position', async () => {
    const tokenKeys = [node.keys.tokens.publicJwk];
    const statementKeys = [node.keys.statements.publicJwk];
    expect((await send('/.well-known/jwks.json')).json).toEqual({ keys: tokenKeys });
    const { text, json } = await send('/.well-known/hubgraph.json');
    expect(json).toEqual({
      node: 'cee',
      kind: 'trademark',
      endpoint: 'http://cee.example',
      position: node.read.position(),
      tokenKeys,
      statementKeys,
      ...logKeysOf(node.keys),
    });
    expect(text).not.toContain('"d"');
    expect((await send('/health')).json).toEqual({ status: 'ok', node: 'cee' });
    expect((await send('/ready')).json).toEqual({ status: 'ready', node: 'cee', position: node.read.position() });
  });

  test('a proof for the council alone that the node holds its keys', async () => {
    const { text, headers } = await send('/.well-known/key-possession');
    expect(headers['content-type']).toContain('application/jwt');
    const asked = { issuer: 'cee', id: 'council:cee', now: world.clock.now() };
    expect(await verifyKeyPossession(text, { node: 'council', ...asked })).toEqual({
      issuer: 'cee',
      tokenKey: node.keys.tokens.publicJwk,
      statementKey: node.keys.statements.publicJwk,
      ...logKeysOf(node.keys),
    });
    expect(await verifyKeyPossession(text, { node: 'other-council', ...asked })).toMatchObject({ rejected: true });
    expect(await verifyKeyPossession(text, { node: 'council', ...asked, issuer: 'asia' })).toMatchObject({
      rejected: true,
    });
  });

  test('no registry where the node keeps none', async () => {
    expect((await send('/registry')).status).toBe(404);
  });
});

describe('the routes of a demonstration', () => {
  test('are not there on a node that was not started as one', async () => {
    expect((await send('/demo/people')).status).toBe(404);
    const { status, text } = await send('/demo/sign-in', JSON.stringify({ person }));
    expect(status).toBe(404);
    expect(text).not.toContain('token');
  });

  test('show people and sign in as them on one that was', async () => {
    const demo = await start('demo', true);
    const { url } = demo.served;
    expect((await send('/demo/people', undefined, {}, url)).json).toEqual([]);
    const payload = { person: newId(world, 'demo', 'person'), name: { key: 'demo:text:erased', digest: 'x' } };
    await demo.node.operate(operator, 'p', 'AddPerson', payload);
    expect((await send('/demo/people', undefined, {}, url)).json).toEqual([
      { id: payload.person, node: 'demo', name: null, roles: [] },
    ]);
    const signedIn = await send('/demo/sign-in', JSON.stringify({ person: payload.person }), {}, url);
    const { token } = signedIn.json as unknown as { token: string };
    expect(
      (await send('/graphql', '{"query":"{ who }"}', { authorization: `Bearer ${token}` }, url)).json.data,
    ).toEqual({
      who: payload.person,
    });
    for (const body of ['{"person":"x"}', '{"person":{}}', '{}', 'null', '[]']) {
      expect((await send('/demo/sign-in', body, {}, url)).status).toBe(404);
    }
  });
});

describe('statements of other nodes', () => {
  const post = (body: string, type = 'application/jwt') => send('/statements', body, { 'content-type': type });
  const knock = (issuer: string, keys = council, claims = {}) =>
    signStatement(keys, {
      issuer,
      audience: 'cee',
      type: 'knock',
      id: 'knock-1',
      issuedAt: world.clock.now(),
      expiresAt: world.clock.now() + 60_000,
      payload: {},
      ...claims,
    });

  test('are accepted once', async () => {
    const jws = await knock('council');
    expect(await post(jws)).toMatchObject({ status: 200, json: { status: 'accepted' } });
    expect(await post(jws)).toMatchObject({ status: 200, json: { status: 'exists' } });
  });

  test.each<[string, () => Promise<string>, number, string]>([
    ['garbage', async () => 'x', 422, 'statement-is-malformed'],
    ['nothing', async () => '', 422, 'statement-is-malformed'],
    ['a forged one', () => knock('council', generateNodeKeys(world, 'other.example')), 422, 'statement-is-forged'],
    ['one that nobody takes', () => knock('council', council, { type: 'ring' }), 422, 'statement-is-not-expected'],
    ['one whose sender may still come', () => knock('newcomer'), 425, 'statement-issuer-is-unknown'],
    [
      'one from a clock that runs ahead',
      () =>
        knock('council', council, {
          issuedAt: world.clock.now() + 30_000_000,
          expiresAt: world.clock.now() + 60_000_000,
        }),
      425,
      'statement-is-not-yet-valid',
    ],
  ])('%s is answered for good or for now', async (_, jws, status, code) => {
    const got = await post(await jws());
    expect(got).toMatchObject({ status, json: { code } });
    expect(got.text).not.toMatch(/node_modules|\.ts:/);
  });

  test('as JSON are refused', async () => {
    expect((await post('{}', 'application/json')).status).toBe(415);
  });
});
