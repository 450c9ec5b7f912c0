import { entryOf, sliceOf } from '@hubgraph/books';
import type { Projection, Reader } from '@hubgraph/journal';
import { type Id, type Instant, isRejection } from '@hubgraph/kernel';
import type { BankAccountState } from '../bank/domain.ts';
import { bankAccountOf, matchSides, openEntriesAfter } from '../bank/views.ts';
import { payeeOf } from '../expenses/payees/views.ts';
import type { ExpenseState } from '../expenses/requests/domain.ts';
import { expenseOfEntry, expensePayoutOf, isInPaymentFile } from '../expenses/requests/views.ts';
import {
  type PaymentFileEvent,
  type PaymentFileState,
  type PaymentOrderState,
  payeeNamed,
  type Sources,
  sourceOf,
} from './domain.ts';

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

/** An entry that a payment file can be made of. */
export interface Payable {
  readonly source: Id;
  readonly amountMinor: bigint;
  /** Undefined where nothing says whom it pays. */
  readonly payee: Id | undefined;
}

const LOOKED_AT_MAX = 1_000;
const ALL_DAYS = '9999-99-99';

/** Among the oldest entries at a bank that it has not carried out: the payments that are in no file yet. */
export function payablesFrom(read: Reader, account: BankAccountState, at: Instant, limit: number): Payable[] {
  const sources = sourcesOf(read, account.id, at);
  const found: Payable[] = [];
  for (const { entry: source, amountMinor } of openEntriesAfter(read, account, ALL_DAYS, ['', ''], LOOKED_AT_MAX)) {
    const entry = sources.entry(source);
    if (found.length >= limit || entry === undefined || amountMinor >= 0n) continue;
    const payee = payeeNamed(source, entry, sources);
    const asked = sourceOf({ source, payee: payee ?? '' }, account, { ...sources, isPayeeKnown: () => true });
    if (!isRejection(asked)) found.push({ source, amountMinor: asked.amountMinor, payee });
  }
  return found;
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
