import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram } from '../../bench/support/children.ts';
import { type Setup, type Skipped, Tally, type Test } from '../support/test.ts';
import type { FullJob, FullSaid } from './full-disk.ts';

/** How much is left free when commands begin: in steps of a page, from nothing to more than a few commits need. */
const PAGE = 4_096;
const PAGES = { short: 60, long: 400 };
const CONTROL_PAGES = { short: 12, long: 60 };

/** `unshare` with the right to mount, as root or as root of a namespace of its own; undefined where neither works. */
function unshared(): readonly string[] | undefined {
  const ways = [['-m'], ['-U', '-r', '-m']];
  return ways.find((way) => {
    const tried = spawnSync('unshare', [...way, 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
    return tried.status === 0;
  });
}

async function filled(setup: Setup, way: readonly string[], job: Omit<FullJob, 'folder'>): Promise<Tally> {
  const folder = join(setup.folder, job.isDeaf ? 'deaf' : 'full');
  mkdirSync(folder);
  const script = [process.execPath, '--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'full-disk.ts')];
  const child = startProgram('unshare', [...way, ...script, JSON.stringify({ ...job, folder })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (more: string) => {
    text += more;
    void setup.progress(text.split('\n').length, job.pages);
  });
  const [code] = await once(child, 'close');
  const tally = new Tally();
  for (const line of text.split('\n').filter(Boolean)) {
    const { free, faults } = JSON.parse(line) as FullSaid;
    tally.count(faults.map((fault) => `${free} bytes free: ${fault}`));
  }
  if (code !== 0 || tally.tried !== job.pages)
    throw new Error(`Filling the disk ended with ${code} after ${tally.tried}.`);
  return tally;
}

/** The disk is full at every write: nothing that was acknowledged is lost, reads go on, and so do writes when there is space. */
export const fullTest: Test = {
  name: 'disk full',
  async run(setup): Promise<{ test: Tally; control: Tally } | Skipped> {
    const way = unshared();
    if (way === undefined) return { skipped: 'no right to mount a small disk (unshare and mount of a tmpfs)' };
    const size = setup.isLong ? 'long' : 'short';
    const seed = setup.chance(1_000_000);
    const test = await filled(setup, way, { seed, pages: PAGES[size], pageBytes: PAGE });
    const control = await filled(setup, way, { seed, pages: CONTROL_PAGES[size], pageBytes: PAGE, isDeaf: true });
    return { test, control };
  },
};
