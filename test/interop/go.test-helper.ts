import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { expect, type TestContext } from 'vitest';

const FOLDER = import.meta.dirname;
const CACHE = join(FOLDER, '../../node_modules/.cache/interop');
const BUILD_TIMEOUT_MS = 280_000;
const RUN_TIMEOUT_MS = 110_000;

/** What a run of a program wrote, and its exit status. */
interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Verification {
  readonly ok: boolean;
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly witnesses: Readonly<Record<string, string>> | null;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
}

export interface Appended {
  readonly size: number;
  readonly root: string;
  readonly checkpoint: string;
  readonly refused: string;
}

/** The program, built; or why it cannot be. */
export type Built = { readonly program: string } | { readonly reason: string };

let building: Promise<Built> | undefined;

/** Builds the program once. Where Go or its modules are missing the reason is given; in CI that is an error. */
export function build(): Promise<Built> {
  building ??= buildNow();
  return building;
}

async function buildNow(): Promise<Built> {
  const program = join(CACHE, 'interop');
  mkdirSync(CACHE, { recursive: true });
  const { status, stderr } = await execute('go', ['build', '-o', program, '.'], { timeout: BUILD_TIMEOUT_MS });
  if (status === 0) return { program };
  const reason = `the Go program was not built: ${stderr.trim()}`;
  if (process.env['CI']) throw new Error(reason);
  return { reason };
}

/** The path of the program; skips the test where there is none. */
export async function program(context: TestContext): Promise<string> {
  const built = await build();
  if ('program' in built) return built.program;
  return context.skip(built.reason);
}

/** Runs `interop verify`: every check, or those that failed. */
export async function verify(
  path: string,
  flags: Readonly<Record<string, string>>,
): Promise<{ readonly result: Verification; readonly failed: readonly string[] }> {
  const run = await execute(path, ['verify', ...Object.entries(flags).flatMap(([name, value]) => [`-${name}`, value])]);
  if (run.stdout === '') throw new Error(`verify gave no result: ${run.stderr}`);
  const result = JSON.parse(run.stdout) as Verification;
  const failed = result.checks.filter(({ ok }) => !ok).map(({ name }) => name);
  const isOk = failed.length === 0;
  expect({ status: run.status, isOk: result.ok }).toEqual({ status: isOk ? 0 : 1, isOk });
  return { result, failed };
}

/** Runs `interop log`: appends to a log of tessera's, and asks witnesses. */
export async function appendToGoLog(
  path: string,
  options: { readonly dir: string; readonly key: string; readonly policy: string },
  entries: readonly Uint8Array[],
): Promise<Appended> {
  const stdin = entries.map((entry) => `${Buffer.from(entry).toString('base64')}\n`).join('');
  const { dir, key, policy } = options;
  const run = await execute(path, ['log', '-dir', dir, '-key', key, '-policy', policy], { stdin });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Appended;
}

/** Starts `interop witness`. */
export async function startGoWitness(
  path: string,
  options: { readonly key: string; readonly policy: string },
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
    path,
    ['witness', '-key', options.key, '-policy', options.policy],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    child.once('exit', (status) => reject(new Error(`the witness ended with ${status}`)));
    child.once('error', reject);
  });
  return {
    ...(JSON.parse(line) as { url: string }),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

function execute(
  file: string,
  args: readonly string[],
  { timeout = RUN_TIMEOUT_MS, stdin = '' }: { readonly timeout?: number; readonly stdin?: string } = {},
): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(file, args, { cwd: FOLDER, timeout, maxBuffer: 64 * 1_048_576 }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 255;
      resolve({ status, stdout, stderr: status === 255 ? `${stderr}${error?.message ?? ''}` : stderr });
    });
    // A program that is not there takes no input; what is wrong is in the error above.
    child.stdin?.on('error', () => {});
    child.stdin?.end(stdin);
  });
}
