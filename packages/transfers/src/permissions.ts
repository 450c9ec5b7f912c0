import { fundBalancesOf, someFunds } from '@hubgraph/books';
import { dayOf } from '@hubgraph/kernel';
import { isResourceCode } from '@hubgraph/ledger';
import { NONE_YET, type Permission, type RequestContext, registryOf } from '@hubgraph/node';
import { DEFAULT_RULE } from './acceptance/domain.ts';
import { hasBooks } from './peers.ts';
import type { Settlement } from './settling/domain.ts';
import type { TransferView } from './transfers.ts';

const FUNDS_TRIED_MAX = 10;

/** What who asks may do with a node's transfers: fields of each node's own permissions. */
export const transfersPermissions = {
  prepareTransfer: (_: unknown, __: unknown, { mayWithOneOf, read, node }: RequestContext): Permission => {
    const own = node.config.id;
    const to =
      registryOf(read)?.registry.nodes.find((one) => one.id !== own && hasBooks(one) && one.status === 'authorised')
        ?.id ?? NONE_YET;
    const transfer = `${own}:transfer:${'0'.repeat(26)}`;
    const funds = someFunds(read, FUNDS_TRIED_MAX);
    const full = funds.flatMap((fund) =>
      fundBalancesOf(read, fund)
        .filter(({ currency, postedMinor, reservedMinor }) => postedMinor > reservedMinor && !isResourceCode(currency))
        .map(({ currency }) => ({ fund, currency })),
    );
    const tried = full.length > 0 ? full : [{ fund: funds[0] ?? NONE_YET, currency: 'EUR' }];
    return mayWithOneOf(
      'PrepareTransfer',
      tried.map((one) => ({ transfer, to, amountMinor: 1n, ...one })),
    );
  },
  setAcceptanceRule: (_: unknown, __: unknown, { may }: RequestContext): Permission =>
    may('SetAcceptanceRule', DEFAULT_RULE as unknown as Readonly<Record<string, unknown>>),
};

/** What who asks may do with one transfer. */
export const transferPermissions = {
  cancel: ({ id }: TransferView, _: unknown, { may }: RequestContext): Permission =>
    may('CancelTransfer', { transfer: id }),
  accept: ({ id }: TransferView, _: unknown, { may }: RequestContext): Permission =>
    may('AcceptTransfer', { transfer: id }),
  refuse: ({ id }: TransferView, _: unknown, { may }: RequestContext): Permission =>
    may('RefuseTransfer', { transfer: id, reasonCode: 'not-agreed' }),
  settle: ({ id, money }: TransferView, _: unknown, { may, node }: RequestContext): Permission =>
    may('SettleTransfer', {
      settlement: `${node.config.id}:settlement:${'0'.repeat(26)}`,
      transfer: id,
      currency: money?.currency ?? '',
      amountMinor: 1n,
      day: dayOf(node.world.clock.now()),
    }),
};

/** What who asks may do with one payment. */
export const settlementPermissions = {
  confirm: ({ id }: Settlement, _: unknown, { may, node }: RequestContext): Permission =>
    may('ConfirmSettlement', { settlement: id, day: dayOf(node.world.clock.now()) }),
};
