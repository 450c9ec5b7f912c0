import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realWorld, type World } from '@hubgraph/kernel';
import {
  type Actor,
  commonTypeDefs,
  type NodeDefinition,
  operator,
  personActor,
  RunningNode,
  schemaOf,
} from '@hubgraph/node';
import type { GraphQLError } from 'graphql';
import { askGraph } from '../../../node/src/ask-graph.test-helper.ts';
import { booksConcept } from '../concept.ts';

/** What the hub router defines, as far as the books use it. */
const directives = `
directive @route(by: RouteBy!, argument: String, field: String) on FIELD_DEFINITION | OBJECT
directive @merge(by: MergeBy!, own: String) on FIELD_DEFINITION
directive @partial(default: PartialDefault!) on FIELD_DEFINITION | OBJECT
enum RouteBy @inaccessible { ID ARGUMENT FIELD ALL }
enum MergeBy @inaccessible { CONCAT COVERAGE }
enum PartialDefault @inaccessible { WARN ABORT }
`;

/** What the nodes' own concepts define and the books extend. */
const hubType = `type Hub @key(fields: "id") @route(by: ID) { id: ID! } type HubPermissions`;
const supportType = 'type FundraisingPermissions';

export const hubDefinition: NodeDefinition = {
  kind: 'hub',
  roles: { treasurer: 'Keeps the books.', staff: 'Works for the hub.' },
  concepts: [booksConcept({ root: 'hub' })],
  typeDefs: commonTypeDefs + directives + hubType,
};

export const supportDefinition: NodeDefinition = {
  kind: 'fundraising',
  roles: { treasurer: 'Keeps the books.', fundraiser: 'Opens campaigns.' },
  concepts: [booksConcept({ root: 'support' })],
  typeDefs: commonTypeDefs + supportType,
};

export const treasurer: Actor = personActor('east:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF', [{ role: 'treasurer' }]);
export { operator };

/** A moment in the days of the tests. */
const NOW = Date.parse('2026-06-15T12:00:00Z');

export interface Answer {
  /** Empty where there was nothing but errors. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphQLError[] | undefined;
}

export interface TestNode extends AsyncDisposable {
  readonly node: RunningNode;
  /** The moment at which the node is; it may be moved. */
  now: number;
  /** Asks as somebody. */
  ask(actor: Actor, source: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** The node opened again, its views deleted and folded anew. */
  rebuild(): Promise<TestNode>;
}

/** The node `east` on a disk of its own, whose clock stands still. */
export async function openTestNode(
  definition: NodeDefinition,
  folder: string = mkdtempSync(join(tmpdir(), 'hubgraph-books-')),
): Promise<TestNode> {
  const time = { now: NOW };
  const world: World = { ...realWorld(), clock: { now: () => time.now, after: () => () => {} } };
  const council = { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [] };
  const place = { host: '127.0.0.1', port: 0, endpoint: 'http://127.0.0.1:2' };
  const node = await RunningNode.open(world, { id: 'east', folder, ...place, council, isDemo: false }, definition);
  const schema = schemaOf(definition);
  let isStopped = false;
  return Object.assign(time, {
    node,
    async ask(actor: Actor, source: string, variableValues?: Readonly<Record<string, unknown>>) {
      const contextValue = node.contextFor(actor);
      const { data, errors } = await askGraph({
        schema,
        source,
        contextValue,
        ...(variableValues && { variableValues }),
      });
      return { data: { ...data }, errors };
    },
    async rebuild() {
      isStopped = true;
      await node.stop();
      for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `views.db${suffix}`), { force: true });
      return openTestNode(definition, folder);
    },
    async [Symbol.asyncDispose]() {
      if (!isStopped) await node.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}
