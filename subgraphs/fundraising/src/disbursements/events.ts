import type { Event } from '@hubgraph/journal';
import type { Day, Id, Instant, Slug } from '@hubgraph/kernel';

/** Which part of which allocation goes to whom: in every event, so that a fold needs no look-up. */
export interface DisbursedPart {
  readonly disbursement: Id;
  readonly allocation: Id;
  readonly hub: Slug;
  readonly fund: Id;
  readonly currency: string;
  readonly amountMinor: bigint;
}

export interface DisbursementPrepared extends Event, DisbursedPart {
  readonly type: 'DisbursementPrepared';
  readonly framework: Id;
  readonly motion: Id;
  readonly preparedDay: Day;
  readonly expiresAt: Instant;
}
/** The payer's decision: from now on the money is the hub's. */
export interface DisbursementPosted extends Event, DisbursedPart {
  readonly type: 'DisbursementPosted';
  readonly day: Day;
  /** The digest of the hub's acceptance. */
  readonly accepted: string;
  /** The digest of the preparation that the hub accepted, as it cites it. */
  readonly prepared: string;
}
/** The hub has it in its books too. */
export interface DisbursementBooked extends Event, DisbursedPart {
  readonly type: 'DisbursementBooked';
  /** The id of the hub's entry. */
  readonly entry: string;
}
export interface DisbursementVoided extends Event, DisbursedPart {
  readonly type: 'DisbursementVoided';
  readonly reasonCode: string;
  /** The digest of the hub's refusal, if it was the hub. */
  readonly refused?: string;
}
export interface DisbursementExpired extends Event, DisbursedPart {
  readonly type: 'DisbursementExpired';
}
/** The hub said something that cannot be true beside what is known. Its statement is kept; nothing else follows. */
export interface DisbursementContradicted extends Event, DisbursedPart {
  readonly type: 'DisbursementContradicted';
  /** The digest of the statement that contradicts. */
  readonly statement: string;
}
export type DisbursementEvent =
  | DisbursementPrepared
  | DisbursementPosted
  | DisbursementBooked
  | DisbursementVoided
  | DisbursementExpired
  | DisbursementContradicted;
