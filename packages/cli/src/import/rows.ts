import { createReadStream } from 'node:fs';
import {
  type CommodityOptions,
  type DateFormat,
  type EntryRow,
  type GrantRow,
  type HashedStream,
  hashingStream,
  type ImportRow,
  readBeancount,
  readHledger,
  readIati,
  readPostings,
  readThreeSixtyGiving,
  stagedEntry,
} from '@hubgraph/imports';

export type Format = '360giving' | 'hledger' | 'beancount' | 'csv' | 'iati';

export interface ReadOptions extends CommodityOptions {
  readonly format: Format;
  readonly file: string;
  readonly dateFormat?: DateFormat;
  readonly defaultCurrency?: string;
}

/** One row as the graph takes it, and what it adds to the totals. */
export interface StagedRow {
  readonly input: Readonly<Record<string, unknown>>;
  readonly totals: readonly { readonly currency: string; readonly amountMinor: bigint }[];
}

export type Read = { readonly kind: 'row'; readonly row: StagedRow } | { readonly kind: 'empty' } | Rejected;
export type Rejected = Extract<ImportRow<unknown>, { kind: 'rejected' }>;

/** Reads a file from the beginning; the digest is there when the rows have ended. */
export function read({ format, file, dateFormat, defaultCurrency, resources }: ReadOptions): {
  readonly stream: HashedStream;
  readonly rows: AsyncGenerator<Read>;
} {
  const stream = hashingStream(createReadStream(file));
  const dates = dateFormat === undefined ? {} : { dateFormat };
  const currency = defaultCurrency === undefined ? {} : { defaultCurrency };
  switch (format) {
    case '360giving':
      return { stream, rows: shaped(readThreeSixtyGiving(stream, dates), grantInput) };
    case 'hledger':
      return { stream, rows: shaped(readHledger(stream, { ...dates, ...currency, resources }), entryInput) };
    case 'beancount':
      return { stream, rows: shaped(readBeancount(stream, { resources }), entryInput) };
    case 'iati':
      return { stream, rows: shaped(readIati(stream), entryInput) };
    case 'csv':
      return { stream, rows: shaped(readPostings(stream, { resources }), entryInput) };
  }
}

async function* shaped<T>(
  rows: AsyncIterable<ImportRow<T>>,
  shape: (row: T) => StagedRow | undefined,
): AsyncGenerator<Read> {
  for await (const row of rows) {
    if (row.kind === 'rejected') yield row;
    else {
      const staged = shape(row.row);
      yield staged === undefined ? { kind: 'empty' } : { kind: 'row', row: staged };
    }
  }
}

function grantInput(grant: GrantRow): StagedRow {
  const { recipientKind, amountMinor, currency } = grant;
  const optional = (name: 'recipientId' | 'recipientName' | 'plannedFrom' | 'plannedTo' | 'country') =>
    grant[name] === undefined ? {} : { [name]: grant[name] };
  const input = {
    sourceId: grant.sourceId,
    title: grant.title,
    ...(grant.description === '' ? {} : { description: grant.description }),
    recipientKind: recipientKind === 'individual' ? 'INDIVIDUAL' : 'ORGANISATION',
    ...optional('recipientId'),
    ...optional('recipientName'),
    currency,
    amountMinor: amountMinor.toString(),
    awardDay: grant.awardDay,
    ...optional('plannedFrom'),
    ...optional('plannedTo'),
    ...optional('country'),
  };
  return { input, totals: [{ currency, amountMinor }] };
}

function entryInput(entry: EntryRow): StagedRow | undefined {
  const input = stagedEntry(entry);
  return input === undefined
    ? undefined
    : { input: { ...input }, totals: entry.postings.filter(({ amountMinor }) => amountMinor > 0n) };
}
