import type { Fund } from '@hubgraph/books';
import { currencyExponent } from '@hubgraph/kernel';
import { dateTime, type GraphQLResolverMap, moneyValue, type RequestContext } from '@hubgraph/node';
import type { TransferState } from './domain.ts';

interface DisbursementReference {
  readonly id: string;
  readonly toHub: { readonly id: string };
}

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Disbursement: {
    __resolveReference: ({ id, toHub }: DisbursementReference) => ({ id, toHub: { id: toHub.id } }),
    received: ({ id }: DisbursementReference, _: unknown, { read }) =>
      read.entity<TransferState>('transfer', id) ?? null,
  },
  ReceivedTransfer: {
    amount({ preparation }: TransferState) {
      const isKnown = preparation !== undefined && currencyExponent(preparation.currency) !== undefined;
      return isKnown ? moneyValue(preparation) : null;
    },
    receivedAt: ({ receivedAt }: TransferState) => dateTime(receivedAt),
    bookedAt: (transfer: { bookedAt?: number }) =>
      transfer.bookedAt === undefined ? null : dateTime(transfer.bookedAt),
    fund: (transfer: { fund?: string }, _: unknown, { read }) =>
      transfer.fund === undefined ? null : (read.entity<Fund>('fund', transfer.fund) ?? null),
    entryId: ({ transfer, status }: TransferState) => (status === 'ACCEPTED' || status === 'BOOKED' ? transfer : null),
    contradictions: ({ contradictions }: TransferState) => contradictions.length,
  },
};
