import { HubgraphError } from '@hubgraph/kernel';
import type { Collection, Document, MongoClient, MongoServerError } from 'mongodb';
import type { KeptCommit } from './checks.ts';
import type { VaultEntry } from './port.ts';

/** `duplicate`: a unique field of some document was taken. Ordered writing ends there, what came before it is durable. */
export type Inserted = 'inserted' | 'duplicate';

/**
 * The calls that the adapter makes to a server, and what it asks of them. Where a call throws, nobody knows whether it
 * was carried out. Tests put a set of servers in its place that does what an emulator never shows.
 */
export interface MongoCalls {
  /**
   * Enters the node in the database with a write that a majority has: after it, this server shows by majority all that
   * was there before.
   * @returns the format that the node's journal is written in.
   */
  enter(node: string, format: number): Promise<number>;
  /** Writes commits in order, up to the first whose `seq` or `commandId` is taken; by majority, flushed to disks. */
  insertCommits(node: string, commits: readonly KeptCommit[]): Promise<Inserted>;
  /** Commits that a majority has, from `fromSeq` on, by `seq`. */
  commits(node: string, fromSeq: number, limit: number): Promise<readonly KeptCommit[]>;
  /** The newest `seq` that a majority has; 0 if there is none. */
  newest(node: string): Promise<number>;
  /** Writes the texts whose key is free; by majority, flushed to disks. */
  insertTexts(node: string, texts: readonly VaultEntry[]): Promise<void>;
  texts(node: string, keys: readonly string[]): Promise<readonly VaultEntry[]>;
  /** Up to `limit` texts whose key comes after `after`, by key. */
  textsAfter(node: string, after: string, limit: number): Promise<readonly VaultEntry[]>;
  eraseText(node: string, key: string): Promise<void>;
  close(): Promise<void>;
}

interface CommitDocument {
  /** Made of node and seq, so that these are unique before any index is there. */
  readonly _id: string;
  readonly node: string;
  readonly seq: number;
  readonly commandId: string;
  readonly digest: string;
  readonly bytes: string;
}
interface TextDocument {
  readonly _id: string;
  readonly node: string;
  readonly salt: string;
  readonly text: string;
}
interface NodeDocument {
  readonly _id: string;
  readonly format: number;
  readonly openings: number;
}

const TIMEOUT_MS = 10_000;
const DUPLICATE_KEY = 11_000;

/** What every call asks, whatever the address says. */
const CONCERNS = {
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: TIMEOUT_MS },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
} as const;

/**
 * Connects to a database server and makes the unique indexes.
 * @throws {HubgraphError} `ERR_STORE_UNAVAILABLE`
 */
export async function connectMongo(uri: string, database: string): Promise<MongoCalls> {
  // Loaded here, so that a node with an embedded store has nothing to do with it.
  const { MongoClient } = await import('mongodb');
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(uri, {
      appName: 'hubgraph',
      connectTimeoutMS: TIMEOUT_MS,
      // Longer than the server waits for a majority, so that its word comes first.
      socketTimeoutMS: 2 * TIMEOUT_MS,
    });
    await client.connect();
    const calls = new DriverCalls(client, database);
    await calls.makeIndexes();
    return calls;
  } catch (cause) {
    await client?.close();
    throw unavailable(cause);
  }
}

class DriverCalls implements MongoCalls {
  readonly #client: MongoClient;
  readonly #commits: Collection<CommitDocument>;
  readonly #texts: Collection<TextDocument>;
  readonly #nodes: Collection<NodeDocument>;

  constructor(client: MongoClient, database: string) {
    this.#client = client;
    const db = client.db(database);
    this.#commits = db.collection('commits', CONCERNS);
    this.#texts = db.collection('vault', CONCERNS);
    this.#nodes = db.collection('nodes', CONCERNS);
  }

  async makeIndexes(): Promise<void> {
    await this.#commits.createIndex({ node: 1, seq: 1 }, { unique: true });
    await this.#commits.createIndex({ node: 1, commandId: 1 }, { unique: true });
  }

  async enter(node: string, format: number): Promise<number> {
    await inserting(this.#nodes, [{ _id: node, format, openings: 0 }], true);
    return reaching(async () => {
      await this.#nodes.updateOne({ _id: node }, { $inc: { openings: 1 } });
      return (await this.#nodes.findOne({ _id: node }))?.format ?? 0;
    });
  }

  insertCommits(node: string, commits: readonly KeptCommit[]): Promise<Inserted> {
    return inserting(
      this.#commits,
      commits.map((commit) => ({ _id: `${node}:${commit.seq}`, node, ...commit })),
      true,
    );
  }

  commits(node: string, fromSeq: number, limit: number): Promise<readonly KeptCommit[]> {
    return reaching(() =>
      this.#commits
        .find({ node, seq: { $gte: fromSeq } }, { projection: { _id: 0, node: 0 } })
        .sort({ seq: 1 })
        .limit(limit)
        .toArray(),
    );
  }

  newest(node: string): Promise<number> {
    return reaching(async () => {
      const [newest] = await this.#commits
        .find({ node }, { projection: { _id: 0, seq: 1 } })
        .sort({ seq: -1 })
        .limit(1)
        .toArray();
      return newest?.seq ?? 0;
    });
  }

  async insertTexts(node: string, texts: readonly VaultEntry[]): Promise<void> {
    await inserting(
      this.#texts,
      texts.map(({ key, salt, text }) => ({ _id: `${node}:${key}`, node, salt, text })),
      false,
    );
  }

  texts(node: string, keys: readonly string[]): Promise<readonly VaultEntry[]> {
    return reaching(async () => {
      const found = await this.#texts.find({ _id: { $in: keys.map((key) => `${node}:${key}`) } }).toArray();
      return found.map((document) => textOf(node, document));
    });
  }

  textsAfter(node: string, after: string, limit: number): Promise<readonly VaultEntry[]> {
    return reaching(async () => {
      // The character after a colon ends the keys of this node.
      const range = { $gt: `${node}:${after}`, $lt: `${node};` };
      const found = await this.#texts.find({ _id: range }).sort({ _id: 1 }).limit(limit).toArray();
      return found.map((document) => textOf(node, document));
    });
  }

  async eraseText(node: string, key: string): Promise<void> {
    await reaching(() => this.#texts.deleteOne({ _id: `${node}:${key}` }));
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

function textOf(node: string, { _id, salt, text }: TextDocument): VaultEntry {
  return { key: _id.slice(node.length + 1), salt, text };
}

/** Inserts, and tells duplicates from everything else: a write that no majority confirmed is never taken for one. */
async function inserting<D extends Document>(
  collection: Collection<D>,
  documents: readonly D[],
  ordered: boolean,
): Promise<Inserted> {
  try {
    await collection.insertMany(documents as Parameters<typeof collection.insertMany>[0], { ordered });
    return 'inserted';
  } catch (cause) {
    if (isOnlyDuplicates(cause)) return 'duplicate';
    throw unavailable(cause);
  }
}

async function reaching<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw unavailable(cause);
  }
}

/** The driver gives a write that no majority confirmed an error of its own, without these. */
function isOnlyDuplicates(cause: unknown): boolean {
  const { writeErrors } = cause as { readonly writeErrors?: readonly MongoServerError[] | MongoServerError };
  const errors = writeErrors === undefined ? [] : [writeErrors].flat();
  return errors.length > 0 && errors.every(({ code }) => code === DUPLICATE_KEY);
}

function unavailable(cause: unknown): HubgraphError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new HubgraphError('ERR_STORE_UNAVAILABLE', `The database server did not do it: ${detail}.`, { cause });
}
