import { type Fund, fundBalancesOf, sliceOf } from '@hubgraph/books';
import { dayOf, sha256 } from '@hubgraph/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Made, WholeHub } from '../expenses/running-hub.test-helper.ts';
import type { TeamBooksState } from '../team-books/domain.ts';
import { decideConsentToSponsorship } from './by-team.ts';
import { decideBookSponsoredIncome } from './domain.ts';
import type { ArrivedSponsorship } from './moving.ts';
import type { SponsorshipState } from './state.ts';
import { sponsorshipOf } from './views.ts';

let hub: WholeHub;
let [treasurer, board, lead, holder, keeper] = ['', '', '', '', ''];
let [team, sponsor, sponsorship] = ['', '', ''];

/** The first day of a quarter that ended some quarters before today. */
function quarter(ago: number): string {
  const now = new Date();
  const month = now.getUTCFullYear() * 12 + now.getUTCMonth() - (now.getUTCMonth() % 3) - 3 * ago;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}
const FIRST = { from: quarter(2), to: quarter(1) };
const SECOND = { from: quarter(1), to: quarter(0) };
const MONEY = 'decimal currency';
const FIELDS = `id status statement statementDigest sponsor { id } fund { id } consentedAt beforeHere { id } declineReason
  held { asOf balances { ${MONEY} } cameIn { ${MONEY} } spent { ${MONEY} } directed { ${MONEY} } fees { ${MONEY} }
    notDirected { ${MONEY} } missing { from status holdsMoneyOf { id } } }
  directions { id status about paidOn reason permissions { answer { code } } }
  permissions { accept { code } consent { code } decline { code } direct { code } end { code } bookIncome { code } }`;
const give = (by: string, verb: string, input: object) => hub.give(by, verb, 'Sponsorship', input, FIELDS);
const ofTeam = (by: string, verb: string, input: object) => hub.give(by, verb, 'Team', input);
const form = async (by: string, name: string) =>
  (await hub.give(by, 'formTeam', 'Team', { hub: 'cee', name, charter: 'We meet.' })).id;
const PLAN = {
  ...{ legalName: 'Mornings e.V.', registration: 'Berlin, VR 1' },
  ...{ since: FIRST.from, rhythm: 'QUARTERLY', graceDays: 366 },
};
const offer = () => ({ sponsor, team, feeBasisPoints: 1_000, terms: 'One in ten.', from: FIRST.from });
const eur = (decimal: string) => ({ decimal, currency: 'EUR' });

beforeAll(async () => {
  hub = await WholeHub.open();
  treasurer = await hub.person('treasurer');
  board = await hub.person('board-member');
  lead = await hub.person();
  holder = await hub.person();
  team = await form(lead, 'Evenings');
  sponsor = await form(holder, 'Mornings');
  keeper = await hub.person({ role: 'team-treasurer', of: sponsor });
});
afterAll(() => hub[Symbol.asyncDispose]());

/** What of this sponsorship waits for somebody. */
async function waits(by: string): Promise<readonly string[]> {
  type Row = { kind: string; subject: string; title: string };
  const { access } = await hub.ofHub<{ access: { waiting: { nodes: Row[] } } }>(
    by,
    'access { waiting(first: 100) { nodes { kind subject title } } }',
  );
  return access.waiting.nodes
    .filter(({ subject }) => subject === sponsorship)
    .map(({ kind, title }) => `${kind} ${title}`);
}

