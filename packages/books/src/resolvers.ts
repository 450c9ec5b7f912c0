import type { Reader } from '@hubgraph/journal';
import { type Day, formatDecimal } from '@hubgraph/kernel';
import {
  type Account,
  type Dimensions,
  type EntryEvent,
  type FundBalance,
  isResourceCode,
  type Posting,
} from '@hubgraph/ledger';
import {
  actorValue,
  dateTime,
  type GraphQLResolverMap,
  moneyValue,
  pageSize,
  placeAfter,
  type RequestContext,
} from '@hubgraph/node';
import { budgets } from './budgets/resolvers.ts';
import type { Fund } from './funds/domain.ts';
import { fundCount, fundsAfter } from './funds/views.ts';
import { type BooksDimension, type BreakdownLine, breakdownAfter, breakdownCount } from './ledger/breakdown.ts';
import {
  cellsOf,
  type Flow,
  type FlowFilter,
  type FlowPlace,
  type FlowTotals,
  flowsAfter,
  flowTotals,
} from './ledger/flows.ts';
import {
  ALL_DAYS,
  accountCount,
  accountsAfter,
  entriesAfter,
  entriesOnAfter,
  entryCount,
  entryCountOn,
  pendingAfter,
  pendingCount,
  trialBalance,
} from './ledger/lists.ts';
import { toldCountries, untoldCountries } from './ledger/told.ts';
import { accountOf, closedBefore, type EntryInBooks, entryOf, fundBalancesOf, UNKNOWN } from './ledger/views.ts';
import { accountPermissions, entryPermissions } from './permissions.ts';
import { resourcesIn } from './resources/resolvers.ts';
import { amountValue } from './resources/views.ts';
import { figure, lineResolvers, statements } from './statements/resolvers.ts';

interface Page {
  readonly first?: number | null;
  readonly after?: string | null;
}

interface DaysArgs {
  readonly from?: Day | null;
  readonly to?: Day | null;
}

interface EntriesArgs extends DaysArgs, Page {
  readonly account?: string | null;
  readonly currency?: string | null;
}

interface BreakdownArgs extends PostingsArgs {
  readonly by: BooksDimension;
}

interface PostingsArgs {
  readonly where?: (FlowFilter & DaysArgs) | null;
}

/** `Books.postings`, and those of whatever knows by which filter its postings are found. */
export function postingsOf(where: FlowFilter & DaysArgs, { first, after }: Page, { read, node }: RequestContext) {
  const days = { from: where.from ?? ALL_DAYS.from, to: where.to ?? ALL_DAYS.to };
  const cells = cellsOf(read, where, untoldCountries(read, node.config.id));
  const size = pageSize(first);
  const found = flowsAfter(read, days, cells, flowPlaceIn(after), size + 1, where);
  let added: FlowTotals | undefined;
  const totals = () => {
    added ??= flowTotals(read, days, cells, where);
    return added;
  };
  return {
    ...connection(found, size, ({ place: { day, cell, entry, n } }) => `${day} ${cell} ${entry} ${n}`),
    totals: () => totals().sums.map((sum) => amountValue(read, sum)),
    totalCount: () => totals().postings,
  };
}

