import type { Actor } from '@hubgraph/node';
import { describe, expect, it } from 'vitest';
import { booksConcept } from './concept.ts';
import { isFarFrom, readPublished } from './rates/published.ts';
import { bill, credit, debit, donation, exchangeOf, give, openFund } from './testing/books.ts';
import { hubDefinition, openTestNode, operator, type TestNode, treasurer } from './testing/test-node.ts';

const clock: Actor = { kind: 'clock', name: 'clock', roles: [{ role: 'clock' }] };
const DAY_MS = 86_400_000;
const EXPIRES = '2026-06-20T00:00:00.000Z';

async function ask(hub: TestNode, fields: string): Promise<Readonly<Record<string, unknown>>> {
  const source = `{ _entities(representations: [{ __typename: "Hub", id: "east" }]) { ... on Hub { books { ${fields} } } } }`;
  const { data, errors } = await hub.ask(treasurer, source);
  expect(errors).toBeUndefined();
  return (data['_entities'] as readonly { books: Readonly<Record<string, unknown>> }[])[0]?.books ?? {};
}

const funds = async (hub: TestNode) =>
  (await ask(hub, 'funds { nodes { balances { available { decimal } reserved { decimal } } } }'))['funds'];
const balances = (available: string, reserved: string) => ({
  nodes: [{ balances: [{ available: { decimal: available }, reserved: { decimal: reserved } }] }],
});

async function withMoney(hub: TestNode): Promise<string> {
  const fund = await openFund(hub, 'general');
  await give(hub, 'postEntry', donation(fund, '100'));
  return fund;
}

const prepare = (hub: TestNode, fund: string, decimal: string, others: Readonly<Record<string, unknown>> = {}) =>
  give(hub, 'prepareEntry', { ...bill(fund, decimal), expiresAt: EXPIRES, ...others });

/** What the node does by itself at this moment. */
async function whatIsDue(hub: TestNode): Promise<number> {
  const due = [...(booksConcept({ root: 'hub' }).due?.(hub.node.read, hub.now) ?? [])];
  for (const { commandId, type, payload } of due) await hub.node.operate(clock, commandId, type, payload);
  return due.length;
}

