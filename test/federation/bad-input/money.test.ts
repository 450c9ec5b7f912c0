import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayBack, type Fixture, FUNDRAISER, FUNDRAISING, give, heads, today, usd } from '../fixture.test-helper.ts';
import { HUB, LEAD, TREASURER, twoHubs, ULID } from './two-hubs.test-helper.ts';

let fixture: Fixture;
let fund = '';
beforeAll(async () => {
  ({ fixture, fund } = await twoHubs());
});
afterAll(() => fixture.end());

describe('money', () => {
  const amounts: [string, object][] = [
    ['a fraction of a cent', usd('1.005')],
    ['less than nothing', usd('-1.00')],
    ['nothing', usd('0.00')],
    ['10^30', usd(`1${'0'.repeat(30)}`)],
    ['10^29', usd(`1${'0'.repeat(29)}`)],
    ['2^62', usd('46116860184273879.04')],
    ['more than there is', usd('1500.01')],
    ['a comma', usd('1,50')],
    ['an exponent', usd('1e3')],
    ['hexadecimal', usd('0x10')],
    ['words', usd('ten')],
    ['no digits', usd('')],
    ['a space', usd(' 1.00')],
    ['a sign', usd('+1.00')],
    ['other digits', usd('١٢')],
    ['a million digits', usd('1'.repeat(100_000))],
    ['no number', usd('NaN')],
    ['infinity', usd('Infinity')],
    ['a currency that is none', { decimal: '1.00', currency: 'ABC' }],
    ['gold', { decimal: '1.00', currency: 'XAU' }],
    ['another currency', { decimal: '1.00', currency: 'EUR' }],
    ['no currency', { decimal: '1.00', currency: '' }],
    ['__proto__', { decimal: '1.00', currency: '__proto__' }],
  ];
  test.each(amounts)('is refused in every mutation: %s', async (_, amount) => {
    const { movement, ids } = fixture;
    const before = await heads(movement);
    const results = [
      await give(movement, TREASURER, 'payAward', { award: ids.award, amount }),
      await give(movement, TREASURER, 'returnUnspent', { payment: ids.payment, amount }),
      await give(movement, LEAD, 'reportSpending', {
        payment: ids.payment,
        amount,
        contentHash: 'b'.repeat(64),
        spentOn: today(),
        about: 'x',
      }),
      await give(movement, TREASURER, 'postEntry', {
        hub: HUB,
        kind: 'test',
        effectiveDay: today(),
        postings: [
          { account: 'assets:bank:main', fund, debit: amount },
          { account: 'income:donations', fund, credit: usd('1.00'), counterparty: 'PUBLIC' },
        ],
      }),
    ];
    expect(results.map((result) => result.__typename)).toEqual(['Refused', 'Refused', 'Refused', 'Refused']);
    for (const { code, message } of results) {
      expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
      expect(message?.length).toBeLessThan(500);
    }
    expect(await heads(movement)).toEqual(before);
  });

  test('that is not in two places does not balance', async () => {
    const { movement } = fixture;
    const entry = (postings: object[]) =>
      give(movement, TREASURER, 'postEntry', { hub: HUB, kind: 'test', effectiveDay: today(), postings });
    const before = await heads(movement);
    const bank = { account: 'assets:bank:main', fund };
    const income = { account: 'income:donations', fund, counterparty: 'PUBLIC' };
    const results = await Promise.all([
      entry([]),
      entry([{ ...bank, debit: usd('1.00') }]),
      entry([
        { ...bank, debit: usd('1.00') },
        { ...income, credit: usd('1.01') },
      ]),
      entry([
        { ...bank, debit: usd('1.00') },
        { ...income, debit: usd('1.00') },
      ]),
      entry([{ ...bank, debit: usd('1.00'), credit: usd('1.00') }, income]),
      entry([
        { ...bank, debit: usd('1.00') },
        { ...income, credit: { decimal: '1.00', currency: 'EUR' } },
      ]),
      entry([
        { ...bank, debit: usd('1.00') },
        { ...income, credit: usd('1.00'), fund: `${HUB}:fund:${ULID}` },
      ]),
      entry([
        { ...bank, debit: usd('1.00'), account: 'assets:../bank' },
        { ...income, credit: usd('1.00') },
      ]),
      entry([
        { ...bank, debit: usd('1.00') },
        { account: 'income:donations', fund, credit: usd('1.00') },
      ]),
      entry([
        { ...bank, debit: usd('1.00') },
        { ...income, credit: usd('1.00'), spentIn: 'Kenya' },
      ]),
    ]);
    expect(results.map((result) => result.__typename)).toEqual(results.map(() => 'Refused'));
    for (const { code } of results) expect(code).not.toMatch(/role|sign-in/);
    expect(await heads(movement)).toEqual(before);
  });

  test('cannot be taken out of a fund that has not got it, nor allocated twice', async () => {
    const { movement, ids } = fixture;
    const { data } = await movement.client.ask<{ supportBooks: { funds: { nodes: { id: string }[] } } }>(
      '{ supportBooks { funds { nodes { id } } } }',
    );
    const support = data?.supportBooks.funds.nodes[0]?.id ?? '';
    const before = await heads(movement);
    expect(
      (await give(movement, FUNDRAISING, 'allocateFunds', { fund: support, amount: usd('999999.00') })).__typename,
    ).toBe('Refused');
    expect(await give(movement, FUNDRAISING, 'disburse', { allocation: ids.allocation, hub: HUB })).toMatchObject({
      code: 'part-is-disbursed-already',
    });
    expect(await heads(movement)).toEqual(before);
  });

  test('cannot have been received on a day that is still to come', async () => {
    const { movement, ids } = fixture;
    const donation = { campaign: ids.campaign, amount: usd('5.00'), receivedOn: dayBack(-30) };
    expect((await give(movement, FUNDRAISER, 'receiveDonation', donation)).__typename).toBe('Refused');
  });
});
