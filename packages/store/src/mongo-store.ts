import { HubgraphError, type World } from '@hubgraph/kernel';
import { checkFollows, kept, unspoilt, withoutGap } from './checks.ts';
import { connectMongo, type MongoCalls } from './mongo-calls.ts';
import type { Store, StoredCommit, Vault, VaultEntry } from './port.ts';

const FORMAT = 1;
const DATABASE = 'hubgraph';

/** How long the store waits for a server that has just taken over to show what is known to be there. */
const TAKE_OVER_MS = 2_000;
/** How long it waits for what was in an append's way to be a majority's; a server of MongoDB has waited by itself. */
const SETTLE_MS = 500;
const LOOK_EVERY_MS = 20;

export interface MongoStoreOptions {
  /** The connection string; what it says of concerns and read preference is overruled. */
  readonly uri: string;
  /** `hubgraph` if absent. Several nodes may share a database; each sees its own commits and texts. */
  readonly database?: string;
  /** The node whose journal it is. */
  readonly node: string;
}

/**
 * The store on a MongoDB server, or whatever speaks its protocol: a commit is one document of the collection `commits`,
 * unique by (node, seq) and by (node, commandId); texts are in `vault`. Everything is written to a majority's disks and
 * read from a majority. No transactions, change streams, decimals or partial indexes.
 * @throws {HubgraphError} `ERR_STORE_UNAVAILABLE`, `ERR_STORE_TOO_NEW`
 */
export async function openMongoStore(world: World, { uri, database, node }: MongoStoreOptions): Promise<Store> {
  return mongoStoreOver(world, node, await connectMongo(uri, database ?? DATABASE));
}

/** As {@link openMongoStore}, over calls that are there. */
export async function mongoStoreOver(world: World, node: string, calls: MongoCalls): Promise<Store> {
  try {
    const format = await calls.enter(node, FORMAT);
    if (format > FORMAT) {
      throw new HubgraphError(
        'ERR_STORE_TOO_NEW',
        `The journal of ${node} was written by a newer release (format ${format}).`,
      );
    }
    return new MongoStore(world, node, calls, await calls.newest(node));
  } catch (error) {
    await calls.close();
    throw error;
  }
}

class MongoStore implements Store {
  readonly isShared = true;
  readonly vault: Vault;
  readonly #world: World;
  readonly #node: string;
  readonly #calls: MongoCalls;
  /**
   * The newest commit that a majority is known to have. It cannot be rolled back, so what is inserted after it leaves no
   * gap; and a server that shows less is one that has just taken over and does not know yet.
   */
  #known: number;

  constructor(world: World, node: string, calls: MongoCalls, known: number) {
    this.#world = world;
    this.#node = node;
    this.#calls = calls;
    this.#known = known;
    this.vault = new MongoVault(node, calls);
  }

  async append(commits: readonly StoredCommit[], texts: readonly VaultEntry[] = []): Promise<void> {
    const [first] = commits;
    if (first === undefined) return;
    const documents = commits.map(kept);
    if (first.seq !== this.#known + 1) await this.head();
    checkFollows(this.#known, commits);
    if (texts.length > 0) await this.#calls.insertTexts(this.#node, texts);
    if ((await this.#calls.insertCommits(this.#node, documents)) === 'duplicate') {
      await this.#settle(first.seq);
      throw new HubgraphError('ERR_STORE_CONFLICT', `Another writer was first with commit ${first.seq} or after it.`);
    }
    this.#saw(first.seq + commits.length - 1);
  }

  async range(fromSeq: number, limit: number): Promise<readonly StoredCommit[]> {
    const read = async (): Promise<readonly StoredCommit[]> => {
      const found = await this.#calls.commits(this.#node, fromSeq, limit);
      return withoutGap(fromSeq, found.map(unspoilt));
    };
    const known = this.#known;
    const least = Math.min(limit, known - fromSeq + 1);
    const commits = await this.#until(read, (found) => found.length >= least, known);
    this.#saw(commits.at(-1)?.seq ?? 0);
    return commits;
  }

  async head(): Promise<number> {
    const known = this.#known;
    const head = await this.#until(
      () => this.#calls.newest(this.#node),
      (newest) => newest >= known,
      known,
    );
    this.#saw(head);
    return head;
  }

  close(): Promise<void> {
    return this.#calls.close();
  }

  #saw(seq: number): void {
    this.#known = Math.max(this.#known, seq);
  }

  /** Waits until the commit that was in the way is a majority's, or for a while: it may be rolled back instead. */
  async #settle(seq: number): Promise<void> {
    const until = this.#world.clock.now() + SETTLE_MS;
    while ((await this.head()) < seq && this.#world.clock.now() < until) await this.#pause();
  }

  async #until<T>(read: () => Promise<T>, isEnough: (value: T) => boolean, known: number): Promise<T> {
    const until = this.#world.clock.now() + TAKE_OVER_MS;
    for (;;) {
      const value = await read();
      if (isEnough(value)) return value;
      if (this.#world.clock.now() >= until) {
        throw new HubgraphError(
          'ERR_STORE_UNAVAILABLE',
          `The database server does not show commit ${known} of ${this.#node}, which was there. If it does not soon, ` +
            'an older copy was put in its place.',
        );
      }
      await this.#pause();
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => void this.#world.clock.after(LOOK_EVERY_MS, resolve));
  }
}

class MongoVault implements Vault {
  readonly #node: string;
  readonly #calls: MongoCalls;

  constructor(node: string, calls: MongoCalls) {
    this.#node = node;
    this.#calls = calls;
  }

  async put(entries: readonly VaultEntry[]): Promise<void> {
    if (entries.length > 0) await this.#calls.insertTexts(this.#node, entries);
  }

  async get(keys: readonly string[]): Promise<ReadonlyMap<string, VaultEntry>> {
    if (keys.length === 0) return new Map();
    const found = await this.#calls.texts(this.#node, keys);
    return new Map(found.map((entry) => [entry.key, entry]));
  }

  list(after: string, limit: number): Promise<readonly VaultEntry[]> {
    return this.#calls.textsAfter(this.#node, after, limit);
  }

  erase(key: string): Promise<void> {
    return this.#calls.eraseText(this.#node, key);
  }
}
