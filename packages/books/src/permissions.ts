import { dayOf } from '@hubgraph/kernel';
import type { Dimensions } from '@hubgraph/ledger';
import { NO_TEXT, NONE_YET, type Permission, probeId, type RequestContext, unusedWord } from '@hubgraph/node';
import { someFunds } from './funds/views.ts';
import type { EntryInBooks } from './ledger/views.ts';

const FUNDS_TRIED_MAX = 10;

/** What who asks may do with a node's books: fields of each node's own permissions. */
export const bookPermissions = {
  openFund: (_: unknown, __: unknown, context: RequestContext): Permission =>
    context.may('OpenFund', { fund: probeId('fund'), code: unusedWord(context), name: NO_TEXT }),
  openAccount: (_: unknown, __: unknown, context: RequestContext): Permission =>
    context.may('OpenAccount', { path: `assets:${unusedWord(context)}`, currency: 'EUR' }),
  postEntry: (_: unknown, __: unknown, { mayWithOneOf, read, node }: RequestContext): Permission => {
    const effectiveDay = dayOf(node.world.clock.now());
    const entry = { entry: probeId('entry'), kind: 'any', effectiveDay };
    const funds = someFunds(read, FUNDS_TRIED_MAX);
    return mayWithOneOf(
      'PostEntry',
      (funds.length > 0 ? funds : [NONE_YET]).map((fund) => ({ ...entry, postings: leastGift(fund) })),
    );
  },
};

/** Whether who asks may reverse an entry. */
export const entryPermissions = {
  reverse: ({ entry }: EntryInBooks, _: unknown, { may, node }: RequestContext): Permission => {
    const effectiveDay = dayOf(node.world.clock.now());
    return may('ReverseEntry', { entry: probeId('entry'), reverses: entry.id, effectiveDay });
  },
};

function leastGift(fund: string) {
  const dimensions: Dimensions = { counterparty: 'PUBLIC' };
  return [
    { account: 'assets:bank:main', currency: 'EUR', amountMinor: 1n, fund },
    { account: 'income:donations', currency: 'EUR', amountMinor: -1n, fund, dimensions },
  ];
}
