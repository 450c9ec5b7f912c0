import type { IncomingStatement, Receive } from '@hubgraph/node';
import { describe, expect, test } from 'vitest';
import {
  type AgreementEvent,
  type AgreementState,
  decideAgreementSigned,
  decideEndAgreement,
  decideOfferAgreement,
  evolveAgreement,
  holdsOn,
  type OfferAgreement,
  statusOn,
} from './domain.ts';

const AGREEMENT = 'trademark:agreement:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const OTHER = 'trademark:agreement:01JD3Z7N4QK8R2V6X0Y5ABCDEG';
const OFFICER = 'trademark:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const terms = { key: 'trademark:text:01JD3Z7N4QK8R2V6X0Y5ABCDEF', digest: 'a'.repeat(64) };
const reason = { key: 'trademark:text:01JD3Z7N4QK8R2V6X0Y5ABCDEG', digest: 'b'.repeat(64) };

const on = (day: string): number => Date.parse(`${day}T12:00:00Z`);

const offered: AgreementEvent = {
  type: 'AgreementOffered',
  agreement: AGREEMENT,
  hub: 'cee',
  validFrom: '2026-01-01',
  validTo: '2027-01-01',
  terms,
};
const signed: AgreementEvent = {
  type: 'AgreementSigned',
  agreement: AGREEMENT,
  signedAt: on('2026-01-02'),
  statement: 'c'.repeat(64),
};
const ended: AgreementEvent = { type: 'AgreementEnded', agreement: AGREEMENT, reason };

const given = (...events: AgreementEvent[]): AgreementState | undefined =>
  events.reduce<AgreementState | undefined>(
    (state, event) => evolveAgreement(state, event, on('2026-01-03'), OFFICER),
    undefined,
  );

describe('offering an agreement', () => {
  const offer: OfferAgreement = { ...offered, type: 'OfferAgreement', at: on('2025-12-01'), by: OFFICER };
  const free = { isHubAuthorised: true, overlapping: undefined };

  test('to an authorised hub', () => {
    expect(decideOfferAgreement(offer, free)).toEqual([offered]);
  });

  test('may be done up to the last day of its period', () => {
    expect(decideOfferAgreement({ ...offer, at: on('2026-12-31') }, free)).toEqual([offered]);
  });

  test.each<[string, Partial<OfferAgreement>, Partial<Parameters<typeof decideOfferAgreement>[1]>]>([
    ['hub-is-not-authorised', { validTo: 'later' }, { isHubAuthorised: false, overlapping: OTHER }],
    ['day-is-malformed', { validTo: '2026-02-30' }, { overlapping: OTHER }],
    ['period-is-empty', { validTo: '2026-01-01' }, { overlapping: OTHER }],
    ['period-is-over', { at: on('2027-01-01') }, { overlapping: OTHER }],
    ['agreement-exists', {}, { overlapping: OTHER }],
  ])('is refused: %s', (code, change, state) => {
    expect(decideOfferAgreement({ ...offer, ...change }, { ...free, ...state })).toMatchObject({ code });
  });
});

describe('the statement that the hub signed', () => {
  const statement: IncomingStatement = {
    issuer: 'cee',
    type: 'agreement-signed',
    about: AGREEMENT,
    payload: { agreement: AGREEMENT, hub: 'cee', termsDigest: terms.digest },
    cites: ['d'.repeat(64)],
    digest: 'c'.repeat(64),
    kid: 'key',
    issuedAt: on('2026-01-02'),
    expiresAt: on('2027-01-01'),
  };
  const receive = (change: Partial<IncomingStatement> = {}, at = on('2026-01-02')): Receive => ({
    type: 'Receive:agreement-signed',
    at,
    by: 'node:cee',
    statement: { ...statement, ...change },
  });
  const payload = (change: object) => ({ payload: { ...statement.payload, ...change } });

  test('puts the agreement in force', () => {
    expect(decideAgreementSigned(receive(), { agreement: given(offered), isHubAuthorised: true })).toEqual([signed]);
  });

  test.each([
    ['in force', [offered, signed]],
    ['ended after it was in force', [offered, signed, ended]],
  ])('changes nothing once it is %s', (_, events) => {
    expect(decideAgreementSigned(receive(), { agreement: given(...events), isHubAuthorised: false })).toEqual([]);
  });

  const byStranger = { issuer: 'asia', ...payload({ termsDigest: 'e'.repeat(64) }) };
  test.each<[string, Receive, AgreementEvent[], boolean]>([
    ['statement-is-malformed', receive({ about: OTHER }), [], true],
    ['statement-is-malformed', receive(payload({ agreement: 7 })), [offered], true],
    ['agreement-is-unknown', receive(byStranger), [], false],
    ['statement-is-not-from-the-party', receive(byStranger), [offered, ended], false],
    ['statement-is-not-from-the-party', receive(payload({ hub: 'asia' })), [offered], true],
    ['agreement-terms-differ', receive(payload({ termsDigest: 'e'.repeat(64) })), [offered, ended], false],
    ['agreement-is-ended', receive({}, on('2027-01-01')), [offered, ended], false],
    ['agreement-is-expired', receive({}, on('2027-01-01')), [offered], false],
    ['hub-is-not-authorised', receive(), [offered], false],
  ])('is refused: %s', (code, command, events, isHubAuthorised) => {
    expect(decideAgreementSigned(command, { agreement: given(...events), isHubAuthorised })).toMatchObject({ code });
  });
});

describe('ending an agreement', () => {
  const end = { type: 'EndAgreement', agreement: AGREEMENT, reason, at: on('2026-06-01'), by: OFFICER } as const;

  test.each([
    ['an offer', [offered]],
    ['one in force', [offered, signed]],
  ])('takes %s', (_, events) => {
    expect(decideEndAgreement(end, { agreement: given(...events) })).toEqual([ended]);
  });

  test.each([
    ['agreement-is-unknown', on('2027-01-01'), []],
    ['agreement-is-ended', on('2027-01-01'), [offered, ended]],
    ['agreement-is-expired', on('2027-01-01'), [offered, signed]],
  ])('is refused: %s', (code, at, events) => {
    expect(decideEndAgreement({ ...end, at }, { agreement: given(...events) })).toMatchObject({ code });
  });
});

describe('an agreement', () => {
  test.each([
    ['2025-12-31', [offered], 'OFFERED', false],
    ['2026-01-01', [offered], 'OFFERED', false],
    ['2025-12-31', [offered, signed], 'IN_FORCE', false],
    ['2026-01-01', [offered, signed], 'IN_FORCE', true],
    ['2026-12-31', [offered, signed], 'IN_FORCE', true],
    ['2027-01-01', [offered, signed], 'EXPIRED', false],
    ['2027-01-01', [offered], 'EXPIRED', false],
    ['2026-06-01', [offered, signed, ended], 'ENDED', false],
    ['2027-01-01', [offered, signed, ended], 'ENDED', false],
  ])('on %s', (day, events, status, holds) => {
    const state = given(...events);
    if (state === undefined) expect.fail('there is none');
    expect([statusOn(day, state), holdsOn(day, state)]).toEqual([status, holds]);
  });
});