test('a team with books of its own offers, the other agrees, and the hub consents: three people', async () => {
  expect(await give(holder, 'offerTeamSponsorship', offer())).toEqual({ code: 'sponsor-files-no-books' });
  await ofTeam(holder, 'recordIncorporation', { team: sponsor, ...PLAN });
  const nobody = 'cee:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
  const table: readonly (readonly [string, object])[] = [
    ['team-is-unknown', { team: nobody, feeBasisPoints: -1 }],
    ['sponsor-is-the-team', { team: sponsor, feeBasisPoints: -1 }],
    ['sponsor-files-no-books', { from: quarter(3) }],
    ['fee-is-out-of-range', { feeBasisPoints: 5_001, to: FIRST.from }],
    ['period-is-empty', { to: FIRST.from }],
    ['sponsorship-has-not-arrived', { continues: 'cee:sponsorship:01JD3Z7N4QK8R2V6X0Y5ABCDEF' }],
  ];
  for (const [code, change] of table) {
    expect(await give(holder, 'offerTeamSponsorship', { ...offer(), ...change }), code).toEqual({ code });
  }
  expect(await give(lead, 'offerTeamSponsorship', offer())).toEqual({ code: 'role-is-missing' });
  const declined = await give(holder, 'offerTeamSponsorship', offer());
  expect(await give(lead, 'declineSponsorship', { sponsorship: declined.id, reason: 'Too much.' })).toMatchObject({
    status: 'DECLINED',
    declineReason: 'Too much.',
  });
  const offered = await give(holder, 'offerTeamSponsorship', offer());
  sponsorship = offered.id;
  expect(offered).toMatchObject({ status: 'OFFERED', sponsor: { id: sponsor }, fund: null, held: null });
  expect(await give(holder, 'offerTeamSponsorship', offer())).toEqual({ code: 'team-is-sponsored' });
  const terms = { team, feeBasisPoints: 0, terms: 'x', from: FIRST.from };
  expect(await give(board, 'offerSponsorship', terms)).toEqual({ code: 'team-is-sponsored' });
  expect(await give(board, 'consentToSponsorship', { sponsorship })).toEqual({ code: 'sponsorship-is-not-agreed' });
  expect([await waits(lead), await waits(holder)]).toEqual([['ACCEPT_SPONSORSHIP Evenings'], []]);
  expect(await give(lead, 'acceptSponsorship', { sponsorship })).toMatchObject({ status: 'AGREED', fund: null });
  expect([await waits(lead), await waits(board)]).toEqual([[], ['CONSENT_TO_SPONSORSHIP Evenings']]);
  expect(await give(lead, 'consentToSponsorship', { sponsorship })).toEqual({ code: 'role-is-missing' });
  expect(await give(treasurer, 'consentToSponsorship', { sponsorship })).toMatchObject({
    status: 'ACTIVE',
    held: { asOf: FIRST.from, balances: [], missing: [{ from: FIRST.from, holdsMoneyOf: [{ id: team }] }, {}, {}] },
    permissions: { bookIncome: { code: 'sponsor-is-a-team' }, decline: { code: 'sponsorship-is-not-offered' } },
  });
  const income = { sponsorship, amount: eur('1.00'), counterparty: 'PUBLIC', day: FIRST.from };
  expect(await give(treasurer, 'bookSponsoredIncome', income)).toEqual({ code: 'sponsor-is-a-team' });
  const { team: found } = await hub.ask<{ team: { ownBooks: { holds: Made[] } } }>(
    undefined,
    `{ team(id: "${sponsor}") { ownBooks { holds { id team { name } } } } }`,
  );
  expect(found.ownBooks.holds).toEqual([{ id: sponsorship, team: { name: 'Evenings' } }]);
  // Two books would tell of the same money, or none.
  expect(await ofTeam(lead, 'recordIncorporation', { team, ...PLAN })).toEqual({ code: 'team-is-sponsored' });
  const end = { team: sponsor, until: quarter(0), reason: 'No more.' };
  expect(await ofTeam(treasurer, 'endTeamBooks', end)).toEqual({ code: 'team-holds-money' });
});

const line = (account: string, minor: number) => ({ account, currency: 'EUR', amountMinor: String(minor) });
const row = (sourceId: string, day: string, from: string, to: string, minor: number) => ({
  ...{ sourceId, day },
  postings: [line(from, -minor), line(to, minor)],
});

async function file(period: { from: string; to: string }, rows: object[], rest: object = {}): Promise<Made> {
  const fileSha256 = sha256(JSON.stringify(rows));
  const give = (verb: string, input: object) => hub.give(keeper, verb, 'TeamFiling', input, 'id status');
  const started = await give('startTeamFiling', { team: sponsor, ...period, fileSha256, ...rest });
  if (started.code !== undefined) return started;
  await give('stageTeamFiling', { filing: started.id, batch: 0, entries: rows });
  return give('completeTeamFiling', { filing: started.id, fileSha256, batches: 1, rows: rows.length });
}

const held = async () =>
  (await hub.ask<{ sponsorship: Made }>(lead, `{ sponsorship(id: "${sponsorship}") { ${FIELDS} } }`)).sponsorship;

