import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { realWorld } from '@hubgraph/kernel';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportRoutes } from './exports.ts';
import type { RegistrySource } from './registry.ts';

/** Three pieces, of bytes that are no text. */
const WHOLE = Buffer.from(Array.from({ length: 2_500_000 }, (_, n) => (n * 7 + (n >> 8)) % 256));
const TAG = `"${createHash('sha256').update(WHOLE).digest('hex')}"`;

let node: Server;
let gateway: FastifyInstance;
let url: string;
/** From this byte on the node has another file. */
let changesAt = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  node = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://node');
    if (pathname === '/exports') return void response.end('{"node":"east"}');
    if (pathname === '/exports/latest/a.csv')
      return void response.writeHead(302, { location: '/exports/7/a.csv' }).end();
    if (pathname === '/exports/7/busy.csv') {
      return void response.writeHead(503, { 'retry-after': '5' }).end('{"code":"exports-are-busy"}');
    }
    if (pathname !== '/exports/7/a.csv') return void response.writeHead(404).end('{"code":"export-is-unknown"}');
    const [, first = '', last = ''] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
    const from = Number(first);
    if (from >= WHOLE.length) return void response.writeHead(416, {}).end('{"code":"range-is-unsatisfiable"}');
    const to = Math.min(Number(last) + 1, WHOLE.length);
    const etag = from >= changesAt ? '"other"' : TAG;
    response.writeHead(206, {
      etag,
      'content-type': 'text/csv',
      'content-range': `bytes ${from}-${to - 1}/${WHOLE.length}`,
    });
    response.end(WHOLE.subarray(from, to));
  });
  await new Promise<void>((resolve) => node.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(node.address() as AddressInfo).port}`;
  const nodes = [
    { id: 'east', endpoint },
    { id: 'away', endpoint: 'http://127.0.0.1:1' },
  ];
  gateway = fastify();
  exportRoutes(gateway, realWorld(), { current: { epoch: 1, nodes } } as unknown as RegistrySource);
  await gateway.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(gateway.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await gateway.close();
  node.close();
});

const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
  const answer = await fetch(url + path, { method, redirect: 'manual', headers });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};

describe('a file of a node', () => {
  test('comes whole, with its tag', async () => {
    const { status, headers, bytes } = await get('/exports/east/7/a.csv');
    expect([status, headers.get('etag'), headers.get('content-length')]).toEqual([200, TAG, `${WHOLE.length}`]);
    expect(bytes.equals(WHOLE)).toBe(true);
  });

  test.each<[string, number, number]>([
    ['bytes=0-0', 0, 1],
    ['bytes=1048570-1048590', 1_048_570, 1_048_591],
    ['bytes=2499990-', 2_499_990, 2_500_000],
    ['bytes=100-99999999', 100, 2_500_000],
  ])('goes on with %s', async (range, from, to) => {
    const { status, headers, bytes } = await get('/exports/east/7/a.csv', { range, 'if-range': TAG });
    expect([status, headers.get('content-range')]).toEqual([206, `bytes ${from}-${to - 1}/${WHOLE.length}`]);
    expect(bytes.equals(WHOLE.subarray(from, to))).toBe(true);
  });

  test('comes whole where the part is of another one, and not at all where it is known', async () => {
    const other = await get('/exports/east/7/a.csv', { range: 'bytes=5-9', 'if-range': '"x"' });
    expect([other.status, other.bytes.length]).toEqual([200, WHOLE.length]);
    expect((await get('/exports/east/7/a.csv', { 'if-none-match': TAG })).status).toBe(304);
    const head = await get('/exports/east/7/a.csv', {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), head.bytes.length]).toEqual([200, `${WHOLE.length}`, 0]);
  });

  test('breaks off where the node goes on with another one', async () => {
    changesAt = 1_000_000;
    await expect(get('/exports/east/7/a.csv')).rejects.toThrow();
    changesAt = Number.POSITIVE_INFINITY;
  });
});

test.each<[string, number, string | null]>([
  ['/exports/east', 200, null],
  ['/exports/east/latest/a.csv', 302, '/exports/east/7/a.csv'],
  ['/exports/east/7/busy.csv', 503, null],
  ['/exports/east/7/b.csv', 404, null],
  ['/exports/east/07/a.csv', 404, null],
  ['/exports/east/7/..%2F..%2Fkeys.json', 404, null],
  ['/exports/nobody/7/a.csv', 404, null],
  ['/exports/nobody', 404, null],
  ['/exports/away/7/a.csv', 503, null],
  ['/exports/away', 503, null],
])('%s is answered with %s', async (path, status, location) => {
  const answer = await get(path);
  expect([answer.status, answer.headers.get('location')]).toEqual([status, location]);
  if (status === 503) expect(answer.headers.get('retry-after')).toBe('5');
});
