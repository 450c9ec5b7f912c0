import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { realWorld } from '@hubgraph/kernel';
import { openMongoStore, openSqliteStore, type Store } from '@hubgraph/store';
import { HAS_MONGO, startMongo } from '@hubgraph/store/testing';
import { NODE, openLedger, postOnce } from './journal/ledger.ts';
import type { Reopened } from './journal/reopen.ts';
import { load, percentile } from './support/load.ts';
import type { Report } from './support/report.ts';
import { flushesPerSecond } from './thread/disk.ts';

const WAITING = 256;
const SECONDS = 5;
/** How many commits the journal has that is checked and folded anew. */
const COMMITS = 1_000_000;

/** One journal with the smallest ledger there is: durable commits, what a start costs, and the same on MongoDB's protocol. */
export async function run(report: Report): Promise<void> {
  const world = realWorld();
  const before = flushesPerSecond(report.folder, 1);
  const folder = folderOf(report, 'sqlite');
  const store = openSqliteStore(world, join(folder, 'journal.db'));
  const rates = await measureCommits(report, 'sqlite', folder, store);
  await store.close();
  const flushes = (before + flushesPerSecond(report.folder, 1)) / 2;
  report.add('fdatasync_per_s', flushes);
  report.add('sqlite_commits_single_per_fdatasync', rates.single / flushes);
  report.add('sqlite_commits_grouped_per_fdatasync', rates.grouped / flushes);
  await measureLongJournal(report);
  await measureMongo(report);
}

async function measureCommits(report: Report, name: string, folder: string, store: Store) {
  const journal = await openLedger(folder, store);
  let turn = 0;
  const perSecond = { single: 0, grouped: 0 };
  for (const [shape, clients] of [
    ['single', 1],
    ['grouped', WAITING],
  ] as const) {
    report.progress(`${name}: commits, ${clients} waiting`);
    await load({ clients, seconds: 0.5 }, () => postOnce(journal, turn++));
    const began = process.cpuUsage();
    const done = await load({ clients, seconds: SECONDS, countMin: 500 }, () => postOnce(journal, turn++));
    const { user, system } = process.cpuUsage(began);
    perSecond[shape] = done.perSecond;
    report.add(`${name}_commits_${shape}_per_s`, done.perSecond);
    report.add(`${name}_commits_${shape}_p50_ms`, percentile(done.latenciesMs, 0.5));
    report.add(`${name}_commits_${shape}_p99_ms`, percentile(done.latenciesMs, 0.99));
    report.add(`${name}_commits_${shape}_cpu_us_per_commit`, (user + system) / done.count);
  }
  await journal.close();
  return perSecond;
}

/** In processes of their own, so that their memory is theirs alone. */
async function measureLongJournal(report: Report): Promise<void> {
  const folder = folderOf(report, 'long');
  const store = openSqliteStore(realWorld(), join(folder, 'journal.db'));
  const journal = await openLedger(folder, store);
  report.progress(`${COMMITS} commits`);
  await load({ clients: WAITING, seconds: 0, countMin: COMMITS }, (turn) => postOnce(journal, turn));
  const digest = journal.digest();
  await journal.close();
  await store.close();
  report.add('long_journal_commits', COMMITS);
  report.add('long_journal_mib', statSync(join(folder, 'journal.db')).size / 2 ** 20);
  report.add('long_views_mib', statSync(join(folder, 'views.db')).size / 2 ** 20);
  for (const what of ['start', 'rebuild'] as const) {
    report.progress(`${what} with ${COMMITS} commits`);
    if (what === 'rebuild') rmSync(join(folder, 'views.db'));
    const found = reopened(folder);
    if (found.digest !== digest) throw new Error(`After the ${what} the views are others.`);
    report.add(`${what}_commits_per_s`, found.commits / found.seconds);
    report.add(`${what}_cpu_us_per_commit`, found.cpuUs / found.commits);
    report.add(`${what}_rss_after_a_tenth_mib`, found.rssEarlyMib);
    report.add(`${what}_rss_at_the_end_mib`, found.rssLateMib);
  }
}

function reopened(folder: string): Reopened {
  const file = join(import.meta.dirname, 'journal/reopen.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`It could not be opened: ${stderr}`);
  return JSON.parse(stdout) as Reopened;
}

async function measureMongo(report: Report): Promise<void> {
  if (!HAS_MONGO) {
    report.skip('mongodb_commits_single_per_s', 'no MongoDB here: .ci/run mongodb brings an emulator');
    return;
  }
  const server = await startMongo();
  try {
    report.progress(`on ${server.name}`);
    const store = await openMongoStore(realWorld(), { uri: server.uri, database: 'bench', node: NODE });
    await measureCommits(report, 'mongodb_protocol', folderOf(report, 'mongodb'), store);
    await store.close();
  } finally {
    await server.stop();
  }
}

function folderOf(report: Report, name: string): string {
  const folder = join(report.folder, name);
  mkdirSync(folder);
  return folder;
}
