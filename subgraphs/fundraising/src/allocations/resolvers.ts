import { isRejection } from '@hubgraph/kernel';
import {
  actorValue,
  answer,
  dateTime,
  entityPage,
  type GraphQLResolverMap,
  moneyValue,
  type PageArguments,
  type RequestContext,
  readMoney,
} from '@hubgraph/node';
import { fundById } from '../funds.ts';
import type { AllocatedPart, AllocationState } from './domain.ts';
import { allocatable, disbursing } from './waiting.ts';

interface AllocateFundsInput {
  readonly idempotencyKey?: string;
  readonly fund: string;
  readonly amount: { readonly decimal: string; readonly currency: string };
}

const allocationById = (id: string, { read }: RequestContext): AllocationState | undefined =>
  read.entity<AllocationState>('allocation', id);

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    allocation: (_: unknown, { id }: { id: string }, context) => allocationById(id, context),
    allocations: (_: unknown, given: PageArguments, { read }) => entityPage(read, { kind: 'allocation' }, given),
  },
  Mutation: {
    async allocateFunds(_: unknown, { input }: { input: AllocateFundsInput }, context) {
      const { fund } = input;
      const outcome = await context.act({
        type: 'AllocateFunds',
        input,
        payload({ newId }) {
          const money = readMoney(input.amount);
          return isRejection(money) ? money : { allocation: newId('allocation'), fund, ...money };
        },
      });
      return answer(outcome, 'Allocation', ({ events }) =>
        allocationById((events[0] as unknown as { allocation: string }).allocation, context),
      );
    },
  },
  Allocation: {
    __resolveReference: ({ id }: { id: string }, context: RequestContext) => allocationById(id, context) ?? { id },
    fund: ({ fund }: Partial<AllocationState>, _: unknown, { read }) => fundById(fund, read),
    amount: ({ amountMinor, currency }: Partial<AllocationState>) =>
      amountMinor === undefined || currency === undefined ? null : moneyValue({ amountMinor, currency }),
    madeAt: ({ madeAt }: Partial<AllocationState>) => (madeAt === undefined ? null : dateTime(madeAt)),
    madeBy: ({ madeBy }: Partial<AllocationState>, _: unknown, context) =>
      madeBy === undefined ? null : actorValue(madeBy, context),
    framework: ({ framework }: Partial<AllocationState>) => (framework === undefined ? null : { id: framework }),
    parts: ({ id, parts, currency }: Partial<AllocationState>) =>
      parts?.map((part) => ({ ...part, currency, allocation: id })) ?? null,
  },
  FundraisingPermissions: {
    allocateFunds: (_: unknown, { fund }: { fund?: string | null }, { mayWithOneOf, read }) =>
      mayWithOneOf('AllocateFunds', allocatable(read, fund ?? undefined)),
  },
  AllocationPartPermissions: {
    disburse: (part: AllocatedPart & { allocation: string }, _: unknown, { may }) =>
      may('Disburse', disbursing(part.allocation, part.hub)),
  },
  AllocationPart: {
    permissions: (part: AllocatedPart) => part,
    hub: ({ hub }: AllocatedPart) => ({ id: hub }),
    amount: ({ amountMinor, currency }: AllocatedPart & { currency: string }) => moneyValue({ amountMinor, currency }),
    disbursement: ({ disbursement }: AllocatedPart, _: unknown, { read }) =>
      disbursement === undefined ? null : (read.entity('disbursement', disbursement) ?? null),
  },
  AllocationFramework: {
    __resolveReference: ({ id }: { id: string }) => ({ id }),
    allocations: ({ id }: { id: string }, given: PageArguments, { read }) =>
      entityPage(read, { kind: 'allocation', where: { framework: id } }, given),
  },
};
