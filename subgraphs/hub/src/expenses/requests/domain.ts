import { keep } from '@hubgraph/books';
import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import {
  type CurrencyCode,
  currencyExponent,
  type Day,
  type Id,
  isDay,
  isRejection,
  moneyText,
  type Rejection,
  reject,
} from '@hubgraph/kernel';
import type { Slice } from '@hubgraph/ledger';
import type { PersonState, TextRef } from '@hubgraph/node';
import type { PayeeState, Payout } from '../payees/domain.ts';
import { type ApprovalRule, tierFor } from '../rules/domain.ts';
import { APPROVERS, filledBy, neededOf } from '../rules/seats.ts';
import {
  ACCOUNTS,
  accrue,
  clear,
  type ExpenseTerms,
  entryIds,
  giveBack,
  keepForAdvance,
  pay,
  reversalOf,
  undo,
} from './entries.ts';

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

interface OfExpense extends Command {
  readonly expense: Id;
}
export interface SubmitExpense extends OfExpense, ExpenseContent {
  readonly type: 'SubmitExpense';
}
export interface EditExpense extends OfExpense, ExpenseContent {
  readonly type: 'EditExpense';
}
export type Finding = 'COMPLETE' | 'INCOMPLETE';
export interface ReviewExpense extends OfExpense {
  readonly type: 'ReviewExpense';
  readonly finding: Finding;
  readonly note: TextRef;
}
export interface ApproveExpense extends OfExpense {
  readonly type: 'ApproveExpense';
}
export interface RefuseExpense extends OfExpense {
  readonly type: 'RefuseExpense';
  readonly reason: TextRef;
}
export interface WithdrawExpense extends OfExpense {
  readonly type: 'WithdrawExpense';
}
export interface PayExpense extends OfExpense {
  readonly type: 'PayExpense';
}
export interface ReturnExpensePayment extends OfExpense {
  readonly type: 'ReturnExpensePayment';
  readonly reason: TextRef;
}
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
export interface ClearAdvance extends OfExpense {
  readonly type: 'ClearAdvance';
  readonly spentMinor: bigint;
  readonly returnedMinor: bigint;
}

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

/** In order of precedence. */
export type ContentRejectionCode =
  | 'payee-is-unknown'
  | 'team-is-unknown'
  | 'fund-is-unknown'
  | 'fund-is-closed'
  | 'currency-is-unknown'
  | 'amount-is-not-positive'
  | 'purpose-is-malformed'
  | 'country-is-malformed'
  | 'day-is-malformed';

/** Says of what status an expense is, where another one is needed. */
export type StatusRejectionCode =
  | 'expense-is-submitted'
  | 'expense-is-incomplete'
  | 'expense-is-reviewed'
  | 'expense-is-approved'
  | 'expense-is-paid'
  | 'expense-is-receipted'
  | 'expense-is-refused'
  | 'expense-is-withdrawn';

/** In order of precedence; refusals of the ledger come after them. */
export type ExpenseRejectionCode =
  | 'expense-is-unknown'
  | 'expense-is-of-another'
  | StatusRejectionCode
  | 'judge-is-a-party'
  | 'payee-has-changed'
  | 'payee-was-entered-by-the-same-person'
  | 'team-has-not-approved'
  | 'approval-rule-is-missing'
  | 'approval-is-given'
  | 'approval-is-not-needed'
  | 'payer-approved-last'
  | 'payer-is-a-party'
  | 'payment-is-in-a-payment-file'
  | 'expense-is-no-advance'
  | 'advance-is-cleared'
  | 'amount-is-negative'
  | 'amount-is-not-positive'
  | 'currency-differs'
  | 'content-hash-is-malformed'
  | 'receipt-is-used-already'
  | 'receipts-are-too-many'
  | 'receipt-is-unknown'
  | 'receipt-is-withheld'
  | 'copy-is-the-original'
  | 'clearing-exceeds-receipts'
  | 'clearing-exceeds-advance';

export const RECEIPTS_MAX = 50;

/** What an expense may refer to, as it stands now. */
export interface Known {
  readonly payee: PayeeState | undefined;
  readonly isTeamKnown: boolean;
  readonly slice: Slice;
}

