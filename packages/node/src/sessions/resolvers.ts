import { drawSignInCode, type NodeKind } from '@hubgraph/identity';
import { isRejection, reject } from '@hubgraph/kernel';
import type { RequestContext } from '../context.ts';
import { notHere } from '../graphql/here.ts';
import type { GraphQLResolverMap } from '../graphql/resolver-map.ts';
import { answer, dateTime, refused } from '../graphql/values.ts';
import type { PersonState } from '../people/domain.ts';
import { CODE_LIFETIME_MINUTES, type SessionEvent, type SignInCodeIssued, unknownSession } from './domain.ts';
import { sessionMutationNames } from './schema.ts';
import { contextOf, digestOf, type OpenSession, openSession, sessionOf, signIn } from './sign-in.ts';
import { tokenInSession } from './tokens.ts';

interface Given<Input> {
  readonly input: Input & { readonly idempotencyKey?: string; readonly hub?: string };
}

async function issue(
  _: unknown,
  { input }: Given<{ readonly person: string; readonly lifetimeMinutes?: number | null }>,
  context: RequestContext,
) {
  const code = drawSignInCode(context.node.world.random);
  const outcome = await context.act({
    type: 'IssueSignInCode',
    input,
    payload: () =>
      notHere(input.hub, context) ?? {
        person: input.person,
        codeDigest: digestOf(code.replaceAll('-', '')),
        lifetimeMinutes: input.lifetimeMinutes ?? CODE_LIFETIME_MINUTES,
      },
  });
  if (!isRejection(outcome) && outcome.exists) {
    return refused(reject('sign-in-code-is-shown-once', 'This code was shown when it was issued; issue another one.'));
  }
  return answer(outcome, 'SignInCode', ({ events }) => {
    const { expiresAt } = events[0] as SignInCodeIssued;
    return { code, expiresAt: dateTime(expiresAt), person: personOf(context, input.person) };
  });
}

async function open(_: unknown, { input }: Given<{ readonly code: string }>, context: RequestContext) {
  return signedIn(notHere(input.hub, context) ?? (await signIn(context.node, input)), context);
}

async function renew(_: unknown, { input }: Given<{ readonly session: string }>, context: RequestContext) {
  return signedIn(notHere(input.hub, context) ?? openSession(context.node, input.session), context);
}

async function signedIn(opened: OpenSession | ReturnType<typeof reject>, context: RequestContext) {
  if (isRejection(opened)) return refused(opened);
  const { secret, session } = opened;
  const { token, expiresAt } = await tokenInSession(context.node, session);
  return {
    __typename: 'SignedIn',
    session: secret,
    sessionExpiresAt: dateTime(session.expiresAt),
    accessToken: token,
    accessTokenExpiresAt: dateTime(expiresAt),
    person: personOf(context, session.person),
    node: context.node.config.id,
  };
}

async function signOut(_: unknown, { input }: Given<{ readonly session: string }>, context: RequestContext) {
  const session = notHere(input.hub, context) ?? sessionOf(context.node, input.session);
  if (isRejection(session)) return refused(session);
  const holder = contextOf(context.node, session.person);
  if (holder === undefined) return refused(unknownSession());
  return ended(
    await holder.act({ type: 'SignOut', input, payload: () => ({ session: session.id }) }),
    session.person,
    context,
  );
}

async function close(_: unknown, { input }: Given<{ readonly person: string }>, context: RequestContext) {
  const isOwn = input.person === context.actor.name;
  const outcome = await context.act({
    type: isOwn ? 'CloseOwnSessions' : 'CloseSessions',
    input,
    payload: () => notHere(input.hub, context) ?? (isOwn ? {} : { person: input.person }),
  });
  return ended(outcome, input.person, context);
}

function ended(outcome: Awaited<ReturnType<RequestContext['act']>>, person: string, context: RequestContext) {
  return answer(outcome, 'SessionsEnded', ({ events }) => ({
    person: personOf(context, person),
    count: (events as readonly SessionEvent[]).filter(({ type }) => type !== 'SignInCodeWithdrawn').length,
  }));
}

const personOf = ({ read }: RequestContext, id: string): PersonState | undefined =>
  read.entity<PersonState>('person', id);

/** Resolvers of signing in at a node of this kind. */
export function sessionResolvers(kind: NodeKind): GraphQLResolverMap<RequestContext> {
  const names = sessionMutationNames(kind);
  return {
    Mutation: {
      [names.issue]: issue,
      [names.signIn]: open,
      [names.renew]: renew,
      [names.signOut]: signOut,
      [names.close]: close,
    },
  };
}
