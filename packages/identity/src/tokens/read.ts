import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { faultOfHeader } from '../jws/header.ts';
import { type ParsedJws, parseJws } from '../jws/parse.ts';
import { isSeconds } from '../time.ts';
import { TOKEN_SIZE_BYTES_MAX, TOKEN_TYP } from './types.ts';

/** A token's claims before its signature was verified: good for choosing a way, never for believing. */
export interface UnverifiedToken {
  readonly jws: ParsedJws;
  readonly iss: string;
  readonly sub: string;
  readonly aud: string | readonly unknown[];
  readonly clientId: string;
  readonly iat: number;
  readonly exp: number;
  readonly nbf: number;
  readonly jti: string;
  readonly sid?: string;
}

type ReadRejectionCode = 'token-is-malformed' | 'token-is-of-another-kind';

/** Takes a token apart without verifying it. Claims are looked at only if the header is that of an access token. */
export function readToken(token: string): UnverifiedToken | Rejection<ReadRejectionCode> {
  if (typeof token !== 'string' || token.length > TOKEN_SIZE_BYTES_MAX)
    return malformed('it is not text of at most 16 KiB');
  const jws = parseJws(token);
  if (jws === undefined) return malformed('it is not a compact JWS');
  const fault = faultOfHeader(jws.header, TOKEN_TYP);
  if (fault !== undefined) return reject('token-is-of-another-kind', `This is not an access token. ${fault}`);
  const claims = readClaims(jws);
  return isRejection(claims) ? claims : { jws, ...claims };
}

function readClaims(jws: ParsedJws): Omit<UnverifiedToken, 'jws'> | Rejection<'token-is-malformed'> {
  const { iss, sub, aud, client_id: clientId, iat, exp, nbf = iat, jti, sid } = jws.claims;
  if (!isFilled(iss) || !isFilled(sub) || !isFilled(clientId) || !isFilled(jti)) {
    return malformed('iss, sub, client_id and jti must be text');
  }
  if (sid !== undefined && !isFilled(sid)) return malformed('sid must be text where it is there');
  if (!isFilled(aud) && !Array.isArray(aud)) return malformed('aud must be text');
  if (!isSeconds(iat) || !isSeconds(exp) || !isSeconds(nbf)) return malformed('iat, exp and nbf must be whole seconds');
  if (exp <= iat) return malformed('it ends before it begins');
  return { iss, sub, aud, clientId, iat, exp, nbf, jti, ...(sid === undefined ? {} : { sid }) };
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function malformed(why: string): Rejection<'token-is-malformed'> {
  return reject('token-is-malformed', `This is not an access token: ${why}.`);
}
