import { AMOUNT_MINOR_MAX, type CurrencyCode, invariant, type Rejection, reject } from '@hubgraph/kernel';
import type { Commodities } from '../commodities.ts';
import { addExact, type Exact, roundExact } from './cost.ts';
import type { ImportedPosting } from './entry-row.ts';
import type { WrittenPosting } from './posting.ts';
import type { EntryRejectionCode } from './rejection-code.ts';

/** The postings of one written line: none if nothing moves, several if a missing amount is of several currencies. */
interface LinePostings {
  readonly written: WrittenPosting;
  readonly postings: readonly ImportedPosting[];
}

/** A transaction of which each currency adds up to zero. */
export interface BalancedEntry {
  readonly lines: readonly LinePostings[];
  /** What the exchanges put through `equity:trading:<A>-<B>`. */
  readonly trading: readonly ImportedPosting[];
}

/**
 * Fills in the missing amount and checks that what is left is zero in each currency, costs counted in their own. Real
 * and bracketed postings balance among themselves.
 */
export function balanceEntry(
  written: readonly WrittenPosting[],
  commodities: Commodities,
): BalancedEntry | Rejection<EntryRejectionCode> {
  if (written.length === 0) return reject('entry-has-no-postings', 'The transaction has no postings.');
  const lines: LinePostings[] = [];
  const trading: ImportedPosting[] = [];
  for (const kind of ['real', 'bracketed'] as const) {
    const group = written.filter((posting) => posting.kind === kind);
    const filled = fillIn(group, commodities);
    if ('rejected' in filled) return filled;
    lines.push(...filled);
    trading.push(...tradingPostings(filled));
  }
  lines.sort((a, b) => a.written.line - b.written.line);
  assertBalanced([...lines.flatMap((line) => line.postings), ...trading]);
  return { lines, trading };
}

function fillIn(
  group: readonly WrittenPosting[],
  commodities: Commodities,
): LinePostings[] | Rejection<EntryRejectionCode> {
  const sums = sumByCurrency(group);
  const missing = group.filter((posting) => posting.amount === undefined);
  if (missing.length > 1) {
    const where = missing.map((posting) => posting.line).join(', ');
    return reject('several-amounts-are-missing', `Only one amount may be left out; these lines have none: ${where}.`);
  }
  if (missing.length === 0) {
    const differences = [...sums].filter(([, amountMinor]) => amountMinor !== 0n);
    if (differences.length > 0) {
      const shown = differences.map(([currency, amountMinor]) => commodities.text(amountMinor, currency));
      return reject('entry-does-not-balance', `The postings add up to ${shown.join(' and ')} instead of zero.`);
    }
  }
  for (const [currency, amountMinor] of sums) {
    if (amountMinor > AMOUNT_MINOR_MAX || amountMinor < -AMOUNT_MINOR_MAX) {
      return reject('amount-is-too-large', `The missing amount in ${currency} is more than one posting may hold.`);
    }
  }
  return group.map((posting) => {
    const amounts = posting.amount === undefined ? opposite(sums) : [posting.amount];
    const postings = amounts
      .filter(({ amountMinor }) => amountMinor !== 0n)
      .map(({ currency, amountMinor }) => ({
        account: posting.account,
        currency,
        amountMinor,
        ...(posting.about && { about: posting.about }),
      }));
    return { written: posting, postings };
  });
}

function opposite(sums: ReadonlyMap<CurrencyCode, bigint>) {
  return [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor: -amountMinor }));
}

/** What the written amounts add up to, rounded once; a posting with a cost counts as its cost. */
function sumByCurrency(group: readonly WrittenPosting[]): Map<CurrencyCode, bigint> {
  const sums = new Map<CurrencyCode, Exact>();
  for (const { amount, cost } of group) {
    if (amount === undefined) continue;
    const { currency } = cost ?? amount;
    const exact = cost?.exact ?? { units: amount.amountMinor, places: 0 };
    sums.set(currency, addExact(sums.get(currency) ?? { units: 0n, places: 0 }, exact));
  }
  return new Map([...sums].map(([currency, exact]) => [currency, roundExact(exact)]));
}

/** For each exchange the opposite in both currencies; what rounding leaves goes to the last exchange of a currency. */
function tradingPostings(lines: readonly LinePostings[]): ImportedPosting[] {
  const legs = new Map<string, bigint>();
  const lastAccount = new Map<CurrencyCode, string>();
  const left = new Map<CurrencyCode, bigint>();
  const add = (account: string, currency: CurrencyCode, amountMinor: bigint) => {
    const key = `${account} ${currency}`;
    legs.set(key, (legs.get(key) ?? 0n) + amountMinor);
    left.set(currency, (left.get(currency) ?? 0n) + amountMinor);
  };
  for (const { postings } of lines) {
    for (const { currency, amountMinor } of postings) left.set(currency, (left.get(currency) ?? 0n) + amountMinor);
  }
  for (const { amount, cost } of lines.map((line) => line.written)) {
    if (amount === undefined || cost === undefined) continue;
    const account = `equity:trading:${[amount.currency, cost.currency].sort().join('-')}`;
    add(account, amount.currency, -amount.amountMinor);
    add(account, cost.currency, roundExact(cost.exact));
    lastAccount.set(cost.currency, account);
  }
  for (const [currency, account] of lastAccount) add(account, currency, -(left.get(currency) ?? 0n));
  return [...legs]
    .filter(([, amountMinor]) => amountMinor !== 0n)
    .map(([key, amountMinor]) => ({ account: key.slice(0, -4), currency: key.slice(-3), amountMinor }));
}

function assertBalanced(postings: readonly ImportedPosting[]): void {
  const sums = new Map<CurrencyCode, bigint>();
  for (const { currency, amountMinor } of postings) sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
  for (const [currency, sum] of sums) invariant(sum === 0n, `an entry that was read is off by ${sum} in ${currency}`);
}
