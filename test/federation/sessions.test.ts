import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type NodeSpec, until } from '@hubgraph/dev-env';
import { loadOrCreateNodeKeys, readSignInCode, SIGN_IN_CODE, signStatement } from '@hubgraph/identity';
import { newId, realWorld, sha256, type World } from '@hubgraph/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hubgraph } from '../command-line.test-helper.ts';
import { expectClean, type Fixture, type Raw, rawOf, seeded, send, settled } from './fixture.test-helper.ts';

const real = realWorld();
const MINUTE = 60_000;
const DAY = 86_400_000;
let ahead = 0;
const world: World = { ...real, clock: { ...real.clock, now: () => real.clock.now() + ahead } };

let fixture: Fixture;
/** Every code and every secret that was drawn here: no file of any node may hold one. */
const drawn = new Set<string>();
const logged: string[] = [];

beforeAll(async () => {
  fixture = await seeded(2, { world, log: (entry) => logged.push(JSON.stringify(entry)) });
  await settled(fixture.movement);
});
afterAll(() => fixture.end());

const NODES = ['east-africa', 'council', 'trademark', 'fundraising'] as const;
type Verb = 'issue' | 'signIn' | 'renew' | 'signOut' | 'close';

function fieldOf(verb: Verb, node: string): string {
  const name = fixture.movement.hubs.some(({ id }) => id === node) ? '' : node.charAt(0).toUpperCase() + node.slice(1);
  const at = name && `At${name}`;
  return {
    issue: `issue${name}SignInCode`,
    signIn: `signIn${at}`,
    renew: `renew${name}Session`,
    signOut: `signOut${at}`,
    close: `close${name}Sessions`,
  }[verb];
}

interface Result {
  readonly __typename: string;
  readonly code: string;
  readonly message?: string;
  readonly expiresAt: string;
  readonly session: string;
  readonly sessionExpiresAt: string;
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  readonly person: { readonly id: string; readonly name: string; readonly roles: readonly { readonly role: string }[] };
  readonly node: string;
  readonly count: number;
}

const PERSON = 'person { id name roles { role of } }';
const SHOWN: Record<Verb, string> = {
  issue: `... on SignInCode { code expiresAt ${PERSON} }`,
  signIn: `... on SignedIn { session sessionExpiresAt accessToken accessTokenExpiresAt ${PERSON} node }`,
  renew: `... on SignedIn { session sessionExpiresAt accessToken accessTokenExpiresAt ${PERSON} node }`,
  signOut: `... on SessionsEnded { count ${PERSON} }`,
  close: `... on SessionsEnded { count ${PERSON} }`,
};

/** Sends a mutation over HTTP, to the gateway or another address. */
async function sent(
  node: string,
  verb: Verb,
  input: Readonly<Record<string, unknown>>,
  token?: string,
  url = `${fixture.movement.gateway.url}/graphql`,
): Promise<Raw> {
  const field = fieldOf(verb, node);
  const isHub = field === fieldOf(verb, 'east-africa');
  const answer = await send(
    url,
    {
      query: `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { result: ${field}(input: $input) { __typename ${SHOWN[verb]} ... on Refused { code message } } }`,
      variables: { input: { ...(isHub ? { hub: node } : {}), ...input } },
    },
    token === undefined ? {} : { authorization: `Bearer ${token}` },
  );
  expectClean(answer);
  return answer;
}

async function give(...given: Parameters<typeof sent>): Promise<Result> {
  const { json } = await sent(...given);
  expect(json.errors).toBeUndefined();
  const result = json.data?.['result'] as Result;
  if (result.__typename === 'SignInCode') drawn.add(result.code);
  if (result.__typename === 'SignedIn') drawn.add(result.session);
  return result;
}

const refusal = (code: string) => ({ __typename: 'Refused', code });

