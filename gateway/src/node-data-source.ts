import type { Source, Subanswer, Subrequest } from '@hubgraph/executor';
import { headersFor, type RegistryNode } from '@hubgraph/identity';
import { HubgraphError, readPosition, type World } from '@hubgraph/kernel';
import { type FieldNode, Kind, parse } from 'graphql';
import { afterFor, type GatewayContext, noteReached } from './context.ts';

/** Where the node of a kind is, as the registry has it now. */
interface Nodes {
  nodeOfKind(kind: RegistryNode['kind']): Pick<RegistryNode, 'id' | 'endpoint'> | undefined;
}

const ERRORS_MAX = 100;
const ANSWER_BYTES_MAX = 8 * 1024 * 1024;

/** Asks the one node of a kind: the council, trademark or fundraising. A node that fails is an error, never a throw. */
export class NodeDataSource implements Source<GatewayContext> {
  readonly #world: World;
  readonly #kind: RegistryNode['kind'];
  readonly #registry: Nodes;
  readonly #timeoutMs: number;

  constructor(world: World, kind: RegistryNode['kind'], registry: Nodes, timeoutMs: number) {
    this.#world = world;
    this.#kind = kind;
    this.#registry = registry;
    this.#timeoutMs = timeoutMs;
  }

  async process({ request, context }: { request: Subrequest; context: GatewayContext }): Promise<Subanswer> {
    const node = this.#registry.nodeOfKind(this.#kind);
    if (node === undefined) return unavailable(this.#kind, 'not-in-registry', request);
    const startedAt = this.#world.clock.now();
    const note = (outcome: string): void => {
      const durationMs = this.#world.clock.now() - startedAt;
      context.calls?.push({ node: node.id, outcome, startedAt, durationMs });
    };
    try {
      const answer = await this.#world.network.request({
        url: `${node.endpoint}/graphql`,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-request-id': context.requestId ?? '',
          ...headersFor(node.id, context.tokens ?? new Map()),
          ...afterFor(node.id, context),
        },
        body: request.body,
        timeoutMs: Math.max(
          1,
          Math.min(this.#timeoutMs, (context.deadline ?? Number.POSITIVE_INFINITY) - this.#world.clock.now()),
        ),
        sizeBytesMax: ANSWER_BYTES_MAX,
        ...(context.signal === undefined ? {} : { signal: context.signal }),
      });
      const read = readAnswer(answer.body);
      if (read !== undefined) {
        note('ok');
        const position = readPosition(node.id, read.extensions);
        if (position !== undefined) noteReached(context, node.id, position);
        return read.answer;
      }
      const fault = faultOf(answer.status, answer.body);
      note(fault);
      return unavailable(node.id, fault, request);
    } catch (error) {
      if (!(error instanceof HubgraphError)) throw error;
      note(reasonOf(error));
      return unavailable(node.id, reasonOf(error), request);
    }
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ERR_NETWORK_TIMEOUT: 'timed-out',
  ERR_NETWORK_TOO_LARGE: 'too-large',
};

function reasonOf(error: HubgraphError): string {
  return REASONS[error.code] ?? 'refused';
}

function faultOf(status: number, body: string): string {
  if (status >= 500) return `http-${status}`;
  try {
    JSON.parse(body);
    return 'malformed';
  } catch {
    return 'not-json';
  }
}

/** A key that leads code astray, or an escape behind which one may hide: rare, and a reviver costs more than reading. */
const SUSPECT = /__proto__|\\u/;

const withoutPrototypes = (key: string, inner: unknown) => (key === '__proto__' ? undefined : inner);

/** The answer as far as it is one; undefined for anything that a GraphQL server does not send. */
function readAnswer(body: string): { readonly answer: Subanswer; readonly extensions: unknown } | undefined {
  let value: unknown;
  try {
    value = SUSPECT.test(body) ? JSON.parse(body, withoutPrototypes) : JSON.parse(body);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { data, errors, extensions } = value;
  if (data !== undefined && data !== null && !isObject(data)) return undefined;
  if (errors !== undefined && !(Array.isArray(errors) && errors.length > 0 && errors.every(isError))) return undefined;
  if (!isObject(data) && errors === undefined) return undefined;
  return {
    answer: {
      ...(data === undefined ? {} : { data: data as Record<string, unknown> | null }),
      ...(errors === undefined ? {} : { errors: (errors as never[]).slice(0, ERRORS_MAX) }),
    } as Subanswer,
    extensions,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isError(value: unknown): boolean {
  return isObject(value) && typeof value['message'] === 'string';
}

/** One error for each root field that was asked for, so that the client is told what is missing. */
function unavailable(node: string, reason: string, { query, variables }: Subrequest): Subanswer {
  const message = `${node} did not answer (${reason}). What it owns is missing; try again later.`;
  const extensions = { code: 'NODE_UNAVAILABLE', node, reason };
  const fields = rootFields(query);
  const entities = fields.find((field) => field.name.value === '_entities');
  const errors = fields.map((field) => ({ message, path: [field.alias?.value ?? field.name.value], extensions }));
  if (entities === undefined) return { errors };
  // Nulls in the places of what is missing, so that what others own of the same things goes on.
  return { data: { [entities.alias?.value ?? '_entities']: nullsFor(entities, variables) }, errors };
}

function rootFields(query: string | undefined): readonly FieldNode[] {
  const [operation] = parse(query ?? '{ __typename }').definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return operation.selectionSet.selections.filter((one) => one.kind === Kind.FIELD);
}

/** For each thing that was asked about, an object in which everything that was asked is null. */
function nullsFor(entities: FieldNode, variables: Subrequest['variables']): Record<string, unknown>[] {
  const asked = variables?.['representations'];
  return (Array.isArray(asked) ? asked : []).map((representation: { readonly __typename?: string }) => {
    const nulls: Record<string, unknown> = {};
    for (const one of entities.selectionSet?.selections ?? []) {
      if (one.kind !== Kind.INLINE_FRAGMENT || one.typeCondition?.name.value !== representation.__typename) continue;
      for (const field of one.selectionSet.selections) {
        if (field.kind === Kind.FIELD) nulls[field.alias?.value ?? field.name.value] = null;
      }
    }
    return { ...nulls, __typename: representation.__typename };
  });
}
