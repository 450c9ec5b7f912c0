import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { json, TestGateway, token } from './gateway.test-helper.ts';

let at: TestGateway;
beforeAll(async () => {
  at = await TestGateway.start();
});
afterAll(() => at.stop());

describe('equal queries that are under way at once', () => {
  /** Answers with the token that it was asked with, when it is let go. */
  const held = (): { readonly go: () => void; readonly asked: Promise<void> } => {
    const [asked, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    at.trademark = async (request, response) => {
      asked.resolve();
      await go.promise;
      const terms = request.headers.authorization ?? 'anonymous';
      json({ data: { trademarkAgreements: { nodes: [{ terms }] } } })(request, response);
    };
    return { asked: asked.promise, go: go.resolve };
  };
  const QUERY = 'query Mine { trademarkAgreements { nodes { terms } } }';
  const post = (headers: Record<string, string> = {}, body: unknown = { query: QUERY }, signal?: AbortSignal) =>
    fetch(`${at.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      ...(signal === undefined ? {} : { signal }),
    });
  const termsIn = async (response: Response) =>
    ((await response.json()) as { data: { trademarkAgreements: { nodes: { terms: string }[] } } }).data
      .trademarkAgreements.nodes[0]?.terms;
  const sharedSoFar = async () =>
    Number(/hubgraph_requests_shared_total (\d+)/.exec(await (await fetch(`${at.url}/metrics`)).text())?.[1]);
  /** Turns of the one loop that both sides run in, however slow the machine. */
  const settled = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  /** Waits until so many requests have come since the test began, and are with the engine. */
  const arrived = async (count: number) => {
    while (at.arrivals < count) await settled();
    await settled();
  };
  beforeEach(() => {
    at.arrivals = 0;
    at.seen = [];
  });

  test('get one answer where they are of one identity, and never another’s', async () => {
    const before = await sharedSoFar();
    const { go } = held();
    const [ana, ben] = [`Bearer ${await token('trademark')}`, `Bearer ${await token('trademark')}`];
    const who = ['', ana, ben, ana, '', ben, ben, ''];
    const running = who.map((authorization) => post(authorization === '' ? {} : { authorization }));
    await arrived(who.length);
    go();
    const answers = await Promise.all(running.map(async (one) => termsIn(await one)));
    expect(answers).toEqual(who.map((authorization) => authorization || 'anonymous'));
    expect(at.seen.map(({ authorization }) => authorization ?? '').sort()).toEqual(['', ana, ben].sort());
    expect((await sharedSoFar()) - before).toBe(5);
  });

  test.each<[string, Parameters<typeof post>]>([
    ['other variables', [{}, { query: QUERY, variables: { n: 1 } }]],
    ['another name of the operation', [{}, { query: `${QUERY} query Other { __typename }`, operationName: 'Mine' }]],
    ['a position of their own', [{ 'hub-after': 'trademark=5' }]],
    ['no part in place of the whole', [{ 'hub-partial': 'ABORT' }]],
    ['a token for another node', [{ 'hubgraph-tokens': 'cee' }]],
  ])('run alone with %s', async (_name, [headers, body]) => {
    const { go } = held();
    const given = headers?.['hubgraph-tokens'] === 'cee' ? { 'hubgraph-tokens': await token('cee') } : headers;
    const running = [post(), post(given, body)];
    await arrived(2);
    go();
    expect(await Promise.all(running.map(async (one) => termsIn(await one)))).toEqual(['anonymous', 'anonymous']);
    expect(at.seen).toHaveLength(2);
  });

  test('go on when the one who asked first has left', async () => {
    const { go, asked } = held();
    const left = new AbortController();
    const first = post({}, undefined, left.signal);
    await asked;
    const second = post();
    await arrived(2);
    left.abort();
    await expect(first).rejects.toThrow();
    await settled();
    go();
    expect(await termsIn(await second)).toBe('anonymous');
    expect(at.seen).toHaveLength(1);
  });

  test('each ask for themselves what was not whole', async () => {
    let calls = 0;
    at.trademark = async (request, response) => {
      calls += 1;
      const isFirst = calls === 1;
      await arrived(3);
      json(isFirst ? [1] : { data: { trademarkAgreements: { nodes: [{ terms: `${calls}` }] } } })(request, response);
    };
    const answers = await Promise.all([post(), post(), post()].map(async (one) => (await one).text()));
    expect(answers.filter((one) => one.includes('NODE_UNAVAILABLE'))).toHaveLength(1);
    expect(calls).toBe(3);
  });

  test('begin anew after a mutation, and mutations never share', async () => {
    let calls = 0;
    const go = Promise.withResolvers<void>();
    const mutation =
      'mutation { closeFundraisingSessions(input: { person: "fundraising:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF" }) { __typename } }';
    const ending =
      'mutation { endTrademarkAgreement(input: { agreement: "trademark:agreement:01JD3Z7N4QK8R2V6X0Y5ABCDEF", reason: "x" }) { __typename } }';
    at.trademark = async (request, response) => {
      const body = await new Promise<string>((resolve) => {
        let text = '';
        request.on('data', (part) => (text += part)).on('end', () => resolve(text));
      });
      if (body.includes('mutation')) {
        calls += 1;
        return json({ data: { endTrademarkAgreement: { __typename: 'Refused' } } })(request, response);
      }
      const terms = `after ${calls}`;
      if (calls === 0) await go.promise;
      json({ data: { trademarkAgreements: { nodes: [{ terms }] } } })(request, response);
    };
    const old = post();
    await arrived(1);
    await post({}, { query: mutation });
    await Promise.all([post({}, { query: ending }), post({}, { query: ending })]);
    expect(calls).toBe(2);
    expect(await termsIn(await post())).toBe('after 2');
    go.resolve();
    expect(await termsIn(await old)).toBe('after 0');
  });
});
