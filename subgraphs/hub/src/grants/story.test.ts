import { sha256 } from '@hubgraph/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningHub } from './running-hub.test-helper.ts';

const APPLY = `mutation ($input: ApplyForFundsInput!) {
  made: applyForFunds(input: $input) { ... on Application { id } ... on Refused { code } }
}`;
const DECIDE = `mutation ($input: DecideApplicationInput!) {
  made: decideApplication(input: $input) { ... on Application { status award { id } } ... on Refused { code } }
}`;
const PAY = `mutation ($input: PayAwardInput!) {
  made: payAward(input: $input) { ... on Payment { id } ... on Refused { code } }
}`;
const REPORT = `mutation ($input: ReportSpendingInput!) {
  made: reportSpending(input: $input) { ... on Receipt { id } ... on Refused { code } }
}`;
const RETURN = `mutation ($input: ReturnUnspentInput!) {
  made: returnUnspent(input: $input) { ... on Payment { id } ... on Refused { code } }
}`;
const CLOSE = `mutation ($input: CloseAwardInput!) {
  made: closeAward(input: $input) { ... on Award { status unpaid { decimal } } ... on Refused { code } }
}`;

interface Made {
  readonly made: { readonly id: string; readonly code?: string; readonly award?: { readonly id: string } };
}

const euro = (decimal: string) => ({ decimal, currency: 'EUR' });

let hub: RunningHub;
let team: string;
let [lead, member, treasurer, both] = ['', '', '', ''];
let [general, education] = ['', ''];

beforeAll(async () => {
  hub = await RunningHub.open();
  team = await hub.team('RECOGNISED');
  lead = await hub.person({ role: 'team-lead', of: team });
  member = await hub.person({ role: 'committee-member' });
  treasurer = await hub.person({ role: 'treasurer' });
  both = await hub.person({ role: 'treasurer' }, { role: 'committee-member' }, { role: 'team-lead', of: team });
  general = await hub.fund('general');
  education = await hub.fund('education', ['education']);
  const cites = { transfer: 'bss:transfer:01JD3Z7N4QK8R2V6X0Y5ABCDEF', framework: 'council:framework:1' };
  await hub.receive(general, 'income:movement', 60_000n, cites);
  await hub.receive(general, 'income:donations', 20_000n);
  await hub.receive(education, 'income:donations', 30_000n);
});
afterAll(async () => {
  await hub[Symbol.asyncDispose]();
});

async function give(person: string, mutation: string, input: object): Promise<Made['made']> {
  const { made } = await hub.ask<Made>(person, mutation, { input });
  expect(hub.discrepancies()).toEqual([]);
  return made;
}

async function apply(amount = '500.00'): Promise<string> {
  const plan = 'Six evenings at the library.';
  const input = { team, title: 'Evenings', plan, purpose: 'education', amount: euro(amount), spentIn: 'ME' };
  return (await give(lead, APPLY, input)).id;
}

async function award(application: string, amounts: readonly [string, string], by = member): Promise<string> {
  const draws = [
    { fund: general, amount: euro(amounts[0]) },
    { fund: education, amount: euro(amounts[1]) },
  ];
  const made = await give(by, DECIDE, { application, decision: 'AWARD', reason: 'It was good last year.', draws });
  return made.award?.id ?? '';
}

