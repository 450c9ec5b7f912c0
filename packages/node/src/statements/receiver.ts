import {
  type PublicJwk,
  REGISTRY_STATEMENT_SIZE_BYTES_MAX,
  type Registry,
  trustFrom,
  verifyStatement,
} from '@hubgraph/identity';
import type { Accepted } from '@hubgraph/journal';
import {
  HubgraphError,
  type Id,
  type Instant,
  isRejection,
  type Json,
  type Rejection,
  reject,
  type Slug,
  type World,
} from '@hubgraph/kernel';
import { type Actor, nodeActor } from '../actor.ts';
import type { Concept, IncomingStatement, Said, StatementDefinition } from '../concept.ts';
import { type ReceiveVerified, receiveType } from './inbox.ts';

/** What the council says when its registry has a new epoch: `{ epoch }`. */
const REGISTRY_CHANGED = 'registry-changed';
/** For how long a node goes on without the council, after what it has of the registry has expired. */
const REGISTRY_GRACE_MS = 7 * 24 * 3_600_000;
const REGISTRY_TIMEOUT_MS = 5_000;

export interface ReceiverOptions {
  readonly world: World;
  readonly node: string;
  readonly council: { readonly id: string; readonly endpoint: string; readonly statementKeys: readonly PublicJwk[] };
  readonly concepts: readonly Concept[];
  /** The registry that the node goes by, and when what it has of it expires. */
  readonly registry: () => Registry | undefined;
  readonly registryExpiresAt: () => Instant | undefined;
  readonly position: () => number;
  /** What this node told another one about a thing. */
  readonly said: (about: Id, audience: Slug) => Promise<readonly Said[]>;
  readonly handle: (
    actor: Actor,
    type: string,
    payload: Readonly<Record<string, unknown>>,
    key: { readonly commandId: string; readonly fingerprint: string },
  ) => Promise<Accepted | Rejection>;
}

/** Takes what other nodes state: verified against the registry's keys, then decided upon as a command of this node. */
export class Receiver {
  readonly #options: ReceiverOptions;
  readonly #receives: ReadonlyMap<string, StatementDefinition>;
  #trust: { readonly epoch: number; readonly trust: ReturnType<typeof trustFrom> } | undefined;

  constructor(options: ReceiverOptions) {
    this.#options = options;
    this.#receives = new Map(options.concepts.flatMap((concept) => Object.entries(concept.receives ?? {})));
  }

  /** Refused with `statement-issuer-is-unknown` or `registry-is-behind`, a statement may be taken later. */
  async receive(jws: string): Promise<Accepted | Rejection> {
    const { world, node, council, registry, handle } = this.#options;
    const trust = this.#trusted();
    const statement = await verifyStatement(jws, {
      node,
      trustedKeys: (issuer) => (issuer === council.id ? council.statementKeys : trust?.statementKeys(issuer)),
      now: world.clock.now(),
      sizeBytesMax: REGISTRY_STATEMENT_SIZE_BYTES_MAX,
    });
    if (isRejection(statement)) return statement;
    const { issuer, type, id: about, cites, digest, kid, issuedAt, expiresAt } = statement;
    if (type === REGISTRY_CHANGED && issuer === council.id) return this.#fetchRegistry(statement.payload);
    const definition = this.#receives.get(type);
    const kind = issuer === council.id ? 'council' : registry()?.nodes.find((one) => one.id === issuer)?.kind;
    if (definition === undefined || kind === undefined || !definition.from.includes(kind)) {
      return reject('statement-is-not-expected', `${node} does not take "${type}" from ${issuer}.`);
    }
    const { sizeBytesMax } = definition;
    if (sizeBytesMax !== undefined && jws.length > sizeBytesMax) {
      return reject('statement-is-too-large', `A statement "${type}" has at most ${sizeBytesMax} bytes.`);
    }
    if (!isObject(statement.payload)) {
      return reject('statement-is-malformed', 'What a statement says is an object with names.');
    }
    const { payload } = statement;
    const incoming: IncomingStatement = { issuer, type, about, payload, cites, digest, kid, issuedAt, expiresAt };
    const proved = await definition.prove?.(incoming, { node, now: world.clock.now() });
    if (isRejection(proved)) return proved;
    const said = cites.length === 0 ? [] : await this.#options.said(about, issuer);
    const fields: Omit<ReceiveVerified, 'type' | 'at' | 'by'> = { statement: incoming, jws, proved, said };
    const key = { commandId: `statement:${digest}`, fingerprint: digest };
    return handle(nodeActor(issuer), receiveType(type), { ...fields }, key);
  }

  /** Fetches the registry from the council and takes it over. Errors of the network are left for the next time. */
  async askForRegistry(): Promise<void> {
    const { world, council } = this.#options;
    try {
      const answer = await world.network.request({
        url: `${council.endpoint}/registry`,
        method: 'GET',
        timeoutMs: REGISTRY_TIMEOUT_MS,
        sizeBytesMax: REGISTRY_STATEMENT_SIZE_BYTES_MAX,
      });
      if (answer.status === 200) await this.receive(answer.body);
    } catch (error) {
      if (!(error instanceof HubgraphError)) throw error;
    }
  }

  /** Told of a new epoch, the node fetches it; the sender tells it again until it is there. */
  async #fetchRegistry(payload: Json): Promise<Accepted | Rejection> {
    const wanted = (payload as { readonly epoch?: Json } | null)?.epoch;
    const isThere = (): boolean => typeof wanted === 'number' && (this.#options.registry()?.epoch ?? 0) >= wanted;
    if (!isThere()) await this.askForRegistry();
    if (!isThere()) return reject('registry-is-behind', 'The council could not be asked for it; say it again.');
    return { seq: this.#options.position(), events: [], exists: true };
  }

  #trusted(): ReturnType<typeof trustFrom> | undefined {
    const registry = this.#options.registry();
    const expiresAt = this.#options.registryExpiresAt();
    const { clock } = this.#options.world;
    if (registry === undefined) return undefined;
    if (expiresAt !== undefined && clock.now() > expiresAt + REGISTRY_GRACE_MS) return undefined;
    if (this.#trust?.epoch !== registry.epoch)
      this.#trust = { epoch: registry.epoch, trust: trustFrom(registry, () => clock.now()) };
    return this.#trust.trust;
  }
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
