import {
  decode,
  encode,
  encodeOnce,
  forgetTexts,
  HubgraphError,
  invariant,
  isRejection,
  type Rejection,
  reject,
  sha256,
  type World,
} from '@hubgraph/kernel';
import type { Store, StoredCommit, VaultEntry } from '@hubgraph/store';
import { leafHashOfText, TreeHasher } from '@hubgraph/tlog';
import type {
  Command,
  CommandDefinition,
  EntityDefinition,
  Event,
  Projection,
  Recorded,
  StageReleased,
} from './concept.ts';
import { booksLeaves, casesLeaf } from './log/leaves.ts';
import { Logs } from './log/logs.ts';
import { logReader } from './log/reader.ts';
import type { LogTables } from './log/tables.ts';
import { LEAF_BYTES_MAX, type LeavesOf, LOG_NAMES, type LogName, type LogReader, type TreeHead } from './log/types.ts';
import { Upcaster, type Upcasts } from './upcast.ts';
import { diskFailure, openViews, type Reader, type Views } from './views.ts';

/** What a commit's bytes say, in canonical form (RFC 8785). Version 1 had neither `salt` nor `books`. */
interface CommitBody {
  readonly v: 1 | 2;
  readonly node: string;
  readonly seq: number;
  readonly commandId: string;
  readonly command: string;
  /** Tells the same command sent again from another one under the same id. */
  readonly fingerprint: string;
  readonly at: number;
  readonly by: string;
  readonly stage?: string;
  /** As they were written; see {@link Upcasts}. */
  readonly events: readonly Event[];
  /** The places of the events that are public: leaves of the log `books`. */
  readonly books?: readonly number[];
  /** 32 hexadecimal digits of randomness: what is known of the bytes' digest says nothing about them. */
  readonly salt?: string;
}

/** The answer to a command that was not refused. */
export interface Accepted {
  readonly seq: number;
  readonly events: readonly Event[];
  /** True where the same command had been committed before; nothing was changed now. */
  readonly exists: boolean;
}

/** How far somebody has read a journal. */
export interface Place {
  readonly position: number;
  /** How many of the staged commits that the next commit makes visible were read as well. */
  readonly released?: number;
}

/** Events that became visible together. */
export interface Visible {
  /** The place that is reached with them. */
  readonly place: Place;
  readonly recorded: readonly Recorded[];
}

/** Asked between `load` and `decide`: may the author do this? Undefined means yes. */
export type Authorise = (command: Command, state: unknown) => Rejection | undefined;

export interface HandleOptions {
  /** The idempotency key: the same id is committed once, for ever. */
  readonly commandId: string;
  /** A digest of what the client asked for. */
  readonly fingerprint: string;
  readonly authorise?: Authorise;
  /** What the command's events cite from the vault; stored with its commit, and not at all if it is refused. */
  readonly texts?: readonly VaultEntry[];
}

export interface JournalOptions {
  readonly world: World;
  readonly node: string;
  readonly store: Store;
  readonly viewsPath: string;
  readonly commands: readonly CommandDefinition[];
  readonly entities: readonly EntityDefinition[];
  readonly projections: readonly Projection[];
  /**
   * The types of events: `PUBLIC` ones are leaves of the log `books`, `SEALED` ones are not. One that is not listed cannot
   * be committed; where there is no list, all are sealed.
   */
  readonly events?: Readonly<Record<string, 'PUBLIC' | 'SEALED'>>;
  /** How events that were written in an older form are read. */
  readonly upcasts?: Upcasts;
  /** What the node signed last of each log, if anything: the journal must contain it. */
  readonly signed?: Readonly<Partial<Record<LogName, TreeHead>>>;
  /** Hears how far the opening is, where the journal is long. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Called after each group of commits is durable and visible. */
  readonly onCommitted?: () => void;
}

interface Waiting {
  readonly command: Command;
  readonly options: HandleOptions;
  readonly resolve: (outcome: Accepted | Rejection) => void;
  readonly reject: (error: unknown) => void;
}

/** How many waiting commands share one append and one flush to the disk. */
const GROUP_MAX = 256;
/** How often a group is decided again because another replica was first. */
const CONFLICTS_MAX = 8;
const PAGE = 500;
const SALT_BYTES = 16;
/** A document of MongoDB has 16 MiB at most. */
const COMMIT_BYTES_MAX = 8 * 1_048_576;
const RESTORE = 'Nothing was changed. Restore a backup, or ask the witnesses which journal is the right one.';