test('from an application to a closed award', async () => {
  const steps: string[] = [hub.table('The hub has money.')];
  const application = await apply();
  steps.push(hub.table('The team applies for 500.00.'));
  const awarded = await award(application, ['300.00', '150.00']);
  steps.push(hub.table('The committee awards 450.00.'));
  const first = await give(treasurer, PAY, { award: awarded, amount: euro('100.00') });
  steps.push(hub.table('The treasurer pays 100.00.'));
  const second = await give(treasurer, PAY, { award: awarded, amount: euro('200.00') });
  steps.push(hub.table('The treasurer pays 200.00.'));
  const about = 'Paper and tea.';
  const file = { contentHash: sha256('receipt 1'), spentOn: '2026-03-01', about };
  const receipt = await give(lead, REPORT, { payment: first.id, amount: euro('80.00'), ...file });
  const again = { payment: second.id, amount: euro('1.00'), ...file };
  expect(await give(lead, REPORT, again)).toEqual({ code: 'receipt-is-used-already' });
  steps.push(hub.table('The team reports 80.00.'));
  expect(await give(treasurer, RETURN, { payment: first.id, amount: euro('20.01') })).toEqual({
    code: 'return-exceeds-unspent',
  });
  await give(treasurer, RETURN, { payment: first.id, amount: euro('20.00') });
  steps.push(hub.table('The team returns 20.00.'));
  expect(await give(treasurer, CLOSE, { award: awarded })).toEqual({ status: 'CLOSED', unpaid: { decimal: '0.00' } });
  steps.push(hub.table('The hub closes the award: 150.00 are free again.'));

  expect(steps.join('\n\n')).toMatchInlineSnapshot(`
    "The hub has money.

    | EUR                |    posted |   pending |
    | ------------------ | --------: | --------: |
    | assets:bank:main   |   1100.00 |      0.00 |
    | income:donations   |   -500.00 |      0.00 |
    | income:movement    |   -600.00 |      0.00 |
    | fund general       |    800.00 |      0.00 |
    | fund education     |    300.00 |      0.00 |

    The team applies for 500.00.

    | EUR                |    posted |   pending |
    | ------------------ | --------: | --------: |
    | assets:bank:main   |   1100.00 |      0.00 |
    | income:donations   |   -500.00 |      0.00 |
    | income:movement    |   -600.00 |      0.00 |
    | fund general       |    800.00 |      0.00 |
    | fund education     |    300.00 |      0.00 |

    The committee awards 450.00.

    | EUR                |    posted |   pending |
    | ------------------ | --------: | --------: |
    | assets:bank:main   |   1100.00 |   -450.00 |
    | expenses:grants    |      0.00 |    450.00 |
    | income:donations   |   -500.00 |      0.00 |
    | income:movement    |   -600.00 |      0.00 |
    | fund general       |    800.00 |   -300.00 |
    | fund education     |    300.00 |   -150.00 |

    The treasurer pays 100.00.

    | EUR                |    posted |   pending |
    | ------------------ | --------: | --------: |
    | assets:bank:main   |   1000.00 |   -350.00 |
    | expenses:grants    |    100.00 |    350.00 |
    | income:donations   |   -500.00 |      0.00 |
    | income:movement    |   -600.00 |      0.00 |
    | fund general       |    733.33 |   -233.33 |
    | fund education     |    266.67 |   -116.67 |

    The treasurer pays 200.00.

    | EUR                |    posted |   pending |
    | ------------------ | --------: | --------: |
    | assets:bank:main   |    800.00 |   -150.00 |
    | expenses:grants    |    300.00 |    150.00 |
    | income:donations   |   -500.00 |      0.00 |
    | income:movement    |   -600.00 |      0.00 |
    | fund general       |    600.00 |   -100.00 |
    | fund education     |    200.00 |    -50.00 |

    The team reports 80.00.

    | EUR                |    posted |   pending |
    | ------------------ | --------: | --------: |
    | assets:bank:main   |    800.00 |   -150.00 |
    | expenses:grants    |    300.00 |    150.00 |
    | income:donations   |   -500.00 |      0.00 |
    | income:movement    |   -600.00 |      0.00 |
    | fund general       |    600.00 |   -100.00 |
    | fund education     |    200.00 |    -50.00 |

    The team returns 20.00.

    | EUR                |    posted |   pending |
    | ------------------ | --------: | --------: |
    | assets:bank:main   |    820.00 |   -150.00 |
    | expenses:grants    |    280.00 |    150.00 |
    | income:donations   |   -500.00 |      0.00 |
    | income:movement    |   -600.00 |      0.00 |
    | fund general       |    613.33 |   -100.00 |
    | fund education     |    206.67 |    -50.00 |

    The hub closes the award: 150.00 are free again.

    | EUR                |    posted |   pending |
    | ------------------ | --------: | --------: |
    | assets:bank:main   |    820.00 |      0.00 |
    | expenses:grants    |    280.00 |      0.00 |
    | income:donations   |   -500.00 |      0.00 |
    | income:movement    |   -600.00 |      0.00 |
    | fund general       |    613.33 |      0.00 |
    | fund education     |    206.67 |      0.00 |"
  `);

  const story = await hub.ask(
    lead,
    `query ($application: ID!, $receipt: ID!, $hub: ID!) {
      application(id: $application) {
        team { id applications { totalCount } }
        amount { amountMinor currency decimal } purpose title plan spentIn status appliedBy { name }
        decision { outcome reason decidedBy { name } }
        award {
          amount { decimal } paid { decimal } unpaid { decimal } status reason decidedBy { name }
          application { id } team { id }
          draws { fund { code } amount { decimal } }
          payments {
            award { status } amount { decimal } paidBy { name } unspent { decimal } returned { decimal }
            receipts { about spentOn }
          }
        }
      }
      applications(hub: $hub, status: AWARDED) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }
      open: applications(hub: $hub, status: OPEN) { totalCount nodes { id } pageInfo { endCursor } }
      receipt(id: $receipt) { amount { decimal } contentHash spentOn about reportedBy { name } payment { id } }
    }`,
    { application, receipt: receipt.id, hub: 'cee' },
  );
  expect(story).toEqual({
    application: {
      team: { id: team, applications: { totalCount: 1 } },
      amount: { amountMinor: '50000', currency: 'EUR', decimal: '500.00' },
      purpose: 'education',
      title: 'Evenings',
      plan: 'Six evenings at the library.',
      spentIn: 'ME',
      status: 'AWARDED',
      appliedBy: { name: 'Somebody' },
      decision: { outcome: 'AWARD', reason: 'It was good last year.', decidedBy: { name: 'Somebody' } },
      award: {
        amount: { decimal: '450.00' },
        paid: { decimal: '300.00' },
        unpaid: { decimal: '0.00' },
        status: 'CLOSED',
        reason: 'It was good last year.',
        decidedBy: { name: 'Somebody' },
        application: { id: application },
        team: { id: team },
        draws: [
          { fund: { code: 'general' }, amount: { decimal: '300.00' } },
          { fund: { code: 'education' }, amount: { decimal: '150.00' } },
        ],
        payments: [
          {
            award: { status: 'CLOSED' },
            amount: { decimal: '100.00' },
            paidBy: { name: 'Somebody' },
            unspent: { decimal: '0.00' },
            returned: { decimal: '20.00' },
            receipts: [{ about: 'Paper and tea.', spentOn: '2026-03-01' }],
          },
          {
            award: { status: 'CLOSED' },
            amount: { decimal: '200.00' },
            paidBy: { name: 'Somebody' },
            unspent: { decimal: '200.00' },
            returned: { decimal: '0.00' },
            receipts: [],
          },
        ],
      },
    },
    applications: {
      totalCount: 1,
      nodes: [{ id: application }],
      pageInfo: { hasNextPage: false, endCursor: application },
    },
    open: { totalCount: 0, nodes: [], pageInfo: { endCursor: null } },
    receipt: {
      amount: { decimal: '80.00' },
      contentHash: sha256('receipt 1'),
      spentOn: '2026-03-01',
      about: 'Paper and tea.',
      reportedBy: { name: 'Somebody' },
      payment: { id: first.id },
    },
  });
});

