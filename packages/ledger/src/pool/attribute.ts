import { isRejection, reject, splitByWeights } from '@hubgraph/kernel';
import type { InflowUses, PoolEntry, PoolRejection, SourceShare } from './types.ts';

/** The most pairs of inflow and outflow that are traced exactly; about a second of work. */
export const POOL_PAIRS_MAX = 4_000_000;

/**
 * Which inflows an outflow took from, and how much of each: pro rata to what remains of each at that point, rounded by
 * largest remainder (equal remainders: the earlier inflow), so that the shares add up to the outflow exactly. Inflows of
 * which it took nothing are left out.
 */
export function attributeOutflow(
  entries: readonly PoolEntry[],
  outflowId: string,
): readonly SourceShare[] | PoolRejection {
  const isThere = entries.some(({ id, amountMinor }) => id === outflowId && amountMinor < 0n);
  const refusal = check(entries) ?? (isThere ? undefined : unknown('outflow-is-unknown', outflowId));
  if (refusal !== undefined) return refusal;
  let shares: readonly SourceShare[] = [];
  const pool = walk(entries, (id, taken) => {
    if (id === outflowId) shares = taken;
  });
  return isRejection(pool) ? (pool as PoolRejection) : shares;
}

/**
 * Which outflows an inflow went into, and what remains of it: the same matrix as `attributeOutflow`, read the other
 * way. Uses and remainder add up to the inflow exactly.
 */
export function attributeInflow(entries: readonly PoolEntry[], inflowId: string): InflowUses | PoolRejection {
  const isThere = entries.some(({ id, amountMinor }) => id === inflowId && amountMinor > 0n);
  const refusal = check(entries) ?? (isThere ? undefined : unknown('inflow-is-unknown', inflowId));
  if (refusal !== undefined) return refusal;
  const uses: { outflowId: string; amountMinor: bigint }[] = [];
  const pool = walk(entries, (outflowId, taken) => {
    const share = taken.find((source) => source.inflowId === inflowId);
    if (share !== undefined) uses.push({ outflowId, amountMinor: share.amountMinor });
  });
  if (isRejection(pool)) return pool as PoolRejection;
  return { uses, remainingMinor: pool.get(inflowId) ?? 0n };
}

function check(entries: readonly PoolEntry[]): PoolRejection | undefined {
  const inflows = entries.filter(({ amountMinor }) => amountMinor > 0n).length;
  if (inflows * (entries.length - inflows) > POOL_PAIRS_MAX) {
    return reject('pool-is-too-large', `${inflows} inflows are too many to trace exactly; trace one of them.`);
  }
  const zero = entries.find(({ amountMinor }) => amountMinor === 0n);
  if (zero !== undefined) return reject('amount-is-zero', `${zero.id} moves nothing.`);
  const ids = new Set<string>();
  for (const { id } of entries) {
    if (ids.has(id)) return reject('pool-entry-is-listed-twice', `${id} is listed twice.`);
    ids.add(id);
  }
  return undefined;
}

function unknown(code: 'inflow-is-unknown' | 'outflow-is-unknown', id: string): PoolRejection {
  return reject(code, `${id} is not among the entries of this pool.`);
}

/** Goes through the pool in order and tells each outflow's sources; answers what remains of each inflow. */
function walk(
  entries: readonly PoolEntry[],
  onOutflow: (outflowId: string, taken: readonly SourceShare[]) => void,
): ReadonlyMap<string, bigint> | PoolRejection {
  const remaining = new Map<string, bigint>();
  let balanceMinor = 0n;
  for (const { id, amountMinor } of entries) {
    balanceMinor += amountMinor;
    if (amountMinor > 0n) {
      remaining.set(id, amountMinor);
      continue;
    }
    if (balanceMinor < 0n) {
      return reject('pool-is-overdrawn', `${id} takes ${-balanceMinor} minor units more than there are.`);
    }
    const taken = takeProRata(remaining, -amountMinor);
    for (const share of taken) {
      const left = (remaining.get(share.inflowId) ?? 0n) - share.amountMinor;
      if (left === 0n) remaining.delete(share.inflowId);
      else remaining.set(share.inflowId, left);
    }
    onOutflow(id, taken);
  }
  return remaining;
}

function takeProRata(remaining: ReadonlyMap<string, bigint>, amountMinor: bigint): SourceShare[] {
  const parts = splitByWeights(amountMinor, [...remaining.values()]);
  return [...remaining.keys()]
    .map((inflowId, index) => ({ inflowId, amountMinor: parts[index] ?? 0n }))
    .filter((share) => share.amountMinor > 0n);
}
