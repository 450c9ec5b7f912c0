import { join } from 'node:path';
import { canonical, HubgraphError, type Instant, type World } from '@hubgraph/kernel';
import { bytesOfBase64Url, isPlainObject } from '../jws/encoding.ts';
import { isLogOrigin, nextLogOrigin } from '../log-keys/origin.ts';
import { signingKeyFromSeed } from './from-seed.ts';
import { generateLogKeys, generateNodeKeys } from './generate.ts';
import type { FormerKey, KeyRole, LogRole, NodeKeys, SigningKey } from './types.ts';

const FILE_NAME = 'keys.json';
const ROLES = ['tokens', 'statements', 'books', 'cases', 'witness'] as const satisfies readonly (KeyRole | LogRole)[];
const LOG_ROLES = ['books', 'cases', 'witness'] as const satisfies readonly LogRole[];

/**
 * Reads the node's keys from `<folder>/keys.json`, or makes and stores them (mode 0600, the whole file or nothing):
 * `{ "books": { "crv", "d", "kid", "kty", "x" }, "cases": { … }, "logOrigin": "node.cee.example", "statements": { … },
 * "tokens": { … }, "version": 2, "witness": { … } }`. A file of version 1 has no keys for logs: they are added. While keys
 * change it is of version 3, with `"next": { "books": { … }, … }` or `"former": [{ "changedAt": 1767225600000, "key": { … },
 * "role": "books", "until": 1769817600000 }]`. `logOrigin` is for a file that has none.
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
  write(world, folder, keys);
  return keys;
}

/**
 * Makes new keys for these roles beside the present ones, which stay in use until the council has entered the new ones.
 * Made before, they are not made again. Former keys whose time is over are forgotten.
 * @throws {HubgraphError} `ERR_KEYS_UNREADABLE` if the folder has no whole file of keys.
 */
export function makeNextKeys(
  world: Pick<World, 'random' | 'disk' | 'clock'>,
  folder: string,
  roles: readonly (KeyRole | LogRole)[],
): NodeKeys {
  const path = join(folder, FILE_NAME);
  const keys = world.disk.exists(path) ? readKeys(world, path) : undefined;
  if (keys?.books === undefined) throw unreadable(path, 'there are no keys for logs yet; start the node once');
  const now = world.clock.now();
  const drawn = generateNodeKeys(world, keys.logOrigin);
  const missing = roles.filter((role) => keys.next?.[role] === undefined);
  if (missing.length === 0) return keys;
  const next = { ...keys.next, ...Object.fromEntries(missing.map((role) => [role, drawn[role]])) };
  const changed = { ...keys, next, former: (keys.former ?? []).filter(({ until }) => until > now) };
  write(world, folder, changed);
  return changed;
}

/**
 * Puts the next keys in the place of the present ones, which become former ones.
 * @param untilOf until when the present key of a role still counts.
 */
export function adoptNextKeys(
  world: Pick<World, 'disk' | 'clock'>,
  folder: string,
  { next, former = [], ...present }: NodeKeys,
  untilOf: (role: KeyRole | LogRole, key: SigningKey) => Instant,
): NodeKeys {
  const changedAt = world.clock.now();
  const replaced = ROLES.flatMap((role) => {
    const key = present[role];
    return next?.[role] === undefined ? [] : [{ role, key, changedAt, until: untilOf(role, key) }];
  });
  const adopted = { ...present, ...next, former: [...replaced, ...former] };
  write(world, folder, adopted);
  return adopted;
}

/**
 * Puts new keys for logs and witness, under the next origin, in the place of those whose logs have ended. The keys for
 * tokens and statements stay, and so does what is to take their place.
 * @throws {HubgraphError} `ERR_KEYS_UNREADABLE` if the folder has no whole file of keys; `ERR_CONFIG_UNREADABLE` if the name
 * of the logs would be too long.
 */
