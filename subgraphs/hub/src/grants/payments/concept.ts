import { sliceOf } from '@hubgraph/books';
import { defineCommand, type Event } from '@hubgraph/journal';
import { type Concept, sdl } from '@hubgraph/node';
import {
  decideReportSpending,
  decideReturnUnspent,
  type PaymentEvent,
  type PaymentState,
  payment,
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
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
