import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HubgraphError, isRejection, type World } from '@hubgraph/kernel';
import { checkpointsPath, keysOf, type NodeConfig, readCheckpointsFile } from '@hubgraph/node';
import { parseCheckpoint, parsePolicy, type VerifiedCheckpoint, verifyCheckpoint } from '@hubgraph/tlog';
import type { Manifest } from './format.ts';
import { logVerifiersOf } from './keys.ts';
import { TilesWriter } from './tiles-writer.ts';
import { type ArchiveOptions, writeArchive } from './write.ts';

const TIMEOUT_MS = 5_000;
const ANSWER_BYTES_MAX = 1_000_000;

/**
 * Writes an archive, and beside it the log `books` as static files: `books/checkpoint`, `books/tile/…`, and
 * `books/policy` where the node runs and has one.
 * @throws {HubgraphError} what `writeArchive` throws, `ERR_LOG_DIFFERS`, and `ERR_NODE_IS_EMPTY` where nothing was signed.
 */
export async function exportNode(
  options: Omit<ArchiveOptions, 'onLeaf'>,
): Promise<{ readonly manifest: Manifest; readonly size: number }> {
  const { world, config, to } = options;
  const running = await askNode(world, config);
  const signed = running.checkpoint ?? lastSigned(world, config);
  if (signed === undefined) {
    throw new HubgraphError('ERR_NODE_IS_EMPTY', `${config.id} has signed no checkpoint yet; start it once.`);
  }
  const { note, checkpoint } = signed;
  const books = join(to, 'books');
  const tiles = new TilesWriter(books);
  const manifest = await writeArchive({
    ...options,
    onLeaf: (leaf) => {
      if (tiles.size < checkpoint.size) tiles.append(leaf);
    },
  });
  if (tiles.size !== checkpoint.size || !Buffer.from(tiles.end()).equals(checkpoint.root)) {
    rmSync(join(to, 'manifest.json'));
    throw new HubgraphError(
      'ERR_LOG_DIFFERS',
      `The journal of ${config.id} does not make the log books that it signed with ${checkpoint.size} entries. ${to} is not whole.`,
    );
  }
  world.disk.makeFolder(books);
  if (running.policy !== undefined)
    world.disk.writeAtomically(join(books, 'policy'), Buffer.from(running.policy), { mode: 0o644 });
  world.disk.writeAtomically(join(books, 'checkpoint'), Buffer.from(note), { mode: 0o644 });
  return { manifest, size: checkpoint.size };
}

interface Signed {
  readonly note: string;
  readonly checkpoint: VerifiedCheckpoint;
}

function ownKeys(world: World, config: NodeConfig) {
  if (existsSync(join(config.folder, 'keys.json'))) return logVerifiersOf(keysOf(world, config));
  throw new HubgraphError('ERR_NODE_IS_EMPTY', `${config.folder} has no keys.json: nothing was signed by this node.`);
}

function lastSigned(world: World, config: NodeConfig): Signed | undefined {
  const path = checkpointsPath(config);
  const last = readCheckpointsFile(world, path, ownKeys(world, config));
  if (last === undefined) return undefined;
  const { books } = JSON.parse(Buffer.from(world.disk.read(path)).toString('utf8')) as { readonly books: string };
  return { note: books, checkpoint: last.books };
}

/** A node that runs shows its checkpoint with the cosignatures, which are nowhere else. */
async function askNode(
  world: World,
  config: NodeConfig,
): Promise<{ readonly checkpoint?: Signed; readonly policy?: string }> {
  if (config.port === 0) return {};
  const keys = ownKeys(world, config);
  const ask = async (path: string): Promise<string | undefined> => {
    const url = `http://${config.host}:${config.port}/log/books/${path}`;
    try {
      const call = { url, method: 'GET', timeoutMs: TIMEOUT_MS, sizeBytesMax: ANSWER_BYTES_MAX } as const;
      const { status, body } = await world.network.request(call);
      return status === 200 ? body : undefined;
    } catch (error) {
      if (error instanceof HubgraphError) return undefined;
      throw error;
    }
  };
  const note = await ask('checkpoint');
  const read = note === undefined ? undefined : parseCheckpoint(note);
  const checkpoint = read === undefined || isRejection(read) ? undefined : verifyCheckpoint(read, keys.books);
  if (note === undefined || checkpoint === undefined || isRejection(checkpoint)) return {};
  const policy = await ask('policy');
  const isPolicy = policy !== undefined && !isRejection(parsePolicy(policy));
  return { checkpoint: { note, checkpoint }, ...(isPolicy ? { policy } : {}) };
}
