import type { Reader, Recorded } from '@hubgraph/journal';
import type { OutgoingStatement } from '@hubgraph/node';
import { EXPIRED, leafOf } from '@hubgraph/transfers';
import type { DisbursementEvent } from './events.ts';

/** A decision is told until it arrives: a hub may be away for long and must learn of it when it is back. */
const DECISION_LIFETIME_MS = 365 * 24 * 3_600_000;

/** What the hub is told of each step; each cites what it answers. */
export function statementsOf({ event, at, seq }: Recorded, read: Reader): readonly OutgoingStatement[] {
  const happened = event as DisbursementEvent;
  switch (happened.type) {
    case 'DisbursementPrepared': {
      const { allocation, framework, motion, preparedDay, expiresAt } = happened;
      const payload = {
        ...amountOf(happened),
        toHub: happened.hub,
        allocation,
        framework,
        motion,
        preparedDay,
        expiresAt,
      };
      return [{ ...addressed('transfer-prepared', happened), payload, expiresAt }];
    }
    case 'DisbursementPosted': {
      const payload = { ...amountOf(happened), day: happened.day, ...leafOf(read, seq) };
      const expiresAt = at + DECISION_LIFETIME_MS;
      return [{ ...addressed('transfer-posted', happened), payload, cites: [happened.accepted], expiresAt }];
    }
    case 'DisbursementVoided': {
      const payload = { transfer: happened.disbursement, reason: happened.reasonCode, ...leafOf(read, seq) };
      const cites = happened.refused === undefined ? {} : { cites: [happened.refused] };
      return [{ ...addressed('transfer-voided', happened), payload, ...cites, expiresAt: at + DECISION_LIFETIME_MS }];
    }
    case 'DisbursementExpired': {
      const payload = { transfer: happened.disbursement, reason: EXPIRED, ...leafOf(read, seq) };
      return [{ ...addressed('transfer-voided', happened), payload, expiresAt: at + DECISION_LIFETIME_MS }];
    }
    default:
      return [];
  }
}

function addressed(
  type: string,
  { hub, disbursement }: DisbursementEvent,
): Pick<OutgoingStatement, 'audience' | 'type' | 'about'> {
  return { audience: hub, type, about: disbursement };
}

function amountOf({ disbursement, currency, amountMinor }: DisbursementEvent) {
  return { transfer: disbursement, currency, amountMinor: amountMinor.toString() };
}
