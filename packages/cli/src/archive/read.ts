import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeKeys, Registry } from '@hubgraph/identity';
import { Journal, type LogName, type TreeHead } from '@hubgraph/journal';
import { HubgraphError, isRejection, sha256, type World } from '@hubgraph/kernel';
import {
  checkpointsPath,
  conceptsOf,
  foldsOf,
  keysOf,
  type LostCheckpoints,
  lossPath,
  type NodeConfig,
  type NodeDefinition,
  openStore,
  readCheckpointsFile,
  registryOf,
  writeLostCheckpoints,
} from '@hubgraph/node';
import { lockFolder, openSqliteStore, type Store, type StoredCommit, type VaultEntry } from '@hubgraph/store';
import { formatNote, parseCheckpoint, type VerifiedCheckpoint, verifyCheckpoint } from '@hubgraph/tlog';
import { damaged, FILES, linesOf, type Manifest, readManifest } from './format.ts';
import { logVerifiersOf } from './keys.ts';

const PAGE = 500;
const LOGS: readonly LogName[] = ['books', 'cases'];
const TIMEOUT_MS = 5_000;
const NOTE_BYTES_MAX = 131_072;
/** Where an archive is made into a node, within the node's folder, before anything takes its place. */
const WORKSHOP = 'restoring';
/** What is moved, the journal last: without it the node is not there yet. */
const MOVED = [
  'keys.json',
  'ended.json',
  'witness.db',
  'checkpoints.json',
  'views.db',
  'views.db.sha256',
  'journal.db',
] as const;

