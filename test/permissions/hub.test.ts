import { definitions } from '@hubgraph/dev-env';
import { dayOf, sha256 } from '@hubgraph/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Asking, type Deed, mutation, ofEntity, permission } from './asking.test-helper.ts';

const CEE = 'cee';
const bankAccount = { accountNumber: 'RS35 2600 0560 1001 6113 79', currency: 'EUR' };
const cent = { decimal: '0.01', currency: 'EUR' };

let cee: Asking;
let fund: string;
let people: Record<string, string | undefined>;
let counted = 0;

const ofHub = (verb: string): string => ofEntity('Hub', `permissions/${verb}`);
const leastGift = () => ({
  kind: 'gift',
  effectiveDay: '2026-03-02',
  postings: [
    { account: 'assets:bank:main', fund, debit: cent },
    { account: 'income:donations', fund, credit: cent, counterparty: 'PUBLIC' },
  ],
});
const unused = (): string => {
  counted += 1;
  return `u${counted}`;
};

/** A year of its own, far ahead. */
const unusedTerm = (): { from: string; to: string } => {
  counted += 1;
  return { from: `${2100 + counted}-01-01`, to: `${2101 + counted}-01-01` };
};

const budgetLine = (decimal: string) => ({
  ...{ code: 'tea', account: 'expenses:services', amount: { decimal, currency: 'EUR' } },
});