async function personOf(node: string, role: string): Promise<{ id: string; token: string }> {
  const { movement } = fixture;
  const { people } = movement.spec(node).setup;
  const name = people.find(
    ({ roles, mandates = [] }) => roles.includes(role) || mandates.some(({ office }) => office === role),
  )?.name;
  const as = `${node}/${name}`;
  return { id: (await movement.client.person(as)).id, token: await movement.client.token(as) };
}

/** A person who was entered just now and has no role. */
async function newcomer(node: string): Promise<string> {
  const { token } = await personOf(node, 'administrator');
  const name = fieldOf('issue', node).replace(/^issue(.*)SignInCode$/, 'add$1Person');
  const isHub = name === 'addPerson';
  const { json } = await send(
    `${fixture.movement.gateway.url}/graphql`,
    {
      query: `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ... on Person { id } } }`,
      variables: { input: { ...(isHub ? { hub: node } : {}), name: 'Newcomer Demo' } },
    },
    { authorization: `Bearer ${token}` },
  );
  const added = json.data?.[name] as { id?: string } | undefined;
  return added?.id ?? 'nobody';
}

async function codeFor(node: string, person: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { token } = await personOf(node, 'administrator');
  const issued = await give(node, 'issue', { person, ...more }, token);
  expect(issued).toMatchObject({ __typename: 'SignInCode', person: { id: person } });
  return issued.code;
}

async function signedIn(node: string, person?: string): Promise<Result> {
  const code = await codeFor(node, person ?? (await newcomer(node)));
  const result = await give(node, 'signIn', { code });
  expect(result.__typename).toBe('SignedIn');
  return result;
}

/** Whether a token is good at its node: asked of the node itself, without changing anything. */
async function isGood(node: string, token: string): Promise<true | string> {
  const { status, json } = await send(
    `${fixture.movement.spec(node).config.endpoint}/graphql`,
    { query: '{ __typename }' },
    { authorization: `Bearer ${token}` },
  );
  return status === 200 ? true : String(json.errors?.[0]?.extensions?.['reason']);
}

async function position(node: string): Promise<number> {
  const answer = await rawOf(await fetch(`${fixture.movement.spec(node).config.endpoint}/ready`));
  return (answer.json as { position?: number }).position ?? -1;
}

