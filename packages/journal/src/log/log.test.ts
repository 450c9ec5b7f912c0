import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { canonical, isRejection, type Json, realWorld, sha256 } from '@hubgraph/kernel';
import { openSqliteStore, type Store, type StoredCommit } from '@hubgraph/store';
import { emptyRoot, leafHash, nodeHash } from '@hubgraph/tlog';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Command, defineCommand, type Event } from '../concept.ts';
import { Journal, type JournalOptions } from '../journal.ts';
import type { LogName } from './types.ts';

interface Say extends Command {
  readonly type: 'Say';
  readonly events: readonly Event[];
}

const say = defineCommand<Say, undefined, Event>({
  type: 'Say',
  load: () => undefined,
  decide: ({ events }) => events,
});

const EVENTS = { Posted: 'PUBLIC', Whispered: 'SEALED' } as const;
const posted = (amountMinor: bigint) => ({ type: 'Posted', amountMinor });
const whispered = { type: 'Whispered', to: 'cee:person:1' };

let folder: string;
let opened: (() => Promise<void>)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-log-'));
  opened = [];
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

async function close(): Promise<void> {
  for (const end of opened.splice(0).reverse()) await end();
}

async function open(options: Partial<JournalOptions> = {}, wrap = (store: Store): Store => store): Promise<Journal> {
  const store = openSqliteStore(realWorld(), join(folder, 'journal.db'));
  opened.push(() => store.close());
  const journal = await Journal.open({
    world: realWorld(),
    node: 'cee',
    store: wrap(store),
    viewsPath: join(folder, 'views.db'),
    commands: [say],
    entities: [],
    projections: [],
    events: EVENTS,
    ...options,
  });
  opened.push(() => journal.close());
  return journal;
}

let ids = 0;
const tell = (journal: Journal, ...events: Event[]) => {
  const commandId = `id-${++ids}`;
  return journal.handle({ type: 'Say', at: 7, by: 'operator', events } as Say, { commandId, fingerprint: '' });
};
const many = async (journal: Journal, count: number) => {
  for (let n = 0; n < count; n += 250) {
    const group = Array.from({ length: Math.min(250, count - n) }, (_, i) =>
      tell(journal, ...((n + i) % 3 === 0 ? [whispered] : [posted(BigInt(n + i)), whispered, posted(-1n)])),
    );
    await Promise.all(group);
  }
};

/** RFC 6962 §2.1 as it is written there. */
function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return emptyRoot();
  if (leaves.length === 1) return leafHash(only);
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return nodeHash(treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)));
}
async function allLeaves(journal: Journal, name: LogName): Promise<Uint8Array[]> {
  const log = journal.log(name);
  const leaves: Uint8Array[] = [];
  const { size } = log.head();
  for (let from = 0; from < size; from += 256) leaves.push(...(await log.leaves(from, Math.min(size, from + 256))));
  return leaves;
}
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();
async function storedCommits(): Promise<StoredCommit[]> {
  const store = openSqliteStore(realWorld(), join(folder, 'journal.db'));
  const commits = [...(await store.range(1, 100_000))];
  await store.close();
  return commits;
}

