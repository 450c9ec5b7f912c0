import { type Clock, newId, positionHeader, type Random, readPositions, type Slug } from '@hubgraph/kernel';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { Participation } from './participation.ts';
import type { HubRouterRequest } from './plan/prepare.ts';
import type { HubRouter } from './router.ts';
import { readPartialPolicy } from './schema/rules.ts';
import type { Snapshot } from './snapshot.ts';

/** Headers of a request, names in lower case. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** What is wrong with a request's credentials; answered with the status 401. */
export interface BadCredentials {
  readonly fault: string;
}

/** What a served router is made of. */
export interface ServeOptions {
  readonly router: HubRouter;
  /** The registry now; undefined while there is none yet, and then nothing is answered. */
  readonly snapshot: () => Snapshot | undefined;
  /** The headers of one request that one hub may see, and no other: by default none. */
  readonly credentials?: (
    headers: RequestHeaders,
  ) => BadCredentials | ((hub: Slug) => Readonly<Record<string, string>>);
  readonly clock: Clock;
  readonly random: Random;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** What one request may take in all, in milliseconds; less if the caller says so in `hub-timeout`. */
  readonly requestTimeoutMs?: number;
  /** Longest body of a request. */
  readonly bodyBytesMax?: number;
}

/** A router that is served. */
export interface ServedHubRouter {
  /** As `http://127.0.0.1:4100`; the subgraph is at `/graphql`. */
  readonly url: string;
  /** Takes no new requests and resolves when those that run have ended. */
  stop(): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 10_000;
const BODY_BYTES_MAX = 4 * 1024 * 1024;

/**
 * Serves a hub router as an ordinary federation subgraph: `POST /graphql` for any federation router, `GET /sdl` for
 * composing, `/health` and `/ready` for whoever runs it. `extensions.hubs` says which hubs took part.
 */
export async function serveHubRouter(options: ServeOptions): Promise<ServedHubRouter> {
  const app = fastify({
    bodyLimit: options.bodyBytesMax ?? BODY_BYTES_MAX,
    forceCloseConnections: 'idle',
    logger: false,
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    const [code, message] =
      status === 413
        ? ['PAYLOAD_TOO_LARGE', 'The request is larger than this router takes.']
        : status < 500
          ? ['BAD_REQUEST', error.message]
          : ['INTERNAL_SERVER_ERROR', 'The hub router failed.'];
    return reply.status(status).send(failed(code, message));
  });
  let isStopping = false;
  // A kept connection that was busy when the stop began would be waited for, long after its answer.
  app.addHook('onSend', async (_request, reply) => {
    if (isStopping) void reply.header('connection', 'close');
  });
  app.post('/graphql', (request, reply) => answer(options, request, reply));
  app.get('/sdl', (_request, reply) => reply.type('text/plain; charset=utf-8').send(options.router.sdl));
  app.get('/health', () => ({ status: 'ok' }));
  app.get('/ready', (_request, reply) => {
    const epoch = options.snapshot()?.epoch;
    return epoch === undefined ? reply.status(503).send({ status: 'no registry yet' }) : { status: 'ready', epoch };
  });
  await app.listen({ host: options.host, port: options.port });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    url: `http://${options.host}:${port}`,
    stop() {
      isStopping = true;
      return app.close();
    },
  };
}

async function answer(options: ServeOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const asked = readRequest(request.body);
  if (typeof asked === 'string') return reply.status(400).send(failed('BAD_REQUEST', asked));
  const snapshot = options.snapshot();
  if (snapshot === undefined) return reply.status(503).send(failed('NOT_READY', 'There is no registry of hubs yet.'));
  const credentials = options.credentials?.(request.headers) ?? (() => ({}));
  if (typeof credentials !== 'function') return reply.status(401).send(failed('UNAUTHENTICATED', credentials.fault));
  const after = readPositions(request.headers['hub-after']);
  if (after === undefined) {
    const message = 'The header hub-after names positions of nodes, each once, as "cee=1234, asia=17".';
    return reply.status(400).send(failed('BAD_REQUEST', message));
  }
  const policy = readPartialPolicy(request.headers['hub-partial']);
  if (policy === undefined) {
    return reply.status(400).send(failed('BAD_REQUEST', 'The header hub-partial says WARN or ABORT.'));
  }
  const left = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) left.abort();
  });
  let hubs: Participation | undefined;
  const reached = new Map<Slug, number>();
  const result = await options.router.process(asked, snapshot, {
    credentials: (hub) => ({ ...credentials(hub), ...positionHeader(hub, after) }),
    reached: (hub, position) => reached.set(hub, Math.max(position, reached.get(hub) ?? 0)),
    report: (participation) => {
      hubs = participation;
    },
    ...policy,
    signal: left.signal,
    deadline: options.clock.now() + budgetMs(options, request.headers['hub-timeout']),
    requestId: requestIdOf(request.headers['x-request-id']) ?? newId(options, 'router', 'request'),
  });
  const extensions = {
    ...(hubs === undefined ? {} : { hubs }),
    ...(reached.size === 0 ? {} : { positions: Object.fromEntries(reached) }),
  };
  return reply.send({ ...result, ...(Object.keys(extensions).length === 0 ? {} : { extensions }) });
}

function readRequest(body: unknown): HubRouterRequest | string {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return 'Send one request, as { "query": …, "variables": … }.';
  }
  const { query, operationName, variables } = body as Readonly<Record<string, unknown>>;
  if (typeof query !== 'string') return '"query" must be the text of an operation.';
  if (typeof (operationName ?? '') !== 'string') return '"operationName" must be text.';
  if (typeof (variables ?? {}) !== 'object' || Array.isArray(variables)) return '"variables" must be an object.';
  return {
    query,
    ...(typeof operationName === 'string' ? { operationName } : {}),
    variables: (variables ?? {}) as Readonly<Record<string, unknown>>,
  };
}

function budgetMs(
  { requestTimeoutMs = REQUEST_TIMEOUT_MS }: ServeOptions,
  given: string | string[] | undefined,
): number {
  return typeof given === 'string' && /^\d{1,9}$/.test(given)
    ? Math.min(Number(given), requestTimeoutMs)
    : requestTimeoutMs;
}

/** The caller's own, so that one id goes through all logs; nothing that could break a log's line. */
function requestIdOf(given: string | string[] | undefined): string | undefined {
  return typeof given === 'string' && /^[\w:.-]{1,128}$/.test(given) ? given : undefined;
}

function failed(code: string | undefined, message: string | undefined) {
  return { errors: [{ message, extensions: { code } }] };
}
