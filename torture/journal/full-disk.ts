// In a namespace of its own: mounts a small disk in memory, and fills it while a node works there. Says a line for each try.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_NAMES } from '@hubgraph/journal';
import { HubgraphError, isRejection } from '@hubgraph/kernel';
import type { Store } from '../../packages/store/src/port.ts';
import { chanceFrom } from '../support/chance.ts';
import { faultsOf } from './audit.ts';
import { openNode, requestOf, type TorturedNode } from './node.ts';

export interface FullJob {
  readonly folder: string;
  readonly seed: number;
  /** Tries with 0 to `pages - 1` pages free. */
  readonly pages: number;
  readonly pageBytes: number;
  /** The control: the store does not hear that a write failed. */
  readonly isDeaf?: boolean;
}

export interface FullSaid {
  readonly free: number;
  readonly faults: readonly string[];
}

const DISK_BYTES = 16 * 1_048_576;
/** So many commands fit before it is full the first time, and are given after it. */
const BEFORE = 10;
const AFTER = 5;
/** More than fit into the space that is left. */
const WHILE_FULL = 40;
const CLIENTS = 4;

const [, , given = '{}'] = process.argv;
const job = JSON.parse(given) as FullJob;
const FILLER = join(job.folder, 'filler');
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'none', job.folder]);
if (mounted.status !== 0) throw new Error(`mount: ${mounted.stderr}`);
const chance = chanceFrom(job.seed);
for (let page = 0; page < job.pages; page += 1) {
  const free = page * job.pageBytes;
  const faults = await faultsWith(free, `${page}`).catch((error: unknown) => [`it fails: ${String(error)}`]);
  for (const file of readdirSync(job.folder)) rmSync(join(job.folder, file), { recursive: true, force: true });
  writeSync(1, `${JSON.stringify({ free, faults } satisfies FullSaid)}\n`);
}

async function faultsWith(free: number, run: string): Promise<readonly string[]> {
  const folder = join(job.folder, 'node');
  mkdirSync(folder);
  const faults: string[] = [];
  const acked = new Map<string, number>();
  const options = job.isDeaf ? { wrap: deaf, views: '../../views.db' } : {};
  const node = await openNode(folder, options);
  faults.push(...(await give(node, acked, `${run}-0`, BEFORE)));
  // Twice: what was cut off the first time lies where the second time is written.
  for (const round of [1, 2]) {
    fill(free);
    const errors = await give(node, acked, `${run}-full${round}`, WHILE_FULL);
    if (free === 0 && errors.length === 0) faults.push('nothing was refused on a full disk');
    for (const error of new Set(errors)) if (error !== 'ERR_STORE_UNAVAILABLE') faults.push(`refused with ${error}`);
    faults.push(...(await unreadable(node, acked)));
    rmSync(FILLER);
    faults.push(
      ...(await give(node, acked, `${run}-free${round}`, AFTER)).map((error) => `with space again: ${error}`),
    );
  }
  fill(free);
  await node.close();
  // It may not start now, but must say why.
  await openNode(folder, options).then(
    (started) => started.close(),
    (error: unknown) => {
      if (!(error instanceof HubgraphError)) faults.push(`it does not start, and says ${String(error)}`);
    },
  );
  rmSync(FILLER);
  if (job.isDeaf)
    for (const suffix of ['', '-wal', '-shm', '.sha256']) rmSync(`${job.folder}/../views.db${suffix}`, { force: true });
  const again = await openNode(folder);
  faults.push(...(await faultsOf(again, acked)));
  await again.close();
  return faults;
}

/** Gives commands, several at a time; takes down what was acknowledged, and returns the codes of the errors. */
async function give(node: TorturedNode, acked: Map<string, number>, run: string, count: number): Promise<string[]> {
  const errors: string[] = [];
  let n = 0;
  const client = async (): Promise<void> => {
    while (n < count) {
      n += 1;
      const request = requestOf(`${run}-${n}`, chance);
      try {
        const outcome = await node.handle(request);
        if (!isRejection(outcome) && !outcome.exists) acked.set(request.id, outcome.seq);
      } catch (error) {
        errors.push(error instanceof HubgraphError ? error.code : String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return errors;
}

/** What cannot be read of a node whose disk is full. */
async function unreadable({ journal, store }: TorturedNode, acked: ReadonlyMap<string, number>): Promise<string[]> {
  const faults: string[] = [];
  for (const [id, seq] of acked) {
    const row = journal.reader.row('SELECT seq FROM command WHERE id = ?', id);
    if (row?.['seq'] !== BigInt(seq)) faults.push(`on a full disk ${id} is not seen`);
  }
  if ((await store.range(1, 1_000)).length < acked.size) faults.push('on a full disk commits are not read');
  for (const name of LOG_NAMES) {
    const log = journal.log(name);
    const { size } = log.head();
    if ((await log.leaves(0, Math.min(256, size))).length !== Math.min(256, size))
      faults.push(`leaves of ${name} are not read`);
  }
  return faults;
}

/** Writes a file that leaves so much. */
function fill(free: number): void {
  const { bavail, bsize } = statfsSync(job.folder);
  const file = openSync(FILLER, 'w');
  writeSync(file, Buffer.alloc(Math.max(0, bavail * bsize - free)));
  closeSync(file);
}

function deaf(store: Store): Store {
  return {
    isShared: store.isShared,
    vault: store.vault,
    append: (...what) => store.append(...what).catch(() => undefined),
    range: (...what) => store.range(...what),
    head: () => store.head(),
    close: () => store.close(),
  };
}
