import { answer, type GraphQLResolverMap, NO_TEXT, probeId, type RequestContext, unusedWord } from '@hubgraph/node';
import type { MotionState } from '../motions/domain.ts';
import { sourceText } from '../source.ts';
import { type CountryEntry, type CountryListState, countryListOf } from './domain.ts';

interface ProposeCountryListInput {
  readonly idempotencyKey?: string;
  readonly version: string;
  readonly source: string;
  readonly countries: readonly CountryEntry[];
}

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    countryList: (_: unknown, { id }: { id?: string }, { read }) => countryListOf(read, id) ?? null,
  },
  Mutation: {
    async proposeCountryList(_: unknown, { input }: { input: ProposeCountryListInput }, context) {
      const { version, source, countries } = input;
      const outcome = await context.act({
        type: 'ProposeCountryList',
        input,
        payload: ({ newId, texts }) => ({
          list: newId('country-list'),
          version,
          source: texts.seal(source),
          countries: countries.map(({ country, region, isGlobalSouth }) => ({ country, region, isGlobalSouth })),
        }),
      });
      return answer(outcome, 'CountryList', ({ events }) =>
        countryListOf(context.read, (events[0] as unknown as { list: string }).list),
      );
    },
  },
  CouncilPermissions: {
    proposeCountryList: (_: unknown, __: unknown, context) =>
      context.may('ProposeCountryList', {
        list: probeId('country-list'),
        version: unusedWord(context),
        source: NO_TEXT,
        countries: [{ country: 'KE', region: 'any', isGlobalSouth: true }],
      }),
  },
  CountryList: {
    source: ({ source }: Partial<CountryListState>, _: unknown, context) =>
      source === undefined ? null : sourceText(source, context),
    __resolveReference: ({ id }: { id: string }, { read }: RequestContext) => countryListOf(read, id) ?? { id },
    isInForce: ({ id }: CountryListState, _: unknown, { read }) => countryListOf(read)?.id === id,
    motion: ({ motion }: CountryListState, _: unknown, { read }) =>
      motion === undefined ? null : (read.entity<MotionState>('motion', motion) ?? null),
  },
};
