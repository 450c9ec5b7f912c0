import { sliceOf } from '@hubgraph/books';
import { defineCommand, type Event } from '@hubgraph/journal';
import { type Concept, sdl } from '@hubgraph/node';
import { NO_PAYOUT } from '../expenses/payees/domain.ts';
import { expensePayoutOf } from '../expenses/requests/views.ts';
import {
  type CancelPaymentFile,
  decideCancelPaymentFile,
  decideMakePaymentFile,
  decideReleasePaymentFile,
  decideReturnPayment,
  type MakePaymentFile,
  type PaymentFileEvent,
  paidEntry,
  paymentFile,
  paymentOrder,
  type ReleasePaymentFile,
  type ReturnPayment,
  type Sources,
} from './domain.ts';
import { policy } from './policy.ts';
import { resolvers } from './resolvers.ts';
import { expensePaidBy, paymentFileList, paymentFileOf, paymentOrderOf, sourcesOf } from './views.ts';

/** What a hub tells its banks to pay. */
export const paymentFiles: Concept = {
  name: 'payment-files',
  policy,
  events: {
    PaymentFileMade: 'SEALED',
    PaymentFileReleased: 'SEALED',
    PaymentFileCancelled: 'SEALED',
    PaymentSentBack: 'SEALED',
  },
  commands: [
    defineCommand<MakePaymentFile, Sources, Event>({
      type: 'MakePaymentFile',
      load: (read, command) => sourcesOf(read, command.bankAccount, command.at),
      decide: decideMakePaymentFile,
    }),
    defineCommand<ReleasePaymentFile, Parameters<typeof decideReleasePaymentFile>[1], PaymentFileEvent>({
      type: 'ReleasePaymentFile',
      load: (read, command) => ({ file: paymentFileOf(read, command.file), slice: sliceOf(read, command.at) }),
      decide: decideReleasePaymentFile,
    }),
    defineCommand<CancelPaymentFile, Parameters<typeof decideCancelPaymentFile>[1], Event>({
      type: 'CancelPaymentFile',
      load: (read, command) => ({ file: paymentFileOf(read, command.file), slice: sliceOf(read, command.at) }),
      decide: decideCancelPaymentFile,
    }),
    defineCommand<ReturnPayment, Parameters<typeof decideReturnPayment>[1], Event>({
      type: 'ReturnPayment',
      load(read, command) {
        const payment = paymentOrderOf(read, command.payment);
        const expense = expensePaidBy(read, payment?.source ?? '');
        const payout = expense === undefined ? NO_PAYOUT : expensePayoutOf(read, expense);
        const file = paymentFileOf(read, payment?.file ?? '');
        return { payment, file, expense, payout, slice: sliceOf(read, command.at) };
      },
      decide: decideReturnPayment,
    }),
  ],
  entities: [paymentFile, paymentOrder, paidEntry],
  projections: [paymentFileList],
  typeDefs: sdl(import.meta.dirname),
  resolvers,
};
