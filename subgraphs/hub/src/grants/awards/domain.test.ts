import { keep } from '@hubgraph/books';
import { splitByWeights } from '@hubgraph/kernel';
import { verifyBooks } from '@hubgraph/ledger';
import { describe, expect, test } from 'vitest';
import { AT, education, general, id, member, Situation, treasurer } from '../fixtures.test-helper.ts';
import { type AwardMade, type CloseAward, decideCloseAward, decidePayAward, type PayAward } from './domain.ts';
import { type AwardTerms, RESERVATION_LIFETIME_MS, reservationId, reserve } from './entries.ts';

const award = id('award');
const payment = id('payment');
const terms: AwardTerms = {
  award,
  team: id('team'),
  purpose: 'education',
  currency: 'EUR',
  spentIn: 'KE',
  decidedIn: 'RS',
};

function awarded(...amounts: readonly bigint[]): Situation {
  const situation = new Situation();
  const draws = amounts.map((amountMinor, index) => ({
    fund: [general, education][index] ?? '',
    amountMinor,
    reservation: reservationId(award, index + 1, 1),
  }));
  const made: AwardMade = { type: 'AwardMade', application: id('application'), draws, ...terms };
  const commands = draws.map((draw) => reserve(terms, draw, draw.reservation, AT, '2026-03-02'));
  return situation.after(member, [made]).after(member, keep(situation.slice(), commands));
}

const pay = (amountMinor: bigint, change: Partial<PayAward> = {}): PayAward => ({
  type: 'PayAward',
  at: AT + 1,
  by: treasurer,
  payment,
  award,
  amountMinor,
  ...change,
});
const close = (change: Partial<CloseAward> = {}): CloseAward => ({
  type: 'CloseAward',
  at: AT + 2,
  by: treasurer,
  award,
  ...change,
});
const paid = (situation: Situation, command: PayAward): Situation =>
  situation.after(
    command.by,
    decidePayAward(command, { award: situation.award, slice: situation.slice(command.at) }),
    command.at,
  );
const closed = (situation: Situation, command: CloseAward): Situation =>
  situation.after(
    command.by,
    decideCloseAward(command, { award: situation.award, slice: situation.slice(command.at) }),
    command.at,
  );

function balances(situation: Situation): string {
  return [general, education]
    .map((fund) => situation.books.fundBalance(fund, 'EUR'))
    .map(({ postedMinor, reservedMinor }) => `${postedMinor}-${reservedMinor}`)
    .join(' ');
}

function check(situation: Situation): void {
  const { books } = situation;
  const found = verifyBooks({
    entries: books.entries(),
    accounts: books.accounts(),
    fundBalances: books.fundBalances(),
  });
  expect(found).toEqual([]);
}

