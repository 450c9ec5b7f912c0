import { realWorld } from '@hubgraph/kernel';
import { beforeEach, describe, expect, test } from 'vitest';
import { mongoStoreOver } from './mongo-store.ts';
import type { Store, StoredCommit } from './port.ts';
import { type Concerns, ReplicaSet, STRICT } from './replica-set.test-helper.ts';

const commit = (seq: number, commandId = `c${seq}`): StoredCommit => ({ seq, commandId, bytes: `{"seq":${seq}}` });
const conflict = { code: 'ERR_STORE_CONFLICT' };
const unavailable = { code: 'ERR_STORE_UNAVAILABLE' };
const idsOf = (commits: readonly StoredCommit[]): string[] => commits.map(({ commandId }) => commandId);

let servers: ReplicaSet;
beforeEach(() => {
  servers = new ReplicaSet();
});
const open = (concerns: Concerns = STRICT): Promise<Store> =>
  mongoStoreOver(realWorld(), 'cee', servers.connect(concerns));

describe('a primary that steps down and is rolled back', () => {
  /** A commit is written to a primary that is cut off; then another server takes over, and another writer is first. */
  async function story(concerns: Concerns) {
    const one = await open(concerns);
    const seen = async () => idsOf(await (await open(concerns)).range(1, 10));
    await one.append([commit(1)]);
    servers.cutOff();
    const appending = one.append([commit(2, 'of one')]).then(
      () => 'acknowledged' as const,
      (error: { code: string }) => error.code,
    );
    await new Promise((resolve) => setImmediate(resolve));
    const seenBefore = await seen();
    servers.stepDown();
    const outcome = await appending;
    await (await open(concerns)).append([commit(2, 'of two')]);
    return { seenBefore, outcome, seenAfter: await seen() };
  }

  test('takes back nothing that was acknowledged or seen', async () => {
    const told = await story(STRICT);
    expect(told).toEqual({
      seenBefore: ['c1'],
      outcome: 'ERR_STORE_UNAVAILABLE',
      seenAfter: ['c1', 'of two'],
    });
  });

  test('control: with w: 1 an acknowledged commit is lost', async () => {
    const told = await story({ ...STRICT, w: 1 });
    expect(told.outcome).toBe('acknowledged');
    expect(told.seenAfter).not.toContain('of one');
  });

  test('a store that saw more says that the server went back', async () => {
    const careless = await open({ ...STRICT, read: 'local' });
    servers.cutOff();
    const appending = expect((await open()).append([commit(1)])).rejects.toMatchObject(unavailable);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await careless.head()).toBe(1);
    servers.stepDown();
    await appending;
    await expect(careless.head()).rejects.toMatchObject(unavailable);
  });

  test('control: with local reads a commit is seen and then another in its place', async () => {
    const told = await story({ ...STRICT, read: 'local' });
    expect(told.seenBefore).toEqual(['c1', 'of one']);
    expect(told.seenAfter).not.toContain('of one');
  });

  test('a commit that is in the way and rolled back later leaves its place free', async () => {
    const [one, two] = [await open(), await open()];
    servers.cutOff();
    const first = expect(one.append([commit(1, 'of one')])).rejects.toMatchObject(unavailable);
    const second = expect(two.append([commit(1, 'of two')])).rejects.toMatchObject(unavailable);
    await new Promise((resolve) => setImmediate(resolve));
    servers.stepDown();
    await Promise.all([first, second]);
    await two.append([commit(1, 'of two')]);
    await expect(one.append([commit(1, 'of one')])).rejects.toMatchObject(conflict);
    expect(idsOf(await one.range(1, 9))).toEqual(['of two']);
  });

  test('texts are there for as long as the commits that cite them', async () => {
    const store = await open();
    await store.append([commit(1)], [{ key: 'a', salt: '00', text: 'kept' }]);
    servers.cutOff();
    const appending = expect(
      store.append([commit(2)], [{ key: 'b', salt: '00', text: 'gone with it' }]),
    ).rejects.toMatchObject(unavailable);
    await new Promise((resolve) => setImmediate(resolve));
    servers.stepDown();
    await appending;
    expect([...(await store.vault.get(['a', 'b'])).keys()]).toEqual(['a']);
    expect(await store.head()).toBe(1);
  });
});

