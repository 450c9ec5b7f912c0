import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documents } from '@hubgraph/dashboard';
import { generateNodeKeys, issueToken, type NodeKeys, signStatement } from '@hubgraph/identity';
import { type Json, newId, realWorld } from '@hubgraph/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { gatewayDefaults } from './config.ts';
import { type RunningGateway, startGateway } from './server.ts';
import { OWN_FOLDER } from './supergraph.ts';

const world = realWorld();
const council = generateNodeKeys(world, 'council.example');

let folder: string;
let gateway: RunningGateway;
/** Waits long for nodes; it has the other one's registry, and stops in the last test. */
let patient: RunningGateway;
/** Where its supergraph is. */
let stored: string;
const loggedByPatient: unknown[] = [];
let arrivals = 0;
const servers: Server[] = [];
const logged: unknown[] = [];
/** What the trademark node answers; what it was asked with. */
let trademark: RequestListener;
let seen: { readonly authorization: string | undefined; readonly tokens: unknown; readonly after?: unknown }[] = [];

async function listening(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-gateway-'));
  const trademarkAt = await listening((request, response) => {
    const { authorization } = request.headers;
    seen.push({ authorization, tokens: request.headers['hubgraph-tokens'], after: request.headers['hub-after'] });
    request.resume();
    trademark(request, response);
  });
  const node = (kind: string, endpoint: string) => {
    const { tokens, statements } = kind === 'council' ? council : generateNodeKeys(world, 'node.example');
    const keys = { tokenKeys: [tokens.publicJwk], statementKeys: [statements.publicJwk] };
    return { id: kind, kind, name: kind, status: 'authorised', endpoint, ...keys };
  };
  const now = world.clock.now();
  const councilAt = await listening(async (request, response) => {
    if (request.url !== '/registry') return void response.writeHead(502).end('<html>');
    const nodes = [
      node('council', councilAt),
      node('trademark', trademarkAt),
      node('fundraising', 'http://127.0.0.1:1'),
    ];
    const jws = await signStatement(council, {
      issuer: 'council',
      audience: '*',
      type: 'registry',
      id: 'council:registry:1',
      issuedAt: now,
      expiresAt: now + 3_600_000,
      payload: { epoch: 1, nodes } as unknown as Json,
    });
    response.writeHead(200, { 'content-type': 'application/jwt', etag: '"1"' }).end(jws);
  });
  gateway = await startGateway(
    world,
    {
      id: 'gateway',
      host: '127.0.0.1',
      port: 0,
      folder,
      council: { id: 'council', endpoint: councilAt, statementKeys: [council.statements.publicJwk] },
      isDemo: false,
      ...gatewayDefaults,
      hubTimeoutMs: 300,
    },
    (entry) => logged.push(entry),
  );
  stored = mkdtempSync(join(tmpdir(), 'hubgraph-supergraph-'));
  for (const file of ['supergraph.graphql', 'hub.graphql']) copyFileSync(join(OWN_FOLDER, file), join(stored, file));
  // Each request takes chance once, for its id.
  const random = {
    bytes(count: number) {
      arrivals += 1;
      return world.random.bytes(count);
    },
  };
  patient = await startGateway(
    { ...world, random },
    {
      id: 'gateway',
      host: '127.0.0.1',
      port: 0,
      folder,
      council: { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [council.statements.publicJwk] },
      isDemo: false,
      ...gatewayDefaults,
      // A machine that is busy with other things is slow, and nothing fails for it.
      hubTimeoutMs: 40_000,
      requestTimeoutMs: 50_000,
      supergraphFolder: stored,
      supergraphEveryMs: 20,
    },
    (entry) => loggedByPatient.push(entry),
  );
});
afterAll(async () => {
  await gateway.stop();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  for (const one of [folder, stored]) rmSync(one, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: { message: string; path?: unknown; extensions?: Record<string, unknown> }[];
}
async function send(path: string, body?: string, headers: Record<string, string> = {}): Promise<Answer> {
  seen = [];
  const { status, body: text } = await world.network.request({
    url: gateway.url + path,
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body }),
    timeoutMs: 10_000,
    sizeBytesMax: 4_000_000,
  });
  return { ...(text.startsWith('{') ? JSON.parse(text) : {}), status, text };
}
const ask = (query: string, headers: Record<string, string> = {}) =>
  send('/graphql', JSON.stringify({ query }), headers);
