import type { Json } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import { logKeysOf } from '../log-keys/verifier-key.ts';
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
const { logs, witness } = logKeysOf(cee);
const others = logKeysOf(mallory);
const proof = (payload: Json, change: Partial<StatementClaims> = {}, keys = cee) =>
  signStatement(keys, { ...wanted, type: 'key-possession', payload, ...change });
/** The part that is signed with the key of one role. */
const half = (key: Json, signer = cee.tokens) =>
  signStatement({ statements: signer }, { ...wanted, type: 'key-possession', payload: { statementKey: key } });
const halves = async (key: Json, keys = cee) => ({
  tokens: await half(key, keys.tokens),
  books: await half(key, keys.books),
  cases: await half(key, keys.cases),
  witness: await half(key, keys.witness),
});
const proofs = await halves(statementKey);
const otherHalf = await half(mallory.statements.publicJwk);
const good = { statementKey, tokenKey, logs: { ...logs }, witness, proofs };

describe('a proof of possession', () => {
  test('gives the keys for the registry', async () => {
    const jws = await proveKeyPossession(cee, wanted);
    expect(jws).toBe(await proof(good));
    expect(await verifyKeyPossession(jws, options)).toEqual({
      issuer: 'cee',
      statementKey,
      tokenKey,
      logs,
      witness,
    });
  });

  test.each<[StatementRejectionCode, string, string | Promise<string>]>([
    ['statement-is-malformed', 'rubbish', 'rubbish'],
    ['statement-is-of-another-kind', 'another type', proof(good, { type: 'hub-registry' })],
    ['statement-is-of-another-kind', 'another type without keys', proof(null, { type: 'hub-registry' })],
    ['statement-is-of-another-kind', 'the answer to another challenge', proof(good, { id: 'challenge-2' })],
    ['statement-is-malformed', 'no keys', proof(null)],
    ['statement-is-malformed', 'no statements key', proof({ ...good, statementKey: null })],
    ['statement-is-malformed', 'no tokens key', proof({ ...good, tokenKey: null })],
    ['statement-is-malformed', 'a private key', proof({ ...good, statementKey: { ...statementKey, d: 'x' } })],
    ['statement-is-malformed', 'one key for both roles', proof({ ...good, tokenKey: statementKey })],
    ['statement-is-malformed', 'nothing signed with the other keys', proof({ ...good, proofs: {} })],
    [
      'statement-is-forged',
      'the tokens key of somebody else, which anybody can read',
      proof({ ...good, tokenKey: mallory.tokens.publicJwk }),
    ],
    [
      'statement-is-malformed',
      'a half that was made for another statements key',
      proof({ ...good, proofs: { ...proofs, tokens: otherHalf } }),
    ],
    ['statement-is-malformed', 'no keys for logs', proof({ statementKey, tokenKey, witness, proofs })],
    ['statement-is-malformed', 'logs that are a list', proof({ ...good, logs: [logs.books, logs.cases] })],
    ['statement-is-malformed', 'one log', proof({ ...good, logs: { books: logs.books } })],
    [
      'statement-is-malformed',
      'one key for both logs',
      proof({ ...good, logs: { books: logs.books, cases: logs.books } }),
    ],
    ['statement-is-malformed', 'the key of a log as witness', proof({ ...good, witness: logs.books })],
    ['statement-is-malformed', 'no witness', proof({ statementKey, tokenKey, logs: { ...logs }, proofs })],
    ['statement-is-forged', "somebody else's log", proof({ ...good, logs: { ...logs, books: others.logs.books } })],
    ['statement-is-forged', "somebody else's cases", proof({ ...good, logs: { ...logs, cases: others.logs.cases } })],
    ['statement-is-forged', "somebody else's witness", proof({ ...good, witness: others.witness })],
    [
      'statement-is-forged',
      'two halves that are exchanged',
      proof({ ...good, proofs: { ...proofs, books: proofs.cases, cases: proofs.books } }),
    ],
    ['statement-has-another-audience', 'for another node', proof(good, { audience: 'asia' })],
    ['statement-issuer-is-unknown', 'from another node', proof(good, { issuer: 'asia' })],
    ['statement-is-forged', "somebody else's key inside", proof(good, {}, mallory)],
    ['statement-is-forged', 'signed with the tokens key', proof(good, {}, { ...cee, statements: cee.tokens })],
    ['statement-is-expired', 'too late', proof(good, { issuedAt: NOW - MINUTE, expiresAt: NOW - 5_000 })],
    ['statement-is-not-yet-valid', 'too early', proof(good, { issuedAt: NOW + 6_000 })],
  ])('%s: %s', async (code, _, jws) => {
    expect(await verifyKeyPossession(await jws, options)).toMatchObject({ rejected: true, code });
  });
});
