import { join } from 'node:path';
import { median } from '../support/load.ts';
import { startMovement } from '../support/movement-process.ts';
import type { Report } from '../support/report.ts';
import { NO_PROC, rssMibOf } from '../support/usage.ts';
import { ask, MOVEMENT } from './queries.ts';

const HUBS = 6;
const SUPPORT: ReadonlySet<string> = new Set(['council', 'trademark', 'fundraising']);

/** Memory of each node where each has a process of its own, after the thread and some queries; what a query costs the gateway. */
export async function measureMemory(report: Report): Promise<void> {
  report.progress(`a movement of ${HUBS} hubs in processes of their own`);
  const movement = await startMovement({ folder: join(report.folder, 'processes'), hubs: HUBS, isInProcesses: true });
  try {
    const { url, pids } = movement;
    await ask(url, MOVEMENT, { clients: 8, seconds: 3 });
    const before = await movement.usage();
    const { count } = await ask(url, MOVEMENT, { clients: 8, seconds: 3 });
    const after = await movement.usage();
    report.add(`gateway_${HUBS}_hubs_cpu_ms_per_query`, (after.cpuMs - before.cpuMs) / count);
    report.add('gateway_rss_mib', after.rssMib);
    const hubs = Object.entries(pids).filter(([id]) => !SUPPORT.has(id));
    addMedian(
      report,
      'node_rss_mib',
      hubs.map(([, pid]) => pid),
    );
    addMedian(report, 'council_rss_mib', [pids['council'] ?? 0]);
  } finally {
    await movement.stop();
  }
}

function addMedian(report: Report, metric: string, pids: readonly number[]): void {
  const known = pids.map(rssMibOf).filter((rss) => rss !== undefined);
  if (known.length === 0) report.skip(metric, NO_PROC);
  else report.add(metric, median(known));
}
