import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import type { CurrencyCode, Day, Id } from '@hubgraph/kernel';
import type { TextRef } from '@hubgraph/node';

export type ExpenseKind = 'REIMBURSEMENT' | 'INVOICE' | 'ADVANCE' | 'STIPEND' | 'SITTING_ALLOWANCE';

/** Of what class of cost it is, as the movement counts it. */
export type CostClass = 'PROGRAMME' | 'STAFF' | 'OVERSIGHT' | 'SENIOR_MANAGEMENT';

/** What is asked for. */
export interface ExpenseContent {
  readonly kind: ExpenseKind;
  readonly payee: Id;
  readonly team?: Id;
  readonly fund: Id;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  /** A code, as the purposes of funds: `education`. */
  readonly purpose: string;
  readonly costClass: CostClass;
  /** Where it is spent, ISO 3166-1 alpha-2. */
  readonly spentIn: string;
  /** When it is or was spent. */
  readonly day: Day;
  readonly title: TextRef;
  readonly about: TextRef;
}

/** A file in the vault, as base64. */
export interface ReceiptFile {
  readonly text: TextRef;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** A command about one expense. */
export interface OfExpense extends Command {
  readonly expense: Id;
}
export type Finding = 'COMPLETE' | 'INCOMPLETE';
export interface ExpenseSubmitted extends Event, ExpenseContent {
  readonly type: 'ExpenseSubmitted';
  readonly expense: Id;
  /** The person at this hub who is to be paid, where it is one. */
  readonly payeePerson?: Id;
}
export interface ExpenseEdited extends Event, ExpenseContent {
  readonly type: 'ExpenseEdited';
  readonly expense: Id;
  readonly payeePerson?: Id;
}
export interface ExpenseReviewed extends Event {
  readonly type: 'ExpenseReviewed';
  readonly expense: Id;
  readonly finding: Finding;
  readonly note: TextRef;
}
export interface ExpenseApproved extends Event {
  readonly type: 'ExpenseApproved';
  readonly expense: Id;
  /** Those roles of who approved that can approve. */
  readonly roles: readonly string[];
  /** The version of the rule that it was judged by. */
  readonly rule: number;
  /** The last approval only: the entry that books what is now owed. */
  readonly accrual?: string;
  /** The last approval of an advance only: the pending entry that keeps money for what will be spent of it. */
  readonly reservation?: string;
  /** The last approval only: true where the books do not say whom and where. */
  readonly isWithheld?: boolean;
}
export interface ExpenseRefused extends Event {
  readonly type: 'ExpenseRefused';
  readonly expense: Id;
  readonly reason: TextRef;
}
export interface ExpenseWithdrawn extends Event {
  readonly type: 'ExpenseWithdrawn';
  readonly expense: Id;
}
export interface ExpensePaid extends Event {
  readonly type: 'ExpensePaid';
  readonly expense: Id;
  readonly payment: string;
}
export interface ExpensePaymentReturned extends Event {
  readonly type: 'ExpensePaymentReturned';
  readonly expense: Id;
  readonly reason: TextRef;
}
export interface ExpenseReceiptAttached extends Event {
  readonly type: 'ExpenseReceiptAttached';
  readonly expense: Id;
  readonly receipt: Id;
  readonly contentHash: string;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly about: TextRef;
  /** The original; absent where only its hash was given. */
  readonly file?: ReceiptFile;
}

/** Everybody may have a copy in which what is private was covered. */
export interface ReceiptCopyPublished extends Event {
  readonly type: 'ReceiptCopyPublished';
  readonly expense: Id;
  readonly receipt: Id;
  readonly contentHash: string;
  readonly file: ReceiptFile;
}

export interface AdvanceCleared extends Event {
  readonly type: 'AdvanceCleared';
  readonly expense: Id;
  readonly entries: readonly string[];
  readonly spentMinor: bigint;
  readonly returnedMinor: bigint;
  /** The pending entry that keeps money for what is still out. */
  readonly reservation?: string;
}
export type ExpenseEvent =
  | ExpenseSubmitted
  | ExpenseEdited
  | ExpenseReviewed
  | ExpenseApproved
  | ExpenseRefused
  | ExpenseWithdrawn
  | ExpensePaid
  | ExpensePaymentReturned
  | ExpenseReceiptAttached
  | ReceiptCopyPublished
  | AdvanceCleared;
export type ExpenseStatus =
  | 'SUBMITTED'
  | 'INCOMPLETE'
  | 'REVIEWED'
  | 'APPROVED'
  | 'PAID'
  | 'RECEIPTED'
  | 'REFUSED'
  | 'WITHDRAWN';
interface Remark {
  readonly text: TextRef;
  readonly at: number;
  readonly by: string;
}
export interface Approval {
  readonly by: string;
  readonly roles: readonly string[];
  readonly at: number;
}
export interface ExpenseState extends ExpenseContent {
  readonly id: Id;
  readonly status: ExpenseStatus;
  readonly payeePerson?: Id;
  readonly submittedAt: number;
  readonly submittedBy: string;
  readonly editedAt?: number;
  readonly review?: Remark & { readonly finding: Finding };
  readonly approvals: readonly Approval[];
  readonly refusal?: Remark;
  /** How often it was submitted, edited or sent back: entries of each turn have ids of their own. */
  readonly turn: number;
  readonly isWithheld: boolean;
  readonly accrual?: string;
  readonly payment?: string;
  readonly returned?: Remark;
  readonly reservation?: string;
  /** All that was ever booked for it. */
  readonly entries: readonly string[];
  readonly receipts: readonly Id[];
  readonly receiptedMinor: bigint;
  /** Of an advance: what was booked as spent. */
  readonly spentMinor: bigint;
  /** Of an advance: what came back. */
  readonly returnedMinor: bigint;
}
export interface ExpenseReceiptState {
  readonly id: Id;
  readonly expense: Id;
  readonly contentHash: string;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly about: TextRef;
  readonly attachedAt: number;
  readonly attachedBy: string;
  readonly file?: ReceiptFile;
  readonly copy?: ReceiptFile & { readonly contentHash: string };
}

/** What of an advance is neither booked as spent nor back. */
export function openOf({ amountMinor, spentMinor, returnedMinor }: ExpenseState): bigint {
  return amountMinor - spentMinor - returnedMinor;
}

export function evolveExpense(
  state: ExpenseState | undefined,
  event: ExpenseEvent,
  at: number,
  by: string,
): ExpenseState {
  if (event.type === 'ExpenseSubmitted') {
    const { type: _, expense: id, ...content } = event;
    const none = { receiptedMinor: 0n, spentMinor: 0n, returnedMinor: 0n, approvals: [], entries: [], receipts: [] };
    return {
      id,
      status: 'SUBMITTED',
      ...content,
      submittedAt: at,
      submittedBy: by,
      turn: 1,
      isWithheld: false,
      ...none,
    };
  }
  if (state === undefined) throw new Error('An event of an expense that was never submitted.');
  switch (event.type) {
    case 'ExpenseEdited': {
      const { type: _, expense: __, ...content } = event;
      const { team: ___, payeePerson: ____, review: _____, ...kept } = withoutBooked(state);
      return { ...kept, ...content, status: 'SUBMITTED', approvals: [], editedAt: at };
    }
    case 'ExpenseReviewed': {
      const review = { finding: event.finding, text: event.note, at, by };
      const kept = state.status === 'APPROVED' ? withoutBooked(state) : state;
      return { ...kept, status: event.finding === 'COMPLETE' ? 'REVIEWED' : 'INCOMPLETE', approvals: [], review };
    }
    case 'ExpenseApproved':
      return approved(state, event, at, by);
    case 'ExpenseRefused':
      return { ...withoutBooked(state), status: 'REFUSED', refusal: { text: event.reason, at, by } };
    case 'ExpenseWithdrawn':
      return { ...withoutBooked(state), status: 'WITHDRAWN' };
    case 'ExpensePaid':
      return settled({
        ...state,
        status: 'PAID',
        payment: event.payment,
        entries: [...state.entries, event.payment],
        turn: state.turn + 1,
      });
    case 'ExpensePaymentReturned': {
      const { payment: _, ...unpaid } = state;
      return { ...unpaid, status: 'APPROVED', returned: { text: event.reason, at, by } };
    }
    case 'ExpenseReceiptAttached':
      return settled({
        ...state,
        receipts: [...state.receipts, event.receipt],
        receiptedMinor: state.receiptedMinor + event.amountMinor,
      });
    case 'ReceiptCopyPublished':
      return state;
    case 'AdvanceCleared': {
      const { reservation: _, ...cleared } = state;
      return settled({
        ...cleared,
        ...(event.reservation === undefined ? {} : { reservation: event.reservation }),
        entries: [...state.entries, ...event.entries],
        spentMinor: state.spentMinor + event.spentMinor,
        returnedMinor: state.returnedMinor + event.returnedMinor,
        turn: state.turn + 1,
      });
    }
  }
}

function approved(state: ExpenseState, event: ExpenseApproved, at: number, by: string): ExpenseState {
  const approvals = [...state.approvals, { by, roles: event.roles, at }];
  const { accrual, reservation, isWithheld } = event;
  if (accrual === undefined) return { ...state, approvals };
  return {
    ...state,
    approvals,
    status: 'APPROVED',
    accrual,
    isWithheld: isWithheld ?? false,
    entries: [...state.entries, accrual],
    ...(reservation === undefined ? {} : { reservation }),
  };
}

function withoutBooked(state: ExpenseState): ExpenseState {
  const { accrual: _, reservation: __, ...kept } = state;
  return { ...kept, turn: state.turn + 1 };
}

/** What was paid is done once there are receipts for all of it, and of an advance nothing is out any more. */
function settled(state: ExpenseState): ExpenseState {
  if (state.status !== 'PAID') return state;
  const isDone = state.kind === 'ADVANCE' ? openOf(state) === 0n : state.receiptedMinor >= state.amountMinor;
  return isDone ? { ...state, status: 'RECEIPTED' } : state;
}

const TYPES: readonly string[] = [
  'ExpenseSubmitted',
  'ExpenseEdited',
  'ExpenseReviewed',
  'ExpenseApproved',
  'ExpenseRefused',
  'ExpenseWithdrawn',
  'ExpensePaid',
  'ExpensePaymentReturned',
  'ExpenseReceiptAttached',
  'ReceiptCopyPublished',
  'AdvanceCleared',
] satisfies ExpenseEvent['type'][];

export function isOfExpense(event: Event): event is ExpenseEvent {
  return TYPES.includes(event.type);
}

export const expense = defineEntity<ExpenseState, ExpenseEvent>({
  kind: 'expense',
  concerns: (event) => (isOfExpense(event) ? [event.expense] : []),
  evolve: (state, { event, at, by }) => evolveExpense(state, event, at, by),
});

export const expenseReceipt = defineEntity<ExpenseReceiptState, ExpenseReceiptAttached | ReceiptCopyPublished>({
  kind: 'expense-receipt',
  concerns: (event) =>
    event.type === 'ExpenseReceiptAttached' || event.type === 'ReceiptCopyPublished' ? [event.receipt] : [],
  evolve(state, { event, at, by }) {
    if (event.type === 'ReceiptCopyPublished') {
      if (state === undefined) throw new Error('A copy of a receipt that was never given.');
      return { ...state, copy: { ...event.file, contentHash: event.contentHash } };
    }
    const original = event.file === undefined ? {} : { file: event.file };
    const { receipt: id, expense: of, contentHash, currency, amountMinor, about } = event;
    return { id, expense: of, contentHash, currency, amountMinor, about, ...original, attachedAt: at, attachedBy: by };
  },
});

/** The file of a receipt, by its hash: it counts once in this hub. */
export const expenseReceiptFile = defineEntity<{ readonly receipt: Id }, ExpenseReceiptAttached>({
  kind: 'expense-receipt-file',
  concerns: (event) => (event.type === 'ExpenseReceiptAttached' ? [event.contentHash] : []),
  evolve: (_state, { event }) => ({ receipt: event.receipt }),
});
