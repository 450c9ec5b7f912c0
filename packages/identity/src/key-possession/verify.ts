import { type Instant, isRejection, type Json, type Rejection, reject, type Slug } from '@hubgraph/kernel';
import { isPlainObject } from '../jws/encoding.ts';
import { parsePublicJwk } from '../keys/parse-public.ts';
import type { LogRole, PublicJwk } from '../keys/types.ts';
import { type LogKeys, parseNamedKey } from '../log-keys/verifier-key.ts';
import { readStatement } from '../statements/read.ts';
import { STATEMENT_SIZE_BYTES_MAX, type StatementRejectionCode } from '../statements/types.ts';
import { verifyStatement } from '../statements/verify.ts';
import { KEY_POSSESSION, PROVED_ROLES } from './prove.ts';

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

/** The keys of a node that proved to hold all of them, ready for the registry. */
export interface KeyPossession extends LogKeys {
  readonly issuer: Slug;
  readonly statementKey: PublicJwk;
  readonly tokenKey: PublicJwk;
}

/**
 * Verifies that whoever wrote the statement holds all keys inside it, so that nobody can offer another's. It proves nothing
 * about who that is: compare the key's thumbprint with the node's people by another way before authorising.
 * Refuses with {@link StatementRejectionCode}; `statement-is-malformed` also if the keys inside are not different
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
  const notes = readLogKeys(payload);
  if (isRejection(notes)) return malformed(notes.message);
  const keys = { tokens: tokenKey, ...notes.keys };
  const kids = [statementKey, ...Object.values(keys)].map(({ kid }) => kid);
  if (new Set(kids).size < kids.length) return malformed('two roles have the same key');
  const verifyWith = (text: string, key: PublicJwk) =>
    verifyStatement(text, {
      ...rest,
      trustedKeys: (name) => (name === issuer ? [key] : undefined),
      types: [KEY_POSSESSION],
    });
  const statement = await verifyWith(jws, statementKey);
  if (isRejection(statement)) return statement;
  const proofs = isPlainObject(payload['proofs']) ? payload['proofs'] : {};
  for (const role of PROVED_ROLES) {
    const proof = proofs[role];
    if (typeof proof !== 'string') return malformed(`proofs.${role} must be a JWS`);
    const verified = await verifyWith(proof, keys[role]);
    if (isRejection(verified)) return verified;
    const isOfTheSame = verified.id === id && isAbout(verified.payload, statementKey);
    if (!isOfTheSame) return malformed(`proofs.${role} is about another key`);
  }
  const { logs, witness } = notes;
  return { issuer, statementKey, tokenKey, logs, witness };
}

type NoteKeys = LogKeys & { readonly keys: { readonly [role in LogRole]: PublicJwk } };

function readLogKeys({ logs, witness }: Record<string, unknown>): NoteKeys | Rejection {
  const ofLogs = isPlainObject(logs) ? logs : {};
  const books = parseNamedKey(ofLogs['books'], 'log');
  if (isRejection(books)) return reject(books.code, `logs.books is wrong: ${books.message}`);
  const cases = parseNamedKey(ofLogs['cases'], 'log');
  if (isRejection(cases)) return reject(cases.code, `logs.cases is wrong: ${cases.message}`);
  const ofWitness = parseNamedKey(witness, 'witness');
  if (isRejection(ofWitness)) return reject(ofWitness.code, `witness is wrong: ${ofWitness.message}`);
  if (new Set([books.name, cases.name, ofWitness.name]).size < 3) {
    return reject('key-is-malformed', 'two keys for notes have the same name');
  }
  return {
    logs: { books: books.text, cases: cases.text },
    witness: ofWitness.text,
    keys: { books: books.jwk, cases: cases.jwk, witness: ofWitness.jwk },
  };
}

function isAbout(payload: Json, { kid }: PublicJwk): boolean {
  const key = isPlainObject(payload) ? parsePublicJwk(payload['statementKey']) : undefined;
  return key !== undefined && !isRejection(key) && key.kid === kid;
}

function malformed(why: string): Rejection<'statement-is-malformed'> {
  return reject('statement-is-malformed', `This is not a proof of possession: ${why}.`);
}
