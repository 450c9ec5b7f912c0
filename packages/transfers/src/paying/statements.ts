import type { Reader, Recorded } from '@hubgraph/journal';
import type { OutgoingStatement } from '@hubgraph/node';
import { leafOf } from '../leaf.ts';
import { isPaidEvent, type PaidEvent } from './domain.ts';
import { EXPIRED } from './releasing.ts';

/** A decision is told until it arrives: a payee may be away for long and must learn of it when it is back. */
const DECISION_LIFETIME_MS = 365 * 24 * 3_600_000;

/** What the payee is told of each step; each cites what it answers, and each decision names its leaf. */
export function wordsOf({ event, at, seq }: Recorded, read: Reader): readonly OutgoingStatement[] {
  if (!isPaidEvent(event)) return [];
  const expiresAt = at + DECISION_LIFETIME_MS;
  switch (event.type) {
    case 'TransferPrepared': {
      const { to, purpose, preparedDay } = event;
      const payload = {
        ...amountOf(event),
        to,
        ...(purpose === undefined ? {} : { purpose }),
        preparedDay,
        expiresAt: event.expiresAt,
      };
      return [{ ...addressed('transfer-prepared', event), payload, expiresAt: event.expiresAt }];
    }
    case 'TransferPosted': {
      const payload = { ...amountOf(event), day: event.day, ...leafOf(read, seq) };
      return [{ ...addressed('transfer-posted', event), payload, cites: [event.accepted], expiresAt }];
    }
    case 'TransferReleased': {
      const payload = { transfer: event.transfer, reason: event.reasonCode, ...leafOf(read, seq) };
      const cites = event.refused === undefined ? {} : { cites: [event.refused] };
      return [{ ...addressed('transfer-voided', event), payload, ...cites, expiresAt }];
    }
    case 'TransferExpired': {
      const payload = { transfer: event.transfer, reason: EXPIRED, ...leafOf(read, seq) };
      return [{ ...addressed('transfer-voided', event), payload, expiresAt }];
    }
    case 'TransferConfirmed':
    case 'AnswerContradicted':
      return [];
  }
}

function addressed(type: string, { to, transfer }: PaidEvent): Pick<OutgoingStatement, 'audience' | 'type' | 'about'> {
  return { audience: to, type, about: transfer };
}

function amountOf({ transfer, currency, amountMinor }: PaidEvent) {
  return { transfer, currency, amountMinor: amountMinor.toString() };
}
