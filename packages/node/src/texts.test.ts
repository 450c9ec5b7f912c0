import { createHash } from 'node:crypto';
import { parseId, realWorld } from '@hubgraph/kernel';
import type { Store, VaultEntry } from '@hubgraph/store';
import { describe, expect, test } from 'vitest';
import { checkCitedTexts, checkText, openText, TextSealer, textDigest } from './texts.ts';

describe('sealing a text', () => {
  test('commits to salt and text, and keeps both for the vault alone', async () => {
    const sealer = new TextSealer(realWorld(), 'cee');
    const text = 'Čaj für alle 🌍';
    const ref = sealer.seal(text);
    const stored: VaultEntry[] = [];
    await sealer.store({
      vault: { put: async (entries: VaultEntry[]) => void stored.push(...entries) },
    } as unknown as Store);
    expect(Object.keys(ref).sort()).toEqual(['digest', 'key']);
    expect(parseId(ref.key, 'text')).toMatchObject({ home: 'cee' });
    expect(stored).toEqual([{ key: ref.key, salt: expect.stringMatching(/^[0-9a-f]{32}$/), text }]);
    const bytes = Buffer.concat([Buffer.from(stored[0]?.salt ?? '', 'ascii'), Buffer.from(text, 'utf8')]);
    expect(ref.digest).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  test('the same text twice has nothing in common', () => {
    const sealer = new TextSealer(realWorld(), 'cee');
    const [one, two] = [sealer.seal('yes'), sealer.seal('yes')];
    expect(one.key).not.toBe(two.key);
    expect(one.digest).not.toBe(two.digest);
  });

  test('another text under the same salt has another digest', () => {
    const salt = '0'.repeat(32);
    expect(textDigest({ salt, text: 'a' })).not.toBe(textDigest({ salt, text: 'b' }));
  });
});

describe('a text in the vault', () => {
  const sealer = new TextSealer(realWorld(), 'cee');
  const ref = sealer.seal('agreed');
  const vaultWith = (entries: readonly VaultEntry[]) =>
    ({ vault: { get: async () => new Map(entries.map((entry) => [entry.key, entry])) } }) as unknown as Store;

  test('is given as it was sealed, or not at all where it was erased', async () => {
    expect(await openText(vaultWith(sealer.entries), ref)).toBe('agreed');
    expect(await openText(vaultWith([]), ref)).toBeNull();
  });

  test.each(['text', 'salt'] as const)('is not given where its %s is another', async (field) => {
    const altered = sealer.entries.map((entry) => ({ ...entry, [field]: `${entry[field]}!` }));
    await expect(openText(vaultWith(altered), ref)).rejects.toMatchObject({ code: 'ERR_TEXT_DIFFERS' });
  });

  test('is compared wherever a commit cites it; what only looks like a reference is none', async () => {
    const commit = (...events: readonly unknown[]) => ({ seq: 1, commandId: 'c', bytes: JSON.stringify({ events }) });
    const altered = sealer.entries.map((entry) => ({ ...entry, text: 'refused' }));
    const check = (entries: readonly VaultEntry[], ...events: readonly unknown[]) =>
      checkCitedTexts(vaultWith(entries), [commit(null, 1, 'x'), commit(...events)]);
    for (const event of [ref, { text: ref }, { all: [{ deep: [ref] }] }]) {
      await check(sealer.entries, event);
      await check([], event);
      await expect(check(altered, event)).rejects.toMatchObject({
        code: 'ERR_TEXT_DIFFERS',
        message: expect.stringContaining(ref.key),
      });
    }
    await check(altered, { ...ref, kind: 'another' }, { key: ref.key }, { key: 1, digest: ref.digest }, []);
  });
});

describe('a text of a client', () => {
  test.each([
    ['x', 10, undefined],
    ['x'.repeat(10), 10, undefined],
    [' x ', 3, undefined],
    ['', 10, 'text-is-empty'],
    [' \n\t\u00a0\u3000', 10, 'text-is-empty'],
    [' '.repeat(20), 10, 'text-is-empty'],
    ['x'.repeat(11), 10, 'text-is-too-long'],
  ])('%j with a limit of %s: %s', (text, lengthMax, code) => {
    expect(checkText('reason', text, lengthMax)?.code).toBe(code);
  });

  test('the refusal names the field as the client knows it', () => {
    expect(checkText('reason', '', 5)?.message).toContain('reason');
    expect(checkText('reason', '123456', 5)?.message).toMatch(/reason has 6 characters; 5/);
  });
});
