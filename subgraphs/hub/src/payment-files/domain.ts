import { isOwnEntry, keep } from '@hubgraph/books';
import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import { type CurrencyCode, type Day, dayOf, type Id, isRejection, type Rejection, reject } from '@hubgraph/kernel';
import type { Entry, LedgerCommand, Posting, Slice } from '@hubgraph/ledger';
import type { TextRef } from '@hubgraph/node';
import type { BankAccountState } from '../bank/domain.ts';
import type { Payout } from '../expenses/payees/domain.ts';
import type { ExpenseState } from '../expenses/requests/domain.ts';
import { returnedEntry } from '../expenses/requests/entries.ts';
import { decideReturnExpensePayment, type ReturnExpensePayment } from '../expenses/requests/paying.ts';

/** One payment to one payee, for an entry that owes it or has booked it. */
export interface PaymentToMake {
  /** Its own id; the last part of it is the end-to-end id by which the bank's statement says it again. */
  readonly payment: Id;
  readonly source: Id;
  readonly payee: Id;
  /** Name and IBAN as they were when the file was made: who changes them later does not change what a bank was told. */
  readonly name: TextRef;
  readonly account: TextRef;
}
export interface MakePaymentFile extends Command {
  readonly type: 'MakePaymentFile';
  readonly file: Id;
  readonly bankAccount: Id;
  readonly executionDay: Day;
  readonly payments: readonly PaymentToMake[];
}
export interface ReleasePaymentFile extends Command {
  readonly type: 'ReleasePaymentFile';
  readonly file: Id;
}
export interface CancelPaymentFile extends Command {
  readonly type: 'CancelPaymentFile';
  readonly file: Id;
}
/** The money of one payment came back. */
export interface ReturnPayment extends Command {
  readonly type: 'ReturnPayment';
  readonly payment: Id;
  /** A code of ISO 20022, as AC04. */
  readonly reason: string;
  /** The same for people, where an expense is owed again. */
  readonly note: TextRef;
}

export interface PaymentInFile extends PaymentToMake {
  /** The entry that takes the money from the bank. */
  readonly entry: Id;
  /** True where that entry was made with the file; otherwise what made it also takes it back. */
  readonly isBookedHere: boolean;
  readonly amountMinor: bigint;
}
export interface PaymentFileMade extends Event {
  readonly type: 'PaymentFileMade';
  readonly file: Id;
  readonly bankAccount: Id;
  readonly currency: CurrencyCode;
  readonly executionDay: Day;
  readonly payments: readonly PaymentInFile[];
}
export interface PaymentFileReleased extends Event {
  readonly type: 'PaymentFileReleased';
  readonly file: Id;
}
export interface PaymentFileCancelled extends Event {
  readonly type: 'PaymentFileCancelled';
  readonly file: Id;
  readonly payments: readonly { readonly payment: Id; readonly source: Id }[];
}
export interface PaymentSentBack extends Event {
  readonly type: 'PaymentSentBack';
  readonly payment: Id;
  readonly source: Id;
  readonly reason: string;
  /** The mirror image of what took the money from the bank, where it is booked with this. */
  readonly entry?: Id;
}
export type PaymentFileEvent = PaymentFileMade | PaymentFileReleased | PaymentFileCancelled | PaymentSentBack;

export interface PaymentFileState extends Omit<PaymentFileMade, 'type' | 'file'> {
  readonly id: Id;
  readonly status: 'MADE' | 'RELEASED' | 'CANCELLED';
  readonly madeAt: number;
  readonly madeBy: string;
  readonly releasedAt?: number;
  readonly releasedBy?: string;
}
export interface PaymentOrderState extends Omit<PaymentInFile, 'payment'> {
  readonly id: Id;
  readonly file: Id;
  readonly currency: CurrencyCode;
  readonly status: 'IN_FILE' | 'RETURNED' | 'CANCELLED';
  readonly reason?: string;
}

/** In order of precedence; those of the ledger come after them. */
export type PaymentFileRejectionCode =
  | 'bank-account-is-unknown'
  | 'execution-day-is-past'
  | 'file-has-no-payments'
  | 'file-has-too-many-payments'
  | 'entry-is-listed-twice'
  | 'entry-is-unknown'
  | 'entry-is-not-payable'
  | 'entry-belongs-to-another-concept'
  | 'entry-is-already-reversed'
  | 'entry-is-in-a-payment-file'
  | 'entry-is-matched'
  | 'payee-is-unknown'
  | 'payee-differs'
  | 'payee-has-changed'
  | 'payment-file-is-unknown'
  | 'payment-file-is-released'
  | 'payment-file-is-cancelled'
  | 'payment-file-was-made-by-the-same-person'
  | 'payment-is-unknown'
  | 'payment-is-not-released'
  | 'payment-is-returned'
  | 'return-reason-is-malformed';

