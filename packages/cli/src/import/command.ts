import { existsSync, statSync } from 'node:fs';
import { beginsBatch, type DateFormat } from '@hubgraph/imports';
import { HubgraphError, moneyText, realWorld } from '@hubgraph/kernel';
import { environmentToken } from '../config.ts';
import { progress } from '../progress.ts';
import { say, UsageError } from '../say.ts';
import { Graph, GraphRefusal } from './graph.ts';
import { type Format, type Read, type ReadOptions, type Rejected, read, type StagedRow } from './rows.ts';

/** What the command line says of a file of books or grants. */
export interface ImportOptions {
  readonly url: string;
  readonly hub?: string;
  readonly as?: string;
  readonly tokenFile?: string;
  readonly dateFormat?: string;
  readonly skipRejected?: boolean;
  readonly book: string;
  readonly defaultCurrency?: string;
}

interface Import {
  readonly id: string;
}

interface Books {
  readonly books: { readonly resources: readonly { readonly code: string; readonly places: number }[] | null } | null;
}

/** What the first pass over the file found. */
interface Survey {
  readonly sha256: string;
  readonly rows: number;
  readonly empty: number;
  readonly rejected: number;
  readonly totals: ReadonlyMap<string, bigint>;
}

const FORMATS: readonly string[] = ['360giving', 'hledger', 'beancount', 'csv', 'iati'];
const DATE_FORMATS: readonly string[] = ['YYYY-MM-DD', 'DD/MM/YYYY', 'MM/DD/YYYY'];
const REJECTIONS_SHOWN_MAX = 20;

/**
 * Loads a file into a hub: once over the file to check it, once to send it in batches that nobody sees, and one last
 * commit that makes all of it visible. Interrupted anywhere, it goes on where it was when it is run again.
 */
export async function importFile(format: string, file: string, options: ImportOptions): Promise<void> {
  const { hub, source: said } = understand(format, file, options);
  const graph = new Graph(realWorld(), { ...options, hub }, environmentToken());
  const source = { ...said, resources: await resourcesOf(graph, hub, said.format) };
  const survey = await check(source);
  decide(survey, options);
  if (survey.rows === 0)
    throw new HubgraphError('ERR_IMPORT_REJECTED', 'There is no row in the file that could be loaded.');
  const isGrants = source.format === '360giving';
  const started = await begin(graph, hub, survey.sha256, isGrants ? undefined : options.book);
  if (started === undefined) {
    say(`${file} is in ${hub} already; nothing was changed.`);
    return;
  }
  const batches = await send(graph, started.id, source, survey);
  await graph.mutate<Import>(
    'completeImport',
    'CompleteImportInput',
    { import: started.id, fileSha256: survey.sha256, batches, rows: survey.rows },
    'id',
  );
  say(`Imported ${survey.rows} ${isGrants ? 'grants' : 'entries'} into ${hub}, as ${started.id}.`);
  for (const [currency, amountMinor] of survey.totals) {
    const amount = moneyText({ currency, amountMinor }, source.resources[currency]);
    say(`  ${amount} ${isGrants ? 'granted' : 'debited'}`);
  }
  if (survey.empty > 0) say(`  ${survey.empty} entries without postings had nothing to book`);
  if (survey.rejected > 0) say(`  ${survey.rejected} rows were rejected and left out, see above`);
}

/** What the hub counts beside money, with its places, where files of this format may have any. */
async function resourcesOf(graph: Graph, hub: string, format: Format): Promise<Readonly<Record<string, number>>> {
  if (format === '360giving' || format === 'iati') return {};
  const { hub: found } = await graph.query<{ readonly hub: Books | null }>(
    'query ($hub: ID!) { hub(id: $hub) { books { resources { code places } } } }',
    { hub },
  );
  return Object.fromEntries((found?.books?.resources ?? []).map(({ code, places }) => [code, places]));
}

/** Starts or goes on with the import of a file; undefined where the hub has all of it already. */
async function begin(
  graph: Graph,
  hub: string,
  fileSha256: string,
  book: string | undefined,
): Promise<Import | undefined> {
  const format = book === undefined ? 'THREE_SIXTY_GIVING' : 'HLEDGER';
  const input = { hub, fileSha256, format, ...(book === undefined ? {} : { options: { book } }) };
  try {
    return await graph.mutate<Import>('startImport', 'StartImportInput', input, 'id');
  } catch (error) {
    if (error instanceof GraphRefusal && error.refusal === 'import-is-complete') return undefined;
    throw error;
  }
}

