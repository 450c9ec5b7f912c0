import type { EntryRow, ImportedPosting } from './hledger/entry-row.ts';

/** An entry of a file as the graph takes it; amounts are in minor units. */
export interface StagedEntry {
  readonly sourceId: string;
  readonly day: string;
  /** With what a posting is about, where a node has written the file. */
  readonly postings: readonly ({
    readonly account: string;
    readonly currency: string;
    readonly amountMinor: string;
  } & NonNullable<ImportedPosting['about']>)[];
}

const BATCH_ROWS_MAX = 200;
const BATCH_CHARACTERS_MAX = 200_000;

/** What is sent of an entry. One that only asserts balances has no postings, and nothing to book. */
export function stagedEntry({ sourceId, day, postings }: EntryRow): StagedEntry | undefined {
  if (postings.length === 0) return undefined;
  const sent = postings.map(({ account, currency, amountMinor, about }) => ({
    account,
    currency,
    amountMinor: amountMinor.toString(),
    ...about,
  }));
  return { sourceId, day, postings: sent };
}

/** True if a row begins a batch of its own after those that are in one already. Whoever sends a file makes the same batches. */
export function beginsBatch(rows: number, characters: number, size: number): boolean {
  return rows > 0 && (rows === BATCH_ROWS_MAX || characters + size > BATCH_CHARACTERS_MAX);
}
