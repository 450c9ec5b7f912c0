import { connect, createServer, type Server, type Socket } from 'node:net';
import { realWorld } from '@hubgraph/kernel';
import { BSON } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HAS_MONGO, type MongoServer, startMongo } from './mongo-server.test-helper.ts';
import { openMongoStore } from './mongo-store.ts';
import type { Store, StoredCommit } from './port.ts';

const OP_MSG = 2013;
type Body = Record<string, unknown>;

/** Stands between driver and server, reads what they say (OP_MSG), and may cut or change it. */
class Wiretap {
  readonly commands: Body[] = [];
  /** Asked for each answer with the command that it is to; undefined cuts the connection in its place. */
  answer: (command: Body, answer: Body) => Body | undefined = (_command, answer) => answer;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(target: number) {
    this.#server = createServer((client) => {
      const server = connect(target, '127.0.0.1');
      for (const socket of [client, server]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          client.destroy();
          server.destroy();
        });
      }
      const asked = new Map<number, Body>();
      eachMessage(client, (message) => {
        const body = bodyOf(message);
        if (body !== undefined) {
          asked.set(message.readInt32LE(4), body);
          this.commands.push(body);
        }
        server.write(message);
      });
      eachMessage(server, (message) => {
        const body = bodyOf(message);
        const command = asked.get(message.readInt32LE(8));
        if (body === undefined || command === undefined) return void client.write(message);
        const changed = this.answer(command, body);
        if (changed === undefined) return void client.destroy();
        client.write(changed === body ? message : withBody(message, changed));
      });
    });
  }

  static async to(uri: string): Promise<Wiretap> {
    const proxy = new Wiretap(Number(new URL(uri).port || 27017));
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get uri(): string {
    const address = this.#server.address();
    return `mongodb://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/?directConnection=true`;
  }

  /** What was asked of a collection, by the name of the command. */
  asked(name: string): Body[] {
    return this.commands.filter((command) => command[name] !== undefined);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function eachMessage(socket: Socket, use: (message: Buffer) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => {
    rest = Buffer.concat([rest, data]);
    while (rest.length >= 16 && rest.length >= rest.readInt32LE(0)) {
      const length = rest.readInt32LE(0);
      use(Buffer.from(rest.subarray(0, length)));
      rest = rest.subarray(length);
    }
  });
}

/** The section of kind 0 of an OP_MSG, which the driver writes first. */
function bodyOf(message: Buffer): Body | undefined {
  if (message.readInt32LE(12) !== OP_MSG || message[20] !== 0) return undefined;
  return BSON.deserialize(message.subarray(21, 21 + message.readInt32LE(21)));
}

function withBody(message: Buffer, body: Body): Buffer {
  const changed = Buffer.concat([message.subarray(0, 21), BSON.serialize(body)]);
  changed.writeInt32LE(changed.length, 0);
  // No checksum follows.
  changed.writeInt32LE(0, 16);
  return changed;
}

const commit = (seq: number, commandId = `c${seq}`): StoredCommit => ({ seq, commandId, bytes: `{"seq":${seq}}` });
const isInsertOfCommits = (command: Body): boolean => command['insert'] === 'commits';

describe.skipIf(!HAS_MONGO)('between driver and server [skipped without a MongoDB server]', () => {
  let server: MongoServer;
  let proxy: Wiretap;
  let store: Store;
  let database = '';
  let count = 0;
  beforeAll(async () => {
    server = await startMongo();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    count += 1;
    database = `hubgraph_wire_${process.pid}_${count}`;
    proxy = await Wiretap.to(server.uri);
    store = await openMongoStore(realWorld(), {
      uri: `${proxy.uri}&w=1&readConcernLevel=local`,
      database,
      node: 'cee',
    });
  });
  afterEach(async () => {
    await store.close();
    await proxy.close();
    await server.drop(database);
  });

  test('every write asks for a majority and its disks, every read for a majority, whatever the address says', async () => {
    await store.append([commit(1)], [{ key: 'a', salt: '00', text: 'x' }]);
    await store.vault.put([{ key: 'b', salt: '00', text: 'x' }]);
    await store.vault.get(['a']);
    await store.vault.erase('a');
    await store.range(1, 1);
    await store.head();
    const writes = ['insert', 'update', 'delete'].flatMap((name) => proxy.asked(name));
    const reads = proxy.asked('find');
    expect([writes.length, reads.length]).toEqual([6, 5]);
    for (const write of writes) expect(write['writeConcern']).toMatchObject({ w: 'majority', j: true });
    for (const read of reads) expect(read['readConcern']).toMatchObject({ level: 'majority' });
    for (const insert of proxy.asked('insert')) expect(insert['ordered']).toBe(insert['insert'] !== 'vault');
    for (const command of proxy.commands) expect(command).not.toHaveProperty('startTransaction');
  });

  test('an answer that is cut off after the server did it leaves the commits there once', async () => {
    let isCut = false;
    proxy.answer = (command, answer) => {
      if (isCut || !isInsertOfCommits(command)) return answer;
      isCut = true;
      return undefined;
    };
    const group = [commit(1), commit(2)];
    // A replica set's driver sends it again by itself and is told that it was done; a single server's throws.
    const outcome = await store.append(group).then(
      () => 'acknowledged',
      (error: { code: string }) => error.code,
    );
    expect(isCut).toBe(true);
    expect(['acknowledged', 'ERR_STORE_UNAVAILABLE']).toContain(outcome);
    if (outcome !== 'acknowledged')
      await expect(store.append(group)).rejects.toMatchObject({ code: 'ERR_STORE_CONFLICT' });
    expect(await store.range(1, 10)).toEqual(group);
    await store.append([commit(3)]);
    expect(await store.head()).toBe(3);
  });

  test('a write that no majority confirmed is not acknowledged', async () => {
    proxy.answer = (command, answer) =>
      isInsertOfCommits(command)
        ? { ...answer, writeConcernError: { code: 64, codeName: 'WriteConcernFailed', errmsg: 'waiting timed out' } }
        : answer;
    await expect(store.append([commit(1)])).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
  });

  test('a duplicate that no majority confirmed is not taken for one', async () => {
    await store.append([commit(1)], [{ key: 'a', salt: '00', text: 'x' }]);
    proxy.answer = (command, answer) =>
      command['insert'] === 'vault'
        ? { ...answer, writeConcernError: { code: 64, codeName: 'WriteConcernFailed', errmsg: 'waiting timed out' } }
        : answer;
    const again = store.append([commit(2)], [{ key: 'a', salt: '00', text: 'x' }]);
    await expect(again).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
    expect(await store.head()).toBe(1);
  });

  test('a primary that steps down while it writes is said, and what it did is found', async () => {
    proxy.answer = (command, answer) => {
      if (!isInsertOfCommits(command)) return answer;
      proxy.answer = (_command, untouched) => untouched;
      return { ok: 0, code: 11602, codeName: 'InterruptedDueToReplStateChange', errmsg: 'operation was interrupted' };
    };
    const outcome = await store.append([commit(1)]).then(
      () => 'acknowledged',
      (error: { code: string }) => error.code,
    );
    expect(['acknowledged', 'ERR_STORE_UNAVAILABLE']).toContain(outcome);
    expect(await store.range(1, 10)).toEqual([commit(1)]);
  });

  test('a server that is killed while commits come loses none that it acknowledged, and leaves no gap', async (context) => {
    if (!server.isOurs) context.skip('the server at MONGODB_URI is not ours to kill');
    const direct = await openMongoStore(realWorld(), { uri: server.uri, database, node: 'killed' });
    let acknowledged = 0;
    const writing = (async () => {
      for (let from = 1; ; from += 5) {
        const group = [0, 1, 2, 3, 4].map((n) => commit(from + n));
        await direct.append(group);
        acknowledged = from + 4;
      }
    })();
    const stopped = expect(writing).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
    while (acknowledged < 100) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.kill();
    const closing = Promise.allSettled([stopped, direct.close()]);
    await server.restart();
    await closing;
    await stopped;
    const again = await openMongoStore(realWorld(), { uri: server.uri, database, node: 'killed' });
    const there = await again.range(1, 10_000);
    expect(there.length).toBeGreaterThanOrEqual(acknowledged);
    expect(there).toEqual(there.map((_, index) => commit(index + 1)));
    await again.append([commit(there.length + 1)]);
    await again.close();
  });
});