describe('a pending entry', () => {
  it('reserves its amounts, is posted in part, and gives the rest back', async () => {
    await using hub = await openTestNode(hubDefinition);
    const fund = await withMoney(hub);
    const { id: entry, ...prepared } = await prepare(hub, fund, '60');
    expect(prepared).toMatchObject({ status: 'PENDING', expiresAt: EXPIRES });
    expect(await funds(hub)).toEqual(balances('40.00', '60.00'));
    expect(await prepare(hub, fund, '40.01')).toMatchObject({ code: 'credits-would-exceed-debits' });
    const eur = (decimal: string) => ({ decimal, currency: 'EUR' });
    const refused = [
      [{ amounts: [eur('1')] }, 'parts-do-not-fit-entry'],
      [{ amounts: [eur('1'), { decimal: '1', currency: 'USD' }] }, 'parts-do-not-fit-entry'],
      [{ amounts: [eur('-1'), eur('1')] }, 'amount-is-negative'],
      [{ amounts: [eur('60.01'), eur('60.01')] }, 'part-exceeds-pending'],
      [{ amounts: [eur('0'), eur('0')] }, 'parts-are-nothing'],
      [{ amounts: [eur('1'), eur('2')] }, 'entry-does-not-balance'],
      [{ effectiveDay: '2026-07-17' }, 'day-is-too-far-ahead'],
      [{ entry: 'nothing' }, 'entry-is-unknown'],
      [{ hub: 'west' }, 'id-is-of-another-hub'],
    ] as const;
    for (const [input, code] of refused) {
      expect(await give(hub, 'postPendingEntry', { entry, ...input })).toMatchObject({ code });
    }
    const part = { entry, amounts: [eur('25.50'), eur('25.50')], effectiveDay: '2026-06-10' };
    expect(await give(hub, 'postPendingEntry', part)).toMatchObject({
      status: 'POSTED',
      effectiveDay: '2026-06-10',
      postings: [{ amount: { decimal: '25.50' } }, { amount: { decimal: '-25.50' } }],
      prepared: [{ amount: { decimal: '60.00' } }, { amount: { decimal: '-60.00' } }],
    });
    expect(await funds(hub)).toEqual(balances('74.50', '0.00'));
    expect(await give(hub, 'postPendingEntry', { entry })).toMatchObject({ code: 'pending-is-already-posted' });
    expect(await give(hub, 'voidPendingEntry', { entry })).toMatchObject({ code: 'pending-is-already-posted' });
    const reversal = await give(hub, 'reverseEntry', { entry, effectiveDay: '2026-06-11' });
    expect(reversal).toMatchObject({ kind: 'reversal' });
    expect(await funds(hub)).toEqual(balances('100.00', '0.00'));
    const digest = hub.node.journal.digest();
    await using again = await hub.rebuild();
    expect(again.node.journal.digest()).toBe(digest);
  });

  it('is voided by a decision, or expires by the clock and not by being read', async () => {
    await using hub = await openTestNode(hubDefinition);
    const fund = await withMoney(hub);
    const { id: voided } = await prepare(hub, fund, '10');
    const { id: over } = await prepare(hub, fund, '20');
    const { id: later } = await prepare(hub, fund, '30', { expiresAt: '2026-06-25T00:00:00.000Z' });
    expect(await give(hub, 'voidPendingEntry', { entry: voided })).toMatchObject({ status: 'VOIDED' });
    expect(await whatIsDue(hub)).toBe(0);
    hub.now += 5 * DAY_MS;
    expect(await funds(hub)).toEqual(balances('50.00', '50.00'));
    expect(await give(hub, 'postPendingEntry', { entry: over })).toMatchObject({ code: 'pending-is-expired' });
    expect(await whatIsDue(hub)).toBe(1);
    expect(await whatIsDue(hub)).toBe(0);
    expect(await ask(hub, `entry(id: "${over}") { status }`)).toEqual({ entry: { status: 'EXPIRED' } });
    const pending = 'pending(first: 1) { totalCount nodes { id permissions { post { code } void { code } } } }';
    const free = { post: { code: null }, void: { code: null } };
    expect(await ask(hub, pending)).toEqual({
      pending: { totalCount: 1, nodes: [{ id: later, permissions: free }] },
    });
    expect(await funds(hub)).toEqual(balances('70.00', '30.00'));
  });

  it('is refused as any entry is, and where its end is not ahead', async () => {
    await using hub = await openTestNode(hubDefinition);
    const fund = await withMoney(hub);
    expect(await prepare(hub, fund, '1', { kind: 'exchange' })).toMatchObject({ code: 'entry-kind-is-reserved' });
    expect(await prepare(hub, fund, '1', { expiresAt: '2026-06-15T12:00:00Z' })).toMatchObject({
      code: 'expiry-is-not-ahead',
    });
    expect(await prepare(hub, fund, '1', { hub: 'west' })).toMatchObject({ code: 'id-is-of-another-hub' });
  });
});

describe('a period', () => {
  it('closes forward only, never beyond today, and takes nothing from then on', async () => {
    await using hub = await openTestNode(hubDefinition);
    const fund = await withMoney(hub);
    const close = (before: string, more: Readonly<Record<string, unknown>> = {}) =>
      give(hub, 'closePeriod', { before, ...more });
    expect(await ask(hub, 'closedBefore')).toEqual({ closedBefore: null });
    expect(await close('2026-06-16')).toMatchObject({ code: 'period-is-not-over' });
    expect(await close('2026-06-10', { hub: 'west' })).toMatchObject({ code: 'id-is-of-another-hub' });
    const { id: entry } = await prepare(hub, fund, '5');
    expect(await close('2026-06-10')).toMatchObject({ closedBefore: '2026-06-10' });
    expect(await close('2026-06-10')).toMatchObject({ code: 'period-was-closed' });
    expect(await close('2026-06-09')).toMatchObject({ code: 'period-was-closed' });
    const late = donation(fund, '1', '2026-06-09');
    expect(await give(hub, 'postEntry', late)).toMatchObject({ code: 'period-is-closed' });
    // What was prepared in that time is posted in the open one.
    expect(await give(hub, 'postPendingEntry', { entry })).toMatchObject({ code: 'period-is-closed' });
    expect(await give(hub, 'postPendingEntry', { entry, effectiveDay: '2026-06-10' })).toMatchObject({
      status: 'POSTED',
    });
    expect(await close('2026-06-15')).toMatchObject({ closedBefore: '2026-06-15' });
    expect(await ask(hub, 'closedBefore')).toEqual({ closedBefore: '2026-06-15' });
  });
});

