import { until } from '@hubgraph/dev-env';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
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
import { askAll, threadStory } from './thread.test-suite.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await seeded(2);
  await settled(fixture.movement);
});
afterAll(() => fixture.end());

const HUB = 'east-africa';
const ask = <T>(query: string) => askAll<T>(fixture, query);

threadStory(() => fixture);

/** A mutation, who may give it, and an input that fits the seeded movement. */
type Step = readonly [field: string, allowed: readonly string[], input: Readonly<Record<string, unknown>>];

const MEMBERS = ['Adaeze Demo', 'Bjørn Demo', 'Camila Demo', 'Daichi Demo'].map((name) => `council/${name}`);
const SECRETARY = 'council/Farid Demo';
const LEAD = `${HUB}/Juma Demo`;
const TREASURER = `${HUB}/Baraka Demo`;
const STAFF = `${HUB}/Otieno Demo`;
const COMMITTEE = `${HUB}/Zawadi Demo`;
const BOARD = `${HUB}/Wanjiru Demo`;

/** Of a thing that is not there: who has no right to it must not even learn that. */
const ULID = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';

function expenseSteps(fund: string, atHub: readonly string[]): Step[] {
  const expense = `${HUB}:expense:${ULID}`;
  const payee = `${HUB}:payee:${ULID}`;
  const asked = {
    kind: 'REIMBURSEMENT',
    payee,
    fund,
    amount: usd('1.00'),
    purpose: 'education',
    costClass: 'PROGRAMME',
    spentIn: 'KE',
    day: today(),
    title: 'x',
    about: 'x',
  };
  const account = { name: 'x', method: 'OTHER', account: 'x' };
  return [
    ['addPayee', atHub, { hub: HUB, isSelf: false, ...account }],
    ['changePayee', atHub, { payee, ...account }],
    ['submitExpense', atHub, { hub: HUB, ...asked }],
    ['editExpense', atHub, { expense, ...asked }],
    ['withdrawExpense', atHub, { expense }],
    ['attachReceipt', atHub, { expense, contentHash: 'b'.repeat(64), amount: usd('1.00'), about: 'x' }],
    ['publishReceiptCopy', atHub, { expense, receipt: `${HUB}:receipt:${ULID}`, upload: `${HUB}:upload:${ULID}` }],
    ['reviewExpense', [STAFF, TREASURER], { expense, finding: 'COMPLETE', note: 'x' }],
    ['approveExpense', [STAFF, TREASURER, COMMITTEE, BOARD], { expense }],
    ['refuseExpense', [STAFF, TREASURER, COMMITTEE, BOARD], { expense, reason: 'x' }],
    ['payExpense', [TREASURER], { expense }],
    ['returnExpensePayment', [TREASURER], { expense, reason: 'x' }],
    ['clearAdvance', [TREASURER], { expense, spent: '1.00', returned: '0.00' }],
    [
      'setApprovalRule',
      [BOARD],
      { hub: HUB, tiers: [{ currency: 'USD', approvals: [{ role: 'treasurer', count: 1 }] }] },
    ],
    ['setProtectedCountries', [BOARD], { hub: HUB, countries: ['KE'] }],
  ];
}

function bankSteps(fund: string): Step[] {
  const bankAccount = `${HUB}:bank-account:${ULID}`;
  const file = `${HUB}:payment-file:${ULID}`;
  const entry = `${HUB}:entry:${ULID}`;
  const line = `${HUB}:bank-line:${ULID}`;
  const statement = { hub: HUB, accountNumber: 'GB82WEST12345698765432', currency: 'USD', fileSha256: 'd'.repeat(64) };
  const lines = [{ bookedOn: today(), amountMinor: '100' }];
  return [
    [
      'bindBankAccount',
      [TREASURER],
      { hub: HUB, ledgerAccount: 'assets:bank:none', currency: 'USD', accountNumber: statement.accountNumber },
    ],
    ['importBankStatement', [TREASURER], { ...statement, ordinal: 0, from: today(), to: today(), lines }],
    ['confirmBankMatch', [TREASURER], { bankAccount, lines: [line], entries: [entry] }],
    ['undoBankMatch', [TREASURER], { match: `${HUB}:bank-match:${ULID}` }],
    ['bookBankLine', [TREASURER], { line, kind: 'fee', account: 'expenses:services', fund, counterparty: 'SUPPLIER' }],
    [
      'makePaymentFile',
      [TREASURER],
      { bankAccount, executionDay: today(), payments: [{ entry, payee: `${HUB}:payee:${ULID}` }] },
    ],
    ['releasePaymentFile', [TREASURER, BOARD], { file }],
    ['cancelPaymentFile', [TREASURER, BOARD], { file }],
    ['returnPayment', [TREASURER], { payment: `${HUB}:payment-order:${ULID}`, returnReason: 'AC04' }],
  ];
}

function sponsorshipSteps(team: string): Step[] {
  const sponsorship = `${HUB}:sponsorship:${ULID}`;
  return [
    ['offerSponsorship', [BOARD], { team, feeBasisPoints: 500, terms: 'x', from: today() }],
    // For a team whose lead nobody is.
    ['acceptSponsorship', [], { sponsorship }],
    ['approveExpenseForTeam', [], { expense: `${HUB}:expense:${ULID}` }],
    ['bookSponsoredIncome', [TREASURER], { sponsorship, amount: usd('1.00'), counterparty: 'PUBLIC', day: today() }],
    ['endSponsorship', [BOARD], { sponsorship }],
    [
      'offerTeamSponsorship',
      [LEAD],
      { sponsor: team, team: `${HUB}:team:${ULID}`, feeBasisPoints: 500, terms: 'x', from: today() },
    ],
    ['consentToSponsorship', [BOARD, TREASURER], { sponsorship }],
    ['declineSponsorship', [BOARD, TREASURER], { sponsorship, reason: 'x' }],
    ['directPayment', [], { sponsorship, amount: usd('1.00'), about: 'x' }],
    ['answerDirection', [], { direction: `${HUB}:direction:${ULID}`, paidOn: today() }],
  ];
}