export function decideSubmitExpense(command: SubmitExpense, known: Known): Event[] | Rejection<ContentRejectionCode> {
  const content = contentOf(command, known);
  if (isRejection(content)) return content;
  return [{ type: 'ExpenseSubmitted', expense: command.expense, ...content } as ExpenseSubmitted];
}

/** Asks all anew: review and approvals are gone, and what was booked is reversed. */
export function decideEditExpense(
  command: EditExpense,
  { expense, ...known }: Known & { readonly expense: ExpenseState | undefined },
): Event[] | Rejection {
  const refusal =
    unless(expense, command.expense, ['SUBMITTED', 'INCOMPLETE', 'REVIEWED', 'APPROVED']) ??
    notOwn(expense, command.by);
  if (refusal !== undefined) return refusal;
  const content = contentOf(command, known);
  if (isRejection(content)) return content;
  if (expense !== undefined && expense.receipts.length > 0 && expense.currency !== content.currency) {
    return refuse('currency-differs', `Its receipts are in ${expense.currency}; submit another one.`);
  }
  const undone = keep(known.slice, undo(expense as ExpenseState, known.slice, command.at));
  if (isRejection(undone)) return undone;
  return [{ type: 'ExpenseEdited', expense: command.expense, ...content } as ExpenseEdited, ...undone];
}

function contentOf(
  command: ExpenseContent,
  { payee, isTeamKnown, slice }: Known,
): (ExpenseContent & { readonly payeePerson?: Id }) | Rejection<ContentRejectionCode> {
  const { kind, team, fund, currency, amountMinor, purpose, costClass, spentIn, day, title, about } = command;
  if (payee === undefined) return reject('payee-is-unknown', `There is no payee ${command.payee}; add one first.`);
  if (team !== undefined && !isTeamKnown) return reject('team-is-unknown', `There is no team ${team}.`);
  const found = slice.fund(fund);
  if (found === undefined) return reject('fund-is-unknown', `There is no fund ${fund}.`);
  if (found.status === 'CLOSED') return reject('fund-is-closed', 'This fund takes no more entries; name another one.');
  if (currencyExponent(currency) === undefined) {
    return reject('currency-is-unknown', `${currency.slice(0, 10)} is not a currency of ISO 4217.`);
  }
  if (amountMinor <= 0n) return reject('amount-is-not-positive', 'Ask for more than nothing.');
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(purpose)) {
    return reject('purpose-is-malformed', 'A purpose has small letters, digits and hyphens, as education.');
  }
  if (!/^[A-Z]{2}$/.test(spentIn)) return reject('country-is-malformed', 'Give the country as two letters, as KE.');
  if (!isDay(day)) return reject('day-is-malformed', 'Write the day like 2026-03-31.');
  const optional = {
    ...(team === undefined ? {} : { team }),
    ...(payee.person === undefined ? {} : { payeePerson: payee.person }),
  };
  const money = { fund, currency, amountMinor, purpose, costClass, spentIn, day };
  return { kind, payee: payee.id, ...optional, ...money, title, about };
}

/** Somebody who has nothing from it looks whether all is there that approving needs. */
export function decideReviewExpense(
  { expense: id, finding, note, by, at }: ReviewExpense,
  { expense, payout, slice }: Judging,
): Event[] | Rejection {
  const open: ExpenseStatus[] = finding === 'COMPLETE' ? ['SUBMITTED'] : ['SUBMITTED', 'REVIEWED'];
  // Approvals of other details are gone with this, and so is what was booked.
  const again: ExpenseStatus[] = payout.hasChanged ? ['REVIEWED', 'APPROVED'] : [];
  const refusal = unless(expense, id, [...open, ...again]) ?? isParty(expense, by, payout);
  if (refusal !== undefined || expense === undefined) return refusal ?? unknown(id);
  const undone = keep(slice, undo(expense, slice, at));
  if (isRejection(undone)) return undone;
  return [{ type: 'ExpenseReviewed', expense: id, finding, note } as ExpenseReviewed, ...undone];
}

/** What everybody who judges an expense or pays it is asked about. */
export interface Judging {
  readonly expense: ExpenseState | undefined;
  readonly payout: Payout;
  readonly slice: Slice;
}

