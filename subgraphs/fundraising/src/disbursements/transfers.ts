import type { Event } from '@hubgraph/journal';
import type { PaidElsewhere, TransferStep } from '@hubgraph/transfers';
import { answers } from './answers.ts';
import type { DisbursementState } from './domain.ts';
import type { DisbursementEvent } from './events.ts';

const STATUS: Readonly<Record<string, NonNullable<TransferStep['status']>>> = {
  DisbursementPrepared: 'PREPARED',
  DisbursementPosted: 'POSTED',
  DisbursementBooked: 'BOOKED',
  DisbursementVoided: 'VOIDED',
  DisbursementExpired: 'EXPIRED',
} satisfies Readonly<Record<Exclude<DisbursementEvent['type'], 'DisbursementContradicted'>, TransferStep['status']>>;

/** Disbursements as the transfers that they are. */
export const disbursementsAsTransfers: PaidElsewhere = {
  answers,
  stepOf(event: Event): TransferStep | undefined {
    const status = STATUS[event.type];
    const isContradicted = event.type === 'DisbursementContradicted';
    if (status === undefined && !isContradicted) return undefined;
    const { disbursement: transfer, hub: peer } = event as DisbursementEvent;
    return { transfer, end: 'PAYER', peer, ...(status === undefined ? {} : { status }) };
  },
  viewOf(read, id) {
    const found = read.entity<DisbursementState>('disbursement', id);
    if (found === undefined) return undefined;
    const { hub, status, currency, amountMinor, fund, preparedAt, expiresAt, contradictions = [] } = found;
    return {
      id,
      end: 'PAYER',
      peer: hub,
      isDisbursement: true,
      status,
      money: { currency, amountMinor },
      fund,
      begunAt: preparedAt,
      expiresAt,
      ...('day' in found ? { day: found.day } : {}),
      ...('reasonCode' in found ? { reasonCode: found.reasonCode } : {}),
      contradictions,
    };
  },
};
