import type { Rejection } from '@hubgraph/kernel';
import type { Account } from '@hubgraph/ledger';
import { describe, expect, test } from 'vitest';
import {
  type BankAccountState,
  type BankLineState,
  type BindBankAccount,
  type ConfirmBankMatch,
  decideBindBankAccount,
  decideConfirmBankMatch,
  decideImportBankStatement,
  decideUndoBankMatch,
  type ImportBankStatement,
  type LineToImport,
  STATEMENT_LINES_MAX,
  type StatementsSoFar,
} from './domain.ts';

const base = { at: Date.parse('2026-04-01T09:00:00Z'), by: 'cee:person:1' };
const number = { key: 'cee:text:1', digest: 'd'.repeat(64) };
const ACCOUNT: BankAccountState = {
  id: 'cee:bank-account:1',
  ledgerAccount: 'assets:bank:main',
  currency: 'EUR',
  number,
  numberDigest: 'n',
};

const code = (outcome: readonly unknown[] | Rejection): string | undefined =>
  'rejected' in outcome ? outcome.code : undefined;

describe('binding', () => {
  const open = { status: 'OPEN' } as Account;
  const good: BindBankAccount = {
    type: 'BindBankAccount',
    ...base,
    bankAccount: ACCOUNT.id,
    ledgerAccount: 'assets:bank:main',
    currency: 'EUR',
    number,
    numberDigest: 'n',
  };

  test.each([
    ['account-is-not-a-bank-account', { ledgerAccount: 'assets:till' }, undefined, true],
    ['account-is-unknown', {}, undefined, true],
    ['account-is-closed', {}, { status: 'CLOSED' } as Account, true],
    ['bank-account-is-bound', {}, open, true],
    [undefined, {}, open, false],
  ])('%s', (expected, change, account, isBound) => {
    expect(code(decideBindBankAccount({ ...good, ...change }, { account, isBound }))).toBe(expected);
  });
});

const line = (n: number, amountMinor: bigint): LineToImport => ({
  line: `cee:bank-line:${n}`,
  bookedOn: '2026-03-02',
  amountMinor,
  references: [],
});

const statement: ImportBankStatement = {
  type: 'ImportBankStatement',
  ...base,
  statement: 'cee:bank-statement:1',
  numberDigest: 'n',
  currency: 'EUR',
  fileSha256: 'a'.repeat(64),
  from: '2026-03-01',
  to: '2026-03-31',
  openingMinor: 1_000n,
  closingMinor: 1_300n,
  opening: 'cee:bank-line:0',
  lines: [line(1, 500n), line(2, -200n)],
};
const nothing: StatementsSoFar = {
  account: ACCOUNT,
  isImported: false,
  firstDay: undefined,
  turnoverMinor: 0n,
  earlier: { statements: [], lines: [] },
  isKnown: () => false,
};

describe('a statement', () => {
  test('has the line of what was before it, and its own', () => {
    const events = decideImportBankStatement(statement, nothing);
    expect(events).toMatchObject([
      { type: 'BankStatementImported', lines: 2, known: 0, openingMinor: 1_000n, closingMinor: 1_300n },
      { type: 'BankLineImported', kind: 'OPENING', amountMinor: 1_000n, bookedOn: '2026-03-01' },
      { type: 'BankLineImported', kind: 'MOVEMENT', amountMinor: 500n },
      { type: 'BankLineImported', kind: 'MOVEMENT', amountMinor: -200n },
    ]);
  });

  test('that overlaps another one brings only what is new, and no opening', () => {
    const lines = [
      {
        id: 'cee:bank-line:1',
        statement: statement.statement,
        bookedOn: '2026-03-02',
        amountMinor: 500n,
        references: [],
      },
    ];
    const earlier = { statements: [{ id: statement.statement, from: '2026-03-01', to: '2026-03-31' }], lines };
    const known = { ...nothing, firstDay: '2026-03-01', earlier };
    const events = decideImportBankStatement({ ...statement, statement: 'cee:bank-statement:2' }, known);
    expect(events).toMatchObject([
      { type: 'BankStatementImported', lines: 2, known: 1 },
      { type: 'BankLineImported', kind: 'MOVEMENT', line: 'cee:bank-line:2' },
    ]);
  });

  const many = Array.from({ length: STATEMENT_LINES_MAX + 1 }, (_, n) => line(n, 0n));
  const REFUSALS: readonly (readonly [string, Partial<ImportBankStatement>, Partial<StatementsSoFar>])[] = [
    ['file-digest-is-malformed', { fileSha256: 'A' }, {}],
    ['bank-account-is-unknown', {}, { account: undefined }],
    ['currency-differs', { currency: 'USD' }, {}],
    ['statement-is-imported', {}, { isImported: true }],
    ['statement-ends-before-it-begins', { to: '2026-02-28' }, {}],
    ['statement-has-too-many-lines', { lines: many }, {}],
    ['balance-is-missing', { closingMinor: undefined as never, lines: [line(1, 0n)] }, {}],
    ['amount-is-zero', { lines: [{ ...line(1, 0n), returnReason: 'no code' }] }, {}],
    ['return-reason-is-malformed', { lines: [{ ...line(1, 5n), returnReason: 'no code' }] }, {}],
    ['balances-do-not-add-up', { closingMinor: 1_299n }, {}],
    ['statement-is-before-the-first', {}, { firstDay: '2026-03-02' }],
    ['balance-is-too-large', {}, { turnoverMinor: 2n ** 62n }],
  ];

  // Each row breaks its own rule and, by the state that the rows below have, all rules after it that a state can break.
  test.each(REFUSALS)('%s', (expected, change, state) => {
    const after = REFUSALS.slice(REFUSALS.findIndex(([name]) => name === expected)).map(([, , later]) => later);
    const broken = Object.assign({}, ...after.toReversed(), state);
    expect(code(decideImportBankStatement({ ...statement, ...change }, { ...nothing, ...broken }))).toBe(expected);
  });

  test('statement-is-empty: neither lines nor balances', () => {
    const { openingMinor: _, closingMinor: __, ...bare } = statement;
    expect(code(decideImportBankStatement({ ...bare, lines: [] }, nothing))).toBe('statement-is-empty');
    expect(code(decideImportBankStatement({ ...statement, lines: [], closingMinor: 1_000n }, nothing))).toBeUndefined();
  });
});

