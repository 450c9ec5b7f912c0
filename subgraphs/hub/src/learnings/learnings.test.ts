import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hubRouterDirectives } from '@hubgraph/hub-router';
import { isRejection, newId, realWorld } from '@hubgraph/kernel';
import {
  commonTypeDefs,
  type NodeDefinition,
  operator,
  RunningNode,
  schemaOf,
  TextSealer,
  tokenFor,
} from '@hubgraph/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hubProfile } from '../hub-profile/concept.ts';
import { roles } from '../roles.ts';
import { teams } from '../teams/concept.ts';
import { learnings } from './concept.ts';

// Vitest takes graphql's ES modules and @apollo/subgraph its CommonJS ones; a schema works in its own realm only.
const { graphql } = createRequire(import.meta.url)('graphql') as typeof import('graphql');

const definition: NodeDefinition = {
  kind: 'hub',
  roles,
  concepts: [hubProfile, teams, learnings],
  typeDefs: `${commonTypeDefs}\n${hubRouterDirectives.replaceAll('@federation__inaccessible', '@inaccessible')}`,
};
const schema = schemaOf(definition);
const folder = mkdtempSync(join(tmpdir(), 'hubgraph-learnings-'));
let node: RunningNode;

beforeAll(async () => {
  const config = { id: 'cee', folder, host: '127.0.0.1', port: 0, endpoint: 'http://cee.invalid', isDemo: false };
  const council = { id: 'council', endpoint: 'http://council.invalid', statementKeys: [] };
  node = await RunningNode.open(realWorld(), { ...config, council }, definition);
});
afterAll(async () => {
  await node.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function enter(role?: string): Promise<string> {
  const texts = new TextSealer(node.world, 'cee');
  const person = newId(node.world, 'cee', 'person');
  const name = texts.seal('Somebody');
  await texts.store(node.store);
  await node.operate(operator, person, 'AddPerson', { person, name });
  if (role !== undefined) await node.operate(operator, `${person}:${role}`, 'GrantRole', { person, role });
  return person;
}

interface Shown {
  readonly __typename?: string;
  readonly id: string;
  readonly code?: string;
  readonly [field: string]: unknown;
}

/** Asks as a person: the one field that the query has. */
async function ask<T = Shown>(by: string, source: string, variableValues: Record<string, unknown>): Promise<T> {
  const actor = await node.actorOf(await tokenFor(node, by));
  if (isRejection(actor)) throw new Error(actor.message);
  const answer = await graphql({ schema, source, variableValues, contextValue: node.contextFor(actor) });
  if (answer.errors !== undefined) throw answer.errors[0];
  return Object.values(answer.data ?? {})[0] as T;
}

const FIELDS =
  '__typename ... on Learning { id status title text topics team { id charter } sharedBy { id } withdrawalReason hub { id } } ... on Refused { code }';
const share = (by: string, input: Record<string, unknown>) =>
  ask(by, `mutation ($input: ShareLearningInput!) { shareLearning(input: $input) { ${FIELDS} } }`, {
    input: { hub: 'cee', title: 'Ask first', text: 'Ask newcomers what they came for.', ...input },
  });
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
