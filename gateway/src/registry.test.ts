import { join } from 'node:path';
import {
  generateNodeKeys,
  type NodeKeys,
  type Registry,
  type StatementClaims,
  signStatement,
} from '@hubgraph/identity';
import {
  HubgraphError,
  type Json,
  type NetworkRequest,
  type NetworkResponse,
  realWorld,
  sha256,
  type World,
} from '@hubgraph/kernel';
import { beforeEach, describe, expect, test } from 'vitest';
import { type GatewayConfig, gatewayDefaults } from './config.ts';
import { RegistrySource } from './registry.ts';

const START = Date.parse('2026-03-01T12:00:00Z');
const HOUR_MS = 3_600_000;
const PATH = join('/gateway', 'registry.jws');

const council = generateNodeKeys(realWorld(), 'council.example');
const stranger = generateNodeKeys(realWorld(), 'stranger.example');

let now: number;
let files: Map<string, Uint8Array>;
let waiting: { delayMs: number; run: () => void } | undefined;
let asked: NetworkRequest[];
let answer: (request: NetworkRequest) => NetworkResponse | Promise<NetworkResponse>;
let isDiskFull: boolean;

const world: World = {
  ...realWorld(),
  clock: {
    now: () => now,
    after(delayMs, run) {
      const mine = { delayMs, run };
      waiting = mine;
      return () => {
        if (waiting === mine) waiting = undefined;
      };
    },
  },
  network: {
    async request(request) {
      asked.push(request);
      return answer(request);
    },
  },
  disk: {
    makeFolder() {},
    exists: (path) => files.has(path),
    read: (path) => files.get(path) ?? new Uint8Array(),
    sha256: (path) => sha256(files.get(path) ?? ''),
    writeAtomically(path, bytes) {
      if (isDiskFull) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      files.set(path, bytes);
    },
    remove: (path) => void files.delete(path),
    database: (path) => path,
  },
};
const config: GatewayConfig = {
  id: 'gateway',
  host: '127.0.0.1',
  port: 0,
  folder: '/gateway',
  council: { id: 'council', endpoint: 'https://council.example', statementKeys: [council.statements.publicJwk] },
  isDemo: false,
  ...gatewayDefaults,
};

function registry(epoch: number): Registry {
  const { tokens, statements } = stranger;
  const keys = { tokenKeys: [tokens.publicJwk], statementKeys: [statements.publicJwk] };
  const node = {
    id: 'trademark',
    kind: 'trademark',
    name: 'Trademark',
    status: 'authorised',
    endpoint: 'https://t.example',
  };
  return { epoch, nodes: [{ ...node, ...keys }] as unknown as Registry['nodes'] };
}
function signed(epoch: number, claims: Partial<StatementClaims> = {}, by: NodeKeys = council): Promise<string> {
  return signStatement(by, {
    issuer: 'council',
    audience: '*',
    type: 'registry',
    id: `council:registry:${epoch}`,
    issuedAt: now,
    expiresAt: now + 48 * HOUR_MS,
    payload: registry(epoch) as unknown as Json,
    ...claims,
  });
}
const ok = (body: string, etag = '"1"'): NetworkResponse => ({ status: 200, headers: { etag }, body });
const down = (): never => {
  throw new HubgraphError('ERR_NETWORK_REFUSED', 'no');
};
const kept = (): string => Buffer.from(files.get(PATH) ?? []).toString();

let source: RegistrySource;
beforeEach(() => {
  now = START;
  files = new Map();
  asked = [];
  waiting = undefined;
  isDiskFull = false;
  answer = down;
  source = new RegistrySource(world, config);
});
async function asking(...answers: NetworkResponse[]): Promise<void> {
  for (const one of answers) {
    answer = () => one;
    await source.ask();
  }
}

