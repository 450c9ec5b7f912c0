import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startScript, stop } from '../support/children.ts';
import { median } from '../support/load.ts';
import type { Report } from '../support/report.ts';
import { NO_PROC, rssMibOf } from '../support/usage.ts';

const MAIN = join(import.meta.dirname, '../../packages/cli/src/main.ts');
const RUNS = 3;
const LIMIT_MS = 60_000;
const HISTORY_IS_DONE = 'history: 6 of 6';

/** The time from `hubgraph start` until it says `ready`, with six hubs: the first time, again, and in processes. */
export async function measureStart(report: Report): Promise<void> {
  const first: number[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    report.progress(`start, run ${run} of ${RUNS}`);
    const started = await start(join(report.folder, `start-${run}`));
    try {
      first.push(started.seconds);
      if (run === RUNS) await measureWhole(report, started);
    } finally {
      await stop(started.child);
    }
  }
  addSpread(report, 'start_to_ready', first);
  const again: number[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    report.progress(`start from existing data, run ${run} of ${RUNS}`);
    again.push(await timeOnly(join(report.folder, `start-${RUNS}`)));
  }
  addSpread(report, 'restart_to_ready', again);
  report.progress('start with each node in a process of its own');
  report.add('start_in_processes_to_ready_s', await timeOnly(join(report.folder, 'start-processes'), '--processes'));
}

interface Started {
  readonly child: ChildProcess;
  readonly seconds: number;
  /** Resolves when a line begins so, after some seconds or none. */
  said(text: string): Promise<void>;
}

async function start(data: string, ...more: readonly string[]): Promise<Started> {
  const began = performance.now();
  const child = startScript([MAIN, 'start', '--port', '0', '--data', data, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      for (const check of [...waiting]) check();
    });
  }
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        clearTimeout(timer);
        waiting.delete(check);
        settle();
      };
      const check = () => {
        if (lines.some((line) => line.includes(text))) done(resolve);
      };
      const fail = () => done(() => reject(new Error(`"${text}" was not said:\n${lines.slice(-5).join('\n')}`)));
      const timer = setTimeout(fail, LIMIT_MS);
      child.once('exit', fail);
      waiting.add(check);
      check();
    });
  try {
    await said('ready http');
  } catch (error) {
    await stop(child);
    throw error;
  }
  return { child, seconds: (performance.now() - began) / 1000, said };
}

async function timeOnly(data: string, ...more: readonly string[]): Promise<number> {
  const { child, seconds } = await start(data, ...more);
  await stop(child);
  return seconds;
}

/** What the one process holds when the year of history is loaded. */
async function measureWhole(report: Report, { child, said }: Started): Promise<void> {
  await said(HISTORY_IS_DONE);
  const rssMib = rssMibOf(child.pid ?? 0);
  if (rssMib === undefined) report.skip('whole_movement_in_one_process_rss_mib', NO_PROC);
  else report.add('whole_movement_in_one_process_rss_mib', rssMib);
}

function addSpread(report: Report, prefix: string, seconds: readonly number[]): void {
  report.add(`${prefix}_s`, median(seconds));
  report.add(`${prefix}_min_s`, Math.min(...seconds));
  report.add(`${prefix}_max_s`, Math.max(...seconds));
}
