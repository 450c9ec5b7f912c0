import { entryOf } from '@hubgraph/books';
import { signStatement, statementDigest } from '@hubgraph/identity';
import { dayOf, sha256 } from '@hubgraph/kernel';
import { compareBooks, encodeQuestion, type TransferBook } from '@hubgraph/transfers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Movement, until } from './movement.test-helper.ts';

interface Answer {
  readonly __typename: string;
  readonly id: string;
  readonly code?: string;
}

const HUBS = { 'east-africa': 'KE', north: 'NO', away: 'PE' };
const FIELDS =
  'id end peer status isDisbursement reasonCode leafAtPayer contradictions amount { decimal } entry { id status } paid { decimal } arrived { decimal } settlements { id status }';

let movement: Movement;
const funds: Record<string, string> = {};
const treasurers: Record<string, string> = {};

beforeAll(async () => {
  movement = await Movement.open(Object.keys(HUBS));
  for (const node of ['fundraising', ...Object.keys(HUBS)]) {
    funds[node] = await movement.openFund(node, 'general');
    treasurers[node] = await movement.person(node, 'treasurer');
  }
  for (const node of ['council', 'fundraising', 'east-africa', 'north']) await movement.start(node);
  await movement.stop('away');
  await movement.decide(HUBS, []);
  for (const node of ['fundraising', 'east-africa', 'north']) {
    await until(
      () => movement.node(node).registry()?.epoch,
      (epoch) => epoch === 1,
    );
  }
  const gift = { decimal: '1000.00', currency: 'EUR' };
  for (const [hub, fund] of [
    ['east-africa', funds['east-africa']],
    ['fundraising', funds['fundraising']],
  ] as const) {
    await act(hub, hub === 'fundraising' ? 'postSupportEntry' : 'postEntry', {
      kind: 'gift',
      effectiveDay: new Date().toISOString().slice(0, 10),
      postings: [
        { account: 'assets:bank:main', fund, debit: gift },
        { account: 'income:donations', fund, credit: gift, counterparty: 'PUBLIC' },
      ],
    });
  }
});
afterAll(async () => movement?.[Symbol.asyncDispose]());

/** Gives a mutation as the treasurer of a node. */
async function act(node: string, field: string, input: Readonly<Record<string, unknown>>): Promise<Answer> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const kind = /^post/.test(field) ? 'JournalEntry' : field.includes('Rule') ? 'AcceptanceRule' : 'Transfer';
  const selection = kind === 'AcceptanceRule' ? 'from nodes' : 'id';
  const mutation = `mutation ($input: ${type}!) { it: ${field}(input: $input) {
    __typename ... on ${kind} { ${selection} } ... on Refused { code } } }`;
  const whole = node === 'fundraising' ? input : { hub: node, ...input };
  return (await movement.ask<{ it: Answer }>(node, mutation, { input: whole }, treasurers[node])).it;
}

const prepare = (from: string, to: string, decimal: string, more: object = {}): Promise<Answer> =>
  act(from, from === 'fundraising' ? 'prepareSupportTransfer' : 'prepareTransfer', {
    to,
    fund: funds[from],
    amount: { decimal, currency: 'EUR' },
    ...more,
  });

/** One side of a transfer. */
async function sideOf(node: string, id: string): Promise<Readonly<Record<string, unknown>> | null> {
  if (node === 'fundraising') {
    const query = `query ($id: ID!) { supportTransfer(id: $id) { ${FIELDS} } }`;
    return (await movement.ask<{ supportTransfer: Record<string, unknown> | null }>(node, query, { id }))
      .supportTransfer;
  }
  const query = `query ($id: ID!, $representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Hub { transfer(id: $id) { ${FIELDS} } } } }`;
  const { _entities } = await movement.ask<{ _entities: readonly [{ transfer: Record<string, unknown> | null }] }>(
    node,
    query,
    { id, representations: [{ __typename: 'Hub', id: node }] },
  );
  return _entities[0].transfer;
}

const comesTo = (node: string, id: string, status: string) =>
  until(
    () => sideOf(node, id),
    (side) => side?.['status'] === status,
  );

/** What an account of a node holds. */
function balance(node: string, account: string): bigint {
  const row = movement
    .node(node)
    .read.row(
      "SELECT debits_posted - credits_posted AS n FROM ledger_account WHERE path = ? AND currency = 'EUR'",
      account,
    );
  return BigInt(row?.['n'] ?? 0n);
}

