import { invariant, isSlug } from '@hubgraph/kernel';
import { signJws } from '../jws/sign.ts';
import type { NodeKeys } from '../keys/types.ts';
import { secondsOf } from '../time.ts';
import { areCites, isStatementAudience, isStatementId, isStatementType } from './claims.ts';
import { STATEMENT_TYP, type StatementClaims } from './types.ts';

/**
 * Signs a statement with the node's `statements` key: a compact JWS whose claims are canonical JSON,
 * `{"aud":"asia","body":{…},"cites":["<sha-256>"],"exp":1767229200,"iat":1767225600,"iss":"cee","jti":"…","sty":"transfer-prepared"}`.
 * Times are rounded down to the second; where the exact moment matters, put it into the payload.
 * @throws {HubgraphError} `ERR_INVARIANT` if what it is asked to sign would be refused everywhere,
 *   `ERR_NOT_CANONICAL` if the payload has no canonical form.
 * @see RFC 7515, RFC 8785
 */
export async function signStatement(keys: Pick<NodeKeys, 'statements'>, claims: StatementClaims): Promise<string> {
  const { issuer, audience, type, id, cites = [], payload } = claims;
  const iat = secondsOf(claims.issuedAt);
  const exp = secondsOf(claims.expiresAt);
  invariant(isSlug(issuer) && isStatementAudience(audience), 'issuer and audience of a statement are slugs');
  invariant(isStatementType(type) && isStatementId(id), 'a statement has a type and an id');
  invariant(exp > iat, 'a statement lives for a second or longer');
  invariant(cites.length === 0 || areCites(cites), 'a statement cites SHA-256 digests, each once');
  return signJws(keys.statements, STATEMENT_TYP, {
    iss: issuer,
    aud: audience,
    jti: id,
    iat,
    exp,
    sty: type,
    ...(cites.length === 0 ? {} : { cites }),
    body: payload,
  });
}
