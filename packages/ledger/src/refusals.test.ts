import { isRejection } from '@hubgraph/kernel';
import { describe, expect, it } from 'vitest';
import type { LedgerCommand, PostPending, PrepareEntry } from './commands.ts';
import { decide } from './decide.ts';
import { donation, grant, NOW, post, standardBooks, type TestBooks, TODAY } from './fixtures.test-helper.ts';
import { decideLinked } from './linked.ts';
import {
  answer,
  attempt,
  bank,
  closeAccount,
  ENTRY,
  ENTRY_LINES,
  type Line,
  openAccount,
  taken,
} from './refusal-lines.test-helper.ts';
import { LEDGER_REJECTIONS } from './rejections.ts';
import type { Posting, Slice } from './types.ts';

/** Lines about an id that is taken; each entered another entry before. */
const TAKEN_LINES: readonly Line[] = [
  ['entry-exists-with-different-kind', taken((c) => ({ ...c, kind: 'other' }))],
  ['entry-exists-with-different-effective-day', taken((c) => ({ ...c, effectiveDay: '2026-03-14' }))],
  ['entry-exists-with-different-expiry', taken((c) => ({ ...c, expiresAt: NOW + 1 }))],
  ['entry-exists-with-different-postings', taken((c) => ({ ...c, postings: grant(5n) }))],
  ['entry-exists-with-different-cites', taken((c) => ({ ...c, cites: { motion: 'council:motion:1' } }))],
  ['entry-exists', taken((c) => c)],
];

describe('a new entry is refused', () => {
  it('not at all as it stands', () => expect(answer(attempt())).toBe('ok'));

  it.each(ENTRY_LINES.map(([code, breakIt]) => ({ code, breakIt })))('for $code alone', ({ code, breakIt }) => {
    expect(answer(breakIt(attempt()))).toBe(code);
  });

  it.each(ENTRY_LINES.map(([code], index) => ({ code, index })))('for $code before all below it', ({ code, index }) => {
    const broken = ENTRY_LINES.slice(index).reduceRight((made, [, breakIt]) => breakIt(made), attempt());
    expect(answer(broken)).toBe(code);
  });

  it.each(TAKEN_LINES.map(([code, breakIt]) => ({ code, breakIt })))('for $code', ({ code, breakIt }) => {
    expect(answer(breakIt(attempt()))).toBe(code);
  });

  it('as existing even where a rule would forbid it today', () => {
    const { books } = attempt();
    books.given(ENTRY);
    books.closedBefore = '2026-05-01';
    expect(books.send(ENTRY)).toBe('entry-exists');
    expect(books.send({ ...ENTRY, postings: [] })).toBe('entry-exists-with-different-postings');
    expect(books.send({ ...ENTRY, kind: 'Not A Kind' })).toBe('entry-exists-with-different-kind');
  });

  it('as existing in precedence order of what differs', () => {
    const differences: Partial<PrepareEntry>[] = [
      { kind: 'other' },
      { effectiveDay: '2026-03-14' },
      { expiresAt: NOW + 1 },
      { postings: grant(5n) },
      { cites: { motion: 'council:motion:1' } },
    ];
    const codes = differences.map((_, index) => {
      const command = Object.assign({}, ENTRY, ...differences.slice(index)) as PrepareEntry;
      return attempt().books.given(command).send(ENTRY);
    });
    expect(codes).toEqual(TAKEN_LINES.slice(0, 5).map(([code]) => code));
  });
});

