import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anonymous, personActor } from '@hubgraph/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bill, credit, debit, donation, exchangeOf, give, openFund } from './testing/books.ts';
import { hubDefinition, openTestNode, operator, treasurer } from './testing/test-node.ts';

interface Funds {
  readonly general: string;
  readonly schools: string;
}

const SUPPLIER = { counterparty: 'SUPPLIER' } as const;

/** Given EUR 100 in a fund for anything and EUR 50 in one for education; the first rule that is broken is the answer. */
const ENTRIES: readonly (readonly [code: string, given: (funds: Funds) => Readonly<Record<string, unknown>>])[] = [
  ['id-is-of-another-hub', ({ general }) => ({ ...donation(general, '1'), hub: 'west' })],
  [
    'posting-is-not-one-sided',
    ({ general }) => ({
      ...donation(general, '1'),
      postings: [{ ...debit('assets:bank:main', general, '1'), credit: { decimal: '1', currency: 'EUR' } }],
    }),
  ],
  [
    'posting-is-not-one-sided',
    ({ general }) => ({ ...donation(general, '1'), postings: [{ account: 'assets:bank:main', fund: general }] }),
  ],
  [
    'currency-is-unknown',
    ({ general }) => ({ ...donation(general, '1'), postings: [debit('assets:bank:main', general, '1', {}, 'XYZ')] }),
  ],
  ['amount-is-not-a-decimal', ({ general }) => donation(general, '1,000.00')],
  ['amount-has-a-fraction', ({ general }) => donation(general, '1.005')],
  ['amount-is-too-large', ({ general }) => donation(general, '46116860184273879.04')],
  ['amount-is-zero', ({ general }) => donation(general, '0.00')],
  ['amount-is-negative', ({ general }) => donation(general, '-1')],
  [
    'counterparty-is-missing',
    ({ general }) => ({
      ...donation(general, '1'),
      postings: [debit('expenses:grants', general, '1', { spentIn: 'KE' })],
    }),
  ],
  [
    'cites-are-malformed',
    ({ general }) => ({
      ...donation(general, '1'),
      cites: [
        { name: 'receipt', value: '1' },
        { name: 'receipt', value: '2' },
      ],
    }),
  ],
  ['entry-kind-is-reserved', ({ general }) => ({ ...donation(general, '1'), kind: 'reversal' })],
  ['entry-kind-is-reserved', ({ general }) => ({ ...donation(general, '1'), kind: 'imported' })],
  ['entry-kind-is-reserved', ({ general }) => ({ ...donation(general, '1'), kind: 'exchange' })],
  ...(
    [
      ['assets:due-from:west', 'debit'],
      ['liabilities:due-to:west', 'credit'],
      ['liabilities:due-to', 'debit'],
      ['equity:trading', 'credit'],
      ['equity:trading:EUR-USD', 'debit'],
    ] as const
  ).map(
    ([account, side]) =>
      [
        'account-belongs-to-another-concept',
        ({ general }: Funds) => ({
          ...donation(general, '1'),
          postings:
            side === 'debit'
              ? [debit(account, general, '1'), credit('equity:opening', general, '1')]
              : [debit('assets:bank:main', general, '1'), credit(account, general, '1')],
        }),
      ] as const,
  ),
  ['entry-kind-is-malformed', ({ general }) => ({ ...donation(general, '1'), kind: 'A gift' })],
  ['entry-has-too-few-postings', () => ({ kind: 'bill', effectiveDay: '2026-06-01', postings: [] })],
  [
    'account-path-is-malformed',
    ({ general }) => ({
      ...donation(general, '1'),
      postings: [debit('Assets', general, '1'), credit('assets:bank:main', general, '1')],
    }),
  ],
  ['country-is-malformed', ({ general }) => bill(general, '1', { spentIn: 'Kenya' })],
  [
    'counterparty-is-missing',
    ({ general }) => ({
      ...donation(general, '1'),
      postings: [debit('assets:bank:main', general, '1'), credit('income:donations', general, '1')],
    }),
  ],
  [
    'cost-class-does-not-match-account',
    ({ general }) => ({
      ...donation(general, '1'),
      postings: [
        debit('assets:bank:main', general, '1'),
        credit('income:donations', general, '1', { counterparty: 'PUBLIC', costClass: 'STAFF' }),
      ],
    }),
  ],
  [
    'counterparty-does-not-match-account',
    ({ general }) => ({
      kind: 'transfer',
      effectiveDay: '2026-06-02',
      postings: [debit('expenses:movement', general, '1', SUPPLIER), credit('assets:bank:main', general, '1')],
    }),
  ],
  [
    'entry-does-not-balance',
    ({ general }) => ({
      kind: 'bill',
      effectiveDay: '2026-06-02',
      postings: [debit('expenses:services', general, '1.00', SUPPLIER), credit('assets:bank:main', general, '0.99')],
    }),
  ],
  [
    'fund-does-not-balance',
    ({ general, schools }) => ({
      kind: 'bill',
      effectiveDay: '2026-06-02',
      postings: [debit('expenses:services', general, '1', SUPPLIER), credit('assets:bank:main', schools, '1')],
    }),
  ],
  [
    'account-is-unknown',
    ({ general }) => ({
      kind: 'bill',
      effectiveDay: '2026-06-02',
      postings: [debit('expenses:rent', general, '1', SUPPLIER), credit('assets:bank:main', general, '1')],
    }),
  ],
  ['fund-is-unknown', () => donation('east:fund:01JD3Z7N4QK8R2V6X0Y5ABCDEF', '1')],
  ['purpose-is-not-allowed-by-fund', ({ schools }) => bill(schools, '1', { purpose: 'travel' })],
  ['day-is-too-far-ahead', ({ general }) => donation(general, '1', '2026-07-17')],
  ['credits-would-exceed-debits', ({ general }) => bill(general, '150.01')],
  ['fund-is-overdrawn', ({ general }) => bill(general, '100.01')],
  // Three of them on one day were more than a sum of a day holds: the views took no commit any more, nor did the node start.
  ['balance-is-too-large', ({ general }) => donation(general, '46116860184273879.03')],
];

