import type { Graph, GraphAnswer } from '../graph/graph.ts';
import { decodeSessions, encodeSessions, type Session } from './cookie.ts';
import {
  type OpenedFragment,
  RenewAtCouncil,
  RenewAtFundraising,
  RenewAtHub,
  RenewAtTrademark,
  SignInAtCouncil,
  SignInAtFundraising,
  SignInAtHub,
  SignInAtTrademark,
  SignOutAtCouncil,
  SignOutAtFundraising,
  SignOutAtHub,
  SignOutAtTrademark,
} from './session.generated.ts';

type Opened = GraphAnswer<{ readonly session: OpenedFragment | null }>;

/** An access token with less than this left is renewed before it is sent along. */
const RENEW_BEFORE_MS = 20_000;

export type SignInOutcome =
  | { readonly session: Session }
  | { readonly refused: { readonly code: string; readonly message: string } }
  | { readonly unavailable: true };

/** Opens a session at a node with a code that the node issued. */
export async function signIn(graph: Graph, node: string, code: string): Promise<SignInOutcome> {
  return readOpened(await askToSignIn(graph, node, code));
}

function askToSignIn(graph: Graph, node: string, code: string): Promise<Opened> {
  switch (node) {
    case 'council':
      return graph.ask(SignInAtCouncil, { code });
    case 'trademark':
      return graph.ask(SignInAtTrademark, { code });
    case 'fundraising':
      return graph.ask(SignInAtFundraising, { code });
    default:
      return graph.ask(SignInAtHub, { node, code });
  }
}

function askToRenew(graph: Graph, { node, secret }: Session): Promise<Opened> {
  switch (node) {
    case 'council':
      return graph.ask(RenewAtCouncil, { secret });
    case 'trademark':
      return graph.ask(RenewAtTrademark, { secret });
    case 'fundraising':
      return graph.ask(RenewAtFundraising, { secret });
    default:
      return graph.ask(RenewAtHub, { node, secret });
  }
}

/** Ends a session at its node. True if the node said so; false leaves it to end by itself. */
export async function signOut(graph: Graph, { node, secret }: Session): Promise<boolean> {
  const { data } = await (node === 'council'
    ? graph.ask(SignOutAtCouncil, { secret })
    : node === 'trademark'
      ? graph.ask(SignOutAtTrademark, { secret })
      : node === 'fundraising'
        ? graph.ask(SignOutAtFundraising, { secret })
        : graph.ask(SignOutAtHub, { node, secret }));
  return data?.session != null;
}

export interface Renewed {
  readonly sessions: readonly Session[];
  /** The nodes at which a session was over. */
  readonly expired: readonly string[];
  /** True if the browser is to keep other sessions than it sent. */
  readonly isChanged: boolean;
}

/**
 * Gives each session an access token that holds for a while. A session that its node says is over is dropped; one whose
 * node does not answer is kept, without a token that holds.
 */
export async function renewed(graph: Graph, sessions: readonly Session[], now: number): Promise<Renewed> {
  const outcomes = await Promise.all(
    sessions.map(async (session) => {
      if (session.endsAt <= now) return { over: session.node };
      if (session.tokenEndsAt - RENEW_BEFORE_MS > now) return { kept: session };
      const outcome = await renewOne(graph, session);
      if ('session' in outcome) return { kept: outcome.session, isNew: true };
      return 'refused' in outcome ? { over: session.node } : { kept: session };
    }),
  );
  const kept = outcomes.flatMap(({ kept: session }) => (session === undefined ? [] : [session]));
  const expired = outcomes.flatMap(({ over }) => (over === undefined ? [] : [over]));
  return { sessions: kept, expired, isChanged: expired.length > 0 || outcomes.some(({ isNew }) => isNew === true) };
}

async function renewOne(graph: Graph, session: Session): Promise<SignInOutcome> {
  try {
    return readOpened(await askToRenew(graph, session));
  } catch {
    // The graph is down: whatever page was asked for says so by itself.
    return { unavailable: true };
  }
}

function readOpened({ data }: Opened): SignInOutcome {
  const opened = data?.session;
  if (opened == null) return { unavailable: true };
  if (opened.__typename === 'Refused') return { refused: { code: opened.code, message: opened.message } };
  const session: Session = {
    node: opened.node,
    person: opened.person.id,
    name: opened.person.name,
    secret: opened.session,
    endsAt: Date.parse(opened.sessionExpiresAt),
    token: opened.accessToken,
    tokenEndsAt: Date.parse(opened.accessTokenExpiresAt),
  };
  // What could not be read from the cookie again is no session: the node stated something else than it should.
  const [kept] = decodeSessions(encodeSessions([session]));
  return kept === undefined ? { unavailable: true } : { session: kept };
}
