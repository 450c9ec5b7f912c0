import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { type LogName, leavesOfCommit } from '@hubgraph/journal';
import { HubgraphError, type World } from '@hubgraph/kernel';
import {
  checkCitedTexts,
  checkpointsPath,
  endedPath,
  keysOf,
  type NodeConfig,
  openStore,
  readCheckpointsFile,
} from '@hubgraph/node';
import type { Store, StoredCommit, VaultEntry } from '@hubgraph/store';
import { leafHash, TreeHasher, type VerifiedCheckpoint } from '@hubgraph/tlog';
import { type ArchivedLog, commitLine, FILES, type Manifest, textLine, writeManifest } from './format.ts';
import { logVerifiersOf } from './keys.ts';

/** How many commits or texts are read at a time. */
const PAGE = 500;

export interface ArchiveOptions {
  readonly world: World;
  readonly config: NodeConfig;
  /** A folder that is not there, or empty. */
  readonly to: string;
  readonly withKeys: boolean;
  /** Hears each leaf of the log `books`, in order. */
  readonly onLeaf?: (leaf: Uint8Array) => void;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Writes journal and vault of a node in a form that any store can take, while the node runs or not. The commits come
 * first and the texts after them, so that what a commit cites is there unless it was erased.
 * @throws {HubgraphError} `ERR_BACKUP_EXISTS`, `ERR_NODE_IS_EMPTY`, `ERR_LOG_DIFFERS` if the journal is not the one that
 * the node signed, `ERR_TEXT_DIFFERS` if a text is not the one that it cites, and what the store says of a damaged
 * journal. What was written by then has no manifest.
 */
export async function writeArchive(options: ArchiveOptions): Promise<Manifest> {
  const { world, config, to, withKeys } = options;
  if (existsSync(to) && readdirSync(to).length > 0) {
    throw new HubgraphError('ERR_BACKUP_EXISTS', `${to} is not empty; nothing is written over. Give a new folder.`);
  }
  checkIsThere(config);
  const signed = lastSigned(world, config);
  world.disk.makeFolder(to);
  const files: Record<string, string> = {};
  const copy = (name: string, from: string): void => {
    if (!world.disk.exists(from)) return;
    world.disk.writeAtomically(join(to, name), world.disk.read(from));
    files[name] = world.disk.sha256(join(to, name));
  };
  // Before the commits, so that they go further than what was signed.
  copy(FILES.checkpoints, checkpointsPath(config));
  copy(FILES.ended, endedPath(config));
  if (withKeys) copy(FILES.keys, join(config.folder, 'keys.json'));
  const witness = join(config.folder, 'witness.db');
  if (world.disk.exists(witness)) {
    const db = new DatabaseSync(witness, { readOnly: true });
    await backup(db, join(to, FILES.witness));
    db.close();
    files[FILES.witness] = world.disk.sha256(join(to, FILES.witness));
  }
  const store = await openStore(world, config);
  try {
    const commits = await Lines.create(join(to, FILES.commits));
    const logs = await writeCommits(options, store, commits, signed);
    files[FILES.commits] = await commits.end();
    const texts = await Lines.create(join(to, FILES.vault));
    for (let after = ''; ; ) {
      const page: readonly VaultEntry[] = await store.vault.list(after, PAGE);
      await texts.write(page.map(textLine));
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.key;
    }
    files[FILES.vault] = await texts.end();
    const manifest: Manifest = {
      v: 1,
      node: config.id,
      at: world.clock.now(),
      commits: commits.count,
      texts: texts.count,
      logs,
      files,
    };
    writeManifest(world, to, manifest);
    return manifest;
  } finally {
    await store.close();
  }
}

/** To look for a journal must not make one. */
function checkIsThere({ id, folder, store }: NodeConfig): void {
  if (store?.kind === 'mongodb' || existsSync(join(folder, 'journal.db'))) return;
  throw new HubgraphError('ERR_NODE_IS_EMPTY', `${folder} has no journal of ${id}: there is nothing to copy.`);
}

type Signed = { readonly [name in LogName]: VerifiedCheckpoint };

/** Undefined where nothing was signed, or the keys that could tell are gone: what is left can be copied all the same. */
function lastSigned(world: World, config: NodeConfig): Signed | undefined {
  if (!existsSync(join(config.folder, 'keys.json')) || !existsSync(checkpointsPath(config))) return undefined;
  return readCheckpointsFile(world, checkpointsPath(config), logVerifiersOf(keysOf(world, config)));
}

async function writeCommits(
  { config, to, onLeaf, onProgress }: ArchiveOptions,
  store: Store,
  lines: Lines,
  signed: Signed | undefined,
): Promise<{ readonly books: ArchivedLog; readonly cases: ArchivedLog }> {
  const [books, cases] = [new SignedTree(signed?.books), new SignedTree(signed?.cases)];
  const head = await store.head();
  for (let seq = 1; seq <= head; seq = lines.count + 1) {
    const page: readonly StoredCommit[] = await store.range(seq, Math.min(PAGE, head - seq + 1));
    if (page.length === 0) throw new HubgraphError('ERR_STORE_CORRUPTED', `Commit ${seq} of ${config.id} is missing.`);
    for (const commit of page) {
      const leaves = leavesOfCommit(config.id, commit);
      cases.append(leaves.cases);
      for (const leaf of leaves.books) {
        books.append(leaf);
        onLeaf?.(leaf);
      }
    }
    await checkCitedTexts(store, page);
    await lines.write(page.map(commitLine));
    onProgress?.(lines.count, head);
  }
  for (const [name, tree] of Object.entries({ books, cases })) {
    if (tree.isAsSigned) continue;
    throw new HubgraphError(
      'ERR_LOG_DIFFERS',
      `The journal of ${config.id} does not make the log ${name} that it signed. ${to} is no backup: delete it. ` +
        'Restore the newest backup that you have.',
    );
  }
  return { books: books.head, cases: cases.head };
}

/** A tree that compares itself, while it grows, with what was signed. */
class SignedTree {
  readonly #tree = new TreeHasher();
  readonly #signed: VerifiedCheckpoint | undefined;
  isAsSigned: boolean;

  constructor(signed: VerifiedCheckpoint | undefined) {
    this.#signed = signed;
    this.isAsSigned = signed === undefined;
    this.#compare();
  }

  append(leaf: Uint8Array): void {
    this.#tree.append(leafHash(leaf));
    this.#compare();
  }

  get head(): ArchivedLog {
    return { size: this.#tree.size, root: Buffer.from(this.#tree.root()).toString('base64') };
  }

  #compare(): void {
    if (this.#tree.size !== this.#signed?.size) return;
    this.isAsSigned = Buffer.from(this.#tree.root()).equals(this.#signed.root);
  }
}

/** A file that is written line by line, with its digest. */
class Lines {
  readonly #file: Awaited<ReturnType<typeof open>>;
  readonly #hash = createHash('sha256');
  count = 0;

  private constructor(file: Awaited<ReturnType<typeof open>>) {
    this.#file = file;
  }

  static async create(path: string): Promise<Lines> {
    return new Lines(await open(path, 'wx', 0o600));
  }

  async write(lines: readonly string[]): Promise<void> {
    const bytes = Buffer.from(lines.join(''));
    this.#hash.update(bytes);
    this.count += lines.length;
    await this.#file.appendFile(bytes);
  }

  async end(): Promise<string> {
    await this.#file.sync();
    await this.#file.close();
    return this.#hash.digest('hex');
  }
}
