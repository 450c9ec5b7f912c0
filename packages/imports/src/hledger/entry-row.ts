import type { CurrencyCode, Day } from '@hubgraph/kernel';
import type { About } from '../about.ts';

/** `*` is cleared, `!` is pending. */
export type EntryStatus = 'cleared' | 'pending' | 'unmarked';

/** One line of an entry. */
export interface ImportedPosting {
  /** As the journal writes it: `Assets:Wells Fargo:Checking`; or `equity:trading:EUR-USD`, made for an exchange. */
  readonly account: string;
  readonly currency: CurrencyCode;
  /** In minor units, never zero: debits are positive, credits negative. */
  readonly amountMinor: bigint;
  /** Only in files that nodes have written. */
  readonly about?: About;
}

/** A transaction of the journal. */
export interface EntryRow {
  /**
   * A digest of day, code, description, accounts and amounts, and a number that counts equal transactions: it stays
   * the same when other lines, comments or the layout change.
   */
  readonly sourceId: string;
  readonly day: Day;
  /** Payee and note as written: `Bank | Buy EUR`. */
  readonly description: string;
  readonly status: EntryStatus;
  /** What stands in parentheses before the description, as the number of a cheque. */
  readonly code?: string;
  /** They add up to zero in each currency. None for a transaction that only asserts balances or moves nothing. */
  readonly postings: readonly ImportedPosting[];
  /** Of the date, from 1. */
  readonly line: number;
}
