import { dashboard, type Graph, type GraphAnswer, type NodeFiles } from '@hubgraph/dashboard';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { encodeSessions, type Session } from '../session/cookie.ts';
import { NO_FILES } from '../testing.test-helper.ts';

const OWN = { 'sec-fetch-site': 'same-origin', accept: 'text/html' };
const NOW = Date.parse('2026-11-21T12:00:00Z');
const HUB = 'cee';
const mayFormTeam = {
  hub: { id: HUB, name: 'CEE', permissions: { formTeam: { allowed: true, code: null, reason: null } } },
};

type Answer = GraphAnswer<unknown> | Promise<GraphAnswer<unknown>>;
type After = ReadonlyMap<string, number>;
type Answers = Readonly<Record<string, (variables: Record<string, unknown>, after: After) => Answer>>;

let app: FastifyInstance | undefined;
afterEach(() => app?.close());

/** The pages as the gateway serves them, over a graph that answers from a table, by operations with a small first letter; what is not in it was not to be asked. */
async function served(
  answers: Answers,
  asked: string[] = [],
  after: () => Promise<void> = () => new Promise(() => {}),
  files: NodeFiles = NO_FILES,
) {
  const graph: Graph = {
    async ask({ name }, variables, _tokens, after = new Map()) {
      asked.push(name);
      const answer = answers[`${name.charAt(0).toLowerCase()}${name.slice(1)}`];
      if (answer === undefined) throw new Error(`Nobody said what ${name} answers.`);
      return (await answer(variables as Record<string, unknown>, after)) as never;
    },
  };
  let key = 0;
  const newKey = (): string => {
    key += 1;
    return `key-number-${key}`;
  };
  app = fastify({ routerOptions: { ignoreTrailingSlash: true } });
  await app.register(
    dashboard({ graph, files, now: () => NOW, newKey, after, isSecure: false, demo: undefined, log: () => {} }),
  );
  return app;
}

const data = (value: unknown): Answer => ({ data: value, errors: [] });
const session = (tokenEndsAt: number): Session => ({
  node: HUB,
  person: `${HUB}:person:1`,
  name: 'Ana',
  secret: 's',
  endsAt: NOW + 1e9,
  token: 't',
  tokenEndsAt,
});
const signedIn = (tokenEndsAt = NOW + 1e6) => ({
  cookie: `hubgraph-session=${encodeSessions([session(tokenEndsAt)])}`,
});
const form = (fields: Readonly<Record<string, string>>) => ({
  payload: new URLSearchParams(fields).toString(),
  headers: { ...OWN, ...signedIn(), 'content-type': 'application/x-www-form-urlencoded' },
});
const TYPED = { name: 'Readers', charter: 'To read.' };

describe('addresses', () => {
  test.each(['//:99999', '/en//', '/%', '/en/hubs/%ff', '/xx', '/EN'])('%s is no fault of the server', async (url) => {
    const { statusCode } = await (await served({})).inject({ url, headers: OWN });
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(statusCode).toBeLessThan(500);
  });

  test('what is asked for its head alone is not made: a file is not read to be thrown away', async () => {
    const asked: string[] = [];
    const { statusCode, body } = await (await served({ hubOfExports: () => data(null) }, asked)).inject({
      method: 'HEAD',
      url: '/en',
      headers: OWN,
    });
    expect([statusCode, body, asked]).toEqual([200, '', []]);
  });

  test.each([
    ['/en/hubs', '/en/hubs'],
    ['/汉', '/%E6%B1%89'],
    ['/a\u0001b', '/a%01b'],
    ['//elsewhere.example', '/en/you'],
    ['/\\elsewhere.example', '/en/you'],
    ['/.//elsewhere.example', '/en/you'],
    ['/\t/elsewhere.example', '/en/you'],
    ['https://elsewhere.example', '/en/you'],
    ['', '/en/you'],
  ])('after signing in one goes from %j to %s, never to another host', async (next, location) => {
    const opened = {
      __typename: 'SignedIn',
      session: 'secret',
      sessionExpiresAt: '2026-12-21T12:00:00Z',
      accessToken: 'token',
      accessTokenExpiresAt: '2026-11-21T12:05:00Z',
      node: HUB,
      person: { id: `${HUB}:person:1`, name: 'Ana' },
    };
    const page = await served({ signInAtHub: () => data({ session: opened }) });
    const answer = await page.inject({ method: 'POST', url: '/en/sign-in', ...form({ node: HUB, code: 'c', next }) });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, location]);
    expect(answer.headers['set-cookie']).toMatch(/^hubgraph-session=.*HttpOnly; SameSite=Lax$/);
  });
});

