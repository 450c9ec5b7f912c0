import type { NodeKind } from '@hubgraph/identity';

/** Names of the mutations: a root field belongs to one subgraph alone, so those of the Basic Support System say which. */
export function sessionMutationNames(kind: NodeKind) {
  const name = kind === 'hub' ? '' : kind.charAt(0).toUpperCase() + kind.slice(1);
  const at = name === '' ? '' : `At${name}`;
  return {
    issue: `issue${name}SignInCode`,
    signIn: `signIn${at}`,
    renew: `renew${name}Session`,
    signOut: `signOut${at}`,
    close: `close${name}Sessions`,
  } as const;
}

/** SDL of signing in at a node; at a hub with the directives by which the hub router finds it. */
export function sessionTypeDefs(kind: NodeKind): string {
  const { issue, signIn, renew, signOut, close } = sessionMutationNames(kind);
  const isHub = kind === 'hub';
  const byHub = isHub ? ' @route(by: ARGUMENT, argument: "input.hub")' : '';
  const hub = isHub ? '  "The hub’s slug."\n  hub: ID!\n' : '';
  const inputOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const key = `  "A repeated request with the same key is carried out once."
  idempotencyKey: String\n`;
  const secret = `  "The session’s secret, as signing in gave it. Send it as a variable, never in the text of the query."
  session: String!`;
  return `
"A code with which one person signs in once. It is shown here and never again: the node keeps only its digest."
type SignInCode @shareable {
  "Seven groups of four letters and digits, 140 random bits; capitals, hyphens and spaces do not matter when it is typed."
  code: String!
  "From then on it is refused."
  expiresAt: DateTime!
  "Who signs in with it."
  person: Person!
}

"A session that is open, and a new access token in it."
type SignedIn @shareable {
  "The session’s secret. Whoever has it is the person here: keep it where scripts of a page cannot read it."
  session: String!
  "The end of the session, 30 days after it was opened; renewing does not move it."
  sessionExpiresAt: DateTime!
  "For authorization: Bearer …, at this node alone. It is worth nothing from the moment the session is over."
  accessToken: String!
  "At most five minutes ahead; renew the session before then."
  accessTokenExpiresAt: DateTime!
  "Who signed in, with the roles that they have now."
  person: Person!
  "The node, by its slug: the audience of the access token."
  node: ID!
}

"Sessions of a person that were open and are over now, with all access tokens in them."
type SessionsEnded @shareable {
  "Whose they were."
  person: Person!
  "How many were ended; 0 where none was open."
  count: Int!
}

union SignInCodeResult = SignInCode | Refused
union SignedInResult = SignedIn | Refused
union SessionsEndedResult = SessionsEnded | Refused

extend type Mutation {
  """
  An administrator issues a code with which a person signs in${isHub ? ' at a hub' : ` at the ${kind} node`}, and gives it to them by a way
  that only they can read: whoever has the code acts as the person. The journal says who issued it. A repeated request is
  refused, because the code cannot be shown again.
  """
  ${issue}(input: ${inputOf(issue)}!): SignInCodeResult${byHub}
  """
  Opens a session with a code. Nobody needs to be signed in; do not send a token of this node that has expired. A code
  opens one session: it is its own idempotency key, a repeated request is refused with sign-in-code-was-used and is never
  told the secret. Where the answer was lost, ask for a new code. Whether a code is unknown, used or expired is told
  plainly: whoever has the right code is no guesser.
  """
  ${signIn}(input: ${inputOf(signIn)}!): SignedInResult${byHub}
  """
  Gives a new access token in a session that is open, and the session as it was: its secret stays the same. Changes
  nothing, so it may be repeated. Do not send the access token that has expired.
  """
  ${renew}(input: ${inputOf(renew)}!): SignedInResult${byHub}
  "Ends the session that has this secret. Do not send an access token that has expired."
  ${signOut}(input: ${inputOf(signOut)}!): SessionsEndedResult${byHub}
  """
  Ends all sessions of a person at once and withdraws the codes that they did not use yet. Administrators may do it for
  everybody, everybody for themselves.
  """
  ${close}(input: ${inputOf(close)}!): SessionsEndedResult${byHub}
}

input ${inputOf(issue)} {
${key}${hub}  "Who is to sign in with it."
  person: ID!
  "How long it may be used: 15 if absent, at most 10080, which is seven days. The shorter, the better."
  lifetimeMinutes: Int
}

input ${inputOf(signIn)} {
${hub}  "As it was issued, however it is typed. Send it as a variable, never in the text of the query."
  code: String!
}

input ${inputOf(renew)} {
${hub}${secret}
}

input ${inputOf(signOut)} {
${key}${hub}${secret}
}

input ${inputOf(close)} {
${key}${hub}  "Whose sessions are to end."
  person: ID!
}
`;
}
