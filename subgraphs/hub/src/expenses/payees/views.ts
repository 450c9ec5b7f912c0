import type { Projection, Reader } from '@hubgraph/journal';
import type { Id } from '@hubgraph/kernel';
import type { Actor } from '@hubgraph/node';
import type { PayeeEvent, PayeeState } from './domain.ts';

/** Payees, and who added them; ids are in the order of age. */
export const payeeList: Projection = {
  name: 'payees',
  version: 1,
  schema: [
    'CREATE TABLE payee (id TEXT PRIMARY KEY, added_by TEXT NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE INDEX payee_added_by ON payee (added_by, id)',
  ],
  fold({ event, by }, views) {
    const happened = event as PayeeEvent;
    if (happened.type === 'PayeeAdded') views.run('INSERT INTO payee VALUES (?, ?)', happened.payee, by);
  },
};

export function payeeOf(read: Reader, id: Id): PayeeState | undefined {
  return read.entity<PayeeState>('payee', id);
}

/** The pseudonym under which a person of this hub is paid. */
export function payeeOfPersonIn(read: Reader, person: Id): Id | undefined {
  return read.entity<{ readonly payee: Id }>('payee-of-person', person)?.payee;
}

/** Who may read names: who judges and who pays, and who is meant. */
export function readsName(actor: Actor, payee: PayeeState): boolean {
  return isParty(actor, payee) || holdsOneOf(actor, ['staff', 'treasurer', 'committee-member', 'board-member']);
}

/** Who may read where money goes: who pays, and who is paid. */
export function readsAccount(actor: Actor, payee: PayeeState): boolean {
  return isParty(actor, payee) || holdsOneOf(actor, ['treasurer']);
}

/** True if who asks holds one of these roles for the whole hub. */
export function holdsOneOf(actor: Pick<Actor, 'roles'>, roles: readonly string[]): boolean {
  return actor.roles.some(({ role, of }) => of === undefined && roles.includes(role));
}

function isParty({ kind, name }: Actor, { person, addedBy }: PayeeState): boolean {
  return kind === 'person' && (person === undefined ? addedBy === name : person === name);
}
