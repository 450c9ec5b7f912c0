import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import {
  loadOrCreateNodeKeys,
  type NodeKeys,
  type NodeKind,
  type PublicJwk,
  REGISTRY_STATEMENT_SIZE_BYTES_MAX,
  type Registry,
  type RegistryNode,
  trustFrom,
  verifyStatement,
  verifyToken,
} from '@hubgraph/identity';
import { type Accepted, type HandleOptions, Journal, type Reader } from '@hubgraph/journal';
import {
  canonical,
  HubgraphError,
  isRejection,
  type Json,
  newId,
  type Rejection,
  reject,
  type World,
} from '@hubgraph/kernel';
import { openSqliteStore, type Store, type VaultEntry } from '@hubgraph/store';
import { type Actor, anonymous, clockActor, nodeActor, personActor } from './actor.ts';
import type { Concept, IncomingStatement, StatementDefinition } from './concept.ts';
import type { ActRequest, RequestContext } from './context.ts';
import { peopleConcept } from './people/concept.ts';
import type { PersonState } from './people/domain.ts';
import { authorise, type Policy } from './policy.ts';
import { registryConcept, registryOf } from './registry/concept.ts';
import { inboxProjection, type ReceiveVerified, receiveCommands, receiveType } from './statements/inbox.ts';
import { Outbox, outboxProjection } from './statements/outbox.ts';
import { type TextRef, TextSealer } from './texts.ts';

/** What makes a node a hub, the council, …: its roles and concepts. */
export interface NodeDefinition {
  readonly kind: NodeKind;
  /** Every role that a person may hold here, with what it is for. */
  readonly roles: Readonly<Record<string, string>>;
  readonly concepts: readonly Concept[];
  /** SDL that belongs to no concept: the schema's links, the types that all concepts share. */
  readonly typeDefs: string;
  /** The registry that this node itself keeps; the council's own. Others go by the one they received. */
  registry?(read: Reader): Registry | undefined;
}

export interface NodeConfig {
  /** The node's slug. */
  readonly id: string;
  readonly folder: string;
  /** Where the node listens; port 0 takes any free one. */
  readonly host: string;
  readonly port: number;
  /** The URL by which others reach the node. */
  readonly endpoint: string;
  /** The council, whose statement keys are pinned here from a source that the operator trusts. */
  readonly council: { readonly id: string; readonly endpoint: string; readonly statementKeys: readonly PublicJwk[] };
  /** Shows the people of the node and signs in as any of them without proof. Never outside a demonstration. */
  readonly isDemo: boolean;
}

/** What the council says when its registry has a new epoch: `{ epoch }`. */
const REGISTRY_CHANGED = 'registry-changed';
const IDEMPOTENCY_KEY_LENGTH_MAX = 200;
const DUE_EVERY_MS = 5_000;
const REGISTRY_EVERY_MS = 60_000;
/** For how long a node goes on without the council, after what it has of the registry has expired. */
const REGISTRY_GRACE_MS = 7 * 24 * 3_600_000;
const REGISTRY_TIMEOUT_MS = 5_000;

/** All concepts of a node: those that every node has, and its own. */
export function conceptsOf(definition: NodeDefinition): readonly Concept[] {
  const people = peopleConcept(definition.kind, definition.roles);
  return [people, ...(definition.registry === undefined ? [registryConcept] : []), ...definition.concepts];
}

/**
 * One node: its keys, its journal with the views, what it sends to and takes from other nodes. It knows nothing of
 * HTTP; see `serve`.
 */
export class RunningNode {
  readonly world: World;
  readonly config: NodeConfig;
  readonly definition: NodeDefinition;
  readonly keys: NodeKeys;
  readonly store: Store;
  readonly journal: Journal;
  readonly concepts: readonly Concept[];
  readonly #policy: Policy;
  readonly #receives: ReadonlyMap<string, StatementDefinition>;
  readonly #fingerprintKey: string;
  readonly #outbox: Outbox;
  readonly #cancels = new Map<string, () => void>();
  #trust: { readonly registry: Registry; readonly trust: ReturnType<typeof trustFrom> } | undefined;
  #registry: { readonly position: number; readonly registry: Registry | undefined } | undefined;
  #isStopping = false;