describe('the leaves', () => {
  test('of cases commit to the bytes of each commit, and of books show what is public', async () => {
    const journal = await open();
    await tell(journal, posted(5n), whispered, posted(-3n));
    await tell(journal, whispered);
    const [first, second] = await storedCommits();
    expect((await allLeaves(journal, 'cases')).map(text)).toEqual(
      [first, second].map((commit, place) =>
        canonical({ v: 1, node: 'cee', log: 'cases', seq: place + 1, commitment: sha256(commit?.bytes ?? '') }),
      ),
    );
    const head = { v: 1, node: 'cee', log: 'books', seq: 1, at: 7 };
    expect((await allLeaves(journal, 'books')).map(text)).toEqual([
      canonical({ ...head, index: 0, event: { type: 'Posted', amountMinor: '5' } }),
      canonical({ ...head, index: 2, event: { type: 'Posted', amountMinor: '-3' } }),
    ]);
    expect(journal.leavesOf(1)).toEqual({ cases: 0, books: { first: 0, count: 2 } });
    expect(journal.leavesOf(2)).toMatchObject({ cases: 1, books: { count: 0 } });
    expect(journal.leavesOf(3)).toBeUndefined();
    await tell(journal, posted(2n), posted(-3n));
    const isOf = (minor: bigint) => (event: object) => (event as { amountMinor?: bigint }).amountMinor === minor;
    expect(await journal.leafOf(1, isOf(-3n))).toBe(1);
    expect(await journal.leafOf(3, isOf(-3n))).toBe(3);
    expect(await journal.leafOf(3, isOf(5n))).toBeUndefined();
    expect(await journal.leafOf(2, () => true)).toBeUndefined();
    expect(await journal.leafOf(4, () => true)).toBeUndefined();
  });

  test('of two commits that say the same are different: their bytes hold a salt', async () => {
    const journal = await open();
    await tell(journal, whispered);
    await tell(journal, whispered);
    const salts = (await storedCommits()).map(({ bytes }) => (JSON.parse(bytes) as { salt: string }).salt);
    expect(salts.every((salt) => /^[0-9a-f]{32}$/.test(salt))).toBe(true);
    expect(new Set(salts).size).toBe(2);
  });

  test('stay what they were when a later release publishes other events', async () => {
    let journal = await open();
    await tell(journal, posted(1n), whispered);
    const before = [(await allLeaves(journal, 'books')).map(text), journal.log('books').head()];
    await close();
    rmSync(join(folder, 'views.db'));
    journal = await open({ events: { Posted: 'SEALED', Whispered: 'PUBLIC' } });
    expect([(await allLeaves(journal, 'books')).map(text), journal.log('books').head()]).toEqual(before);
    await tell(journal, posted(2n), whispered);
    expect((await allLeaves(journal, 'books')).map(text)[1]).toContain('Whispered');
  });

  test('of a staged commit say so', async () => {
    const journal = await open({ commands: [{ ...say, stage: () => 'cee:import:1' }] });
    await tell(journal, posted(1n));
    expect(JSON.parse(text((await allLeaves(journal, 'books'))[0]))).toMatchObject({ stage: 'cee:import:1' });
  });

  test('cannot be larger than an entry bundle takes: the command is refused, and nothing is kept', async () => {
    const journal = await open();
    const large = (length: number) => ({ type: 'Posted', amountMinor: 1n, code: 'x'.repeat(length) });
    expect(await tell(journal, large(65_535))).toMatchObject({ code: 'record-is-too-large' });
    expect(journal.position).toBe(0);
    await tell(journal, large(1));
    const envelope = 65_535 - text((await allLeaves(journal, 'books'))[0]).length + 1;
    expect(isRejection(await tell(journal, large(envelope)))).toBe(false);
    expect(await tell(journal, large(envelope + 1))).toMatchObject({ code: 'record-is-too-large' });
    expect((await allLeaves(journal, 'books'))[1]?.length).toBe(65_535);
  });

  test('an event of which nobody says whether it is public is not committed', async () => {
    const journal = await open();
    await expect(tell(journal, { type: 'Shouted' })).rejects.toMatchObject({ code: 'ERR_INVARIANT' });
    expect(journal.position).toBe(0);
  });
});

