import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PEERS = join(import.meta.dirname, 'peers');

/** What a gateway is started with. */
interface Start {
  /** The file of the composed supergraph. */
  readonly supergraph: string;
  /** Where the subgraphs are: `http://127.0.0.1:4001`, each below its name. */
  readonly subgraphs: string;
  readonly port: number;
}

/** A gateway that is measured: how its figures begin, and what runs it. */
export interface Gateway {
  readonly name: string;
  args(start: Start): readonly string[];
}

/** As it is shipped; the others are compared with it. */
export const stock: Gateway = {
  name: 'apollo',
  args: ({ supergraph, port }) => [join(import.meta.dirname, 'apollo.ts'), supergraph, `${port}`],
};

export const ours: Gateway = {
  name: 'ours',
  args: ({ supergraph, subgraphs, port }) => [join(import.meta.dirname, 'ours.ts'), supergraph, subgraphs, `${port}`],
};

/** Gateways in Node that others make; each in the fastest form that it offers for this work. */
export const peers: readonly Gateway[] = [
  { name: 'hive_jit', args: (start) => hive(start, '--jit') },
  { name: 'hive_rust_planner', args: (start) => hive(start, '--hive-router-runtime') },
  {
    name: 'mercurius_jit',
    args: ({ subgraphs, port }) => [join(PEERS, 'mercurius.mjs'), subgraphs, `${port}`],
  },
];

function hive({ supergraph, port }: Start, option: string): readonly string[] {
  const program = join(PEERS, 'node_modules/@graphql-hive/gateway/dist/bin.js');
  const config = join(PEERS, 'hive.config.mjs');
  return [program, 'supergraph', supergraph, '-c', config, '-h', '127.0.0.1', '-p', `${port}`, option];
}

/** Installs the peers where they are not there yet; says why where the registry does not give them. */
export function installPeers(): string | undefined {
  if (existsSync(join(PEERS, 'node_modules/mercurius'))) return undefined;
  const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: PEERS,
    encoding: 'utf8',
  });
  if (status === 0) return undefined;
  const said = stderr?.split('\n').find((line) => line.startsWith('npm error')) ?? 'npm cannot be run';
  return `could not be installed: ${said}`;
}
