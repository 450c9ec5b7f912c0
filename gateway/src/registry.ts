import { join } from 'node:path';
import {
  parseRegistry,
  REGISTRY_STATEMENT_SIZE_BYTES_MAX,
  type Registry,
  type RegistryNode,
  verifyStatement,
} from '@hubgraph/identity';
import { HubgraphError, isRejection, type World } from '@hubgraph/kernel';
import type { GatewayConfig } from './config.ts';

const TIMEOUT_MS = 5_000;
/** For how long a kept registry serves after it has expired, while the council is away; nodes have the same grace. */
const KEPT_GRACE_MS = 7 * 24 * 3_600_000;

/**
 * The last registry that the council signed: all that the gateway knows of the movement. Whoever asks gets one snapshot;
 * a newer epoch takes its place as a whole.
 */
export class RegistrySource {
  readonly #world: World;
  readonly #config: GatewayConfig;
  readonly #path: string;
  #registry: Registry | undefined;
  #tag: string | undefined;
  #cancel: () => void = () => {};
  #isStopped = false;

  constructor(world: World, config: GatewayConfig) {
    this.#world = world;
    this.#config = config;
    this.#path = join(config.folder, 'registry.jws');
  }

  /** The current snapshot; undefined before the first registry was seen. */
  get current(): Registry | undefined {
    return this.#registry;
  }

  /** The endpoint of the one node of a kind, as council or fundraising. */
  nodeOfKind(kind: RegistryNode['kind']): RegistryNode | undefined {
    return this.#registry?.nodes.find((node) => node.kind === kind);
  }

  /** Reads the registry that was kept, then asks the council for it again and again. */
  async start(): Promise<void> {
    this.#world.disk.makeFolder(this.#config.folder);
    if (this.#world.disk.exists(this.#path)) {
      await this.#take(Buffer.from(this.#world.disk.read(this.#path)).toString('utf8'), { isKept: true });
    }
    await this.#askAgain();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  /** Asks now; true if the council answered. */
  async ask(): Promise<boolean> {
    try {
      const answer = await this.#world.network.request({
        url: `${this.#config.council.endpoint}/registry`,
        method: 'GET',
        headers: this.#tag === undefined ? {} : { 'if-none-match': this.#tag },
        timeoutMs: TIMEOUT_MS,
        sizeBytesMax: REGISTRY_STATEMENT_SIZE_BYTES_MAX,
      });
      if (answer.status === 304) return true;
      if (answer.status !== 200) return false;
      if (await this.#take(answer.body, { isKept: false })) this.#tag = answer.headers['etag'];
      return true;
    } catch (error) {
      if (error instanceof HubgraphError) return false;
      throw error;
    }
  }

  async #askAgain(): Promise<void> {
    await this.ask();
    if (this.#isStopped) return;
    this.#cancel = this.#world.clock.after(this.#config.registryEveryMs, () => void this.#askAgain());
  }

  async #take(jws: string, { isKept }: { readonly isKept: boolean }): Promise<boolean> {
    const { council, id } = this.#config;
    const verify = (clockToleranceMs?: number) =>
      verifyStatement(jws, {
        node: id,
        trustedKeys: (issuer) => (issuer === council.id ? council.statementKeys : undefined),
        now: this.#world.clock.now(),
        types: ['registry'],
        sizeBytesMax: REGISTRY_STATEMENT_SIZE_BYTES_MAX,
        ...(clockToleranceMs === undefined ? {} : { clockToleranceMs }),
      });
    const first = await verify();
    const isOverdue = isKept && isRejection(first) && first.code === 'statement-is-expired';
    const statement = isOverdue ? await verify(KEPT_GRACE_MS) : first;
    if (isRejection(statement)) return false;
    const registry = parseRegistry(statement.payload);
    if (isRejection(registry) || (this.#registry !== undefined && registry.epoch < this.#registry.epoch)) return false;
    this.#registry = registry;
    if (!isKept) this.#keep(jws);
    return true;
  }

  /** For the next start; a full disk must not keep the gateway from going by what it knows. */
  #keep(jws: string): void {
    try {
      this.#world.disk.writeAtomically(this.#path, Buffer.from(jws, 'utf8'));
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
    }
  }
}
