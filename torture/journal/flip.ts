import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { HubgraphError } from '@hubgraph/kernel';
import type { Chance } from '../support/chance.ts';
import { quickFolder } from '../support/folder.ts';
import { type Setup, Tally, type Test } from '../support/test.ts';
import { archiveIn, restoredFrom } from './archived.ts';
import { servedBy } from './audit.ts';
import { writtenBy } from './kill.ts';
import { openNode } from './node.ts';

const FLIPS = { short: 300, long: 10_000 };
const CONTROL_FLIPS = { short: 100, long: 1_000 };
const COMMANDS = 150;

/** A node's files as they lie there, and what it served of them before. */
interface State {
  readonly name: string;
  readonly folder: string;
  readonly served: string;
  /** A digest of what is served of such files, or restored; throws where they are refused. */
  readonly serve: (folder: string) => Promise<string>;
}

async function servedIn(folder: string): Promise<string> {
  const node = await openNode(folder);
  try {
    return await servedBy(node);
  } finally {
    await node.close();
  }
}

/** Files of a node that was closed, of one that was killed, of SQLite's backup while it ran, and of `hubgraph backup`. */
async function states(setup: Setup): Promise<readonly State[]> {
  const written = async (name: string, isKilledAtEnd: boolean): Promise<string> => {
    const folder = join(setup.folder, name);
    const seed = setup.chance(1_000_000);
    await writtenBy(setup, { folder, run: name, seed, clients: 3, commandsMax: COMMANDS, isKilledAtEnd });
    return folder;
  };
  const closed = await written('closed', false);
  const killed = await written('killed', true);
  const copied = join(setup.folder, 'copied');
  mkdirSync(copied);
  const running = join(setup.folder, 'running');
  cpSync(killed, running, { recursive: true });
  const node = await openNode(running);
  const source = new DatabaseSync(join(running, 'journal.db'), { readOnly: true });
  await backup(source, join(copied, 'journal.db'));
  source.close();
  node.sign();
  cpSync(join(running, 'checkpoints.json'), join(copied, 'checkpoints.json'));
  await node.close();
  const archive = join(setup.folder, 'backup');
  await archiveIn(archive, join(setup.folder, 'hub'));
  const all: State[] = [];
  for (const folder of [closed, killed, copied, archive]) {
    const serve = folder === archive ? restoredFrom : servedIn;
    const place = `${folder}-served`;
    cpSync(folder, place, { recursive: true });
    all.push({ name: folder.slice(setup.folder.length + 1), folder, serve, served: await serve(place) });
  }
  return all;
}

/** A bit of one of these files: each file as often as the others, however large it is. */
function flip(folder: string, files: readonly string[], chance: Chance): string {
  const file = chance.of(files);
  const path = join(folder, file);
  const bytes = readFileSync(path);
  // Headers and directories of pages are small and matter more than what they lead to.
  const isNearStart = chance(4) === 0;
  const place = isNearStart ? chance(Math.min(bytes.length, 200)) : chance(bytes.length);
  const bit = chance(8);
  bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
  writeFileSync(path, bytes);
  return `${file} byte ${place} bit ${bit}`;
}

function filesOf(folder: string): string[] {
  return readdirSync(folder).filter((file) => statSync(join(folder, file)).size > 0);
}

/** What is wrong with damaged files: nothing if they are refused by name, or what is served of them is what it was. */
async function judged(folder: string, { serve, served }: State): Promise<{ faults: readonly string[]; code?: string }> {
  try {
    return { faults: (await serve(folder)) === served ? [] : ['it serves something else'] };
  } catch (error) {
    const isNamed = error instanceof HubgraphError && error.code !== 'ERR_INVARIANT';
    return isNamed ? { faults: [], code: error.code } : { faults: [`it fails without a name: ${String(error)}`] };
  }
}

/** Every bit of every file: either the node says that it is damaged, or nothing that it serves is another. */
export const flipTest: Test = {
  name: 'single bits flipped',
  async run(setup) {
    const size = setup.isLong ? 'long' : 'short';
    const all = await states(setup);
    const quick = quickFolder(setup);
    const test = new Tally();
    const refused = new Map<string, number>();
    for (const state of all) {
      const place = join(quick, state.name);
      cpSync(state.folder, place, { recursive: true });
      const { faults, code } = await judged(place, state);
      if (code !== undefined || faults.length > 0)
        throw new Error(`${state.name} is not whole before a bit is flipped.`);
    }
    for (let n = 0; n < FLIPS[size]; n += 1) {
      const state = setup.chance.of(all);
      const place = join(quick, 'flipped');
      cpSync(state.folder, place, { recursive: true });
      const what = flip(place, filesOf(place), setup.chance);
      const { faults, code } = await judged(place, state);
      if (code !== undefined) refused.set(code, (refused.get(code) ?? 0) + 1);
      test.count(faults.map((fault) => `${state.name}, ${what}: ${fault}`));
      rmSync(place, { recursive: true });
      await setup.progress(n, FLIPS[size]);
    }
    const control = new Tally();
    const bare = all.filter(({ name }) => name === 'closed' || name === 'killed');
    for (let n = 0; n < CONTROL_FLIPS[size]; n += 1) {
      const state = setup.chance.of(bare);
      const place = join(quick, 'bare');
      cpSync(state.folder, place, { recursive: true });
      const files = ['journal.db', 'journal.db-wal'].filter((file) => existsSync(join(place, file)));
      const before = rowsOf(join(place, 'journal.db'));
      rmSync(place, { recursive: true });
      cpSync(state.folder, place, { recursive: true });
      flip(place, files, setup.chance);
      const after = rowsOf(join(place, 'journal.db'));
      control.count(
        after === undefined || after === before ? [] : ['rows are lost or others, and SQLite says nothing'],
      );
      rmSync(place, { recursive: true });
    }
    return { test, control, note: [...refused].map(([code, count]) => `${code} ${count}`).join(', ') };
  },
};

/** All rows as SQLite by itself reads them; undefined where it notices the damage. */
function rowsOf(path: string): string | undefined {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path);
    if (db.prepare('PRAGMA integrity_check').get()?.['integrity_check'] !== 'ok') return undefined;
    return JSON.stringify([db.prepare('SELECT * FROM journal').all(), db.prepare('SELECT * FROM vault').all()]);
  } catch {
    return undefined;
  } finally {
    db?.close();
  }
}
