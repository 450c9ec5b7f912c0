import { entryOf, type Fund } from '@hubgraph/books';
import {
  dateTime,
  deliveriesAbout,
  type GraphQLResolverMap,
  moneyValue,
  pageSize,
  placeAfter,
  type RequestContext,
} from '@hubgraph/node';
import { ruleOf } from './acceptance/domain.ts';
import { mutationsFor } from './mutations.ts';
import { nodeInRegistry } from './peers.ts';
import { settlementPermissions, transferPermissions, transfersPermissions } from './permissions.ts';
import { type Settlement, settledOf } from './settling/domain.ts';
import type { TransferStatus, TransferView } from './transfers.ts';
import {
  type Elsewhere,
  type ExceptionPlace,
  exceptionCount,
  exceptionsAfter,
  settlementsOf,
  transferCount,
  transferOf,
  transfersAfter,
} from './views.ts';

interface Page {
  readonly first?: number | null;
  readonly after?: string | null;
}

interface ExceptionValue extends ExceptionPlace {
  readonly transfer: TransferView;
}

const MISSING: Readonly<Partial<Record<TransferStatus, string>>> = {
  PREPARED: 'ANSWER_OF_PAYEE',
  OFFERED: 'DECISION_HERE',
  ACCEPTED: 'WORD_OF_PAYER',
  POSTED: 'BOOKING_OF_PAYEE',
};

/** The fields of the types that hubs and the Basic Support System share. */
export function resolversFor(_elsewhere: Elsewhere): GraphQLResolverMap<RequestContext> {
  return {
    Transfer: {
      peerHub: ({ peer }: TransferView, _: unknown, { read }) =>
        nodeInRegistry(read, peer)?.kind === 'hub' ? { id: peer } : null,
      amount: ({ money }: TransferView) => (money === undefined ? null : moneyValue(money)),
      fund: ({ fund }: TransferView, _: unknown, { read }) =>
        fund === undefined ? null : (read.entity<Fund>('fund', fund) ?? null),
      begunAt: ({ begunAt }: TransferView) => dateTime(begunAt),
      expiresAt: ({ expiresAt }: TransferView) => (expiresAt === undefined ? null : dateTime(expiresAt)),
      entry: ({ id }: TransferView, _: unknown, { read }) => entryOf(read, id) ?? null,
      leafAtPayer({ end, postedSeq, leafAtPayer }: TransferView, _: unknown, { node }) {
        if (end === 'PAYEE') return leafAtPayer ?? null;
        return postedSeq === undefined ? null : (node.journal.leavesOf(postedSeq)?.books.first ?? null);
      },
      paid: ({ id, money }: TransferView, _: unknown, { read }) =>
        money === undefined ? null : moneyValue({ ...money, amountMinor: settledOf(read, id).paidMinor }),
      arrived: ({ id, money }: TransferView, _: unknown, { read }) =>
        money === undefined ? null : moneyValue({ ...money, amountMinor: settledOf(read, id).arrivedMinor }),
      settlements: ({ id }: TransferView, _: unknown, { read }) => settlementsOf(read, id),
      permissions: (transfer: TransferView) => transfer,
    },
    Settlement: {
      amount: ({ currency, amountMinor }: Settlement) => moneyValue({ currency, amountMinor }),
      since: ({ since }: Settlement) => dateTime(since),
      entry: ({ id }: Settlement, _: unknown, { read }) => entryOf(read, id) ?? null,
      permissions: (one: Settlement) => one,
    },
    SettlementPermissions: settlementPermissions,
    TransferPermissions: transferPermissions,
    TransferException: {
      missing: ({ transfer }: ExceptionValue) =>
        transfer.contradictions.length > 0 ? 'EXPLANATION' : MISSING[transfer.status],
      since: ({ since }: ExceptionValue) => dateTime(since),
      openSeconds: ({ since }: ExceptionValue, _: unknown, { node }) =>
        Math.max(0, Math.floor((node.world.clock.now() - since) / 1_000)),
      attempts: ({ id }: ExceptionValue, _: unknown, { read }) => deliveriesAbout(read, id).at(-1)?.attempts ?? 0,
      lastAttempt: ({ id }: ExceptionValue, _: unknown, { read }) => deliveriesAbout(read, id).at(-1)?.detail || null,
    },
  };
}