describe('the operator’s command', () => {
  const described = (spec: NodeSpec): string => {
    const file = join(spec.config.folder, 'described.json');
    writeFileSync(file, JSON.stringify(spec));
    return file;
  };

  test('prints a code that the running node takes, once', async () => {
    const person = await newcomer('east-africa');
    const spec = fixture.movement.spec('east-africa');
    // In a process of its own, as operators run it: once is enough.
    const main = join(import.meta.dirname, '../../packages/cli/src/main.ts');
    const args = ['sign-in-code', described(spec), person, '--minutes', '10080'];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      main,
      ...args,
    ]);
    const code = stdout.trim();
    expect({ code, stderr }).toEqual({ code: expect.stringMatching(/^(\w{4}-){6}\w{4}$/), stderr: '' });
    drawn.add(code);
    expect(await give('east-africa', 'signIn', { code })).toMatchObject({ person: { id: person, roles: [] } });
    expect(await give('east-africa', 'signIn', { code })).toMatchObject(refusal('sign-in-code-was-used'));
  });

  test.each<[string, (spec: NodeSpec) => [NodeSpec, ...string[]], RegExp]>([
    [
      'for nobody',
      (spec) => [spec, 'east-africa:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF'],
      /person-is-unknown.*ERR_COMMAND_REFUSED/,
    ],
    ['for a thing', (spec) => [spec, 'east-africa:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF'], /ERR_CONFIG_UNREADABLE/],
    [
      'for longer than a week',
      (spec) => [spec, 'east-africa:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF', '--minutes', '10081'],
      /sign-in-code-lifetime-is-out-of-range/,
    ],
    [
      'for a time that is none',
      (spec) => [spec, 'east-africa:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF', '--minutes', 'long'],
      /^--minutes must be a whole number/,
    ],
    [
      'at a node that does not run',
      (spec) => [{ ...spec, config: { ...spec.config, port: 9 } }, 'east-africa:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF'],
      /does not answer.*ERR_NODE_DOES_NOT_ANSWER/,
    ],
    [
      'at another node',
      (spec) => [
        { ...spec, config: { ...spec.config, port: fixture.movement.spec('council').config.port } },
        'east-africa:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF',
      ],
      /statement-has-another-audience/,
    ],
  ])('%s says why in one line', async (_, given, expected) => {
    const before = await position('east-africa');
    const [spec, ...options] = given(fixture.movement.spec('east-africa'));
    const { said, code } = await hubgraph('sign-in-code', described(spec), ...options);
    expect(said).toMatch(expected);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
    expect(await position('east-africa')).toBe(before);
  });

  test('is taken from nobody but whoever has the node’s own key for statements, and each once', async () => {
    const person = await newcomer('east-africa');
    const keysOf = (node: string) => loadOrCreateNodeKeys(world, join(fixture.folder, node), node);
    const own = keysOf('east-africa');
    const now = world.clock.now();
    type Claims = Parameters<typeof signStatement>[1];
    const request = (over: Partial<Claims> = {}, keys: Parameters<typeof signStatement>[0] = own) =>
      signStatement(keys, {
        issuer: 'east-africa',
        audience: 'east-africa',
        type: SIGN_IN_CODE,
        id: newId(world, 'east-africa', 'command'),
        issuedAt: now,
        expiresAt: now + MINUTE,
        payload: { person, codeDigest: sha256(String(now)), lifetimeMinutes: 15 },
        ...over,
      });
    const post = (body: string, type = 'application/jwt') =>
      send(`${fixture.movement.spec('east-africa').config.endpoint}/operator/sign-in-codes`, body, {
        'content-type': type,
      });
    const payload = (over: object) => ({
      payload: { person, codeDigest: 'a'.repeat(64), lifetimeMinutes: 15, ...over },
    });
    const before = await position('east-africa');
    const table: [string, string, string][] = [
      ['nothing', '', 'statement-is-malformed'],
      ['signed by the council', await request({}, keysOf('council')), 'statement-is-forged'],
      ['signed with the key for tokens', await request({}, { statements: own.tokens }), 'statement-is-forged'],
      ['of the council', await request({ issuer: 'council' }, keysOf('council')), 'statement-issuer-is-unknown'],
      ['another statement of the node', await request({ type: 'transfer-accepted' }), 'statement-is-of-another-kind'],
      ['for another node', await request({ audience: 'council' }), 'statement-has-another-audience'],
      ['of yesterday', await request({ issuedAt: now - DAY, expiresAt: now - DAY + MINUTE }), 'statement-is-expired'],
      ['without a body', await request({ payload: null }), 'statement-is-malformed'],
      ['with the code itself', await request(payload({ codeDigest: 'not-a-digest' })), 'statement-is-malformed'],
      ['for a list', await request(payload({ person: [person] })), 'statement-is-malformed'],
      ['for a text of time', await request(payload({ lifetimeMinutes: '15' })), 'statement-is-malformed'],
      ['for no time', await request(payload({ lifetimeMinutes: -1 })), 'sign-in-code-lifetime-is-out-of-range'],
    ];
    for (const [what, jws, code] of table) {
      const { status, json } = await post(jws);
      expect([status, (json as { code?: string }).code], what).toEqual([422, code]);
    }
    expect((await post('{}', 'application/json')).status).toBe(415);
    expect(await position('east-africa')).toBe(before);
    const good = await request();
    expect((await post(good)).json).toEqual({ status: 'accepted' });
    expect((await post(good)).json).toEqual({ status: 'exists' });
    expect((await post(await request())).json).toMatchObject({ code: 'sign-in-code-exists' });
    expect(await position('east-africa')).toBe(before + 1);
  });
});