async function exceptionsOf(hub: string) {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Hub {
    transferExceptions { totalCount nodes { missing openSeconds attempts transfer { id status peer } } } } } }`;
  const representations = [{ __typename: 'Hub', id: hub }];
  type Found = { transferExceptions: { totalCount: number; nodes: readonly Record<string, unknown>[] } };
  return (await movement.ask<{ _entities: readonly [Found] }>(hub, query, { representations }))._entities[0]
    .transferExceptions;
}

/** What waits for the treasurer of a node about one transfer: kind and title, or nothing for anybody else. */
async function waitsFor(node: string, transfer: string, person = treasurers[node]): Promise<readonly string[]> {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Hub { access {
    waiting(first: 100) { nodes { kind subject part title } } } } } }`;
  const variables = { of: [{ __typename: 'Hub', id: node }] };
  type Row = { kind: string; subject: string; part: string | null; title: string };
  type Found = { _entities: readonly [{ access: { waiting: { nodes: readonly Row[] } } }] };
  const { _entities } = await movement.ask<Found>(node, query, variables, person);
  return _entities[0].access.waiting.nodes
    .filter(({ subject }) => subject === transfer)
    .map(({ kind, part, title }) => [kind, title, ...(part === null ? [] : [part])].join(' '));
}

describe('from one node to another', () => {
  it('is in both books under one id: what one owes is what the other is owed', async () => {
    const { id } = await prepare('east-africa', 'north', '60.00', { purpose: 'education' });
    await comesTo('east-africa', id, 'BOOKED');
    const shared = { id, isDisbursement: false, status: 'BOOKED', amount: { decimal: '60.00' }, reasonCode: null };
    const entry = { id, status: 'POSTED' };
    const payer = await sideOf('east-africa', id);
    expect(payer).toMatchObject({ ...shared, end: 'PAYER', peer: 'north', entry, contradictions: [] });
    expect(await sideOf('north', id)).toMatchObject({
      ...shared,
      end: 'PAYEE',
      peer: 'east-africa',
      entry,
      leafAtPayer: payer?.['leafAtPayer'],
    });
    expect(balance('east-africa', 'liabilities:due-to:north')).toBe(-6_000n);
    expect(balance('north', 'assets:due-from:east-africa')).toBe(6_000n);
    expect(entryOf(movement.node('north').read, id)?.entry.kind).toBe('transfer');
    await movement.node('east-africa').flushCheckpoints();
    const proof = await fetch(
      `${movement.node('east-africa').config.endpoint}/log/books/proof/${String(payer?.['leafAtPayer'])}`,
    );
    expect(await proof.text()).toMatch(/^c2sp\.org\/tlog-proof/);
  });

  it('is owed until it is paid, and paid is not arrived', async () => {
    const { id } = await prepare('east-africa', 'north', '8.00');
    await comesTo('north', id, 'BOOKED');
    const day = new Date().toISOString().slice(0, 10);
    const part = (decimal: string, currency = 'EUR') => ({ transfer: id, amount: { decimal, currency }, day });
    expect(await act('east-africa', 'settleTransfer', part('8.01'))).toMatchObject({
      code: 'settlement-exceeds-transfer',
    });
    expect(await act('east-africa', 'settleTransfer', part('1.00', 'USD'))).toMatchObject({
      code: 'settlement-is-in-another-currency',
    });
    const before = balance('north', 'assets:bank:main');
    const own = await waitsFor('east-africa', id);
    expect(own).toEqual([expect.stringMatching(/^SETTLE_TRANSFER .*, 8\.00 EUR$/)]);
    expect(await waitsFor('north', id)).toEqual([]);
    await act('east-africa', 'settleTransfer', part('5.00'));
    expect(await waitsFor('east-africa', id)).toEqual(own);
    await act('east-africa', 'settleTransfer', part('3.00'));
    expect(await waitsFor('east-africa', id)).toEqual([]);
    expect(await act('east-africa', 'settleTransfer', part('0.01'))).toMatchObject({
      code: 'settlement-exceeds-transfer',
    });
    const stated = await until(
      () => sideOf('north', id),
      (side) => ((side?.['settlements'] ?? []) as readonly unknown[]).length === 2,
    );
    expect(stated).toMatchObject({ paid: { decimal: '8.00' }, arrived: { decimal: '0.00' } });
    expect(balance('north', 'assets:bank:main')).toBe(before);
    const [first] = (stated?.['settlements'] ?? []) as readonly [{ id: string }];
    expect(await waitsFor('north', id)).toEqual([
      expect.stringMatching(/^CONFIRM_SETTLEMENT .*, 5\.00 EUR /),
      expect.stringMatching(/^CONFIRM_SETTLEMENT .*, 3\.00 EUR /),
    ]);
    await act('north', 'confirmSettlement', { settlement: first.id, day });
    expect(await waitsFor('north', id)).toHaveLength(1);
    expect(await act('north', 'confirmSettlement', { settlement: first.id, day })).toMatchObject({
      code: 'settlement-has-arrived',
    });
    const paid = await until(
      () => sideOf('east-africa', id),
      (side) => ((side?.['arrived'] ?? {}) as { decimal?: string }).decimal === '5.00',
    );
    expect(paid).toMatchObject({ settlements: [{ id: first.id, status: 'ARRIVED' }, { status: 'PAID' }] });
    expect(balance('north', 'assets:bank:main')).toBe(before + 500n);
    expect(entryOf(movement.node('north').read, first.id)?.entry).toMatchObject({
      kind: 'settlement',
      status: 'POSTED',
    });
  });

  it('goes from hubs to the Basic Support System, and from there outside an allocation', async () => {
    const up = await prepare('east-africa', 'fundraising', '10.00');
    const down = await prepare('fundraising', 'north', '20.00');
    await comesTo('east-africa', up.id, 'BOOKED');
    await comesTo('fundraising', down.id, 'BOOKED');
    expect(await sideOf('fundraising', up.id)).toMatchObject({ end: 'PAYEE', status: 'BOOKED' });
    expect(await sideOf('north', down.id)).toMatchObject({ end: 'PAYEE', status: 'BOOKED', isDisbursement: false });
    expect(balance('fundraising', 'assets:due-from:east-africa')).toBe(1_000n);
    expect(balance('fundraising', 'liabilities:due-to:north')).toBe(-2_000n);
  });

  it('is left to a person where the rule says so, who takes or refuses it', async () => {
    expect(await act('north', 'setAcceptanceRule', { from: 'LISTED', nodes: ['fundraising'] })).toMatchObject({
      __typename: 'AcceptanceRule',
    });
    const [one, other, back] = await Promise.all(
      ['1.00', '2.00', '3.00'].map((n) => prepare('east-africa', 'north', n)),
    );
    for (const { id } of [one, other, back] as Answer[]) await comesTo('north', id, 'OFFERED');
    expect(await exceptionsOf('north')).toMatchObject({
      totalCount: 3,
      nodes: [{ missing: 'DECISION_HERE' }, { missing: 'DECISION_HERE' }, { missing: 'DECISION_HERE' }],
    });
    for (const { id } of [one, other, back] as Answer[]) {
      expect(await waitsFor('north', id)).toEqual([expect.stringMatching(/^DECIDE_TRANSFER .*, [123]\.00 EUR$/)]);
      expect(await waitsFor('east-africa', id)).toEqual([]);
    }
    await act('north', 'acceptTransfer', { transfer: one?.id });
    expect(await waitsFor('north', one?.id ?? '')).toEqual([]);
    await act('north', 'refuseTransfer', { transfer: other?.id, reasonCode: 'not-agreed' });
    await act('east-africa', 'cancelTransfer', { transfer: back?.id });
    await comesTo('east-africa', one?.id ?? '', 'BOOKED');
    expect(await comesTo('east-africa', other?.id ?? '', 'VOIDED')).toMatchObject({ reasonCode: 'not-agreed' });
    expect(await comesTo('north', back?.id ?? '', 'VOIDED')).toMatchObject({ entry: null });
    expect(await act('north', 'acceptTransfer', { transfer: back?.id })).toMatchObject({
      code: 'transfer-is-not-offered',
    });
    expect(await exceptionsOf('north')).toMatchObject({ totalCount: 0 });
    await act('north', 'setAcceptanceRule', { from: 'AUTHORISED' });
  });

  it('stays in the list of exceptions while the other end is away, and is resolved when it is back', async () => {
    const { id } = await prepare('east-africa', 'away', '5.00');
    const tried = await until(
      () => exceptionsOf('east-africa'),
      ({ nodes }) => Number(nodes[0]?.['attempts']) > 0,
    );
    expect(tried).toMatchObject({
      totalCount: 1,
      nodes: [{ missing: 'ANSWER_OF_PAYEE', transfer: { id, status: 'PREPARED', peer: 'away' } }],
    });
    await movement.startAgain('away');
    await comesTo('east-africa', id, 'BOOKED');
    expect(balance('away', 'assets:due-from:east-africa')).toBe(500n);
    expect(await exceptionsOf('east-africa')).toMatchObject({ totalCount: 0 });
  });

  it('is refused to whom the council does not know, and to oneself', async () => {
    expect(await prepare('east-africa', 'nowhere', '1.00')).toMatchObject({ code: 'payee-is-not-authorised' });
    expect(await prepare('east-africa', 'east-africa', '1.00')).toMatchObject({ code: 'transfer-is-to-the-payer' });
    expect(await prepare('north', 'east-africa', '100000.00')).toMatchObject({ code: 'fund-is-overdrawn' });
    const elsewhere = { hub: 'north', transfer: 'east-africa:transfer:01JD3Z7N4QK8R2V6X0Y5ABCDE0' };
    expect(await act('east-africa', 'cancelTransfer', elsewhere)).toMatchObject({ code: 'id-is-of-another-hub' });
  });
});

