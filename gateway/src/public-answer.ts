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

const INTERNAL: ReadonlySet<unknown> = new Set([undefined, 'INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR']);

/** Whether an error is a fault of ours or of a node, whose words are for the operator alone. */
export function isInternal(extensions: GraphQLFormattedError['extensions']): boolean {
  return INTERNAL.has(extensions?.['code']);
}

/** What a stranger may see of an error. */
export function publicError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { stacktrace: _, serviceName: __, exception: ___, ...extensions } = formatted.extensions ?? {};
  const path = formatted.path?.filter((part) => part !== '@' && part !== '_entities');
  if (!isInternal(extensions)) return { ...formatted, ...(path === undefined ? {} : { path }), extensions };
  return {
    message: 'Something failed on the way; the operator was told.',
    ...(path === undefined ? {} : { path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}
