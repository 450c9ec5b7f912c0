import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectClean, type Fixture, give, heads, type Raw, rawOf, send, usd } from '../fixture.test-helper.ts';
import { graphOf, LEAD, query, TREASURER, twoHubs } from './two-hubs.test-helper.ts';

let fixture: Fixture;
beforeAll(async () => {
  ({ fixture } = await twoHubs());
});
afterAll(() => fixture.end());

describe('a request', () => {
  const full = (answer: Raw, codes: readonly string[]) => {
    expectClean(answer);
    expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(500);
    expect(answer.json.errors?.length ?? 0, answer.text.slice(0, 300)).toBeGreaterThan(0);
    for (const { extensions } of answer.json.errors ?? []) expect(codes).toContain(extensions?.['code']);
  };

  test.each([[1_000_000_000], [101], [-1]])('for a page of %d is refused', async (first) => {
    for (const text of [
      '{ hubs(first: N) { totalCount } }',
      '{ teams(hub: "east-africa", first: N) { totalCount } }',
      '{ hub(id: "east-africa") { books { entries(first: N) { totalCount } } } }',
      '{ supportBooks { entries(first: N) { totalCount } } }',
      '{ motions(first: N) { totalCount } }',
      '{ donations(first: N) { totalCount } }',
      '{ trademarkAgreements(first: N) { totalCount } }',
      '{ disbursements(first: N) { totalCount } }',
    ]) {
      full(await query(fixture, text.replace('N', String(first))), ['BAD_USER_INPUT']);
    }
  });

  test.each([
    'x',
    '',
    'eyJ9',
    '"',
    '\u0000',
    'a'.repeat(10_000),
    'W10',
    Buffer.from('[1,2,3]').toString('base64url'),
    Buffer.from('{"__proto__":1}').toString('base64url'),
  ])('after the cursor %j is refused', async (after) => {
    for (const text of [
      'query ($after: String) { x: hubs(after: $after) { nodes { id } } }',
      'query ($after: String) { x: teams(hub: "east-africa", after: $after) { nodes { id } } }',
      'query ($after: String) { x: supportBooks { entries(after: $after) { nodes { id } } } }',
      'query ($after: String) { x: donations(after: $after) { nodes { id } } }',
    ]) {
      full(await query(fixture, text, { after }), ['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']);
    }
  });

  test.each(['2026-02-31', '31.3.2026', ''])(
    'about the day %j is refused as a bad value, at whatever node',
    async (day) => {
      for (const text of [
        '{ hub(id: "east-africa") { mandates(inOfficeOn: DAY) { totalCount } } }',
        '{ hub(id: "east-africa") { books { entries(from: DAY) { totalCount } } } }',
        '{ councilMandates(inOfficeOn: DAY) { totalCount } }',
        '{ supportBooks { entries(from: DAY) { totalCount } } }',
      ]) {
        full(await query(fixture, text.replace('DAY', JSON.stringify(day))), ['BAD_USER_INPUT']);
      }
    },
  );

  test('of 10 MB is refused as too large', async () => {
    const answer = await send(graphOf(fixture), { query: `{ registry { epoch } } # ${'x'.repeat(10_000_000)}` });
    expect(answer.status).toBe(413);
    full(answer, ['PAYLOAD_TOO_LARGE']);
  });

  test('with 10,000 aliases is refused', async () => {
    full(
      await query(fixture, `{ ${Array.from({ length: 10_000 }, (_, n) => `a${n}: registry { epoch }`).join(' ')} }`),
      ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'QUERY_TOO_LARGE', 'BAD_REQUEST'],
    );
  });

  test('that nests deep is answered within bounds or refused', async () => {
    const deep = (levels: number) =>
      `{ payment(id: "${fixture.ids.payment}") { ${'award { payments { '.repeat(levels)} id ${'} } '.repeat(levels)} } }`;
    for (const levels of [10, 100, 600]) {
      const started = performance.now();
      await query(fixture, deep(levels));
      expect(performance.now() - started, `${levels} levels`).toBeLessThan(5_000);
    }
  });

  test('that grows with each level it nests is refused before it is carried out', async () => {
    const { movement, ids } = fixture;
    for (const cents of [1, 2, 3]) {
      expect(
        (await give(movement, TREASURER, 'payAward', { award: ids.award, amount: usd(`0.0${cents}`) })).__typename,
      ).toBe('Payment');
    }
    // Four payments: each level asks for four times as much. 4^8 payments are 65,536 objects for a query of 300 bytes.
    const deep = `{ award(id: "${ids.award}") { ${'payments { award { '.repeat(8)} id ${'} } '.repeat(8)} } }`;
    const answer = await query(fixture, deep);
    expect(answer.text.length).toBeLessThan(1_000_000);
    expect(answer.json.errors?.length).toBeGreaterThan(0);
  });

  test.each([
    ['no syntax', '{ hubs {', ['GRAPHQL_PARSE_FAILED']],
    ['nothing', '', ['BAD_REQUEST', 'GRAPHQL_PARSE_FAILED']],
    ['an unknown field', '{ hubs { secrets } }', ['GRAPHQL_VALIDATION_FAILED']],
    ['an inner type', '{ _entities(representations: []) { __typename } }', ['GRAPHQL_VALIDATION_FAILED']],
    ['a service', '{ _service { sdl } }', ['GRAPHQL_VALIDATION_FAILED']],
    ['a router’s own enum', 'query ($x: HubRouterRoute) { registry { epoch } }', ['GRAPHQL_VALIDATION_FAILED']],
    ['a missing argument', '{ team { id } }', ['GRAPHQL_VALIDATION_FAILED']],
    ['a missing variable', 'query ($id: ID!) { team(id: $id) { id } }', ['BAD_USER_INPUT']],
    [
      'a subscription',
      'subscription { x }',
      ['GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'OPERATION_RESOLUTION_FAILURE'],
    ],
    [
      'a fragment that holds itself',
      'fragment F on Hub { ...F } { hubs { nodes { ...F } } }',
      ['GRAPHQL_VALIDATION_FAILED'],
    ],
    [
      'two operations without a name',
      'query A { registry { epoch } } query B { registry { epoch } }',
      ['OPERATION_RESOLUTION_FAILURE', 'BAD_REQUEST'],
    ],
    [
      'a float for money',
      'mutation { payAward(input: { award: "x", amount: { decimal: 1.5, currency: "USD" } }) { __typename } }',
      ['GRAPHQL_VALIDATION_FAILED'],
    ],
    [
      'a day that is none',
      '{ movementFinance(from: "2026-02-30", to: "2026-03-01") { id } }',
      ['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED'],
    ],
  ] as const)('with %s is refused by its code', async (_, text, codes) => full(await query(fixture, text), codes));

  test.each([
    ['a list', '[]'],
    ['a batch', '[{"query":"{ registry { epoch } }"},{"query":"{ registry { epoch } }"}]'],
    ['null', 'null'],
    ['text', '"x"'],
    ['half of JSON', '{"query":'],
    ['a query that is a number', '{"query":1}'],
    ['variables that are a list', '{"query":"{ registry { epoch } }","variables":[]}'],
    ['extensions that are text', '{"query":"{ registry { epoch } }","extensions":"x"}'],
    ['an unknown stored query', `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'a'.repeat(64)}"}}}`],
  ])('of %s is refused with a code', async (_, body) => {
    const answer = await send(graphOf(fixture), body);
    expectClean(answer);
    expect(answer.status).toBeLessThan(500);
    if (!body.includes('"variables":[]'))
      expect(answer.json.errors?.[0]?.extensions?.['code'], answer.text).toMatch(/^[A-Z_]+$/);
  });

  test('by GET carries out no mutation, and from a form nothing at all', async () => {
    const before = await heads(fixture.movement);
    const headers = { authorization: `Bearer ${await fixture.movement.client.token(LEAD)}` };
    const mutation = 'mutation { formTeam(input: { hub: "east-africa", name: "x", charter: "x" }) { __typename } }';
    const url = `${graphOf(fixture)}?query=${encodeURIComponent(mutation)}`;
    const plain = await rawOf(await fetch(url, { headers }));
    const json = await rawOf(
      await fetch(url, {
        headers: { ...headers, 'content-type': 'application/json', 'apollo-require-preflight': '1' },
      }),
    );
    for (const answer of [plain, json]) {
      expectClean(answer);
      expect([400, 405]).toContain(answer.status);
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await rawOf(
        await fetch(graphOf(fixture), {
          method: 'POST',
          headers: { ...headers, 'content-type': type },
          body: JSON.stringify({ query: mutation }),
        }),
      );
      expectClean(answer);
      expect(answer.status, type).toBeGreaterThanOrEqual(400);
      expect(answer.status, type).toBeLessThan(500);
    }
    expect(await heads(fixture.movement)).toEqual(before);
  });

  test('with __proto__ in its variables changes no object', async () => {
    const body =
      '{"query":"mutation ($input: FormTeamInput!) { formTeam(input: $input) { __typename } }","variables":{"__proto__":{"polluted":1},"input":{"hub":"east-africa","name":"x","charter":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}}';
    const answer = await send(graphOf(fixture), body);
    expectClean(answer);
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toContain('INTERNAL_SERVER_ERROR');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('for the schema is answered', async () => {
    const answer = await query(fixture, '{ __schema { queryType { name } types { name kind } } }');
    const types =
      (answer.json.data?.['__schema'] as { types: { name: string }[] } | undefined)?.types.map((type) => type.name) ??
      [];
    expect(types).toContain('MovementFinance');
    expect(
      types.filter((name) => name.startsWith('HubRouter') || (name.startsWith('_') && !name.startsWith('__'))),
    ).toEqual([]);
  });
});