export interface RestoreOptions {
  readonly world: World;
  readonly config: NodeConfig;
  readonly definition: NodeDefinition;
  readonly from: string;
  /** Goes on although somebody has seen more than the archive has. */
  readonly acceptLoss: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Restored {
  readonly manifest: Manifest;
  /** How many of the registry's witnesses were asked, and how many answered. */
  readonly witnesses: { readonly asked: number; readonly answered: number };
  /** What is known to be lost, a sentence each; empty unless that was accepted. */
  readonly lost: readonly string[];
  /** The newest of what was signed and is lost. */
  readonly lostCheckpoints: LostCheckpoints;
}

/**
 * Makes a node of an archive: every digest, every commit and both roots are checked, and the witnesses are asked whether
 * they have seen more, before anything is where the node would find it.
 * @throws {HubgraphError} `ERR_BACKUP_DAMAGED`, `ERR_BACKUP_REFUSED`, `ERR_BACKUP_IS_OLD`, `ERR_LOG_DIFFERS`,
 * `ERR_FOLDER_IN_USE`
 */
export async function restoreArchive(options: RestoreOptions): Promise<Restored> {
  const { world, config, from } = options;
  const manifest = readManifest(world, from);
  if (manifest.node !== config.id) throw refused(`${from} is of the node ${manifest.node}, not of ${config.id}.`);
  world.disk.makeFolder(config.folder);
  const release = lockFolder(world, config.folder);
  const workshop = join(config.folder, WORKSHOP);
  try {
    await checkIsEmpty(world, config);
    checkKeys(options);
    rmSync(workshop, { recursive: true, force: true });
    mkdirSync(workshop, { mode: 0o700 });
    const restored = await makeIn(workshop, options, manifest);
    keepLoss(options, restored);
    await putInPlace(workshop, options);
    return restored;
  } finally {
    rmSync(workshop, { recursive: true, force: true });
    release();
  }
}

/** What was signed and is lost is remembered: the node takes no command, whether a witness answers at its start or not. */
function keepLoss({ world, config }: RestoreOptions, { lost, lostCheckpoints }: Restored): void {
  const path = lossPath(config);
  writeLostCheckpoints(world, config, lostCheckpoints);
  if (lost.length === 0) {
    world.disk.remove(path);
    return;
  }
  const text = `Commits that this node had signed were given up when it was restored, so it takes no command. ${lost.join(' ')}\n`;
  world.disk.writeAtomically(path, new TextEncoder().encode(text));
}

async function checkIsEmpty(world: World, config: NodeConfig): Promise<void> {
  const keep = 'Move it aside first; nothing is written over.';
  if (config.store?.kind !== 'mongodb') {
    if (existsSync(join(config.folder, 'journal.db'))) throw refused(`${config.folder} has a journal. ${keep}`);
    return;
  }
  const store = await openStore(world, config);
  try {
    const head = await store.head();
    if (head > 0) throw refused(`The database has ${head} commits of ${config.id}. ${keep}`);
  } finally {
    await store.close();
  }
}

/** The node goes on under the keys with which it signed. */
function checkKeys({ world, config, from }: RestoreOptions): void {
  const [ours, theirs] = [join(config.folder, 'keys.json'), join(from, FILES.keys)];
  const [isHere, isThere] = [existsSync(ours), existsSync(theirs)];
  if (!isHere && !isThere) {
    throw refused(
      `The backup has no keys. Put the node's keys.json into ${config.folder} first: with new keys nobody would believe it.`,
    );
  }
  if (isHere && isThere && world.disk.sha256(ours) !== world.disk.sha256(theirs)) {
    throw refused(`${ours} is not the keys.json of the backup. Decide which is right, and move the other aside.`);
  }
}

async function makeIn(workshop: string, options: RestoreOptions, manifest: Manifest): Promise<Restored> {
  const { world, config, definition, from, acceptLoss, onProgress } = options;
  const local: NodeConfig = { ...config, folder: workshop, store: { kind: 'sqlite' } };
  const copy = (path: string, name: string): void => {
    if (existsSync(path)) world.disk.writeAtomically(join(workshop, name), world.disk.read(path));
  };
  copy(join(existsSync(join(from, FILES.keys)) ? from : config.folder, 'keys.json'), 'keys.json');
  copy(join(from, FILES.ended), 'ended.json');
  copy(join(from, FILES.witness), 'witness.db');
  copy(join(from, FILES.checkpoints), 'checkpoints.json');
  const keys = keysOf(world, local);
  const signed = readCheckpointsFile(world, checkpointsPath(local), logVerifiersOf(keys));
  const store = openSqliteStore(world, join(workshop, 'journal.db'));
  try {
    await fill(store, from, manifest);
    const journal = await Journal.open({
      world,
      node: config.id,
      store,
      viewsPath: join(workshop, 'views.db'),
      ...foldsOf(conceptsOf(definition)),
      ...(signed === undefined ? {} : { signed }),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    try {
      for (const name of LOGS) checkHead(from, name, manifest, journal.log(name).head());
      const registry = definition.registry?.(journal.reader) ?? registryOf(journal.reader)?.registry;
      const heard = await askWitnesses(options, keys, registry);
      const known = readCheckpointsFile(world, checkpointsPath(config), logVerifiersOf(keys));
      const here =
        known === undefined
          ? []
          : LOGS.map((name) => ({ by: `${config.folder}/checkpoints.json`, name, checkpoint: known[name] }));
      const shown = [...here, ...heard.shown];
      const lost = await compare(journal, shown);
      if (lost.length > 0 && !acceptLoss) throw isOld(lost);
      const witnesses = { asked: heard.asked, answered: heard.answered };
      return { manifest, witnesses, lost, lostCheckpoints: newestLost(journal, shown) };
    } finally {
      await journal.close();
    }
  } finally {
    await store.close();
  }
}

async function fill(store: Store, from: string, manifest: Manifest): Promise<void> {
  for await (const texts of linesOf<VaultEntry>(from, FILES.vault, PAGE)) await store.vault.put(texts);
  let seq = 0;
  for await (const commits of linesOf<StoredCommit>(from, FILES.commits, PAGE)) {
    await store.append(commits);
    seq += commits.length;
  }
  if (seq !== manifest.commits) throw damaged(from, `it has ${seq} commits, not ${manifest.commits}`);
}

function checkHead(from: string, name: LogName, manifest: Manifest, { size, root }: TreeHead): void {
  const archived = manifest.logs[name];
  if (archived.size === size && archived.root === Buffer.from(root).toString('base64')) return;
  throw damaged(from, `its commits make another log ${name} than it says`);
}

/** A checkpoint with the node's own signature, and where it was found. */
interface Shown {
  readonly by: string;
  readonly name: LogName;
  readonly checkpoint: VerifiedCheckpoint;
}

/** Asks every witness of the registry for what it has cosigned of this node's logs. */
async function askWitnesses(
  { world, config }: RestoreOptions,
  keys: NodeKeys,
  registry: Registry | undefined,
): Promise<{ readonly asked: number; readonly answered: number; readonly shown: readonly Shown[] }> {
  const own = logVerifiersOf(keys);
  const witnesses = (registry?.nodes ?? []).filter(({ id, witness }) => id !== config.id && witness !== undefined);
  const answers = await Promise.all(
    witnesses.map(async ({ id, endpoint }) => {
      try {
        const shown: Shown[] = [];
        for (const name of LOGS) {
          const url = `${endpoint.replace(/\/$/, '')}/witness/${sha256(own[name][0].name)}/checkpoint`;
          const call = { url, method: 'GET', timeoutMs: TIMEOUT_MS, sizeBytesMax: NOTE_BYTES_MAX } as const;
          const { status, body } = await world.network.request(call);
          const read = status === 200 ? parseCheckpoint(body) : undefined;
          const checkpoint = read === undefined || isRejection(read) ? undefined : verifyCheckpoint(read, own[name]);
          // What the node itself did not sign, anybody may have made up.
          if (checkpoint !== undefined && !isRejection(checkpoint)) shown.push({ by: id, name, checkpoint });
        }
        return shown;
      } catch (error) {
        if (error instanceof HubgraphError) return undefined;
        throw error;
      }
    }),
  );
  const heard = answers.filter((answer) => answer !== undefined);
  return { asked: witnesses.length, answered: heard.length, shown: heard.flat() };
}

/** What is known to be lost; a history that contradicts what was signed is not the node's. */
async function compare(journal: Journal, all: readonly Shown[]): Promise<string[]> {
  const lost: string[] = [];
  for (const { by, name, checkpoint } of all) {
    const log = journal.log(name);
    const { size } = log.head();
    const [things, thing] = name === 'cases' ? ['commits', 'commit'] : ['public entries', 'public entry'];
    if (checkpoint.size > size) {
      const count = checkpoint.size - size;
      lost.push(
        `${by} has seen ${checkpoint.size} ${things}, the backup has ${size}: ${count} ${count === 1 ? thing : things} would be lost.`,
      );
    } else if (!Buffer.from(await log.rootAt(checkpoint.size)).equals(checkpoint.root)) {
      throw new HubgraphError(
        'ERR_LOG_DIFFERS',
        `${by} has a checkpoint of ${name} with ${checkpoint.size} leaves, signed by this node, whose root is another than ` +
          'in the backup: it is of another history. Nothing was changed. Use another backup.',
      );
    }
  }
  return lost;
}

/** The largest checkpoint of each log that the journal does not reach, with the node's own signatures alone. */
function newestLost(journal: Journal, all: readonly Shown[]): LostCheckpoints {
  const newest = LOGS.flatMap((log) => {
    const beyond = all.filter(({ name, checkpoint }) => name === log && checkpoint.size > journal.log(log).head().size);
    const [largest] = beyond.sort((one, other) => other.checkpoint.size - one.checkpoint.size);
    if (largest === undefined) return [];
    const { text, verified } = largest.checkpoint.note;
    return [[log, formatNote({ text, signatures: verified })]];
  });
  return Object.fromEntries(newest);
}

async function putInPlace(workshop: string, { world, config, from, acceptLoss }: RestoreOptions): Promise<void> {
  const { folder } = config;
  if (config.store?.kind === 'mongodb') {
    const store = await openStore(world, config);
    try {
      for await (const texts of linesOf<VaultEntry>(from, FILES.vault, PAGE)) await store.vault.put(texts);
      for await (const commits of linesOf<StoredCommit>(from, FILES.commits, PAGE)) await store.append(commits);
    } finally {
      await store.close();
    }
    rmSync(join(workshop, 'journal.db'));
  }
  // What was signed after the backup is evidence, and would keep the node from starting.
  const newer = checkpointsPath(config);
  if (existsSync(newer)) {
    if (acceptLoss) renameSync(newer, `${newer}.newer`);
    else rmSync(join(workshop, 'checkpoints.json'), { force: true });
  }
  for (const name of [
    'views.db',
    'views.db-wal',
    'views.db-shm',
    'views.db.sha256',
    'search.db',
    'search.db-wal',
    'search.db-shm',
  ]) {
    rmSync(join(folder, name), { force: true });
  }
  for (const name of MOVED) {
    if (!existsSync(join(workshop, name))) continue;
    // A witness that has seen more remembers it, also after its own journal was restored; how logs ended stays so.
    if ((name === 'witness.db' || name === 'ended.json') && existsSync(join(folder, name))) continue;
    renameSync(join(workshop, name), join(folder, name));
  }
}

function refused(message: string): HubgraphError {
  return new HubgraphError('ERR_BACKUP_REFUSED', message);
}

function isOld(lost: readonly string[]): HubgraphError {
  return new HubgraphError(
    'ERR_BACKUP_IS_OLD',
    `${lost.join(' ')} Nothing was changed. Look for a newer backup. If there is none, --accept-loss restores this one: the ` +
      'node then reads and takes no command, since every new commit would be a fork; its log ends there, and the council ' +
      'has to be told.',
  );
}
