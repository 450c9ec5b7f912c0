import { type Command, defineCommand, defineEntity, type Event, type Reader, type Recorded } from '@hubgraph/journal';
import { type Id, type Instant, type Rejection, reject } from '@hubgraph/kernel';
import type { PersonState } from '../people/domain.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** How long a code may be used where nobody says how long. */
export const CODE_LIFETIME_MINUTES = 15;
const CODE_LIFETIME_MINUTES_MAX = 7 * 24 * 60;
const SESSION_LIFETIME_MS = 30 * DAY_MS;

export interface IssueSignInCode extends Command {
  readonly type: 'IssueSignInCode';
  readonly person: Id;
  readonly codeDigest: string;
  readonly lifetimeMinutes: number;
}
export interface SignIn extends Command {
  readonly type: 'SignIn';
  readonly codeDigest: string;
  readonly session: Id;
  readonly secretDigest: string;
}
export interface SignOut extends Command {
  readonly type: 'SignOut';
  readonly session: Id;
}
export interface CloseSessions extends Command {
  readonly type: 'CloseSessions';
  readonly person: Id;
}
/** Whose they are is in `by`: nobody can give this for another. */
export interface CloseOwnSessions extends Command {
  readonly type: 'CloseOwnSessions';
}

export interface SignInCodeIssued extends Event {
  readonly type: 'SignInCodeIssued';
  readonly codeDigest: string;
  readonly person: Id;
  readonly expiresAt: Instant;
}
export interface SignInCodeWithdrawn extends Event {
  readonly type: 'SignInCodeWithdrawn';
  readonly codeDigest: string;
  readonly person: Id;
}
export interface SignedIn extends Event {
  readonly type: 'SignedIn';
  readonly session: Id;
  readonly person: Id;
  readonly codeDigest: string;
  readonly secretDigest: string;
  readonly expiresAt: Instant;
}
export interface SignedOut extends Event {
  readonly type: 'SignedOut';
  readonly session: Id;
  readonly person: Id;
}
export interface SessionClosed extends Event {
  readonly type: 'SessionClosed';
  readonly session: Id;
  readonly person: Id;
}
export type SessionEvent = SignInCodeIssued | SignInCodeWithdrawn | SignedIn | SignedOut | SessionClosed;

export interface SignInCodeState {
  readonly person: Id;
  readonly expiresAt: Instant;
  readonly status: 'unused' | 'used' | 'withdrawn';
}

export interface SessionState {
  readonly id: Id;
  readonly person: Id;
  readonly openedAt: Instant;
  readonly expiresAt: Instant;
  readonly status: 'open' | 'signed-out' | 'closed';
}

/** In order of precedence. */
export type SessionRejectionCode =
  | 'sign-in-code-lifetime-is-out-of-range'
  | 'person-is-unknown'
  | 'sign-in-code-exists'
  | 'sign-in-code-is-unknown'
  | 'sign-in-code-was-used'
  | 'sign-in-code-was-withdrawn'
  | 'sign-in-code-is-expired'
  | 'session-is-unknown'
  | 'session-is-over';

type Decision = readonly SessionEvent[] | Rejection<SessionRejectionCode>;

/** What there is to close: the sessions of a person that are open, and their codes that nobody used. */
interface Open {
  readonly person: PersonState | undefined;
  readonly sessions: readonly Id[];
  readonly codes: readonly string[];
}

export function decideIssueSignInCode(
  { person, codeDigest, lifetimeMinutes, at }: IssueSignInCode,
  given: { readonly person: PersonState | undefined; readonly code: SignInCodeState | undefined },
): Decision {
  const isInRange =
    Number.isInteger(lifetimeMinutes) && lifetimeMinutes >= 1 && lifetimeMinutes <= CODE_LIFETIME_MINUTES_MAX;
  if (!isInRange) {
    return reject(
      'sign-in-code-lifetime-is-out-of-range',
      `A sign-in code lives for 1 to ${CODE_LIFETIME_MINUTES_MAX} minutes.`,
    );
  }
  if (given.person === undefined) return unknownPerson(person);
  if (given.code !== undefined) return reject('sign-in-code-exists', 'This code was issued before; draw another one.');
  return [{ type: 'SignInCodeIssued', codeDigest, person, expiresAt: at + lifetimeMinutes * MINUTE_MS }];
}

export function decideSignIn(
  { codeDigest, session, secretDigest, at, by }: SignIn,
  code: SignInCodeState | undefined,
): Decision {
  if (code === undefined || code.person !== by) return unknownCode();
  if (code.status === 'used') {
    return reject(
      'sign-in-code-was-used',
      'A sign-in code opens one session, and this one did. Ask for a new one; if it was not you who used it, have your sessions closed.',
    );
  }
  if (code.status === 'withdrawn') {
    return reject(
      'sign-in-code-was-withdrawn',
      'The code was withdrawn when your sessions were closed; ask for a new one.',
    );
  }
  if (at >= code.expiresAt)
    return reject('sign-in-code-is-expired', 'The code was not used in time; ask for a new one.');
  const expiresAt = at + SESSION_LIFETIME_MS;
  return [{ type: 'SignedIn', session, person: by, codeDigest, secretDigest, expiresAt }];
}

