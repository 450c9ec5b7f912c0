import type { Command } from '@hubgraph/journal';
import {
  AMOUNT_MINOR_MAX,
  type CurrencyCode,
  type Day,
  type Id,
  isRejection,
  type Rejection,
  reject,
} from '@hubgraph/kernel';
import { decide, type LedgerEvent, type Posting, typeOfPath } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';
import { accountPath } from '../imports/account-paths.ts';
import { type EntryRow, inRow, rowId, withoutLimits } from '../imports/rows.ts';
import { isSourceId } from '../imports/without-names.ts';
import { openFiling, type TeamBooksEvent, type TeamBooksRejectionCode, type TeamFilingState } from './domain.ts';

/** Takes entries of the file; nobody sees them before all are here. */
export interface TakeTeamFilingBatch extends Command {
  readonly type: 'TakeTeamFilingBatch';
  readonly filing: Id;
  readonly batch: number;
  /** A keyed digest of the rows as they were sent. */
  readonly digest: string;
  readonly entries: readonly EntryRow[];
  /** By the account's code in the rows: what the file calls it. */
  readonly names: Readonly<Record<string, TextRef>>;
}

/** An entry of a team's own books: no entry of the hub's. */
export interface FiledEntry {
  readonly id: Id;
  readonly day: Day;
  readonly postings: readonly FiledPosting[];
}
export interface FiledPosting extends Pick<Posting, 'account' | 'currency' | 'amountMinor' | 'dimensions'> {}

/** What a filing has so far. */
export interface FilingSoFar {
  readonly filing: TeamFilingState | undefined;
  hasRow(id: Id): boolean;
  /** The debits in a currency. */
  sumMinor(currency: CurrencyCode): bigint;
}

const BATCH_ROWS_MAX = 500;
/** What stands where the hub's own accounts have the code of a book. */
const OWN_BOOK = 'own';

export function decideTakeTeamFilingBatch(
  command: TakeTeamFilingBatch,
  state: FilingSoFar,
): readonly TeamBooksEvent[] | Rejection {
  const { batch, digest, entries: rows, names } = command;
  const filing = openFiling(command.filing, state.filing);
  if (isRejection(filing)) return filing;
  const refusal = checkBatch(filing, command) ?? checkRows(filing, rows, state);
  if (refusal !== undefined) return refusal;
  const entries: FiledEntry[] = [];
  for (const [n, row] of rows.entries()) {
    const entry = entryOf(row, filing, command.at);
    if (isRejection(entry)) return inRow(n, entry);
    entries.push(entry);
  }
  const large = [...debitsOf(entries)].find(([currency, sum]) => state.sumMinor(currency) + sum > AMOUNT_MINOR_MAX);
  if (large !== undefined) {
    return reject('balance-is-too-large', `The amounts in ${large[0]} add up to more than books hold.`);
  }
  const named = Object.entries(names).flatMap(([code, name]) => {
    const path = pathOfCode(code);
    return isRejection(path) ? [] : [{ path, name }];
  });
  return [{ type: 'TeamFilingBatchTaken', filing: filing.id, batch, digest, entries, names: named }];
}

/** The path of an account of a team's books, by its code. */
export function pathOfCode(code: string): string | Rejection<'account-type-is-unknown'> {
  // Codes differ where names do.
  return accountPath(code, OWN_BOOK, () => false);
}

function checkBatch(
  { id, batches }: TeamFilingState,
  { batch, entries }: TakeTeamFilingBatch,
): Rejection<TeamBooksRejectionCode> | undefined {
  if (entries.length === 0) return reject('batch-is-empty', 'A batch has at least one row.');
  if (entries.length > BATCH_ROWS_MAX) {
    return reject('batch-has-too-many-rows', `The batch has ${entries.length} rows; at most ${BATCH_ROWS_MAX} fit.`);
  }
  if (batch !== batches) {
    return reject('batch-is-out-of-order', `Batch ${batches} of ${id} is the next one, not ${batch}.`);
  }
  return undefined;
}

function checkRows(
  { id, from, to }: TeamFilingState,
  rows: readonly EntryRow[],
  state: FilingSoFar,
): Rejection<TeamBooksRejectionCode> | undefined {
  const seen = new Set<Id>();
  for (const [n, { sourceId, day }] of rows.entries()) {
    if (!isSourceId(sourceId)) {
      const form = 'A source id has 1 to 256 printable ASCII characters without spaces.';
      return inRow(n, reject('source-id-is-malformed', form));
    }
    const row = rowId(id, 'entry', sourceId);
    if (seen.has(row) || state.hasRow(row)) {
      return inRow(n, reject('row-is-repeated', 'The filing has had a row with this source id.'));
    }
    seen.add(row);
    if (day < from || day >= to) {
      return inRow(n, reject('day-is-outside-the-period', `${day.slice(0, 40)} is not from ${from} to before ${to}.`));
    }
  }
  return undefined;
}

/** An entry by the ledger's rules of form and balance; limits of accounts and funds are the team's own matter. */
function entryOf(row: EntryRow, filing: TeamFilingState, at: number): FiledEntry | Rejection {
  const id = rowId(filing.id, 'entry', row.sourceId);
  if (row.postings.length === 0) return { id, day: row.day, postings: [] };
  const postings: Posting[] = [];
  for (const { account, currency, amountMinor } of row.postings) {
    const path = pathOfCode(account);
    if (isRejection(path)) return path;
    postings.push(withDimensions({ account: path, fund: filing.id, currency, amountMinor }, filing));
  }
  const posted = decide(
    { type: 'PostEntry', at, id, kind: 'filed', effectiveDay: row.day, postings },
    withoutLimits(at, undefined),
  );
  if (isRejection(posted)) return posted;
  return { id, day: row.day, postings: postingsIn(posted) };
}

function postingsIn(events: readonly LedgerEvent[]): FiledPosting[] {
  return events.flatMap((event) =>
    event.type === 'EntryPosted' ? event.entry.postings.map(({ fund: _, ...posting }) => posting) : [],
  );
}

function withDimensions(plain: Posting, { accounts, country }: TeamFilingState): Posting {
  const type = typeOfPath(plain.account);
  if (type !== 'INCOME' && type !== 'EXPENSE') return plain;
  const note = accounts.find(({ path }) => path === plain.account);
  const others = type === 'INCOME' ? 'PUBLIC' : 'SUPPLIER';
  return {
    ...plain,
    dimensions: {
      counterparty: note?.isMovement === true ? 'MOVEMENT' : others,
      ...(note?.purpose === undefined ? {} : { purpose: note.purpose }),
      ...(type === 'EXPENSE' && country !== undefined ? { spentIn: country } : {}),
    },
  };
}

/** By currency: what the entries debit. */
function debitsOf(entries: readonly FiledEntry[]): Map<CurrencyCode, bigint> {
  const sums = new Map<CurrencyCode, bigint>();
  for (const { currency, amountMinor } of entries.flatMap(({ postings }) => postings)) {
    if (amountMinor > 0n) sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
  }
  return sums;
}
