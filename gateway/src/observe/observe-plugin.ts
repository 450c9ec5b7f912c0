import type { ApolloServerPlugin } from '@apollo/server';
import type { World } from '@hubgraph/kernel';
import { GraphQLError } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { isInternal } from '../public-answer.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { traceCalls } from './trace.ts';

/** Names of operations are the client's text: what would break a line or fill a disk is left out. */
const NAME = /^\w{1,100}$/;

/** One line of the log for each request to the graph, and the counts of it and of the calls that it made. */
export function observePlugin(world: World, metrics: Metrics, log: Log): ApolloServerPlugin<GatewayContext> {
  const failed = async ({ error }: { readonly error: Error }): Promise<void> => {
    if (!(error instanceof GraphQLError)) log({ level: 'error', error: String(error.stack ?? error) });
  };
  return {
    contextCreationDidFail: failed,
    unexpectedErrorProcessingRequest: failed,
    async requestDidStart({ contextValue }) {
      const began = world.clock.now();
      return {
        async didEncounterErrors({ errors }) {
          for (const { message, path, extensions, originalError } of errors) {
            if (!isInternal(extensions)) continue;
            // What a node says of its failure has words only; what fails here has a stack.
            const stack = originalError instanceof Error ? { error: String(originalError.stack) } : {};
            log({ level: 'error', request: contextValue.requestId, message, ...(path && { path }), ...stack });
          }
        },
        async willSendResponse({ response, operation, operationName, errors }) {
          const durationMs = world.clock.now() - began;
          const result = response.body.kind === 'single' ? response.body.singleResult : undefined;
          const found = result?.errors ?? errors ?? [];
          const hasData = (result?.data ?? null) !== null;
          const kind = operation?.operation ?? 'none';
          const outcome = !hasData ? 'failed' : found.length > 0 || contextValue.hubs.partial ? 'partial' : 'complete';
          metrics.requested({ operation: kind, outcome, durationMs });
          for (const call of contextValue.calls) metrics.called(call);
          traceCalls(contextValue, outcome);
          log({
            level: 'info',
            at: new Date(world.clock.now()).toISOString(),
            request: contextValue.requestId,
            operation: kind,
            ...(typeof operationName === 'string' && NAME.test(operationName) ? { name: operationName } : {}),
            outcome,
            ms: durationMs,
            calls: contextValue.calls.length,
            ...(found.length > 0
              ? { codes: [...new Set(found.map((one) => one.extensions?.['code']))].slice(0, 10) }
              : {}),
            ...(contextValue.hubs.failed.length > 0 ? { missing: contextValue.hubs.failed } : {}),
          });
        },
      };
    },
  };
}
