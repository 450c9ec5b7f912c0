import { join } from 'node:path';
import { canonical, HubgraphError, type World } from '@hubgraph/kernel';
import { bytesOfBase64Url, isPlainObject } from '../jws/encoding.ts';
import { signingKeyFromSeed } from './from-seed.ts';
import { generateNodeKeys } from './generate.ts';
import type { KeyRole, NodeKeys, SigningKey } from './types.ts';

const FILE_NAME = 'keys.json';

/**
 * Reads the node's keys from `<folder>/keys.json`, or makes and stores them (mode 0600, the whole file or nothing):
 * `{ "statements": { "crv", "d", "kid", "kty", "x" }, "tokens": { … }, "version": 1 }`.
 * A file that is there is never overwritten.
 * @throws {HubgraphError} `ERR_KEYS_UNREADABLE` if the file is there but cannot be read, was changed or cut off, or
 *   holds one key for both roles.
 * @see RFC 7517, RFC 8037
 */
export function loadOrCreateNodeKeys(world: Pick<World, 'random' | 'disk'>, folder: string): NodeKeys {
  const path = join(folder, FILE_NAME);
  if (world.disk.exists(path)) return readKeys(world, path);
  const keys = generateNodeKeys(world);
  world.disk.makeFolder(folder);
  world.disk.writeAtomically(path, new TextEncoder().encode(fileOf(keys)), { mode: 0o600 });
  return keys;
}

function fileOf(keys: NodeKeys): string {
  const stored = (key: SigningKey) => {
    const { crv, d, kty, x } = key.privateKey.export({ format: 'jwk' });
    return { crv: crv ?? '', d: d ?? '', kid: key.kid, kty: kty ?? '', x: x ?? '' };
  };
  return `${canonical({ version: 1, tokens: stored(keys.tokens), statements: stored(keys.statements) })}\n`;
}

function readKeys(world: Pick<World, 'disk'>, path: string): NodeKeys {
  let file: unknown;
  try {
    file = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(world.disk.read(path)));
  } catch (error) {
    // A parser's message quotes the text, which here is a private key: only the kind of failure is kept.
    throw unreadable(path, error instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read');
  }
  if (!isPlainObject(file) || file['version'] !== 1) throw unreadable(path, 'it is not of version 1');
  const keys = { tokens: readKey(path, file, 'tokens'), statements: readKey(path, file, 'statements') };
  if (keys.tokens.kid === keys.statements.kid) throw unreadable(path, 'both roles have the same key');
  return keys;
}

function readKey(path: string, file: Record<string, unknown>, role: KeyRole): SigningKey {
  const stored = file[role];
  if (!isPlainObject(stored)) throw unreadable(path, `the key for ${role} is missing`);
  const { kty, crv, d, x, kid } = stored;
  const seed = typeof d === 'string' ? bytesOfBase64Url(d) : undefined;
  if (kty !== 'OKP' || crv !== 'Ed25519' || seed?.length !== 32) {
    throw unreadable(path, `the key for ${role} is not a private Ed25519 key`);
  }
  const key = signingKeyFromSeed(seed);
  if (key.publicJwk.x !== x || key.kid !== kid) throw unreadable(path, `the halves of the key for ${role} do not fit`);
  return key;
}

function unreadable(path: string, why: string): HubgraphError {
  return new HubgraphError(
    'ERR_KEYS_UNREADABLE',
    `${path} holds no usable keys: ${why}. Restore it from a backup; with new keys the council must authorise the node again.`,
  );
}
