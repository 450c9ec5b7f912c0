import { TOKEN_LIFETIME_MS_MAX } from '@hubgraph/identity';
import { isRejection } from '@hubgraph/kernel';
import type { FastifyInstance } from 'fastify';
import type { RunningNode } from '../node.ts';
import type { PersonState } from '../people/domain.ts';
import { signInAs } from '../sessions/sign-in.ts';
import { tokenFor, tokenInSession } from '../sessions/tokens.ts';

/** A person of a demonstration, as a visitor may become. */
export interface DemoPerson {
  readonly id: string;
  readonly node: string;
  readonly name: string | null;
  readonly roles: readonly string[];
}

/**
 * Sign-in without proof, for demonstrations: these routes exist only on a node that was started as one. A node of a
 * real movement answers 404 here. Signing in opens a session; `"session": false` asks for a token alone.
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
    const { person: id, session: isWanted } = (request.body ?? {}) as { person?: unknown; session?: unknown };
    const person = typeof id === 'string' ? node.read.entity<PersonState>('person', id) : undefined;
    if (person === undefined)
      return reply.status(404).send({ code: 'person-is-unknown', message: 'No such person here.' });
    // A script asks for one token after the other, and would fill the journal with sessions.
    if (isWanted === false) return { token: await tokenFor(node, person.id), expiresInMs: TOKEN_LIFETIME_MS_MAX };
    const opened = await signInAs(node, person);
    if (isRejection(opened)) return reply.status(422).send({ code: opened.code, message: opened.message });
    const { token } = await tokenInSession(node, opened.session);
    const sessionExpiresAt = new Date(opened.session.expiresAt).toISOString();
    return { token, expiresInMs: TOKEN_LIFETIME_MS_MAX, session: opened.secret, sessionExpiresAt };
  });
}
