import { AsyncLocalStorage } from 'node:async_hooks';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { logKeysOf, proveKeyPossession, readTokens, signStatement } from '@hubgraph/identity';
import { HubgraphError, isRejection, type Rejection, readPositions, sha256 } from '@hubgraph/kernel';
import { limitCodeOf, type QueryLimits, queryLimits } from '@hubgraph/query-limits';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../context.ts';
import { schemaOf } from '../graphql/schema.ts';
import { tokenKeysOf } from '../keys/rotation.ts';
import type { RunningNode } from '../node.ts';
import { demoRoutes } from './demo.ts';
import { exportRoutes } from './exports.ts';
import { logRoutes } from './logs.ts';
import { operatorRoutes } from './operator.ts';
import { uploadRoutes } from './uploads.ts';

const BODY_BYTES_MAX = 1_048_576;
const TOKENS_MAX = 5_000;
/** Wider than the gateway's, which makes several questions of clients one. */
const LIMITS: QueryLimits = {
  depthMax: 25,
  repeatsMax: 2,
  fieldsMax: 5_000,
  breadthMax: 250,
  aliasesMax: 250,
  directivesMax: 100,
};
const REGISTRY_SIGNED_EVERY_MS = 6 * 3_600_000;
const REGISTRY_LIFETIME_MS = 48 * 3_600_000;
const PROOF_LIFETIME_MS = 24 * 3_600_000;

/** What keeps a node from taking commands, and is no fault of whoever gives them. */
const NOT_NOW: ReadonlySet<string> = new Set(['ERR_LOG_BEHIND_WITNESS', 'ERR_NODE_IS_STOPPING']);

export interface Served {
  /** Where the node listens, as `http://127.0.0.1:4001`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** One line of a log, as JSON. */
export type Log = (entry: Readonly<Record<string, unknown>>) => void;

/**
 * Puts a node on HTTP: `/graphql`, `/statements` for other nodes, `/operator/…` for the operator's command line,
 * `/log/…` and `/witness/…` for verifiable logs, `/exports` for files of its books and grants, `/uploads` and `/files` for receipts, `/.well-known/jwks.json` and `/.well-known/hubgraph.json` for whoever wants to check it, `/health`, `/ready`; at the
 * council also `/registry`.
 */
export async function serve(node: RunningNode, log: Log = () => {}): Promise<Served> {
  const app = fastify({ bodyLimit: BODY_BYTES_MAX, forceCloseConnections: true, logger: false });
  const asked = new AsyncLocalStorage<string | undefined>();
  const logAsked: Log = (entry) => {
    const request = asked.getStore();
    log(request === undefined ? entry : { ...entry, request });
  };
  // First: a route goes by the handler that is there when it is registered.
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    if (error instanceof HubgraphError && NOT_NOW.has(error.code)) {
      const { code, message } = error;
      return void reply.status(503).send({ errors: [{ message, extensions: { code, node: node.config.id } }] });
    }
    const status = error.statusCode ?? 500;
    if (status >= 500) log({ level: 'error', node: node.config.id, error: String(error.stack ?? error) });
    const code = status === 413 ? 'PAYLOAD_TOO_LARGE' : status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR';
    const message =
      status === 413
        ? `A request may have ${request.routeOptions.bodyLimit} bytes.`
        : status < 500
          ? error.message
          : 'The node failed.';
    void reply.status(status).send({ errors: [{ message, extensions: { code, node: node.config.id } }] });
  });
  const apollo = new ApolloServer<RequestContext>({
    schema: schemaOf(node.definition),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: TOKENS_MAX },
    validationRules: [queryLimits(LIMITS)],
    formatError: (formatted, error) => publicError(formatted, error, node.config.id, logAsked),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      node.config.tracesFields === true ? ApolloServerPluginInlineTrace() : ApolloServerPluginInlineTraceDisabled(),
      positionPlugin,
    ],
  });
  await apollo.start();
  const graphql = fastifyApolloHandler(apollo, { context: (request) => contextOf(node, request) });
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    bodyLimit: node.definition.graphqlBytesMax ?? BODY_BYTES_MAX,
    handler: (request, reply) =>
      asked.run(requestIdOf(request.headers['x-request-id']), () => graphql.call(app, request, reply)),
  });
  statementRoutes(app, node);
  operatorRoutes(app, node);
  publicRoutes(app, node);
  logRoutes(app, node);
  exportRoutes(app, node);
  uploadRoutes(app, node);
  if (node.config.isDemo) demoRoutes(app, node);
  await app.listen({ host: node.config.host, port: node.config.port });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : node.config.port;
  return {
    url: `http://${node.config.host}:${port}`,
    async stop() {
      await app.close();
      await apollo.stop();
    },
  };
}

