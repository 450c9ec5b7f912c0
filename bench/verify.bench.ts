import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giftsFrom, logKey } from '@hubgraph/audit/testing';
import { formatCheckpoint, signCheckpoint } from '@hubgraph/tlog';
import { TilesWriter } from '../packages/cli/src/archive/tiles-writer.ts';
import type { Report } from './support/report.ts';
import type { Audited } from './verify/audit.ts';

/** Two sizes: what memory the larger one needs more is what grows with a log. */
const SIZES = [200_000, 1_000_000] as const;
const TIMES = 3;

/** A log of books in a folder, checked from outside: every entry, tile and balance. */
export async function run(report: Report): Promise<void> {
  for (const size of SIZES) {
    const folder = join(report.folder, `log-${size}`);
    report.progress(`${size} entries`);
    write(folder, size);
    const runs = Array.from({ length: TIMES }, () => audit(folder, size));
    const best = runs.reduce((one, other) => (other.seconds < one.seconds ? other : one));
    report.add(`verify_${size}_leaves_per_s`, size / best.seconds);
    report.add(`verify_${size}_cpu_us_per_leaf`, (Math.min(...runs.map(({ cpuSeconds }) => cpuSeconds)) / size) * 1e6);
    report.add(`verify_${size}_rss_mib_max`, Math.max(...runs.map(({ rssMibMax }) => rssMibMax)));
    rmSync(folder, { recursive: true });
  }
}

function write(folder: string, size: number): void {
  mkdirSync(folder, { recursive: true });
  const tiles = new TilesWriter(join(folder, 'books'));
  for (const leaf of giftsFrom(size)) tiles.append(leaf);
  const checkpoint = signCheckpoint({ origin: logKey.name, size, root: tiles.end() }, logKey);
  writeFileSync(join(folder, 'books/checkpoint'), formatCheckpoint(checkpoint));
}

function audit(folder: string, size: number): Audited {
  rmSync(join(folder, 'seen.json'), { force: true });
  const script = join(import.meta.dirname, 'verify/audit.ts');
  const { stdout, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  const audited = JSON.parse(stdout || '{}') as Partial<Audited>;
  if (audited.size !== size || !audited.line?.startsWith('WHOLE')) throw new Error(`${stdout}${stderr}`);
  return audited as Audited;
}
