import { dayOf, type Instant } from '@hubgraph/kernel';
import { answer, type GraphQLResolverMap, NO_TEXT, probeId, type RequestContext } from '@hubgraph/node';
import { sourceText } from '../source.ts';
import { type Rate, type RateTable, ratesBefore } from './domain.ts';

interface RecordRatesInput {
  readonly idempotencyKey?: string;
  readonly base: string;
  readonly date: string;
  readonly source: string;
  readonly rates: readonly Rate[];
}

export const resolvers: GraphQLResolverMap<RequestContext> = {
  RateTable: {
    source: ({ source }: RateTable, _: unknown, context) => sourceText(source, context),
  },
  Query: {
    exchangeRates: (_: unknown, { before }: { before?: string }, { read }) =>
      ratesBefore(read, before ?? '9999-12-31') ?? null,
  },
  CouncilPermissions: {
    recordRates: (_: unknown, __: unknown, { mayWithOneOf, node }) =>
      mayWithOneOf('RecordRates', anyRates(node.world.clock.now())),
  },
  Mutation: {
    async recordRates(_: unknown, { input }: { input: RecordRatesInput }, context) {
      const { base, date, source } = input;
      const rates = input.rates.map(({ currency, perBase }) => ({ currency, perBase }));
      const outcome = await context.act({
        type: 'RecordRates',
        input,
        payload: ({ newId, texts }) => ({
          table: newId('rate-table'),
          base,
          date,
          source,
          sourceText: texts.seal(source),
          rates,
        }),
      });
      return answer(outcome, 'RateTable', ({ events }) =>
        context.read.entity<RateTable>('rate-table', (events[0] as unknown as { table: string }).table),
      );
    },
  },
};

const DAY_MS = 24 * 3_600_000;
/** Nobody records rates for more days than this ahead. */
const DAYS_TRIED_MAX = 100;

/** Tables without rates, of today and of the days after it. */
function* anyRates(now: Instant) {
  for (let days = 0; days < DAYS_TRIED_MAX; days += 1) {
    const date = dayOf(now + days * DAY_MS);
    yield { table: probeId('rate-table'), base: 'EUR', date, source: 'any', sourceText: NO_TEXT, rates: [] };
  }
}