const PAYMENTS_MAX = 200;

/** The kind of entries that are booked with a file. */
const PAYMENT = 'payment';
/** The kind of entries of books that were kept elsewhere. */
const IMPORTED = 'imported';

/** What is looked up for the payments of a file. */
export interface Sources {
  readonly account: BankAccountState | undefined;
  readonly slice: Slice;
  entry(id: Id): Entry | undefined;
  /** The expense for which an entry was booked. */
  expense(entry: Id): ExpenseState | undefined;
  isInFile(entry: Id): boolean;
  isMatched(entry: Id): boolean;
  isPayeeKnown(payee: Id): boolean;
  /** True where the details of an expense's payee are not those that were approved. */
  hasPayeeChanged(expense: ExpenseState): boolean;
}

export function decideMakePaymentFile(command: MakePaymentFile, state: Sources): readonly Event[] | Rejection {
  const { file, bankAccount, executionDay, payments, at } = command;
  const { account } = state;
  if (account === undefined)
    return refuse('bank-account-is-unknown', `There is no bank account ${bankAccount.slice(0, 80)}.`);
  if (executionDay < dayOf(at)) return refuse('execution-day-is-past', 'The bank carries payments out today or later.');
  if (payments.length === 0) return refuse('file-has-no-payments', 'A payment file has at least one payment.');
  if (payments.length > PAYMENTS_MAX) {
    return refuse('file-has-too-many-payments', `A payment file has at most ${PAYMENTS_MAX} payments.`);
  }
  if (new Set(payments.map(({ source }) => source)).size < payments.length) {
    return refuse('entry-is-listed-twice', 'Pay each entry once.');
  }
  const made: PaymentInFile[] = [];
  const commands: LedgerCommand[] = [];
  for (const payment of payments) {
    const found = sourceOf(payment, account, state);
    if (isRejection(found)) return found;
    if (found.postings === undefined) {
      made.push({ ...payment, entry: payment.source, isBookedHere: false, amountMinor: found.amountMinor });
      continue;
    }
    // Not of the kind of entries that a treasurer reverses by hand: the payment would not know of it.
    const booking = `${payment.payment}/1`;
    const cites = { file, payment: payment.payment, settles: payment.source };
    const entry = { id: booking, kind: PAYMENT, effectiveDay: dayOf(at), postings: found.postings, cites };
    commands.push({ type: 'PostEntry', at, ...entry });
    made.push({ ...payment, entry: booking, isBookedHere: true, amountMinor: found.amountMinor });
  }
  const kept = keep(state.slice, commands);
  if (isRejection(kept)) return kept;
  const { currency } = account;
  const event: PaymentFileMade = { type: 'PaymentFileMade', file, bankAccount, currency, executionDay, payments: made };
  return [event, ...kept];
}

/** Whom an entry pays, as far as it or its expense says. */
export function payeeNamed(source: Id, entry: Entry, { expense }: Pick<Sources, 'expense'>): Id | undefined {
  const named = entry.postings.find(({ dimensions }) => dimensions?.recipient !== undefined)?.dimensions?.recipient;
  return expense(source)?.payee ?? named;
}

