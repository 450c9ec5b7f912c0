import { HubgraphError, type World } from '@hubgraph/kernel';
import type { FastifyInstance } from 'fastify';
import type { RegistrySource } from './registry.ts';

const TIMEOUT_MS = 2_000;
const ANSWER_BYTES_MAX = 262_144;

/** Lets a visitor of a demonstration see its people and act as any of them: the nodes' own demo routes, passed on. */
export function demoRoutes(app: FastifyInstance, world: World, registry: RegistrySource): void {
  const ask = async (endpoint: string, path: string, body?: string): Promise<unknown> => {
    try {
      const answer = await world.network.request({
        url: endpoint + path,
        method: body === undefined ? 'GET' : 'POST',
        ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
        timeoutMs: TIMEOUT_MS,
        sizeBytesMax: ANSWER_BYTES_MAX,
      });
      return answer.status === 200 ? JSON.parse(answer.body) : undefined;
    } catch (error) {
      if (error instanceof HubgraphError || error instanceof SyntaxError) return undefined;
      throw error;
    }
  };
  app.get('/demo/people', async () => {
    const nodes = registry.current?.nodes.filter((node) => node.kind !== 'gateway') ?? [];
    const people = await Promise.all(nodes.map((node) => ask(node.endpoint, '/demo/people')));
    return people.flatMap((some) => (Array.isArray(some) ? some : []));
  });
  app.post('/demo/sign-in', async (request, reply) => {
    const { node: id, ...asked } = (request.body ?? {}) as { node?: unknown; person?: unknown; session?: unknown };
    const node = registry.current?.nodes.find((one) => one.id === id);
    const answer =
      node &&
      (await ask(node.endpoint, '/demo/sign-in', JSON.stringify({ person: asked.person, session: asked.session })));
    return (
      answer ??
      reply.status(404).send({ code: 'person-is-unknown', message: 'No such person, or their node does not answer.' })
    );
  });
}