describe.each(NODES)('at %s', (node) => {
  test('a person signs in with a code, acts, renews when the token is over, and signs out', async () => {
    const administrator = await personOf(node, 'administrator');
    const code = await codeFor(node, administrator.id);
    const opened = await give(node, 'signIn', { code: ` ${code.toLowerCase().replaceAll('-', ' ')}\n` });
    const now = world.clock.now();
    expect(opened).toMatchObject({ __typename: 'SignedIn', node, person: { id: administrator.id } });
    expect(opened.person.roles.map(({ role }) => role)).toContain('administrator');
    expect(Math.abs(Date.parse(opened.sessionExpiresAt) - now - 30 * DAY)).toBeLessThan(MINUTE);
    expect(Math.abs(Date.parse(opened.accessTokenExpiresAt) - now - 5 * MINUTE)).toBeLessThan(MINUTE);
    // Acts as an administrator: issues a code with the token of the session alone.
    expect(await give(node, 'issue', { person: administrator.id }, opened.accessToken)).toMatchObject({
      __typename: 'SignInCode',
    });

    ahead += 7 * MINUTE;
    expect(await isGood(node, opened.accessToken)).toBe('token-is-expired');
    const before = await position(node);
    const renewed = await give(node, 'renew', { session: opened.session });
    expect(renewed).toMatchObject({
      session: opened.session,
      sessionExpiresAt: opened.sessionExpiresAt,
      person: opened.person,
      node,
    });
    expect(await isGood(node, renewed.accessToken)).toBe(true);
    expect(await position(node), 'renewing commits nothing').toBe(before);

    const out = { session: opened.session, idempotencyKey: 'out' };
    expect(await give(node, 'signOut', out)).toMatchObject({ __typename: 'SessionsEnded', count: 1 });
    expect(await give(node, 'signOut', out), 'sent again').toMatchObject({ __typename: 'SessionsEnded', count: 1 });
    expect(await isGood(node, renewed.accessToken), 'at once').toBe('token-session-is-over');
    expect(await give(node, 'renew', { session: opened.session })).toMatchObject(refusal('session-is-over'));
    expect(await give(node, 'signOut', { session: opened.session })).toMatchObject(refusal('session-is-over'));
  });

  test('somebody without a role signs in, and every check of roles is made at each request', async () => {
    const opened = await signedIn(node);
    expect(opened.person).toMatchObject({ name: 'Newcomer Demo', roles: [] });
    expect(await give(node, 'issue', { person: opened.person.id }, opened.accessToken)).toMatchObject(
      refusal('role-is-missing'),
    );
    expect(await give(node, 'issue', { person: opened.person.id })).toMatchObject(refusal('sign-in-is-needed'));
  });

  test('closing sessions ends all of a person at once, and their codes; for others only administrators may', async () => {
    const [first, other] = [await signedIn(node), await signedIn(node)];
    const person = first.person.id;
    const second = await signedIn(node, person);
    const unused = await codeFor(node, person);
    expect(await give(node, 'close', { person }, other.accessToken)).toMatchObject(refusal('role-is-missing'));
    expect(await give(node, 'close', { person })).toMatchObject(refusal('sign-in-is-needed'));
    expect(await give(node, 'close', { person: 'anonymous' })).toMatchObject(refusal('sign-in-is-needed'));
    expect(await give(node, 'close', { person }, second.accessToken)).toMatchObject({
      count: 2,
      person: { id: person },
    });
    for (const { accessToken, session } of [first, second]) {
      expect(await isGood(node, accessToken)).toBe('token-session-is-over');
      expect(await give(node, 'renew', { session })).toMatchObject(refusal('session-is-over'));
    }
    expect(await give(node, 'signIn', { code: unused })).toMatchObject(refusal('sign-in-code-was-withdrawn'));
    expect(await isGood(node, other.accessToken)).toBe(true);
    const { token } = await personOf(node, 'administrator');
    expect(await give(node, 'close', { person: other.person.id }, token)).toMatchObject({ count: 1 });
    expect(await give(node, 'close', { person: other.person.id }, token)).toMatchObject({ count: 0 });
    expect(await give(node, 'close', { person: 'nobody' }, token)).toMatchObject(refusal('person-is-unknown'));
    expect(await isGood(node, other.accessToken)).toBe('token-session-is-over');
  });
});

