import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import fastifyStatic from '@fastify/static';
import { dashboard, graphAt } from '@hubgraph/dashboard';
import type { Snapshot } from '@hubgraph/hub-router';
import { readTokens, tokensByAudience } from '@hubgraph/identity';
import { isRejection, newId, type Rejection, readPositions, type World } from '@hubgraph/kernel';
import { queryLimits } from '@hubgraph/query-limits';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { GatewayConfig } from './config.ts';
import { emptyReport, type GatewayContext } from './context.ts';
import { demoOf, demoRoutes } from './demo.ts';
import { exportRoutes } from './exports.ts';
import { HubDataSource } from './hub-data-source.ts';
import { HubSnapshots, NO_HUBS } from './hub-snapshots.ts';
import { hubSdl } from './hub-subgraph.ts';
import { NodeDataSource } from './node-data-source.ts';
import { Metrics } from './observe/metrics.ts';
import { observePlugin } from './observe/observe-plugin.ts';
import { traced } from './observe/trace.ts';
import { RegistrySource } from './registry.ts';

const BODY_BYTES_MAX = 524_288;
const TOKENS_MAX = 4_000;
/** Longer than any id; what is longer is nothing that there is. */
const PARAM_LENGTH_MAX = 500;
/** How much longer than the graph itself the page waits for it. */
const PAGE_PATIENCE_MS = 1_000;
const ROOT = join(import.meta.dirname, '..');

export interface RunningGateway {
  /** As `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly registry: RegistrySource;
  stop(): Promise<void>;
}

/** One line of a log, as JSON. */
export type Log = (entry: Readonly<Record<string, unknown>>) => void;

/** Starts the gateway: `/graphql` for clients and, in a browser, with GraphiQL; `/` with the page; `/exports/<node>` with the files of nodes; `/health`, `/ready`. */
export async function startGateway(world: World, config: GatewayConfig, log: Log = () => {}): Promise<RunningGateway> {
  const registry = new RegistrySource(world, config);
  await registry.start();
  const snapshots = new HubSnapshots(() => registry.current);
  const metrics = new Metrics(world, () => registry.current?.epoch);
  const hubs = new HubDataSource(world, hubSdl(), config);
  const gateway = new ApolloGateway({
    supergraphSdl: readFileSync(join(ROOT, 'supergraph.graphql'), 'utf8'),
    buildService: ({ name }) =>
      name === 'hub' ? hubs : new NodeDataSource(world, name as 'council', registry, config.hubTimeoutMs),
    logger: quiet,
  });
  const apollo = new ApolloServer<GatewayContext>({
    gateway,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: quiet,
    parseOptions: { maxTokens: TOKENS_MAX },
    validationRules: [queryLimits({ depthMax: 25, repeatsMax: 2, fieldsMax: 5_000 })],
    formatError: (formatted) => publicError(formatted, log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      hubsPlugin,
      observePlugin(world, metrics, log),
    ],
  });
  await apollo.start();
  const app = fastify({
    bodyLimit: BODY_BYTES_MAX,
    forceCloseConnections: 'idle',
    logger: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: PARAM_LENGTH_MAX },
  });
  let isStopping = false;
  // A kept connection that was busy when the stop began would be waited for, long after its answer.
  app.addHook('onSend', async (_request, reply) => {
    if (isStopping) void reply.header('connection', 'close');
  });
  // First: a route goes by the handler that is there when it is registered.
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => sendError(error, reply, log));
  const graphql = fastifyApolloHandler(apollo, {
    context: (request, reply) => contextOf(world, config, snapshots.current ?? NO_HUBS, request, reply),
  });
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    handler: (request, reply) =>
      wantsPage(request) ? sendGraphiql(reply) : traced(async () => graphql.call(app, request, reply)),
  });
  app.get('/favicon.ico', (_request, reply) => reply.status(204).send());
  await graphiqlRoutes(app);
  app.get('/health', async () => ({ status: 'ok' }));
  app.get('/ready', async (_request, reply) => {
    const epoch = registry.current?.epoch;
    return epoch === undefined ? reply.status(503).send({ status: 'no registry yet' }) : { status: 'ready', epoch };
  });
  app.get('/metrics', async (request, reply) => {
    if (config.metrics !== 'EVERYBODY' && !isLocal(request)) return reply.status(404).send();
    const { type, body } = await metrics.text();
    return reply.type(type).send(body);
  });
  const demo = config.isDemo ? demoOf(world, registry) : undefined;
  if (demo !== undefined) demoRoutes(app, demo);
  exportRoutes(app, world, registry);
  let url = '';
  // The page is a client like any other: it asks over HTTP what it shows.
  const graph = graphAt(
    () => `${url}/graphql`,
    (request) => world.network.request(request),
    config.requestTimeoutMs + PAGE_PATIENCE_MS,
  );
  const isSecure = config.publicUrl?.startsWith('https:') ?? false;
  await app.register(
    dashboard({
      graph,
      now: () => world.clock.now(),
      newKey: () => newKey(world),
      after: (ms) => afterMs(world, ms),
      demo,
      isSecure,
      log,
    }),
  );
  await app.listen({ host: config.host, port: config.port });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  url = `http://${config.host}:${port}`;
  return {
    url,
    registry,
    async stop() {
      isStopping = true;
      registry.stop();
      // What runs may end within its time; what does not is cut off.
      const cancel = world.clock.after(config.requestTimeoutMs + PAGE_PATIENCE_MS, () =>
        app.server.closeAllConnections(),
      );
      await app.close();
      cancel();
      await apollo.stop();
    },
  };
}