test('the team directs what is paid, and the sponsor’s filed books say what was', async () => {
  const direct = { sponsorship, amount: eur('30.00'), about: 'Rooms, to the landlord.' };
  expect(await give(holder, 'directPayment', direct)).toEqual({ code: 'role-is-missing' });
  expect(await give(lead, 'directPayment', { ...direct, amount: eur('0.00') })).toEqual({
    code: 'amount-is-not-positive',
  });
  const { directions } = (await give(lead, 'directPayment', direct)) as unknown as { directions: Made[] };
  const direction = directions[0]?.id ?? '';
  const seen = async (by: string | undefined) =>
    (
      await hub.ask<{ sponsorship: { directions: Made[] } }>(
        by,
        `{ sponsorship(id: "${sponsorship}") { directions { about } } }`,
      )
    ).sponsorship.directions;
  expect([await waits(lead), await waits(keeper)]).toEqual([[], ['ANSWER_DIRECTION 30.00 EUR']]);
  expect(await seen(undefined)).toEqual([{ about: null }]);
  expect(await seen(keeper)).toEqual([{ about: 'Rooms, to the landlord.' }]);
  expect(await give(lead, 'answerDirection', { direction, paidOn: FIRST.from })).toEqual({ code: 'role-is-missing' });
  expect(await give(keeper, 'answerDirection', { direction })).toEqual({ code: 'reason-is-missing' });
  expect(await give(keeper, 'answerDirection', { direction, paidOn: '2999-01-01' })).toEqual({
    code: 'day-is-in-the-future',
  });
  expect(await give(lead, 'endSponsorship', { sponsorship, moveTo: 'cee' })).toEqual({ code: 'directions-are-open' });
  expect(await give(keeper, 'answerDirection', { direction, paidOn: FIRST.from })).toMatchObject({
    directions: [{ status: 'PAID', paidOn: FIRST.from, permissions: { answer: { code: 'direction-is-answered' } } }],
  });
  expect(await give(keeper, 'answerDirection', { direction, paidOn: FIRST.from })).toEqual({
    code: 'direction-is-answered',
  });
  const ours = (name: string, isMovement = false) => ({ name, sponsorship, isMovement });
  const accounts = [ours('Income:Evenings'), ours('Expenses:Evenings'), ours('Expenses:Evenings fee', true)];
  const strange = {
    name: 'Income:Evenings',
    sponsorship: sponsorship.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  };
  expect(await file(FIRST, [], { accounts: [strange] })).toEqual({ code: 'sponsorship-is-not-of-the-team' });
  expect(await file(FIRST, [], { accounts: [ours('Liabilities:Evenings')] })).toEqual({
    code: 'account-is-neither-income-nor-spending',
  });
  const rows = [
    row('a', FIRST.from, 'Income:Evenings', 'Assets:Bank', 10_000),
    row('b', FIRST.from, 'Income:Own', 'Assets:Bank', 5_000),
    row('c', FIRST.from, 'Assets:Bank', 'Expenses:Evenings', 3_000),
    row('d', FIRST.from, 'Assets:Bank', 'Expenses:Own', 700),
    row('e', FIRST.from, 'Income:Fees', 'Expenses:Evenings fee', 1_000),
    row('f', FIRST.from, 'Assets:Bank', 'Expenses:Evenings', 200),
  ];
  const notes = [...accounts, { name: 'Income:Fees', isMovement: true }];
  expect(await file(FIRST, rows, { accounts: notes })).toMatchObject({ status: 'FILED' });
  const found = await held();
  expect(found['held']).toMatchObject({
    asOf: SECOND.from,
    balances: [eur('58.00')],
    cameIn: [eur('100.00')],
    spent: [eur('42.00')],
    directed: [eur('30.00')],
    fees: [eur('10.00')],
    // The fee, and two euros of which the team never said anything.
    notDirected: [eur('12.00')],
    missing: [
      { from: SECOND.from, status: 'DUE' },
      { from: quarter(0), status: 'RUNNING' },
    ],
  });
  expect(
    new Set(
      JSON.parse(String(found['statement'])).lines.map(({ amountMinor }: { amountMinor: string }) => amountMinor),
    ),
  ).toEqual(new Set(['10000', '-3000', '-1000', '-200']));
});

interface Figures {
  readonly income: { readonly decimal: string }[];
  readonly spending: { readonly decimal: string }[];
  readonly netAssets: { readonly decimal: string }[];
}