const json =
  (body: unknown, status = 200): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const AGREEMENTS = '{ mine: trademarkAgreements { totalCount } }';

function token(audience: string, keys: NodeKeys = council, jti = newId(world, 'gateway', 'token')): Promise<string> {
  const now = world.clock.now();
  return issueToken({ keys, issuer: audience, audience, subject: 'ana', now, lifetimeMs: 60_000, jti });
}

test('the gateway starts while only some nodes answer, and says that it is ready', async () => {
  expect(await send('/health')).toMatchObject({ status: 200 });
  expect((await send('/ready')).text).toMatch(/^\{"status":"ready","epoch":1,"supergraph":"[0-9a-f]{64}"\}$/);
});

test('what a node answers is passed on', async () => {
  trademark = json({ data: { mine: { totalCount: 3 } } });
  expect((await ask(AGREEMENTS)).data).toEqual({ mine: { totalCount: 3 } });
});

describe('a node that does not answer', () => {
  test.each<[string, string, string, RequestListener]>([
    ['hangs up', AGREEMENTS, 'refused', (request) => void request.socket.destroy()],
    ['never answers', AGREEMENTS, 'timed-out', () => {}],
    [
      'is behind a proxy that fails',
      AGREEMENTS,
      'http-502',
      (_, response) => void response.writeHead(502).end('<html>'),
    ],
    ['sends something else', AGREEMENTS, 'not-json', (_, response) => void response.end('<html>')],
    ['sends JSON that is no answer', AGREEMENTS, 'malformed', json([1])],
  ])('because it %s costs what it owns, and is named', async (_, query, reason, listener) => {
    trademark = listener;
    const { status, data, errors, text } = await ask(query);
    expect(status).toBe(200);
    expect(data ?? { mine: null }).toEqual({ mine: null });
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('trademark'),
        extensions: { code: 'NODE_UNAVAILABLE', node: 'trademark', reason },
      }),
    ]);
    expect(text).not.toMatch(/127\.0\.0\.1|stack|node_modules/);
  });

  test('is told with the path of what is missing', async () => {
    trademark = json([1]);
    const { errors } = await ask('{ mine: trademarkAgreements { totalCount } council: registry { epoch } }');
    const byNode = errors?.map(({ path, extensions }) => [extensions?.['node'], path]).sort();
    expect(byNode).toEqual([
      ['council', ['council']],
      ['trademark', ['mine']],
    ]);
  });

  test('is told with a path of the client’s own query where it was asked for parts of things', async () => {
    trademark = json({ data: { list: { nodes: [{ hub: { __typename: 'Hub', id: 'cee' } }] } } });
    const { data, errors, text } = await ask('{ list: trademarkAgreements { nodes { hub { id status } } } }');
    expect(data).toEqual({ list: { nodes: [{ hub: { id: 'cee', status: null } }] } });
    expect(errors?.[0]).toMatchObject({
      path: expect.arrayContaining(['list', 'nodes', 'hub']),
      extensions: { code: 'NODE_UNAVAILABLE', node: 'council', reason: 'http-502' },
    });
    expect(text).not.toContain('_entities');
  });

  test('costs nothing of what others own', async () => {
    trademark = json({ data: { a: { id: 'x' } } });
    const { data, errors } = await ask('{ a: trademarkAgreement(id: "x") { id } b: campaign(id: "y") { id } }');
    expect(data).toEqual({ a: { id: 'x' }, b: null });
    expect(errors).toMatchObject([
      { extensions: { code: 'NODE_UNAVAILABLE', node: 'fundraising', reason: 'refused' } },
    ]);
  });

  test.each([
    ['an error that is null', { errors: [null] }],
    ['data that is text', { data: 'x' }],
    ['errors that are no list', { errors: 'x' }],
  ])('but sends %s is an error with a code', async (_, body) => {
    trademark = json(body);
    const { status, errors } = await ask(AGREEMENTS);
    expect(status).toBe(200);
    expect(errors).toMatchObject([{ extensions: { code: 'NODE_UNAVAILABLE', node: 'trademark' } }]);
  });
});

