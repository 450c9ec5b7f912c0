import type { Fund } from '@hubgraph/books';
import { currencyExponent } from '@hubgraph/kernel';
import { dateTime, type GraphQLResolverMap, moneyValue, type RequestContext } from '@hubgraph/node';
import type { ReceivedTransfer } from '@hubgraph/transfers';

interface DisbursementReference {
  readonly id: string;
  readonly toHub: { readonly id: string };
}

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Disbursement: {
    __resolveReference: ({ id, toHub }: DisbursementReference) => ({ id, toHub: { id: toHub.id } }),
    received: ({ id }: DisbursementReference, _: unknown, { read }) =>
      read.entity<ReceivedTransfer>('transfer', id) ?? null,
  },
  ReceivedTransfer: {
    amount({ preparation }: ReceivedTransfer) {
      const isKnown = preparation !== undefined && currencyExponent(preparation.currency) !== undefined;
      return isKnown ? moneyValue(preparation) : null;
    },
    receivedAt: ({ receivedAt }: ReceivedTransfer) => dateTime(receivedAt),
    bookedAt: (transfer: { bookedAt?: number }) =>
      transfer.bookedAt === undefined ? null : dateTime(transfer.bookedAt),
    fund: (transfer: { fund?: string }, _: unknown, { read }) =>
      transfer.fund === undefined ? null : (read.entity<Fund>('fund', transfer.fund) ?? null),
    entryId: ({ transfer, status }: ReceivedTransfer) =>
      status === 'ACCEPTED' || status === 'BOOKED' ? transfer : null,
    contradictions: ({ contradictions }: ReceivedTransfer) => contradictions.length,
  },
};
