import { until } from '@hubgraph/dev-env';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  AMOUNT,
  dayBack,
  entriesOf,
  type Fixture,
  FUNDRAISER,
  FUNDRAISING,
  fundOf,
  give,
  heads,
  LAWYER,
  personas,
  seeded,
  send,
  settled,
  supportFund,
  today,
  usd,
  world,
} from '../federation/fixture.test-helper.ts';

interface Amount {
  readonly amountMinor: string;
  readonly currency: string;
}

let fixture: Fixture;
beforeAll(async () => {
  fixture = await seeded(2);
  await settled(fixture.movement);
});
afterAll(() => fixture.end());

const HUB = 'east-africa';
const minor = (amounts: readonly { readonly amount: Amount }[]): bigint =>
  amounts.reduce((sum, { amount }) => sum + BigInt(amount.amountMinor), 0n);

async function ask<T>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> {
  const { data, errors } = await fixture.movement.client.ask<T>(query, variables);
  expect(errors).toBeUndefined();
  if (data === undefined || data === null) throw new Error('No data.');
  return data;
}

describe('the thread', () => {
  test('goes back from a receipt to the votes, in one query', async () => {
    const { ids, movement } = fixture;
    const { receipt } = await ask<{ receipt: Record<string, unknown> }>(
      `query ($id: ID!) { receipt(id: $id) {
        id amount { ${AMOUNT} }
        payment { id amount { ${AMOUNT} }
          award { id application { id team { id hub { id status } } } draws { fund { id code } amount { ${AMOUNT} } } }
          sources { amount { ${AMOUNT} } basis origin fund { id code } entry
            disbursement { id status toHub { id } received { status entryId }
              allocation { id amount { ${AMOUNT} }
                framework { id status
                  motion { id status kind votes { voter { name } choice } tally { yes no abstain electorate } } } } } } } } }`,
      { id: ids.receipt },
    );
    const fund = { id: await fundOf(movement, HUB), code: 'general' };
    expect(receipt).toMatchObject({
      id: ids.receipt,
      amount: { amountMinor: '265000', currency: 'USD' },
      payment: {
        id: ids.payment,
        amount: { amountMinor: '300000', currency: 'USD' },
        award: {
          id: ids.award,
          application: { id: ids.application, team: { id: ids.team, hub: { id: HUB, status: 'AUTHORISED' } } },
          draws: [{ fund, amount: { amountMinor: '450000', currency: 'USD' } }],
        },
      },
    });
    type Source = {
      amount: Amount;
      basis: string;
      origin: string;
      entry: string;
      disbursement: Record<string, unknown> | null;
    };
    const { sources } = receipt['payment'] as { sources: Source[] };
    expect(sources.map(({ origin, basis }) => [origin, basis])).toEqual([
      ['DISBURSEMENT', 'PRO_RATA'],
      ['DONATION', 'PRO_RATA'],
    ]);
    expect(minor(sources)).toBe(300_000n);
    // The fund held what the framework brought and USD 500 from nearby: each counts by its part.
    const disbursed = BigInt(await amountOfDisbursement(ids.disbursement));
    const share = (300_000n * 50_000n) / (disbursed + 50_000n);
    const gift = BigInt(sources[1]?.amount.amountMinor ?? 0);
    expect(gift === share || gift === share + 1n).toBe(true);
    expect(sources[0]?.disbursement).toMatchObject({
      id: ids.disbursement,
      status: 'BOOKED',
      toHub: { id: HUB },
      received: { status: 'BOOKED', entryId: ids.disbursement },
      allocation: {
        id: ids.allocation,
        amount: { amountMinor: '15000000', currency: 'USD' },
        framework: {
          id: ids.framework,
          status: 'ADOPTED',
          motion: {
            id: ids.motion,
            status: 'ADOPTED',
            kind: 'ADOPT_FRAMEWORK',
            // Three votes may fall into one millisecond; then nothing says which was first.
            votes: expect.arrayContaining(
              ['Adaeze Demo', 'Bjørn Demo', 'Camila Demo'].map((name) => ({ voter: { name }, choice: 'YES' })),
            ),
            tally: { yes: 3, no: 0, abstain: 0, electorate: 4 },
          },
        },
      },
    });
  });

  test('goes forward from a donation to the receipts; the shares add up', async () => {
    const { ids, movement } = fixture;
    interface Use {
      amount: Amount;
      basis: string;
    }
    const { donation } = await ask<{
      donation: {
        amount: Amount;
        remaining: Amount;
        uses: (Use & {
          disbursement: {
            id: string;
            toHub: { id: string };
            amount: Amount;
            uses: (Use & { payment: { id: string; amount: Amount; receipts: { id: string }[] } })[];
          };
        })[];
      };
    }>(
      `query ($id: ID!) { donation(id: $id) { amount { ${AMOUNT} } remaining { ${AMOUNT} } uses { amount { ${AMOUNT} } basis
        disbursement { id toHub { id } amount { ${AMOUNT} } uses { amount { ${AMOUNT} } basis payment { id amount { ${AMOUNT} } receipts { id } } } } } } }`,
      { id: ids.donation },
    );
    expect(donation.uses.map((use) => use.disbursement.toHub.id).sort()).toEqual(
      movement.hubs.map((hub) => hub.id).sort(),
    );
    expect(donation.uses.every((use) => use.basis === 'PRO_RATA')).toBe(true);
    expect(minor(donation.uses) + BigInt(donation.remaining.amountMinor)).toBe(BigInt(donation.amount.amountMinor));
    const first = donation.uses.find((use) => use.disbursement.id === ids.disbursement);
    expect(first?.disbursement.uses).toHaveLength(1);
    expect(first?.disbursement.uses[0]).toMatchObject({
      basis: 'PRO_RATA',
      payment: { id: ids.payment, receipts: [{ id: ids.receipt }] },
    });
  });

  test('goes forward from all donations: what they gave to a disbursement is the whole disbursement', async () => {
    const { movement } = fixture;
    interface Use {
      amount: Amount;
      basis: string;
    }
    const { donations } = await ask<{
      donations: { totalCount: number; nodes: { uses: (Use & { disbursement: { id: string; amount: Amount } })[] }[] };
    }>(
      `{ donations(first: 100) { totalCount nodes { uses { amount { ${AMOUNT} } basis disbursement { id amount { ${AMOUNT} } } } } } }`,
    );
    expect(donations.nodes).toHaveLength(donations.totalCount);
    const given = new Map<string, { given: bigint; whole: string }>();
    for (const { amount, disbursement } of donations.nodes.flatMap((one) => one.uses)) {
      const known = given.get(disbursement.id) ?? { given: 0n, whole: disbursement.amount.amountMinor };
      given.set(disbursement.id, { ...known, given: known.given + BigInt(amount.amountMinor) });
    }
    expect(given.size).toBe(movement.hubs.length);
    // A donation's part is rounded by itself, so that following one costs no look at the million others.
    for (const one of given.values()) {
      const difference = one.given - BigInt(one.whole);
      expect(difference <= donations.totalCount && -difference <= donations.totalCount, String(difference)).toBe(true);
    }
  });

  test('goes forward from a vote to the payments', async () => {
    const { ids } = fixture;
    const { motion } = await ask<{
      motion: {
        votes: unknown[];
        framework: {
          id: string;
          allocations: {
            totalCount: number;
            nodes: {
              id: string;
              amount: Amount;
              parts: {
                hub: { id: string };
                amount: Amount;
                disbursement: {
                  id: string;
                  status: string;
                  amount: Amount;
                  uses: { payment: { receipts: { id: string }[] } }[];
                };
              }[];
            }[];
          };
        };
      };
    }>(
      `query ($id: ID!) { motion(id: $id) { votes { choice } framework { id allocations { totalCount nodes { id amount { ${AMOUNT} }
        parts { hub { id } amount { ${AMOUNT} } disbursement { id status amount { ${AMOUNT} } uses { payment { receipts { id } } } } } } } } } }`,
      { id: ids.motion },
    );
    const { allocations, id } = motion.framework;
    expect([id, motion.votes.length, allocations.totalCount]).toEqual([ids.framework, 3, 1]);
    const [allocation] = allocations.nodes;
    expect(allocation?.id).toBe(ids.allocation);
    const parts = allocation?.parts ?? [];
    expect(parts.map((part) => part.hub.id).sort()).toEqual(['east-africa', 'south-asia']);
    expect(minor(parts).toString()).toBe(allocation?.amount.amountMinor);
    for (const part of parts) {
      expect(part.disbursement).toMatchObject({ status: 'BOOKED', amount: part.amount });
    }
    const spent = parts.find((part) => part.disbursement.id === ids.disbursement)?.disbursement.uses;
    expect(spent).toEqual([{ payment: { receipts: [{ id: ids.receipt }] } }]);
  });

  test('books each transfer in both ledgers, under one id, with the same cites', async () => {
    const { movement, ids } = fixture;
    const { disbursements } = await ask<{
      disbursements: { nodes: { id: string; toHub: { id: string }; entryId: string; received: { entryId: string } }[] };
    }>('{ disbursements { nodes { id toHub { id } entryId received { entryId } } } }');
    expect(disbursements.nodes).toHaveLength(movement.hubs.length);
    const payer = await entriesOf(movement, 'fundraising');
    for (const { id, toHub, entryId, received } of disbursements.nodes) {
      expect([entryId, received.entryId]).toEqual([id, id]);
      const ENTRY = `id status cites { name value } postings { account amount { ${AMOUNT} } counterparty }`;
      type Side = { id: string; status: string; cites: unknown; postings: { account: string; amount: Amount }[] };
      const both = await ask<{ supportBooks: { entry: Side }; hub: { books: { entry: Side } } }>(
        `query ($id: ID!, $hub: ID!) { supportBooks { entry(id: $id) { ${ENTRY} } } hub(id: $hub) { books { entry(id: $id) { ${ENTRY} } } } }`,
        { id, hub: toHub.id },
      );
      const [paid, got] = [both.supportBooks.entry, both.hub.books.entry];
      expect([paid.status, got.status, paid.id, got.id]).toEqual(['POSTED', 'POSTED', id, id]);
      expect(paid.cites).toEqual(got.cites);
      expect(paid.cites).toEqual(
        expect.arrayContaining([
          { name: 'transfer', value: id },
          { name: 'allocation', value: ids.allocation },
          { name: 'framework', value: ids.framework },
          { name: 'motion', value: ids.motion },
        ]),
      );
      const bank = ({ postings }: Side) => postings.find((posting) => posting.account === 'assets:bank:main')?.amount;
      expect(BigInt(bank(paid)?.amountMinor ?? 1)).toBe(-BigInt(bank(got)?.amountMinor ?? 0));
      const inHub = (await entriesOf(movement, toHub.id)).filter((entry) => entry.id === id);
      expect([inHub.length, payer.filter((entry) => entry.id === id).length]).toEqual([1, 1]);
    }
  });
});

