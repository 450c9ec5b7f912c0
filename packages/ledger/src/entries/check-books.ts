import { type CurrencyCode, currencyExponent, type Day, dayOf, moneyText, reject } from '@hubgraph/kernel';
import { type AccountDelta, addToAccount, addToFund, applyEntry, type FundDelta } from '../apply.ts';
import { isFundTransferPath, isTradingPath, typeOfPath } from '../chart.ts';
import type { EntryEvent } from '../events.ts';
import { ALONE_MINOR_MAX, BALANCE_MINOR_MAX, DAYS_AHEAD_MAX, PARTS_OF_RANGE } from '../limits.ts';
import type { LedgerRejection } from '../rejections.ts';
import type { Account, FundState, Posting, Slice } from '../types.ts';

const DAY_MS = 86_400_000;

/** What a well-formed new entry must fulfil against accounts, funds, periods and balances as they are. */
export function checkBooks(event: EntryEvent, slice: Slice): LedgerRejection | undefined {
  const { postings, effectiveDay, reverses } = event.entry;
  const { accounts, funds } = applyEntry(event);
  const moves = movesOf(accounts, slice);
  return (
    checkAccounts(moves) ??
    checkFunds(postings, funds, slice, reverses !== undefined) ??
    checkPeriod(effectiveDay, slice) ??
    checkBalances(moves, funds, slice)
  );
}

/** What an entry does to one account, which may not be there. */
interface Move {
  readonly delta: AccountDelta;
  readonly account: Account | undefined;
}

/** Looks each account up once. */
export function movesOf(deltas: readonly AccountDelta[], slice: Slice): readonly Move[] {
  return deltas.map((delta) => ({ delta, account: slice.account(delta.path, delta.currency) }));
}

/** Refuses days of closed periods and days too far after today. */
export function checkPeriod(day: Day, slice: Slice): LedgerRejection | undefined {
  const closedBefore = slice.closedBefore();
  if (closedBefore !== undefined && day < closedBefore) {
    return reject('period-is-closed', `The books are closed before ${closedBefore}; ${day} is in that time.`);
  }
  if (day > slice.today && day > dayOf(Date.parse(`${slice.today}T00:00:00Z`) + DAYS_AHEAD_MAX * DAY_MS)) {
    return reject('day-is-too-far-ahead', `${day} is more than ${DAYS_AHEAD_MAX} days after ${slice.today}.`);
  }
  return undefined;
}

function checkAccounts(moves: readonly Move[]): LedgerRejection | undefined {
  for (const { delta, account } of moves) {
    if (account === undefined) {
      return reject('account-is-unknown', `There is no account ${delta.path} in ${delta.currency}; open it first.`);
    }
  }
  for (const { delta, account } of moves) {
    const { path, currency } = delta;
    if (account?.status === 'CLOSED') {
      return reject('account-is-closed', `The account ${path} in ${currency} was closed.`);
    }
  }
  return undefined;
}

function checkFunds(
  postings: readonly Posting[],
  deltas: readonly FundDelta[],
  slice: Slice,
  isReversal: boolean,
): LedgerRejection | undefined {
  const funds = new Map<string, FundState>();
  for (const { fund } of deltas) {
    const state = slice.fund(fund);
    if (state === undefined) return reject('fund-is-unknown', `There is no fund ${fund.slice(0, 128)}.`);
    funds.set(fund, state);
  }
  for (const { id, status } of funds.values()) {
    if (status === 'CLOSED')
      return reject('fund-is-closed', `The fund ${nameOf(funds.get(id), id)} takes no more entries.`);
  }
  for (const { account, fund, dimensions } of postings) {
    const purposes = funds.get(fund)?.purposes;
    if (purposes === undefined || typeOfPath(account) !== 'EXPENSE') continue;
    if (!purposes.includes(dimensions?.purpose ?? '')) {
      return reject(
        'purpose-is-not-allowed-by-fund',
        `The fund ${nameOf(funds.get(fund), fund)} is for ${purposes.join(', ')}; the posting to ${account} says ${dimensions?.purpose ?? 'nothing'}.`,
      );
    }
  }
  // A reversal gives back what should not have come, and what was let in without a country.
  const places = isReversal ? [] : postings;
  for (const { account, fund, dimensions } of places) {
    const state = funds.get(fund);
    const spentIn = dimensions?.spentIn;
    if (state === undefined || typeOfPath(account) !== 'EXPENSE' || isSpentWhereAllowed(state, spentIn)) continue;
    return reject(
      'country-is-not-allowed-by-fund',
      `The fund ${nameOf(state, fund)} is for ${state.countries?.join(', ')}; the posting to ${account} says ${spentIn ?? 'nothing'}.`,
    );
  }
  return isReversal ? undefined : refuseLeak(postings, funds);
}