describe('a code', () => {
  test('that many use at once opens one session', async () => {
    const code = await codeFor('east-africa', await newcomer('east-africa'));
    const results = await Promise.all(Array.from({ length: 8 }, () => give('east-africa', 'signIn', { code })));
    expect(results.filter(({ __typename }) => __typename === 'SignedIn')).toHaveLength(1);
    expect(results.filter((result) => result.code === 'sign-in-code-was-used')).toHaveLength(7);
  });

  test('is for one node, and has one form', async () => {
    const code = await codeFor('east-africa', await newcomer('east-africa'));
    expect(await give('south-asia', 'signIn', { code })).toMatchObject(refusal('sign-in-code-is-unknown'));
    expect(await give('council', 'signIn', { code })).toMatchObject(refusal('sign-in-code-is-unknown'));
    expect(await give('east-africa', 'signIn', { code: code.slice(1) })).toMatchObject(
      refusal('sign-in-code-is-malformed'),
    );
    expect(await give('east-africa', 'signIn', { code: sha256(String(readSignInCode(code))) })).toMatchObject(
      refusal('sign-in-code-is-malformed'),
    );
    expect(await give('east-africa', 'signIn', { code })).toMatchObject({ __typename: 'SignedIn' });
  });

  test('at another hub than the one that is named is refused by the node itself', async () => {
    const { endpoint } = fixture.movement.spec('south-asia').config;
    for (const [verb, input] of [
      ['signIn', { code: 'x' }],
      ['renew', { session: 'x' }],
      ['signOut', { session: 'x' }],
    ] as const) {
      const { json } = await sent('east-africa', verb, input, undefined, `${endpoint}/graphql`);
      expect(json.data?.['result'], verb).toMatchObject(refusal('id-is-of-another-hub'));
    }
    const { token } = await personOf('south-asia', 'administrator');
    for (const verb of ['issue', 'close'] as const) {
      const { json } = await sent('east-africa', verb, { person: 'x' }, token, `${endpoint}/graphql`);
      expect(json.data?.['result'], verb).toMatchObject(refusal('id-is-of-another-hub'));
    }
  });

  test('is shown once, also to whoever repeats the request for it', async () => {
    const person = await newcomer('east-africa');
    const { token } = await personOf('east-africa', 'administrator');
    const request = { person, idempotencyKey: 'issue-once' };
    expect(await give('east-africa', 'issue', request, token)).toMatchObject({ __typename: 'SignInCode' });
    expect(await give('east-africa', 'issue', request, token)).toMatchObject(refusal('sign-in-code-is-shown-once'));
  });

  test('lives for 15 minutes, or as long as was said', async () => {
    const person = await newcomer('east-africa');
    const [short, long] = [
      await codeFor('east-africa', person),
      await codeFor('east-africa', person, { lifetimeMinutes: 7 * 24 * 60 }),
    ];
    ahead += 15 * MINUTE;
    expect(await give('east-africa', 'signIn', { code: short })).toMatchObject(refusal('sign-in-code-is-expired'));
    expect(await give('east-africa', 'signIn', { code: long })).toMatchObject({ __typename: 'SignedIn' });
  });
});