test('a session that ends at no moment is none', async () => {
  const opened = {
    __typename: 'SignedIn',
    session: 'secret',
    sessionExpiresAt: 'never',
    accessToken: 'token',
    accessTokenExpiresAt: '2026-11-21T12:05:00Z',
    node: HUB,
    person: { id: `${HUB}:person:1`, name: 'Ana' },
  };
  const nodes = { hubs: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } };
  const page = await served({ signInAtHub: () => data({ session: opened }), nodesToSignInAt: () => data(nodes) });
  const answer = await page.inject({ method: 'POST', url: '/en/sign-in', ...form({ node: HUB, code: 'c' }) });
  expect(answer.statusCode).toBe(422);
  expect(answer.headers['set-cookie']).toBeUndefined();
});

describe('forms', () => {
  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['nobody knows where', {}],
    ['another port', { origin: 'http://localhost:81' }],
    ['another scheme', { origin: 'https://localhost:80' }],
    ['a page without origin', { origin: 'null' }],
  ])('from %s are refused', async (_, from) => {
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...from };
    const page = await served({});
    expect((await page.inject({ method: 'POST', url: '/en/sign-in', headers, payload: 'node=cee' })).statusCode).toBe(
      403,
    );
  });

  test('the longest text in the script that takes most can be sent; what is longer is told on a page', async () => {
    const page = await served({ teamsHub: () => data(mayFormTeam) });
    const send = (name: string) =>
      page.inject({ method: 'POST', url: `/en/act/form-team?about=${HUB}`, ...form({ ...TYPED, name }) });
    expect((await send('汉'.repeat(20_000))).statusCode).toBe(422);
    const tooLong = await send('汉'.repeat(60_000));
    expect(tooLong.statusCode).toBe(413);
    expect(tooLong.body).toContain('This is too long to be sent');
  });

  test('whose node does not answer are held, with all that was typed and the key', async () => {
    const errors = [{ message: '', code: 'HUB_UNAVAILABLE', node: HUB, reason: 'timed-out' }];
    const page = await served({ teamsHub: () => ({ data: { hub: null }, errors }) });
    const sent = { ...TYPED, step: 'confirm', key: 'the-same-key' };
    const answer = await page.inject({ method: 'POST', url: `/en/act/form-team?about=${HUB}`, ...form(sent) });
    expect(answer.statusCode).toBe(503);
    for (const [name, value] of Object.entries(sent)) expect(answer.body).toContain(`name="${name}" value="${value}"`);
    expect((await page.inject({ url: `/en/act/form-team?about=${HUB}`, headers: OWN })).statusCode).toBe(503);
  });

  test('of which the key was used for something else get a new one', async () => {
    const refused = { __typename: 'Refused', code: 'idempotency-key-was-used', message: 'Used.' };
    const page = await served({
      teamsHub: () => data(mayFormTeam),
      formTeam: () => data({ formTeam: refused }),
    });
    const answer = await page.inject({
      method: 'POST',
      url: `/en/act/form-team?about=${HUB}`,
      ...form({ ...TYPED, step: 'confirm', key: 'a-key-that-was-used' }),
    });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('value="key-number-1"');
    expect(answer.body).not.toContain('a-key-that-was-used');
  });

  test('leave a draft on the device of who is signed in, and of nobody else', async () => {
    const page = await served({ teamsHub: () => data(mayFormTeam) });
    const draftAs = async (headers: Record<string, string>): Promise<boolean> =>
      (await page.inject({ url: `/en/act/form-team?about=${HUB}`, headers: { ...OWN, ...headers } })).body.includes(
        'data-draft=',
      );
    expect([await draftAs(signedIn()), await draftAs({})]).toEqual([true, false]);
  });
});