function teamBooksSteps(team: string): Step[] {
  const filing = `${HUB}:team-filing:${ULID}`;
  const fileSha256 = '0'.repeat(64);
  const entries = [{ sourceId: 'a', day: '2025-03-02', postings: [] }];
  const plan = { legalName: 'x', registration: 'x', since: '2025-01-01', rhythm: 'YEARLY', graceDays: 90 };
  return [
    ['recordIncorporation', [TREASURER, LEAD], { team, ...plan }],
    ['startTeamFiling', [TREASURER, LEAD], { team, from: '2025-01-01', to: '2026-01-01', fileSha256 }],
    // Of nobody's team.
    ['stageTeamFiling', [TREASURER], { filing, batch: 0, entries }],
    ['completeTeamFiling', [TREASURER], { filing, fileSha256, batches: 1, rows: 1 }],
    ['dropTeamFiling', [TREASURER], { filing }],
    ['endTeamBooks', [TREASURER], { team, until: '2027-01-01', reason: 'x' }],
  ];
}

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
  const imported = `${HUB}:import:${ULID}`;
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
    ['endTrademarkAgreement', [LAWYER], { agreement: `trademark:agreement:${ULID}`, reason: 'x' }],
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
    ['withdrawLearning', atHub, { learning: `${HUB}:learning:${ULID}`, reason: 'x' }],
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
    ...expenseSteps(fund, atHub),
    ...bankSteps(fund),
    ...sponsorshipSteps(ids.team),
    ...teamBooksSteps(ids.team),
    ...(['', 'Support'] as const).flatMap((of): Step[] => {
      const [who, home, mine] = of === '' ? [TREASURER, HUB, fund] : [FUNDRAISING, 'fundraising', support];
      const at = of === '' ? { hub: HUB } : {};
      const transfer = { ...at, transfer: `${home}:transfer:${ULID}` };
      const settlement = `${home}:settlement:${ULID}`;
      return [
        [`prepare${of}Transfer`, [who], { ...at, to: 'south-asia', fund: mine, amount: usd('1.00') }],
        [`cancel${of}Transfer`, [who], transfer],
        [`accept${of}Transfer`, [who], transfer],
        [`refuse${of}Transfer`, [who], { ...transfer, reasonCode: 'not-agreed' }],
        [`settle${of}Transfer`, [who], { ...transfer, amount: usd('1.00'), day: today() }],
        [`confirm${of}Settlement`, [who], { ...at, settlement, day: today() }],
        [`set${of}AcceptanceRule`, [who], { ...at, from: 'AUTHORISED' }],
        [`declare${of}Resource`, [who], { ...at, code: 'TEST-HOURS', kind: 'STAFF_TIME', places: 2, name: 'x' }],
        [
          `plan${of}Budget`,
          of === '' ? [who, `${HUB}/Wanjiru Demo`] : [who],
          {
            ...at,
            ...{ name: 'x', from: '2031-01-01', to: '2032-01-01' },
            lines: [{ code: 'x', account: 'expenses:services', amount: usd('1.00') }],
          },
        ],
        [
          `revise${of}Budget`,
          of === '' ? [who, `${HUB}/Wanjiru Demo`] : [who],
          { budget: `${home}:budget:${ULID}`, lines: [], reason: 'x' },
        ],
        [
          `withdraw${of}Budget`,
          of === '' ? [who, `${HUB}/Wanjiru Demo`] : [who],
          { budget: `${home}:budget:${ULID}`, reason: 'x' },
        ],
        [`close${of}Account`, [who], { ...at, path: 'assets:bank:none', currency: 'EUR' }],
        [`close${of}Period`, [who], { ...at, before: '2020-01-01' }],
        [`post${of}Entries`, [who], { ...at, entries: [entry(mine), entry(mine)] }],
        [`prepare${of}Entry`, [who], { ...at, ...entry(mine), expiresAt: `${dayBack(-2)}T00:00:00Z` }],
        [`postPending${of}Entry`, [who], { ...at, entry: `${home}:entry:${ULID}` }],
        [`voidPending${of}Entry`, [who], { ...at, entry: `${home}:entry:${ULID}` }],
        [
          `exchange${of}Money`,
          [who],
          {
            ...at,
            fund: mine,
            gave: usd('1.00'),
            from: 'assets:bank:main',
            got: { decimal: '1.00', currency: 'EUR' },
            to: 'assets:bank:main',
            rate: '1',
            rateSource: 'x',
            rateDay: today(),
            effectiveDay: today(),
          },
        ],
      ];
    }),
    ...(['Council', ''] as const).flatMap((node): Step[] => {
      const [admin, home] = node === '' ? [`${HUB}/Wanjiru Demo`, HUB] : [SECRETARY, 'council'];
      const person = node === '' ? coach : secretary;
      const term = { office: 'nothing', from: today(), to: today(), because: 'x' };
      return [
        [`seatIn${node}Office`, [admin], { person, ...term }],
        [`end${node}Mandate`, [admin], { mandate: `${home}:mandate:${ULID}`, reason: 'x' }],
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