describe('the end of a pending entry is refused', () => {
  const prepared = (): TestBooks => standardBooks().given(ENTRY);
  const step = (type: 'PostPending' | 'VoidPending' | 'ExpirePending', at = NOW): LedgerCommand => ({
    type,
    at,
    entry: 'new',
  });
  const over = NOW + 60_000;

  it.each([
    ['PostPending', 'pending-is-already-posted', step('PostPending')],
    ['PostPending', 'pending-is-already-voided', step('VoidPending')],
    ['PostPending', 'pending-is-expired', step('ExpirePending', over)],
    ['VoidPending', 'pending-is-already-posted', step('PostPending')],
    ['VoidPending', 'pending-is-already-voided', step('VoidPending')],
    ['VoidPending', 'pending-is-expired', step('ExpirePending', over)],
    ['ExpirePending', 'pending-is-already-posted', step('PostPending')],
    ['ExpirePending', 'pending-is-already-voided', step('VoidPending')],
    ['ExpirePending', 'pending-is-expired', step('ExpirePending', over)],
  ] as const)('%s: %s', (type, code, before) => {
    const books = prepared().given(before);
    expect(books.send(step(type, over))).toBe(code);
  });

  it.each(['PostPending', 'VoidPending', 'ExpirePending'] as const)('%s of nothing, or of what never was', (type) => {
    const books = standardBooks();
    expect(books.send({ type, at: NOW, entry: 'nothing' })).toBe('entry-is-unknown');
    expect(books.send({ type, at: NOW, entry: 'donation-1' })).toBe('entry-is-not-pending');
  });

  it('at the very moment of expiry, not a millisecond before', () => {
    expect(prepared().send(step('PostPending', over - 1))).toBe('ok');
    expect(prepared().send(step('PostPending', over))).toBe('pending-is-expired');
    expect(prepared().send(step('VoidPending', over - 1))).toBe('ok');
    expect(prepared().send(step('VoidPending', over))).toBe('pending-is-expired');
    expect(prepared().send(step('ExpirePending', over - 1))).toBe('pending-is-not-yet-expired');
    expect(prepared().send(step('ExpirePending', over))).toBe('ok');
  });

  it('for its parts, in this order', () => {
    const books = prepared();
    const parts = (...amounts: readonly bigint[]): LedgerCommand => ({
      ...(step('PostPending') as PostPending),
      parts: amounts.map((amountMinor) => ({ amountMinor })),
    });
    expect(books.send(parts())).toBe('parts-do-not-fit-entry');
    expect(books.send(parts(10_001n, -1n))).toBe('parts-do-not-fit-entry');
    expect(books.send(parts(10_001n, -1n, 0n, 0n))).toBe('part-exceeds-pending');
    expect(books.send(parts(1n, 1n, 0n, 0n))).toBe('part-exceeds-pending');
    expect(books.send(parts(-1n, -1n, 0n, 0n))).toBe('part-exceeds-pending');
    expect(books.send(parts(0n, 0n, 0n, 0n))).toBe('parts-are-nothing');
    expect(books.send(parts(2n, -1n, 0n, 0n))).toBe('entry-does-not-balance');
    books.closedBefore = '2026-03-16';
    expect(books.send(parts(2n, -1n, 0n, 0n))).toBe('entry-does-not-balance');
    expect(books.send(parts(10_000n, -10_000n, 0n, 0n))).toBe('period-is-closed');
  });

  it('for parts that balance in no fund, or take more than was reserved', () => {
    const postings = [
      bank(500n, { fund: 'training', account: 'assets:bank:main' }),
      bank(-500n, { fund: 'training', account: 'equity:opening' }),
      bank(-500n, { account: 'liabilities:payable:grants' }),
      bank(500n, { account: 'equity:opening' }),
    ];
    const books = standardBooks().given({ ...post('p', postings), type: 'PrepareEntry', expiresAt: over });
    const parts = (...amounts: readonly bigint[]): LedgerCommand => ({
      type: 'PostPending',
      at: NOW,
      entry: 'p',
      parts: amounts.map((amountMinor) => ({ amountMinor })),
    });
    expect(books.send(parts(500n, 0n, -500n, 0n))).toBe('fund-does-not-balance');
    // What comes in and what is owed for it were prepared together; without the first, the second is not covered.
    const mixed = [
      bank(100_100n, { account: 'assets:due-from:cee' }),
      bank(-100_100n, { account: 'liabilities:payable:grants' }),
      bank(-100_100n, { account: 'equity:opening' }),
      bank(100_100n, { account: 'equity:fund-transfers' }),
    ];
    books.given(openAccount('assets:due-from:cee'));
    books.given({ ...post('q', mixed), type: 'PrepareEntry', expiresAt: over });
    const owed = { ...(parts(0n, -100_100n, 0n, 100_100n) as PostPending), entry: 'q' };
    expect(books.send(owed)).toBe('fund-is-overdrawn');
  });

  it('for its day and what it cites, in this order', () => {
    const books = prepared();
    const bad = { ...step('PostPending'), cites: { acceptance: 'free text' } } as LedgerCommand;
    books.closedBefore = '2026-03-16';
    expect(books.send({ ...bad, effectiveDay: 'soon' } as LedgerCommand)).toBe('day-is-malformed');
    expect(books.send(bad)).toBe('cites-are-malformed');
    expect(books.send({ ...step('VoidPending'), cites: { why: '' } } as LedgerCommand)).toBe('cites-are-malformed');
    expect(books.send(step('PostPending'))).toBe('period-is-closed');
    const late = { ...step('PostPending'), effectiveDay: '2026-04-16' } as LedgerCommand;
    expect(books.send(late)).toBe('day-is-too-far-ahead');
    expect(books.send({ ...step('PostPending'), effectiveDay: '2026-03-16' } as LedgerCommand)).toBe('ok');
  });
});

