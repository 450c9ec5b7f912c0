import type { Event } from '@hubgraph/journal';
import type { CurrencyCode, Id, Rejection } from '@hubgraph/kernel';
import type { TextRef } from '@hubgraph/node';
import type {
  ExpenseReceiptAttached,
  ExpenseReceiptState,
  ExpenseState,
  OfExpense,
  ReceiptCopyPublished,
  ReceiptFile,
} from './domain.ts';
import { type ExpenseRejectionCode, ofAnother, refuse, unknown, unless } from './refusals.ts';

export interface AttachReceipt extends OfExpense {
  readonly type: 'AttachReceipt';
  readonly receipt: Id;
  /** SHA-256 of the file. */
  readonly contentHash: string;
  readonly amountMinor: bigint;
  /** If given, it must be the expense's. */
  readonly currency?: CurrencyCode;
  readonly about: TextRef;
  readonly file?: ReceiptFile;
}
export interface PublishReceiptCopy extends OfExpense {
  readonly type: 'PublishReceiptCopy';
  readonly receipt: Id;
  readonly contentHash: string;
  readonly file: ReceiptFile;
}

export const RECEIPTS_MAX = 50;

export function decideAttachReceipt(
  { expense: id, receipt, contentHash, amountMinor, currency, about, file, by }: AttachReceipt,
  { expense, isUsed }: { readonly expense: ExpenseState | undefined; readonly isUsed: boolean },
): Event[] | Rejection<ExpenseRejectionCode> {
  const refusal = unless(expense, id, ['SUBMITTED', 'INCOMPLETE', 'REVIEWED', 'APPROVED', 'PAID']);
  if (refusal !== undefined || expense === undefined) return refusal ?? unknown(id);
  if (expense.submittedBy !== by && expense.payeePerson !== by) return ofAnother();
  if (!/^[0-9a-f]{64}$/.test(contentHash)) {
    return refuse('content-hash-is-malformed', 'A SHA-256 is 64 small hexadecimal digits.');
  }
  if (amountMinor <= 0n) return refuse('amount-is-not-positive', 'A receipt is for more than nothing.');
  if (currency !== undefined && currency !== expense.currency) {
    return refuse('currency-differs', `The expense is in ${expense.currency}; say what the receipt is in the same.`);
  }
  if (isUsed) return refuse('receipt-is-used-already', 'The same file was given before; a receipt counts once.');
  if (expense.receipts.length >= RECEIPTS_MAX) {
    return refuse('receipts-are-too-many', `An expense has ${RECEIPTS_MAX} receipts at most.`);
  }
  const { currency: of } = expense;
  const original = file === undefined ? {} : { file };
  const attached = { expense: id, receipt, contentHash, currency: of, amountMinor, about, ...original };
  return [{ type: 'ExpenseReceiptAttached', ...attached } as ExpenseReceiptAttached];
}

/** Whoever gave the receipt, or who judges, covers what is private and shows the rest to everybody. */
export function decidePublishReceiptCopy(
  { expense: id, receipt: of, contentHash, file, by }: PublishReceiptCopy,
  {
    expense,
    receipt,
    isProtected,
    isJudge,
  }: {
    readonly expense: ExpenseState | undefined;
    readonly receipt: ExpenseReceiptState | undefined;
    readonly isProtected: boolean;
    /** True if who asks may approve or refuse expenses. */
    readonly isJudge: boolean;
  },
): Event[] | Rejection<ExpenseRejectionCode> {
  if (expense === undefined) return unknown(id);
  if (receipt?.expense !== id) return refuse('receipt-is-unknown', `The expense has no receipt ${of}.`);
  if (!isJudge && expense.submittedBy !== by && expense.payeePerson !== by) return ofAnother();
  // Before somebody has decided, this would tell whoever asks for money which countries are protected.
  const undecided = unless(expense, id, ['APPROVED', 'PAID', 'RECEIPTED']);
  if (undecided !== undefined) return undecided;
  if (expense.isWithheld || isProtected) {
    return refuse('receipt-is-withheld', 'Of what is spent in a protected country no receipt is shown.');
  }
  if (contentHash === receipt.contentHash) {
    return refuse('copy-is-the-original', 'This is the receipt itself; cover what is private first.');
  }
  return [{ type: 'ReceiptCopyPublished', expense: id, receipt: of, contentHash, file } as ReceiptCopyPublished];
}
