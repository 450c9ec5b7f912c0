import { isRejection } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import { forge, keysOf, MINUTE, NOW } from '../test-kit.ts';
import { issueToken } from '../tokens/issue.ts';
import { tokensByAudience } from './by-audience.ts';
import { headersFor } from './for-audience.ts';
import { type RequestHeaders, readTokens } from './read.ts';

const keys = keysOf('cee');
const tokenFor = (audience: string, jti = 'j1') =>
  issueToken({ keys, issuer: 'cee', subject: 'ana', audience, now: NOW, lifetimeMs: MINUTE, jti });
const cee = await tokenFor('cee');
const asia = await tokenFor('asia');
const header = { alg: 'Ed25519', kid: keys.tokens.kid, typ: 'at+jwt' };
const claims = { iss: 'cee', sub: 'ana', client_id: 'x', jti: 'j', iat: 1, exp: 2 };

describe('the tokens of a request', () => {
  test.each<[string, RequestHeaders, string[]]>([
    ['none', {}, []],
    ['none, if the header is absent', { authorization: undefined }, []],
    ['one as bearer', { authorization: `Bearer ${cee}` }, [cee]],
    ['one as bearer, in other cases', { Authorization: `bEARER  ${cee} ` }, [cee]],
    ['several', { 'hubgraph-tokens': `${cee}, ${asia}` }, [cee, asia]],
    ['several, loosely written', { 'Hubgraph-Tokens': `,${cee},, ${asia} ,` }, [cee, asia]],
    ['several headers', { 'hubgraph-tokens': [cee, asia] }, [cee, asia]],
    ['both, each once', { authorization: `Bearer ${cee}`, 'hubgraph-tokens': `${asia}, ${cee}` }, [cee, asia]],
    ['another scheme', { authorization: 'Basic YTpi' }, []],
    ['a scheme that begins alike', { authorization: `BearerX ${cee}` }, []],
    ['a bearer of rubbish', { authorization: 'Bearer rubbish' }, ['rubbish']],
    ['an empty bearer', { authorization: 'Bearer ' }, []],
  ])('are read: %s', (_, headers, tokens) => {
    expect(readTokens(headers)).toEqual(tokens);
  });

  const listOf = (count: number) => Array.from({ length: count }, (_, n) => `t${n}`).join(',');
  test.each<[string, RequestHeaders, string | undefined]>([
    ['16', { 'hubgraph-tokens': listOf(16) }, undefined],
    ['17', { 'hubgraph-tokens': listOf(17) }, 'tokens-are-too-many'],
    ['16 and a bearer', { 'hubgraph-tokens': listOf(16), authorization: 'Bearer x' }, 'tokens-are-too-many'],
    ['16 KiB', { 'hubgraph-tokens': 'x'.repeat(16_384) }, undefined],
    ['a byte more', { 'hubgraph-tokens': 'x'.repeat(16_385) }, 'tokens-are-too-large'],
    [
      'a byte more in two headers',
      { authorization: 'Bearer x', 'hubgraph-tokens': 'x'.repeat(16_384) },
      'tokens-are-too-large',
    ],
    ['many commas', { 'hubgraph-tokens': ','.repeat(16_385) }, 'tokens-are-too-large'],
    ['too many and too large', { 'hubgraph-tokens': 'x,'.repeat(9_000) }, 'tokens-are-too-large'],
  ])('are bounded: %s', (_, headers, code) => {
    const answer = readTokens(headers);
    expect(isRejection(answer) ? answer.code : undefined).toBe(code);
  });
});

describe('tokens by audience', () => {
  test('are one for each node, those for no node dropped and told in order', () => {
    const dropped = [
      'rubbish',
      forge(keys.tokens, { ...header, typ: 'JWT' }, { ...claims, aud: 'cee' }),
      forge(keys.tokens, header, { ...claims, aud: ['cee', 'asia'] }),
      forge(keys.tokens, header, { ...claims, aud: ['cee'] }),
      forge(keys.tokens, header, { ...claims, aud: '*' }),
      forge(keys.tokens, header, { ...claims, aud: '__proto__' }),
      forge(keys.tokens, header, claims),
    ];
    const answer = tokensByAudience([cee, ...dropped, asia]);
    if (isRejection(answer)) expect.fail(answer.code);
    expect([...answer.tokens]).toEqual([
      ['cee', cee],
      ['asia', asia],
    ]);
    expect(answer.dropped.map((each) => each.code)).toEqual([
      'token-is-malformed',
      'token-is-of-another-kind',
      'token-has-another-audience',
      'token-has-another-audience',
      'token-has-another-audience',
      'token-has-another-audience',
      'token-is-malformed',
    ]);
  });

  test('are refused if two are for one node', async () => {
    expect(tokensByAudience([cee, asia, await tokenFor('cee', 'j2')])).toMatchObject({
      code: 'two-tokens-for-one-audience',
    });
  });

  test('are not refused if one is sent twice', () => {
    const answer = tokensByAudience([cee, cee]);
    expect(!isRejection(answer) && answer.tokens.size).toBe(1);
  });
});

test('a node is sent its own token and no other', () => {
  const answer = tokensByAudience([cee, asia]);
  if (isRejection(answer)) expect.fail(answer.code);
  expect(headersFor('cee', answer.tokens)).toEqual({ authorization: `Bearer ${cee}` });
  expect(JSON.stringify(headersFor('cee', answer.tokens))).not.toContain(asia);
  expect(headersFor('africa', answer.tokens)).toEqual({});
});