const deeds: Readonly<Record<string, Deed>> = {
  formTeam: {
    with: 'hub',
    permission: ofHub('formTeam'),
    mutation: mutation('formTeam', 'Team'),
    input: () => ({ hub: CEE, name: 'Evenings', charter: 'We meet in the evening.' }),
    makes: 'team',
  },
  'team.recognise': {
    with: 'team',
    permission: permission('team(id: $id)/permissions/recognise'),
    mutation: mutation('recogniseTeam', 'Team'),
    input: (team) => ({ team }),
  },
  'team.assignCoach': {
    with: 'team',
    permission: permission('team(id: $id)/permissions/assignCoach'),
    mutation: mutation('assignCoach', 'Team'),
    input: async (team) => ({ team, coach: await anotherCoach(team) }),
  },
  'team.applyForFunds': {
    with: 'team',
    permission: permission('team(id: $id)/permissions/applyForFunds'),
    mutation: mutation('applyForFunds', 'Application'),
    input: (team) => ({
      team,
      title: 'Evenings',
      plan: 'Three evenings.',
      purpose: 'education',
      amount: { decimal: '0.02', currency: 'EUR' },
      spentIn: 'RS',
    }),
    makes: 'application',
  },
  'team.offerSponsorship': {
    with: 'team',
    permission: permission('team(id: $id)/permissions/offerSponsorship'),
    mutation: mutation('offerSponsorship', 'Sponsorship'),
    input: (team) => ({ team, feeBasisPoints: 500, terms: 'We keep one in twenty.', from: '2026-01-01' }),
    makes: 'sponsorship',
  },
  'ownBooks.record': {
    with: 'team',
    permission: permission('team(id: $id)/permissions/recordIncorporation'),
    mutation: mutation('recordIncorporation', 'Team'),
    input: (team) => ({
      ...{ team, legalName: 'Evenings e.V.', registration: 'VR 1' },
      ...{ since: '2025-01-01', rhythm: 'YEARLY', graceDays: 90 },
    }),
  },
  'ownBooks.end': {
    with: 'team',
    permission: permission('team(id: $id)/ownBooks/permissions/end'),
    mutation: mutation('endTeamBooks', 'Team'),
    input: (team) => ({ team, until: '2027-01-01', reason: 'It was dissolved.' }),
  },
  'ownBooks.drop': ofFiling('drop', 'dropTeamFiling', () => ({})),
  'ownBooks.file': {
    with: 'team',
    permission: permission('team(id: $id)/ownBooks/permissions/file'),
    mutation: mutation('startTeamFiling', 'TeamFiling'),
    input: (team) => ({
      ...{ team, from: '2025-01-01', to: '2026-01-01' },
      ...{ fileSha256: sha256(unused()), reason: 'A bill was missing.' },
    }),
    makes: 'filing',
  },
  'ownBooks.stage': ofFiling('stage', 'stageTeamFiling', async (filing) => ({
    batch: await batchesOf(filing),
    entries: [{ sourceId: unused(), day: '2025-01-01', postings: [] }],
  })),
  'ownBooks.complete': ofFiling('complete', 'completeTeamFiling', async (filing) => {
    const batches = await batchesOf(filing);
    return { batches, rows: batches, fileSha256: await fileOf(filing) };
  }),
  'sponsorship.accept': ofSponsorship('accept', 'acceptSponsorship'),
  'sponsorship.bookIncome': ofSponsorship('bookIncome', 'bookSponsoredIncome', {
    ...{ amount: cent, counterparty: 'PUBLIC', day: '2026-03-02' },
  }),
  'sponsorship.end': ofSponsorship('end', 'endSponsorship'),
  'held.accept': ofHeld('accept', 'acceptSponsorship'),
  'held.consent': ofHeld('consent', 'consentToSponsorship'),
  'held.decline': ofHeld('decline', 'declineSponsorship', { reason: 'Another one is nearer.' }),
  'held.direct': ofHeld('direct', 'directPayment', { amount: cent, about: 'Tea.' }),
  'held.answer': {
    with: 'held',
    permission: permission('sponsorship(id: $id)/directions/permissions/answer'),
    mutation: mutation('answerDirection', 'Sponsorship'),
    input: async (sponsorship) => {
      const source = 'query ($id: ID!) { sponsorship(id: $id) { directions { id } } }';
      const found = await cee.ask<{ sponsorship: { directions: { id: string }[] } }>(undefined, source, {
        id: sponsorship,
      });
      return { direction: found.sponsorship.directions[0]?.id, paidOn: dayOf(cee.world.now) };
    },
  },
  'team.shareLearning': {
    with: 'team',
    permission: permission('team(id: $id)/permissions/shareLearning'),
    mutation: mutation('shareLearning', 'Learning'),
    input: (team) => ({ hub: CEE, team, title: 'Bring tea', text: 'People stay longer.' }),
    makes: 'learning',
  },
  shareLearning: {
    with: 'hub',
    permission: ofHub('shareLearning'),
    mutation: mutation('shareLearning', 'Learning'),
    input: () => ({ hub: CEE, title: 'Bring tea', text: 'People stay longer.' }),
    makes: 'learning',
  },
  'learning.withdraw': {
    with: 'learning',
    type: 'Learning',
    permission: ofEntity('Learning', 'permissions/withdraw'),
    mutation: mutation('withdrawLearning', 'Learning'),
    input: (learning) => ({ learning, reason: 'It was not so.' }),
  },
  signTrademarkAgreement: {
    with: 'agreement',
    permission: ofHub('signTrademarkAgreement(agreement: $id)'),
    mutation: mutation('signTrademarkAgreement', 'HubAgreement', 'status'),
    input: (agreement) => ({ hub: CEE, agreement }),
  },
  'application.award': {
    with: 'application',
    permission: permission('application(id: $id)/permissions/award'),
    mutation: mutation('decideApplication', 'Application', 'award { id }'),
    input: (application) => ({ application, decision: 'AWARD', reason: 'Good.', draws: [{ fund, amount: cent }] }),
    makes: 'award',
  },
  'application.decide': {
    with: 'application',
    permission: permission('application(id: $id)/permissions/decide'),
    mutation: mutation('decideApplication', 'Application'),
    input: (application) => ({ application, decision: 'DECLINE', reason: 'Not now.' }),
  },
  'award.pay': {
    with: 'award',
    permission: permission('award(id: $id)/permissions/pay'),
    mutation: mutation('payAward', 'Payment'),
    input: (award) => ({ award, amount: cent }),
    makes: 'payment',
  },
  'award.close': {
    with: 'award',
    permission: permission('award(id: $id)/permissions/close'),
    mutation: mutation('closeAward', 'Award'),
    input: (award) => ({ award }),
  },
  'payment.reportSpending': {
    with: 'payment',
    permission: permission('payment(id: $id)/permissions/reportSpending'),
    mutation: mutation('reportSpending', 'Receipt'),
    input: (payment) => ({
      payment,
      amount: cent,
      contentHash: sha256(unused()),
      spentOn: '2026-03-02',
      about: 'Tea.',
    }),
    makes: 'receipt',
  },
  'payment.returnUnspent': {
    with: 'payment',
    permission: permission('payment(id: $id)/permissions/returnUnspent'),
    mutation: mutation('returnUnspent', 'Payment'),
    input: (payment) => ({ payment, amount: cent }),
  },
  openFund: {
    with: 'hub',
    permission: ofHub('openFund'),
    mutation: mutation('openFund', 'Fund'),
    // Later in the order of codes than the one that has money.
    input: () => ({ hub: CEE, code: `z-${unused()}`, name: 'Another', purposes: ['nothing-else'] }),
  },
  declareResource: {
    with: 'hub',
    permission: ofHub('declareResource'),
    mutation: mutation('declareResource', 'Resource', 'places'),
    input: () => ({ hub: CEE, code: `R-${unused().toUpperCase()}0`, kind: 'STAFF_TIME', name: 'Hours', places: 2 }),
  },
  openAccount: {
    with: 'hub',
    permission: ofHub('openAccount'),
    mutation: mutation('openAccount', 'LedgerAccount', 'path'),
    input: () => ({ hub: CEE, path: `assets:${unused()}`, currency: 'EUR' }),
  },
  postEntry: {
    with: 'hub',
    permission: ofHub('postEntry'),
    mutation: mutation('postEntry', 'JournalEntry'),
    input: () => ({ hub: CEE, ...leastGift() }),
    makes: 'entry',
  },
  closePeriod: {
    with: 'hub',
    permission: ofHub('closePeriod'),
    mutation: mutation('closePeriod', 'Books', 'node'),
    input: () => ({ hub: CEE, before: '2026-03-02' }),
  },
  planBudget: {
    with: 'hub',
    permission: ofHub('planBudget'),
    mutation: mutation('planBudget', 'Budget'),
    input: () => ({ hub: CEE, name: 'A year', ...unusedTerm(), lines: [budgetLine('0.02')] }),
    makes: 'budget',
  },
  'budget.revise': {
    with: 'budget',
    permission: permission('budget(id: $id)/permissions/revise'),
    mutation: mutation('reviseBudget', 'Budget'),
    input: (budget) => ({ budget, lines: [budgetLine(`${counted++}.99`)], reason: 'More.' }),
  },
  'budget.withdraw': {
    with: 'budget',
    permission: permission('budget(id: $id)/permissions/withdraw'),
    mutation: mutation('withdrawBudget', 'Budget'),
    input: (budget) => ({ budget, reason: 'Over.' }),
  },
  postEntries: {
    with: 'hub',
    permission: ofHub('postEntries'),
    mutation: mutation('postEntries', 'JournalEntries', 'nodes { id }'),
    input: () => ({ hub: CEE, entries: [leastGift()] }),
  },
  prepareEntry: {
    with: 'hub',
    permission: ofHub('prepareEntry'),
    mutation: mutation('prepareEntry', 'JournalEntry'),
    input: () => ({ hub: CEE, ...leastGift(), expiresAt: '2027-03-02T00:00:00Z' }),
    makes: 'entry',
  },
  exchangeMoney: {
    with: 'hub',
    permission: ofHub('exchangeMoney'),
    mutation: mutation('exchangeMoney', 'JournalEntry'),
    input: () => ({
      ...{ hub: CEE, fund, gave: cent, from: 'assets:bank:main', to: 'assets:bank:main', rate: '1', rateSource: 'ecb' },
      ...{ got: { ...cent, currency: 'USD' }, rateDay: '2026-03-01', effectiveDay: '2026-03-02' },
    }),
  },
  'entry.post': {
    with: 'entry',
    permission: ofEntity('Hub', 'books/entry(id: $id)/permissions/post'),
    mutation: mutation('postPendingEntry', 'JournalEntry'),
    input: (entry) => ({ hub: CEE, entry, effectiveDay: '2026-03-02' }),
  },
  'entry.void': {
    with: 'entry',
    permission: ofEntity('Hub', 'books/entry(id: $id)/permissions/void'),
    mutation: mutation('voidPendingEntry', 'JournalEntry'),
    input: (entry) => ({ hub: CEE, entry }),
  },
  'entry.reverse': {
    with: 'entry',
    permission: ofEntity('Hub', 'books/entry(id: $id)/permissions/reverse'),
    mutation: mutation('reverseEntry', 'JournalEntry'),
    input: (entry) => ({ hub: CEE, entry, effectiveDay: '2026-03-02' }),
  },
  startImport: {
    with: 'hub',
    permission: ofHub('startImport'),
    mutation: mutation('startImport', 'Import'),
    input: () => ({ hub: CEE, fileSha256: sha256(unused()), format: 'THREE_SIXTY_GIVING' }),
  },
  bindBankAccount: {
    with: 'hub',
    permission: ofHub('bindBankAccount'),
    mutation: mutation('bindBankAccount', 'BankAccount'),
    input: () => ({ hub: CEE, ...bankAccount, ledgerAccount: 'assets:bank:main' }),
  },
  importBankStatement: {
    with: 'hub',
    permission: ofHub('importBankStatement'),
    mutation: mutation('importBankStatement', 'BankStatement'),
    input: () => ({
      ...{ hub: CEE, ...bankAccount, fileSha256: sha256(unused()), ordinal: 0, lines: [] },
      ...{ from: '2026-03-02', to: '2026-03-02', openingMinor: '0', closingMinor: '0' },
    }),
  },
  addPerson: {
    with: 'hub',
    permission: ofHub('addPerson'),
    mutation: mutation('addPerson', 'Person'),
    input: () => ({ hub: CEE, name: 'Somebody new' }),
  },
  grantRole: {
    with: 'person',
    permission: ofHub('grantRole'),
    mutation: mutation('grantRole', 'Person'),
    input: (person) => ({ person, role: 'team-lead', of: cee.newId('team') }),
  },
  seatInOffice: {
    with: 'person',
    permission: ofHub('seatInOffice'),
    mutation: mutation('seatInOffice', 'Mandate'),
    input: (person) => ({ person, office: 'treasurer', ...unusedTerm(), because: 'Elected.' }),
    makes: 'mandate',
  },
  'mandate.end': {
    with: 'mandate',
    permission: permission('mandate(id: $id)/permissions/end'),
    mutation: mutation('endMandate', 'Mandate'),
    input: (mandate) => ({ mandate, reason: 'Moved away.' }),
  },
  setApprovalRule: {
    with: 'hub',
    permission: ofHub('setApprovalRule'),
    mutation: mutation('setApprovalRule', 'ApprovalRule', 'version'),
    input: () => ({ hub: CEE, tiers: [{ currency: 'EUR', approvals: [{ role: 'staff', count: 1 }] }] }),
  },
  setProtectedCountries: {
    with: 'hub',
    permission: ofHub('setProtectedCountries'),
    mutation: mutation('setProtectedCountries', 'ProtectedCountries', 'countries'),
    input: () => ({ hub: CEE, countries: ['BY'] }),
  },
  addPayee: {
    with: 'hub',
    permission: ofHub('addPayee'),
    mutation: mutation('addPayee', 'Payee'),
    input: () => ({ hub: CEE, isSelf: false, name: 'A shop', method: 'OTHER', account: 'In cash.' }),
    makes: 'payee',
  },
  'payee.change': {
    with: 'payee',
    type: 'Payee',
    permission: ofEntity('Payee', 'permissions/change'),
    mutation: mutation('changePayee', 'Payee'),
    input: (payee) => ({ payee, name: 'A shop', method: 'OTHER', account: 'By cheque.' }),
  },
  submitExpense: {
    with: 'hub',
    permission: ofHub('submitExpense'),
    mutation: mutation('submitExpense', 'Expense'),
    input: () => ({ hub: CEE, ...expenseContent() }),
    makes: 'expense',
  },
  'expense.review': ofExpense('review', 'reviewExpense', { finding: 'COMPLETE', note: 'All is there.' }),
  'expense.approve': ofExpense('approve', 'approveExpense'),
  'expense.approveForTeam': ofExpense('approveForTeam', 'approveExpenseForTeam'),
  'expense.pay': ofExpense('pay', 'payExpense'),
  'expense.attachReceipt': {
    ...ofExpense('attachReceipt', 'attachReceipt'),
    input: (expense) => ({ expense, amount: cent, contentHash: sha256(unused()), about: 'Tea.' }),
  },
  'expense.clearAdvance': ofExpense('clearAdvance', 'clearAdvance', { spent: '0.00', returned: '0.01' }),
  'expense.returnPayment': ofExpense('returnPayment', 'returnExpensePayment', { reason: 'The account is closed.' }),
  'expense.sendBack': ofExpense('sendBack', 'reviewExpense', { finding: 'INCOMPLETE', note: 'No receipt.' }),
  'expense.edit': {
    ...ofExpense('edit', 'editExpense'),
    input: (expense) => ({ expense, ...expenseContent() }),
  },
  'expense.refuse': ofExpense('refuse', 'refuseExpense', { reason: 'It was private.' }),
  'expense.withdraw': ofExpense('withdraw', 'withdrawExpense'),
  adoptHubCharter: {
    with: 'hub',
    permission: ofHub('adoptHubCharter'),
    mutation: mutation('adoptHubCharter', 'HubCharter'),
    input: () => ({ hub: CEE, version: unused(), language: 'sr', text: 'We support teams.' }),
  },
};