describe('whoever acted', () => {
  /** A hub of two replicas, of which the first takes what is done, and the second what is asked; it reads on when told to. */
  function replicas() {
    let [written, read] = [6, 6];
    const told: string[] = [];
    const answers: Answers = {
      teamsHub: () => data(mayFormTeam),
      formTeam() {
        written += 1;
        const formed = { formTeam: { __typename: 'Team', id: `${HUB}:team:1` } };
        return { data: formed, errors: [], positions: new Map([[HUB, written]]) };
      },
      team(_, after) {
        told.push([...after].join());
        const wanted = after.get(HUB) ?? 0;
        if (wanted > written) return { data: { team: null }, errors: [behind] };
        read = Math.max(read, wanted);
        return data({ team: read > 6 ? TEAM : null });
      },
      learningsBeside: () => data({ hub: { id: HUB, learnings: { totalCount: 0, nodes: [] } } }),
    };
    return { answers, told };
  }
  const behind = { message: '', code: 'HUB_BEHIND', node: HUB };
  const applications = { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
  const TEAM = {
    id: `${HUB}:team:1`,
    name: 'Readers of Nis',
    charter: 'We read.',
    status: 'FORMED',
    formedAt: '2026-11-21T12:00:00.000Z',
    formedBy: null,
    recognisedAt: null,
    recognisedBy: null,
    coach: null,
    hub: { id: HUB, name: 'CEE' },
    applications,
  };
  const done = async (page: FastifyInstance) =>
    page.inject({ method: 'POST', url: `/en/act/form-team?about=${HUB}`, ...form({ ...TYPED, step: 'confirm' }) });
  const shown = (page: FastifyInstance, cookie?: string) =>
    page.inject({ url: `/en/teams/${HUB}:team:1`, headers: { ...OWN, ...(cookie === undefined ? {} : { cookie }) } });

  test('reads what they did, whichever replica answers; who knows nothing of it reads what that one has', async () => {
    const { answers, told } = replicas();
    const page = await served(answers);
    const answer = await done(page);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `/en/teams/${HUB}:team:1?done=formTeam`]);
    const [after] = [answer.headers['set-cookie']].flat();
    expect(after).toBe('hubgraph-after=cee=7; Max-Age=60; Path=/; HttpOnly; SameSite=Lax');
    expect((await shown(page)).statusCode).toBe(404);
    const own = await shown(page, after?.split(';')[0]);
    expect([own.statusCode, own.headers['set-cookie']]).toEqual([200, undefined]);
    expect(own.body).toContain('Readers of Nis');
    expect(told).toEqual(['', 'cee,7']);
  });

  test('is told that a node is behind, not that there is nothing', async () => {
    const page = await served(replicas().answers);
    const answer = await shown(page, 'hubgraph-after=cee%3D8');
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('It has not read yet what you did just now.');
  });

  test.each(['x', 'cee', '%', 'cee%3D7%3B', 'cee%3D-1'])(
    'with a cookie that is none (%s) is anybody',
    async (value) => {
      const { answers, told } = replicas();
      expect((await shown(await served(answers), `hubgraph-after=${value}`)).statusCode).toBe(404);
      expect(told).toEqual(['']);
    },
  );
});

describe('a session', () => {
  test('is not renewed for a page that needs it for nothing, and does not hold up one that does', async () => {
    const asked: string[] = [];
    const never = () => new Promise<GraphAnswer<unknown>>(() => {});
    const page = await served({ renewAtHub: never, waitingAtHub: () => data({ hub: null }) }, asked, async () => {});
    const headers = { ...OWN, ...signedIn(NOW - 1) };
    expect((await page.inject({ url: '/en/about', headers })).body).toContain('Waiting for');
    expect(asked).toEqual([]);
    expect((await page.inject({ url: '/en/you', headers })).statusCode).toBe(200);
    expect(asked).toEqual(['RenewAtHub', 'WaitingAtHub']);
  });

  test('has what waits on top of the first page, and no hanging node holds that page up', async () => {
    const waiting = (nodes: readonly object[]) =>
      data({ hub: { access: { viewer: null, waiting: { nodes, hasMore: false } } } });
    const team = { kind: 'RECOGNISE_TEAM', subject: 'cee:team:1', part: null, title: 'Readers', since: null };
    const down = () => data({ movementFinance: null });
    const quick = await served({
      waitingAtHub: () => waiting([team]),
      movementFinance: down,
      currenciesWithRates: down,
    });
    expect((await quick.inject({ url: '/en', headers: { ...OWN, ...signedIn() } })).body).toMatch(
      /class="acts"[\s\S]*recognise-team\?about=cee%3Ateam%3A1/,
    );
    await app?.close();
    const never = () => new Promise<GraphAnswer<unknown>>(() => {});
    const slow = await served(
      { waitingAtHub: never, movementFinance: down, currenciesWithRates: down },
      [],
      async () => {},
    );
    expect((await slow.inject({ url: '/en', headers: { ...OWN, ...signedIn() } })).statusCode).toBe(200);
  });

  test('that is over is forgotten, and said so', async () => {
    const over = { __typename: 'Refused', code: 'session-is-over', message: 'Over.' };
    const page = await served({ renewAtHub: () => data({ session: over }) });
    const answer = await page.inject({ url: '/en/you', headers: { ...OWN, ...signedIn(NOW - 1) } });
    expect(answer.body).toContain('You were signed out at');
    expect(answer.headers['set-cookie']).toMatch(/^hubgraph-session=;/);
  });

  test('makes no page that may be kept', async () => {
    const page = await served({ teamsHub: () => data(mayFormTeam) });
    const kept = async (url: string, headers: Record<string, string> = {}) =>
      (await page.inject({ url, headers: { ...OWN, ...headers } })).headers['cache-control'];
    expect(await kept('/en/about')).toBe('no-cache');
    expect(await kept('/en/about', signedIn())).toBe('no-store');
    expect(await kept(`/en/act/form-team?about=${HUB}`)).toBe('no-store');
  });
});

