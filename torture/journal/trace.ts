import { once } from 'node:events';
import { createReadStream, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { startProgram } from '../../bench/support/children.ts';
import type { Operation } from './disk.ts';
import type { Job } from './writer.ts';

const CALLS = [
  'openat',
  'write',
  'pwrite64',
  'ftruncate',
  'fsync',
  'fdatasync',
  '?unlink',
  'unlinkat',
  '?rename',
  '?renameat',
  '?renameat2',
];

/** Runs the writer under strace, and tells what it did in its folder and what it said, in order. */
export async function recorded(script: string, job: Job, scratch: string): Promise<Operation[]> {
  const log = join(scratch, 'trace');
  const writer = [process.execPath, '--disable-warning=ExperimentalWarning', script, JSON.stringify(job)];
  const options = ['-f', '-y', '-xx', '-s', '10000000', '-e', `trace=${CALLS.join(',')}`, '-o', log];
  const child = startProgram('strace', [...options, ...writer], { stdio: 'ignore' });
  await once(child, 'exit');
  const operations: Operation[] = [];
  const reader = new TraceReader(job.folder);
  for await (const line of createInterface({ input: createReadStream(log, 'latin1') }))
    operations.push(...reader.read(line));
  rmSync(log);
  const said = operations.flatMap((operation) => (operation.kind === 'said' ? [operation.line] : []));
  if (!said.includes('open') || said.some((line) => line.startsWith('failed'))) {
    throw new Error(`The recording failed: ${said.slice(-1)}`);
  }
  return operations;
}

/** Reads what `strace -f -y -xx` writes. */
class TraceReader {
  readonly #folder: string;
  /** Calls of a thread that another thread's line has cut in two. */
  readonly #begun = new Map<string, string>();
  /** Where `write` goes on, by file descriptor. */
  readonly #offsets = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  read(line: string): readonly Operation[] {
    const [, thread = '', text = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const unfinished = text.indexOf(' <unfinished ...>');
    if (unfinished >= 0) {
      this.#begun.set(thread, text.slice(0, unfinished));
      return [];
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text);
    return this.#operations(resumed === null ? text : (this.#begun.get(thread) ?? '') + resumed[1]);
  }

  #operations(call: string): readonly Operation[] {
    const name = call.slice(0, call.indexOf('('));
    const [, result] = /\) += (-?\d+)/.exec(call.slice(call.lastIndexOf(')'))) ?? [];
    if (result === undefined || Number(result) < 0) return [];
    const [, descriptor = '', shown] = /^\w+\((\d+)(?:<([^>]*)>)?/.exec(call) ?? [];
    const texts = [...call.matchAll(/"([^"]*)"/g)].map(([, hex = '']) => bytesOf(hex));
    if (name === 'write' && descriptor === '1') {
      return (texts[0]?.toString() ?? '')
        .split('\n')
        .filter(Boolean)
        .map((line) => ({ kind: 'said', line }));
    }
    const path = this.#inFolder(name.startsWith('open') || shown === undefined ? texts[0] : bytesOf(shown));
    if (path === undefined) return [];
    switch (name) {
      case 'openat': {
        this.#offsets.set(result, 0);
        return [{ kind: 'open', path, isCreating: call.includes('O_CREAT'), isTruncating: call.includes('O_TRUNC') }];
      }
      case 'write':
      case 'pwrite64': {
        const bytes = (texts[0] ?? Buffer.alloc(0)).subarray(0, Number(result));
        const before = this.#offsets.get(descriptor) ?? 0;
        if (name === 'write') this.#offsets.set(descriptor, before + bytes.length);
        const at = name === 'write' ? before : Number(/(\d+)\) += /.exec(call.slice(call.lastIndexOf('"')))?.[1]);
        return [{ kind: 'write', path, at, bytes }];
      }
      case 'ftruncate':
        return [{ kind: 'truncate', path, size: Number(/, (\d+)\)/.exec(call)?.[1]) }];
      case 'fsync':
      case 'fdatasync':
        return [{ kind: 'sync', path }];
      case 'unlink':
      case 'unlinkat':
        return [{ kind: 'remove', path }];
      default: {
        const to = this.#inFolder(texts[1]);
        return to === undefined ? [] : [{ kind: 'rename', path, to }];
      }
    }
  }

  /** Relative to the folder; the folder itself is the empty path. */
  #inFolder(bytes: Buffer | undefined): string | undefined {
    const path = relative(this.#folder, bytes?.toString() ?? '/');
    return path.startsWith('..') ? undefined : path;
  }
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex');
}