/** An advance of two cents to the oldest payee. */
function expenseContent(): object {
  const codes = { kind: 'ADVANCE', purpose: 'education', costClass: 'PROGRAMME', spentIn: 'RS', day: '2026-03-02' };
  const payee = cee.things.get('payee')?.[0] ?? cee.newId('payee');
  return { ...codes, payee, fund, amount: { decimal: '0.02', currency: 'EUR' }, title: 'Tea', about: 'For evenings.' };
}

function ofSponsorship(verb: string, field: string, rest: object = {}): Deed {
  return {
    with: 'sponsorship',
    permission: permission(`sponsorship(id: $id)/permissions/${verb}`),
    mutation: mutation(field, 'Sponsorship'),
    input: (sponsorship) => ({ sponsorship, ...rest }),
  };
}

function ofHeld(verb: string, field: string, rest: object = {}): Deed {
  return { ...ofSponsorship(verb, field, rest), with: 'held' };
}

function ofFiling(verb: string, field: string, rest: (filing: string) => object | Promise<object>): Deed {
  return {
    with: 'filing',
    permission: permission(`teamFiling(id: $id)/permissions/${verb}`),
    mutation: mutation(field, 'TeamFiling'),
    input: async (filing) => ({ filing, ...(await rest(filing)) }),
  };
}

