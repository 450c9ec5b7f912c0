import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RunningHub } from '../grants/running-hub.test-helper.ts';
import { basisAt } from './trace.ts';

const transfer = (n: number) => `bss:transfer:01JD3Z7N4QK8R2V6X0Y5ABCDE${n}`;
const SOURCES = `query ($id: ID!) {
  payment(id: $id) {
    sources {
      amount { amountMinor } basis fund { code } origin entry
      disbursement { __typename id toHub { __typename id } }
    }
  }
}`;
const USES = `query ($of: [_Any!]!) {
  _entities(representations: $of) {
    ... on Disbursement { uses { amount { amountMinor currency } basis payment { id } } }
  }
}`;

let hub: RunningHub;
let [team, person, treasurer, general, projects] = ['', '', '', '', ''];

beforeEach(async () => {
  hub = await RunningHub.open();
  team = await hub.team('RECOGNISED');
  person = await hub.person({ role: 'committee-member' });
  treasurer = await hub.person({ role: 'treasurer' });
  general = await hub.fund('general');
  projects = await hub.fund('projects');
});
afterEach(async () => {
  await hub[Symbol.asyncDispose]();
});

/** Applies, decides and pays in one go; answers with the payment's id. */
async function paid(...draws: readonly (readonly [fund: string, amountMinor: bigint])[]): Promise<string> {
  const at = hub.world.now;
  const text = { key: hub.newId('text'), digest: 'd' };
  const amountMinor = draws.reduce((sum, [, amount]) => sum + amount, 0n);
  const [application, award, payment] = [hub.newId('application'), hub.newId('award'), hub.newId('payment')];
  const request = { team, title: text, plan: text, purpose: 'education', currency: 'EUR', amountMinor, spentIn: 'ME' };
  await hub.happen({ type: 'FundsAppliedFor', application, ...request } as never);
  const reason = {
    decision: 'AWARD',
    reason: text,
    draws: draws.map(([fund, amount]) => ({ fund, amountMinor: amount })),
  };
  const give = (by: string, type: string, payload: object) =>
    hub.node.handle(hub.actor(by), type, { ...payload }, { commandId: `${type} ${payment}`, fingerprint: `${at}` });
  expect(await give(person, 'DecideApplication', { application, award, ...reason })).toHaveProperty('seq');
  expect(await give(treasurer, 'PayAward', { award, payment, amountMinor })).toHaveProperty('seq');
  return payment;
}

async function sources(payment: string): Promise<unknown[]> {
  const { payment: found } = await hub.ask<{ payment: { sources: unknown[] } }>(person, SOURCES, { id: payment });
  return found.sources;
}

async function uses(id: string): Promise<unknown> {
  const of = [{ __typename: 'Disbursement', id, toHub: { id: 'cee' } }];
  const { _entities } = await hub.ask<{ _entities: { uses: unknown }[] }>(person, USES, { of });
  return _entities[0]?.uses;
}

const fromTransfer = (n: number, of: object) => ({
  origin: 'DISBURSEMENT',
  entry: transfer(n),
  disbursement: { __typename: 'Disbursement', id: transfer(n), toHub: { __typename: 'Hub', id: 'cee' } },
  ...of,
});
const part = (amountMinor: string, basis: string, code = 'general') => ({
  amount: { amountMinor },
  basis,
  fund: { code },
});

