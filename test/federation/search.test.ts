import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fixture, seeded, send } from './fixture.test-helper.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await seeded(3);
});
afterAll(() => fixture.end());

const graph = () => `${fixture.movement.gateway.url}/graphql`;

interface Results {
  readonly nodes: readonly { readonly id: string; readonly kind: string; readonly title: string | null }[];
  readonly pageInfo: { readonly endCursor: string | null };
}

const RESULTS =
  'nodes { id kind title snippet at amount { currency decimal } } pageInfo { hasNextPage endCursor } totalCount isComplete';
const AT_HUBS = `query ($text: String!, $first: Int, $after: String) {
  hubs(first: 10) { nodes { id search(text: $text, first: $first, after: $after) { ${RESULTS} } } } }`;

async function atHubs(variables: object): Promise<Readonly<Record<string, Results>>> {
  const { json } = await send(graph(), { query: AT_HUBS, variables });
  expect(json.errors).toBeUndefined();
  const { nodes } = (json.data as { hubs: { nodes: { id: string; search: Results }[] } }).hubs;
  return Object.fromEntries(nodes.map(({ id, search }) => [id, search]));
}

test('all hubs are asked at once, and each finds what it has of the thread', async () => {
  const { application, receipt, team } = fixture.ids;
  const found = await atHubs({ text: 'twelve' });
  expect(Object.keys(found)).toHaveLength(3);
  expect(found['east-africa']).toMatchObject({
    nodes: [
      { id: application, kind: 'APPLICATION', title: 'Twelve village libraries' },
      { id: receipt, kind: 'RECEIPT', title: 'Twelve village libraries', snippet: expect.stringContaining('twelve') },
    ],
    pageInfo: { hasNextPage: false },
    totalCount: 2,
    isComplete: true,
  });
  for (const [id, results] of Object.entries(found)) {
    if (id !== 'east-africa') expect(results.nodes).toEqual([]);
  }
  const { 'east-africa': decision } = await atHubs({ text: 'nobody else reaches' });
  expect(decision?.nodes).toMatchObject([{ id: application, kind: 'DECISION', title: 'Twelve village libraries' }]);
  const first = (await atHubs({ text: 'libraries', first: 1 }))['east-africa'];
  const second = (await atHubs({ text: 'libraries', first: 1, after: first?.pageInfo.endCursor }))['east-africa'];
  expect([first, second].map((page) => page?.nodes[0]?.id)).toEqual([application, team]);
});

test('a receipt is found by the digest of its file, at the one hub that has it', async () => {
  const { receipt } = fixture.ids;
  const { json } = await send(graph(), { query: `{ receipt(id: "${receipt}") { contentHash } }` });
  const { contentHash } = (json.data as { receipt: { contentHash: string } }).receipt;
  const found = await atHubs({ text: contentHash });
  expect(found['east-africa']).toMatchObject({ nodes: [{ id: receipt, kind: 'RECEIPT' }], totalCount: 1 });
  for (const [id, results] of Object.entries(found)) if (id !== 'east-africa') expect(results.nodes).toEqual([]);
  const other = await atHubs({ text: `${contentHash.slice(0, 63)}${contentHash.endsWith('0') ? '1' : '0'}` });
  expect(other['east-africa']?.nodes).toEqual([]);
});

test.each([
  'USD 2,650.00',
  'USD 2650',
  '2650',
  '2650.00',
  '2.650,00',
  'Offline readers, twelve pieces, and training. USD 2,650.00 Libraries on the Move',
])('a receipt on paper is found by what stands on it: %s', async (text) => {
  const found = await atHubs({ text });
  const { receipt } = fixture.ids;
  expect(found['east-africa']?.nodes).toContainEqual(
    expect.objectContaining({
      id: receipt,
      kind: 'RECEIPT',
      snippet: expect.stringContaining('Offline readers'),
      amount: { currency: 'USD', decimal: '2650.00' },
    }),
  );
});

test('what the team asked for is found by the amount and the team’s name', async () => {
  const { application } = fixture.ids;
  const { json } = await send(graph(), {
    query: `{ application(id: "${application}") { amount { decimal currency } } }`,
  });
  const { decimal } = (json.data as { application: { amount: { decimal: string } } }).application.amount;
  const { 'east-africa': found } = await atHubs({ text: `Libraries on the Move ${decimal}` });
  expect(found?.nodes).toContainEqual(expect.objectContaining({ id: application, kind: 'APPLICATION' }));
});

test('the council and fundraising find what is theirs', async () => {
  const query = `query ($hub: String!, $campaign: String!) {
    searchCouncil(text: $hub) { ${RESULTS} } searchFundraising(text: $campaign) { ${RESULTS} } }`;
  const { json } = await send(graph(), { query, variables: { hub: 'Africa', campaign: 'KNOW' } });
  expect(json.errors).toBeUndefined();
  expect(json.data).toMatchObject({
    searchCouncil: { nodes: expect.arrayContaining([expect.objectContaining({ id: 'east-africa', kind: 'HUB' })]) },
    searchFundraising: { nodes: [{ kind: 'CAMPAIGN', title: 'Knowledge for everyone (demonstration)' }] },
  });
  const motions = await send(graph(), {
    query: `{ searchCouncil(text: "communities", first: 50) { ${RESULTS} } }`,
  });
  expect(motions.json.data).toMatchObject({
    searchCouncil: { nodes: expect.arrayContaining([expect.objectContaining({ kind: 'MOTION' })]) },
  });
});

test('what cannot be looked for is refused, through the gateway too', async () => {
  const { json } = await send(graph(), { query: AT_HUBS, variables: { text: '"*"' } });
  expect(json.errors).toHaveLength(3);
  for (const { message, extensions } of json.errors ?? []) {
    expect(message).toBe('Give at least one word to look for.');
    expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  }
  expect(await atHubs({ text: '"twelve" AND NEAR(' })).toMatchObject({ 'east-africa': { nodes: [] } });
});