async function ofTeamFiling<T>(id: string, field: string): Promise<T> {
  const source = `query ($id: ID!) { teamFiling(id: $id) { found: ${field} } }`;
  return (await cee.ask<{ teamFiling: { found: T } }>(undefined, source, { id })).teamFiling.found;
}
const batchesOf = (id: string) => ofTeamFiling<number>(id, 'stagedBatches');
const fileOf = (id: string) => ofTeamFiling<string>(id, 'fileSha256');

function ofExpense(verb: string, field: string, rest: object = {}): Deed {
  return {
    with: 'expense',
    permission: permission(`expense(id: $id)/permissions/${verb}`),
    mutation: mutation(field, 'Expense'),
    input: (expense) => ({ expense, ...rest }),
  };
}

async function anotherCoach(team: string): Promise<string | undefined> {
  const { team: found } = await cee.ask<{ team: { coach: { id: string } | null } }>(
    people['staff'],
    'query ($id: ID!) { team(id: $id) { coach { id } } }',
    { id: team },
  );
  return found.coach?.id === people['coach'] ? people['otherCoach'] : people['coach'];
}

beforeAll(async () => {
  cee = await Asking.open(CEE, definitions.hub);
  cee.add('hub', CEE);
  const administrator = await cee.person('administrator');
  const treasurer = await cee.person('treasurer');
  people = {
    nobody: undefined,
    volunteer: await cee.person(),
    administrator,
    board: await cee.person('board-member'),
    staff: await cee.person('staff'),
    coach: await cee.person('coach'),
    otherCoach: await cee.person('coach'),
    treasurer,
    member: await cee.person('committee-member'),
    both: await cee.person('treasurer', 'committee-member'),
  };
  cee.add('person', administrator);
  const past = cee.newId('mandate');
  const because = { key: cee.newId('text'), digest: 'a'.repeat(64) };
  const term = { office: 'treasurer', from: '2024-01-01', to: '2025-01-01' };
  await cee.operate('SeatInOffice', { mandate: past, person: administrator, ...term, because });
  cee.add('mandate', past);
  const { made } = await cee.ask<{ made: { id: string } }>(treasurer, mutation('openFund', 'Fund'), {
    input: { hub: CEE, code: 'general', name: 'General' },
  });
  fund = made.id;
  const offered = { hub: CEE, validFrom: '2026-01-01', validTo: '2027-01-01', termsDigest: 'd'.repeat(64) };
  const offer = { ...offered, issuer: 'trademark', statement: 'e'.repeat(64), openUntil: Date.parse('2027-01-01') };
  for (const change of [{}, { openUntil: 1 }, { hub: 'andes' }, {}]) {
    const agreement = cee.newId('agreement').replace(CEE, 'trademark');
    cee.add('agreement', agreement);
    await cee.happen({ type: 'AgreementOffered', agreement, ...offer, ...change });
  }
  const last = cee.things.get('agreement')?.[3];
  await cee.happen({ type: 'AgreementEnded', agreement: last, reasonDigest: 'f'.repeat(64) });
});
afterAll(() => cee[Symbol.asyncDispose]());

