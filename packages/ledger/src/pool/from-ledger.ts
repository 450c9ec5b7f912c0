import type { CurrencyCode } from '@hubgraph/kernel';
import { applyEntry } from '../apply.ts';
import type { Entry } from '../types.ts';
import type { PoolEntry } from './types.ts';

/**
 * What a posted entry did to the pool of a fund in one currency: the change of what the fund owns less what it owes;
 * undefined if it is not posted or nothing of the fund moved in or out. An entry that moves both ways counts
 * net. A pool's order is that in which entries were posted, so a pending entry takes its place when it is posted.
 */
export function poolEntryOf(entry: Entry, fund: string, currency: CurrencyCode): PoolEntry | undefined {
  if (entry.status !== 'POSTED') return undefined;
  const { funds } = applyEntry({ type: 'EntryPosted', at: 0, entry });
  const delta = funds.find((one) => one.fund === fund && one.currency === currency);
  if (delta === undefined || delta.postedMinor === 0n) return undefined;
  return { id: entry.id, amountMinor: delta.postedMinor };
}