/** The fields by which one gets there, under the names that a hub and the Basic Support System have for them. */
export function rootsFor(root: 'hub' | 'support', elsewhere: Elsewhere): GraphQLResolverMap<RequestContext> {
  const fields = fieldsFor(elsewhere);
  const mutations = mutationsFor(elsewhere);
  if (root === 'hub') {
    const own =
      <A, R>(field: (args: A, context: RequestContext) => R) =>
      ({ id }: { id: string }, args: A, context: RequestContext): R | null =>
        id === context.node.config.id ? field(args, context) : null;
    return {
      Hub: {
        transfers: own(fields.transfers),
        transfer: own(fields.transfer),
        transferExceptions: own(fields.transferExceptions),
        acceptanceRule: own(fields.acceptanceRule),
      },
      HubPermissions: transfersPermissions,
      Mutation: {
        prepareTransfer: mutations.prepare,
        cancelTransfer: mutations.cancel,
        acceptTransfer: mutations.accept,
        refuseTransfer: mutations.refuse,
        settleTransfer: mutations.settle,
        confirmSettlement: mutations.confirm,
        setAcceptanceRule: mutations.setRule,
      },
    };
  }
  return {
    Query: {
      supportTransfers: (_: unknown, args: Page, context) => fields.transfers(args, context),
      supportTransfer: (_: unknown, args: { id: string }, context) => fields.transfer(args, context),
      supportTransferExceptions: (_: unknown, args: Page, context) => fields.transferExceptions(args, context),
      supportAcceptanceRule: (_: unknown, args: object, context) => fields.acceptanceRule(args, context),
    },
    FundraisingPermissions: transfersPermissions,
    Mutation: {
      prepareSupportTransfer: mutations.prepare,
      cancelSupportTransfer: mutations.cancel,
      acceptSupportTransfer: mutations.accept,
      refuseSupportTransfer: mutations.refuse,
      settleSupportTransfer: mutations.settle,
      confirmSupportSettlement: mutations.confirm,
      setSupportAcceptanceRule: mutations.setRule,
    },
  };
}

function fieldsFor(elsewhere: Elsewhere) {
  return {
    transfers({ peer, first, after }: Page & { peer?: string | null }, { read }: RequestContext) {
      const size = pageSize(first);
      const ids = transfersAfter(read, peer ?? undefined, placeAfter(after), size + 1);
      const shown = ids.slice(0, size);
      return {
        nodes: shown.flatMap((id) => transferOf(read, id, elsewhere) ?? []),
        pageInfo: { hasNextPage: ids.length > size, endCursor: shown.at(-1) ?? null },
        totalCount: () => transferCount(read, peer ?? undefined),
      };
    },
    transfer({ id }: { readonly id: string }, { read }: RequestContext): TransferView | null {
      return transferOf(read, id, elsewhere) ?? null;
    },
    transferExceptions({ first, after }: Page, { read }: RequestContext) {
      const size = pageSize(first);
      const found = exceptionsAfter(read, exceptionPlace(after), size + 1);
      const shown = found.slice(0, size);
      const last = shown.at(-1);
      return {
        nodes: shown.flatMap(({ id, since }): ExceptionValue[] => {
          const transfer = transferOf(read, id, elsewhere);
          return transfer === undefined ? [] : [{ id, since, transfer }];
        }),
        pageInfo: {
          hasNextPage: found.length > size,
          endCursor: last === undefined ? null : `${last.since} ${last.id}`,
        },
        totalCount: () => exceptionCount(read),
      };
    },
    acceptanceRule: (_: object, { read }: RequestContext) => ruleOf(read),
  };
}

/** The cursor of an exception, as `1790000000000 cee:transfer:01J…`. */
function exceptionPlace(after: string | null | undefined): ExceptionPlace {
  const place = placeAfter(after, (text) => /^\d{1,15} \S+$/.test(text));
  const [since = '-1', id = ''] = place === '' ? [] : place.split(' ');
  return { since: Number(since), id };
}
