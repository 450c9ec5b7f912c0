import { HubgraphError, type World } from '@hubgraph/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store, StoredCommit } from './port.ts';

const commit = (seq: number, commandId = `command-${seq}`): StoredCommit => ({
  seq,
  commandId,
  bytes: `{"seq":${seq}}`,
});

/** What every adapter must do; `open` is called with the same path to reach the same data again. */
export function storeContract(name: string, world: () => World, open: (world: World) => Promise<Store>): void {
  describe(`${name} keeps the promises of the store port`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open(world());
    });
    afterEach(async () => {
      await store.close();
    });

    test('an empty journal has head 0 and nothing in range', async () => {
      expect(await store.head()).toBe(0);
      expect(await store.range(1, 10)).toEqual([]);
    });

    test('what was appended is read back in order, by page', async () => {
      await store.append([commit(1), commit(2), commit(3)]);
      expect(await store.head()).toBe(3);
      expect((await store.range(2, 1)).map((c) => c.seq)).toEqual([2]);
      expect(await store.range(1, 10)).toEqual([commit(1), commit(2), commit(3)]);
    });

    test('a seq that is taken is a conflict, and nothing of the group is there', async () => {
      await store.append([commit(1)]);
      await expect(store.append([commit(1, 'other')])).rejects.toThrow(HubgraphError);
      await expect(store.append([commit(1, 'other')])).rejects.toMatchObject({ code: 'ERR_STORE_CONFLICT' });
      expect(await store.range(1, 10)).toEqual([commit(1)]);
    });

    test('a gap is a conflict', async () => {
      await expect(store.append([commit(2)])).rejects.toMatchObject({ code: 'ERR_STORE_CONFLICT' });
    });

    test('a command id that is taken is a conflict', async () => {
      await store.append([commit(1, 'same')]);
      await expect(store.append([commit(2, 'same')])).rejects.toMatchObject({ code: 'ERR_STORE_CONFLICT' });
      expect(await store.head()).toBe(1);
    });

    test('the texts of a commit are there with it, and not without it', async () => {
      const text = { key: 'cited', salt: '00', text: 'A reason' };
      await store.append([commit(1)], [text]);
      expect((await store.vault.get(['cited'])).get('cited')).toEqual(text);
      await expect(store.append([commit(1, 'other')], [{ ...text, key: 'lost' }])).rejects.toThrow();
      expect(await store.head()).toBe(1);
    });

    test('the vault keeps the first text of a key, and erases for good', async () => {
      await store.vault.put([{ key: 'a', salt: '00', text: 'Amina' }]);
      await store.vault.put([{ key: 'a', salt: '11', text: 'Other' }]);
      expect((await store.vault.get(['a', 'b'])).get('a')).toEqual({ key: 'a', salt: '00', text: 'Amina' });
      await store.vault.erase('a');
      expect((await store.vault.get(['a'])).size).toBe(0);
    });
  });
}
