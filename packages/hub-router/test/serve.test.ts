import { realWorld } from '@hubgraph/kernel';
import { expect, test } from 'vitest';
import { createHubRouter, type Snapshot } from '../src/index.ts';
import { type ServedHubRouter, type ServeOptions, serveHubRouter } from '../src/serve.ts';
import { FakeHub } from './fake-hub.ts';
import { hubSdl } from './hub.graphql.ts';

const { clock, network, random } = realWorld();

/** Two hubs, a router in front of them as a subgraph of its own, all over HTTP. */
class Served implements AsyncDisposable {
  readonly cee: FakeHub;
  readonly asia: FakeHub;
  readonly subgraph: ServedHubRouter;

  private constructor(cee: FakeHub, asia: FakeHub, subgraph: ServedHubRouter) {
    this.cee = cee;
    this.asia = asia;
    this.subgraph = subgraph;
  }

  static async start(options: Partial<ServeOptions> = {}): Promise<Served> {
    const cee = await FakeHub.start('cee', { votes: 2 });
    const asia = await FakeHub.start('asia', { votes: 3 });
    const snapshot: Snapshot = { epoch: 5, hubs: [cee.entry, asia.entry] };
    const router = createHubRouter({ sdl: hubSdl, send: network, clock });
    const own = { router, snapshot: () => snapshot, clock, random, host: '127.0.0.1', port: 0 };
    return new Served(cee, asia, await serveHubRouter({ ...own, ...options }));
  }

  async post(body: string, headers: Record<string, string> = {}) {
    const answer = await fetch(`${this.subgraph.url}/graphql`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    const json = (await answer.json()) as {
      data?: unknown;
      errors?: { message: string; extensions: Record<string, unknown> }[];
      extensions?: { hubs?: unknown };
    };
    return { status: answer.status, json, codes: json.errors?.map(({ extensions }) => extensions['code']) };
  }

  ask(query: string, variables: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
    return this.post(JSON.stringify({ query, variables }), headers);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.subgraph.stop();
    await this.cee[Symbol.asyncDispose]();
    await this.asia[Symbol.asyncDispose]();
  }
}

test('is an ordinary subgraph: its SDL, its entities, its root fields, and who took part', async () => {
  await using at = await Served.start();
  const { json } = await at.ask('{ _service { sdl } votes }');
  expect(json).toEqual({
    data: { _service: { sdl: hubSdl }, votes: 5 },
    extensions: {
      hubs: { epoch: 5, expected: ['asia', 'cee'], ok: ['asia', 'cee'], failed: [], skewed: [], partial: false },
    },
  });
  const representations = ['cee:team:1', 'asia:team:2'].map((id) => ({ __typename: 'Team', id }));
  const entities = await at.ask('query ($r: [_Any!]!) { _entities(representations: $r) { ... on Team { name } } }', {
    r: representations,
  });
  expect(entities.json.data).toEqual({ _entities: [{ name: 'Team 1 of cee' }, { name: 'Team 2 of asia' }] });
  const sdl = await fetch(`${at.subgraph.url}/sdl`);
  expect(await sdl.text()).toBe(hubSdl);
  expect(await (await fetch(`${at.subgraph.url}/ready`)).json()).toEqual({ status: 'ready', epoch: 5 });
});

test('no hub sees a header of the caller unless it is made out to it', async () => {
  await using at = await Served.start();
  await at.ask('{ votes }', {}, { authorization: 'Bearer all', cookie: 'a=b', 'x-request-id': 'r-7' });
  for (const hub of [at.cee, at.asia]) {
    expect(hub.received[0]?.headers).toMatchObject({ 'x-request-id': 'r-7' });
    expect(hub.received[0]?.headers).not.toHaveProperty('authorization');
    expect(hub.received[0]?.headers).not.toHaveProperty('cookie');
  }
  await using own = await Served.start({ credentials: () => (hub) => ({ authorization: `Bearer ${hub}` }) });
  await own.ask('{ votes }', {}, { 'hub-after': 'cee=12', 'x-request-id': 'line\tbreak', 'hub-timeout': '1500' });
  const [asked] = own.cee.received;
  expect(asked?.headers).toMatchObject({ authorization: 'Bearer cee', 'hub-after': 'cee=12' });
  expect(asked?.headers['x-request-id']).toMatch(/^router:request:/);
  expect(Number(asked?.headers['hub-timeout'])).toBeLessThanOrEqual(1_480);
  expect(own.asia.received[0]?.headers).not.toHaveProperty('hub-after');
});

test.each([
  ['what is not JSON', '{', 400, 'BAD_REQUEST'],
  ['a list of requests', '[{"query":"{ votes }"}]', 400, 'BAD_REQUEST'],
  ['no query', '{}', 400, 'BAD_REQUEST'],
  ['a name that is no text', '{"query":"{ votes }","operationName":7}', 400, 'BAD_REQUEST'],
  ['variables in a list', '{"query":"{ votes }","variables":[]}', 400, 'BAD_REQUEST'],
  ['too much', JSON.stringify({ query: ' '.repeat(2_000) }), 413, 'PAYLOAD_TOO_LARGE'],
  ['what cannot be parsed', '{"query":"{ votes"}', 200, 'GRAPHQL_PARSE_FAILED'],
])('refuses %s', async (_, body, status, code) => {
  await using at = await Served.start({ bodyBytesMax: 1_000 });
  const answer = await at.post(body);
  expect([answer.status, answer.codes]).toEqual([status, [code]]);
  expect(at.cee.received).toEqual([]);
});

test('refuses bad credentials, positions that are none, and everything before there is a registry', async () => {
  await using at = await Served.start({ credentials: () => ({ fault: 'no' }) });
  expect(await at.ask('{ votes }')).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] });
  await using positions = await Served.start();
  expect(await positions.ask('{ votes }', {}, { 'hub-after': 'x' })).toMatchObject({ status: 400 });
  expect(await positions.ask('{ votes }', {}, { 'hub-partial': 'perhaps' })).toMatchObject({ status: 400 });
  expect(await positions.ask('{ votes }', {}, { 'hub-partial': ' abort' })).toMatchObject({ status: 200 });
  await using early = await Served.start({ snapshot: () => undefined });
  expect(await early.ask('{ votes }')).toMatchObject({ status: 503, codes: ['NOT_READY'] });
  expect((await fetch(`${early.subgraph.url}/ready`)).status).toBe(503);
});

test('a caller that leaves ends the calls to hubs, and a stop waits for what still runs', async () => {
  await using at = await Served.start();
  at.asia.misbehave = () => 'hangs';
  const client = new AbortController();
  const left = fetch(`${at.subgraph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ votes }' }),
    signal: client.signal,
  });
  await at.asia.hasReceived(1);
  client.abort();
  await expect(left).rejects.toThrow();
  const running = at.ask('{ votes }', {}, { 'hub-timeout': '400' });
  await at.asia.hasReceived(2);
  await at.subgraph.stop();
  expect((await running).json.data).toEqual({ votes: null });
});
