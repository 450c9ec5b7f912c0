import { describe, expect, it } from 'vitest';
import { grant, NOW, post, standardBooks } from './fixtures.test-helper.ts';
import type { Account, Entry, FundBalance } from './types.ts';
import { type BooksToVerify, verifyBooks } from './verify.ts';

function sound(): BooksToVerify {
  const { books } = standardBooks().given(post('g', grant(500n)), {
    ...post('p', grant(700n)),
    type: 'PrepareEntry',
    expiresAt: NOW + 1,
  });
  return { entries: books.entries(), accounts: books.accounts(), fundBalances: books.fundBalances() };
}

const onEntry = (id: string, edit: (entry: Entry) => Entry): BooksToVerify => {
  const books = sound();
  return { ...books, entries: [...books.entries].map((entry) => (entry.id === id ? edit(entry) : entry)) };
};
const onBank = (edit: Partial<Account>): BooksToVerify => {
  const books = sound();
  const accounts = books.accounts.map((one) => (one.path === 'assets:bank:main' ? { ...one, ...edit } : one));
  return { ...books, accounts };
};
const onFund = (edit: Partial<FundBalance>): BooksToVerify => {
  const books = sound();
  return { ...books, fundBalances: books.fundBalances.map((one) => ({ ...one, ...edit })) };
};
const codes = (books: BooksToVerify): string[] => [...new Set(verifyBooks(books).map(({ code }) => code))].toSorted();

describe('verifyBooks', () => {
  it('finds nothing in sound books', () => expect(verifyBooks(sound())).toEqual([]));

  it.each(['debitsPendingMinor', 'debitsPostedMinor', 'creditsPendingMinor', 'creditsPostedMinor'] as const)(
    'finds one minor unit too much in %s',
    (name) => {
      const bank = sound().accounts.find(({ path }) => path === 'assets:bank:main');
      const found = verifyBooks(onBank({ [name]: (bank?.[name] ?? 0n) + 1n }));
      expect(found).toEqual([
        {
          code: 'account-differs',
          subject: 'assets:bank:main EUR',
          expectedMinor: bank?.[name],
          foundMinor: (bank?.[name] ?? 0n) + 1n,
        },
      ]);
    },
  );

  it('finds an entry that was left out, or counted though voided', () => {
    const books = sound();
    const without = [...books.entries].filter(({ id }) => id !== 'g');
    expect(codes({ ...books, entries: without })).toEqual(['account-differs', 'fund-balance-differs']);
    const voided = onEntry('p', (entry) => ({ ...entry, status: 'VOIDED' }));
    expect(codes(voided)).toEqual(['account-differs', 'fund-balance-differs']);
  });

  it('finds an amount that was changed', () => {
    const changed = onEntry('g', (entry) => ({
      ...entry,
      postings: entry.postings.map((one, index) => (index === 0 ? { ...one, amountMinor: one.amountMinor + 1n } : one)),
    }));
    expect(codes(changed)).toEqual(['account-differs', 'entry-does-not-balance', 'fund-does-not-balance']);
  });

  it('finds a posting moved to another fund', () => {
    const moved = onEntry('g', (entry) => ({
      ...entry,
      postings: entry.postings.map((one, index) => (index === 0 ? { ...one, fund: 'training' } : one)),
    }));
    expect(codes(moved)).toEqual(['fund-does-not-balance']);
  });

  it('finds a missing account, a missing fund, a broken limit and an overdrawn fund', () => {
    const books = sound();
    const accounts = books.accounts.filter(({ path }) => path !== 'expenses:grants');
    expect(codes({ ...books, accounts })).toEqual(['account-is-missing']);
    expect(codes({ ...books, fundBalances: [] })).toEqual(['fund-balance-differs']);
    expect(codes(onBank({ debitsPostedMinor: 0n }))).toEqual(['account-breaks-its-limit', 'account-differs']);
    expect(codes(onBank({ limit: 'debits-must-not-exceed-credits' }))).toEqual(['account-breaks-its-limit']);
    expect(codes(onFund({ postedMinor: 600n }))).toEqual(['fund-balance-differs', 'fund-is-overdrawn']);
    expect(codes(onFund({ reservedMinor: 0n }))).toEqual(['fund-balance-differs']);
  });
});