describe('the hub pays', () => {
  test('a part, from all funds alike; the rest is reserved anew', () => {
    const situation = paid(awarded(4_000n, 2_000n), pay(1_000n));
    expect(situation.events.find((event) => event.type === 'AwardPaid')).toMatchObject({
      payment,
      award,
      amountMinor: 1_000n,
      parts: [
        { fund: general, amountMinor: 667n, entry: `${payment}/1`, reservation: `${award}/reserve/1/2` },
        { fund: education, amountMinor: 333n, entry: `${payment}/2`, reservation: `${award}/reserve/2/2` },
      ],
    });
    expect(situation.slice().entry(`${award}/reserve/1/1`)?.status).toBe('VOIDED');
    expect(situation.slice().entry(`${award}/reserve/1/2`)?.status).toBe('PENDING');
    expect(situation.slice().entry(`${payment}/1`)).toMatchObject({
      status: 'POSTED',
      kind: 'grant',
      cites: { award, payment },
    });
    expect(balances(situation)).toBe('9333-3333 4667-1667');
    check(situation);
  });

  test('the rest: nothing stays reserved', () => {
    const situation = paid(paid(awarded(4_000n, 2_000n), pay(1_000n)), pay(5_000n, { payment: id('payment', 2) }));
    expect(situation.award).toMatchObject({ amountMinor: 6_000n, paidMinor: 6_000n, status: 'OPEN' });
    expect(situation.award?.draws.map((draw) => draw.reservation)).toEqual([undefined, undefined]);
    expect(situation.award?.payments).toEqual([payment, id('payment', 2)]);
    expect(balances(situation)).toBe('6000-0 3000-0');
    check(situation);
  });

  test('so little that a fund gives nothing: its reservation stays as it is', () => {
    const situation = paid(awarded(4_000n, 1n), pay(1n));
    expect(situation.award?.draws).toEqual([
      { fund: general, amountMinor: 4_000n, paidMinor: 1n, reservation: `${award}/reserve/1/2` },
      { fund: education, amountMinor: 1n, paidMinor: 0n, reservation: `${award}/reserve/2/1` },
    ]);
    check(situation);
  });

  test('in any number of parts: every fund gives exactly its draw', () => {
    const situation = awarded(3_333n, 777n);
    const amounts = splitByWeights(4_110n, [1n, 5n, 2n, 7n, 1n, 1n, 30n]);
    for (const [n, amount] of amounts.entries()) paid(situation, pay(amount, { payment: id('payment', n) }));
    expect(situation.award?.draws).toEqual([
      { fund: general, amountMinor: 3_333n, paidMinor: 3_333n },
      { fund: education, amountMinor: 777n, paidMinor: 777n },
    ]);
    expect(balances(situation)).toBe('6667-0 4223-0');
    check(situation);
  });

  test('after the reservation is over, if the fund still has the money', () => {
    const late = pay(6_000n, { at: AT + RESERVATION_LIFETIME_MS });
    const situation = paid(awarded(4_000n, 2_000n), late);
    expect(situation.slice().entry(`${award}/reserve/1/1`)?.status).toBe('EXPIRED');
    expect(balances(situation)).toBe('6000-0 3000-0');
    check(situation);
  });

  test('not after the reservation is over and the money went elsewhere', () => {
    const at = AT + RESERVATION_LIFETIME_MS;
    const situation = awarded(4_000n);
    const reservation = `${award}/reserve/1/1`;
    situation.after('clock', keep(situation.slice(at), [{ type: 'ExpirePending', at, entry: reservation }]), at);
    const spent = reserve(
      { ...terms, award: id('award', 2) },
      { fund: general, amountMinor: 7_000n },
      'other',
      at,
      '2026-03-02',
    );
    situation.after(member, keep(situation.slice(at), [spent]), at);
    const decision = decidePayAward(pay(4_000n, { at }), { award: situation.award, slice: situation.slice(at) });
    expect(decision).toMatchObject({ code: 'fund-is-overdrawn' });
  });

  const over = closed(awarded(100n), close());
  test.each<[string, Situation | undefined, PayAward]>([
    ['award-is-unknown', undefined, pay(0n, { by: member })],
    ['award-is-closed', over, pay(0n, { by: member })],
    ['amount-is-not-positive', awarded(100n), pay(0n, { by: member, currency: 'USD' })],
    ['amount-is-not-positive', awarded(100n), pay(-1n)],
    ['currency-differs', awarded(100n), pay(101n, { by: member, currency: 'USD' })],
    ['payment-exceeds-award', awarded(100n), pay(101n, { by: member, currency: 'EUR' })],
    ['payment-exceeds-award', paid(awarded(100n), pay(60n)), pay(41n)],
    ['payer-decided-the-award', awarded(100n), pay(100n, { by: member })],
  ])('or is refused: %s', (code, situation, command) => {
    const slice = (situation ?? new Situation()).slice();
    expect(decidePayAward(command, { award: situation?.award, slice })).toMatchObject({ rejected: true, code });
  });
});

describe('the hub closes an award', () => {
  test('and what is unpaid is free again', () => {
    const situation = closed(paid(awarded(4_000n, 2_000n), pay(1_000n)), close());
    expect(situation.events.find((event) => event.type === 'AwardClosed')).toMatchObject({
      award,
      releasedMinor: 5_000n,
    });
    expect(situation.award).toMatchObject({ status: 'CLOSED', closedAt: AT + 2, paidMinor: 1_000n });
    expect(balances(situation)).toBe('9333-0 4667-0');
    check(situation);
  });

  test('that was paid in full', () => {
    const situation = closed(paid(awarded(100n), pay(100n)), close());
    expect(situation.events.at(-1)).toEqual({ type: 'AwardClosed', award, releasedMinor: 0n });
  });

  test('whose reservation is over', () => {
    const situation = closed(awarded(100n), close({ at: AT + RESERVATION_LIFETIME_MS }));
    expect(balances(situation)).toBe('10000-0 5000-0');
    check(situation);
  });

  test.each<[string, Situation | undefined]>([
    ['award-is-unknown', undefined],
    ['award-is-closed', closed(awarded(100n), close())],
  ])('or is refused: %s', (code, situation) => {
    const slice = (situation ?? new Situation()).slice();
    expect(decideCloseAward(close(), { award: situation?.award, slice })).toMatchObject({ rejected: true, code });
  });
});
