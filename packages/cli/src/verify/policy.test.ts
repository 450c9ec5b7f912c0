import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateNodeKeys, logKeysOf, type NodeKeys, type RegistryNode, signStatement } from '@hubgraph/identity';
import { realWorld } from '@hubgraph/kernel';
import { formatVerifierKey, parsePolicy } from '@hubgraph/tlog';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { policy } from './policy.ts';

const world = realWorld();
const council = generateNodeKeys(world, 'council.example');
const stranger = generateNodeKeys(world, 'stranger.example');
const KEY = council.statements.publicJwk.kid;

function nodeOf(id: string, kind: RegistryNode['kind'], keys = generateNodeKeys(world, `${id}.example`)): RegistryNode {
  return {
    id,
    kind,
    ...(kind === 'hub' ? { hubKind: 'REGIONAL', country: 'RS', currency: 'EUR', languages: ['en'] } : {}),
    name: id,
    status: 'authorised',
    endpoint: `https://${id}.example`,
    tokenKeys: [keys.tokens.publicJwk],
    statementKeys: [keys.statements.publicJwk],
    ...logKeysOf(keys),
  };
}
const councilNode = nodeOf('council', 'council', council);
const [andes, baltic, cee] = [nodeOf('andes', 'hub'), nodeOf('baltic', 'hub'), nodeOf('cee', 'hub')] as const;
const { logs: _logs, witness: _witness, ...gateway } = nodeOf('gateway', 'gateway');
const all = [councilNode, andes, baltic, cee, gateway, { ...nodeOf('gone', 'hub'), status: 'revoked' } as const];

async function registryOf(
  nodes: readonly RegistryNode[] = all,
  keys: NodeKeys = council,
  lifetimeMs = 600_000,
): Promise<string> {
  const issuedAt = Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000;
  return signStatement(keys, {
    issuer: 'council',
    audience: '*',
    type: 'registry',
    id: 'council:registry:7',
    issuedAt,
    expiresAt: issuedAt + 3_600_000 + lifetimeMs,
    payload: { epoch: 7, nodes },
  });
}

let server: Server;
let url: string;
let asked: string | undefined;
let answer: (response: ServerResponse) => void;
let said: string;
let told: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked = request.url;
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  [said, told] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const saying = (text: string) => (response: ServerResponse) => void response.end(text);

test.each(['andes', 'council'])('of %s names both logs and one quorum, and tells who signed', async (id) => {
  answer = saying(await registryOf());
  await policy(`${url}/`, id, {});
  expect(asked).toBe('/registry');
  expect(told).toMatch(/^FIRST USE: /);
  expect(told).toContain(`--key=${KEY}\n`);
  expect(said).toContain(`# signed by the key ${KEY}.\n`);
  const read = parsePolicy(said);
  if ('rejected' in read) expect.fail(read.message);
  const { logs } = id === 'council' ? councilNode : andes;
  expect(read.logs.map(({ key }) => formatVerifierKey(key))).toEqual([logs?.books, logs?.cases]);
  expect(read.quorum).toBe(id === 'council' ? 'any_two' : 'council_and_other');
});

test('with the key that signed tells nothing else', async () => {
  answer = saying(await registryOf());
  await policy(url, 'andes', { key: KEY });
  expect(told).toBe('');
  expect(said).toMatch(/\nquorum council_and_other\n$/);
});

const impostor = nodeOf('council', 'council', stranger);
test.each<[string, string, string, { key?: string }, () => Promise<(response: ServerResponse) => void>]>([
  ['of what breaks off', 'ERR_LOG_UNREACHABLE', 'andes', {}, async () => (response) => void response.destroy()],
  ['of what fails', 'ERR_LOG_UNREACHABLE', 'andes', {}, async () => (response) => void response.writeHead(503).end()],
  [
    'of what sends elsewhere',
    'ERR_LOG_UNREACHABLE',
    'andes',
    {},
    async () => (response) => void response.writeHead(302, { location: '/x' }).end(),
  ],
  ['of what is too long', 'ERR_LOG_TOO_LARGE', 'andes', {}, async () => saying('x'.repeat(2_000_000))],
  [
    'of a node that is no council',
    'ERR_REGISTRY_UNUSABLE',
    'andes',
    {},
    async () => (response) => void response.writeHead(404).end(),
  ],
  ['of a page', 'ERR_REGISTRY_UNUSABLE', 'andes', {}, async () => saying('<html></html>')],
  [
    'of a registry signed by somebody else',
    'ERR_REGISTRY_UNUSABLE',
    'andes',
    { key: KEY },
    async () => saying(await registryOf(all, stranger)),
  ],
  [
    'of a registry that is out of date',
    'ERR_REGISTRY_UNUSABLE',
    'andes',
    { key: KEY },
    async () => saying(await registryOf(all, council, -1_800_000)),
  ],
  [
    'of another council with its own registry',
    'ERR_REGISTRY_OF_ANOTHER_KEY',
    'andes',
    { key: KEY },
    async () => saying(await registryOf([impostor, andes, baltic], stranger)),
  ],
  ['of nobody', 'ERR_NODE_IS_UNKNOWN', 'nowhere', { key: KEY }, async () => saying(await registryOf())],
  ['of a gateway', 'ERR_NODE_HAS_NO_LOGS', 'gateway', { key: KEY }, async () => saying(await registryOf())],
  ['of a revoked hub', 'ERR_NODE_HAS_NO_LOGS', 'gone', { key: KEY }, async () => saying(await registryOf())],
  [
    'of the only hub',
    'ERR_WITNESSES_ARE_TOO_FEW',
    'andes',
    {},
    async () => saying(await registryOf([councilNode, andes])),
  ],
  [
    'of a council with one hub',
    'ERR_WITNESSES_ARE_TOO_FEW',
    'council',
    {},
    async () => saying(await registryOf([councilNode, andes])),
  ],
])('%s is refused with %s, and nothing is printed', async (_, code, node, options, prepare) => {
  answer = await prepare();
  await expect(policy(url, node, options)).rejects.toMatchObject({ code });
  expect([said, told]).toEqual(['', '']);
});

test('of a council that is not there is refused', async () => {
  await expect(policy('http://127.0.0.1:1', 'andes', {})).rejects.toMatchObject({ code: 'ERR_LOG_UNREACHABLE' });
});

test.each<[string, string, unknown]>([
  ['no URL', 'council.example', undefined],
  ['no thumbprint', 'https://council.example', 'abc'],
  ['two thumbprints', 'https://council.example', [KEY, KEY]],
  ['an empty thumbprint', 'https://council.example', ''],
])('with %s is not understood', async (_, council, key) => {
  await expect(policy(council, 'andes', { key })).rejects.toThrow(/is not a URL|THUMBPRINT/);
});
