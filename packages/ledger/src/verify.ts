import { addToAccount, addToFund, applyEntry, emptyFundBalance } from './apply.ts';
import type { EntryEvent } from './events.ts';
import type { Account, Entry, FundBalance, Posting } from './types.ts';

/** What a check of the books may find. */
export type DiscrepancyCode =
  | 'entry-does-not-balance'
  | 'fund-does-not-balance'
  | 'account-is-missing'
  | 'account-differs'
  | 'account-breaks-its-limit'
  | 'fund-balance-differs'
  | 'fund-is-overdrawn';

/** One thing that does not add up; `subject` is the id of an entry, or a path or fund with its currency. */
export interface Discrepancy {
  readonly code: DiscrepancyCode;
  readonly subject: string;
  readonly expectedMinor: bigint;
  readonly foundMinor: bigint;
}

/** What `verifyBooks` checks. `fundBalances` may leave out funds whose sums are zero. */
export interface BooksToVerify {
  readonly entries: Iterable<Entry>;
  readonly accounts: readonly Account[];
  readonly fundBalances: readonly FundBalance[];
}

/**
 * Adds everything up again: each entry to zero per currency and per fund, entries to the four sums of each account and
 * to each fund's balance; limits kept, no fund overdrawn. All is well when the answer is empty. One pass, memory
 * proportional to accounts and funds.
 */
export function verifyBooks(books: BooksToVerify): readonly Discrepancy[] {
  const found: Discrepancy[] = [];
  const accounts = new Map<string, Account>();
  const funds = new Map<string, FundBalance>();
  for (const account of books.accounts) {
    accounts.set(`${account.path} ${account.currency}`, {
      ...account,
      debitsPendingMinor: 0n,
      debitsPostedMinor: 0n,
      creditsPendingMinor: 0n,
      creditsPostedMinor: 0n,
    });
  }
  for (const entry of books.entries) {
    found.push(...unbalanced(entry, entry.postings));
    if (entry.prepared !== undefined) found.push(...unbalanced(entry, entry.prepared));
    if (entry.status === 'VOIDED' || entry.status === 'EXPIRED') continue;
    const type: EntryEvent['type'] = entry.status === 'POSTED' ? 'EntryPosted' : 'EntryPrepared';
    const deltas = applyEntry({ type, at: 0, entry });
    for (const delta of deltas.accounts) {
      const key = `${delta.path} ${delta.currency}`;
      const account = accounts.get(key);
      if (account === undefined) {
        found.push({ code: 'account-is-missing', subject: key, expectedMinor: 0n, foundMinor: 0n });
      } else accounts.set(key, addToAccount(account, delta));
    }
    for (const delta of deltas.funds) {
      const key = `${delta.fund} ${delta.currency}`;
      funds.set(key, addToFund(funds.get(key) ?? emptyFundBalance(delta.fund, delta.currency), delta));
    }
  }
  for (const account of books.accounts) {
    const key = `${account.path} ${account.currency}`;
    found.push(...differences('account-differs', key, accounts.get(key), account, ACCOUNT_SUMS));
    found.push(...brokenLimit(account));
  }
  for (const balance of books.fundBalances) {
    const key = `${balance.fund} ${balance.currency}`;
    const expected = funds.get(key) ?? emptyFundBalance(balance.fund, balance.currency);
    funds.delete(key);
    found.push(...differences('fund-balance-differs', key, expected, balance, FUND_SUMS));
    const availableMinor = balance.postedMinor - balance.reservedMinor;
    if (availableMinor < 0n) {
      found.push({ code: 'fund-is-overdrawn', subject: key, expectedMinor: 0n, foundMinor: availableMinor });
    }
  }
  for (const [key, expected] of funds) {
    const zero = emptyFundBalance(expected.fund, expected.currency);
    found.push(...differences('fund-balance-differs', key, expected, zero, FUND_SUMS));
  }
  return found;
}

const ACCOUNT_SUMS = ['debitsPendingMinor', 'debitsPostedMinor', 'creditsPendingMinor', 'creditsPostedMinor'] as const;
const FUND_SUMS = ['postedMinor', 'reservedMinor'] as const;

function unbalanced({ id }: Entry, postings: readonly Posting[]): Discrepancy[] {
  const byCurrency = new Map<string, bigint>();
  const byFund = new Map<string, bigint>();
  for (const { currency, fund, amountMinor } of postings) {
    byCurrency.set(currency, (byCurrency.get(currency) ?? 0n) + amountMinor);
    const key = `${currency} ${fund}`;
    byFund.set(key, (byFund.get(key) ?? 0n) + amountMinor);
  }
  const report = (code: DiscrepancyCode, sums: Map<string, bigint>): Discrepancy[] =>
    [...sums.values()]
      .filter((sum) => sum !== 0n)
      .map((sum) => ({ code, subject: id, expectedMinor: 0n, foundMinor: sum }));
  return [...report('entry-does-not-balance', byCurrency), ...report('fund-does-not-balance', byFund)];
}

function differences<Name extends string>(
  code: DiscrepancyCode,
  subject: string,
  expected: Readonly<Record<Name, bigint>> | undefined,
  found: Readonly<Record<Name, bigint>>,
  names: readonly Name[],
): Discrepancy[] {
  return names
    .map((name) => ({ code, subject, expectedMinor: expected?.[name] ?? 0n, foundMinor: found[name] }))
    .filter(({ expectedMinor, foundMinor }) => expectedMinor !== foundMinor);
}

function brokenLimit(account: Account): Discrepancy[] {
  const debitsMinor = account.debitsPendingMinor + account.debitsPostedMinor;
  const creditsMinor = account.creditsPendingMinor + account.creditsPostedMinor;
  const subject = `${account.path} ${account.currency}`;
  const code = 'account-breaks-its-limit';
  if (account.limit === 'debits-must-not-exceed-credits' && debitsMinor > account.creditsPostedMinor) {
    return [{ code, subject, expectedMinor: account.creditsPostedMinor, foundMinor: debitsMinor }];
  }
  if (account.limit === 'credits-must-not-exceed-debits' && creditsMinor > account.debitsPostedMinor) {
    return [{ code, subject, expectedMinor: account.debitsPostedMinor, foundMinor: creditsMinor }];
  }
  return [];
}
