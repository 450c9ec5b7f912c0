import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { HubgraphError } from '@hubgraph/kernel';
import type { Chance } from '../support/chance.ts';
import { quickFolder } from '../support/folder.ts';
import { type Setup, Tally, type Test } from '../support/test.ts';
import { allCommits, faultsOf } from './audit.ts';
import { writtenBy } from './kill.ts';
import { openNode } from './node.ts';

const MIXTURES = { short: 150, long: 5_000 };
const CONTROL_MIXTURES = { short: 60, long: 500 };
const LIVES = 5;
const COMMANDS = 40;

/** The files of one node after each of its lives; every second was ended by a kill. */
async function moments(setup: Setup): Promise<readonly string[]> {
  const folder = join(setup.folder, 'node');
  const found: string[] = [];
  for (let life = 0; life < LIVES; life += 1) {
    const seed = setup.chance(1_000_000);
    const job = { folder, run: `${life}`, seed, clients: 2, commandsMax: COMMANDS, isKilledAtEnd: life % 2 === 1 };
    await writtenBy(setup, job);
    const moment = join(setup.folder, `moment-${life}`);
    cpSync(folder, moment, { recursive: true });
    found.push(moment);
  }
  return found;
}

/** The files of one moment, of which one or two are of another moment or gone. */
function mix(folder: string, from: readonly string[], chance: Chance): string {
  const base = chance(from.length);
  cpSync(from[base] as string, folder, { recursive: true });
  const changed: string[] = [`files of ${base}`];
  for (let n = chance(2); n >= 0; n -= 1) {
    const other = chance(from.length);
    const names = new Set([...readdirSync(folder), ...readdirSync(from[other] as string)]);
    const name = chance.of([...names].sort());
    rmSync(join(folder, name), { force: true });
    const isThere = readdirSync(from[other] as string).includes(name);
    if (isThere && chance(4) > 0) {
      cpSync(join(from[other] as string, name), join(folder, name));
      changed.push(`${name} of ${other}`);
    } else changed.push(`no ${name}`);
  }
  return changed.join(', ');
}

/** How many commits the file of checkpoints speaks for. */
function signedIn(folder: string): number {
  try {
    return (JSON.parse(readFileSync(join(folder, 'checkpoints.json'), 'utf8')) as { seq: number }).seq;
  } catch {
    return 0;
  }
}

/** What is wrong: nothing where the node refuses by name, or shows the beginning of the true journal, as far as was signed. */
async function judged(folder: string, truth: readonly string[]): Promise<{ faults: readonly string[]; code?: string }> {
  const signed = signedIn(folder);
  try {
    const node = await openNode(folder);
    try {
      const faults = await faultsOf(node, new Map());
      const commits = await allCommits(node);
      if (commits.some(({ bytes }, place) => bytes !== truth[place])) faults.push('a commit is another');
      if (commits.length < signed) faults.push(`${commits.length} commits, and ${signed} were signed`);
      return { faults };
    } finally {
      await node.close();
    }
  } catch (error) {
    const isNamed = error instanceof HubgraphError && error.code !== 'ERR_INVARIANT';
    return isNamed ? { faults: [], code: error.code } : { faults: [`it fails without a name: ${String(error)}`] };
  }
}

/** Files of one node of several moments, as a restore by hand leaves them: refused, or the beginning of the truth. */
export const mixedTest: Test = {
  name: 'files of different moments',
  async run(setup) {
    const size = setup.isLong ? 'long' : 'short';
    const from = await moments(setup);
    const quick = quickFolder(setup);
    const whole = join(quick, 'whole');
    cpSync(from.at(-1) as string, whole, { recursive: true });
    const last = await openNode(whole);
    const truth = (await allCommits(last)).map(({ bytes }) => bytes);
    await last.close();
    const test = new Tally();
    const refused = new Map<string, number>();
    for (let n = 0; n < MIXTURES[size]; n += 1) {
      const place = join(quick, 'mixed');
      mkdirSync(place);
      const what = mix(place, from, setup.chance);
      const { faults, code } = await judged(place, truth);
      if (code !== undefined) refused.set(code, (refused.get(code) ?? 0) + 1);
      test.count(faults.map((fault) => `${what}: ${fault}`));
      rmSync(place, { recursive: true });
      await setup.progress(n, MIXTURES[size]);
    }
    const control = new Tally();
    for (let n = 0; n < CONTROL_MIXTURES[size]; n += 1) {
      const place = join(quick, 'bare');
      mkdirSync(place);
      mix(place, from, setup.chance);
      const signed = signedIn(place);
      const count = rowsIn(join(place, 'journal.db'));
      control.count(count !== undefined && count < signed ? ['signed commits are gone, and SQLite says nothing'] : []);
      rmSync(place, { recursive: true });
    }
    return { test, control, note: [...refused].map(([code, count]) => `${code} ${count}`).join(', ') };
  },
};

/** How many commits SQLite by itself reads; undefined where it notices that something is wrong. */
function rowsIn(path: string): number | undefined {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path);
    if (db.prepare('PRAGMA integrity_check').get()?.['integrity_check'] !== 'ok') return undefined;
    return Number(db.prepare('SELECT count(*) AS n FROM journal').get()?.['n']);
  } catch {
    return undefined;
  } finally {
    db?.close();
  }
}
