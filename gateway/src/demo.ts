import { HubgraphError, type World } from '@hubgraph/kernel';
import type { FastifyInstance } from 'fastify';
import type { RegistrySource } from './registry.ts';

const TIMEOUT_MS = 2_000;
const ANSWER_BYTES_MAX = 262_144;

/** The nodes' own demonstration routes, by which a visitor sees their people and acts as any of them. */
export interface Demo {
  /** Those of all nodes that answer. */
  people(): Promise<readonly unknown[]>;
  /** Undefined where there is no such person, or their node does not answer. */
  signIn(node: unknown, body: { readonly person: unknown; readonly session?: unknown }): Promise<unknown>;
}

export function demoOf(world: World, registry: RegistrySource): Demo {
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
  return {
    async people() {
      const nodes = registry.current?.nodes.filter((node) => node.kind !== 'gateway') ?? [];
      const people = await Promise.all(nodes.map((node) => ask(node.endpoint, '/demo/people')));
      return people.flatMap((some) => (Array.isArray(some) ? some : []));
    },
    async signIn(id, body) {
      const node = registry.current?.nodes.find((one) => one.id === id);
      return node && (await ask(node.endpoint, '/demo/sign-in', JSON.stringify(body)));
    },
  };
}

export function demoRoutes(app: FastifyInstance, demo: Demo): void {
  app.get('/demo/people', () => demo.people());
  app.post('/demo/sign-in', async (request, reply) => {
    const { node, person, session } = (request.body ?? {}) as { node?: unknown; person?: unknown; session?: unknown };
    return (
      (await demo.signIn(node, { person, session })) ??
      reply.status(404).send({ code: 'person-is-unknown', message: 'No such person, or their node does not answer.' })
    );
  });
}