describe('a reversal is refused', () => {
  const reversal = (id: string, reverses: string, effectiveDay = TODAY): LedgerCommand => ({
    type: 'ReverseEntry',
    at: NOW,
    id,
    reverses,
    effectiveDay,
  });
  const granted = (): TestBooks => standardBooks().given(post('grant-1', grant(400n)));

  it('for its id, and for an entry that is not there', () => {
    expect(granted().send(reversal('', 'nothing'))).toBe('entry-id-is-malformed');
    expect(granted().send(reversal('grant-1', 'nothing'))).toBe('entry-is-unknown');
  });

  it('as existing', () => {
    const books = granted().given(reversal('r', 'grant-1'), post('grant-2', grant(400n)));
    expect(books.send(reversal('r', 'grant-1'))).toBe('entry-exists');
    expect(books.send(reversal('r', 'grant-2'))).toBe('entry-exists-with-different-reversal');
    expect(books.send(reversal('donation-1', 'grant-1'))).toBe('entry-exists-with-different-kind');
    expect(books.send(reversal('s', 'grant-1'))).toBe('entry-is-already-reversed');
    expect(books.send(reversal('s', 'r'))).toBe('entry-is-a-reversal');
  });

  it('for an entry that is not posted', () => {
    expect(granted().given(ENTRY).send(reversal('r', 'new'))).toBe('entry-is-not-posted');
  });

  it('for its period, and for a fund that has spent the money', () => {
    const books = granted();
    books.closedBefore = '2026-03-15';
    expect(books.send(reversal('r', 'grant-1', '2026-03-14'))).toBe('period-is-closed');
    expect(books.send(reversal('r', 'donation-1'))).toBe('credits-would-exceed-debits');
    const owed = [bank(400n, { account: 'equity:opening' }), bank(-400n, { account: 'liabilities:payable:grants' })];
    expect(standardBooks().given(post('owed', owed)).send(reversal('r', 'donation-1'))).toBe('fund-is-overdrawn');
  });
});

