import { defineCommand, type Event, type Reader, type Recorded } from '@hubgraph/journal';
import type { Rejection } from '@hubgraph/kernel';
import { defineStatement, type OutgoingStatement, type Receive, type StatementDefinition } from '@hubgraph/node';
import { leafOf } from '../leaf.ts';
import {
  type AcceptTransfer,
  decideAcceptTransfer,
  decidePosted,
  decidePrepared,
  decideRefuseTransfer,
  decideVoided,
  isReceivedEvent,
  type Loaded,
  load,
  type RefuseTransfer,
  STATEMENT_BYTES_MAX,
} from './domain.ts';

/** Of what changes nothing no second word is kept. */
export const KEPT = { from: ['fundraising', 'hub'], isKeptOnlyWithEffect: true, sizeBytesMax: STATEMENT_BYTES_MAX };

const ANSWER_LIFETIME_MS = 365 * 24 * 3_600_000;

const taken = (decide: (command: Receive, state: Loaded) => readonly Event[] | Rejection): StatementDefinition =>
  defineStatement<Loaded, Event>({
    ...KEPT,
    load: (read, { statement, at }) => load(read, statement.about, at),
    decide,
  });

/** What the payer states, by type. */
export const receives: Readonly<Record<string, StatementDefinition>> = {
  'transfer-prepared': taken(decidePrepared),
  'transfer-posted': taken(decidePosted),
  'transfer-voided': taken(decideVoided),
};

export const receivingCommands = [
  defineCommand<AcceptTransfer, Loaded, Event>({
    type: 'AcceptTransfer',
    load: (read, { transfer, at }) => load(read, transfer, at),
    decide: decideAcceptTransfer,
  }),
  defineCommand<RefuseTransfer, Loaded, Event>({
    type: 'RefuseTransfer',
    load: (read, { transfer, at }) => load(read, transfer, at),
    decide: decideRefuseTransfer,
  }),
];

/** What the payee answers; each cites what it answers, and names its leaf. */
export function answersOf({ event, at, seq }: Recorded, read: Reader): readonly OutgoingStatement[] {
  if (!isReceivedEvent(event)) return [];
  const expiresAt = at + ANSWER_LIFETIME_MS;
  switch (event.type) {
    case 'TransferAccepted':
    case 'TransferRefused': {
      const { transfer, payer, currency, amountMinor, statement } = event;
      const isAccepted = event.type === 'TransferAccepted';
      const type = isAccepted ? 'transfer-accepted' : 'transfer-refused';
      const reason = isAccepted ? {} : { reason: event.reasonCode };
      const payload = { transfer, currency, amountMinor: amountMinor.toString(), ...reason, ...leafOf(read, seq) };
      return [{ audience: payer, type, about: transfer, payload, cites: [statement], expiresAt }];
    }
    case 'TransferBooked': {
      const { transfer, payer, posted } = event;
      const payload = { transfer, entry: transfer, ...leafOf(read, seq) };
      return [{ audience: payer, type: 'transfer-booked', about: transfer, payload, cites: [posted], expiresAt }];
    }
    default:
      return [];
  }
}
