import type { Rejection } from '@hubgraph/kernel';

/**
 * Every refusal and what it means, in precedence order, one order for all commands: where several rules are broken, the
 * first code of this list is the answer; within one rule, the first posting that breaks it. A code once published keeps
 * its meaning. After TigerBeetle's result codes.
 * @see https://docs.tigerbeetle.com/reference/requests/create_transfers/
 */
export const LEDGER_REJECTIONS = {
  'entry-id-is-malformed': 'An id is 1 to 128 printable ASCII characters without spaces.',
  'entry-is-unknown': 'There is no entry with this id to post, void, expire or reverse.',
  'entry-exists-with-different-kind': 'The id is taken by an entry of another kind.',
  'entry-exists-with-different-effective-day': 'The id is taken by an entry of another day.',
  'entry-exists-with-different-expiry': 'The id is taken by an entry that expires at another time, or never.',
  'entry-exists-with-different-reversal': 'The id is taken by an entry that reverses another one, or none.',
  'entry-exists-with-different-postings': 'The id is taken by an entry with other postings.',
  'entry-exists-with-different-cites': 'The id is taken by an entry that cites something else.',
  'entry-exists': 'The same entry is already in the books: a repeated command, nothing is left to do.',
  'entry-is-not-posted': 'Only posted entries can be reversed; a pending one is voided.',
  'entry-is-a-reversal': 'A reversal is not reversed again; post a new entry.',
  'entry-is-already-reversed': 'An entry is reversed once.',
  'entry-is-not-pending': 'The entry was posted at once and was never pending.',
  'pending-is-already-posted': 'The pending entry was posted before.',
  'pending-is-already-voided': 'The pending entry was voided before.',
  'pending-is-expired': 'The time of the pending entry is over: it can only be recorded as expired, once.',
  'pending-is-not-yet-expired': 'The time of the pending entry is not over.',
  'parts-do-not-fit-entry': 'A pending entry is posted with one part for each of its postings.',
  'part-exceeds-pending': 'A part has the sign of what was prepared and is not more than it.',
  'parts-are-nothing': 'Of a pending entry at least something is posted; else it is voided.',
  'entry-kind-is-malformed': 'A kind is lower case, [a-z0-9-], begins with a letter, at most 64 characters.',
  'day-is-malformed': 'A day is written YYYY-MM-DD and is in the calendar.',
  'cites-are-malformed':
    'At most 16 cited things, each name like a kind, each value 1 to 256 printable ASCII characters.',
  'expiry-is-not-ahead': 'A pending entry expires later than it is prepared.',
  'entry-has-too-few-postings': 'An entry has at least two postings.',
  'entry-has-too-many-postings': 'An entry has at most 1,000 postings.',
  'amount-is-zero': 'A posting moves something.',
  'amount-is-too-large': 'A posting holds at most 2^62 - 1 minor units.',
  'currency-is-unknown': 'The currency is not in ISO 4217, and the code is none of a resource.',
  'resource-is-unknown': 'No account is opened in a resource that was not declared.',
  'account-path-is-malformed': 'A path is 1 to 8 segments of [a-z0-9-], the first naming one of the five types.',
  'dimension-is-malformed': 'Dimensions are ids and codes: 1 to 128 printable ASCII characters without spaces.',
  'country-is-malformed': 'A country is two capital letters, as in ISO 3166-1.',
  'cost-class-does-not-match-account': 'A class of cost belongs to expenses.',
  'counterparty-is-missing': 'Income and expenses say who is at the other end, or totals could not be consolidated.',
  'counterparty-does-not-match-account':
    'Postings to income:movement and expenses:movement have the counterparty MOVEMENT.',
  'entry-does-not-balance': 'Debits and credits differ in a currency.',
  'fund-does-not-balance': 'Debits and credits of a fund differ in a currency.',
  'period-was-closed': 'The books are closed up to this day, or up to a later one.',
  'period-is-not-over': 'A period ends at the latest with yesterday.',
  'account-exists-with-different-limit': 'The account is already open, with another limit.',
  'account-exists': 'The same account is already open: a repeated command, nothing is left to do.',
  'account-is-unknown': 'There is no such account in this currency.',
  'account-is-closed': 'The account was closed and stays closed.',
  'account-has-pending-entries': 'An account closes after its pending entries are posted, voided or expired.',
  'account-balance-is-not-zero': 'An account closes with a balance of zero.',
  'fund-is-unknown': 'There is no such fund.',
  'fund-is-closed': 'The fund takes no more entries.',
  'purpose-is-not-allowed-by-fund': 'The fund is restricted to purposes of which this is none.',
  'country-is-not-allowed-by-fund': 'The fund is spent in countries of which this is none.',
  'fund-is-ring-fenced': 'Nothing goes from a ring-fenced fund to another one.',
  'period-is-closed': 'The day lies in a closed period; a correction goes to the open one.',
  'day-is-too-far-ahead': 'The day is more than 31 days after today.',
  'debits-would-exceed-credits': 'The account may not be debited beyond its posted credits; pending debits count.',
  'credits-would-exceed-debits': 'The account may not be credited beyond its posted debits; pending credits count.',
  'fund-is-overdrawn': 'The fund has less than this available, after what pending entries reserve.',
  'balance-is-too-large':
    'A running sum would leave the 64-bit range, 2^63 - 1 minor units, or one entry take more than an eighth of what is left of it.',
} as const;

/** The code of a refusal: a sentence in kebab-case. */
export type LedgerRejectionCode = keyof typeof LEDGER_REJECTIONS;

/** A refusal of a ledger command. */
export type LedgerRejection = Rejection<LedgerRejectionCode>;
