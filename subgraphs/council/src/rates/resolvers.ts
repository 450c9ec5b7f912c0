import { answer, type GraphQLResolverMap, type RequestContext } from '@hubgraph/node';
import { type Rate, type RateTable, ratesBefore } from './domain.ts';

interface RecordRatesInput {
  readonly idempotencyKey?: string;
  readonly base: string;
  readonly date: string;
  readonly source: string;
  readonly rates: readonly Rate[];
}

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    exchangeRates: (_: unknown, { before }: { before?: string }, { read }) =>
      ratesBefore(read, before ?? '9999-12-31') ?? null,
  },
  Mutation: {
    async recordRates(_: unknown, { input }: { input: RecordRatesInput }, context) {
      const { base, date, source } = input;
      const rates = input.rates.map(({ currency, perBase }) => ({ currency, perBase }));
      const outcome = await context.act({
        type: 'RecordRates',
        input,
        payload: ({ newId }) => ({ table: newId('rate-table'), base, date, source, rates }),
      });
      return answer(outcome, 'RateTable', ({ events }) =>
        context.read.entity<RateTable>('rate-table', (events[0] as unknown as { table: string }).table),
      );
    },
  },
};
