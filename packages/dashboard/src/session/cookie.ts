/** A session at one node, as the browser keeps it for us: in a cookie that scripts cannot read. */
export interface Session {
  /** The node's slug. */
  readonly node: string;
  readonly person: string;
  readonly name: string | null;
  /** What the node exchanges for access tokens. */
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
  /** The access token of the moment. */
  readonly token: string;
  readonly tokenEndsAt: number;
}

/** As many as a cookie of 4,096 bytes holds; one person rarely has more than two. */
export const SESSIONS_MAX = 3;

/** The name on a host with TLS, by which browsers refuse it from anywhere else. @see RFC 6265bis section 4.1.3.2 */
export const COOKIE_SECURE = '__Host-hubgraph';
export const COOKIE_LOCAL = 'hubgraph-session';

/** How far the nodes were after what this browser's person did last; replicas have long caught up when it ends. */
export const COOKIE_AFTER = 'hubgraph-after';
export const AFTER_S = 60;

/** Writes sessions as the value of a cookie; the newest ones, if they are too many. */
export function encodeSessions(sessions: readonly Session[]): string {
  const rows = sessions
    .slice(-SESSIONS_MAX)
    .map(({ node, person, name, secret, endsAt, token, tokenEndsAt }) => [
      node,
      person,
      name,
      secret,
      endsAt,
      token,
      tokenEndsAt,
    ]);
  return Buffer.from(JSON.stringify(rows)).toString('base64url');
}

/** Reads the value of a cookie; what is not of our making is no session. */
export function decodeSessions(value: string | undefined): readonly Session[] {
  if (value === undefined) return [];
  let rows: unknown;
  try {
    rows = JSON.parse(Buffer.from(value, 'base64url').toString('utf8'));
  } catch {
    return [];
  }
  if (!Array.isArray(rows)) return [];
  return rows.slice(-SESSIONS_MAX).flatMap((row: unknown): Session[] => {
    if (!Array.isArray(row)) return [];
    const [node, person, name, secret, endsAt, token, tokenEndsAt] = row as unknown[];
    if (!isWord(node) || !isWord(person) || !isWord(secret) || !isWord(token)) return [];
    if (!isMoment(endsAt) || !isMoment(tokenEndsAt)) return [];
    if (name !== null && typeof name !== 'string') return [];
    return [{ node, person, name, secret, endsAt, token, tokenEndsAt }];
  });
}

/** Slugs, ids, secrets and tokens: what can stand in a header. */
function isWord(part: unknown): part is string {
  return typeof part === 'string' && /^[\w.:~-]{1,1500}$/.test(part);
}

function isMoment(part: unknown): part is number {
  return typeof part === 'number' && Math.abs(part) <= 8.64e15;
}

/** The sessions with this one added; one at the same node is replaced. */
export function withSession(sessions: readonly Session[], added: Session): readonly Session[] {
  return [...sessions.filter(({ node }) => node !== added.node), added].slice(-SESSIONS_MAX);
}
