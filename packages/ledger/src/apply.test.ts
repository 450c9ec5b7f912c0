import { decode, encode, isRejection } from '@hubgraph/kernel';
import { describe, expect, it } from 'vitest';
import { applyEntry } from './apply.ts';
import type { LedgerCommand } from './commands.ts';
import { decide } from './decide.ts';
import type { EntryPosted, LedgerEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { donation, grant, NOW, post, standardBooks, TODAY } from './fixtures.test-helper.ts';
import type { Account, Posting } from './types.ts';

const over = NOW + 1_000;

function prepare(id: string): LedgerCommand {
  return { ...post(id, grant(2_500n)), type: 'PrepareEntry', expiresAt: over, cites: { motion: 'm:1' } };
}

/** Every kind of event at least once. */
function everyEvent(): readonly LedgerEvent[] {
  return standardBooks().given(
    prepare('p1'),
    prepare('p2'),
    prepare('p3'),
    prepare('p4'),
    { type: 'PostPending', at: NOW, entry: 'p1', effectiveDay: '2026-03-16', cites: { acceptance: 'sha256:00' } },
    { type: 'PostPending', at: NOW, entry: 'p4', parts: [{ amountMinor: 1_000n }, { amountMinor: -1_000n }] },
    { type: 'VoidPending', at: NOW, entry: 'p2' },
    { type: 'ExpirePending', at: over, entry: 'p3' },
    { type: 'ReverseEntry', at: NOW, id: 'r', reverses: 'p1', effectiveDay: TODAY },
    { type: 'ReverseEntry', at: NOW, id: 's', reverses: 'p4', effectiveDay: TODAY },
    { type: 'CloseAccount', at: NOW, path: 'expenses:grants', currency: 'EUR' },
    { type: 'ClosePeriod', at: NOW, before: TODAY },
  ).events;
}

describe('events', () => {
  it('survive being written and read, all of them', () => {
    const events = everyEvent();
    expect(new Set(events.map(({ type }) => type)).size).toBe(8);
    for (const event of events) expect(decode(encode(event))).toEqual(event);
  });

  it('keep what was decided: the day of preparing beside the day of posting', () => {
    expect(everyEvent().find(({ type }) => type === 'PendingPosted')).toMatchObject({
      entry: { status: 'POSTED', effectiveDay: '2026-03-16', preparedDay: TODAY, cites: { motion: 'm:1' } },
      cites: { acceptance: 'sha256:00' },
    });
  });

  it('fold into one account as into all of them', () => {
    const books = standardBooks().given(prepare('p1'), post('g', grant(100n)));
    let bank: Account | undefined;
    for (const event of books.events) {
      const isOther = event.type === 'AccountOpened' && event.account.path !== 'assets:bank:main';
      if (!isOther) bank = evolve(bank, event);
    }
    expect(bank).toEqual(books.slice().account('assets:bank:main', 'EUR'));
    expect(bank).toMatchObject({ creditsPendingMinor: 2_500n, creditsPostedMinor: 100n, debitsPostedMinor: 100_000n });
  });

  it('of an account that was never opened stop the program', () => {
    const event: EntryPosted = {
      type: 'EntryPosted',
      at: NOW,
      entry: { id: 'x', kind: 'test', effectiveDay: TODAY, status: 'POSTED', postings: donation(1n) },
    };
    expect(() => evolve(undefined, event)).toThrow('never opened');
  });
});

describe('totals', () => {
  const event = (postings: readonly Posting[]): EntryPosted => ({
    type: 'EntryPosted',
    at: NOW,
    entry: { id: 'x', kind: 'test', effectiveDay: TODAY, status: 'POSTED', postings },
  });

  it('count income and expenses as positive, by class, and leave assets out', () => {
    const { totals } = applyEntry(event([...donation(700n), ...donation(300n), ...grant(250n)]));
    expect(totals).toEqual([
      {
        day: TODAY,
        currency: 'EUR',
        kind: 'INCOME',
        account: 'income:donations',
        fund: 'general',
        counterparty: 'PUBLIC',
        amountMinor: 1_000n,
        postings: [1, 3],
      },
      {
        day: TODAY,
        currency: 'EUR',
        kind: 'EXPENSE',
        account: 'expenses:grants',
        fund: 'general',
        country: 'KE',
        decidedIn: 'PL',
        purpose: 'training',
        allowedBy: 'cee:award:1',
        counterparty: 'TEAM',
        amountMinor: 250n,
        postings: [4],
      },
    ]);
  });

  it('name every posting of income and expenses once, those too that cancel each other', () => {
    const [bank, income] = donation(700n);
    const back = [bank, income].flatMap((one) => (one ? [{ ...one, amountMinor: -one.amountMinor }] : []));
    const { totals } = applyEntry(event([...donation(700n), ...back, ...donation(5n, 'training')]));
    expect(totals.map(({ fund, amountMinor, postings }) => [fund, amountMinor, postings])).toEqual([
      ['general', 0n, [1, 3]],
      ['training', 5n, [5]],
    ]);
  });

  it('come from what is posted only, once, and a reversal takes them back', () => {
    const sums = new Map<string, bigint>();
    for (const one of everyEvent()) {
      if (!('entry' in one)) continue;
      const { totals } = applyEntry(one);
      expect(totals.length > 0).toBe(one.type === 'EntryPosted' || one.type === 'PendingPosted');
      for (const { kind, amountMinor } of totals) sums.set(kind, (sums.get(kind) ?? 0n) + amountMinor);
    }
    expect([...sums]).toEqual([
      ['INCOME', 100_000n],
      ['EXPENSE', 0n],
    ]);
  });

  it('are on the day on which a pending entry was posted', () => {
    const posted = everyEvent().find((one) => one.type === 'PendingPosted');
    expect(posted !== undefined && applyEntry(posted).totals[0]).toMatchObject({ day: '2026-03-16' });
  });
});

describe('funds', () => {
  it('may owe what they hold for others, and pay it out', () => {
    const held: Posting[] = [
      { account: 'assets:bank:main', currency: 'EUR', amountMinor: 900n, fund: 'general' },
      { account: 'liabilities:payable:grants', currency: 'EUR', amountMinor: -900n, fund: 'general' },
    ];
    const books = standardBooks().given(post('held', held));
    expect(books.books.fundBalance('general', 'EUR').postedMinor).toBe(100_000n);
    const back = held.map((one) => ({ ...one, amountMinor: -one.amountMinor }));
    expect(books.send(post('paid', back))).toBe('ok');
  });

  it('are asked for what an unpaid award takes, not only for what leaves the bank', () => {
    const award = grant(100_001n).map((one) =>
      one.account === 'assets:bank:main' ? { ...one, account: 'liabilities:payable:grants' } : one,
    );
    expect(standardBooks().send(post('award', award))).toBe('fund-is-overdrawn');
  });

  it('count pending outflows and no pending inflows', () => {
    const books = standardBooks().given(prepare('p'));
    books.given({ ...post('q', donation(5_000n)), type: 'PrepareEntry', expiresAt: over });
    expect(books.books.fundBalance('general', 'EUR')).toMatchObject({ postedMinor: 100_000n, reservedMinor: 2_500n });
    expect(books.send(post('g', grant(97_501n)))).toBe('credits-would-exceed-debits');
    expect(books.send(post('g', grant(97_500n)))).toBe('ok');
  });

  it('of two, keep their own money in one bank account', () => {
    const books = standardBooks().given(post('d', donation(500n, 'training')));
    expect(books.send(post('g', grant(501n, 'training')))).toBe('fund-is-overdrawn');
    expect(books.send(post('g', grant(500n, 'training')))).toBe('ok');
  });
});

describe('decide', () => {
  it('leaves its input alone and answers the same twice', () => {
    const books = standardBooks();
    const command = prepare('p');
    const before = encode(command);
    const first = decide(command, books.slice());
    expect(isRejection(first)).toBe(false);
    expect(decide(command, books.slice())).toEqual(first);
    expect(encode(command)).toBe(before);
  });
});