describe('a match', () => {
  const state = (id: string, amountMinor: bigint, others: Partial<BankLineState> = {}): BankLineState => ({
    id,
    bankAccount: ACCOUNT.id,
    statement: statement.statement,
    kind: 'MOVEMENT',
    bookedOn: '2026-03-02',
    amountMinor,
    references: [],
    ...others,
  });
  const LINES: Readonly<Record<string, BankLineState>> = {
    a: state('a', 500n),
    b: state('b', -500n),
    taken: state('taken', 500n, { match: 'm' }),
    foreign: state('foreign', 500n, { bankAccount: 'cee:bank-account:2' }),
  };
  const ENTRIES: Readonly<Record<string, bigint>> = { x: 500n, y: 200n, z: 300n, minus: -500n, taken: 500n };
  const sides = {
    account: ACCOUNT,
    line: (id: string) => LINES[id],
    entry: (id: string) => {
      const { [id]: amountMinor } = ENTRIES;
      if (amountMinor === undefined) return undefined;
      return { entry: id, day: '2026-03-02', amountMinor, ...(id === 'taken' ? { match: 'm' } : {}) };
    },
  };
  const match = (lines: readonly string[], entries: readonly string[]): ConfirmBankMatch => ({
    type: 'ConfirmBankMatch',
    ...base,
    match: 'cee:bank-match:1',
    bankAccount: ACCOUNT.id,
    lines,
    entries,
  });

  test.each([
    [['a'], ['x']],
    [['a'], ['y', 'z']],
    [['a', 'b'], []],
    [[], ['x', 'minus']],
    [
      ['a', 'b'],
      ['x', 'minus'],
    ],
  ])('of lines %j and entries %j', (lines, entries) => {
    expect(decideConfirmBankMatch(match(lines, entries), sides)).toMatchObject([
      { type: 'BankMatchConfirmed', lines, entries },
    ]);
  });

  test.each([
    ['bank-account-is-unknown', [], [], { account: undefined }],
    ['match-has-one-side', ['a'], [], {}],
    ['match-is-too-large', Array.from({ length: 101 }, () => 'a'), [], {}],
    ['match-has-something-twice', ['a', 'a'], ['none'], {}],
    ['bank-line-is-unknown', ['no-line', 'taken'], ['none'], {}],
    ['bank-line-is-unknown', ['foreign'], ['x'], {}],
    ['bank-line-is-matched', ['taken'], ['none'], {}],
    ['entry-is-not-at-the-bank', ['a'], ['none', 'taken'], {}],
    ['entry-is-matched', ['b'], ['taken'], {}],
    ['amounts-differ', ['a'], ['y'], {}],
    ['amounts-differ', ['a'], ['minus'], {}],
    ['amounts-differ', ['b'], ['y'], {}],
  ])('%s: %j %j', (expected, lines, entries, change) => {
    expect(code(decideConfirmBankMatch(match(lines, entries), { ...sides, ...change }))).toBe(expected);
  });

  test('is undone once', () => {
    const undo = { type: 'UndoBankMatch', ...base, match: 'm' } as const;
    const found = { id: 'm', bankAccount: ACCOUNT.id, lines: ['a'], entries: ['x'], confirmedAt: 1, confirmedBy: 'p' };
    expect(code(decideUndoBankMatch(undo, { match: undefined }))).toBe('match-is-unknown');
    expect(code(decideUndoBankMatch(undo, { match: { ...found, status: 'UNDONE' } }))).toBe('match-is-undone');
    expect(decideUndoBankMatch(undo, { match: { ...found, status: 'CONFIRMED' } })).toMatchObject([
      { type: 'BankMatchUndone', lines: ['a'], entries: ['x'] },
    ]);
  });
});
