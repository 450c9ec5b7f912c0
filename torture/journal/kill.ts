import { type ChildProcess, fork } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { adopt } from '../../bench/support/children.ts';
import type { Chance } from '../support/chance.ts';
import { type Setup, Tally, type Test } from '../support/test.ts';
import { faultsOf } from './audit.ts';
import { openNode } from './node.ts';
import type { Job } from './writer.ts';

const POINTS = { short: 100, long: 10_000 };
const CONTROL_POINTS = { short: 10, long: 200 };
/** Several nodes are tortured at the same time, so that processes start while others wait for the disk. */
const LANES = 3;
const CLIENTS = [1, 3, 8, 40];
/** A node with more commits is left, so that a start stays short. */
const COMMITS_MAX = 400;
/** A third of all times while it starts, otherwise after that. */
const KILL_WITHIN_MS: Within = { starting: 40, loaded: 60 };

/** When a process is killed at the latest. */
export interface Within {
  /** After it got its job; undefined where it is never killed so early. */
  readonly starting?: number;
  /** After it was open, or, where it is never killed before that, after it acknowledged something. */
  readonly loaded: number;
}

/** For controls: they lose what was acknowledged last, so something must have been. */
export const ONCE_ACKNOWLEDGED: Within = { loaded: 20 };

/** A process that waits for its job, or does it. */
export class Writer {
  readonly #child: ChildProcess;
  #text = '';
  #mark = 'open';
  #onMark: () => void = () => undefined;
  readonly #ended: Promise<unknown>;

  constructor(cache: string) {
    this.#child = fork(join(import.meta.dirname, 'writer.ts'), [], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { NODE_COMPILE_CACHE: cache },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    if (this.#child.pid !== undefined) adopt(this.#child.pid);
    this.#child.stdout?.setEncoding('latin1').on('data', (text: string) => {
      this.#text += text;
      if (this.#text.includes(this.#mark)) this.#onMark();
    });
    this.#ended = new Promise((resolve) => this.#child.once('close', resolve));
  }

  /** Gives the job, kills the process after some time, and tells what it had said: whole lines. */
  async killedAt(job: Job, chance: Chance, within: Within = KILL_WITHIN_MS): Promise<readonly string[]> {
    const kill = () => void this.#child.kill('SIGKILL');
    const { starting, loaded } = within;
    if (starting !== undefined && chance(3) === 0) {
      this.#child.send(job, () => void setTimeout(kill, chance(starting)));
    } else {
      if (starting === undefined) this.#mark = '\nack';
      this.#onMark = () => {
        this.#onMark = () => undefined;
        setTimeout(kill, chance(loaded));
      };
      this.#child.send(job);
    }
    return this.#said();
  }

  /** Gives the job and waits until the process ends by itself. */
  async finished(job: Job): Promise<readonly string[]> {
    this.#child.send(job);
    return this.#said();
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }

  /** All that it said, when it has ended: whole lines. */
  async #said(): Promise<readonly string[]> {
    await this.#ended;
    return this.#text.split('\n').slice(0, -1);
  }
}

/** What a node promised over all its lives. */
export class Promised {
  readonly acked = new Map<string, number>();
  readonly local = new Set<number>();
  failure: string | undefined;

  take(lines: readonly string[]): void {
    for (const line of lines) {
      const [word, first = '', second] = line.split(' ');
      if (word === 'ack') this.acked.set(first, Number(second));
      if (word === 'local') this.local.add(Number(first));
      if (word === 'failed') this.failure = line;
    }
  }
}

/** Writes to a node in a process of its own, which closes it at the end or is killed; tells what was promised. */
export async function writtenBy(setup: Setup, job: Job): Promise<Promised> {
  mkdirSync(job.folder, { recursive: true });
  const promised = new Promised();
  promised.take(await new Writer(join(setup.folder, 'cache')).finished(job));
  if (promised.failure !== undefined) throw new Error(promised.failure);
  return promised;
}

async function points(setup: Setup, count: number, isEarly: boolean): Promise<{ tally: Tally; acked: number }> {
  const tally = new Tally();
  let begun = 0;
  let acked = 0;
  const lane = async (number: number): Promise<void> => {
    let life = 0;
    let folder = '';
    let promised = new Promised();
    let next = new Writer(join(setup.folder, 'cache'));
    while (begun < count) {
      begun += 1;
      const run = `${number}-${life}`;
      life += 1;
      if (folder === '' || promised.acked.size > COMMITS_MAX) {
        if (folder !== '') rmSync(folder, { recursive: true });
        folder = join(setup.folder, `${isEarly ? 'early' : 'kill'}-${run}`);
        mkdirSync(folder);
        promised = new Promised();
      }
      const job = { folder, run, seed: setup.chance(1_000_000), clients: setup.chance.of(CLIENTS), isEarly };
      const writer = next;
      const lines = writer.killedAt(job, setup.chance, isEarly ? ONCE_ACKNOWLEDGED : KILL_WITHIN_MS);
      next = new Writer(join(setup.folder, 'cache'));
      const before = promised.acked.size;
      promised.take(await lines);
      acked += promised.acked.size - before;
      const faults = await faultsAfter(folder, promised, setup.chance);
      if (promised.failure !== undefined) faults.push(`the node that is killed ${promised.failure}`);
      tally.count(faults);
      await setup.progress(tally.tried, count);
      if (faults.length > 0) folder = '';
    }
    next.stop();
  };
  await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
  return { tally, acked };
}

/** Starts the node again, in place or, so that the next process finds it as it was killed, in a copy. */
async function faultsAfter(folder: string, promised: Promised, chance: Chance): Promise<string[]> {
  const isCopy = chance(2) === 0;
  const place = isCopy ? `${folder}-copy` : folder;
  if (isCopy) cpSync(folder, place, { recursive: true });
  try {
    const node = await openNode(place);
    try {
      const faults = await faultsOf(node, promised.acked);
      const local = new Set(node.journal.reader.rows('SELECT n FROM local_delivery').map((row) => Number(row['n'])));
      for (const n of promised.local) if (!local.has(n)) faults.push(`local row ${n} is lost`);
      return faults;
    } finally {
      await node.close();
    }
  } catch (error) {
    return [`it does not open: ${String(error)}`];
  } finally {
    if (isCopy && existsSync(place)) rmSync(place, { recursive: true });
  }
}

/** kill -9 at random points of a start or under load; what was acknowledged must be there, once, in its trees. */
export const killTest: Test = {
  name: 'kill -9 under load',
  async run(setup) {
    const size = setup.isLong ? 'long' : 'short';
    const { tally, acked } = await points(setup, POINTS[size], false);
    const control = await points(setup, CONTROL_POINTS[size], true);
    return { test: tally, control: control.tally, note: `${acked} acknowledged commits` };
  },
};
