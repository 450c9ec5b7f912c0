import type { Money } from '../../i18n/format.ts';
import * as sums from '../../money/sums.ts';

/** The amount in minor units, to be computed with. */
export const minorOf = sums.minorOf;

/** An amount computed here, in the currency and with the places of one that the graph gave. */
export function moneyOf(minor: bigint, like: Money): Money {
  return sums.moneyOf(minor, like.currency, sums.placesOf(like));
}

export function sumMinor(amounts: readonly (Money | null | undefined)[]): bigint {
  return amounts.reduce((sum, amount) => sum + minorOf(amount), 0n);
}

/**
 * A part in basis points, rounded to the nearest; a part that is neither nothing nor all is never shown as such, so that
 * one of a million does not read as 0 %.
 */
export function basisPointsOf(part: bigint, whole: bigint): number {
  if (whole <= 0n || part <= 0n) return 0;
  if (part >= whole) return 10_000;
  const rounded = Number((part * 20_000n + whole) / (2n * whole));
  return Math.min(Math.max(rounded, 1), 9_999);
}