export interface Approving extends Judging {
  readonly rule: ApprovalRule | undefined;
  readonly person: PersonState | undefined;
  /** Whether the country is on the hub's list of protected ones. */
  readonly isProtected: boolean;
  /** Where the hub is, if the registry says so. */
  readonly country: string | undefined;
  /** True while the team whose money it is has not approved it. */
  readonly awaitsTeam?: boolean;
}

/** The approval that fills the last seat of the tier books what is owed. */
export function decideApproveExpense(
  { expense: id, by, at }: ApproveExpense,
  { expense, payout, rule, person, isProtected, country, awaitsTeam, slice }: Approving,
): Event[] | Rejection {
  const refusal =
    unless(expense, id, ['REVIEWED']) ??
    isParty(expense, by, payout) ??
    notAsApproved(payout) ??
    hasEntered(payout, by);
  if (refusal !== undefined || expense === undefined) return refusal ?? unknown(id);
  if (awaitsTeam) {
    return refuse('team-has-not-approved', 'It is the money of a team that the hub sponsors: its lead approves first.');
  }
  const tier = tierFor(rule, expense);
  if (rule === undefined || tier === undefined) {
    return refuse('approval-rule-is-missing', `The board has not said who approves expenses in ${expense.currency}.`);
  }
  if (expense.approvals.some((one) => one.by === by)) {
    return refuse('approval-is-given', 'You approved this before; each person approves once.');
  }
  const roles = APPROVERS.filter((role) => person?.roles.some((held) => held.role === role && held.of === undefined));
  const before = expense.approvals.map((one) => one.roles);
  const filled = filledBy(tier.seats, [...before, roles]);
  const needed = neededOf(tier.seats);
  // Where the rule asks for less since the last approval, whoever could sit in judgement still has to.
  const isFull = filledBy(tier.seats, before) === needed && filledBy(tier.seats, [roles]) > 0;
  if (filled === filledBy(tier.seats, before) && !isFull) {
    return refuse(
      'approval-is-not-needed',
      'As many of your roles as are needed have approved; others are waited for.',
    );
  }
  const approved = { type: 'ExpenseApproved', expense: id, roles, rule: rule.version } as ExpenseApproved;
  if (filled < needed) return [approved];
  const terms = termsOf(expense, isProtected, country);
  const ids = entryIds(expense);
  const isAdvance = expense.kind === 'ADVANCE';
  const kept = keep(
    slice,
    [
      accrue(terms, ids.accrual, at, slice.today),
      ...(isAdvance ? [keepForAdvance(terms, expense.amountMinor, ids.reservation, at, slice.today)] : []),
    ],
    ACCOUNTS,
  );
  if (isRejection(kept)) return kept;
  const booked = {
    accrual: ids.accrual,
    isWithheld: isProtected,
    ...(isAdvance ? { reservation: ids.reservation } : {}),
  };
  return [{ ...approved, ...booked } as ExpenseApproved, ...kept];
}

/** Books say whom and where money went, unless that could harm who was paid. */
function termsOf(expense: ExpenseState, isWithheld: boolean, decidedIn: string | undefined): ExpenseTerms {
  const { id, kind, fund, currency, amountMinor, purpose, costClass, spentIn, team, payee } = expense;
  return {
    expense: id,
    kind,
    fund,
    currency,
    amountMinor,
    purpose,
    costClass,
    ...(isWithheld ? {} : { spentIn, recipient: payee, ...(team === undefined ? {} : { team }) }),
    ...(decidedIn === undefined ? {} : { decidedIn }),
  };
}

/** Ends it with a reason; what was booked is reversed. */
export function decideRefuseExpense(
  { expense: id, reason, by, at }: RefuseExpense,
  { expense, payout, slice }: Judging,
): Event[] | Rejection {
  const refusal =
    unless(expense, id, ['SUBMITTED', 'INCOMPLETE', 'REVIEWED', 'APPROVED']) ?? isParty(expense, by, payout);
  if (refusal !== undefined || expense === undefined) return refusal ?? unknown(id);
  const undone = keep(slice, undo(expense, slice, at));
  return isRejection(undone) ? undone : [{ type: 'ExpenseRefused', expense: id, reason } as ExpenseRefused, ...undone];
}

