import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { headersFor, type RegistryNode } from '@hubgraph/identity';
import { HubgraphError, type World } from '@hubgraph/kernel';
import type { GatewayContext } from './context.ts';
import type { RegistrySource } from './registry.ts';

/** What a data source answers. */
export type SourceAnswer = Awaited<ReturnType<GraphQLDataSource['process']>>;

const ANSWER_BYTES_MAX = 8 * 1024 * 1024;

/** Asks the one node of a kind: the council, trademark or fundraising. A node that fails is an error, never a throw. */
export class NodeDataSource implements GraphQLDataSource<GatewayContext & Record<string, unknown>> {
  readonly #world: World;
  readonly #kind: RegistryNode['kind'];
  readonly #registry: RegistrySource;
  readonly #timeoutMs: number;

  constructor(world: World, kind: RegistryNode['kind'], registry: RegistrySource, timeoutMs: number) {
    this.#world = world;
    this.#kind = kind;
    this.#registry = registry;
    this.#timeoutMs = timeoutMs;
  }

  async process(
    options: GraphQLDataSourceProcessOptions<GatewayContext & Record<string, unknown>>,
  ): Promise<SourceAnswer> {
    const context = options.context as GatewayContext;
    const node = this.#registry.nodeOfKind(this.#kind);
    if (node === undefined) return unavailable(this.#kind, 'not-in-registry');
    const { query, variables, operationName } = options.request;
    try {
      const answer = await this.#world.network.request({
        url: `${node.endpoint}/graphql`,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'hubgraph-request-id': context.requestId ?? '',
          ...headersFor(node.id, context.tokens ?? new Map()),
        },
        body: JSON.stringify({ query, variables, operationName }),
        timeoutMs: Math.max(
          1,
          Math.min(this.#timeoutMs, (context.deadline ?? Number.POSITIVE_INFINITY) - this.#world.clock.now()),
        ),
        sizeBytesMax: ANSWER_BYTES_MAX,
        ...(context.signal === undefined ? {} : { signal: context.signal }),
      });
      return readAnswer(answer.status, answer.body, node.id);
    } catch (error) {
      if (error instanceof HubgraphError)
        return unavailable(node.id, error.code === 'ERR_NETWORK_TIMEOUT' ? 'timed-out' : 'refused');
      throw error;
    }
  }
}

function readAnswer(status: number, body: string, node: string): SourceAnswer {
  let value: unknown;
  try {
    value = JSON.parse(body, (key, inner: unknown) => (key === '__proto__' ? undefined : inner));
  } catch {
    return unavailable(node, status >= 500 ? `http-${status}` : 'not-json');
  }
  if (typeof value !== 'object' || value === null || !('data' in value || 'errors' in value))
    return unavailable(node, 'malformed');
  const { data, errors } = value as { data?: Record<string, unknown> | null; errors?: unknown };
  return {
    ...(data === undefined ? {} : { data }),
    ...(Array.isArray(errors) ? { errors: errors.slice(0, 100) as never } : {}),
  };
}

function unavailable(node: string, reason: string): SourceAnswer {
  const message = `${node} did not answer (${reason}). What it owns is missing; try again later.`;
  return { errors: [{ message, extensions: { code: 'NODE_UNAVAILABLE', node, reason } }] };
}
