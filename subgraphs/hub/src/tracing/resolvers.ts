import type { Fund } from '@hubgraph/books';
import { isRejection, type Rejection } from '@hubgraph/kernel';
import { type GraphQLResolverMap, moneyValue, type RequestContext } from '@hubgraph/node';
import { GraphQLError } from 'graphql';
import type { PaymentState } from '../grants/payments/domain.ts';
import { type Source, sourcesOf, type Use, usesOf } from './trace.ts';

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Payment: {
    sources({ parts }: Partial<PaymentState>, _: unknown, { read }) {
      return parts === undefined ? null : parts.flatMap(({ entry }) => traced(sourcesOf(read, entry)));
    },
  },
  Disbursement: {
    uses: ({ id }: { id: string }, _: unknown, { read }) => traced(usesOf(read, id)),
  },
  MoneySource: {
    amount: (source: Source) => moneyValue(source),
    fund: ({ fund }: Source, _: unknown, { read }) => read.entity<Fund>('fund', fund),
    disbursement: ({ transfer }: Source, _: unknown, { node }) =>
      transfer === undefined ? null : { __typename: 'Disbursement', id: transfer, toHub: { id: node.config.id } },
  },
  MoneyUse: {
    amount: (use: Use) => moneyValue(use),
    payment: ({ payment }: Use, _: unknown, { read }) => read.entity<PaymentState>('payment', payment),
  },
};

/** A pool that is too large to trace costs this field, never the whole answer. */
function traced<T>(found: T[] | Rejection): T[] {
  if (!isRejection(found)) return found;
  const code = found.code.replaceAll('-', '_').toUpperCase();
  throw new GraphQLError(found.message, { extensions: { code, reason: found.code } });
}
