import { isDay, isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { aboutOf } from '../about.ts';
import { Commodities, type CommodityOptions } from '../commodities.ts';
import type { EntryRow, ImportedPosting } from '../hledger/entry-row.ts';
import type { EntryRejectionCode } from '../hledger/rejection-code.ts';
import type { ImportRow } from '../import-row.ts';
import { readLines } from '../text.ts';
import { unreadable } from '../unreadable.ts';

const NEEDED = ['entry_id', 'day', 'account', 'currency', 'amount'] as const;
const CELL = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;

type Refusal = Rejection<EntryRejectionCode>;
interface Begun {
  readonly id: string;
  readonly day: string;
  readonly line: number;
  readonly postings: ImportedPosting[];
  refusal: (Refusal & { readonly line: number }) | undefined;
}

/**
 * Reads postings.csv, one row a posting, as nodes write it and by its data dictionary: columns are found by their names;
 * needed are entry_id, day, account, currency and amount, and a balance is checked where there is one. Rows of one entry
 * stand together. An entry is refused as a whole, at its first bad row.
 * @throws {HubgraphError} `ERR_IMPORT_UNREADABLE` if the file is not UTF-8 or has not these columns.
 * @see RFC 4180
 */
export async function* readPostings(
  input: AsyncIterable<Uint8Array>,
  options: CommodityOptions = {},
): AsyncGenerator<ImportRow<EntryRow, EntryRejectionCode>> {
  const commodities = new Commodities(options);
  const balances = new Map<string, bigint>();
  let columns: readonly string[] | undefined;
  let begun: Begun | undefined;
  for await (const { text, line } of readLines(input)) {
    const cells = cellsOf(text);
    if (columns === undefined) {
      columns = cells ?? [];
      const missing = NEEDED.filter((name) => !columns?.includes(name));
      if (missing.length > 0)
        throw unreadable(`The first line has no column ${missing.join(', ')}`, { line, offsetBytes: 0 });
      continue;
    }
    if (text === '') continue;
    const names: readonly string[] = columns;
    const of = (name: string): string => cells?.[names.indexOf(name)] ?? '';
    const isWhole = cells?.length === names.length;
    const id = of('entry_id');
    if (begun === undefined || begun.id !== id || !isWhole) {
      if (begun !== undefined) yield ended(begun);
      begun = { id, day: of('day'), line, postings: [], refusal: undefined };
    }
    const posting = isWhole
      ? readPosting(of, begun, balances, commodities)
      : reject('line-is-not-understood', `The row has not the ${names.length} cells of the first line.`);
    if (!('rejected' in posting)) begun.postings.push(posting);
    else begun.refusal ??= { ...posting, line };
  }
  if (columns === undefined) throw unreadable('The file is empty', { line: 1, offsetBytes: 0 });
  if (begun !== undefined) yield ended(begun);
}

function readPosting(
  of: (name: string) => string,
  { day }: Begun,
  balances: Map<string, bigint>,
  commodities: Commodities,
): ImportedPosting | Refusal {
  const [account, currency] = [of('account'), of('currency')];
  if (!isDay(of('day'))) return reject('date-is-malformed', `"${of('day').slice(0, 40)}" is not a day, as 2026-03-31.`);
  if (of('day') !== day) return reject('date-is-malformed', 'All postings of an entry have the same day.');
  if (account.trim() === '') return reject('account-is-malformed', 'The row has no account.');
  const amountMinor = amountOf(of('amount'), currency, commodities);
  if (typeof amountMinor !== 'bigint') return amountMinor;
  const key = `${account} ${currency}`;
  const held = (balances.get(key) ?? 0n) + amountMinor;
  balances.set(key, held);
  const stated = of('balance') === '' ? held : amountOf(of('balance'), currency, commodities);
  if (typeof stated !== 'bigint') return stated;
  const about = aboutOf(of);
  if (stated === held) return { account, currency, amountMinor, ...(about && { about }) };
  const message = `${account} is said to have ${stated} minor units of ${currency} with this row, and has ${held}.`;
  return reject('balance-assertion-fails', message);
}

function amountOf(text: string, currency: string, commodities: Commodities): bigint | Refusal {
  const amountMinor = commodities.parse(text, currency);
  if (!isRejection(amountMinor)) return amountMinor;
  switch (amountMinor.code) {
    case 'currency-is-unknown':
      return reject('commodity-is-not-a-currency', amountMinor.message);
    case 'amount-is-not-a-decimal':
      return reject('amount-is-malformed', amountMinor.message);
    default:
      return reject(amountMinor.code, amountMinor.message);
  }
}

function ended({ id, day, line, postings, refusal }: Begun): ImportRow<EntryRow, EntryRejectionCode> {
  const found = refusal ?? unbalanced(postings);
  if (found === undefined) {
    const moved = postings.filter(({ amountMinor }) => amountMinor !== 0n);
    const row: EntryRow = { sourceId: id, day, description: '', status: 'cleared', postings: moved, line };
    return { kind: 'row', row, at: { line } };
  }
  return { kind: 'rejected', code: found.code, message: found.message, at: { line: refusal?.line ?? line } };
}

function unbalanced(postings: readonly ImportedPosting[]): Refusal | undefined {
  const sums = new Map<string, bigint>();
  for (const { currency, amountMinor } of postings) sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
  const [first] = [...sums].filter(([, sum]) => sum !== 0n);
  if (first === undefined) return undefined;
  return reject(
    'entry-does-not-balance',
    `The postings add up to ${first[1]} minor units of ${first[0]}, not to zero.`,
  );
}

/** The cells of a line, an apostrophe in front of what a spreadsheet would run taken off; undefined if it is not CSV. */
function cellsOf(text: string): readonly string[] | undefined {
  const cells: string[] = [];
  CELL.lastIndex = 0;
  for (;;) {
    const [found, quoted, plain = '', comma] = CELL.exec(text) ?? [];
    if (found === undefined) return undefined;
    const cell = quoted?.replaceAll('""', '"') ?? plain;
    cells.push(/^'\s*[=+\-@]/.test(cell) ? cell.slice(1) : cell);
    if (comma !== ',') return cells;
  }
}
