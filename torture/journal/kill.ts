import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { adopt } from '../../bench/support/children.ts';
import type { Chance } from '../support/chance.ts';
import { type Setup, Tally, type Test } from '../support/test.ts';
import { faultsAgainst } from './audit.ts';
import { openNode } from './node.ts';
import type { Job } from './writer.ts';

const POINTS = { short: 500, long: 10_000 };
const CONTROL_POINTS = { short: 20, long: 200 };
/** Several nodes are tortured at the same time, so that processes start while others wait for the disk. */
const LANES = 3;
const CLIENTS = [1, 3, 8, 40];
/** A node with more commits is left, so that a start stays short. */
const COMMITS_MAX = 200;
/** How often a node is closed well before the next process gets it: once in so many times. */
const CLOSED_EVERY = 8;
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

  constructor(cache: string, program = join(import.meta.dirname, 'writer.ts')) {
    this.#child = fork(program, [], {
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
  /** What the last process that looked found to be lost; undefined where it was killed before. */
  found: readonly string[] | undefined;

  take(lines: readonly string[]): void {
    this.found = undefined;
    for (const line of lines) {
      const [word, first = '', second] = line.split(' ');
      if (word === 'ack') this.acked.set(first, Number(second));
      if (word === 'local') this.local.add(Number(first));
      if (word === 'failed') this.failure = line;
      if (word === 'found') this.found = JSON.parse(line.slice(word.length)) as string[];
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

/** The writer and all that it imports in one file: a process starts in a third of the time. */
async function bundled(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['mongodb'] },
    build: {
      ssr: join(import.meta.dirname, 'writer.ts'),
      outDir,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' } },
    },
  });
  return join(outDir, 'writer.mjs');
}

/** A node that is killed again and again. */
interface Victim {
  readonly folder: string;
  readonly promised: Promised;
  /** How often it was killed since somebody last looked whether all is there. */
  unjudged: number;
}

async function points(setup: Setup, program: string, count: number, isEarly: boolean): Promise<[Tally, number]> {
  const tally = new Tally();
  const cache = join(setup.folder, 'cache');
  const within = isEarly ? ONCE_ACKNOWLEDGED : KILL_WITHIN_MS;
  let begun = 0;
  let acked = 0;
  /** Nothing that is lost comes back: what is found whole was whole after every kill before. */
  const judge = (victim: Victim, faults: readonly string[]): void => {
    for (; victim.unjudged > 0; victim.unjudged -= 1) tally.count(faults);
  };
  const lane = async (number: number): Promise<void> => {
    let victim: Victim | undefined;
    let next = new Writer(cache, program);
    for (let life = 0; begun < count; life += 1) {
      const run = `${number}-${life}`;
      if (victim !== undefined && victim.promised.acked.size > COMMITS_MAX) {
        judge(victim, await faultsWhenClosed(victim));
        rmSync(victim.folder, { recursive: true });
        victim = undefined;
      }
      if (victim === undefined) {
        victim = {
          folder: join(setup.folder, `${isEarly ? 'early' : 'kill'}-${run}`),
          promised: new Promised(),
          unjudged: 0,
        };
        mkdirSync(victim.folder);
      }
      begun += 1;
      const { folder, promised } = victim;
      const before = { acked: [...promised.acked], local: [...promised.local] };
      const job = { folder, run, seed: setup.chance(1_000_000), clients: setup.chance.of(CLIENTS), isEarly, before };
      const writer = next;
      const killed = writer.killedAt(job, setup.chance, within);
      next = new Writer(cache, program);
      promised.take(await killed);
      acked += promised.acked.size - before.acked.length;
      const { found, failure } = promised;
      if (failure !== undefined || (found?.length ?? 0) > 0) {
        // It ended by itself: that speaks of the kills before, or, where there was none since somebody looked, of this time.
        if (victim.unjudged === 0) victim.unjudged = 1;
        else begun -= 1;
        judge(victim, failure === undefined ? (found ?? []) : [`the node that is killed ${failure}`]);
        victim = undefined;
        continue;
      }
      if (found !== undefined) judge(victim, found);
      victim.unjudged += 1;
      if (setup.chance(CLOSED_EVERY) === 0) {
        const faults = await faultsWhenClosed(victim);
        judge(victim, faults);
        if (faults.length > 0) victim = undefined;
      }
      await setup.progress(tally.tried, count);
    }
    next.stop();
    if (victim !== undefined) judge(victim, await faultsWhenClosed(victim));
  };
  await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
  return [tally, acked];
}

/** Starts the node as it was killed, looks, and closes it. */
async function faultsWhenClosed({ folder, promised }: Victim): Promise<string[]> {
  try {
    const node = await openNode(folder);
    try {
      return await faultsAgainst(node, promised);
    } finally {
      await node.close();
    }
  } catch (error) {
    return [`it does not open: ${String(error)}`];
  }
}

/** kill -9 at random points of a start or under load; what was acknowledged must be there, once, in its trees. */
export const killTest: Test = {
  name: 'kill -9 under load',
  async run(setup) {
    const size = setup.isLong ? 'long' : 'short';
    const program = await bundled(join(setup.folder, 'program'));
    const [test, acked] = await points(setup, program, POINTS[size], false);
    const [control] = await points(setup, program, CONTROL_POINTS[size], true);
    return { test, control, note: `${acked} acknowledged commits` };
  },
};
