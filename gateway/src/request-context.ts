import { readPartialPolicy, type Snapshot } from '@hubgraph/hub-router';
import { readTokens, tokensByAudience } from '@hubgraph/identity';
import { isRejection, newId, type Rejection, readPositions, type World } from '@hubgraph/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { GatewayConfig } from './config.ts';
import { emptyReport, type GatewayContext } from './context.ts';

/** What a request brings, as the data sources see it; refused where its tokens or positions cannot be read. */
export async function contextOf(
  world: World,
  config: GatewayConfig,
  topology: Snapshot,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<GatewayContext> {
  const given = readTokens(request.headers);
  if (isRejection(given)) throw badTokens(given);
  const sorted = tokensByAudience(given);
  if (isRejection(sorted)) throw badTokens(sorted);
  const [dropped] = sorted.dropped;
  if (dropped !== undefined) throw badTokens(dropped);
  const after = readPositions(request.headers['hub-after']);
  if (after === undefined) {
    throw new GraphQLError('The header hub-after names positions of nodes, each once, as "cee=1234, council=17".', {
      extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
    });
  }
  const policy = readPartialPolicy(request.headers['hub-partial']);
  if (policy === undefined) {
    throw new GraphQLError('The header hub-partial says WARN or ABORT.', {
      extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
    });
  }
  const left = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) left.abort();
  });
  const requestId = newId(world, config.id, 'request');
  void reply.header('x-request-id', requestId);
  return {
    tokens: sorted.tokens,
    after,
    reached: new Map(),
    calls: [],
    topology,
    ...policy,
    requestId,
    deadline: world.clock.now() + config.requestTimeoutMs,
    signal: left.signal,
    hubs: emptyReport(topology.epoch),
  };
}

function badTokens(rejection: Rejection): GraphQLError {
  return new GraphQLError(rejection.message, {
    extensions: { code: 'UNAUTHENTICATED', reason: rejection.code, http: { status: 401 } },
  });
}
