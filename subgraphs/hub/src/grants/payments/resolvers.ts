import { isRejection } from '@hubgraph/kernel';
import {
  answer,
  badInput,
  checkText,
  entityPage,
  type GraphQLResolverMap,
  type PageArguments,
  probeId,
  type RequestContext,
  readMoney,
} from '@hubgraph/node';
import { ownHub, ownId } from '../../own-id.ts';
import type { AwardState } from '../awards/domain.ts';
import { actor, checkArgument, type MoneyInput, madeIn, moment, money } from '../values.ts';
import { type PaymentState, type ReceiptState, unspentOf } from './domain.ts';
import { leastReport, paymentOf, receiptOf } from './views.ts';

interface ReportSpendingInput {
  readonly idempotencyKey?: string | null;
  readonly payment: string;
  readonly amount: MoneyInput;
  readonly contentHash: string;
  readonly spentOn: string;
  readonly about: string;
}

interface ReturnUnspentInput {
  readonly idempotencyKey?: string | null;
  readonly payment: string;
  readonly amount: MoneyInput;
}

const ABOUT_LENGTH_MAX = 1_000;

interface ListArguments extends PageArguments {
  readonly hub: string;
}

type MaybePayment = Partial<PaymentState>;
type MaybeReceipt = Partial<ReceiptState>;

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    payment(_: unknown, { id }: { id: string }, context) {
      checkArgument(context, id, 'payment');
      return paymentOf(context.read, id);
    },
    receipt(_: unknown, { id }: { id: string }, context) {
      checkArgument(context, id, 'receipt');
      return receiptOf(context.read, id);
    },
    payments: (_: unknown, { hub, ...page }: ListArguments, context) => newest('payment', page, context, hub),
    receipts: (_: unknown, { hub, ...page }: ListArguments, context) => newest('receipt', page, context, hub),
  },
  Hub: {
    payments: (_: unknown, page: PageArguments, context) => newest('payment', page, context),
    receipts: (_: unknown, page: PageArguments, context) => newest('receipt', page, context),
  },
  Mutation: {
    async reportSpending(_: unknown, { input }: { input: ReportSpendingInput }, context) {
      const { payment, contentHash, about } = input;
      const outcome = await context.act({
        type: 'ReportSpending',
        input,
        payload({ texts, newId }) {
          const refusal = ownId(context, payment, 'payment') ?? checkText('about', about, ABOUT_LENGTH_MAX);
          const amount = refusal ?? readMoney(input.amount);
          if (isRejection(amount)) return amount;
          const file = { contentHash, spentOn: String(input.spentOn), about: texts.seal(about) };
          return { receipt: newId('receipt'), payment, ...file, ...amount };
        },
      });
      return answer(outcome, 'Receipt', (accepted) => receiptOf(context.read, madeIn(accepted, 'receipt')));
    },
    async returnUnspent(_: unknown, { input }: { input: ReturnUnspentInput }, context) {
      const { payment } = input;
      const outcome = await context.act({
        type: 'ReturnUnspent',
        input,
        payload({ newId }) {
          const amount = ownId(context, payment, 'payment') ?? readMoney(input.amount);
          return isRejection(amount) ? amount : { return: newId('return'), payment, ...amount };
        },
      });
      return answer(outcome, 'Payment', () => paymentOf(context.read, payment));
    },
  },
  Payment: {
    __resolveReference: ({ id }: { id: string }, { read }: RequestContext) => paymentOf(read, id) ?? { id },
    award: ({ award }: MaybePayment, _: unknown, { read }) =>
      award === undefined ? null : (read.entity<AwardState>('award', award) ?? null),
    amount: ({ amountMinor, currency }: MaybePayment) => money(amountMinor, currency),
    paidAt: ({ paidAt }: MaybePayment) => moment(paidAt),
    paidBy: ({ paidBy }: MaybePayment, _: unknown, context) => actor(paidBy, context),
    entries: ({ parts }: MaybePayment) => parts?.map((part) => part.entry) ?? null,
    receipts: ({ receipts }: MaybePayment, _: unknown, { read }) =>
      receipts?.flatMap((id) => receiptOf(read, id) ?? []) ?? null,
    returned: ({ returnedMinor, currency }: MaybePayment) => money(returnedMinor, currency),
    unspent: ({ amountMinor = 0n, reportedMinor = 0n, returnedMinor = 0n, currency }: MaybePayment) =>
      money(unspentOf({ amountMinor, reportedMinor, returnedMinor }), currency),
    permissions: (payment: MaybePayment) => (payment.currency === undefined ? null : payment),
  },
  PaymentPermissions: {
    reportSpending: (payment: PaymentState, _: unknown, { may, node }) =>
      may('ReportSpending', leastReport(payment, node.world.clock.now())),
    returnUnspent: ({ id, currency }: PaymentState, _: unknown, { may }) =>
      may('ReturnUnspent', { return: probeId('return'), payment: id, amountMinor: 1n, currency }),
  },
  Receipt: {
    __resolveReference: ({ id }: { id: string }, { read }: RequestContext) => receiptOf(read, id) ?? { id },
    payment: ({ payment }: MaybeReceipt, _: unknown, { read }) =>
      payment === undefined ? null : (paymentOf(read, payment) ?? null),
    amount: ({ amountMinor, currency }: MaybeReceipt) => money(amountMinor, currency),
    about: ({ about }: MaybeReceipt, _: unknown, context) => (about === undefined ? null : context.text(about)),
    reportedAt: ({ reportedAt }: MaybeReceipt) => moment(reportedAt),
    reportedBy: ({ reportedBy }: MaybeReceipt, _: unknown, context) => actor(reportedBy, context),
  },
};

function newest(kind: 'payment' | 'receipt', page: PageArguments, context: RequestContext, hub?: string) {
  const refusal = hub === undefined ? undefined : ownHub(context, hub);
  if (refusal !== undefined) throw badInput(refusal);
  return entityPage<PaymentState | ReceiptState>(context.read, { kind, isNewestFirst: true }, page);
}