describe('back, from a payment to its sources', () => {
  test('one disbursement: directly', async () => {
    await hub.receive(general, 'income:movement', 10_000n, { transfer: transfer(1) });
    expect(await sources(await paid([general, 600n]))).toEqual([fromTransfer(1, part('600', 'DIRECT'))]);
  });

  test('several: each by its part, to the last minor unit', async () => {
    await hub.receive(general, 'income:movement', 6_000n, { transfer: transfer(1) });
    const donation = await hub.receive(general, 'income:donations', 3_000n);
    const opening = await hub.receive(general, 'equity:opening', 1_000n);
    const fee = await hub.receive(general, 'income:other', 1n);
    const other = { disbursement: null };
    expect(await sources(await paid([general, 101n]))).toEqual([
      fromTransfer(1, part('61', 'PRO_RATA')),
      { ...other, ...part('30', 'PRO_RATA'), origin: 'DONATION', entry: donation },
      { ...other, ...part('10', 'PRO_RATA'), origin: 'OPENING', entry: opening },
    ]);
    const rest = (await sources(await paid([general, 9_900n]))) as { entry: string }[];
    expect(rest.map(({ entry }) => entry)).toEqual([transfer(1), donation, opening, fee]);
    expect(rest[3]).toMatchObject({ origin: 'OTHER', amount: { amountMinor: '1' } });
  });

  test('an entry that merely cites a transfer is no disbursement', async () => {
    const entry = await hub.receive(general, 'income:other', 10n, { transfer: transfer(1) }, hub.newId('entry'));
    const found = await sources(await paid([general, 10n]));
    expect(found).toEqual([{ ...part('10', 'DIRECT'), origin: 'OTHER', entry, disbursement: null }]);
  });

  test('from several funds: each traced by itself', async () => {
    await hub.receive(general, 'income:movement', 1_000n, { transfer: transfer(1) });
    await hub.receive(projects, 'income:movement', 1_000n, { transfer: transfer(2) });
    await hub.receive(projects, 'income:movement', 3_000n, { transfer: transfer(3) });
    expect(await sources(await paid([general, 100n], [projects, 400n]))).toEqual([
      fromTransfer(1, part('100', 'DIRECT')),
      fromTransfer(2, part('100', 'PRO_RATA', 'projects')),
      fromTransfer(3, part('300', 'PRO_RATA', 'projects')),
    ]);
  });

  test('what came later changes nothing', async () => {
    await hub.receive(general, 'income:movement', 1_000n, { transfer: transfer(1) });
    const payment = await paid([general, 100n]);
    const before = await sources(payment);
    await hub.receive(general, 'income:donations', 9_000n);
    await paid([general, 500n]);
    expect(await sources(payment)).toEqual(before);
  });

  test('money that came back is a source of its own', async () => {
    await hub.receive(general, 'income:movement', 1_000n, { transfer: transfer(1) });
    const payment = await paid([general, 1_000n]);
    const returned = { return: hub.newId('return'), payment, amountMinor: 400n };
    const key = { commandId: 'return', fingerprint: 'r' };
    expect(await hub.node.handle(hub.actor(treasurer), 'ReturnUnspent', returned, key)).toHaveProperty('seq');
    const back = { origin: 'RETURN', entry: `${returned.return}/1`, disbursement: null };
    expect(await sources(await paid([general, 300n]))).toEqual([{ ...back, ...part('300', 'DIRECT') }]);
  });
});

describe('on, from a disbursement to its uses', () => {
  test('the payments that it went into', async () => {
    await hub.receive(general, 'income:movement', 1_000n, { transfer: transfer(1) });
    const first = await paid([general, 200n]);
    await hub.receive(general, 'income:donations', 800n);
    const second = await paid([general, 100n]);
    expect(await uses(transfer(1))).toEqual([
      { amount: { amountMinor: '200', currency: 'EUR' }, basis: 'DIRECT', payment: { id: first } },
      { amount: { amountMinor: '50', currency: 'EUR' }, basis: 'PRO_RATA', payment: { id: second } },
    ]);
  });

  test('only payments of awards: not entries that merely cite one, nor transfers that never arrived', async () => {
    await hub.receive(general, 'income:movement', 1_000n, { transfer: transfer(1) });
    await hub.receive(projects, 'income:other', 1n);
    const payment = await paid([projects, 1n]);
    await hub.receive(general, 'income:other', -10n, { payment });
    expect(await uses(transfer(1))).toEqual([]);
    expect(await uses(transfer(9))).toEqual([]);
  });

  test('both ways agree', async () => {
    for (const n of [1, 2, 3])
      await hub.receive(general, 'income:movement', BigInt(n * 777), { transfer: transfer(n) });
    const payments = [await paid([general, 1n]), await paid([general, 1_234n]), await paid([general, 99n])];
    const back: string[] = [];
    for (const payment of payments) {
      for (const one of (await sources(payment)) as { amount: { amountMinor: string }; entry: string }[]) {
        back.push(`${one.entry} ${payment} ${one.amount.amountMinor}`);
      }
    }
    const on: string[] = [];
    for (const n of [1, 2, 3]) {
      for (const one of (await uses(transfer(n))) as { amount: { amountMinor: string }; payment: { id: string } }[]) {
        on.push(`${transfer(n)} ${one.payment.id} ${one.amount.amountMinor}`);
      }
    }
    expect(on.sort()).toEqual(back.sort());
    expect(back.length).toBeGreaterThan(5);
  });
});

test.each([
  ['one source', [100n, -10n], 'DIRECT'],
  ['a second one', [100n, 1n, -10n], 'PRO_RATA'],
  ['a second one after something was spent', [100n, -10n, 5n, -5n], 'PRO_RATA'],
  ['a second one after all was spent', [100n, -100n, 5n, -5n], 'DIRECT'],
  ['two that were spent, then one', [100n, 7n, -107n, 5n, -1n, -4n], 'DIRECT'],
])('the basis after %s', (_, amounts, basis) => {
  const pool = amounts.map((amountMinor, n) => ({ id: `${n}`, amountMinor }));
  expect(basisAt(pool, `${amounts.length - 1}`)).toBe(basis);
});
