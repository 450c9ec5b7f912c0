import { describe, expect, test } from 'vitest';
import { operator, personActor } from '../actor.ts';
import type { PersonState } from '../people/domain.ts';
import { testWhoMay } from '../policy.test-helper.ts';
import {
  decideCloseSessions,
  decideIssueSignInCode,
  decideSignIn,
  decideSignOut,
  evolveSession,
  evolveSignInCode,
  type SessionEvent,
  type SessionState,
  type SignInCodeState,
  sessionFault,
} from './domain.ts';
import { policy } from './policy.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const MINUTE = 60_000;
const DAY = 86_400_000;
const ANA = 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const BEN = 'cee:person:01JD3Z7N4QK8R2V6X0Y5ABCDEG';
const SESSION = 'cee:session:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const CODE = 'c'.repeat(64);
const SECRET = 's'.repeat(64);
const ana: PersonState = { id: ANA, name: { key: 'cee:text:1', digest: 'd' }, roles: [] };

const codeIssued: SessionEvent = {
  type: 'SignInCodeIssued',
  codeDigest: CODE,
  person: ANA,
  expiresAt: NOW + 15 * MINUTE,
};
const codeWithdrawn: SessionEvent = { type: 'SignInCodeWithdrawn', codeDigest: CODE, person: ANA };
const signedIn: SessionEvent = {
  type: 'SignedIn',
  session: SESSION,
  person: ANA,
  codeDigest: CODE,
  secretDigest: SECRET,
  expiresAt: NOW + 30 * DAY,
};
const signedOut: SessionEvent = { type: 'SignedOut', session: SESSION, person: ANA };
const closed: SessionEvent = { type: 'SessionClosed', session: SESSION, person: ANA };

const code = (...events: SessionEvent[]) => events.reduce<SignInCodeState | undefined>(evolveSignInCode, undefined);
const session = (...events: SessionEvent[]) =>
  events.reduce<SessionState | undefined>(
    (state, event) => evolveSession(state, { event, at: NOW, by: ANA, seq: 1, commandId: 'x' }),
    undefined,
  );

interface Given {
  readonly person: PersonState | undefined;
  readonly code: SignInCodeState | undefined;
}
const issue = (lifetimeMinutes: number, given: Given = { person: ana, code: undefined }) =>
  decideIssueSignInCode(
    { type: 'IssueSignInCode', person: ANA, codeDigest: CODE, lifetimeMinutes, at: NOW, by: 'operator' },
    given,
  );
const signIn = (state: SignInCodeState | undefined, at = NOW, by = ANA) =>
  decideSignIn({ type: 'SignIn', codeDigest: CODE, session: SESSION, secretDigest: SECRET, at, by }, state);
const signOut = (state: SessionState | undefined, at = NOW, by = ANA) =>
  decideSignOut({ type: 'SignOut', session: SESSION, at, by }, state);

describe('a code', () => {
  test('is issued for a person without any role, for as long as is said', () => {
    expect(issue(15)).toEqual([codeIssued]);
    expect(issue(7 * 24 * 60)).toMatchObject([{ expiresAt: NOW + 7 * DAY }]);
    expect(issue(1)).toMatchObject([{ expiresAt: NOW + MINUTE }]);
  });

  test('opens a session of 30 days, up to its last millisecond', () => {
    expect(signIn(code(codeIssued))).toEqual([signedIn]);
    expect(signIn(code(codeIssued), NOW + 15 * MINUTE - 1)).toMatchObject([
      { expiresAt: NOW + 15 * MINUTE - 1 + 30 * DAY },
    ]);
  });

  test.each([
    ['sign-in-code-lifetime-is-out-of-range', issue(0, { person: undefined, code: code(codeIssued) })],
    ['sign-in-code-lifetime-is-out-of-range', issue(7 * 24 * 60 + 1)],
    ['sign-in-code-lifetime-is-out-of-range', issue(1.5)],
    ['sign-in-code-lifetime-is-out-of-range', issue(Number.NaN)],
    ['person-is-unknown', issue(15, { person: undefined, code: code(codeIssued) })],
    ['sign-in-code-exists', issue(15, { person: ana, code: code(codeIssued) })],
    ['sign-in-code-exists', issue(15, { person: ana, code: code(codeIssued, signedIn) })],
    ['sign-in-code-is-unknown', signIn(undefined)],
    ['sign-in-code-is-unknown', signIn(code(codeIssued, signedIn), NOW + DAY, BEN)],
    ['sign-in-code-is-unknown', signIn(code(codeIssued), NOW, 'anonymous')],
    ['sign-in-code-was-used', signIn(code(codeIssued, signedIn), NOW + DAY)],
    ['sign-in-code-was-withdrawn', signIn(code(codeIssued, codeWithdrawn), NOW + DAY)],
    ['sign-in-code-is-expired', signIn(code(codeIssued), NOW + 15 * MINUTE)],
  ])('is refused: %s', (refusal, outcome) => {
    expect(outcome).toMatchObject({ rejected: true, code: refusal });
  });
});

describe('a session', () => {
  test('is open until it ends, is signed out, or is closed', () => {
    const open = session(signedIn);
    expect(open).toEqual({ id: SESSION, person: ANA, openedAt: NOW, expiresAt: NOW + 30 * DAY, status: 'open' });
    expect(open && sessionFault(open, NOW + 30 * DAY - 1)).toBeUndefined();
    expect(signOut(open)).toEqual([signedOut]);
  });

  test.each([
    ['session-is-unknown', signOut(undefined)],
    ['session-is-unknown', signOut(session(signedIn, closed), NOW, BEN)],
    ['session-is-over', signOut(session(signedIn), NOW + 30 * DAY)],
    ['session-is-over', signOut(session(signedIn, signedOut))],
    ['session-is-over', signOut(session(signedIn, closed))],
  ])('is refused: %s', (refusal, outcome) => {
    expect(outcome).toMatchObject({ rejected: true, code: refusal });
  });

  test('that never began cannot end', () => {
    for (const event of [signedOut, closed]) expect(() => session(event)).toThrow();
    for (const event of [signedIn, codeWithdrawn]) expect(() => code(event)).toThrow();
  });
});

describe('closing the sessions of a person', () => {
  test('ends all that are open and withdraws the codes that were not used; with neither nothing happens', () => {
    const open = { person: ana, sessions: [SESSION], codes: [CODE] };
    expect(decideCloseSessions({ person: ANA }, open)).toEqual([closed, codeWithdrawn]);
    expect(decideCloseSessions({ person: ANA }, { person: ana, sessions: [], codes: [] })).toEqual([]);
  });

  test('is refused for somebody who is not there', () => {
    const open = { person: undefined, sessions: [], codes: [] };
    expect(decideCloseSessions({ person: ANA }, open)).toMatchObject({ code: 'person-is-unknown' });
  });
});

describe('who may', () => {
  const everybody = ['person', 'administrator', 'treasurer'];
  testWhoMay(
    policy,
    { administrator: 'Keeps the users.', treasurer: 'Keeps the money.' },
    {
      IssueSignInCode: ['operator', 'administrator'],
      SignIn: everybody,
      SignOut: everybody,
      CloseSessions: ['operator', 'administrator'],
      CloseOwnSessions: everybody,
    },
  );

  test('an actor of the process is no person who could sign in', () => {
    expect(operator.roles).not.toContainEqual({ role: 'person' });
    expect(personActor(ANA, []).roles).toEqual([{ role: 'person' }]);
  });
});