describe('the registry that the gateway goes by', () => {
  test('is nothing before the first one arrived', async () => {
    await source.start();
    expect(source.current).toBeUndefined();
    expect(source.nodeOfKind('trademark')).toBeUndefined();
    expect(asked).toHaveLength(1);
    expect(waiting?.delayMs).toBe(gatewayDefaults.registryEveryMs);
  });

  test('comes from the council, is kept, and tells where nodes are', async () => {
    const jws = await signed(1);
    answer = () => ok(jws);
    await source.start();
    expect(source.current).toEqual(registry(1));
    expect(source.nodeOfKind('trademark')?.endpoint).toBe('https://t.example');
    expect(source.nodeOfKind('fundraising')).toBeUndefined();
    expect(kept()).toBe(jws);
    expect(asked[0]).toMatchObject({ url: 'https://council.example/registry', method: 'GET', headers: {} });
  });

  test('that was kept is enough to start without the council', async () => {
    const jws = await signed(7);
    files.set(PATH, Buffer.from(jws));
    await source.start();
    expect(source.current?.epoch).toBe(7);
    expect(kept()).toBe(jws);
  });

  test('of a later epoch takes the place of the one before, as a whole', async () => {
    await asking(ok(await signed(1)));
    const before = source.current;
    await asking(ok(await signed(2)));
    expect(before?.epoch).toBe(1);
    expect(source.current?.epoch).toBe(2);
  });

  test('of an older epoch is refused, also against the one that was kept', async () => {
    files.set(PATH, Buffer.from(await signed(5)));
    const old = await signed(4);
    answer = () => ok(old);
    await source.start();
    expect(source.current?.epoch).toBe(5);
    expect(kept()).not.toBe(old);
  });

  test('is asked for with the tag of the one that was taken, and of no other', async () => {
    await asking(ok(await signed(2), '"two"'));
    await asking(
      ok(await signed(1), '"one"'),
      { status: 304, headers: {}, body: '' },
      { status: 304, headers: {}, body: '' },
    );
    expect(asked.map((request) => request.headers?.['if-none-match'])).toEqual([undefined, '"two"', '"two"', '"two"']);
    expect(source.current?.epoch).toBe(2);
  });
});

describe('is not taken', () => {
  test.each<[string, () => Promise<string>]>([
    ['signed by another', () => signed(9, {}, stranger)],
    ["signed by the council's key for tokens", () => signed(9, {}, { ...council, statements: council.tokens })],
    ['of another issuer', () => signed(9, { issuer: 'trademark' }, stranger)],
    ["of another issuer, signed with the council's key", () => signed(9, { issuer: 'trademark' })],
    ['for another node', () => signed(9, { audience: 'asia' })],
    ['of another type', () => signed(9, { type: 'country-list-adopted' })],
    [
      'expired for longer than the grace',
      () => signed(9, { issuedAt: START - 300 * HOUR_MS, expiresAt: START - 200 * HOUR_MS }),
    ],
    ['from the future', () => signed(9, { issuedAt: START + HOUR_MS })],
    ['malformed', () => signed(9, { payload: { epoch: 9, nodes: [{}] } })],
    ['changed on the way', async () => (await signed(9)).replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))],
    ['garbage', async () => '<html>'],
    ['nothing', async () => ''],
  ])('where it is %s', async (_, make) => {
    const good = await signed(5);
    await asking(ok(good, '"good"'), ok(await make(), '"bad"'));
    expect(source.current?.epoch).toBe(5);
    expect(kept()).toBe(good);
    // The same from the disk: what stands there is believed no more than what comes from outside.
    files.set(PATH, Buffer.from(await make()));
    answer = down;
    const again = new RegistrySource(world, config);
    await again.start();
    expect(again.current).toBeUndefined();
  });
});

describe('the council', () => {
  test.each<[string, () => NetworkResponse, boolean]>([
    ['is down', down, false],
    ['fails', () => ({ status: 502, headers: {}, body: '<html>' }), false],
    ['has none', () => ({ status: 503, headers: {}, body: '{}' }), false],
    ['has nothing new', () => ({ status: 304, headers: {}, body: '' }), true],
  ])('%s: what is there stays', async (_, failing, isAnswered) => {
    await asking(ok(await signed(3)));
    answer = failing;
    expect(await source.ask()).toBe(isAnswered);
    expect(source.current?.epoch).toBe(3);
  });

  test('is asked again and again, until the gateway stops', async () => {
    await source.start();
    const jws = await signed(4);
    answer = () => ok(jws);
    waiting?.run();
    await expect.poll(() => source.current?.epoch).toBe(4);
    await expect.poll(() => waiting?.delayMs).toBe(gatewayDefaults.registryEveryMs);
    source.stop();
    expect(waiting).toBeUndefined();
  });

  test('that answers after the gateway stopped is not asked again', async () => {
    let release: (response: NetworkResponse) => void = () => {};
    answer = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const starting = source.start();
    await expect.poll(() => asked.length).toBe(1);
    source.stop();
    release({ status: 503, headers: {}, body: '' });
    await starting;
    expect(waiting).toBeUndefined();
  });
});

test('a disk that is full does not stop the gateway from going by the newest registry', async () => {
  await asking(ok(await signed(1)));
  isDiskFull = true;
  const jws = await signed(2);
  answer = () => ok(jws);
  // Thrown from a timer it would end the process.
  await expect(source.ask()).resolves.toBeTypeOf('boolean');
  expect(source.current?.epoch).toBe(2);
});
