import { composeServices } from '@apollo/composition';
import type { Source, Subanswer } from '@hubgraph/executor';
import { publicError, startEngine } from '@hubgraph/gateway';
import { type Participation, readHubSchema, type Snapshot } from '@hubgraph/hub-router';
import { serveHubRouter } from '@hubgraph/hub-router/serve';
import { realWorld } from '@hubgraph/kernel';
import fastify from 'fastify';
import { execute, parse } from 'graphql';
import { type Answer, type Ask, type ErrorShown, type Host, requestOf } from './run.test-helper.ts';
import { isObject, type JsonObject, sdl } from './vectors.test-helper.ts';

const { clock, random } = realWorld();

/** A host that must be stopped. */
export interface StartedHost extends Host {
  stop(): Promise<void>;
}

/** The router as a library. */
export const library: Host = {
  name: 'the hub router as a library',
  async ask(ask) {
    let hubs: Participation | undefined;
    const result = await ask.router.process(requestOf(ask), ask.snapshot, {
      credentials: ask.credentials,
      ...(ask.step.timeoutMs === undefined ? {} : { deadline: clock.now() + ask.step.timeoutMs }),
      partial: ask.step.partial,
      report: (participation) => {
        hubs = participation;
      },
    });
    return { data: result.data, errors: result.errors ?? [], hubs };
  },
};

/** The router alone; whoever asks it over HTTP at `url` is answered as the case says that was `set` last. */
export interface Alone extends StartedHost {
  readonly url: string;
  set(ask: Ask): void;
}

/** The router alone, as a subgraph over HTTP. */
export async function startAlone(): Promise<Alone> {
  let now: Ask | undefined;
  const served = await serveHubRouter({
    router: { sdl, process: async (...args) => (now as Ask).router.process(...args) },
    snapshot: () => now?.snapshot as Snapshot,
    credentials: () => (hub) => (now as Ask).credentials(hub),
    clock,
    random,
    host: '127.0.0.1',
    port: 0,
  });
  return {
    name: 'the hub router alone, over HTTP',
    url: `${served.url}/graphql`,
    set(ask) {
      now = ask;
    },
    async ask(ask) {
      now = ask;
      const { timeoutMs, partial } = ask.step;
      const response = await fetch(`${served.url}/graphql`, {
        method: 'POST',
        body: JSON.stringify(requestOf(ask)),
        headers: {
          'content-type': 'application/json',
          ...(timeoutMs === undefined ? {} : { 'hub-timeout': String(timeoutMs) }),
          ...(partial === undefined ? {} : { 'hub-partial': partial }),
        },
      });
      const body = (await response.json()) as {
        data?: unknown;
        errors?: ErrorShown[];
        extensions?: { hubs?: unknown };
      };
      return { data: body.data, errors: body.errors ?? [], hubs: body.extensions?.hubs };
    },
    stop: () => served.stop(),
  };
}

/** Of another subgraph the engine gets the representations that a case names. */
export const catalogueSdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
  scalar Key
  union Entity = Team | Club | Hub | Transfer | Finance
  extend type Query { entities(keys: [Key!]!): [Entity] }
  type Team @key(fields: "id", resolvable: false) { id: ID! }
  type Club @key(fields: "id", resolvable: false) { id: ID! }
  type Hub @key(fields: "id", resolvable: false) { id: ID! }
  type Finance @key(fields: "id", resolvable: false) { id: ID! }
  type Transfer @key(fields: "id toHub { id }", resolvable: false) { id: ID! toHub: HubRef! }
  type HubRef @shareable { id: ID! }
`;

/** The supergraph of the catalogue and the hubs. */
export function composed(urls: Readonly<Record<'catalogue' | 'hub', string>>): string {
  const { supergraphSdl, errors } = composeServices([
    { name: 'catalogue', url: urls.catalogue, typeDefs: parse(catalogueSdl) },
    { name: 'hub', url: urls.hub, typeDefs: parse(sdl) },
  ]);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** The engine of our gateway over HTTP, with hubs as a data source: our own, or the stock one. */
export async function startGateway({ isStock = false } = {}): Promise<StartedHost> {
  let now: Ask | undefined;
  let told: Participation | undefined;
  const hubs: Source<unknown> = {
    async process({ request }) {
      const { query, variables } = request;
      const { router, snapshot, credentials, step } = now as Ask;
      return router.process({ query, variables }, snapshot, {
        credentials,
        ...(step.timeoutMs === undefined ? {} : { deadline: clock.now() + step.timeoutMs }),
        partial: step.partial,
        report: (participation) => {
          told = participation;
        },
      });
    },
  };
  const engine = await startEngine({
    supergraphSdl: composed({ catalogue: 'http://catalogue.invalid', hub: 'http://hub.invalid' }),
    sourceOf: (name) => (name === 'hub' ? hubs : catalogue),
    contextOf: async () => ({}) as never,
    formatError: publicError,
    plugins: [],
    isStock,
  });
  const app = fastify({ bodyLimit: 4_000_000 });
  app.post('/graphql', engine.handler);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    name: isStock ? 'the stock engine in the gateway' : 'the engine of the gateway',
    isStock: true,
    async ask(ask): Promise<Answer> {
      now = ask;
      told = undefined;
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        body: JSON.stringify(joined(ask)),
        headers: { 'content-type': 'application/json' },
      });
      const { data, errors = [] } = (await response.json()) as { data?: unknown; errors?: readonly ErrorShown[] };
      const isJoin = isObject(data) && 'entities' in data;
      return {
        data: isJoin ? { _entities: data['entities'] } : (data ?? null),
        errors: errors.map(asSubgraph),
        hubs: told,
      };
    },
    async stop() {
      await app.close();
      await engine.stop();
    },
  };
}

/** An entities case as a join from the catalogue. */
export function joined(ask: Pick<Ask, 'step' | 'variables'>) {
  const request = requestOf(ask);
  const { entities } = ask.step;
  if (entities === undefined) return request;
  const query = `query ($keys: [Key!]!) { entities(keys: $keys) ${entities.selection} }`;
  return {
    query,
    variables: { keys: (request.variables as JsonObject)['representations'] ?? [] },
  };
}

/** The catalogue's list stands where a subgraph has its entities. */
export function asSubgraph(error: ErrorShown): ErrorShown {
  const [first, ...rest] = error.path ?? [];
  return first === 'entities' ? { ...error, path: ['_entities', ...rest] } : error;
}

const catalogueSchema = readHubSchema(catalogueSdl).schema;

/** Answers what the catalogue is asked, in the process. */
export function answerOfCatalogue(query: string, variables: Readonly<Record<string, unknown>>) {
  return execute({
    schema: catalogueSchema,
    document: parse(query),
    variableValues: variables,
    rootValue: { entities: ({ keys }: { keys: unknown }) => keys },
    typeResolver: (value) => (isObject(value) ? String(value['__typename']) : undefined),
  });
}

const catalogue: Source<unknown> = {
  process: async ({ request }) => (await answerOfCatalogue(request.query, request.variables)) as Subanswer,
};
