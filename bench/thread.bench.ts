import type { Report } from './support/report.ts';
import { measureCommands } from './thread/commands.ts';
import { measureMemory } from './thread/memory.ts';
import { measureQueries } from './thread/queries.ts';
import { measureStart } from './thread/start.ts';

/** The example thread from end to end: commands, queries over many hubs, memory, the time until it is ready. */
export async function run(report: Report): Promise<void> {
  await measureCommands(report);
  await measureQueries(report, 5);
  await measureQueries(report, 50);
  await measureMemory(report);
  await measureStart(report);
}