describe('an account', () => {
  it('closes when nothing is in it or waits for it, and stays closed', async () => {
    await using hub = await openTestNode(hubDefinition);
    const fund = await withMoney(hub);
    const account = { path: 'assets:till', currency: 'EUR' };
    expect(await give(hub, 'closeAccount', account)).toMatchObject({ code: 'account-is-unknown' });
    await give(hub, 'openAccount', account);
    const { id: entry } = await give(hub, 'prepareEntry', {
      kind: 'cash',
      effectiveDay: '2026-06-02',
      expiresAt: EXPIRES,
      postings: [debit('assets:till', fund, '5'), credit('assets:bank:main', fund, '5')],
    });
    expect(await give(hub, 'closeAccount', account)).toMatchObject({ code: 'account-has-pending-entries' });
    await give(hub, 'postPendingEntry', { entry });
    expect(await give(hub, 'closeAccount', account)).toMatchObject({ code: 'account-balance-is-not-zero' });
    await give(hub, 'reverseEntry', { entry, effectiveDay: '2026-06-03' });
    expect(await give(hub, 'closeAccount', account)).toMatchObject({ status: 'CLOSED' });
    expect(await give(hub, 'closeAccount', account)).toMatchObject({ code: 'account-is-closed' });
    expect(await give(hub, 'openAccount', account)).toMatchObject({ code: 'account-is-closed' });
  });
});

describe('linked entries', () => {
  it('are posted all or not at all', async () => {
    await using hub = await openTestNode(hubDefinition);
    const fund = await withMoney(hub);
    const post = (...entries: readonly object[]) => give(hub, 'postEntries', { entries });
    const head = await hub.node.store.head();
    expect(await post()).toMatchObject({ code: 'entries-are-none' });
    expect(await post(...Array.from({ length: 1_001 }, () => donation(fund, '1')))).toMatchObject({
      code: 'entries-are-too-many',
    });
    expect(await post(bill(fund, '60'), bill(fund, '40.01'))).toMatchObject({ code: 'credits-would-exceed-debits' });
    expect(await post(donation(fund, '1'), { ...donation(fund, '1'), kind: 'reversal' })).toMatchObject({
      code: 'entry-kind-is-reserved',
    });
    expect(await hub.node.store.head()).toBe(head);
    const posted = await post(bill(fund, '60'), donation(fund, '0.01'), bill(fund, '40.01'));
    expect(posted).toMatchObject({ nodes: [{ status: 'POSTED' }, { status: 'POSTED' }, { status: 'POSTED' }] });
    expect(await hub.node.store.head()).toBe(head + 1);
    expect(await funds(hub)).toEqual(balances('0.00', '0.00'));
  });
});

describe('an exchange', () => {
  it('is one entry that cites its rate, and whose rate fits', async () => {
    await using hub = await openTestNode(hubDefinition);
    const fund = await withMoney(hub);
    const refused = [
      [{ hub: 'west' }, 'id-is-of-another-hub'],
      [{ gave: { decimal: '0', currency: 'EUR' } }, 'amount-is-not-positive'],
      [{ got: { decimal: '100', currency: 'EUR' } }, 'currencies-are-the-same'],
      [{ rate: '1,0842' }, 'rate-is-malformed'],
      [{ rate: '1.08425' }, 'ok'],
      [{ rate: '1.0843' }, 'rate-does-not-match-amounts'],
      [{ rateDay: '2026-06-03' }, 'rate-day-is-after-the-exchange'],
      [{ rateSource: 'the bank' }, 'cites-are-malformed'],
    ] as const;
    for (const [input, code] of refused.filter(([, one]) => one !== 'ok')) {
      expect(await give(hub, 'exchangeMoney', exchangeOf(fund, input))).toMatchObject({ code });
    }
    expect(await give(hub, 'exchangeMoney', exchangeOf(fund))).toMatchObject({
      kind: 'exchange',
      cites: [
        { name: 'rate', value: '1.0842' },
        { name: 'rate-day', value: '2026-06-01' },
        { name: 'rate-source', value: 'ecb' },
      ],
      postings: [
        { account: 'assets:bank:main', amount: { decimal: '-100.00', currency: 'EUR' } },
        { account: 'equity:trading', amount: { decimal: '100.00', currency: 'EUR' } },
        { account: 'equity:trading', amount: { decimal: '-108.42', currency: 'USD' } },
        { account: 'assets:bank:main', amount: { decimal: '108.42', currency: 'USD' } },
      ],
    });
  });
});

