import type { Reader } from '@hubgraph/journal';
import { type CurrencyCode, type Rejection, reject } from '@hubgraph/kernel';
import { type AccountType, type Entry, exponentOf, isMirroredPath, isMovementPath, typeOfPath } from '@hubgraph/ledger';
import type { FundKind } from '../funds/domain.ts';
import type { Days } from '../ledger/lists.ts';
import { type EntryInBooks, readEntry } from '../ledger/views.ts';
import { resourceOf } from '../resources/views.ts';
import { type CashClass, cashClassOf, cashFlowsOf, isCashPath } from './cash.ts';

/** Which figure of the statements; each is a sum over accounts, and of cash flows over what is at their other end. */
export type Figure =
  | 'INCOME'
  | 'SPENDING'
  | 'RESULT'
  | 'OTHER_CHANGES'
  | 'CHANGE_OF_NET_ASSETS'
  | 'ASSETS'
  | 'LIABILITIES'
  | 'NET_ASSETS'
  | 'CASH'
  | 'CASH_IN'
  | 'CASH_OUT'
  | 'CASH_FLOW';

/** A figure, or the part of it that is so; what is not given may be anything. */
export interface FigureFilter {
  readonly figure: Figure;
  readonly currency: CurrencyCode;
  readonly account?: string | null | undefined;
  /** This account and all below it. */
  readonly accountFrom?: string | null | undefined;
  readonly fund?: string | null | undefined;
  readonly fundKind?: FundKind | null | undefined;
  readonly cashClass?: CashClass | null | undefined;
  /** True: only what is owed or paid between nodes; false: only the rest. */
  readonly withinMovement?: boolean | null | undefined;
}

const TYPES: Readonly<Partial<Record<Figure, readonly AccountType[]>>> = {
  INCOME: ['INCOME'],
  SPENDING: ['EXPENSE'],
  RESULT: ['INCOME', 'EXPENSE'],
  OTHER_CHANGES: ['EQUITY'],
  CHANGE_OF_NET_ASSETS: ['INCOME', 'EXPENSE', 'EQUITY'],
  ASSETS: ['ASSET'],
  LIABILITIES: ['LIABILITY'],
  NET_ASSETS: ['ASSET', 'LIABILITY'],
};

/** Those in which a debit is positive; in the others a credit is. */
const DEBITS: ReadonlySet<Figure> = new Set(['SPENDING', 'ASSETS', 'NET_ASSETS', 'CASH']);

/** A figure with what it is added up from. */
interface Opening {
  readonly filter: FigureFilter;
  readonly accounts: ReadonlySet<string>;
  /** Undefined where any fund will do. */
  readonly funds: ReadonlySet<string> | undefined;
}

function isCashFlow(figure: Figure): figure is 'CASH_IN' | 'CASH_OUT' | 'CASH_FLOW' {
  return figure === 'CASH_IN' || figure === 'CASH_OUT' || figure === 'CASH_FLOW';
}

/** Refused where the books know no such currency, and for cash flows of a fund, or other figures of a class of cash. */
export function openingOf(
  read: Reader,
  filter: FigureFilter,
): Opening | Rejection<'currency-is-unknown' | 'figure-cannot-be-narrowed-so'> {
  const { figure, currency, account, accountFrom, fund, fundKind, cashClass } = filter;
  if (exponentOf(currency, { resource: (code) => resourceOf(read, code) }) === undefined) {
    return reject('currency-is-unknown', `These books know no ${currency.slice(0, 20)}.`);
  }
  const isFlow = isCashFlow(figure);
  if (isFlow ? (fund ?? fundKind ?? null) !== null : (cashClass ?? null) !== null) {
    return reject(
      'figure-cannot-be-narrowed-so',
      'Narrow CASH_IN, CASH_OUT and CASH_FLOW by cashClass, and the other figures by fund or fundKind.',
    );
  }
  const isOf = (path: string): boolean => {
    if (account !== null && account !== undefined && path !== account) return false;
    if (accountFrom && path !== accountFrom && !path.startsWith(`${accountFrom}:`)) return false;
    if ((filter.withinMovement ?? isWithin(path)) !== isWithin(path)) return false;
    if (isFlow) return !isCashPath(path) && (cashClass ?? cashClassOf(path)) === cashClassOf(path);
    return figure === 'CASH' ? isCashPath(path) : TYPES[figure]?.includes(typeOfPath(path) ?? 'EQUITY') === true;
  };
  const known = read
    .rows('SELECT path FROM ledger_account WHERE currency = ?', currency)
    .map(({ path }) => String(path));
  return { filter, accounts: new Set(known.filter(isOf)), funds: fundsIn(read, filter) };
}

/** True for what nodes owe each other and pay each other. */
function isWithin(path: string): boolean {
  return isMovementPath(path) || isMirroredPath(path);
}

