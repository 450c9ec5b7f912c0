import type { Event, Recorded } from '@hubgraph/journal';
import type { Rejection } from '@hubgraph/kernel';
import { defineStatement, type OutgoingStatement, type Receive, type StatementDefinition } from '@hubgraph/node';
import { decidePosted, decidePrepared, decideVoided, type Loaded, load, type TransferEvent } from './domain.ts';

const ANSWER_LIFETIME_MS = 365 * 24 * 3_600_000;

const taken = (decide: (command: Receive, state: Loaded) => readonly Event[] | Rejection): StatementDefinition =>
  defineStatement<Loaded, Event>({ from: ['fundraising'], load, decide });

/** What the payer states, by type. */
export const receives: Readonly<Record<string, StatementDefinition>> = {
  'transfer-prepared': taken(decidePrepared),
  'transfer-posted': taken(decidePosted),
  'transfer-voided': taken(decideVoided),
};

/** What the hub answers; each cites what it answers. */
export function statementsOf({ event, at }: Recorded): readonly OutgoingStatement[] {
  const happened = event as TransferEvent;
  const expiresAt = at + ANSWER_LIFETIME_MS;
  switch (happened.type) {
    case 'TransferAccepted':
    case 'TransferRefused': {
      const { transfer, payer, currency, amountMinor, statement } = happened;
      const isAccepted = happened.type === 'TransferAccepted';
      const type = isAccepted ? 'transfer-accepted' : 'transfer-refused';
      const reason = isAccepted ? {} : { reason: happened.reasonCode };
      const payload = { transfer, currency, amountMinor: amountMinor.toString(), ...reason };
      return [{ audience: payer, type, about: transfer, payload, cites: [statement], expiresAt }];
    }
    case 'TransferBooked': {
      const { transfer, payer, posted } = happened;
      const payload = { transfer, entry: transfer };
      return [{ audience: payer, type: 'transfer-booked', about: transfer, payload, cites: [posted], expiresAt }];
    }
    default:
      return [];
  }
}