describe('a form with a file', () => {
  const hub = {
    id: HUB,
    name: 'CEE',
    country: 'KE',
    currency: 'KES',
    payeeForMe: null,
    payees: { nodes: [] },
    books: { funds: { nodes: [] } },
    permissions: { submitExpense: { allowed: true, code: null, reason: null } },
  };
  const answers: Answers = { hubForExpense: () => data({ hub, teams: { nodes: [] } }) };
  const JPEG = Buffer.from([0xff, 0xd8, 0xff, 1]);
  const body = (bytes: Buffer) =>
    Buffer.concat([
      Buffer.from('--b\r\ncontent-disposition: form-data; name="title"\r\n\r\nHall\r\n'),
      Buffer.from('--b\r\ncontent-disposition: form-data; name="receipt"; filename="hall.jpg"\r\n\r\n'),
      bytes,
      Buffer.from('\r\n--b--\r\n'),
    ]);
  const post = async (
    files: NodeFiles,
    bytes: Buffer = JPEG,
    headers: object = signedIn(),
    payload: Buffer = body(bytes),
  ) =>
    (await served(answers, [], undefined, files)).inject({
      method: 'POST',
      url: `/en/act/submit-expense?about=${HUB}`,
      headers: { ...OWN, 'content-type': 'multipart/form-data; boundary=b', ...headers },
      payload,
    });
  const UPLOAD = 'cee:upload:01ARZ3NDEKTSV4RRFFQ69G5FAV';

  test('hands it on to the node as whoever is signed in there, and keeps no more than its id', async () => {
    const sent: unknown[] = [];
    const send: NodeFiles['send'] = async (node, token, bytes) => {
      sent.push([node, token, Buffer.from(bytes).equals(JPEG)]);
      return { upload: UPLOAD };
    };
    const { statusCode, body: html } = await post({ ...NO_FILES, send });
    expect(sent).toEqual([[HUB, 't', true]]);
    // The other fields are missing: the form comes back with what was typed, and with the file.
    expect(statusCode).toBe(422);
    expect(html).toContain(`value="${UPLOAD} hall.jpg"`);
    expect(html).toContain('value="Hall"');
  });

  test.each<[string, number, string, NodeFiles, Buffer, object]>([
    ['that is no photo', 422, 'Only JPEG, PNG, WebP and PDF', NO_FILES, Buffer.from('<script>'), signedIn()],
    ['that is too large', 422, 'larger than 8 MB', NO_FILES, Buffer.alloc(8_400_000), signedIn()],
    ['that the node does not take', 422, 'did not take the file', NO_FILES, JPEG, signedIn()],
    ['of nobody who is signed in', 401, 'Your session ended', NO_FILES, JPEG, {}],
    ['of another site', 403, 'another site', NO_FILES, JPEG, { 'sec-fetch-site': 'cross-site' }],
    [
      'that the node refuses',
      409,
      'Go on tomorrow.',
      { ...NO_FILES, send: async () => ({ refused: { code: 'uploads-are-too-many', message: 'Go on tomorrow.' } }) },
      JPEG,
      signedIn(),
    ],
  ])('%s is told', async (_, status, words, files, bytes, headers) => {
    const { statusCode, body: html } = await post(files, bytes, headers);
    expect([statusCode, html.includes(words)]).toEqual([status, true]);
    if (status !== 403) expect(html).toContain('value="Hall"');
  });

  test('that cannot be read, or is larger than any, is refused', async () => {
    expect((await post(NO_FILES, JPEG, signedIn(), Buffer.from('--x'))).statusCode).toBe(400);
    expect((await post(NO_FILES, Buffer.alloc(18_000_000))).statusCode).toBe(413);
  });

  test('a receipt’s file is given as whoever is signed in at its node, to be kept and not shown', async () => {
    const read: NodeFiles['read'] = async (_node, token, id) =>
      token === 't' || id.endsWith('~copy') ? { mediaType: 'image/jpeg', bytes: JPEG } : undefined;
    const page = await served({}, [], undefined, { ...NO_FILES, read });
    const url = '/en/receipts/cee:expense-receipt:01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const given = await page.inject({ url, headers: { ...OWN, ...signedIn() } });
    expect([given.statusCode, given.rawPayload.equals(JPEG)]).toEqual([200, true]);
    expect(given.headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'no-store' });
    expect(given.headers['content-disposition']).toMatch(/^attachment; filename="receipt-\w{26}\.jpg"$/);
    expect((await page.inject({ url, headers: OWN })).statusCode).toBe(404);
    expect((await page.inject({ url: `${url}?copy=1`, headers: OWN })).statusCode).toBe(200);
    expect((await page.inject({ url: '/en/receipts/..%2Fadmin', headers: OWN })).statusCode).toBe(404);
  });
});

