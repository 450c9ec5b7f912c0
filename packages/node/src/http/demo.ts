import { issueToken, TOKEN_LIFETIME_MS_MAX } from '@hubgraph/identity';
import { newId } from '@hubgraph/kernel';
import type { FastifyInstance } from 'fastify';
import type { RunningNode } from '../node.ts';
import type { PersonState } from '../people/domain.ts';

/** A person of a demonstration, as a visitor may become. */
export interface DemoPerson {
  readonly id: string;
  readonly node: string;
  readonly name: string | null;
  readonly roles: readonly string[];
}

/**
 * Sign-in without proof, for demonstrations: these routes exist only on a node that was started as one. A node of a
 * real movement answers 404 here.
 */
export function demoRoutes(app: FastifyInstance, node: RunningNode): void {
  app.get('/demo/people', async (): Promise<DemoPerson[]> => {
    const people = node.read.rows('SELECT id FROM person ORDER BY added_seq, id LIMIT 200');
    const context = node.contextFor({ kind: 'anonymous', name: 'anonymous', roles: [] });
    return Promise.all(
      people.flatMap(({ id }) => {
        const person = node.read.entity<PersonState>('person', String(id));
        if (person === undefined) return [];
        return [
          context.text(person.name).then((name) => ({
            id: person.id,
            node: node.config.id,
            name,
            roles: person.roles.map((held) => held.role),
          })),
        ];
      }),
    );
  });
  app.post('/demo/sign-in', async (request, reply) => {
    const { person: id } = (request.body ?? {}) as { person?: unknown };
    const person = typeof id === 'string' ? node.read.entity<PersonState>('person', id) : undefined;
    if (person === undefined)
      return reply.status(404).send({ code: 'person-is-unknown', message: 'No such person here.' });
    return { token: await tokenFor(node, person.id), expiresInMs: TOKEN_LIFETIME_MS_MAX };
  });
}

/** A token for one of the node's own people; for the operator's command line and demonstrations. */
export async function tokenFor(
  node: RunningNode,
  person: string,
  lifetimeMs: number = TOKEN_LIFETIME_MS_MAX,
): Promise<string> {
  return issueToken({
    keys: node.keys,
    issuer: node.config.id,
    audience: node.config.id,
    subject: person,
    now: node.world.clock.now(),
    lifetimeMs,
    jti: newId(node.world, node.config.id, 'token'),
  });
}
