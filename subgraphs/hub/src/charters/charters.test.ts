import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRejection, newId, realWorld, sha256 } from '@hubgraph/kernel';
import { anonymous, operator, RunningNode, schemaOf, TextSealer, tokenFor } from '@hubgraph/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askGraph } from '../../../../packages/node/src/ask-graph.test-helper.ts';
import { hub } from '../definition.ts';

const UNKNOWN = 'cee:hub-charter:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const schema = schemaOf(hub);
const folder = mkdtempSync(join(tmpdir(), 'hubgraph-charters-'));
// One moment for everything: the order must come from the journal and not from the ids.
const world = { ...realWorld(), clock: { now: () => Date.parse('2026-03-01T12:00:00Z'), after: () => () => {} } };
let node: RunningNode;
let board: string;

beforeAll(async () => {
  const config = { id: 'cee', folder, host: '127.0.0.1', port: 0, endpoint: 'http://cee.invalid', isDemo: false };
  const council = { id: 'council', endpoint: 'http://council.invalid', statementKeys: [] };
  node = await RunningNode.open(world, { ...config, council }, hub);
  board = await enter('board-member');
});
afterAll(async () => {
  await node.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function enter(role: string): Promise<string> {
  const texts = new TextSealer(world, 'cee');
  const person = newId(world, 'cee', 'person');
  await node.operate(operator, person, 'AddPerson', { person, name: texts.seal('Somebody') }, texts.entries);
  await node.operate(operator, `${person}:role`, 'GrantRole', { person, role });
  return person;
}

interface Shown {
  readonly [field: string]: unknown;
  readonly id: string;
}

async function ask<T>(by: string | undefined, source: string, variableValues: Record<string, unknown>): Promise<T> {
  const actor = by === undefined ? anonymous : await node.actorOf(await tokenFor(node, by));
  if (isRejection(actor)) throw new Error(actor.message);
  const answer = await askGraph({ schema, source, variableValues, contextValue: node.contextFor(actor) });
  if (answer.errors !== undefined) throw answer.errors[0];
  return Object.values(answer.data ?? {})[0] as T;
}

const CHARTER = 'id version language text digest adoptedAt adoptedBy { id name } isInForce hub { id }';
const adopt = (input: Record<string, unknown>, by: string | undefined = board) =>
  ask<Shown>(
    by,
    `mutation ($input: AdoptHubCharterInput!) {
      adoptHubCharter(input: $input) { __typename ... on HubCharter { ${CHARTER} } ... on Refused { code } } }`,
    { input: { hub: 'cee', version: '1', language: 'sr', text: 'We support teams.', ...input } },
  );
const find = (id: string) =>
  ask<Shown | null>(undefined, `query ($id: ID!) { hubCharter(id: $id) { ${CHARTER} } }`, { id });
async function ofHub(page: Record<string, unknown> = {}) {
  const [found] = await ask<
    { charter: Shown | null; charters: { nodes: Shown[]; totalCount: number; pageInfo: Shown } }[]
  >(
    undefined,
    `query ($first: Int, $after: String) { _entities(representations: [{ __typename: "Hub", id: "cee" }]) { ... on Hub {
      charter { id } charters(first: $first, after: $after) { nodes { id isInForce } totalCount pageInfo { hasNextPage endCursor } } } } }`,
    page,
  );
  if (found === undefined) throw new Error('There is no hub.');
  return found;
}

test('the board adopts charters, the last one is in force, and everybody can read all of them', async () => {
  expect(await ofHub()).toMatchObject({ charter: null, charters: { nodes: [], totalCount: 0 } });

  const first = await adopt({});
  expect(first).toMatchObject({
    __typename: 'HubCharter',
    version: '1',
    language: 'sr',
    text: 'We support teams.',
    digest: sha256('We support teams.'),
    adoptedAt: '2026-03-01T12:00:00.000Z',
    adoptedBy: { id: board, name: 'Somebody' },
    isInForce: true,
    hub: { id: 'cee' },
  });
  const all = [first];
  for (const version of ['2', '3', '4', '5']) all.unshift(await adopt({ version, text: `The ${version}th words.` }));
  const ids = all.map(({ id }) => id);
  expect(await ofHub()).toMatchObject({
    charter: { id: ids[0] },
    charters: { nodes: ids.map((id, index) => ({ id, isInForce: index === 0 })), totalCount: 5 },
  });
  expect(await find(first.id)).toMatchObject({ text: 'We support teams.', isInForce: false });

  const seen: unknown[] = [];
  let after: unknown;
  do {
    const { charters } = await ofHub({ first: 2, after });
    seen.push(...charters.nodes.map(({ id }) => id));
    after = charters.pageInfo['hasNextPage'] === true ? charters.pageInfo['endCursor'] : undefined;
  } while (after !== undefined);
  expect(seen).toEqual(ids);
  await expect(ofHub({ after: UNKNOWN })).rejects.toMatchObject({ extensions: { reason: 'cursor-is-malformed' } });

  expect(await adopt({ version: '1', text: 'Other words.' })).toMatchObject({ code: 'charter-version-exists' });
  expect((await ofHub()).charters.totalCount).toBe(5);
});

test('a charter may be long, and its words are not in the journal', async () => {
  const text = 'ž'.repeat(50_000);
  const { id } = await adopt({ version: 'long', text });
  expect(await find(id)).toMatchObject({ text, digest: sha256(text) });
  const commits = await node.store.range(1, 500);
  expect(commits.filter(({ bytes }) => Buffer.from(bytes).includes('žž'))).toEqual([]);
  expect(commits.filter(({ bytes }) => Buffer.from(bytes).includes(sha256(text)))).toHaveLength(1);
});

test.each([
  ['sign-in-is-needed', {}, 'nobody'],
  ['role-is-missing', {}, 'administrator'],
  ['role-is-missing', {}, 'staff'],
  ['id-is-of-another-hub', { hub: 'asia' }, 'board-member'],
  ['text-is-empty', { text: ' \n' }, 'board-member'],
  ['text-is-too-long', { text: 'x'.repeat(50_001) }, 'board-member'],
  ['charter-version-is-malformed', { version: 'Second edition' }, 'board-member'],
  ['language-is-malformed', { version: 'new', language: 'Serbian' }, 'board-member'],
])('refused: %s', async (code, input, role) => {
  const person = role === 'nobody' ? undefined : await enter(role);
  const { position } = node.journal;
  const source =
    'mutation ($input: AdoptHubCharterInput!) { adoptHubCharter(input: $input) { ... on Refused { code } } }';
  const all = { hub: 'cee', version: 'refused', language: 'sr', text: 'x', ...input };
  expect(await ask(person, source, { input: all })).toEqual({ code });
  expect(node.journal.position).toBe(position);
});

test('a charter is found by its words', async () => {
  const { id } = await adopt({ version: 'found', text: 'Whoever waters the almond trees may speak.' });
  const [hub] = await ask<{ search: { nodes: Shown[] } }[]>(
    undefined,
    `{ _entities(representations: [{ __typename: "Hub", id: "cee" }]) { ... on Hub {
      search(text: "almond tre") { nodes { id kind title snippet } } } } }`,
    {},
  );
  const snippet = 'Whoever waters the almond trees may speak.';
  expect(hub?.search.nodes).toEqual([{ id, kind: 'CHARTER', title: 'found', snippet }]);
});

test('an erased text is null, and the charter with its digest stays', async () => {
  const { id } = await adopt({ version: 'erased' });
  const { text } = node.read.entity<{ text: { key: string } }>('hub-charter', id) ?? {};
  await node.store.vault.erase(text?.key ?? '');
  expect(await find(id)).toMatchObject({ version: 'erased', text: null, digest: sha256('We support teams.') });
});

test('an unknown id is null, one of another hub an error, a reference to nothing has its id alone', async () => {
  expect(await find(UNKNOWN)).toBeNull();
  await expect(find(UNKNOWN.replace('cee', 'asia'))).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', reason: 'id-is-of-another-hub' },
  });
  const [found] = await ask<Shown[]>(
    undefined,
    `{ _entities(representations: [{ __typename: "HubCharter", id: "${UNKNOWN}" }]) { ... on HubCharter { ${CHARTER} } } }`,
    {},
  );
  expect(found).toMatchObject({ id: UNKNOWN, version: null, text: null, digest: null, isInForce: null });
});
