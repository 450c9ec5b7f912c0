// Runs one benchmark: npm run bench -- <name> [--json FILE] [--folder DIR] [--short]. Prints a table and writes what it
// found. The short form, where there is one, shows that the benchmark runs.
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { killAll } from '../bench/support/children.ts';
import { type Benchmark, Report } from '../bench/support/report.ts';

const FOLDER = join(import.meta.dirname, '../bench');
const SUFFIX = '.bench.ts';
/** What Linux calls a file system that is only in memory. */
const TMPFS_TYPE = 0x01_02_19_94;

async function main(): Promise<void> {
  const options = { json: { type: 'string' }, folder: { type: 'string' }, short: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [name = ''] = positionals;
  const file = join(FOLDER, name + SUFFIX);
  if (!/^[a-z][a-z0-9-]*$/.test(name) || positionals.length !== 1 || !existsSync(file)) {
    const names = readdirSync(FOLDER).filter((one) => one.endsWith(SUFFIX));
    const known = names.map((one) => one.slice(0, -SUFFIX.length)).join(', ');
    throw new Error(
      `Usage: npm run bench -- <name> [--json FILE] [--folder DIR] [--short]; <name> is one of: ${known}.`,
    );
  }
  const folder = mkdtempSync(join(resolve(values.folder ?? tmpdir()), 'hubgraph-bench-'));
  // When the process ends, however it ends: after its children, who write there, were killed.
  process.once('exit', () => {
    killAll();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const { run, hasShortForm = false } = (await import(pathToFileURL(file).href)) as Benchmark;
  if (values.short === true && !hasShortForm) throw new Error(`Usage: the benchmark ${name} has no short form.`);
  const report = new Report(name, folder, values.short);
  if (process.platform === 'linux' && statfsSync(folder).type === TMPFS_TYPE) {
    report.progress('the folder is in memory: durable figures mean nothing; choose one on a disk with --folder');
  }
  await run(report);
  process.stdout.write(`${report.table()}\n`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report.findings(), null, 2)}\n`);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? (error.message.startsWith('Usage') ? error.message : error.stack) : error);
  process.exit(1);
}
