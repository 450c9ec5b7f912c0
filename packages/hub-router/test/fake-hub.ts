import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execute, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { comparePlaces, type HubEntry, readCursor, readHubSchema } from '../src/index.ts';
import { hubSdl } from './hub.graphql.ts';

/** What a hub was asked. */
export interface Received {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: IncomingHttpHeaders;
}

/** Answers instead of the hub: a body, a status and a body, or nothing at all (it hangs). */
export type Misbehaviour = (received: Received) => { status?: number; body: string } | 'hangs';

/** What a hub says about `MovementFinance` and its like. */
export interface Figures {
  readonly [field: string]: unknown;
}

const current: GraphQLSchema = readHubSchema(hubSdl).schema;

/** A hub over real HTTP, on a free port, with some teams and figures; it can be told to misbehave. */
export class FakeHub implements AsyncDisposable {
  readonly id: string;
  readonly received: Received[] = [];
  figures: Figures = {};
  misbehave: Misbehaviour | undefined;
  #sdl = hubSdl;
  #schema = current;
  readonly #server: Server;
  readonly #hanging: ServerResponse[] = [];
  readonly #waiters: (() => void)[] = [];

  private constructor(id: string, server: Server) {
    this.id = id;
    this.#server = server;
  }

  static async start(id: string, figures: Figures = {}): Promise<FakeHub> {
    const server = createServer();
    const hub = new FakeHub(id, server);
    hub.figures = figures;
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => hub.#answer(Buffer.concat(chunks).toString(), request.headers, response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return hub;
  }

  get entry(): HubEntry {
    const { port } = this.#server.address() as AddressInfo;
    return { id: this.id, endpoint: `http://127.0.0.1:${port}/graphql`, status: 'authorised' };
  }

  /** Runs another version from now on. */
  runs(sdl: string): void {
    this.#sdl = sdl;
    this.#schema = readHubSchema(sdl).schema;
  }

  /** Resolves once the hub has received so many requests. */
  async hasReceived(count: number): Promise<void> {
    while (this.received.length < count) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const response of this.#hanging) response.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(text: string, headers: IncomingHttpHeaders, response: ServerResponse): void {
    const { query, variables = {} } = JSON.parse(text) as Received;
    const received = { query, variables, headers };
    this.received.push(received);
    for (const wake of this.#waiters.splice(0)) wake();
    const answer = this.misbehave?.(received) ?? { body: JSON.stringify(this.answer(received)) };
    if (answer === 'hangs') this.#hanging.push(response);
    else {
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' });
      response.end(answer.body);
    }
  }

  /** The right answer, for misbehaviours that change only a little. */
  answer({ query, variables }: Received): unknown {
    const document = parse(query);
    const faults = validate(this.#schema, document);
    if (faults.length > 0) {
      return { errors: faults.map(({ message }) => ({ message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })) };
    }
    return execute({ schema: this.#schema, document, variableValues: variables, rootValue: this.#root() });
  }

  #team(id: string, name = `Team ${id.slice(-1)} of ${this.id}`) {
    return {
      __typename: 'Team',
      id,
      name,
      size: 7,
      meta: { home: this.id },
      partner: { id: 'elsewhere', name: null },
      lead: ({ locale }: { locale?: string }) => ({ name: `Lead (${locale ?? 'none'})` }),
    };
  }

  /** The hub's own rows after the place that the cursor names (or before it), in the order of all hubs' rows. */
  #page({ first, after, last, before }: { first?: number; after?: string; last?: number; before?: string }) {
    const rows = (this.figures['directory'] ?? []) as readonly { id: string; name: string }[];
    const text = last === undefined ? after : before;
    const cursor = text === undefined ? undefined : readCursor(text);
    const placeOf = ({ id, name }: { id: string; name: string }) => ({ keys: [name], hub: this.id, id });
    const sign = last === undefined ? 1 : -1;
    const further = rows
      .filter((row) => cursor === undefined || sign * comparePlaces(placeOf(row), cursor) > 0)
      .sort((a, b) => sign * comparePlaces(placeOf(a), placeOf(b)));
    const taken = further.slice(0, last ?? first);
    const nodes = (last === undefined ? taken : taken.reverse()).map(({ id, name }) => this.#team(id, name));
    const hasMore = further.length > nodes.length;
    return {
      nodes,
      edges: nodes.map((node) => ({ cursor: 'own', node })),
      pageInfo: {
        hasNextPage: last === undefined ? hasMore : cursor !== undefined,
        hasPreviousPage: last === undefined ? cursor !== undefined : hasMore,
        endCursor: 'own',
      },
      totalCount: rows.length,
    };
  }

  #root() {
    const teamOrRefusal = (id: string) => {
      if (id.endsWith('X')) return new GraphQLError(`No access to ${id}`, { extensions: { code: 'FORBIDDEN' } });
      return id.endsWith('0') ? null : this.#team(id);
    };
    const coverage = {
      asked: [{ id: 'liar' }],
      answered: ['liar'],
      missing: [],
      asOf: [
        { hub: this.id, position: 40 + this.id.length },
        { hub: 'another', position: 1 },
      ],
      gaps: [
        { hub: this.id, what: 'books' },
        { hub: 'another', what: 'charter' },
      ],
    };
    const list = [this.#team(`${this.id}:team:1`), this.#team(`${this.id}:team:2`)];
    return {
      _service: { sdl: this.#sdl },
      team: ({ id }: { id: string }) => teamOrRefusal(id),
      teams: ({ ids }: { ids: string[] }) => ids.map(teamOrRefusal),
      hub: ({ id }: { id: string }) => ({ id, name: `Hub ${id}`, teams: list }),
      hubTeams: () => ({ nodes: list, count: 2 }),
      teamNamed: ({ in: filter }: { in: { name: string } }) => this.#team(`${this.id}:team:9`, filter.name),
      allTeams: () => list,
      tally: () => ({ yes: 3, coverage }),
      votes: () => this.figures['votes'] ?? 1,
      directory: (args: { first?: number; after?: string; last?: number; before?: string }) => ({
        ...this.#page(args),
        coverage,
      }),
      formTeam: ({ input }: { input: { name: string } }) =>
        input.name === 'taken'
          ? { __typename: 'NameIsTaken', code: 'NAME_IS_TAKEN', message: 'Choose another.' }
          : { __typename: 'TeamFormed', team: this.#team(`${this.id}:team:3`, input.name) },
      recogniseTeam: ({ input }: { input: { team: string } }) => ({
        __typename: 'TeamFormed',
        team: this.#team(input.team),
      }),
      _entities: ({ representations }: { representations: { __typename: string; id: string }[] }) =>
        representations.map((one) => {
          if (one.__typename === 'Team') return teamOrRefusal(one.id);
          if (one.__typename === 'Hub') return { ...one, name: `Hub ${one.id}`, teams: list };
          if (one.__typename === 'Disbursement') return { ...one, bookedAt: `by ${this.id}` };
          return { ...one, coverage, ...this.figures };
        }),
    };
  }
}