describe('a ring-fenced fund', () => {
  const fenced = (amountMinor: bigint, account: string) => bank(amountMinor, { fund: 'fenced', account });
  const given = (): TestBooks => standardBooks().given(post('gift', donation(50n, 'fenced')));
  const inYen = (...paths: readonly string[]) =>
    paths.map((path): LedgerCommand => ({ type: 'OpenAccount', at: NOW, path, currency: 'JPY' }));

  it.each([
    ['gives another fund', 'fund-is-ring-fenced', 'equity:fund-transfers', -1n],
    ['gives another fund by a way round', 'fund-is-ring-fenced', 'equity:trading', -1n],
    ['takes from another fund', 'ok', 'equity:fund-transfers', 1n],
  ] as const)('%s: %s', (_, code, account, sign) => {
    const main = 'assets:bank:main';
    const postings = [
      fenced(sign, main),
      fenced(-sign, account),
      bank(-sign),
      bank(sign, { account: 'equity:opening' }),
    ];
    expect(given().send(post('x', postings))).toBe(code);
  });

  it('gives nothing to another fund as income', () => {
    const income = (amountMinor: bigint, fund: string) =>
      bank(amountMinor, { fund, account: 'income:other', dimensions: { counterparty: 'PUBLIC' } });
    const back = [fenced(-1n, 'assets:bank:main'), income(1n, 'fenced')];
    expect(given().send(post('x', [...back, bank(1n), income(-1n, 'general')]))).toBe('fund-is-ring-fenced');
    expect(given().send(post('x', back))).toBe('ok');
  });

  it('gives nothing to another fund by a part of what was prepared', () => {
    const both = (amountMinor: bigint) => [
      fenced(-amountMinor, 'assets:bank:main'),
      fenced(amountMinor, 'equity:fund-transfers'),
      bank(amountMinor),
      bank(-amountMinor, { account: 'equity:fund-transfers' }),
    ];
    const postings = [...both(2n), ...both(-2n)];
    const books = given().given({ ...post('x', postings), type: 'PrepareEntry', expiresAt: NOW + 1 });
    const parts = postings.map(({ amountMinor }, n) => ({ amountMinor: n < 4 ? amountMinor : 0n }));
    expect(books.send({ type: 'PostPending', at: NOW, entry: 'x', parts })).toBe('fund-is-ring-fenced');
    const evenly = postings.map(({ amountMinor }) => ({ amountMinor: amountMinor / 2n }));
    expect(books.send({ type: 'PostPending', at: NOW, entry: 'x', parts: evenly })).toBe('ok');
  });

  it.each([
    ['general', 'equity:trading', 'fund-is-ring-fenced'],
    ['general', 'equity:opening', 'fund-is-ring-fenced'],
    ['general', 'equity:fund-transfers', 'fund-is-ring-fenced'],
    ['general', 'income:other', 'fund-is-ring-fenced'],
    ['general', 'expenses:grants', 'fund-is-ring-fenced'],
    ['fenced', 'equity:trading', 'ok'],
    ['fenced', 'equity:opening', 'fund-is-ring-fenced'],
  ] as const)('gives nothing in one currency that %s gets in another, by %s: %s', (fund, account, code) => {
    const by = (one: string) =>
      /^(income|expenses)/.test(one) ? { dimensions: { counterparty: 'PUBLIC' } as const } : {};
    const books = given().given(...inYen('assets:bank:main', 'equity:trading'));
    const postings = [
      fenced(-1n, 'assets:bank:main'),
      bank(1n, { fund: 'fenced', account, ...by(account) }),
      bank(100n, { fund, currency: 'JPY' }),
      bank(-100n, { fund, currency: 'JPY', account: 'equity:trading' }),
    ];
    expect(books.send(post('x', postings))).toBe(code);
  });

  it('gives nothing to another fund beside an exchange of its own', () => {
    const traded = (amountMinor: bigint, fund: string, currency: string) => [
      bank(amountMinor, { fund, currency }),
      bank(-amountMinor, { fund, currency, account: 'equity:trading' }),
    ];
    const books = given().given(...inYen('assets:bank:main', 'equity:trading'));
    const own = [...traded(-2n, 'fenced', 'EUR'), ...traded(1n, 'fenced', 'JPY')];
    expect(books.send(post('x', [...own, ...traded(199n, 'general', 'JPY')]))).toBe('fund-is-ring-fenced');
    expect(books.send(post('x', own))).toBe('ok');
  });

  it('loses nothing of its equity, also where nobody is named who gets it', () => {
    for (const account of ['equity:opening', 'equity:trading']) {
      const postings = [fenced(-1n, 'assets:bank:main'), fenced(1n, account)];
      expect(given().send(post('x', postings))).toBe('fund-is-ring-fenced');
    }
  });

  it('gives back what should not have come, and pays beside other funds', () => {
    const books = given().given(
      post('in', [
        fenced(1n, 'assets:bank:main'),
        fenced(-1n, 'equity:fund-transfers'),
        bank(-1n),
        bank(1n, { account: 'equity:fund-transfers' }),
      ]),
    );
    expect(books.send({ type: 'ReverseEntry', at: NOW, id: 'r', reverses: 'in', effectiveDay: TODAY })).toBe('ok');
    expect(books.send(post('both', [...grant(10n), ...grant(10n, 'fenced')]))).toBe('ok');
  });
});

describe('the end of a period is refused', () => {
  const close = (before: string): LedgerCommand => ({ type: 'ClosePeriod', at: NOW, before });

  it.each([
    ['day-is-malformed', '2026-02-30'],
    ['period-was-closed', '2026-02-01'],
    ['period-was-closed', '2026-03-01'],
    ['period-is-not-over', '2026-03-16'],
  ] as const)('%s: %s', (code, before) => {
    const books = standardBooks().given(close('2026-03-01'));
    expect(books.send(close(before))).toBe(code);
  });

  it('not for today, and then nothing is dated before', () => {
    const books = standardBooks().given(close('2026-03-01'), close(TODAY));
    expect(books.send({ ...post('late', grant(1n)), effectiveDay: '2026-03-14' })).toBe('period-is-closed');
    expect(books.send(post('today', grant(1n)))).toBe('ok');
  });
});

describe('linked commands', () => {
  const tried = (...commands: readonly LedgerCommand[]) => {
    const books = standardBooks();
    const decision = decideLinked(commands, books.slice());
    return isRejection(decision) ? decision.code : decision.map(({ type }) => type).join(' ');
  };

  it('are decided each upon what the ones before it did', () => {
    expect(tried(post('a', grant(60_000n)), post('b', grant(40_000n)))).toBe('EntryPosted EntryPosted');
    expect(tried(post('a', grant(60_000n)), post('b', grant(40_001n)))).toBe('credits-would-exceed-debits');
    expect(tried(post('a', grant(1n)), post('a', grant(1n)))).toBe('entry-exists');
    const reversal = { type: 'ReverseEntry', at: NOW, reverses: 'a', effectiveDay: TODAY } as const;
    const again = tried(post('a', grant(1n)), { ...reversal, id: 'r' }, { ...reversal, id: 's' });
    expect(again).toBe('entry-is-already-reversed');
    const closing: LedgerCommand = { type: 'ClosePeriod', at: NOW, before: TODAY };
    expect(tried(closing, { ...post('a', grant(1n)), effectiveDay: '2026-03-14' })).toBe('period-is-closed');
  });
});

