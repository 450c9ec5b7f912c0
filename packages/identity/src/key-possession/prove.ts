import type { Instant, Slug } from '@hubgraph/kernel';
import type { NodeKeys } from '../keys/types.ts';
import { signStatement } from '../statements/sign.ts';

/** The type of the statement with which a node proves that it holds its keys. */
export const KEY_POSSESSION = 'key-possession';

export interface ProveKeyPossessionOptions {
  /** The node that proves. */
  readonly issuer: Slug;
  /** The node that asked for the proof, usually the council. */
  readonly audience: Slug;
  /** The challenge that the asker handed out. */
  readonly id: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

/**
 * Proves that a node holds the `statements` key it offers for the registry: a statement of the type `key-possession`
 * with the body `{"statementKey":{JWK},"tokenKey":{JWK}}`, signed with the key inside.
 * @throws {HubgraphError} `ERR_INVARIANT` as {@link signStatement}.
 * @see RFC 7800
 */
export async function proveKeyPossession(keys: NodeKeys, options: ProveKeyPossessionOptions): Promise<string> {
  const payload = { statementKey: keys.statements.publicJwk, tokenKey: keys.tokens.publicJwk };
  return signStatement(keys, { ...options, type: KEY_POSSESSION, payload });
}
