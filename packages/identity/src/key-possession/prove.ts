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
 * Proves that a node holds both keys that it offers for the registry: a statement of the type `key-possession` with the
 * body `{"statementKey":{JWK},"tokenKey":{JWK},"tokenProof":"JWS"}`, signed with the `statements` key inside, in which
 * `tokenProof` is the same statement about the `statements` key alone, signed with the `tokens` key.
 * @throws {HubgraphError} `ERR_INVARIANT` as {@link signStatement}.
 * @see RFC 7800
 */
export async function proveKeyPossession(keys: NodeKeys, options: ProveKeyPossessionOptions): Promise<string> {
  const statementKey = keys.statements.publicJwk;
  const claims = { ...options, type: KEY_POSSESSION };
  const tokenProof = await signStatement({ statements: keys.tokens }, { ...claims, payload: { statementKey } });
  return signStatement(keys, { ...claims, payload: { statementKey, tokenKey: keys.tokens.publicJwk, tokenProof } });
}