test('whatever is asked of a hub, the permission is what the command is answered', async () => {
  const everybody = Object.values(people);
  // Whether money can be exchanged is asked for any currency that there is: at the end, when there is one still.
  const later = (name: string) => name === 'exchangeMoney' || /^(expense|ownBooks|held)\./.test(name);
  const forward = Object.entries(deeds).filter(([name]) => !later(name));
  const backward = forward.toReversed();
  await cee.everybodyTriesEverything(forward, everybody);
  const nodes = [
    { id: CEE, kind: 'hub', name: 'CEE', country: 'RS', status: 'authorised', endpoint: 'http://a.example' },
  ];
  const registry = { epoch: 1, nodes: nodes.map((node) => ({ ...node, tokenKeys: [], statementKeys: [] })) };
  await cee.happen({ type: 'RegistryReceived', registry, expiresAt: cee.world.now * 2 });
  await cee.everybodyTriesEverything(backward, everybody);
  const signed = cee.things.get('agreement')?.[0];
  await cee.happen({ type: 'AgreementEnteredIntoForce', agreement: signed, knownUntil: cee.world.now * 2 });
  for (const order of [forward, backward, forward, backward]) await cee.everybodyTriesEverything(order, everybody);
  const last = (kind: string): string => cee.things.get(kind)?.at(-1) ?? '';
  const step = (name: string, id: string, by: string) => cee.tryTo(name, deeds[name] as Deed, id, people[by]);
  // The volunteer formed the first team; who decides twice may not pay.
  for (const [decider, payer] of [
    ['member', 'treasurer'],
    ['both', 'both'],
  ] as const) {
    await step('postEntry', CEE, 'treasurer');
    await step('team.applyForFunds', cee.things.get('team')?.[0] ?? '', 'volunteer');
    await step('application.award', last('application'), decider);
    await step('award.pay', last('award'), payer);
    await step('payment.returnUnspent', last('payment'), 'treasurer');
  }
  for (const _ of everybody) await step('postEntry', CEE, 'treasurer');
  for (const by of Object.keys(people)) await step('exchangeMoney', CEE, by);
  expect(cee.answered()).toMatchInlineSnapshot(`
    {
      "addPayee": [
        "allowed",
        "sign-in-is-needed",
      ],
      "addPerson": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "adoptHubCharter": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "application.award": [
        "allowed",
        "application-is-decided",
        "decider-is-a-party",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "application.decide": [
        "application-is-decided",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "award.close": [
        "allowed",
        "award-is-closed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "award.pay": [
        "allowed",
        "award-is-closed",
        "payer-decided-the-award",
        "payment-exceeds-award",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "bindBankAccount": [
        "allowed",
        "bank-account-is-bound",
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
      "formTeam": [
        "allowed",
        "sign-in-is-needed",
      ],
      "grantRole": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "importBankStatement": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "learning.withdraw": [
        "allowed",
        "learning-is-withdrawn",
        "learning-was-shared-by-another",
        "sign-in-is-needed",
      ],
      "mandate.end": [
        "allowed",
        "mandate-is-ended",
        "mandate-is-over",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "openAccount": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "openFund": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "payee.change": [
        "allowed",
        "payee-was-added-by-another",
        "sign-in-is-needed",
      ],
      "payment.reportSpending": [
        "allowed",
        "report-exceeds-payment",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "payment.returnUnspent": [
        "allowed",
        "return-exceeds-unspent",
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
      "seatInOffice": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "setApprovalRule": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "setProtectedCountries": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "shareLearning": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "signTrademarkAgreement": [
        "agreement-is-ended",
        "agreement-is-expired",
        "agreement-is-signed",
        "agreement-is-unknown",
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "sponsorship.accept": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
        "sponsorship-is-not-offered",
      ],
      "sponsorship.bookIncome": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "sponsorship.end": [
        "role-is-missing",
        "sign-in-is-needed",
        "sponsorship-has-money",
      ],
      "startImport": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "submitExpense": [
        "allowed",
        "sign-in-is-needed",
      ],
      "team.applyForFunds": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
        "team-is-not-recognised",
      ],
      "team.assignCoach": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
      "team.offerSponsorship": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
        "team-is-sponsored",
      ],
      "team.recognise": [
        "allowed",
        "hub-is-not-authorised",
        "role-is-missing",
        "sign-in-is-needed",
        "team-is-recognised",
        "trademark-agreement-is-not-in-force",
      ],
      "team.shareLearning": [
        "allowed",
        "role-is-missing",
        "sign-in-is-needed",
      ],
    }
  `);
});