export function decideSignOut({ session, at, by }: SignOut, state: SessionState | undefined): Decision {
  if (state === undefined || state.person !== by) return unknownSession();
  return sessionFault(state, at) ?? [{ type: 'SignedOut', session, person: by }];
}

export function decideCloseSessions({ person }: { readonly person: Id }, open: Open): Decision {
  if (open.person === undefined) return unknownPerson(person);
  return [
    ...open.sessions.map((session): SessionEvent => ({ type: 'SessionClosed', session, person })),
    ...open.codes.map((codeDigest): SessionEvent => ({ type: 'SignInCodeWithdrawn', codeDigest, person })),
  ];
}

/** Why nothing can be done with a session any more; undefined while it is open. */
export function sessionFault(
  { status, expiresAt }: SessionState,
  now: Instant,
): Rejection<'session-is-over'> | undefined {
  if (status === 'open' && now < expiresAt) return undefined;
  const why = { open: 'It came to its end.', 'signed-out': 'It was signed out.', closed: 'It was closed.' }[status];
  return reject('session-is-over', `The session is over. ${why} Sign in again.`);
}

export function unknownCode(): Rejection<'sign-in-code-is-unknown'> {
  return reject('sign-in-code-is-unknown', 'No such code was issued here. Is this the node that issued it?');
}

export function unknownSession(): Rejection<'session-is-unknown'> {
  return reject('session-is-unknown', 'No such session was opened here; sign in again.');
}

function unknownPerson(person: Id): Rejection<'person-is-unknown'> {
  return reject('person-is-unknown', `${person} is not a person of this node.`);
}

export function evolveSignInCode(state: SignInCodeState | undefined, event: SessionEvent): SignInCodeState {
  switch (event.type) {
    case 'SignInCodeIssued':
      return { person: event.person, expiresAt: event.expiresAt, status: 'unused' };
    case 'SignedIn':
      return { ...known(state), status: 'used' };
    case 'SignInCodeWithdrawn':
      return { ...known(state), status: 'withdrawn' };
    default:
      return known(state);
  }
}

export function evolveSession(state: SessionState | undefined, { event, at }: Recorded<SessionEvent>): SessionState {
  switch (event.type) {
    case 'SignedIn': {
      const { session: id, person, expiresAt } = event;
      return { id, person, openedAt: at, expiresAt, status: 'open' };
    }
    case 'SignedOut':
      return { ...known(state), status: 'signed-out' };
    case 'SessionClosed':
      return { ...known(state), status: 'closed' };
    default:
      return known(state);
  }
}

function known<S>(state: S | undefined): S {
  if (state === undefined) throw new Error('The end of something that never began.');
  return state;
}

/** A code is found by its digest: nothing else of it is kept. */
export const signInCode = defineEntity<SignInCodeState, SessionEvent>({
  kind: 'sign-in-code',
  concerns: (event) => ('codeDigest' in event && CODE_EVENTS.has(event.type) ? [event.codeDigest] : []),
  evolve: (state, { event }) => evolveSignInCode(state, event),
});

export const session = defineEntity<SessionState, SessionEvent>({
  kind: 'session',
  concerns: (event) => ('session' in event && SESSION_EVENTS.has(event.type) ? [event.session] : []),
  evolve: evolveSession,
});

const CODE_EVENTS: ReadonlySet<string> = new Set(['SignInCodeIssued', 'SignedIn', 'SignInCodeWithdrawn']);
const SESSION_EVENTS: ReadonlySet<string> = new Set(['SignedIn', 'SignedOut', 'SessionClosed']);

const personOf = (read: Reader, id: Id): PersonState | undefined => read.entity<PersonState>('person', id);
const codeOf = (read: Reader, digest: string): SignInCodeState | undefined => read.entity('sign-in-code', digest);

function openOf(read: Reader, person: Id, now: Instant): Open {
  const idsIn = (table: string): string[] =>
    read
      .rows(`SELECT id FROM ${table} WHERE person = ? AND is_open = 1 AND expires_at > ? ORDER BY id`, person, now)
      .map(({ id }) => String(id));
  return { person: personOf(read, person), sessions: idsIn('session'), codes: idsIn('sign_in_code') };
}

export const sessionCommands = [
  defineCommand<IssueSignInCode, Parameters<typeof decideIssueSignInCode>[1], SessionEvent>({
    type: 'IssueSignInCode',
    load: (read, { person, codeDigest }) => ({ person: personOf(read, person), code: codeOf(read, codeDigest) }),
    decide: decideIssueSignInCode,
  }),
  defineCommand<SignIn, SignInCodeState | undefined, SessionEvent>({
    type: 'SignIn',
    load: (read, { codeDigest }) => codeOf(read, codeDigest),
    decide: decideSignIn,
  }),
  defineCommand<SignOut, SessionState | undefined, SessionEvent>({
    type: 'SignOut',
    load: (read, { session: id }) => read.entity<SessionState>('session', id),
    decide: decideSignOut,
  }),
  defineCommand<CloseSessions, Open, SessionEvent>({
    type: 'CloseSessions',
    load: (read, { person, at }) => openOf(read, person, at),
    decide: decideCloseSessions,
  }),
  defineCommand<CloseOwnSessions, Open, SessionEvent>({
    type: 'CloseOwnSessions',
    load: (read, { by, at }) => openOf(read, by, at),
    decide: ({ by }, open) => decideCloseSessions({ person: by }, open),
  }),
];
