import { dayOf } from '@hubgraph/kernel';
import type { DemoHub } from '../catalogue.ts';
import type { Movement } from '../movement.ts';

const DAY_MS = 86_400_000;

/** A line of the plan: what it is to be of the ordinary amounts of a month. */
interface Planned {
  readonly code: string;
  readonly account: string;
  readonly perMonth: number;
  readonly purpose?: string;
}

const YEAR: readonly Planned[] = [
  { code: 'donations', account: 'income:donations', perMonth: 1_000 },
  { code: 'salaries', account: 'expenses:staff', perMonth: 480 },
  { code: 'infrastructure', account: 'expenses:services', perMonth: 170, purpose: 'infrastructure' },
  { code: 'board', account: 'expenses:oversight', perMonth: 90 },
];
const TRAVEL: readonly Planned[] = [{ code: 'trains', account: 'expenses:services', perMonth: 30, purpose: 'travel' }];

/**
 * What a hub plans for thirteen months, of which twelve are over: a budget that was revised once, and a part of it.
 * @param unit how many ordinary units of the hub's currency an amount of one is
 */
export async function seedBudgets({ client, world }: Movement, hub: DemoHub, unit: number): Promise<void> {
  const act = async (field: 'planBudget' | 'reviseBudget', key: string, input: object): Promise<string> => {
    const inputType = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const keyed = { idempotencyKey: `seed:budget:${key}`, ...input };
    const { id } = await client.act(
      `${hub.id}/${hub.people.treasurer}`,
      field,
      inputType,
      keyed,
      '... on Budget { id }',
    );
    return id;
  };
  const lines = (of: readonly Planned[], more = 0) =>
    of.map(({ code, account, perMonth, purpose }, n) => ({
      ...{ code, account, ...(purpose && { purpose }) },
      amount: { decimal: String(Math.round(unit * (perMonth + (n === 1 ? more : 0)) * 13)), currency: hub.currency },
    }));
  const now = world.clock.now();
  const days = { hub: hub.id, from: dayOf(now - 365 * DAY_MS), to: dayOf(now + 30 * DAY_MS) };
  const year = await act('planBudget', 'year', { ...days, name: 'The year of the hub', lines: lines(YEAR) });
  await act('planBudget', 'travel', { ...days, name: 'To the regional meeting', parent: year, lines: lines(TRAVEL) });
  const reason = 'Half a post more for the archives. Made up for the demonstration.';
  await act('reviseBudget', 'more', { budget: year, lines: lines(YEAR, 40), reason });
}
