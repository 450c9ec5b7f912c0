import { dayOf } from '@hubgraph/kernel';
import type { DemoHub } from '../catalogue.ts';
import type { Movement } from '../movement.ts';
import { until } from './wait.ts';

/** The ids of transfers between the first two hubs. */
export interface SeededTransfers {
  /** In both books, paid and arrived. */
  readonly settled: string;
  /** Offered to a treasurer who has not decided. */
  readonly open: string;
}

/**
 * What the first two hubs pay each other: one transfer that is paid and has arrived, and one that waits for a person.
 * Undefined where there is one hub only. Both need dollars in their general funds.
 */
export async function seedTransfers(movement: Movement): Promise<SeededTransfers | undefined> {
  const [one, other] = movement.hubs;
  if (one === undefined || other === undefined) return undefined;
  const act = (hub: DemoHub, field: string, key: string, input: Readonly<Record<string, unknown>>, selection = 'id') =>
    movement.client.act(
      `${hub.id}/${hub.people.treasurer}`,
      field,
      `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`,
      { idempotencyKey: `seed:transfer:${key}`, hub: hub.id, ...input },
      `... on ${field === 'setAcceptanceRule' ? 'AcceptanceRule' : 'Transfer'} { ${selection} }`,
    );
  const usd = (decimal: string) => ({ decimal, currency: 'USD' });
  const day = dayOf(movement.world.clock.now());
  const fundOf = async (hub: DemoHub): Promise<string | undefined> => {
    const { data } = await movement.client.ask<{
      hub: { books: { funds: { nodes: { id: string; code: string }[] } } };
    }>('query ($id: ID!) { hub(id: $id) { books { funds { nodes { id code } } } } }', { id: hub.id });
    return data?.hub.books.funds.nodes.find(({ code }) => code === 'general')?.id;
  };
  const sideOf = async (hub: DemoHub, id: string) => {
    const { data } = await movement.client.ask<{
      hub: { transfer: { status: string; settlements: { id: string }[] } | null };
    }>('query ($hub: ID!, $id: ID!) { hub(id: $hub) { transfer(id: $id) { status settlements { id } } } }', {
      hub: hub.id,
      id,
    });
    return data?.hub.transfer ?? undefined;
  };
  const comesTo = (hub: DemoHub, id: string, status: string) =>
    until(movement.world, `${id} is ${status} at ${hub.id}`, async () =>
      (await sideOf(hub, id))?.status === status ? true : undefined,
    );
  const pays = { to: other.id, fund: await fundOf(one), amount: usd('250.00'), purpose: 'education' };
  const { id: settled } = await act(one, 'prepareTransfer', 'settled', pays);
  await comesTo(other, settled, 'BOOKED');
  await comesTo(one, settled, 'BOOKED');
  await act(one, 'settleTransfer', 'paid', { transfer: settled, amount: usd('250.00'), day });
  const settlement = await until(movement.world, `${settled} is paid`, async () =>
    (await sideOf(other, settled))?.settlements.at(0),
  );
  await act(other, 'confirmSettlement', 'arrived', { settlement: settlement.id, day });
  // From now on its treasurer is asked about everything that does not come from the Basic Support System.
  await act(one, 'setAcceptanceRule', 'rule', { from: 'LISTED', nodes: ['fundraising'] }, 'from');
  const asks = { to: one.id, fund: await fundOf(other), amount: usd('120.00'), purpose: 'technology' };
  const { id: open } = await act(other, 'prepareTransfer', 'open', asks);
  await comesTo(one, open, 'OFFERED');
  return { settled, open };
}
