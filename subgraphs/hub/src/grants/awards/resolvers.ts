import type { Fund } from '@hubgraph/books';
import type { Reader } from '@hubgraph/journal';
import { isRejection } from '@hubgraph/kernel';
import {
  answer,
  badInput,
  entityPage,
  type GraphQLResolverMap,
  type PageArguments,
  type RequestContext,
  readMoney,
} from '@hubgraph/node';
import { ownHub, ownId } from '../../own-id.ts';
import type { ApplicationState } from '../applications/domain.ts';
import { paymentOf } from '../payments/views.ts';
import { actor, checkArgument, type MoneyInput, madeIn, money } from '../values.ts';
import type { AwardState } from './domain.ts';
import { awardOf, leastPayment } from './views.ts';

interface PayAwardInput {
  readonly idempotencyKey?: string | null;
  readonly award: string;
  readonly amount: MoneyInput;
}

interface CloseAwardInput {
  readonly idempotencyKey?: string | null;
  readonly award: string;
}

interface AwardsArguments extends PageArguments {
  readonly status?: AwardState['status'] | null;
  readonly hasUnpaid?: boolean | null;
}

type MaybeAward = Partial<AwardState>;

/** A draw in the currency of its award. */
interface DrawValue {
  readonly fund: string;
  readonly amountMinor: bigint;
  readonly currency: string;
}

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    award(_: unknown, { id }: { id: string }, context) {
      checkArgument(context, id, 'award');
      return awardOf(context.read, id);
    },
    awards(_: unknown, { hub, ...page }: AwardsArguments & { readonly hub: string }, context) {
      const refusal = ownHub(context, hub);
      if (refusal !== undefined) throw badInput(refusal);
      return connection(context.read, page);
    },
  },
  Hub: {
    awards: (_: unknown, page: AwardsArguments, { read }) => connection(read, page),
  },
  Mutation: {
    async payAward(_: unknown, { input }: { input: PayAwardInput }, context) {
      const { award } = input;
      const outcome = await context.act({
        type: 'PayAward',
        input,
        payload({ newId }) {
          const amount = ownId(context, award, 'award') ?? readMoney(input.amount);
          return isRejection(amount) ? amount : { payment: newId('payment'), award, ...amount };
        },
      });
      return answer(outcome, 'Payment', (accepted) => paymentOf(context.read, madeIn(accepted, 'payment')));
    },
    async closeAward(_: unknown, { input }: { input: CloseAwardInput }, context) {
      const { award } = input;
      const payload = () => ownId(context, award, 'award') ?? { award };
      const outcome = await context.act({ type: 'CloseAward', input, payload });
      return answer(outcome, 'Award', () => awardOf(context.read, award));
    },
  },
  Award: {
    __resolveReference: ({ id }: { id: string }, { read }: RequestContext) => awardOf(read, id) ?? { id },
    application: ({ application }: MaybeAward, _: unknown, { read }) =>
      application === undefined ? null : (read.entity<ApplicationState>('application', application) ?? null),
    team: ({ team }: MaybeAward, _: unknown, { read }) =>
      team === undefined ? null : (read.entity('team', team) ?? null),
    amount: ({ amountMinor, currency }: MaybeAward) => money(amountMinor, currency),
    paid: ({ paidMinor, currency }: MaybeAward) => money(paidMinor, currency),
    unpaid: ({ amountMinor = 0n, paidMinor = 0n, status, currency }: MaybeAward) =>
      money(status === 'CLOSED' ? 0n : amountMinor - paidMinor, currency),
    draws: ({ draws, currency }: MaybeAward) =>
      draws?.map(({ fund, amountMinor }) => ({ fund, amountMinor, currency })) ?? null,
    payments: ({ payments }: MaybeAward, _: unknown, { read }) =>
      payments?.flatMap((id) => paymentOf(read, id) ?? []) ?? null,
    decidedBy: ({ decidedBy }: MaybeAward, _: unknown, context) => actor(decidedBy, context),
    reason({ application }: MaybeAward, _: unknown, context) {
      const applied = context.read.entity<ApplicationState>('application', application ?? '');
      return applied === undefined || applied.status === 'OPEN' ? null : context.text(applied.decision.reason);
    },
    permissions: (award: MaybeAward) => (award.status === undefined ? null : award),
  },
  AwardPermissions: {
    pay: (award: AwardState, _: unknown, { may }) => may('PayAward', leastPayment(award)),
    close: ({ id }: AwardState, _: unknown, { may }) => may('CloseAward', { award: id }),
  },
  AwardDraw: {
    fund: ({ fund }: DrawValue, _: unknown, { read }) => read.entity<Fund>('fund', fund) ?? null,
    amount: ({ amountMinor, currency }: DrawValue) => money(amountMinor, currency),
  },
};

function connection(read: Reader, { status, hasUnpaid, ...page }: AwardsArguments) {
  const isUnpaid = typeof hasUnpaid === 'boolean' ? Number(hasUnpaid) : undefined;
  return entityPage<AwardState>(
    read,
    { kind: 'award', where: { status: status ?? undefined, has_unpaid: isUnpaid } },
    page,
  );
}
