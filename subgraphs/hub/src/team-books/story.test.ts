import { encodeFinanceId } from '@hubgraph/books';
import { dayOf, sha256 } from '@hubgraph/kernel';
import { testWhoMay } from '@hubgraph/node/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Made, WholeHub } from '../expenses/running-hub.test-helper.ts';
import { roles } from '../roles.ts';
import { policy } from './policy.ts';

/** The first day of a quarter that ended some quarters before today. */
function quarter(ago: number): string {
  const now = new Date();
  const month = now.getUTCFullYear() * 12 + now.getUTCMonth() - (now.getUTCMonth() % 3) - 3 * ago;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

let hub: WholeHub;
let [treasurer, keeper, stranger, lead, team] = ['', '', '', '', ''];
const FIRST = { from: quarter(3), to: quarter(2) };
const SECOND = { from: quarter(2), to: quarter(1) };
const FILE = sha256('first');
const FIELDS = `id version status stagedBatches stagedRows income { decimal currency } spending { decimal currency } openingGap { decimal }
  accounts { nodes { name amount { decimal } } } entries { nodes { day postings { accountName counterparty purpose spentIn amount { decimal } } } }
  permissions { stage { code } complete { code } drop { code } }`;
const give = (by: string, verb: string, input: object) => hub.give(by, verb, 'TeamFiling', input, FIELDS);
const ofTeam = (by: string, verb: string, input: object) => hub.give(by, verb, 'Team', input);

interface Unfiled {
  readonly from: string;
  readonly status: string;
}

async function unfiled(args = ''): Promise<readonly Unfiled[]> {
  const answer = await hub.ofHub<{ unfiledTeamBooks: { nodes: Unfiled[] } }>(
    undefined,
    `unfiledTeamBooks${args} { totalCount nodes { from status } }`,
  );
  return answer.unfiledTeamBooks.nodes;
}

const line = (account: string, amountMinor: string, currency = 'EUR') => ({ account, currency, amountMinor });
const entry = (sourceId: string, day: string, from: string, to: string, minor: number) => ({
  sourceId,
  day,
  postings: [line(from, String(-minor)), line(to, String(minor))],
});
const BANK = 'Assets:Bank';

beforeAll(async () => {
  hub = await WholeHub.open();
  treasurer = await hub.person('treasurer');
  lead = await hub.person();
  team = (await hub.give(lead, 'formTeam', 'Team', { hub: 'cee', name: 'Evenings', charter: 'We meet.' })).id;
  keeper = await hub.person({ role: 'team-treasurer', of: team });
  stranger = await hub.person({ role: 'team-treasurer', of: 'cee:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF' }, 'staff', 'coach');
});
afterAll(() => hub[Symbol.asyncDispose]());

testWhoMay(policy, roles, {
  RecordIncorporation: ['treasurer'],
  EndTeamBooks: ['treasurer'],
  StartTeamFiling: ['treasurer'],
  TakeTeamFilingBatch: ['treasurer'],
  CompleteTeamFiling: ['treasurer'],
  DropTeamFiling: ['treasurer'],
});

const PLAN = {
  legalName: 'Evenings e.V.',
  registration: 'Berlin, VR 1',
  since: FIRST.from,
  rhythm: 'QUARTERLY',
  graceDays: 100,
};

test('a team is incorporated, and its books are asked for from then on', async () => {
  const table: readonly (readonly [string, object])[] = [
    ['team-is-unknown', { team: 'cee:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF', since: '2026-02-02' }],
    ['day-begins-no-month', { since: '2026-02-02', graceDays: 0 }],
    ['day-is-too-early', { since: '1990-01-01', graceDays: 0 }],
    ['grace-is-out-of-range', { graceDays: 367 }],
  ];
  for (const [code, change] of table) {
    expect(await ofTeam(treasurer, 'recordIncorporation', { team, ...PLAN, ...change })).toEqual({ code });
  }
  expect(await ofTeam(stranger, 'recordIncorporation', { team, ...PLAN })).toEqual({ code: 'role-is-missing' });
  expect(await give(treasurer, 'startTeamFiling', { team, ...FIRST, fileSha256: FILE })).toEqual({
    code: 'team-is-not-incorporated',
  });
  expect(await unfiled()).toEqual([]);
  expect(await ofTeam(lead, 'recordIncorporation', { team, ...PLAN })).toEqual({ id: team });
  expect(await ofTeam(lead, 'recordIncorporation', { team, ...PLAN })).toEqual({ code: 'team-is-incorporated' });
  expect((await unfiled()).map(({ from }) => from)).toEqual([FIRST.from, SECOND.from, quarter(1)]);
  expect((await unfiled('(status: LATE)')).map(({ from }) => from)).toContain(FIRST.from);
  expect(await unfiled('(status: RUNNING)')).toEqual([{ from: quarter(0), status: 'RUNNING' }]);
  expect(await unfiled(`(from: "${SECOND.from}", to: "${SECOND.to}")`)).toHaveLength(1);
});

/** What of books waits for somebody, as kind and first day. */
async function waits(by: string): Promise<readonly string[]> {
  type Row = { kind: string; subject: string; part: string };
  const { access } = await hub.ofHub<{ access: { waiting: { nodes: Row[] } } }>(
    by,
    'access { waiting(first: 100) { nodes { kind subject part } } }',
  );
  return access.waiting.nodes.filter(({ subject }) => subject === team).map(({ kind, part }) => `${kind} ${part}`);
}

test('what is due waits for those who keep the books, what is late for the hub’s treasurer too', async () => {
  const all = [FIRST.from, SECOND.from, quarter(1)];
  for (const one of [lead, keeper]) expect(await waits(one)).toEqual(all.map((day) => `FILE_TEAM_BOOKS ${day}`));
  // A hundred days of grace: how many are late hangs on the day of the year, the first always is.
  const late = (await unfiled('(status: LATE)')).map(({ from }) => `LATE_TEAM_BOOKS ${from}`);
  expect(late.length).toBeGreaterThan(0);
  expect(await waits(treasurer)).toEqual(late);
  expect(await waits(stranger)).toEqual([]);
});

let filing = '';

test('a filing is begun for a period of the team that has ended', async () => {
  const start = { team, ...FIRST, fileSha256: FILE };
  const table: readonly (readonly [string, object])[] = [
    ['file-digest-is-malformed', { fileSha256: 'x', to: FIRST.from }],
    ['period-is-empty', { to: FIRST.from, country: 'Germany' }],
    ['period-is-not-of-the-team', { to: SECOND.to, country: 'Germany' }],
    ['period-has-not-ended', { from: quarter(0), to: quarter(-1), country: 'Germany' }],
    ['country-is-malformed', { country: 'Germany', accounts: [{ name: 'Bank' }] }],
    ['account-type-is-unknown', { accounts: [{ name: 'Bank:Main' }] }],
    ['accounts-are-too-many', { accounts: Array.from({ length: 501 }, (_, n) => ({ name: `Assets:Bank ${n}` })) }],
  ];
  for (const [code, change] of table) {
    expect(await give(keeper, 'startTeamFiling', { ...start, ...change }), code).toEqual({ code });
  }
  expect(await give(stranger, 'startTeamFiling', start)).toEqual({ code: 'role-is-missing' });
  const accounts = [
    { name: 'Income:Hub', isMovement: true },
    { name: 'Expenses:Rooms', purpose: 'education' },
  ];
  const started = await give(keeper, 'startTeamFiling', { ...start, country: 'DE', accounts });
  expect(started).toMatchObject({
    status: 'OPEN',
    version: 1,
    income: null,
    permissions: { complete: { code: null } },
  });
  filing = started.id;
  expect(await give(lead, 'startTeamFiling', start)).toMatchObject({ id: filing });
  expect(await give(lead, 'startTeamFiling', { ...start, fileSha256: sha256('other') })).toEqual({
    code: 'filing-is-open',
  });
});

const ROWS = [
  entry('o', FIRST.from, 'Equity:Opening', BANK, 10_000),
  entry('a', FIRST.from, 'Income:Hub', BANK, 5_000),
  entry('b', dayOf(Date.parse(FIRST.to) - 86_400_000), BANK, 'Expenses:Rooms', 2_550),
];

test('batches are taken in order, once, and by the rules of the ledger', async () => {
  const stage = (batch: number, entries: object[]) => give(keeper, 'stageTeamFiling', { filing, batch, entries });
  const [opening, income, rooms] = ROWS as [object, object, object];
  const odd = { sourceId: 'x', day: FIRST.from };
  const table: readonly (readonly [string, number, object[]])[] = [
    ['batch-is-empty', 1, []],
    ['batch-has-too-many-rows', 1, Array.from({ length: 501 }, (_, n) => ({ ...odd, sourceId: `${n}`, postings: [] }))],
    ['batch-is-out-of-order', 1, [opening]],
    ['source-id-is-malformed', 0, [{ ...odd, sourceId: 'a b', day: FIRST.to, postings: [] }]],
    ['row-is-repeated', 0, [opening, opening]],
    ['day-is-outside-the-period', 0, [{ ...odd, day: FIRST.to, postings: [line('Bank', '1')] }]],
    ['account-type-is-unknown', 0, [{ ...odd, postings: [line('Bank', '1')] }]],
    [
      'balance-is-too-large',
      0,
      [1, 2].map((n) => ({
        ...entry(`${n}`, FIRST.from, BANK, 'Expenses:X', 0),
        postings: [line('Expenses:X', String(2n ** 62n - 1n)), line(BANK, String(1n - 2n ** 62n))],
      })),
    ],
  ];
  for (const [code, batch, entries] of table) expect(await stage(batch, entries), code).toEqual({ code });
  expect((await stage(0, [{ ...odd, postings: [line('Expenses:X', '1'), line(BANK, '-2')] }])).code).toMatch(/balance/);
  expect(await give(stranger, 'stageTeamFiling', { filing, batch: 0, entries: [opening] })).toEqual({
    code: 'role-is-missing',
  });
  expect(await stage(0, [opening, income])).toMatchObject({ stagedBatches: 1, stagedRows: 2, entries: null });
  expect(await stage(0, [opening, income])).toMatchObject({ stagedBatches: 1 });
  expect(await stage(0, [rooms])).toEqual({ code: 'batch-has-other-rows' });
  expect(await stage(1, [opening])).toEqual({ code: 'row-is-repeated' });
  expect(await stage(1, [rooms])).toMatchObject({ stagedBatches: 2, stagedRows: 3 });
});

test('one last commit makes it the books of the period', async () => {
  const done = { filing, fileSha256: FILE, batches: 2, rows: 3 };
  expect(await give(keeper, 'completeTeamFiling', { ...done, fileSha256: sha256('other'), rows: 4 })).toEqual({
    code: 'file-digest-differs',
  });
  for (const other of [{ rows: 4 }, { batches: 1 }]) {
    expect(await give(keeper, 'completeTeamFiling', { ...done, ...other })).toEqual({ code: 'filing-has-other-rows' });
  }
  expect(await unfiled()).toHaveLength(3);
  // Begun is not filed.
  expect(await waits(keeper)).toContain(`FILE_TEAM_BOOKS ${FIRST.from}`);
  const filed = await give(keeper, 'completeTeamFiling', done);
  expect(filed).toMatchObject({
    status: 'FILED',
    income: [{ decimal: '50.00', currency: 'EUR' }],
    spending: [{ decimal: '25.50', currency: 'EUR' }],
    openingGap: [],
    permissions: { drop: { code: 'filing-is-complete' } },
  });
  const { nodes } = filed['entries'] as { nodes: { postings: object[] }[] };
  expect(nodes).toHaveLength(3);
  expect(nodes.at(-1)?.postings).toContainEqual({
    ...{ accountName: 'Expenses:Rooms', counterparty: 'SUPPLIER', purpose: 'education', spentIn: 'DE' },
    amount: { decimal: '25.50' },
  });
  expect(nodes.flatMap(({ postings }) => postings)).toContainEqual(
    expect.objectContaining({ accountName: 'Income:Hub', counterparty: 'MOVEMENT' }),
  );
  expect((await unfiled()).map(({ from }) => from)).toEqual([SECOND.from, quarter(1)]);
  expect(await waits(keeper)).not.toContain(`FILE_TEAM_BOOKS ${FIRST.from}`);
  for (const verb of ['completeTeamFiling', 'stageTeamFiling', 'dropTeamFiling']) {
    const input = verb === 'stageTeamFiling' ? { filing, batch: 2, entries: [ROWS[0]] } : { filing };
    const given = verb === 'completeTeamFiling' ? done : input;
    expect(await give(keeper, verb, given)).toEqual({ code: 'filing-is-complete' });
  }
});

async function fileAll(period: object, name: string, rows: object[], rest: object = {}): Promise<Made> {
  const fileSha256 = sha256(name);
  const { id, code } = await give(keeper, 'startTeamFiling', { team, ...period, fileSha256, ...rest });
  if (code !== undefined) throw new Error(code);
  if (rows.length > 0) await give(keeper, 'stageTeamFiling', { filing: id, batch: 0, entries: rows });
  const batches = rows.length > 0 ? 1 : 0;
  return give(keeper, 'completeTeamFiling', { filing: id, fileSha256, batches, rows: rows.length });
}

async function netAssets(to: string): Promise<readonly string[]> {
  const answer = await hub.ask<{ team: { ownBooks: { netAssets: { decimal: string }[] } } }>(
    undefined,
    `{ team(id: "${team}") { ownBooks { netAssets(to: "${to}") { decimal } } } }`,
  );
  return answer.team.ownBooks.netAssets.map(({ decimal }) => decimal);
}

test('what a team owns is carried from period to period, and a gap between them is told', async () => {
  expect(await netAssets(FIRST.to)).toEqual(['124.50']);
  await fileAll(SECOND, 'carried', [entry('c', SECOND.from, BANK, 'Expenses:Rooms', 450)]);
  expect([await netAssets(FIRST.to), await netAssets(SECOND.to)]).toEqual([['124.50'], ['120.00']]);
  const stated = await fileAll({ from: quarter(1), to: quarter(0) }, 'stated', [
    entry('d', quarter(1), 'Equity:Opening', BANK, 12_100),
    entry('e', quarter(1), BANK, 'Expenses:Rooms', 100),
  ]);
  expect(stated).toMatchObject({ openingGap: [{ decimal: '1.00' }] });
  expect(await netAssets(quarter(0))).toEqual(['120.00']);
  expect(await unfiled()).toEqual([]);
});

test('books are filed again with a reason, and the ones before stay readable', async () => {
  expect(await give(keeper, 'startTeamFiling', { team, ...FIRST, fileSha256: FILE })).toEqual({
    code: 'books-were-filed',
  });
  expect(await give(keeper, 'startTeamFiling', { team, ...FIRST, fileSha256: sha256('again') })).toEqual({
    code: 'reason-is-missing',
  });
  const again = await give(keeper, 'startTeamFiling', {
    team,
    ...FIRST,
    fileSha256: sha256('again'),
    reason: 'A bill.',
  });
  const state = async (id: string) =>
    (await hub.ask<{ teamFiling: Made }>(undefined, `{ teamFiling(id: "${id}") { status version reason } }`))
      .teamFiling;
  expect(await state(filing)).toMatchObject({ status: 'FILED' });
  expect(await give(keeper, 'dropTeamFiling', { filing: again.id })).toMatchObject({ status: 'DROPPED' });
  expect(await give(keeper, 'dropTeamFiling', { filing: again.id })).toEqual({ code: 'filing-is-dropped' });
  expect(await state(again.id)).toMatchObject({ reason: null });
  const rows = [...ROWS, entry('f', FIRST.from, BANK, 'Expenses:Bank', 50)];
  const filed = await fileAll(FIRST, 'again', rows, { reason: 'A fee was missing.' });
  expect(filed).toMatchObject({ status: 'FILED', version: 2, spending: [{ decimal: '26.00', currency: 'EUR' }] });
  expect(await state(filing)).toMatchObject({ status: 'REPLACED', version: 1 });
  expect(await state(filed.id)).toMatchObject({ reason: 'A fee was missing.' });
  expect(await netAssets(FIRST.to)).toEqual(['124.00']);
});

test('a period in which nothing happened is filed with no rows; books end where a period does', async () => {
  const late = await hub.person();
  const other = (await hub.give(late, 'formTeam', 'Team', { hub: 'cee', name: 'Mornings', charter: 'We meet.' })).id;
  await hub.give(late, 'recordIncorporation', 'Team', { team: other, ...PLAN });
  const fileSha256 = sha256('');
  const empty = await give(late, 'startTeamFiling', { team: other, ...FIRST, fileSha256 });
  const done = { filing: empty.id, fileSha256, batches: 0, rows: 0 };
  expect(await give(late, 'completeTeamFiling', done)).toMatchObject({ status: 'FILED', income: [], spending: [] });
  const end = { team: other, until: SECOND.to, reason: 'It was dissolved.' };
  expect(await ofTeam(late, 'endTeamBooks', end)).toEqual({ code: 'role-is-missing' });
  const table: readonly (readonly [string, object])[] = [
    ['team-is-not-incorporated', { team: 'cee:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF' }],
    ['day-begins-no-period', { until: dayOf(Date.parse(SECOND.to) + 86_400_000) }],
    ['period-was-filed', { until: FIRST.from }],
  ];
  for (const [code, change] of table) {
    expect(await ofTeam(treasurer, 'endTeamBooks', { ...end, ...change })).toEqual({ code });
  }
  await ofTeam(treasurer, 'endTeamBooks', end);
  expect(await ofTeam(treasurer, 'endTeamBooks', end)).toEqual({ code: 'team-books-have-ended' });
  expect((await unfiled()).map(({ from }) => from)).toEqual([SECOND.from]);
});

test('a country that the hub protects stands in nothing that is filed or was', async () => {
  const board = await hub.person('board-member');
  const protect = (countries: string[]) =>
    hub.give(board, 'setProtectedCountries', 'ProtectedCountries', { hub: 'cee', countries }, 'countries');
  const countryOf = async (id: string) =>
    (await hub.ask<{ teamFiling: Made }>(undefined, `{ teamFiling(id: "${id}") { country } }`)).teamFiling['country'];
  expect(await countryOf(filing)).toBe('DE');
  await protect(['DE']);
  expect(await countryOf(filing)).toBe(null);
  const again = { team, ...SECOND, fileSha256: sha256('protected'), country: 'DE', reason: 'Other rooms.' };
  const { id } = await give(keeper, 'startTeamFiling', again);
  await protect([]);
  expect([await countryOf(filing), await countryOf(id)]).toEqual(['DE', null]);
});

interface Figures {
  readonly income: { readonly decimal: string }[];
  readonly spending: { readonly decimal: string }[];
  readonly netAssets: { readonly decimal: string }[];
}

const FIGURES = 'income { decimal } spending { decimal } netAssets { decimal }';

async function consolidated(from: string, to: string) {
  const { consolidatedBooks } = await hub.ofHub<{
    consolidatedBooks: Figures & {
      readonly entities: (Figures & { readonly team: { readonly id: string } | null })[];
      readonly eliminated: { readonly decimal: string }[];
      readonly missing: Unfiled[];
      readonly isComplete: boolean;
    };
  }>(
    undefined,
    `consolidatedBooks(from: "${from}", to: "${to}") { ${FIGURES} eliminated { decimal }
      entities { team { id } ${FIGURES} } missing { from status } isComplete }`,
  );
  const plain = ({ income, spending, netAssets }: Figures) =>
    [income, spending, netAssets].map((moneys) => moneys.map(({ decimal }) => decimal).join(' '));
  const { entities, eliminated, missing, isComplete } = consolidatedBooks;
  return {
    all: plain(consolidatedBooks),
    entities: Object.fromEntries(entities.map((one) => [one.team?.id ?? 'hub', plain(one)])),
    eliminated: eliminated.map(({ decimal }) => decimal),
    missing,
    isComplete,
  };
}

test('what hub and teams have together counts what went between them once, and names what is missing', async () => {
  const { id: fund } = await hub.give(treasurer, 'openFund', 'Fund', { hub: 'cee', code: 'general', name: 'General' });
  const eur = (decimal: string) => ({ decimal, currency: 'EUR' });
  const post = (kind: string, effectiveDay: string, postings: object[]) =>
    hub.give(treasurer, 'postEntry', 'JournalEntry', { hub: 'cee', kind, effectiveDay, postings });
  const bank = { account: 'assets:bank:main', fund };
  const grant = (day: string, amount: string) =>
    post('grant', day, [
      { ...bank, credit: eur(amount) },
      { account: 'expenses:grants', fund, debit: eur(amount), counterparty: 'TEAM', team },
    ]);
  const gift = { account: 'income:donations', fund, credit: eur('200.00'), counterparty: 'PUBLIC' };
  await post('gift', FIRST.from, [{ ...bank, debit: eur('200.00') }, gift]);
  await grant(FIRST.from, '45.00');
  await grant(quarter(0), '7.00');
  const first = await consolidated(FIRST.from, FIRST.to);
  expect(first.entities).toMatchObject({
    hub: ['200.00', '45.00', '155.00'],
    [team]: ['', '26.00', '124.00'],
  });
  expect(first).toMatchObject({ eliminated: ['45.00'], missing: [], isComplete: true });
  expect(first.all).toEqual(['200.00', '26.00', '279.00']);
  const all = await consolidated(FIRST.from, quarter(-1));
  // What was granted in a quarter whose books are not here stays spending: nobody else has told of it.
  expect(all.all).toEqual(['200.00', '38.50', '268.00']);
  expect(all.isComplete).toBe(false);
  expect(all.missing).toEqual([
    { from: quarter(0), status: 'RUNNING' },
    { from: SECOND.from, status: expect.stringMatching(/DUE|LATE/) },
  ]);
  const id = encodeFinanceId({ from: FIRST.from, to: quarter(-1), reportCurrency: 'EUR', acceptPartial: false });
  const source = `{ _entities(representations: [{ __typename: "MovementFinance", id: "${id}" }]) { ... on MovementFinance { hubs {
    cells { entity kind amountMinor } positions { entity amountMinor } coverage { missingBooks { node team from to status } } } } } }`;
  interface Cell {
    readonly entity: string | null;
    readonly kind: string;
    readonly amountMinor: string;
  }
  const {
    _entities: [{ hubs }],
  } = await hub.ask<{ _entities: [{ hubs: { cells: Cell[]; positions: Cell[]; coverage: object } }] }>(
    undefined,
    source,
  );
  const sum = (rows: readonly Cell[], kind?: string) =>
    rows.reduce((total, one) => (one.kind === kind ? total + Number(one.amountMinor) : total), 0);
  expect([sum(hubs.cells, 'INCOME'), sum(hubs.cells, 'EXPENSE'), sum(hubs.positions)]).toEqual([20_000, 3_850, 26_800]);
  expect(new Set(hubs.cells.map(({ entity }) => entity))).toEqual(new Set([null, team, 'eliminated']));
  expect(hubs.coverage).toEqual({
    missingBooks: [
      { node: 'cee', team, from: quarter(0), to: quarter(-1), status: 'RUNNING' },
      expect.objectContaining({ node: 'cee', from: SECOND.from, to: SECOND.to }),
    ],
  });
  const { nodes } = (
    await hub.ask<{ team: { ownBooks: { filings: { nodes: { withHub: object }[] } } } }>(
      undefined,
      `{ team(id: "${team}") { ownBooks { filings { nodes { withHub { granted { decimal } received { decimal } difference { decimal } } } } } } }`,
    )
  ).team.ownBooks.filings;
  expect(nodes.map(({ withHub }) => withHub)).toContainEqual([
    { granted: { decimal: '45.00' }, received: { decimal: '50.00' }, difference: { decimal: '-5.00' } },
  ]);
});

test('resources that the hub has declared are filed beside money, and are in no figure of it', async () => {
  const day = quarter(1);
  const hours = {
    sourceId: 'hours',
    day,
    postings: [line('Income:Volunteers', '-750', 'HOURS'), line('Expenses:Volunteers', '750', 'HOURS')],
  };
  const rows = [entry('rooms', day, BANK, 'Expenses:Rooms', 100), hours];
  const period = { from: day, to: quarter(0) };
  const fileSha256 = sha256('hours');
  const { id } = await give(keeper, 'startTeamFiling', { team, ...period, fileSha256, reason: 'With hours.' });
  const stage = () => give(keeper, 'stageTeamFiling', { filing: id, batch: 0, entries: rows });
  expect(await stage()).toEqual({ code: 'resource-is-unknown' });
  const before = await netAssets(quarter(0));
  const declared = { hub: 'cee', code: 'HOURS', kind: 'STAFF_TIME', name: 'Hours', places: 2 };
  await hub.give(treasurer, 'declareResource', 'Resource', declared, 'code');
  await stage();
  const resources = 'resourcesReceived { currency decimal } resourcesGiven { decimal }';
  const done = { filing: id, fileSha256, batches: 1, rows: 2 };
  expect(await hub.give(keeper, 'completeTeamFiling', 'TeamFiling', done, `${FIELDS} ${resources}`)).toMatchObject({
    spending: [{ decimal: '1.00', currency: 'EUR' }],
    income: [{ decimal: '0.00', currency: 'EUR' }],
    resourcesReceived: [{ currency: 'HOURS', decimal: '7.50' }],
    resourcesGiven: [{ decimal: '7.50' }],
    accounts: { nodes: expect.arrayContaining([{ name: 'Income:Volunteers', amount: { decimal: '-7.50' } }]) },
  });
  expect(before).toEqual(['120.00']);
  const { consolidatedBooks } = await hub.ofHub<{ consolidatedBooks: object }>(
    undefined,
    `consolidatedBooks(from: "${day}", to: "${quarter(0)}") { income { currency } spending { currency decimal } }`,
  );
  expect(consolidatedBooks).toEqual({ income: [], spending: [{ currency: 'EUR', decimal: '1.00' }] });
});