test("a node's inner error is not passed on in its words, and logged with the request's id, which the node had too", async () => {
  logged.length = 0;
  const passedOn: unknown[] = [];
  const answer = json({
    data: null,
    errors: [
      { message: 'password is hunter2', extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: ['at x.ts:1'] } },
    ],
  });
  trademark = (request, response) => {
    passedOn.push(request.headers['x-request-id']);
    answer(request, response);
  };
  const { text, errors } = await ask(AGREEMENTS);
  expect(errors?.[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
  expect(text).not.toMatch(/hunter2|x\.ts/);
  expect(logged).toEqual([
    { level: 'error', message: 'password is hunter2', request: expect.any(String) },
    expect.objectContaining({ level: 'info', codes: ['INTERNAL_SERVER_ERROR'], request: passedOn[0] }),
  ]);
  expect(logged[0]).toMatchObject({ request: passedOn[0] });
});

describe('tokens', () => {
  test('go to the node that each is for, and to nobody else', async () => {
    trademark = json({ data: { mine: { totalCount: 0 } } });
    const [mine, other] = [await token('trademark'), await token('cee')];
    await ask(AGREEMENTS, { 'hubgraph-tokens': `${other}, ${mine}` });
    expect(seen).toEqual([{ authorization: `Bearer ${mine}`, tokens: undefined }]);
    await ask(AGREEMENTS, { authorization: `Bearer ${other}` });
    expect(seen).toEqual([{ authorization: undefined, tokens: undefined }]);
    await ask(AGREEMENTS, { authorization: `Bearer ${mine}`, 'hubgraph-tokens': mine });
    expect(seen).toEqual([{ authorization: `Bearer ${mine}`, tokens: undefined }]);
  });

  test.each<[string, string, () => Promise<Record<string, string>>]>([
    ['that is garbage', 'token-is-malformed', async () => ({ authorization: 'Bearer x' })],
    ['one of which is garbage', 'token-is-malformed', async () => ({ 'hubgraph-tokens': `${await token('cee')}, x` })],
    [
      'two for one node',
      'two-tokens-for-one-audience',
      async () => ({ authorization: `Bearer ${await token('cee')}`, 'hubgraph-tokens': await token('cee') }),
    ],
    [
      'too many',
      'tokens-are-too-many',
      async () => ({ 'hubgraph-tokens': Array.from({ length: 17 }, (_, n) => `t${n}`).join(',') }),
    ],
  ])('%s are refused with 401 and %s', async (_, reason, headers) => {
    trademark = json({ data: { mine: { totalCount: 0 } } });
    const { status, data, errors, text } = await ask(AGREEMENTS, await headers());
    expect(status).toBe(401);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED', reason });
    expect(text).not.toContain('stack');
    expect(seen).toEqual([]);
  });
});

describe('positions', () => {
  const ending = (name: string) =>
    `${name}: endTrademarkAgreement(input: { agreement: "trademark:agreement:01JD3Z7N4QK8R2V6X0Y5ABCDEF", reason: "x" }) { __typename }`;
  const closing =
    'closeFundraisingSessions(input: { person: "fundraising:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF" }) { __typename }';

  test('go on to the node that each is of', async () => {
    trademark = json({ data: { mine: { totalCount: 0 } } });
    await ask(AGREEMENTS, { 'hub-after': 'cee=9, trademark=5' });
    await ask(AGREEMENTS, { 'hub-after': 'cee=9' });
    await ask(AGREEMENTS);
    expect(seen.map(({ after }) => after)).toEqual([undefined]);
    await ask(AGREEMENTS, { 'hub-after': 'cee=9, trademark=5' });
    expect(seen.map(({ after }) => after)).toEqual(['trademark=5']);
  });

  test('that a node answered go on with what is asked later in the same request, and to the client', async () => {
    let seq = 6;
    trademark = (request, response) => {
      seq += 1;
      const names = seq === 7 ? ['a'] : ['b'];
      const data = Object.fromEntries(names.map((name) => [name, { __typename: 'Refused' }]));
      json({ data, extensions: { position: { node: 'trademark', seq } } })(request, response);
    };
    const answer = await ask(`mutation { ${ending('a')} ${closing} ${ending('b')} }`, { 'hub-after': 'trademark=5' });
    expect(seen.map(({ after }) => after)).toEqual(['trademark=5', 'trademark=7']);
    expect(JSON.parse(answer.text).extensions).toEqual({ positions: { trademark: 8 } });
  });

  test('that the node has not reached are told by its own error', async () => {
    const extensions = { code: 'HUB_BEHIND', node: 'trademark', after: '5', position: '4' };
    trademark = json({ errors: [{ message: 'trademark stands at 4.', extensions }] }, 409);
    const { status, errors } = await ask(AGREEMENTS, { 'hub-after': 'trademark=5' });
    expect(status).toBe(200);
    expect(errors).toMatchObject([{ extensions }]);
  });

  test.each([
    ...['trademark', 'trademark=5,', 'trademark=5,trademark=6', 'trademark=1e3'].map((after) => ({
      'hub-after': after,
    })),
    { 'hub-partial': 'perhaps' },
  ])('are refused, and so is what cannot be read of partial answers: %o', async (headers) => {
    const { status, errors } = await ask(AGREEMENTS, headers);
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_REQUEST' });
    expect(seen).toEqual([]);
  });
});

test('the stock engine in the place of our own answers, refuses and names who is missing in the same way', async () => {
  const config = { ...gatewayDefaults, id: 'gateway', host: '127.0.0.1', port: 0, folder, isDemo: false };
  const keys = { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [council.statements.publicJwk] };
  await using ends = new AsyncDisposableStack();
  const answers: unknown[] = [];
  for (const engine of ['own', 'stock'] as const) {
    const one = await startGateway(world, { ...config, council: keys, engine });
    ends.defer(() => one.stop());
    const told: unknown[] = [];
    for (const [query, answer] of [
      [AGREEMENTS, '{"data":{"mine":{"totalCount":7}}}'],
      [AGREEMENTS, '<html>'],
      ['query A { __typename } query B { __typename }', ''],
    ] as const) {
      trademark = (_request, response) => void response.end(answer);
      const response = await fetch(`${one.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      told.push([response.status, await response.json()]);
    }
    answers.push(told);
  }
  expect(answers[1]).toEqual(answers[0]);
  expect(JSON.stringify(answers[0])).toMatch(/"totalCount":7.*NODE_UNAVAILABLE.*OPERATION_RESOLUTION_FAILURE/);
});

describe('limits', () => {
  test('a body of more than 512 KiB is refused with 413', async () => {
    const { status, errors } = await ask(`{ __typename } # ${'x'.repeat(524_288)}`);
    expect(status).toBe(413);
    expect(errors).toMatchObject([{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }]);
  });

  test.each([
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    [`{ ${'__typename '.repeat(4_001)} }`, 'GRAPHQL_PARSE_FAILED'],
    ['query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
  ])('a query that is none keeps its code (%#)', async (query, code) => {
    const { status, errors, text } = await ask(query);
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions).toMatchObject({ code });
    expect(text).not.toContain('stack');
  });

  const fragments = (count: number) =>
    Array.from({ length: count }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(' ');
  const many = (count: number, of: string) => Array.from({ length: count }, (_, n) => `a${n}: ${of}`).join(' ');
  test.each([
    ['too broad', `{ ${'__typename '.repeat(3_000)} }`, 'QUERY_IS_TOO_BROAD'],
    ['with too many names', `{ ${many(25, '__typename')} }`, 'QUERY_HAS_TOO_MANY_ALIASES'],
    ['with too many directives', `{ __typename ${'@skip(if: false) '.repeat(13)} }`, 'QUERY_HAS_TOO_MANY_DIRECTIVES'],
    [
      'of fragments that double',
      `{ ...F0 } ${fragments(30)} fragment F30 on Query { __typename }`,
      'QUERY_IS_TOO_BROAD',
    ],
    [
      'of introspection in itself',
      `{ __schema { types ${'{ fields { type '.repeat(4)} { name } ${'} }'.repeat(4)} } }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'of one field in two forms',
      '{ a: trademarkAgreements { totalCount } a: registry { epoch } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['of a page without end', '{ trademarkAgreements(first: 1000000000) { nodes { id } } }', 'QUERY_COSTS_TOO_MUCH'],
  ])('a query %s is refused before any node is asked', async (_name, query, code) => {
    const { errors, data } = await ask(query);
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual([code]);
    expect(data ?? null).toBeNull();
    expect(seen).toEqual([]);
  });

  test('what the schema says of sizes and weights counts: a statement of the whole movement has a line for each node', async () => {
    const line = '{ key income { decimal } spending { decimal } }';
    const statement = `statement { byNode ${line} byCountry ${line} byCurrency ${line} breakdown(by: NODE) ${line} }`;
    const year = (n: number) => `a${n}: movementFinance(from: "2025-01-01", to: "2026-01-01") { ${statement} }`;
    const { errors } = await ask(`{ ${Array.from({ length: 12 }, (_, n) => year(n)).join(' ')} }`);
    const one = 300 + 1 + (300 + 250 + 180 + 300) * 21;
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_COSTS_TOO_MUCH', cost: 12 * one } }]);
    const { errors: unavailable } = await ask(`{ ${year(1)} }`);
    expect(unavailable).toMatchObject([{ extensions: { code: 'NODE_UNAVAILABLE' } }]);
  });

  test('a size in a variable counts too', async () => {
    const query = 'query ($n: Int) { trademarkAgreements(first: $n) { nodes { id } } }';
    const { errors } = await send('/graphql', JSON.stringify({ query, variables: { n: 1e9 } }));
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_COSTS_TOO_MUCH', cost: 1_000_000_001 } }]);
    expect(seen).toEqual([]);
  });

  test('a client may name a query that it sent before by its SHA-256', async () => {
    trademark = json({ data: { mine: { totalCount: 3 } } });
    const sha256Hash = createHash('sha256').update(AGREEMENTS).digest('hex');
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const byHash = JSON.stringify({ extensions });
    expect((await send('/graphql', byHash)).errors).toMatchObject([
      { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
    ]);
    expect((await send('/graphql', JSON.stringify({ query: AGREEMENTS, extensions }))).data).not.toBeNull();
    expect((await send('/graphql', byHash)).data).toEqual({ mine: { totalCount: 3 } });
    const another = JSON.stringify({ query: '{ __typename }', extensions });
    expect((await send('/graphql', another)).status).toBe(400);
  });

  test('a document of the page is run by its name; one that nobody gave is not', async () => {
    const [first = ''] = documents.filter((text) => text.startsWith('query Campaign('));
    const documentId = `sha256:${createHash('sha256').update(first).digest('hex')}`;
    const variables = { id: 'fundraising:campaign:01JD3Z7N4QK8R2V6X0Y5ABCDEF' };
    const { errors } = await send('/graphql', JSON.stringify({ documentId, variables }));
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NODE_UNAVAILABLE', node: 'fundraising' });
    const search = `documentId=${documentId}&variables=${encodeURIComponent(JSON.stringify(variables))}`;
    const got = await send(`/graphql?${search}`, undefined, { 'apollo-require-preflight': 'true' });
    expect(got.errors?.[0]?.extensions).toMatchObject({ code: 'NODE_UNAVAILABLE', node: 'fundraising' });
    const unknown = await send('/graphql', JSON.stringify({ documentId: `sha256:${'0'.repeat(64)}` }));
    expect(unknown.status).toBe(400);
    expect(unknown.errors).toMatchObject([{ extensions: { code: 'DOCUMENT_NOT_FOUND' } }]);
    expect(unknown.data).toBeUndefined();
  });

  test('there are no routes of a demonstration', async () => {
    expect((await send('/demo/people')).status).toBe(404);
    expect((await send('/demo/sign-in', '{"node":"trademark","person":"x"}')).status).toBe(404);
    expect(seen).toEqual([]);
  });
});

describe('a page of another site', () => {
  const origin = 'https://evil.example';
  const documentId = `sha256:${createHash('sha256')
    .update(documents[0] ?? '')
    .digest('hex')}`;
  test.each<[string, RequestInit, string]>([
    ['by an address', {}, `?query=${encodeURIComponent(AGREEMENTS)}`],
    ['by the name of a document', {}, `?documentId=${documentId}`],
    ['by a form', { method: 'POST', body: new URLSearchParams({ query: AGREEMENTS }) }, ''],
    [
      'by a form with a file',
      {
        method: 'POST',
        body: '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      },
      '',
    ],
    [
      'by text',
      { method: 'POST', body: JSON.stringify({ query: AGREEMENTS }), headers: { 'content-type': 'text/plain' } },
      '',
    ],
  ])('cannot ask without being asked for leave: %s', async (_name, init, search) => {
    seen = [];
    const answer = await fetch(`${gateway.url}/graphql${search}`, { ...init, headers: { ...init.headers, origin } });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(seen).toEqual([]);
  });

  test('is given no leave, and may not read an answer', async () => {
    trademark = json({ data: { mine: { totalCount: 3 } } });
    const leave = await fetch(`${gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    const answer = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ query: AGREEMENTS }),
    });
    for (const { headers } of [leave, answer]) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });
});

describe('equal queries that are under way at once', () => {
  /** Answers with the token that it was asked with, when it is let go. */
  const held = (): { readonly go: () => void; readonly asked: Promise<void> } => {
    const [asked, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    trademark = async (request, response) => {
      asked.resolve();
      await go.promise;
      const terms = request.headers.authorization ?? 'anonymous';
      json({ data: { trademarkAgreements: { nodes: [{ terms }] } } })(request, response);
    };
    return { asked: asked.promise, go: go.resolve };
  };
  const QUERY = 'query Mine { trademarkAgreements { nodes { terms } } }';
  const post = (headers: Record<string, string> = {}, body: unknown = { query: QUERY }, signal?: AbortSignal) =>
    fetch(`${patient.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      ...(signal === undefined ? {} : { signal }),
    });
  const termsIn = async (response: Response) =>
    ((await response.json()) as { data: { trademarkAgreements: { nodes: { terms: string }[] } } }).data
      .trademarkAgreements.nodes[0]?.terms;
  const sharedSoFar = async () =>
    Number(/hubgraph_requests_shared_total (\d+)/.exec(await (await fetch(`${patient.url}/metrics`)).text())?.[1]);
  /** Turns of the one loop that both sides run in, however slow the machine. */
  const settled = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  /** Waits until so many requests have come since the test began, and are with the engine. */
  const arrived = async (count: number) => {
    while (arrivals < count) await settled();
    await settled();
  };
  beforeEach(() => {
    arrivals = 0;
    seen = [];
  });

  test('get one answer where they are of one identity, and never another’s', async () => {
    const before = await sharedSoFar();
    const { go } = held();
    const [ana, ben] = [`Bearer ${await token('trademark')}`, `Bearer ${await token('trademark')}`];
    const who = ['', ana, ben, ana, '', ben, ben, ''];
    const running = who.map((authorization) => post(authorization === '' ? {} : { authorization }));
    await arrived(who.length);
    go();
    const answers = await Promise.all(running.map(async (one) => termsIn(await one)));
    expect(answers).toEqual(who.map((authorization) => authorization || 'anonymous'));
    expect(seen.map(({ authorization }) => authorization ?? '').sort()).toEqual(['', ana, ben].sort());
    expect((await sharedSoFar()) - before).toBe(5);
  });

  test.each<[string, Parameters<typeof post>]>([
    ['other variables', [{}, { query: QUERY, variables: { n: 1 } }]],
    ['another name of the operation', [{}, { query: `${QUERY} query Other { __typename }`, operationName: 'Mine' }]],
    ['a position of their own', [{ 'hub-after': 'trademark=5' }]],
    ['no part in place of the whole', [{ 'hub-partial': 'ABORT' }]],
    ['a token for another node', [{ 'hubgraph-tokens': 'cee' }]],
  ])('run alone with %s', async (_name, [headers, body]) => {
    const { go } = held();
    const given = headers?.['hubgraph-tokens'] === 'cee' ? { 'hubgraph-tokens': await token('cee') } : headers;
    const running = [post(), post(given, body)];
    await arrived(2);
    go();
    expect(await Promise.all(running.map(async (one) => termsIn(await one)))).toEqual(['anonymous', 'anonymous']);
    expect(seen).toHaveLength(2);
  });

  test('go on when the one who asked first has left', async () => {
    const { go, asked } = held();
    const left = new AbortController();
    const first = post({}, undefined, left.signal);
    await asked;
    const second = post();
    await arrived(2);
    left.abort();
    await expect(first).rejects.toThrow();
    await settled();
    go();
    expect(await termsIn(await second)).toBe('anonymous');
    expect(seen).toHaveLength(1);
  });

  test('each ask for themselves what was not whole', async () => {
    let calls = 0;
    trademark = async (request, response) => {
      calls += 1;
      const isFirst = calls === 1;
      await arrived(3);
      json(isFirst ? [1] : { data: { trademarkAgreements: { nodes: [{ terms: `${calls}` }] } } })(request, response);
    };
    const answers = await Promise.all([post(), post(), post()].map(async (one) => (await one).text()));
    expect(answers.filter((one) => one.includes('NODE_UNAVAILABLE'))).toHaveLength(1);
    expect(calls).toBe(3);
  });

  test('begin anew after a mutation, and mutations never share', async () => {
    let calls = 0;
    const go = Promise.withResolvers<void>();
    const mutation =
      'mutation { closeFundraisingSessions(input: { person: "fundraising:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF" }) { __typename } }';
    const ending =
      'mutation { endTrademarkAgreement(input: { agreement: "trademark:agreement:01JD3Z7N4QK8R2V6X0Y5ABCDEF", reason: "x" }) { __typename } }';
    trademark = async (request, response) => {
      const body = await new Promise<string>((resolve) => {
        let text = '';
        request.on('data', (part) => (text += part)).on('end', () => resolve(text));
      });
      if (body.includes('mutation')) {
        calls += 1;
        return json({ data: { endTrademarkAgreement: { __typename: 'Refused' } } })(request, response);
      }
      const terms = `after ${calls}`;
      if (calls === 0) await go.promise;
      json({ data: { trademarkAgreements: { nodes: [{ terms }] } } })(request, response);
    };
    const old = post();
    await arrived(1);
    await post({}, { query: mutation });
    await Promise.all([post({}, { query: ending }), post({}, { query: ending })]);
    expect(calls).toBe(2);
    expect(await termsIn(await post())).toBe('after 2');
    go.resolve();
    expect(await termsIn(await old)).toBe('after 0');
  });
});

describe('another supergraph that is stored while requests run', () => {
  const at = () => join(stored, 'supergraph.graphql');
  const put = (text: string) => writeFileSync(at(), text);
  const own = readFileSync(join(OWN_FOLDER, 'supergraph.graphql'), 'utf8');
  const MARK = '  terms: String @join__field(graph: TRADEMARK)\n';
  const withField = own.replace(MARK, `${MARK}  motto: String @join__field(graph: TRADEMARK)\n`);
  const post = async (query: string) => {
    const answer = await fetch(`${patient.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const digest = async () =>
    ((await (await fetch(`${patient.url}/ready`)).json()) as { supergraph: string }).supergraph;
  const until = async (holds: () => Promise<boolean>) => {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const loads = async (outcome: string) =>
    Number(
      new RegExp(`supergraph_loads_total\\{outcome="${outcome}"\\} (\\d+)`).exec(
        await (await fetch(`${patient.url}/metrics`)).text(),
      )?.[1],
    );

  test('takes the place of the one that is served, and no request fails', async () => {
    expect(withField).not.toBe(own);
    trademark = async (_request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      response.end('{"data":{"trademarkAgreements":{"nodes":[{"terms":"x","motto":"y"}]}}}');
    };
    const before = await digest();
    const statuses: string[] = [];
    let isOver = false;
    const clients = Array.from({ length: 3 }, async (_, client) => {
      for (let n = 0; !isOver; n++) {
        const { status, text } = await post(`query C${client}x${n % 3} { trademarkAgreements { nodes { terms } } }`);
        statuses.push(status === 200 && text.includes('"terms":"x"') ? 'whole' : text);
      }
    });
    put(withField);
    // Nobody says so: the files are looked at again and again.
    await until(async () => (await digest()) !== before);
    expect((await post('{ trademarkAgreements { nodes { motto } } }')).text).toContain('"motto":"y"');
    put(own);
    expect(await patient.reload()).toBe(true);
    expect(await digest()).toBe(before);
    expect((await post('{ trademarkAgreements { nodes { motto } } }')).status).toBe(400);
    await until(async () => statuses.length > 50);
    isOver = true;
    await Promise.all(clients);
    expect(statuses.filter((one) => one !== 'whole')).toEqual([]);
    expect(await loads('loaded')).toBe(2);
  });

  test.each<[string, () => void, string]>([
    ['is half written', () => put(own.slice(0, own.length / 2)), 'Syntax Error'],
    ['is empty', () => put(''), 'Syntax Error'],
    ['is not there', () => rmSync(at()), 'cannot be read'],
    ['is a schema, but of no subgraphs', () => put('type Query { a: Int }'), 'cannot be served'],
    [
      'is of another composition than the hub’s own SDL',
      () => put(own.replace(/type Team\n[^{]*\{/, (head) => `${head}\n  chant: String @join__field(graph: HUB)\n`)),
      'Team.chant',
    ],
  ])('is refused where it %s, and the old one stays', async (_name, spoil, reason) => {
    const before = [await digest(), await loads('refused')] as const;
    loggedByPatient.length = 0;
    spoil();
    expect(await patient.reload()).toBe(false);
    put(own);
    expect([await digest(), await loads('refused')]).toEqual([before[0], before[1] + 1]);
    expect(JSON.stringify(loggedByPatient)).toContain('supergraph-refused');
    expect(JSON.stringify(loggedByPatient)).toContain(reason);
    expect((await post('{ trademarkAgreements { nodes { terms } } }')).text).toContain('"terms":"x"');
  });

  test('keeps a gateway from starting where it cannot be served', async () => {
    put('type Query {');
    const starting = startGateway(world, {
      id: 'gateway',
      host: '127.0.0.1',
      port: 0,
      folder,
      council: { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [council.statements.publicJwk] },
      isDemo: false,
      ...gatewayDefaults,
      supergraphFolder: stored,
    });
    await expect(starting).rejects.toMatchObject({ code: 'ERR_SUPERGRAPH_UNUSABLE' });
    put(own);
  });
});

test('a gateway that runs only trusted documents serves the page, and nothing of strangers', async () => {
  const told: unknown[] = [];
  const strict = await startGateway(
    world,
    {
      id: 'gateway',
      host: '127.0.0.1',
      port: 0,
      folder,
      council: { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [council.statements.publicJwk] },
      isDemo: false,
      ...gatewayDefaults,
      onlyTrusted: true,
    },
    (entry) => told.push(entry),
  );
  try {
    trademark = json({ data: null, errors: [{ message: 'x' }] });
    const page = await fetch(`${strict.url}/en`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('</html>')]);
    expect(told).toContainEqual(expect.objectContaining({ operation: 'query', name: expect.any(String) }));
    expect(JSON.stringify(told)).not.toContain('DOCUMENT_');
    for (const body of [{ query: AGREEMENTS }, [{ query: AGREEMENTS }], {}]) {
      const refused = await fetch(`${strict.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain('DOCUMENT_NOT_TRUSTED');
    }
    expect(JSON.stringify(told)).toContain('DOCUMENT_NOT_TRUSTED');
  } finally {
    await strict.stop();
  }
});

describe('what an operator sees', () => {
  const lines = () => logged.filter((one) => (one as { level: string }).level === 'info') as Record<string, unknown>[];

  test('one line for each request, with its id, what it came to and how long it took', async () => {
    trademark = (_request, response) => void response.end('{"data":{"trademarkAgreements":{"totalCount":3}}}');
    logged.length = 0;
    await ask('query Count { trademarkAgreements { totalCount } }');
    expect(lines()).toMatchObject([
      { request: expect.stringMatching(/^gateway:request:/), operation: 'query', name: 'Count', outcome: 'complete' },
    ]);
    expect(lines()[0]).toMatchObject({ calls: 1, ms: expect.any(Number) });
    logged.length = 0;
    trademark = (_request, response) => void response.writeHead(503).end();
    await ask('{ trademarkAgreements { totalCount } }');
    await ask('{ nothing }');
    expect(lines().map(({ outcome, operation, codes }) => [outcome, operation, codes])).toEqual([
      ['failed', 'query', ['NODE_UNAVAILABLE']],
      ['failed', 'none', ['GRAPHQL_VALIDATION_FAILED']],
    ]);
  });

  test('counts for Prometheus, to be read on this machine and through no proxy', async () => {
    const { status, text } = await send('/metrics');
    expect(status).toBe(200);
    expect(text).toContain('hubgraph_requests_total{operation="query",outcome="complete"}');
    expect(text).toContain('hubgraph_calls_total{node="trademark",outcome="http-5xx"}');
    expect(text).toMatch(/hubgraph_call_seconds_count\{node="trademark"\} \d+/);
    expect(text).toContain('hubgraph_registry_epoch 1');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    const proxied = await fetch(`${gateway.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7' } });
    expect(proxied.status).toBe(404);
  });

  test('a stop lets what runs end, and takes nothing new', async () => {
    const asked = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    trademark = async (_request, response) => {
      asked.resolve();
      await go.promise;
      response.end('{"data":{"trademarkAgreements":{"totalCount":4}}}');
    };
    const running = fetch(`${patient.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ trademarkAgreements { totalCount } }' }),
    });
    await asked.promise;
    const stopped = patient.stop();
    await expect(fetch(`${patient.url}/health`)).rejects.toThrow();
    go.resolve();
    expect(await (await running).json()).toEqual({ data: { trademarkAgreements: { totalCount: 4 } } });
    await stopped;
  });
});
