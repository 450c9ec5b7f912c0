import type { CurrencyCode, Day, Instant } from '@hubgraph/kernel';
import type { Account, Entry } from './types.ts';

/** An account was opened, with all sums zero. */
export interface AccountOpened {
  readonly type: 'AccountOpened';
  readonly at: Instant;
  readonly account: Account;
}

/** An account was closed. */
export interface AccountClosed {
  readonly type: 'AccountClosed';
  readonly at: Instant;
  readonly path: string;
  readonly currency: CurrencyCode;
}

/** All days before this one are closed, for ever. */
export interface PeriodClosed {
  readonly type: 'PeriodClosed';
  readonly at: Instant;
  /** The first day that is open. */
  readonly before: Day;
}

/** An entry was posted at once; if `entry.reverses` is set, that entry is now reversed. */
export interface EntryPosted {
  readonly type: 'EntryPosted';
  readonly at: Instant;
  readonly entry: Entry;
}

/** An entry was prepared: its amounts are pending. */
export interface EntryPrepared {
  readonly type: 'EntryPrepared';
  readonly at: Instant;
  readonly entry: Entry;
}

/** A pending entry came to its end; `entry` is the whole of it with its final status, so that a fold needs no look-up. */
export interface PendingResolved<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
  readonly entry: Entry;
  /** What this step rests on; the entry's own `cites` stay as prepared. */
  readonly cites?: Readonly<Record<string, string>>;
}

/** The pending amounts became posted; where `entry.prepared` is set, less than them, and the rest was released. */
export type PendingPosted = PendingResolved<'PendingPosted'>;
/** The pending amounts were released by a decision. */
export type PendingVoided = PendingResolved<'PendingVoided'>;
/** The pending amounts were released by time. */
export type PendingExpired = PendingResolved<'PendingExpired'>;

/** The events that move amounts. */
export type EntryEvent = EntryPosted | EntryPrepared | PendingPosted | PendingVoided | PendingExpired;

/** All that `decide` may answer: plain JSON but for amounts, `bigint` in places whose name ends in `Minor`, as the kernel's codec writes them. */
export type LedgerEvent = AccountOpened | AccountClosed | PeriodClosed | EntryEvent;
