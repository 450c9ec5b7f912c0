import { join } from 'node:path';
import { type GatewayConfig, gatewayDefaults, type RunningGateway, startGateway } from '@hubgraph/gateway';
import { freePorts, HubgraphError, type World } from '@hubgraph/kernel';
import type { Log, StoreConfig } from '@hubgraph/node';
import { lockFolder } from '@hubgraph/store';
import { type DemoHub, demoHubs } from './catalogue.ts';
import { DemoClient } from './client.ts';
import { spawnNode } from './node-process.ts';
import { type NodeSpec, runNode, type StartedNode } from './node-runner.ts';
import { SUPPORT, specsOf } from './specs.ts';

export interface MovementOptions {
  readonly world: World;
  /** Where all nodes keep their data, each in a folder of its own. */
  readonly folder: string;
  /** The gateway's port, the nodes take those after it; 0 takes free ones. */
  readonly port: number;
  /** How many hubs; at least as many as the folder has already. */
  readonly hubs: number;
  /** Each node, or each of these, in a process of its own instead of all in this one. */
  readonly isInProcesses?: boolean | ((id: string) => boolean);
  /** Where a node keeps its journal; in its folder if absent. */
  readonly storeOf?: (id: string) => StoreConfig;
  readonly onProgress?: (line: string) => void;
  readonly log?: Log;
  readonly gateway?: Partial<
    Pick<GatewayConfig, 'registryEveryMs' | 'requestTimeoutMs' | 'hubTimeoutMs' | 'hubRestMs' | 'sharesAnswers'>
  >;
}

/** What a movement's folder remembers from one start to the next: who there is, and at which ports. */
interface Layout {
  readonly version: 1;
  readonly hubs: number;
  readonly port: number;
  readonly ports: Readonly<Record<string, number>>;
}

const HOST = '127.0.0.1';

/**
 * A whole movement on one machine: gateway, council, trademark, fundraising and any number of hubs, each with its own
 * port, files, keys and people; nothing is shared but HTTP. The test fixture and the demonstration are this.
 */
export class Movement {
  readonly world: World;
  readonly folder: string;
  readonly hubs: readonly DemoHub[];
  readonly client: DemoClient;
  readonly gateway: RunningGateway;
  readonly #specs: ReadonlyMap<string, NodeSpec>;
  readonly #nodes: Map<string, StartedNode>;
  readonly #launch: (spec: NodeSpec) => Promise<StartedNode>;
  readonly #release: () => void;

  private constructor(parts: {
    world: World;
    folder: string;
    hubs: readonly DemoHub[];
    gateway: RunningGateway;
    specs: ReadonlyMap<string, NodeSpec>;
    nodes: Map<string, StartedNode>;
    launch: (spec: NodeSpec) => Promise<StartedNode>;
    release: () => void;
  }) {
    this.world = parts.world;
    this.folder = parts.folder;
    this.hubs = parts.hubs;
    this.gateway = parts.gateway;
    this.client = new DemoClient(parts.world, parts.gateway.url);
    this.#specs = parts.specs;
    this.#nodes = parts.nodes;
    this.#launch = parts.launch;
    this.#release = parts.release;
  }

