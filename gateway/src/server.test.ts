import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AGREEMENTS, json, TestGateway } from './gateway.test-helper.ts';

let at: TestGateway;
beforeAll(async () => {
  at = await TestGateway.start();
});
afterAll(() => at.stop());

test('the gateway starts while only some nodes answer, and says that it is ready', async () => {
  expect(await at.send('/health')).toMatchObject({ status: 200 });
  expect((await at.send('/ready')).text).toMatch(/^\{"status":"ready","epoch":1,"supergraph":"[0-9a-f]{64}"\}$/);
});

test('what a node answers is passed on', async () => {
  at.trademark = json({ data: { mine: { totalCount: 3 } } });
  expect((await at.ask(AGREEMENTS)).data).toEqual({ mine: { totalCount: 3 } });
});

describe('a node that does not answer', () => {
  test.each<[string, string, string, RequestListener]>([
    ['hangs up', AGREEMENTS, 'refused', (request) => void request.socket.destroy()],
    ['never answers', AGREEMENTS, 'timed-out', () => {}],
    [
      'is behind a proxy that fails',
      AGREEMENTS,
      'http-502',
      (_, response) => void response.writeHead(502).end('<html>'),
    ],
    ['sends something else', AGREEMENTS, 'not-json', (_, response) => void response.end('<html>')],
    ['sends JSON that is no answer', AGREEMENTS, 'malformed', json([1])],
  ])('because it %s costs what it owns, and is named', async (_, query, reason, listener) => {
    at.trademark = listener;
    if (reason === 'timed-out') at.patienceMs = 100;
    const { status, data, errors, text } = await at.ask(query);
    at.patienceMs = 40_000;
    expect(status).toBe(200);
    expect(data ?? { mine: null }).toEqual({ mine: null });
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('trademark'),
        extensions: { code: 'NODE_UNAVAILABLE', node: 'trademark', reason },
      }),
    ]);
    expect(text).not.toMatch(/127\.0\.0\.1|stack|node_modules/);
  });

  test('is told with the path of what is missing', async () => {
    at.trademark = json([1]);
    const { errors } = await at.ask('{ mine: trademarkAgreements { totalCount } council: registry { epoch } }');
    const byNode = errors?.map(({ path, extensions }) => [extensions?.['node'], path]).sort();
    expect(byNode).toEqual([
      ['council', ['council']],
      ['trademark', ['mine']],
    ]);
  });

  test('is told with a path of the client’s own query where it was asked for parts of things', async () => {
    at.trademark = json({ data: { list: { nodes: [{ hub: { __typename: 'Hub', id: 'cee' } }] } } });
    const { data, errors, text } = await at.ask('{ list: trademarkAgreements { nodes { hub { id status } } } }');
    expect(data).toEqual({ list: { nodes: [{ hub: { id: 'cee', status: null } }] } });
    expect(errors?.[0]).toMatchObject({
      path: expect.arrayContaining(['list', 'nodes', 'hub']),
      extensions: { code: 'NODE_UNAVAILABLE', node: 'council', reason: 'http-502' },
    });
    expect(text).not.toContain('_entities');
  });

  test('costs nothing of what others own', async () => {
    at.trademark = json({ data: { a: { id: 'x' } } });
    const { data, errors } = await at.ask('{ a: trademarkAgreement(id: "x") { id } b: campaign(id: "y") { id } }');
    expect(data).toEqual({ a: { id: 'x' }, b: null });
    expect(errors).toMatchObject([
      { extensions: { code: 'NODE_UNAVAILABLE', node: 'fundraising', reason: 'refused' } },
    ]);
  });

  test.each([
    ['an error that is null', { errors: [null] }],
    ['data that is text', { data: 'x' }],
    ['errors that are no list', { errors: 'x' }],
  ])('but sends %s is an error with a code', async (_, body) => {
    at.trademark = json(body);
    const { status, errors } = await at.ask(AGREEMENTS);
    expect(status).toBe(200);
    expect(errors).toMatchObject([{ extensions: { code: 'NODE_UNAVAILABLE', node: 'trademark' } }]);
  });
});

test("a node's inner error is not passed on in its words, and logged with the request's id, which the node had too", async () => {
  at.logged.length = 0;
  const passedOn: unknown[] = [];
  const answer = json({
    data: null,
    errors: [
      { message: 'password is hunter2', extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: ['at x.ts:1'] } },
    ],
  });
  at.trademark = (request, response) => {
    passedOn.push(request.headers['x-request-id']);
    answer(request, response);
  };
  const { text, errors } = await at.ask(AGREEMENTS);
  expect(errors?.[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
  expect(text).not.toMatch(/hunter2|x\.ts/);
  expect(at.logged).toEqual([
    { level: 'error', message: 'password is hunter2', request: expect.any(String) },
    expect.objectContaining({ level: 'info', codes: ['INTERNAL_SERVER_ERROR'], request: passedOn[0] }),
  ]);
  expect(at.logged[0]).toMatchObject({ request: passedOn[0] });
});

test('a gateway that runs only trusted documents serves the page, and nothing of strangers', async () => {
  const told: unknown[] = [];
  const strict = await at.another({ onlyTrusted: true }, (entry) => told.push(entry));
  try {
    at.trademark = json({ data: null, errors: [{ message: 'x' }] });
    const page = await fetch(`${strict.url}/en`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('</html>')]);
    expect(told).toContainEqual(expect.objectContaining({ operation: 'query', name: expect.any(String) }));
    expect(JSON.stringify(told)).not.toContain('DOCUMENT_');
    for (const body of [{ query: AGREEMENTS }, [{ query: AGREEMENTS }], {}]) {
      const refused = await fetch(`${strict.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain('DOCUMENT_NOT_TRUSTED');
    }
    expect(JSON.stringify(told)).toContain('DOCUMENT_NOT_TRUSTED');
  } finally {
    await strict.stop();
  }
});

test('the stock engine in the place of our own answers, refuses and names who is missing in the same way', async () => {
  await using ends = new AsyncDisposableStack();
  const answers: unknown[] = [];
  for (const engine of ['own', 'stock'] as const) {
    const one = await at.another({ engine });
    ends.defer(() => one.stop());
    const told: unknown[] = [];
    for (const [query, answer] of [
      [AGREEMENTS, '{"data":{"mine":{"totalCount":7}}}'],
      [AGREEMENTS, '<html>'],
      ['query A { __typename } query B { __typename }', ''],
    ] as const) {
      at.trademark = (_request, response) => void response.end(answer);
      const response = await fetch(`${one.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      told.push([response.status, await response.json()]);
    }
    answers.push(told);
  }
  expect(answers[1]).toEqual(answers[0]);
  expect(JSON.stringify(answers[0])).toMatch(/"totalCount":7.*NODE_UNAVAILABLE.*OPERATION_RESOLUTION_FAILURE/);
});
