import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { booksConcept } from '@hubgraph/books';
import { hubRouterDirectives } from '@hubgraph/hub-router';
import { realWorld, sha256, type World } from '@hubgraph/kernel';
import {
  type Actor,
  anonymous,
  commonTypeDefs,
  type NodeDefinition,
  personActor,
  RunningNode,
  schemaOf,
} from '@hubgraph/node';
import type { GraphQLError } from 'graphql';
import { expect } from 'vitest';
import { askGraph } from '../../../../../packages/node/src/ask-graph.test-helper.ts';
import { grantsJson } from '../../grants/exports.ts';
import { imports } from '../concept.ts';

/** A hub with books and imports and nothing else. */
export const definition: NodeDefinition = {
  kind: 'hub',
  roles: { treasurer: 'Keeps the books.', staff: 'Works for the hub.' },
  concepts: [booksConcept({ root: 'hub' }), { ...imports, exports: [grantsJson] }],
  typeDefs: [
    commonTypeDefs,
    hubRouterDirectives.replaceAll('@federation__inaccessible', '@inaccessible'),
    'type Hub @key(fields: "id") @route(by: ID) { id: ID! }',
  ].join('\n'),
};

export const treasurer: Actor = personActor('east:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF', [{ role: 'treasurer' }]);
export const staff: Actor = personActor('east:person:01JD3Z7N4QK8R2V6X0Y5ABCDEG', [{ role: 'staff' }]);
export { anonymous };

type Fields = Readonly<Record<string, unknown>>;

export interface ImportNode extends AsyncDisposable {
  readonly node: RunningNode;
  ask(actor: Actor, source: string, variables?: Fields): Promise<{ data: Fields; errors: readonly GraphQLError[] }>;
  /** The answer of one mutation, as the treasurer unless somebody else gives it. */
  give(mutation: keyof typeof MUTATIONS, input: Fields, actor?: Actor): Promise<Fields>;
  /** What a visitor sees of the hub. */
  seen<T>(selection: string): Promise<T>;
  /** The node stopped, as if its power were cut between two requests, and opened again. */
  reopen(options?: { withoutViews: boolean }): Promise<ImportNode>;
}

const ANSWER = `{ __typename ... on Import { id status format fileSha256 book fund country stagedBatches stagedRows
  startedAt startedBy { id } closedAt } ... on Refused { code message } }`;

const MUTATIONS = {
  startImport: 'StartImportInput',
  stageImportEntries: 'StageImportEntriesInput',
  stageImportGrants: 'StageImportGrantsInput',
  completeImport: 'CompleteImportInput',
  dropImport: 'DropImportInput',
  declareResource: 'DeclareResourceInput',
} as const;

const ANSWERS: Partial<Record<keyof typeof MUTATIONS, string>> = {
  declareResource: '{ __typename ... on Refused { code message } }',
};

/** A moment in the days of the tests. */
const NOW = Date.parse('2026-06-15T12:00:00Z');

const schema = schemaOf(definition);

export async function openImportNode(
  folder: string = mkdtempSync(join(tmpdir(), 'hubgraph-imports-')),
): Promise<ImportNode> {
  const world: World = { ...realWorld(), clock: { now: () => NOW, after: () => () => {} } };
  const council = { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [] };
  const place = { host: '127.0.0.1', port: 0, endpoint: 'http://127.0.0.1:2' };
  const node = await RunningNode.open(world, { id: 'east', folder, ...place, council, isDemo: false }, definition);
  let isStopped = false;
  const ask: ImportNode['ask'] = async (actor, source, variableValues = {}) => {
    const { data, errors } = await askGraph({ schema, source, contextValue: node.contextFor(actor), variableValues });
    return { data: { ...data }, errors: errors ?? [] };
  };
  return {
    node,
    ask,
    async give(mutation, input, actor = treasurer) {
      const source = `mutation ($input: ${MUTATIONS[mutation]}!) { answer: ${mutation}(input: $input) ${ANSWERS[mutation] ?? ANSWER} }`;
      const { data, errors } = await ask(actor, source, { input });
      expect(errors).toEqual([]);
      return data['answer'] as Fields;
    },
    async seen<T>(selection: string) {
      const source = `{ _entities(representations: [{ __typename: "Hub", id: "east" }]) { ... on Hub { ${selection} } } }`;
      const { data, errors } = await ask(anonymous, source);
      expect(errors).toEqual([]);
      return (data['_entities'] as readonly T[])[0] as T;
    },
    async reopen(options = { withoutViews: false }) {
      isStopped = true;
      await node.stop();
      const suffixes = options.withoutViews ? ['', '-wal', '-shm'] : [];
      for (const suffix of suffixes) rmSync(join(folder, `views.db${suffix}`), { force: true });
      return openImportNode(folder);
    },
    async [Symbol.asyncDispose]() {
      if (!isStopped) await node.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const FILE = sha256('a file');

/** Starts an import; the answer is its id. */
export async function start(hub: ImportNode, format: string, options?: Fields, fileSha256 = FILE): Promise<string> {
  const started = await hub.give('startImport', { hub: 'east', fileSha256, format, ...(options && { options }) });
  expect(started).toMatchObject({ __typename: 'Import', status: 'OPEN' });
  return String(started['id']);
}

export function grantInput(n: number, others: Fields = {}) {
  return {
    sourceId: `360G-east-${n}`,
    title: `Grant ${n}`,
    description: `What grant ${n} is for`,
    recipientKind: 'ORGANISATION',
    recipientId: `GB-CHC-${n}`,
    recipientName: `Recipient ${n}`,
    currency: 'GBP',
    amountMinor: `${n * 100}`,
    awardDay: `2014-01-${`${(n % 28) + 1}`.padStart(2, '0')}`,
    ...others,
  };
}

export function entryInput(n: number, others: Fields = {}) {
  return {
    sourceId: `entry-${n}`,
    day: '2015-02-05',
    postings: [
      { account: 'Expenses:Food', currency: 'USD', amountMinor: `${n * 100}` },
      { account: 'Assets:Wells Fargo:Checking', currency: 'USD', amountMinor: `-${n * 100}` },
    ],
    ...others,
  };
}

export function numbers(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}
