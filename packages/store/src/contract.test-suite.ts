import { HubgraphError, type World } from '@hubgraph/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMIT_BYTES_MAX, type Store, type StoredCommit, type VaultEntry } from './port.ts';

const commit = (seq: number, commandId = `command-${seq}`): StoredCommit => ({
  seq,
  commandId,
  bytes: `{"seq":${seq}}`,
});
const group = (from: number, to: number, writer = 'command'): StoredCommit[] =>
  Array.from({ length: to - from + 1 }, (_, index) => commit(from + index, `${writer}-${from + index}`));
const conflict = expect.objectContaining({ code: 'ERR_STORE_CONFLICT' });

/** Texts that something on the way may take for something else. */
const STRANGE = {
  'four bytes': '😀 \u{10FFFD}',
  'right to left': 'שלום \u202Eab',
  accents: 'e\u0301 is not é',
  'line ends': 'a\r\nb\u2028c',
  null: 'a\u0000b',
  operators: '$where {"$gt":""} a.b \\ \' " ; DROP TABLE journal',
  nothing: '',
};

/**
 * What every adapter must do; `open` is called with the same world to reach the same data again, and gives a store of
 * its own each time.
 */
export function storeContract(name: string, world: () => World, open: (world: World) => Promise<Store>): void {
  describe(`${name} keeps the promises of the store port`, () => {
    let store: Store;
    let opened: Store[];
    const another = async (): Promise<Store> => {
      const next = await open(world());
      opened.push(next);
      return next;
    };
    beforeEach(async () => {
      opened = [];
      store = await another();
    });
    afterEach(async () => {
      for (const one of opened) await one.close();
    });

    test('an empty journal has head 0 and nothing in range', async () => {
      expect(await store.head()).toBe(0);
      expect(await store.range(1, 10)).toEqual([]);
    });

    test('an empty group changes nothing', async () => {
      await store.append([], [{ key: 'a', salt: '00', text: 'cited by nothing' }]);
      expect(await store.head()).toBe(0);
    });

    test('what was appended is read back in order, by page', async () => {
      await store.append([commit(1), commit(2), commit(3)]);
      expect(await store.head()).toBe(3);
      expect((await store.range(2, 1)).map((c) => c.seq)).toEqual([2]);
      expect(await store.range(1, 10)).toEqual([commit(1), commit(2), commit(3)]);
      expect(await store.range(4, 10)).toEqual([]);
    });

    test('thousands of commits are read by page, none left out and none twice', async () => {
      for (let from = 1; from <= 2_000; from += 250) await store.append(group(from, from + 249));
      const read: StoredCommit[] = [];
      for (;;) {
        const page = await store.range(read.length + 1, 333);
        if (page.length === 0) break;
        read.push(...page);
      }
      expect(read).toEqual(group(1, 2_000));
      expect(await store.head()).toBe(2_000);
    }, 60_000);

    test('is the same when it is opened again', async () => {
      await store.append([commit(1)], [{ key: 'a', salt: '00', text: 'kept' }]);
      const again = await another();
      expect(await again.range(1, 10)).toEqual([commit(1)]);
      expect((await again.vault.get(['a'])).get('a')?.text).toBe('kept');
      await again.append([commit(2)]);
      expect(await store.head()).toBe(2);
    });

    test('a seq that is taken is a conflict, and nothing of the group is there', async () => {
      await store.append([commit(1)]);
      await expect(store.append([commit(1, 'other')])).rejects.toThrow(HubgraphError);
      await expect(store.append([commit(1, 'other'), commit(2, 'next')])).rejects.toThrow(conflict);
      expect(await store.range(1, 10)).toEqual([commit(1)]);
    });

    test.each<[string, number[]]>([
      ['a gap before the group', [3]],
      ['a gap within the group', [2, 4]],
      ['a group that goes backwards', [2, 1]],
      ['one seq twice in a group', [2, 2]],
      ['a seq of nothing', [0]],
    ])('%s is a conflict, and nothing of it is there', async (_name, seqs) => {
      await store.append([commit(1)]);
      const wrong = seqs.map((seq, index) => commit(seq, `wrong-${index}`));
      await expect(store.append(wrong)).rejects.toThrow(conflict);
      expect(await store.range(1, 10)).toEqual([commit(1)]);
    });

    test('a command id that is taken is a conflict', async () => {
      await store.append([commit(1, 'same')]);
      await expect(store.append([commit(2, 'same')])).rejects.toThrow(conflict);
      expect(await store.head()).toBe(1);
    });

    test('of a group with a command id that is taken, at most what came before it is there', async () => {
      await store.append([commit(1, 'same')]);
      await expect(store.append([commit(2), commit(3, 'same'), commit(4)])).rejects.toThrow(conflict);
      const after = await store.range(1, 10);
      expect([[commit(1, 'same')], [commit(1, 'same'), commit(2)]]).toContainEqual(after);
      expect(await store.head()).toBe(after.length);
      const next = after.length + 1;
      await store.append([commit(next, 'goes on')]);
      expect(await store.range(next, 1)).toEqual([commit(next, 'goes on')]);
    });

    test('of two writers on one seq one gets it, and the other sees it', async () => {
      const writers = [store, await another()];
      for (let seq = 1; seq <= 10; seq += 1) {
        const tried = await Promise.allSettled(writers.map((writer, n) => writer.append([commit(seq, `${n}-${seq}`)])));
        expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        const winner = tried.findIndex(({ status }) => status === 'fulfilled');
        expect(tried[1 - winner]).toMatchObject({ reason: conflict });
        const seen = await Promise.all(writers.map((writer) => writer.range(seq, 1)));
        expect(seen).toEqual([[commit(seq, `${winner}-${seq}`)], [commit(seq, `${winner}-${seq}`)]]);
      }
    });

    test('two writers that follow each other lose nothing and double nothing', async () => {
      const writers = [store, await another()];
      await Promise.all(
        writers.map(async (writer, n) => {
          let left = 20;
          while (left > 0) {
            const head = await writer.head();
            const size = Math.min(left, 1 + (left % 3));
            const next = Array.from({ length: size }, (_, i) => commit(head + 1 + i, `${n}:${left - i}`));
            try {
              await writer.append(next);
              left -= size;
            } catch (error) {
              expect(error).toEqual(conflict);
              const landed = new Set((await writer.range(1, 100)).map(({ commandId }) => commandId));
              while (landed.has(`${n}:${left}`)) left -= 1;
            }
          }
        }),
      );
      const all = await store.range(1, 100);
      expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
      expect(new Set(all.map(({ commandId }) => commandId)).size).toBe(40);
    });

    test.each(Object.entries(STRANGE))('takes %s in bytes, command ids, texts and keys', async (_name, strange) => {
      const odd = { seq: 1, commandId: `id ${strange}`, bytes: JSON.stringify({ strange }) };
      const text = { key: `key ${strange}`, salt: '00', text: strange };
      await store.append([odd], [text]);
      const again = await another();
      expect(await again.range(1, 1)).toEqual([odd]);
      expect((await again.vault.get([text.key])).get(text.key)).toEqual(text);
    });

    test('a commit is as large as it may be; above that nothing of the group is written', async () => {
      // Two bytes each in UTF-8.
      const largest = { ...commit(1), bytes: 'é'.repeat(COMMIT_BYTES_MAX / 2) };
      await store.append([largest]);
      const [read] = await store.range(1, 1);
      expect(read?.bytes === largest.bytes).toBe(true);
      const tooLarge = store.append([commit(2), { ...commit(3), bytes: `${largest.bytes}é` }]);
      await expect(tooLarge).rejects.toMatchObject({ code: 'ERR_STORE_COMMIT_TOO_LARGE' });
      expect(await store.head()).toBe(1);
    }, 60_000);

    test('the texts of a commit are there with it, and not without it', async () => {
      const text = { key: 'cited', salt: '00', text: 'A reason' };
      await store.append([commit(1)], [text]);
      expect((await store.vault.get(['cited'])).get('cited')).toEqual(text);
      await expect(store.append([commit(1, 'other')], [{ ...text, key: 'lost' }])).rejects.toThrow();
      expect((await store.vault.get(['lost'])).size).toBe(0);
      expect(await store.head()).toBe(1);
    });

    test('a group whose texts are there already is appended, and they stay as they were', async () => {
      await store.vault.put([{ key: 'a', salt: '00', text: 'first' }]);
      const texts = [
        { key: 'a', salt: '11', text: 'second' },
        { key: 'b', salt: '00', text: 'new' },
      ];
      await store.append([commit(1)], texts);
      const found = await store.vault.get(['a', 'b']);
      expect([found.get('a')?.text, found.get('b')?.text]).toEqual(['first', 'new']);
    });

    test('the vault keeps the first text of a key, and erases for good', async () => {
      await store.vault.put([{ key: 'a', salt: '00', text: 'Amina' }]);
      await store.vault.put([{ key: 'a', salt: '11', text: 'Other' }]);
      expect((await store.vault.get(['a', 'b'])).get('a')).toEqual({ key: 'a', salt: '00', text: 'Amina' });
      await store.vault.erase('a');
      expect((await store.vault.get(['a'])).size).toBe(0);
    });

    test('what was erased stays erased, nothing else is lost by it, and it may be repeated', async () => {
      await store.append([commit(1)], [{ key: 'a', salt: '00', text: 'to go' }]);
      await store.vault.put([{ key: 'b', salt: '00', text: 'to stay' }]);
      await store.vault.erase('a');
      await store.vault.erase('a');
      await store.vault.erase('never there');
      const again = await another();
      await again.append([commit(2)]);
      for (const one of [store, again]) expect([...(await one.vault.get(['a', 'b'])).keys()]).toEqual(['b']);
      expect(await again.range(1, 10)).toEqual([commit(1), commit(2)]);
    });

    test('the vault is listed page by page, each text once, and no text of another node or that was erased', async () => {
      const entries = ['', ':', 'a', 'a:b', 'a;', 'b', 'é', '\u{10000}', '\uffff', 'z'].map((key) => ({
        key,
        salt: '00',
        text: `of ${key}`,
      }));
      await store.vault.put([...entries, { key: 'gone', salt: '00', text: 'gone' }]);
      await store.vault.erase('gone');
      const listed: VaultEntry[] = [];
      for (
        let page = await store.vault.list('', 3);
        page.length > 0;
        page = await store.vault.list(listed.at(-1)?.key ?? '', 3)
      ) {
        expect(page.length).toBeLessThanOrEqual(3);
        listed.push(...page);
      }
      const byKey = (one: VaultEntry, other: VaultEntry) => (one.key < other.key ? -1 : 1);
      // Keys are not empty.
      expect(listed.sort(byKey)).toEqual(entries.slice(1).sort(byKey));
    });

    test('nothing works after closing, and closing again is nothing', async () => {
      await store.append([commit(1)]);
      await store.close();
      await store.close();
      await expect(store.append([commit(2)])).rejects.toThrow();
      await expect(store.range(1, 1)).rejects.toThrow();
      expect(await (await another()).head()).toBe(1);
    });
  });
}