describe('an entry that breaks a rule is refused, and nothing is changed', () => {
  // Nothing is changed, so one node is enough for all.
  let hub: Awaited<ReturnType<typeof openTestNode>>;
  let funds: Funds;
  let head: unknown;
  beforeAll(async () => {
    hub = await openTestNode(hubDefinition);
    funds = { general: await openFund(hub, 'general'), schools: await openFund(hub, 'schools', ['education']) };
    await give(hub, 'postEntry', donation(funds.general, '100'));
    await give(hub, 'postEntry', donation(funds.schools, '50'));
    head = await hub.node.store.head();
  });
  afterAll(async () => hub[Symbol.asyncDispose]());

  for (const [n, [code, given]] of ENTRIES.entries()) {
    it(`${n + 1}: ${code}`, async () => {
      const refused = await give(hub, 'postEntry', given(funds));
      expect(refused).toMatchObject({ __typename: 'Refused', code });
      expect(String(refused['message'])).toMatch(/\.$/);
      expect(await hub.node.store.head()).toEqual(head);
    });
  }

  it('in the order that docs/money.md tells', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../docs/money.md'), 'utf8');
    const [, table = ''] = text.split('## Refusals of an entry, in their order');
    const written = [...table.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, code = '']) => code);
    expect(written.length).toBeGreaterThan(20);
    const tried = [...new Set(ENTRIES.map(([code]) => code))];
    const told = written.filter((code) => tried.includes(code));
    expect(told.length).toBeGreaterThan(15);
    expect(told).toEqual(tried.filter((code) => written.includes(code)));
  });
});

const UNKNOWN = 'east:fund:01JD3Z7N4QK8R2V6X0Y5ABCDEF';

