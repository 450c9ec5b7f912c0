import { until } from '@hubgraph/dev-env';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  chance,
  dayBack,
  expectClean,
  type Fixture,
  FUNDRAISER,
  FUNDRAISING,
  fundOf,
  give,
  heads,
  LAWYER,
  type Raw,
  rawOf,
  seeded,
  send,
  settled,
  today,
  usd,
  world,
} from './fixture.test-helper.ts';

let fixture: Fixture;
let fund = '';
const HUB = 'east-africa';
const OTHER = 'south-asia';
const TREASURER = `${HUB}/Baraka Demo`;
const STAFF = `${HUB}/Otieno Demo`;
const LEAD = `${HUB}/Juma Demo`;
const COMMITTEE = `${HUB}/Zawadi Demo`;

beforeAll(async () => {
  fixture = await seeded(2);
  fund = await fundOf(fixture.movement, HUB);
  await settled(fixture.movement);
});
afterAll(() => fixture.end());

const graph = () => `${fixture.movement.gateway.url}/graphql`;
const ULID = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';

/** Sends a query, and holds what holds for every answer. */
async function query(text: string, variables: Readonly<Record<string, unknown>> = {}, as?: string): Promise<Raw> {
  const headers = as === undefined ? {} : { authorization: `Bearer ${await fixture.movement.client.token(as)}` };
  const answer = await send(graph(), { query: text, variables }, headers);
  expectClean(answer);
  expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(500);
  expect(answer.text.slice(0, 2_000)).not.toContain('INTERNAL_SERVER_ERROR');
  return answer;
}

