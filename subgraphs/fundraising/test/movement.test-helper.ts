import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Registry, RegistryNode } from '@hubgraph/identity';
import { type Command, defineCommand, defineEntity, type Event } from '@hubgraph/journal';
import { freePorts, isRejection, type Json, newId, realWorld } from '@hubgraph/kernel';
import {
  type Concept,
  commonTypeDefs,
  type NodeConfig,
  type NodeDefinition,
  operator,
  RunningNode,
  type Served,
  serve,
  TextSealer,
  tokenFor,
} from '@hubgraph/node';
import { hub } from '../../hub/src/definition.ts';
import { fundraising } from '../src/definition.ts';

type Payload = { readonly [name: string]: Json };

interface Decided extends Event {
  readonly type: 'Decided';
  readonly registry: Registry;
  readonly statements: readonly { readonly type: string; readonly about: string; readonly payload: Payload }[];
}

const YEAR_MS = 365 * 24 * 3_600_000;

/** In the council's place: it says what it is told to say, signed. */
const words: Concept = {
  name: 'words',
  policy: { Decide: { allow: ['operator'], because: 'The test is the council.' } },
  events: { Decided: 'SEALED' },
  commands: [
    defineCommand<Command & Omit<Decided, 'type'>, undefined, Decided>({
      type: 'Decide',
      load: () => undefined,
      decide: ({ registry, statements }) => [{ type: 'Decided', registry, statements }],
    }),
  ],
  entities: [
    defineEntity<Registry, Decided>({
      kind: 'registry-kept',
      concerns: (event) => (event.type === 'Decided' ? ['now'] : []),
      evolve: (_state, { event }) => event.registry,
    }),
  ],
  projections: [],
  sends({ event, at }) {
    if (event.type !== 'Decided') return [];
    const { registry, statements } = event as Decided;
    const expiresAt = at + YEAR_MS;
    const about = `registry:${registry.epoch}`;
    return registry.nodes.flatMap(({ id: audience, kind }) => [
      ...(kind === 'council' ? [] : [{ audience, type: 'registry', about, payload: registry, expiresAt }]),
      ...(kind === 'fundraising' ? statements.map((one) => ({ ...one, audience, expiresAt })) : []),
    ]);
  },
  typeDefs: '',
  resolvers: {},
};

const council: NodeDefinition = {
  kind: 'council',
  roles: {},
  concepts: [words],
  typeDefs: `${commonTypeDefs}\ntype Query { words: ID }`,
  registry: (read) => read.entity<Registry>('registry-kept', 'now'),
};

const DEFINITIONS: Readonly<Record<string, NodeDefinition>> = { council, fundraising };

interface Member {
  readonly config: NodeConfig;
  node: RunningNode;
  served: Served | undefined;
}

