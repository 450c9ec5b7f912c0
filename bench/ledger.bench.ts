import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { financeCells, positionCells } from '@hubgraph/books';
import { realWorld } from '@hubgraph/kernel';
import { openSqliteStore } from '@hubgraph/store';
import { type DayOf, inDisorder, inOrder, openBooks, postLinked, postOnce } from './ledger/books.ts';
import { openPlain } from './ledger/plain-sqlite.ts';
import { load, offered, percentile } from './support/load.ts';
import type { Report } from './support/report.ts';
import { flushesPerSecond } from './thread/disk.ts';

const WAITING = 256;
const BATCH = 1_000;
const SECONDS = 5;
/** What a hub is to do at least. */
const FLOOR_PER_S = 10_000;
/** How many hubs the movement has whose figures are read, and how many postings each. */
const HUBS = 50;
const POSTINGS = 100_000;
const ROUNDS = 20;

/** The books of one hub in one process: durable transfers, one by one and in batches, and figures read from their totals. */
export async function run(report: Report): Promise<void> {
  const before = flushesPerSecond(report.folder, 1);
  const single = await transfers(report, 'single', 1, 1);
  const grouped = await transfers(report, 'grouped', WAITING, 1);
  await atTheFloor(report);
  const batches = await transfers(report, 'batches_of_1000', 1, BATCH);
  await transfers(report, 'grouped_days_in_disorder', WAITING, 1, inDisorder);
  await transfers(report, 'batches_of_1000_days_in_disorder', 1, BATCH, inDisorder);
  for (const count of [WAITING, BATCH]) await plain(report, count);
  const flushes = (before + flushesPerSecond(report.folder, 1)) / 2;
  report.add('fdatasync_per_s', flushes);
  report.add('transfers_single_per_fdatasync', single / flushes);
  report.add('transfers_grouped_per_fdatasync', grouped / flushes);
  report.add('transfers_batches_of_1000_per_fdatasync', batches / flushes);
  await figures(report);
}

async function transfers(
  report: Report,
  shape: string,
  clients: number,
  linked: number,
  day: DayOf = inOrder,
): Promise<number> {
  report.progress(`transfers, ${shape}`);
  const { journal, close } = await open(report, shape);
  let turn = 0;
  const work = () => (linked === 1 ? postOnce(journal, turn++, day) : postLinked(journal, turn++, linked, day));
  await load({ clients, seconds: 1 }, work);
  const began = process.cpuUsage();
  const done = await load({ clients, seconds: SECONDS }, work);
  const { user, system } = process.cpuUsage(began);
  const perSecond = done.perSecond * linked;
  report.add(`transfers_${shape}_per_s`, perSecond);
  report.add(`transfers_${shape}_p50_ms`, percentile(done.latenciesMs, 0.5));
  report.add(`transfers_${shape}_p99_ms`, percentile(done.latenciesMs, 0.99));
  report.add(`transfers_${shape}_cpu_us_per_transfer`, (user + system) / done.count / linked);
  await close();
  return perSecond;
}

/** How long a transfer takes where as many come as a hub is to do at least, and do not wait for each other. */
async function atTheFloor(report: Report): Promise<void> {
  report.progress(`transfers, ${FLOOR_PER_S} offered a second`);
  const { journal, close } = await open(report, 'offered');
  let turn = 0;
  const work = () => postOnce(journal, turn++, inOrder);
  await offered({ perSecond: FLOOR_PER_S, seconds: 1 }, work);
  const done = await offered({ perSecond: FLOOR_PER_S, seconds: SECONDS }, work);
  report.add(`transfers_${FLOOR_PER_S}_offered_per_s`, done.perSecond);
  report.add(`transfers_${FLOOR_PER_S}_offered_p50_ms`, percentile(done.latenciesMs, 0.5));
  report.add(`transfers_${FLOOR_PER_S}_offered_p99_ms`, percentile(done.latenciesMs, 0.99));
  await close();
}

/** The peer, with as many transfers in a transaction as wait for a hub. */
async function plain(report: Report, count: number): Promise<void> {
  report.progress(`plain SQLite, ${count} at once`);
  const folder = join(report.folder, `plain-${count}`);
  mkdirSync(folder);
  const peer = openPlain(folder);
  let turn = 0;
  const began = process.cpuUsage();
  const done = await load({ clients: 1, seconds: SECONDS }, async () => peer.post(turn++, count));
  const { user, system } = process.cpuUsage(began);
  report.add(`plain_sqlite_${count}_at_once_per_s`, done.perSecond * count);
  report.add(`plain_sqlite_${count}_at_once_cpu_us_per_transfer`, (user + system) / done.count / count);
  peer.close();
}

/**
 * Each hub's part of a movement-wide figure, for a year: read from sums by day and cell, no posting is touched. The hubs
 * are copies of one, each with files of its own, asked one after the other.
 */
async function figures(report: Report): Promise<void> {
  report.progress(`figures of ${HUBS} hubs with ${POSTINGS} postings each`);
  const first = await open(report, 'hub-0');
  for (let turn = 0; turn * BATCH * 2 < POSTINGS; turn += 1) await postLinked(first.journal, turn, BATCH, inDisorder);
  await first.close();
  for (let n = 1; n < HUBS; n += 1)
    cpSync(join(report.folder, 'hub-0'), join(report.folder, `hub-${n}`), { recursive: true });
  const hubs: Awaited<ReturnType<typeof open>>[] = [];
  for (let n = 0; n < HUBS; n += 1) hubs.push(await open(report, `hub-${n}`));
  const period = { from: '2026-01-01', to: '2027-01-01' };
  const [hubMs, movementMs]: [number[], number[]] = [[], []];
  let cells = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    cells = 0;
    for (const { journal } of hubs) {
      const from = performance.now();
      cells += financeCells(journal.reader, 'bench', period).length;
      cells += positionCells(journal.reader, 'bench', period).length;
      hubMs.push(performance.now() - from);
    }
    movementMs.push(performance.now() - began);
  }
  for (const latencies of [hubMs, movementMs]) latencies.sort((a, b) => a - b);
  report.add('figures_hubs', HUBS);
  report.add('figures_postings_of_each_hub', POSTINGS);
  report.add('figures_cells_of_all_hubs', cells);
  report.add('figures_of_a_year_one_hub_p50_ms', percentile(hubMs, 0.5));
  report.add('figures_of_a_year_one_hub_p99_ms', percentile(hubMs, 0.99));
  report.add('figures_of_a_year_all_hubs_in_one_process_p50_ms', percentile(movementMs, 0.5));
  for (const hub of hubs) await hub.close();
}

async function open(report: Report, name: string) {
  const folder = join(report.folder, name);
  mkdirSync(folder, { recursive: true });
  const store = openSqliteStore(realWorld(), join(folder, 'journal.db'));
  const journal = await openBooks(folder, store);
  const close = async () => {
    await journal.close();
    await store.close();
  };
  return { journal, close };
}