describe('a file that goes ahead of its form', () => {
  const UPLOAD = `${HUB}:upload:01ARZ3NDEKTSV4RRFFQ69G5FAV`;
  const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
  const OWN_SCRIPT = { 'sec-fetch-site': 'same-origin', ...signedIn() };
  const PIECE = { ...OWN_SCRIPT, 'content-type': 'application/octet-stream' };
  const asked: unknown[] = [];
  const files: NodeFiles = {
    ...NO_FILES,
    async begin(node, token, sizeBytes) {
      asked.push(['begin', node, token, sizeBytes]);
      return { upload: UPLOAD };
    },
    async append(node, token, upload, offset, piece) {
      asked.push(['append', node, token, upload, offset, piece.length]);
      return offset > 7 ? { failed: true } : { offset: offset + piece.length };
    },
    reached: async () => ({ offset: 7 }),
  };
  const ask = async (
    method: 'GET' | 'PATCH' | 'POST',
    url: string,
    headers: Record<string, string> = OWN_SCRIPT,
    payload?: Buffer,
    of: NodeFiles = files,
  ) => {
    const page = await served({}, [], undefined, of);
    const answer = await page.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return [answer.statusCode, answer.json()];
  };

  test('goes on to its node piece by piece, as whoever is signed in there', async () => {
    asked.length = 0;
    expect(await ask('POST', `/uploads/${HUB}?size=7`)).toEqual([200, { upload: UPLOAD }]);
    expect(await ask('PATCH', `/uploads/${UPLOAD}?offset=0`, PIECE, JPEG)).toEqual([200, { offset: 7 }]);
    expect(await ask('GET', `/uploads/${UPLOAD}`)).toEqual([200, { offset: 7 }]);
    expect(asked).toEqual([
      ['begin', HUB, 't', 7],
      ['append', HUB, 't', UPLOAD, 0, 7],
    ]);
  });

  test.each<[string, number, Parameters<typeof ask>]>([
    ['larger than nodes take', 413, ['POST', `/uploads/${HUB}?size=8400000`]],
    ['of no size', 400, ['POST', `/uploads/${HUB}`]],
    ['for no node', 400, ['POST', '/uploads/..%2Fadmin?size=7']],
    ['of nobody', 401, ['POST', `/uploads/${HUB}?size=7`, { 'sec-fetch-site': 'same-origin' }]],
    ['of another site', 401, ['POST', `/uploads/${HUB}?size=7`, { ...signedIn(), 'sec-fetch-site': 'cross-site' }]],
    ['of somebody at another node', 401, ['POST', '/uploads/andes?size=7']],
    ['that is no photo', 415, ['PATCH', `/uploads/${UPLOAD}?offset=0`, PIECE, Buffer.from('<script>')]],
    ['that is none', 404, ['GET', '/uploads/cee:person:01ARZ3NDEKTSV4RRFFQ69G5FAV']],
    ['of which a piece is lost', 503, ['PATCH', `/uploads/${UPLOAD}?offset=8`, PIECE, JPEG]],
    ['whose pieces are too large', 413, ['PATCH', `/uploads/${UPLOAD}?offset=8`, PIECE, Buffer.alloc(300_000)]],
    [
      'that the node refuses',
      409,
      [
        'POST',
        `/uploads/${HUB}?size=7`,
        OWN_SCRIPT,
        undefined,
        {
          ...files,
          begin: async () => ({ refused: { code: 'uploads-are-too-many', message: 'Go on tomorrow.' } }),
        },
      ],
    ],
  ])('%s is refused', async (_, status, request) => {
    expect((await ask(...request))[0]).toBe(status);
  });
});
