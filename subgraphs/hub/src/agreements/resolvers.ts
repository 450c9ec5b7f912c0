import { isRejection, parseId } from '@hubgraph/kernel';
import { answer, type GraphQLResolverMap, type RequestContext } from '@hubgraph/node';
import { ownHub } from '../own-id.ts';
import { type AgreementState, statusAt } from './domain.ts';
import { agreementOf } from './views.ts';

interface SignInput {
  readonly idempotencyKey?: string | null;
  readonly hub: string;
  readonly agreement: string;
}

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Mutation: {
    async signTrademarkAgreement(_: unknown, { input }: { input: SignInput }, context) {
      const { hub, agreement } = input;
      const parts = parseId(agreement, 'agreement');
      const outcome = await context.act({
        type: 'SignAgreement',
        input,
        payload: () => ownHub(context, hub) ?? (isRejection(parts) ? parts : { agreement, hub }),
      });
      return answer(outcome, 'HubAgreement', () => agreementOf(context.read, agreement));
    },
  },
  HubPermissions: {
    signTrademarkAgreement: (_: unknown, { agreement }: { agreement: string }, { may, node }) =>
      may('SignAgreement', { agreement, hub: node.config.id }),
  },
  HubAgreement: {
    agreement: ({ agreement }: AgreementState) => ({ id: agreement }),
    status: (agreement: AgreementState, _: unknown, { node }) => statusAt(node.world.clock.now(), agreement),
  },
};
