import type { Instant, Slug } from '@hubgraph/kernel';
import type { NodeKeys } from '../keys/types.ts';
import { logKeysOf } from '../log-keys/verifier-key.ts';
import { signStatement } from '../statements/sign.ts';

/** The type of the statement with which a node proves that it holds its keys. */
export const KEY_POSSESSION = 'key-possession';

/** The roles of which each has a proof of its own inside. */
export const PROVED_ROLES = ['tokens', 'books', 'cases', 'witness'] as const;

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
 * Proves that a node holds all keys that it offers for the registry: a statement of the type `key-possession` with the
 * body `{"logs":{"books":"…","cases":"…"},"proofs":{"books":"JWS","cases":"JWS","tokens":"JWS","witness":"JWS"},
 * "statementKey":{JWK},"tokenKey":{JWK},"witness":"…"}`, signed with the `statements` key inside. Each of the proofs is
 * the same statement about the `statements` key alone, signed with the key of that role. What a key for notes signs here
 * cannot be taken for a note: it has no line ends.
 * @throws {HubgraphError} `ERR_INVARIANT` as {@link signStatement}.
 * @see RFC 7800
 */
export async function proveKeyPossession(keys: NodeKeys, options: ProveKeyPossessionOptions): Promise<string> {
  const statementKey = keys.statements.publicJwk;
  const claims = { ...options, type: KEY_POSSESSION };
  const proofOf = async (role: (typeof PROVED_ROLES)[number]) =>
    [role, await signStatement({ statements: keys[role] }, { ...claims, payload: { statementKey } })] as const;
  const proofs: Readonly<Record<string, string>> = Object.fromEntries(await Promise.all(PROVED_ROLES.map(proofOf)));
  const { logs, witness } = logKeysOf(keys);
  const payload = { statementKey, tokenKey: keys.tokens.publicJwk, logs: { ...logs }, witness, proofs };
  return signStatement(keys, { ...claims, payload });
}
