import { anonymous, personActor } from '@hubgraph/node';
import { beforeAll, expect, it } from 'vitest';
import { bill, credit, debit, donation, give, hours, openFund } from '../testing/books.ts';
import { hubDefinition, openTestNode, type TestNode, treasurer } from '../testing/test-node.ts';

const LINES = `lines { code kind account fund purpose project team costClass planned { decimal currency } actual { decimal }
  pending { decimal } remaining { decimal } usedBasisPoints
  postings { totalCount totals { decimal currency } nodes { entry { id } } } }`;
const SUM = 'kind currency planned { decimal } actual { decimal } pending { decimal } remaining { decimal }';
const BUDGET = `id name status from to team version withdrawnBecause parent { id } ${LINES}
  versions { version reason by { id } lines { code planned { decimal } } }
  rollUp { asOf { node seq } sums { ${SUM} } includes { budget name team lines } withdrawn { budget }
    notPlanned { kind amount { decimal currency } } }
  parts { totalCount nodes { id } } permissions { revise { allowed code } withdraw { allowed code } }`;

type Answer = Readonly<Record<string, unknown>>;
interface Shown extends Answer {
  readonly id: string;
  readonly lines: readonly Answer[];
}

let hub: TestNode;
let general: string;
let travel: string;

beforeAll(async () => {
  hub = await openTestNode(hubDefinition);
  general = await openFund(hub, 'general');
  travel = await openFund(hub, 'travel', ['travel']);
  await give(hub, 'declareResource', { code: 'HOURS', kind: 'STAFF_TIME', name: 'Hours', places: 2 });
  await give(hub, 'postEntry', donation(general, '1000.00'));
  await give(hub, 'postEntry', donation(travel, '500.00'));
  await give(hub, 'postEntry', hours(general, '7.50'));
  await give(hub, 'postEntry', bill(general, '120.00', { project: 'camp' }));
  await give(hub, 'postEntry', bill(general, '30.00', {}, '2026-07-01'));
  await give(hub, 'postEntry', bill(general, '11.00', {}, '2026-05-31'));
  await give(hub, 'postEntry', bill(travel, '80.00', { purpose: 'travel' }));
  const postings = [
    debit('expenses:services', general, '55.00', { counterparty: 'SUPPLIER', project: 'camp' }),
    credit('liabilities:payable:services', general, '55.00'),
  ];
  await give(hub, 'prepareEntry', {
    ...{ kind: 'order', effectiveDay: '2026-06-20', expiresAt: '2026-07-20T00:00:00Z', postings },
  });
  return async () => hub[Symbol.asyncDispose]();
});

async function ask(source: string, variables: Answer = {}, actor = anonymous): Promise<Answer> {
  const { data, errors } = await hub.ask(actor, source, variables);
  expect(errors).toBeUndefined();
  return data;
}

async function act(field: string, input: Answer, actor = treasurer): Promise<Shown> {
  hub.now += 1;
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const source = `mutation ($input: ${type}!) { answer: ${field}(input: $input)
    { __typename ... on Budget { ${BUDGET} } ... on Refused { code message } } }`;
  return (await ask(source, { input }, actor))['answer'] as Shown;
}

const line = (code: string, account: string, decimal: string, others: Answer = {}, currency = 'EUR') => ({
  ...{ code, account, amount: { decimal, currency } },
  ...others,
});
const june = { hub: 'east', from: '2026-06-01', to: '2026-07-01' };

