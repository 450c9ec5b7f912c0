import { describe, expect, test } from 'vitest';
import {
  type AgreementEvent,
  type AgreementState,
  decideSignAgreement,
  evolveAgreement,
  holdsAt,
  type SignAgreement,
  statusAt,
} from './domain.ts';
import { ended, given, inForce, offered, on, signed } from './test-kit.ts';

describe('signing an agreement', () => {
  const sign: SignAgreement = {
    type: 'SignAgreement',
    agreement: offered.agreement,
    hub: 'cee',
    at: on('2026-01-02'),
    by: 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF',
  };

  test('that was offered', () => {
    expect(decideSignAgreement(sign, { agreement: given(offered) })).toEqual([signed]);
  });

  test.each<[string, Partial<SignAgreement>, AgreementEvent[]]>([
    ['agreement-is-unknown', {}, []],
    ['agreement-is-unknown', { hub: 'asia' }, [offered, signed]],
    ['agreement-is-signed', { at: on('2027-01-01') }, [offered, signed]],
    ['agreement-is-signed', {}, [offered, signed, inForce]],
    ['agreement-is-ended', { at: on('2027-01-01') }, [offered, ended]],
    ['agreement-is-expired', { at: on('2027-01-01') }, [offered]],
    ['agreement-is-expired', { at: on('2026-07-01') }, [{ ...offered, openUntil: on('2026-07-01') }]],
  ])('is refused: %s', (code, change, events) => {
    expect(decideSignAgreement({ ...sign, ...change }, { agreement: given(...events) })).toMatchObject({ code });
  });
});

describe('an agreement', () => {
  const untilJuly: AgreementEvent = { ...inForce, knownUntil: on('2026-07-01') };
  test.each<[string, AgreementEvent[], string, boolean]>([
    ['2025-12-31', [offered], 'OFFERED', false],
    ['2026-01-02', [offered, signed], 'SIGNED', false],
    ['2027-01-01', [offered, signed], 'EXPIRED', false],
    ['2025-12-31', [offered, signed, inForce], 'IN_FORCE', false],
    ['2026-01-01', [offered, signed, inForce], 'IN_FORCE', true],
    ['2026-12-31', [offered, signed, inForce], 'IN_FORCE', true],
    ['2027-01-01', [offered, signed, inForce], 'EXPIRED', false],
    ['2026-06-30', [offered, signed, untilJuly], 'IN_FORCE', true],
    ['2026-07-01', [offered, signed, untilJuly], 'EXPIRED', false],
    ['2026-06-01', [offered, signed, inForce, ended], 'ENDED', false],
    ['2027-06-01', [offered, ended], 'ENDED', false],
  ])('on %s', (day, events, status, holds) => {
    const state = given(...events);
    if (state === undefined) expect.fail('there is none');
    expect([statusAt(on(day), state), holdsAt(on(day), state)]).toEqual([status, holds]);
  });

  test('that nobody offered has no events', () => {
    const nothing: AgreementState | undefined = undefined;
    expect(() => evolveAgreement(nothing, signed)).toThrow();
  });
});