describe('an id', () => {
  const kinds = ['team', 'application', 'award', 'payment', 'receipt', 'fund'] as const;

  test.each(kinds)('of a %s that nobody knows finds nothing', async (kind) => {
    const answer = await query(`query ($id: ID!) { ${kind}(id: $id) { id } }`, { id: `${HUB}:${kind}:${ULID}` });
    expect(answer.json).toMatchObject({ data: { [kind]: null } });
    expect(answer.json.errors).toBeUndefined();
  });

  const shapes = [
    '',
    ' ',
    ':',
    '::',
    `${HUB}`,
    `${HUB}:team`,
    `${HUB}:team:`,
    `${HUB}:team:x`,
    `${HUB}:team:${ULID}:more`,
    `:team:${ULID}`,
    `${HUB}::${ULID}`,
    `${HUB}:team:${ULID.toLowerCase()}`,
    `${HUB}:team:${ULID}\n`,
    ` ${HUB}:team:${ULID}`,
    `${HUB}:TEAM:${ULID}`,
    `EAST-AFRICA:team:${ULID}`,
    `${HUB}:award:${ULID}`,
    `-${HUB}:team:${ULID}`,
    `east--africa:team:${ULID}`,
    `__proto__:team:${ULID}`,
    `constructor:team:${ULID}`,
    `еast-africa:team:${ULID}`,
    `east‐africa:team:${ULID}`,
    `${HUB}:team:${ULID}\u0000`,
    `${HUB}:team:'; DROP TABLE team; --`,
    `../${HUB}:team:${ULID}`,
    `http://${HUB}:team:${ULID}`,
    `${'a'.repeat(100_000)}:team:${ULID}`,
    `council:team:${ULID}`,
    `fundraising:team:${ULID}`,
    `mars:team:${ULID}`,
  ];
  test('of any other shape is refused or finds nothing, in every place', async () => {
    const places = [
      ...kinds.map((kind) => [`query ($id: ID!) { x: ${kind}(id: $id) { id } }`, undefined] as const),
      ...['motion', 'allocation', 'campaign', 'donation', 'disbursement', 'trademarkAgreement', 'hub'].map(
        (kind) => [`query ($id: ID!) { x: ${kind}(id: $id) { id } }`, undefined] as const,
      ),
      ['query ($id: ID!) { x: teams(hub: $id) { totalCount } }', undefined],
      [
        'mutation ($id: ID!) { x: recogniseTeam(input: { team: $id }) { __typename ... on Refused { code message } } }',
        STAFF,
      ],
      [
        'mutation ($id: ID!) { x: formTeam(input: { hub: $id, name: "x", charter: "x" }) { __typename ... on Refused { code message } } }',
        LEAD,
      ],
      [
        'mutation ($id: ID!) { x: castVote(input: { motion: $id, choice: YES }) { __typename ... on Refused { code message } } }',
        'council/Adaeze Demo',
      ],
      [
        'mutation ($id: ID!) { x: disburse(input: { allocation: $id, hub: "south-asia" }) { __typename ... on Refused { code message } } }',
        FUNDRAISING,
      ],
    ] as const;
    const before = await heads(fixture.movement);
    for (const [text, as] of places) {
      const answers = await Promise.all(
        shapes
          .filter((id) => id !== HUB || !text.includes('formTeam'))
          .map(async (id) => [id, await query(text, { id }, as)] as const),
      );
      for (const [id, { json }] of answers) {
        const found = json.data?.['x'] as { __typename?: string; id?: string } | null | undefined;
        if (found?.id === id && id === HUB) continue;
        const isNothing = found === null || found === undefined || found.__typename === 'Refused';
        expect(
          isNothing || (id === HUB && text.includes('hub')),
          `${text} ${JSON.stringify(id.slice(0, 60))}: ${JSON.stringify(json).slice(0, 300)}`,
        ).toBe(true);
      }
    }
    expect(await heads(fixture.movement)).toEqual(before);
  });

  test('of another hub goes to that hub, whoever asks', async () => {
    const result = await give(fixture.movement, `${OTHER}/Arjun Demo`, 'recogniseTeam', { team: fixture.ids.team });
    expect(result).toMatchObject({ code: 'sign-in-is-needed' });
    const unknown = await give(fixture.movement, `${OTHER}/Arjun Demo`, 'recogniseTeam', {
      team: `${OTHER}:team:${ULID}`,
    });
    expect(unknown).toMatchObject({ code: 'team-is-unknown' });
    // Asked directly, a hub refuses what is another's.
    const answer = await send(
      `${fixture.movement.spec(OTHER).config.endpoint}/graphql`,
      {
        query: 'mutation ($input: RecogniseTeamInput!) { recogniseTeam(input: $input) { ... on Refused { code } } }',
        variables: { input: { team: fixture.ids.team } },
      },
      { authorization: `Bearer ${await fixture.movement.client.token(`${OTHER}/Arjun Demo`)}` },
    );
    expect(answer.json.data).toEqual({ recogniseTeam: { code: 'id-is-of-another-hub' } });
  });

  test('of a hub that is not there is told by its code', async () => {
    for (const hub of ['mars', 'еast-africa', 'east‐africa', 'council']) {
      const answer = await query(
        'mutation ($hub: ID!) { formTeam(input: { hub: $hub, name: "x", charter: "x" }) { __typename } }',
        { hub },
        LEAD,
      );
      expect(['UNKNOWN_HUB', 'ID_MALFORMED'], hub).toContain(answer.json.errors?.[0]?.extensions?.['code']);
    }
  });
});

