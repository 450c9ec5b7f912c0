import { createHmac, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runNode, type StartedNode, until } from '@hubgraph/dev-env';
import { generateNodeKeys, issueToken, loadOrCreateNodeKeys, signStatement, statementDigest } from '@hubgraph/identity';
import { dayOf, freePorts, newId } from '@hubgraph/kernel';
import type { RunningNode } from '@hubgraph/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  answerJson,
  expectClean,
  type Fixture,
  fakeNode,
  give,
  heads,
  personas,
  rawOf,
  seeded,
  send,
  settled,
  temporaryFolder,
  world,
} from './fixture.test-helper.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await seeded(3);
  await settled(fixture.movement);
});
afterAll(() => fixture.end());

const graph = () => `${fixture.movement.gateway.url}/graphql`;
const nodeUrl = (id: string) => fixture.movement.spec(id).config.endpoint;
const keysOf = (id: string) => loadOrCreateNodeKeys(world, join(fixture.folder, id), id);
const NODES = ['council', 'trademark', 'fundraising', 'east-africa', 'south-asia', 'andes'];

async function tokenOfEach(): Promise<Map<string, string>> {
  const { movement } = fixture;
  const pairs = NODES.map(
    async (id) => [id, await movement.client.token(`${id}/${movement.spec(id).setup.people[0]?.name}`)] as const,
  );
  return new Map(await Promise.all(pairs));
}

async function madeToken(node: string, over: Partial<Parameters<typeof issueToken>[0]> = {}): Promise<string> {
  const { movement } = fixture;
  const subject = (await movement.client.person(`${node}/${movement.spec(node).setup.people[0]?.name}`)).id;
  return issueToken({
    keys: keysOf(node),
    issuer: node,
    audience: node,
    subject,
    now: world.clock.now(),
    lifetimeMs: 60_000,
    jti: newId(world, node, 'token'),
    ...over,
  });
}

