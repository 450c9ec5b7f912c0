import { realWorld } from '@hubgraph/kernel';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { storeContract } from './contract.test-suite.ts';
import { HAS_MONGO, type MongoServer, startMongo } from './mongo-server.test-helper.ts';
import { openMongoStore } from './mongo-store.ts';
import type { Store } from './port.ts';

describe.skipIf(!HAS_MONGO)('on a server [skipped without a MongoDB server]', () => {
  let server: MongoServer;
  let client: MongoClient;
  let database = '';
  let count = 0;
  beforeAll(async () => {
    server = await startMongo();
    client = await new MongoClient(server.uri).connect();
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });
  beforeEach(() => {
    count += 1;
    database = `hubgraph_test_${process.pid}_${count}`;
    return () => server.drop(database);
  });
  const open = (node = 'cee'): Promise<Store> => openMongoStore(realWorld(), { uri: server.uri, database, node });

  storeContract('MongoDB', realWorld, () => open());

  test('nodes in one database do not see each other', async () => {
    const [one, two] = [await open('cee'), await open('east-africa')];
    const text = { key: 'k', salt: '00', text: 'of cee' };
    await one.append([{ seq: 1, commandId: 'same', bytes: '1' }], [text]);
    expect([await two.head(), (await two.vault.get(['k'])).size]).toEqual([0, 0]);
    await two.append([{ seq: 1, commandId: 'same', bytes: '2' }], [{ ...text, text: 'of east-africa' }]);
    await two.vault.erase('k');
    expect((await one.range(1, 9)).map(({ bytes }) => bytes)).toEqual(['1']);
    expect((await one.vault.get(['k'])).get('k')).toEqual(text);
    await one.close();
    await two.close();
  });

  const damages: [string, (database: string) => Promise<unknown>][] = [
    ['one bit of a commit', (db) => commitsOf(db).updateOne({ seq: 2 }, { $set: { bytes: '{"seq":3}' } })],
    ['the digest of a commit', (db) => commitsOf(db).updateOne({ seq: 2 }, { $set: { digest: '00' } })],
    ['a commit that is gone', (db) => commitsOf(db).deleteOne({ seq: 2 })],
    ['a first commit that is gone', (db) => commitsOf(db).deleteOne({ seq: 1 })],
  ];
  const commitsOf = (db: string) => client.db(db).collection('commits');
  test.each(damages)('%s is found, and nothing after it is shown', async (_name, damage) => {
    const store = await open();
    await store.append([1, 2, 3].map((seq) => ({ seq, commandId: `c${seq}`, bytes: `{"seq":${seq}}` })));
    await damage(database);
    const fresh = await open();
    await expect(fresh.range(1, 10)).rejects.toMatchObject({ code: 'ERR_STORE_CORRUPTED' });
    await store.close();
    await fresh.close();
  });

  test('a journal of a newer release is refused', async () => {
    await (await open()).close();
    await client
      .db(database)
      .collection('nodes')
      .updateOne({}, { $set: { format: 2 } });
    await expect(open()).rejects.toMatchObject({ code: 'ERR_STORE_TOO_NEW' });
  });

  test('a journal that was put back to an older copy while it was in use is not gone on with', async () => {
    const store = await open();
    await store.append([1, 2, 3].map((seq) => ({ seq, commandId: `c${seq}`, bytes: '' })));
    await commitsOf(database).deleteMany({ seq: { $gt: 1 } });
    await expect(store.head()).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
    await store.close();
  });

  test.each(['not an address', 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100'])(
    'an address that leads nowhere is said: %s',
    async (uri) => {
      const opening = openMongoStore(realWorld(), { uri, node: 'cee', database });
      await expect(opening).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
    },
  );
});