describe('nobody does two things in one case', () => {
  test('a lead of the team who sits on the committee does not decide on its application', async () => {
    const draws = [{ fund: general, amount: euro('1.00') }];
    const input = { application: await apply(), decision: 'AWARD', reason: 'It is ours.', draws };
    expect(await give(both, DECIDE, input)).toEqual({ code: 'decider-is-a-party' });
  });

  test('a treasurer who sits on the committee does not pay what they awarded; another one does', async () => {
    const person = await hub.person({ role: 'treasurer' }, { role: 'committee-member' });
    const awarded = await award(await apply(), ['1.00', '1.00'], person);
    const input = { award: awarded, amount: euro('2.00') };
    expect(await give(person, PAY, input)).toEqual({ code: 'payer-decided-the-award' });
    expect(await give(treasurer, PAY, input)).toHaveProperty('id');
  });

  test('a lead of another team neither applies nor reports for this one', async () => {
    const stranger = await hub.person({ role: 'team-lead', of: await hub.team('RECOGNISED') });
    const input = { team, title: 'T', plan: 'P', purpose: 'p', amount: euro('1'), spentIn: 'ME' };
    expect(await give(stranger, APPLY, input)).toEqual({ code: 'role-is-missing' });
    const awarded = await award(await apply(), ['1.00', '1.00']);
    const { id: payment } = await give(treasurer, PAY, { award: awarded, amount: euro('2.00') });
    const file = { contentHash: sha256('a'), spentOn: '2026-03-01', about: 'Tea.' };
    const report = { payment, amount: euro('1.00'), ...file };
    expect(await give(stranger, REPORT, report)).toEqual({ code: 'role-is-missing' });
    expect(await give(lead, REPORT, report)).toHaveProperty('id');
  });
});

