import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateNodeKeys, issueToken, type NodeKeys, signStatement } from '@hubgraph/identity';
import { type Json, newId, realWorld, type World } from '@hubgraph/kernel';
import { type GatewayConfig, gatewayDefaults } from './config.ts';
import { type RunningGateway, startGateway } from './server.ts';

const real = realWorld();
const council = generateNodeKeys(real, 'council.example');

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: { message: string; path?: unknown; extensions?: Record<string, unknown> }[];
}

/** What the trademark node was asked with. */
interface Asked {
  readonly authorization: string | undefined;
  readonly tokens: unknown;
  readonly after?: unknown;
}

export const AGREEMENTS = '{ mine: trademarkAgreements { totalCount } }';

/** Answers with JSON, whatever it is asked. */
export const json =
  (body: unknown, status = 200): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** A token of a node's own, which only that node can judge. */
export function token(
  audience: string,
  keys: NodeKeys = council,
  jti = newId(real, 'gateway', 'token'),
): Promise<string> {
  const now = real.clock.now();
  return issueToken({ keys, issuer: audience, audience, subject: 'ana', now, lifetimeMs: 60_000, jti });
}

/** A gateway with a trademark node that answers as it is told, a council with nothing but its registry, and no fundraising node. */
export class TestGateway {
  readonly world: World;
  readonly folder = mkdtempSync(join(tmpdir(), 'hubgraph-gateway-'));
  readonly logged: unknown[] = [];
  /** What the trademark node answers. */
  trademark: RequestListener = json([]);
  seen: Asked[] = [];
  /** How many requests have come: each takes chance once, for its id. */
  arrivals = 0;
  /** The longest that a node is waited for. A machine that is busy with other things is slow, and nothing fails for it. */
  patienceMs = 40_000;
  readonly #servers: Server[] = [];
  #gateway: RunningGateway | undefined;

  private constructor() {
    this.world = {
      ...real,
      random: {
        bytes: (count) => {
          this.arrivals += 1;
          return real.random.bytes(count);
        },
      },
      network: {
        request: (request) =>
          real.network.request({ ...request, timeoutMs: Math.min(request.timeoutMs, this.patienceMs) }),
      },
    };
  }

  static async start(config: Partial<GatewayConfig> = {}): Promise<TestGateway> {
    const made = new TestGateway();
    made.#gateway = await made.another({ ...config, council: await made.#council() }, (entry) =>
      made.logged.push(entry),
    );
    return made;
  }

  get url(): string {
    return this.#running.url;
  }

  /** Starts another one in the same folder: it knows the registry that is kept there, and its council is silent. */
  another(config: Partial<GatewayConfig> = {}, log: (entry: unknown) => void = () => {}): Promise<RunningGateway> {
    const keys = { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [council.statements.publicJwk] };
    return startGateway(
      this.world,
      {
        ...{ id: 'gateway', host: '127.0.0.1', port: 0, folder: this.folder, council: keys, isDemo: false },
        ...gatewayDefaults,
        ...{ hubTimeoutMs: 40_000, requestTimeoutMs: 50_000 },
        ...config,
      },
      log,
    );
  }

  /** Sends a request, and forgets what the trademark node was asked before. */
  async send(path: string, body?: string, headers: Record<string, string> = {}): Promise<Answer> {
    this.seen = [];
    const { status, body: text } = await real.network.request({
      url: this.url + path,
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body }),
      timeoutMs: 50_000,
      sizeBytesMax: 4_000_000,
    });
    return { ...(text.startsWith('{') ? JSON.parse(text) : {}), status, text };
  }

  ask(query: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('/graphql', JSON.stringify({ query }), headers);
  }

  reload(): Promise<boolean> {
    return this.#running.reload();
  }

  /** Stops the gateway, and nothing else of it. */
  async stopGateway(): Promise<void> {
    const running = this.#running;
    this.#gateway = undefined;
    await running.stop();
  }

  async stop(): Promise<void> {
    await this.#gateway?.stop();
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #running(): RunningGateway {
    if (this.#gateway === undefined) throw new Error('The gateway does not run.');
    return this.#gateway;
  }

  async #council(): Promise<GatewayConfig['council']> {
    const trademarkAt = await this.#listening((request, response) => {
      const { authorization } = request.headers;
      this.seen.push({
        authorization,
        tokens: request.headers['hubgraph-tokens'],
        after: request.headers['hub-after'],
      });
      request.resume();
      this.trademark(request, response);
    });
    const node = (kind: string, endpoint: string) => {
      const { tokens, statements } = kind === 'council' ? council : generateNodeKeys(real, 'node.example');
      const keys = { tokenKeys: [tokens.publicJwk], statementKeys: [statements.publicJwk] };
      return { id: kind, kind, name: kind, status: 'authorised', endpoint, ...keys };
    };
    const now = real.clock.now();
    const councilAt = await this.#listening(async (request, response) => {
      if (request.url !== '/registry') return void response.writeHead(502).end('<html>');
      const nodes = [
        node('council', councilAt),
        node('trademark', trademarkAt),
        node('fundraising', 'http://127.0.0.1:1'),
      ];
      const jws = await signStatement(council, {
        issuer: 'council',
        audience: '*',
        type: 'registry',
        id: 'council:registry:1',
        issuedAt: now,
        expiresAt: now + 3_600_000,
        payload: { epoch: 1, nodes } as unknown as Json,
      });
      response.writeHead(200, { 'content-type': 'application/jwt', etag: '"1"' }).end(jws);
    });
    return { id: 'council', endpoint: councilAt, statementKeys: [council.statements.publicJwk] };
  }

  async #listening(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    // A busy machine would close a connection that is about to be used again.
    server.keepAliveTimeout = 0;
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
}
