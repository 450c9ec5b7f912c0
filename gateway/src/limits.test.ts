import { createHash } from 'node:crypto';
import { documents } from '@hubgraph/dashboard';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AGREEMENTS, json, TestGateway } from './gateway.test-helper.ts';

let at: TestGateway;
beforeAll(async () => {
  at = await TestGateway.start();
});
afterAll(() => at.stop());

describe('limits', () => {
  test('a body of more than 512 KiB is refused with 413', async () => {
    const { status, errors } = await at.ask(`{ __typename } # ${'x'.repeat(524_288)}`);
    expect(status).toBe(413);
    expect(errors).toMatchObject([{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }]);
  });

  test.each([
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    [`{ ${'__typename '.repeat(4_001)} }`, 'GRAPHQL_PARSE_FAILED'],
    ['query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
  ])('a query that is none keeps its code (%#)', async (query, code) => {
    const { status, errors, text } = await at.ask(query);
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions).toMatchObject({ code });
    expect(text).not.toContain('stack');
  });

  const fragments = (count: number) =>
    Array.from({ length: count }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(' ');
  const many = (count: number, of: string) => Array.from({ length: count }, (_, n) => `a${n}: ${of}`).join(' ');
  test.each([
    ['too broad', `{ ${'__typename '.repeat(3_000)} }`, 'QUERY_IS_TOO_BROAD'],
    ['with too many names', `{ ${many(25, '__typename')} }`, 'QUERY_HAS_TOO_MANY_ALIASES'],
    ['with too many directives', `{ __typename ${'@skip(if: false) '.repeat(13)} }`, 'QUERY_HAS_TOO_MANY_DIRECTIVES'],
    [
      'of fragments that double',
      `{ ...F0 } ${fragments(30)} fragment F30 on Query { __typename }`,
      'QUERY_IS_TOO_BROAD',
    ],
    [
      'of introspection in itself',
      `{ __schema { types ${'{ fields { type '.repeat(4)} { name } ${'} }'.repeat(4)} } }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'of one field in two forms',
      '{ a: trademarkAgreements { totalCount } a: registry { epoch } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['of a page without end', '{ trademarkAgreements(first: 1000000000) { nodes { id } } }', 'QUERY_COSTS_TOO_MUCH'],
  ])('a query %s is refused before any node is asked', async (_name, query, code) => {
    const { errors, data } = await at.ask(query);
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual([code]);
    expect(data ?? null).toBeNull();
    expect(at.seen).toEqual([]);
  });

  test('what the schema says of sizes and weights counts: a statement of the whole movement has a line for each node', async () => {
    const line = '{ key income { decimal } spending { decimal } }';
    const statement = `statement { byNode ${line} byCountry ${line} byCurrency ${line} breakdown(by: NODE) ${line} }`;
    const year = (n: number) => `a${n}: movementFinance(from: "2025-01-01", to: "2026-01-01") { ${statement} }`;
    const { errors } = await at.ask(`{ ${Array.from({ length: 12 }, (_, n) => year(n)).join(' ')} }`);
    const one = 300 + 1 + (300 + 250 + 180 + 300) * 21;
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_COSTS_TOO_MUCH', cost: 12 * one } }]);
    const { errors: unavailable } = await at.ask(`{ ${year(1)} }`);
    expect(unavailable).toMatchObject([{ extensions: { code: 'NODE_UNAVAILABLE' } }]);
  });

  test('a size in a variable counts too', async () => {
    const query = 'query ($n: Int) { trademarkAgreements(first: $n) { nodes { id } } }';
    const { errors } = await at.send('/graphql', JSON.stringify({ query, variables: { n: 1e9 } }));
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_COSTS_TOO_MUCH', cost: 1_000_000_001 } }]);
    expect(at.seen).toEqual([]);
  });

  test('a client may name a query that it sent before by its SHA-256', async () => {
    at.trademark = json({ data: { mine: { totalCount: 3 } } });
    const sha256Hash = createHash('sha256').update(AGREEMENTS).digest('hex');
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const byHash = JSON.stringify({ extensions });
    expect((await at.send('/graphql', byHash)).errors).toMatchObject([
      { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
    ]);
    expect((await at.send('/graphql', JSON.stringify({ query: AGREEMENTS, extensions }))).data).not.toBeNull();
    expect((await at.send('/graphql', byHash)).data).toEqual({ mine: { totalCount: 3 } });
    const another = JSON.stringify({ query: '{ __typename }', extensions });
    expect((await at.send('/graphql', another)).status).toBe(400);
  });

  test('a document of the page is run by its name; one that nobody gave is not', async () => {
    const [first = ''] = documents.filter((text) => text.startsWith('query Campaign('));
    const documentId = `sha256:${createHash('sha256').update(first).digest('hex')}`;
    const variables = { id: 'fundraising:campaign:01JD3Z7N4QK8R2V6X0Y5ABCDEF' };
    const { errors } = await at.send('/graphql', JSON.stringify({ documentId, variables }));
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NODE_UNAVAILABLE', node: 'fundraising' });
    const search = `documentId=${documentId}&variables=${encodeURIComponent(JSON.stringify(variables))}`;
    const got = await at.send(`/graphql?${search}`, undefined, { 'apollo-require-preflight': 'true' });
    expect(got.errors?.[0]?.extensions).toMatchObject({ code: 'NODE_UNAVAILABLE', node: 'fundraising' });
    const unknown = await at.send('/graphql', JSON.stringify({ documentId: `sha256:${'0'.repeat(64)}` }));
    expect(unknown.status).toBe(400);
    expect(unknown.errors).toMatchObject([{ extensions: { code: 'DOCUMENT_NOT_FOUND' } }]);
    expect(unknown.data).toBeUndefined();
  });

  test('there are no routes of a demonstration', async () => {
    expect((await at.send('/demo/people')).status).toBe(404);
    expect((await at.send('/demo/sign-in', '{"node":"trademark","person":"x"}')).status).toBe(404);
    expect(at.seen).toEqual([]);
  });
});

describe('a page of another site', () => {
  const origin = 'https://evil.example';
  const documentId = `sha256:${createHash('sha256')
    .update(documents[0] ?? '')
    .digest('hex')}`;
  test.each<[string, RequestInit, string]>([
    ['by an address', {}, `?query=${encodeURIComponent(AGREEMENTS)}`],
    ['by the name of a document', {}, `?documentId=${documentId}`],
    ['by a form', { method: 'POST', body: new URLSearchParams({ query: AGREEMENTS }) }, ''],
    [
      'by a form with a file',
      {
        method: 'POST',
        body: '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      },
      '',
    ],
    [
      'by text',
      { method: 'POST', body: JSON.stringify({ query: AGREEMENTS }), headers: { 'content-type': 'text/plain' } },
      '',
    ],
  ])('cannot ask without being asked for leave: %s', async (_name, init, search) => {
    at.seen = [];
    const answer = await fetch(`${at.url}/graphql${search}`, { ...init, headers: { ...init.headers, origin } });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(at.seen).toEqual([]);
  });

  test('is given no leave, and may not read an answer', async () => {
    at.trademark = json({ data: { mine: { totalCount: 3 } } });
    const leave = await fetch(`${at.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    const answer = await fetch(`${at.url}/graphql`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ query: AGREEMENTS }),
    });
    for (const { headers } of [leave, answer]) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });
});