  static async start(options: MovementOptions): Promise<Movement> {
    const { world, folder, onProgress = () => {}, log = () => {} } = options;
    world.disk.makeFolder(folder);
    const release = lockFolder(world, folder);
    const nodes = new Map<string, StartedNode>();
    try {
      const layout = await layoutOf(options);
      const hubs = demoHubs(layout.hubs);
      const specs = specsOf(world, hubs, (id) => ({
        keysIn: join(folder, id),
        folder: join(folder, id),
        host: HOST,
        port: layout.ports[id] ?? 0,
        endpoint: `http://${HOST}:${layout.ports[id]}`,
        isDemo: true,
        ...(options.storeOf === undefined ? {} : { store: options.storeOf(id) }),
      }));
      const launch = async (spec: NodeSpec): Promise<StartedNode> => {
        const { isInProcesses = false } = options;
        const isApart = typeof isInProcesses === 'boolean' ? isInProcesses : isInProcesses(spec.config.id);
        if (!isApart) return runNode(world, spec, log);
        const started = await spawnNode(world, spec);
        void started.ended.then(() => {
          if (nodes.get(started.id) !== started) return;
          onProgress(
            `${started.id} ended by itself; start it again with: npx hubgraph node ${join(spec.config.folder, 'node.json')}`,
          );
        });
        return started;
      };
      // The council first: everybody else asks it for the registry.
      for (const group of [['council'], [...specs.keys()].filter((id) => id !== 'council')]) {
        const outcomes = await Promise.allSettled(
          group.map(async (id) => {
            const spec = specs.get(id);
            if (spec === undefined) return;
            nodes.set(id, await launch(spec));
            onProgress(`${spec.kind === 'hub' ? 'hub ' : ''}${id} at ${spec.config.endpoint}`);
          }),
        );
        // Only when all are up or down can those that are up be stopped.
        const failed = outcomes.find((outcome) => outcome.status === 'rejected');
        if (failed !== undefined) throw failed.reason;
      }
      const council = specs.get('council');
      if (council === undefined) throw new HubgraphError('ERR_INVARIANT', 'A movement without a council.');
      const gateway = await startGateway(
        world,
        {
          id: 'gateway',
          host: HOST,
          port: layout.port,
          folder: join(folder, 'gateway'),
          council: council.config.council,
          isDemo: true,
          ...gatewayDefaults,
          ...options.gateway,
        },
        log,
      );
      onProgress(`gateway at ${gateway.url}`);
      return new Movement({ world, folder, hubs, gateway, specs, nodes, launch, release });
    } catch (error) {
      const started = [...nodes.values()];
      nodes.clear();
      await Promise.all(started.map((node) => node.stop()));
      release();
      throw error;
    }
  }

  /** A running node, by its slug. */
  node(id: string): StartedNode {
    const node = this.#nodes.get(id);
    if (node === undefined) throw new HubgraphError('ERR_NODE_IS_NOT_RUNNING', `${id} is not running.`);
    return node;
  }

  spec(id: string): NodeSpec {
    const spec = this.#specs.get(id);
    if (spec === undefined) throw new HubgraphError('ERR_NODE_IS_NOT_RUNNING', `There is no node ${id}.`);
    return spec;
  }

  async stopNode(id: string): Promise<void> {
    const node = this.node(id);
    this.#nodes.delete(id);
    await node.stop();
  }

  async startNode(id: string): Promise<StartedNode> {
    const node = await this.#launch(this.spec(id));
    this.#nodes.set(id, node);
    return node;
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    const nodes = [...this.#nodes.values()];
    this.#nodes.clear();
    const stops = await Promise.allSettled(nodes.map((node) => node.stop()));
    this.#release();
    for (const stop of stops) if (stop.status === 'rejected') throw stop.reason;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/** The ports of the last start, so that the registry's endpoints hold; new hubs get the next ones. */
async function layoutOf({ world, folder, port, hubs: wanted }: MovementOptions): Promise<Layout> {
  const path = join(folder, 'movement.json');
  const kept = world.disk.exists(path) ? readLayout(path, world.disk.read(path)) : undefined;
  const hubs = Math.max(wanted, kept?.hubs ?? 0);
  const ids = [...SUPPORT, ...demoHubs(hubs).map((hub) => hub.id)];
  const [free = 0] = port === 0 && kept === undefined ? await freePorts(world, ids.length + 1) : [];
  const gatewayPort = port === 0 ? (kept?.port ?? free) : port;
  const ports: Record<string, number> = { ...kept?.ports };
  let next = Math.max(gatewayPort, ...Object.values(ports)) + 1;
  for (const id of ids) {
    if (ports[id] !== undefined) continue;
    ports[id] = next;
    next += 1;
  }
  const layout: Layout = { version: 1, hubs, port: gatewayPort, ports };
  world.disk.writeAtomically(path, Buffer.from(`${JSON.stringify(layout, null, 2)}\n`));
  return layout;
}

function readLayout(path: string, bytes: Uint8Array): Layout {
  const say = (cause?: unknown): HubgraphError =>
    new HubgraphError(
      'ERR_CONFIG_UNREADABLE',
      `${path} does not describe a movement of this release; give another --data.`,
      { cause },
    );
  let layout: Partial<Layout> | null;
  try {
    layout = JSON.parse(Buffer.from(bytes).toString('utf8')) as Partial<Layout> | null;
  } catch (cause) {
    throw say(cause);
  }
  if (layout?.version !== 1 || typeof layout.hubs !== 'number' || typeof layout.ports !== 'object') throw say();
  return layout as Layout;
}