/** True where a fund may be spent in a country; where the posting names none, if it need not say it. */
export function isSpentWhereAllowed({ countries, isCountryUntold }: FundState, spentIn: string | undefined): boolean {
  if (countries === undefined) return true;
  return spentIn === undefined ? isCountryUntold === true : countries.includes(spentIn);
}

/** Refuses what takes money from a ring-fenced fund for another one. */
export function checkFences(postings: readonly Posting[], slice: Slice): LedgerRejection | undefined {
  const ids = new Set(postings.map(({ fund }) => fund));
  return refuseLeak(postings, new Map([...ids].flatMap((id) => [[id, slice.fund(id)] as const])));
}

type Funds = ReadonlyMap<string, FundState | undefined>;

function refuseLeak(postings: readonly Posting[], funds: Funds): LedgerRejection | undefined {
  const leaking = leakingFund(postings, funds);
  if (leaking === undefined) return undefined;
  return reject(
    'fund-is-ring-fenced',
    `Money of the fund ${nameOf(funds.get(leaking), leaking)} does not go to another fund; give back what is left.`,
  );
}

/** What an entry does to one fund in one currency; debits less credits. */
interface FundFlow {
  readonly fund: string;
  readonly currency: string;
  /** Of equity, income and expenses: what the fund has less after the entry. */
  lost: bigint;
  /** Of `equity:fund-transfers`. */
  between: bigint;
  /** Of `equity:trading`. */
  traded: bigint;
  /** Of all other equity. */
  equity: bigint;
}

/**
 * The ring-fenced fund that an entry takes from for another one. Per fund and currency, whatever the currency of the
 * other one: it debits the fund's equity, but for an exchange within the fund; or the fund loses where another gains.
 */
function leakingFund(postings: readonly Posting[], funds: Funds): string | undefined {
  if (![...funds.values()].some((fund) => fund?.isRingFenced)) return undefined;
  const flows = flowsOf(postings);
  const leaks = ({ fund, lost, between, traded, equity }: FundFlow): boolean =>
    between > 0n ||
    equity + between > 0n ||
    (traded > 0n && !flows.some((other) => other.fund === fund && other.traded < 0n)) ||
    (lost > 0n && flows.some((other) => other.fund !== fund && other.lost < 0n));
  return flows.find((flow) => funds.get(flow.fund)?.isRingFenced === true && leaks(flow))?.fund;
}

function flowsOf(postings: readonly Posting[]): readonly FundFlow[] {
  const flows = new Map<string, FundFlow>();
  for (const { account, fund, currency, amountMinor } of postings) {
    const type = typeOfPath(account);
    const key = `${currency} ${fund}`;
    const flow = flows.get(key) ?? { fund, currency, lost: 0n, between: 0n, traded: 0n, equity: 0n };
    flows.set(key, flow);
    if (type === 'ASSET' || type === 'LIABILITY') continue;
    flow.lost += amountMinor;
    if (isFundTransferPath(account)) flow.between += amountMinor;
    else if (isTradingPath(account)) flow.traded += amountMinor;
    else if (type === 'EQUITY') flow.equity += amountMinor;
  }
  return [...flows.values()];
}