export function decideWithdrawExpense(
  { expense: id, by, at }: WithdrawExpense,
  { expense, slice }: { readonly expense: ExpenseState | undefined; readonly slice: Slice },
): Event[] | Rejection {
  const refusal = unless(expense, id, ['SUBMITTED', 'INCOMPLETE', 'REVIEWED', 'APPROVED']) ?? notOwn(expense, by);
  if (refusal !== undefined || expense === undefined) return refusal ?? unknown(id);
  const undone = keep(slice, undo(expense, slice, at));
  return isRejection(undone) ? undone : [{ type: 'ExpenseWithdrawn', expense: id } as ExpenseWithdrawn, ...undone];
}

export function decidePayExpense(
  { expense: id, by, at }: PayExpense,
  { expense, payout, slice }: Judging,
): Event[] | Rejection {
  const refusal = unless(expense, id, ['APPROVED']);
  if (refusal !== undefined || expense === undefined) return refusal ?? unknown(id);
  if (expense.approvals.at(-1)?.by === by) {
    return refuse('payer-approved-last', 'Whoever approved last does not pay; ask another treasurer.');
  }
  if (isParty(expense, by, payout) !== undefined) {
    return refuse('payer-is-a-party', 'Nobody pays what they asked for or get; ask another treasurer.');
  }
  const wrong = notAsApproved(payout) ?? hasEntered(payout, by);
  if (wrong !== undefined) return wrong;
  const { payment } = entryIds(expense);
  const kept = keep(slice, [pay(expense, payment, at, slice.today)], ACCOUNTS);
  return isRejection(kept) ? kept : [{ type: 'ExpensePaid', expense: id, payment } as ExpensePaid, ...kept];
}

/** The bank sent the money back: it is owed as before. */
export function decideReturnExpensePayment(
  { expense: id, reason, at, by }: ReturnExpensePayment,
  { expense, payout, isInFile, slice }: Judging & { readonly isInFile: boolean },
): Event[] | Rejection {
  const refusal = unless(expense, id, ['PAID', 'RECEIPTED']) ?? isParty(expense, by, payout);
  if (refusal !== undefined || expense === undefined) return refusal ?? unknown(id);
  if (isInFile) {
    return refuse(
      'payment-is-in-a-payment-file',
      'A bank is told to pay it by a payment file: cancel that, or book there what came back (returnPayment).',
    );
  }
  if (expense.spentMinor + expense.returnedMinor > 0n) {
    return refuse('advance-is-cleared', 'Of this advance something was spent or came back: it had arrived.');
  }
  const kept = keep(slice, reversalOf(expense.payment, at, slice.today));
  if (isRejection(kept)) return kept;
  return [{ type: 'ExpensePaymentReturned', expense: id, reason } as ExpensePaymentReturned, ...kept];
}

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
  if (expense.isWithheld || isProtected) {
    return refuse('receipt-is-withheld', 'Of what is spent in a protected country no receipt is shown.');
  }
  if (contentHash === receipt.contentHash) {
    return refuse('copy-is-the-original', 'This is the receipt itself; cover what is private first.');
  }
  return [{ type: 'ReceiptCopyPublished', expense: id, receipt: of, contentHash, file } as ReceiptCopyPublished];
}

/** Books what was spent of an advance by its receipts, and what came back to the bank. */
export function decideClearAdvance(
  { expense: id, spentMinor, returnedMinor, by, at }: ClearAdvance,
  { expense, payout, country, slice }: Judging & Pick<Approving, 'country'>,
): Event[] | Rejection {
  if (expense !== undefined && expense.kind !== 'ADVANCE') {
    return refuse(
      'expense-is-no-advance',
      'Only an advance is cleared; other expenses are booked when they are approved.',
    );
  }
  const refusal = unless(expense, id, ['PAID']) ?? isParty(expense, by, payout);
  if (refusal !== undefined || expense === undefined) return refusal ?? unknown(id);
  if (spentMinor < 0n || returnedMinor < 0n) return refuse('amount-is-negative', 'Neither part is less than nothing.');
  if (spentMinor + returnedMinor === 0n) return refuse('amount-is-not-positive', 'Clear more than nothing.');
  const leftMinor = openOf(expense) - spentMinor - returnedMinor;
  if (leftMinor < 0n)
    return refuse(
      'clearing-exceeds-advance',
      `Of it ${moneyText({ ...expense, amountMinor: openOf(expense) })} are still out.`,
    );
  if (expense.spentMinor + spentMinor > expense.receiptedMinor) {
    return refuse('clearing-exceeds-receipts', 'There are no receipts for so much; ask for them first.');
  }
  const terms = termsOf(expense, expense.isWithheld, country);
  const ids = entryIds(expense);
  const day = slice.today;
  const kept = keep(
    slice,
    [
      ...undo({ reservation: expense.reservation }, slice, at),
      ...(spentMinor > 0n ? [clear(terms, spentMinor, ids.spent, at, day)] : []),
      ...(returnedMinor > 0n ? [giveBack(terms, returnedMinor, ids.givenBack, at, day)] : []),
      ...(leftMinor > 0n ? [keepForAdvance(terms, leftMinor, ids.reservation, at, day)] : []),
    ],
    ACCOUNTS,
  );
  if (isRejection(kept)) return kept;
  const entries = [...(spentMinor > 0n ? [ids.spent] : []), ...(returnedMinor > 0n ? [ids.givenBack] : [])];
  const reservation = leftMinor > 0n ? { reservation: ids.reservation } : {};
  return [
    { type: 'AdvanceCleared', expense: id, entries, spentMinor, returnedMinor, ...reservation } as AdvanceCleared,
    ...kept,
  ];
}