it('follows no answer that cites another statement than was said, though its key is right, and keeps it', async () => {
  await act('north', 'setAcceptanceRule', { from: 'NOBODY', nodes: [] });
  const { id } = await prepare('east-africa', 'north', '1.00');
  await comesTo('north', id, 'OFFERED');
  const { keys, world } = movement.node('north');
  const issuedAt = world.clock.now();
  const claims = { issuer: 'north', audience: 'east-africa', id, issuedAt, expiresAt: issuedAt + 60_000 };
  const payload = { transfer: id, currency: 'EUR', amountMinor: '100' };
  const cites = ['f'.repeat(64)];
  const lie = await signStatement(keys, { ...claims, type: 'transfer-accepted', cites, payload });
  for (let n = 0; n < 3; n += 1) await movement.node('east-africa').receive(lie);
  expect(await sideOf('east-africa', id)).toMatchObject({ status: 'PREPARED', contradictions: [statementDigest(lie)] });
  await act('north', 'acceptTransfer', { transfer: id });
  await comesTo('east-africa', id, 'BOOKED');
  await act('north', 'setAcceptanceRule', { from: 'AUTHORISED', nodes: [] });
});

it('has counted what each payer began here, once each', () => {
  for (const hub of Object.keys(HUBS)) {
    const { read } = movement.node(hub);
    const begun = read.rows('SELECT payer, sum(n) AS n FROM transfer_begun GROUP BY payer ORDER BY payer');
    const listed = read.rows(
      "SELECT peer AS payer, count(*) AS n FROM transfer_list WHERE end = 'PAYEE' GROUP BY peer ORDER BY peer",
    );
    expect(begun).toEqual(listed);
  }
  expect(movement.node('north').read.rows('SELECT 1 FROM transfer_begun').length).toBeGreaterThan(0);
});

