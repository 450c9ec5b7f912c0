import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, realWorld } from '@hubgraph/kernel';
import { HAS_MONGO, type MongoServer, startMongo } from '@hubgraph/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operator } from '../actor.ts';
import type { NodeDefinition } from '../definition.ts';
import { commonTypeDefs } from '../graphql/sdl.ts';
import { RunningNode } from '../node.ts';
import { TextSealer } from '../texts.ts';
import { type Served, serve } from './serve.ts';

const world = realWorld();
const DATABASE = `hubgraph_node_${process.pid}`;
const definition: NodeDefinition = {
  kind: 'trademark',
  roles: { writer: 'Writes.' },
  concepts: [],
  typeDefs: commonTypeDefs,
};

describe.skipIf(!HAS_MONGO)('two replicas of a node on one database [skipped without a MongoDB server]', () => {
  let server: MongoServer;
  let folder: string;
  let one: { node: RunningNode; served: Served };
  let two: typeof one;
  const started: (typeof one)[] = [];

  async function start(name: string): Promise<typeof one> {
    const config = {
      id: 'cee',
      folder: join(folder, name),
      store: { kind: 'mongodb', uri: server.uri, database: DATABASE },
      host: '127.0.0.1',
      port: 0,
      endpoint: 'http://cee.example',
      council: { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [] },
      isDemo: false,
    } as const;
    const node = await RunningNode.open(world, config, definition);
    const replica = { node, served: await serve(node) };
    started.push(replica);
    return replica;
  }
  beforeAll(async () => {
    server = await startMongo();
    folder = mkdtempSync(join(tmpdir(), 'hubgraph-replicas-'));
    one = await start('one');
    mkdirSync(join(folder, 'two'), { mode: 0o700 });
    copyFileSync(join(folder, 'one', 'keys.json'), join(folder, 'two', 'keys.json'));
    two = await start('two');
  });
  afterAll(async () => {
    for (const { node, served } of started) {
      await served.stop();
      await node.stop();
    }
    await server.drop(DATABASE);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function ask({ served }: typeof one, after?: string) {
    const began = world.clock.now();
    const { status, body } = await world.network.request({
      url: `${served.url}/graphql`,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(after === undefined ? {} : { 'hub-after': after }) },
      body: JSON.stringify({ query: '{ __typename }' }),
      timeoutMs: 10_000,
      sizeBytesMax: 1_000_000,
    });
    const { extensions, errors } = JSON.parse(body);
    return { status, seq: extensions?.position?.seq, errors, ms: world.clock.now() - began };
  }
  async function add({ node }: typeof one, name: string): Promise<number> {
    const texts = new TextSealer(world, 'cee');
    const payload = { person: newId(world, 'cee', 'person'), name: texts.seal(name) };
    const outcome = await node.operate(operator, `person:${name}`, 'AddPerson', payload, texts.entries);
    return 'seq' in outcome ? outcome.seq : 0;
  }

  test('the other one serves what was written as soon as it is told of it; without that, what it has', async () => {
    const seq = await add(one, 'Ana');
    expect((await ask(two)).seq).toBeLessThan(seq);
    const told = await ask(two, `cee=${seq}`);
    expect([told.status, told.seq]).toEqual([200, seq]);
    expect(two.node.journal.digest()).toBe(one.node.journal.digest());
  });

  test('waits for what is being written', async () => {
    const seq = two.node.journal.position + 1;
    const asking = ask(two, `cee=${seq}`);
    await ask(one);
    expect(await add(one, 'Ben')).toBe(seq);
    expect(await asking).toMatchObject({ status: 200, seq });
  });

  test('after a second says that it is behind', async () => {
    const here = await add(one, 'Chi');
    const { status, errors, ms } = await ask(two, `cee=${here + 1}`);
    expect(status).toBe(409);
    expect(errors).toMatchObject([
      { extensions: { code: 'HUB_BEHIND', node: 'cee', after: `${here + 1}`, position: `${here}` } },
    ]);
    expect(ms).toBeGreaterThanOrEqual(900);
  });

  test('both decide one command once, whoever gets it', async () => {
    const [first, second] = await Promise.all([add(one, 'Dan'), add(two, 'Dan')]);
    expect(first).toBe(second);
    expect(await add(two, 'Eve')).toBe(first + 1);
  });

  test('each follows the other by itself', async () => {
    two.node.start();
    const seq = await add(one, 'Fay');
    await expect.poll(async () => (await ask(two)).seq).toBe(seq);
  });

  test('while the database is away views are read, and both go on when it is back', async (context) => {
    if (!server.isOurs) context.skip('the server at MONGODB_URI is not ours to kill');
    await server.kill();
    const { status, seq } = await ask(two);
    expect(status).toBe(200);
    const adding = add(one, 'Gil').catch((error: { code: string }) => error.code);
    expect((await ask(two, `cee=${seq + 1}`)).status).toBe(409);
    await server.restart();
    // Nobody knows whether it was carried out; asked again, it is once.
    expect([seq + 1, 'ERR_STORE_UNAVAILABLE']).toContain(await adding);
    expect(await add(two, 'Gil')).toBe(seq + 1);
    expect(await ask(one, `cee=${seq + 1}`)).toMatchObject({ status: 200 });
  });
});