function afterMs(world: World, ms: number): Promise<void> {
  return new Promise((resolve) => void world.clock.after(ms, resolve));
}

/** For the page's forms: what is sent twice under one key is carried out once. */
function newKey(world: World): string {
  return Buffer.from(world.random.bytes(18)).toString('base64url');
}

async function contextOf(
  world: World,
  config: GatewayConfig,
  topology: Snapshot,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<GatewayContext> {
  const given = readTokens(request.headers);
  if (isRejection(given)) throw badTokens(given);
  const sorted = tokensByAudience(given);
  if (isRejection(sorted)) throw badTokens(sorted);
  const [dropped] = sorted.dropped;
  if (dropped !== undefined) throw badTokens(dropped);
  const after = readPositions(request.headers['hub-after']);
  if (after === undefined) {
    throw new GraphQLError('The header hub-after names positions of nodes, each once, as "cee=1234, council=17".', {
      extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
    });
  }
  const left = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) left.abort();
  });
  return {
    tokens: sorted.tokens,
    after,
    reached: new Map(),
    calls: [],
    topology,
    requestId: newId(world, config.id, 'request'),
    deadline: world.clock.now() + config.requestTimeoutMs,
    signal: left.signal,
    hubs: emptyReport(topology.epoch),
  };
}

function badTokens(rejection: Rejection): GraphQLError {
  return new GraphQLError(rejection.message, {
    extensions: { code: 'UNAUTHENTICATED', reason: rejection.code, http: { status: 401 } },
  });
}

/**
 * Says with every answer that asked hubs which of them took part, and with every mutation how far the nodes' journals
 * are after it: `extensions.positions`, to be sent on as `hub-after`.
 */
const hubsPlugin: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue, operation }) {
        const errors = response.body.kind === 'single' ? response.body.singleResult.errors : undefined;
        // The engine answers a client's own mistake as if it were its own.
        if (errors?.some((error) => error.extensions?.['code'] === 'OPERATION_RESOLUTION_FAILURE'))
          response.http.status = 400;
        if (response.body.kind !== 'single' || contextValue?.hubs === undefined) return;
        const { hubs, reached } = contextValue;
        const tellsPositions = operation?.operation === 'mutation' && reached.size > 0;
        const told = {
          ...(hubs.expected.length === 0 ? {} : { hubs }),
          ...(tellsPositions ? { positions: Object.fromEntries(reached) } : {}),
        };
        if (Object.keys(told).length === 0) return;
        response.body.singleResult.extensions = { ...response.body.singleResult.extensions, ...told };
      },
    };
  },
};

