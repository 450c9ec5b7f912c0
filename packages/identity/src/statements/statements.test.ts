import { canonical, isRejection } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import type { PublicJwk } from '../keys/types.ts';
import { forge, isSignedBy, keysOf, MINUTE, NOW, part, SECOND } from '../test-kit.ts';
import { statementDigest } from './digest.ts';
import { signStatement } from './sign.ts';
import type { StatementClaims, StatementRejectionCode } from './types.ts';
import { verifyStatement } from './verify.ts';

const asia = keysOf('asia');
const cee = keysOf('cee');

const trusted = new Map<string, readonly PublicJwk[]>([
  ['asia', [asia.statements.publicJwk]],
  ['cee', [cee.statements.publicJwk]],
  ['empty', []],
]);
const options = {
  node: 'cee',
  trustedKeys: (issuer: string) => trusted.get(issuer),
  now: NOW,
  types: ['transfer-prepared', 'transfer-posted'],
};
const cite = statementDigest('another');
const said: StatementClaims = {
  issuer: 'asia',
  audience: 'cee',
  type: 'transfer-prepared',
  id: 'asia:transfer:1/prepared',
  issuedAt: NOW,
  expiresAt: NOW + MINUTE,
  cites: [cite],
  payload: { amountMinor: '1250', currency: 'EUR', ünï: ['"', '\u2028', null, true, { b: 1, a: 2 }] },
};
const good = await signStatement(asia, said);
const [good1 = '', good2 = '', good3 = ''] = good.split('.');

const header = { alg: 'Ed25519', kid: asia.statements.kid, typ: 'hubgraph-statement+jwt' };
const seconds = NOW / SECOND;
const claims = {
  aud: 'cee',
  body: {},
  exp: seconds + 60,
  iat: seconds,
  iss: 'asia',
  jti: 'j1',
  sty: 'transfer-prepared',
};
/** Claims in their canonical order, with a change that keeps it. */
const sorted = (change: object) =>
  Object.fromEntries(Object.entries({ ...claims, ...change }).sort(([a], [b]) => (a < b ? -1 : 1)));
const signed = (change: object, head: object = {}) => forge(asia.statements, { ...header, ...head }, sorted(change));
const body = (text: string) =>
  forge(asia.statements, header, JSON.stringify(claims).replace('"body":{}', `"body":${text}`));

