import { currencyExponent, type Money, moneyText, type Rejection, reject } from '@hubgraph/kernel';
import type { Posting } from './types.ts';

/** Money of one currency that was changed into another, inside one fund. */
export interface Exchange {
  readonly fund: string;
  /** What was given, more than nothing, and the account that it came from. */
  readonly gave: Money;
  readonly from: string;
  /** What was got for it, more than nothing, and the account that it went to. */
  readonly got: Money;
  readonly to: string;
  /** How much of the currency that was got one whole unit of the other was worth, as decimal text: `1.0842`. */
  readonly rate: string;
}

/** Every refusal of an exchange, in precedence order; those of the entry follow. */
export const EXCHANGE_REJECTIONS = {
  'amount-is-not-positive': 'Something is given and something is got.',
  'currencies-are-the-same': 'An exchange is between two currencies.',
  'rate-is-malformed': 'A rate is a decimal number above zero with up to 12 digits on each side, as 1.0842.',
  'rate-does-not-match-amounts': 'What was got is what was given times the rate, to half a minor unit.',
} as const;

/** The code of a refused exchange. */
export type ExchangeRejectionCode = keyof typeof EXCHANGE_REJECTIONS;

/** The account that takes one leg of an exchange in each currency. */
const TRADING = 'equity:trading';

/**
 * The four postings of an exchange: each currency balances against `equity:trading`, whose balances show what was gained
 * or lost by changing. Without floating numbers: rate and amounts are compared as whole numbers.
 */
export function exchangePostings(exchange: Exchange): readonly Posting[] | Rejection<ExchangeRejectionCode> {
  const { fund, gave, from, got, to, rate } = exchange;
  if (gave.amountMinor <= 0n || got.amountMinor <= 0n) {
    return reject('amount-is-not-positive', 'Say what was given and what was got, both more than nothing.');
  }
  if (gave.currency === got.currency) {
    return reject('currencies-are-the-same', `Both amounts are in ${gave.currency}; move money by an entry instead.`);
  }
  const match = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(rate);
  const digits = BigInt((match?.[1] ?? '') + (match?.[2] ?? ''));
  if (match === null || digits === 0n) {
    return reject('rate-is-malformed', `"${rate.slice(0, 40)}" is not a rate; write it like 1.0842.`);
  }
  const scale = 10n ** BigInt(match[2]?.length ?? 0);
  const unitsGiven = 10n ** BigInt(currencyExponent(gave.currency) ?? 0);
  const unitsGot = 10n ** BigInt(currencyExponent(got.currency) ?? 0);
  const off = gave.amountMinor * digits * unitsGot - got.amountMinor * scale * unitsGiven;
  const unit = scale * unitsGiven;
  if (2n * (off < 0n ? -off : off) > unit) {
    const expected = (2n * gave.amountMinor * digits * unitsGot + unit) / (2n * unit);
    return reject(
      'rate-does-not-match-amounts',
      `At ${rate} it would be ${moneyText({ ...got, amountMinor: expected })}, not ${moneyText(got)}.`,
    );
  }
  const line = (account: string, { currency, amountMinor }: Money): Posting => ({
    account,
    currency,
    amountMinor,
    fund,
  });
  const given = { ...gave, amountMinor: -gave.amountMinor };
  const traded = { ...got, amountMinor: -got.amountMinor };
  return [line(from, given), line(TRADING, gave), line(TRADING, traded), line(to, got)];
}