describe('an account is refused', () => {
  it.each([
    ['currency-is-unknown', { ...openAccount('Bank'), currency: 'XXX' } as LedgerCommand],
    ['currency-is-unknown', { ...openAccount('Bank'), currency: 'hours' } as LedgerCommand],
    ['currency-is-unknown', { ...openAccount('Bank'), currency: 'HOURS-' } as LedgerCommand],
    ['resource-is-unknown', { ...openAccount('Bank'), currency: 'HOURS' } as LedgerCommand],
    ['account-path-is-malformed', openAccount('assets:Bank')],
    ['account-path-is-malformed', openAccount('assets:a:b:c:d:e:f:g:h')],
    ['account-exists-with-different-limit', openAccount('assets:bank:main', 'debits-must-not-exceed-credits')],
    ['account-exists', openAccount('income:donations')],
    ['account-is-unknown', closeAccount('assets:nothing')],
    ['account-balance-is-not-zero', closeAccount('assets:bank:main')],
  ] as const)('%s', (code, command) => expect(standardBooks().send(command)).toBe(code));

  it('unless its resource was declared, and then has the places of it', () => {
    const books = standardBooks();
    const slice = { ...books.slice(), resource: (code: string) => ({ code, exponent: 3 }) };
    const opening = { ...openAccount('assets:stock'), currency: 'BOOKS-IN-KIND' } as LedgerCommand;
    expect(decide(opening, slice)).toMatchObject([{ account: { currency: 'BOOKS-IN-KIND', exponent: 3 } }]);
    expect(books.send(post('x', donation(1n, 'general', 'HOURS')))).toBe('account-is-unknown');
  });

  it('while entries are pending, and once closed', () => {
    const books = standardBooks().given(ENTRY);
    expect(books.send(closeAccount('expenses:grants'))).toBe('account-has-pending-entries');
    expect(books.send(closeAccount('assets:bank:main'))).toBe('account-has-pending-entries');
    books.given(closeAccount('expenses:staff'));
    expect(books.send(closeAccount('expenses:staff'))).toBe('account-is-closed');
    expect(books.send(openAccount('expenses:staff'))).toBe('account-is-closed');
  });
});

describe('what a refusal tells people', () => {
  const toldOf = (postings: readonly Posting[], code?: string): string => {
    const slice = standardBooks().slice();
    const called = {
      ...slice,
      account: slice.account,
      fund: (id: string) => ({ ...slice.fund(id), id, status: 'OPEN', code }),
    };
    const decision = decide(post('x', postings), called as Slice);
    return isRejection(decision) ? decision.message : '';
  };
  const owed = [
    bank(150_000n, { account: 'equity:opening' }),
    bank(-150_000n, { account: 'liabilities:payable:grants' }),
  ];

  it('has amounts as they are written, and the name of the fund', () => {
    expect(toldOf(owed, 'general-purpose')).toBe('The fund general-purpose lacks 500.00 EUR for this.');
    expect(toldOf(owed)).toBe('The fund general lacks 500.00 EUR for this.');
    expect(toldOf(grant(150_000n))).toBe('assets:bank:main would be 500.00 EUR beyond its limit.');
    expect(toldOf([bank(150n), bank(-100n, { account: 'equity:opening' })])).toBe('Debits less credits are 0.50 EUR.');
    expect(toldOf([bank(1n, { currency: 'JPY' }), bank(-3n, { currency: 'JPY' })])).toBe(
      'Debits less credits are -2 JPY.',
    );
  });
});

describe('the list of refusals', () => {
  it('has the order of the tables, and no code without a test', async () => {
    const order = Object.keys(LEDGER_REJECTIONS);
    for (const lines of [ENTRY_LINES, TAKEN_LINES]) {
      const places = lines.map(([code]) => order.indexOf(code));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
    const { readFileSync } = await import('node:fs');
    const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
    const source = read('./refusals.test.ts') + read('./refusal-lines.test-helper.ts');
    expect(order.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
  });
});
