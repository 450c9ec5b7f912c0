import type { CurrencyCode, Day, Instant } from '@hubgraph/kernel';
import type { AccountLimit, AccountName, Posting } from './types.ts';

/** Opens an account in one commodity; its type follows from the path and its exponent from ISO 4217 or from the resource. */
export interface OpenAccount {
  readonly type: 'OpenAccount';
  readonly at: Instant;
  readonly path: string;
  readonly currency: CurrencyCode;
  readonly limit?: AccountLimit;
  readonly name?: AccountName;
}

/** Closes an account whose balance is zero and that no pending entry touches. */
export interface CloseAccount {
  readonly type: 'CloseAccount';
  readonly at: Instant;
  readonly path: string;
  readonly currency: CurrencyCode;
}

/** Posts an entry at once. `id` is made and kept by the caller before sending: it makes the command idempotent. */
export interface PostEntry {
  readonly type: 'PostEntry';
  readonly at: Instant;
  readonly id: string;
  readonly kind: string;
  readonly effectiveDay: Day;
  readonly postings: readonly Posting[];
  readonly cites?: Readonly<Record<string, string>>;
}

/** Reserves what an entry would move, until it is posted, voided or expired. */
export interface PrepareEntry {
  readonly type: 'PrepareEntry';
  readonly at: Instant;
  readonly id: string;
  readonly kind: string;
  readonly effectiveDay: Day;
  /** After `at`. */
  readonly expiresAt: Instant;
  readonly postings: readonly Posting[];
  readonly cites?: Readonly<Record<string, string>>;
}

/** Posts a pending entry before it expires, whole or in part; what is not posted is released. */
export interface PostPending {
  readonly type: 'PostPending';
  readonly at: Instant;
  /** Id of the pending entry. */
  readonly entry: string;
  /** How much of each posting, in their order and with their signs; zero leaves one out. If not given, all of each. */
  readonly parts?: readonly { readonly amountMinor: bigint }[];
  /** Instead of the day it was prepared with, whose period may have been closed since. */
  readonly effectiveDay?: Day;
  /** What this step rests on, such as the other side's acceptance. */
  readonly cites?: Readonly<Record<string, string>>;
}

/** Releases a pending entry before it expires. */
export interface VoidPending {
  readonly type: 'VoidPending';
  readonly at: Instant;
  /** Id of the pending entry. */
  readonly entry: string;
  readonly cites?: Readonly<Record<string, string>>;
}

/** Records that a pending entry has expired, at or after its `expiresAt`. */
export interface ExpirePending {
  readonly type: 'ExpirePending';
  readonly at: Instant;
  /** Id of the pending entry. */
  readonly entry: string;
}

/** Posts the mirror image of a posted entry, in an open period. */
export interface ReverseEntry {
  readonly type: 'ReverseEntry';
  readonly at: Instant;
  /** Id of the new entry, of kind `reversal`. */
  readonly id: string;
  /** Id of the entry to reverse. */
  readonly reverses: string;
  readonly effectiveDay: Day;
  readonly cites?: Readonly<Record<string, string>>;
}

/** Closes all days before one that is not after today. What is dated there is refused from then on. */
export interface ClosePeriod {
  readonly type: 'ClosePeriod';
  readonly at: Instant;
  /** The first day that stays open. */
  readonly before: Day;
}

/** What `decide` takes. `at` is the moment of the command, in milliseconds since 1970. */
export type LedgerCommand =
  | OpenAccount
  | CloseAccount
  | ClosePeriod
  | PostEntry
  | PrepareEntry
  | PostPending
  | VoidPending
  | ExpirePending
  | ReverseEntry;
