import { SIGN_IN_CODE, verifyStatement } from '@hubgraph/identity';
import type { Accepted } from '@hubgraph/journal';
import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import type { FastifyInstance } from 'fastify';
import { operator } from '../actor.ts';
import type { RunningNode } from '../node.ts';

/**
 * What the operator's command line asks of the running node: a statement of the node to itself, signed with its own key,
 * which only whoever may read the node's key file can make. Each is taken once.
 */
export function operatorRoutes(app: FastifyInstance, node: RunningNode): void {
  app.post('/operator/sign-in-codes', async (request, reply) => {
    if (typeof request.body !== 'string') {
      return reply
        .status(415)
        .send({ code: 'statement-is-malformed', message: 'Send one statement as application/jwt.' });
    }
    const outcome = await issueSignInCode(node, request.body);
    if (!isRejection(outcome)) return reply.send({ status: outcome.exists ? 'exists' : 'accepted' });
    return reply.status(422).send({ code: outcome.code, message: outcome.message });
  });
}

async function issueSignInCode(node: RunningNode, jws: string): Promise<Accepted | Rejection> {
  const { id } = node.config;
  const statement = await verifyStatement(jws, {
    node: id,
    trustedKeys: (issuer) => (issuer === id ? [node.keys.statements.publicJwk] : undefined),
    types: [SIGN_IN_CODE],
    now: node.world.clock.now(),
  });
  if (isRejection(statement)) return statement;
  const { person, codeDigest, lifetimeMinutes } = (statement.payload ?? {}) as Readonly<Record<string, unknown>>;
  const isWhole =
    typeof person === 'string' &&
    typeof codeDigest === 'string' &&
    /^[0-9a-f]{64}$/.test(codeDigest) &&
    typeof lifetimeMinutes === 'number';
  if (!isWhole) return reject('statement-is-malformed', 'It names a person, the digest of a code, and its lifetime.');
  return node.operate(operator, statement.id, 'IssueSignInCode', { person, codeDigest, lifetimeMinutes });
}
