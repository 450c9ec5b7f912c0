import { type Instant, isRejection, type Json, type Rejection, reject, type Slug } from '@hubgraph/kernel';
import { isPlainObject } from '../jws/encoding.ts';
import { parsePublicJwk } from '../keys/parse-public.ts';
import type { PublicJwk } from '../keys/types.ts';
import { readStatement } from '../statements/read.ts';
import { STATEMENT_SIZE_BYTES_MAX, type StatementRejectionCode } from '../statements/types.ts';
import { verifyStatement } from '../statements/verify.ts';
import { KEY_POSSESSION } from './prove.ts';

export interface VerifyKeyPossessionOptions {
  /** The node that verifies: the proof's audience. */
  readonly node: Slug;
  /** The node that is to prove. */
  readonly issuer: Slug;
  /** The challenge that was handed out; a proof with another id is refused as one of another kind. */
  readonly id: string;
  readonly now: Instant;
  readonly clockToleranceMs?: number;
}

/** The keys of a node that proved to hold both of them, ready for the registry. */
export interface KeyPossession {
  readonly issuer: Slug;
  readonly statementKey: PublicJwk;
  readonly tokenKey: PublicJwk;
}

/**
 * Verifies that whoever wrote the statement holds both keys inside it, so that nobody can offer another's. It proves nothing about who that
 * is: compare the key's thumbprint with the node's people by another way before authorising.
 * Refuses with {@link StatementRejectionCode}; `statement-is-malformed` also if the keys inside are not two different
 * public keys.
 */
export async function verifyKeyPossession(
  jws: string,
  options: VerifyKeyPossessionOptions,
): Promise<KeyPossession | Rejection<StatementRejectionCode>> {
  const { issuer, id, ...rest } = options;
  const read = readStatement(jws, STATEMENT_SIZE_BYTES_MAX);
  if (isRejection(read)) return read;
  if (read.type !== KEY_POSSESSION || read.id !== id) {
    return reject('statement-is-of-another-kind', 'This is not the proof of possession that was asked for.');
  }
  const { payload } = read;
  if (!isPlainObject(payload)) return malformed('its body must be a JSON object');
  const statementKey = parsePublicJwk(payload['statementKey']);
  if (isRejection(statementKey)) return malformed(`statementKey is wrong: ${statementKey.message}`);
  const tokenKey = parsePublicJwk(payload['tokenKey']);
  if (isRejection(tokenKey)) return malformed(`tokenKey is wrong: ${tokenKey.message}`);
  if (statementKey.kid === tokenKey.kid) return malformed('both roles have the same key');
  const verifyWith = (text: string, key: PublicJwk) =>
    verifyStatement(text, {
      ...rest,
      trustedKeys: (name) => (name === issuer ? [key] : undefined),
      types: [KEY_POSSESSION],
    });
  const statement = await verifyWith(jws, statementKey);
  if (isRejection(statement)) return statement;
  const { tokenProof } = payload;
  if (typeof tokenProof !== 'string') return malformed('tokenProof must be a JWS');
  const ofTokenKey = await verifyWith(tokenProof, tokenKey);
  if (isRejection(ofTokenKey)) return ofTokenKey;
  const isOfTheSame = ofTokenKey.id === id && isAbout(ofTokenKey.payload, statementKey);
  return isOfTheSame ? { issuer, statementKey, tokenKey } : malformed('tokenProof is about another key');
}

function isAbout(payload: Json, { kid }: PublicJwk): boolean {
  const key = isPlainObject(payload) ? parsePublicJwk(payload['statementKey']) : undefined;
  return key !== undefined && !isRejection(key) && key.kid === kid;
}

function malformed(why: string): Rejection<'statement-is-malformed'> {
  return reject('statement-is-malformed', `This is not a proof of possession: ${why}.`);
}