export function makeNewLogKeys(world: Pick<World, 'random' | 'disk'>, folder: string): NodeKeys {
  const path = join(folder, FILE_NAME);
  const keys = world.disk.exists(path) ? readKeys(world, path) : undefined;
  if (keys?.books === undefined) throw unreadable(path, 'there are no keys for logs yet; start the node once');
  const logOrigin = nextLogOrigin(keys.logOrigin);
  if (!isLogOrigin(logOrigin)) {
    throw new HubgraphError('ERR_CONFIG_UNREADABLE', `${logOrigin} is too long for the name of a log.`);
  }
  const { tokens, statements, next = {}, former = [] } = keys;
  const isKept = (role: string): boolean => role === 'tokens' || role === 'statements';
  const kept = Object.fromEntries(Object.entries(next).filter(([role]) => isKept(role)));
  const changed = {
    ...{ tokens, statements, ...generateLogKeys(world), logOrigin },
    ...(Object.keys(kept).length === 0 ? {} : { next: kept }),
    former: former.filter(({ role }) => isKept(role)),
  };
  write(world, folder, changed);
  return changed;
}

function write({ disk }: Pick<World, 'disk'>, folder: string, keys: NodeKeys): void {
  disk.writeAtomically(join(folder, FILE_NAME), new TextEncoder().encode(fileOf(keys)), { mode: 0o600 });
}

type KeysBeforeLogs = Pick<NodeKeys, KeyRole> & { readonly books?: never };

function withLogKeys(
  world: Pick<World, 'random'>,
  { tokens, statements }: KeysBeforeLogs,
  logOrigin: string,
): NodeKeys {
  return { tokens, statements, ...generateLogKeys(world), logOrigin };
}

function fileOf({ logOrigin, next = {}, former = [], ...keys }: NodeKeys): string {
  const stored = (key: SigningKey) => {
    const { crv, d, kty, x } = key.privateKey.export({ format: 'jwk' });
    return { crv: crv ?? '', d: d ?? '', kid: key.kid, kty: kty ?? '', x: x ?? '' };
  };
  const byRole = (some: NonNullable<NodeKeys['next']>) =>
    Object.fromEntries(ROLES.flatMap((role) => (some[role] === undefined ? [] : [[role, stored(some[role])]])));
  const before = former.map(({ key, ...rest }) => ({ ...rest, key: stored(key) }));
  const isChanging = Object.keys(next).length + former.length > 0;
  const changing = {
    ...(Object.keys(next).length === 0 ? {} : { next: byRole(next) }),
    ...(former.length === 0 ? {} : { former: before }),
  };
  return `${canonical({ ...byRole(keys), ...changing, logOrigin, version: isChanging ? 3 : 2 })}\n`;
}

function readKeys(world: Pick<World, 'disk'>, path: string): NodeKeys | KeysBeforeLogs {
  let file: unknown;
  try {
    file = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(world.disk.read(path)));
  } catch (error) {
    // A parser's message quotes the text, which here is a private key: only the kind of failure is kept.
    throw unreadable(path, error instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read');
  }
  if (!isPlainObject(file) || ![1, 2, 3].some((version) => version === file['version'])) {
    throw unreadable(path, 'it is of none of the versions 1 to 3');
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
  const present = { ...checkedApart(path, { ...older, books, cases, witness }), logOrigin };
  return file['version'] === 2 ? present : { ...present, ...readChange(path, file, present) };
}

/** What is there only while keys change. */
function readChange(path: string, file: Record<string, unknown>, present: NodeKeys): Pick<NodeKeys, 'next' | 'former'> {
  const nextOf = file['next'] ?? {};
  const formerOf = file['former'] ?? [];
  if (!isPlainObject(nextOf) || !Array.isArray(formerOf)) throw unreadable(path, 'its next or former keys are none');
  const next: Partial<Record<KeyRole | LogRole, SigningKey>> = {};
  for (const name of Object.keys(nextOf)) next[roleOf(path, name)] = readKey(path, nextOf, roleOf(path, name));
  const former = formerOf.map((item: unknown): FormerKey => {
    const { role: name, key, changedAt, until } = isPlainObject(item) ? item : {};
    const role = roleOf(path, name);
    if (!isInstant(changedAt) || !isInstant(until)) throw unreadable(path, 'a former key has no times');
    return { role, key: readKey(path, { [role]: key }, role), changedAt, until };
  });
  const all = [...ROLES.map((role) => present[role]), ...Object.values(next), ...former.map(({ key }) => key)];
  checkedApart(path, Object.fromEntries(all.map((key, place) => [place, key])));
  return {
    ...(Object.keys(next).length === 0 ? {} : { next }),
    ...(former.length === 0 ? {} : { former }),
  };
}

function roleOf(path: string, name: unknown): KeyRole | LogRole {
  const role = ROLES.find((one) => one === name);
  if (role === undefined) throw unreadable(path, 'it has a key for a role that is none');
  return role;
}

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
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
