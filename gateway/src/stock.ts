import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { Source } from '@hubgraph/executor';
import type { GatewayContext } from './context.ts';
import { type GatewayExecutor, type GatewayInterface, unnamed } from './executor.ts';

type StockContext = GatewayContext & Record<string, unknown>;

/**
 * The stock engine over the same sources: the way back from our own executor, and what that is compared with.
 *
 * @param wrap what stands around its executor, as around ours.
 */
export function stockGateway(
  supergraphSdl: string,
  sourceOf: (subgraph: string) => Source<GatewayContext>,
  wrap: (executor: GatewayExecutor) => GatewayExecutor,
): GatewayInterface {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => dataSourceOf(sourceOf(name)),
    logger: quiet,
  });
  return {
    onSchemaLoadOrUpdate: (listener) => gateway.onSchemaLoadOrUpdate(listener),
    async load(options) {
      const { executor } = await gateway.load(options);
      // What names no operation it would answer as its own fault.
      return { executor: wrap(async (running) => (running.operation === undefined ? unnamed() : executor(running))) };
    },
    stop: () => gateway.stop(),
  };
}

function dataSourceOf(source: Source<GatewayContext>): GraphQLDataSource<StockContext> {
  return {
    async process({ request, context }) {
      const { query = '', variables = {}, operationName } = request;
      const body = JSON.stringify({ query, variables, operationName });
      const answer = await source.process({
        request: { query, variables, operationName, body },
        context: context as GatewayContext,
      });
      return answer as Awaited<ReturnType<GraphQLDataSource['process']>>;
    },
  };
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
