import type { Json } from '@hubgraph/kernel';
import type { IncomingStatement, Receive } from '@hubgraph/node';
import { describe, expect, test } from 'vitest';
import type { AgreementEvent } from './domain.ts';
import { decideAgreementEnded, decideAgreementInForce, decideAgreementOffered } from './statements.ts';
import { ended, given, inForce, offered, on, signed } from './test-kit.ts';

const { agreement, hub, validFrom, validTo, termsDigest } = offered;

/** A statement with this payload, as it arrives. */
function receive(
  payload: { readonly [name: string]: Json },
  change: { readonly [name: string]: Json } = {},
  claims: Partial<IncomingStatement> = {},
): Receive {
  const statement: IncomingStatement = {
    issuer: 'trademark',
    type: 'agreement',
    about: agreement,
    payload: { ...payload, ...change },
    cites: [],
    digest: offered.statement,
    kid: 'key',
    issuedAt: on('2026-01-01'),
    expiresAt: offered.openUntil,
    ...claims,
  };
  return { type: 'Receive', at: on('2026-01-01'), by: 'node:trademark', statement };
}

const content = { agreement, hub, validFrom, validTo, termsDigest };
const OTHER_TERMS = { termsDigest: 'e'.repeat(64) };
const BY_STRANGER = { issuer: 'asia' };

const malformed: [string, { readonly [name: string]: Json }][] = [
  ['another agreement than it is about', { agreement: 'trademark:agreement:01JD3Z7N4QK8R2V6X0Y5ABCDEG' }],
  ['no agreement', { agreement: null }],
  ['a hub that is no slug', { hub: 'CEE' }],
  ['a day that is none', { validFrom: '2026-02-30' }],
  ['days that are numbers', { validTo: 20270101 }],
  ['an empty period', { validTo: '2026-01-01' }],
  ['no digest', { termsDigest: 'terms' }],
];

describe('agreement-offered', () => {
  const decide = (command: Receive, ...events: AgreementEvent[]) =>
    decideAgreementOffered(command, { agreement: given(...events) });

  test('is taken down with its digest and its expiry', () => {
    expect(decide(receive(content))).toEqual([offered]);
  });

  test('changes nothing when it comes again', () => {
    for (const events of [[offered], [offered, signed], [offered, signed, inForce], [offered, ended]]) {
      expect(decide(receive(content, {}, { digest: 'f'.repeat(64) }), ...events)).toEqual([]);
    }
  });

  test.each(malformed)('with %s is refused', (_, change) => {
    expect(decide(receive(content, change))).toMatchObject({ code: 'statement-is-malformed' });
  });

  test.each<[string, Receive, AgreementEvent[]]>([
    ['statement-is-not-from-the-party', receive(content, {}, BY_STRANGER), []],
    ['statement-is-not-from-the-party', receive(content, OTHER_TERMS, BY_STRANGER), [offered]],
    ['agreement-terms-differ', receive(content, OTHER_TERMS), [offered]],
    ['agreement-terms-differ', receive(content, { validTo: '2028-01-01' }), [offered]],
  ])('is refused: %s', (code, command, events) => {
    expect(decide(command, ...events)).toMatchObject({ code });
  });
});

describe('agreement-in-force', () => {
  const decide = (command: Receive, ...events: AgreementEvent[]) =>
    decideAgreementInForce(command, { agreement: given(...events) });

  test('is taken down with its expiry', () => {
    expect(decide(receive(content), offered, signed)).toEqual([inForce]);
  });

  test('changes nothing when it comes again, or after the end', () => {
    expect(decide(receive(content), offered, signed, inForce)).toEqual([]);
    expect(decide(receive(content), offered, signed, inForce, ended)).toEqual([]);
  });

  test.each(malformed)('with %s is refused', (_, change) => {
    expect(decide(receive(content, change), offered, signed)).toMatchObject({ code: 'statement-is-malformed' });
  });

  test.each<[string, Receive, AgreementEvent[]]>([
    ['agreement-is-unknown', receive(content, OTHER_TERMS, BY_STRANGER), []],
    ['statement-is-not-from-the-party', receive(content, OTHER_TERMS, BY_STRANGER), [offered]],
    ['agreement-terms-differ', receive(content, OTHER_TERMS), [offered]],
    ['agreement-terms-differ', receive(content, { hub: 'asia' }), [offered, signed]],
    ['agreement-is-not-signed', receive(content), [offered]],
  ])('is refused: %s', (code, command, events) => {
    expect(decide(command, ...events)).toMatchObject({ code });
  });
});

describe('agreement-ended', () => {
  const payload = { agreement, reasonDigest: ended.reasonDigest };
  const decide = (command: Receive, ...events: AgreementEvent[]) =>
    decideAgreementEnded(command, { agreement: given(...events) });

  test('ends an offer and an agreement in force, once', () => {
    expect(decide(receive(payload), offered)).toEqual([ended]);
    expect(decide(receive(payload), offered, signed, inForce)).toEqual([ended]);
    expect(decide(receive(payload), offered, signed, inForce, ended)).toEqual([]);
  });

  test.each<[string, Receive, AgreementEvent[]]>([
    ['statement-is-malformed', receive(payload, { reasonDigest: 'because' }), [offered]],
    ['statement-is-malformed', receive(payload, {}, { about: 'trademark:agreement:other' }), [offered]],
    ['agreement-is-unknown', receive(payload, {}, BY_STRANGER), []],
    ['statement-is-not-from-the-party', receive(payload, {}, BY_STRANGER), [offered]],
  ])('is refused: %s', (code, command, events) => {
    expect(decide(command, ...events)).toMatchObject({ code });
  });
});
