import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Disk, realWorld, type World } from '@hubgraph/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EntityDefinition, Projection } from './concept.ts';
import { diskFailure, type OpenedViews, openViews } from './views.ts';

const deliveries: Projection = {
  name: 'deliveries',
  version: 1,
  schema: ['CREATE TABLE local_delivery (n INTEGER PRIMARY KEY) STRICT'],
  fold: () => undefined,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-views-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = () => join(folder, 'views.db');
const open = (world: World = realWorld()): OpenedViews => openViews(world, path(), [], [deliveries], 0);
const delivered = ({ views }: OpenedViews) => views.reader.rows('SELECT n FROM local_delivery').map(({ n }) => n);
function written(options: { isSealed: boolean }): void {
  const { views } = open();
  views.begin();
  for (const n of [1, 2, 3]) views.writer.run('INSERT INTO local_delivery VALUES (?)', n);
  views.commit(0);
  views.close(options);
}

/** The disk of a process that ends at its call number `calls` that changes something. */
function endingAfter(calls: number): World {
  const world = realWorld();
  let left = calls;
  const counted =
    <A extends unknown[]>(call: (...given: A) => void) =>
    (...given: A): void => {
      if (left === 0) throw new Error('the process was killed');
      left -= 1;
      call(...given);
    };
  const disk: Disk = {
    ...world.disk,
    remove: counted(world.disk.remove),
    writeAtomically: counted(world.disk.writeAtomically),
  };
  return { ...world, disk };
}

describe('rows that only this replica has', () => {
  test('are there after every way in which making the views anew may be cut off', () => {
    let cut = 0;
    for (; ; cut += 1) {
      written({ isSealed: false });
      let again: OpenedViews | undefined;
      try {
        again = open(endingAfter(cut));
      } catch {
        again = open();
      }
      expect(again.isNew).toBe(true);
      expect(delivered(again)).toEqual([1n, 2n, 3n]);
      again.views.close();
      rmSync(folder, { recursive: true });
      folder = mkdtempSync(join(tmpdir(), 'hubgraph-views-'));
      if (cut > 20) break;
    }
  });

  test('are not taken from a file that was closed and is another now', () => {
    written({ isSealed: true });
    const bytes = readFileSync(path());
    // The page of the table is the last one that was made; a row's number stands at its end.
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(path(), bytes);
    const again = open();
    expect(again.isNew).toBe(true);
    expect(delivered(again)).toEqual([]);
    again.views.close();
  });
});

describe('the seal', () => {
  test('holds although opening the file has left an empty log', () => {
    written({ isSealed: true });
    closeSync(openSync(`${path()}-wal`, 'w'));
    const again = open();
    expect(again.isNew).toBe(false);
    expect(delivered(again)).toEqual([1n, 2n, 3n]);
    again.views.close();
  });

  test('that cannot be written is none: closing goes on, and the views are made anew', () => {
    const world = realWorld();
    const disk: Disk = {
      ...world.disk,
      writeAtomically() {
        throw new Error('no space left');
      },
    };
    const { views } = open({ ...world, disk });
    expect(() => views.close({ isSealed: true })).not.toThrow();
    const again = open();
    expect(again.isNew).toBe(true);
    again.views.close();
  });
});

test('what the disk did not do has a code of ours, and what is a bug has not', () => {
  const { views } = open();
  const raised = (sql: string): unknown => {
    try {
      views.reader.row(sql);
      return undefined;
    } catch (error) {
      return diskFailure(error);
    }
  };
  expect(raised('INSERT INTO local_delivery VALUES (1)')).toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
  expect(raised('SELECT * FROM nothing')).toMatchObject({ code: 'ERR_SQLITE_ERROR' });
  views.close();
});

describe('what is added to rows', () => {
  const sums: Projection = {
    name: 'sums',
    version: 1,
    schema: ['CREATE TABLE sums (id TEXT PRIMARY KEY, amount INTEGER NOT NULL) STRICT, WITHOUT ROWID'],
    fold: () => undefined,
  };
  const ADD = 'INSERT INTO sums VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET amount = amount + excluded.amount';

  test('is there for whoever reads in the transaction, after it, and not after it was rolled back', () => {
    const { views } = openViews(realWorld(), path(), [], [sums], 0);
    const { writer, reader } = views;
    const all = (from = reader) =>
      from.rows('SELECT id, amount FROM sums ORDER BY id').map((row) => Object.values(row));
    const add = (id: string, amount: bigint) => writer.add('sums', ADD, [id], [amount]);
    views.begin();
    for (const [id, amount] of [
      ['a', 5n],
      ['b', 1n],
      ['a', -2n],
    ] as const)
      add(id, amount);
    expect(all(writer)).toEqual([
      ['a', 3n],
      ['b', 1n],
    ]);
    add('a', 2n ** 40n);
    add('b', 1n);
    expect(all()).toEqual([]);
    views.commit(0);
    const committed = [
      ['a', 2n ** 40n + 3n],
      ['b', 2n],
    ];
    expect(all()).toEqual(committed);
    views.begin();
    add('a', 1n);
    writer.memo.set('kept', 1);
    views.rollback();
    expect(writer.memo.size).toBe(0);
    views.begin();
    add('c', 1n);
    views.commit(0);
    expect(all()).toEqual([...committed, ['c', 1n]]);
    views.close();
  });
});

describe('rows that are gathered', () => {
  const entries: Projection = {
    name: 'entries',
    version: 1,
    schema: ['CREATE TABLE entries (id TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID'],
    fold: () => undefined,
  };

  test('are all there, however many, and found by key before they are written', () => {
    for (const count of [1, 31, 32, 33, 100]) {
      const { views } = openViews(realWorld(), ':memory:', [], [entries], 0);
      const { writer } = views;
      views.begin();
      for (let n = 0; n < count; n += 1) writer.insert('entries', { id: `e${n}`, n });
      expect(writer.rowOf('entries', 'id', `e${count - 1}`)).toEqual({ id: `e${count - 1}`, n: BigInt(count - 1) });
      expect(writer.rowOf('entries', 'id', 'e-1')).toBeUndefined();
      expect(writer.row('SELECT count(*) AS n, sum(n) AS sum FROM entries')).toEqual({
        n: BigInt(count),
        sum: BigInt((count * (count - 1)) / 2),
      });
      expect(writer.rowOf('entries', 'id', 'e0')).toMatchObject({ n: 0n });
      views.commit(0);
      views.close();
    }
  });

  test('are refused where the key is taken, unless it is said what happens then', () => {
    const { views } = openViews(realWorld(), path(), [], [entries], 0);
    const { writer, reader } = views;
    const UPDATE = 'ON CONFLICT (id) DO UPDATE SET n = excluded.n';
    views.begin();
    writer.insert('entries', { id: 'a', n: 1 }, UPDATE);
    writer.insert('entries', { id: 'a', n: 2 }, UPDATE);
    expect(reader.rowOf('entries', 'id', 'a')).toBeUndefined();
    views.commit(0);
    expect(reader.rowOf('entries', 'id', 'a')).toEqual({ id: 'a', n: 2n });
    views.begin();
    writer.insert('entries', { id: 'b', n: 1 });
    views.rollback();
    views.begin();
    writer.insert('entries', { id: 'a', n: 3 });
    expect(() => views.commit(0)).toThrow(/UNIQUE/);
    views.rollback();
    expect(reader.rows('SELECT id FROM entries')).toEqual([{ id: 'a' }]);
    views.close();
  });

  test('an entity that was read is read again after an event that concerns it', () => {
    const counter: EntityDefinition = {
      kind: 'counter',
      concerns: ({ type }) => (type === 'Counted' ? ['c'] : []),
      evolve: (state) => ({ n: ((state as { n: number } | undefined)?.n ?? 0) + 1 }),
    };
    const { views } = openViews(realWorld(), path(), [counter], [], 0);
    const { writer } = views;
    const recorded = { event: { type: 'Counted' }, at: 0, by: 'a', seq: 1, commandId: 'a' };
    views.begin();
    expect(writer.entity('counter', 'c')).toBeUndefined();
    views.fold(recorded);
    expect(writer.entity('counter', 'c')).toEqual({ n: 1 });
    views.fold(recorded);
    expect(writer.entity('counter', 'c')).toEqual({ n: 2 });
    views.commit(1);
    views.begin();
    views.fold(recorded);
    expect(writer.entity('counter', 'c')).toEqual({ n: 3 });
    views.rollback();
    views.begin();
    expect(writer.entity('counter', 'c')).toEqual({ n: 2 });
    views.rollback();
    views.close();
  });
});
