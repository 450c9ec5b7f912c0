import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HubgraphError, isRejection, realWorld, reject } from '@hubgraph/kernel';
import { openSqliteStore, type Store } from '@hubgraph/store';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Command, defineCommand, defineEntity, type Event, type Projection } from './concept.ts';
import { Journal, type JournalOptions, type Place } from './journal.ts';

interface Add extends Command {
  readonly type: 'Add';
  readonly counter: string;
  readonly byMinor: bigint;
  readonly stage?: string;
}
interface Release extends Command {
  readonly type: 'Release';
  readonly stage: string;
}
interface Added extends Event {
  readonly type: 'Added';
  readonly counter: string;
  readonly byMinor: bigint;
}
interface Counter {
  readonly totalMinor: bigint;
}

const add = defineCommand<Add, Counter | undefined, Added>({
  type: 'Add',
  load: (read, command) => read.entity<Counter>('counter', command.counter),
  decide(command, state) {
    if (command.byMinor === 666n) throw new Error('a bug in decide');
    if (command.byMinor <= 0n) return reject('nothing-to-add', 'Add something.');
    if ((state?.totalMinor ?? 0n) + command.byMinor > 100n) return reject('counter-is-full', 'It holds 100.');
    return [{ type: 'Added', counter: command.counter, byMinor: command.byMinor }];
  },
});
const addStaged = defineCommand<Omit<Add, 'type'> & { type: 'AddStaged' }, undefined, Added>({
  type: 'AddStaged',
  load: () => undefined,
  decide: ({ counter, byMinor }) => [{ type: 'Added', counter, byMinor }],
  stage: (command) => command.stage ?? '',
});
const release = defineCommand<Release, undefined, Event>({
  type: 'Release',
  load: () => undefined,
  decide: ({ stage }) => [{ type: 'StageReleased', stage } as Event],
});
const counter = defineEntity<Counter, Added>({
  kind: 'counter',
  concerns: (event) => (event.type === 'Added' ? [event.counter] : []),
  evolve: (state, { event }) => ({ totalMinor: (state?.totalMinor ?? 0n) + event.byMinor }),
});
const log: Projection = {
  name: 'log',
  version: 1,
  schema: ['CREATE TABLE log (n INTEGER PRIMARY KEY AUTOINCREMENT, counter TEXT, amount INTEGER) STRICT'],
  fold({ event }, views) {
    if (event.type !== 'Added') return;
    const { counter: name, byMinor } = event as Added;
    if (byMinor === 99n) throw new Error('a bug in fold');
    views.run('INSERT INTO log (counter, amount) VALUES (?, ?)', name, byMinor);
  },
};

