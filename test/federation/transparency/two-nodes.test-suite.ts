import type { Movement, SeededTransfers } from '@hubgraph/dev-env';
import { describe, expect, test } from 'vitest';
import { dayBack, type Fixture, fundOf, give, send, today, usd } from '../fixture.test-helper.ts';
import { complete, FIRST_DAY, report, TOMORROW, without } from './statement.test-helper.ts';

interface Compared {
  readonly result: {
    readonly isWithoutDifference: boolean;
    readonly matched: number;
    readonly onlyInA: readonly string[];
    readonly open: readonly { readonly id: string; readonly missing: string }[];
    readonly owed: readonly unknown[];
    readonly coverage: { readonly asOf: readonly { readonly node: string }[] };
  } | null;
}

/** The books of two nodes side by side, since ever. */
async function compared(movement: Movement, a: string, b: string, more = '') {
  const query = `query ($a: ID!, $b: ID!, $from: Day!, $to: Day!) {
    reconciliation(a: $a, b: $b, from: $from, to: $to${more}) { a b result { isWithoutDifference matched onlyInA onlyInB
      differs { id what a b } open { id missing } days { day movedInA movedInB } totalInA totalInB endCursor
      owed { from to owed { decimal currency } due { decimal currency } }
      coverage { asked answered asOf { node seq at } } } } }`;
  const { json } = await send(`${movement.gateway.url}/graphql`, {
    query,
    variables: { a, b, from: dayBack(30), to: TOMORROW },
  });
  return { json, found: json.data?.['reconciliation'] as Compared | null | undefined };
}

/** What each node owns less what it owes, in dollars. */
async function balancesByNode(movement: Movement) {
  const { statement } = await report(movement, FIRST_DAY, TOMORROW);
  return (statement?.balances ?? [])
    .filter(({ balance }) => balance.currency === 'USD')
    .map(({ node, balance }) => ({ node, amountMinor: BigInt(balance.amountMinor) }));
}

/** The books of two nodes side by side. */
export function booksOfTwoNodes(seededMovement: () => Fixture, transfers: () => SeededTransfers | undefined): void {
  describe('the books of two nodes', () => {
    const [one, other] = ['east-africa', 'south-asia'];

    test('agree, and say what is open and whose word is missing', async () => {
      const expected = {
        isWithoutDifference: true,
        matched: 1,
        onlyInA: [],
        onlyInB: [],
        differs: [],
        open: [{ id: transfers()?.open, missing: 'ANSWER_OF_PAYEE' }],
        days: [],
        owed: [],
        endCursor: null,
      };
      expect((await compared(seededMovement().movement, one, other)).found).toMatchObject({
        a: one,
        b: other,
        result: expected,
      });
      const swapped = await compared(seededMovement().movement, other, one);
      expect(swapped.found).toMatchObject({ result: expected });
      expect(swapped.found?.result?.coverage.asOf.map(({ node }) => node)).toEqual([other, one]);
    });

    test('agree on disbursements, which go from bank to bank', async () => {
      const { found, json } = await compared(seededMovement().movement, 'fundraising', one);
      expect(json.errors).toBeUndefined();
      expect(found?.result).toMatchObject({ isWithoutDifference: true, matched: 1, open: [], owed: [] });
    });

    test('have nothing to say where nothing was ever paid', async () => {
      expect((await compared(seededMovement().movement, 'andes', other)).found?.result).toMatchObject({
        isWithoutDifference: true,
        matched: 0,
      });
    });

    test('say what is owed until it has been paid and has arrived', async () => {
      const { movement } = seededMovement();
      const who = `${one}/${movement.hubs.find(({ id }) => id === one)?.people.treasurer}`;
      const input = { hub: one, to: other, fund: await fundOf(movement, one), amount: usd('3.00') };
      const before = (await balancesByNode(seededMovement().movement)).reduce(
        (sum, { amountMinor }) => sum + amountMinor,
        0n,
      );
      const type = 'PrepareTransferInput';
      const { id } = await movement.client.act(who, 'prepareTransfer', type, input, '... on Transfer { id }');
      await expect
        .poll(async () => (await compared(seededMovement().movement, one, other)).found?.result?.matched)
        .toBe(2);
      const money = { decimal: '3.00', currency: 'USD' };
      expect((await compared(seededMovement().movement, one, other)).found?.result).toMatchObject({
        isWithoutDifference: true,
        owed: [{ from: one, to: other, owed: money, due: money }],
      });
      // What one owes and the other is owed cancels out in what the movement has.
      expect(
        (await balancesByNode(seededMovement().movement)).reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
      ).toBe(before);
      await give(movement, who, 'settleTransfer', { hub: one, transfer: id, amount: usd('3.00'), day: today() });
      expect((await compared(seededMovement().movement, one, other)).found?.result).toMatchObject({
        isWithoutDifference: true,
        open: [{ missing: 'ANSWER_OF_PAYEE' }, { missing: 'ARRIVAL' }],
        owed: [{ from: one, to: other, owed: { decimal: '0.00' }, due: money }],
      });
    });

    test('are not compared where one of the two does not answer, whoever else does', async () => {
      const [missing, others] = await without(seededMovement().movement, 'south-asia', async () =>
        Promise.all([
          compared(seededMovement().movement, one, other),
          compared(seededMovement().movement, 'fundraising', one),
        ]),
      );
      expect(missing.found?.result ?? null).toBeNull();
      const error = missing.json.errors?.find(({ extensions }) => extensions?.['code'] === 'FIGURES_ARE_INCOMPLETE');
      expect(error?.message).toContain('south-asia did not answer');
      expect(others.found?.result).toMatchObject({ isWithoutDifference: true });
      const support = await without(seededMovement().movement, 'fundraising', () =>
        compared(seededMovement().movement, one, 'fundraising'),
      );
      expect(JSON.stringify(support.json.errors)).toContain('fundraising did not answer');
      await complete(seededMovement().movement);
    });

    test.each([
      ['reconciliation-needs-two-nodes', one, one, ''],
      ['node-has-no-books', one, 'council', ''],
      ['cursor-is-malformed', one, other, ', after: "x"'],
    ])('are not compared for a question that is none: %s', async (reason, a, b, more) => {
      const { json } = await compared(seededMovement().movement, a, b, more);
      expect(json.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason });
    });
  });
}
