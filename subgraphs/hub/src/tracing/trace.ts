import { entryOf, poolOf } from '@hubgraph/books';
import type { Reader } from '@hubgraph/journal';
import { type CurrencyCode, type Id, isRejection, type Rejection } from '@hubgraph/kernel';
import { attributeInflow, attributeOutflow, type Entry, type PoolEntry, poolEntryOf } from '@hubgraph/ledger';
import { paymentOf } from '../grants/payments/views.ts';

export type TraceBasis = 'PRO_RATA' | 'DIRECT';
export type MoneyOrigin = 'DISBURSEMENT' | 'DONATION' | 'RETURN' | 'OPENING' | 'OTHER';

/** A part of what left a fund, with the entry that had brought it. */
export interface Source {
  readonly fund: Id;
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly basis: TraceBasis;
  readonly entry: string;
  readonly origin: MoneyOrigin;
  /** The transfer, if the money was a disbursement. */
  readonly transfer?: Id;
}

/** A part of what came into a fund, with the payment that it went into. */
export interface Use {
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
  readonly basis: TraceBasis;
  readonly payment: Id;
}

/** Where the money of a posted entry came from, for each fund that the entry took from. */
export function sourcesOf(read: Reader, entryId: string): Source[] | Rejection {
  const sources: Source[] = [];
  for (const { fund, currency } of poolsOf(entryOf(read, entryId)?.entry, (amountMinor) => amountMinor < 0n)) {
    const pool = until(poolOf(read, fund, currency), entryId);
    const shares = attributeOutflow(pool, entryId);
    if (isRejection(shares)) return shares;
    const basis = basisAt(pool, entryId);
    for (const { inflowId, amountMinor } of shares) {
      sources.push({ fund, currency, amountMinor, basis, ...originOf(read, inflowId) });
    }
  }
  return sources;
}

/** Which payments of awards the money of a posted entry went into. */
export function usesOf(read: Reader, entryId: string): Use[] | Rejection {
  const uses: Use[] = [];
  for (const { fund, currency } of poolsOf(entryOf(read, entryId)?.entry, (amountMinor) => amountMinor > 0n)) {
    const pool = poolOf(read, fund, currency);
    const traced = attributeInflow(pool, entryId);
    if (isRejection(traced)) return traced;
    for (const { outflowId, amountMinor } of traced.uses) {
      const payment = paymentOfEntry(read, outflowId);
      if (payment !== undefined) uses.push({ currency, amountMinor, basis: basisAt(pool, outflowId), payment });
    }
  }
  return uses;
}

/** `DIRECT` if, since the pool was last empty, only one entry had brought money to it. */
export function basisAt(pool: readonly PoolEntry[], outflowId: string): TraceBasis {
  let inflows = 0;
  let balanceMinor = 0n;
  for (const { id, amountMinor } of pool) {
    if (id === outflowId) break;
    balanceMinor += amountMinor;
    if (amountMinor > 0n) inflows += 1;
    if (balanceMinor === 0n) inflows = 0;
  }
  return inflows === 1 ? 'DIRECT' : 'PRO_RATA';
}

/** What happened to a pool later changes nothing about an outflow. */
function until(pool: readonly PoolEntry[], id: string): readonly PoolEntry[] {
  return pool.slice(0, pool.findIndex((entry) => entry.id === id) + 1);
}

interface Pool {
  readonly fund: Id;
  readonly currency: CurrencyCode;
}

/** The funds, by currency, that an entry moved money of in the direction asked for. */
function poolsOf(entry: Entry | undefined, isWanted: (amountMinor: bigint) => boolean): Pool[] {
  const pools = new Map<string, Pool>();
  for (const { fund, currency } of entry?.postings ?? []) pools.set(`${currency} ${fund}`, { fund, currency });
  return [...pools.values()].filter(({ fund, currency }) => {
    const moved = entry === undefined ? undefined : poolEntryOf(entry, fund, currency);
    return moved !== undefined && isWanted(moved.amountMinor);
  });
}

/** An entry may cite what it likes; only the payment itself says which entries are its own. */
function paymentOfEntry(read: Reader, id: string): Id | undefined {
  const payment = paymentOf(read, entryOf(read, id)?.entry.cites?.['payment'] ?? '');
  return payment?.parts.some((part) => part.entry === id) ? payment.id : undefined;
}

function originOf(read: Reader, id: string): Pick<Source, 'entry' | 'origin' | 'transfer'> {
  const entry = entryOf(read, id)?.entry;
  // The entry of a transfer has the transfer's own id; entries that only cite one are something else.
  if (entry?.cites?.['transfer'] === id) return { entry: id, origin: 'DISBURSEMENT', transfer: id };
  const from = (path: string): boolean =>
    entry?.postings.some(({ account, amountMinor }) => account === path && amountMinor < 0n) ?? false;
  if (from('income:donations')) return { entry: id, origin: 'DONATION' };
  if (from('expenses:grants')) return { entry: id, origin: 'RETURN' };
  return { entry: id, origin: from('equity:opening') ? 'OPENING' : 'OTHER' };
}