/** A council, the fundraising node and hubs, each on a port and in a folder of its own, in one process. */
export class Movement implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'hubgraph-fundraising-'));
  readonly #members = new Map<string, Member>();
  #epoch = 0;

  /** Opens all nodes; none is on the network before it is started. */
  static async open(hubs: readonly string[]): Promise<Movement> {
    const movement = new Movement();
    const ids = ['council', 'fundraising', ...hubs];
    const ports = await freePorts(realWorld(), ids.length);
    const endpointOf = (id: string): string => `http://127.0.0.1:${ports[ids.indexOf(id)]}`;
    let councilKeys: RunningNode['keys'] | undefined;
    for (const id of ids) {
      const statementKeys = councilKeys === undefined ? [] : [councilKeys.statements.publicJwk];
      const config: NodeConfig = {
        id,
        folder: join(movement.#folder, id),
        host: '127.0.0.1',
        port: ports[ids.indexOf(id)] ?? 0,
        endpoint: endpointOf(id),
        council: { id: 'council', endpoint: endpointOf('council'), statementKeys },
        isDemo: false,
      };
      const node = await RunningNode.open(realWorld(), config, DEFINITIONS[id] ?? hub);
      councilKeys ??= node.keys;
      movement.#members.set(id, { config, node, served: undefined });
    }
    return movement;
  }

  node(id: string): RunningNode {
    return this.#member(id).node;
  }

  /** Puts an open node on the network. */
  async start(id: string): Promise<void> {
    const member = this.#member(id);
    member.served = await serve(member.node);
    member.node.start();
  }

  async stop(id: string): Promise<void> {
    const member = this.#member(id);
    await member.served?.stop();
    await member.node.stop();
    member.served = undefined;
  }

  /** Opens a stopped node from what its folder holds, and puts it on the network once it knows the registry. */
  async startAgain(id: string, { isFoldedAnew = false } = {}): Promise<void> {
    const member = this.#member(id);
    if (isFoldedAnew) {
      for (const end of ['', '-wal', '-shm']) rmSync(join(member.config.folder, `views.db${end}`), { force: true });
    }
    member.node = await RunningNode.open(realWorld(), member.config, DEFINITIONS[id] ?? hub);
    await member.node.askForRegistry();
    await this.start(id);
  }

  /** The council states who is in the movement and what it adopted. */
  async decide(
    countries: Readonly<Record<string, string>>,
    statements: Decided['statements'],
    suspended: readonly string[] = [],
  ): Promise<void> {
    this.#epoch += 1;
    const nodes = [...this.#members.values()].map(({ config, node }): RegistryNode => {
      const isHub = node.definition.kind === 'hub';
      const country = countries[config.id];
      return {
        id: config.id,
        kind: node.definition.kind,
        ...(isHub ? { hubKind: 'REGIONAL' } : {}),
        name: config.id,
        ...(country === undefined ? {} : { country }),
        status: suspended.includes(config.id) ? 'suspended' : 'authorised',
        endpoint: config.endpoint,
        tokenKeys: [node.keys.tokens.publicJwk],
        statementKeys: [node.keys.statements.publicJwk],
      };
    });
    const registry = { epoch: this.#epoch, nodes };
    await this.operate('council', 'Decide', { registry, statements });
  }

  /** Gives a command as the process that runs the node. */
  async operate(id: string, type: string, payload: Readonly<Record<string, unknown>>): Promise<void> {
    const node = this.node(id);
    const key = newId(node.world, id, 'command');
    const outcome = await node.operate(operator, key, type, payload);
    if (isRejection(outcome)) throw new Error(`${type}: ${outcome.code} ${outcome.message}`);
  }

  async openFund(id: string, code: string): Promise<string> {
    const node = this.node(id);
    const texts = new TextSealer(node.world, id);
    const fund = newId(node.world, id, 'fund');
    const name = texts.seal(code);
    await texts.store(node.store);
    await this.operate(id, 'OpenFund', { fund, code, name });
    return fund;
  }

  /** The token of a new person with this role. */
  async person(id: string, role: string): Promise<string> {
    const node = this.node(id);
    const texts = new TextSealer(node.world, id);
    const person = newId(node.world, id, 'person');
    const name = texts.seal(role);
    await texts.store(node.store);
    await this.operate(id, 'AddPerson', { person, name });
    await this.operate(id, 'GrantRole', { person, role });
    return tokenFor(node, person);
  }

  /** Asks a node over HTTP; what is wrong with the answer is thrown. */
  async ask<T>(id: string, query: string, variables: object = {}, token?: string): Promise<T> {
    const headers = {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const body = JSON.stringify({ query, variables });
    const answer = await fetch(`${this.#member(id).config.endpoint}/graphql`, { method: 'POST', headers, body });
    const { data, errors } = (await answer.json()) as { data?: T; errors?: readonly { message: string }[] };
    if (errors !== undefined || data === undefined) throw new Error(JSON.stringify(errors));
    return data;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // All are stopped before a failure is told: one that cannot stop keeps no other running.
    const stops = await Promise.allSettled([...this.#members.keys()].map((id) => this.stop(id)));
    rmSync(this.#folder, { recursive: true, force: true });
    const reasons = stops.flatMap((stop) => (stop.status === 'rejected' ? [stop.reason] : []));
    if (reasons.length > 0) throw new AggregateError(reasons, 'Not every node could be stopped.');
  }

  #member(id: string): Member {
    const member = this.#members.get(id);
    if (member === undefined) throw new Error(`There is no node ${id}.`);
    return member;
  }
}

const WAIT_MS = 20_000;

/** Waits until what is asked for is there; says what was there last if it never is. */
export async function until<T>(ask: () => T | Promise<T>, isIt: (found: T) => boolean): Promise<T> {
  const end = Date.now() + WAIT_MS;
  for (;;) {
    const found = await ask();
    if (isIt(found)) return found;
    if (Date.now() > end) throw new Error(`This did not change in time: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
