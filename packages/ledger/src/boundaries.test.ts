import { AMOUNT_MINOR_MAX, isRejection } from '@hubgraph/kernel';
import { describe, expect, it } from 'vitest';
import type { LedgerCommand } from './commands.ts';
import { decide } from './decide.ts';
import { donation, grant, NOW, post, standardBooks, TODAY } from './fixtures.test-helper.ts';
import { BALANCE_MINOR_MAX, CITES_MAX, POSTINGS_MAX } from './limits.ts';
import type { Posting, Slice } from './types.ts';

const line = (account: string, amountMinor: bigint): Posting => ({
  account,
  currency: 'EUR',
  amountMinor,
  fund: 'general',
});

const cites = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`c${n}`, 'x']));

describe('up to a bound, and not beyond', () => {
  it('postings of an entry', () => {
    const postings = Array.from({ length: POSTINGS_MAX / 2 }, () => donation(1n)).flat();
    expect(standardBooks().send(post('full', postings))).toBe('ok');
    expect(standardBooks().send(post('over', [...postings, ...donation(1n)]))).toBe('entry-has-too-many-postings');
  });

  it('what is cited', () => {
    expect(standardBooks().send({ ...post('full', grant(1n)), cites: cites(CITES_MAX) })).toBe('ok');
    const over = { ...post('over', grant(1n)), cites: cites(CITES_MAX + 1) };
    expect(standardBooks().send(over)).toBe('cites-are-malformed');
  });

  it('the days ahead', () => {
    expect(standardBooks().send({ ...post('x', grant(1n)), effectiveDay: '2026-04-15' })).toBe('ok');
    const late = { ...post('x', grant(1n)), effectiveDay: '2026-04-16' };
    expect(standardBooks().send(late)).toBe('day-is-too-far-ahead');
  });

  it('one amount, on either side', () => {
    const half = AMOUNT_MINOR_MAX / 2n + 1n;
    const credit = [line('equity:trading', half), line('equity:trading', half), line('equity:opening', -2n * half)];
    const debit = credit.map((one) => ({ ...one, amountMinor: -one.amountMinor }));
    expect(standardBooks().send(post('x', credit))).toBe('amount-is-too-large');
    expect(standardBooks().send(post('x', debit))).toBe('amount-is-too-large');
    const most = [line('equity:trading', AMOUNT_MINOR_MAX), line('equity:opening', -AMOUNT_MINOR_MAX)];
    expect(standardBooks().send(post('x', most))).toBe('ok');
  });

  it.each([
    ['debits', 1n],
    ['credits', -1n],
  ] as const)('the running sum of %s', (_, sign) => {
    const most = AMOUNT_MINOR_MAX * sign;
    const full = [line('equity:trading', most), line('equity:trading', most), line('equity:trading', sign)];
    const against = ['equity:opening', 'equity:fund-transfers'].map((path) => line(path, -most));
    const books = standardBooks().given(post('full', [...full, ...against, line('equity:opening', -sign)]));
    const account = books.slice().account('equity:trading', 'EUR');
    const sum = sign > 0n ? account?.debitsPostedMinor : account?.creditsPostedMinor;
    expect(sum).toBe(BALANCE_MINOR_MAX);
    const more = [line('equity:trading', sign), line('equity:opening', -sign)];
    expect(books.send(post('more', more))).toBe('balance-is-too-large');
  });

  it('the running sum of a fund', () => {
    const slice: Slice = {
      ...standardBooks().slice(),
      fundBalance: (fund, currency) => ({ fund, currency, postedMinor: BALANCE_MINOR_MAX - 1n, reservedMinor: 0n }),
    };
    expect(isRejection(decide(post('x', donation(1n)), slice))).toBe(false);
    expect(decide(post('x', donation(2n)), slice)).toMatchObject({ code: 'balance-is-too-large' });
  });

  it('the debits of all accounts together, of whose rest an entry takes an eighth at most', () => {
    const held = (debits: bigint): Slice => ({ ...standardBooks().slice(), debitsMinor: () => debits });
    const codeOf = (minor: bigint, slice: Slice) => {
      const decided = decide(post('x', donation(minor)), slice);
      return isRejection(decided) ? decided.code : undefined;
    };
    const eighth = 2n ** 60n - 1n;
    expect(codeOf(eighth, held(0n))).toBeUndefined();
    expect(codeOf(eighth + 1n, held(0n))).toBe('balance-is-too-large');
    expect(codeOf(eighth / 2n, held(BALANCE_MINOR_MAX - 4n * eighth))).toBeUndefined();
    expect(codeOf(eighth, held(BALANCE_MINOR_MAX - 4n * eighth))).toBe('balance-is-too-large');
    // Where no account holds much nobody adds them up.
    const asked = { ...standardBooks().slice(), debitsMinor: () => expect.unreachable('nobody asks') };
    expect(codeOf(2n ** 44n, asked)).toBeUndefined();
  });

  it('the moment of expiry, which is a whole number of milliseconds', () => {
    for (const expiresAt of [Number.POSITIVE_INFINITY, Number.NaN, NOW + 0.5]) {
      const command: LedgerCommand = { ...post('x', grant(1n)), type: 'PrepareEntry', expiresAt };
      expect(standardBooks().send(command)).toBe('expiry-is-not-ahead');
    }
  });

  it('the first day of the open period', () => {
    const books = standardBooks();
    books.closedBefore = TODAY;
    expect(books.send(post('x', grant(1n)))).toBe('ok');
  });
});

describe('books that are not as they should be', () => {
  it('take money for a fund that is overdrawn, and let none out', () => {
    const slice: Slice = {
      ...standardBooks().slice(),
      fundBalance: (fund, currency) => ({ fund, currency, postedMinor: -50n, reservedMinor: 0n }),
    };
    expect(isRejection(decide(post('in', donation(1n)), slice))).toBe(false);
    expect(decide(post('out', grant(1n)), slice)).toMatchObject({ code: 'fund-is-overdrawn' });
  });
});

describe('a repeated command', () => {
  it('is known again after the entry was posted on another day', () => {
    const prepare: LedgerCommand = { ...post('p', grant(1n)), type: 'PrepareEntry', expiresAt: NOW + 9 };
    const books = standardBooks().given(prepare, {
      type: 'PostPending',
      at: NOW,
      entry: 'p',
      effectiveDay: '2026-03-20',
    });
    expect(books.send(prepare)).toBe('entry-exists');
    expect(books.slice().entry('p')).toMatchObject({ effectiveDay: '2026-03-20', preparedDay: TODAY });
  });

  it('is another one where only a dimension differs', () => {
    const books = standardBooks().given(post('g', grant(1n, 'general', 'training')));
    const other = post('g', grant(1n, 'general', 'travel'));
    expect(books.send(other)).toBe('entry-exists-with-different-postings');
  });

  it('finds what it reversed marked with its id', () => {
    const books = standardBooks().given(post('g', grant(1n)), {
      type: 'ReverseEntry',
      at: NOW,
      id: 'r',
      reverses: 'g',
      effectiveDay: TODAY,
    });
    expect(books.slice().entry('g')).toMatchObject({ reversedBy: 'r' });
    expect(books.slice().entry('r')).toMatchObject({ reverses: 'g', kind: 'reversal' });
  });
});
