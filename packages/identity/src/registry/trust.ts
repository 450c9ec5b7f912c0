import type { Instant } from '@hubgraph/kernel';
import type { KeyRole, PublicJwk, TrustedKeys } from '../keys/types.ts';
import type { NodeStatus, Registry } from './types.ts';

/** Whom to believe; both functions fit `trustedKeys` of the verifiers. */
export interface Trust {
  readonly tokenKeys: TrustedKeys;
  readonly statementKeys: TrustedKeys;
}

/** Which keys of a node count in which status: a suspended one may still void and post what was already accepted. */
const TRUSTED: { readonly [status in NodeStatus]: readonly KeyRole[] } = {
  proposed: [],
  authorised: ['tokens', 'statements'],
  suspended: ['statements'],
  revoked: [],
};

/**
 * Whom to believe by this registry; a registry of a higher epoch is a new `Trust`, put in the place of the old one
 * while the node runs. A former key counts until its time is over. What a suspended node may still say is decided where its statement is applied.
 * A node that is to go on serving its own people while suspended adds its own token keys.
 */
export function trustFrom(registry: Registry, now: () => Instant): Trust {
  const keysOf: { readonly [role in KeyRole]: Map<string, readonly PublicJwk[]> } = {
    tokens: new Map(),
    statements: new Map(),
  };
  const ends = new Map<string, Instant>();
  const counts = ({ kid }: PublicJwk): boolean => now() < (ends.get(kid) ?? Number.POSITIVE_INFINITY);
  for (const node of registry.nodes) {
    for (const { kid, until } of node.formerKeys ?? []) ends.set(kid, until);
    for (const role of TRUSTED[node.status]) {
      keysOf[role].set(node.id, role === 'tokens' ? node.tokenKeys : node.statementKeys);
    }
  }
  return {
    tokenKeys: (issuer) => keysOf.tokens.get(issuer)?.filter(counts),
    statementKeys: (issuer) => keysOf.statements.get(issuer)?.filter(counts),
  };
}