describe('money', () => {
  const amounts: [string, object][] = [
    ['a fraction of a cent', usd('1.005')],
    ['less than nothing', usd('-1.00')],
    ['nothing', usd('0.00')],
    ['10^30', usd(`1${'0'.repeat(30)}`)],
    ['10^29', usd(`1${'0'.repeat(29)}`)],
    ['2^62', usd('46116860184273879.04')],
    ['more than there is', usd('1500.01')],
    ['a comma', usd('1,50')],
    ['an exponent', usd('1e3')],
    ['hexadecimal', usd('0x10')],
    ['words', usd('ten')],
    ['no digits', usd('')],
    ['a space', usd(' 1.00')],
    ['a sign', usd('+1.00')],
    ['other digits', usd('١٢')],
    ['a million digits', usd('1'.repeat(100_000))],
    ['no number', usd('NaN')],
    ['infinity', usd('Infinity')],
    ['a currency that is none', { decimal: '1.00', currency: 'ABC' }],
    ['gold', { decimal: '1.00', currency: 'XAU' }],
    ['another currency', { decimal: '1.00', currency: 'EUR' }],
    ['no currency', { decimal: '1.00', currency: '' }],
    ['__proto__', { decimal: '1.00', currency: '__proto__' }],
  ];
  test.each(amounts)('is refused in every mutation: %s', async (_, amount) => {
    const { movement, ids } = fixture;
    const before = await heads(movement);
    const results = [
      await give(movement, TREASURER, 'payAward', { award: ids.award, amount }),
      await give(movement, TREASURER, 'returnUnspent', { payment: ids.payment, amount }),
      await give(movement, LEAD, 'reportSpending', {
        payment: ids.payment,
        amount,
        contentHash: 'b'.repeat(64),
        spentOn: today(),
        about: 'x',
      }),
      await give(movement, TREASURER, 'postEntry', {
        hub: HUB,
        kind: 'test',
        effectiveDay: today(),
        postings: [
          { account: 'assets:bank:main', fund, debit: amount },
          { account: 'income:donations', fund, credit: usd('1.00'), counterparty: 'PUBLIC' },
        ],
      }),
    ];
    expect(results.map((result) => result.__typename)).toEqual(['Refused', 'Refused', 'Refused', 'Refused']);
    for (const { code, message } of results) {
      expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
      expect(message?.length).toBeLessThan(500);
    }
    expect(await heads(movement)).toEqual(before);
  });

  test('that is not in two places does not balance', async () => {
    const { movement } = fixture;
    const entry = (postings: object[]) =>
      give(movement, TREASURER, 'postEntry', { hub: HUB, kind: 'test', effectiveDay: today(), postings });
    const before = await heads(movement);
    const bank = { account: 'assets:bank:main', fund };
    const income = { account: 'income:donations', fund, counterparty: 'PUBLIC' };
    const results = await Promise.all([
      entry([]),
      entry([{ ...bank, debit: usd('1.00') }]),
      entry([
        { ...bank, debit: usd('1.00') },
        { ...income, credit: usd('1.01') },
      ]),
      entry([
        { ...bank, debit: usd('1.00') },
        { ...income, debit: usd('1.00') },
      ]),
      entry([{ ...bank, debit: usd('1.00'), credit: usd('1.00') }, income]),
      entry([
        { ...bank, debit: usd('1.00') },
        { ...income, credit: { decimal: '1.00', currency: 'EUR' } },
      ]),
      entry([
        { ...bank, debit: usd('1.00') },
        { ...income, credit: usd('1.00'), fund: `${HUB}:fund:${ULID}` },
      ]),
      entry([
        { ...bank, debit: usd('1.00'), account: 'assets:../bank' },
        { ...income, credit: usd('1.00') },
      ]),
      entry([
        { ...bank, debit: usd('1.00') },
        { account: 'income:donations', fund, credit: usd('1.00') },
      ]),
      entry([
        { ...bank, debit: usd('1.00') },
        { ...income, credit: usd('1.00'), spentIn: 'Kenya' },
      ]),
    ]);
    expect(results.map((result) => result.__typename)).toEqual(results.map(() => 'Refused'));
    for (const { code } of results) expect(code).not.toMatch(/role|sign-in/);
    expect(await heads(movement)).toEqual(before);
  });

  test('cannot be taken out of a fund that has not got it, nor allocated twice', async () => {
    const { movement, ids } = fixture;
    const { data } = await movement.client.ask<{ supportBooks: { funds: { nodes: { id: string }[] } } }>(
      '{ supportBooks { funds { nodes { id } } } }',
    );
    const support = data?.supportBooks.funds.nodes[0]?.id ?? '';
    const before = await heads(movement);
    expect(
      (await give(movement, FUNDRAISING, 'allocateFunds', { fund: support, amount: usd('999999.00') })).__typename,
    ).toBe('Refused');
    expect(await give(movement, FUNDRAISING, 'disburse', { allocation: ids.allocation, hub: HUB })).toMatchObject({
      code: 'part-is-disbursed-already',
    });
    expect(await heads(movement)).toEqual(before);
  });

  test('cannot have been received on a day that is still to come', async () => {
    const { movement, ids } = fixture;
    const donation = { campaign: ids.campaign, amount: usd('5.00'), receivedOn: dayBack(-30) };
    expect((await give(movement, FUNDRAISER, 'receiveDonation', donation)).__typename).toBe('Refused');
  });
});

