import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { financeCells, positionCells } from '@hubgraph/books';
import { realWorld } from '@hubgraph/kernel';
import { openSqliteStore } from '@hubgraph/store';
import { type DayOf, inDisorder, inOrder, openBooks, postLinked, postOnce } from './ledger/books.ts';
import { openPlain } from './ledger/plain-sqlite.ts';
import { load, percentile } from './support/load.ts';
import type { Report } from './support/report.ts';
import { flushesPerSecond } from './thread/disk.ts';

const WAITING = 256;
const BATCH = 1_000;
const SECONDS = 5;
/** How many postings the books have whose figures are read. */
const POSTINGS = 100_000;
const READS = 200;

/** The books of one hub in one process: durable transfers, one by one and in batches, and figures read from their totals. */
export async function run(report: Report): Promise<void> {
  const before = flushesPerSecond(report.folder, 1);
  const single = await transfers(report, 'single', 1, 1);
  const grouped = await transfers(report, 'grouped', WAITING, 1);
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

/** A hub's part of a movement-wide figure, for a year: read from sums by day and cell, no posting is touched. */
async function figures(report: Report): Promise<void> {
  report.progress(`figures of ${POSTINGS} postings`);
  const { journal, close } = await open(report, 'figures');
  for (let turn = 0; turn * BATCH * 2 < POSTINGS; turn += 1) await postLinked(journal, turn, BATCH, inDisorder);
  const period = { from: '2026-01-01', to: '2027-01-01' };
  const latenciesMs: number[] = [];
  let cells = 0;
  for (let n = 0; n < READS; n += 1) {
    const from = performance.now();
    cells =
      financeCells(journal.reader, 'bench', period).length + positionCells(journal.reader, 'bench', period).length;
    latenciesMs.push(performance.now() - from);
  }
  latenciesMs.sort((a, b) => a - b);
  report.add('figures_postings', POSTINGS);
  report.add('figures_cells', cells);
  report.add('figures_of_a_year_p50_ms', percentile(latenciesMs, 0.5));
  report.add('figures_of_a_year_p99_ms', percentile(latenciesMs, 0.99));
  await close();
}

async function open(report: Report, name: string) {
  const folder = join(report.folder, name);
  mkdirSync(folder);
  const store = openSqliteStore(realWorld(), join(folder, 'journal.db'));
  const journal = await openBooks(folder, store);
  const close = async () => {
    await journal.close();
    await store.close();
  };
  return { journal, close };
}
