import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, FUNDRAISING, give, heads, send } from '../fixture.test-helper.ts';
import { HUB, LEAD, OTHER, query, STAFF, twoHubs, ULID } from './two-hubs.test-helper.ts';

let fixture: Fixture;
beforeAll(async () => {
  ({ fixture } = await twoHubs());
});
afterAll(() => fixture.end());

describe('an id', () => {
  const kinds = ['team', 'application', 'award', 'payment', 'receipt', 'fund'] as const;

  test.each(kinds)('of a %s that nobody knows finds nothing', async (kind) => {
    const answer = await query(fixture, `query ($id: ID!) { ${kind}(id: $id) { id } }`, {
      id: `${HUB}:${kind}:${ULID}`,
    });
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
          .map(async (id) => [id, await query(fixture, text, { id }, as)] as const),
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
        fixture,
        'mutation ($hub: ID!) { formTeam(input: { hub: $hub, name: "x", charter: "x" }) { __typename } }',
        { hub },
        LEAD,
      );
      expect(['UNKNOWN_HUB', 'ID_MALFORMED'], hub).toContain(answer.json.errors?.[0]?.extensions?.['code']);
    }
  });
});