it('shows plan against actual, revised by versions, and what the sums include', async () => {
  const planned = await act('planBudget', {
    ...june,
    name: 'June',
    lines: [
      line('rent', 'expenses:services', '100.00', { fund: general, project: 'unknown' }),
      line('gifts', 'income:donations', '2000.00'),
      line('volunteers', 'income:donations', '10.00', {}, 'HOURS'),
    ],
  });
  expect(planned).toMatchObject({ __typename: 'Budget', name: 'June', status: 'PLANNED', version: 1, team: null });
  expect(planned.lines).toMatchObject([
    { code: 'rent', kind: 'EXPENSE', planned: { decimal: '100.00' }, actual: { decimal: '0.00' }, usedBasisPoints: 0 },
    {
      ...{ code: 'gifts', kind: 'INCOME', actual: { decimal: '1500.00' }, remaining: { decimal: '500.00' } },
      ...{ usedBasisPoints: 7_500, postings: { totalCount: 2, totals: [{ decimal: '1500.00', currency: 'EUR' }] } },
    },
    { code: 'volunteers', planned: { currency: 'HOURS' }, actual: { decimal: '7.50' }, postings: { totalCount: 1 } },
  ]);
  const camp = await act('planBudget', {
    ...june,
    ...{ name: 'Camp', parent: planned.id, team: 'east:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF' },
    lines: [line('camp', 'expenses:services', '150.00', { project: 'camp' })],
  });
  expect(camp).toMatchObject({ parent: { id: planned.id } });
  expect(camp.lines).toMatchObject([
    { actual: { decimal: '120.00' }, pending: { decimal: '55.00' }, remaining: { decimal: '30.00' } },
  ]);
  const { budget } = await ask(`query ($id: ID!) { budget(id: $id) { ${BUDGET} } }`, { id: planned.id });
  expect(budget).toMatchObject({
    parts: { totalCount: 1, nodes: [{ id: camp.id }] },
    rollUp: {
      asOf: { node: 'east', seq: hub.node.read.position() },
      sums: [
        { kind: 'INCOME', currency: 'EUR', planned: { decimal: '2000.00' }, actual: { decimal: '1500.00' } },
        { kind: 'INCOME', currency: 'HOURS', planned: { decimal: '10.00' }, actual: { decimal: '7.50' } },
        {
          ...{ kind: 'EXPENSE', currency: 'EUR', planned: { decimal: '250.00' }, actual: { decimal: '120.00' } },
          ...{ pending: { decimal: '55.00' }, remaining: { decimal: '130.00' } },
        },
      ],
      includes: [
        { budget: planned.id, name: 'June', team: null, lines: ['rent', 'gifts', 'volunteers'] },
        { budget: camp.id, name: 'Camp', lines: ['camp'] },
      ],
      withdrawn: [],
      // The travel fund's ticket, and the hours that were used.
      notPlanned: [
        { kind: 'EXPENSE', amount: { decimal: '80.00', currency: 'EUR' } },
        { kind: 'EXPENSE', amount: { decimal: '7.50', currency: 'HOURS' } },
      ],
    },
  });
  const overlapping = {
    ...june,
    name: 'Twice',
    lines: [line('all', 'expenses:services', '1.00', { project: 'camp' })],
  };
  expect(await act('planBudget', overlapping)).toMatchObject({ code: 'budget-lines-overlap' });

  const revised = await act('reviseBudget', {
    ...{ budget: planned.id, reason: 'The rent went up.' },
    lines: [
      line('rent', 'expenses:services', '110.00', { fund: general, project: 'unknown' }),
      line('tickets', 'expenses:services', '100.00', { fund: travel, project: 'unknown' }),
      line('gifts', 'income:donations', '2000.00'),
    ],
  });
  expect(revised).toMatchObject({
    version: 2,
    versions: [
      { version: 2, reason: 'The rent went up.', by: { id: treasurer.name }, lines: [{}, {}, {}] },
      { version: 1, reason: null, lines: [{ code: 'rent', planned: { decimal: '100.00' } }, {}, {}] },
    ],
    permissions: { revise: { allowed: true }, withdraw: { allowed: false, code: 'budget-has-parts' } },
  });
  expect(revised.lines[1]).toMatchObject({ actual: { decimal: '80.00' }, postings: { totalCount: 1 } });

  expect(await act('withdrawBudget', { budget: camp.id, reason: 'No camp.' })).toMatchObject({
    ...{
      status: 'WITHDRAWN',
      withdrawnBecause: 'No camp.',
      rollUp: { includes: [], withdrawn: [{ budget: camp.id }] },
    },
    permissions: { revise: { code: 'budget-is-withdrawn' }, withdraw: { code: 'budget-is-withdrawn' } },
  });
  const { after } = await ask(`query ($id: ID!) { after: budget(id: $id) { rollUp { withdrawn { budget name } } } }`, {
    id: planned.id,
  });
  expect(after).toEqual({ rollUp: { withdrawn: [{ budget: camp.id, name: 'Camp' }] } });
  const digest = hub.node.journal.digest();
  hub = await hub.rebuild();
  expect(hub.node.journal.digest()).toBe(digest);
  expect(await ask(`query ($id: ID!) { budget(id: $id) { ${BUDGET} } }`, { id: planned.id })).toMatchObject({
    budget: { name: 'June', version: 2, rollUp: { withdrawn: [{ budget: camp.id }] } },
  });
  await listed(planned.id, camp.id);
  await closed(planned.id);
});

