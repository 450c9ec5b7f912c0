import { createHmac } from 'node:crypto';
import { canonical, isRejection } from '@hubgraph/kernel';
import { jwtVerify, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { thumbprint } from '../keys/thumbprint.ts';
import type { PublicJwk } from '../keys/types.ts';
import { forge, isSignedBy, keysOf, MINUTE, NOW, part, SECOND } from '../test-kit.ts';
import { type IssueTokenOptions, issueToken } from './issue.ts';
import type { TokenRejectionCode } from './types.ts';
import { verifyToken } from './verify.ts';

const cee = keysOf('cee');
const asia = keysOf('asia');
const mallory = keysOf('mallory');

const trusted = new Map<string, readonly PublicJwk[]>([
  ['cee', [keysOf('cee-before').tokens.publicJwk, cee.tokens.publicJwk]],
  ['asia', [asia.tokens.publicJwk]],
  ['empty', []],
]);
const options = { node: 'cee', trustedKeys: (issuer: string) => trusted.get(issuer), now: NOW };
const wanted: IssueTokenOptions = {
  keys: cee,
  issuer: 'cee',
  subject: 'ana',
  audience: 'cee',
  now: NOW,
  lifetimeMs: 5 * MINUTE,
  jti: 'j1',
};
const header = { alg: 'Ed25519', kid: cee.tokens.kid, typ: 'at+jwt' };
const seconds = NOW / SECOND;
const claims = {
  iss: 'cee',
  sub: 'ana',
  aud: 'cee',
  client_id: 'hubgraph',
  iat: seconds,
  exp: seconds + 300,
  jti: 'j1',
};
const signed = (change: object, head: object = {}) =>
  forge(cee.tokens, { ...header, ...head }, { ...claims, ...change });
const [good1 = '', good2 = '', good3 = ''] = (await issueToken(wanted)).split('.');

describe('a token', () => {
  test('is verified by the node that it is for', async () => {
    expect(await verifyToken(await issueToken(wanted), options)).toEqual({
      issuer: 'cee',
      subject: 'ana',
      clientId: 'hubgraph',
      expiresAt: NOW + 5 * MINUTE,
      jti: 'j1',
    });
  });

  test('names the session that it was issued in', async () => {
    const token = await issueToken({ ...wanted, session: 's1' });
    expect(token).toBe(forge(cee.tokens, header, canonical({ ...claims, sid: 's1' })));
    expect(await verifyToken(token, options)).toMatchObject({ subject: 'ana', session: 's1' });
  });

  test('is the same bytes for the same claims, and those that the table below takes as good', async () => {
    expect(await issueToken(wanted)).toBe(await issueToken({ ...wanted }));
    expect(isRejection(await verifyToken(signed({}), options))).toBe(false);
  });

  test('is the bytes that node:crypto signs and verifies, without jose', async () => {
    const token = await issueToken(wanted);
    expect(token).toBe(forge(cee.tokens, header, canonical(claims)));
    expect(isSignedBy(cee.tokens.publicJwk, token)).toBe(true);
    expect(isSignedBy(asia.tokens.publicJwk, token)).toBe(false);
  });

  test('of another trusted issuer is told from a namesake by its issuer', async () => {
    const token = await issueToken({ ...wanted, keys: asia, issuer: 'asia' });
    expect(await verifyToken(token, options)).toMatchObject({ issuer: 'asia', subject: 'ana' });
  });

  test('is verified by jose, and one by jose is verified here', async () => {
    const answer = await jwtVerify(await issueToken(wanted), cee.tokens.publicJwk, {
      algorithms: ['Ed25519'],
      typ: 'at+jwt',
      issuer: 'cee',
      audience: 'cee',
      currentDate: new Date(NOW),
    });
    expect(answer.payload).toEqual(claims);
    const token = await new SignJWT(claims).setProtectedHeader(header).sign(cee.tokens.privateKey);
    expect(await verifyToken(token, options)).toMatchObject({ subject: 'ana' });
  });

  test('lives up to its last millisecond, with the tolerance', async () => {
    const token = await issueToken({ ...wanted, lifetimeMs: MINUTE });
    const at = async (now: number, clockToleranceMs: number) =>
      isRejection(await verifyToken(token, { ...options, now, clockToleranceMs }));
    expect(await at(NOW + MINUTE - 1, 0)).toBe(false);
    expect(await at(NOW + MINUTE, 0)).toBe(true);
    expect(await at(NOW + MINUTE + SECOND - 1, SECOND)).toBe(false);
    expect(await at(NOW + MINUTE + SECOND, SECOND)).toBe(true);
    expect(await at(NOW - SECOND, SECOND)).toBe(false);
    expect(await at(NOW - SECOND - 1, SECOND)).toBe(true);
  });

  test('from a key that was rotated out of the registry is refused at once', async () => {
    const old = await issueToken({ ...wanted, keys: keysOf('cee-before') });
    expect(isRejection(await verifyToken(old, options))).toBe(false);
    const trustedKeys = () => [cee.tokens.publicJwk];
    expect(await verifyToken(old, { ...options, trustedKeys })).toMatchObject({ code: 'token-is-forged' });
  });

  test('is not called forged because a trusted key is unusable', async () => {
    const broken = { ...cee.tokens.publicJwk, x: 'AAAA' };
    const token = forge(cee.tokens, { ...header, kid: thumbprint(broken) }, claims);
    await expect(verifyToken(token, { ...options, trustedKeys: () => [broken] })).rejects.toThrow();
  });

  test('is verified without changing the key that the caller holds', async () => {
    const jwk = { ...cee.tokens.publicJwk };
    expect(isRejection(await verifyToken(signed({}), { ...options, trustedKeys: () => [jwk] }))).toBe(false);
    expect(Object.isFrozen(jwk)).toBe(false);
  });

  test.each<[string, Partial<IssueTokenOptions>]>([
    ['without a subject', { subject: '' }],
    ['without a jti', { jti: '' }],
    ['for no slug', { audience: '*' }],
    ['of a session without an id', { session: '' }],
    ['from no slug', { issuer: 'https://cee.example' }],
    ['that lives longer than five minutes', { lifetimeMs: 5 * MINUTE + 1 }],
    ['that does not live for a second', { lifetimeMs: 999 }],
    ['that lives for no number', { lifetimeMs: Number.NaN }],
  ])('is not issued %s', async (_, change) => {
    await expect(issueToken({ ...wanted, ...change })).rejects.toMatchObject({ code: 'ERR_INVARIANT' });
  });
});

const hmac = (secret: string | Buffer) => {
  const input = `${part({ ...header, alg: 'HS256' })}.${part(claims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
};
const without = (name: keyof typeof claims) => {
  const { [name]: _, ...rest } = claims;
  return forge(cee.tokens, header, rest);
};
const lastCharacterLoose = `${good3.slice(0, -1)}${good3.endsWith('A') ? 'B' : String.fromCharCode(good3.charCodeAt(85) + 1)}`;

/** In order of precedence. */
const refusals: [TokenRejectionCode, string, string][] = [
  ['token-is-malformed', 'nothing', ''],
  ['token-is-malformed', 'two parts', `${good1}.${good2}`],
  ['token-is-malformed', 'four parts', `${good1}.${good2}.${good3}.`],
  ['token-is-malformed', 'five parts, as in JWE', `${good1}....`],
  ['token-is-malformed', 'padding', `${good1}.${good2}.${good3}==`],
  ['token-is-malformed', 'a space inside its claims', `${good1}.${good2.slice(0, 9)} ${good2.slice(9)}.${good3}`],
  [
    'token-is-malformed',
    'a line end inside its signature',
    `${good1}.${good2}.${good3.slice(0, 9)}\n${good3.slice(9)}`,
  ],
  [
    'token-is-malformed',
    'a header with a byte order mark',
    forge(cee.tokens, `\ufeff${JSON.stringify(header)}`, claims),
  ],
  ['token-is-malformed', 'a space', ` ${good1}.${good2}.${good3}`],
  ['token-is-malformed', 'loose bits at the end of the signature', `${good1}.${good2}.${lastCharacterLoose}`],
  ['token-is-malformed', 'claims that are a list', forge(cee.tokens, header, [claims])],
  ['token-is-malformed', 'claims that are no JSON', forge(cee.tokens, header, '{"iss":')],
  [
    'token-is-malformed',
    'claims that are no UTF-8',
    forge(cee.tokens, header, Buffer.from(JSON.stringify({ ...claims, more: '\u00ff' }), 'latin1')),
  ],
  ['token-is-malformed', 'more than 16 KiB', signed({ more: 'x'.repeat(16_384) })],
  ['token-is-malformed', 'deep nesting', forge(cee.tokens, header, '['.repeat(9_000))],
  ['token-is-malformed', 'no issuer', without('iss')],
  ['token-is-malformed', 'no subject', without('sub')],
  ['token-is-malformed', 'an empty subject', signed({ sub: '' })],
  ['token-is-malformed', 'no audience', without('aud')],
  ['token-is-malformed', 'no client', without('client_id')],
  ['token-is-malformed', 'no jti', without('jti')],
  ['token-is-malformed', 'a session that is no text', signed({ sid: 7 })],
  ['token-is-malformed', 'a session without an id', signed({ sid: '' })],
  ['token-is-malformed', 'no end', without('exp')],
  ['token-is-malformed', 'no beginning', without('iat')],
  ['token-is-malformed', 'an end that is text', signed({ exp: String(claims.exp) })],
  ['token-is-malformed', 'an end beyond the calendar', signed({ exp: 1e20 })],
  ['token-is-malformed', 'a beginning below zero', signed({ iat: -1 })],
  ['token-is-malformed', 'a beginning below zero beside an nbf', signed({ iat: -1, nbf: seconds })],
  ['token-is-malformed', 'an nbf that is text', signed({ nbf: 'now' })],
  ['token-is-malformed', 'an end before its beginning', signed({ exp: seconds })],
  ['token-is-of-another-kind', 'alg none', `${part({ ...header, alg: 'none' })}.${part(claims)}.`],
  ['token-is-of-another-kind', 'alg None, with a signature', signed({}, { alg: 'None' })],
  ['token-is-of-another-kind', 'HS256 with the public key', hmac(cee.tokens.publicJwk.x)],
  [
    'token-is-of-another-kind',
    "HS256 with the public key's bytes",
    hmac(Buffer.from(cee.tokens.publicJwk.x, 'base64url')),
  ],
  ['token-is-of-another-kind', 'the alg name EdDSA', signed({}, { alg: 'EdDSA' })],
  ['token-is-of-another-kind', 'two algs', signed({}, { alg: ['Ed25519'] })],
  ['token-is-of-another-kind', 'no typ', signed({}, { typ: undefined })],
  ['token-is-of-another-kind', 'the typ JWT', signed({}, { typ: 'JWT' })],
  ['token-is-of-another-kind', 'the typ of a statement', signed({}, { typ: 'hubgraph-statement+jwt' })],
  ['token-is-of-another-kind', 'no kid', signed({}, { kid: undefined })],
  [
    'token-is-of-another-kind',
    'a key of its own',
    forge(mallory.tokens, { ...header, jwk: mallory.tokens.publicJwk }, claims),
  ],
  ['token-is-of-another-kind', 'the address of a key', signed({}, { jku: 'https://mallory.example' })],
  ['token-is-of-another-kind', 'a critical extension', signed({}, { crit: ['b64'], b64: false })],
  ['token-is-of-another-kind', 'another typ and no subject', signed({ sub: '' }, { typ: 'JWT' })],
  ['token-has-another-audience', 'another node', signed({ aud: 'asia' })],
  ['token-has-another-audience', 'another case', signed({ aud: 'CEE' })],
  ['token-has-another-audience', 'everybody', signed({ aud: '*' })],
  ['token-has-another-audience', 'a list of this node', signed({ aud: ['cee'] })],
  ['token-has-another-audience', 'two audiences', signed({ aud: ['cee', 'asia'] })],
  ['token-has-another-audience', 'two audiences in one text', signed({ aud: 'cee asia' })],
  ['token-has-another-audience', 'another node and an unknown issuer', signed({ aud: 'asia', iss: 'nobody' })],
  ['token-issuer-is-unknown', 'an issuer that nobody registered', signed({ iss: 'nobody' })],
  ['token-issuer-is-unknown', 'an issuer without keys', signed({ iss: 'empty' })],
  ['token-issuer-is-unknown', 'a name of every object', signed({ iss: '__proto__' })],
  [
    'token-issuer-is-unknown',
    'an unknown issuer, changed and expired',
    `${part(header)}.${part({ ...claims, iss: 'nobody', exp: 2, iat: 1 })}.${good3}`,
  ],
  ['token-is-forged', 'a changed payload', `${good1}.${part({ ...claims, sub: 'bob' })}.${good3}`],
  ['token-is-forged', 'a changed header', `${part({ ...header, kid: asia.tokens.kid })}.${good2}.${good3}`],
  [
    'token-is-forged',
    'the same claims, written otherwise',
    `${good1}.${part(JSON.stringify(claims, null, 1))}.${good3}`,
  ],
  ['token-is-forged', 'no signature', `${good1}.${good2}.`],
  ['token-is-forged', 'half a signature', `${good1}.${good2}.${part(Buffer.from(good3, 'base64url').subarray(0, 32))}`],
  ['token-is-forged', 'a signature of zeros', `${good1}.${good2}.${part(Buffer.alloc(64))}`],
  ['token-is-forged', "another issuer's key", forge(asia.tokens, { ...header, kid: asia.tokens.kid }, claims)],
  ['token-is-forged', "another issuer's key under this kid", forge(asia.tokens, header, claims)],
  ['token-is-forged', "this issuer's key under another kid", signed({}, { kid: keysOf('cee-before').tokens.kid })],
  ['token-is-forged', 'a kid that nobody has', signed({}, { kid: 'x' })],
  [
    'token-is-forged',
    "the node's statements key",
    forge(cee.statements, { ...header, kid: cee.statements.kid }, claims),
  ],
  ['token-is-forged', 'a forged signature, and expired', `${good1}.${part({ ...claims, iat: 1, exp: 2 })}.${good3}`],
  ['token-is-expired', 'an end in the past', signed({ iat: seconds - 300, exp: seconds - 5 })],
  ['token-is-expired', 'an end in the past after a long life', signed({ iat: 1, exp: seconds - 5 })],
  ['token-is-not-yet-valid', 'a beginning in the future', signed({ iat: seconds + 6, exp: seconds + 60 })],
  [
    'token-is-not-yet-valid',
    'a beginning in the future after its nbf',
    signed({ iat: seconds + 6, exp: seconds + 60, nbf: seconds }),
  ],
  ['token-is-not-yet-valid', 'an nbf in the future', signed({ nbf: seconds + 6 })],
  ['token-is-not-yet-valid', 'a future and a long life', signed({ iat: seconds + 6, exp: seconds + 9_999 })],
  ['token-lives-too-long', 'a life of 301 seconds', signed({ exp: seconds + 301 })],
  [
    'token-lives-too-long',
    'a life of 301 seconds that is nearly over',
    signed({ iat: seconds - 300, exp: seconds + 1 }),
  ],
];

test.each(refusals)('%s: %s', async (code, _, token) => {
  expect(await verifyToken(token, options)).toMatchObject({ rejected: true, code });
});

test('no message repeats the token or passes on what would move the reader', async () => {
  for (const [, , token] of refusals) {
    const answer = await verifyToken(token, options);
    expect(isRejection(answer) && token.length > 200 && answer.message.includes(token)).toBe(false);
  }
  const answer = await verifyToken(signed({ iss: '\u202e\n\u001b[2Jeec' }), options);
  expect(isRejection(answer) && /^[\x20-\x7e]+$/.test(answer.message)).toBe(true);
});

test('a token that is no text is refused, whatever the types say', async () => {
  expect(await verifyToken(undefined as unknown as string, options)).toMatchObject({ code: 'token-is-malformed' });
});
