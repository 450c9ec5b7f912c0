import { measureHubs } from './gateway/hubs.ts';
import { measurePeers } from './gateway/peers.ts';
import type { Report } from './support/report.ts';

export const hasShortForm = true;

/** The gateway beside others at the same work, and what many hubs cost. */
export async function run(report: Report): Promise<void> {
  await measurePeers(report);
  await measureHubs(report);
}
