import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AGREEMENTS, json, TestGateway, token } from './gateway.test-helper.ts';

let at: TestGateway;
beforeAll(async () => {
  at = await TestGateway.start();
});
afterAll(() => at.stop());

describe('tokens', () => {
  test('go to the node that each is for, and to nobody else', async () => {
    at.trademark = json({ data: { mine: { totalCount: 0 } } });
    const [mine, other] = [await token('trademark'), await token('cee')];
    await at.ask(AGREEMENTS, { 'hubgraph-tokens': `${other}, ${mine}` });
    expect(at.seen).toEqual([{ authorization: `Bearer ${mine}`, tokens: undefined }]);
    await at.ask(AGREEMENTS, { authorization: `Bearer ${other}` });
    expect(at.seen).toEqual([{ authorization: undefined, tokens: undefined }]);
    await at.ask(AGREEMENTS, { authorization: `Bearer ${mine}`, 'hubgraph-tokens': mine });
    expect(at.seen).toEqual([{ authorization: `Bearer ${mine}`, tokens: undefined }]);
  });

  test.each<[string, string, () => Promise<Record<string, string>>]>([
    ['that is garbage', 'token-is-malformed', async () => ({ authorization: 'Bearer x' })],
    ['one of which is garbage', 'token-is-malformed', async () => ({ 'hubgraph-tokens': `${await token('cee')}, x` })],
    [
      'two for one node',
      'two-tokens-for-one-audience',
      async () => ({ authorization: `Bearer ${await token('cee')}`, 'hubgraph-tokens': await token('cee') }),
    ],
    [
      'too many',
      'tokens-are-too-many',
      async () => ({ 'hubgraph-tokens': Array.from({ length: 17 }, (_, n) => `t${n}`).join(',') }),
    ],
  ])('%s are refused with 401 and %s', async (_, reason, headers) => {
    at.trademark = json({ data: { mine: { totalCount: 0 } } });
    const { status, data, errors, text } = await at.ask(AGREEMENTS, await headers());
    expect(status).toBe(401);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED', reason });
    expect(text).not.toContain('stack');
    expect(at.seen).toEqual([]);
  });
});

describe('positions', () => {
  const ending = (name: string) =>
    `${name}: endTrademarkAgreement(input: { agreement: "trademark:agreement:01JD3Z7N4QK8R2V6X0Y5ABCDEF", reason: "x" }) { __typename }`;
  const closing =
    'closeFundraisingSessions(input: { person: "fundraising:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF" }) { __typename }';

  test('go on to the node that each is of', async () => {
    at.trademark = json({ data: { mine: { totalCount: 0 } } });
    await at.ask(AGREEMENTS, { 'hub-after': 'cee=9, trademark=5' });
    await at.ask(AGREEMENTS, { 'hub-after': 'cee=9' });
    await at.ask(AGREEMENTS);
    expect(at.seen.map(({ after }) => after)).toEqual([undefined]);
    await at.ask(AGREEMENTS, { 'hub-after': 'cee=9, trademark=5' });
    expect(at.seen.map(({ after }) => after)).toEqual(['trademark=5']);
  });

  test('that a node answered go on with what is asked later in the same request, and to the client', async () => {
    let seq = 6;
    at.trademark = (request, response) => {
      seq += 1;
      const names = seq === 7 ? ['a'] : ['b'];
      const data = Object.fromEntries(names.map((name) => [name, { __typename: 'Refused' }]));
      json({ data, extensions: { position: { node: 'trademark', seq } } })(request, response);
    };
    const answer = await at.ask(`mutation { ${ending('a')} ${closing} ${ending('b')} }`, {
      'hub-after': 'trademark=5',
    });
    expect(at.seen.map(({ after }) => after)).toEqual(['trademark=5', 'trademark=7']);
    expect(JSON.parse(answer.text).extensions).toEqual({ positions: { trademark: 8 } });
  });

  test('that the node has not reached are told by its own error', async () => {
    const extensions = { code: 'HUB_BEHIND', node: 'trademark', after: '5', position: '4' };
    at.trademark = json({ errors: [{ message: 'trademark stands at 4.', extensions }] }, 409);
    const { status, errors } = await at.ask(AGREEMENTS, { 'hub-after': 'trademark=5' });
    expect(status).toBe(200);
    expect(errors).toMatchObject([{ extensions }]);
  });

  test.each([
    ...['trademark', 'trademark=5,', 'trademark=5,trademark=6', 'trademark=1e3'].map((after) => ({
      'hub-after': after,
    })),
    { 'hub-partial': 'perhaps' },
  ])('are refused, and so is what cannot be read of partial answers: %o', async (headers) => {
    const { status, errors } = await at.ask(AGREEMENTS, headers);
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_REQUEST' });
    expect(at.seen).toEqual([]);
  });
});
