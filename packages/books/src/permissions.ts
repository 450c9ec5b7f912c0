import { currencyExponent, dayOf } from '@hubgraph/kernel';
import { type Account, type Dimensions, isResourceCode, type Posting } from '@hubgraph/ledger';
import { NO_TEXT, NONE_YET, type Permission, probeId, type RequestContext, unusedWord } from '@hubgraph/node';
import { someFunds } from './funds/views.ts';
import { type EntryInBooks, fundBalancesOf } from './ledger/views.ts';

const FUNDS_TRIED_MAX = 10;
const MINUTE_MS = 60_000;

/** What who asks may do with a node's books: fields of each node's own permissions. */
export const bookPermissions = {
  openFund: (_: unknown, __: unknown, context: RequestContext): Permission =>
    context.may('OpenFund', { fund: probeId('fund'), code: unusedWord(context), name: NO_TEXT }),
  declareResource: (_: unknown, __: unknown, context: RequestContext): Permission =>
    context.may('DeclareResource', { code: unusedCode(context), kind: 'STAFF_TIME', exponent: 2, name: NO_TEXT }),
  openAccount: (_: unknown, __: unknown, context: RequestContext): Permission =>
    context.may('OpenAccount', { path: `assets:${unusedWord(context)}`, currency: 'EUR' }),
  postEntry: (_: unknown, __: unknown, context: RequestContext): Permission =>
    context.mayWithOneOf('PostEntry', leastEntries(context)),
  postEntries: (_: unknown, __: unknown, context: RequestContext): Permission =>
    context.mayWithOneOf(
      'PostEntries',
      leastEntries(context).map((entry) => ({ entries: [entry] })),
    ),
  prepareEntry: (_: unknown, __: unknown, context: RequestContext): Permission =>
    context.mayWithOneOf(
      'PrepareEntry',
      leastEntries(context).map((entry) => ({ ...entry, expiresAt: context.node.world.clock.now() + MINUTE_MS })),
    ),
  exchangeMoney: (_: unknown, __: unknown, context: RequestContext): Permission =>
    context.mayWithOneOf(
      'ExchangeMoney',
      leastEntries(context).flatMap(({ entry, effectiveDay, postings: [{ fund }] }) =>
        currenciesOf(context, fund).map((currency) => ({ entry, effectiveDay, ...leastExchange(fund, currency) })),
      ),
    ),
  closePeriod: (_: unknown, __: unknown, { may, node }: RequestContext): Permission =>
    may('ClosePeriod', { before: dayOf(node.world.clock.now()) }),
};

/** Whether who asks may close an account. */
export const accountPermissions = {
  close: ({ path, currency }: Account, _: unknown, { may }: RequestContext): Permission =>
    may('CloseAccount', { path, currency }),
};

/** Whether who asks may reverse an entry, or end a pending one. */
export const entryPermissions = {
  post: ({ entry }: EntryInBooks, _: unknown, { may, node }: RequestContext): Permission =>
    may('PostPendingEntry', { entry: entry.id, effectiveDay: dayOf(node.world.clock.now()) }),
  void: ({ entry }: EntryInBooks, _: unknown, { may }: RequestContext): Permission =>
    may('VoidPendingEntry', { entry: entry.id }),
  reverse: ({ entry }: EntryInBooks, _: unknown, { may, node }: RequestContext): Permission => {
    const effectiveDay = dayOf(node.world.clock.now());
    return may('ReverseEntry', { entry: probeId('entry'), reverses: entry.id, effectiveDay });
  },
};

/** The least gift to each of some funds, as an entry. */
function leastEntries({ read, node }: RequestContext) {
  const effectiveDay = dayOf(node.world.clock.now());
  const funds = someFunds(read, FUNDS_TRIED_MAX);
  return (funds.length > 0 ? funds : [NONE_YET]).map((fund) => ({
    entry: probeId('entry'),
    kind: 'any',
    effectiveDay,
    postings: leastGift(fund),
  }));
}

/** A code that no resource has. */
function unusedCode(context: RequestContext): string {
  return `U${unusedWord(context).slice(-15).toUpperCase()}`;
}

/** The currencies of which a fund has something; any if it has nothing. */
function currenciesOf({ read }: RequestContext, fund: string): string[] {
  const found = fundBalancesOf(read, fund).filter(
    ({ currency, postedMinor, reservedMinor }) => postedMinor > reservedMinor && !isResourceCode(currency),
  );
  return found.length > 0 ? found.map(({ currency }) => currency) : ['EUR'];
}

/** The least of one currency for the least of another, from bank to bank. */
function leastExchange(fund: string, currency: string) {
  const morePlaces = (currencyExponent(currency) ?? 0) - 2;
  return {
    fund,
    gave: { amountMinor: 1n, currency },
    from: 'assets:bank:main',
    got: { amountMinor: 1n, currency: currency === 'USD' ? 'EUR' : 'USD' },
    to: 'assets:bank:main',
    rate: morePlaces >= 0 ? `1${'0'.repeat(morePlaces)}` : `0.${'0'.repeat(-morePlaces - 1)}1`,
    source: 'any',
    rateDay: '2000-01-01',
  };
}

function leastGift(fund: string): [Posting, Posting] {
  const dimensions: Dimensions = { counterparty: 'PUBLIC' };
  return [
    { account: 'assets:bank:main', currency: 'EUR', amountMinor: 1n, fund },
    { account: 'income:donations', currency: 'EUR', amountMinor: -1n, fund, dimensions },
  ];
}