describe('a text', () => {
  test.each([
    ['of 10,000 signs', 'x'.repeat(10_000)],
    ['of nothing', ''],
    ['of spaces', '   '],
  ])('%s is refused as a name', async (_, name) => {
    const before = await heads(fixture.movement);
    expect((await give(fixture.movement, LEAD, 'formTeam', { hub: HUB, name, charter: 'x' })).__typename).toBe(
      'Refused',
    );
    expect(await heads(fixture.movement)).toEqual(before);
  });

  test.each([
    ['with markup', '<script>alert(1)</script>'],
    ['with quotes', `'"; DROP TABLE team; --`],
    ['with zero', 'a\u0000b'],
    ['with half a sign', 'a\ud800b'],
    ['from right to left', '\u202eevil'],
    ['named __proto__', '__proto__'],
  ])('%s comes back as it went in, or is refused', async (_, name) => {
    const input = JSON.stringify({
      query:
        'mutation ($input: FormTeamInput!) { formTeam(input: $input) { __typename ... on Team { id name } ... on Refused { code } } }',
      variables: { input: { hub: HUB, name, charter: 'x' } },
    });
    const answer = await send(graph(), input, { authorization: `Bearer ${await fixture.movement.client.token(LEAD)}` });
    expectClean(answer);
    expect(answer.text).not.toContain('INTERNAL_SERVER_ERROR');
    const result = answer.json.data?.['formTeam'] as { __typename: string; name?: string } | null;
    if (result?.__typename === 'Team') expect(result.name).toBe(name);
    else
      expect(result?.__typename ?? answer.json.errors?.[0]?.extensions?.['code']).toMatch(
        /Refused|BAD_USER_INPUT|BAD_REQUEST/,
      );
  });

  test('of somebody who may not write it is not kept', async () => {
    const { movement } = fixture;
    const running = movement.node(HUB) as unknown as {
      node: { store: { vault: { put(entries: readonly object[]): Promise<void> } } };
    };
    const { vault } = running.node.store;
    const put = vault.put.bind(vault);
    let kept = 0;
    vault.put = (entries) => {
      kept += entries.length;
      return put(entries);
    };
    try {
      expect(
        await give(movement, undefined, 'formTeam', { hub: HUB, name: 'Spam', charter: 'Spam for ever.' }),
      ).toMatchObject({ code: 'sign-in-is-needed' });
      expect(kept).toBe(0);
    } finally {
      vault.put = put;
    }
  });

  test('is told from another by its key only as long as it is the same request', async () => {
    const { movement } = fixture;
    const input = { hub: HUB, name: 'Once', charter: 'x', idempotencyKey: 'once' };
    const first = await give(movement, LEAD, 'formTeam', input);
    const before = await heads(movement);
    expect(first.__typename).toBe('Team');
    expect((await give(movement, LEAD, 'formTeam', input)).__typename).toBe('Team');
    expect((await give(movement, LEAD, 'formTeam', { ...input, name: 'Twice' })).__typename).toBe('Refused');
    expect(await heads(movement)).toEqual(before);
    for (const idempotencyKey of ['k'.repeat(100_000), '\u0000', "'; --", '__proto__']) {
      const { json } = await query(
        'mutation ($input: FormTeamInput!) { formTeam(input: $input) { __typename ... on Refused { code } } }',
        { input: { ...input, idempotencyKey } },
        LEAD,
      );
      expect(['Team', 'Refused']).toContain(
        (json.data?.['formTeam'] as { __typename: string } | undefined)?.__typename,
      );
      if (idempotencyKey.length > 1_000)
        expect(json.data?.['formTeam'], 'a key has a bound').toMatchObject({ __typename: 'Refused' });
    }
  });
});

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
      full(await query(text.replace('N', String(first))), ['BAD_USER_INPUT']);
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
      full(await query(text, { after }), ['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']);
    }
  });

  test('of 10 MB is refused as too large', async () => {
    const answer = await send(graph(), { query: `{ registry { epoch } } # ${'x'.repeat(10_000_000)}` });
    expect(answer.status).toBe(413);
    full(answer, ['PAYLOAD_TOO_LARGE']);
  });

  test('with 10,000 aliases is refused', async () => {
    full(await query(`{ ${Array.from({ length: 10_000 }, (_, n) => `a${n}: registry { epoch }`).join(' ')} }`), [
      'GRAPHQL_PARSE_FAILED',
      'GRAPHQL_VALIDATION_FAILED',
      'QUERY_TOO_LARGE',
      'BAD_REQUEST',
    ]);
  });

  test('that nests deep is answered within bounds or refused', async () => {
    const deep = (levels: number) =>
      `{ payment(id: "${fixture.ids.payment}") { ${'award { payments { '.repeat(levels)} id ${'} } '.repeat(levels)} } }`;
    for (const levels of [10, 100, 600]) {
      const started = performance.now();
      await query(deep(levels));
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
    const answer = await query(deep);
    expect(answer.text.length).toBeLessThan(1_000_000);
    expect(answer.json.errors?.length).toBeGreaterThan(0);
  }, 60_000);

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
  ] as const)('with %s is refused by its code', async (_, text, codes) => full(await query(text), codes));

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
    const answer = await send(graph(), body);
    expectClean(answer);
    expect(answer.status).toBeLessThan(500);
    if (!body.includes('"variables":[]'))
      expect(answer.json.errors?.[0]?.extensions?.['code'], answer.text).toMatch(/^[A-Z_]+$/);
  });

  test('by GET carries out no mutation, and from a form nothing at all', async () => {
    const before = await heads(fixture.movement);
    const headers = { authorization: `Bearer ${await fixture.movement.client.token(LEAD)}` };
    const mutation = 'mutation { formTeam(input: { hub: "east-africa", name: "x", charter: "x" }) { __typename } }';
    const url = `${graph()}?query=${encodeURIComponent(mutation)}`;
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
        await fetch(graph(), {
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
    const answer = await send(graph(), body);
    expectClean(answer);
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toContain('INTERNAL_SERVER_ERROR');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('for the schema is answered', async () => {
    const answer = await query('{ __schema { queryType { name } types { name kind } } }');
    const types =
      (answer.json.data?.['__schema'] as { types: { name: string }[] } | undefined)?.types.map((type) => type.name) ??
      [];
    expect(types).toContain('MovementFinance');
    expect(
      types.filter((name) => name.startsWith('HubRouter') || (name.startsWith('_') && !name.startsWith('__'))),
    ).toEqual([]);
  });
});

describe('without an agreement in force', () => {
  test('no team is recognised: neither before it is signed nor after it has ended', async () => {
    const { movement } = fixture;
    const form = () =>
      movement.client.act(
        `${OTHER}/Lakshmi Demo`,
        'formTeam',
        'FormTeamInput',
        { hub: OTHER, name: 'x', charter: 'x' },
        '... on Team { id }',
      );
    const recognise = (team: string) => give(movement, `${OTHER}/Arjun Demo`, 'recogniseTeam', { team });
    const { data } = await movement.client.ask<{ hub: { trademarkAgreement: { id: string } } }>(
      'query { hub(id: "south-asia") { trademarkAgreement { id } } }',
    );
    const agreement = data?.hub.trademarkAgreement.id;
    expect((await give(movement, LAWYER, 'endTrademarkAgreement', { agreement, reason: 'A test.' })).__typename).toBe(
      'TrademarkAgreement',
    );
    const refusal = await until(world, 'the end reached the hub', async () => {
      const result = await recognise((await form()).id);
      return result.__typename === 'Refused' ? result : undefined;
    });
    const formed = await form();
    expect(refusal.code).toMatch(/agreement/);
    const offered = await movement.client.act(
      LAWYER,
      'offerTrademarkAgreement',
      'OfferTrademarkAgreementInput',
      { hub: OTHER, validFrom: today(), validTo: dayBack(-30), terms: 'x' },
      '... on TrademarkAgreement { id }',
    );
    expect((await recognise(formed.id)).code).toMatch(/agreement/);
    await until(world, 'the offer arrived', async () => {
      const result = await give(movement, `${OTHER}/Meera Demo`, 'signTrademarkAgreement', {
        hub: OTHER,
        agreement: offered.id,
      });
      return result.__typename === 'HubAgreement' ? true : undefined;
    });
    await until(world, 'the agreement is in force', async () => {
      const result = await recognise(formed.id);
      return result.__typename === 'Team' ? true : undefined;
    });
  });
});

describe('chance', () => {
  test('finds no request that breaks anything', async () => {
    const { ids } = fixture;
    const luck = chance('bad-input');
    const seeds: [string, Record<string, unknown>][] = [
      [
        'query A($id: ID!) { receipt(id: $id) { id amount { decimal } payment { id award { id } sources { amount { decimal } disbursement { id allocation { framework { motion { votes { choice } } } } } } } } }',
        { id: ids.receipt },
      ],
      [
        'query B($id: ID!, $first: Int, $after: String) { donation(id: $id) { uses { disbursement { uses { payment { receipts { id } } } } } } donations(first: $first, after: $after) { nodes { id } pageInfo { endCursor } } }',
        { id: ids.donation, first: 3, after: null },
      ],
      [
        'query C($from: Day!, $to: Day!, $in: String!) { movementFinance(from: $from, to: $to, reportCurrency: $in, acceptPartial: true) { hubs { cells { node amountMinor } } statement { total { key } byNode { key } } } }',
        { from: '2026-01-01', to: '2027-01-01', in: 'EUR' },
      ],
      [
        'query D($hub: ID!, $first: Int) { teams(hub: $hub, first: $first) { nodes { id name applications(first: $first) { nodes { id award { payments { id } } } } } } hub(id: $hub) { books { entries(first: $first, from: "2026-01-01") { nodes { id postings { account } } } } } }',
        { hub: HUB, first: 5 },
      ],
      [
        'mutation E($input: ApplyForFundsInput!) { applyForFunds(input: $input) { ... on Application { id } ... on Refused { code message } } }',
        {
          input: {
            team: ids.team,
            title: 't',
            plan: 'p',
            purpose: 'education',
            amount: { decimal: '1.00', currency: 'USD' },
            spentIn: 'KE',
          },
        },
      ],
      [
        'mutation F($input: PostEntryInput!) { postEntry(input: $input) { ... on JournalEntry { id } ... on Refused { code message } } }',
        {
          input: {
            hub: HUB,
            kind: 'k',
            effectiveDay: today(),
            postings: [
              { account: 'assets:bank:main', fund, debit: usd('1.00') },
              { account: 'income:donations', fund, credit: usd('1.00'), counterparty: 'PUBLIC' },
            ],
            cites: [{ name: 'a', value: 'b' }],
          },
        },
      ],
      [
        'mutation G($input: ProposeFrameworkInput!) { proposeFramework(input: $input) { ... on AllocationFramework { id } ... on Refused { code message } } }',
        { input: { version: 'v', shares: [{ hub: HUB, shareBasisPoints: 10_000 }], floorBasisPoints: 1 } },
      ],
      [
        'mutation H($input: RecordRatesInput!) { recordRates(input: $input) { ... on RateTable { id } ... on Refused { code message } } }',
        { input: { base: 'USD', date: '2020-01-01', source: 's', rates: [{ currency: 'EUR', perBase: '1.5' }] } },
      ],
    ];
    const values: unknown[] = [
      null,
      '',
      0,
      -1,
      1e9,
      2 ** 31,
      2 ** 53,
      1.5,
      true,
      [],
      {},
      [[[]]],
      '__proto__',
      'x'.repeat(5_000),
      '\u0000',
      '\ud800',
      '🙂',
      'NaN',
      '-0',
      '9'.repeat(400),
      '2026-13-01',
      '9999-12-31',
      '0000-01-01',
      'USD',
      'XXX',
      `${HUB}:team:${ULID}`,
      `${OTHER}:fund:${ULID}`,
      HUB,
      'mars',
      ids.team,
      ids.payment,
      ids.motion,
      ids.disbursement,
      { __proto__: null, a: 1 },
      ['a', null],
      '1e3',
      '%00',
      '../..',
      '$' + '{1}',
      '{{1}}',
    ];
    const snippets = [
      '{',
      '}',
      '(',
      ')',
      ' __typename ',
      ' id ',
      ' ...F ',
      ' @skip(if: true) ',
      ' @include(if: $x) ',
      ' @defer ',
      ':',
      '$',
      '"',
      '#',
      ' a: ',
      ' null ',
      '\u0000',
      ' mutation ',
      ' first: 100 ',
      ' nodes { id } ',
      '&',
      '!',
      '[',
      ' 1e400 ',
      ' -1 ',
    ];
    const mutated = (value: unknown): unknown => {
      if (luck.below(4) === 0) return values[luck.below(values.length)];
      if (Array.isArray(value)) {
        const copy = value.map((inner) => (luck.below(3) === 0 ? mutated(inner) : inner));
        return luck.below(4) === 0 ? [...copy, ...copy] : copy;
      }
      if (typeof value === 'object' && value !== null) {
        const entries = Object.entries(value);
        const at = luck.below(entries.length + 1);
        return Object.fromEntries(
          entries.flatMap(([key, inner], index) =>
            index !== at
              ? [[key, inner]]
              : luck.below(8) === 0
                ? []
                : luck.below(10) === 0
                  ? [[`${key}x`, inner]]
                  : [[key, mutated(inner)]],
          ),
        );
      }
      if (typeof value === 'string' && luck.below(2) === 0) {
        const at = luck.below(value.length + 1);
        return value.slice(0, at) + String.fromCharCode(luck.below(300)) + value.slice(at + luck.below(3));
      }
      return values[luck.below(values.length)];
    };
    const garbled = (text: string): string => {
      const at = luck.below(text.length);
      const snippet = snippets[luck.below(snippets.length)] ?? '';
      return luck.below(2) === 0
        ? text.slice(0, at) + snippet + text.slice(at)
        : text.slice(0, at) + text.slice(at + 1 + luck.below(10));
    };
    const people = [undefined, TREASURER, LEAD, COMMITTEE, 'council/Farid Demo', 'council/Adaeze Demo', FUNDRAISING];
    const tokens = await Promise.all(
      people.map((who) => (who === undefined ? undefined : fixture.movement.client.token(who))),
    );
    const broken: string[] = [];
    for (let time = 0; time < 300; time += 1) {
      let [text, variables]: [string, unknown] = seeds[luck.below(seeds.length)] ?? ['', {}];
      const isText = luck.below(3) === 0;
      for (let more = luck.below(3); more >= 0; more -= 1) {
        if (isText) text = garbled(text);
        else variables = mutated(variables);
      }
      const token = tokens[luck.below(tokens.length)];
      const body = JSON.stringify({ query: text, variables });
      const answer = await send(graph(), body, token === undefined ? {} : { authorization: `Bearer ${token}` });
      if (answer.status >= 500 || answer.text.includes('INTERNAL_SERVER_ERROR') || answer.text.includes('"ERR_')) {
        broken.push(`#${time} ${answer.status} ${body.slice(0, 600)} → ${answer.text.slice(0, 400)}`);
        continue;
      }
      try {
        expectClean(answer);
      } catch (error) {
        broken.push(`#${time} ${body.slice(0, 400)} → ${String(error).slice(0, 300)} ${answer.text.slice(0, 300)}`);
      }
    }
    expect(broken, `SEED=${luck.seed}`).toEqual([]);
    const { data } = await fixture.movement.client.ask<{
      hub: { books: { trialBalance: { debits: object; credits: object }[] } };
    }>(`{ hub(id: "${HUB}") { books { trialBalance { debits { amountMinor } credits { amountMinor } } } } }`);
    for (const { debits, credits } of data?.hub.books.trialBalance ?? []) expect(debits).toEqual(credits);
  }, 60_000);
});
