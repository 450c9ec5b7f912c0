import { join } from 'node:path';
import {
  type NodeKeys,
  ownVerifierKeysOf,
  type Registry,
  type RegistryNode,
  signerKeysOf,
  verifyToken,
} from '@hubgraph/identity';
import { type Accepted, type HandleOptions, Journal, LOG_NAMES, type Reader } from '@hubgraph/journal';
import { HubgraphError, isRejection, type Rejection, reject, type World } from '@hubgraph/kernel';
import { lockFolder, type Store, type VaultEntry } from '@hubgraph/store';
import { parseCheckpoint } from '@hubgraph/tlog';
import { type Actor, anonymous, clockActor, personActor } from './actor.ts';
import type { Concept } from './concept.ts';
import { checkpointsPath, keysOf, type NodeConfig, openStore } from './config.ts';
import type { RequestContext } from './context.ts';
import { conceptsOf, foldsOf, type NodeDefinition } from './definition.ts';
import { Shelf } from './exports/shelf.ts';
import { KeyRotation, tokenKeysOf } from './keys/rotation.ts';
import { eachOnce, keysOfLog, logOfOrigin } from './log/assignment.ts';
import { type Checkpoints, readCheckpointsFile } from './log/checkpoints-file.ts';
import type { LogsBefore } from './log/domain.ts';
import { type EndedLogs, lossPath, readEndedLogs } from './log/ended-file.ts';
import type { Evidence } from './log/evidence.ts';
import { Publisher } from './log/publisher.ts';
import { Witness } from './log/witness.ts';
import { WitnessFile } from './log/witness-file.ts';
import type { PersonState } from './people/domain.ts';
import { type Permission, permissionOf, permissionWithOneOf } from './permission.ts';
import { authorise, type Policy, refusedEarly } from './policy.ts';
import { registryOf } from './registry/concept.ts';
import { fingerprintKeyOf, pseudonymOf, Requests } from './requests.ts';
import { Search } from './search/search.ts';
import { type SessionState, sessionFault } from './sessions/domain.ts';
import { Outbox } from './statements/outbox.ts';
import { Receiver } from './statements/receiver.ts';
import { openText } from './texts.ts';
import { Uploads } from './uploads/uploads.ts';
import { type WaitingList, waitingFor } from './waiting.ts';

const DUE_EVERY_MS = 5_000;
const REGISTRY_EVERY_MS = 60_000;
/** How often the council is told of new keys until it has entered them. */
const KEYS_EVERY_MS = 10_000;
const CHECKPOINT_EVERY_MS = 1_000;
/** How often the witness asks again what a log could not say, and hands on what it found. */
const EXAMINE_EVERY_MS = 60_000;
/** How often a replica looks for what others have appended. */
const FOLLOW_EVERY_MS = 1_000;
/** How long a request waits for a commit that this replica does not have yet, and how often it looks meanwhile. */
const AFTER_MS = 1_000;
const AFTER_EVERY_MS = 25;

/**
 * One node: its keys, its journal with the views, what it sends to and takes from other nodes. It knows nothing of
 * HTTP; see `serve`.
 */
export class RunningNode {
  readonly world: World;
  readonly config: NodeConfig;
  readonly definition: NodeDefinition;
  /** What is erased here is gone from the search as well. */
  readonly store: Store;
  readonly journal: Journal;
  /** Undefined where nothing of the node can be found by words. */
  readonly search: Search | undefined;
  readonly concepts: readonly Concept[];
  /** Makes and keeps the files that anybody may take. */
  readonly exports: Shelf;
  /** Signs and shows the checkpoints of the node's own logs. */
  readonly publisher: Publisher;
  /** Cosigns those of others. */
  readonly witness: Witness;
  readonly #rotation: KeyRotation;
  readonly #ended: EndedLogs | undefined;
  readonly #policy: Policy;
  readonly #reads: Policy;
  readonly #witnessFile: WitnessFile;
  readonly #fingerprintKey: string;
  readonly #requests: Requests;
  readonly #receiver: Receiver;
  readonly #outbox: Outbox;
  readonly #release: () => void;
  readonly #cancels = new Map<string, () => void>();
  #registry: { readonly position: number; readonly registry: Registry | undefined } | undefined;
  #isStopping = false;
  /** Witnesses are asked before the first command, so that an older copy of the journal does not grow. */
  #checked: Promise<void> | undefined;
  /** Why commands are refused: a witness has seen what this journal does not have. */
  #behind: string | undefined;

