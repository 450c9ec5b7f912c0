import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  ANSWER_BYTES_MAX,
  get,
  HttpSource,
  type LogSource,
  NodeSource,
  type Outcome,
  SeenFile,
  type VerifyOptions,
  verifyLog,
} from '@hubgraph/audit';
import { isRejection, realWorld, type World } from '@hubgraph/kernel';
import { type LogPolicy, parsePolicy } from '@hubgraph/tlog';
import { stateHome } from '../config.ts';
import { progress } from '../progress.ts';
import { say, tell, UsageError } from '../say.ts';
import { FolderSource } from './folder-source.ts';

interface Options {
  readonly policy?: string;
  readonly state?: string;
  readonly tree?: boolean;
}

/** What the process ends with. */
export const EXIT_CODES: Readonly<Record<Outcome, number>> = { whole: 0, wrong: 1, unchecked: 2, unwitnessed: 3 };

/** Checks a node or a folder from outside, says what is wrong, and ends with one line and a code. */
export async function verify(place: string, options: Options): Promise<void> {
  const world = realWorld();
  // The world's clock keeps no process alive, and between two questions nothing else does.
  const alive = setInterval(() => undefined, 60_000);
  try {
    process.exitCode = await check(world, place, options);
  } catch (error) {
    tell(error);
    process.exitCode = EXIT_CODES.unchecked;
  } finally {
    clearInterval(alive);
  }
}

async function check(world: World, place: string, options: Options): Promise<number> {
  const policy = options.policy === undefined ? undefined : readPolicy(world, options.policy);
  const state = options.state ?? join(stateHome(homedir()), 'seen.json');
  const folder = resolve(state, '..');
  if (options.state === undefined) world.disk.makeFolder(folder);
  else if (!existsSync(folder)) throw new UsageError(`There is no folder ${folder} for the file of --state.`);
  const where = await sourcesOf(world, place);
  let bar: ReturnType<typeof progress> | undefined;
  let done = 0;
  const verdict = await verifyLog({
    world,
    ...where,
    ...(policy === undefined ? {} : { policy }),
    seen: new SeenFile(world, state),
    isTreeOnly: options.tree === true,
    onProgress: (count, total) => {
      bar ??= progress('Checking', total, 'entries');
      bar.advance(count - done);
      done = count;
    },
  });
  bar?.end();
  for (const note of verdict.evidence) say(note);
  for (const { message, code } of verdict.findings) say(`wrong: ${message} [${code}]`);
  for (const remark of verdict.remarks) say(remark);
  say(verdict.line);
  return EXIT_CODES[verdict.outcome];
}

/** Where the logs are: a folder, a node's URL, the URL of its log, or of a log that any web server serves. */
async function sourcesOf(
  world: World,
  place: string,
): Promise<Pick<VerifyOptions, 'books' | 'cases' | 'node' | 'place'>> {
  if (!/^https?:\/\//.test(place)) {
    if (!existsSync(place) || !statSync(place).isDirectory()) throw new UsageError(`There is no folder ${place}.`);
    const inside = join(place, 'books');
    return { books: new FolderSource(existsSync(join(inside, 'checkpoint')) ? inside : place) };
  }
  if (!URL.canParse(place)) throw new UsageError(`${place} is not a URL.`);
  const base = place.replace(/\/+$/, '').replace(/\/log\/books$/, '');
  const books = new NodeSource(world, base, 'books');
  const isNode = base !== place.replace(/\/+$/, '') || (await hasCheckpoint(world, books));
  if (!isNode) return { books: new HttpSource(world, base), place: base };
  return { books: books, cases: new NodeSource(world, base, 'cases'), node: base, place: base };
}

async function hasCheckpoint(world: World, { name }: LogSource): Promise<boolean> {
  try {
    return (await get(world, `${name}/checkpoint`, ANSWER_BYTES_MAX.note)) !== undefined;
  } catch {
    // What does not answer is told when it is read.
    return true;
  }
}

function readPolicy(world: World, file: string): LogPolicy {
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  const policy = parsePolicy(world.disk.read(file));
  if (isRejection(policy)) throw new UsageError(`${file}: ${policy.message}`);
  if (policy.logs.length === 0)
    throw new UsageError(`${file} names no log: a line "log KEY" says whose signature counts.`);
  return policy;
}
