import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { dashboard, graphAt, nodeFiles, documents as pageDocuments } from '@hubgraph/dashboard';
import { isSlug, type World } from '@hubgraph/kernel';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { GatewayConfig } from './config.ts';
import { demoOf, demoRoutes } from './demo.ts';
import { type DocumentRefusal, readDocuments, TrustedDocuments } from './documents.ts';
import { startEngine } from './engine.ts';
import { exportRoutes } from './exports.ts';
import { HubDataSource } from './hub-data-source.ts';
import { HubSnapshots, NO_HUBS } from './hub-snapshots.ts';
import { LiveEngine } from './live-engine.ts';
import { NodeDataSource } from './node-data-source.ts';
import type { Log } from './observe/log.ts';
import { Metrics } from './observe/metrics.ts';
import { observePlugin } from './observe/observe-plugin.ts';
import { traced } from './observe/trace.ts';
import { hubsPlugin, publicError } from './public-answer.ts';
import { RegistrySource } from './registry.ts';
import { contextOf } from './request-context.ts';
import { OWN_FOLDER } from './supergraph.ts';

const BODY_BYTES_MAX = 524_288;
/** Longer than any id; what is longer is nothing that there is. */
const PARAM_LENGTH_MAX = 500;
/** How much longer than the graph itself the page waits for it. */
const PAGE_PATIENCE_MS = 1_000;
const ROOT = join(import.meta.dirname, '..');

export interface RunningGateway {
  /** As `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly registry: RegistrySource;
  /** Goes over to the supergraph that is stored now; false where it was refused, and the old one stays. */
  reload(): Promise<boolean>;
  stop(): Promise<void>;
}

/** Starts the gateway: `/graphql` for clients and, in a browser, with GraphiQL; `/` with the page; `/exports/<node>` with the files of nodes; `/health`, `/ready`. */
export async function startGateway(world: World, config: GatewayConfig, log: Log = () => {}): Promise<RunningGateway> {
  const registry = new RegistrySource(world, config);
  const snapshots = new HubSnapshots(() => registry.current);
  const metrics = new Metrics(world, () => registry.current?.epoch);
  const documents = new TrustedDocuments(
    [
      ...pageDocuments.map((text) => ({ text })),
      ...(config.documentsFile === undefined ? [] : readDocuments(world, config.documentsFile)),
    ],
    config.onlyTrusted,
  );
  let hubs: { readonly sdl: string; readonly source: HubDataSource } | undefined;
  const engine = await LiveEngine.start({
    world,
    folder: config.supergraphFolder ?? OWN_FOLDER,
    everyMs: config.supergraphEveryMs,
    log,
    onLoad: (outcome) => metrics.supergraph(outcome),
    async start({ supergraphSdl, hubSdl }) {
      // What is known of the hubs stays known where their schema is the same.
      const source = hubs?.sdl === hubSdl ? hubs.source : new HubDataSource(world, hubSdl, config);
      const started = await startEngine({
        supergraphSdl,
        sourceOf: (name) =>
          name === 'hub' ? source : new NodeDataSource(world, name as 'council', registry, config.hubTimeoutMs),
        contextOf: (request, reply) => contextOf(world, config, snapshots.current ?? NO_HUBS, request, reply),
        formatError: publicError,
        plugins: [hubsPlugin, observePlugin(world, metrics, log)],
        isStock: config.engine === 'stock',
        ...(config.sharesAnswers ? { onShared: () => metrics.shared() } : {}),
      });
      hubs = { sdl: hubSdl, source };
      return started;
    },
  });
  await registry.start();
  const refuse = ({ code, message }: DocumentRefusal, reply: FastifyReply): FastifyReply => {
    metrics.requested({ operation: 'none', outcome: 'failed', durationMs: 0 });
    const at = new Date(world.clock.now()).toISOString();
    log({ level: 'info', at, operation: 'none', outcome: 'failed', ms: 0, calls: 0, codes: [code] });
    return reply.status(400).send({ errors: [{ message, extensions: { code } }] });
  };
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
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    handler(request, reply) {
      if (wantsPage(request)) return sendGraphiql(reply);
      const refusal = documents.admit(request);
      if (refusal !== undefined) return refuse(refusal, reply);
      return traced(() => engine.run(async ({ handler }) => handler.call(app, request, reply)));
    },
  });
  app.get('/favicon.ico', (_request, reply) => reply.status(204).send());
  await graphiqlRoutes(app);
  app.get('/health', async () => ({ status: 'ok' }));
  app.get('/ready', async (_request, reply) => {
    const epoch = registry.current?.epoch;
    return epoch === undefined
      ? reply.status(503).send({ status: 'no registry yet' })
      : { status: 'ready', epoch, supergraph: engine.digest };
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
      files: nodeFiles(
        (node) => (isSlug(node) ? registry.current?.nodes.find(({ id }) => id === node)?.endpoint : undefined),
        (request) => world.network.request(request),
      ),
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
    reload: () => engine.reload(),
    async stop() {
      isStopping = true;
      registry.stop();
      // What runs may end within its time; what does not is cut off.
      const cancel = world.clock.after(config.requestTimeoutMs + PAGE_PATIENCE_MS, () =>
        app.server.closeAllConnections(),
      );
      await app.close();
      cancel();
      await engine.stop();
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
