import { entryOf, sliceOf } from '@hubgraph/books';
import type { Projection, Reader } from '@hubgraph/journal';
import type { Id, Instant } from '@hubgraph/kernel';
import { bankAccountOf, matchSides } from '../bank/views.ts';
import { payeeOf } from '../expenses/payees/views.ts';
import type { ExpenseState } from '../expenses/requests/domain.ts';
import { expenseOfEntry, expensePayoutOf, isInPaymentFile } from '../expenses/requests/views.ts';
import type { PaymentFileEvent, PaymentFileState, PaymentOrderState, Sources } from './domain.ts';

/** Payment files; ids are in the order of age. */
export const paymentFileList: Projection = {
  name: 'payment-files',
  version: 1,
  schema: ['CREATE TABLE payment_file (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID'],
  fold({ event }, views) {
    const happened = event as PaymentFileEvent;
    if (happened.type === 'PaymentFileMade') views.run('INSERT INTO payment_file VALUES (?)', happened.file);
  },
};

export function paymentFileOf(read: Reader, id: Id): PaymentFileState | undefined {
  return read.entity<PaymentFileState>('payment-file', id);
}

export function paymentOrderOf(read: Reader, id: Id): PaymentOrderState | undefined {
  return read.entity<PaymentOrderState>('payment-order', id);
}

/** True where the bank's statement has the payment's entry. */
export function isSettled(read: Reader, { file, entry }: PaymentOrderState): boolean {
  const bankAccount = paymentFileOf(read, file)?.bankAccount ?? '';
  return matchSides(read, bankAccount).entry(entry)?.match !== undefined;
}

/** The expense whose payment an entry is, while it stands. */
export function expensePaidBy(read: Reader, entry: Id): ExpenseState | undefined {
  const expense = expenseOfEntry(read, entry);
  return expense?.payment === entry ? expense : undefined;
}

export function sourcesOf(read: Reader, bankAccount: Id, at: Instant): Sources {
  const sides = matchSides(read, bankAccount);
  return {
    account: bankAccountOf(read, bankAccount),
    slice: sliceOf(read, at),
    entry: (id) => entryOf(read, id)?.entry,
    expense: (id) => expenseOfEntry(read, id),
    isInFile: (id) => isInPaymentFile(read, id),
    isMatched: (id) => sides.entry(id)?.match !== undefined,
    isPayeeKnown: (id) => payeeOf(read, id) !== undefined,
    hasPayeeChanged: (expense) => expensePayoutOf(read, expense).hasChanged,
  };
}
