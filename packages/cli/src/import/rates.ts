import { createReadStream, existsSync, statSync } from 'node:fs';
import { hashingStream, type RatesRow, readRates } from '@hubgraph/imports';
import { currencyExponent, HubgraphError, realWorld } from '@hubgraph/kernel';
import { environmentToken } from '../config.ts';
import { progress } from '../progress.ts';
import { say, UsageError } from '../say.ts';
import { Graph, type GraphOptions, GraphRefusal } from './graph.ts';

export interface RatesImportOptions extends Omit<GraphOptions, 'hub'> {
  readonly base?: string;
  readonly source?: string;
  readonly skipRejected?: boolean;
}

const REJECTIONS_SHOWN_MAX = 20;

/**
 * Records exchange rates at the council: the whole file is read and checked first, then one table for each day. A day
 * that has a table keeps it, so that the same file, or a longer one, is simply run again.
 */
export async function importRates(file: string, options: RatesImportOptions): Promise<void> {
  const { base, source, url } = options;
  if (!existsSync(file) || !statSync(file).isFile()) throw new UsageError(`There is no file ${file}.`);
  if (base !== undefined && currencyExponent(base) === undefined) {
    throw new UsageError(`--base is a currency of ISO 4217, as EUR; it was "${base}".`);
  }
  if (!URL.canParse(url)) throw new UsageError(`--url is the graph's address; it was "${url}".`);
  const { tables, sha256 } = await readAll(file, options);
  if ((source === undefined || source.trim() === '') && tables.some((table) => table.source === undefined)) {
    throw new UsageError('Say where the rates come from, as --source "European Central Bank, reference rates".');
  }
  const graph = new Graph(
    realWorld(),
    { ...options, hub: 'council', as: options.as ?? 'Farid Demo' },
    environmentToken(),
  );
  const bar = progress('Recording', tables.length, 'days');
  let recorded = 0;
  const differing: string[] = [];
  for (const { day: date, base: of, rates, source: said } of tables) {
    const idempotencyKey = `rates-${sha256.slice(0, 32)}-${date}`;
    const input = { idempotencyKey, base: of, date, source: said ?? source, rates };
    try {
      await graph.mutate('recordRates', 'RecordRatesInput', input, 'id', 'RateTable');
      recorded += 1;
    } catch (error) {
      if (!(error instanceof GraphRefusal) || !error.refusal.startsWith('rates-of-this-day-exist')) throw error;
      if (error.refusal !== 'rates-of-this-day-exist') differing.push(date);
    }
    bar.advance(1);
  }
  bar.end();
  const kept = tables.length - recorded;
  say(`Recorded the rates of ${recorded} days; ${kept} days had a table already and keep it.`);
  if (differing.length > 0) {
    const days = differing.slice(0, REJECTIONS_SHOWN_MAX).join(', ');
    say(`  ${differing.length} of them with other rates than the file: ${days}`);
  }
}

async function readAll(
  file: string,
  { base, skipRejected }: RatesImportOptions,
): Promise<{ readonly tables: readonly RatesRow[]; readonly sha256: string }> {
  const stream = hashingStream(createReadStream(file));
  const tables: RatesRow[] = [];
  let rejected = 0;
  for await (const one of readRates(stream, { base })) {
    if (one.kind === 'row') {
      tables.push(one.row);
      continue;
    }
    rejected += 1;
    if (rejected <= REJECTIONS_SHOWN_MAX) say(`line ${one.at.line}: ${one.message} [${one.code}]`);
  }
  if (rejected > REJECTIONS_SHOWN_MAX) say(`… and ${rejected - REJECTIONS_SHOWN_MAX} more`);
  if (rejected > 0 && skipRejected !== true) {
    throw new HubgraphError(
      'ERR_IMPORT_REJECTED',
      `${rejected} rows cannot be read; nothing was sent. Mend the file, or leave them out with --skip-rejected.`,
    );
  }
  tables.sort((a, b) => (a.day < b.day ? -1 : 1));
  return { tables, sha256: (await stream.digest()).sha256 };
}
