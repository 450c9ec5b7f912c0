import { dayOf, sha256 } from '@hubgraph/kernel';
import type { DemoHub } from '../catalogue.ts';
import type { Movement } from '../movement.ts';

const DAY_MS = 86_400_000;

/** What each amount below is multiplied with, so that it looks ordinary in the currency of a hub. */
const SCALE: Readonly<Record<string, number>> = { KES: 100, INR: 60, PEN: 3, RSD: 90, EUR: 1, IDR: 12_000 };

interface Wish {
  readonly kind: string;
  readonly amount: number;
  readonly title: string;
  readonly about: string;
  readonly purpose: string;
  readonly costClass: string;
  readonly daysAgo: number;
}

const WISHES = {
  train: {
    ...{ kind: 'REIMBURSEMENT', amount: 42, purpose: 'travel', costClass: 'PROGRAMME', daysAgo: 19 },
    title: 'Train to the regional meeting',
    about: 'Second class, there and back. Made up for the demonstration.',
  },
  room: {
    ...{ kind: 'INVOICE', amount: 180, purpose: 'education', costClass: 'PROGRAMME', daysAgo: 11 },
    title: 'Room for two training days',
    about: 'With tables for twenty people and a projector. Made up for the demonstration.',
  },
  workshop: {
    ...{ kind: 'ADVANCE', amount: 90, purpose: 'education', costClass: 'PROGRAMME', daysAgo: 5 },
    title: 'Food and paper for a workshop',
    about: 'To be bought on the day; receipts follow. Made up for the demonstration.',
  },
  meeting: {
    ...{ kind: 'SITTING_ALLOWANCE', amount: 30, purpose: 'oversight', costClass: 'OVERSIGHT', daysAgo: 3 },
    title: 'Fund committee in spring',
    about: 'One evening. Made up for the demonstration.',
  },
} as const satisfies Readonly<Record<string, Wish>>;

/**
 * Expenses of a hub at every step: one is paid and receipted, a bill waits for approvals, an advance for its receipts,
 * an allowance to be reviewed. Names and numbers are made up.
 */
export async function seedExpenses(movement: Movement, hub: DemoHub, fund: string): Promise<void> {
  const { client, world } = movement;
  const act = async (as: keyof DemoHub['people'], field: string, key: string, input: object, type = 'Expense') => {
    const inputType = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const keyed = { ...input, idempotencyKey: `seed:expense:${field}:${key}` };
    const selection = type === 'ApprovalRule' ? 'version' : 'id';
    return client.act(`${hub.id}/${hub.people[as]}`, field, inputType, keyed, `... on ${type} { ${selection} }`);
  };
  const decimal = (amount: number): string => String(amount * (SCALE[hub.currency] ?? 1));
  const money = (amount: number) => ({ decimal: decimal(amount), currency: hub.currency });
  const payee = async (as: keyof DemoHub['people'], isSelf: boolean, name: string, account: string) => {
    const how = { method: account.startsWith('+') ? 'MOBILE_MONEY' : 'OTHER', account };
    return (await act(as, 'addPayee', name, { hub: hub.id, isSelf, name, ...how }, 'Payee')).id;
  };
  const submit = async (as: keyof DemoHub['people'], to: string, name: keyof typeof WISHES) => {
    const { amount, daysAgo, ...wish } = WISHES[name];
    const day = dayOf(world.clock.now() - daysAgo * DAY_MS);
    const rest = { hub: hub.id, payee: to, fund, amount: money(amount), day, spentIn: hub.country };
    return (await act(as, 'submitExpense', name, { ...wish, ...rest })).id;
  };
  const review = (name: string, expense: string) =>
    act('staff', 'reviewExpense', name, { expense, finding: 'COMPLETE', note: 'All is there.' });
  const receipt = (name: string, expense: string, amount: number) =>
    act('volunteer', 'attachReceipt', name, {
      expense,
      contentHash: sha256(`receipt of ${name} at ${hub.id}`),
      amount: money(amount),
      about: 'Made up for the demonstration.',
    });

  const small = { currency: hub.currency, upTo: decimal(100), approvals: [{ role: 'staff', count: 1 }] };
  const large = {
    currency: hub.currency,
    approvals: [
      { role: 'staff', count: 1 },
      { role: 'committee-member', count: 1 },
    ],
  };
  await act('board', 'setApprovalRule', 'rule', { hub: hub.id, tiers: [small, large] }, 'ApprovalRule');
  const volunteer = await payee('volunteer', true, hub.people.volunteer, '+10000000000');
  const house = await payee('volunteer', false, 'House of Books (demonstration)', 'In cash, at the counter');
  const member = await payee('committee', true, hub.people.committee, '+10000000001');

  const train = await submit('volunteer', volunteer, 'train');
  await receipt('train', train, WISHES.train.amount);
  await review('train', train);
  await act('staff', 'approveExpense', 'train', { expense: train });
  await act('treasurer', 'payExpense', 'train', { expense: train });

  const room = await submit('volunteer', house, 'room');
  await review('room', room);
  await act('staff', 'approveExpense', 'room', { expense: room });

  const workshop = await submit('volunteer', volunteer, 'workshop');
  await review('workshop', workshop);
  await act('staff', 'approveExpense', 'workshop', { expense: workshop });
  await act('treasurer', 'payExpense', 'workshop', { expense: workshop });

  await submit('committee', member, 'meeting');
}