describe('the trees', () => {
  test('are those of RFC 6962, at the end and at each size before, over the edges of tiles', async () => {
    const journal = await open();
    await many(journal, 600);
    for (const name of ['books', 'cases'] as const) {
      const log = journal.log(name);
      const leaves = await allLeaves(journal, name);
      expect(leaves.length).toBe(log.head().size);
      expect(Buffer.from(log.head().root)).toEqual(Buffer.from(treeHash(leaves)));
      for (const size of [0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 600]) {
        expect(Buffer.from(await log.rootAt(size))).toEqual(Buffer.from(treeHash(leaves.slice(0, size))));
      }
      await expect(log.rootAt(log.head().size + 1)).rejects.toMatchObject({ code: 'ERR_LOG_DIFFERS' });
    }
  });

  test('have tiles of 256 hashes, of which the last is partial', async () => {
    const journal = await open();
    await many(journal, 300);
    const log = journal.log('cases');
    const hashes = (await allLeaves(journal, 'cases')).map((leaf) => leafHash(leaf));
    expect(Buffer.from(log.tile(0, 0, 256) ?? [])).toEqual(Buffer.concat(hashes.slice(0, 256)));
    expect(Buffer.from(log.tile(0, 1, 44) ?? [])).toEqual(Buffer.concat(hashes.slice(256)));
    expect(Buffer.from(log.tile(0, 1, 7) ?? [])).toEqual(Buffer.concat(hashes.slice(256, 263)));
    expect(log.tile(1, 0, 1)?.length).toBe(32);
    for (const [level, index, width] of [
      [0, 1, 45],
      [0, 2, 1],
      [1, 0, 2],
      [2, 0, 1],
      [0, 0, 0],
      [0, 0, 257],
      [0, 0, 1.5],
      [-1, 0, 1],
    ] as const) {
      expect(log.tile(level, index, width)).toBeUndefined();
    }
  });

  test.each([5, 250, 255, 256, 500, 511])(
    'grow with what is committed, and not with what was rolled back: %d commits, then a group over the edge of a tile',
    async (count) => {
      let fails = false;
      const journal = await open({}, (store) => ({
        ...bound(store),
        append: async (...given) => {
          if (fails) throw new Error('the disk is full');
          await store.append(...given);
        },
      }));
      await many(journal, count);
      const before = (['books', 'cases'] as const).map((name) => journal.log(name).head());
      for (const size of [1, 10, 250]) {
        fails = true;
        const lost = await Promise.allSettled(Array.from({ length: size }, () => tell(journal, posted(7n))));
        expect(lost.every(({ status }) => status === 'rejected')).toBe(true);
        expect((['books', 'cases'] as const).map((name) => journal.log(name).head())).toEqual(before);
      }
      fails = false;
      await many(journal, 30);
      for (const name of ['books', 'cases'] as const) {
        const leaves = await allLeaves(journal, name);
        const log = journal.log(name);
        expect(Buffer.from(log.head().root)).toEqual(Buffer.from(treeHash(leaves)));
        for (let tile = 0; tile * 256 < leaves.length; tile += 1) {
          const hashes = leaves.slice(tile * 256, tile * 256 + 256).map((leaf) => leafHash(leaf));
          expect(Buffer.from(log.tile(0, tile, hashes.length) ?? [])).toEqual(Buffer.concat(hashes));
        }
      }
    },
  );

  test('go on after a start in the middle of a tile', async () => {
    for (const count of [3, 300, 210, 1]) await many(await open(), count).then(close);
    const journal = await open();
    for (const name of ['books', 'cases'] as const) {
      const leaves = await allLeaves(journal, name);
      const { size, root } = journal.log(name).head();
      expect(size).toBe(leaves.length);
      expect(Buffer.from(root)).toEqual(Buffer.from(treeHash(leaves)));
      const last = leaves.slice(size - (size % 256)).map((leaf) => leafHash(leaf));
      expect(Buffer.from(journal.log(name).tile(0, Math.floor(size / 256), last.length) ?? [])).toEqual(
        Buffer.concat(last),
      );
    }
  });

  test('are the same after a rebuild, tile by tile', async () => {
    let journal = await open();
    await many(journal, 300);
    const before = journal.digest();
    await close();
    rmSync(join(folder, 'views.db'));
    journal = await open();
    expect(journal.digest()).toBe(before);
  });
});

function bound(store: Store): Store {
  return {
    isShared: store.isShared,
    append: (...given) => store.append(...given),
    range: (...given) => store.range(...given),
    head: () => store.head(),
    vault: store.vault,
    close: () => store.close(),
  };
}

/** What somebody does to the journal with SQLite while the node is stopped, and knows about the digest in each row. */
async function tamper(change: (db: DatabaseSync) => void): Promise<void> {
  await close();
  const db = new DatabaseSync(join(folder, 'journal.db'));
  db.exec('DROP TRIGGER journal_is_append_only_1; DROP TRIGGER journal_is_append_only_2');
  change(db);
  db.close();
}
function rewrite(db: DatabaseSync, seq: number, edit: (bytes: string) => string): void {
  const bytes = edit(String(db.prepare('SELECT bytes FROM journal WHERE seq = ?').get(seq)?.['bytes']));
  db.prepare('UPDATE journal SET bytes = ?, digest = ? WHERE seq = ?').run(bytes, sha256(bytes), seq);
}

