import { type SeededTransfers, seedTransfers } from '@hubgraph/dev-env';
import { currencyExponent } from '@hubgraph/kernel';
import { afterAll, beforeAll, expect } from 'vitest';
import {
  dayBack,
  type Fixture,
  FUNDRAISING,
  fundOf,
  give,
  seeded,
  settled,
  supportFund,
} from './fixture.test-helper.ts';
import { whatAHubAnswers } from './transparency/believed.test-suite.ts';
import { figuresOfTheMovement } from './transparency/figures.test-suite.ts';
import { whenSomebodyIsMissing } from './transparency/missing.test-suite.ts';
import { figuresThatAreOpened } from './transparency/opened.test-suite.ts';
import { SPENT_ON } from './transparency/statement.test-helper.ts';
import { booksOfTwoNodes } from './transparency/two-nodes.test-suite.ts';

let fixture: Fixture;
let transfers: SeededTransfers | undefined;

beforeAll(async () => {
  fixture = await seeded(6);
  const { movement } = fixture;
  transfers = await seedTransfers(movement);
  // Each hub in its own currency, with odd amounts, purposes, places, a restricted fund; the support system in euro too.
  for (const [index, hub] of movement.hubs.entries()) {
    const fund = await fundOf(movement, hub.id);
    const treasurer = `${hub.id}/${hub.people.treasurer}`;
    const decimal = (units: number) => {
      const exponent = currencyExponent(hub.currency) ?? 0;
      return exponent === 0
        ? `${units}`
        : `${units}.${String(index * 11 + 7)
            .padStart(exponent, '0')
            .slice(-exponent)}`;
    };
    const money = (units: number) => ({ decimal: decimal(units), currency: hub.currency });
    const post = async (effectiveDay: string, postings: readonly object[]) => {
      const result = await give(movement, treasurer, 'postEntry', {
        hub: hub.id,
        kind: 'test',
        effectiveDay,
        postings,
      });
      expect(result.__typename, JSON.stringify(result)).toBe('JournalEntry');
    };
    const bank = { account: 'assets:bank:main', fund };
    await post(dayBack(120), [
      { ...bank, debit: money(100_000 + index) },
      { account: 'income:donations', fund, credit: money(100_000 + index), counterparty: 'PUBLIC', purpose: 'general' },
    ]);
    await post(SPENT_ON, [
      { ...bank, credit: money(3_333 + index) },
      {
        account: 'expenses:services',
        fund,
        debit: money(3_333 + index),
        counterparty: 'SUPPLIER',
        purpose: index % 2 === 0 ? 'education' : 'travel',
        spentIn: index === 3 ? 'FR' : hub.country,
        ...(index === 4 ? {} : { decidedIn: hub.country }),
      },
    ]);
    // A correction: spending that is negative on balance of the day.
    await post(dayBack(50), [
      { ...bank, debit: money(33) },
      {
        account: 'expenses:services',
        fund,
        credit: money(33),
        counterparty: 'SUPPLIER',
        purpose: 'travel',
        spentIn: 'ZA',
      },
    ]);
  }
  const fund = await supportFund(movement);
  const eur = { decimal: '777.77', currency: 'EUR' };
  for (const [account, side, bank] of [
    ['income:donations', 'credit', 'debit'],
    ['expenses:services', 'debit', 'credit'],
  ] as const) {
    const amount = side === 'credit' ? eur : { decimal: '77.70', currency: 'EUR' };
    const result = await give(movement, FUNDRAISING, 'postSupportEntry', {
      kind: 'test',
      effectiveDay: dayBack(20),
      postings: [
        { account: 'assets:bank:main', fund, [bank]: amount },
        { account, fund, [side]: amount, counterparty: side === 'credit' ? 'PUBLIC' : 'SUPPLIER', purpose: 'hosting' },
      ],
    });
    expect(result.__typename, JSON.stringify(result)).toBe('JournalEntry');
  }
  await settled(movement);
});
afterAll(() => fixture.end());

const seededMovement = () => fixture;
figuresOfTheMovement(seededMovement);
figuresThatAreOpened(seededMovement);
booksOfTwoNodes(seededMovement, () => transfers);
whenSomebodyIsMissing(seededMovement);
whatAHubAnswers(seededMovement);
