import { join } from 'node:path';
import { canonical, HubgraphError, type World } from '@hubgraph/kernel';
import { bytesOfBase64Url, isPlainObject } from '../jws/encoding.ts';
import { isLogOrigin } from '../log-keys/origin.ts';
import { signingKeyFromSeed } from './from-seed.ts';
import { generateLogKeys, generateNodeKeys } from './generate.ts';
import type { KeyRole, LogRole, NodeKeys, SigningKey } from './types.ts';

const FILE_NAME = 'keys.json';
const LOG_ROLES = ['books', 'cases', 'witness'] as const satisfies readonly LogRole[];

/**
 * Reads the node's keys from `<folder>/keys.json`, or makes and stores them (mode 0600, the whole file or nothing):
 * `{ "books": { "crv", "d", "kid", "kty", "x" }, "cases": { … }, "logOrigin": "node.cee.example", "statements": { … },
 * "tokens": { … }, "version": 2, "witness": { … } }`. A file of version 1 has no keys for logs: they are added. What a
 * file holds is never replaced, neither a key nor the origin; `logOrigin` is for a file that has none.
 * @throws {HubgraphError} `ERR_KEYS_UNREADABLE` if the file is there but cannot be read, was changed or cut off, or
 *   holds one key for two roles; `ERR_CONFIG_UNREADABLE` if `logOrigin` is needed and is none.
 * @see RFC 7517, RFC 8037
 */
export function loadOrCreateNodeKeys(
  world: Pick<World, 'random' | 'disk'>,
  folder: string,
  logOrigin: string,
): NodeKeys {
  const path = join(folder, FILE_NAME);
  const read = world.disk.exists(path) ? readKeys(world, path) : undefined;
  if (read?.books !== undefined) return read;
  if (!isLogOrigin(logOrigin)) {
    throw new HubgraphError(
      'ERR_CONFIG_UNREADABLE',
      `logOrigin must be a host and a path without a scheme, as node.east-africa.example; it was "${logOrigin}".`,
    );
  }
  const keys = read === undefined ? generateNodeKeys(world, logOrigin) : withLogKeys(world, read, logOrigin);
  world.disk.makeFolder(folder);
  world.disk.writeAtomically(path, new TextEncoder().encode(fileOf(keys)), { mode: 0o600 });
  return keys;
}

type KeysBeforeLogs = Pick<NodeKeys, KeyRole> & { readonly books?: never };

function withLogKeys(
  world: Pick<World, 'random'>,
  { tokens, statements }: KeysBeforeLogs,
  logOrigin: string,
): NodeKeys {
  return { tokens, statements, ...generateLogKeys(world), logOrigin };
}

function fileOf({ logOrigin, ...keys }: NodeKeys): string {
  const stored = (key: SigningKey) => {
    const { crv, d, kty, x } = key.privateKey.export({ format: 'jwk' });
    return { crv: crv ?? '', d: d ?? '', kid: key.kid, kty: kty ?? '', x: x ?? '' };
  };
  const roles = Object.fromEntries(Object.entries(keys).map(([role, key]) => [role, stored(key)]));
  return `${canonical({ ...roles, logOrigin, version: 2 })}\n`;
}

function readKeys(world: Pick<World, 'disk'>, path: string): NodeKeys | KeysBeforeLogs {
  let file: unknown;
  try {
    file = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(world.disk.read(path)));
  } catch (error) {
    // A parser's message quotes the text, which here is a private key: only the kind of failure is kept.
    throw unreadable(path, error instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read');
  }
  if (!isPlainObject(file) || (file['version'] !== 1 && file['version'] !== 2)) {
    throw unreadable(path, 'it is neither of version 1 nor of version 2');
  }
  const older = { tokens: readKey(path, file, 'tokens'), statements: readKey(path, file, 'statements') };
  if (file['version'] === 1) {
    const added = [...LOG_ROLES, 'logOrigin'].find((name) => name in file);
    if (added !== undefined) throw unreadable(path, `it is of version 1 and has ${added}`);
    return checkedApart(path, older);
  }
  const { logOrigin } = file;
  if (typeof logOrigin !== 'string' || !isLogOrigin(logOrigin)) throw unreadable(path, 'its logOrigin is none');
  const [books, cases, witness] = [
    readKey(path, file, 'books'),
    readKey(path, file, 'cases'),
    readKey(path, file, 'witness'),
  ];
  return { ...checkedApart(path, { ...older, books, cases, witness }), logOrigin };
}

function checkedApart<K extends Readonly<Record<string, SigningKey>>>(path: string, keys: K): K {
  const kids = Object.values(keys).map(({ kid }) => kid);
  if (new Set(kids).size < kids.length) throw unreadable(path, 'two roles have the same key');
  return keys;
}

function readKey(path: string, file: Record<string, unknown>, role: KeyRole | LogRole): SigningKey {
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
