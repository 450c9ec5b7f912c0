import { answer, type GraphQLResolverMap, probeId, type RequestContext, unusedWord } from '@hubgraph/node';
import { countryListOf } from '../country-lists/domain.ts';
import type { HubState } from '../hubs/domain.ts';
import { someHubs } from '../hubs/views.ts';
import type { MotionState } from '../motions/domain.ts';
import { type FrameworkState, frameworkOf, type HubShare } from './domain.ts';

interface ProposeFrameworkInput {
  readonly idempotencyKey?: string;
  readonly version: string;
  readonly shares: readonly HubShare[];
  readonly floorBasisPoints: number;
}

/** One hub in the Global South is enough for the floor. */
const HUBS_TRIED_MAX = 300;

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    allocationFramework: (_: unknown, { id }: { id?: string }, { read }) => frameworkOf(read, id) ?? null,
  },
  Mutation: {
    async proposeFramework(_: unknown, { input }: { input: ProposeFrameworkInput }, context) {
      const { version, floorBasisPoints } = input;
      const shares = input.shares.map(({ hub, shareBasisPoints }) => ({ hub, shareBasisPoints }));
      const outcome = await context.act({
        type: 'ProposeFramework',
        input,
        payload: ({ newId }) => ({ framework: newId('framework'), version, shares, floorBasisPoints }),
      });
      return answer(outcome, 'AllocationFramework', ({ events }) =>
        frameworkOf(context.read, (events[0] as unknown as { framework: string }).framework),
      );
    },
  },
  CouncilPermissions: {
    proposeFramework(_: unknown, __: unknown, context) {
      const hubs = someHubs(context.read, 'AUTHORISED', HUBS_TRIED_MAX);
      const least = { framework: probeId('framework'), version: unusedWord(context), floorBasisPoints: 5_000 };
      return context.mayWithOneOf(
        'ProposeFramework',
        (hubs.length > 0 ? hubs : [undefined]).map((hub) => ({
          ...least,
          shares: hub === undefined ? [] : [{ hub, shareBasisPoints: 10_000 }],
        })),
      );
    },
  },
  AllocationFramework: {
    __resolveReference: ({ id }: { id: string }, { read }: RequestContext) => frameworkOf(read, id) ?? { id },
    isInForce: ({ id }: FrameworkState, _: unknown, { read }) => frameworkOf(read)?.id === id,
    countryList: ({ countryList }: Partial<FrameworkState>, _: unknown, { read }) =>
      countryList === undefined ? null : (countryListOf(read, countryList) ?? null),
    motion: ({ motion }: Partial<FrameworkState>, _: unknown, { read }) =>
      motion === undefined ? null : (read.entity<MotionState>('motion', motion) ?? null),
  },
  HubShare: {
    hub: ({ hub }: HubShare, _: unknown, { read }) => read.entity<HubState>('hub', hub) ?? null,
  },
};