async function amountOfDisbursement(id: string): Promise<string> {
  const { disbursement } = await ask<{ disbursement: { amount: Amount } }>(
    `query ($id: ID!) { disbursement(id: $id) { amount { ${AMOUNT} } } }`,
    { id },
  );
  return disbursement.amount.amountMinor;
}

/** A mutation, who may give it, and an input that fits the seeded movement. */
type Step = readonly [field: string, allowed: readonly string[], input: Readonly<Record<string, unknown>>];

const MEMBERS = ['Adaeze Demo', 'Bjørn Demo', 'Camila Demo', 'Daichi Demo'].map((name) => `council/${name}`);
const SECRETARY = 'council/Farid Demo';
const LEAD = `${HUB}/Juma Demo`;
const TREASURER = `${HUB}/Baraka Demo`;
const STAFF = `${HUB}/Otieno Demo`;

async function steps(): Promise<Step[]> {
  const { movement, ids } = fixture;
  const fund = await fundOf(movement, HUB);
  const support = await supportFund(movement);
  const agreement = (
    await ask<{ hub: { trademarkAgreement: { id: string } } }>(`{ hub(id: "${HUB}") { trademarkAgreement { id } } }`)
  ).hub.trademarkAgreement.id;
  const coach = (await movement.client.person(`${HUB}/Halima Demo`)).id;
  const [secretary, lawyer, treasurer] = await Promise.all(
    [SECRETARY, LAWYER, FUNDRAISING].map(async (who) => (await movement.client.person(who)).id),
  );
  const imported = `${HUB}:import:01JD3Z7N4QK8R2V6X0Y5ABCDEF`;
  const entry = (of: string) => ({
    kind: 'invoice',
    effectiveDay: today(),
    postings: [
      { account: 'expenses:services', fund: of, debit: usd('1.00'), counterparty: 'SUPPLIER', purpose: 'rent' },
      { account: 'assets:bank:main', fund: of, credit: usd('1.00') },
    ],
  });
  const posted = async (node: string) => (await entriesOf(movement, node)).find((one) => one.status === 'POSTED')?.id;
  const { endpoint } = movement.spec(HUB).config;
  const proof = await (await fetch(`${endpoint}/.well-known/key-possession`)).text();
  const atHub = movement.spec(HUB).setup.people.map((person) => `${HUB}/${person.name}`);
  return [
    [
      'proposeCountryList',
      [...MEMBERS, SECRETARY],
      { version: 'x', source: 'x', countries: [{ country: 'KE', region: 'A', isGlobalSouth: true }] },
    ],
    [
      'proposeFramework',
      [...MEMBERS, SECRETARY],
      { version: 'x', shares: [{ hub: HUB, shareBasisPoints: 10_000 }], floorBasisPoints: 0 },
    ],
    [
      'proposeHub',
      ['council/Esi Demo'],
      {
        id: HUB,
        name: 'New',
        kind: 'REGIONAL',
        country: 'KE',
        currency: 'KES',
        languages: ['sw'],
        endpoint,
        keyPossession: proof,
      },
    ],
    ['proposeMotion', MEMBERS, { kind: 'SUSPEND_HUB', subject: 'south-asia', rationale: 'A test.' }],
    ['castVote', MEMBERS, { motion: ids.motion, choice: 'NO' }],
    ['closeMotion', [...MEMBERS, SECRETARY], { motion: ids.motion }],
    [
      'recordRates',
      [SECRETARY],
      { base: 'USD', date: dayBack(7), source: 'x', rates: [{ currency: 'EUR', perBase: '1' }] },
    ],
    ['offerTrademarkAgreement', [LAWYER], { hub: HUB, validFrom: today(), validTo: dayBack(-9), terms: 'x' }],
    ['endTrademarkAgreement', [LAWYER], { agreement: 'trademark:agreement:01JD3Z7N4QK8R2V6X0Y5ABCDEF', reason: 'x' }],
    ['openCampaign', [FUNDRAISER], { name: 'x', fund: support }],
    ['receiveDonation', [FUNDRAISER], { campaign: ids.campaign, amount: usd('1.00'), receivedOn: today() }],
    ['allocateFunds', [FUNDRAISING], { fund: support, amount: usd('10.00') }],
    ['disburse', [FUNDRAISING], { allocation: ids.allocation, hub: HUB }],
    ['cancelDisbursement', [FUNDRAISING], { disbursement: ids.disbursement }],
    ['openSupportFund', [FUNDRAISING], { code: 'test-fund', name: 'x' }],
    ['openSupportAccount', [FUNDRAISING], { path: 'assets:bank:test', currency: 'EUR' }],
    ['postSupportEntry', [FUNDRAISING], entry(support)],
    ['reverseSupportEntry', [FUNDRAISING], { entry: await posted('fundraising'), effectiveDay: today() }],
    ['signTrademarkAgreement', [`${HUB}/Wanjiru Demo`], { hub: HUB, agreement }],
    ['formTeam', atHub, { hub: HUB, name: 'x', charter: 'x' }],
    ['recogniseTeam', [STAFF], { team: ids.team }],
    ['assignCoach', [STAFF], { team: ids.team, coach }],
    [
      'shareLearning',
      [STAFF, `${HUB}/Halima Demo`, LEAD],
      { hub: HUB, team: ids.team, title: 'x', text: 'x', topics: ['tests'] },
    ],
    ['withdrawLearning', atHub, { learning: `${HUB}:learning:01JD3Z7N4QK8R2V6X0Y5ABCDEF`, reason: 'x' }],
    ['adoptHubCharter', [`${HUB}/Wanjiru Demo`], { hub: HUB, version: '-', language: 'sw', text: 'x' }],
    ['openFund', [TREASURER], { hub: HUB, code: 'test-fund', name: 'x' }],
    ['openAccount', [TREASURER], { hub: HUB, path: 'assets:bank:test', currency: 'EUR' }],
    ['postEntry', [TREASURER], { hub: HUB, ...entry(fund) }],
    ['reverseEntry', [TREASURER], { hub: HUB, entry: await posted(HUB), effectiveDay: today() }],
    [
      'applyForFunds',
      [LEAD],
      { team: ids.team, title: 'x', plan: 'x', purpose: 'education', amount: usd('5.00'), spentIn: 'KE' },
    ],
    ['decideApplication', [`${HUB}/Zawadi Demo`], { application: ids.application, decision: 'DECLINE', reason: 'x' }],
    ['payAward', [TREASURER], { award: ids.award, amount: usd('1.00') }],
    [
      'reportSpending',
      [LEAD],
      { payment: ids.payment, amount: usd('1.00'), contentHash: 'a'.repeat(64), spentOn: today(), about: 'x' },
    ],
    ['returnUnspent', [TREASURER], { payment: ids.payment, amount: usd('1.00') }],
    ['closeAward', [TREASURER], { award: ids.award }],
    [
      'startImport',
      [TREASURER],
      { hub: HUB, fileSha256: 'c'.repeat(64), format: 'HLEDGER', options: { book: 'test' } },
    ],
    [
      'stageImportEntries',
      [TREASURER],
      { import: imported, batch: 0, entries: [{ sourceId: 'x', day: today(), postings: [] }] },
    ],
    [
      'stageImportGrants',
      [TREASURER],
      {
        import: imported,
        batch: 0,
        grants: [
          {
            sourceId: 'x',
            title: 'x',
            recipientKind: 'ORGANISATION',
            recipientId: 'x',
            currency: 'USD',
            amountMinor: '1',
            awardDay: today(),
          },
        ],
      },
    ],
    ['completeImport', [TREASURER], { import: imported, fileSha256: 'c'.repeat(64), batches: 1, rows: 1 }],
    ['dropImport', [TREASURER], { import: imported }],
    ...(['Council', ''] as const).flatMap((node): Step[] => {
      const [admin, home] = node === '' ? [`${HUB}/Wanjiru Demo`, HUB] : [SECRETARY, 'council'];
      const person = node === '' ? coach : secretary;
      const term = { office: 'nothing', from: today(), to: today(), because: 'x' };
      return [
        [`seatIn${node}Office`, [admin], { person, ...term }],
        [`end${node}Mandate`, [admin], { mandate: `${home}:mandate:01JD3Z7N4QK8R2V6X0Y5ABCDEF`, reason: 'x' }],
      ];
    }),
    ...(['Council', 'Trademark', 'Fundraising', ''] as const).flatMap((node): Step[] => {
      const admin = { Council: SECRETARY, Trademark: LAWYER, Fundraising: FUNDRAISING, '': `${HUB}/Wanjiru Demo` }[
        node
      ];
      const person = { Council: secretary, Trademark: lawyer, Fundraising: treasurer, '': coach }[node];
      return [
        [`add${node}Person`, [admin], { name: 'Somebody Demo', ...(node === '' ? { hub: HUB } : {}) }],
        [`grant${node}Role`, [admin], { person, role: 'administrator' }],
        [`revoke${node}Role`, [admin], { person, role: 'nothing' }],
      ];
    }),
  ];
}