export const resolvers: GraphQLResolverMap<RequestContext> = {
  Books: {
    node: (_: unknown, __: unknown, { node }) => node.config.id,
    accounts(_: unknown, { first, after }: Page, { read }) {
      const size = pageSize(first);
      const found = accountsAfter(read, placeIn(after), size + 1);
      const end = (account: Account) => `${account.path} ${account.currency}`;
      return { ...connection(found, size, end), totalCount: () => accountCount(read) };
    },
    entries(_: unknown, { from, to, account, currency, first, after }: EntriesArgs, { read }) {
      const days = { from: from ?? ALL_DAYS.from, to: to ?? ALL_DAYS.to };
      const size = pageSize(first);
      const end = ({ entry }: EntryInBooks) => `${entry.effectiveDay} ${entry.id}`;
      if (account !== null && account !== undefined) {
        const on = { account, currency: currency ?? undefined };
        const found = entriesOnAfter(read, days, on, placeIn(after), size + 1);
        return { ...connection(found, size, end), totalCount: () => entryCountOn(read, days, on) };
      }
      const found = entriesAfter(read, days, placeIn(after), size + 1);
      return { ...connection(found, size, end), totalCount: () => entryCount(read, days) };
    },
    entry: (_: unknown, { id }: { id: string }, { read }) => entryOf(read, id) ?? null,
    pending(_: unknown, { first, after }: Page, { read }) {
      const size = pageSize(first);
      const [expiresAt, id] = placeIn(after);
      const found = pendingAfter(read, [Number(expiresAt) || 0, id], size + 1);
      const end = ({ entry }: EntryInBooks) => `${entry.expiresAt} ${entry.id}`;
      return { ...connection(found, size, end), totalCount: () => pendingCount(read) };
    },
    closedBefore: (_: unknown, __: unknown, { read }) => closedBefore(read) ?? null,
    budgets,
    breakdown(_: unknown, { by, where, first, after }: BreakdownArgs & Page, { read, node }) {
      const days = { from: where?.from ?? ALL_DAYS.from, to: where?.to ?? ALL_DAYS.to };
      const untold = untoldCountries(read, node.config.id);
      const asked = { by, filter: where ?? {}, cells: cellsOf(read, where ?? {}, untold), untold };
      const size = pageSize(first);
      // A key may be empty, and so may no cursor.
      const place = placeAfter(after, (text) => /^=\S{0,300}$/.test(text));
      const found = breakdownAfter(read, days, asked, place === '' ? undefined : place.slice(1), size + 1);
      return {
        ...connection(found, size, ({ key }) => `=${key}`),
        totalCount: () => breakdownCount(read, days, asked),
        asOf: { node: node.config.id, seq: read.position(), at: dateTime(node.world.clock.now()) },
      };
    },
    postings: (_: unknown, { where, ...page }: PostingsArgs & Page, context) => postingsOf(where ?? {}, page, context),
    funds(_: unknown, { first, after }: Page, { read }) {
      const size = pageSize(first);
      const found = fundsAfter(read, placeAfter(after, isFundCode), size + 1);
      return { ...connection(found, size, (fund: Fund) => fund.code), totalCount: () => fundCount(read) };
    },
    statements,
    figure,
    resources: (_: unknown, args: Parameters<typeof resourcesIn>[0], { read }) => resourcesIn(args, read),
    trialBalance: (_: unknown, __: unknown, { read }) =>
      trialBalance(read).map(({ currency, debitsMinor, creditsMinor }) => ({
        currency,
        debits: moneyValue({ amountMinor: debitsMinor, currency }),
        credits: moneyValue({ amountMinor: creditsMinor, currency }),
      })),
  },
  Fund: {
    name: (fund: Fund, _: unknown, context) => context.text(fund.name),
    purposes: (fund: Fund) => fund.purposes ?? null,
    countries: (fund: Fund, _: unknown, { read, actor }) => toldCountries(read, actor, fund),
    balances: (fund: Fund, _: unknown, { read }) =>
      fundBalancesOf(read, fund.id)
        .filter(({ currency }) => !isResourceCode(currency))
        .map((balance) => fundBalanceValue(balance, read)),
    resources: (fund: Fund, _: unknown, { read }) =>
      fundBalancesOf(read, fund.id)
        .filter(({ currency }) => isResourceCode(currency))
        .map((balance) => fundBalanceValue(balance, read)),
  },
  BooksLine: {
    key: ({ key }: BreakdownLine) => (key === '' ? UNKNOWN : key),
    income: ({ income }: BreakdownLine, _: unknown, { read }) => income.map((sum) => amountValue(read, sum)),
    spending: ({ spending }: BreakdownLine, _: unknown, { read }) => spending.map((sum) => amountValue(read, sum)),
  },
  BookPosting: {
    amount: ({ kind, posting: { currency, amountMinor } }: Flow, _: unknown, { read }) =>
      amountValue(read, { currency, amountMinor: kind === 'INCOME' ? -amountMinor : amountMinor }),
    posting: ({ posting }: Flow, _: unknown, context) => postingValue(posting, context),
  },
  LedgerAccount: {
    name: ({ name }: Account, _: unknown, context) => (name === undefined ? null : context.text(name)),
    balance: (account: Account) => money(account, account.debitsPostedMinor - account.creditsPostedMinor),
    debitsPosted: (account: Account) => money(account, account.debitsPostedMinor),
    creditsPosted: (account: Account) => money(account, account.creditsPostedMinor),
    debitsPending: (account: Account) => money(account, account.debitsPendingMinor),
    creditsPending: (account: Account) => money(account, account.creditsPendingMinor),
    permissions: (account: Account) => account,
  },
  ...lineResolvers,
  LedgerAccountPermissions: accountPermissions,
  JournalEntryPermissions: entryPermissions,
  JournalEntry: {
    id: ({ entry }: EntryInBooks) => entry.id,
    kind: ({ entry }: EntryInBooks) => entry.kind,
    effectiveDay: ({ entry }: EntryInBooks) => entry.effectiveDay,
    status: ({ entry }: EntryInBooks) => entry.status,
    postings: ({ entry }: EntryInBooks, _: unknown, context) =>
      entry.postings.map((posting) => postingValue(posting, context)),
    prepared: ({ entry }: EntryInBooks, _: unknown, context) =>
      entry.prepared?.map((posting) => postingValue(posting, context)) ?? null,
    expiresAt: ({ entry }: EntryInBooks) => (entry.expiresAt === undefined ? null : dateTime(entry.expiresAt)),
    cites: ({ entry }: EntryInBooks) => Object.entries(entry.cites ?? {}).map(([name, value]) => ({ name, value })),
    reverses: ({ entry }: EntryInBooks) => entry.reverses ?? null,
    reversedBy: ({ entry }: EntryInBooks) => entry.reversedBy ?? null,
    recordedAt: ({ at }: EntryInBooks) => dateTime(at),
    recordedBy: ({ by }: EntryInBooks, _: unknown, context) => actorValue(by, context),
    async log({ entry: { id }, seq }: EntryInBooks, _: unknown, { node }) {
      const index = await node.journal.leafOf(seq, (event) => (event as Partial<EntryEvent>).entry?.id === id);
      return index === undefined ? null : { index, seq, proof: `/log/books/proof/${index}` };
    },
    permissions: (entry: EntryInBooks) => entry,
  },
  Posting: {
    accountName({ account, amount }: ReturnType<typeof postingValue>, _: unknown, context) {
      const name = accountOf(context.read, account, amount.currency)?.name;
      return name === undefined ? null : context.text(name);
    },
  },
};

