import { definitions } from '@hubgraph/dev-env';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Asking, type Deed, mutation, permission } from './asking.test-helper.ts';

const usd = (decimal: string) => ({ decimal, currency: 'USD' });

let node: Asking;
let fund: string;
let people: Record<string, string | undefined>;
let counted = 0;

const donating: Deed = {
  with: 'campaign',
  permission: permission('campaign(id: $id)/permissions/receiveDonation'),
  mutation: mutation('receiveDonation', 'Donation'),
  input: (campaign) => ({ campaign, amount: usd('10.00'), receivedOn: '2026-03-02' }),
};

const leastGift = () => ({
  kind: 'gift',
  effectiveDay: '2026-03-02',
  postings: [
    { account: 'assets:bank:main', fund, debit: usd('10.00') },
    { account: 'income:donations', fund, credit: usd('10.00'), counterparty: 'PUBLIC' },
  ],
});

const budgetLine = (decimal: string) => ({
  ...{ code: 'tea', account: 'expenses:services', amount: usd(decimal) },
});

const deeds: Readonly<Record<string, Deed>> = {
  openCampaign: {
    with: 'node',
    permission: permission('fundraisingPermissions/openCampaign'),
    mutation: mutation('openCampaign', 'Campaign'),
    input: () => ({ name: 'Knowledge', fund }),
    makes: 'campaign',
  },
  'campaign.receiveDonation': donating,
  receiveDonation: {
    ...donating,
    with: 'node',
    permission: permission('fundraisingPermissions/receiveDonation'),
    input: (id) => donating.input(node.things.get('campaign')?.at(-1) ?? id),
  },
  allocateFunds: {
    with: 'node',
    permission: permission('fundraisingPermissions/allocateFunds'),
    mutation: mutation('allocateFunds', 'Allocation'),
    // All donations are of ten: where something is left, it is five or more.
    input: () => ({ fund, amount: usd('5.00') }),
    makes: 'allocation',
  },
  'part.disburse': {
    with: 'allocation',
    permission: permission('allocation(id: $id)/parts/permissions/disburse'),
    mutation: mutation('disburse', 'Disbursement'),
    input: (allocation) => ({ allocation, hub: 'cee' }),
    makes: 'disbursement',
  },
  'disbursement.cancel': {
    with: 'disbursement',
    permission: permission('disbursement(id: $id)/permissions/cancel'),
    mutation: mutation('cancelDisbursement', 'Disbursement'),
    input: (disbursement) => ({ disbursement }),
  },
  openFund: {
    with: 'node',
    permission: permission('fundraisingPermissions/openFund'),
    mutation: mutation('openSupportFund', 'Fund'),
    input: () => {
      counted += 1;
      return { code: `z-${counted}`, name: 'Another', purposes: ['nothing-else'] };
    },
  },
  declareResource: {
    with: 'node',
    permission: permission('fundraisingPermissions/declareResource'),
    mutation: mutation('declareSupportResource', 'Resource', 'places'),
    input: () => {
      counted += 1;
      return { code: `R-U${counted}0`, kind: 'STAFF_TIME', name: 'Hours', places: 2 };
    },
  },
  openAccount: {
    with: 'node',
    permission: permission('fundraisingPermissions/openAccount'),
    mutation: mutation('openSupportAccount', 'LedgerAccount', 'path'),
    input: () => {
      counted += 1;
      return { path: `assets:u${counted}`, currency: 'EUR' };
    },
  },
  postEntry: {
    with: 'node',
    permission: permission('fundraisingPermissions/postEntry'),
    mutation: mutation('postSupportEntry', 'JournalEntry'),
    input: leastGift,
    makes: 'entry',
  },
  closePeriod: {
    with: 'node',
    permission: permission('fundraisingPermissions/closePeriod'),
    mutation: mutation('closeSupportPeriod', 'Books', 'node'),
    input: () => ({ before: '2026-03-02' }),
  },
  planBudget: {
    with: 'node',
    permission: permission('fundraisingPermissions/planBudget'),
    mutation: mutation('planSupportBudget', 'Budget'),
    input: () => {
      counted += 1;
      return {
        name: 'A year',
        from: `${2100 + counted}-01-01`,
        to: `${2101 + counted}-01-01`,
        lines: [budgetLine('0.02')],
      };
    },
    makes: 'budget',
  },
  'budget.revise': {
    with: 'budget',
    permission: permission('supportBudget(id: $id)/permissions/revise'),
    mutation: mutation('reviseSupportBudget', 'Budget'),
    input: (budget) => {
      counted += 1;
      return { budget, lines: [budgetLine(`${counted}.99`)], reason: 'More.' };
    },
  },
  'budget.withdraw': {
    with: 'budget',
    permission: permission('supportBudget(id: $id)/permissions/withdraw'),
    mutation: mutation('withdrawSupportBudget', 'Budget'),
    input: (budget) => ({ budget, reason: 'Over.' }),
  },
  postEntries: {
    with: 'node',
    permission: permission('fundraisingPermissions/postEntries'),
    mutation: mutation('postSupportEntries', 'JournalEntries', 'nodes { id }'),
    input: () => ({ entries: [leastGift()] }),
  },
  prepareEntry: {
    with: 'node',
    permission: permission('fundraisingPermissions/prepareEntry'),
    mutation: mutation('prepareSupportEntry', 'JournalEntry'),
    input: () => ({ ...leastGift(), expiresAt: '2027-03-02T00:00:00Z' }),
    makes: 'entry',
  },
  exchangeMoney: {
    with: 'node',
    permission: permission('fundraisingPermissions/exchangeMoney'),
    mutation: mutation('exchangeSupportMoney', 'JournalEntry'),
    input: () => ({
      ...{ fund, gave: usd('0.01'), from: 'assets:bank:main', to: 'assets:bank:main', rate: '1', rateSource: 'ecb' },
      ...{ got: { decimal: '0.01', currency: 'EUR' }, rateDay: '2026-03-01', effectiveDay: '2026-03-02' },
    }),
  },
  'entry.post': {
    with: 'entry',
    permission: permission('supportBooks/entry(id: $id)/permissions/post'),
    mutation: mutation('postPendingSupportEntry', 'JournalEntry'),
    input: (entry) => ({ entry, effectiveDay: '2026-03-02' }),
  },
  'entry.void': {
    with: 'entry',
    permission: permission('supportBooks/entry(id: $id)/permissions/void'),
    mutation: mutation('voidPendingSupportEntry', 'JournalEntry'),
    input: (entry) => ({ entry }),
  },
  'entry.reverse': {
    with: 'entry',
    permission: permission('supportBooks/entry(id: $id)/permissions/reverse'),
    mutation: mutation('reverseSupportEntry', 'JournalEntry'),
    input: (entry) => ({ entry, effectiveDay: '2026-03-02' }),
  },
  addPerson: {
    with: 'node',
    permission: permission('fundraisingPermissions/addPerson'),
    mutation: mutation('addFundraisingPerson', 'Person'),
    input: () => ({ name: 'Somebody new' }),
  },
  grantRole: {
    with: 'person',
    permission: permission('fundraisingPermissions/grantRole'),
    mutation: mutation('grantFundraisingRole', 'Person'),
    input: (person) => ({ person, role: 'fundraiser', of: node.newId('thing') }),
  },
};

