import { type CurrencyCode, divideHalfEven, isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { type AmountContext, type CurrencyAmount, currencyOf, parseQuantity } from './amount.ts';
import type { EntryRejectionCode } from './rejection-code.ts';

/** A number of minor units with decimal places of its own, exactly: `{ units: 12345n, places: 2 }` is 123.45 minor units. */
export interface Exact {
  readonly units: bigint;
  readonly places: number;
}

/** What a posting cost in another currency. */
export interface Cost {
  readonly currency: CurrencyCode;
  /** In minor units; with the sign of the amount that it was paid for. */
  readonly exact: Exact;
}

/** A price or total may have this many decimal places. */
const PLACES_MAX = 30;

/** Reads `1.17 USD` after `@` (for each unit) or `@@` (in all). */
export function parseCost(
  text: string,
  kind: 'each' | 'total',
  paidFor: CurrencyAmount,
  context: AmountContext,
): Cost | Rejection<EntryRejectionCode> {
  const price = parseQuantity(text, context);
  if (isRejection(price)) return price;
  const currency = currencyOf(price.symbol, text, context);
  if (isRejection(currency)) return currency;
  const { commodities } = context;
  const resource = [currency, paidFor.currency].find((code) => commodities.isResource(code));
  if (resource !== undefined) {
    return reject('cost-is-malformed', `${resource} is counted and not exchanged: it has no cost and is none.`);
  }
  const [whole = '0', fraction = ''] = price.decimal.split('.');
  const isUsable = !price.isNegative && currency !== paidFor.currency && price.decimal.length <= PLACES_MAX;
  if (!isUsable) {
    const message = `"${text.slice(0, 40)}" is not a cost: that is positive, and in another currency than ${paidFor.currency}.`;
    return reject('cost-is-malformed', message);
  }
  const units = BigInt(whole + fraction) * 10n ** BigInt(commodities.exponent(currency) ?? 0);
  if (kind === 'each') {
    const places = fraction.length + (commodities.exponent(paidFor.currency) ?? 0);
    return { currency, exact: { units: units * paidFor.amountMinor, places } };
  }
  const sign = paidFor.amountMinor < 0n ? -1n : 1n;
  return { currency, exact: { units: units * sign, places: fraction.length } };
}

/** The sum, exactly. */
export function addExact(a: Exact, b: Exact): Exact {
  const places = Math.max(a.places, b.places);
  const scaled = (value: Exact) => value.units * 10n ** BigInt(places - value.places);
  return { units: scaled(a) + scaled(b), places };
}

/** Whole minor units, halves to the even one. */
export function roundExact(value: Exact): bigint {
  return divideHalfEven(value.units, 10n ** BigInt(value.places));
}