function money({ currency, exponent }: Account, amountMinor: bigint) {
  return { amountMinor: amountMinor.toString(), currency, decimal: formatDecimal(amountMinor, exponent) };
}

function fundBalanceValue({ currency, postedMinor, reservedMinor }: FundBalance, read: Reader) {
  return {
    currency,
    available: amountValue(read, { amountMinor: postedMinor - reservedMinor, currency }),
    posted: amountValue(read, { amountMinor: postedMinor, currency }),
    reserved: amountValue(read, { amountMinor: reservedMinor, currency }),
  };
}

function postingValue({ account, fund, amountMinor, currency, dimensions }: Posting, { read, node }: RequestContext) {
  const { costClass, project, ...others }: Partial<Dimensions> = dimensions ?? {};
  const { counterparty, purpose, decidedIn, team, allowedBy } = others;
  const isTold = others.spentIn !== undefined && !untoldCountries(read, node.config.id).includes(others.spentIn);
  const spentIn = isTold ? others.spentIn : undefined;
  const amount = amountValue(read, { amountMinor, currency });
  const about = { counterparty, costClass, purpose, project, spentIn, decidedIn, team, allowedBy };
  return { account, fund, amount, ...about };
}

function connection<T>(found: readonly T[], size: number, cursorOf: (node: T) => string) {
  const nodes = found.slice(0, size);
  const last = nodes.at(-1);
  return {
    nodes,
    pageInfo: { hasNextPage: found.length > size, endCursor: last === undefined ? null : cursorOf(last) },
  };
}

function isFundCode(text: string): boolean {
  return /^[a-z][a-z0-9-]{1,39}$/.test(text);
}

/** A cursor of two parts, as `2026-03-31 cee:entry:01J…`. */
function placeIn(after: string | null | undefined): [string, string] {
  const [first = '', second = ''] = placeAfter(after, (text) => /^\S+ \S+$/.test(text)).split(' ');
  return [first, second];
}

/** The cursor of a posting, as `2026-03-31 17 cee:entry:01J… 1`. */
function flowPlaceIn(after: string | null | undefined): FlowPlace | undefined {
  const place = placeAfter(after, (text) => /^\d{4}-\d{2}-\d{2} \d{1,15} \S+ \d{1,4}$/.test(text));
  if (place === '') return undefined;
  const [day = '', cell, entry = '', n] = place.split(' ');
  return { day, cell: Number(cell), entry, n: Number(n) };
}
