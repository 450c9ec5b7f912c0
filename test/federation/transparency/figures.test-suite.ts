import { demoCountries, demoRates } from '@hubgraph/dev-env';
import { describe, expect, test } from 'vitest';
import { dayBack, expectClean, type Fixture, send } from '../fixture.test-helper.ts';
import {
  converted,
  FIRST_DAY,
  type Flow,
  flows,
  linesOf,
  QUERY,
  report,
  type Share,
  SPENT_ON,
  type Statement,
  TOMORROW,
} from './statement.test-helper.ts';

const aged = (days: number) => expect.toBeOneOf([dayBack(days), dayBack(days - 1)]);

/** The figures of the movement are what its entries say. */
export function figuresOfTheMovement(seededMovement: () => Fixture): void {
  describe('the figures of the movement', () => {
    test.each([
      ['all', FIRST_DAY, TOMORROW, 'USD'],
      ['all, in yen, without decimal places', FIRST_DAY, TOMORROW, 'JPY'],
      ['all, in dinar, with three', FIRST_DAY, TOMORROW, 'KWD'],
      ['all, in euro', FIRST_DAY, TOMORROW, 'EUR'],
      ['one period', dayBack(110), dayBack(60), 'USD'],
      ['the period after it', dayBack(60), TOMORROW, 'EUR'],
      ['a period without anything', dayBack(500), dayBack(400), 'USD'],
      ['the one day of the spending', SPENT_ON, dayBack(99), 'USD'],
      ['the day before it: a period is half open', dayBack(101), SPENT_ON, 'USD'],
    ])('are what the entries say: %s', async (_, from, to, currency) => {
      const { statement } = await report(seededMovement().movement, from, to, currency);
      if (statement === null) return expect.fail('no statement');
      const known = await flows(seededMovement().movement, from, to);
      const regions = new Map(demoCountries.map((entry) => [entry.country, entry]));
      const by = (key: (flow: Flow) => string) => linesOf(known.flows, key, currency);
      const none = {
        key: 'total',
        income: [],
        spending: [],
        incomeInReport: { amountMinor: '0' },
        spendingInReport: { amountMinor: '0' },
      };
      expect(statement.total).toEqual(by(() => 'total')[0] ?? none);
      expect(statement.byNode).toEqual(by((flow) => flow.node));
      expect(statement.byCurrency).toEqual(by((flow) => flow.currency));
      expect(statement.byPurpose).toEqual(by((flow) => flow.purpose));
      expect(statement.byCountry).toEqual(by((flow) => flow.country));
      expect(statement.byRegion).toEqual(by((flow) => regions.get(flow.country)?.region ?? 'unknown'));
      const south = (place: (flow: Flow) => string): Share => {
        const part = (wanted: boolean | undefined) => {
          const spent = known.flows.filter(
            (flow) => flow.kind === 'spending' && regions.get(place(flow))?.isGlobalSouth === wanted,
          );
          return BigInt(linesOf(spent, () => '', currency)[0]?.spendingInReport.amountMinor ?? 0);
        };
        const [inside, outside] = [part(true), part(false)];
        return {
          inGlobalSouth: { amountMinor: inside.toString(), currency },
          classified: { amountMinor: (inside + outside).toString() },
          basisPoints: inside + outside > 0n ? Number((inside * 10_000n) / (inside + outside)) : null,
          unclassified: { amountMinor: part(undefined).toString() },
        };
      };
      expect(statement.spentInGlobalSouth).toEqual(south((flow) => flow.country));
      expect(statement.decidedInGlobalSouth).toEqual(south((flow) => flow.decidedIn));
      const balances = statement.balances.map(({ node, balance }) => [
        `${node} ${balance.currency}`,
        balance.amountMinor,
      ]);
      const nonZero = (pairs: (readonly [string, string])[]) => pairs.filter(([, amount]) => amount !== '0').sort();
      expect(nonZero(balances as [string, string][])).toEqual(
        nonZero([...known.balances].map(([key, amount]) => [key, amount.toString()] as const)),
      );
      for (const { balance, inReport } of statement.balances) {
        expect(inReport).toEqual({
          amountMinor: converted(BigInt(balance.amountMinor), balance.currency, currency).toString(),
          currency,
        });
      }
    });

    test('leave out what moved inside: it cancels out in the two ledgers, and is nobody’s income', async () => {
      const known = await flows(seededMovement().movement, FIRST_DAY, TOMORROW);
      expect(known.internal).toBe(0n);
      const { statement } = await report(seededMovement().movement, FIRST_DAY, TOMORROW);
      const public_ = known.flows
        .filter((flow) => flow.kind === 'income')
        .reduce((sum, flow) => (flow.currency === 'USD' ? sum + flow.amount : sum), 0n);
      expect(statement?.total.income.find((one) => one.currency === 'USD')?.amountMinor).toBe(public_.toString());
      // USD 200,137.50 from donors and 500 from nearby: the 150,000 that went to hubs are not in it a second time.
      expect(public_).toBe(20_013_750n + 50_000n);
    });

    test('of two periods that meet are the figures of both together', async () => {
      const middle = dayBack(60);
      const [a, b, both] = await Promise.all(
        [
          [FIRST_DAY, middle],
          [middle, TOMORROW],
          [FIRST_DAY, TOMORROW],
        ].map(async ([from = '', to = '']) => (await report(seededMovement().movement, from, to)).statement),
      );
      for (const currency of ['USD', 'EUR', 'KES', 'INR', 'PEN', 'RSD', 'IDR']) {
        for (const side of ['income', 'spending'] as const) {
          const of = (statement: Statement | null | undefined) =>
            BigInt(statement?.total[side].find((one) => one.currency === currency)?.amountMinor ?? 0);
          expect(of(a) + of(b), `${side} ${currency}`).toBe(of(both));
        }
      }
    });

    test('say by which rates, from whom and of which day they were converted', async () => {
      const { statement } = await report(seededMovement().movement, FIRST_DAY, TOMORROW);
      expect(statement?.conversions.map((one) => one.from).sort()).toEqual(['EUR', 'IDR', 'INR', 'KES', 'PEN', 'RSD']);
      for (const one of statement?.conversions ?? []) {
        expect(one).toMatchObject({ to: 'USD', source: demoRates.source, date: aged(1) });
        expect(one.rate).toMatch(/^\d+\.\d{10}$/);
      }
      const old = await report(seededMovement().movement, FIRST_DAY, dayBack(100));
      expect(old.statement?.conversions.map((one) => one.date)).toEqual(
        old.statement?.conversions.map(() => aged(180)),
      );
      const before = await report(seededMovement().movement, dayBack(900), dayBack(600));
      expect(before.statement).toMatchObject({ isComplete: true, conversions: [] });
    });

    test('without a rate stay in their own currency and are named', async () => {
      const { statement } = await report(seededMovement().movement, FIRST_DAY, TOMORROW, 'GHS');
      expect(statement?.withoutRate).toEqual(['EUR', 'IDR', 'INR', 'KES', 'PEN', 'RSD', 'USD']);
      expect(statement?.total.incomeInReport.amountMinor).toBe('0');
      expect(statement?.total.income.length).toBe(7);
    });

    test.each([
      ['a day that the calendar has not', { from: '2026-02-30', to: TOMORROW }],
      ['no day', { from: 'yesterday', to: TOMORROW }],
      ['an empty period', { from: TOMORROW, to: TOMORROW }],
      ['a period that goes backwards', { from: TOMORROW, to: FIRST_DAY }],
      ['a currency that nobody has', { in: 'ABC' }],
      ['gold', { in: 'XAU' }],
      ['a currency in small letters', { in: 'usd' }],
      ['no currency', { in: '' }],
      ['a long one', { in: 'U'.repeat(5_000) }],
    ])('are refused for %s', async (_, wrong) => {
      const variables = { from: FIRST_DAY, to: TOMORROW, in: 'USD', partial: false, ...wrong };
      const answer = await send(`${seededMovement().movement.gateway.url}/graphql`, { query: QUERY, variables });
      expectClean(answer);
      expect(answer.json.data?.['movementFinance'] ?? null).toBeNull();
      expect(answer.json.errors?.map((error) => error.extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
      expect(answer.status).toBeLessThan(500);
    });
  });
}
