import type { CurrencyCode, Day } from '@hubgraph/kernel';
import { invariant } from '@hubgraph/kernel';
import { typeOfPath } from './chart.ts';
import type { EntryEvent } from './events.ts';
import { Found } from './found.ts';
import type { Account, CostClass, Counterparty, FundBalance, Posting } from './types.ts';

/** What to add to the four sums of an account. */
export interface AccountDelta {
  readonly path: string;
  readonly currency: CurrencyCode;
  readonly debitsPendingMinor: bigint;
  readonly debitsPostedMinor: bigint;
  readonly creditsPendingMinor: bigint;
  readonly creditsPostedMinor: bigint;
}

/** What to add to a fund's balance; same fields as the balance. */
export type FundDelta = FundBalance;

/** What to add to the day's total of income (credits positive) or expenses (debits positive); a reversal is negative. */
export interface TotalsDelta {
  readonly day: Day;
  readonly currency: CurrencyCode;
  readonly kind: 'INCOME' | 'EXPENSE';
  readonly account: string;
  readonly fund: string;
  /** Where it is spent, if the posting says so. */
  readonly country?: string;
  readonly decidedIn?: string;
  readonly purpose?: string;
  readonly project?: string;
  readonly team?: string;
  readonly costClass?: CostClass;
  readonly allowedBy?: string;
  readonly counterparty: Counterparty;
  /** Zero where postings of one entry cancel each other. */
  readonly amountMinor: bigint;
  /** Which postings of the entry it is the sum of, from 0. */
  readonly postings: readonly number[];
}

/** All that one event changes: at most one delta per account and currency, fund and currency, and class of total. */
export interface EntryDeltas {
  readonly accounts: readonly AccountDelta[];
  readonly funds: readonly FundDelta[];
  readonly totals: readonly TotalsDelta[];
}

/** How each event moves amounts: factors for the pending and the posted sums. */
const MOVES: Readonly<Record<EntryEvent['type'], { readonly pending: bigint; readonly posted: bigint }>> = {
  EntryPosted: { pending: 0n, posted: 1n },
  EntryPrepared: { pending: 1n, posted: 0n },
  PendingPosted: { pending: -1n, posted: 1n },
  PendingVoided: { pending: -1n, posted: 0n },
  PendingExpired: { pending: -1n, posted: 0n },
};

/** Folds one event into what it adds to accounts, funds and totals. Order follows the postings. Totals change only when something is posted. */
export function applyEntry(event: EntryEvent): EntryDeltas {
  const before = APPLIED.get(event);
  if (before !== undefined) return before;
  const deltas = deltasOf(event);
  if (APPLIED.size >= APPLIED_MAX) APPLIED.clear();
  APPLIED.set(event, deltas);
  return deltas;
}

/** As {@link applyEntry}, by who is the last to ask about this event: nothing of it is kept. */
export function applyEntryLast(event: EntryEvent): EntryDeltas {
  const before = APPLIED.get(event);
  if (before === undefined) return deltasOf(event);
  APPLIED.delete(event);
  return before;
}

/** Of events that are decided and not folded yet. A weak map would cost the collector more than it saves. */
const APPLIED = new Map<EntryEvent, EntryDeltas>();
const APPLIED_MAX = 2_000;

function deltasOf(event: EntryEvent): EntryDeltas {
  const { pending, posted } = MOVES[event.type];
  const { postings } = event.entry;
  const totals = posted === 0n ? [] : totalsDeltas(postings, event.entry.effectiveDay);
  const { prepared } = event.entry;
  if (pending === 0n || prepared === undefined) {
    return {
      accounts: accountDeltas(postings, pending, posted),
      funds: fundDeltas(postings, pending, posted),
      totals,
    };
  }
  // Less was posted than prepared: all that was pending is released, and what was posted counts.
  return {
    accounts: joined(
      [...accountDeltas(prepared, pending, 0n), ...accountDeltas(postings, 0n, posted)],
      ({ path, currency }) => `${path} ${currency}`,
      (one, other) => ({
        path: one.path,
        currency: one.currency,
        debitsPendingMinor: one.debitsPendingMinor + other.debitsPendingMinor,
        debitsPostedMinor: one.debitsPostedMinor + other.debitsPostedMinor,
        creditsPendingMinor: one.creditsPendingMinor + other.creditsPendingMinor,
        creditsPostedMinor: one.creditsPostedMinor + other.creditsPostedMinor,
      }),
    ),
    funds: joined(
      [...fundDeltas(prepared, pending, 0n), ...fundDeltas(postings, 0n, posted)],
      ({ fund, currency }) => `${currency} ${fund}`,
      addToFund,
    ),
    totals,
  };
}

/** Deltas of which those of one key are added. */
function joined<T>(deltas: readonly T[], keyOf: (delta: T) => string, add: (one: T, other: T) => T): T[] {
  const found = new Map<string, T>();
  for (const delta of deltas) {
    const before = found.get(keyOf(delta));
    found.set(keyOf(delta), before === undefined ? delta : add(before, delta));
  }
  return [...found.values()];
}