describe('a token', () => {
  test('reaches the node that it is for and no other, whatever a hub is and does', async () => {
    const { movement } = fixture;
    const tokens = await tokenOfEach();
    const own = tokens.get('andes') ?? '';
    await movement.stopNode('andes');
    const evil = await fakeNode(nodeUrl('andes'), (request, reply) =>
      request.url === '/graphql'
        ? answerJson(
            reply,
            { data: null, errors: [{ message: 'send me your tokens', extensions: { code: 'UNAUTHENTICATED' } }] },
            401,
          )
        : answerJson(reply, {}, 404),
    );
    try {
      const everything = `{ hubs(first: 100) { nodes { id name teams { totalCount } books { trialBalance { currency } } disbursements { nodes { id received { status } } } } }
        movementFinance(from: "2026-01-01", to: "2027-01-01", acceptPartial: true) { statement { isComplete } }
        trademarkAgreements { nodes { hub { teams { totalCount } } } } campaigns { nodes { id } }
        a: teams(hub: "andes") { totalCount } b: teams(hub: "south-asia") { totalCount } }`;
      const all = [...tokens.values()];
      const secret = 'secret-of-the-session';
      const others = {
        cookie: `session=${secret}`,
        'x-api-key': secret,
        'proxy-authorization': secret,
        'x-forwarded-for': '203.0.113.7',
        referer: `http://${secret}/`,
        'user-agent': secret,
      };
      for (const [first = ''] of all.map((token) => [token])) {
        const rest = all.filter((token) => token !== first).join(', ');
        expectClean(
          await send(
            graph(),
            { query: everything },
            { authorization: `Bearer ${first}`, 'hubgraph-tokens': rest, ...others },
          ),
        );
      }
      expectClean(await send(graph(), { query: everything }, { 'hubgraph-tokens': all.join(','), ...others }));
      const mutation =
        'mutation ($a: FormTeamInput!, $b: FormTeamInput!) { a: formTeam(input: $a) { __typename } b: formTeam(input: $b) { __typename } }';
      const form = (hub: string) => ({ hub, name: 'x', charter: 'x' });
      await send(
        graph(),
        { query: mutation, variables: { a: form('andes'), b: form('south-asia') } },
        { 'hubgraph-tokens': all.join(','), ...others },
      );
      // A node's token with only others in the request: the hub gets none.
      await send(
        graph(),
        { query: '{ teams(hub: "andes") { totalCount } }' },
        { 'hubgraph-tokens': all.filter((token) => token !== own).join(',') },
      );
      expect(evil.seen.length).toBeGreaterThan(4);
      let withToken = 0;
      for (const { headers, body, url } of evil.seen) {
        const text = [...headers, body, url].join('\n');
        for (const [node, token] of tokens)
          if (node !== 'andes') expect(text, `token of ${node}`).not.toContain(token.split('.')[1]);
        expect(text).not.toContain(secret);
        expect(text).not.toContain('203.0.113.7');
        const names = headers.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
        expect(
          names.filter(
            (name) =>
              ![
                'host',
                'connection',
                'content-type',
                'content-length',
                'authorization',
                'x-request-id',
                'hub-timeout',
                'accept',
                'accept-encoding',
              ].includes(name),
          ),
        ).toEqual([]);
        const value = headers[headers.findIndex((name) => name.toLowerCase() === 'authorization') + 1];
        if (names.includes('authorization')) {
          withToken += 1;
          expect(value).toBe(`Bearer ${own}`);
        }
      }
      expect(withToken).toBeGreaterThan(3);
      expect(withToken).toBeLessThan(evil.seen.length);
    } finally {
      await evil.stop();
      await movement.startNode('andes');
    }
    await until(world, 'andes is asked again', async () => {
      const { errors } = await movement.client.ask('{ teams(hub: "andes") { totalCount } }');
      return errors === undefined ? true : undefined;
    });
  });

  test('that is not good is refused by the node itself, with 401 and the reason', async () => {
    const { movement } = fixture;
    const now = world.clock.now();
    const good = await madeToken('south-asia');
    const [head = '', claims = '', signature = ''] = good.split('.');
    const coded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const decoded = (part: string) =>
      JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
    const publicKey = keysOf('south-asia').tokens.publicJwk.x;
    const hmacHead = coded({ ...decoded(head), alg: 'HS256' });
    const hmac = createHmac('sha256', publicKey).update(`${hmacHead}.${claims}`).digest('base64url');
    const table: [string, string, string][] = [
      ['expired', await madeToken('south-asia', { now: now - 120_000 }), 'token-is-expired'],
      ['not yet valid', await madeToken('south-asia', { now: now + 120_000 }), 'token-is-not-yet-valid'],
      [
        'of another key',
        await madeToken('south-asia', { keys: generateNodeKeys(world, 'other.example') }),
        'token-is-forged',
      ],
      ['of another hub’s key', await madeToken('south-asia', { keys: keysOf('andes') }), 'token-is-forged'],
      ['for another hub', await madeToken('andes'), 'token-has-another-audience'],
      [
        'from another issuer',
        await madeToken('south-asia', { issuer: 'andes', keys: keysOf('andes') }),
        'token-issuer-is-unknown',
      ],
      [
        'from the council',
        await madeToken('south-asia', { issuer: 'council', keys: keysOf('council') }),
        'token-issuer-is-unknown',
      ],
      [
        'of nobody',
        await madeToken('south-asia', { subject: 'south-asia:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF' }),
        'token-is-of-nobody',
      ],
      ['of a kind of person', await madeToken('south-asia', { subject: '__proto__' }), 'token-is-of-nobody'],
      ['of the operator', await madeToken('south-asia', { subject: 'operator' }), 'token-is-of-nobody'],
      ['of a node', await madeToken('south-asia', { subject: 'node:council' }), 'token-is-of-nobody'],
      ['with alg none', `${coded({ ...decoded(head), alg: 'none' })}.${claims}.`, 'token-is-of-another-kind'],
      ['with HMAC over the public key', `${hmacHead}.${claims}.${hmac}`, 'token-is-of-another-kind'],
      ['without a signature', `${head}.${claims}.`, 'token-is-forged'],
      [
        'with other claims',
        `${head}.${coded({ ...decoded(claims), sub: 'south-asia:person:1' })}.${signature}`,
        'token-is-forged',
      ],
      ['of garbage', 'garbage', 'token-is-malformed'],
      ['of dots', '...', 'token-is-malformed'],
      [
        'a statement',
        await signStatement(keysOf('south-asia'), {
          issuer: 'south-asia',
          audience: 'south-asia',
          type: 'x',
          id: 'x',
          issuedAt: now,
          expiresAt: now + 60_000,
          payload: {},
        }),
        'token-is-of-another-kind',
      ],
    ];
    const before = await heads(movement);
    for (const [what, token, reason] of table) {
      const answer = await send(
        `${nodeUrl('south-asia')}/graphql`,
        { query: 'mutation { formTeam(input: { hub: "south-asia", name: "x", charter: "x" }) { __typename } }' },
        { authorization: `Bearer ${token}` },
      );
      expect(answer.status, what).toBe(401);
      expectClean(answer);
      expect(answer.json.errors?.[0]?.extensions, what).toMatchObject({ code: 'UNAUTHENTICATED', reason });
      expect(answer.json.data ?? null).toBeNull();
      expect(answer.text, what).not.toContain(token.length > 20 ? token : '\0');
    }
    expect(await heads(movement)).toEqual(before);
    const answer = await send(
      `${nodeUrl('south-asia')}/graphql`,
      { query: '{ teams(hub: "south-asia") { totalCount } }' },
      { authorization: `Bearer ${good}` },
    );
    expect(answer.status).toBe(200);
  });

  test('that is expired or forged says so through the gateway too, and does nothing', async () => {
    const { movement } = fixture;
    const before = await heads(movement);
    for (const [token, reason] of [
      [await madeToken('south-asia', { now: world.clock.now() - 120_000 }), 'token-is-expired'],
      [await madeToken('south-asia', { keys: generateNodeKeys(world, 'other.example') }), 'token-is-forged'],
    ] as const) {
      const answer = await send(
        graph(),
        { query: 'mutation { formTeam(input: { hub: "south-asia", name: "x", charter: "x" }) { __typename } }' },
        { authorization: `Bearer ${token}` },
      );
      expectClean(answer);
      expect(answer.json.data?.['formTeam'] ?? null).toBeNull();
      expect(answer.json.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
      expect(answer.text).toMatch(/token-is|signed this token|ended at/);
      expect(reason).toMatch(/^token-is/);
    }
    expect(await heads(movement)).toEqual(before);
  });

  test.each([
    [
      'two for one audience',
      async () => [await madeToken('andes'), await madeToken('andes')],
      'two-tokens-for-one-audience',
    ],
    [
      '17 of them',
      async () => Promise.all(Array.from({ length: 17 }, () => madeToken('andes'))),
      'tokens-are-too-many',
    ],
    ['garbage', async () => ['garbage'], 'token-is-malformed'],
    ['16 KiB of garbage', async () => [randomBytes(8_400).toString('hex')], 'tokens-are-too-large'],
  ] as const)('is refused by the gateway: %s', async (_, make, reason) => {
    const tokens = await make();
    // Node's own limit on headers is 16 KiB; beyond it the connection is answered with 431.
    const answer = await send(graph(), { query: '{ registry { epoch } }' }, { 'hubgraph-tokens': tokens.join(', ') });
    if (answer.status === 431) return;
    expect(answer.status).toBe(401);
    expectClean(answer);
    expect(answer.json.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason });
  });

  test('of somebody whose role was taken away is worth nothing at once', async () => {
    const { movement } = fixture;
    const treasurer = 'south-asia/Kavya Demo';
    const open = (code: string) => give(movement, treasurer, 'openFund', { hub: 'south-asia', code, name: 'x' });
    expect((await open('before')).__typename).toBe('Fund');
    const token = await movement.client.token(treasurer);
    const { id: person } = await movement.client.person(treasurer);
    const change = (field: string) => give(movement, 'south-asia/Meera Demo', field, { person, role: 'treasurer' });
    const { data } = await movement.client.ask<{ hub: { mandates: { nodes: { id: string }[] } } }>(
      `query ($holder: ID!, $day: Day) {
        hub(id: "south-asia") { mandates(holder: $holder, inOfficeOn: $day) { nodes { id } } } }`,
      { holder: person, day: dayOf(world.clock.now()) },
    );
    const mandate = data?.hub.mandates.nodes[0]?.id;
    expect(await change('revokeRole')).toMatchObject({ code: 'role-is-of-a-mandate' });
    const reason = 'The token of the demonstration is to be worth nothing.';
    const ended = await give(movement, 'south-asia/Meera Demo', 'endMandate', { mandate, reason });
    expect(ended.__typename).toBe('Mandate');
    expect(await open('after')).toMatchObject({ __typename: 'Refused', code: 'role-is-missing' });
    expect((await change('grantRole')).__typename).not.toBe('Refused');
    expect((await open('again')).__typename).toBe('Fund');
    expect(await movement.client.token(treasurer)).toBe(token);
  });

  test.each(['operator', 'clock', 'node', 'person', 'anonymous', '__proto__', ''])(
    'gives nobody the role "%s", not even by an administrator',
    async (role) => {
      const { movement } = fixture;
      const { id: person } = await movement.client.person('south-asia/Lakshmi Demo');
      expect(await give(movement, 'south-asia/Meera Demo', 'grantRole', { person, role })).toMatchObject({
        code: 'role-is-unknown',
      });
    },
  );
});

