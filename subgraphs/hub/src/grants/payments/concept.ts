import { sliceOf } from '@hubgraph/books';
import { defineCommand, type Event } from '@hubgraph/journal';
import { type Concept, defineSearchable, sdl } from '@hubgraph/node';
import { nameOfTeam } from '../../teams/views.ts';
import { applicationOf } from '../applications/views.ts';
import { awardOf } from '../awards/views.ts';
import {
  decideReportSpending,
  decideReturnUnspent,
  type PaymentEvent,
  type PaymentState,
  payment,
  type ReceiptState,
  type ReportSpending,
  type ReturnUnspent,
  receipt,
  receiptFile,
} from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { isFileUsed, paymentList, paymentOf, waitingPayments } from './views.ts';

interface Reporting {
  readonly payment: PaymentState | undefined;
  readonly isUsed: boolean;
  /** The team that was paid: its leads report. */
  readonly scope: { readonly team: string | undefined };
}

export const payments: Concept = {
  name: 'payments',
  policy,
  events: { AwardPaid: 'PUBLIC', SpendingReported: 'PUBLIC', UnspentReturned: 'PUBLIC' },
  commands: [
    defineCommand<ReportSpending, Reporting, PaymentEvent>({
      type: 'ReportSpending',
      load(read, command) {
        const state = paymentOf(read, command.payment);
        const isUsed = isFileUsed(read, command.contentHash);
        return { payment: state, isUsed, scope: { team: state?.team } };
      },
      decide: decideReportSpending,
    }),
    defineCommand<ReturnUnspent, Parameters<typeof decideReturnUnspent>[1], Event>({
      type: 'ReturnUnspent',
      load: (read, command) => ({ payment: paymentOf(read, command.payment), slice: sliceOf(read, command.at) }),
      decide: decideReturnUnspent,
    }),
  ],
  entities: [payment, receipt, receiptFile],
  projections: [paymentList],
  waiting: waitingPayments,
  searchable: [
    defineSearchable<ReceiptState>({
      kind: 'RECEIPT',
      about:
        "A report of spending, found by what was bought, by its amount, by the team's name and by the digest of its file; the id is that of the receipt.",
      entity: 'receipt',
      version: 3,
      document({ reportedAt, payment, about, contentHash, amountMinor, currency }, read) {
        const award = awardOf(read, paymentOf(read, payment)?.award ?? '');
        const title = applicationOf(read, award?.application ?? '')?.title;
        return {
          at: reportedAt,
          ...(title === undefined ? {} : { under: title }),
          texts: [about],
          besides: [contentHash, nameOfTeam(read, award?.team)],
          amount: { amountMinor, currency },
        };
      },
    }),
  ],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
