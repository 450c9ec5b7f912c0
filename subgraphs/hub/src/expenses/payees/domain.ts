import { type Command, defineEntity, type Event } from '@hubgraph/journal';
import { type Id, type Rejection, reject } from '@hubgraph/kernel';
import type { PersonState, TextRef } from '@hubgraph/node';

/** How somebody is paid. */
export type PaymentMethod = 'IBAN' | 'MOBILE_MONEY' | 'OTHER';

/** What the hub must know to pay: names and numbers are in the vault. */
export interface PayeeDetails {
  readonly name: TextRef;
  readonly method: PaymentMethod;
  /** The IBAN without spaces, or the number of the mobile wallet, or what a bank must know. */
  readonly account: TextRef;
  /** A keyed digest, by which the same account is known again; what was written before there were any has none. */
  readonly accountDigest?: string;
}

/** Where money goes, as the hub knows it now: what separation of duties asks. */
export interface Payout {
  /** People of this hub who are paid on the same account, under whatever pseudonym. */
  readonly owners: readonly Id[];
  /** Who entered the details, or changed them last. */
  readonly enteredBy: string | undefined;
  /** True if they changed since the first of the approvals that an expense has. */
  readonly hasChanged: boolean;
}

/** Of what is no expense. */
export const NO_PAYOUT: Payout = { owners: [], enteredBy: undefined, hasChanged: false };

export interface AddPayee extends Command, PayeeDetails {
  readonly type: 'AddPayee';
  readonly payee: Id;
  /** True if whoever adds it is who is paid. */
  readonly isSelf: boolean;
}
export interface ChangePayee extends Command, PayeeDetails {
  readonly type: 'ChangePayee';
  readonly payee: Id;
}

export interface PayeeAdded extends Event, PayeeDetails {
  readonly type: 'PayeeAdded';
  readonly payee: Id;
  /** The person at this hub who is paid, where it is one. */
  readonly person?: Id;
}
export interface PayeeChanged extends Event, PayeeDetails {
  readonly type: 'PayeeChanged';
  readonly payee: Id;
}
export type PayeeEvent = PayeeAdded | PayeeChanged;

/** Somebody whom a hub pays. Its id is the pseudonym under which this hub's books know it; each hub makes another one. */
export interface PayeeState extends Omit<PayeeDetails, 'accountDigest'> {
  readonly id: Id;
  readonly person?: Id;
  readonly addedBy: string;
  readonly addedAt: number;
  readonly changedAt?: number;
}

/** In order of precedence. */
export type AddPayeeRejectionCode = 'person-is-a-payee';
export type ChangePayeeRejectionCode = 'payee-is-unknown' | 'payee-was-added-by-another';

/** One pseudonym for each person, or separation of duties could be walked around, and sums of payees would count too many. */
export function decideAddPayee(
  { payee, name, method, account, accountDigest, isSelf, by }: AddPayee,
  { own }: { readonly own: Id | undefined },
): PayeeEvent[] | Rejection<AddPayeeRejectionCode> {
  if (isSelf && own !== undefined) {
    return reject('person-is-a-payee', `You are known here as ${own}; change that one.`);
  }
  const details = { name, method, account, ...(accountDigest === undefined ? {} : { accountDigest }) };
  return [{ type: 'PayeeAdded', payee, ...details, ...(isSelf ? { person: by } : {}) }];
}

export function decideChangePayee(
  { payee: id, name, method, account, accountDigest, by }: ChangePayee,
  { payee, person }: { readonly payee: PayeeState | undefined; readonly person: PersonState | undefined },
): PayeeEvent[] | Rejection<ChangePayeeRejectionCode> {
  if (payee === undefined) return reject('payee-is-unknown', `There is no payee ${id}.`);
  if (!mayChange(payee, by, person)) {
    return reject(
      'payee-was-added-by-another',
      'A person changes their own details; others, who added them or a treasurer.',
    );
  }
  const details = { name, method, account, ...(accountDigest === undefined ? {} : { accountDigest }) };
  return [{ type: 'PayeeChanged', payee: id, ...details }];
}

/** Whoever is paid says where to, alone: nobody else may lead their money elsewhere. */
function mayChange(payee: PayeeState, by: string, person: PersonState | undefined): boolean {
  if (payee.person !== undefined) return payee.person === by;
  return (
    payee.addedBy === by || (person?.roles.some(({ role, of }) => role === 'treasurer' && of === undefined) ?? false)
  );
}

/** True for an IBAN whose check digits are right (ISO 13616: the remainder by 97 is 1), without spaces. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  const digits = (text.slice(4) + text.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n;
}

/** An IBAN as people write it: groups of four, or all in one. */
const WRITTEN_IBAN = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b/g;

/** True where a text has an IBAN in it: as free text nobody would know the account again, and its owner could judge. */
export function hasIban(text: string): boolean {
  const written = text.toUpperCase().match(WRITTEN_IBAN) ?? [];
  return written.some((one) => {
    // What stands after it may look like one more group.
    const letters = one.replace(/[ -]/g, '');
    return Array.from(letters, (_, n) => letters.slice(0, n + 1)).some(isIban);
  });
}

export const payee = defineEntity<PayeeState, PayeeEvent>({
  kind: 'payee',
  concerns: (event) => (event.type === 'PayeeAdded' || event.type === 'PayeeChanged' ? [event.payee] : []),
  evolve(state, { event, at, by }) {
    const { name, method, account } = event;
    if (event.type === 'PayeeAdded') {
      const person = event.person === undefined ? {} : { person: event.person };
      return { id: event.payee, name, method, account, ...person, addedBy: by, addedAt: at };
    }
    if (state === undefined) throw new Error('A payee was changed who was never added.');
    return { ...state, name, method, account, changedAt: at };
  },
});

/** The pseudonym of a person of this hub. */
export const payeeOfPerson = defineEntity<{ readonly payee: Id }, PayeeAdded>({
  kind: 'payee-of-person',
  concerns: (event) => (event.type === 'PayeeAdded' && event.person !== undefined ? [event.person] : []),
  evolve: (_state, { event }) => ({ payee: event.payee }),
});
