import { type Instant, isRejection, type Rejection, reject, type Slug } from '@hubgraph/kernel';
import { readStatement } from '../statements/read.ts';
import { REGISTRY_STATEMENT_SIZE_BYTES_MAX, type StatementRejectionCode } from '../statements/types.ts';
import { verifyStatement } from '../statements/verify.ts';
import { parseRegistry } from './parse.ts';
import { trustFrom } from './trust.ts';
import type { Registry } from './types.ts';

/** A registry that its own council signed. */
export interface SelfSignedRegistry {
  readonly registry: Registry;
  readonly council: Slug;
  /** The thumbprint of the council's key that signed it (RFC 7638). */
  readonly kid: string;
}

/**
 * Verifies a registry for somebody who knows no key yet: by the statement keys that it gives its own council. Anybody can
 * make such a registry, so it is worth as much as the thumbprint, which the caller compares with one that is known.
 * @returns a refusal where it is no registry, is not signed so, or is out of date.
 */
export async function verifySelfSignedRegistry(
  jws: string,
  now: Instant,
): Promise<SelfSignedRegistry | Rejection<StatementRejectionCode | 'registry-is-malformed'>> {
  const claims = readStatement(jws, REGISTRY_STATEMENT_SIZE_BYTES_MAX);
  if (isRejection(claims)) return claims;
  const registry = parseRegistry(claims.payload);
  if (isRejection(registry)) return registry;
  const council = registry.nodes.find(({ kind }) => kind === 'council');
  if (council === undefined) return reject('registry-is-malformed', 'This is not a registry. It has no council.');
  const { statementKeys } = trustFrom(registry, () => now);
  const statement = await verifyStatement(jws, {
    node: council.id,
    trustedKeys: (issuer) => (issuer === council.id ? statementKeys(issuer) : undefined),
    now,
    types: ['registry'],
    sizeBytesMax: REGISTRY_STATEMENT_SIZE_BYTES_MAX,
  });
  return isRejection(statement) ? statement : { registry, council: council.id, kid: statement.kid };
}
