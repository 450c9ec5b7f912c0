import { join } from 'node:path';
import { DemoClient } from '@hubgraph/dev-env';
import { realWorld } from '@hubgraph/kernel';
import { load, percentile } from '../support/load.ts';
import { startMovement } from '../support/movement-process.ts';
import type { Report } from '../support/report.ts';
import { MOVEMENT } from '../thread/queries.ts';
import { addressesOf } from './addresses.ts';

const SECONDS = 3;
const COUNT_MIN = 20;
const TIMEOUT_MS = 30_000;
const PAGE_BYTES_MAX = 4 * 1024 * 1024;

/** What each page costs the server in a movement of many hubs, one visitor after the other. */
export async function measureServer(report: Report, hubs: number): Promise<void> {
  const world = realWorld();
  report.progress(`a movement of ${hubs} hubs: start and the thread`);
  const movement = await startMovement({ folder: join(report.folder, `server-${hubs}`), hubs, isInProcesses: false });
  try {
    for (const [name, address] of Object.entries(await addressesOf(movement.url))) {
      report.progress(`the page ${name} of ${hubs} hubs`);
      const visit = async (): Promise<void> => {
        const { status, body } = await world.network.request({
          url: movement.url + address,
          method: 'GET',
          timeoutMs: TIMEOUT_MS,
          sizeBytesMax: PAGE_BYTES_MAX,
        });
        if (status !== 200 || !body.endsWith('</html>')) throw new Error(`${address} answered ${status}.`);
      };
      await visit();
      const before = await movement.usage();
      const { latenciesMs, count } = await load({ clients: 1, seconds: SECONDS, countMin: COUNT_MIN }, visit);
      const after = await movement.usage();
      report.add(`page_${name}_${hubs}_hubs_p50_ms`, percentile(latenciesMs, 0.5));
      report.add(`page_${name}_${hubs}_hubs_cpu_ms`, (after.cpuMs - before.cpuMs) / count);
    }
    // The peer: what a client of the graph pays for the same figures, without a page around them.
    const client = new DemoClient(world, movement.url);
    const ask = () => client.ask(MOVEMENT.query, MOVEMENT.variables);
    await ask();
    const before = await movement.usage();
    const { latenciesMs, count } = await load({ clients: 1, seconds: SECONDS, countMin: COUNT_MIN }, ask);
    const after = await movement.usage();
    report.add(`query_movement_${hubs}_hubs_p50_ms`, percentile(latenciesMs, 0.5));
    report.add(`query_movement_${hubs}_hubs_cpu_ms`, (after.cpuMs - before.cpuMs) / count);
  } finally {
    await movement.stop();
  }
}