/** The account after a delta. */
export function addToAccount(account: Account, delta: AccountDelta): Account {
  return {
    ...account,
    debitsPendingMinor: account.debitsPendingMinor + delta.debitsPendingMinor,
    debitsPostedMinor: account.debitsPostedMinor + delta.debitsPostedMinor,
    creditsPendingMinor: account.creditsPendingMinor + delta.creditsPendingMinor,
    creditsPostedMinor: account.creditsPostedMinor + delta.creditsPostedMinor,
  };
}

/** The fund's balance after a delta. */
export function addToFund(balance: FundBalance, delta: FundDelta): FundBalance {
  return {
    fund: balance.fund,
    currency: balance.currency,
    postedMinor: balance.postedMinor + delta.postedMinor,
    reservedMinor: balance.reservedMinor + delta.reservedMinor,
  };
}

/** A fund's balance before anything is in it. */
export function emptyFundBalance(fund: string, currency: CurrencyCode): FundBalance {
  return { fund, currency, postedMinor: 0n, reservedMinor: 0n };
}

function accountDeltas(postings: readonly Posting[], pending: bigint, posted: bigint): AccountDelta[] {
  const sides = new Found<{ path: string; currency: string; debits: bigint; credits: bigint }>(postings.length);
  for (const { account: path, currency, amountMinor } of postings) {
    const key = (): string => `${path} ${currency}`;
    const side =
      sides.get((one) => one.path === path && one.currency === currency, key) ??
      sides.add({ path, currency, debits: 0n, credits: 0n }, key);
    if (amountMinor > 0n) side.debits += amountMinor;
    else side.credits -= amountMinor;
  }
  return sides.all.map(({ path, currency, debits, credits }) => ({
    path,
    currency,
    debitsPendingMinor: debits * pending,
    debitsPostedMinor: debits * posted,
    creditsPendingMinor: credits * pending,
    creditsPostedMinor: credits * posted,
  }));
}

function fundDeltas(postings: readonly Posting[], pending: bigint, posted: bigint): FundDelta[] {
  const nets = new Found<{ fund: string; currency: string; net: bigint }>(postings.length);
  for (const { account, currency, fund, amountMinor } of postings) {
    const key = (): string => `${currency} ${fund}`;
    const flow =
      nets.get((one) => one.fund === fund && one.currency === currency, key) ??
      nets.add({ fund, currency, net: 0n }, key);
    const type = typeOfPath(account);
    if (type === 'ASSET' || type === 'LIABILITY') flow.net += amountMinor;
  }
  return nets.all.map(({ fund, currency, net }) => ({
    fund,
    currency,
    postedMinor: net * posted,
    reservedMinor: net < 0n ? -net * pending : 0n,
  }));
}

/** A total of one entry while it is added up. */
type OpenTotal = { -readonly [Name in keyof TotalsDelta]: TotalsDelta[Name] } & { readonly postings: number[] };

function totalsDeltas(postings: readonly Posting[], day: Day): TotalsDelta[] {
  const totals = new Found<OpenTotal>(postings.length);
  for (let n = 0; n < postings.length; n += 1) {
    const { account, currency, fund, amountMinor, dimensions } = postings[n] as Posting;
    const kind = typeOfPath(account);
    if (kind !== 'INCOME' && kind !== 'EXPENSE') continue;
    invariant(dimensions !== undefined, `a posting to ${account} is in the books without a counterparty`);
    const { spentIn, decidedIn, purpose, project, team, costClass, allowedBy, counterparty } = dimensions;
    const key = (): string => {
      const said = [spentIn, decidedIn, purpose, project, team, costClass, allowedBy].map((one) => one ?? '');
      return [account, currency, fund, counterparty, ...said].join(' ');
    };
    const isIt = (one: OpenTotal): boolean =>
      one.account === account &&
      one.currency === currency &&
      one.fund === fund &&
      one.counterparty === counterparty &&
      one.country === spentIn &&
      one.decidedIn === decidedIn &&
      one.purpose === purpose &&
      one.project === project &&
      one.team === team &&
      one.costClass === costClass &&
      one.allowedBy === allowedBy;
    let total = totals.get(isIt, key);
    if (total === undefined) {
      total = { day, currency, kind, account, fund, counterparty, amountMinor: 0n, postings: [] };
      if (spentIn !== undefined) total.country = spentIn;
      if (decidedIn !== undefined) total.decidedIn = decidedIn;
      if (purpose !== undefined) total.purpose = purpose;
      if (project !== undefined) total.project = project;
      if (team !== undefined) total.team = team;
      if (costClass !== undefined) total.costClass = costClass;
      if (allowedBy !== undefined) total.allowedBy = allowedBy;
      totals.add(total, key);
    }
    total.amountMinor += kind === 'INCOME' ? -amountMinor : amountMinor;
    total.postings.push(n);
  }
  return totals.all;
}
