// Runs one group of fault tests: npm run torture -- <name> [--long] [--seed N] [--only TEST] [--folder DIR].
// A line for each test; the exit code is not zero where a test fails, or where its control does not fail.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { killAll } from '../bench/support/children.ts';
import { chanceFrom } from '../torture/support/chance.ts';
import type { Outcome, Skipped, Test, Torture } from '../torture/support/test.ts';

const FOLDER = join(import.meta.dirname, '../torture');
const SUFFIX = '.torture.ts';
const USAGE = 'npm run torture -- <name> [--long] [--seed N] [--only TEST] [--folder DIR]';
const PROGRESS_MS = 5_000;

async function main(): Promise<boolean> {
  const options = {
    long: { type: 'boolean' },
    seed: { type: 'string' },
    only: { type: 'string' },
    folder: { type: 'string' },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [name = ''] = positionals;
  const file = join(FOLDER, name + SUFFIX);
  const seed = Number(values.seed ?? process.hrtime.bigint() % 1_000_000_000n);
  const isKnown = /^[a-z][a-z0-9-]*$/.test(name) && positionals.length === 1 && existsSync(file);
  if (!isKnown || !Number.isSafeInteger(seed)) {
    const names = readdirSync(FOLDER).filter((one) => one.endsWith(SUFFIX));
    throw new Error(
      `Usage: ${USAGE}; <name> is one of: ${names.map((one) => one.slice(0, -SUFFIX.length)).join(', ')}.`,
    );
  }
  const { tests } = (await import(pathToFileURL(file).href)) as Torture;
  const chosen = tests.filter((test) => values.only === undefined || test.name === values.only);
  if (chosen.length === 0) {
    throw new Error(`Usage: ${USAGE}; TEST is one of: ${tests.map((test) => test.name).join(', ')}.`);
  }
  const folder = mkdtempSync(join(resolve(values.folder ?? tmpdir()), 'hubgraph-torture-'));
  // When the process ends, however it ends: after its children, who write there, were killed.
  process.once('exit', () => {
    killAll();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  process.stdout.write(`torture ${name}, seed ${seed}\n`);
  let isGood = true;
  for (const [index, test] of chosen.entries()) {
    const began = performance.now();
    const own = join(folder, String(index));
    mkdirSync(own);
    const outcome = await test.run({
      isLong: values.long ?? false,
      // The same for a test whether others run before it or not.
      chance: chanceFrom(seed + tests.indexOf(test)),
      folder: own,
      progress: progressOf(test),
    });
    rmSync(own, { recursive: true, force: true, maxRetries: 5 });
    isGood = told(test, outcome, (performance.now() - began) / 1000) && isGood;
  }
  return isGood;
}

/** Says what was found; true where it is as it should be. */
function told(test: Test, outcome: Outcome | Skipped, seconds: number): boolean {
  if ('skipped' in outcome) {
    process.stdout.write(`${test.name}: skipped, ${outcome.skipped}\n`);
    return !process.env['CI'];
  }
  const { test: found, control, note } = outcome;
  process.stdout.write(
    `${test.name}: tried ${found.tried}, failed ${found.failed}; ` +
      `control: tried ${control.tried}, failed ${control.failed}` +
      ` (${note === undefined ? '' : `${note}; `}${seconds.toFixed(1)} s)\n`,
  );
  for (const fault of found.faults) process.stdout.write(`  ${fault}\n`);
  if (found.tried === 0) process.stdout.write('  nothing was tried\n');
  if (control.failed === 0) process.stdout.write('  the control did not fail: this test cannot find anything\n');
  return found.tried > 0 && found.failed === 0 && control.failed > 0;
}

function progressOf(test: Test): (done: number, total: number) => Promise<void> {
  let next = performance.now() + PROGRESS_MS;
  return async (done, total) => {
    await new Promise((resolve) => void setImmediate(resolve));
    if (performance.now() < next) return;
    next = performance.now() + PROGRESS_MS;
    process.stderr.write(`${test.name}: ${done} of ${total}\n`);
  };
}

try {
  process.exit((await main()) ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? (error.message.startsWith('Usage') ? error.message : error.stack) : error);
  process.exit(1);
}
