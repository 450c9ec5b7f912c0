import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { quickFolder } from '../support/folder.ts';
import { type Setup, Tally, type Test } from '../support/test.ts';
import { faultsOf } from './audit.ts';
import { Disk, type Operation } from './disk.ts';
import { openNode } from './node.ts';
import { recorded } from './trace.ts';
import type { Job } from './writer.ts';

const IMAGES = { short: 300, long: 10_000 };
const CONTROL_IMAGES = { short: 40, long: 3_000 };
/** How often the node of the recording is started, and how much it is given each time. */
const LIVES = { short: 3, long: 6 };
const COMMANDS = { short: 40, long: 120 };

/** What a node did, from an empty folder on, with the acknowledgements where they came. */
async function recording(setup: Setup, synchronous: 'FULL' | 'NORMAL'): Promise<readonly Operation[]> {
  const size = setup.isLong ? 'long' : 'short';
  const folder = join(setup.folder, synchronous.toLowerCase());
  mkdirSync(folder);
  const operations: Operation[] = [];
  for (let life = 0; life < LIVES[size]; life += 1) {
    const job: Job = {
      folder,
      run: `${synchronous}-${life}`,
      seed: setup.chance(1_000_000),
      clients: life % 2 === 0 ? 1 : 6,
      commandsMax: COMMANDS[size],
      // Every second life ends without closing anything; what it wrote is still on its way to the disk.
      isKilledAtEnd: life % 2 === 1,
      synchronous,
      noteLength: 6_000,
    };
    operations.push(...(await recorded(join(import.meta.dirname, 'writer.ts'), job, setup.folder)));
  }
  return operations;
}

async function images(setup: Setup, operations: readonly Operation[], count: number): Promise<Tally> {
  const tally = new Tally();
  const folder = quickFolder(setup);
  // In order, so that the recording is played once: every image is of a moment after the one before.
  const moments = Array.from({ length: count }, () => setup.chance(operations.length + 1)).sort((a, b) => a - b);
  const disk = new Disk();
  const acked = new Map<string, number>();
  let at = 0;
  for (const [index, moment] of moments.entries()) {
    for (; at < moment; at += 1) {
      const operation = operations[at] as Operation;
      disk.apply(operation);
      if (operation.kind === 'said') take(acked, operation.line);
    }
    const place = join(folder, 'image');
    mkdirSync(place);
    const how = disk.loseTo(place, setup.chance);
    const faults = await faultsIn(place, acked);
    tally.count(faults.map((fault) => `after ${moment} of ${operations.length} steps, ${how}: ${fault}`));
    rmSync(place, { recursive: true });
    await setup.progress(index, count);
  }
  return tally;
}

function take(acked: Map<string, number>, line: string): void {
  const [word, id = '', seq] = line.split(' ');
  if (word === 'ack') acked.set(id, Number(seq));
}

async function faultsIn(folder: string, acked: ReadonlyMap<string, number>): Promise<readonly string[]> {
  try {
    const node = await openNode(folder);
    try {
      return await faultsOf(node, acked);
    } finally {
      await node.close();
    }
  } catch (error) {
    return [`it does not open: ${String(error)}`];
  }
}

/** The power goes at a random moment: what was not flushed is there, not there, or in part. */
export const powerTest: Test = {
  name: 'power loss',
  async run(setup) {
    if (spawnSync('strace', ['-V'], { stdio: 'ignore' }).status !== 0) {
      return { skipped: 'strace is missing: what a process writes and flushes is recorded with it' };
    }
    const size = setup.isLong ? 'long' : 'short';
    const operations = await recording(setup, 'FULL');
    const test = await images(setup, operations, IMAGES[size]);
    const control = await images(setup, await recording(setup, 'NORMAL'), CONTROL_IMAGES[size]);
    const syncs = operations.filter(({ kind }) => kind === 'sync').length;
    const acked = operations.filter((one) => one.kind === 'said' && one.line.startsWith('ack')).length;
    return { test, control, note: `${operations.length} steps with ${syncs} flushes, ${acked} acknowledged commits` };
  },
};
