import type { DateRejectionCode } from '../day.ts';

/** Why a part of a journal was not read, in the order in which it is looked at. */
export type EntryRejectionCode =
  | 'line-is-not-understood'
  | 'directive-is-not-supported'
  | 'comment-is-not-ended'
  | 'periodic-entry-is-not-supported'
  | 'automated-entry-is-not-supported'
  | 'text-is-malformed'
  | DateRejectionCode
  | 'account-is-malformed'
  | 'amount-is-not-separated'
  | 'amount-is-malformed'
  | 'amount-is-ambiguous'
  | 'commodity-is-missing'
  | 'commodity-is-not-a-currency'
  | 'amount-has-a-fraction'
  | 'amount-is-too-large'
  | 'lot-is-not-supported'
  | 'cost-is-malformed'
  | 'balance-assignment-is-not-supported'
  | 'one-sided-posting-is-not-supported'
  | 'entry-has-no-postings'
  | 'several-amounts-are-missing'
  | 'entry-does-not-balance'
  | 'balance-assertion-fails';