/** What an entry asks to be paid: an amount, and the postings that book it where it is only owed. */
export function sourceOf(
  { source, payee }: Pick<PaymentToMake, 'source' | 'payee'>,
  account: BankAccountState,
  state: Sources,
): { readonly amountMinor: bigint; readonly postings?: readonly Posting[] } | Rejection<PaymentFileRejectionCode> {
  const entry = state.entry(source);
  if (entry === undefined) return refuse('entry-is-unknown', `There is no entry ${source.slice(0, 80)}.`);
  const { ledgerAccount, currency } = account;
  const own = entry.postings.filter((posting) => posting.currency === currency);
  const sum = (some: readonly Posting[]) => some.reduce((total, { amountMinor }) => total + amountMinor, 0n);
  const atBank = own.filter((posting) => posting.account === ledgerAccount);
  const owed = own.filter((posting) => posting.account.startsWith('liabilities:payable:'));
  const isBooked = atBank.length > 0 && sum(atBank) < 0n;
  const isOwed = atBank.length === 0 && sum(owed) < 0n;
  if (entry.status !== 'POSTED' || entry.reverses !== undefined || (!isBooked && !isOwed)) {
    return refuse(
      'entry-is-not-payable',
      `The entry ${source} neither owes money (liabilities:payable) nor pays it from ${ledgerAccount} in ${currency}.`,
    );
  }
  // What it comes from would not know that it was paid, and pay it once more.
  if (isOwed && !isOwnEntry(source) && entry.kind !== IMPORTED) {
    return refuse('entry-belongs-to-another-concept', `Pay what ${source} owes where it comes from, then send that.`);
  }
  if (entry.reversedBy !== undefined) return refuse('entry-is-already-reversed', `The entry ${source} was reversed.`);
  if (state.isInFile(source) || (entry.kind === PAYMENT && !isOwnEntry(source)))
    return refuse('entry-is-in-a-payment-file', `The entry ${source} is paid by another file.`);
  if (state.isMatched(source)) return refuse('entry-is-matched', `The bank has paid ${source} already.`);
  if (!state.isPayeeKnown(payee)) return refuse('payee-is-unknown', `There is no payee ${payee.slice(0, 80)}.`);
  const expense = state.expense(source);
  const meant = payeeNamed(source, entry, state);
  if (meant !== undefined && meant !== payee) {
    return refuse('payee-differs', `The entry ${source} names another payee: ${meant}.`);
  }
  if (expense !== undefined && state.hasPayeeChanged(expense)) {
    return refuse(
      'payee-has-changed',
      `Where the money of ${expense.id} goes was changed after the approval: take the payment back, and review it again.`,
    );
  }
  if (isBooked) return { amountMinor: -sum(atBank) };
  // Each fund pays what it owes.
  const postings = owed.flatMap(({ account: path, amountMinor, fund }): Posting[] => [
    { account: path, currency, fund, amountMinor: -amountMinor },
    { account: ledgerAccount, currency, fund, amountMinor },
  ]);
  return { amountMinor: -sum(owed), postings };
}

export function decideReleasePaymentFile(
  command: ReleasePaymentFile,
  { file, slice }: { readonly file: PaymentFileState | undefined; readonly slice: Slice },
): readonly PaymentFileEvent[] | Rejection<PaymentFileRejectionCode> {
  const made = unlessMade(command.file, file);
  if (isRejection(made)) return made;
  if (made.madeBy === command.by) {
    return refuse('payment-file-was-made-by-the-same-person', 'Two people send money: ask another one to release it.');
  }
  const taken = made.payments.find(({ source }) => slice.entry(source)?.reversedBy !== undefined)?.source;
  if (taken !== undefined) {
    return refuse('entry-is-already-reversed', `The entry ${taken} was reversed meanwhile: cancel the file.`);
  }
  return [{ type: 'PaymentFileReleased', file: made.id }];
}

export function decideCancelPaymentFile(
  command: CancelPaymentFile,
  { file, slice }: { readonly file: PaymentFileState | undefined; readonly slice: Slice },
): readonly Event[] | Rejection {
  const { at } = command;
  const made = unlessMade(command.file, file);
  if (isRejection(made)) return made;
  const own = made.payments.filter(({ isBookedHere }) => isBookedHere);
  const kept = keep(
    slice,
    own.map(({ entry }) => reversal(entry, at, { file: made.id })),
  );
  if (isRejection(kept)) return kept;
  const payments = made.payments.map(({ payment, source }) => ({ payment, source }));
  const event: PaymentFileCancelled = { type: 'PaymentFileCancelled', file: made.id, payments };
  return [event, ...kept];
}