/** The id that whoever passed a request on gave it, so that the operators of both can find it; nothing that is no id. */
function requestIdOf(given: string | string[] | undefined): string | undefined {
  return typeof given === 'string' && /^[\w:.-]{1,128}$/.test(given) ? given : undefined;
}

async function contextOf(node: RunningNode, request: FastifyRequest): Promise<RequestContext> {
  const tokens = readTokens(request.headers);
  if (isRejection(tokens)) throw unauthenticated(tokens, node.config.id);
  await waitFor(node, request);
  const actor = await node.actorOf(tokens[0]);
  if (isRejection(actor)) throw unauthenticated(actor, node.config.id);
  return node.contextFor(actor);
}

/** Nobody reads less than the position that the request names of this node; other nodes' are not its concern. */
async function waitFor(node: RunningNode, request: FastifyRequest): Promise<void> {
  const { id } = node.config;
  const positions = readPositions(request.headers['hub-after']);
  if (positions === undefined) {
    throw new GraphQLError('The header hub-after names positions of nodes, each once, as "cee=1234, council=17".', {
      extensions: { code: 'BAD_REQUEST', node: id, http: { status: 400 } },
    });
  }
  const after = positions.get(id) ?? 0;
  if (await node.hasReached(after)) return;
  const { position } = node.journal;
  throw new GraphQLError(`${id} stands at ${position} here and has not reached ${after} yet; try again soon.`, {
    extensions: { code: 'HUB_BEHIND', node: id, after: `${after}`, position: `${position}`, http: { status: 409 } },
  });
}

function unauthenticated(rejection: Rejection, node: string): GraphQLError {
  return new GraphQLError(rejection.message, {
    extensions: { code: 'UNAUTHENTICATED', reason: rejection.code, node, http: { status: 401 } },
  });
}

/** Tells with every answer how far the journal was. */
const positionPlugin: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue }) {
        if (response.body.kind !== 'single' || contextValue?.node === undefined) return;
        const { node } = contextValue;
        response.body.singleResult.extensions = {
          ...response.body.singleResult.extensions,
          position: { node: node.config.id, seq: node.journal.position },
        };
      },
    };
  },
};

/** Refusals that may turn into a yes by themselves. */
const LATER: ReadonlySet<string> = new Set([
  'statement-issuer-is-unknown',
  'statement-is-not-yet-valid',
  'registry-is-behind',
]);

/** One sender says more than is taken in a day: it is told to say it again. */
const TOO_MANY = 'transfers-are-too-many';