describe('when it is opened', () => {
  const amount = (bytes: string) => bytes.replace('"amountMinor":"1"', '"amountMinor":"9"');
  const signedNow = (journal: Journal) => ({ books: journal.log('books').head(), cases: journal.log('cases').head() });

  test.each<[string, string, (db: DatabaseSync) => void]>([
    ['an edited commit', 'ERR_LOG_DIFFERS', (db) => rewrite(db, 2, amount)],
    ['an edited author', 'ERR_LOG_DIFFERS', (db) => rewrite(db, 3, (bytes) => bytes.replace('operator', 'somebody'))],
    ['a missing last commit', 'ERR_JOURNAL_ROLLED_BACK', (db) => db.exec('DELETE FROM journal WHERE seq = 20')],
    ['all commits gone', 'ERR_JOURNAL_ROLLED_BACK', (db) => db.exec('DELETE FROM journal')],
    [
      'two commits in each other’s place',
      'ERR_STORE_CORRUPTED',
      (db) => {
        const both = [4, 5].map((seq) => db.prepare('SELECT * FROM journal WHERE seq = ?').get(seq));
        db.exec('DELETE FROM journal WHERE seq IN (4, 5)');
        for (const [place, row] of both.reverse().entries()) {
          db.prepare('INSERT INTO journal VALUES (?, ?, ?, ?)').run(
            4 + place,
            row?.['command_id'] ?? '',
            row?.['digest'] ?? '',
            row?.['bytes'] ?? '',
          );
        }
      },
    ],
    [
      'a commit in the middle cut out',
      'ERR_JOURNAL_ROLLED_BACK',
      (db) => db.exec('DELETE FROM journal WHERE seq = 9; UPDATE journal SET seq = seq - 1 WHERE seq > 9'),
    ],
  ])('%s is refused with %s, with the views or without, and changes nothing', async (_, code, change) => {
    const journal = await open();
    await many(journal, 20);
    const signed = signedNow(journal);
    await tamper(change);
    const file = readFileSync(join(folder, 'journal.db'));
    await expect(open()).rejects.toMatchObject({ code });
    await close();
    rmSync(join(folder, 'views.db'));
    await expect(open({ signed })).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_(LOG_DIFFERS|JOURNAL_ROLLED_BACK|STORE_CORRUPTED)$/),
    });
    await close();
    expect(readFileSync(join(folder, 'journal.db'))).toEqual(file);
  });

  test('control: without what was signed, and without views, an edit is not noticed', async () => {
    await many(await open(), 20);
    await tamper((db) => rewrite(db, 2, amount));
    rmSync(join(folder, 'views.db'));
    await expect(open()).resolves.toBeDefined();
  });

  test('a journal that went on after the last signature is welcome', async () => {
    const journal = await open();
    await many(journal, 10);
    const signed = signedNow(journal);
    await many(journal, 300);
    await close();
    const again = await open({ signed });
    expect(again.position).toBe(310);
  });

  test('a commit that was added by somebody is folded, and is outside of what was signed', async () => {
    const journal = await open();
    await many(journal, 20);
    const signed = signedNow(journal);
    await tamper((db) => {
      const bytes = String(db.prepare('SELECT bytes FROM journal WHERE seq = 20').get()?.['bytes'])
        .replace('"seq":20', '"seq":21')
        .replace(/"commandId":"[^"]*"/, '"commandId":"added"');
      db.prepare('INSERT INTO journal VALUES (21, ?, ?, ?)').run('added', sha256(bytes), bytes);
    });
    const again = await open({ signed });
    expect(again.log('cases').head().size).toBe(21);
  });

  test('views that are not what was closed are made anew', async () => {
    await many(await open(), 20);
    await close();
    const path = join(folder, 'views.db');
    const before = readFileSync(path);
    // In the middle of a tile: SQLite would not notice.
    const place = before.indexOf(Buffer.from('cases')) + 40;
    const after = Buffer.from(before);
    after[place] = (after[place] ?? 0) ^ 1;
    writeFileSync(path, after);
    const progress: number[] = [];
    const journal = await open({ onProgress: (done) => progress.push(done) });
    const leaves = await allLeaves(journal, 'cases');
    expect(Buffer.from(journal.log('cases').tile(0, 0, 20) ?? [])).toEqual(
      Buffer.concat(leaves.map((leaf) => leafHash(leaf))),
    );
    expect(progress).toEqual([20]);
  });
});

describe('a commit of the first form', () => {
  const old = (seq: number): StoredCommit => {
    const body = {
      v: 1,
      node: 'cee',
      seq,
      commandId: `old-${seq}`,
      command: 'Say',
      fingerprint: '',
      at: 1,
      by: 'operator',
    };
    const events: Json = [{ type: 'Posted', amountMinor: '4' }];
    return { seq, commandId: `old-${seq}`, bytes: canonical({ ...body, events }) };
  };

  test('is sealed, and the log goes on after it', async () => {
    const store = openSqliteStore(realWorld(), join(folder, 'journal.db'));
    await store.append([old(1), old(2)]);
    await store.close();
    const journal = await open();
    await tell(journal, posted(5n));
    expect(journal.log('cases').head().size).toBe(3);
    expect(journal.log('books').head().size).toBe(1);
  });

  test.each([
    ['a form that is not known yet', 'ERR_STORE_TOO_NEW', (bytes: string) => bytes.replace('"v":1', '"v":3')],
    ['of another node', 'ERR_STORE_CORRUPTED', (bytes: string) => bytes.replace('"node":"cee"', '"node":"asia"')],
    ['without a form', 'ERR_STORE_CORRUPTED', (bytes: string) => bytes.replace('"v":1', '"w":1')],
  ])('%s is refused: %s', async (_, code, edit) => {
    const store = openSqliteStore(realWorld(), join(folder, 'journal.db'));
    await store.append([{ ...old(1), bytes: edit(old(1).bytes) }]);
    await store.close();
    await expect(open()).rejects.toMatchObject({ code });
  });
});