test('whatever is asked of an expense, the permission is what the command is answered', async () => {
  const everybody = Object.values(people);
  const give = (name: string, id: string, by: string) => cee.tryTo(name, deeds[name] as Deed, id, people[by]);
  const last = (kind: string): string => cee.things.get(kind)?.at(-1) ?? '';
  await give('setApprovalRule', CEE, 'board');
  await give('postEntry', CEE, 'treasurer');
  await give('postEntry', CEE, 'treasurer');
  await give('addPayee', CEE, 'volunteer');
  const ways = [
    [
      'review',
      'approveForTeam',
      'approve',
      'pay',
      'returnPayment',
      'attachReceipt',
      'pay',
      'clearAdvance',
      'clearAdvance',
    ],
    ['review', 'sendBack', 'edit', 'withdraw'],
    ['refuse'],
  ];
  for (const way of ways) {
    await give('submitExpense', CEE, 'volunteer');
    for (const verb of way) {
      for (const person of everybody) {
        await cee.tryTo(`expense.${verb}`, deeds[`expense.${verb}`] as Deed, last('expense'), person);
      }
    }
  }
  const answered = Object.entries(cee.answered()).filter(([name]) => name.startsWith('expense.'));
  expect(answered.map(([name, codes]) => `${name}: ${codes.join(', ')}`)).toMatchInlineSnapshot(`
    [
      "expense.review: allowed, expense-is-reviewed, role-is-missing, sign-in-is-needed",
      "expense.approveForTeam: role-is-missing, sign-in-is-needed",
      "expense.approve: allowed, approval-is-not-needed, expense-is-approved, role-is-missing, sign-in-is-needed",
      "expense.pay: allowed, expense-is-paid, role-is-missing, sign-in-is-needed",
      "expense.returnPayment: allowed, expense-is-approved, role-is-missing, sign-in-is-needed",
      "expense.attachReceipt: allowed, expense-is-of-another, sign-in-is-needed",
      "expense.clearAdvance: allowed, expense-is-receipted, role-is-missing, sign-in-is-needed",
      "expense.sendBack: allowed, expense-is-incomplete, role-is-missing, sign-in-is-needed",
      "expense.edit: allowed, expense-is-of-another, sign-in-is-needed",
      "expense.withdraw: allowed, expense-is-withdrawn, sign-in-is-needed",
      "expense.refuse: allowed, expense-is-refused, role-is-missing, sign-in-is-needed",
    ]
  `);
});

