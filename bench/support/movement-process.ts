// A movement in a process of its own, with the data of the thread: so that what asks it costs it nothing.
import type { ChildProcess } from 'node:child_process';
import { Movement, type NodeProcess, seedThread } from '@hubgraph/dev-env';
import { realWorld } from '@hubgraph/kernel';
import { forkScript, stop } from './children.ts';

/** Longer than a gateway's own limit: a machine that is busy with other things gives slow figures, not failed ones. */
const REQUEST_TIMEOUT_MS = 25_000;

export interface MovementOptions {
  readonly folder: string;
  readonly hubs: number;
  /** Each node in a process of its own; the gateway is then alone in the movement's. */
  readonly isInProcesses: boolean;
}

/** What the process says when the movement is ready. */
interface Ready {
  readonly url: string;
  readonly startSeconds: number;
  readonly seedSeconds: number;
  /** By node; empty where all of them are in one process. */
  readonly pids: Readonly<Record<string, number>>;
}

interface Usage {
  readonly cpuMs: number;
  readonly rssMib: number;
}

/** A movement that runs elsewhere. */
export interface RemoteMovement extends Ready {
  /** What the process has used up to now. */
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** Starts a movement, lets it walk the thread, and comes back when all of it is done. */
export async function startMovement(options: MovementOptions): Promise<RemoteMovement> {
  const child = forkScript(import.meta.filename, [JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const ready = await answerOf<Ready>(child);
    return {
      ...ready,
      usage() {
        const usage = answerOf<Usage>(child);
        child.send('usage');
        return usage;
      },
      stop: () => stop(child),
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

/** The next thing that the process says. */
function answerOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('The process of the movement has ended; what it said is above.'));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as T);
    });
  });
}

async function runMovement({ folder, hubs, isInProcesses }: MovementOptions): Promise<void> {
  const began = performance.now();
  const movement = await Movement.start({
    world: realWorld(),
    folder,
    port: 0,
    hubs,
    isInProcesses,
    // Each request does its own work.
    gateway: { requestTimeoutMs: REQUEST_TIMEOUT_MS, hubTimeoutMs: REQUEST_TIMEOUT_MS, sharesAnswers: false },
  });
  const started = performance.now();
  await seedThread(movement);
  const seeded = performance.now();
  const ids = isInProcesses ? ['council', 'trademark', 'fundraising', ...movement.hubs.map((hub) => hub.id)] : [];
  const ready: Ready = {
    url: movement.gateway.url,
    startSeconds: (started - began) / 1000,
    seedSeconds: (seeded - started) / 1000,
    pids: Object.fromEntries(ids.map((id) => [id, (movement.node(id) as NodeProcess).pid])),
  };
  const end = () => void movement.stop().finally(() => process.exit(0));
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    const usage: Usage = { cpuMs: (user + system) / 1000, rssMib: process.memoryUsage.rss() / 2 ** 20 };
    process.send?.(usage);
  });
  process.send?.(ready);
}

if (process.argv[1] === import.meta.filename) {
  await runMovement(JSON.parse(process.argv[2] ?? '{}') as MovementOptions);
}
