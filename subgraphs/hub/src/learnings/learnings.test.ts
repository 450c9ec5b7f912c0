import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { booksConcept } from '@hubgraph/books';
import { createHubRouter, type HubEntry, hubRouterDirectives, writeCursor } from '@hubgraph/hub-router';
import { isRejection, newId, realWorld } from '@hubgraph/kernel';
import {
  commonTypeDefs,
  type NodeDefinition,
  operator,
  RunningNode,
  schemaOf,
  sdlOf,
  TextSealer,
  tokenFor,
} from '@hubgraph/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askGraph } from '../../../../packages/node/src/ask-graph.test-helper.ts';
import { hubProfile } from '../hub-profile/concept.ts';
import { roles } from '../roles.ts';
import { teams } from '../teams/concept.ts';
import { learnings } from './concept.ts';

const definition: NodeDefinition = {
  kind: 'hub',
  roles,
  concepts: [hubProfile, booksConcept({ root: 'hub' }), teams, learnings],
  typeDefs: `${commonTypeDefs}\n${hubRouterDirectives.replaceAll('@federation__inaccessible', '@inaccessible')}`,
};
const schema = schemaOf(definition);
const folder = mkdtempSync(join(tmpdir(), 'hubgraph-learnings-'));
let node: RunningNode;
let other: RunningNode;

function open(id: string): Promise<RunningNode> {
  const place = { folder: join(folder, id), host: '127.0.0.1', port: 0, endpoint: `http://${id}.invalid` };
  const council = { id: 'council', endpoint: 'http://council.invalid', statementKeys: [] };
  return RunningNode.open(realWorld(), { id, ...place, isDemo: false, council }, definition);
}

