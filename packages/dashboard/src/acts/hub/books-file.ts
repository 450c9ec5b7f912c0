import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  beginsBatch,
  type DateFormat,
  type EntryRow,
  hashingStream,
  type ImportRow,
  readBeancount,
  readHledger,
  readPostings,
  type StagedEntry,
  stagedEntry,
} from '@hubgraph/imports';
import { currencyExponent, HubgraphError, moneyText } from '@hubgraph/kernel';
import type { FaultCode } from '../field.ts';

/** What was read from a file of books: it goes with the form until it is confirmed, and is kept nowhere. */
export interface BooksFile {
  readonly sha256: string;
  readonly entries: readonly StagedEntry[];
  /** Rows that were left out because whoever sends the file said so, with why. */
  readonly leftOut: readonly string[];
}

/** What the form says of how the file is to be read. */
export interface BooksReading {
  /** For dates that do not begin with the year. */
  readonly dateFormat?: string | undefined;
  /** For amounts of which the file says none. */
  readonly currency?: string | undefined;
  /** True if rows that cannot be read are left out; otherwise the file is not taken. */
  readonly skipsRejected: boolean;
}

/** What became of a file: the value of its field, or what is wrong with it, row by row. */
export type BooksRead =
  | { readonly value: string }
  | { readonly fault: { readonly code: FaultCode; readonly says?: string } };

/** As much as goes along in a form. Longer ones are filed by the command line. */
const VALUE_LENGTH_MAX = 400_000;
const TEXT_BYTES_MAX = 32 * 1_048_576;
const REJECTIONS_SHOWN_MAX = 20;
const VALUE = /^([\w-]+) (.{1,100})$/;
export const DATE_FORMATS: readonly DateFormat[] = ['YYYY-MM-DD', 'DD/MM/YYYY', 'MM/DD/YYYY'];

/**
 * Reads a file of books: Beancount, the CSV of postings, or else the journal of hledger and ledger. Rows that cannot be
 * read are told with their lines.
 */
export async function readBooksFile(
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  reading: BooksReading,
): Promise<BooksRead> {
  try {
    const { file, rejected } = await readAll(name, bytes, reading);
    // Where some dates do not fit, others may be read wrongly without a sign.
    const isMisdated = rejected.some(({ code }) => code.startsWith('date-'));
    if (rejected.length > 0 && (isMisdated || !reading.skipsRejected)) {
      return { fault: { code: isMisdated ? 'booksMisdated' : 'booksRejected', says: told(rejected).join('\n') } };
    }
    if (file.entries.length === 0 && rejected.length > 0) return { fault: { code: 'booksEmpty' } };
    const packed = deflateRawSync(JSON.stringify({ ...file, leftOut: told(rejected) })).toString('base64url');
    return packed.length > VALUE_LENGTH_MAX ? { fault: { code: 'booksTooLong' } } : { value: `${packed} ${name}` };
  } catch (error) {
    if (!(error instanceof HubgraphError)) throw error;
    return { fault: { code: 'booksUnreadable', says: error.message } };
  }
}

type Rejected = Extract<ImportRow<EntryRow>, { readonly kind: 'rejected' }>;

async function readAll(
  name: string,
  bytes: Uint8Array,
  { dateFormat: asked, currency }: BooksReading,
): Promise<{ readonly file: Omit<BooksFile, 'leftOut'>; readonly rejected: readonly Rejected[] }> {
  const stream = hashingStream(
    (async function* () {
      yield bytes;
    })(),
  );
  const dateFormat = DATE_FORMATS.find((one) => one === asked);
  const defaultCurrency = currency?.toUpperCase();
  const rows: AsyncIterable<ImportRow<EntryRow>> = /\.(beancount|bean)$/i.test(name)
    ? readBeancount(stream)
    : /\.csv$/i.test(name)
      ? readPostings(stream)
      : readHledger(stream, {
          ...(dateFormat === undefined ? {} : { dateFormat }),
          ...(defaultCurrency !== undefined && currencyExponent(defaultCurrency) !== undefined
            ? { defaultCurrency }
            : {}),
        });
  const entries: StagedEntry[] = [];
  const rejected: Rejected[] = [];
  for await (const row of rows) {
    if (row.kind === 'rejected') rejected.push(row);
    else {
      const entry = stagedEntry(row.row);
      if (entry !== undefined) entries.push(entry);
    }
  }
  return { file: { sha256: stream.digest().sha256, entries }, rejected };
}

function told(rejected: readonly Rejected[]): readonly string[] {
  const shown = rejected.slice(0, REJECTIONS_SHOWN_MAX).map(({ at, message }) => `${at.line ?? at.path}: ${message}`);
  const more = rejected.length - shown.length;
  return more > 0 ? [...shown, `+ ${more}`] : shown;
}

/** What stands in the value of a field; undefined for what no file made. */
export function booksIn(value: string): (BooksFile & { readonly name: string }) | undefined {
  const [, packed = '', name = ''] = VALUE.exec(value) ?? [];
  if (packed === '') return undefined;
  try {
    const text = inflateRawSync(Buffer.from(packed, 'base64url'), { maxOutputLength: TEXT_BYTES_MAX }).toString('utf8');
    const { sha256, entries, leftOut } = JSON.parse(text) as BooksFile;
    const isWhole = typeof sha256 === 'string' && Array.isArray(entries) && Array.isArray(leftOut);
    return isWhole ? { sha256, entries, leftOut, name } : undefined;
  } catch {
    // Somebody changed what the page had given the form: it is asked for once more.
    return undefined;
  }
}

/** The entries as they are sent together, the same ones as by the command line. */
export function batchesOf(entries: readonly StagedEntry[]): readonly (readonly StagedEntry[])[] {
  const batches: StagedEntry[][] = [];
  let characters = 0;
  for (const entry of entries) {
    const size = JSON.stringify(entry).length;
    const last = batches.at(-1);
    if (last === undefined || beginsBatch(last.length, characters, size)) {
      batches.push([entry]);
      characters = size;
    } else {
      last.push(entry);
      characters += size;
    }
  }
  return batches;
}

/** What a file holds, to be read before it is confirmed: `2026.journal: 2026-01-02 – 2026-03-30, × 412`, what it debits, and what is left out. */
export function booksInShort(value: string): string {
  const file = booksIn(value);
  if (file === undefined) return value;
  const days = file.entries.map(({ day }) => day).sort();
  const span = days.length === 0 ? [] : [`${days[0]} – ${days.at(-1)}`];
  const debits = new Map<string, bigint>();
  for (const { currency, amountMinor } of file.entries.flatMap(({ postings }) => postings)) {
    const minor = BigInt(amountMinor);
    if (minor > 0n) debits.set(currency, (debits.get(currency) ?? 0n) + minor);
  }
  const sums = [...debits].map(([currency, amountMinor]) => moneyText({ currency, amountMinor }));
  return [file.name, [...span, `× ${file.entries.length}`, ...sums].join(', '), ...file.leftOut].join('\n');
}