beforeAll(async () => {
  node = await Asking.open('fundraising', definitions.fundraising);
  node.add('node', 'fundraising');
  const administrator = await node.person('administrator');
  people = {
    nobody: undefined,
    visitor: await node.person(),
    administrator,
    fundraiser: await node.person('fundraiser'),
    treasurer: await node.person('treasurer'),
    other: await node.person('treasurer'),
  };
  node.add('person', administrator);
});
afterAll(() => node[Symbol.asyncDispose]());

test('whatever is asked of fundraising, the permission is what the command is answered', async () => {
  // Whether money can be exchanged is asked for any currency that there is: at the end, when there is one still.
  const everything = Object.entries(deeds).filter(([name]) => name !== 'exchangeMoney');
  const forward = everything.filter(([name]) => !name.startsWith('openFund'));
  const backward = everything.toReversed();
  const all = Object.values(people);
  const treasurer = people['treasurer'];
  const { made } = await node.ask<{ made: { id: string } }>(treasurer, mutation('openSupportFund', 'Fund'), {
    input: { code: 'general', name: 'General' },
  });
  fund = made.id;
  await node.everybodyTriesEverything(forward, all);
  const motion = 'council:motion:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
  const framework = 'council:framework:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
  const list = 'council:country-list:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
  const taken = { version: 'a', motion, adoptedAt: 1 };
  const shares = [{ hub: 'cee', shareBasisPoints: 10_000 }];
  await node.happen({
    type: 'FrameworkTaken',
    framework,
    ...taken,
    shares,
    floorBasisPoints: 5_000,
    countryList: list,
  });
  await node.everybodyTriesEverything(backward, all);
  await node.happen({ type: 'CountryListTaken', list, ...taken, countries: [{ country: 'KE', isGlobalSouth: true }] });
  await node.everybodyTriesEverything(forward, all);
  const register = (epoch: number, status: string) => {
    const cee = { id: 'cee', kind: 'hub', name: 'CEE', country: 'KE', status, endpoint: 'http://cee.example' };
    const registry = { epoch, nodes: [{ ...cee, tokenKeys: [], statementKeys: [] }] };
    return node.happen({ type: 'RegistryReceived', registry, expiresAt: node.world.now * 2 });
  };
  await register(1, 'authorised');
  for (const order of [forward, backward, forward]) await node.everybodyTriesEverything(order, all);
  let allocated = 0;
  while ((await node.tryTo('allocateFunds', deeds['allocateFunds'] as Deed, 'any', treasurer)) === undefined)
    allocated += 1;
  expect(allocated).toBeGreaterThan(0);
  await register(2, 'suspended');
  await node.everybodyTriesEverything(backward, all);
  for (const name of ['postEntry', 'exchangeMoney']) {
    for (const person of all) await node.tryTo(name, deeds[name] as Deed, 'any', person);
  }
  expect(node.answered()).toMatchInlineSnapshot(`
    {
      "addPerson": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "allocateFunds": [
        "allowed",
        "country-list-is-not-in-force",
        "framework-is-not-in-force",
        "fund-is-overdrawn",
        "hub-is-not-authorised",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "budget.revise": [
        "allowed",
        "budget-is-withdrawn",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "budget.withdraw": [
        "allowed",
        "budget-is-withdrawn",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "campaign.receiveDonation": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "closePeriod": [
        "allowed",
        "period-was-closed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "declareResource": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "disbursement.cancel": [
        "allowed",
        "disbursement-is-not-prepared",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "entry.post": [
        "allowed",
        "entry-is-not-pending",
        "pending-is-already-posted",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "entry.reverse": [
        "allowed",
        "entry-is-already-reversed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "entry.void": [
        "entry-is-not-pending",
        "pending-is-already-posted",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "exchangeMoney": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "grantRole": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "openAccount": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "openCampaign": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "openFund": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "part.disburse": [
        "allowed",
        "hub-is-not-authorised",
        "part-is-disbursed-already",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "planBudget": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "postEntries": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "postEntry": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "prepareEntry": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "receiveDonation": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
    }
  `);
});