  private constructor(
    world: World,
    config: NodeConfig,
    definition: NodeDefinition,
    parts: { keys: NodeKeys; fingerprintKey: string; store: Store; journal: Journal; concepts: readonly Concept[] },
  ) {
    this.world = world;
    this.config = config;
    this.definition = definition;
    this.keys = parts.keys;
    this.store = parts.store;
    this.journal = parts.journal;
    this.concepts = parts.concepts;
    this.#fingerprintKey = parts.fingerprintKey;
    this.#receives = new Map(parts.concepts.flatMap((concept) => Object.entries(concept.receives ?? {})));
    this.#policy = Object.assign({}, ...parts.concepts.map((concept) => concept.policy));
    this.#outbox = new Outbox({
      world,
      node: config.id,
      keys: parts.keys,
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
    const store = openSqliteStore(world, join(config.folder, 'journal.db'));
    try {
      const keys = loadOrCreateNodeKeys(world, config.folder);
      let node: RunningNode | undefined;
      const journal = await Journal.open({
        world,
        node: config.id,
        store,
        viewsPath: join(config.folder, 'views.db'),
        commands: [...concepts.flatMap((concept) => concept.commands), ...receiveCommands(concepts)],
        entities: concepts.flatMap((concept) => concept.entities),
        projections: [
          inboxProjection,
          ...concepts.flatMap((concept) => concept.projections),
          outboxProjection(concepts),
        ],
        onCommitted: () => node?.onCommitted(),
      });
      const fingerprintKey = await fingerprintKeyOf(world, store);
      node = new RunningNode(world, config, definition, { keys, fingerprintKey, store, journal, concepts });
      return node;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** Begins to deliver, to ask the council for its registry, and to do what falls due. */
  start(): void {
    this.#outbox.wake();
    this.#every('due', DUE_EVERY_MS, () => this.#doWhatIsDue());
    if (this.definition.registry === undefined) this.#every('registry', REGISTRY_EVERY_MS, () => this.askForRegistry());
  }

  async stop(): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    for (const cancel of this.#cancels.values()) cancel();
    await this.#outbox.stop();
    await this.journal.close();
    await this.store.close();
  }

  onCommitted(): void {
    if (!this.#isStopping) this.#outbox.wake();
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
    const command = { ...payload, type, at: this.world.clock.now(), by: actor.name };
    return this.journal.handle(command, {
      ...key,
      authorise: (given, state) => authorise(this.#policy, actor, given, state),
    });
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
    const verified = await verifyToken(token, {
      node: this.config.id,
      trustedKeys: (issuer) => (issuer === this.config.id ? [this.keys.tokens.publicJwk] : undefined),
      now: this.world.clock.now(),
    });
    if (isRejection(verified)) return verified;
    const person = this.read.entity<PersonState>('person', verified.subject);
    if (person === undefined) return reject('token-is-of-nobody', 'The person whom the token names is not known here.');
    return personActor(person.id, person.roles);
  }

  /** Takes another node's statement; refused with `statement-issuer-is-unknown`, it may be taken when a newer registry has arrived. */
  async receive(jws: string): Promise<Accepted | Rejection> {
    const { council } = this.config;
    const trust = this.#trusted();
    const statement = await verifyStatement(jws, {
      node: this.config.id,
      trustedKeys: (issuer) => (issuer === council.id ? council.statementKeys : trust?.statementKeys(issuer)),
      now: this.world.clock.now(),
      sizeBytesMax: REGISTRY_STATEMENT_SIZE_BYTES_MAX,
    });
    if (isRejection(statement)) return statement;
    if (statement.type === REGISTRY_CHANGED && statement.issuer === council.id)
      return this.#fetchRegistry(statement.payload);
    const definition = this.#receives.get(statement.type);
    const kind = statement.issuer === council.id ? 'council' : this.nodeInRegistry(statement.issuer)?.kind;
    if (definition === undefined || kind === undefined || !definition.from.includes(kind)) {
      return reject(
        'statement-is-not-expected',
        `${this.config.id} does not take "${statement.type}" from ${statement.issuer}.`,
      );
    }
    const incoming: IncomingStatement = {
      issuer: statement.issuer,
      type: statement.type,
      about: statement.id,
      payload: statement.payload as { readonly [name: string]: Json },
      cites: statement.cites ?? [],
      digest: statement.digest,
      issuedAt: statement.issuedAt,
      expiresAt: statement.expiresAt,
    };
    const payload: Omit<ReceiveVerified, 'type' | 'at' | 'by'> = { statement: incoming, jws };
    return this.handle(
      nodeActor(statement.issuer),
      receiveType(statement.type),
      { ...payload },
      {
        commandId: `statement:${statement.digest}`,
        fingerprint: statement.digest,
      },
    );
  }

  /** Told of a new epoch, the node fetches it; the sender tells it again until it is there. */
  async #fetchRegistry(payload: Json): Promise<Accepted | Rejection> {
    const wanted = (payload as { readonly epoch?: Json } | null)?.epoch;
    const isThere = (): boolean => typeof wanted === 'number' && (this.registry()?.epoch ?? 0) >= wanted;
    if (!isThere()) await this.askForRegistry();
    if (!isThere()) return reject('registry-is-behind', 'The council could not be asked for it; say it again.');
    return { seq: this.journal.position, events: [], exists: true };
  }

  /** Fetches the registry from the council and takes it over. Errors of the network are left for the next time. */
  async askForRegistry(): Promise<void> {
    try {
      const answer = await this.world.network.request({
        url: `${this.config.council.endpoint}/registry`,
        method: 'GET',
        timeoutMs: REGISTRY_TIMEOUT_MS,
        sizeBytesMax: REGISTRY_STATEMENT_SIZE_BYTES_MAX,
      });
      if (answer.status === 200) await this.receive(answer.body);
    } catch (error) {
      if (!(error instanceof HubgraphError)) throw error;
    }
  }

  contextFor(actor: Actor): RequestContext {
    const { read, store } = this;
    return {
      node: this,
      read,
      actor,
      async text(ref) {
        return (await store.vault.get([ref.key])).get(ref.key)?.text ?? null;
      },
      act: (request) => this.#act(actor, request),
    };
  }

  async #act(actor: Actor, request: ActRequest): Promise<Accepted | Rejection> {
    const early = this.#refusedEarly(actor, request);
    if (early !== undefined) return early;
    const texts = new TextSealer(this.world, this.config.id);
    const payload = request.payload({ texts, newId: (kind) => newId(this.world, this.config.id, kind) });
    if (isRejection(payload)) return payload;
    const { idempotencyKey, ...input } = request.input;
    const commandId = idempotencyKey ? `${actor.name}:${idempotencyKey}` : newId(this.world, this.config.id, 'command');
    return this.handle(actor, request.type, payload as Readonly<Record<string, unknown>>, {
      commandId,
      fingerprint: this.#fingerprint(request.type, input),
      texts: texts.entries,
    });
  }

  /** What can be refused before anything of the request is looked at or kept. */
  #refusedEarly(actor: Actor, { type, input }: ActRequest): Rejection | undefined {
    const rule = this.#policy[type];
    const needsNoState = actor.kind === 'anonymous' || rule?.allow.every((one) => typeof one === 'string') === true;
    const refusal = needsNoState ? authorise(this.#policy, actor, { type }, undefined) : undefined;
    if (refusal !== undefined) return refusal;
    if ((input.idempotencyKey?.length ?? 0) > IDEMPOTENCY_KEY_LENGTH_MAX) {
      return reject(
        'idempotency-key-is-too-long',
        `An idempotencyKey may have ${IDEMPOTENCY_KEY_LENGTH_MAX} characters.`,
      );
    }
    if (!isWellFormed(input))
      return reject('text-is-malformed', 'A text holds half a character; send it as valid Unicode.');
    return undefined;
  }

  /** Keyed, because the journal keeps it for ever and the input holds texts that may have to go. */
  #fingerprint(type: string, input: Readonly<Record<string, unknown>>): string {
    return createHmac('sha256', this.#fingerprintKey)
      .update(canonical(toJson([type, input])))
      .digest('hex');
  }

  #trusted(): ReturnType<typeof trustFrom> | undefined {
    const registry = this.registry();
    if (registry === undefined) return undefined;
    const expiresAt = this.definition.registry === undefined ? registryOf(this.read)?.expiresAt : undefined;
    if (expiresAt !== undefined && this.world.clock.now() > expiresAt + REGISTRY_GRACE_MS) return undefined;
    if (this.#trust?.registry.epoch !== registry.epoch) this.#trust = { registry, trust: trustFrom(registry) };
    return this.#trust.trust;
  }

  async #doWhatIsDue(): Promise<void> {
    const now = this.world.clock.now();
    for (const concept of this.concepts) {
      for (const due of concept.due?.(this.read, now) ?? []) {
        await this.operate(clockActor, due.commandId, due.type, due.payload);
      }
    }
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

/** A secret of the store's own, kept in its vault. */
async function fingerprintKeyOf(world: World, store: Store): Promise<string> {
  const key = 'fingerprint-key';
  const text = Buffer.from(world.random.bytes(32)).toString('hex');
  await store.vault.put([{ key, salt: '', text }]);
  return (await store.vault.get([key])).get(key)?.text ?? text;
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

/** True if no text in it holds half of a surrogate pair, which has no form in UTF-8. */
function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => name.isWellFormed() && isWellFormed(inner));
}

function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** Re-exported for resolvers that hold a reference to a text. */
export type { TextRef };
