import { issueToken, TOKEN_LIFETIME_MS_MAX } from '@hubgraph/identity';
import { type Id, type Instant, newId } from '@hubgraph/kernel';
import type { RunningNode } from '../node.ts';
import type { SessionState } from './domain.ts';

/** A token for one of the node's own people, in no session: it holds until it expires. */
export async function tokenFor(node: RunningNode, person: Id): Promise<string> {
  return (await issue(node, person, TOKEN_LIFETIME_MS_MAX)).token;
}

/** A token in a session: it holds no longer than the session is open. */
export function tokenInSession(
  node: RunningNode,
  { id, person, expiresAt }: SessionState,
): Promise<{ readonly token: string; readonly expiresAt: Instant }> {
  const left = expiresAt - node.world.clock.now();
  return issue(node, person, Math.min(TOKEN_LIFETIME_MS_MAX, Math.max(left, 1_000)), id);
}

async function issue(
  { keys, config, world }: RunningNode,
  subject: Id,
  lifetimeMs: number,
  session?: Id,
): Promise<{ token: string; expiresAt: Instant }> {
  const now = Math.floor(world.clock.now() / 1_000) * 1_000;
  const token = await issueToken({
    keys,
    issuer: config.id,
    audience: config.id,
    subject,
    now,
    lifetimeMs,
    jti: newId(world, config.id, 'token'),
    ...(session === undefined ? {} : { session }),
  });
  return { token, expiresAt: now + Math.floor(lifetimeMs / 1_000) * 1_000 };
}
