import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { CostCheck } from '@hubgraph/query-limits';
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { type DocumentNode, GraphQLError, type GraphQLFormattedError, type OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from './context.ts';
import { type GatewayExecutor, stringify } from './executor.ts';

type Running = Parameters<GatewayExecutor>[0];

/** An operation that the server has parsed, validated and found to be worth its cost. */
interface Known {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly queryHash: string;
}

const TEXTS_MAX = 500;
/** In UTF-16 units, of all texts; the documents and plans made of them are many times as large. */
const LENGTH_MAX = 1_000_000;

/** The documents that were run, by their texts; those that were not for the longest time are forgotten. */
export class KnownDocuments {
  readonly #texts = new Map<string, Map<string | undefined, Known>>();
  #length = 0;

  add({ source, document, operation, queryHash, request }: Running): void {
    if (operation === undefined) return;
    const names = this.#texts.get(source) ?? new Map<string | undefined, Known>();
    names.set(request.operationName, { document, operation, queryHash });
    if (this.#texts.has(source)) return;
    this.#texts.set(source, names);
    this.#length += source.length;
    for (const [text] of this.#texts) {
      if (this.#texts.size <= TEXTS_MAX && this.#length <= LENGTH_MAX) return;
      this.#texts.delete(text);
      this.#length -= text.length;
    }
  }

  get(text: string, operationName: string | undefined): Known | undefined {
    const names = this.#texts.get(text);
    if (names === undefined) return undefined;
    this.#texts.delete(text);
    this.#texts.set(text, names);
    return names.get(operationName);
  }
}

/** The hooks of a plugin that are called for a request which the server does not see. */
type Hooks = Pick<GraphQLRequestListener<GatewayContext>, 'didEncounterErrors' | 'willSendResponse'>;

/** What answers without the server need of an executor. */
export interface Direct {
  readonly known: KnownDocuments;
  readonly executor: GatewayExecutor;
  /** Whether this is the answer to variables that do not fit, for which nobody was asked. */
  readonly isRefused: (answer: object) => boolean;
}

interface DirectOptions extends Direct {
  readonly check: CostCheck;
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => Promise<GatewayContext>;
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  /** Takes whatever is not taken here. */
  readonly server: RouteHandlerMethod;
}

/** A request that needs nothing but an answer. */
interface Plain {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

/** What these accept they are given by the server too. */
const ACCEPTS_JSON: ReadonlySet<string | undefined> = new Set([undefined, '*/*', 'application/json']);
const SENDS_JSON: ReadonlySet<string | undefined> = new Set(['application/json', 'application/json; charset=utf-8']);
const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Answers operations that the server has run before without the server; what is new, asked in another form or refused is
 * the server's, so that each rule is in one place. What comes back is the same, header by header.
 */
export function directHandler(options: DirectOptions): RouteHandlerMethod {
  return async function handle(request, reply) {
    const plain = plainOf(request);
    const known = plain && options.known.get(plain.query, plain.operationName);
    if (plain === undefined || known === undefined) return options.server.call(this, request, reply);
    const text = await answer(options, plain, known, request, reply);
    return text ?? options.server.call(this, request, reply);
  };
}

function plainOf({ method, headers, body }: FastifyRequest): Plain | undefined {
  if (method !== 'POST' || !SENDS_JSON.has(headers['content-type']) || !ACCEPTS_JSON.has(headers.accept))
    return undefined;
  if (!isRecord(body)) return undefined;
  const { query, operationName = null, variables = null, extensions = null } = body;
  if (typeof query !== 'string' || extensions !== null) return undefined;
  if (operationName !== null && typeof operationName !== 'string') return undefined;
  if (variables !== null && !isRecord(variables)) return undefined;
  return { query, operationName: operationName ?? undefined, variables: variables ?? undefined };
}

/** The text that is sent; undefined where the server is to say what is wrong, and then nobody was asked. */
async function answer(
  { plugins, executor, check, contextOf, formatError, isRefused }: DirectOptions,
  { query, operationName, variables }: Plain,
  { document, operation, queryHash }: Known,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | undefined> {
  if (check(document, operation, variables ?? {}) !== undefined) return undefined;
  let contextValue: GatewayContext;
  try {
    contextValue = await contextOf(request, reply);
  } catch {
    return undefined;
  }
  const response = { http: { status: undefined as number | undefined, headers: new Map<string, string>() }, body: {} };
  const seen = {
    contextValue,
    // As the server has it: equal requests are known by it.
    request: { query, variables, operationName },
    source: query,
    queryHash,
    document,
    operation,
    operationName: operation.name?.value ?? null,
    response,
  };
  const listeners: Hooks[] = [];
  for (const { requestDidStart } of plugins) {
    const hooks = await requestDidStart?.(seen as never);
    if (hooks) listeners.push(hooks);
  }
  let result: Awaited<ReturnType<GatewayExecutor>>;
  let isBroken = false;
  try {
    result = await executor({ ...seen, context: contextValue } as unknown as Running);
  } catch (error) {
    isBroken = true;
    result = { errors: [error instanceof GraphQLError ? error : asGraphQLError(error)] };
  }
  if (isRefused(result)) return undefined;
  const { errors } = result;
  const singleResult: Record<string, unknown> = { ...result };
  if (errors !== undefined) {
    const told = { ...seen, errors };
    for (const hooks of listeners) await hooks.didEncounterErrors?.(told as never);
    singleResult['errors'] = errors.map((error) => formatted(error, formatError, response.http));
  }
  if (result.data === undefined) response.http.status ??= isBroken ? 500 : 400;
  response.body = { kind: 'single', singleResult };
  const told = errors === undefined ? seen : { ...seen, errors };
  for (const hooks of listeners) await hooks.willSendResponse?.(told as never);
  for (const [name, value] of response.http.headers) void reply.header(name, value);
  void reply.code(response.http.status ?? 200).header('content-type', JSON_TYPE);
  return stringify(singleResult);
}

/** As the server does it: a code for each error, and what an error says of HTTP is HTTP's. */
function formatted(
  error: GraphQLError,
  formatError: DirectOptions['formatError'],
  http: { status: number | undefined },
): GraphQLFormattedError {
  const { http: own, ...extensions } = error.extensions;
  if (isRecord(own) && typeof own['status'] === 'number') http.status = own['status'];
  const code = extensions['code'] ?? 'INTERNAL_SERVER_ERROR';
  return formatError({ ...error.toJSON(), extensions: { ...extensions, code } }, error);
}

function asGraphQLError(error: unknown): GraphQLError {
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
