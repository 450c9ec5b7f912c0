import type { Event, Reader } from '@hubgraph/journal';
import type { Day, Id, Instant, Slug } from '@hubgraph/kernel';
import type { StatementDefinition } from '@hubgraph/node';
import { isPaidEvent, type PaidTransfer } from './paying/domain.ts';
import { isReceivedEvent, type ReceivedTransfer } from './receiving/domain.ts';

/** Which end of a transfer a node is. */
export type TransferEnd = 'PAYER' | 'PAYEE';

/** Where a transfer stands in one node's books. */
export type TransferStatus =
  | 'PREPARED'
  | 'OFFERED'
  | 'ACCEPTED'
  | 'POSTED'
  | 'BOOKED'
  | 'REFUSED'
  | 'VOIDED'
  | 'EXPIRED';

/** A transfer as one of its two nodes has it, whatever it is called there. */
export interface TransferView {
  readonly id: Id;
  readonly end: TransferEnd;
  /** The other end. */
  readonly peer: Slug;
  /** True for a hub's part of an allocation, which goes from bank to bank. */
  readonly isDisbursement: boolean;
  readonly status: TransferStatus;
  /** Absent where the payer voided what never arrived here. */
  readonly money?: { readonly currency: string; readonly amountMinor: bigint };
  readonly purpose?: string;
  readonly fund?: Id;
  /** When this node first knew of it. */
  readonly begunAt: Instant;
  readonly expiresAt?: Instant;
  /** The day on which it counts here. */
  readonly day?: Day;
  readonly reasonCode?: string;
  /** Digests of the other end's statements that contradict what was known. */
  readonly contradictions: readonly string[];
  /** The commit of this node in which it posted, if it is the payer. */
  readonly postedSeq?: number;
  /** The leaf of the payer's log in which it posted, as the payer told it, if this node is the payee. */
  readonly leafAtPayer?: number;
}

/** What one event does to the list of transfers. */
export interface TransferStep {
  readonly transfer: Id;
  readonly end: TransferEnd;
  readonly peer: Slug;
  /** Absent where a statement only contradicts what was known. */
  readonly status?: TransferStatus;
}

/** Payments that are transfers under another name at their payer, by the kind of their ids: disbursements. */
export interface PaidElsewhere {
  /** What payees answer, by type of statement. */
  readonly answers: Readonly<Record<string, StatementDefinition>>;
  stepOf(event: Event): TransferStep | undefined;
  viewOf(read: Reader, id: Id): TransferView | undefined;
}

const PAID: Readonly<Record<string, TransferStatus | undefined>> = {
  TransferPrepared: 'PREPARED',
  TransferPosted: 'POSTED',
  TransferConfirmed: 'BOOKED',
  TransferReleased: 'VOIDED',
  TransferExpired: 'EXPIRED',
};
const RECEIVED: Readonly<Record<string, TransferStatus | undefined>> = {
  TransferOffered: 'OFFERED',
  TransferAccepted: 'ACCEPTED',
  TransferRefused: 'REFUSED',
  TransferBooked: 'BOOKED',
  TransferVoided: 'VOIDED',
};

/** The step of an event of this package's own. */
export function stepOf(event: Event): TransferStep | undefined {
  const [end, peer, status] = isPaidEvent(event)
    ? (['PAYER', event.to, PAID[event.type]] as const)
    : isReceivedEvent(event)
      ? (['PAYEE', event.payer, RECEIVED[event.type]] as const)
      : [];
  if (end === undefined || peer === undefined) return undefined;
  const { transfer } = event as unknown as { readonly transfer: Id };
  return { transfer, end, peer, ...(status === undefined ? {} : { status }) };
}

/** The payer's side as it is shown. */
export function viewOfPaid(paid: PaidTransfer): TransferView {
  const { id, to, currency, amountMinor, purpose, fund, preparedAt, expiresAt, status, contradictions } = paid;
  return {
    id,
    end: 'PAYER',
    peer: to,
    isDisbursement: false,
    status,
    money: { currency, amountMinor },
    ...(purpose === undefined ? {} : { purpose }),
    fund,
    begunAt: preparedAt,
    expiresAt,
    ...('day' in paid ? { day: paid.day, postedSeq: paid.postedSeq } : {}),
    ...('reasonCode' in paid ? { reasonCode: paid.reasonCode } : {}),
    contradictions,
  };
}

/** The payee's side as it is shown. */
export function viewOfReceived(received: ReceivedTransfer): TransferView {
  const { transfer: id, payer, receivedAt, status, contradictions, preparation } = received;
  return {
    id,
    end: 'PAYEE',
    peer: payer,
    isDisbursement: preparation !== undefined && 'allocation' in preparation,
    status,
    ...(preparation === undefined
      ? {}
      : {
          money: { currency: preparation.currency, amountMinor: preparation.amountMinor },
          expiresAt: preparation.expiresAt,
          ...('purpose' in preparation && preparation.purpose !== undefined ? { purpose: preparation.purpose } : {}),
        }),
    ...('fund' in received ? { fund: received.fund } : {}),
    begunAt: receivedAt,
    ...('day' in received ? { day: received.day } : {}),
    ...('leaf' in received && received.leaf !== undefined ? { leafAtPayer: received.leaf } : {}),
    ...('reasonCode' in received ? { reasonCode: received.reasonCode } : {}),
    contradictions,
  };
}
