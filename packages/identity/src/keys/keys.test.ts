import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { isRejection, realWorld, type World } from '@hubgraph/kernel';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, test } from 'vitest';
import { ownVerifierKeysOf, signerKeysOf } from '../log-keys/verifier-key.ts';
import { keysOf, memoryDisk, randomOf } from '../test-kit.ts';
import { signingKeyFromSeed } from './from-seed.ts';
import { adoptNextKeys, loadOrCreateNodeKeys, makeNewLogKeys, makeNextKeys } from './load.ts';
import { parsePublicJwk } from './parse-public.ts';
import { publicJwks } from './public.ts';
import type { NodeKeys } from './types.ts';

const keys = keysOf('cee');
const hex = (text: string) => Buffer.from(text, 'hex');
const point = (text: string) => hex(text).toString('base64url');

describe('a key made from a seed', () => {
  test('is that of RFC 8032 section 7.1, test 1, and has the thumbprint of RFC 8037 appendix A.3', () => {
    const seed = hex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60');
    const key = signingKeyFromSeed(seed);
    expect(Buffer.from(key.publicJwk.x, 'base64url').toString('hex')).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
    expect(key.kid).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  test('has the thumbprint that jose calculates', async () => {
    expect(await calculateJwkThumbprint(keys.tokens.publicJwk)).toBe(keys.tokens.kid);
  });

  test('is the same for the same randomness and differs by role and node', () => {
    expect(keysOf('cee').statements.kid).toBe(keys.statements.kid);
    const kids = [keys, keysOf('asia')].flatMap(({ tokens, statements, books, cases, witness }) =>
      [tokens, statements, books, cases, witness].map(({ kid }) => kid),
    );
    expect(new Set(kids).size).toBe(10);
  });

  test('refuses a seed of another length', () => {
    expect(() => signingKeyFromSeed(new Uint8Array(31))).toThrow('32 bytes');
  });

  test('shows nothing of its private half when it is printed or offered', () => {
    const d = String(keys.tokens.privateKey.export({ format: 'jwk' }).d);
    expect(d).toHaveLength(43);
    expect(inspect(keys, { depth: 9 }) + JSON.stringify(keys)).not.toContain(d);
    expect(JSON.stringify(publicJwks(keys, 'tokens'))).not.toContain(d);
    expect(publicJwks(keys, 'tokens')).not.toEqual(publicJwks(keys, 'statements'));
  });
});

describe('a public key from outside', () => {
  const good = keys.tokens.publicJwk;
  const { kty, crv, x } = good;

  test('is read, with or without the members that follow from it', () => {
    expect(parsePublicJwk(good)).toEqual(good);
    expect(parsePublicJwk({ kty, crv, x })).toEqual(good);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a list', [good]],
    ['a private key', { ...good, d: x }],
    ['an empty d', { ...good, d: '' }],
    ['another curve', { ...good, crv: 'X25519' }],
    ['another type', { kty: 'oct', k: x }],
    ['a key of RSA', { kty: 'RSA', n: x, e: 'AQAB' }],
    ['x of 31 bytes', { kty, crv, x: point('11'.repeat(31)) }],
    ['x with padding', { kty, crv, x: `${x}=` }],
    ['x with loose bits at its end', { kty, crv, x: `${x.slice(0, -1)}${x.endsWith('A') ? 'B' : '-'}` }],
    ['x of another type', { kty, crv, x: 1 }],
    ['a kid that is not its thumbprint', { ...good, kid: keys.statements.kid }],
    ['the alg EdDSA', { ...good, alg: 'EdDSA' }],
    ['the use enc', { ...good, use: 'enc' }],
    ['an unknown member', { ...good, x5c: [] }],
    ['the neutral point', { kty, crv, x: point(`01${'00'.repeat(31)}`) }],
    ['the neutral point, other sign', { kty, crv, x: point(`01${'00'.repeat(30)}80`) }],
    ['a point of order 2', { kty, crv, x: point(`ec${'ff'.repeat(30)}7f`) }],
    ['a point of order 4', { kty, crv, x: point('00'.repeat(32)) }],
    ['a point of order 8', { kty, crv, x: point('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a') }],
  ])('is refused: %s', (_, value) => {
    expect(parsePublicJwk(value)).toMatchObject({ rejected: true, code: 'key-is-malformed' });
  });
});

/** All public halves, and the origin. */
const publicOf = (all: NodeKeys) => JSON.parse(JSON.stringify(all)) as unknown;

describe('stored keys', () => {
  const path = join('/data/cee', 'keys.json');
  const stored = () => {
    const { disk, files, modes } = memoryDisk();
    const made = loadOrCreateNodeKeys({ ...randomOf('a'), disk }, '/data/cee', 'cee.example');
    return { made, text: files[path] ?? '', mode: modes[path] };
  };

  test('are the same when loaded again, in a file for the owner only', () => {
    const { made, text, mode } = stored();
    const { disk } = memoryDisk({ [path]: text });
    const loaded = loadOrCreateNodeKeys({ ...randomOf('b'), disk }, '/data/cee', 'cee.example');
    expect(publicOf(loaded)).toEqual(publicOf(made));
    expect(mode).toBe(0o600);
  });

  test('lie on a real disk with mode 0600, and a corrupted file is left as it is', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hubgraph-identity-'));
    try {
      const world = realWorld();
      const made = loadOrCreateNodeKeys(world, join(folder, 'cee'), 'cee.example');
      const file = join(folder, 'cee', 'keys.json');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(loadOrCreateNodeKeys(world, join(folder, 'cee'), 'cee.example').tokens.kid).toBe(made.tokens.kid);
      writeFileSync(file, 'gone');
      expect(() => loadOrCreateNodeKeys(world, join(folder, 'cee'), 'cee.example')).toThrow('it is not JSON');
      expect(new TextDecoder().decode(world.disk.read(file))).toBe('gone');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('of version 1 get keys for logs, and keep what they were', () => {
    const { made, text } = stored();
    const { books: _b, cases: _c, witness: _w, logOrigin: _o, ...older } = JSON.parse(text) as Record<string, unknown>;
    const { disk, files, modes } = memoryDisk({ [path]: JSON.stringify({ ...older, version: 1 }) });
    const world = { ...randomOf('b'), disk };
    const first = loadOrCreateNodeKeys(world, '/data/cee', 'cee.example');
    expect(publicOf(first)).toMatchObject({ tokens: made.tokens, statements: made.statements });
    expect(first.books.kid).not.toBe(made.books.kid);
    expect(modes[path]).toBe(0o600);
    expect(JSON.parse(files[path] ?? '')).toMatchObject({ ...older, version: 2, logOrigin: 'cee.example' });
    const again = loadOrCreateNodeKeys(world, '/data/cee', 'elsewhere.example');
    expect(publicOf(again)).toEqual(publicOf(first));
  });

  test('of version 1 are as they were if the disk is full when keys are added', () => {
    const { text } = stored();
    const { books: _b, cases: _c, witness: _w, logOrigin: _o, ...older } = JSON.parse(text) as Record<string, unknown>;
    const before = JSON.stringify({ ...older, version: 1 });
    const { disk, files } = memoryDisk({ [path]: before });
    const full = { ...disk, writeAtomically: () => expect.fail('ENOSPC') };
    expect(() => loadOrCreateNodeKeys({ ...randomOf('b'), disk: full }, '/data/cee', 'cee.example')).toThrow('ENOSPC');
    expect(files[path]).toBe(before);
  });

  test.each(['', 'https://cee.example', 'cee.example/', 'cee example', 'cee+example', 'x'.repeat(201)])(
    'are not made for the origin %j',
    (origin) => {
      const { disk, files } = memoryDisk();
      expect(() => loadOrCreateNodeKeys({ ...randomOf('a'), disk }, '/data/cee', origin)).toThrow(
        expect.objectContaining({ code: 'ERR_CONFIG_UNREADABLE' }),
      );
      expect(files).toEqual({});
    },
  );

  const { text } = stored();
  const edit = (change: (file: Record<string, Record<string, unknown>>) => unknown) => {
    const file = JSON.parse(text) as Record<string, Record<string, unknown>>;
    change(file);
    return JSON.stringify(file);
  };
  const { tokens = {} } = JSON.parse(text) as Record<string, Record<string, unknown>>;

  test.each<[string, string]>([
    ['is empty', ''],
    ['is cut off', text.slice(0, -10)],
    ['is of no version', edit((file) => delete file['version'])],
    ['lacks a role', edit((file) => delete file['statements'])],
    ['has a role that is text', edit((file) => Object.assign(file, { tokens: 'x' }))],
    ['lost a private half', edit((file) => delete file['tokens']?.['d'])],
    ['has a shorter private half', edit((file) => Object.assign(file['tokens'] ?? {}, { d: 'AAAA' }))],
    ['has halves that do not fit', edit((file) => Object.assign(file['statements'] ?? {}, { d: tokens['d'] }))],
    ['has another public half', edit((file) => Object.assign(file['tokens'] ?? {}, { x: keys.tokens.publicJwk.x }))],
    ['has another kid', edit((file) => Object.assign(file['tokens'] ?? {}, { kid: 'x' }))],
    ['has one key for both roles', edit((file) => Object.assign(file, { statements: tokens }))],
    ['lacks a key for a log', edit((file) => delete file['cases'])],
    ['has one key for both logs', edit((file) => Object.assign(file, { cases: file['books'] }))],
    ['has no origin', edit((file) => delete file['logOrigin'])],
    ['has an origin with a scheme', edit((file) => Object.assign(file, { logOrigin: 'https://cee.example' }))],
    ['is of version 1 and has keys for logs', edit((file) => Object.assign(file, { version: 1 }))],
    ['is of a later version', edit((file) => Object.assign(file, { version: 4 }))],
    ['is of another curve', edit((file) => Object.assign(file['tokens'] ?? {}, { crv: 'X25519' }))],
  ])('are refused and not overwritten if the file %s', (_, content) => {
    expect(content).not.toBe(text);
    const { disk, files } = memoryDisk({ [path]: content });
    const load = () => loadOrCreateNodeKeys({ ...randomOf('b'), disk }, '/data/cee', 'cee.example');
    expect(load).toThrow(expect.objectContaining({ code: 'ERR_KEYS_UNREADABLE' }));
    expect(files[path]).toBe(content);
  });

  test('are refused without telling what was in the file, also if it cannot be read', () => {
    const { disk } = memoryDisk({ [path]: `secret-${text}` });
    const load = () => loadOrCreateNodeKeys({ ...randomOf('b'), disk }, '/data/cee', 'cee.example');
    const failing = { ...disk, read: () => expect.fail('EIO secret') };
    const loadFailing = () => loadOrCreateNodeKeys({ ...randomOf('b'), disk: failing }, '/data/cee', 'cee.example');
    for (const attempt of [load, loadFailing]) {
      let shown = '';
      try {
        attempt();
      } catch (error) {
        shown = inspect(error);
      }
      expect(shown).toContain('ERR_KEYS_UNREADABLE');
      expect(shown).not.toContain('secret');
    }
    expect(isRejection(text)).toBe(false);
  });
});

describe('a change of keys', () => {
  const folder = '/data/cee';
  const path = join(folder, 'keys.json');
  const at = (now: number) => ({ clock: { now: () => now, after: () => () => undefined } });
  const begun = () => {
    const { disk, files } = memoryDisk();
    const made = loadOrCreateNodeKeys({ ...randomOf('a'), disk }, folder, 'cee.example');
    return { disk, files, made };
  };
  const load = (disk: World['disk']) => loadOrCreateNodeKeys({ ...randomOf('z'), disk }, folder, 'cee.example');

  test('makes new ones beside the present ones, once, and goes over to them', () => {
    const { disk, files, made } = begun();
    const next = makeNextKeys({ ...randomOf('b'), disk, ...at(1) }, folder, ['books']);
    expect(publicOf(load(disk))).toEqual(publicOf({ ...made, next: next.next ?? {} }));
    const before = files[path];
    makeNextKeys({ ...randomOf('c'), disk, ...at(2) }, folder, ['books']);
    expect(files[path]).toBe(before);
    const more = makeNextKeys({ ...randomOf('d'), disk, ...at(3) }, folder, ['books', 'tokens']);
    expect(more.next?.books?.kid).toBe(next.next?.books?.kid);
    const adopted = adoptNextKeys({ disk, ...at(4) }, folder, load(disk), () => 100);
    expect(adopted).toMatchObject({ books: { kid: next.next?.books?.kid }, statements: { kid: made.statements.kid } });
    expect(adopted.former?.map(({ role, key }) => [role, key.kid])).toEqual([
      ['tokens', made.tokens.kid],
      ['books', made.books.kid],
    ]);
    expect(publicOf(load(disk))).toEqual(publicOf(adopted));
    // Only when there are newer ones is what counts no more forgotten.
    expect(makeNextKeys({ ...randomOf('e'), disk, ...at(99) }, folder, ['cases']).former).toHaveLength(2);
    expect(makeNextKeys({ ...randomOf('f'), disk, ...at(100) }, folder, ['witness']).former).toEqual([]);
  });

  test('makes other ones for logs of another name, and forgets those of the logs that ended', () => {
    const { disk, made } = begun();
    makeNextKeys({ ...randomOf('b'), disk, ...at(1) }, folder, ['books', 'tokens', 'statements']);
    const adopted = adoptNextKeys({ disk, ...at(2) }, folder, load(disk), () => 50);
    makeNextKeys({ ...randomOf('c'), disk, ...at(3) }, folder, ['witness', 'tokens']);
    const begunAnew = makeNewLogKeys({ ...randomOf('d'), disk }, folder);
    expect(publicOf(load(disk))).toEqual(publicOf(begunAnew));
    expect(begunAnew.logOrigin).toBe(`${made.logOrigin}/log-2`);
    for (const role of ['tokens', 'statements'] as const) expect(begunAnew[role].kid).toBe(adopted[role].kid);
    for (const role of ['books', 'cases', 'witness'] as const) {
      expect([made, adopted].map((keys) => keys[role].kid)).not.toContain(begunAnew[role].kid);
      expect(ownVerifierKeysOf(begunAnew, role)).toHaveLength(1);
    }
    expect(Object.keys(begunAnew.next ?? {})).toEqual(['tokens']);
    expect(begunAnew.former?.map(({ role }) => role)).toEqual(['tokens', 'statements']);
    expect(makeNewLogKeys({ ...randomOf('e'), disk }, folder).logOrigin).toBe(`${made.logOrigin}/log-3`);
    expect(() => makeNewLogKeys({ ...randomOf('e'), disk: memoryDisk().disk }, folder)).toThrow('start the node once');
  });

  test('signs notes with two keys while there are two, and with one when the time of the former one is over', () => {
    const { disk, made } = begun();
    const kids = (keys: NodeKeys, now: number) => signerKeysOf(keys, 'books', now).map(({ keyId }) => keyId);
    const [present] = kids(made, 0);
    expect(kids(made, 0)).toHaveLength(1);
    const changing = makeNextKeys({ ...randomOf('b'), disk, ...at(1) }, folder, ['books']);
    const [, next] = kids(changing, 1);
    expect(kids(changing, 1)[0]).toBe(present);
    const adopted = adoptNextKeys({ disk, ...at(2) }, folder, changing, () => 50);
    expect(kids(adopted, 49)).toEqual([next, present]);
    expect(kids(adopted, 50)).toEqual([next]);
    expect(ownVerifierKeysOf(adopted, 'books').map(({ keyId }) => keyId)).toEqual([next, present]);
    expect(ownVerifierKeysOf(adopted, 'cases')).toHaveLength(1);
  });

  test.each<[string, (file: Record<string, unknown>) => void]>([
    ['a next key that is none', (file) => Object.assign(file, { next: { books: {} } })],
    ['a next key for no role', (file) => Object.assign(file, { next: { gold: file['books'] } })],
    ['a next key that is the present one', (file) => Object.assign(file, { next: { books: file['books'] } })],
    [
      'a former key without its times',
      (file) => Object.assign(file, { former: [{ role: 'books', key: file['books'] }] }),
    ],
    ['former keys that are no list', (file) => Object.assign(file, { former: {} })],
  ])('is refused with %s, and the file stays', (_, change) => {
    const { disk, files } = begun();
    const file = JSON.parse(files[path] ?? '') as Record<string, unknown>;
    change(file);
    const text = JSON.stringify({ ...file, version: 3 });
    const changed = memoryDisk({ [path]: text });
    expect(() => load(changed.disk)).toThrow(expect.objectContaining({ code: 'ERR_KEYS_UNREADABLE' }));
    expect(changed.files[path]).toBe(text);
    expect(load(disk).books.kid).toBeDefined();
  });

  test('needs keys', () => {
    const { disk } = memoryDisk();
    const make = () => makeNextKeys({ ...randomOf('b'), disk, ...at(1) }, folder, ['books']);
    expect(make).toThrow(expect.objectContaining({ code: 'ERR_KEYS_UNREADABLE' }));
  });
});
