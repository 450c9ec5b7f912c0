import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from './context.ts';

/**
 * Says with every answer that asked hubs which of them took part, and with every mutation how far the nodes' journals
 * are after it: `extensions.positions`, to be sent on as `hub-after`.
 */
export const hubsPlugin: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue, operation }) {
        const errors = response.body.kind === 'single' ? response.body.singleResult.errors : undefined;
        // An engine answers a client's own mistake as if it were its own.
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

/** What the planner says of an operation that cannot be run. */
const PLANNERS_OWN = 'INVALID_GRAPHQL';

const INTERNAL: ReadonlySet<unknown> = new Set([undefined, 'INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR']);

/** Whether an error is a fault of ours or of a node, whose words are for the operator alone. */
export function isInternal(extensions: GraphQLFormattedError['extensions']): boolean {
  return INTERNAL.has(extensions?.['code']);
}

/** What a stranger may see of an error. */
export function publicError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { stacktrace: _, serviceName: __, exception: ___, ...extensions } = formatted.extensions ?? {};
  const path = formatted.path?.filter((part) => part !== '@' && part !== '_entities');
  if (extensions['code'] === PLANNERS_OWN) extensions['code'] = 'OPERATION_RESOLUTION_FAILURE';
  if (!isInternal(extensions)) return { ...formatted, ...(path === undefined ? {} : { path }), extensions };
  return {
    message: 'Something failed on the way; the operator was told.',
    ...(path === undefined ? {} : { path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}
