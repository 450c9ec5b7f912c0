import {
  answer,
  dateTime,
  entityPage,
  type GraphQLResolverMap,
  moneyValue,
  type PageArguments,
  type RequestContext,
} from '@hubgraph/node';
import type { AllocationState } from '../allocations/domain.ts';
import { heldFor } from '../allocations/views.ts';

import type { DisbursementState } from './domain.ts';

interface DisburseInput {
  readonly idempotencyKey?: string;
  readonly allocation: string;
  readonly hub: string;
}

interface CancelDisbursementInput {
  readonly idempotencyKey?: string;
  readonly disbursement: string;
}

const disbursementById = (id: string, { read }: RequestContext): DisbursementState | undefined =>
  read.entity<DisbursementState>('disbursement', id);

const moment = (at: number | undefined): string | null => (at === undefined ? null : dateTime(at));

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Query: {
    disbursement: (_: unknown, { id }: { id: string }, context) => disbursementById(id, context),
    disbursements: (_: unknown, { status, ...given }: PageArguments & { status?: string }, { read }) =>
      entityPage(read, { kind: 'disbursement', where: { status: status ?? undefined } }, given),
  },
  Mutation: {
    async disburse(_: unknown, { input }: { input: DisburseInput }, context) {
      const { allocation, hub } = input;
      const outcome = await context.act({
        type: 'Disburse',
        input,
        payload: ({ newId }) => ({ disbursement: newId('disbursement'), allocation, hub }),
      });
      return answer(outcome, 'Disbursement', ({ events }) =>
        disbursementById((events[0] as unknown as { disbursement: string }).disbursement, context),
      );
    },
    async cancelDisbursement(_: unknown, { input }: { input: CancelDisbursementInput }, context) {
      const { disbursement } = input;
      const outcome = await context.act({ type: 'CancelDisbursement', input, payload: () => ({ disbursement }) });
      return answer(outcome, 'Disbursement', () => disbursementById(disbursement, context));
    },
  },
  Disbursement: {
    // What a representation says beside the id is not believed: the hub is the one in this node's own journal.
    __resolveReference: ({ id }: { id: string }, context: RequestContext) => disbursementById(id, context) ?? null,
    toHub: ({ hub }: DisbursementState) => ({ id: hub }),
    amount: ({ amountMinor, currency }: DisbursementState) => moneyValue({ amountMinor, currency }),
    allocation: ({ allocation }: DisbursementState, _: unknown, { read }) =>
      read.entity<AllocationState>('allocation', allocation) ?? null,
    preparedAt: ({ preparedAt }: DisbursementState) => dateTime(preparedAt),
    expiresAt: ({ expiresAt }: DisbursementState) => dateTime(expiresAt),
    postedAt: (disbursement: { postedAt?: number }) => moment(disbursement.postedAt),
    bookedAt: (disbursement: { bookedAt?: number }) => moment(disbursement.bookedAt),
    endedAt: (disbursement: { endedAt?: number }) => moment(disbursement.endedAt),
    entryId: ({ id }: DisbursementState) => id,
    contradictions: ({ contradictions = [] }: DisbursementState) => contradictions,
    permissions: (disbursement: DisbursementState) => disbursement,
  },
  DisbursementPermissions: {
    cancel: ({ id }: DisbursementState, _: unknown, { may }) => may('CancelDisbursement', { disbursement: id }),
  },
  Hub: {
    __resolveReference: ({ id }: { id: string }) => ({ id }),
    disbursements: ({ id }: { id: string }, given: PageArguments, { read }) =>
      entityPage(read, { kind: 'disbursement', where: { hub: id } }, given),
    heldFunds: ({ id }: { id: string }, _: unknown, { read }) => heldFor(read, id).map(moneyValue),
  },
};
