import {
  type AgreementEnded,
  type AgreementEnteredIntoForce,
  type AgreementEvent,
  type AgreementOffered,
  type AgreementSigned,
  type AgreementState,
  evolveAgreement,
} from './domain.ts';

/** Noon of a day. */
export const on = (day: string): number => Date.parse(`${day}T12:00:00Z`);

const agreement = 'trademark:agreement:01JD3Z7N4QK8R2V6X0Y5ABCDEF';

export const offered: AgreementOffered = {
  type: 'AgreementOffered',
  agreement,
  hub: 'cee',
  validFrom: '2026-01-01',
  validTo: '2027-01-01',
  termsDigest: 'a'.repeat(64),
  issuer: 'trademark',
  statement: 'c'.repeat(64),
  openUntil: Date.parse('2027-01-01T00:00:00Z'),
};
export const signed: AgreementSigned = { type: 'AgreementSigned', agreement };
export const inForce: AgreementEnteredIntoForce = {
  type: 'AgreementEnteredIntoForce',
  agreement,
  knownUntil: offered.openUntil,
};
export const ended: AgreementEnded = { type: 'AgreementEnded', agreement, reasonDigest: 'b'.repeat(64) };

/** The state after these events. */
export function given(...events: AgreementEvent[]): AgreementState | undefined {
  return events.reduce<AgreementState | undefined>(evolveAgreement, undefined);
}