test('whatever is asked of a team’s own books, the permission is what the command is answered', async () => {
  const everybody = Object.values(people);
  const tryAll = async (verb: string, kind: string) => {
    for (const person of everybody) {
      await cee.tryTo(
        `ownBooks.${verb}`,
        deeds[`ownBooks.${verb}`] as Deed,
        cee.things.get(kind)?.at(-1) ?? '',
        person,
      );
    }
  };
  await cee.tryTo('formTeam', deeds['formTeam'] as Deed, CEE, people['volunteer']);
  await tryAll('record', 'team');
  for (const way of [['drop'], ['stage', 'complete', 'stage', 'drop']]) {
    await tryAll('file', 'team');
    for (const verb of way) await tryAll(verb, 'filing');
  }
  await tryAll('end', 'team');
  const answered = Object.entries(cee.answered()).filter(([name]) => name.startsWith('ownBooks.'));
  expect(answered.map(([name, codes]) => `${name}: ${codes.join(', ')}`)).toMatchInlineSnapshot(`
    [
      "ownBooks.record: allowed, role-is-missing, sign-in-is-needed, team-is-incorporated",
      "ownBooks.file: allowed, filing-is-open, role-is-missing, sign-in-is-needed",
      "ownBooks.drop: allowed, filing-is-complete, filing-is-dropped, role-is-missing, sign-in-is-needed",
      "ownBooks.stage: allowed, filing-is-complete, role-is-missing, sign-in-is-needed",
      "ownBooks.complete: allowed, filing-is-complete, role-is-missing, sign-in-is-needed",
      "ownBooks.end: allowed, role-is-missing, sign-in-is-needed, team-books-have-ended",
    ]
  `);
});