describe('each step', () => {
  test('stands in the table below', async () => {
    const { __schema } = await ask<{ __schema: { mutationType: { fields: { name: string }[] } } }>(
      '{ __schema { mutationType { fields { name } } } }',
    );
    const table = (await steps()).map(([field]) => field);
    const fields = __schema.mutationType.fields.map((field) => field.name);
    // Who may open, renew and end a session rests on a secret or a person, not on a role: federation/sessions.test.ts.
    const ofSessions = fields.filter((name) =>
      /^(sign(In|Out)(At\w+)?|(renew|close)\w*Sessions?|issue\w*SignInCode)$/.test(name),
    );
    expect(ofSessions).toHaveLength(20);
    expect([...table, ...ofSessions].sort()).toEqual([...fields].sort());
  });

  test('is refused, with a reason, to everybody else, and nothing is written', async () => {
    const { movement } = fixture;
    const table = await steps();
    const before = await settled(movement);
    const everybody: (string | undefined)[] = [undefined, ...personas(movement)];
    const wrong: string[] = [];
    let tried = 0;
    for (const [field, allowed, input] of table) {
      const home = homeOf(field);
      const others = everybody.filter((one) => one === undefined || !allowed.includes(one));
      expect(others.length + allowed.length).toBe(everybody.length);
      const answers = await Promise.all(
        others.map(async (who) => {
          const result = await give(movement, who, field, input);
          const isAtHome = who?.startsWith(`${home}/`) ?? false;
          const expected = isAtHome ? 'role-is-missing' : 'sign-in-is-needed';
          tried += 1;
          return result.__typename === 'Refused' && result.code === expected && (result.message ?? '').length > 20
            ? undefined
            : `${field} as ${who ?? 'nobody'}: ${JSON.stringify(result)}, expected ${expected}`;
        }),
      );
      wrong.push(...answers.filter((one) => one !== undefined));
    }
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(600);
    expect(await settled(movement)).toEqual(before);
  });

  test('is refused to those with all tokens but the right one, and nothing is written', async () => {
    const { movement } = fixture;
    const table = await steps();
    const before = await settled(movement);
    for (const [field, allowed, input] of table) {
      const home = homeOf(field);
      const nodes = ['council', 'trademark', 'fundraising', 'east-africa', 'south-asia'].filter((id) => id !== home);
      const tokens = await Promise.all(
        nodes.map((id) => movement.client.token(`${id}/${movement.spec(id).setup.people.at(-1)?.name}`)),
      );
      const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
      const answer = await send(
        `${movement.gateway.url}/graphql`,
        {
          query: `mutation ($input: ${type}!) { ${field}(input: $input) { ... on Refused { code } } }`,
          variables: { input },
        },
        { 'hubgraph-tokens': tokens.join(', ') },
      );
      expect(answer.json.data, `${field} ${allowed}`).toEqual({ [field]: { code: 'sign-in-is-needed' } });
    }
    expect(await settled(movement)).toEqual(before);
  });

  test('refused to nobody who may take it', async () => {
    const { movement } = fixture;
    for (const [field, allowed, input] of await steps()) {
      for (const who of allowed) {
        const result = await give(movement, who, field, input);
        expect(['sign-in-is-needed', 'role-is-missing'], `${field} as ${who}`).not.toContain(result.code);
      }
    }
  });

  test('may not be taken by whoever decided on the award, be they treasurer too', async () => {
    const { movement, ids } = fixture;
    const who = `${HUB}/Zawadi Demo`;
    const person = (await movement.client.person(who)).id;
    const running = movement.node(HUB) as unknown as {
      node: { operate(actor: object, key: string, type: string, payload: object): Promise<object> };
    };
    const operator = { kind: 'operator', name: 'operator', roles: [{ role: 'operator' }] };
    await running.node.operate(operator, 'test', 'GrantRole', { person, role: 'treasurer' });
    const before = await heads(movement);
    const result = await give(movement, who, 'payAward', { award: ids.award, amount: usd('1.00') });
    expect(result.__typename).toBe('Refused');
    expect(['award-is-closed', 'payer-decided-on-the-award', 'award-was-decided-by-the-payer']).toContain(result.code);
    await until(world, 'heads', async () => true);
    expect((await heads(movement))[HUB]).toBe(before[HUB]);
  });
});

function homeOf(field: string): string {
  const named = ['Council', 'Trademark', 'Fundraising'].find((node) =>
    [`add${node}Person`, `grant${node}Role`, `revoke${node}Role`].includes(field),
  );
  if (named !== undefined) return named.toLowerCase();
  const council = [
    'proposeCountryList',
    'proposeFramework',
    'proposeHub',
    'proposeMotion',
    'castVote',
    'closeMotion',
    'recordRates',
    'seatInCouncilOffice',
    'endCouncilMandate',
  ];
  if (council.includes(field)) return 'council';
  if (['offerTrademarkAgreement', 'endTrademarkAgreement'].includes(field)) return 'trademark';
  const support = ['openCampaign', 'receiveDonation', 'allocateFunds', 'disburse', 'cancelDisbursement'];
  return support.includes(field) || field.includes('Support') ? 'fundraising' : HUB;
}
