import type { CurrencyCode, Day } from '@hubgraph/kernel';
import type { ImportRow } from '../import-row.ts';

/** One movement of a bank account, as the bank booked it. What people wrote is in it: it goes no further than the vault. */
export interface BankLine {
  /** The day on which the bank booked it. */
  readonly bookedOn: Day;
  /** The day from which it counts for interest, where the bank says. */
  readonly valueOn?: Day;
  readonly currency: CurrencyCode;
  /** Positive for what came in, negative for what went out. */
  readonly amountMinor: bigint;
  /** The bank's own reference; parts of a batch have `/1`, `/2` at its end. */
  readonly bankReference?: string;
  /** The reference that whoever paid gave it: the end-to-end id of a payment. */
  readonly paymentReference?: string;
  readonly counterpartyName?: string;
  /** IBAN, or an account number as the bank writes it. */
  readonly counterpartyAccount?: string;
  /** What it is for. */
  readonly remittance?: string;
  /** The bank took back what it had booked before. */
  readonly isReversal?: boolean;
  /** Why a payment came back: a code of ISO 20022, as AC04 for a closed account. */
  readonly returnReason?: string;
  /** Where it stands in the file, from 1. */
  readonly line: number;
}

/** What frames the lines of one account in one file. */
export interface BankStatement {
  /** From 0, in the file. */
  readonly ordinal: number;
  /** The bank's own id of the statement; absent in CSV. */
  readonly statementId?: string;
  /** IBAN or account number, as the file says; absent in a CSV whose mapping does not say. */
  readonly account?: string;
  readonly currency: CurrencyCode;
  /** The first and the last day; of the lines, where the file does not say. */
  readonly from: Day;
  readonly to: Day;
  /** The booked balance before the first and after the last line; both or none. */
  readonly openingMinor?: bigint;
  readonly closingMinor?: bigint;
  readonly lines: number;
  /** What was left out because the bank has not booked it yet. */
  readonly notBooked: number;
}

/** Lines first, then the statement that they were of. */
export type BankItem =
  | { readonly type: 'line'; readonly line: BankLine }
  | { readonly type: 'statement'; readonly statement: BankStatement };

/** Why something in a bank's file was not read; README.md has a sentence for each. */
export type BankRejectionCode =
  | 'balance-is-missing'
  | 'balances-do-not-add-up'
  | 'statement-ends-before-it-begins'
  | 'statement-is-empty'
  | 'account-is-missing'
  | 'direction-is-missing'
  | 'batch-does-not-add-up'
  | 'currency-differs'
  | 'currency-is-missing'
  | 'currency-is-unknown'
  | 'amount-is-missing'
  | 'amount-is-malformed'
  | 'amount-is-ambiguous'
  | 'amount-is-negative'
  | 'amount-is-zero'
  | 'amount-has-a-fraction'
  | 'amount-is-too-large'
  | 'both-sides-have-amounts'
  | 'date-is-missing'
  | 'date-is-malformed'
  | 'date-format-is-not-stated'
  | 'date-is-not-in-the-calendar'
  | 'row-has-other-columns';

export type BankImportRow = ImportRow<BankItem, BankRejectionCode>;
