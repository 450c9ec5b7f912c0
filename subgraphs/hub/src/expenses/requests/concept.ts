import { sliceOf } from '@hubgraph/books';
import { defineCommand, type Event, type Reader } from '@hubgraph/journal';
import { type Id, isRejection, parseId } from '@hubgraph/kernel';
import { type Concept, type PersonState, registryOf, sdl } from '@hubgraph/node';
import { isFileUsed } from '../../grants/payments/views.ts';
import { approvedForTeamBy, awaitsTeam } from '../../sponsorships/views.ts';
import { NO_PAYOUT } from '../payees/domain.ts';
import { holdsOneOf, payeeOf } from '../payees/views.ts';
import { APPROVERS } from '../rules/seats.ts';
import { approvalRuleOf, protectedCountriesOf } from '../rules/views.ts';
import { type ClearAdvance, decideClearAdvance } from './advances.ts';
import {
  decideEditExpense,
  decideSubmitExpense,
  decideWithdrawExpense,
  type EditExpense,
  type Known,
  type SubmitExpense,
  type WithdrawExpense,
} from './asking.ts';
import { type ExpenseContent, expense, expenseReceipt, expenseReceiptFile } from './domain.ts';
import {
  type ApproveExpense,
  type Approving,
  decideApproveExpense,
  decideRefuseExpense,
  decideReviewExpense,
  type Judging,
  type RefuseExpense,
  type ReviewExpense,
} from './judging.ts';
import { decidePayExpense, decideReturnExpensePayment, type PayExpense, type ReturnExpensePayment } from './paying.ts';
import { policy } from './policy.ts';
import {
  type AttachReceipt,
  decideAttachReceipt,
  decidePublishReceiptCopy,
  type PublishReceiptCopy,
} from './receipts.ts';
import { resolvers } from './resolvers.ts';
import {
  expenseList,
  expenseOf,
  expensePayoutOf,
  expenseReceiptOf,
  isInPaymentFile,
  receiptFileFor,
  waitingExpenses,
} from './views.ts';

export const requests: Concept = {
  name: 'expenses',
  policy,
  events: {
    ExpenseSubmitted: 'SEALED',
    ExpenseEdited: 'SEALED',
    ExpenseReviewed: 'SEALED',
    ExpenseApproved: 'PUBLIC',
    ExpenseRefused: 'SEALED',
    ExpenseWithdrawn: 'PUBLIC',
    ExpensePaid: 'PUBLIC',
    ExpensePaymentReturned: 'PUBLIC',
    ExpenseReceiptAttached: 'PUBLIC',
    ReceiptCopyPublished: 'PUBLIC',
    AdvanceCleared: 'PUBLIC',
  },
  commands: [
    defineCommand<SubmitExpense, Known, Event>({
      type: 'SubmitExpense',
      load: (read, command) => known(read, command, command.at),
      decide: decideSubmitExpense,
    }),
    defineCommand<EditExpense, Parameters<typeof decideEditExpense>[1], Event>({
      type: 'EditExpense',
      load: (read, command) => ({ ...known(read, command, command.at), expense: expenseOf(read, command.expense) }),
      decide: decideEditExpense,
    }),
    defineCommand<ReviewExpense, Parameters<typeof decideReviewExpense>[1], Event>({
      type: 'ReviewExpense',
      load: judged,
      decide: decideReviewExpense,
    }),
    defineCommand<ApproveExpense, Approving, Event>({
      type: 'ApproveExpense',
      load: (read, { expense: id, by, at }) => {
        const judging = judged(read, { expense: id, at });
        const { expense: found } = judging;
        const { home, country } = homeOf(read, id);
        return {
          ...judging,
          rule: approvalRuleOf(read, home),
          person: read.entity<PersonState>('person', by),
          isProtected: found !== undefined && protectedCountriesOf(read, home).includes(found.spentIn),
          country,
          awaitsTeam: found !== undefined && awaitsTeam(read, found),
          forTeamBy: found && approvedForTeamBy(read, found),
        };
      },
      decide: decideApproveExpense,
    }),
    defineCommand<RefuseExpense, Parameters<typeof decideRefuseExpense>[1], Event>({
      type: 'RefuseExpense',
      load: judged,
      decide: decideRefuseExpense,
    }),
    defineCommand<WithdrawExpense, Parameters<typeof decideWithdrawExpense>[1], Event>({
      type: 'WithdrawExpense',
      load: booked,
      decide: decideWithdrawExpense,
    }),
    defineCommand<PayExpense, Parameters<typeof decidePayExpense>[1], Event>({
      type: 'PayExpense',
      load: judged,
      decide: decidePayExpense,
    }),
    defineCommand<ReturnExpensePayment, Parameters<typeof decideReturnExpensePayment>[1], Event>({
      type: 'ReturnExpensePayment',
      load(read, command) {
        const found = judged(read, command);
        return { ...found, isInFile: isInPaymentFile(read, found.expense?.payment ?? '') };
      },
      decide: decideReturnExpensePayment,
    }),
    defineCommand<AttachReceipt, Parameters<typeof decideAttachReceipt>[1], Event>({
      type: 'AttachReceipt',
      load: (read, command) => ({
        expense: expenseOf(read, command.expense),
        isUsed: isFileUsed(read, command.contentHash),
      }),
      decide: decideAttachReceipt,
    }),
    defineCommand<PublishReceiptCopy, Parameters<typeof decidePublishReceiptCopy>[1], Event>({
      type: 'PublishReceiptCopy',
      load(read, { expense: id, receipt, by }) {
        const found = expenseOf(read, id);
        const { home } = homeOf(read, id);
        const person = read.entity<PersonState>('person', by);
        return {
          expense: found,
          receipt: expenseReceiptOf(read, receipt),
          isProtected: found !== undefined && protectedCountriesOf(read, home).includes(found.spentIn),
          isJudge: holdsOneOf({ roles: person?.roles ?? [] }, APPROVERS),
        };
      },
      decide: decidePublishReceiptCopy,
    }),
    defineCommand<ClearAdvance, Parameters<typeof decideClearAdvance>[1], Event>({
      type: 'ClearAdvance',
      load: (read, command) => ({ ...judged(read, command), country: homeOf(read, command.expense).country }),
      decide: decideClearAdvance,
    }),
  ],
  entities: [expense, expenseReceipt, expenseReceiptFile],
  projections: [expenseList],
  waiting: waitingExpenses,
  files: receiptFileFor,
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};

function known(read: Reader, { payee, team }: Pick<ExpenseContent, 'payee' | 'team'>, at: number): Known {
  const isTeamKnown = team !== undefined && read.entity('team', team) !== undefined;
  return { payee: payeeOf(read, payee), isTeamKnown, slice: sliceOf(read, at) };
}

function booked(read: Reader, { expense: id, at }: { readonly expense: Id; readonly at: number }) {
  return { expense: expenseOf(read, id), slice: sliceOf(read, at) };
}

function judged(read: Reader, command: { readonly expense: Id; readonly at: number }): Judging {
  const found = booked(read, command);
  return { ...found, payout: found.expense === undefined ? NO_PAYOUT : expensePayoutOf(read, found.expense) };
}

/** The hub at which an expense was submitted, and where the registry says that it is. */
function homeOf(read: Reader, id: Id): { readonly home: string; readonly country: string | undefined } {
  const parts = parseId(id);
  if (isRejection(parts)) return { home: '', country: undefined };
  const country = registryOf(read)?.registry.nodes.find((node) => node.id === parts.home)?.country;
  return { home: parts.home, country };
}
