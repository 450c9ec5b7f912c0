import { isRejection, parseAmount, type Rejection } from '@hubgraph/kernel';
import { actorValue, answer, dateTime, type GraphQLResolverMap, moneyValue, type RequestContext } from '@hubgraph/node';
import { ownHub } from '../../own-id.ts';
import { holdsOneOf } from '../payees/views.ts';
import type { ApprovalRule, ProtectedCountries, Tier } from './domain.ts';
import { APPROVERS, type Seat } from './seats.ts';
import { approvalRuleOf } from './views.ts';

interface TierInput {
  readonly currency: string;
  readonly upTo?: string | null;
  readonly approvals: readonly Seat[];
}
interface SetApprovalRuleInput {
  readonly idempotencyKey?: string | null;
  readonly hub: string;
  readonly tiers: readonly TierInput[];
}
interface SetProtectedCountriesInput {
  readonly idempotencyKey?: string | null;
  readonly hub: string;
  readonly countries: readonly string[];
}

const listOf = ({ node, read }: RequestContext) =>
  read.entity<ProtectedCountries>('protected-countries', node.config.id);

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Hub: {
    approvalRule: (_: unknown, __: unknown, { read, node }) => approvalRuleOf(read, node.config.id) ?? null,
    // With the list, what stands without a country would stand with one.
    protectedCountries: (_: unknown, __: unknown, context) =>
      holdsOneOf(context.actor, APPROVERS) ? (listOf(context) ?? null) : null,
  },
  HubPermissions: {
    setApprovalRule: (_: unknown, __: unknown, { may, node }) =>
      may('SetApprovalRule', {
        hub: node.config.id,
        tiers: [{ currency: 'EUR', seats: [{ role: 'staff', count: 1 }] }],
      }),
    setProtectedCountries: (_: unknown, __: unknown, { may, node }) =>
      may('SetProtectedCountries', { hub: node.config.id, countries: [] }),
  },
  Mutation: {
    async setApprovalRule(_: unknown, { input }: { input: SetApprovalRuleInput }, context) {
      const { hub } = input;
      const outcome = await context.act({
        type: 'SetApprovalRule',
        input,
        payload() {
          const tiers = ownHub(context, hub) ?? readTiers(input.tiers);
          return isRejection(tiers) ? tiers : { hub, tiers };
        },
      });
      return answer(outcome, 'ApprovalRule', () => approvalRuleOf(context.read, hub));
    },
    async setProtectedCountries(_: unknown, { input }: { input: SetProtectedCountriesInput }, context) {
      const { hub, countries } = input;
      const payload = () => ownHub(context, hub) ?? { hub, countries };
      const outcome = await context.act({ type: 'SetProtectedCountries', input, payload });
      return answer(outcome, 'ProtectedCountries', () => listOf(context));
    },
  },
  ApprovalRule: {
    setAt: ({ setAt }: ApprovalRule) => dateTime(setAt),
    setBy: ({ setBy }: ApprovalRule, _: unknown, context) => actorValue(setBy, context),
  },
  ApprovalTier: {
    upTo: ({ currency, upToMinor }: Tier) =>
      upToMinor === undefined ? null : moneyValue({ amountMinor: upToMinor, currency }),
    approvals: ({ seats }: Tier) => seats,
  },
  ProtectedCountries: {
    setAt: ({ setAt }: ProtectedCountries) => dateTime(setAt),
  },
};

function readTiers(inputs: readonly TierInput[]): Tier[] | Rejection {
  const tiers: Tier[] = [];
  for (const { currency, upTo, approvals } of inputs) {
    const upToMinor = upTo ? parseAmount(upTo, currency) : undefined;
    if (isRejection(upToMinor)) return upToMinor;
    const seats = approvals.map(({ role, count }) => ({ role, count }));
    tiers.push({ currency, seats, ...(upToMinor === undefined ? {} : { upToMinor }) });
  }
  return tiers;
}
