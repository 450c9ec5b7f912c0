import type { Rejection } from '@hubgraph/kernel';

/**
 * Money that came into a pool (> 0) or left it (< 0), in the order in which it happened; a pool is one fund in one
 * currency, and money in it is fungible. Money that comes back (a refund, a reversal) is an inflow of its own with its
 * own id: it does not restore the sources it was once taken from.
 */
export interface PoolEntry {
  readonly id: string;
  /** Minor units, never 0. */
  readonly amountMinor: bigint;
}

/** What an outflow took from one inflow. */
export interface SourceShare {
  readonly inflowId: string;
  readonly amountMinor: bigint;
}

/** What of an inflow went into one outflow. */
export interface UseShare {
  readonly outflowId: string;
  readonly amountMinor: bigint;
}

/** Where an inflow went: the uses and the remainder add up to it exactly. */
export interface InflowUses {
  readonly uses: readonly UseShare[];
  readonly remainingMinor: bigint;
}

/** Why a pool cannot be traced, in precedence order. */
export const POOL_REJECTIONS = {
  'pool-is-too-large': 'Exact tracing is bounded to 4,000,000 pairs of inflow and outflow; trace one inflow instead.',
  'amount-is-zero': 'Everything that enters or leaves a pool has an amount.',
  'pool-entry-is-listed-twice': 'Each inflow and outflow has an id of its own.',
  'inflow-is-unknown': 'There is no inflow with this id.',
  'outflow-is-unknown': 'There is no outflow with this id.',
  'pool-is-overdrawn': 'An outflow takes more than the pool holds at that point.',
} as const;

/** The code of a refusal to trace. */
export type PoolRejectionCode = keyof typeof POOL_REJECTIONS;

/** A refusal to trace. */
export type PoolRejection = Rejection<PoolRejectionCode>;
