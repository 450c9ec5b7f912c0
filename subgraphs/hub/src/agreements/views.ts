import type { Projection, Reader } from '@hubgraph/journal';
import type { Id, Instant } from '@hubgraph/kernel';
import type { WaitingDefinition } from '@hubgraph/node';
import { type AgreementEvent, type AgreementInForce, type AgreementState, holdsAt } from './domain.ts';

/**
 * The agreements that were confirmed and not ended, whose periods are few, so that they are looked at one by one; and
 * those that were offered and are not signed.
 */
export const agreementLists: Projection = {
  name: 'agreements',
  version: 2,
  schema: [
    'CREATE TABLE agreement_in_force (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID',
    'CREATE TABLE agreement_offered (id TEXT PRIMARY KEY, offered_at INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  ],
  fold({ event, at }, views) {
    const happened = event as AgreementEvent;
    switch (happened.type) {
      case 'AgreementEnteredIntoForce':
        views.run('INSERT INTO agreement_in_force VALUES (?)', happened.agreement);
        break;
      case 'AgreementOffered':
        views.run('INSERT INTO agreement_offered VALUES (?, ?)', happened.agreement, at);
        break;
      case 'AgreementSigned':
        views.run('DELETE FROM agreement_offered WHERE id = ?', happened.agreement);
        break;
      case 'AgreementEnded':
        views.run('DELETE FROM agreement_offered WHERE id = ?', happened.agreement);
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

/** Agreements that wait for the board. Offers that are over are few too, and refused when they are looked at. */
export const waitingAgreements: readonly WaitingDefinition[] = [
  {
    kind: 'SIGN_AGREEMENT',
    command: 'SignAgreement',
    candidates: (read, { limit }) =>
      read.rows('SELECT id, offered_at FROM agreement_offered ORDER BY id LIMIT ?', limit).flatMap((row) => {
        const offered = agreementOf(read, String(row['id']));
        if (offered === undefined) return [];
        const { agreement, hub } = offered;
        return [{ subject: agreement, since: Number(row['offered_at']), payload: { agreement, hub } }];
      }),
  },
];