/** What the engine says of a request that names no operation which can be run. */
const ENGINES_OWN = 'INVALID_GRAPHQL';

const INTERNAL: ReadonlySet<unknown> = new Set([undefined, 'INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR']);

function publicError(formatted: GraphQLFormattedError, log: Log): GraphQLFormattedError {
  const { stacktrace: _, serviceName: __, exception: ___, ...extensions } = formatted.extensions ?? {};
  const path = formatted.path?.filter((part) => part !== '@' && part !== '_entities');
  if (extensions['code'] === ENGINES_OWN) extensions['code'] = 'OPERATION_RESOLUTION_FAILURE';
  if (!INTERNAL.has(extensions['code'])) return { ...formatted, ...(path === undefined ? {} : { path }), extensions };
  log({ level: 'error', message: formatted.message, path: formatted.path });
  return {
    message: 'Something failed on the way; the operator was told.',
    ...(path === undefined ? {} : { path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

function sendError(error: Error & { statusCode?: number }, reply: FastifyReply, log: Log): FastifyReply {
  const status = error.statusCode ?? 500;
  if (status >= 500) log({ level: 'error', error: String(error.stack ?? error) });
  const [code, message] =
    status === 413
      ? ['PAYLOAD_TOO_LARGE', `A request may have ${BODY_BYTES_MAX} bytes.`]
      : status < 500
        ? ['BAD_REQUEST', error.message]
        : ['INTERNAL_SERVER_ERROR', 'Something failed on the way; the operator was told.'];
  return reply.status(status).send({ errors: [{ message, extensions: { code } }] });
}

/** Asked from this machine, and not by a proxy for somebody else. */
function isLocal({ ip, headers }: FastifyRequest): boolean {
  const isLoopback = ip === '::1' || /^(::ffff:)?127\./.test(ip);
  return isLoopback && headers['x-forwarded-for'] === undefined && headers['forwarded'] === undefined;
}

function wantsPage(request: FastifyRequest): boolean {
  return request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
}

function sendGraphiql(reply: FastifyReply): FastifyReply {
  return reply
    .header('content-security-policy', GRAPHIQL_POLICY)
    .header('x-content-type-options', 'nosniff')
    .type('text/html; charset=utf-8')
    .send(readFileSync(join(ROOT, 'graphiql/index.html'), 'utf8'));
}

/** No other host is ever asked; styles are inline because GraphiQL's editor writes them so. */
const GRAPHIQL_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** GraphiQL and React from their packages: nothing is fetched from elsewhere. */
async function graphiqlRoutes(app: FastifyInstance): Promise<void> {
  const require = createRequire(import.meta.url);
  const folderOf = (name: string): string => dirname(require.resolve(`${name}/package.json`));
  const files: Readonly<Record<string, readonly [folder: string, file: string]>> = {
    '/graphiql/react.js': [join(folderOf('react'), 'umd'), 'react.production.min.js'],
    '/graphiql/react-dom.js': [join(folderOf('react-dom'), 'umd'), 'react-dom.production.min.js'],
    '/graphiql/graphiql.js': [folderOf('graphiql'), 'graphiql.min.js'],
    '/graphiql/graphiql.css': [folderOf('graphiql'), 'graphiql.min.css'],
    '/graphiql/page.js': [join(ROOT, 'graphiql'), 'page.js'],
    '/graphiql/page.css': [join(ROOT, 'graphiql'), 'page.css'],
    '/graphiql/queries.json': [join(ROOT, 'graphiql'), 'queries.json'],
  };
  await app.register(fastifyStatic, { root: join(ROOT, 'graphiql'), serve: false });
  for (const [url, [folder, file]] of Object.entries(files)) {
    app.get(url, (_request, reply) => reply.sendFile(file, folder));
  }
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
