import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { type Graph, readGraph, type Source } from '@hubgraph/executor';
import {
  type CostCheck,
  type CostLimit,
  costCheck,
  limitCodeOf,
  type QueryLimits,
  queryLimits,
} from '@hubgraph/query-limits';
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { buildSchema, type GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from './context.ts';
import { type Direct, directHandler, KnownDocuments } from './direct.ts';
import { executorOf, type GatewayExecutor, type GatewayInterface, gatewayOf, stringify } from './executor.ts';
import { withSharedAnswers } from './shared-answers.ts';

const TOKENS_MAX = 4_000;

/**
 * Four times what the largest of the page's own operations take, rounded up: 218 fields, 16 of one thing, 6 aliases,
 * 3 directives. Of the examples that people are shown the deepest is 14 fields deep, and the dearest costs 140,463.
 */
const LIMITS: QueryLimits = {
  depthMax: 25,
  repeatsMax: 2,
  fieldsMax: 1_000,
  breadthMax: 64,
  aliasesMax: 24,
  directivesMax: 12,
};
const COST: CostLimit = { costMax: 250_000, listSize: 10 };

/** What an engine is made of: nothing in it knows of hubs, registries or tokens. */
export interface EngineOptions {
  readonly supergraphSdl: string;
  /** Whom to ask for what a subgraph owns. */
  readonly sourceOf: (subgraph: string) => Source<GatewayContext>;
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => Promise<GatewayContext>;
  readonly formatError: (error: GraphQLFormattedError) => GraphQLFormattedError;
  /** Of their hooks for one request only `didEncounterErrors` and `willSendResponse` are called for each. */
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
  /** Runs plans by the stock engine instead of our executor. */
  readonly isStock?: boolean;
  /** Told of each request that was answered with the answer of an equal one; where it is absent, nothing is shared. */
  readonly onShared?: () => void;
}

/** Plans and runs operations over the subgraphs of one supergraph. Another engine takes its place by this interface. */
export interface Engine {
  /** Takes GraphQL over HTTP. */
  readonly handler: RouteHandlerMethod;
  stop(): Promise<void>;
}

export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { gateway, direct } = await gatewayFor(options);
  // What clients see of the schema has no directives.
  const check = costCheck(buildSchema(options.supergraphSdl, { assumeValidSDL: true }), COST);
  const formatError = (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError =>
    options.formatError(withOwnCode(formatted, error));
  const apollo = new ApolloServer<GatewayContext>({
    gateway,
    stringifyResult: stringify,
    introspection: true,
    // What clients register (APQ) is forgotten, the least used first, above 30 MiB.
    cache: 'bounded',
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: quiet,
    parseOptions: { maxTokens: TOKENS_MAX },
    validationRules: [queryLimits(LIMITS)],
    formatError,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      costPlugin(check),
      ...options.plugins,
    ],
  });
  await apollo.start();
  const server = fastifyApolloHandler(apollo, { context: options.contextOf });
  return {
    handler: direct === undefined ? server : directHandler({ ...options, ...direct, server, check, formatError }),
    stop: () => apollo.stop(),
  };
}

/** What the server takes for its gateway, and what answers without the server, where our own executor runs plans. */
interface Ways {
  readonly gateway: GatewayInterface;
  readonly direct?: Direct;
}

/** The supergraph that was read last: gateways of one process mostly serve one, and to read it takes half a second. */
let latest: { readonly supergraphSdl: string; readonly graph: Graph } | undefined;

function graphOf(supergraphSdl: string): Graph {
  if (latest?.supergraphSdl !== supergraphSdl) latest = { supergraphSdl, graph: readGraph(supergraphSdl) };
  return latest.graph;
}

async function gatewayFor({ supergraphSdl, sourceOf, isStock, onShared }: EngineOptions): Promise<Ways> {
  const wrap = (executor: GatewayExecutor): GatewayExecutor =>
    onShared === undefined ? executor : withSharedAnswers(executor, onShared);
  // Read only where it is asked for: it takes its time, and memory.
  if (isStock === true) return { gateway: (await import('./stock.ts')).stockGateway(supergraphSdl, sourceOf, wrap) };
  const graph = graphOf(supergraphSdl);
  const refused = new WeakSet<object>();
  const executor = wrap(executorOf(graph, sourceOf, (answer) => refused.add(answer)));
  const known = new KnownDocuments();
  const learning: GatewayExecutor = (running) => {
    known.add(running);
    return executor(running);
  };
  const gateway = gatewayOf(graph, supergraphSdl, learning);
  return { gateway, direct: { known, executor, isRefused: (answer) => refused.has(answer) } };
}

function withOwnCode(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const code = limitCodeOf(error);
  return code === undefined ? formatted : { ...formatted, extensions: { ...formatted.extensions, code } };
}

/** Refuses what may cost too much when its variables are known, before anything is planned or asked. */
function costPlugin(check: CostCheck): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request }) {
          if (operation === undefined) return;
          const fault = check(document, operation, request.variables ?? {});
          if (fault !== undefined) throw fault;
        },
      };
    },
  };
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