  /** Files that wait for the command that takes them. */
  readonly uploads: Uploads;

  private constructor(
    world: World,
    config: NodeConfig,
    definition: NodeDefinition,
    parts: {
      keys: NodeKeys;
      fingerprintKey: string;
      store: Store;
      journal: Journal;
      search: Search | undefined;
      concepts: readonly Concept[];
      last: Checkpoints | undefined;
      ended: EndedLogs | undefined;
      witnessFile: WitnessFile;
      release: () => void;
    },
  ) {
    this.world = world;
    this.config = config;
    this.definition = definition;
    this.search = parts.search;
    this.journal = parts.journal;
    this.concepts = parts.concepts;
    const { journal, concepts } = parts;
    const path = join(config.folder, 'exports.db');
    this.exports = new Shelf({ world, node: config.id, path, journal, concepts });
    this.uploads = new Uploads(world, config.id, join(config.folder, 'uploads'));
    this.store = this.exports.guard(parts.search?.guard() ?? parts.store);
    this.#release = parts.release;
    this.#policy = Object.assign({}, ...parts.concepts.map((concept) => concept.policy));
    this.#reads = Object.assign({}, ...parts.concepts.map((concept) => concept.reads ?? {}));
    this.#witnessFile = parts.witnessFile;
    this.#ended = parts.ended;
    this.#rotation = new KeyRotation({
      world,
      config,
      keys: parts.keys,
      ended: parts.ended,
      registry: () => this.registry(),
      askForRegistry: () => (definition.registry === undefined ? this.askForRegistry() : Promise.resolve()),
      receive: (jws) => this.receive(jws),
      onChanged: () => this.publisher.wake(),
      onError: warn,
    });
    const loss = lossPath(config);
    if (world.disk.exists(loss)) this.#behind = Buffer.from(world.disk.read(loss)).toString('utf8').trim();
    this.publisher = new Publisher({
      world,
      node: config.id,
      path: checkpointsPath(config),
      last: parts.last,
      keys: (name) => signerKeysOf(this.keys, name, world.clock.now()),
      verifierKeys: (name) =>
        eachOnce([...ownVerifierKeysOf(this.keys, name), ...keysOfLog(this.registry(), config.id, name)]),
      log: (name) => this.journal.log(name),
      position: () => this.journal.position,
      catchUp: async () => void (await this.journal.catchUp()),
      registry: () => this.registry(),
      everyMs: config.checkpointEveryMs ?? CHECKPOINT_EVERY_MS,
      isBehind: this.#behind !== undefined,
      onBehind: (message) => this.#refuseCommands(message),
      onError: warn,
    });
    this.witness = new Witness({
      world,
      file: parts.witnessFile,
      keys: () => signerKeysOf(this.keys, 'witness', world.clock.now()),
      registry: () => this.registry(),
      onEvidence: (evidence) => this.keepEvidence(evidence),
    });
    this.#fingerprintKey = parts.fingerprintKey;
    this.#requests = new Requests({
      world,
      node: config.id,
      policy: this.#policy,
      fingerprintKey: parts.fingerprintKey,
      handle: (...given) => this.handle(...given),
    });
    this.#receiver = new Receiver({
      world,
      node: config.id,
      council: config.council,
      concepts: parts.concepts,
      registry: () => this.registry(),
      registryExpiresAt: () => (definition.registry === undefined ? registryOf(this.read)?.expiresAt : undefined),
      position: () => this.journal.position,
      said: (about, audience) => this.#outbox.said(about, audience),
      handle: (...given) => this.handle(...given),
    });
    this.#outbox = new Outbox({
      world,
      node: config.id,
      keys: () => this.keys,
      journal: parts.journal,
      endpointOf: (id) => this.nodeInRegistry(id)?.endpoint,
      onError: warn,
    });
  }

  /**
   * Opens the node's keys, store and views, catching up what was not folded.
   * @throws {HubgraphError} what the store says of a damaged file, before anything is written.
   */
  static async open(world: World, config: NodeConfig, definition: NodeDefinition): Promise<RunningNode> {
    world.disk.makeFolder(config.folder);
    const concepts = conceptsOf(definition);
    const release = lockFolder(world, config.folder);
    let store: Store | undefined;
    let witnessFile: WitnessFile | undefined;
    try {
      if (world.disk.exists(checkpointsPath(config)) && !world.disk.exists(join(config.folder, 'keys.json'))) {
        throw new HubgraphError(
          'ERR_KEYS_UNREADABLE',
          `${config.folder} has what the node signed, and keys.json is missing. Nothing was changed. Restore it from a backup.`,
        );
      }
      store = await openStore(world, config);
      const keys = keysOf(world, config);
      const last = readCheckpointsFile(world, checkpointsPath(config), {
        books: ownVerifierKeysOf(keys, 'books'),
        cases: ownVerifierKeysOf(keys, 'cases'),
      });
      const ended = readEndedLogs(world, config);
      witnessFile = new WitnessFile(world, join(config.folder, 'witness.db'));
      let node: RunningNode | undefined;
      const journal = await Journal.open({
        world,
        node: config.id,
        store,
        viewsPath: join(config.folder, 'views.db'),
        ...foldsOf(concepts),
        ...(last === undefined ? {} : { signed: last }),
        onCommitted: () => node?.onCommitted(),
      });
      const fingerprintKey = await fingerprintKeyOf(world, store);
      const path = join(config.folder, 'search.db');
      const search = concepts.some(({ searchable = [] }) => searchable.length > 0)
        ? new Search({ world, journal, store, path, concepts, onError: warn })
        : undefined;
      const parts = { keys, fingerprintKey, store, journal, search, concepts, last, ended, witnessFile, release };
      node = new RunningNode(world, config, definition, parts);
      return node;
    } catch (error) {
      await store?.close();
      witnessFile?.close();
      release();
      throw error;
    }
  }

  /** Begins to deliver, to ask the council for its registry, and to do what falls due. */
  start(): void {
    this.#outbox.wake();
    this.search?.wake();
    if (this.#behind !== undefined) warn(new HubgraphError('ERR_LOG_BEHIND_WITNESS', this.#behind));
    this.#checked = this.publisher.start();
    if (this.store.isShared) this.#every('follow', FOLLOW_EVERY_MS, () => this.#follow());
    this.#every('examine', EXAMINE_EVERY_MS, () => this.witness.examine());
    this.#every('keys', KEYS_EVERY_MS, () => this.#rotation.advance());
    this.#every('due', DUE_EVERY_MS, () => this.#doWhatIsDue());
    if (this.definition.registry === undefined) {
      this.#every('registry', REGISTRY_EVERY_MS, () => this.#receiver.askForRegistry());
    }
  }

  async stop(): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    for (const cancel of this.#cancels.values()) cancel();
    await this.#outbox.stop();
    await this.search?.stop();
    await this.publisher.stop();
    await this.exports.stop();
    await this.journal.close();
    this.#witnessFile.close();
    await this.store.close();
    this.#release();
  }

  /** Why the node takes no command, as a sentence; undefined while it takes them. */
  get refusal(): string | undefined {
    return this.#behind;
  }

  /** What the operator must know although the node works, as a sentence. */
  get warning(): string | undefined {
    return this.#rotation.mismatch;
  }

  onCommitted(): void {
    if (this.#isStopping) return;
    this.#outbox.wake();
    this.search?.wake();
    this.publisher.wake();
  }

  /** The keys that it signs with now, those that are next and those before. */
  get keys(): NodeKeys {
    return this.#rotation.keys;
  }

  get read(): Reader {
    return this.journal.reader;
  }

  /** The registry that the node goes by, read once for each position of the journal. */
  registry(): Registry | undefined {
    const { position } = this.journal;
    if (this.#registry?.position !== position) {
      const registry = this.definition.registry?.(this.read) ?? registryOf(this.read)?.registry;
      this.#registry = { position, registry };
    }
    return this.#registry.registry;
  }

  nodeInRegistry(id: string): RegistryNode | undefined {
    return this.registry()?.nodes.find((node) => node.id === id);
  }

  /** Gives a command. A person's rights are checked here, whatever way the command came. */
  async handle(
    actor: Actor,
    type: string,
    payload: Readonly<Record<string, unknown>>,
    key: Pick<HandleOptions, 'commandId' | 'fingerprint' | 'texts'>,
  ): Promise<Accepted | Rejection> {
    await this.#checked;
    if (this.#behind !== undefined) throw new HubgraphError('ERR_LOG_BEHIND_WITNESS', this.#behind);
    const command = { ...payload, type, at: this.world.clock.now(), by: actor.name };
    return this.journal.handle(command, {
      ...key,
      authorise: (given, state) => authorise(this.#policy, actor, given, state),
    });
  }

  /**
   * Waits until the views stand at this position, catching up with other replicas, for a second at most. Where nobody
   * else writes, what is not there yet is not waited for.
   */
  async hasReached(position: number): Promise<boolean> {
    const until = this.world.clock.now() + AFTER_MS;
    while (this.journal.position < position) {
      if (!this.store.isShared || this.#isStopping || this.world.clock.now() >= until) return false;
      // A store that is away is told to the operator by whoever follows it all the time.
      const following = this.journal.catchUp().catch(() => undefined);
      await Promise.race([
        Promise.all([following, this.#after(AFTER_EVERY_MS)]),
        this.#after(until - this.world.clock.now()),
      ]);
    }
    return true;
  }

  /** What `handle` would answer now, if it were a refusal; nothing is kept. Decided by the same code as the command. */
  consider(actor: Actor, type: string, payload: Readonly<Record<string, unknown>>): Rejection | undefined {
    const command = { ...payload, type, at: this.world.clock.now(), by: actor.name };
    return (
      refusedEarly(this.#policy, actor, type) ??
      this.journal.consider(command, (given, state) => authorise(this.#policy, actor, given, state))
    );
  }

  /** The refusal if this person may not read something, as a concept's `reads` says. */
  considerRead(actor: Actor, what: string): Rejection | undefined {
    return authorise(this.#reads, actor, { type: what }, undefined);
  }

  /** Signs the newest checkpoints and asks the witnesses now; resolves when both are published. */
  flushCheckpoints(): Promise<void> {
    return this.publisher.flush();
  }

  /** Has the witness look into what it was sent, in the background. */
  examineLogs(): void {
    void this.witness.examine().catch((error: unknown) => {
      if (!this.#isStopping) warn(error);
    });
  }

  /** What this person can do now and is expected to, oldest first, and whether there is more. */
  waitingFor(actor: Actor, first: number): WaitingList {
    return waitingFor(this, this.#policy, actor, first);
  }

  /** As `handle`, for the process itself: the key is the command's own, so that set-up may be repeated. */
  operate(
    actor: Actor,
    commandId: string,
    type: string,
    payload: Readonly<Record<string, unknown>>,
    texts: readonly VaultEntry[] = [],
  ): Promise<Accepted | Rejection> {
    return this.handle(actor, type, payload, { commandId: `${actor.name}:${commandId}`, fingerprint: type, texts });
  }

  /** Who sends this token; a refusal where the token is not good. */
  async actorOf(token: string | undefined): Promise<Actor | Rejection> {
    if (token === undefined) return anonymous;
    const now = this.world.clock.now();
    const verified = await verifyToken(token, {
      node: this.config.id,
      trustedKeys: (issuer) => (issuer === this.config.id ? tokenKeysOf(this.keys, now) : undefined),
      now,
    });
    if (isRejection(verified)) return verified;
    const person = this.read.entity<PersonState>('person', verified.subject);
    if (person === undefined) return reject('token-is-of-nobody', 'The person whom the token names is not known here.');
    if (verified.session !== undefined) {
      const session = this.read.entity<SessionState>('session', verified.session);
      const isOpen = session?.person === person.id && sessionFault(session, now) === undefined;
      if (!isOpen) return reject('token-session-is-over', 'The session of the token is over; sign in again.');
    }
    return personActor(person.id, person.roles);
  }

  /**
   * A keyed digest of 64 hexadecimal digits, by which the node knows a text again that it must not keep: it says nothing
   * to who does not have the vault. Texts of different kinds never have the same.
   */
  pseudonym(kind: string, text: string): string {
    return pseudonymOf(this.#fingerprintKey, kind, text);
  }

  /** Tells the council of new keys, or goes over to them where it has entered them; otherwise every ten seconds. */
  changeKeys(): Promise<void> {
    return this.#rotation.advance();
  }

  /** Fetches the registry from the council now; otherwise once a minute. */
  askForRegistry(): Promise<void> {
    return this.#receiver.askForRegistry();
  }

  /** Takes another node's statement; see {@link Receiver}. */
  receive(jws: string): Promise<Accepted | Rejection> {
    return this.#receiver.receive(jws);
  }

  contextFor(actor: Actor): RequestContext {
    const { read, store } = this;
    return {
      node: this,
      read,
      actor,
      text: (ref) => openText(store, ref),
      act: (request) => this.#requests.act(actor, request),
      may: (type, payload): Permission => permissionOf(this.consider(actor, type, payload)),
      mayWithOneOf: (type, payloads): Permission =>
        permissionWithOneOf(payloads, (payload) => this.consider(actor, type, payload)),
    };
  }

  async #follow(): Promise<void> {
    const before = this.journal.position;
    if ((await this.journal.catchUp()) > before) this.publisher.wake();
  }

  /** Once a witness has seen more, every new commit would be a fork. What is here can still be read. */
  #refuseCommands(message: string): void {
    if (this.#behind === undefined) warn(new HubgraphError('ERR_LOG_BEHIND_WITNESS', message));
    this.#behind ??= message;
  }

  /** Takes what speaks against a log into the journal; false where that must be tried again. */
  async keepEvidence({ id, origin, kind, first, second }: Evidence): Promise<boolean> {
    const registry = this.registry();
    const log = registry === undefined ? undefined : logOfOrigin(registry, origin);
    if (log === undefined || this.#behind !== undefined) return false;
    const payload = { node: log.node.id, log: log.log, kind, first, second, foundBy: this.config.id };
    const outcome = await this.operate(clockActor, `log-evidence:${id}`, 'RecordLogEvidence', payload);
    if (isRejection(outcome)) warn(new HubgraphError('ERR_INVARIANT', `${outcome.code}: ${outcome.message}`));
    return true;
  }

  async #doWhatIsDue(): Promise<void> {
    if (this.#behind !== undefined) return;
    const before = logsBefore(this.#ended);
    if (before?.origin === this.keys.logOrigin) {
      await this.operate(clockActor, `logs-begun:${before.origin}`, 'BeginLogs', { ...before });
    }
    const now = this.world.clock.now();
    for (const concept of this.concepts) {
      for (const due of concept.due?.(this.read, now) ?? []) {
        await this.operate(clockActor, due.commandId, due.type, due.payload);
      }
    }
  }

  #after(ms: number): Promise<void> {
    return new Promise((resolve) => void this.world.clock.after(ms, resolve));
  }

  #every(name: string, delayMs: number, work: () => Promise<void>): void {
    const again = async (): Promise<void> => {
      try {
        await work();
      } catch (error) {
        // A stopping node refuses commands; everything else is for the operator to see.
        if (!this.#isStopping) warn(error);
      }
      if (!this.#isStopping)
        this.#cancels.set(
          name,
          this.world.clock.after(delayMs, () => void again()),
        );
    };
    void again();
  }
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

/** What the log that begins says of those before it. */
function logsBefore(ended: EndedLogs | undefined): LogsBefore | undefined {
  if (ended === undefined) return undefined;
  const before = LOG_NAMES.flatMap((log) => {
    const { kept, lost = kept } = ended[log];
    const [left, signed] = [parseCheckpoint(kept), parseCheckpoint(lost)];
    if (isRejection(left) || isRejection(signed)) return [];
    const root = Buffer.from(signed.root).toString('hex');
    return [{ log, origin: signed.origin, signed: signed.size, left: left.size, root }];
  });
  return { origin: ended.logOrigin, before };
}