describe('a statement', () => {
  test('says after verification what was said before signing', async () => {
    expect(await verifyStatement(good, options)).toEqual({
      ...said,
      kid: asia.statements.kid,
      digest: statementDigest(good),
    });
  });

  test('is the same bytes for the same claims in any order, and those that the table below takes as good', async () => {
    const { payload, ...rest } = said;
    expect(await signStatement(asia, { payload: { ...(payload as object) }, ...rest })).toBe(good);
    expect(await verifyStatement(signed({}), options)).toMatchObject({ id: 'j1', cites: [], payload: {} });
    expect(isRejection(await verifyStatement(body('{"a":1}'), options))).toBe(false);
  });

  test('is the bytes that node:crypto signs and verifies, without jose', () => {
    const text = canonical({ ...claims, body: said.payload, cites: [cite], jti: said.id });
    expect(good).toBe(forge(asia.statements, header, text));
    expect(isSignedBy(asia.statements.publicJwk, good)).toBe(true);
    expect(isSignedBy(asia.tokens.publicJwk, good)).toBe(false);
  });

  test('says what the payload was when signing began', async () => {
    const payload = { amountMinor: '1250' };
    const signing = signStatement(asia, { ...said, payload });
    payload.amountMinor = '9999';
    expect(await verifyStatement(await signing, options)).toMatchObject({ payload: { amountMinor: '1250' } });
  });

  test('for everybody is heard by everybody, one without types by those who ask for none', async () => {
    const jws = await signStatement(asia, { ...said, audience: '*' });
    for (const node of ['cee', 'asia', 'council']) {
      expect(isRejection(await verifyStatement(jws, { ...options, node }))).toBe(false);
    }
    const { types: _, ...anyType } = options;
    expect(isRejection(await verifyStatement(signed({ sty: 'something-new' }), anyType))).toBe(false);
  });

  test('never lives longer than it was meant to: times are rounded down', async () => {
    const jws = await signStatement(asia, { ...said, issuedAt: NOW + 999, expiresAt: NOW + MINUTE + 999 });
    expect(await verifyStatement(jws, options)).toMatchObject({ issuedAt: NOW, expiresAt: NOW + MINUTE });
  });

  test('lives up to its last millisecond, with the tolerance', async () => {
    const at = async (now: number, clockToleranceMs: number) =>
      isRejection(await verifyStatement(good, { ...options, now, clockToleranceMs }));
    expect(await at(NOW + MINUTE - 1, 0)).toBe(false);
    expect(await at(NOW + MINUTE, 0)).toBe(true);
    expect(await at(NOW + MINUTE + SECOND - 1, SECOND)).toBe(false);
    expect(await at(NOW - SECOND, SECOND)).toBe(false);
    expect(await at(NOW - SECOND - 1, SECOND)).toBe(true);
  });

  test('is as large as the caller allows', async () => {
    const large = await signStatement(asia, { ...said, payload: 'x'.repeat(100_000) });
    expect(await verifyStatement(large, options)).toMatchObject({ code: 'statement-is-malformed' });
    expect(isRejection(await verifyStatement(large, { ...options, sizeBytesMax: 1_048_576 }))).toBe(false);
    const exact = { ...options, sizeBytesMax: good.length };
    expect(isRejection(await verifyStatement(good, exact))).toBe(false);
    expect(isRejection(await verifyStatement(good, { ...exact, sizeBytesMax: good.length - 1 }))).toBe(true);
  });

  test('is cited by the digest of its bytes', () => {
    expect(statementDigest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test.each<[string, Partial<StatementClaims>, string]>([
    ['from no slug', { issuer: '*' }, 'ERR_INVARIANT'],
    ['for no slug', { audience: 'cee asia' }, 'ERR_INVARIANT'],
    ['of no type', { type: '' }, 'ERR_INVARIANT'],
    ['of a type in other case', { type: 'transferPrepared' }, 'ERR_INVARIANT'],
    ['without an id', { id: '' }, 'ERR_INVARIANT'],
    ['with a space in its id', { id: 'a b' }, 'ERR_INVARIANT'],
    ['that does not live for a second', { expiresAt: NOW + 999 }, 'ERR_INVARIANT'],
    ['that lives until no number', { expiresAt: Number.NaN }, 'ERR_INVARIANT'],
    ['that cites no digest', { cites: ['abc'] }, 'ERR_INVARIANT'],
    ['that cites one twice', { cites: [cite, cite] }, 'ERR_INVARIANT'],
    ['with a fraction inside', { payload: { rate: 0.5 } }, 'ERR_NOT_CANONICAL'],
    ['with an unsafe integer inside', { payload: [2 ** 53] }, 'ERR_NOT_CANONICAL'],
  ])('is not signed %s', async (_, change, code) => {
    await expect(signStatement(asia, { ...said, ...change })).rejects.toMatchObject({ code });
  });
});

/** In order of precedence. */
const refusals: [StatementRejectionCode, string, string][] = [
  ['statement-is-malformed', 'nothing', ''],
  ['statement-is-malformed', 'two parts', `${good1}.${good2}`],
  ['statement-is-malformed', 'four parts', `${good}.`],
  ['statement-is-malformed', 'padding', `${good}==`],
  ['statement-is-malformed', 'a line end', `${good}\n`],
  ['statement-is-malformed', 'claims that are text', forge(asia.statements, header, '"x"')],
  ['statement-is-malformed', 'more than 64 KiB', signed({ body: 'x'.repeat(65_536) })],
  ['statement-is-malformed', 'a byte order mark', forge(asia.statements, header, `\ufeff${JSON.stringify(claims)}`)],
  ['statement-is-malformed', 'spaces between claims', forge(asia.statements, header, JSON.stringify(claims, null, 1))],
  [
    'statement-is-malformed',
    'claims in another order',
    forge(asia.statements, header, Object.fromEntries(Object.entries(claims).reverse())),
  ],
  [
    'statement-is-malformed',
    'a header in another order',
    forge(asia.statements, { typ: header.typ, alg: header.alg, kid: header.kid }, claims),
  ],
  [
    'statement-is-malformed',
    'one claim twice',
    forge(asia.statements, header, JSON.stringify(claims).replace('{', '{"aud":"asia",')),
  ],
  ['statement-is-malformed', 'one member twice in the body', body('{"a":1,"a":2}')],
  ['statement-is-malformed', 'members in another order in the body', body('{"b":1,"a":2}')],
  ['statement-is-malformed', 'an escape that is not needed', body('"\\u0041"')],
  ['statement-is-malformed', 'a fraction', body('0.5')],
  ['statement-is-malformed', 'an unsafe integer', body('9007199254740993')],
  ['statement-is-malformed', 'minus zero', body('-0')],
  ['statement-is-malformed', 'half a surrogate', body('"\\ud800"')],
  ['statement-is-malformed', 'a prototype in the body', body('{"a":[{"__proto__":{"isAdmin":true}}]}')],
  ['statement-is-malformed', 'a body too deep to walk', body(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)],
  ['statement-is-malformed', 'an unknown claim', signed({ nbf: seconds })],
  ['statement-is-malformed', 'no issuer', signed({ iss: undefined })],
  ['statement-is-malformed', 'an empty issuer', signed({ iss: '' })],
  ['statement-is-malformed', 'no audience', signed({ aud: undefined })],
  ['statement-is-malformed', 'a list of audiences', signed({ aud: ['cee'] })],
  ['statement-is-malformed', 'two audiences in one text', signed({ aud: 'cee asia' })],
  ['statement-is-malformed', 'no id', signed({ jti: undefined })],
  ['statement-is-malformed', 'an id of 201 characters', signed({ jti: 'x'.repeat(201) })],
  ['statement-is-malformed', 'no type', signed({ sty: undefined })],
  ['statement-is-malformed', 'a type in other case', signed({ sty: 'Transfer' })],
  ['statement-is-malformed', 'a type of 61 characters', signed({ sty: 'x'.repeat(61) })],
  ['statement-is-malformed', 'no beginning', signed({ iat: undefined })],
  ['statement-is-malformed', 'an end that is text', signed({ exp: String(claims.exp) })],
  ['statement-is-malformed', 'an end beyond the calendar', signed({ exp: 253_402_300_800 })],
  ['statement-is-malformed', 'an end before its beginning', signed({ exp: seconds })],
  ['statement-is-malformed', 'an empty list of cites', signed({ cites: [] })],
  ['statement-is-malformed', 'a cite that is no digest', signed({ cites: [cite.toUpperCase()] })],
  ['statement-is-malformed', 'a cite twice', signed({ cites: [cite, cite] })],
  [
    'statement-is-malformed',
    '65 cites',
    signed({ cites: Array.from({ length: 65 }, (_, n) => statementDigest(`${n}`)) }),
  ],
  ['statement-is-malformed', 'no body', signed({ body: undefined })],
  [
    'statement-is-malformed',
    'no body, of another type and for another node',
    signed({ body: undefined, sty: 'x', aud: 'asia' }),
  ],
  ['statement-is-of-another-kind', 'alg none', `${part({ ...header, alg: 'none' })}.${part(claims)}.`],
  ['statement-is-of-another-kind', 'the alg name EdDSA', signed({}, { alg: 'EdDSA' })],
  ['statement-is-of-another-kind', 'HS256', signed({}, { alg: 'HS256' })],
  ['statement-is-of-another-kind', 'the typ of a token', signed({}, { typ: 'at+jwt' })],
  ['statement-is-of-another-kind', 'no typ', signed({}, { typ: undefined })],
  ['statement-is-of-another-kind', 'no kid', signed({}, { kid: undefined })],
  ['statement-is-of-another-kind', 'a key of its own', signed({}, { jwk: asia.statements.publicJwk })],
  ['statement-is-of-another-kind', 'a critical extension', signed({}, { crit: ['b64'], b64: false })],
  ['statement-is-of-another-kind', 'another typ and no body', signed({ body: undefined }, { typ: 'JWT' })],
  ['statement-is-of-another-kind', 'a type that is not expected', signed({ sty: 'hub-registry' })],
  ['statement-is-of-another-kind', 'another type for another node', signed({ sty: 'hub-registry', aud: 'asia' })],
  ['statement-has-another-audience', 'another node', signed({ aud: 'council' })],
  ['statement-has-another-audience', 'another node, from an unknown one', signed({ aud: 'council', iss: 'nobody' })],
  ['statement-issuer-is-unknown', 'a node that nobody registered', signed({ iss: 'nobody' })],
  ['statement-issuer-is-unknown', 'a node without keys', signed({ iss: 'empty' })],
  ['statement-issuer-is-unknown', 'a name of every object', signed({ iss: 'constructor' })],
  ['statement-issuer-is-unknown', 'an unknown node, expired', signed({ iss: 'nobody', iat: 1, exp: 2 })],
  ['statement-is-forged', 'changed claims', `${good1}.${part(claims)}.${good3}`],
  ['statement-is-forged', 'no signature', `${good1}.${good2}.`],
  ['statement-is-forged', 'a signature of zeros', `${good1}.${good2}.${part(Buffer.alloc(64))}`],
  ['statement-is-forged', "another node's key under this kid", forge(cee.statements, header, claims)],
  ['statement-is-forged', "another node's key", forge(cee.statements, { ...header, kid: cee.statements.kid }, claims)],
  ['statement-is-forged', "the node's tokens key", forge(asia.tokens, { ...header, kid: asia.tokens.kid }, claims)],
  ['statement-is-forged', 'this node as issuer with its own key', signed({ iss: 'cee' })],
  ['statement-is-forged', 'a kid that nobody has', signed({}, { kid: 'x' })],
  [
    'statement-is-forged',
    'forged and expired',
    `${good1}.${part({ ...claims, iat: 1, exp: 2 })}.${good3}`.replace(
      part({ ...claims, iat: 1, exp: 2 }),
      part(sorted({ iat: 1, exp: 2 })),
    ),
  ],
  ['statement-is-expired', 'an end in the past', signed({ iat: seconds - 60, exp: seconds - 5 })],
  ['statement-is-not-yet-valid', 'a beginning in the future', signed({ iat: seconds + 6 })],
];

test.each(refusals)('%s: %s', async (code, _, jws) => {
  expect(await verifyStatement(jws, options)).toMatchObject({ rejected: true, code });
});

test('each character of a statement counts: changing any one refuses it', async () => {
  for (let at = 0; at < good.length; at++) {
    const changed = `${good.slice(0, at)}${good[at] === 'A' ? 'B' : 'A'}${good.slice(at + 1)}`;
    expect(isRejection(await verifyStatement(changed, options)), `at ${at}`).toBe(true);
  }
});

test('a signature with S + L, which some libraries take, is forged: one statement has one digest', async () => {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const bytes = Buffer.from(good3, 'base64url');
  let s = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + order;
  for (let at = 32; at < 64; at++, s >>= 8n) bytes[at] = Number(s & 255n);
  expect(s).toBe(0n);
  expect(await verifyStatement(`${good1}.${good2}.${part(bytes)}`, options)).toMatchObject({
    code: 'statement-is-forged',
  });
});
