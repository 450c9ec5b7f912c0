import { drawSessionSecret, drawSignInCode, isSessionSecret, readSignInCode } from '@hubgraph/identity';
import { isRejection, type Rejection, sha256 } from '@hubgraph/kernel';
import { operator, personActor } from '../actor.ts';
import type { ActRequest, RequestContext } from '../context.ts';
import type { RunningNode } from '../node.ts';
import type { PersonState } from '../people/domain.ts';
import {
  CODE_LIFETIME_MINUTES,
  type SessionState,
  type SignedIn,
  type SignInCodeState,
  sessionFault,
  unknownCode,
  unknownSession,
} from './domain.ts';

/** A session that is open, with its secret: only whoever opened it or showed it gets this. */
export interface OpenSession {
  readonly secret: string;
  readonly session: SessionState;
}

/** The digest of a code or a secret, under which the journal knows it. Both are too long to be guessed from it. */
export const digestOf = (secret: string): string => sha256(secret);

/** Opens a session for the person of the code, which is used up. */
export async function signIn(
  node: RunningNode,
  input: ActRequest['input'] & { readonly code: string },
): Promise<OpenSession | Rejection> {
  const code = readSignInCode(input.code);
  if (isRejection(code)) return code;
  const codeDigest = digestOf(code);
  const issued = node.read.entity<SignInCodeState>('sign-in-code', codeDigest);
  const context = issued && contextOf(node, issued.person);
  if (context === undefined) return unknownCode();
  const secret = drawSessionSecret(node.world.random);
  const outcome = await context.act({
    type: 'SignIn',
    input,
    payload: ({ newId }) => ({ codeDigest, session: newId('session'), secretDigest: digestOf(secret) }),
  });
  if (isRejection(outcome)) return outcome;
  const { session: id } = outcome.events[0] as SignedIn;
  const session = node.read.entity<SessionState>('session', id);
  return session === undefined ? unknownSession() : { secret, session };
}

/** Signs in as a person without a code of their own: a demonstration's way. */
export async function signInAs(node: RunningNode, person: PersonState): Promise<OpenSession | Rejection> {
  const code = drawSignInCode(node.world.random);
  const outcome = await node.contextFor(operator).act({
    type: 'IssueSignInCode',
    input: {},
    payload: () => ({
      person: person.id,
      codeDigest: digestOf(code.replaceAll('-', '')),
      lifetimeMinutes: CODE_LIFETIME_MINUTES,
    }),
  });
  return isRejection(outcome) ? outcome : signIn(node, { code });
}

/** The session that has this secret, whether it is open or over. */
export function sessionOf(node: RunningNode, secret: string): SessionState | Rejection<'session-is-unknown'> {
  const row = isSessionSecret(secret)
    ? node.read.row('SELECT id FROM session WHERE secret_digest = ?', digestOf(secret))
    : undefined;
  const session = row && node.read.entity<SessionState>('session', String(row['id']));
  return session ?? unknownSession();
}

/** The session of this secret, if it is open. */
export function openSession(node: RunningNode, secret: string): OpenSession | Rejection {
  const session = sessionOf(node, secret);
  if (isRejection(session)) return session;
  return sessionFault(session, node.world.clock.now()) ?? { secret, session };
}

/** Acting as a person who has just proved that they are it, by a code or by a session's secret. */
export function contextOf(node: RunningNode, id: string): RequestContext | undefined {
  const person = node.read.entity<PersonState>('person', id);
  return person && node.contextFor(personActor(person.id, person.roles));
}
