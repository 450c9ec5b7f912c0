import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type GraphQLAnswer,
  Movement,
  type MovementOptions,
  seedThread,
  type ThreadIds,
  until,
} from '@hubgraph/dev-env';
import { realWorld } from '@hubgraph/kernel';
import { expect } from 'vitest';

export const world = realWorld();

export const FUNDRAISING = 'fundraising/Ines Demo';
export const FUNDRAISER = 'fundraising/Hugo Demo';
export const LAWYER = 'trademark/Greta Demo';

/** A gateway that asks a hub that failed anew after a second: many a test stops a hub and waits until it is back. */
const QUICK_GATEWAY = { hubRestMs: 1_000 };

export interface Fixture {
  readonly movement: Movement;
  readonly ids: ThreadIds;
  readonly folder: string;
  end(): Promise<void>;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'hubgraph-test-'));
}

/** A seeded movement in a folder of its own. */
export async function seeded(hubs: number, options: Partial<MovementOptions> = {}): Promise<Fixture> {
  const folder = options.folder ?? temporaryFolder();
  const gateway = { ...QUICK_GATEWAY, ...options.gateway };
  const movement = await Movement.start({ world, port: 0, hubs, ...options, gateway, folder });
  const ids = await seedThread(movement);
  return {
    movement,
    ids,
    folder,
    async end() {
      await movement.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Raw {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly json: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions?: Record<string, unknown>;
    }[];
    readonly extensions?: Record<string, unknown>;
  };
}

/** One HTTP request as it is, nothing retried, nothing thrown for a status. */
export async function send(
  url: string,
  body: string | Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Raw> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return rawOf(answer);
}

export async function rawOf(answer: Response): Promise<Raw> {
  const text = await answer.text();
  let json: Raw['json'] = {};
  try {
    json = JSON.parse(text) as Raw['json'];
  } catch {
    // Left empty: the test that needs JSON finds none.
  }
  return { status: answer.status, text, headers: answer.headers, json };
}

/** What no stranger may ever read in an answer. */
export function expectClean({ text, json }: Raw): void {
  expect(text, 'no stack trace').not.toMatch(/\bat (async )?[\w.<>#]+ \(|\bat file:|node:internal|\.ts:\d+/);
  expect(text, 'no file path').not.toMatch(/\/work\/|\/tmp\/|\/home\/|node_modules|journal\.db|views\.db/);
  expect(text, 'no stack trace').not.toContain('stacktrace');
  for (const { message, extensions } of json.errors ?? []) {
    expect(extensions?.['code'], message).toMatch(/^[A-Z][A-Z0-9_]+$/);
  }
}

/** The number of each running node's newest commit, asked from the node itself. */
export async function heads(movement: Movement): Promise<Record<string, number>> {
  const nodes = ['council', 'trademark', 'fundraising', ...movement.hubs.map((hub) => hub.id)];
  const all = await Promise.all(
    nodes.map(async (id) => {
      const answer = await fetch(`${movement.spec(id).config.endpoint}/.well-known/hubgraph.json`);
      return [id, ((await answer.json()) as { position: number }).position] as const;
    }),
  );
  return Object.fromEntries(all);
}

/** Waits until no journal grows any more: the last statements were delivered and answered. */
export async function settled(movement: Movement): Promise<Record<string, number>> {
  let last = '';
  let since = 0;
  return until(world, 'the movement is at rest', async () => {
    const now = await heads(movement);
    const text = JSON.stringify(now);
    since = text === last ? since + 1 : 0;
    last = text;
    return since >= 6 ? now : undefined;
  });
}

export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly string[];
  readonly body: string;
}

export interface FakeNode {
  readonly seen: Recorded[];
  handler: (request: Recorded, reply: ServerResponse) => void;
  stop(): Promise<void>;
}

/** A server in the place of a node that was stopped: it writes down all that it is sent, and answers as it is told. */
export async function fakeNode(endpoint: string, handler: FakeNode['handler']): Promise<FakeNode> {
  const seen: Recorded[] = [];
  const fake: { handler: FakeNode['handler'] } = { handler };
  const server: Server = createServer((request: IncomingMessage, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const recorded = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.rawHeaders,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      seen.push(recorded);
      fake.handler(recorded, reply);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(Number(new URL(endpoint).port), '127.0.0.1', resolve);
  });
  return Object.assign(fake, {
    seen,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

export function answerJson(reply: ServerResponse, value: unknown, status = 200): void {
  reply.writeHead(status, { 'content-type': 'application/json' });
  reply.end(JSON.stringify(value));
}

/** Every persona of a movement, as `node/name`. */
export function personas(movement: Movement): string[] {
  const support = ['council', 'trademark', 'fundraising', ...movement.hubs.map((hub) => hub.id)];
  return support.flatMap((id) => movement.spec(id).setup.people.map((person) => `${id}/${person.name}`));
}

/** A small generator of repeatable chance (mulberry32), with its seed on the console. */
export function chance(name: string): { next(): number; below(count: number): number; seed: number } {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
  console.info(`${name}: SEED=${seed}`);
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, below: (count) => Math.floor(next() * count), seed };
}

export interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly effectiveDay: string;
  readonly cites: readonly { readonly name: string; readonly value: string }[];
  readonly postings: readonly {
    readonly account: string;
    readonly fund: string;
    readonly amount: { readonly amountMinor: string; readonly currency: string };
    readonly counterparty: string | null;
    readonly purpose: string | null;
    readonly spentIn: string | null;
    readonly decidedIn: string | null;
  }[];
}

const ENTRY =
  'id kind status effectiveDay cites { name value } postings { account fund amount { amountMinor currency } counterparty purpose spentIn decidedIn }';

/** All entries of a node's books, page by page, through the gateway. */
export async function entriesOf(movement: Movement, node: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  let after: string | null = null;
  for (;;) {
    const books = `books: ${node === 'fundraising' ? 'supportBooks' : 'books'} { entries(first: 3, after: $after) { nodes { ${ENTRY} } pageInfo { hasNextPage endCursor } totalCount } }`;
    type Page = { nodes: Entry[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number };
    type Holder = { books: { entries: Page } };
    const query =
      node === 'fundraising'
        ? `query ($after: String) { ${books} }`
        : `query ($after: String, $id: ID!) { hub(id: $id) { ${books} } }`;
    const answer: GraphQLAnswer<Holder & { hub: Holder }> = await movement.client.ask(
      query,
      node === 'fundraising' ? { after } : { after, id: node },
    );
    expect(answer.errors).toBeUndefined();
    const page = (node === 'fundraising' ? answer.data : answer.data?.hub)?.books.entries;
    if (page === undefined) throw new Error(`No books of ${node}.`);
    entries.push(...page.nodes);
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) {
      expect(entries).toHaveLength(page.totalCount);
      return entries;
    }
  }
}

export const usd = (decimal: string) => ({ decimal, currency: 'USD' });

/** Today, as the nodes have it. */
export const today = (): string => new Date(world.clock.now()).toISOString().slice(0, 10);

/** So many days before the one on which the file began: midnight may come between two tests, and moves no period. */
export const dayBack = (days: number): string => new Date(BEGAN_AT - days * 86_400_000).toISOString().slice(0, 10);

const BEGAN_AT = world.clock.now();

/** Gives a mutation and returns the member of its union, refused or not; an error of the request throws. */
export async function give(
  movement: Movement,
  as: string | undefined,
  field: string,
  input: Readonly<Record<string, unknown>>,
): Promise<{ __typename: string; code?: string; message?: string }> {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
  const { data, errors } = await movement.client.ask<
    Record<string, { __typename: string; code?: string; message?: string }>
  >(
    `mutation ($input: ${type}!) { ${field}(input: $input) { __typename ... on Refused { code message } } }`,
    { input },
    as,
  );
  const result = data?.[field];
  if (result === undefined || result === null) throw new Error(`${field}: ${JSON.stringify(errors)}`);
  return result;
}

export async function fundOf(movement: Movement, hub: string): Promise<string> {
  const { data } = await movement.client.ask<{ hub: { books: { funds: { nodes: { id: string }[] } } } }>(
    'query ($id: ID!) { hub(id: $id) { books { funds { nodes { id } } } } }',
    { id: hub },
  );
  return data?.hub.books.funds.nodes[0]?.id ?? '';
}

export async function supportFund(movement: Movement): Promise<string> {
  const { data } = await movement.client.ask<{ supportBooks: { funds: { nodes: { id: string }[] } } }>(
    '{ supportBooks { funds { nodes { id } } } }',
  );
  return data?.supportBooks.funds.nodes[0]?.id ?? '';
}

export const AMOUNT = 'amountMinor currency';
