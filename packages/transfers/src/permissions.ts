import { fundBalancesOf, someFunds } from '@hubgraph/books';
import { NONE_YET, type Permission, type RequestContext, registryOf } from '@hubgraph/node';
import { DEFAULT_RULE } from './acceptance/domain.ts';
import { hasBooks } from './peers.ts';
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
        .filter(({ postedMinor, reservedMinor }) => postedMinor > reservedMinor)
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
};
