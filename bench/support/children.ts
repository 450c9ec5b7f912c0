import { type ChildProcess, type ForkOptions, fork, type SpawnOptions, spawn } from 'node:child_process';

const STOP_TIMEOUT_MS = 15_000;
const QUIET = '--disable-warning=ExperimentalWarning';
const hasGroups = process.platform !== 'win32';

/** Ids to end; those of groups are negative, as the system has it. */
const running = new Set<number>();

process.once('exit', killAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    killAll();
    process.exit(1);
  });
}

/** Ends what still runs of what was started here, at once. */
export function killAll(): void {
  for (const id of running) kill(id);
  running.clear();
}

/** Takes care of a process that somebody else started: it is ended with this one. */
export function adopt(pid: number): void {
  running.add(pid);
}

/** Runs a program. It leads a group of its own, so that its children end with it. */
export function startProgram(program: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  return keep(spawn(program, args, { ...options, detached: hasGroups }));
}

/** Runs a script with the Node that runs this, as {@link startProgram}. */
export function startScript(args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  return startProgram(process.execPath, [QUIET, ...args], options);
}

/** As {@link startScript}, with a channel for messages. */
export function forkScript(file: string, args: readonly string[], options: ForkOptions = {}): ChildProcess {
  return keep(fork(file, [...args], { ...options, execArgv: [QUIET], detached: hasGroups }));
}

/** Asks a process to end and waits for it; one that does not is killed with all that it started. */
export async function stop(child: ChildProcess): Promise<void> {
  const id = groupOf(child);
  if (child.exitCode === null && child.signalCode === null) {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
    const timer = setTimeout(() => kill(id), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  }
  kill(id);
  running.delete(id);
}

function keep(child: ChildProcess): ChildProcess {
  if (child.pid !== undefined) running.add(groupOf(child));
  return child;
}

function groupOf({ pid = 0 }: ChildProcess): number {
  return hasGroups ? -pid : pid;
}

function kill(id: number): void {
  // Zero would be this process's own group.
  if (id === 0) return;
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
