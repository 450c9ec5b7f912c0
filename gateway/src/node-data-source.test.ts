import { HubgraphError, type NetworkRequest, type NetworkResponse, realWorld } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import { emptyReport, type GatewayContext } from './context.ts';
import { NodeDataSource } from './node-data-source.ts';
import type { RegistrySource } from './registry.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const node = { id: 'trademark', kind: 'trademark', endpoint: 'https://t.example' };

/** Asks a node that answers so; gives the answer and what the node was asked. */
async function ask(
  answer: (request: NetworkRequest) => NetworkResponse,
  change: { readonly context?: Partial<GatewayContext>; readonly isKnown?: boolean } = {},
) {
  const asked: NetworkRequest[] = [];
  const world = {
    ...realWorld(),
    clock: { now: () => NOW, after: () => () => {} },
    network: {
      async request(request: NetworkRequest) {
        asked.push(request);
        return answer(request);
      },
    },
  };
  const registry = { nodeOfKind: () => (change.isKnown === false ? undefined : node) } as unknown as RegistrySource;
  const source = new NodeDataSource(world, 'trademark', registry, 3_000);
  const context: GatewayContext = {
    tokens: new Map([
      ['trademark', 'mine'],
      ['cee', 'not-mine'],
    ]),
    after: new Map(),
    reached: new Map(),
    topology: { epoch: 1, hubs: [] },
    calls: [],
    requestId: 'gateway:request:1',
    deadline: NOW + 10_000,
    signal: new AbortController().signal,
    hubs: emptyReport(1),
    ...change.context,
  };
  const parts = { query: '{ a }', variables: { b: 1 }, operationName: 'c' };
  const result = await source.process({ request: { ...parts, body: JSON.stringify(parts) }, context });
  return { result, asked };
}
const status = (code: number, body: string): NetworkResponse => ({ status: code, headers: {}, body });
const throwing = (error: Error) => () => {
  throw error;
};

describe('positions', () => {
  const after = new Map([
    ['trademark', 5],
    ['cee', 9],
  ]);

  test('the node is told its own, nobody else’s', async () => {
    const { asked } = await ask(() => status(200, '{"data":{"a":1}}'), { context: { after } });
    expect(asked[0]?.headers?.['hub-after']).toBe('trademark=5');
    const { asked: without } = await ask(() => status(200, '{"data":{"a":1}}'), { context: { after: new Map() } });
    expect(without[0]?.headers).not.toHaveProperty('hub-after');
  });

  test('where the node was when it answered is what it is told next, if that is more', async () => {
    const reached = new Map<string, number>();
    const says = (seq: unknown) => () =>
      status(200, JSON.stringify({ data: {}, extensions: { position: { node: 'trademark', seq } } }));
    for (const [seq, told] of [
      [7, 'trademark=5'],
      [6, 'trademark=7'],
      ['x', 'trademark=7'],
      [0, 'trademark=7'],
    ] as const) {
      const { asked } = await ask(says(seq), { context: { after, reached } });
      expect(asked[0]?.headers?.['hub-after']).toBe(told);
    }
    expect([...reached]).toEqual([['trademark', 7]]);
  });

  test('a node does not speak for another', async () => {
    const reached = new Map<string, number>();
    await ask(() => status(200, '{"data":{},"extensions":{"position":{"node":"cee","seq":7}}}'), {
      context: { reached },
    });
    expect(reached.size).toBe(0);
  });

  test('that a node is behind is passed on', async () => {
    const error = {
      message: 'Not yet.',
      extensions: { code: 'HUB_BEHIND', node: 'trademark', after: '5', position: '4' },
    };
    const { result } = await ask(() => status(409, JSON.stringify({ errors: [error] })), { context: { after } });
    expect(result).toEqual({ errors: [error] });
  });
});

test('the node gets the query and its own token, nobody else’s', async () => {
  const { result, asked } = await ask(() => status(200, '{"data":{"a":1}}'));
  expect(result).toEqual({ data: { a: 1 } });
  expect(asked[0]).toMatchObject({
    url: 'https://t.example/graphql',
    method: 'POST',
    headers: { authorization: 'Bearer mine', 'x-request-id': 'gateway:request:1' },
    timeoutMs: 3_000,
  });
  expect(JSON.parse(String(asked[0]?.body))).toEqual({ query: '{ a }', variables: { b: 1 }, operationName: 'c' });
  expect(JSON.stringify(asked)).not.toContain('not-mine');
});