describe('signing in without proof', () => {
  test('does not exist outside a demonstration', async () => {
    const folder = temporaryFolder();
    const [port = 0] = await freePorts(world, 1);
    const { council } = fixture.movement.spec('andes').config;
    const node = await runNode(world, {
      kind: 'hub',
      config: {
        id: 'real-hub',
        folder,
        host: '127.0.0.1',
        port,
        endpoint: `http://127.0.0.1:${port}`,
        council,
        isDemo: false,
      },
      setup: { people: [{ name: 'Real Person', roles: ['treasurer'] }], funds: [] },
    });
    try {
      const people = await rawOf(await fetch(`${node.url}/demo/people`));
      const signIn = await send(`${node.url}/demo/sign-in`, { person: 'x' });
      expect([people.status, signIn.status]).toEqual([404, 404]);
      expect(people.text + signIn.text).not.toContain('Real Person');
      for (const path of [
        '/',
        '/keys.json',
        '/journal.db',
        '/..%2fkeys.json',
        '/.well-known/../keys.json',
        '/debug',
        '/metrics',
        '/node.json',
      ]) {
        const answer = await rawOf(await fetch(`${node.url}${path}`));
        expect(answer.status, path).toBe(404);
        expect(answer.text).not.toContain('"d"');
      }
      const answer = await send(`${node.url}/graphql`, { query: '{ teams(hub: "real-hub") { totalCount } }' });
      expect(answer.status).toBe(200);
    } finally {
      await node.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('a statement', () => {
  type Claims = Parameters<typeof signStatement>[1];
  const post = async (node: string, jws: string, type = 'application/jwt') =>
    rawOf(await fetch(`${nodeUrl(node)}/statements`, { method: 'POST', headers: { 'content-type': type }, body: jws }));
  const made = (signer: string, claims: Partial<Claims> = {}) =>
    signStatement(keysOf(signer), {
      issuer: signer,
      audience: 'fundraising',
      type: 'transfer-accepted',
      id: fixture.ids.disbursement,
      issuedAt: world.clock.now(),
      expiresAt: world.clock.now() + 60_000,
      payload: {},
      cites: ['a'.repeat(64)],
      ...claims,
    });
  const amount = async () => {
    const { data } = await fixture.movement.client.ask<{ disbursement: { amount: { amountMinor: string } } }>(
      'query ($id: ID!) { disbursement(id: $id) { amount { amountMinor } } }',
      { id: fixture.ids.disbursement },
    );
    return {
      transfer: fixture.ids.disbursement,
      currency: 'USD',
      amountMinor: data?.disbursement.amount.amountMinor ?? '',
    };
  };

  test('that is not what it says is refused with a reason, and nothing is written', async () => {
    const { ids } = fixture;
    const payload = await amount();
    const good = await made('east-africa', { payload });
    const [head = '', claims = '', signature = ''] = good.split('.');
    const table: [string, string, string, string, number][] = [
      ['garbage', 'fundraising', 'garbage', 'statement-is-malformed', 422],
      ['nothing', 'fundraising', '.', 'statement-is-malformed', 422],
      [
        'a forged one',
        'fundraising',
        await signStatement(generateNodeKeys(world, 'other.example'), {
          issuer: 'east-africa',
          audience: 'fundraising',
          type: 'transfer-accepted',
          id: ids.disbursement,
          issuedAt: world.clock.now(),
          expiresAt: world.clock.now() + 60_000,
          payload,
        }),
        'statement-is-forged',
        422,
      ],
      ['changed on the way', 'fundraising', `${head}.${claims.slice(0, -4)}AAAA.${signature}`, '', 422],
      ['for another node', 'trademark', good, 'statement-has-another-audience', 422],
      [
        'of an unknown issuer',
        'fundraising',
        await signStatement(generateNodeKeys(world, 'other.example'), {
          issuer: 'mars',
          audience: 'fundraising',
          type: 'transfer-accepted',
          id: ids.disbursement,
          issuedAt: world.clock.now(),
          expiresAt: world.clock.now() + 60_000,
          payload,
        }),
        'statement-issuer-is-unknown',
        425,
      ],
      [
        'another hub’s transfer accepted',
        'fundraising',
        await made('andes', { payload }),
        'statement-is-not-from-the-payee',
        422,
      ],
      [
        'another hub’s transfer booked',
        'fundraising',
        await made('andes', { type: 'transfer-booked', payload: { transfer: ids.disbursement, entry: 'x' } }),
        'statement-is-not-from-the-payee',
        422,
      ],
      [
        'another hub’s transfer refused',
        'fundraising',
        await made('andes', { type: 'transfer-refused', payload: { ...payload, reason: 'no' } }),
        'statement-is-not-from-the-payee',
        422,
      ],
      [
        'another amount, of nothing that was stated',
        'fundraising',
        await made('east-africa', { payload: { ...payload, amountMinor: '1' }, cites: [] }),
        'statement-cites-nothing',
        422,
      ],
      [
        'a framework from a hub',
        'fundraising',
        await made('andes', { type: 'framework-adopted', payload: {} }),
        'statement-is-not-expected',
        422,
      ],
      [
        'a country list from a hub',
        'fundraising',
        await made('andes', { type: 'country-list-adopted', payload: {} }),
        'statement-is-not-expected',
        422,
      ],
      [
        'a registry from a hub',
        'south-asia',
        await made('andes', { type: 'registry', audience: '*', payload: { epoch: 9_999, nodes: [] } }),
        'statement-is-not-expected',
        422,
      ],
      [
        'an agreement from a hub',
        'south-asia',
        await made('andes', { type: 'agreement-offered', audience: 'south-asia', payload: {} }),
        'statement-is-not-expected',
        422,
      ],
      [
        'money from a hub',
        'south-asia',
        await made('andes', { type: 'transfer-prepared', audience: 'south-asia', payload: {} }),
        'transfer-is-not-of-the-payer',
        422,
      ],
      [
        'money from the council',
        'south-asia',
        await made('council', { type: 'transfer-prepared', audience: 'south-asia', payload: {} }),
        'statement-is-not-expected',
        422,
      ],
      [
        'a transfer with the council’s id',
        'south-asia',
        await made('fundraising', {
          type: 'transfer-prepared',
          audience: 'south-asia',
          id: 'council:motion:01JD3Z7N4QK8R2V6X0Y5ABCDEF',
          payload: {},
        }),
        'transfer-is-not-of-the-payer',
        422,
      ],
      [
        'an unknown type',
        'fundraising',
        await made('andes', { type: 'good-morning' }),
        'statement-is-not-expected',
        422,
      ],
      [
        'expired',
        'fundraising',
        await made('east-africa', {
          payload,
          issuedAt: world.clock.now() - 120_000,
          expiresAt: world.clock.now() - 60_000,
        }),
        'statement-is-expired',
        422,
      ],
      [
        'from the future',
        'fundraising',
        await made('east-africa', {
          payload,
          issuedAt: world.clock.now() + 60_000,
          expiresAt: world.clock.now() + 120_000,
        }),
        'statement-is-not-yet-valid',
        425,
      ],
      ['a person’s token', 'fundraising', await madeToken('fundraising'), 'statement-is-of-another-kind', 422],
    ];
    const before = await settled(fixture.movement);
    for (const [what, node, jws, code, status] of table) {
      const answer = await post(node, jws);
      expect(answer.status, `${what}: ${answer.text}`).toBe(status);
      if (code !== '') expect(answer.json, what).toMatchObject({ code });
      expectClean({ ...answer, json: {} });
    }
    expect(await settled(fixture.movement)).toEqual(before);
  });

  /** The digests that the hub's own acceptance cites. */
  const cited = (): string[] => {
    const { node } = fixture.movement.node('east-africa') as StartedNode & { readonly node: RunningNode };
    const said = 'SELECT cites FROM outbox WHERE about = ? AND type = ?';
    return JSON.parse(
      String(node.read.row(said, fixture.ids.disbursement, 'transfer-accepted')?.['cites']),
    ) as string[];
  };

  test('that says the same again changes nothing, and one that cites what was never said is not followed', async () => {
    const payload = await amount();
    const before = await settled(fixture.movement);
    const other = await made('east-africa', { payload, cites: [] });
    expect((await post('fundraising', other)).json).toMatchObject({ code: 'statement-cites-nothing' });
    const jws = await made('east-africa', { payload, cites: cited() });
    for (let time = 0; time < 3; time += 1) expect((await post('fundraising', jws)).json).toEqual({ status: 'exists' });
    expect(await settled(fixture.movement)).toEqual(before);
    const { data } = await fixture.movement.client.ask('query ($id: ID!) { disbursement(id: $id) { status } }', {
      id: fixture.ids.disbursement,
    });
    expect(data).toEqual({ disbursement: { status: 'BOOKED' } });
  });

  test('that contradicts what was said before is kept as evidence, shown where people look, and moves nothing', async () => {
    const payload = { ...(await amount()), amountMinor: '1' };
    const jws = await made('east-africa', { payload, cites: cited() });
    const booksOf = async () =>
      (await fixture.movement.client.ask('{ supportBooks { trialBalance { currency debits { decimal } } } }')).data;
    const before = await booksOf();
    for (let time = 0; time < 2; time += 1) expect((await post('fundraising', jws)).status).toBe(200);
    const { data } = await fixture.movement.client.ask(
      `query ($id: ID!) { disbursement(id: $id) { status contradictions }
        supportTransfer(id: $id) { status contradictions }
        supportTransferExceptions { nodes { missing transfer { id } } } }`,
      { id: fixture.ids.disbursement },
    );
    const kept = { status: 'BOOKED', contradictions: [statementDigest(jws)] };
    expect(data).toMatchObject({ disbursement: kept, supportTransfer: kept });
    const exception = { missing: 'EXPLANATION', transfer: { id: fixture.ids.disbursement } };
    expect(data).toMatchObject({ supportTransferExceptions: { nodes: expect.arrayContaining([exception]) } });
    expect(await booksOf()).toEqual(before);
    // The word itself stays in the journal, as it was signed.
    const { node } = fixture.movement.node('fundraising') as StartedNode & { readonly node: RunningNode };
    const commits = await node.store.range(1, 10_000);
    expect(commits.filter(({ bytes }) => bytes.includes(jws))).toHaveLength(1);
  });

  test('is taken as application/jwt and of a bounded size only', async () => {
    for (const [type, body] of [
      ['application/json', '{}'],
      ['application/jwt', 'x'.repeat(1_100_000)],
      ['application/json', '{'],
    ] as const) {
      const answer = await post('fundraising', body, type);
      expect([400, 413, 415]).toContain(answer.status);
      expectClean({ ...answer, json: {} });
    }
    expect(personas(fixture.movement).length).toBeGreaterThan(20);
  });
});
