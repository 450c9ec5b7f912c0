import { csvBroken, csvHead, csvRow } from '@hubgraph/exports';
import { entryColumns, postingRows } from './entries.ts';
import type { ExportBalance, ExportEntry } from './entry.ts';
import { applicationColumns, type ExportApplication, type Funder, grantJson } from './grants.ts';
import { JournalWriter } from './journal.ts';

const why = (error: unknown): string => (error instanceof Error ? error.message : 'something failed on the way.');

/** entries.csv: one row a posting. */
export async function* entriesCsv(entries: AsyncIterable<ExportEntry>): AsyncGenerator<string> {
  yield csvHead(entryColumns);
  let rows = 0;
  try {
    for await (const entry of entries) {
      for (const row of postingRows(entry)) {
        yield csvRow(entryColumns, row);
        rows += 1;
      }
    }
  } catch (error) {
    yield csvBroken(rows, why(error));
  }
}

/** books.journal: the books for hledger, with balances that it checks. */
export async function* booksJournal(
  hub: string,
  at: string,
  entries: AsyncIterable<ExportEntry>,
  accounts: AsyncIterable<ExportBalance>,
): AsyncGenerator<string> {
  const writer = new JournalWriter();
  yield writer.head(hub, at);
  try {
    for await (const entry of entries) yield writer.entry(entry);
    const balances: ExportBalance[] = [];
    for await (const account of accounts) balances.push(account);
    yield writer.end(balances);
  } catch (error) {
    yield writer.broken(why(error));
  }
}

/** applications.csv: one row an application. */
export async function* applicationsCsv(applications: AsyncIterable<ExportApplication>): AsyncGenerator<string> {
  yield csvHead(applicationColumns);
  let rows = 0;
  try {
    for await (const application of applications) {
      yield csvRow(applicationColumns, application);
      rows += 1;
    }
  } catch (error) {
    yield csvBroken(rows, why(error));
  }
}

/**
 * grants.json: every award, in the shape of the 360Giving standard. A file that breaks off is not JSON: no program can
 * take a part for the whole.
 */
export async function* grantsJson(
  funder: Funder,
  applications: AsyncIterable<ExportApplication>,
): AsyncGenerator<string> {
  yield '{"grants":[';
  let count = 0;
  try {
    for await (const application of applications) {
      yield `${count === 0 ? '\n' : ',\n'}${grantJson(application, funder)}`;
      count += 1;
    }
    yield '\n]}\n';
  } catch (error) {
    yield `\nINCOMPLETE: this file breaks off after ${count} grants: ${why(error)}\n`;
  }
}