function statementRoutes(app: FastifyInstance, node: RunningNode): void {
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser('application/jwt', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.post('/statements', async (request, reply) => {
    if (typeof request.body !== 'string') {
      return reply
        .status(415)
        .send({ code: 'statement-is-malformed', message: 'Send one statement as application/jwt.' });
    }
    const outcome = await node.receive(request.body);
    if (!isRejection(outcome)) return reply.send({ status: outcome.exists ? 'exists' : 'accepted' });
    // Too early: the sender may be in a registry that has not arrived here yet.
    const status = LATER.has(outcome.code) ? 425 : outcome.code === TOO_MANY ? 429 : 422;
    return reply.status(status).send({ code: outcome.code, message: outcome.message });
  });
}

function publicRoutes(app: FastifyInstance, node: RunningNode): void {
  const { id, endpoint } = node.config;
  app.get('/health', async () => ({ status: 'ok', node: id }));
  app.get('/ready', async () => {
    const { refusal, warning } = node;
    const status = refusal === undefined ? { status: 'ready' } : { status: 'read-only', reason: refusal };
    return { ...status, ...(warning === undefined ? {} : { warning }), node: id, position: node.journal.position };
  });
  app.get('/.well-known/jwks.json', async () => ({ keys: tokenKeysOf(node.keys, node.world.clock.now()) }));
  app.get('/.well-known/hubgraph.json', async () => ({
    node: id,
    kind: node.definition.kind,
    endpoint,
    position: node.journal.position,
    tokenKeys: [node.keys.tokens.publicJwk],
    statementKeys: [node.keys.statements.publicJwk],
    ...logKeysOf(node.keys),
  }));
  app.get('/.well-known/key-possession', async (_request, reply) => {
    const { id: council } = node.config.council;
    const now = node.world.clock.now();
    const proof = proveKeyPossession(node.keys, {
      issuer: id,
      audience: council,
      id: `${council}:${id}`,
      issuedAt: now,
      expiresAt: now + PROOF_LIFETIME_MS,
    });
    return reply.type('application/jwt').send(await proof);
  });
  if (node.definition.registry === undefined) return;
  app.get('/registry', async (request, reply) => {
    const registry = node.registry();
    if (registry === undefined)
      return reply.status(503).send({ code: 'registry-is-empty', message: 'No hub was entered yet.' });
    const now = node.world.clock.now();
    const issuedAt = now - (now % REGISTRY_SIGNED_EVERY_MS);
    const jws = await signStatement(node.keys, {
      issuer: id,
      audience: '*',
      type: 'registry',
      id: `${id}:registry:${registry.epoch}`,
      issuedAt,
      expiresAt: issuedAt + REGISTRY_LIFETIME_MS,
      payload: registry,
    });
    const tag = `"${sha256(jws).slice(0, 32)}"`;
    void reply.header('etag', tag).header('cache-control', 'no-cache').type('application/jwt');
    return request.headers['if-none-match'] === tag ? reply.status(304).send() : reply.send(jws);
  });
}

/** Errors whose message is for the operator: it may name files and servers. */
const OUR_FAULTS: ReadonlySet<string> = new Set(['ERR_INVARIANT', 'ERR_STORE_CORRUPTED', 'ERR_STORE_UNAVAILABLE']);

/** What a stranger may see of an error: a code, a sentence, never a stack. */
function publicError(formatted: GraphQLFormattedError, error: unknown, node: string, log: Log): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  const { path, locations } = formatted;
  const place = { ...(path === undefined ? {} : { path }), ...(locations === undefined ? {} : { locations }) };
  if (cause instanceof HubgraphError) {
    log({ level: 'error', node, code: cause.code, message: cause.message });
    const isOurFault = OUR_FAULTS.has(cause.code);
    return {
      message: isOurFault ? 'The node failed; its operator was told.' : cause.message,
      ...place,
      extensions: { code: cause.code, node },
    };
  }
  const code = formatted.extensions?.['code'];
  if (code === 'INTERNAL_SERVER_ERROR' || code === undefined) {
    log({ level: 'error', node, error: cause instanceof Error ? String(cause.stack) : String(cause) });
    return {
      message: 'The node failed; its operator was told.',
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR', node },
    };
  }
  const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
  // A value that stands in the text of the query is read while it is validated; it is a bad value all the same, and not
  // a field that this version does not have.
  const isBadValue = code === 'GRAPHQL_VALIDATION_FAILED' && codeBelow(error) === 'BAD_USER_INPUT';
  const limit = limitCodeOf(error);
  const rightCode = isBadValue ? { code: 'BAD_USER_INPUT' } : limit === undefined ? {} : { code: limit };
  return { message: formatted.message, ...place, extensions: { ...extensions, ...rightCode, node } };
}

/** The code that the error had before the server gave it one. */
function codeBelow(error: unknown): unknown {
  const original = error instanceof GraphQLError ? error.originalError : undefined;
  return original instanceof GraphQLError ? original.extensions['code'] : undefined;
}
