import type { Projection, Reader } from '@hubgraph/journal';
import type { Id, Instant } from '@hubgraph/kernel';
import { type AgreementEvent, type AgreementInForce, type AgreementState, holdsAt } from './domain.ts';

/** The agreements that were confirmed and not ended; their periods are few, so they are looked at one by one. */
export const agreementsInForce: Projection = {
  name: 'agreements',
  version: 1,
  schema: ['CREATE TABLE agreement_in_force (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID'],
  fold({ event }, views) {
    const happened = event as AgreementEvent;
    switch (happened.type) {
      case 'AgreementEnteredIntoForce':
        views.run('INSERT INTO agreement_in_force VALUES (?)', happened.agreement);
        break;
      case 'AgreementEnded':
        views.run('DELETE FROM agreement_in_force WHERE id = ?', happened.agreement);
        break;
    }
  },
};

export function agreementOf(read: Reader, id: Id): AgreementState | undefined {
  return read.entity<AgreementState>('trademark-agreement', id);
}

/** The agreement on which the hub may rely at a moment; undefined if there is none. */
export function agreementInForce(read: Reader, at: Instant): AgreementInForce | undefined {
  return read
    .rows('SELECT id FROM agreement_in_force ORDER BY id DESC')
    .flatMap((row) => agreementOf(read, String(row['id'])) ?? [])
    .find((one) => holdsAt(at, one));
}