const ask = async () =>
  (
    await hub.ofHub<{ consolidatedBooks: Figures & { eliminated: { decimal: string }[] } }>(
      undefined,
      `consolidatedBooks(from: "${FIRST.from}", to: "${SECOND.to}") { income { decimal } spending { decimal }
        netAssets { decimal } eliminated { decimal } }`,
    )
  ).consolidatedBooks;

test('what hub and sponsor have together counts the team’s money once, also what the hub granted to it', async () => {
  const { id: fund } = await hub.give(treasurer, 'openFund', 'Fund', { hub: 'cee', code: 'general', name: 'General' });
  const post = (kind: string, effectiveDay: string, postings: object[]) =>
    hub.give(treasurer, 'postEntry', 'JournalEntry', { hub: 'cee', kind, effectiveDay, postings });
  const bank = { account: 'assets:bank:main', fund };
  const gift = { account: 'income:donations', fund, credit: eur('90.00'), counterparty: 'PUBLIC' };
  await post('gift', SECOND.from, [{ ...bank, debit: eur('90.00') }, gift]);
  // Paid to the account of the sponsor, for the team.
  const grant = { account: 'expenses:grants', fund, debit: eur('40.00'), counterparty: 'TEAM', team };
  await post('grant', SECOND.from, [{ ...bank, credit: eur('40.00') }, grant]);
  const one = (decimal: string) => [{ decimal }];
  // Its second quarter is not here: what was granted stays spending, and the sums say what is missing.
  expect(await ask()).toMatchObject({
    income: one('240.00'),
    spending: one('79.00'),
    netAssets: one('161.00'),
    eliminated: [],
  });
  const rows = [
    row('g', SECOND.from, 'Income:Evenings from hub', 'Assets:Bank', 4_000),
    row('h', SECOND.from, 'Assets:Bank', 'Expenses:Evenings', 1_000),
  ];
  const notes = [{ name: 'Income:Evenings from hub', sponsorship, isMovement: true }];
  expect(await file(SECOND, rows, { accounts: notes })).toMatchObject({ status: 'FILED' });
  // 90 and 150 from outside; 49 less the 10 of the fee that stayed inside, and 10 for rooms.
  expect(await ask()).toMatchObject({
    income: one('240.00'),
    spending: one('49.00'),
    netAssets: one('191.00'),
    eliminated: one('40.00'),
  });
  expect((await held())['held']).toMatchObject({ balances: [eur('88.00')], missing: [{ status: 'RUNNING' }] });
});

test('it goes on at the hub, with the history as the books had it then, and no fee is taken again', async () => {
  expect(await give(lead, 'endSponsorship', { sponsorship })).toEqual({ code: 'sponsorship-has-money' });
  expect(await give(lead, 'endSponsorship', { sponsorship, moveTo: 'nowhere' })).toEqual({
    code: 'hub-is-not-authorised',
  });
  const ended = await give(lead, 'endSponsorship', { sponsorship, moveTo: 'cee' });
  expect(ended).toMatchObject({ status: 'ENDED', statementDigest: sha256(String(ended['statement'])) });
  const total = JSON.parse(String(ended['statement'])).lines.reduce(
    (sum: number, { amountMinor }: { amountMinor: string }) => sum + Number(amountMinor),
    0,
  );
  expect(total).toBe(8_800);
  expect(await give(lead, 'directPayment', { sponsorship, amount: eur('1.00'), about: 'x' })).toEqual({
    code: 'sponsorship-is-not-active',
  });
  // Books that are filed again change what is held, not what was said as it ended.
  await file(SECOND, [row('h', SECOND.from, 'Assets:Bank', 'Expenses:Evenings', 1_500)], { reason: 'A bill.' });
  expect(await held()).toMatchObject({ statement: ended['statement'], held: { balances: [eur('43.00')] } });

  const terms = { team, feeBasisPoints: 500, terms: 'x', from: quarter(0), continues: sponsorship };
  const next = (await give(board, 'offerSponsorship', terms)).id;
  await give(lead, 'acceptSponsorship', { sponsorship: next });
  const arrived = { sponsorship: next, amount: eur('88.00'), counterparty: 'PUBLIC', day: dayOf(Date.now()) };
  const booked = await give(treasurer, 'bookSponsoredIncome', { ...arrived, isFromBefore: true });
  expect(booked).toMatchObject({ beforeHere: { id: sponsorship } });
  const fund = sponsorshipOf(hub.node.read, next)?.fund ?? '';
  expect(fundBalancesOf(hub.node.read, fund)[0]?.postedMinor).toBe(8_800n);

  // And back: the hub ends, and pays out what it holds when it consents.
  expect(await give(lead, 'endSponsorship', { sponsorship: next, moveTo: 'cee' })).toMatchObject({ status: 'ENDED' });
  expect(fundBalancesOf(hub.node.read, fund)[0]?.postedMinor).toBe(8_800n);
  const again = await give(holder, 'offerTeamSponsorship', { ...offer(), from: SECOND.from, continues: next });
  await give(lead, 'acceptSponsorship', { sponsorship: again.id });
  expect(await give(board, 'consentToSponsorship', { sponsorship: again.id })).toMatchObject({ status: 'ACTIVE' });
  expect(fundBalancesOf(hub.node.read, fund)[0]?.postedMinor).toBe(0n);
  // Of days of which both times tell, what the hub granted is left out once.
  expect(await ask()).toMatchObject({ eliminated: [{ decimal: '40.00' }] });
  // What was only said may add up to more than books hold.
  const huge = { sponsorship: again.id, amount: eur('46116860184273879.03'), about: 'x' };
  for (let n = 0; n < 3; n += 1) await give(lead, 'directPayment', huge);
  const found = () => hub.ask<{ sponsorship: Made }>(lead, `{ sponsorship(id: "${again.id}") { ${FIELDS} } }`);
  for (const { id } of (await found()).sponsorship['directions'] as Made[]) {
    await give(keeper, 'answerDirection', { direction: id, paidOn: FIRST.from });
  }
  expect((await found()).sponsorship['held']).toMatchObject({ directed: [eur('138350580552821637.09')] });
});