it('of several rules that an entry breaks the first of the table is the answer', async () => {
  await using hub = await openTestNode(hubDefinition);
  const general = await openFund(hub, 'general');
  await give(hub, 'postEntry', donation(general, '100'));
  await give(hub, 'closePeriod', { before: '2026-06-02' });
  type Entry = Record<string, unknown>;
  type Break = readonly [code: string, breakIt: (entry: Entry) => Entry];
  const first = (entry: Entry, change: object): Entry => {
    const [one, ...rest] = entry['postings'] as object[];
    return { ...entry, postings: [{ ...one, ...change }, ...rest] };
  };
  const rest: readonly Break[] = [
    ['counterparty-is-missing', (entry) => first(entry, { spentIn: 'KE', counterparty: undefined })],
    ['cites-are-malformed', (entry) => ({ ...entry, cites: ['1', '2'].map((value) => ({ name: 'receipt', value })) })],
    ['entry-kind-is-reserved', (entry) => ({ ...entry, kind: 'reversal' })],
    ['account-belongs-to-another-concept', (entry) => first(entry, { account: 'assets:due-from:west' })],
    ['entry-does-not-balance', (entry) => first(entry, { debit: { decimal: '99', currency: 'EUR' } })],
    [
      'fund-is-unknown',
      (entry) => ({ ...entry, postings: (entry['postings'] as object[]).map((one) => ({ ...one, fund: UNKNOWN })) }),
    ],
    ['period-is-closed', (entry) => ({ ...entry, effectiveDay: '2026-06-01' })],
  ];
  const amounts = [
    ['currency-is-unknown', '1', 'XYZ'],
    ['amount-is-not-a-decimal', '1,000', 'EUR'],
    ['amount-has-a-fraction', '1.005', 'EUR'],
    ['amount-is-too-large', '46116860184273879.04', 'EUR'],
    ['amount-is-zero', '0', 'EUR'],
    ['amount-is-negative', '-1', 'EUR'],
  ] as const;
  const tables: readonly (readonly Break[])[] = [
    rest,
    ...amounts.map(([code, decimal, currency]): readonly Break[] => [
      ['id-is-of-another-hub', (entry) => ({ ...entry, hub: 'west' })],
      ['posting-is-not-one-sided', (entry) => first(entry, { credit: { decimal: '1', currency: 'EUR' } })],
      [code, (entry) => first(entry, { debit: { decimal, currency } })],
      // What it is does not balance either, but nobody gets to that.
      ...rest.filter(([other]) => other !== 'entry-does-not-balance'),
    ]),
  ];
  for (const table of tables) {
    for (const [n, [code]] of table.entries()) {
      const postings = [debit('expenses:services', general, '1', SUPPLIER), credit('assets:bank:main', general, '1')];
      const entry = { kind: 'bill', effectiveDay: '2026-06-02', postings };
      const broken = table.slice(n).reduceRight<Entry>((made, [, breakIt]) => breakIt(made), entry);
      expect([code, (await give(hub, 'postEntry', broken))['code']]).toEqual([code, code]);
    }
  }
});

it('what is within the rules is posted: the purpose, the last cent, the last day', async () => {
  await using hub = await openTestNode(hubDefinition);
  const schools = await openFund(hub, 'schools', ['education']);
  expect(await give(hub, 'postEntry', donation(schools, '50', '2026-07-16'))).toMatchObject({ status: 'POSTED' });
  const spent = await give(hub, 'postEntry', bill(schools, '50', { purpose: 'education', spentIn: 'KE' }));
  expect(spent).toMatchObject({ __typename: 'JournalEntry', kind: 'bill', status: 'POSTED' });
});

describe('a reversal', () => {
  it('mirrors the entry once', async () => {
    await using hub = await openTestNode(hubDefinition);
    const general = await openFund(hub, 'general');
    const entry = String((await give(hub, 'postEntry', donation(general, '7')))['id']);
    const reverse = { entry, effectiveDay: '2026-06-03' };
    const reversal = await give(hub, 'reverseEntry', reverse);
    expect(reversal).toMatchObject({ kind: 'reversal', reverses: entry });
    expect(await give(hub, 'reverseEntry', reverse)).toMatchObject({ code: 'entry-is-already-reversed' });
    const again = { entry: reversal['id'], effectiveDay: '2026-06-03' };
    expect(await give(hub, 'reverseEntry', again)).toMatchObject({ code: 'entry-is-a-reversal' });
    expect(await give(hub, 'reverseEntry', { ...reverse, entry: 'nothing' })).toMatchObject({
      code: 'entry-is-unknown',
    });
    expect(await give(hub, 'reverseEntry', { ...reverse, hub: 'west' })).toMatchObject({
      code: 'id-is-of-another-hub',
    });
  });
});

