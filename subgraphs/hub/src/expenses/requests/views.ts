import type { Projection, Reader } from '@hubgraph/journal';
import { type Id, sha256 } from '@hubgraph/kernel';
import { type Actor, NO_TEXT, probeId, type VaultFile, type WaitingDefinition } from '@hubgraph/node';
import { awaitsTeam, sponsorshipOfFund, sponsorshipOfTeam } from '../../sponsorships/views.ts';
import type { Payout } from '../payees/domain.ts';
import { holdsOneOf, payoutOf } from '../payees/views.ts';
import { type ProtectedCountriesSet, tierFor } from '../rules/domain.ts';
import { APPROVERS, filledBy, neededOf, type Seat } from '../rules/seats.ts';
import { approvalRuleOf, protectedCountriesOf } from '../rules/views.ts';
import {
  type ExpenseKind,
  type ExpenseReceiptState,
  type ExpenseState,
  type ExpenseStatus,
  isOfExpense,
} from './domain.ts';

/** Of an expense that was never approved: after all that were. */
const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * Expenses by what lists ask for. `asked` is the commit in which each was asked for; `shown` that of its last full
 * approval, which everybody can read in the log.
 */
export const expenseList: Projection = {
  name: 'expenses',
  version: 4,
  schema: [
    `CREATE TABLE expense (
      id TEXT PRIMARY KEY, status TEXT NOT NULL, kind TEXT NOT NULL, team TEXT, fund TEXT NOT NULL, payee TEXT NOT NULL,
      submitted_by TEXT NOT NULL, country TEXT NOT NULL, is_booked_withheld INTEGER NOT NULL, is_told INTEGER NOT NULL,
      approved INTEGER NOT NULL, asked INTEGER NOT NULL, shown INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX expense_asked ON expense (asked, id)',
    'CREATE INDEX expense_shown ON expense (shown, id)',
    'CREATE INDEX expense_status ON expense (status, asked, id)',
    'CREATE INDEX expense_submitted_by ON expense (submitted_by, asked, id)',
    'CREATE INDEX expense_team ON expense (team, asked, id)',
    'CREATE INDEX expense_fund ON expense (fund, asked, id)',
    'CREATE INDEX expense_fund_status ON expense (fund, status, asked, id)',
    'CREATE INDEX expense_payee ON expense (payee, asked, id)',
  ],
  fold({ event, seq }, views) {
    if (event.type === 'ProtectedCountriesSet') {
      const { countries } = event as ProtectedCountriesSet;
      views.run(
        `UPDATE expense SET is_told = CASE WHEN status IN (SELECT value FROM json_each(?)) AND is_booked_withheld = 0
           AND country NOT IN (SELECT value FROM json_each(?)) THEN 1 ELSE 0 END`,
        JSON.stringify(DECIDED),
        JSON.stringify(countries),
      );
      return;
    }
    if (!isOfExpense(event)) return;
    const state = expenseOf(views, event.expense);
    if (state === undefined) return;
    const { id, status, kind, team, fund, payee, spentIn, submittedBy } = state;
    const before = views.row('SELECT asked, shown FROM expense WHERE id = ?', id);
    const withheldAndTold = [state.isWithheld, isTold(views, state)].map((is) => (is ? 1 : 0));
    const approved = state.approvals.length === 0 ? 0 : firstApproval(views, id) || seq;
    const isShownNow = event.type === 'ExpenseApproved' && state.status === 'APPROVED';
    views.run(
      'INSERT OR REPLACE INTO expense VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...[id, status, kind, team ?? null, fund, payee, submittedBy, spentIn, ...withheldAndTold, approved],
      ...[Number(before?.['asked'] ?? seq), isShownNow ? seq : Number(before?.['shown'] ?? NEVER)],
    );
  },
};

/** Those of which somebody who may read the list of protected countries has decided. */
const DECIDED: readonly ExpenseStatus[] = ['APPROVED', 'PAID', 'RECEIPTED'];

/** True once it was approved: until then everybody could find out which countries are protected, by asking for money. */
export function isDecided({ status }: Pick<ExpenseState, 'status'>): boolean {
  return DECIDED.includes(status);
}

/** True where country, day, team and payee are withheld: as books were kept, or as the list says now. */
export function isWithheld(read: Reader, { id, isWithheld: isBooked, spentIn }: ExpenseState): boolean {
  return isBooked || protectedCountriesOf(read, id.slice(0, id.indexOf(':'))).includes(spentIn);
}

/** True where everybody is told whom and where it concerns. */
export function isTold(read: Reader, expense: ExpenseState): boolean {
  return isDecided(expense) && !isWithheld(read, expense);
}

/** The commit of the first approval since the expense was edited or reviewed; 0 where there is none. */
function firstApproval(read: Reader, id: Id): number {
  return Number(read.row('SELECT approved FROM expense WHERE id = ?', id)?.['approved'] ?? 0);
}

/** The commit in which an expense was asked for; beyond all others where there is none. */
export function askedIn(read: Reader, id: Id): number {
  return Number(read.row('SELECT asked FROM expense WHERE id = ?', id)?.['asked'] ?? NEVER);
}

/** Where the money of an expense goes, and whether that is what was approved. */
export function expensePayoutOf(read: Reader, { id, payee }: Pick<ExpenseState, 'id' | 'payee'>): Payout {
  return payoutOf(read, payee, firstApproval(read, id));
}

export function expenseOf(read: Reader, id: Id): ExpenseState | undefined {
  return read.entity<ExpenseState>('expense', id);
}

/** The expense for which an entry was booked; what it books has ids that begin with its own. */
export function expenseOfEntry(read: Reader, entry: Id): ExpenseState | undefined {
  const [id = '', step] = entry.split('/');
  return step === undefined ? undefined : expenseOf(read, id);
}

/** True while a bank was or will be told by a file to pay this entry. */
export function isInPaymentFile(read: Reader, entry: Id): boolean {
  return (read.entity<{ readonly payment: Id | null }>('paid-entry', entry)?.payment ?? null) !== null;
}

export function expenseReceiptOf(read: Reader, id: Id): ExpenseReceiptState | undefined {
  return read.entity<ExpenseReceiptState>('expense-receipt', id);
}

/**
 * Who may read what is written in an expense: who judges and who pays, who asked and who is paid, and who leads the team
 * whose money would pay it.
 */
export function readsExpense(read: Reader, actor: Actor, { submittedBy, payeePerson, fund }: ExpenseState): boolean {
  const isParty = actor.kind === 'person' && (submittedBy === actor.name || payeePerson === actor.name);
  if (isParty || holdsOneOf(actor, APPROVERS)) return true;
  const led = teamsLedBy(actor);
  return led.length > 0 && led.includes(sponsorshipOfFund(read, fund)?.team ?? '');
}

function teamsLedBy({ roles }: Actor): readonly Id[] {
  return roles.flatMap(({ role, of }) => (role === 'team-lead' && of !== undefined ? [of] : []));
}

/** `<receipt>` is the original, for those whose business it is; `<receipt>~copy` what everybody may have. */
export function receiptFileFor(read: Reader, actor: Actor, id: Id): VaultFile | undefined {
  const isCopy = id.endsWith('~copy');
  const receipt = expenseReceiptOf(read, isCopy ? id.slice(0, -'~copy'.length) : id);
  const expense = receipt === undefined ? undefined : expenseOf(read, receipt.expense);
  if (receipt === undefined || expense === undefined) return undefined;
  const isForAll = isCopy && isTold(read, expense);
  const file = isCopy ? receipt.copy : receipt.file;
  if (file === undefined || !(isForAll || readsExpense(read, actor, expense))) return undefined;
  return { text: file.text, mediaType: file.mediaType, isPublic: isForAll };
}

/** True if a receipt is usual for what is paid: a stipend has none. */
export function needsReceipt(kind: ExpenseKind): boolean {
  return kind === 'REIMBURSEMENT' || kind === 'INVOICE' || kind === 'ADVANCE';
}

/** What is done next with an expense. */
export interface NextStep {
  readonly step: 'CORRECTION' | 'REVIEW' | 'APPROVAL' | 'PAYMENT' | 'RECEIPT' | 'CLEARING';
  /** Of whom it is waited for; empty where it is who submitted it. */
  readonly roles: readonly string[];
  readonly approvalsGiven: number;
  /** Undefined while the rule says nothing of its currency. */
  readonly approvalsNeeded: number | undefined;
}

export function nextStepOf(read: Reader, hub: string, expense: ExpenseState): NextStep | undefined {
  const { status, kind, approvals } = expense;
  const seats = tierFor(approvalRuleOf(read, hub), expense)?.seats;
  const given = approvals.map(({ roles }) => roles);
  const counts = { approvalsGiven: given.length, approvalsNeeded: seats && neededOf(seats) };
  const isStale = (status === 'REVIEWED' || status === 'APPROVED') && expensePayoutOf(read, expense).hasChanged;
  if (isStale) return { step: 'REVIEW', roles: ['staff', 'treasurer'], ...counts };
  switch (status) {
    case 'SUBMITTED':
      return { step: 'REVIEW', roles: ['staff', 'treasurer'], ...counts };
    case 'INCOMPLETE':
      return { step: 'CORRECTION', roles: [], ...counts };
    case 'REVIEWED': {
      if (awaitsTeam(read, expense)) return { step: 'APPROVAL', roles: ['team-lead'], ...counts };
      const filled = seats === undefined ? 0 : filledBy(seats, given);
      const isFull = seats !== undefined && filled === neededOf(seats);
      const isAsked = (seated: readonly Seat[], role: string): boolean =>
        isFull ? filledBy(seated, [[role]]) > 0 : filledBy(seated, [...given, [role]]) > filled;
      const roles = APPROVERS.filter((role) => seats !== undefined && isAsked(seats, role));
      return { step: 'APPROVAL', roles, ...counts };
    }
    case 'APPROVED':
      return { step: 'PAYMENT', roles: ['treasurer'], ...counts };
    case 'PAID':
      if (kind === 'ADVANCE' && expense.receiptedMinor > expense.spentMinor) {
        return { step: 'CLEARING', roles: ['treasurer'], ...counts };
      }
      return needsReceipt(kind) ? { step: 'RECEIPT', roles: [], ...counts } : undefined;
    default:
      return undefined;
  }
}

/** Those for which something is still to be done, the oldest first. */
export function openExpenses(read: Reader, limit: number): ExpenseState[] {
  return read
    .rows(
      `SELECT id FROM expense WHERE status IN ('SUBMITTED', 'INCOMPLETE', 'REVIEWED', 'APPROVED', 'PAID')
       ORDER BY asked LIMIT ?`,
      limit,
    )
    .flatMap((row) => expenseOf(read, String(row['id'])) ?? []);
}

/** The least receipt, whose file nobody has. */
export function leastReceipt(expense: Id) {
  const file = { contentHash: sha256(`no receipt of ${expense}`), about: NO_TEXT };
  return { expense, receipt: probeId('expense-receipt'), amountMinor: 1n, ...file };
}

function inStatus(read: Reader, status: ExpenseStatus, limit: number): ExpenseState[] {
  return read
    .rows('SELECT id FROM expense WHERE status = ? ORDER BY asked LIMIT ?', status, limit)
    .flatMap((row) => expenseOf(read, String(row['id'])) ?? []);
}

/** Reviewed ones that a fund would pay. */
function reviewedOf(read: Reader, fund: Id, limit: number): ExpenseState[] {
  return read
    .rows("SELECT id FROM expense WHERE fund = ? AND status = 'REVIEWED' ORDER BY asked LIMIT ?", fund, limit)
    .flatMap((row) => expenseOf(read, String(row['id'])) ?? []);
}

/** Those whose payee's details are not those that were approved: they are reviewed anew. */
function changedSince(read: Reader, limit: number): ExpenseState[] {
  return read
    .rows(
      `SELECT expense.id AS id FROM expense JOIN payee ON payee.id = expense.payee
       WHERE status IN ('REVIEWED', 'APPROVED') AND approved > 0 AND changed > approved ORDER BY asked LIMIT ?`,
      limit,
    )
    .flatMap((row) => expenseOf(read, String(row['id'])) ?? []);
}

function ownInStatus(read: Reader, by: string, status: ExpenseStatus, limit: number): ExpenseState[] {
  return read
    .rows('SELECT id FROM expense WHERE submitted_by = ? AND status = ? ORDER BY asked LIMIT ?', by, status, limit)
    .flatMap((row) => expenseOf(read, String(row['id'])) ?? []);
}

/** Expenses that wait for people, each for one step. */
export const waitingExpenses: readonly WaitingDefinition[] = [
  {
    kind: 'REVIEW_EXPENSE',
    command: 'ReviewExpense',
    candidates: (read, { limit }) =>
      [...inStatus(read, 'SUBMITTED', limit), ...changedSince(read, limit)].map(
        ({ id, title, submittedAt, editedAt }) => ({
          subject: id,
          since: editedAt ?? submittedAt,
          title,
          payload: { expense: id, finding: 'COMPLETE', note: NO_TEXT },
        }),
      ),
  },
  {
    kind: 'APPROVE_EXPENSE',
    command: 'ApproveExpense',
    candidates: (read, { limit }) =>
      inStatus(read, 'REVIEWED', limit).map(({ id, title, submittedAt, review }) => ({
        subject: id,
        since: review?.at ?? submittedAt,
        title,
        payload: { expense: id },
      })),
  },
  {
    kind: 'APPROVE_EXPENSE_FOR_TEAM',
    command: 'ApproveExpenseForTeam',
    candidates: (read, { actor, limit }) =>
      teamsLedBy(actor)
        .flatMap((team) => reviewedOf(read, sponsorshipOfTeam(read, team)?.fund ?? '', limit))
        .filter((expense) => awaitsTeam(read, expense))
        .map(({ id, title, submittedAt, review }) => ({
          subject: id,
          since: review?.at ?? submittedAt,
          title,
          payload: { expense: id },
        })),
  },
  {
    kind: 'PAY_EXPENSE',
    command: 'PayExpense',
    candidates: (read, { limit }) =>
      inStatus(read, 'APPROVED', limit).map(({ id, title, submittedAt, approvals }) => ({
        subject: id,
        since: approvals.at(-1)?.at ?? submittedAt,
        title,
        payload: { expense: id },
      })),
  },
  {
    kind: 'COMPLETE_EXPENSE',
    command: 'EditExpense',
    candidates: (read, { actor, limit }) =>
      ownInStatus(read, actor.name, 'INCOMPLETE', limit).map((expense) => ({
        subject: expense.id,
        since: expense.review?.at ?? expense.submittedAt,
        title: expense.title,
        payload: unchanged(expense),
      })),
  },
  {
    kind: 'ATTACH_RECEIPT',
    command: 'AttachReceipt',
    candidates: (read, { actor, limit }) =>
      ownInStatus(read, actor.name, 'PAID', limit)
        .filter(({ kind, receiptedMinor, amountMinor }) => needsReceipt(kind) && receiptedMinor < amountMinor)
        .map(({ id, title, submittedAt }) => ({ subject: id, since: submittedAt, title, payload: leastReceipt(id) })),
  },
];

/** An edit that changes nothing. */
export function unchanged(expense: ExpenseState) {
  const { id, kind, payee, team, fund, currency, amountMinor, purpose, costClass, spentIn, day } = expense;
  const content = { kind, payee, fund, currency, amountMinor, purpose, costClass, spentIn, day };
  return { expense: id, ...content, ...(team === undefined ? {} : { team }), title: NO_TEXT, about: NO_TEXT };
}
