import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectClean, type Fixture, give, heads, send } from '../fixture.test-helper.ts';
import { graphOf, HUB, LEAD, query, twoHubs } from './two-hubs.test-helper.ts';

let fixture: Fixture;
beforeAll(async () => {
  ({ fixture } = await twoHubs());
});
afterAll(() => fixture.end());

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
    const answer = await send(graphOf(fixture), input, {
      authorization: `Bearer ${await fixture.movement.client.token(LEAD)}`,
    });
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
        fixture,
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