describe('a team’s money, from one sponsor to the next', () => {
  interface Sponsored {
    readonly id: string;
    readonly code?: string;
    readonly statement: string;
    readonly statementDigest: string;
    readonly transfers: readonly string[];
    readonly fund: { readonly balances: readonly { readonly posted: { readonly decimal: string } }[] } | null;
    readonly before: { readonly history: string; readonly statementDigest: string } | null;
  }
  const SPONSORSHIP =
    'id statement statementDigest transfers fund { balances { posted { decimal } } } before { history statementDigest }';
  const say = async (node: string, by: string, field: string, kind: string, input: object): Promise<Sponsored> => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const mutation = `mutation ($input: ${type}!) { it: ${field}(input: $input) {
      ... on ${kind} { ${kind === 'Sponsorship' ? SPONSORSHIP : 'id'} } ... on Refused { code } } }`;
    return (await movement.ask<{ it: Sponsored }>(node, mutation, { input }, by)).it;
  };
  const sponsorshipAt = async (node: string, id: string): Promise<Sponsored> =>
    (
      await movement.ask<{ sponsorship: Sponsored }>(
        node,
        `query ($id: ID!) { sponsorship(id: $id) { ${SPONSORSHIP} } }`,
        { id },
      )
    ).sponsorship;
  const arrivedAt = async (node: string) => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Hub { arrivedSponsorships {
      sponsorship from isWhole history statementDigest transfers continuedBy { id } } } } }`;
    type Arrived = {
      sponsorship: string;
      isWhole: boolean;
      history: string;
      statementDigest: string;
      transfers: string[];
    };
    const of = [{ __typename: 'Hub', id: node }];
    return (await movement.ask<{ _entities: [{ arrivedSponsorships: Arrived[] }] }>(node, query, { of }))._entities[0]
      .arrivedSponsorships;
  };
  const bookAt = async (node: string, peer: string): Promise<TransferBook> => {
    const [from, to] = [Date.now() - 86_400_000, Date.now() + 86_400_000].map((at) => dayOf(at));
    const id = encodeQuestion({ ...{ a: node, b: peer, after: '' }, from: from ?? '', to: to ?? '' });
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on HubTransferBook { book { node peer seq at totalCount
      rows { id end status currency amountMinor entryStatus paidMinor arrivedMinor } isCut days { day moved digest }
      dues { currency owesMinor isOwedMinor } } } } }`;
    const of = [{ __typename: 'HubTransferBook', id, hub: { id: node } }];
    return (await movement.ask<{ _entities: [{ book: TransferBook }] }>(node, query, { of }))._entities[0].book;
  };
  /** Currencies in which all accounts, or all of one fund, do not add up to nothing. */
  const unbalancedAt = (node: string) =>
    movement.node(node).read.rows(
      `SELECT currency FROM ledger_account GROUP BY currency HAVING sum(debits_posted - credits_posted) <> 0
         UNION ALL SELECT fund FROM ledger_pool GROUP BY fund, currency
           HAVING sum(amount) <> (SELECT posted FROM ledger_fund AS f WHERE f.fund = ledger_pool.fund AND f.currency = ledger_pool.currency)`,
    );
  const balancesOf = ({ fund }: Sponsored) => fund?.balances.map(({ posted }) => posted.decimal);
  const today = new Date().toISOString().slice(0, 10);
  const terms = { feeBasisPoints: 1_000, terms: 'One in ten.', from: today };

  it('arrives whole with its history, whoever is away in between, and into the team’s own fund', async () => {
    const [board, lead, board2, lead2] = [
      await movement.person('east-africa', 'board-member'),
      await movement.person('east-africa', 'staff'),
      await movement.person('north', 'board-member'),
      await movement.person('north', 'staff'),
    ];
    const form = (node: string, by: string) =>
      say(node, by, 'formTeam', 'Team', { hub: node, name: 'T', charter: 'C' });
    const { id: team } = await form('east-africa', lead);
    const { id: given } = await say('east-africa', board, 'offerSponsorship', 'Sponsorship', { team, ...terms });
    await say('east-africa', lead, 'acceptSponsorship', 'Sponsorship', { sponsorship: given });
    for (const [decimal, currency] of [
      ['100.00', 'EUR'],
      ['5000.00', 'KES'],
    ]) {
      const amount = { decimal, currency };
      const income = { sponsorship: given, amount, counterparty: 'PUBLIC', day: today };
      await say('east-africa', treasurers['east-africa'] ?? '', 'bookSponsoredIncome', 'Sponsorship', income);
    }

    await movement.stop('north');
    const ended = await say('east-africa', lead, 'endSponsorship', 'Sponsorship', {
      sponsorship: given,
      moveTo: 'north',
    });
    expect(ended.transfers).toHaveLength(2);
    // Nobody has it yet, so it is still in the fund.
    expect(balancesOf(ended)).toEqual(['90.00', '4500.00']);

    await movement.startAgain('north');
    const [arrived] = await until(
      () => arrivedAt('north'),
      (found) => found[0]?.isWhole === true,
    );
    expect(arrived).toMatchObject({ sponsorship: given, from: 'east-africa', continuedBy: null });
    expect(arrived?.history).toBe(ended.statement);
    expect(sha256(arrived?.history ?? '')).toBe(ended.statementDigest);
    // By the rule everybody's money is taken; this waits for the team's fund.
    for (const transfer of ended.transfers) await comesTo('north', transfer, 'OFFERED');

    const { id: team2 } = await form('north', lead2);
    const offer = { team: team2, ...terms, continues: given };
    expect(
      await say('north', board2, 'offerSponsorship', 'Sponsorship', {
        ...offer,
        continues: given.replace(/.$/, (last) => (last === 'Z' ? 'Y' : 'Z')),
      }),
    ).toEqual({ code: 'sponsorship-has-not-arrived' });
    const { id: taken } = await say('north', board2, 'offerSponsorship', 'Sponsorship', offer);
    await movement.stop('east-africa');
    const accepted = await say('north', lead2, 'acceptSponsorship', 'Sponsorship', { sponsorship: taken });
    expect(accepted.before).toEqual({ history: ended.statement, statementDigest: ended.statementDigest });
    for (const transfer of ended.transfers) await comesTo('north', transfer, 'ACCEPTED');
    await movement.stop('north');
    await movement.startAgain('north', { isFoldedAnew: true });
    await movement.startAgain('east-africa');
    for (const transfer of ended.transfers) {
      await comesTo('north', transfer, 'BOOKED');
      await comesTo('east-africa', transfer, 'BOOKED');
    }
    expect(balancesOf(await sponsorshipAt('north', taken))).toEqual(['90.00', '4500.00']);
    expect(balancesOf(await sponsorshipAt('east-africa', given))).toEqual(['0.00', '0.00']);
    // Both books say the same of it, and each is whole.
    const [mine, theirs] = [await bookAt('east-africa', 'north'), await bookAt('north', 'east-africa')];
    const compared = compareBooks(mine, theirs);
    expect(compared).toMatchObject({ onlyInA: [], onlyInB: [], differs: [], days: [] });
    expect(compared.open.filter(({ id }) => ended.transfers.includes(id))).toEqual([]);
    const moved = mine.rows.filter(({ id }) => ended.transfers.includes(id));
    expect(moved.map(({ amountMinor }) => amountMinor).sort()).toEqual(['450000', '9000']);
    // A book that has one of them otherwise is found.
    const [first] = ended.transfers;
    const spoilt = {
      ...theirs,
      rows: theirs.rows.map((row) => (row.id === first ? { ...row, amountMinor: '8999' } : row)),
    };
    expect(compareBooks(mine, spoilt).differs).toMatchObject([{ id: first, what: 'amount' }]);
    for (const node of ['east-africa', 'north']) expect(unbalancedAt(node)).toEqual([]);
    // What was said then is what is said now.
    expect((await sponsorshipAt('east-africa', given)).statementDigest).toBe(ended.statementDigest);
    const heldByTeam = async () => {
      const books = {
        legalName: 'S',
        registration: '1',
        since: `${today.slice(0, 7)}-01`,
        rhythm: 'MONTHLY',
        graceDays: 90,
      };
      const [holder, agreeing] = [
        await movement.person('east-africa', 'staff'),
        await movement.person('east-africa', 'staff'),
      ];
      const [sponsor, sponsored] = [(await form('east-africa', holder)).id, (await form('east-africa', agreeing)).id];
      await say('east-africa', holder, 'recordIncorporation', 'Team', { team: sponsor, ...books });
      const made = { sponsor, team: sponsored, ...terms };
      const { id: sponsorship } = await say('east-africa', holder, 'offerTeamSponsorship', 'Sponsorship', made);
      await say('east-africa', agreeing, 'acceptSponsorship', 'Sponsorship', { sponsorship });
      await say('east-africa', board, 'consentToSponsorship', 'Sponsorship', { sponsorship });
      return say('east-africa', agreeing, 'endSponsorship', 'Sponsorship', { sponsorship, moveTo: 'north' });
    };
    // What a team held goes on at another hub as well: its history, and no transfer, since no hub has the money.
    const handedOn = await heldByTeam();
    const [newest] = await until(
      () => arrivedAt('north'),
      (found) => found[0]?.sponsorship === handedOn.id && found[0].isWhole,
    );
    expect(newest).toMatchObject({
      history: handedOn.statement,
      statementDigest: sha256(handedOn.statement),
      transfers: [],
    });
    const goingOn = { team: (await form('north', lead2)).id, ...terms, continues: handedOn.id };
    const { id: atNorth } = await say('north', board2, 'offerSponsorship', 'Sponsorship', goingOn);
    await say('north', lead2, 'acceptSponsorship', 'Sponsorship', { sponsorship: atNorth });
    const came = {
      sponsorship: atNorth,
      amount: { decimal: '20.00', currency: 'EUR' },
      counterparty: 'PUBLIC',
      day: today,
    };
    const keeper = treasurers['north'] ?? '';
    const booked = await say('north', keeper, 'bookSponsoredIncome', 'Sponsorship', { ...came, isFromBefore: true });
    expect([balancesOf(booked), booked.before?.history]).toEqual([['20.00'], handedOn.statement]);
    const { id: team3 } = await form('north', lead2);
    expect(await say('north', board2, 'offerSponsorship', 'Sponsorship', { ...offer, team: team3 })).toEqual({
      code: 'sponsorship-is-continued',
    });
  });
});
