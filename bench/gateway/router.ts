// The hub router in a process of its own: it is told which hubs there are and how often to ask them.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createHubRouter, type Snapshot } from '@hubgraph/hub-router';
import { realWorld } from '@hubgraph/kernel';
import { load } from '../support/load.ts';
import { hubSdl, question } from './hub-schema.ts';

/** One series of questions. */
export interface RouterTask {
  readonly endpoints: readonly string[];
  readonly clients: number;
  readonly count: number;
}

/** What it took. */
export interface RouterRun {
  /** Of this process, for each question. */
  readonly cpuMs: number;
  readonly latenciesMs: readonly number[];
  /** What is still used after all that is not was given back. */
  readonly heapMib: number;
}

const ROWS = 20;
const { network, clock } = realWorld();
setFlagsFromString('--expose-gc');
const giveBack = runInNewContext('gc') as () => void;
const router = createHubRouter({ sdl: hubSdl, send: network, clock });

process.on('message', (task: RouterTask) => void run(task).then((found) => process.send?.(found)));
process.once('disconnect', () => process.exit(0));
process.send?.('ready');

async function run({ endpoints, clients, count }: RouterTask): Promise<RouterRun> {
  const hubs = endpoints.map((endpoint, n) => ({ id: `hub-${n}`, endpoint, status: 'authorised' as const }));
  const snapshot: Snapshot = { epoch: 1, hubs };
  const rows = Math.min(50, (endpoints.length - 1) * ROWS);
  const before = process.cpuUsage();
  const done = await load({ clients, seconds: 0, countMin: count }, async () => {
    const { data } = await router.process({ query: question }, snapshot, { credentials: () => ({}) });
    const { nodes = [] } = (data?.['teams'] ?? {}) as { nodes?: unknown[] };
    if (nodes.length < rows) throw new Error(`A page has ${nodes.length} rows: ${JSON.stringify(data).slice(0, 300)}`);
  });
  const { user, system } = process.cpuUsage(before);
  giveBack();
  return {
    cpuMs: (user + system) / 1_000 / done.count,
    latenciesMs: done.latenciesMs,
    heapMib: process.memoryUsage().heapUsed / 2 ** 20,
  };
}
