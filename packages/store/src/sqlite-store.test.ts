import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { realWorld, sha256 } from '@hubgraph/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { storeContract } from './contract.test-suite.ts';
import { openSqliteStore } from './sqlite-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

storeContract('SQLite', realWorld, async (world) => openSqliteStore(world, join(folder, 'journal.db')));

/** Every file of the folder with the digest of its bytes, to see that nothing was changed. */
const contents = (): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, sha256(readFileSync(join(folder, name)))]));

describe('a journal file', () => {
  test('is the same after closing and opening', async () => {
    const path = join(folder, 'journal.db');
    const first = openSqliteStore(realWorld(), path);
    await first.append([{ seq: 1, commandId: 'c1', bytes: '{"seq":1}' }]);
    await first.close();
    const second = openSqliteStore(realWorld(), path);
    expect(await second.head()).toBe(1);
    await second.close();
  });

  test('holds no byte of a text that was erased, once it is closed', async () => {
    const texts = Array.from({ length: 40 }, (_, index) => ({
      key: `key-${index}`,
      salt: '00'.repeat(16),
      text: `to be forgotten ${index} `.repeat(200),
    }));
    const store = openSqliteStore(realWorld(), join(folder, 'journal.db'));
    await store.vault.put([...texts, { key: 'kept', salt: '00'.repeat(16), text: 'to be kept' }]);
    for (const { key } of texts) await store.vault.erase(key);
    await store.close();
    const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name)))).toString('latin1');
    expect(bytes).toContain('to be kept');
    expect(bytes).not.toContain('to be forgotten');
  });

  test('that is missing while its log is there is refused, and the log is kept', async () => {
    const path = join(folder, 'journal.db');
    const store = openSqliteStore(realWorld(), path);
    await store.append([{ seq: 1, commandId: 'c1', bytes: '{"seq":1}' }]);
    const saved = mkdtempSync(join(tmpdir(), 'hubgraph-store-'));
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, join(saved, `journal.db${suffix}`));
    await store.close();
    copyFileSync(join(saved, 'journal.db-wal'), `${path}-wal`);
    rmSync(path);
    expect(() => openSqliteStore(realWorld(), path)).toThrow(expect.objectContaining({ code: 'ERR_STORE_CORRUPTED' }));
    copyFileSync(join(saved, 'journal.db'), path);
    const again = openSqliteStore(realWorld(), path);
    expect(await again.head()).toBe(1);
    await again.close();
    rmSync(saved, { recursive: true });
  });

  test('that another process holds is unavailable, and by that name', async () => {
    const path = join(folder, 'journal.db');
    const store = openSqliteStore(realWorld(), path);
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const append = store.append([{ seq: 1, commandId: 'c1', bytes: '{"seq":1}' }]);
    await expect(append).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' });
    other.close();
    await store.append([{ seq: 1, commandId: 'c1', bytes: '{"seq":1}' }]);
    await store.close();
  });

  const damages: [string, (path: string) => void][] = [
    ['text instead of a database', (path) => writeFileSync(path, 'not a database '.repeat(100))],
    [
      'one bit flipped in a stored commit',
      (path) => {
        const bytes = readFileSync(path);
        const at = bytes.indexOf('{"seq":1}');
        expect(at).toBeGreaterThan(0);
        bytes[at + 2] = (bytes[at + 2] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
    ],
    ['a page of zeros', (path) => writeFileSync(path, readFileSync(path).fill(0, 4096, 8192))],
    [
      'one bit flipped in the name of a column of the vault',
      (path) => {
        const bytes = readFileSync(path);
        const at = bytes.indexOf('salt TEXT');
        expect(at).toBeGreaterThan(0);
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
    ],
    ['the second half cut off', (path) => writeFileSync(path, readFileSync(path).subarray(0, 6000))],
  ];
  test.each(damages)('with %s is refused, and nothing is changed', async (_name, damage) => {
    const path = join(folder, 'journal.db');
    const store = openSqliteStore(realWorld(), path);
    await store.append([{ seq: 1, commandId: 'c1', bytes: '{"seq":1}' }]);
    await store.close();
    damage(path);
    const before = contents();
    expect(() => openSqliteStore(realWorld(), path)).toThrow(expect.objectContaining({ code: 'ERR_STORE_CORRUPTED' }));
    expect(contents()).toEqual(before);
  });
});
