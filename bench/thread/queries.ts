import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DemoClient } from '@hubgraph/dev-env';
import { realWorld } from '@hubgraph/kernel';
import { type Load, type LoadOptions, load, percentile } from '../support/load.ts';
import { type RemoteMovement, startMovement } from '../support/movement-process.ts';
import type { Report } from '../support/report.ts';

interface Example {
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** The examples that the gateway's page offers: what people are shown is what is measured. */
const examples = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../gateway/graphiql/queries.json'), 'utf8'),
) as readonly Example[];

const THREAD = exampleWith('query Thread');
export const MOVEMENT = exampleWith('movementFinance');

const CLIENTS = 8;
/** Below this many, the 99th percentile is one of the two or three slowest. */
const COUNT_MIN = 300;
const WARM_UP_S = 3;
const MEASURED_S = 8;

/** Queries over many hubs through the gateway, all nodes in one process, the clients in another. */
export async function measureQueries(report: Report, hubs: number): Promise<void> {
  report.progress(`a movement of ${hubs} hubs: start and the thread`);
  const folder = join(report.folder, `movement-${hubs}`);
  const movement = await startMovement({ folder, hubs, isInProcesses: false });
  try {
    report.add(`seed_${hubs}_hubs_s`, movement.seedSeconds);
    report.progress(`a movement of ${hubs} hubs: the query over the whole movement`);
    const all = await measureQuery(movement, MOVEMENT);
    report.add(`movement_${hubs}_hubs_queries_per_s`, all.many.perSecond);
    addLatencies(report, `movement_${hubs}_hubs`, all);
    report.progress(`a movement of ${hubs} hubs: the query along the thread`);
    const thread = await measureQuery(movement, THREAD);
    report.add(`thread_${hubs}_hubs_queries_per_s`, thread.many.perSecond);
    addLatencies(report, `thread_${hubs}_hubs`, thread);
  } finally {
    await movement.stop();
  }
}

interface Measured {
  readonly one: Load;
  readonly many: Load;
  readonly cpuMs: number;
}

/** Asks as one client, which also warms up, then as many. */
async function measureQuery(movement: RemoteMovement, example: Example): Promise<Measured> {
  const one = await ask(movement.url, example, { clients: 1, seconds: WARM_UP_S });
  const before = await movement.usage();
  const many = await ask(movement.url, example, { clients: CLIENTS, seconds: MEASURED_S, countMin: COUNT_MIN });
  const after = await movement.usage();
  return { one, many, cpuMs: (after.cpuMs - before.cpuMs) / many.count };
}

/** A load of one query; every answer is checked to be whole. */
export function ask(url: string, { name, query, variables }: Example, options: LoadOptions): Promise<Load> {
  const client = new DemoClient(realWorld(), url);
  return load(options, async () => {
    const { data, errors, extensions } = await client.ask(query, variables);
    const { failed } = (extensions?.['hubs'] ?? { failed: ['nothing is known of the hubs'] }) as { failed: unknown[] };
    if (errors === undefined && data && failed.length === 0) return;
    throw new Error(`"${name}" was not answered in full: ${JSON.stringify({ errors, failed }).slice(0, 500)}`);
  });
}

function addLatencies(report: Report, prefix: string, { one, many, cpuMs }: Measured): void {
  report.add(`${prefix}_p50_ms`, percentile(many.latenciesMs, 0.5));
  report.add(`${prefix}_p99_ms`, percentile(many.latenciesMs, 0.99));
  report.add(`${prefix}_one_client_p50_ms`, percentile(one.latenciesMs, 0.5));
  report.add(`${prefix}_cpu_ms_per_query`, cpuMs);
}

function exampleWith(text: string): Example {
  const found = examples.find(({ query }) => query.includes(text));
  if (found === undefined) throw new Error(`No example has "${text}".`);
  return found;
}
