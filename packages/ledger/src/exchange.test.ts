import { isRejection } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXCHANGE_REJECTIONS, type Exchange, exchangePostings } from './exchange.ts';
import { NOW, post, standardBooks } from './fixtures.test-helper.ts';

const exchange = (gave: readonly [bigint, string], got: readonly [bigint, string], rate: string): Exchange => ({
  fund: 'general',
  gave: { amountMinor: gave[0], currency: gave[1] },
  from: 'assets:bank:main',
  got: { amountMinor: got[0], currency: got[1] },
  to: 'assets:bank:main',
  rate,
});

describe('an exchange', () => {
  it('is one entry of two currencies, each in balance', () => {
    const postings = exchangePostings(exchange([10_000n, 'EUR'], [10_842n, 'USD'], '1.0842'));
    if (isRejection(postings)) throw new Error(postings.code);
    const books = standardBooks();
    for (const path of ['assets:bank:main', 'equity:trading']) {
      books.given({ type: 'OpenAccount', at: NOW, path, currency: 'USD' });
    }
    books.given(post('x', postings));
    const trading = (currency: string) => books.slice().account('equity:trading', currency);
    expect(trading('EUR')).toMatchObject({ debitsPostedMinor: 10_000n, creditsPostedMinor: 0n });
    expect(trading('USD')).toMatchObject({ debitsPostedMinor: 0n, creditsPostedMinor: 10_842n });
  });

  it.each([
    // Half a minor unit, on either side; currencies of no, two and three places.
    ['1.08425', 10_842n, 'ok'],
    ['1.08425', 10_843n, 'ok'],
    ['1.084251', 10_842n, 'rate-does-not-match-amounts'],
    ['1.084251', 10_843n, 'ok'],
    ['1.084249', 10_843n, 'rate-does-not-match-amounts'],
    ['1', 10_000n, 'ok'],
    ['1', 10_001n, 'rate-does-not-match-amounts'],
  ] as const)('of EUR 100.00 at %s is USD %s minor: %s', (rate, amountMinor, code) => {
    const found = exchangePostings(exchange([10_000n, 'EUR'], [amountMinor, 'USD'], rate));
    expect(isRejection(found) ? found.code : 'ok').toBe(code);
  });

  it.each([
    [[10_000n, 'EUR'], [16_250n, 'JPY'], '162.5', 'ok'],
    [[1_000n, 'KWD'], [325n, 'EUR'], '3.25', 'ok'],
    [[1n, 'JPY'], [2n, 'KWD'], '0.0019', 'ok'],
    [[1n, 'JPY'], [1n, 'KWD'], '0.0019', 'rate-does-not-match-amounts'],
    [[0n, 'EUR'], [1n, 'EUR'], 'x', 'amount-is-not-positive'],
    [[1n, 'EUR'], [-1n, 'EUR'], 'x', 'amount-is-not-positive'],
    [[1n, 'EUR'], [1n, 'EUR'], 'x', 'currencies-are-the-same'],
    [[1n, 'EUR'], [1n, 'USD'], 'x', 'rate-is-malformed'],
    [[1n, 'EUR'], [1n, 'USD'], '', 'rate-is-malformed'],
    [[1n, 'EUR'], [1n, 'USD'], '-1', 'rate-is-malformed'],
    [[1n, 'EUR'], [1n, 'USD'], '1e3', 'rate-is-malformed'],
    [[1n, 'EUR'], [1n, 'USD'], '0.000', 'rate-is-malformed'],
    [[1n, 'EUR'], [1n, 'USD'], '1234567890123', 'rate-is-malformed'],
  ] as const)('of %s for %s at %s: %s', (gave, got, rate, code) => {
    const found = exchangePostings(exchange(gave, got, rate));
    expect(isRejection(found) ? found.code : 'ok').toBe(code);
  });

  it('has codes in the order in which they are looked at', () => {
    const codes = [
      'amount-is-not-positive',
      'currencies-are-the-same',
      'rate-is-malformed',
      'rate-does-not-match-amounts',
    ];
    expect(Object.keys(EXCHANGE_REJECTIONS)).toEqual(codes);
  });

  it('at the rate that two amounts give is accepted, whatever they are', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 6n });
    fc.assert(
      fc.property(amount, fc.bigInt({ min: 1n, max: 10n ** 9n }), (gave, digits) => {
        const rate = `${digits / 10n ** 6n}.${String(digits % 10n ** 6n).padStart(6, '0')}`;
        const got = (2n * gave * digits + 10n ** 6n) / (2n * 10n ** 6n);
        fc.pre(got > 0n);
        expect(isRejection(exchangePostings(exchange([gave, 'EUR'], [got, 'USD'], rate)))).toBe(false);
        expect(exchangePostings(exchange([gave, 'EUR'], [got + 1n, 'USD'], rate))).toSatisfy(
          (found) => isRejection(found as object) || (2n * gave * digits + 10n ** 6n) % (2n * 10n ** 6n) === 0n,
        );
      }),
    );
  });
});