/** What is to be read, if it can be. */
export function understand(format: string, file: string, options: ImportOptions): { hub: string; source: ReadOptions } {
  if (!FORMATS.includes(format))
    throw new UsageError(
      `The format is one of ${[...FORMATS, 'camt', 'bank-csv', 'rates'].join(', ')}; it was "${format}".`,
    );
  if (options.hub === undefined) throw new UsageError('Say whose books these are: --hub SLUG.');
  if (!existsSync(file) || !statSync(file).isFile()) throw new UsageError(`There is no file ${file}.`);
  if (!URL.canParse(options.url))
    throw new UsageError(`--url is the graph's address, as http://127.0.0.1:4000/graphql; it was "${options.url}".`);
  const { dateFormat, defaultCurrency } = options;
  if (dateFormat !== undefined && !DATE_FORMATS.includes(dateFormat)) {
    throw new UsageError(`--date-format is one of ${DATE_FORMATS.join(', ')}; it was "${dateFormat}".`);
  }
  return {
    hub: options.hub,
    source: {
      format: format as Format,
      file,
      ...(dateFormat === undefined ? {} : { dateFormat: dateFormat as DateFormat }),
      ...(defaultCurrency === undefined ? {} : { defaultCurrency }),
    },
  };
}

/** Reads the whole file once; says which rows it rejects. */
export async function check(source: ReadOptions): Promise<Survey> {
  const { stream, rows } = read(source);
  const bar = progress('Checking');
  const totals = new Map<string, bigint>();
  const count = { row: 0, empty: 0, rejected: 0 };
  let misdated = 0;
  for await (const one of rows) {
    count[one.kind] += 1;
    for (const { currency, amountMinor } of one.kind === 'row' ? one.row.totals : []) {
      totals.set(currency, (totals.get(currency) ?? 0n) + amountMinor);
    }
    if (one.kind === 'rejected') {
      if (one.code.startsWith('date-')) misdated += 1;
      if (count.rejected <= REJECTIONS_SHOWN_MAX) report(one);
    }
    bar.advance(1);
  }
  bar.end();
  if (count.rejected > REJECTIONS_SHOWN_MAX) say(`… and ${count.rejected - REJECTIONS_SHOWN_MAX} more rejected rows`);
  if (misdated > 0) {
    throw new HubgraphError(
      'ERR_IMPORT_REJECTED',
      `${misdated} dates do not fit ${source.dateFormat ?? 'YYYY-MM-DD'}. Where some do not fit, others may be read wrongly ` +
        'without a sign, so the whole file is left out: give the right --date-format.',
    );
  }
  return { sha256: stream.digest().sha256, rows: count.row, empty: count.empty, rejected: count.rejected, totals };
}

/** @throws {HubgraphError} where rows were rejected and none may be left out. */
export function decide({ rows, rejected }: Survey, { skipRejected }: ImportOptions): void {
  if (rejected > 0 && skipRejected !== true) {
    throw new HubgraphError(
      'ERR_IMPORT_REJECTED',
      `${rejected} rows were rejected and nothing was loaded. Mend the file, or load the other ${rows} with --skip-rejected.`,
    );
  }
}

function report({ at, code, message }: Rejected): void {
  const place = [at.line === undefined ? undefined : `line ${at.line}`, at.path]
    .filter((one) => one !== undefined)
    .join(', ');
  say(`rejected  ${place}: ${message} [${code}]`);
}

async function send(graph: Graph, id: string, source: ReadOptions, survey: Survey): Promise<number> {
  const isGrants = source.format === '360giving';
  const bar = progress('Loading', survey.rows);
  let batch = 0;
  for await (const rows of inBatches(read(source).rows)) {
    const given = { import: id, batch, [isGrants ? 'grants' : 'entries']: rows.map((row) => row.input) };
    await (isGrants
      ? graph.mutate('stageImportGrants', 'StageImportGrantsInput', given, 'id')
      : graph.mutate('stageImportEntries', 'StageImportEntriesInput', given, 'id'));
    batch += 1;
    bar.advance(rows.length);
  }
  bar.end();
  return batch;
}

/** Rows as they are sent together. */
export async function* inBatches(rows: AsyncIterable<Read>): AsyncGenerator<StagedRow[]> {
  let batch: StagedRow[] = [];
  let characters = 0;
  for await (const one of rows) {
    if (one.kind !== 'row') continue;
    const size = JSON.stringify(one.row.input).length;
    if (beginsBatch(batch.length, characters, size)) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(one.row);
    characters += size;
  }
  if (batch.length > 0) yield batch;
}
