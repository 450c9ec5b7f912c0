import type { Json } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import { signStatement } from '../statements/sign.ts';
import type { StatementClaims, StatementRejectionCode } from '../statements/types.ts';
import { keysOf, MINUTE, NOW } from '../test-kit.ts';
import { proveKeyPossession } from './prove.ts';
import { verifyKeyPossession } from './verify.ts';

const cee = keysOf('cee');
const mallory = keysOf('mallory');
const wanted = { issuer: 'cee', audience: 'council', id: 'challenge-1', issuedAt: NOW, expiresAt: NOW + MINUTE };
const options = { node: 'council', issuer: 'cee', id: 'challenge-1', now: NOW };
const statementKey = cee.statements.publicJwk;
const tokenKey = cee.tokens.publicJwk;
const proof = (payload: Json, change: Partial<StatementClaims> = {}, keys = cee) =>
  signStatement(keys, { ...wanted, type: 'key-possession', payload, ...change });
/** The half that is signed with the tokens key. */
const half = (key: Json, signer = cee.tokens) =>
  signStatement({ statements: signer }, { ...wanted, type: 'key-possession', payload: { statementKey: key } });
const tokenProof = await half(statementKey);
const otherHalf = await half(mallory.statements.publicJwk);
const good: Json = { statementKey, tokenKey, tokenProof };

describe('a proof of possession', () => {
  test('gives the keys for the registry', async () => {
    const jws = await proveKeyPossession(cee, wanted);
    expect(jws).toBe(await proof(good));
    expect(await verifyKeyPossession(jws, options)).toEqual({ issuer: 'cee', statementKey, tokenKey });
  });

  test.each<[StatementRejectionCode, string, string | Promise<string>]>([
    ['statement-is-malformed', 'rubbish', 'rubbish'],
    ['statement-is-of-another-kind', 'another type', proof(good, { type: 'hub-registry' })],
    ['statement-is-of-another-kind', 'another type without keys', proof(null, { type: 'hub-registry' })],
    ['statement-is-of-another-kind', 'the answer to another challenge', proof(good, { id: 'challenge-2' })],
    ['statement-is-malformed', 'no keys', proof(null)],
    ['statement-is-malformed', 'no statements key', proof({ tokenKey })],
    ['statement-is-malformed', 'no tokens key', proof({ statementKey })],
    ['statement-is-malformed', 'a private key', proof({ tokenKey, statementKey: { ...statementKey, d: 'x' } })],
    ['statement-is-malformed', 'one key for both roles', proof({ statementKey, tokenKey: statementKey })],
    ['statement-is-malformed', 'nothing signed with the tokens key', proof({ statementKey, tokenKey })],
    [
      'statement-is-forged',
      'the tokens key of somebody else, which anybody can read',
      proof({ statementKey, tokenKey: mallory.tokens.publicJwk, tokenProof }),
    ],
    [
      'statement-is-malformed',
      'a half that was made for another statements key',
      proof({ statementKey, tokenKey, tokenProof: otherHalf }),
    ],
    ['statement-has-another-audience', 'for another node', proof(good, { audience: 'asia' })],
    ['statement-issuer-is-unknown', 'from another node', proof(good, { issuer: 'asia' })],
    ['statement-is-forged', "somebody else's key inside", proof(good, {}, mallory)],
    [
      'statement-is-forged',
      'signed with the tokens key',
      proof(good, {}, { tokens: cee.tokens, statements: cee.tokens }),
    ],
    ['statement-is-expired', 'too late', proof(good, { issuedAt: NOW - MINUTE, expiresAt: NOW - 5_000 })],
    ['statement-is-not-yet-valid', 'too early', proof(good, { issuedAt: NOW + 6_000 })],
  ])('%s: %s', async (code, _, jws) => {
    expect(await verifyKeyPossession(await jws, options)).toMatchObject({ rejected: true, code });
  });
});