beforeAll(async () => {
  [node, other] = await Promise.all([open('cee'), open('asia')]);
});
afterAll(async () => {
  await Promise.all([node.stop(), other.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

async function enter(role?: string, at = node): Promise<string> {
  const texts = new TextSealer(at.world, at.config.id);
  const person = newId(at.world, at.config.id, 'person');
  const name = texts.seal('Somebody');
  await texts.store(at.store);
  await at.operate(operator, person, 'AddPerson', { person, name });
  if (role !== undefined) await at.operate(operator, `${person}:${role}`, 'GrantRole', { person, role });
  return person;
}

interface Body {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

interface Page {
  readonly nodes: readonly { readonly id: string; readonly hub: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number | null;
  readonly coverage: { readonly answered: readonly string[]; readonly missing: readonly unknown[] };
}

interface Shown {
  readonly __typename?: string;
  readonly id: string;
  readonly code?: string;
  readonly [field: string]: unknown;
}

/** Asks as a person: the one field that the query has. */
async function ask<T = Shown>(
  by: string,
  source: string,
  variableValues: Record<string, unknown>,
  at = node,
): Promise<T> {
  const actor = await at.actorOf(await tokenFor(at, by));
  if (isRejection(actor)) throw new Error(actor.message);
  const answer = await askGraph({ schema, source, variableValues, contextValue: at.contextFor(actor) });
  if (answer.errors !== undefined) throw answer.errors[0];
  return Object.values(answer.data ?? {})[0] as T;
}

const FIELDS =
  '__typename ... on Learning { id status title text topics team { id charter } sharedAt sharedBy { id } withdrawalReason hub { id } } ... on Refused { code }';
const share = (by: string, input: Record<string, unknown>, at = node) =>
  ask(
    by,
    `mutation ($input: ShareLearningInput!) { shareLearning(input: $input) { ${FIELDS} } }`,
    { input: { hub: 'cee', title: 'Ask first', text: 'Ask newcomers what they came for.', ...input } },
    at,
  );
const withdraw = (by: string, learning: string) =>
  ask(by, `mutation ($input: WithdrawLearningInput!) { withdrawLearning(input: $input) { ${FIELDS} } }`, {
    input: { learning, reason: 'It named somebody.' },
  });
const find = (by: string, id: string) =>
  ask<Shown | null>(by, 'query ($id: ID!) { learning(id: $id) { id status title text withdrawalReason } }', { id });

test('a learning of a team is shared, listed by topic, and withdrawn', async () => {
  const staff = await enter('staff');
  const lead = await enter();
  const formed = await ask(
    lead,
    'mutation ($input: FormTeamInput!) { formTeam(input: $input) { ... on Team { id } } }',
    {
      input: { hub: 'cee', name: 'Welcome', charter: 'We greet newcomers.' },
    },
  );

  expect(await share(lead, { topics: ['onboarding'] })).toMatchObject({ code: 'role-is-missing' });
  const ofTeam = await share(lead, { topics: ['onboarding', 'events'], team: formed.id });
  expect(ofTeam).toMatchObject({
    __typename: 'Learning',
    status: 'SHARED',
    text: 'Ask newcomers what they came for.',
    topics: ['onboarding', 'events'],
    team: { id: formed.id, charter: 'We greet newcomers.' },
    sharedBy: { id: lead },
    hub: { id: 'cee' },
  });
  const ofHub = await share(staff, { topics: ['events'] });
  expect(await share(staff, { team: 'asia:team:01JD3Z7N4QK8R2V6X0Y5ABCDEF' })).toMatchObject({
    code: 'id-is-of-another-hub',
  });
  expect(await share(staff, { text: 'x'.repeat(4_001) })).toMatchObject({ code: 'text-is-too-long' });

  const list = async (topics: string[], first = 20, after?: string) => {
    const entities = await ask<
      { learnings: { nodes: Shown[]; totalCount: number; pageInfo: { endCursor: string } } }[]
    >(
      lead,
      `query ($topics: [String!], $first: Int, $after: String) { _entities(representations: [{ __typename: "Hub", id: "cee" }]) {
        ... on Hub { learnings(topics: $topics, first: $first, after: $after) { nodes { id } totalCount pageInfo { endCursor } } } } }`,
      { topics, first, after },
    );
    const { nodes, totalCount, pageInfo } = entities[0]?.learnings ?? {
      nodes: [],
      totalCount: -1,
      pageInfo: undefined,
    };
    return { ids: nodes.map((one) => one.id), totalCount, endCursor: pageInfo?.endCursor };
  };
  expect(await list([])).toMatchObject({ ids: [ofHub.id, ofTeam.id], totalCount: 2 });
  expect(await list(['onboarding', 'nothing'])).toMatchObject({ ids: [ofTeam.id], totalCount: 1 });
  const first = await list(['events'], 1);
  expect(first).toMatchObject({ ids: [ofHub.id], totalCount: 2 });
  expect(await list(['events'], 1, first.endCursor)).toMatchObject({ ids: [ofTeam.id] });

  expect(await withdraw(lead, ofHub.id)).toMatchObject({ code: 'learning-was-shared-by-another' });
  expect(await withdraw(staff, ofTeam.id)).toMatchObject({ status: 'WITHDRAWN', title: null, text: null });
  expect(await withdraw(staff, ofTeam.id)).toMatchObject({ code: 'learning-is-withdrawn' });
  expect(await list([])).toMatchObject({ ids: [ofHub.id], totalCount: 1 });
  expect(await find(lead, ofTeam.id)).toMatchObject({ text: null, withdrawalReason: 'It named somebody.' });
});

test('an erased text is null, and the learning stays', async () => {
  const staff = await enter('staff');
  const { id } = await share(staff, {});
  const { text } = node.read.entity<{ text: { key: string } }>('learning', id) ?? {};
  await node.store.vault.erase(text?.key ?? '');
  expect(await find(staff, id)).toMatchObject({ title: 'Ask first', text: null });
});

test('an unknown id is null, one of another hub an error', async () => {
  const staff = await enter('staff');
  expect(await find(staff, 'cee:learning:01JD3Z7N4QK8R2V6X0Y5ABCDEF')).toBeNull();
  await expect(find(staff, 'asia:learning:01JD3Z7N4QK8R2V6X0Y5ABCDEF')).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', reason: 'id-is-of-another-hub' },
  });
});

test('a learning is found by its words until it is withdrawn or its text is erased', async () => {
  const staff = await enter('staff');
  const search = async (text: string) => {
    const entities = await ask<{ search: { nodes: Shown[] } }[]>(
      staff,
      `query ($text: String!) { _entities(representations: [{ __typename: "Hub", id: "cee" }]) {
        ... on Hub { search(text: $text) { nodes { id kind title snippet } } } } }`,
      { text },
    );
    return entities[0]?.search.nodes ?? [];
  };
  const { id } = await share(staff, { title: 'Saving seeds', text: 'Dry the beans of the tall plants.' });
  const hit = { id, kind: 'LEARNING', title: 'Saving seeds', snippet: 'Dry the beans of the tall plants.' };
  expect(await search('seeds tall')).toEqual([hit]);
  const { text } = node.read.entity<{ text: { key: string } }>('learning', id) ?? {};
  await node.store.vault.erase(text?.key ?? '');
  expect(await search('beans')).toEqual([]);
  expect(await search('seeds')).toEqual([{ ...hit, snippet: null }]);
  await withdraw(staff, id);
  expect(await search('seeds')).toEqual([]);
});

test('what all hubs shared is one list, the newest first, paged over hubs that do not know of each other', async () => {
  const hubs = [other, node];
  const shared: { id: string; hub: string; sharedAt: string }[] = [];
  const staff = new Map<RunningNode, string>();
  for (const home of hubs) staff.set(home, await enter('staff', home));
  for (let count = 0; count < 4; count++) {
    for (const home of hubs) {
      const one = await share(staff.get(home) ?? '', { hub: home.config.id, topics: ['everywhere'] }, home);
      shared.push({ id: one.id, hub: home.config.id, sharedAt: String(one['sharedAt']) });
    }
  }
  const text = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  shared.sort((a, b) => text(b.sharedAt, a.sharedAt) || text(a.hub, b.hub) || text(a.id, b.id));

  const missing = new Set<string>();
  const router = createHubRouter({
    sdl: sdlOf(definition),
    clock: node.world.clock,
    async send({ hub, body }) {
      const home = hubs.find(({ config }) => config.id === hub);
      if (home === undefined || missing.has(hub)) return { status: 503, body: '' };
      const { query: source, variables: variableValues } = JSON.parse(body) as Body;
      const contextValue = home.contextFor({ kind: 'anonymous', name: 'anonymous', roles: [] });
      return { status: 200, body: JSON.stringify(await askGraph({ schema, source, variableValues, contextValue })) };
    },
  });
  const entry = (id: string): HubEntry => ({ id, endpoint: `http://${id}.invalid`, status: 'authorised' });
  const page = async (variables: Record<string, unknown>) => {
    const query = `query ($first: Int, $after: String) { learnings(topics: ["everywhere"], first: $first, after: $after) {
      nodes { id hub { id } } pageInfo { hasNextPage endCursor } totalCount coverage { answered missing { node reason } } } }`;
    const snapshot = { epoch: 1, hubs: ['cee', 'asia'].map(entry) };
    const { data, errors } = await router.process({ query, variables }, snapshot, { credentials: () => ({}) });
    return { ...(data?.['learnings'] as Page), errors };
  };

  const seen: string[] = [];
  for (let after: string | null = null, isMore = true; isMore; ) {
    const { nodes, pageInfo, totalCount, coverage, errors }: Awaited<ReturnType<typeof page>> = await page({
      first: 3,
      after,
    });
    expect(errors).toBeUndefined();
    expect(totalCount).toBe(8);
    expect(coverage).toEqual({ answered: ['asia', 'cee'], missing: [] });
    for (const { id, hub } of nodes) expect(id.startsWith(`${hub.id}:`)).toBe(true);
    seen.push(...nodes.map(({ id }) => id));
    ({ endCursor: after, hasNextPage: isMore } = pageInfo);
  }
  expect(seen).toEqual(shared.map(({ id }) => id));

  missing.add('asia');
  const part = await page({ first: 3 });
  // Of the page, and of the count, which is withheld.
  expect(part.errors?.map(({ extensions }) => extensions['reason'])).toEqual(['http-503', 'http-503']);
  expect(part.totalCount).toBeNull();
  expect(part.nodes.map(({ hub }) => hub.id)).toEqual(['cee', 'cee', 'cee']);
  expect(part.coverage.missing).toEqual([{ node: 'asia', reason: 'http-503' }]);
  missing.clear();
  const rest = await page({ first: 3, after: part.pageInfo.endCursor });
  expect(rest.nodes).toHaveLength(1);
  expect(rest.errors?.map(({ extensions }) => extensions['reason'])).toEqual(['missed-before', 'missed-before']);
});

test('a page of all hubs goes on after a place of any hub, and of a moment that several share', async () => {
  const staff = await enter('staff');
  const { id, sharedAt } = await share(staff, { topics: ['moment'] });
  const found = async (hub: string, of: string, keys: readonly unknown[] = [sharedAt]) => {
    const after = writeCursor({ keys, hub, id: of, epoch: 1, missing: [] });
    const query = 'query ($after: String) { learnings(topics: ["moment"], after: $after) { nodes { id } } }';
    return (await ask<{ nodes: Shown[] }>(staff, query, { after })).nodes.length;
  };
  expect(await found('asia', 'asia:learning:1')).toBe(1);
  expect(await found('cee', `${id.slice(0, -1)}!`)).toBe(1);
  expect(await found('cee', id)).toBe(0);
  expect(await found('north', 'north:learning:1')).toBe(0);
  expect(await found('asia', 'x', ['2001-01-01T00:00:00.000Z'])).toBe(0);
  for (const keys of [[], ['x'], [null], [sharedAt, sharedAt]]) {
    await expect(found('asia', 'x', keys)).rejects.toMatchObject({ extensions: { reason: 'cursor-is-malformed' } });
  }
  await expect(ask(staff, '{ learnings(after: "x") { nodes { id } } }', {})).rejects.toMatchObject({
    extensions: { reason: 'cursor-is-malformed' },
  });
});