let folder: string;
let stores: Store[];
let journals: Journal[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-journal-'));
  stores = [];
  journals = [];
});
afterEach(async () => {
  for (const journal of journals) await journal.close();
  for (const store of stores) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(views = 'views.db', wrap: (store: Store) => Store = (store) => store): Promise<Journal> {
  const store = openSqliteStore(realWorld(), join(folder, 'journal.db'));
  stores.push(store);
  const options: JournalOptions = {
    world: realWorld(),
    node: 'cee',
    store: wrap(store),
    viewsPath: join(folder, views),
    commands: [add, addStaged, release],
    entities: [counter],
    projections: [log],
  };
  const journal = await Journal.open(options);
  journals.push(journal);
  return journal;
}

let ids = 0;
const command = (byMinor: bigint, name = 'a'): Add => ({ type: 'Add', at: 1, by: 'operator', counter: name, byMinor });
const send = (journal: Journal, what: Command, commandId = `id-${++ids}`) =>
  journal.handle(what, {
    commandId,
    fingerprint: JSON.stringify(what, (_, v) => (typeof v === 'bigint' ? `${v}` : v)),
  });
const total = (journal: Journal, name = 'a') => journal.reader.entity<Counter>('counter', name)?.totalMinor ?? 0n;

describe('a journal', () => {
  test('commits what was decided and shows it', async () => {
    const journal = await open();
    expect(await send(journal, command(5n))).toMatchObject({ seq: 1, exists: false });
    expect(total(journal)).toBe(5n);
    expect(journal.reader.position()).toBe(1);
  });

  test('a refusal commits nothing', async () => {
    const journal = await open();
    expect(await send(journal, command(0n))).toMatchObject({ code: 'nothing-to-add' });
    expect(await stores[0]?.head()).toBe(0);
  });

  test('considers a command as it would be decided now, and keeps nothing of it', async () => {
    const journal = await open();
    await send(journal, command(60n));
    const before = journal.digest();
    expect(journal.consider(command(40n))).toBeUndefined();
    expect(journal.consider(command(41n))?.code).toBe('counter-is-full');
    expect(journal.consider(command(0n), () => reject('not-you', 'Somebody else.'))?.code).toBe('not-you');
    expect(journal.digest()).toBe(before);
    expect(await stores[0]?.head()).toBe(1);
    expect(await send(journal, command(40n))).toMatchObject({ seq: 2 });
    expect(journal.consider(command(1n))?.code).toBe('counter-is-full');
  });

  test('considers against what is committed, while a group is being decided', async () => {
    let seen: unknown = 'nothing';
    const journal = await open('views.db', (store) => ({
      ...store,
      head: () => store.head(),
      range: (from, limit) => store.range(from, limit),
      close: () => store.close(),
      async append(commits, texts) {
        seen = journal.consider(command(50n));
        await store.append(commits, texts);
      },
    }));
    await send(journal, command(60n));
    // The sixty are in the open transaction of the views, and not durable.
    expect(seen).toBeUndefined();
    expect(journal.consider(command(50n))?.code).toBe('counter-is-full');
  });

  test('commands of one group see each other: a rule holds under concurrency', async () => {
    const journal = await open();
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => send(journal, command(7n))));
    expect(outcomes.filter((outcome) => !isRejection(outcome))).toHaveLength(14);
    expect(total(journal)).toBe(98n);
  });

  test('the same key with the same request is answered again; with another it is refused', async () => {
    const journal = await open();
    const first = await send(journal, command(5n), 'key');
    expect(await send(journal, command(5n), 'key')).toEqual({ ...first, exists: true });
    expect(await send(journal, command(6n), 'key')).toMatchObject({ code: 'idempotency-key-was-used' });
    const both = await Promise.all([send(journal, command(1n), 'twice'), send(journal, command(1n), 'twice')]);
    expect(both.map((outcome) => !isRejection(outcome) && outcome.exists)).toEqual([false, true]);
    expect(total(journal)).toBe(6n);
  });

  test('one command that throws does not take its group with it', async () => {
    const journal = await open();
    const [good, inDecide, inFold, alsoGood] = await Promise.allSettled([
      send(journal, command(1n)),
      send(journal, command(666n)),
      send(journal, command(99n, 'b')),
      send(journal, command(2n)),
    ]);
    expect([good?.status, inDecide?.status, inFold?.status, alsoGood?.status]).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(total(journal)).toBe(3n);
    expect(await stores[0]?.head()).toBe(2);
  });

  test('a crash between append and views is repaired when opening', async () => {
    const journal = await open('views.db', (store) => ({
      ...store,
      append: async (commits) => {
        await store.append(commits);
        throw new HubgraphError('ERR_STORE_UNAVAILABLE', 'the power went out');
      },
      range: (from, limit) => store.range(from, limit),
      head: () => store.head(),
      close: () => store.close(),
    }));
    await expect(send(journal, command(5n))).rejects.toThrow('the power went out');
    expect(total(journal)).toBe(0n);
    await journal.close();
    const again = await open();
    expect(total(again)).toBe(5n);
  });

  test('of two replicas on one store the slower decides again', async () => {
    const one = await open('one.db');
    const two = await open('two.db');
    await send(one, command(60n));
    expect(await send(two, command(60n))).toMatchObject({ code: 'counter-is-full' });
    expect(await send(two, command(40n))).toMatchObject({ seq: 2 });
    expect(total(two)).toBe(100n);
  });

  test('views that are rebuilt are the same', async () => {
    const journal = await open('first.db');
    for (const n of [1n, 2n, 3n]) await send(journal, command(n));
    const rebuilt = await open('second.db');
    expect(rebuilt.digest()).toBe(journal.digest());
    await send(rebuilt, command(1n));
    expect(rebuilt.digest()).not.toBe(journal.digest());
  });

  test('staged commits are invisible until released, all at once, also after a rebuild', async () => {
    const journal = await open();
    const staged = (n: bigint) => ({ ...command(n), type: 'AddStaged', stage: 's1' }) as unknown as Command;
    await send(journal, staged(10n));
    await send(journal, staged(20n));
    expect(total(journal)).toBe(0n);
    await Promise.all([
      send(journal, staged(30n)),
      send(journal, { type: 'Release', at: 1, by: 'operator', stage: 's1' } as Release),
    ]);
    expect(total(journal)).toBe(60n);
    expect((await open('other.db')).digest()).toBe(journal.digest());
  });

  test('what became visible is read on from any place, staged commits with the one that released them', async () => {
    const journal = await open();
    const staged = (n: bigint) => ({ ...command(n), type: 'AddStaged', stage: 's1' }) as unknown as Command;
    for (const one of [command(1n), staged(10n), staged(20n), command(2n)]) await send(journal, one);
    await send(journal, { type: 'Release', at: 1, by: 'operator', stage: 's1' } as Release);
    const readFrom = async (place: Place) => {
      const read = [];
      for await (const visible of journal.visibleAfter(place)) {
        read.push([visible.place, visible.recorded.map(({ event }) => (event as Added).byMinor ?? event.type)]);
      }
      return read;
    };
    const all = [
      [{ position: 1 }, [1n]],
      [{ position: 2 }, []],
      [{ position: 3 }, []],
      [{ position: 4 }, [2n]],
      [{ position: 4, released: 1 }, [10n]],
      [{ position: 4, released: 2 }, [20n]],
      [{ position: 5 }, ['StageReleased']],
    ];
    expect(await readFrom({ position: 0 })).toEqual(all);
    for (const [index, [place]] of all.entries()) {
      expect(await readFrom(place as Place)).toEqual(all.slice(index + 1));
    }
  });

  test('a journal older than its views is refused', async () => {
    const journal = await open();
    await send(journal, command(5n));
    await journal.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `journal.db${suffix}`), { force: true });
    await expect(open()).rejects.toMatchObject({ code: 'ERR_JOURNAL_ROLLED_BACK' });
  });
});