/**
 * One node's journal and the views folded from it. Commands are decided one after the other against views that are
 * exactly at the newest commit; a group of waiting commands is decided and folded in one open transaction of the
 * views, appended to the store, and only then made visible. A crash in between is repaired by reading on from there.
 */
export class Journal {
  readonly #options: JournalOptions;
  readonly #views: Views;
  #logs: Logs | undefined;
  readonly #upcaster: Upcaster;
  readonly #commands: ReadonlyMap<string, CommandDefinition>;
  #waiting: Waiting[] = [];
  #draining: Promise<void> | undefined;
  /** Where the open transaction of the views stands. */
  #position = 0;
  #committed = 0;
  #isClosed = false;
  /** The commits of the group being decided, which the store does not have yet. */
  #undurable: readonly StoredCommit[] = [];

  private constructor(options: JournalOptions, views: Views) {
    this.#options = options;
    this.#commands = new Map(options.commands.map((definition) => [definition.type, definition]));
    invariant(this.#commands.size === options.commands.length, 'two definitions of one command');
    this.#views = views;
    this.#upcaster = new Upcaster(options.upcasts ?? {});
    this.#position = views.reader.position();
    this.#committed = this.#position;
  }

  /**
   * Opens the journal: reads all of it, folds what the views do not have yet, and compares both logs with what was
   * signed last. Nothing is written to the store.
   * @throws {HubgraphError} `ERR_JOURNAL_ROLLED_BACK`, `ERR_LOG_DIFFERS`, and what the store says of damaged commits.
   */
  static async open(options: JournalOptions): Promise<Journal> {
    const { store, signed, onProgress } = options;
    const head = await store.head();
    const wasSigned = signed?.cases?.size ?? 0;
    if (wasSigned > head) throw rolledBack(options.node, wasSigned, head);
    const { world, viewsPath, entities, projections } = options;
    const { views, isNew } = openViews(world, viewsPath, entities, projections, head);
    try {
      const journal = new Journal(options, views);
      journal.#logs = await Logs.open(views.logs, (log, from, to) => journal.#leaves(views.logs, log, from, to));
      const done = (count: number) => onProgress?.(Math.min(count, head), head);
      if (!isNew) await journal.#checkCommits(done);
      await journal.#catchUp(done);
      await journal.#checkSigned();
      return journal;
    } catch (error) {
      views.close();
      throw error;
    }
  }

  /** The committed views. */
  get reader(): Reader {
    return this.#views.reader;
  }

  /** The `seq` that the committed views stand at. */
  get position(): number {
    return this.#committed;
  }

  /** Decides a command and commits its events; resolves when they are durable and visible, or with the refusal. */
  handle(command: Command, options: HandleOptions): Promise<Accepted | Rejection> {
    if (this.#isClosed)
      return Promise.reject(new HubgraphError('ERR_NODE_IS_STOPPING', 'The node is stopping; try again soon.'));
    return new Promise((resolve, refuse) => {
      this.#waiting.push({ command, options, resolve, reject: refuse });
      this.#draining ??= turn().then(() => this.#drain());
    });
  }

  /**
   * Decides a command against the committed views and throws the decision away: the refusal that it would meet now, or
   * undefined. Nothing is kept, and another command may come first.
   */
  consider(command: Command, authorise?: Authorise): Rejection | undefined {
    const decision = this.#decide(this.#views.reader, command, authorise);
    return isRejection(decision) ? decision : undefined;
  }

  /**
   * Folds what other replicas have appended, between two groups of commands.
   * @returns the position that is reached.
   */
  async catchUp(): Promise<number> {
    if (this.#isClosed || (await this.#options.store.head()) <= this.#committed) return this.#committed;
    while (this.#draining !== undefined) await this.#draining;
    if (this.#isClosed) return this.#committed;
    const following = this.#catchUp();
    // Commands that come meanwhile wait, as for a group; what they meet is not their concern.
    this.#draining = following.then(nothing, nothing).then(() => this.#drain());
    await following;
    return this.#committed;
  }

  /** Writes to a table of this replica (its name begins with `local_`), outside the journal. */
  async writeLocal(write: (views: Views['writer']) => void): Promise<void> {
    while (this.#draining !== undefined) await this.#draining;
    if (this.#isClosed) return;
    try {
      this.#views.begin();
      write(this.#views.writer);
      this.#views.commit(this.#position);
    } catch (error) {
      this.#views.rollback();
      throw diskFailure(error);
    }
  }

  /**
   * What became visible after this place, in order, up to where the views stand. What was staged comes with the commit
   * that released it, one staged commit after the other.
   */
  async *visibleAfter({ position, released = 0 }: Place): AsyncGenerator<Visible> {
    let at = position;
    while (at < this.#committed) {
      const commits = (await this.#options.store.range(at + 1, PAGE)).filter(({ seq }) => seq <= this.#committed);
      if (commits.length === 0) return;
      for (const commit of commits) {
        const body = this.#read(commit);
        const recorded = body.stage === undefined ? recordedOf(body) : [];
        const staged = stagedIn(recorded, this.#views.reader);
        for (let n = at === position ? released : 0; n < staged.length; n += 1) {
          const { [n]: seq = 0 } = staged;
          yield { place: { position: at, released: n + 1 }, recorded: recordedOf(await this.#commitAt(seq)) };
        }
        at = body.seq;
        yield { place: { position: at }, recorded };
      }
    }
  }

  /**
   * Every event that was visible at a position, in the order in which the views fold them: what an import staged stands
   * where it was released. The same events, in the same order, for ever.
   */
  async *history(position: number): AsyncGenerator<Recorded> {
    const last = Math.min(position, this.#committed);
    for (let at = 0; at < last; ) {
      const commits = (await this.#options.store.range(at + 1, PAGE)).filter(({ seq }) => seq <= last);
      if (commits.length === 0) return;
      for (const commit of commits) {
        const body = this.#read(commit);
        at = body.seq;
        if (body.stage !== undefined) continue;
        for (const recorded of recordedOf(body)) {
          yield recorded;
          for (const seq of stagedIn([recorded], this.#views.reader)) yield* recordedOf(await this.#commitAt(seq));
        }
      }
    }
  }

  /** A digest of the views; two replicas at one position, or a rebuilt one, have the same. */
  digest(): string {
    return this.#views.digest();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    while (this.#draining !== undefined) await this.#draining;
    this.#views.close({ isSealed: true });
  }

  /** Reads one of the logs, as far as it is committed. */
  log(name: LogName): LogReader {
    const tables = this.#views.committedLogs;
    return logReader(
      name,
      tables,
      (index) => this.#openLogs.leafTile(name, index),
      (log, from, to) => this.#leaves(tables, log, from, to),
    );
  }

  /** Where the leaves of a commit are; undefined for one that is not there. */
  leavesOf(seq: number): LeavesOf | undefined {
    if (!Number.isInteger(seq) || seq < 1 || seq > this.#committed) return undefined;
    const books = this.#views.committedLogs.booksOf(seq);
    return { cases: seq - 1, books: { first: books?.first ?? 0, count: books?.leaves ?? 0 } };
  }

  /**
   * The index, in the log `books`, of the first public event of a commit that fits, which sees events as they are
   * understood now; undefined where the commit has none.
   */
  async leafOf(seq: number, fits: (event: Event) => boolean): Promise<number | undefined> {
    const leaves = this.leavesOf(seq);
    if (leaves === undefined || leaves.books.count === 0) return undefined;
    const { events, books = [] } = await this.#commitAt(seq);
    const place = books.findIndex((index) => {
      const event = events[index];
      return event !== undefined && fits(event);
    });
    return place < 0 ? undefined : leaves.books.first + place;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, GROUP_MAX);
      try {
        await this.#commitGroup(group);
      } catch (error) {
        if (group.length === 1) group[0]?.reject(error);
        else for (const waiting of group) await this.#commitGroup([waiting]).catch(waiting.reject);
      }
      if (this.#waiting.length > 0) await turn();
    }
    this.#draining = undefined;
  }

  async #commitGroup(group: readonly Waiting[]): Promise<void> {
    for (let attempt = 0; attempt < CONFLICTS_MAX; attempt += 1) {
      const outcomes: (() => void)[] = [];
      try {
        this.#views.begin();
        const accepted: Waiting[] = [];
        const commits = await this.#decideGroup(group, outcomes, accepted);
        await this.#options.store.append(
          commits,
          accepted.flatMap(({ options }) => options.texts ?? []),
        );
        this.#position += commits.length;
        this.#commitViews();
        this.#committed = this.#position;
        for (const answer of outcomes) answer();
        if (commits.length > 0) this.#options.onCommitted?.();
        return;
      } catch (error) {
        this.#rollback();
        // What was not appended is nothing; in its place may be another replica's.
        this.#undurable = [];
        if (!(error instanceof HubgraphError && error.code === 'ERR_STORE_CONFLICT')) throw diskFailure(error);
        await this.#catchUp();
      } finally {
        forgetTexts();
      }
    }
    throw new HubgraphError('ERR_STORE_BUSY', 'Other replicas were first too often; try again.');
  }

  async #decideGroup(
    group: readonly Waiting[],
    outcomes: (() => void)[],
    accepted: Waiting[],
  ): Promise<StoredCommit[]> {
    const commits: StoredCommit[] = [];
    this.#undurable = commits;
    const salts = Buffer.from(this.#options.world.random.bytes(SALT_BYTES * group.length));
    for (const waiting of group) {
      const { command, options } = waiting;
      const known = this.#views.writer.rowOf('command', 'id', options.commandId);
      if (known !== undefined) {
        const answer = await this.#answerAgain(Number(known['seq']), String(known['fingerprint']), options);
        outcomes.push(() => waiting.resolve(answer));
        continue;
      }
      const decision = this.#decide(this.#views.writer, command, options.authorise);
      if (isRejection(decision)) {
        outcomes.push(() => waiting.resolve(decision));
        continue;
      }
      if (decision.length === 0) {
        // Nothing happened, so there is nothing to keep.
        const seq = this.#position + commits.length;
        outcomes.push(() => waiting.resolve({ seq, events: [], exists: true }));
        continue;
      }
      const stage = this.#definitionOf(command).stage?.(command);
      const events = this.#upcaster.stamp(decision);
      const books: number[] = [];
      for (let place = 0; place < events.length; place += 1) {
        if (this.#isPublic(events[place] as Event)) books.push(place);
      }
      const body: CommitBody = {
        v: 2,
        node: this.#options.node,
        seq: this.#position + commits.length + 1,
        commandId: options.commandId,
        command: command.type,
        fingerprint: options.fingerprint,
        at: command.at,
        by: command.by,
        ...(stage === undefined ? {} : { stage }),
        events,
        ...(books.length === 0 ? {} : { books }),
        salt: salts.toString('hex', commits.length * SALT_BYTES, (commits.length + 1) * SALT_BYTES),
      };
      // In the commit, in a leaf, and in views: an event is written several times, and is the same text each time.
      for (const event of events) encodeOnce(event);
      const bytes = encode(body);
      const leaves = booksLeaves(body);
      const refusal = refusalOfSize(bytes, leaves);
      if (refusal !== undefined) {
        outcomes.push(() => waiting.resolve(refusal));
        continue;
      }
      const digest = sha256(bytes);
      this.#openLogs.append(body, digest, leaves);
      const folding = this.#fold({ ...body, events: decision });
      if (folding !== undefined) await folding;
      commits.push({ seq: body.seq, commandId: body.commandId, bytes, digest });
      accepted.push(waiting);
      outcomes.push(() => waiting.resolve({ seq: body.seq, events: decision, exists: false }));
    }
    return commits;
  }

  #decide(read: Reader, command: Command, authorise: Authorise | undefined): readonly Event[] | Rejection {
    const definition = this.#definitionOf(command);
    const state = definition.load(read, command);
    return authorise?.(command, state) ?? definition.decide(command, state);
  }

  #isPublic({ type }: Event): boolean {
    const { events } = this.#options;
    if (events === undefined) return false;
    const disclosure = events[type];
    invariant(disclosure !== undefined, `nobody says whether ${type} is public`);
    return disclosure === 'PUBLIC';
  }

  #definitionOf({ type }: Command): CommandDefinition {
    const definition = this.#commands.get(type);
    invariant(definition !== undefined, `nobody decides ${type}`);
    return definition;
  }

  async #answerAgain(seq: number, fingerprint: string, options: HandleOptions): Promise<Accepted | Rejection> {
    if (fingerprint !== options.fingerprint) {
      return reject('idempotency-key-was-used', 'This idempotency key was used for another request; use a new one.');
    }
    return { seq, events: (await this.#commitAt(seq)).events, exists: true };
  }

  async #catchUp(onProgress?: (position: number) => void): Promise<void> {
    for (;;) {
      const commits = await this.#options.store.range(this.#position + 1, PAGE);
      if (commits.length === 0) return;
      try {
        this.#views.begin();
        for (const commit of commits) {
          invariant(commit.seq === this.#position + 1, `commit ${commit.seq} follows ${this.#position}`);
          const stored = storedIn(this.#options.node, commit);
          this.#openLogs.append(stored, sha256(commit.bytes), booksLeaves(stored));
          await this.#fold(this.#current(stored));
          this.#position = commit.seq;
        }
        this.#commitViews();
        this.#committed = this.#position;
        this.#options.onCommitted?.();
      } catch (error) {
        this.#rollback();
        throw diskFailure(error);
      }
      onProgress?.(this.#position);
    }
  }

  #commitViews(): void {
    this.#openLogs.flush();
    this.#views.commit(this.#position);
    this.#openLogs.commit();
  }

  #rollback(): void {
    this.#views.rollback();
    this.#openLogs.rollback();
    this.#position = this.#views.reader.position();
  }

  /** Reads every commit that the views have, and compares what they make of the log `cases` with its tiles. */
  async #checkCommits(onProgress: (position: number) => void): Promise<void> {
    const { node, store } = this.#options;
    const tree = new TreeHasher();
    while (tree.size < this.#position) {
      const commits = await store.range(tree.size + 1, Math.min(PAGE, this.#position - tree.size));
      for (const { seq, bytes } of commits) {
        if (seq !== tree.size + 1) break;
        tree.append(leafHashOfText(casesLeaf({ node, seq }, sha256(bytes))));
      }
      if (commits.length === 0 || commits.at(-1)?.seq !== tree.size) {
        throw new HubgraphError('ERR_STORE_CORRUPTED', `Commit ${tree.size + 1} of ${node} is missing. ${RESTORE}`);
      }
      onProgress(tree.size);
    }
    const { root } = this.log('cases').head();
    if (!isSame(tree.root(), root)) {
      throw new HubgraphError(
        'ERR_LOG_DIFFERS',
        `The journal of ${node} is not the one that its views were folded from: the root of its ${tree.size} commits ` +
          `is ${hex(tree.root())}, and was ${hex(root)}. ${RESTORE}`,
      );
    }
  }

  async #checkSigned(): Promise<void> {
    const { node, signed = {} } = this.#options;
    for (const name of LOG_NAMES) {
      const head = signed[name];
      if (head === undefined) continue;
      const { size } = this.log(name).head();
      const root = head.size > size ? undefined : await this.log(name).rootAt(head.size);
      if (root === undefined || !isSame(root, head.root)) {
        throw new HubgraphError(
          'ERR_LOG_DIFFERS',
          `The log ${name} of ${node} is not the one that it signed: with ${head.size} leaves its root was ` +
            `${hex(head.root)}, and ${root === undefined ? `there are ${size} leaves` : `is ${hex(root)}`}. ${RESTORE}`,
        );
      }
    }
  }

  get #openLogs(): Logs {
    invariant(this.#logs !== undefined, 'the logs are opened with the journal');
    return this.#logs;
  }

  /** Leaves as they are made from the journal; at most a tile of them. */
  async #leaves(tables: LogTables, log: LogName, from: number, to: number): Promise<Uint8Array[]> {
    const { store } = this.#options;
    if (log === 'cases') {
      return (await store.range(from + 1, to - from)).map((commit) =>
        bytesOf(casesLeaf(storedIn(this.#options.node, commit), sha256(commit.bytes))),
      );
    }
    const found: Uint8Array[] = [];
    for (const { first, seq } of tables.booksFrom(from, to)) {
      const [commit] = await store.range(seq, 1);
      if (commit === undefined) break;
      const leaves = booksLeaves(storedIn(this.#options.node, commit));
      found.push(...leaves.slice(Math.max(0, from - first), to - first).map(bytesOf));
    }
    return found;
  }

  /** Nothing is to be waited for but where staged commits are read. */
  #fold(body: CommitBody): Promise<void> | undefined {
    const { writer } = this.#views;
    const { commandId: id, seq, fingerprint } = body;
    writer.insert('command', { id, seq, fingerprint });
    if (body.stage !== undefined) {
      writer.run('INSERT INTO staged VALUES (?, ?)', body.stage, body.seq);
      return undefined;
    }
    if (body.events.some(({ type }) => type === 'StageReleased')) return this.#foldReleasing(body);
    for (const recorded of recordedOf(body)) this.#views.fold(recorded);
    return undefined;
  }

  async #foldReleasing(body: CommitBody): Promise<void> {
    const { writer } = this.#views;
    for (const recorded of recordedOf(body)) {
      this.#views.fold(recorded);
      for (const seq of stagedIn([recorded], writer)) {
        for (const released of recordedOf(await this.#commitAt(seq))) this.#views.fold(released);
      }
    }
  }

  async #commitAt(seq: number): Promise<CommitBody> {
    const stored = this.#undurable.find((commit) => commit.seq === seq) ?? (await this.#options.store.range(seq, 1))[0];
    invariant(stored !== undefined && stored.seq === seq, `commit ${seq} is known but cannot be read`);
    return this.#read(stored);
  }

  /** A commit with its events as they are understood now. */
  #read(commit: StoredCommit): CommitBody {
    return this.#current(storedIn(this.#options.node, commit));
  }

  #current(stored: CommitBody): CommitBody {
    return { ...stored, events: this.#upcaster.current(stored.events) };
  }
}

/** A commit as it was written. */
function storedIn(node: string, commit: StoredCommit): CommitBody {
  const body = decode(commit.bytes) as CommitBody;
  if (body.v > 2) {
    throw new HubgraphError('ERR_STORE_TOO_NEW', `Commit ${commit.seq} of ${node} was written by a newer release.`);
  }
  if (
    (body.v !== 1 && body.v !== 2) ||
    body.node !== node ||
    body.seq !== commit.seq ||
    body.commandId !== commit.commandId
  ) {
    throw new HubgraphError('ERR_STORE_CORRUPTED', `Commit ${commit.seq} is not a commit of ${node}.`);
  }
  return body;
}

/**
 * The leaves that a commit has in both logs of its node.
 * @throws {HubgraphError} `ERR_STORE_TOO_NEW`, `ERR_STORE_CORRUPTED` where it is not a commit of this node.
 */
export function leavesOfCommit(
  node: string,
  commit: StoredCommit,
): { readonly cases: Uint8Array; readonly books: readonly Uint8Array[] } {
  const stored = storedIn(node, commit);
  return { cases: bytesOf(casesLeaf(stored, sha256(commit.bytes))), books: booksLeaves(stored).map(bytesOf) };
}

function rolledBack(node: string, known: number, head: number): HubgraphError {
  return new HubgraphError(
    'ERR_JOURNAL_ROLLED_BACK',
    `${node} signed that its journal has ${known} commits, but it ends at ${head}: commits are lost, or an older copy was ` +
      'put in its place. Nothing was changed. Restore the newer journal.',
  );
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text);
}

function refusalOfSize(bytes: string, leaves: readonly string[]): Rejection | undefined {
  let largest = 0;
  for (const leaf of leaves) {
    // Cheaper than counting the bytes of each: a character of UTF-16 has three bytes at most.
    if (leaf.length * 3 > LEAF_BYTES_MAX) largest = Math.max(largest, Buffer.byteLength(leaf));
  }
  if (largest > LEAF_BYTES_MAX) {
    return reject(
      'record-is-too-large',
      `One public record would have ${largest} bytes; ${LEAF_BYTES_MAX} are allowed. Split it.`,
    );
  }
  if (bytes.length * 3 > COMMIT_BYTES_MAX && Buffer.byteLength(bytes) > COMMIT_BYTES_MAX) {
    return reject('record-is-too-large', `A command may lead to ${COMMIT_BYTES_MAX} bytes of events. Split it.`);
  }
  return undefined;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}

/** One turn of the event loop, in which commands that came over other connections join the group. */
function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

function nothing(): void {}

/** The staged commits that these events make visible. */
function stagedIn(recorded: readonly Recorded[], read: Reader): readonly number[] {
  return recorded.flatMap(({ event }) =>
    event.type === 'StageReleased'
      ? read
          .rows('SELECT seq FROM staged WHERE stage = ? ORDER BY seq', (event as StageReleased).stage)
          .map((row) => Number(row['seq']))
      : [],
  );
}

function recordedOf(body: CommitBody): Recorded[] {
  const { at, by, seq, commandId } = body;
  return body.events.map((event) => ({ event, at, by, seq, commandId }));
}