describe('ids and amounts', () => {
  const ulid = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';
  const file = { contentHash: sha256('b'), spentOn: '2026-03-01', about: 'Tea.' };
  const request = { title: 'T', plan: 'P', purpose: 'p', amount: euro('1'), spentIn: 'ME' };
  const decision = { decision: 'AWARD', reason: 'R', draws: [] };
  test.each<[string, string, string, (id: string) => object]>([
    ['applyForFunds', 'team', APPLY, (id) => ({ team: id, ...request })],
    ['decideApplication', 'application', DECIDE, (id) => ({ application: id, ...decision })],
    ['payAward', 'award', PAY, (id) => ({ award: id, amount: euro('1') })],
    ['closeAward', 'award', CLOSE, (id) => ({ award: id })],
    ['reportSpending', 'payment', REPORT, (id) => ({ payment: id, amount: euro('1'), ...file })],
    ['returnUnspent', 'payment', RETURN, (id) => ({ payment: id, amount: euro('1') })],
  ])('%s of a %s of another hub, or of none at all', async (_, kind, mutation, input) => {
    const actor = mutation === DECIDE ? member : treasurer;
    expect(await give(actor, mutation, input(`asia:${kind}:${ulid}`))).toEqual({ code: 'id-is-of-another-hub' });
    expect(await give(actor, mutation, input(`cee:person:${ulid}`))).toEqual({ code: 'id-is-malformed' });
  });

  test.each(['application', 'award', 'payment', 'receipt'])('a query for the %s of another hub', async (kind) => {
    const query = `query ($id: ID!) { ${kind}(id: $id) { id } }`;
    const refused = await hub.tryToAsk(lead, query, { id: `asia:${kind}:${ulid}` });
    expect(refused.errors?.map((error) => error.extensions?.reason)).toEqual(['id-is-of-another-hub']);
    expect(await hub.ask(lead, query, { id: `cee:${kind}:${ulid}` })).toEqual({ [kind]: null });
  });

  test('a fund of another hub', async () => {
    const draws = [{ fund: `asia:fund:${ulid}`, amount: euro('1') }];
    const input = { application: await apply(), ...decision, draws };
    expect(await give(member, DECIDE, input)).toEqual({ code: 'id-is-of-another-hub' });
  });

  test('money in another currency, or that is none', async () => {
    const awarded = await award(await apply(), ['1.00', '1.00']);
    const pay = (decimal: string, currency: string) =>
      give(treasurer, PAY, { award: awarded, amount: { decimal, currency } });
    expect(await pay('1.00', 'USD')).toEqual({ code: 'currency-differs' });
    expect(await pay('1.001', 'EUR')).toEqual({ code: 'amount-has-a-fraction' });
    expect(await pay('-1', 'EUR')).toEqual({ code: 'amount-is-not-positive' });
  });

  test('a team that is not recognised', async () => {
    const formed = await hub.team('FORMED');
    const person = await hub.person({ role: 'team-lead', of: formed });
    expect(await give(person, APPLY, { team: formed, ...request })).toEqual({ code: 'team-is-not-recognised' });
  });

  test('a request with the same key is carried out once', async () => {
    const input = { idempotencyKey: 'once', team, ...request };
    const first = await give(lead, APPLY, input);
    expect(await give(lead, APPLY, input)).toEqual(first);
  });
});

test('an application can be declined, with a reason', async () => {
  const application = await apply();
  const declined = { application, decision: 'DECLINE', reason: 'The library is closed.' };
  expect(await give(member, DECIDE, declined)).toEqual({ status: 'DECLINED', award: null });
  expect(await give(member, DECIDE, declined)).toEqual({ code: 'application-is-decided' });
});
