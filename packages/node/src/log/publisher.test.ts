import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import {
  generateNodeKeys,
  logKeysOf,
  type NodeKeys,
  type Registry,
  type RegistryNode,
  signerKeyOf,
} from '@hubgraph/identity';
import { newId, realWorld, type World } from '@hubgraph/kernel';
import {
  cosign,
  formatCheckpoint,
  formatSignatureLine,
  judgeCheckpoint,
  parseAddCheckpoint,
  parseCheckpoint,
} from '@hubgraph/tlog';
import { afterEach, describe, expect, test } from 'vitest';
import { operator } from '../actor.ts';
import { TextSealer } from '../texts.ts';
import { policyOf } from './assignment.ts';
import {
  accepted,
  OtherLog,
  removeTemporaryFolders,
  type ServedNode,
  serveNode,
  temporaryFolder,
} from './log.test-helper.ts';

const world = realWorld();
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  removeTemporaryFolders();
});

type Answer = (request: IncomingMessage & { readonly body: string }, response: ServerResponse) => void;

/** Somebody who answers in the place of a witness. */
async function stranger(answer: Answer): Promise<string> {
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => answer(Object.assign(request, { body }), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

interface Cast {
  readonly log: ServedNode;
  readonly registry: Registry;
}

/** A node `log` with the council and a hub as its witnesses; each is a real node, or whoever answers at an endpoint. */
async function cast(
  others: { readonly council?: string; readonly hub?: string; readonly hubKeys?: NodeKeys } = {},
  { everyMs = 20, world: given = world }: { readonly everyMs?: number; readonly world?: World } = {},
): Promise<Cast> {
  const registry: { epoch: number; nodes: RegistryNode[] } = { epoch: 1, nodes: [] };
  const goBy = (): Registry => registry;
  const real = async (id: string, kind: RegistryNode['kind'], endpoint?: string): Promise<ServedNode | undefined> => {
    const hub = kind === 'hub' ? { hubKind: 'REGIONAL' as const } : {};
    if (endpoint !== undefined) {
      const keys = kind === 'hub' ? others.hubKeys : undefined;
      const { hubKind: _, ...node } = new OtherLog(id, [], keys).inRegistry({ kind, endpoint });
      registry.nodes.push({ ...node, ...hub });
      return undefined;
    }
    const config = { checkpointEveryMs: everyMs };
    const one = await serveNode({ id, registry: goBy, config, world: given });
    ends.push(() => one.stop());
    const { hubKind: _, ...node } = new OtherLog(id, []).inRegistry({ kind, endpoint: one.served.url });
    registry.nodes.push({ ...node, ...hub, ...logKeysOf(one.node.keys) });
    return one;
  };
  await real('council', 'council', others.council);
  await real('a-hub', 'hub', others.hub);
  const log = await real('log', 'hub');
  if (log === undefined) throw new Error('the log is a real node');
  return { log, registry };
}

async function commit({ node }: ServedNode): Promise<unknown> {
  const texts = new TextSealer(world, node.config.id);
  const person = newId(world, node.config.id, 'person');
  return node.operate(operator, person, 'AddPerson', { person, name: texts.seal('Somebody') }, texts.entries);
}

/** Its timers end twenty times too early. */
const hasty: World = {
  ...world,
  clock: { ...world.clock, after: (ms, then) => world.clock.after(ms / 20, then) },
};

/** A hub that cosigns, and holds back its first answer for the log `cases` until it is released. */
async function lateHub() {
  const held: (() => void)[] = [];
  const seen = new Set<string>();
  const hub = {
    keys: generateNodeKeys(world, 'a-hub.example'),
    url: '',
    held,
    release: () => {
      for (const answer of held.splice(0)) answer();
    },
  };
  hub.url = await stranger((request, response) => {
    if (request.method !== 'POST') return void response.writeHead(404).end();
    const { checkpoint } = accepted(parseAddCheckpoint(request.body));
    const timestamp = Math.floor(world.clock.now() / 1_000);
    const line = formatSignatureLine(cosign(checkpoint.note, signerKeyOf(hub.keys, 'witness'), timestamp));
    const isFirst = checkpoint.origin.endsWith('/cases') && !seen.has(checkpoint.origin);
    if (isFirst) seen.add(checkpoint.origin);
    if (isFirst) held.push(() => response.end(line));
    else response.end(line);
  });
  return hub;
}

const judge = ({ log, registry }: Cast) => {
  const policy = policyOf(registry, 'log', 'cases');
  if (policy === undefined) throw new Error('there is no policy');
  return accepted(
    judgeCheckpoint(policy, accepted(parseCheckpoint(log.node.publisher.published('cases')?.note ?? ''))),
  );
};
const isWitnessed = (given: Cast): boolean => judge(given).isSatisfied;

describe('a node', () => {
  test('publishes what its witnesses have cosigned', async () => {
    const given = await cast();
    given.log.node.start();
    for (let n = 1; n <= 3; n += 1) {
      await commit(given.log);
      await given.log.node.flushCheckpoints();
      expect(isWitnessed(given)).toBe(true);
      expect(judge(given).checkpoint.size).toBe(n);
    }
  });

  test('has on the disk what it shows to a witness, and signs at most once in its time', async () => {
    const shown: string[] = [];
    const kept: boolean[] = [];
    let folder = '';
    const hub = await stranger((request, response) => {
      if (request.method === 'POST') {
        const [, note = ''] = /\n\n([\s\S]*)$/.exec(request.body) ?? [];
        shown.push(note);
        const file = readFileSync(join(folder, 'checkpoints.json'), 'utf8');
        kept.push(file.includes(JSON.stringify(note).slice(1, -1)));
      }
      response.writeHead(503).end();
    });
    const given = await cast({ hub }, { everyMs: 60_000 });
    folder = given.log.folder;
    given.log.node.start();
    for (let n = 0; n < 20; n += 1) await commit(given.log);
    await given.log.node.flushCheckpoints();
    for (let n = 0; n < 20; n += 1) await commit(given.log);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.every(Boolean)).toBe(true);
    // Of the start, and of the flush: not one for each commit.
    const signed = new Set(shown.filter((note) => note.includes('/cases\n')));
    expect(signed.size).toBeLessThanOrEqual(2);
    expect(judge(given).checkpoint.size).toBe(20);
  });

  test('signs once more when it stops, and goes on from there', async () => {
    const given = await cast();
    await commit(given.log);
    await given.log.stop();
    const file = JSON.parse(readFileSync(join(given.log.folder, 'checkpoints.json'), 'utf8')) as { seq: number };
    expect(file).toMatchObject({ v: 1, seq: 1, cases: expect.stringContaining('log.example/cases\n1\n') });
    const again = await serveNode({ id: 'log', folder: given.log.folder, registry: () => given.registry });
    ends.push(() => again.stop());
    expect(again.node.publisher.published('cases')?.note).toBe((file as unknown as { cases: string }).cases);
  });
});

describe('where checkpoints.json is missing', () => {
  test('nothing is signed or shown before the witnesses were asked, and nothing at all where one has seen more', async () => {
    const given = await cast();
    const { folder } = given.log;
    const older = temporaryFolder();
    await commit(given.log);
    await given.log.stop();
    cpSync(folder, older, { recursive: true });
    const reopen = async (place: string) => {
      rmSync(join(place, 'checkpoints.json'));
      const one = await serveNode({ id: 'log', folder: place, registry: () => given.registry });
      ends.push(() => one.stop());
      expect(one.node.publisher.published('cases')).toBeUndefined();
      const answer = await fetch(`${one.served.url}/log/books/checkpoint`);
      expect([answer.status, await answer.json()]).toEqual([
        503,
        expect.objectContaining({ code: 'log-is-not-signed-yet' }),
      ]);
      expect(existsSync(join(place, 'checkpoints.json'))).toBe(false);
      return one;
    };
    const whole = await reopen(folder);
    whole.node.start();
    await commit(whole);
    await whole.node.flushCheckpoints();
    expect(whole.node.publisher.published('cases')?.checkpoint.size).toBe(2);
    expect(isWitnessed({ ...given, log: whole })).toBe(true);
    await whole.stop();
    const behind = await reopen(older);
    behind.node.start();
    await expect(commit(behind)).rejects.toMatchObject({ code: 'ERR_LOG_BEHIND_WITNESS' });
    await behind.node.flushCheckpoints();
    expect(behind.node.publisher.published('cases')).toBeUndefined();
    await behind.stop();
    expect(existsSync(join(older, 'checkpoints.json'))).toBe(false);
  });
});

describe('where checkpoints.json cannot be written', () => {
  let isFull = false;
  const small: World = {
    ...world,
    disk: {
      ...world.disk,
      writeAtomically(path, ...what) {
        if (isFull && path.endsWith('checkpoints.json')) throw new Error('ENOSPC: no space left on device');
        world.disk.writeAtomically(path, ...what);
      },
    },
  };
  const begin = async (): Promise<ServedNode> => {
    isFull = false;
    const one = await serveNode({
      id: 'log',
      world: small,
      registry: () => undefined,
      config: { checkpointEveryMs: 5 },
    });
    ends.push(() => one.stop());
    one.node.start();
    isFull = true;
    await commit(one);
    await one.node.flushCheckpoints();
    expect(one.node.publisher.published('cases')?.checkpoint.size).toBe(0);
    return one;
  };

  test('a node signs when there is space again, though nothing more was committed', async () => {
    const one = await begin();
    isFull = false;
    await expect.poll(() => one.node.publisher.published('cases')?.checkpoint.size).toBe(1);
  });

  test('a node stops as always, and signs after the next start', async () => {
    const one = await begin();
    await one.stop();
    isFull = false;
    const again = await serveNode({ id: 'log', folder: one.folder, registry: () => undefined });
    ends.push(() => again.stop());
    again.node.start();
    await expect.poll(() => again.node.publisher.published('cases')?.checkpoint.size).toBe(1);
  });
});

describe('where the clock is set back by an hour', () => {
  test('a node signs what is committed, and asks a witness again that was down', async () => {
    let backMs = 0;
    const clock = { ...world.clock, now: () => world.clock.now() - backMs };
    let asked = 0;
    const hub = await stranger((_, response) => {
      asked += 1;
      response.writeHead(503).end();
    });
    const given = await cast({ hub }, { everyMs: 20, world: { ...world, clock } });
    given.log.node.start();
    await commit(given.log);
    await given.log.node.flushCheckpoints();
    backMs = 3_600_000;
    const before = asked;
    await commit(given.log);
    await expect.poll(() => given.log.node.publisher.published('cases')?.checkpoint.size).toBe(2);
    await expect.poll(() => asked).toBeGreaterThan(before);
  });
});

const other = new OtherLog('other', ['one']);
/** What somebody answers who cannot be trusted; the commands go on, and nothing counts as witnessed. */
const liars: readonly (readonly [string, Answer])[] = [
  ['fails', (_, response) => void response.writeHead(500).end()],
  ['says that it has seen more, and shows nothing', conflict((response) => response.writeHead(404).end())],
  ['says that it has seen more, and shows garbage', conflict((response) => response.end('garbage'))],
  [
    'says that it has seen more, of another log',
    conflict((response) => response.end(formatCheckpoint(other.checkpoint(1)))),
  ],
  [
    'shows what the log never signed',
    conflict((response) =>
      response.end(formatCheckpoint(other.checkpoint(1)).replaceAll('other.example/books', 'log.example/cases')),
    ),
  ],
  ['says that it has seen less, again and again', (_, response) => void response.writeHead(409).end('0\n')],
  ['says that it has seen nonsense', (_, response) => void response.writeHead(409).end('-1\n')],
  ['refuses without a reason', (_, response) => void response.writeHead(422).end()],
  ['cosigns with nothing', (_, response) => void response.end()],
  ['cosigns with garbage', (_, response) => void response.end('— a-hub.example/witness AAAA\n')],
  [
    'never ends',
    (_, response) => {
      const writing = setInterval(() => response.write('x'.repeat(10_000)), 5);
      response.once('close', () => clearInterval(writing));
    },
  ],
];

function conflict(show: (response: ServerResponse) => unknown): Answer {
  return (request, response) => {
    if (request.method === 'POST')
      response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end('4503599627370496\n');
    else show(response);
  };
}

describe('a witness', () => {
  test.each(liars)('that %s keeps nobody from working, and counts for nothing', async (_, answer) => {
    const given = await cast({ hub: await stranger(answer) });
    given.log.node.start();
    await commit(given.log);
    await given.log.node.flushCheckpoints();
    await commit(given.log);
    await given.log.node.flushCheckpoints();
    expect(judge(given).checkpoint.size).toBe(2);
    expect(judge(given).witnesses.map(({ name }) => name)).toEqual(['council']);
    expect(isWitnessed(given)).toBe(false);
  });

  test.each([
    [0, true],
    [2 * 86_400, false],
    [8.64e12, false],
  ])('that cosigns %d seconds from now counts: %s', async (ahead, counts) => {
    const hubKeys = generateNodeKeys(world, 'a-hub.example');
    const hub = await stranger((request, response) => {
      if (request.method !== 'POST') return void response.writeHead(404).end();
      const { checkpoint } = accepted(parseAddCheckpoint(request.body));
      const timestamp = Math.floor(world.clock.now() / 1_000) + ahead;
      response.end(formatSignatureLine(cosign(checkpoint.note, signerKeyOf(hubKeys, 'witness'), timestamp)));
    });
    const given = await cast({ hub, hubKeys });
    given.log.node.start();
    await commit(given.log);
    await given.log.node.flushCheckpoints();
    expect(isWitnessed(given)).toBe(counts);
  });

  test('that was busy with an older checkpoint is asked for the newest when it answers', async () => {
    const hub = await lateHub();
    const given = await cast({ hub: hub.url, hubKeys: hub.keys }, { world: hasty });
    given.log.node.start();
    await commit(given.log);
    await expect.poll(() => hub.held.length).toBe(1);
    await commit(given.log);
    await expect.poll(() => given.log.node.publisher.published('cases')?.checkpoint.size).toBe(2);
    expect(isWitnessed(given)).toBe(false);
    hub.release();
    await expect.poll(() => isWitnessed(given)).toBe(true);
  });

  test('that answers with a key that it has no more is asked for its present one', async () => {
    const hub = await lateHub();
    const given = await cast({ hub: hub.url, hubKeys: hub.keys }, { world: hasty });
    given.log.node.start();
    await commit(given.log);
    await expect.poll(() => hub.held.length).toBe(1);
    const keys = generateNodeKeys(world, 'a-hub.example');
    const nodes = given.registry.nodes.map((node) => (node.id === 'a-hub' ? { ...node, ...logKeysOf(keys) } : node));
    Object.assign(given.registry, { epoch: 2, nodes });
    hub.release();
    hub.keys = keys;
    await expect.poll(() => isWitnessed(given)).toBe(true);
  });

  test('that hangs delays a checkpoint for two seconds at most', async () => {
    const given = await cast({ hub: await stranger(() => {}) });
    const began = world.clock.now();
    given.log.node.start();
    await commit(given.log);
    await given.log.node.flushCheckpoints();
    expect(judge(given).checkpoint.size).toBe(1);
    // Two seconds to ask what it has seen, two for a quorum.
    expect(world.clock.now() - began).toBeLessThan(8_000);
  });

  test('that is down is asked with growing pauses', async () => {
    let asked = 0;
    const hub = await stranger((_, response) => {
      asked += 1;
      response.writeHead(503).end();
    });
    const given = await cast({ hub });
    given.log.node.start();
    const until = world.clock.now() + 1_500;
    while (world.clock.now() < until) {
      await commit(given.log);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    // Each of some 70 checkpoints of two logs would be 140; with pauses of 40, 80, 160 ms and so on it is far less.
    expect(asked).toBeGreaterThan(2);
    expect(asked).toBeLessThan(30);
  });
});

describe('checkpoints.json', () => {
  test.each<[string, (text: string) => string]>([
    ['is empty', () => ''],
    ['is cut off', (text) => text.slice(0, -20)],
    ['is written in another way', (text) => JSON.stringify(JSON.parse(text), null, 1)],
    ['has one more member', (text) => text.replace('{', '{"a":1,')],
    ['is of another version', (text) => text.replace('"v":1', '"v":2')],
    ['has another size', (text) => text.replace('/cases\\n1\\n', '/cases\\n2\\n')],
    ['has another position', (text) => text.replace('"seq":1', '"seq":2')],
    ['has the checkpoints exchanged', exchange],
    [
      'has a flipped letter in a signature',
      (text) => text.replace(/(\/cases )(.)/, (_, a: string, b: string) => a + (b === 'A' ? 'B' : 'A')),
    ],
  ])('keeps the node from starting, and is left as it is, if it %s', async (_, damage) => {
    const given = await cast();
    await commit(given.log);
    await given.log.stop();
    const path = join(given.log.folder, 'checkpoints.json');
    const text = readFileSync(path, 'utf8');
    const damaged = damage(text);
    expect(damaged).not.toBe(text);
    writeFileSync(path, damaged);
    const again = serveNode({ id: 'log', folder: given.log.folder, registry: () => given.registry });
    await expect(again).rejects.toMatchObject({ code: 'ERR_STORE_CORRUPTED' });
    expect(readFileSync(path, 'utf8')).toBe(damaged);
    writeFileSync(path, text);
    await (await serveNode({ id: 'log', folder: given.log.folder, registry: () => given.registry })).stop();
  });
});

function exchange(text: string): string {
  const { books, cases, ...file } = JSON.parse(text) as Record<string, unknown>;
  return `${JSON.stringify({ books: cases, cases: books, ...file })}\n`;
}