describe('funds and accounts', () => {
  const FUNDS: readonly (readonly [code: string, input: Readonly<Record<string, unknown>>])[] = [
    ['id-is-of-another-hub', { code: 'travel', name: 'Travel', hub: 'west' }],
    ['text-is-empty', { code: 'travel', name: ' ' }],
    ['text-is-too-long', { code: 'travel', name: 'x'.repeat(201) }],
    ['fund-code-is-malformed', { code: 'Travel', name: 'Travel' }],
    ['fund-code-is-taken', { code: 'general', name: 'Another' }],
    ['purpose-is-malformed', { code: 'travel', name: 'Travel', purposes: ['To travel'] }],
    ['purpose-is-malformed', { code: 'travel', name: 'Travel', purposes: [] }],
    ['country-is-malformed', { code: 'travel', name: 'Travel', countries: ['Kenya'] }],
    ['country-is-malformed', { code: 'travel', name: 'Travel', countries: [], kind: 'UNRESTRICTED' }],
    ['fund-kind-does-not-fit', { code: 'travel', name: 'Travel', kind: 'RESTRICTED' }],
    ['fund-kind-does-not-fit', { code: 'travel', name: 'Travel', kind: 'UNRESTRICTED', purposes: ['travel'] }],
  ];
  const ACCOUNTS: readonly (readonly [code: string, input: Readonly<Record<string, unknown>>])[] = [
    ['id-is-of-another-hub', { path: 'expenses:rent', currency: 'EUR', hub: 'west' }],
    ['currency-is-unknown', { path: 'expenses:rent', currency: 'XAU' }],
    ['account-path-is-malformed', { path: 'rent', currency: 'EUR' }],
    ['account-exists', { path: 'assets:bank:main', currency: 'EUR' }],
  ];

  it('are refused', async () => {
    await using hub = await openTestNode(hubDefinition);
    await openFund(hub, 'general');
    await give(hub, 'openAccount', { path: 'assets:bank:main', currency: 'EUR' });
    for (const [code, input] of FUNDS) expect(await give(hub, 'openFund', input)).toMatchObject({ code });
    for (const [code, input] of ACCOUNTS) expect(await give(hub, 'openAccount', input)).toMatchObject({ code });
  });

  it('of the standard chart keep their limit when they are opened by hand', async () => {
    await using hub = await openTestNode(hubDefinition);
    const general = await openFund(hub, 'general');
    const opened = await give(hub, 'openAccount', { path: 'assets:bank:main', currency: 'EUR' });
    expect(opened).toEqual({
      __typename: 'LedgerAccount',
      path: 'assets:bank:main',
      type: 'ASSET',
      currency: 'EUR',
      status: 'OPEN',
      balance: { decimal: '0.00' },
    });
    expect(await give(hub, 'postEntry', bill(general, '1'))).toMatchObject({ code: 'credits-would-exceed-debits' });
  });

  it('a request that is repeated under its key is carried out once', async () => {
    await using hub = await openTestNode(hubDefinition);
    const general = await openFund(hub, 'general');
    const input = { ...donation(general, '5'), idempotencyKey: 'gift-1' };
    const first = await give(hub, 'postEntry', input);
    expect(await give(hub, 'postEntry', input)).toEqual(first);
    const other = { ...donation(general, '6'), idempotencyKey: 'gift-1' };
    expect(await give(hub, 'postEntry', other)).toMatchObject({ code: 'idempotency-key-was-used' });
  });
});

describe('policy', () => {
  const staff = personActor('east:person:01JD3Z7N4QK8R2V6X0Y5ABCDEG', [{ role: 'staff' }]);
  const ofOneThing = personActor('east:person:01JD3Z7N4QK8R2V6X0Y5ABCDEH', [{ role: 'treasurer', of: 'east:team:1' }]);
  const ACTORS = { treasurer, operator, staff, ofOneThing, anonymous };
  const MAY: Readonly<Record<keyof typeof INPUTS, readonly string[]>> = {
    openFund: ['treasurer', 'operator'],
    openAccount: ['treasurer'],
    closeAccount: ['treasurer'],
    closePeriod: ['treasurer'],
    postEntry: ['treasurer'],
    postEntries: ['treasurer'],
    prepareEntry: ['treasurer'],
    postPendingEntry: ['treasurer'],
    voidPendingEntry: ['treasurer'],
    exchangeMoney: ['treasurer'],
    reverseEntry: ['treasurer'],
  };
  const INPUTS = {
    openFund: { code: 'travel', name: 'Travel' },
    openAccount: { path: 'expenses:rent', currency: 'EUR' },
    closeAccount: { path: 'expenses:rent', currency: 'EUR' },
    closePeriod: { before: '2026-06-01' },
    postEntry: { kind: 'bill', effectiveDay: '2026-06-01', postings: [] },
    postEntries: { entries: [] },
    prepareEntry: { kind: 'bill', effectiveDay: '2026-06-01', postings: [], expiresAt: '2026-07-01T00:00:00Z' },
    postPendingEntry: { entry: 'nothing' },
    voidPendingEntry: { entry: 'nothing' },
    exchangeMoney: exchangeOf('nothing'),
    reverseEntry: { entry: 'nothing', effectiveDay: '2026-06-01' },
  };
  const DENIED = ['sign-in-is-needed', 'role-is-missing'];

  it.each(Object.keys(MAY) as (keyof typeof MAY)[])('of %s', async (mutation) => {
    await using hub = await openTestNode(hubDefinition);
    for (const [name, actor] of Object.entries(ACTORS)) {
      const answer = await give(hub, mutation, INPUTS[mutation], actor);
      expect(DENIED.includes(String(answer['code'])), name).toBe(!MAY[mutation].includes(name));
      if (name === 'anonymous') expect(answer).toMatchObject({ code: 'sign-in-is-needed' });
    }
  });
});
