import type { Projection, Reader } from '@hubgraph/journal';
import type { Id } from '@hubgraph/kernel';
import type { Actor } from '@hubgraph/node';
import type { PayeeEvent, PayeeState, Payout } from './domain.ts';

/** Payees, and who added them; ids are in the order of age. */
export const payeeList: Projection = {
  name: 'payees',
  version: 2,
  schema: [
    `CREATE TABLE payee (id TEXT PRIMARY KEY, added_by TEXT NOT NULL, person TEXT, account TEXT NOT NULL,
      entered_by TEXT NOT NULL, changed INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
    'CREATE INDEX payee_added_by ON payee (added_by, id)',
    "CREATE INDEX payee_account ON payee (account) WHERE account <> ''",
  ],
  fold({ event, by, seq }, views) {
    const happened = event as PayeeEvent;
    if (happened.type === 'PayeeAdded') {
      const { payee, person, accountDigest } = happened;
      views.run('INSERT INTO payee VALUES (?, ?, ?, ?, ?, 0)', payee, by, person ?? null, accountDigest ?? '', by);
    } else if (happened.type === 'PayeeChanged') {
      const { payee, accountDigest } = happened;
      const details = [accountDigest ?? '', by, seq];
      views.run('UPDATE payee SET account = ?, entered_by = ?, changed = ? WHERE id = ?', ...details, payee);
    }
  },
};

/** Where the money of a payee goes; `approvedSeq` is the commit of the first approval that counts, 0 where there is none. */
export function payoutOf(read: Reader, payee: Id, approvedSeq: number): Payout {
  const row = read.row('SELECT person, account, entered_by, changed FROM payee WHERE id = ?', payee);
  const account = String(row?.['account'] ?? '');
  const sharing =
    account === '' ? [] : read.rows('SELECT person FROM payee WHERE account = ? AND person IS NOT NULL', account);
  const enteredBy = row?.['entered_by'];
  return {
    owners: sharing.map(({ person }) => String(person)),
    enteredBy: typeof enteredBy === 'string' ? enteredBy : undefined,
    hasChanged: approvedSeq > 0 && Number(row?.['changed'] ?? 0) > approvedSeq,
  };
}

export function payeeOf(read: Reader, id: Id): PayeeState | undefined {
  return read.entity<PayeeState>('payee', id);
}

/** Somebody whom the hub can pay; undefined where it has nobody. */
export function anyPayee(read: Reader): Id | undefined {
  const id = read.row('SELECT id FROM payee LIMIT 1')?.['id'];
  return typeof id === 'string' ? id : undefined;
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
