import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  generateNodeKeys,
  logKeysOf,
  type NodeKeys,
  type Registry,
  type RegistryNode,
  signerKeyOf,
} from '@hubgraph/identity';
import { isRejection, type Rejection, realWorld, type World } from '@hubgraph/kernel';
import {
  consistencyProof,
  formatAddCheckpoint,
  leafHash,
  type SignedCheckpoint,
  signCheckpoint,
  TreeHasher,
} from '@hubgraph/tlog';
import type { Concept } from '../concept.ts';
import type { NodeConfig } from '../config.ts';
import { commonTypeDefs } from '../graphql/sdl.ts';
import { type Served, serve } from '../http/serve.ts';
import { RunningNode } from '../node.ts';

/** A log of somebody else, held in memory: leaves are texts. */
export class OtherLog {
  readonly keys: NodeKeys;
  readonly leaves: readonly string[];
  readonly id: string;

  constructor(id: string, leaves: readonly string[], keys = generateNodeKeys(realWorld(), `${id}.example`)) {
    this.id = id;
    this.leaves = leaves;
    this.keys = keys;
  }

  /** Another history under the same key. */
  fork(leaves: readonly string[]): OtherLog {
    return new OtherLog(this.id, leaves, this.keys);
  }

  inRegistry(change: Partial<RegistryNode> = {}): RegistryNode {
    return {
      id: this.id,
      kind: 'hub',
      hubKind: 'REGIONAL',
      name: this.id,
      status: 'authorised',
      endpoint: `http://127.0.0.1:1/${this.id}`,
      tokenKeys: [this.keys.tokens.publicJwk],
      statementKeys: [this.keys.statements.publicJwk],
      ...logKeysOf(this.keys),
      ...change,
    };
  }

  checkpoint(size: number): SignedCheckpoint {
    const key = signerKeyOf(this.keys, 'books');
    return signCheckpoint({ origin: key.name, size, root: this.#root(0, size) }, key);
  }

  async proof(from: number, to: number): Promise<readonly Uint8Array[]> {
    if (from === 0) return [];
    const proof = await consistencyProof(from, to, (level, index, width) => {
      const span = 256 ** level;
      const hashes = Array.from({ length: width }, (_, n) =>
        this.#root((index * 256 + n) * span, (index * 256 + n + 1) * span),
      );
      return Buffer.concat(hashes);
    });
    return accepted(proof);
  }

  /** The body of a request to a witness. */
  async body(from: number, to: number, proof?: readonly Uint8Array[]): Promise<string> {
    return formatAddCheckpoint({
      oldSize: from,
      proof: proof ?? (await this.proof(from, to)),
      checkpoint: this.checkpoint(to),
    });
  }

  #root(from: number, to: number): Uint8Array {
    const tree = new TreeHasher();
    for (const leaf of this.leaves.slice(from, to)) tree.append(leafHash(Buffer.from(leaf)));
    return tree.root();
  }
}

export function leaves(count: number, word = 'leaf'): readonly string[] {
  return Array.from({ length: count }, (_, n) => `${word} ${n}`);
}

export function accepted<T>(outcome: T | Rejection): T {
  if (isRejection(outcome)) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome;
}

/** A node on HTTP in a folder of its own, which goes by a registry that the test gives. */
export interface ServedNode {
  readonly node: RunningNode;
  readonly served: Served;
  readonly folder: string;
  /** Stops it; the folder stays. */
  stop(): Promise<void>;
}

export async function serveNode(options: {
  readonly registry: () => Registry | undefined;
  readonly id?: string;
  readonly folder?: string;
  readonly world?: World;
  readonly config?: Partial<NodeConfig>;
  readonly concepts?: readonly Concept[];
}): Promise<ServedNode> {
  const { registry, id = 'witness', folder = temporaryFolder(), world = realWorld() } = options;
  const config: NodeConfig = {
    id,
    folder,
    host: '127.0.0.1',
    port: 0,
    endpoint: `http://${id}.example`,
    council: { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [] },
    isDemo: false,
    ...options.config,
  };
  const definition = {
    kind: 'trademark',
    roles: { administrator: 'Administers.', writer: 'Writes.' },
    concepts: options.concepts ?? [],
    typeDefs: commonTypeDefs,
    registry,
  } as const;
  const node = await RunningNode.open(world, config, definition);
  // A node reads its registry once for each position of its journal; here it changes in between.
  node.registry = registry;
  const served = await serve(node);
  return {
    node,
    served,
    folder,
    async stop() {
      await served.stop();
      await node.stop();
    },
  };
}

const folders: string[] = [];

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hubgraph-log-'));
  folders.push(folder);
  return folder;
}

export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