test('whatever is asked of money that a team holds for another, the permission is what the command is answered', async () => {
  const everybody = Object.values(people);
  const last = (kind: string): string => cee.things.get(kind)?.at(-1) ?? '';
  const tryAll = async (verb: string, kind = 'held', deed = deeds[`held.${verb}`] as Deed) => {
    for (const person of everybody) await cee.tryTo(`held.${verb}`, deed, last(kind), person);
  };
  // Two people lead the two teams; the second files books of its own.
  await cee.tryTo('formTeam', deeds['formTeam'] as Deed, CEE, people['coach']);
  const team = last('team');
  await cee.tryTo('formTeam', deeds['formTeam'] as Deed, CEE, people['volunteer']);
  await cee.tryTo('ownBooks.record', deeds['ownBooks.record'] as Deed, last('team'), people['volunteer']);
  const offer: Deed = {
    with: 'team',
    permission: permission(`team(id: $id)/permissions/offerTeamSponsorship(team: "${team}")`),
    mutation: mutation('offerTeamSponsorship', 'Sponsorship'),
    input: (sponsor) => ({ sponsor, team, feeBasisPoints: 0, terms: 'x', from: dayOf(cee.world.now) }),
    makes: 'held',
  };
  await tryAll('offer', 'team', offer);
  await tryAll('decline');
  await tryAll('offer', 'team', offer);
  for (const verb of ['accept', 'consent', 'direct']) await tryAll(verb);
  await tryAll('answer');
  const answered = Object.entries(cee.answered()).filter(([name]) => name.startsWith('held.'));
  expect(answered.map(([name, codes]) => `${name}: ${codes.join(', ')}`)).toMatchInlineSnapshot(`
    [
      "held.offer: allowed, role-is-missing, sign-in-is-needed",
      "held.decline: allowed, role-is-missing, sign-in-is-needed, sponsorship-is-not-offered",
      "held.accept: allowed, role-is-missing, sign-in-is-needed",
      "held.consent: allowed, role-is-missing, sign-in-is-needed, sponsorship-is-not-agreed",
      "held.direct: allowed, role-is-missing, sign-in-is-needed",
      "held.answer: allowed, role-is-missing, sign-in-is-needed",
    ]
  `);
});