/** What of an advance is neither booked as spent nor back. */
export function openOf({ amountMinor, spentMinor, returnedMinor }: ExpenseState): bigint {
  return amountMinor - spentMinor - returnedMinor;
}

const STATUS: Readonly<Record<ExpenseStatus, readonly [StatusRejectionCode, string]>> = {
  SUBMITTED: ['expense-is-submitted', 'It waits to be reviewed.'],
  INCOMPLETE: ['expense-is-incomplete', 'Something is missing; whoever submitted it has to complete it.'],
  REVIEWED: ['expense-is-reviewed', 'It was reviewed and waits for approvals.'],
  APPROVED: ['expense-is-approved', 'It was approved and waits to be paid.'],
  PAID: ['expense-is-paid', 'It was paid.'],
  RECEIPTED: ['expense-is-receipted', 'It was paid and there are receipts for all of it: it is done.'],
  REFUSED: ['expense-is-refused', 'It was refused; submit another one.'],
  WITHDRAWN: ['expense-is-withdrawn', 'It was withdrawn; submit another one.'],
};

function unless(
  expense: ExpenseState | undefined,
  id: Id,
  open: readonly ExpenseStatus[],
): Rejection<ExpenseRejectionCode> | undefined {
  if (expense === undefined) return unknown(id);
  return open.includes(expense.status) ? undefined : refuse(...STATUS[expense.status]);
}

/** Whoever asked, or is paid: by name, or on the account to which the money goes. */
function isParty(
  expense: ExpenseState | undefined,
  by: string,
  { owners }: Payout,
): Rejection<ExpenseRejectionCode> | undefined {
  if (expense?.submittedBy !== by && expense?.payeePerson !== by && !owners.includes(by)) return undefined;
  return refuse('judge-is-a-party', 'Whoever asked for money or gets it does not judge; ask somebody else.');
}

function notAsApproved({ hasChanged }: Payout): Rejection<ExpenseRejectionCode> | undefined {
  if (!hasChanged) return undefined;
  return refuse('payee-has-changed', 'Where the money goes was changed after the approval: review it again first.');
}

/** An account that nobody owns by name may be anybody's: who entered it neither approves nor pays. */
function hasEntered({ enteredBy }: Payout, by: string): Rejection<ExpenseRejectionCode> | undefined {
  if (enteredBy !== by) return undefined;
  return refuse('payee-was-entered-by-the-same-person', 'You entered where this money goes; ask somebody else.');
}

function notOwn(expense: ExpenseState | undefined, by: string): Rejection<ExpenseRejectionCode> | undefined {
  return expense?.submittedBy === by ? undefined : ofAnother();
}

function ofAnother(): Rejection<ExpenseRejectionCode> {
  return refuse('expense-is-of-another', 'Whoever submitted it does this.');
}

function unknown(id: Id): Rejection<ExpenseRejectionCode> {
  return refuse('expense-is-unknown', `There is no expense ${id}.`);
}

function refuse(code: ExpenseRejectionCode, message: string): Rejection<ExpenseRejectionCode> {
  return reject(code, message);
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