function fundsIn(read: Reader, { fund, fundKind }: FigureFilter): ReadonlySet<string> | undefined {
  if (!fundKind) return fund ? new Set([fund]) : undefined;
  const ids = read.rows('SELECT id FROM fund WHERE kind = ?', fundKind).map(({ id }) => String(id));
  return new Set(fund ? ids.filter((id) => id === fund) : ids);
}

/** The figure itself, from sums by day, as the statements have it. */
export function figureTotal(read: Reader, { from, to }: Days, opening: Opening): bigint {
  const { filter, accounts, funds } = opening;
  const { figure, currency } = filter;
  const places = [JSON.stringify([...accounts]), currency, from, to] as const;
  // Added up here by account, where no sum is too large.
  if (isCashFlow(figure)) {
    return read
      .rows(
        `SELECT sum(came) AS came, sum(went) AS went FROM ledger_cash WHERE account IN (SELECT value FROM json_each(?1))
         AND currency = ?2 AND day >= ?3 AND day < ?4 GROUP BY account`,
        ...places,
      )
      .reduce((sum, { came, went }) => sum + signedFlow(figure, BigInt(came ?? 0n), BigInt(went ?? 0n)), 0n);
  }
  const debits = read
    .rows(
      `SELECT sum(amount) AS amount FROM ledger_change WHERE account IN (SELECT value FROM json_each(?1))
       AND currency = ?2 AND day >= ?3 AND day < ?4 AND (?5 IS NULL OR fund IN (SELECT value FROM json_each(?5)))
       GROUP BY account`,
      ...places,
      funds === undefined ? null : JSON.stringify([...funds]),
    )
    .reduce((sum, { amount }) => sum + BigInt(amount ?? 0n), 0n);
  return DEBITS.has(figure) ? debits : -debits;
}

function signedFlow(figure: 'CASH_IN' | 'CASH_OUT' | 'CASH_FLOW', cameMinor: bigint, wentMinor: bigint): bigint {
  if (figure === 'CASH_FLOW') return cameMinor - wentMinor;
  return figure === 'CASH_IN' ? cameMinor : wentMinor;
}

/** What one entry adds to a figure. */
export interface FigureEntry {
  readonly entry: EntryInBooks;
  readonly amountMinor: bigint;
}

/** The entries after this place that add something to a figure, by the day on which they count and id. */
export function figureEntriesAfter(
  read: Reader,
  days: Days,
  opening: Opening,
  after: readonly [day: string, id: string],
  limit: number,
): FigureEntry[] {
  const found: FigureEntry[] = [];
  for (let place = after; ; ) {
    const entries = touching(read, days, opening, place, limit);
    for (const entry of entries) {
      const amountMinor = amountIn(entry.entry, opening);
      // What only moves between the accounts of a figure changes nothing of it.
      if (amountMinor !== 0n) found.push({ entry, amountMinor });
      if (found.length === limit) return found;
    }
    const last = entries.at(-1)?.entry;
    if (last === undefined || entries.length < limit) return found;
    place = [last.effectiveDay, last.id];
  }
}

/** Posted entries with a posting on one of the accounts. The sums by day lead to the days on which these moved. */
function touching(
  read: Reader,
  { from, to }: Days,
  { filter: { figure, currency }, accounts }: Opening,
  after: readonly [day: string, id: string],
  limit: number,
): EntryInBooks[] {
  const sums = isCashFlow(figure) ? 'ledger_cash' : 'ledger_change';
  return read
    .rows(
      `SELECT entry.* FROM (SELECT DISTINCT day FROM ${sums} WHERE account IN (SELECT value FROM json_each(?1)) AND currency = ?2
         AND day >= ?3 AND day < ?4 ORDER BY day) AS moved CROSS JOIN ledger_entry AS entry ON entry.day = moved.day
       WHERE entry.status = 'POSTED' AND (entry.day, entry.id) > (?5, ?6)
       AND EXISTS (SELECT 1 FROM json_each(entry.body, '$.postings') WHERE value ->> 'account' IN (SELECT value FROM json_each(?1))
         AND value ->> 'currency' = ?2)
       ORDER BY entry.day, entry.id LIMIT ?7`,
      JSON.stringify([...accounts]),
      currency,
      after[0] > from ? after[0] : from,
      to,
      ...after,
      limit,
    )
    .map(readEntry);
}

function amountIn({ postings }: Entry, { filter: { figure, currency }, accounts, funds }: Opening): bigint {
  if (isCashFlow(figure)) {
    return cashFlowsOf(postings)
      .filter((flow) => flow.currency === currency && accounts.has(flow.account))
      .map(({ amountMinor }) => (amountMinor > 0n ? ([amountMinor, 0n] as const) : ([0n, -amountMinor] as const)))
      .reduce((sum, [came, went]) => sum + signedFlow(figure, came, went), 0n);
  }
  const debits = postings
    .filter((one) => one.currency === currency && accounts.has(one.account) && funds?.has(one.fund) !== false)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return DEBITS.has(figure) ? debits : -debits;
}
