import { divideHalfEven, reject } from '@hubgraph/kernel';
import type { PoolEntry, PoolRejection } from './types.ts';

/** What one needs to know of a pool to trace one inflow: its amount and the outflows after it, in order. */
export interface PoolSummary {
  /** Minor units, > 0. */
  readonly inflowMinor: bigint;
  readonly outflows: readonly PoolOutflow[];
}

/** An outflow and what the pool held just before it. */
export interface PoolOutflow {
  readonly outflowId: string;
  /** Minor units, > 0. */
  readonly amountMinor: bigint;
  /** Minor units, at least `amountMinor`. */
  readonly poolBeforeMinor: bigint;
}

/** Where one inflow went, in millionths of the minor unit: `1_500_000n` is one and a half cents of EUR. */
export interface InflowTrace {
  readonly uses: readonly { readonly outflowId: string; readonly millionthsMinor: bigint }[];
  readonly remainingMillionthsMinor: bigint;
}

/** Millionths in one minor unit. */
export const MILLIONTHS = 1_000_000n;

/**
 * Follows one inflow through a pool of any number of inflows, in time proportional to the outflows: each takes the same
 * part of it as of the whole pool. Each use is rounded to a millionth of the minor unit, half to even; uses and
 * remainder add up exactly. After each outflow it differs from `attributeInflow`, which splits whole minor units, by at
 * most one minor unit and half a millionth for each outflow so far.
 */
export function traceInflow(summary: PoolSummary): InflowTrace | PoolRejection {
  const { inflowMinor, outflows } = summary;
  if (inflowMinor <= 0n || outflows.some(({ amountMinor }) => amountMinor <= 0n)) {
    return reject('amount-is-zero', 'The inflow and each outflow move more than nothing.');
  }
  const uses: { outflowId: string; millionthsMinor: bigint }[] = [];
  let left = inflowMinor * MILLIONTHS;
  for (const { outflowId, amountMinor, poolBeforeMinor } of outflows) {
    if (amountMinor > poolBeforeMinor || divideHalfEven(left, MILLIONTHS) > poolBeforeMinor) {
      return reject('pool-is-overdrawn', `The pool holds less before ${outflowId} than is taken from it.`);
    }
    const millionthsMinor = divideHalfEven(left * amountMinor, poolBeforeMinor);
    left -= millionthsMinor;
    if (millionthsMinor > 0n) uses.push({ outflowId, millionthsMinor });
  }
  return { uses, remainingMillionthsMinor: left };
}

/** Sums a pool up for `traceInflow`, in one pass; a store can keep the same two numbers per outflow instead. */
export function summarisePool(entries: Iterable<PoolEntry>, inflowId: string): PoolSummary | PoolRejection {
  const outflows: PoolOutflow[] = [];
  let inflowMinor: bigint | undefined;
  let balanceMinor = 0n;
  for (const { id, amountMinor } of entries) {
    if (amountMinor < 0n && inflowMinor !== undefined) {
      outflows.push({ outflowId: id, amountMinor: -amountMinor, poolBeforeMinor: balanceMinor });
    }
    if (amountMinor > 0n && id === inflowId) inflowMinor = amountMinor;
    balanceMinor += amountMinor;
    if (balanceMinor < 0n) {
      return reject('pool-is-overdrawn', `${id} takes ${-balanceMinor} minor units more than there are.`);
    }
  }
  if (inflowMinor === undefined) return reject('inflow-is-unknown', `${inflowId} is not among the inflows.`);
  return { inflowMinor, outflows };
}