describe('the rate of an exchange', () => {
  const day = '2026-06-01';
  const table = (date: string, base: string, ...rates: readonly (readonly [string, string])[]) =>
    JSON.stringify({
      data: { exchangeRates: { date, base, rates: rates.map(([currency, perBase]) => ({ currency, perBase })) } },
    });
  const ecb = table('2026-05-29', 'EUR', ['USD', '1.1'], ['JPY', '160.5']);

  it.each([
    ['EUR', 'USD', ecb, { rate: '1.1', day: '2026-05-29' }],
    ['USD', 'EUR', ecb, { rate: '0.909090909091', day: '2026-05-29' }],
    ['USD', 'JPY', ecb, { rate: '145.909090909091', day: '2026-05-29' }],
    ['EUR', 'KES', ecb, undefined],
    ['EUR', 'USD', table('2026-04-30', 'EUR', ['USD', '1.1']), undefined],
    ['EUR', 'USD', table('2026-06-02', 'EUR', ['USD', '1.1']), undefined],
    ['EUR', 'USD', table(day, 'EUR', ['USD', '0.000']), undefined],
    ['EUR', 'USD', table(day, 'EUR', ['USD', '1e3']), undefined],
    ['EUR', 'USD', '{"data":{"exchangeRates":null}}', undefined],
    ['EUR', 'USD', '{"data":null}', undefined],
    ['EUR', 'USD', 'null', undefined],
    ['EUR', 'USD', '<html>', undefined],
  ])('of %s in %s is read of %s', (from, to, body, rate) => {
    expect(readPublished(body, { from, to, day })).toEqual(rate);
  });

  it.each([
    [100_00n, 'EUR', 110_00n, 'USD', '1.1', false],
    [100_00n, 'EUR', 115_50n, 'USD', '1.1', false],
    [100_00n, 'EUR', 115_51n, 'USD', '1.1', true],
    [100_00n, 'EUR', 104_49n, 'USD', '1.1', true],
    [110_00n, 'USD', 121_00n, 'EUR', '0.909090909091', true],
    // One cent is one cent: what it comes to is rounded.
    [1n, 'EUR', 2n, 'USD', '1.1', false],
    [1n, 'EUR', 3n, 'USD', '1.1', true],
    [100_00n, 'EUR', 16_050n, 'JPY', '160.5', false],
    [1_000n, 'JPY', 1_900n, 'KWD', '0.002', false],
    [1_000n, 'JPY', 1_899n, 'KWD', '0.002', true],
  ])('is far: %s %s for %s %s at %s? %s', (given, gave, taken, got, rate, isFar) => {
    const amounts = { gave: { amountMinor: given, currency: gave }, got: { amountMinor: taken, currency: got } };
    expect(isFarFrom({ rate, day }, amounts)).toBe(isFar);
  });

  it('is compared with what the council published, refused far from it without a reason, and cites both', async () => {
    await using hub = await openTestNode(hubDefinition);
    const fund = await withMoney(hub);
    const asked: unknown[] = [];
    const request = async (one: { body?: unknown }) => {
      asked.push(JSON.parse(String(one.body)));
      return { status: 200, headers: {}, body: table('2026-05-29', 'EUR', ['USD', '1.2']) };
    };
    Object.assign(hub.node.world, { network: { request } });
    const far = await give(hub, 'exchangeMoney', exchangeOf(fund));
    expect(far).toMatchObject({ code: 'rate-is-far-from-the-published' });
    expect(far['message']).toContain('On 2026-05-29 one EUR was 1.2 USD');
    expect(asked).toEqual([
      { query: '{ exchangeRates(before: "2026-06-02") { date base rates { currency perBase } } }' },
    ]);
    expect(await give(hub, 'exchangeMoney', exchangeOf(fund, { rateReason: 'The bank' }))).toMatchObject({
      code: 'reason-is-malformed',
    });
    const cites = async (input: object) => (await give(hub, 'exchangeMoney', exchangeOf(fund, { ...input })))['cites'];
    const published = [
      { name: 'published-day', value: '2026-05-29' },
      { name: 'published-rate', value: '1.2' },
    ];
    expect(await cites({ rateReason: 'bank-rate' })).toEqual(
      expect.arrayContaining([...published, { name: 'rate-reason', value: 'bank-rate' }]),
    );
    const usd = { decimal: '10.00', currency: 'USD' };
    const near = { gave: usd, got: { decimal: '8.40', currency: 'EUR' }, rate: '0.84' };
    const compared = await cites(near);
    expect(compared).toContainEqual({ name: 'published-rate', value: '0.833333333333' });
    expect(await cites({ ...near, rateReason: 'bank-rate' })).toEqual(compared);
    // Who may not exchange money makes the node ask nobody.
    const before = asked.length;
    await hub.ask(
      operator,
      `mutation { exchangeMoney(input: { hub: "east", fund: "x", gave: { decimal: "1", currency: "EUR" },
      from: "a", got: { decimal: "1", currency: "USD" }, to: "b", rate: "1", rateSource: "x", rateDay: "2026-06-01",
      effectiveDay: "2026-06-01" }) { ... on Refused { code } } }`,
    );
    expect(asked).toHaveLength(before);
  });
});