test('what a hub held before comes by transfers, and is booked no second time', () => {
  const given = { status: 'ACTIVE', team, fund: 'cee:fund:x', feeBasisPoints: 0, continues: 'andes:sponsorship:x' };
  const booked = (fund: string) =>
    decideBookSponsoredIncome(
      {
        ...{ type: 'BookSponsoredIncome', at: Date.now(), by: treasurer, sponsorship, entry: 'cee:entry:x' },
        ...{ currency: 'EUR', amountMinor: 1n, counterparty: 'PUBLIC', day: FIRST.from, isFromBefore: true },
      },
      {
        sponsorship: given as unknown as SponsorshipState,
        arrived: { fund } as ArrivedSponsorship,
        general: { id: 'cee:fund:y' } as Fund,
        slice: sliceOf(hub.node.read, Date.now()),
      },
    ) as { code?: string };
  expect(booked('andes:fund:x').code).toBe('sponsor-is-the-hub');
  expect(booked('').code).not.toBe('sponsor-is-the-hub');
});

test('what was so at the offer may have changed before the hub consents', () => {
  const found = (id: string) => sponsorshipOf(hub.node.read, id);
  const consent = {
    type: 'ConsentToSponsorship',
    sponsorship,
    at: Date.parse(quarter(0)),
    by: 'cee:person:x',
  } as const;
  const plan = { since: FIRST.from, months: 3, graceDays: 1 } as TeamBooksState;
  const [agreed] = [{ ...found(sponsorship), status: 'AGREED', from: SECOND.from } as SponsorshipState];
  const state = { sponsorship: agreed, arrived: undefined, books: plan, ownBooks: undefined, isLate: false };
  const paid = () => [{ type: 'EntryPosted' }];
  const code = (change: object, at = consent.at) =>
    (decideConsentToSponsorship({ ...consent, at }, { ...state, payout: paid, ...change }) as { code?: string }).code;
  expect(code({})).toBeUndefined();
  expect(code({ books: { ...plan, until: SECOND.from } })).toBe('sponsor-files-no-books');
  expect(code({ ownBooks: plan })).toBe('team-is-incorporated');
  expect(code({ ownBooks: { ...plan, until: SECOND.to } })).toBe('team-is-incorporated');
  expect(code({ ownBooks: { ...plan, until: SECOND.from } })).toBeUndefined();
  // Paid out before the first day, it would be spent twice.
  expect(code({}, Date.parse(FIRST.from))).toBe('day-is-in-the-future');
  expect(code({ payout: () => [] }, Date.parse(FIRST.from))).toBeUndefined();
});