test.each([
  [10_000, 3_000],
  [500, 500],
  [0, 1],
  [-5_000, 1],
])('with %s ms left to the client the node gets %s', async (leftMs, timeoutMs) => {
  const { asked } = await ask(() => status(200, '{"data":{}}'), { context: { deadline: NOW + leftMs } });
  expect(asked[0]?.timeoutMs).toBe(timeoutMs);
});

test("a node's errors pass, with data or without, whatever the status", async () => {
  const error = { message: 'no', path: ['a'], extensions: { code: 'UNAUTHENTICATED' } };
  const { result } = await ask(() => status(401, JSON.stringify({ errors: [error] })));
  expect(result).toEqual({ errors: [error] });
  const both = await ask(() => status(200, JSON.stringify({ data: { a: null }, errors: [error] })));
  expect(both.result).toEqual({ data: { a: null }, errors: [error] });
});

describe('a node that does not answer is an error of the answer, never one that is thrown', () => {
  test.each<[string, string, (request: NetworkRequest) => NetworkResponse]>([
    ['refused', 'refused', throwing(new HubgraphError('ERR_NETWORK_REFUSED', 'x'))],
    ['timed out', 'timed-out', throwing(new HubgraphError('ERR_NETWORK_TIMEOUT', 'x'))],
    ['too large', 'too-large', throwing(new HubgraphError('ERR_NETWORK_TOO_LARGE', 'x'))],
    ['a page of a proxy', 'http-502', () => status(502, '<html><body>Bad gateway</body></html>')],
    ['no JSON', 'not-json', () => status(200, '<html>')],
    ['nothing', 'not-json', () => status(200, '')],
    ['half of it', 'not-json', () => status(200, '{"data":{"a":')],
    ['a number', 'malformed', () => status(200, '5')],
    ['null', 'malformed', () => status(200, 'null')],
    ['a list', 'malformed', () => status(200, '[]')],
    ['an empty object', 'malformed', () => status(200, '{}')],
    ['something else', 'malformed', () => status(404, '{"message":"Not found"}')],
    ['errors that are no list', 'malformed', () => status(200, '{"errors":{}}')],
    ['data that is no object', 'malformed', () => status(200, '{"data":"x"}')],
    ['data that is a list', 'malformed', () => status(200, '{"data":[1]}')],
    ['no data and no error', 'malformed', () => status(200, '{"data":null}')],
    ['an empty list of errors', 'malformed', () => status(200, '{"errors":[]}')],
    ['an error that is null', 'malformed', () => status(200, '{"errors":[null]}')],
    ['an error that is text', 'malformed', () => status(200, '{"data":{},"errors":["x"]}')],
    ['an error without a message', 'malformed', () => status(200, '{"errors":[{"message":5}]}')],
  ])('%s', async (_, reason, answer) => {
    const { result } = await ask(answer);
    expect(result.data).toBeUndefined();
    expect(result.errors).toEqual([
      {
        message: expect.stringContaining('trademark'),
        path: ['a'],
        extensions: { code: 'NODE_UNAVAILABLE', node: 'trademark', reason },
      },
    ]);
  });

  test('not in the registry', async () => {
    const { result, asked } = await ask(() => status(200, '{"data":{}}'), { isKnown: false });
    expect(result.errors?.[0]?.extensions).toEqual({
      code: 'NODE_UNAVAILABLE',
      node: 'trademark',
      reason: 'not-in-registry',
    });
    expect(asked).toEqual([]);
  });
});

test('an answer cannot change the prototype of what is made of it', async () => {
  const { result } = await ask(() => status(200, '{"data":{"__proto__":{"isAdmin":true},"a":1}}'));
  expect(Object.getPrototypeOf(result.data)).toBe(Object.prototype);
  expect(result.data).toEqual({ a: 1 });
});

test('a thousand errors are cut to a hundred', async () => {
  const errors = Array.from({ length: 1_000 }, () => ({ message: 'x' }));
  const { result } = await ask(() => status(200, JSON.stringify({ errors })));
  expect(result.errors).toHaveLength(100);
});