/** Refuses what would break a limit of an account, overdraw a fund or leave the range. */
export function checkBalances(
  moves: readonly Move[],
  fundDeltas: readonly FundDelta[],
  slice: Slice,
): LedgerRejection | undefined {
  const pairs: { readonly delta: AccountDelta; readonly after: Account }[] = [];
  for (const { delta, account } of moves) {
    if (account !== undefined) pairs.push({ delta, after: addToAccount(account, delta) });
  }
  for (const { delta, after } of pairs) {
    const isDebited = delta.debitsPendingMinor + delta.debitsPostedMinor > 0n;
    if (isDebited && after.limit === 'debits-must-not-exceed-credits' && debits(after) > after.creditsPostedMinor) {
      return reject(
        'debits-would-exceed-credits',
        `${after.path} would be ${textOf(after, debits(after) - after.creditsPostedMinor)} beyond its limit.`,
      );
    }
  }
  for (const { delta, after } of pairs) {
    const isCredited = delta.creditsPendingMinor + delta.creditsPostedMinor > 0n;
    if (isCredited && after.limit === 'credits-must-not-exceed-debits' && credits(after) > after.debitsPostedMinor) {
      return reject(
        'credits-would-exceed-debits',
        `${after.path} would be ${textOf(after, credits(after) - after.debitsPostedMinor)} beyond its limit.`,
      );
    }
  }
  const funds = fundDeltas.map((delta) => ({
    delta,
    after: addToFund(slice.fundBalance(delta.fund, delta.currency), delta),
  }));
  for (const { delta, after } of funds) {
    const availableMinor = after.postedMinor - after.reservedMinor;
    if (delta.postedMinor < delta.reservedMinor && availableMinor < 0n) {
      return reject(
        'fund-is-overdrawn',
        `The fund ${nameOf(slice.fund(after.fund), after.fund)} lacks ${textIn(slice, after.currency, -availableMinor)} for this.`,
      );
    }
  }
  const isTooLarge =
    pairs.some(({ after }) => debits(after) > BALANCE_MINOR_MAX || credits(after) > BALANCE_MINOR_MAX) ||
    funds.some(({ after }) => after.postedMinor > BALANCE_MINOR_MAX) ||
    isTooMuch(pairs, slice);
  if (isTooLarge) {
    return reject(
      'balance-is-too-large',
      'This is more than books hold, 2^63 - 1 least units in all: look at the amount again.',
    );
  }
  return undefined;
}

/** True where the debits of all accounts together would come near to the end of the range: no sum of a day, a class or the whole is larger. */
function isTooMuch(pairs: readonly { readonly delta: AccountDelta; readonly after: Account }[], slice: Slice): boolean {
  const large = pairs.filter(({ after }) => debits(after) > ALONE_MINOR_MAX || credits(after) > ALONE_MINOR_MAX);
  return [...new Set(large.map(({ after }) => after.currency))].some((currency) => {
    const held = slice.debitsMinor?.(currency);
    if (held === undefined) return false;
    const added = pairs
      .filter(({ after }) => after.currency === currency)
      .reduce((sum, { delta }) => sum + delta.debitsPendingMinor + delta.debitsPostedMinor, 0n);
    return added > 0n && added * PARTS_OF_RANGE > BALANCE_MINOR_MAX - held;
  });
}

/** What people call a fund; its id where nobody said. */
function nameOf(fund: FundState | undefined, id: string): string {
  return fund?.code ?? id.slice(0, 128);
}

function textOf({ currency, exponent }: Account, amountMinor: bigint): string {
  return moneyText({ amountMinor, currency }, exponent);
}

function textIn(slice: Slice, currency: CurrencyCode, amountMinor: bigint): string {
  return moneyText({ amountMinor, currency }, currencyExponent(currency) ?? slice.resource(currency)?.exponent);
}

function debits(account: Account): bigint {
  return account.debitsPendingMinor + account.debitsPostedMinor;
}

function credits(account: Account): bigint {
  return account.creditsPendingMinor + account.creditsPostedMinor;
}