describe('a server that has just taken over', () => {
  test('is waited for until it shows what was acknowledged', async () => {
    const store = await open();
    await store.append([commit(1), commit(2)]);
    servers.staleReads = 3;
    expect(await store.head()).toBe(2);
    servers.staleReads = 3;
    expect(idsOf(await store.range(1, 10))).toEqual(['c1', 'c2']);
  });

  test('control: what the calls themselves say goes back', async () => {
    const store = await open();
    await store.append([commit(1), commit(2)]);
    servers.staleReads = 1;
    expect(await servers.connect().newest('cee')).toBe(1);
  });
});

describe('an acknowledgement that is lost', () => {
  test('leaves the commit there once, and the next append sees it as a conflict', async () => {
    const store = await open();
    servers.next({ ackLost: true });
    await expect(store.append([commit(1)])).rejects.toMatchObject(unavailable);
    await expect(store.append([commit(1)])).rejects.toMatchObject(conflict);
    expect(idsOf(await store.range(1, 10))).toEqual(['c1']);
    await store.append([commit(2)]);
    expect(await store.head()).toBe(2);
  });

  test('control: where nothing is unique it is there twice, and reading finds that', async () => {
    servers.isUnique = false;
    const store = await open();
    servers.next({ ackLost: true });
    await expect(store.append([commit(1)])).rejects.toMatchObject(unavailable);
    await store.append([commit(1)]);
    expect(idsOf(servers.all)).toEqual(['c1', 'c1']);
    await expect(store.range(1, 10)).rejects.toMatchObject({ code: 'ERR_STORE_CORRUPTED' });
  });
});

describe('a request that reaches the server twice', () => {
  test('is carried out once', async () => {
    const store = await open();
    servers.next({ times: 2 });
    await expect(store.append([commit(1), commit(2)])).rejects.toMatchObject(conflict);
    expect(idsOf(await store.range(1, 10))).toEqual(['c1', 'c2']);
  });

  test('control: where nothing is unique it is carried out twice', async () => {
    servers.isUnique = false;
    const store = await open();
    servers.next({ times: 2 });
    await store.append([commit(1), commit(2)]);
    expect(idsOf(servers.all)).toEqual(['c1', 'c2', 'c1', 'c2']);
  });
});

describe('a group of which a part was written', () => {
  test.each([0, 1, 2, 4])('is a prefix: %i of five', async (cutAfter) => {
    const store = await open();
    servers.next({ cutAfter });
    const group = [1, 2, 3, 4, 5].map((seq) => commit(seq));
    await expect(store.append(group)).rejects.toMatchObject(unavailable);
    const there = await store.range(1, 10);
    expect(there).toEqual(group.slice(0, cutAfter));
    await store.append(group.slice(cutAfter));
    expect(await store.range(1, 10)).toEqual(group);
  });

  /** A group with a command id in its middle that is taken. */
  async function story(concerns: Concerns): Promise<Store> {
    const store = await open(concerns);
    await store.append([commit(1, 'taken')]);
    await expect(store.append([commit(2), commit(3, 'taken'), commit(4)])).rejects.toMatchObject(conflict);
    return store;
  }

  test('ends where the first of it could not be written', async () => {
    expect(idsOf(await (await story(STRICT)).range(1, 10))).toEqual(['taken', 'c2']);
  });

  test('control: unordered it leaves a gap, behind which nothing is shown', async () => {
    const store = await story({ ...STRICT, ordered: false });
    expect(servers.all.map(({ seq }) => seq)).toEqual([1, 2, 4]);
    await expect(store.range(1, 10)).rejects.toMatchObject({ code: 'ERR_STORE_CORRUPTED' });
    expect(idsOf(await store.range(1, 2))).toEqual(['taken', 'c2']);
  });
});
