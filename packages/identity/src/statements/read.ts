import { canonical, type Json, type Rejection, reject } from '@hubgraph/kernel';
import { faultOfHeader } from '../jws/header.ts';
import { type ParsedJws, parseJws } from '../jws/parse.ts';
import { isSeconds } from '../time.ts';
import { areCites, isStatementAudience, isStatementId, isStatementType } from './claims.ts';
import { STATEMENT_TYP, type StatementClaims } from './types.ts';

/** A statement before its signature was verified. */
export interface UnverifiedStatement extends StatementClaims {
  readonly jws: ParsedJws;
  readonly cites: readonly string[];
}

type ReadRejectionCode = 'statement-is-malformed' | 'statement-is-of-another-kind';

const CLAIMS: ReadonlySet<string> = new Set(['iss', 'aud', 'jti', 'iat', 'exp', 'sty', 'cites', 'body']);

/**
 * Takes a statement apart without verifying it. There is one way to write a statement: header and claims must be
 * canonical and without unknown members, so that two texts with one meaning cannot both be signed.
 */
export function readStatement(text: string, sizeBytesMax: number): UnverifiedStatement | Rejection<ReadRejectionCode> {
  if (typeof text !== 'string' || text.length > sizeBytesMax)
    return malformed(`it is not text of at most ${sizeBytesMax} bytes`);
  const jws = parseJws(text);
  if (jws === undefined) return malformed('it is not a compact JWS');
  const fault = faultOfHeader(jws.header, STATEMENT_TYP);
  if (fault !== undefined) return reject('statement-is-of-another-kind', `This is not a statement. ${fault}`);
  if (!isCanonical(jws.header, jws.headerText) || !isCanonical(jws.claims, jws.claimsText)) {
    return malformed('it is not in canonical form');
  }
  const { iss, aud, jti, iat, exp, sty, cites, body } = jws.claims;
  if (Object.keys(jws.claims).some((name) => !CLAIMS.has(name))) return malformed('it has an unknown claim');
  if (typeof iss !== 'string' || iss === '') return malformed('iss must be text');
  if (typeof aud !== 'string' || !isStatementAudience(aud)) return malformed('aud must be one node or "*"');
  if (typeof jti !== 'string' || !isStatementId(jti)) return malformed('jti must be an id');
  if (typeof sty !== 'string' || !isStatementType(sty)) return malformed('sty must be in kebab-case');
  if (!isSeconds(iat) || !isSeconds(exp)) return malformed('iat and exp must be whole seconds');
  if (exp <= iat) return malformed('it ends before it begins');
  if (cites !== undefined && !areCites(cites)) return malformed('cites must be different SHA-256 digests');
  if (body === undefined) return malformed('it has no body');
  return {
    jws,
    issuer: iss,
    audience: aud,
    type: sty,
    id: jti,
    issuedAt: iat * 1_000,
    expiresAt: exp * 1_000,
    cites: cites ?? [],
    payload: body as Json,
  };
}

/** A member `__proto__` has a canonical form too, but copying it would change the copy's prototype. */
function isCanonical(object: Readonly<Record<string, unknown>>, text: string): boolean {
  try {
    return canonical(object as Json) === text && !text.includes('"__proto__":');
  } catch {
    return false;
  }
}

function malformed(why: string): Rejection<'statement-is-malformed'> {
  return reject('statement-is-malformed', `This is not a statement: ${why}.`);
}