describe('a fund', () => {
  it('is as free as it says', async () => {
    await using hub = await openTestNode(hubDefinition);
    const open = (code: string, input: Readonly<Record<string, unknown>> = {}) =>
      give(hub, 'openFund', { code, name: code, ...input });
    const general = await open('general');
    const kenya = await open('kenya', { countries: ['KE'] });
    const fenced = await open('fenced', { kind: 'RING_FENCED' });
    expect([general, kenya, fenced].map(({ kind, purposes, countries }) => [kind, purposes, countries])).toEqual([
      ['UNRESTRICTED', null, null],
      ['RESTRICTED', null, ['KE']],
      ['RING_FENCED', null, null],
    ]);
    for (const { id } of [general, kenya, fenced]) await give(hub, 'postEntry', donation(String(id), '10'));
    const spend = (spentIn: string) => give(hub, 'postEntry', bill(String(kenya['id']), '1', { spentIn }));
    expect(await spend('PL')).toMatchObject({ code: 'country-is-not-allowed-by-fund' });
    expect(await spend('KE')).toMatchObject({ status: 'POSTED' });
    const move = (from: unknown, to: unknown) =>
      give(hub, 'postEntry', {
        kind: 'move',
        effectiveDay: '2026-06-02',
        postings: [
          credit('assets:bank:main', String(from), '1'),
          debit('equity:fund-transfers', String(from), '1'),
          debit('assets:bank:main', String(to), '1'),
          credit('equity:fund-transfers', String(to), '1'),
        ],
      });
    expect(await move(fenced['id'], general['id'])).toMatchObject({ code: 'fund-is-ring-fenced' });
    expect(await move(general['id'], fenced['id'])).toMatchObject({ status: 'POSTED' });
  });

  it('tells its expenses apart by class of cost', async () => {
    await using hub = await openTestNode(hubDefinition);
    const fund = await withMoney(hub);
    await give(hub, 'postEntry', bill(fund, '3', { costClass: 'PROGRAMME', project: 'camp' }));
    await give(hub, 'postEntry', bill(fund, '4', { costClass: 'STAFF' }));
    await give(hub, 'postEntry', bill(fund, '5'));
    const of = (where: string) =>
      ask(hub, `postings(where: ${where}) { totals { decimal } nodes { posting { costClass project } } }`);
    expect(await of('{ costClass: PROGRAMME }')).toEqual({
      postings: { totals: [{ decimal: '-3.00' }], nodes: [{ posting: { costClass: 'PROGRAMME', project: 'camp' } }] },
    });
    expect(await of('{ kind: EXPENSE }')).toMatchObject({ postings: { totals: [{ decimal: '12.00' }] } });
  });
});
