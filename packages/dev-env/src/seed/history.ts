import { join } from 'node:path';
import { dayOf } from '@hubgraph/kernel';
import type { DemoHub } from '../catalogue.ts';
import type { Movement } from '../movement.ts';
import { seedBudgets } from './budgets.ts';
import { seedExpenses } from './expenses.ts';
import { leaveOpenAtCouncil, leaveOpenAtHub } from './open-ends.ts';
import { seedTeamBooks } from './team-books.ts';
import { seedTransfers } from './transfers.ts';

const DAY_MS = 86_400_000;
const MONTHS = 12;
const FILE = 'history.json';

/** Local money of one month, in thousandths of what a hub's currency calls ordinary. */
const MONTHLY = [
  {
    kind: 'local-donation',
    income: true,
    part: 900,
    account: 'income:donations',
    counterparty: 'PUBLIC',
    purpose: 'general',
  },
  { kind: 'salaries', income: false, part: 420, account: 'expenses:staff', counterparty: 'STAFF', purpose: 'staff' },
  {
    kind: 'services',
    income: false,
    part: 150,
    account: 'expenses:services',
    counterparty: 'SUPPLIER',
    purpose: 'infrastructure',
  },
  {
    kind: 'board-meeting',
    income: false,
    part: 60,
    account: 'expenses:oversight',
    counterparty: 'SUPPLIER',
    purpose: 'oversight',
  },
] as const;

/** What a thousand ordinary units are in each currency of the demonstration. */
const ORDINARY: Readonly<Record<string, number>> = { KES: 900, INR: 600, PEN: 25, RSD: 700, EUR: 7, IDR: 100_000 };

/**
 * A year of ordinary life at every hub: local donations, salaries, bills, a few more teams, and what waits for people.
 * Loaded after the graph is ready, with progress; stops between two requests when `signal` aborts, and goes on from there at the next start.
 */
export async function seedHistory(
  movement: Movement,
  step: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { world, folder, hubs } = movement;
  const path = join(folder, FILE);
  if (world.disk.exists(path)) return;
  await leaveOpenAtCouncil(movement);
  await seedTransfers(movement);
  let done = 0;
  for (const hub of hubs) {
    const fund = await generalFund(movement, hub.id);
    for (let month = MONTHS; month >= 1; month -= 1) {
      for (const line of MONTHLY) {
        if (signal.aborted) return;
        await post(movement, hub, fund, month, line);
      }
    }
    for (const [index, name] of ['Open Archives', 'Wiki Saturdays'].entries()) {
      if (signal.aborted) return;
      const id = await team(movement, hub, name, index);
      if (index === 0) await leaveOpenAtHub(movement, hub, id, fund);
      else if (hub === hubs[0]) await seedTeamBooks(movement, hub, id);
    }
    if (signal.aborted) return;
    if (hub === hubs[0]) await volunteering(movement, hub, fund);
    await learning(movement, hub);
    await seedExpenses(movement, hub, fund);
    await seedBudgets(movement, hub, ORDINARY[hub.currency] ?? 100);
    done += 1;
    step(`history: ${done} of ${hubs.length} hubs (${hub.id})`);
  }
  world.disk.writeAtomically(path, Buffer.from('{"complete":true}\n'));
}

async function generalFund(movement: Movement, hub: string): Promise<string> {
  const { data } = await movement.client.ask<{ hub: { books: { funds: { nodes: { id: string; code: string }[] } } } }>(
    'query ($id: ID!) { hub(id: $id) { books { funds { nodes { id code } } } } }',
    { id: hub },
  );
  const fund = data?.hub.books?.funds.nodes.find((one) => one.code === 'general')?.id;
  if (fund === undefined) throw new Error(`${hub} does not answer.`);
  return fund;
}

async function post(
  movement: Movement,
  hub: DemoHub,
  fund: string,
  month: number,
  line: (typeof MONTHLY)[number],
): Promise<void> {
  const decimal = String(Math.round((ORDINARY[hub.currency] ?? 100) * line.part * (1 + ((month * 7) % 5) / 10)));
  const amount = { decimal, currency: hub.currency };
  const bank = { account: 'assets:bank:main', fund, counterparty: line.counterparty };
  const other = {
    account: line.account,
    fund,
    counterparty: line.counterparty,
    purpose: line.purpose,
    spentIn: hub.country,
    decidedIn: hub.country,
  };
  const postings = line.income
    ? [
        { ...bank, debit: amount },
        { ...other, credit: amount },
      ]
    : [
        { ...other, debit: amount },
        { ...bank, credit: amount },
      ];
  const input = {
    idempotencyKey: `seed:${line.kind}:${month}`,
    hub: hub.id,
    kind: line.kind,
    effectiveDay: dayOf(movement.world.clock.now() - month * 30 * DAY_MS),
    postings,
  };
  await movement.client.act(
    `${hub.id}/${hub.people.treasurer}`,
    'postEntry',
    'PostEntryInput',
    input,
    '... on JournalEntry { id }',
  );
}

/** Hours that volunteers gave, which were used as they came. */
async function volunteering(movement: Movement, hub: DemoHub, fund: string): Promise<void> {
  const as = `${hub.id}/${hub.people.treasurer}`;
  const declared = { hub: hub.id, code: 'VOLUNTEER-HOURS', kind: 'STAFF_TIME', name: 'Hours of volunteers', places: 2 };
  const key = (of: string) => ({ idempotencyKey: `seed:resources:${of}` });
  const { client, world } = movement;
  await client.act(
    as,
    'declareResource',
    'DeclareResourceInput',
    { ...key('declare'), ...declared },
    '... on Resource { code }',
  );
  const side = { fund, purpose: 'general', spentIn: hub.country, decidedIn: hub.country };
  const amount = { decimal: '184.50', currency: 'VOLUNTEER-HOURS' };
  const input = {
    ...key('hours'),
    hub: hub.id,
    kind: 'volunteering',
    effectiveDay: dayOf(world.clock.now() - 40 * DAY_MS),
    postings: [
      { ...side, account: 'expenses:staff', counterparty: 'STAFF', debit: amount },
      { ...side, account: 'income:donations', counterparty: 'PUBLIC', credit: amount },
    ],
  };
  await client.act(as, 'postEntry', 'PostEntryInput', input, '... on JournalEntry { id }');
}

async function team(movement: Movement, hub: DemoHub, name: string, index: number): Promise<string> {
  const { client } = movement;
  const formed = await client.act(
    `${hub.id}/${hub.people.volunteer}`,
    'formTeam',
    'FormTeamInput',
    {
      idempotencyKey: `seed:history-team:${index}`,
      hub: hub.id,
      name: `${name} ${hub.country}`,
      charter: 'A team of the demonstration: made up, like everything here.',
    },
    '... on Team { id }',
  );
  await client.act(
    `${hub.id}/${hub.people.staff}`,
    'recogniseTeam',
    'RecogniseTeamInput',
    {
      idempotencyKey: `seed:history-recognise:${index}`,
      team: formed.id,
    },
    '... on Team { id }',
  );
  return formed.id;
}

async function learning(movement: Movement, hub: DemoHub): Promise<void> {
  await movement.client.act(
    `${hub.id}/${hub.people.staff}`,
    'shareLearning',
    'ShareLearningInput',
    {
      idempotencyKey: 'seed:history-learning',
      hub: hub.id,
      title: 'Ask before you plan',
      text: 'Teams that asked their readers first needed half the equipment. Made up for the demonstration.',
      topics: ['planning'],
    },
    '... on Learning { id }',
  );
}