/** By the days on which they count; parts only where they are asked for. */
async function listed(planned: string, camp: string): Promise<void> {
  const later = await act('planBudget', {
    ...{ hub: 'east', name: 'July', from: '2026-07-01', to: '2026-08-01' },
    lines: [line('rent', 'expenses:services', '100.00')],
  });
  const list = async (args: string) => {
    const source = `{ hub: _entities(representations: [{ __typename: "Hub", id: "east" }]) { ... on Hub { books {
      budgets${args} { totalCount nodes { id } pageInfo { hasNextPage endCursor } } } } } }`;
    return ((await ask(source))['hub'] as [{ books: { budgets: Answer } }])[0].books.budgets;
  };
  expect(await list('')).toMatchObject({ totalCount: 2, nodes: [{ id: later.id }, { id: planned }] });
  expect(await list('(withParts: true)')).toMatchObject({
    ...{ totalCount: 3, nodes: [{ id: later.id }, { id: camp }, { id: planned }] },
  });
  expect(await list('(from: "2026-06-30", to: "2026-07-01")')).toMatchObject({ nodes: [{ id: planned }] });
  const page = await list('(first: 1)');
  expect(page).toMatchObject({ nodes: [{ id: later.id }], pageInfo: { hasNextPage: true } });
  const { endCursor } = page['pageInfo'] as { endCursor: string };
  expect(await list(`(first: 1, after: "${endCursor}")`)).toMatchObject({ nodes: [{ id: planned }] });
}

/** What is over and closed is planned no more, and stays as it is. */
async function closed(planned: string): Promise<void> {
  await give(hub, 'closePeriod', { before: '2026-06-15' });
  const again = [line('rent', 'expenses:services', '1.00')];
  const before = { ...june, from: '2026-05-01', to: '2026-06-15', name: 'May', lines: again };
  expect(await act('planBudget', before)).toMatchObject({ code: 'period-is-closed' });
  const revised = await act('reviseBudget', { budget: planned, lines: again, reason: 'Less.' });
  expect(revised).toMatchObject({ version: 3 });
}

it.each([
  ['id-is-of-another-hub', 'planBudget', { ...june, hub: 'west', name: '', lines: [] }],
  ['text-is-empty', 'planBudget', { ...june, name: ' ', lines: [] }],
  ['resource-is-unknown', 'planBudget', { ...june, name: 'x', lines: [line('a', 'x', '1', {}, 'PLACES')] }],
  ['amount-has-a-fraction', 'planBudget', { ...june, name: 'x', lines: [line('a', 'x', '1.001')] }],
  ['id-is-malformed', 'reviseBudget', { budget: 'x', lines: [], reason: '' }],
  ['id-is-of-another-hub', 'withdrawBudget', { budget: 'west:budget:01JD3Z7N4QK8R2V6X0Y5ABCDEF', reason: '' }],
  ['budget-is-unknown', 'withdrawBudget', { budget: 'east:budget:01JD3Z7N4QK8R2V6X0Y5ABCDEF', reason: 'x' }],
] as const)('is refused: %s', async (code, field, input) => {
  expect(await act(field, input)).toMatchObject({ __typename: 'Refused', code });
});

it('is for the treasurer and the board', async () => {
  const staff = personActor('east:person:01JD3Z7N4QK8R2V6X0Y5ABCDEG', [{ role: 'staff' }]);
  expect(await act('planBudget', { ...june, name: 'x', lines: [] }, staff)).toMatchObject({ code: 'role-is-missing' });
  const board = personActor('east:person:01JD3Z7N4QK8R2V6X0Y5ABCDEH', [{ role: 'board-member' }]);
  expect(await act('planBudget', { ...june, name: 'x', lines: [] }, board)).toMatchObject({
    code: 'budget-lines-are-none',
  });
});
