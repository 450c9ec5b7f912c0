import { keep } from '@hubgraph/books';
import type { Event } from '@hubgraph/journal';
import { type Id, type Instant, isRejection, type Rejection } from '@hubgraph/kernel';
import type { Slice } from '@hubgraph/ledger';

/** Why nothing moves, where it was not the payee that refused: what a payer states, and its own books say. */
export const CANCELLED = 'cancelled-by-payer';
export const EXPIRED = 'transfer-is-expired';

/** What a payer reserved, and when it is decided that nothing moves. */
interface Reserved {
  readonly slice: Slice;
  readonly at: Instant;
  readonly entry: Id;
}

/**
 * Frees what was reserved, because of a decision of the payer, or of the payee whose refusal is cited by its digest.
 * @param event what happened, in the payer's own words: it comes first
 */
export function voidReserved(
  { slice, at, entry }: Reserved,
  event: Event & { readonly refused?: string },
): readonly Event[] | Rejection {
  const { refused } = event;
  const cites = refused === undefined ? {} : { cites: { refused } };
  const kept = keep(slice, [{ type: 'VoidPending', at, entry, ...cites }]);
  return isRejection(kept) ? kept : [event, ...kept];
}

/** Frees what was reserved, because the payee's time is over. */
export function expireReserved({ slice, at, entry }: Reserved, event: Event): readonly Event[] | Rejection {
  const kept = keep(slice, [{ type: 'ExpirePending', at, entry }]);
  return isRejection(kept) ? kept : [event, ...kept];
}