describe('a session', () => {
  test('is renewed by its secret alone, at its own node, and by nothing else', async () => {
    const { session, person } = await signedIn('east-africa');
    for (const wrong of ['', 'x'.repeat(43), sha256(session), person.id, `${session}=`]) {
      expect(await give('east-africa', 'renew', { session: wrong })).toMatchObject(refusal('session-is-unknown'));
      expect(await give('east-africa', 'signOut', { session: wrong })).toMatchObject(refusal('session-is-unknown'));
    }
    expect(await give('south-asia', 'renew', { session })).toMatchObject(refusal('session-is-unknown'));
    expect(await give('fundraising', 'signOut', { session })).toMatchObject(refusal('session-is-unknown'));
    expect(await give('east-africa', 'renew', { session })).toMatchObject({ session });
  });

  test('of a demonstration is opened by signing in without proof, unless a token alone is wanted', async () => {
    const { movement } = fixture;
    const { id: person } = await personOf('east-africa', 'treasurer');
    const signIn = (more: object) =>
      send(`${movement.gateway.url}/demo/sign-in`, { node: 'east-africa', person, ...more });
    const before = await position('east-africa');
    expect((await signIn({ session: false })).json).toEqual({ token: expect.any(String), expiresInMs: 300_000 });
    expect(await position('east-africa')).toBe(before);
    const opened = (await signIn({})).json as unknown as Record<string, string>;
    expect(opened).toEqual({
      token: expect.any(String),
      expiresInMs: 300_000,
      session: expect.stringMatching(/^[\w-]{43}$/),
      sessionExpiresAt: expect.any(String),
    });
    drawn.add(String(opened['session']));
    expect(await isGood('east-africa', String(opened['token']))).toBe(true);
    expect(await give('east-africa', 'renew', { session: opened['session'] })).toMatchObject({
      person: { id: person },
      sessionExpiresAt: opened['sessionExpiresAt'],
    });
  });

  test('is over after 30 days, also with views that were made anew, and no file of a node holds a code or a secret', async () => {
    const { movement, folder } = fixture;
    const { session } = await signedIn('east-africa');
    const closed = await signedIn('east-africa');
    expect(await give('east-africa', 'signOut', { session: closed.session })).toMatchObject({ count: 1 });
    await movement.stopNode('east-africa');
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(folder, 'east-africa', `views.db${suffix}`), { force: true });
    await movement.startNode('east-africa');
    await until(world, 'the hub answers again', async () => {
      const { json } = await sent('east-africa', 'renew', { session });
      return json.errors === undefined ? true : undefined;
    });
    expect(await give('east-africa', 'renew', { session })).toMatchObject({ session });
    expect(await give('east-africa', 'renew', { session: closed.session })).toMatchObject(refusal('session-is-over'));

    const own = `${movement.spec('east-africa').config.endpoint}/graphql`;
    ahead += 30 * DAY - 2 * MINUTE;
    const last = (await sent('east-africa', 'renew', { session }, undefined, own)).json.data?.['result'] as Result;
    expect(last.__typename).toBe('SignedIn');
    expect(Date.parse(last.accessTokenExpiresAt)).toBeLessThanOrEqual(Date.parse(last.sessionExpiresAt));
    expect(await isGood('east-africa', last.accessToken)).toBe(true);
    ahead += 2 * MINUTE;
    expect(await isGood('east-africa', last.accessToken), 'no tolerance').toBe('token-session-is-over');
    const over = await sent('east-africa', 'renew', { session }, undefined, own);
    expect(over.json.data?.['result']).toMatchObject(refusal('session-is-over'));

    expect(drawn.size).toBeGreaterThan(30);
    const files = [...NODES, 'south-asia', 'gateway'].flatMap((node) =>
      readdirSync(join(folder, node)).map((name) => ({
        path: `${node}/${name}`,
        bytes: readFileSync(join(folder, node, name)),
      })),
    );
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'east-africa/journal.db',
        'east-africa/journal.db-wal',
        'east-africa/views.db',
        'council/views.db',
      ]),
    );
    const holds = (text: string) => files.filter(({ bytes }) => bytes.includes(text)).map(({ path }) => path);
    for (const secret of drawn) {
      expect(logged.filter((line) => line.includes(secret))).toEqual([]);
      expect(holds(secret)).toEqual([]);
      expect(holds(secret.replaceAll('-', '')), 'in its other form').toEqual([]);
      expect(holds(Buffer.from(secret).toString('hex'))).toEqual([]);
    }
    const withDigest = holds(sha256(session)).join(' ');
    expect(withDigest, 'the search finds what is there').toMatch(/east-africa\/journal\.db.* east-africa\/views\.db/);
  });
});