export function decideReturnPayment(
  command: ReturnPayment,
  state: {
    readonly payment: PaymentOrderState | undefined;
    readonly file: PaymentFileState | undefined;
    /** The expense that was paid so. */
    readonly expense: ExpenseState | undefined;
    readonly payout: Payout;
    readonly slice: Slice;
  },
): readonly Event[] | Rejection {
  const { reason, note, at, by } = command;
  const { payment, file, expense, payout, slice } = state;
  if (payment === undefined)
    return refuse('payment-is-unknown', `There is no payment ${command.payment.slice(0, 80)}.`);
  if (file?.status !== 'RELEASED')
    return refuse('payment-is-not-released', 'Its file was not sent; cancel that instead.');
  if (payment.status === 'RETURNED') return refuse('payment-is-returned', 'It came back before.');
  if (!/^[A-Z0-9]{1,4}$/.test(reason)) {
    return refuse('return-reason-is-malformed', 'The reason of a return is a code of ISO 20022, as AC04.');
  }
  const { id, source } = payment;
  if (expense !== undefined) {
    // What paid the expense takes it back, so that both agree on what is owed.
    const back: ReturnExpensePayment = { type: 'ReturnExpensePayment', expense: expense.id, reason: note, at, by };
    const returned = decideReturnExpensePayment(back, { expense, payout, isInFile: false, slice });
    if (isRejection(returned)) return returned;
    const entry = returnedEntry(source);
    return [{ type: 'PaymentSentBack', payment: id, source, reason, entry } as PaymentSentBack, ...returned];
  }
  const undo = payment.isBookedHere ? [reversal(payment.entry, at, { payment: id })] : [];
  const kept = keep(slice, undo);
  if (isRejection(kept)) return kept;
  const entry = undo[0]?.id;
  const event: PaymentSentBack = { type: 'PaymentSentBack', payment: id, source, reason, ...(entry && { entry }) };
  return [event, ...kept];
}

function reversal(entry: Id, at: number, cites: Readonly<Record<string, string>>) {
  return {
    type: 'ReverseEntry',
    at,
    id: `${entry.slice(0, -1)}2`,
    reverses: entry,
    effectiveDay: dayOf(at),
    cites,
  } as const;
}

function unlessMade(
  id: Id,
  file: PaymentFileState | undefined,
): PaymentFileState | Rejection<PaymentFileRejectionCode> {
  if (file === undefined) return refuse('payment-file-is-unknown', `There is no payment file ${id.slice(0, 80)}.`);
  if (file.status === 'RELEASED')
    return refuse('payment-file-is-released', 'It was released; what comes back is returned.');
  if (file.status === 'CANCELLED') return refuse('payment-file-is-cancelled', 'It was cancelled; make another one.');
  return file;
}

function refuse(code: PaymentFileRejectionCode, message: string): Rejection<PaymentFileRejectionCode> {
  return reject(code, message);
}

export const paymentFile = defineEntity<PaymentFileState, PaymentFileEvent>({
  kind: 'payment-file',
  concerns: (event) =>
    ['PaymentFileMade', 'PaymentFileReleased', 'PaymentFileCancelled'].includes(event.type) && 'file' in event
      ? [event.file]
      : [],
  evolve(state, { event, at, by }) {
    if (event.type === 'PaymentFileMade') {
      const { type: _, file: id, ...made } = event;
      return { id, ...made, status: 'MADE', madeAt: at, madeBy: by };
    }
    if (state === undefined) throw new Error('An event of a payment file that was never made.');
    if (event.type === 'PaymentFileReleased') return { ...state, status: 'RELEASED', releasedAt: at, releasedBy: by };
    return { ...state, status: 'CANCELLED' };
  },
});

export const paymentOrder = defineEntity<PaymentOrderState, PaymentFileEvent>({
  kind: 'payment-order',
  concerns(event) {
    switch (event.type) {
      case 'PaymentFileMade':
      case 'PaymentFileCancelled':
        return event.payments.map(({ payment }) => payment);
      case 'PaymentSentBack':
        return [event.payment];
      default:
        return [];
    }
  },
  evolve(state, { event }, id) {
    if (event.type === 'PaymentFileMade') {
      const made = event.payments.find(({ payment }) => payment === id);
      if (made === undefined) throw new Error('A payment is not in the file that was made with it.');
      const { payment: _, ...facts } = made;
      return { id, file: event.file, currency: event.currency, ...facts, status: 'IN_FILE' };
    }
    if (state === undefined) throw new Error('An event of a payment that was never made.');
    if (event.type === 'PaymentSentBack') return { ...state, status: 'RETURNED', reason: event.reason };
    return { ...state, status: 'CANCELLED' };
  },
});

/** The payment that an entry is in, while it is: an entry is paid once. */
export const paidEntry = defineEntity<{ readonly payment: Id | null }, PaymentFileEvent>({
  kind: 'paid-entry',
  concerns(event) {
    switch (event.type) {
      case 'PaymentFileMade':
      case 'PaymentFileCancelled':
        return event.payments.map(({ source }) => source);
      case 'PaymentSentBack':
        return [event.source];
      default:
        return [];
    }
  },
  evolve(_state, { event }, id) {
    if (event.type !== 'PaymentFileMade') return { payment: null };
    return { payment: event.payments.find(({ source }) => source === id)?.payment ?? null };
  },
});
