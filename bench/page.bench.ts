import { measurePhone } from './page/phone.ts';
import { measureServer } from './page/server.ts';
import type { Report } from './support/report.ts';

/** The page: what it weighs, when it is there on a slow phone, what it costs the server. */
export async function run(report: Report): Promise<void> {
  await measurePhone(report);
  await measureServer(report, 50);
}
